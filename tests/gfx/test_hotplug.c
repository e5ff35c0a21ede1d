#include "gfx/hotplug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char root[] = "/tmp/vantrum-hotplug-XXXXXX";

static void lay(const char *connector, const char *status, const char *modes)
{
	char path[VR_PATH_MAX];
	snprintf(path, sizeof path, "%s/sys/class/drm/%s", root, connector);
	assert_true(vr_file_make_folder(path, NULL));
	snprintf(path, sizeof path, "%s/sys/class/drm/%s/status", root, connector);
	assert_true(vr_file_replace(path, status, strlen(status), 0644, NULL));
	snprintf(path, sizeof path, "%s/sys/class/drm/%s/modes", root, connector);
	assert_true(vr_file_replace(path, modes, strlen(modes), 0644, NULL));
}

static void displays_that_come_or_change_are_noticed_once(void **state)
{
	(void)state;
	struct vr_hotplug hotplug;
	vr_hotplug_init(&hotplug, root);
	assert_false(vr_hotplug_changed(&hotplug));
	lay("card1-HDMI-A-1", "disconnected\n", "");
	assert_false(vr_hotplug_changed(&hotplug));
	lay("card1-HDMI-A-1", "connected\n", "1920x1080\n");
	assert_true(vr_hotplug_changed(&hotplug));
	assert_false(vr_hotplug_changed(&hotplug));
	lay("card1-HDMI-A-1", "connected\n", "3840x2160\n1920x1080\n");
	assert_true(vr_hotplug_changed(&hotplug));
	lay("card1-HDMI-A-2", "connected\n", "1024x600\n");
	assert_true(vr_hotplug_changed(&hotplug));
	assert_false(vr_hotplug_changed(&hotplug));
}

static void a_display_that_goes_is_rebuilt_when_it_is_back(void **state)
{
	(void)state;
	struct vr_hotplug hotplug;
	lay("card1-HDMI-A-1", "connected\n", "1920x1080\n");
	lay("card1-HDMI-A-2", "disconnected\n", "");
	vr_hotplug_init(&hotplug, root);
	assert_false(vr_hotplug_changed(&hotplug));
	lay("card1-HDMI-A-1", "disconnected\n", "");
	assert_false(vr_hotplug_changed(&hotplug));
	lay("card1-HDMI-A-1", "connected\n", "1920x1080\n");
	assert_true(vr_hotplug_changed(&hotplug));
}

static int set_up(void **state)
{
	(void)state;
	return mkdtemp(root) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	char command[VR_PATH_MAX];
	snprintf(command, sizeof command, "rm -rf '%s'", root);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(displays_that_come_or_change_are_noticed_once),
	        cmocka_unit_test(a_display_that_goes_is_rebuilt_when_it_is_back),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
