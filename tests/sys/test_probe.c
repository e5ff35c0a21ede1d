#include "sys/probe.h"
#include "vantrum/sys.h"

#include <arpa/inet.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char root[64];

static int make_root(void **state)
{
	(void)state;
	strcpy(root, "/tmp/vantrum-probe-XXXXXX");
	return mkdtemp(root) ? 0 : -1;
}

static int remove_root(void **state)
{
	(void)state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", root);
	return system(command);
}

static void lay(const char *folder, const char *name, const char *content)
{
	char path[VR_PATH_MAX];
	snprintf(path, sizeof path, "%s/sys/class/%s", root, folder);
	assert_true(vr_file_make_folder(path, NULL));
	snprintf(path, sizeof path, "%s/sys/class/%s/%s", root, folder, name);
	assert_true(vr_file_replace(path, content, strlen(content), 0644, NULL));
}

static void lay_connector(const char *name, const char *status, const char *enabled, const char *dpms)
{
	char folder[VR_PATH_MAX];
	snprintf(folder, sizeof folder, "drm/%s", name);
	lay(folder, "status", status);
	lay(folder, "enabled", enabled);
	if (dpms)
		lay(folder, "dpms", dpms);
}

static void no_graphics_is_unknown(void **state)
{
	(void)state;
	assert_string_equal(vr_probe_panel(root), "unknown");
	lay("drm/card0", "dev", "226:0\n");
	assert_string_equal(vr_probe_panel(root), "unknown");
	lay_connector("card0-Writeback-1", "unknown\n", "disabled\n", "Off\n");
	assert_string_equal(vr_probe_panel(root), "unknown");
}

static void a_lit_panel_is_on(void **state)
{
	(void)state;
	lay_connector("card1-HDMI-A-1", "disconnected\n", "disabled\n", "Off\n");
	assert_string_equal(vr_probe_panel(root), "off");
	lay_connector("card1-HDMI-A-2", "connected\n", "enabled\n", "On\n");
	assert_string_equal(vr_probe_panel(root), "on");
}

static void a_dark_panel_is_off(void **state)
{
	(void)state;
	lay_connector("card1-HDMI-A-1", "connected\n", "enabled\n", "Off\n");
	assert_string_equal(vr_probe_panel(root), "off");
	lay_connector("card1-HDMI-A-1", "connected\n", "enabled\n", "Standby\n");
	assert_string_equal(vr_probe_panel(root), "off");
	lay_connector("card1-HDMI-A-1", "connected\n", "disabled\n", "On\n");
	assert_string_equal(vr_probe_panel(root), "off");
	lay_connector("card1-VGA-1", "unknown\n", "disabled\n", "Off\n"); // says nothing against it
	assert_string_equal(vr_probe_panel(root), "off");
}

static void a_connector_that_cannot_tell_is_unknown(void **state)
{
	(void)state;
	lay_connector("card0-Composite-1", "unknown\n", "enabled\n", "On\n");
	assert_string_equal(vr_probe_panel(root), "unknown");
	lay_connector("card0-HDMI-A-1", "connected\n", "enabled\n", NULL);
	assert_string_equal(vr_probe_panel(root), "on");
}

static void the_hottest_plausible_zone_counts(void **state)
{
	(void)state;
	assert_true(isnan(vr_probe_temperature(root)));
	lay("thermal/thermal_zone0", "temp", "\n");
	assert_true(isnan(vr_probe_temperature(root)));
	lay("thermal/thermal_zone1", "temp", "-274000\n");
	assert_true(isnan(vr_probe_temperature(root)));
	lay("thermal/thermal_zone2", "temp", "48312\n");
	lay("thermal/thermal_zone3", "temp", "41000\n");
	lay("thermal/thermal_zone4", "temp", "999000\n");
	assert_true(fabs(vr_probe_temperature(root) - 48.312) < 1e-9);
}

static void this_process_has_a_size(void **state)
{
	(void)state;
	assert_in_range(vr_sys_memory_kib(), 100, 100 << 20);
}

static void own_addresses_are_addresses(void **state)
{
	(void)state;
	struct vr_buffer buffer;
	vr_buffer_init(&buffer, 65536);
	vr_sys_addresses(&buffer);
	char *rest = NULL;
	if (buffer.length == 0) { // a machine without a network is one too
		vr_buffer_release(&buffer);
		return;
	}
	for (char *line = strtok_r(buffer.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char name[64], text[64];
		unsigned char bytes[16];
		assert_int_equal(sscanf(line, "%63s %63s", name, text), 2);
		assert_true(inet_pton(AF_INET, text, bytes) == 1 || inet_pton(AF_INET6, text, bytes) == 1);
		assert_string_not_equal(text, "127.0.0.1");
	}
	vr_buffer_release(&buffer);
}

#define WITH_ROOT(test) cmocka_unit_test_setup_teardown(test, make_root, remove_root)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        WITH_ROOT(no_graphics_is_unknown),
	        WITH_ROOT(a_lit_panel_is_on),
	        WITH_ROOT(a_dark_panel_is_off),
	        WITH_ROOT(a_connector_that_cannot_tell_is_unknown),
	        WITH_ROOT(the_hottest_plausible_zone_counts),
	        cmocka_unit_test(this_process_has_a_size),
	        cmocka_unit_test(own_addresses_are_addresses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
