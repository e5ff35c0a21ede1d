// The hub's sample that is shipped is what its table says, and is right.
#include "hub/settings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SAMPLE VR_SOURCE_DIR "/assets/config/hub.conf"

static void test_sample_is_shipped(void **state)
{
	(void)state;
	struct vr_buffer made, shipped;
	struct vr_error error;
	vr_buffer_init(&made, VR_CONFIG_FILE_MAX);
	vr_buffer_init(&shipped, VR_CONFIG_FILE_MAX);
	vr_hub_settings_sample(&made);
	assert_true(vr_file_read(SAMPLE, &shipped, &error));
	assert_string_equal(vr_buffer_string(&shipped), vr_buffer_string(&made));
	vr_buffer_release(&made);
	vr_buffer_release(&shipped);
}

static void test_sample_is_right(void **state)
{
	(void)state;
	struct vr_hub_settings settings, plain;
	struct vr_config_problems problems;
	vr_config_problems_init(&problems);
	vr_hub_settings_read(SAMPLE, true, &settings, &problems);
	assert_string_equal(vr_buffer_string(&problems.text), "");
	vr_hub_settings_read(VR_SOURCE_DIR "/none.conf", false, &plain, &problems);
	assert_int_equal(problems.count, 0);
	assert_memory_equal(&plain, &settings, sizeof settings);
	vr_config_problems_release(&problems);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sample_is_shipped),
	                                   cmocka_unit_test(test_sample_is_right)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
