#include "base/places.h"
#include "vantrum/base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char root[] = "/tmp/vantrum-assets-XXXXXX";

static void lay(const char *name, const char *content)
{
	char path[VR_PATH_MAX];
	snprintf(path, sizeof path, "%s/%s", root, name);
	char *slash = strrchr(path, '/');
	*slash = '\0';
	assert_true(vr_file_make_folder(path, NULL));
	*slash = '/';
	assert_true(vr_file_replace(path, content, strlen(content), 0644, NULL));
}

static void check_found(const char *program, const char *name, const char *expected)
{
	char path[VR_PATH_MAX];
	char real[VR_PATH_MAX * 4];
	struct vr_places places;
	struct vr_error error = {0};
	snprintf(path, sizeof path, "%s/%s", root, program);
	vr_places_find(path, &places);
	if (!vr_places_path(&places, name, path, &error))
		fail_msg("%s", error.what);
	assert_non_null(realpath(path, real));
	snprintf(path, sizeof path, "%s/%s", root, expected);
	assert_string_equal(real, path);
}

static void an_installed_program_finds_its_share(void **state)
{
	(void)state;
	lay("usr/bin/vantrum", "");
	lay("usr/share/vantrum/locale/sv.arb", "{}");
	check_found("usr/bin/vantrum", "locale/sv.arb", "usr/share/vantrum/locale/sv.arb");
}

static void a_build_inside_the_checkout_finds_both(void **state)
{
	(void)state;
	lay("tree/assets/locale/sv.arb", "{}");
	lay("tree/build/test/CMakeCache.txt", "# no home is named\n");
	lay("tree/build/test/assets/icons/door.svg", "<svg/>");
	lay("tree/build/test/firmware/app/vantrum", "");
	check_found("tree/build/test/firmware/app/vantrum", "locale/sv.arb", "tree/assets/locale/sv.arb");
	check_found("tree/build/test/firmware/app/vantrum", "icons/door.svg", "tree/build/test/assets/icons/door.svg");
}

static void a_build_elsewhere_finds_its_checkout(void **state)
{
	(void)state;
	char cache[VR_PATH_MAX];
	snprintf(cache, sizeof cache, "# first\nCMAKE_HOME_DIRECTORY:INTERNAL=%s/far/checkout\nCMAKE_X:INTERNAL=1\n",
	         root);
	lay("far/checkout/assets/locale/fi.arb", "{}");
	lay("elsewhere/CMakeCache.txt", cache);
	lay("elsewhere/firmware/app/vantrum", "");
	check_found("elsewhere/firmware/app/vantrum", "locale/fi.arb", "far/checkout/assets/locale/fi.arb");
}

static void what_is_missing_is_named_with_where_it_was_sought(void **state)
{
	(void)state;
	char program[VR_PATH_MAX];
	char path[VR_PATH_MAX];
	struct vr_places places;
	struct vr_error error = {0};
	snprintf(program, sizeof program, "%s/tree/build/test/firmware/app/vantrum", root);
	vr_places_find(program, &places);
	assert_false(vr_places_path(&places, "locale/xx.arb", path, &error));
	assert_int_equal(error.code, VR_NOT_FOUND);
	assert_non_null(strstr(error.what, "locale/xx.arb"));
	assert_non_null(strstr(error.what, "share/vantrum/"));
}

static void names_do_not_lead_out_of_the_assets(void **state)
{
	(void)state;
	char path[VR_PATH_MAX];
	struct vr_error error = {0};
	assert_false(vr_asset_path("../locale/sv.arb", path, &error));
	assert_int_equal(error.code, VR_INVALID);
	assert_false(vr_asset_path("/etc/passwd", path, &error));
	assert_int_equal(error.code, VR_INVALID);
}

static void this_very_test_finds_the_checkout(void **state)
{
	(void)state;
	char path[VR_PATH_MAX];
	struct vr_error error = {0};
	if (!vr_asset_path("CMakeLists.txt", path, &error))
		fail_msg("%s", error.what);
	assert_int_equal(access(path, R_OK), 0);
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
	        cmocka_unit_test(an_installed_program_finds_its_share),
	        cmocka_unit_test(a_build_inside_the_checkout_finds_both),
	        cmocka_unit_test(a_build_elsewhere_finds_its_checkout),
	        cmocka_unit_test(what_is_missing_is_named_with_where_it_was_sought),
	        cmocka_unit_test(names_do_not_lead_out_of_the_assets),
	        cmocka_unit_test(this_very_test_finds_the_checkout),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
