// The sample that is shipped is what the table says, and is right but for what only the clinic knows.
#include "vantrum/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SAMPLE VR_SOURCE_DIR "/assets/config/vantrum.conf"

static void test_sample_is_shipped(void **state)
{
	(void)state;
	struct vr_buffer made, shipped;
	struct vr_error error;
	vr_buffer_init(&made, VR_CONFIG_FILE_MAX);
	vr_buffer_init(&shipped, VR_CONFIG_FILE_MAX);
	vr_config_sample(&made);
	assert_true(vr_file_read(SAMPLE, &shipped, &error));
	assert_string_equal(vr_buffer_string(&shipped), vr_buffer_string(&made));
	vr_buffer_release(&made);
	vr_buffer_release(&shipped);
}

static void test_sample_is_right(void **state)
{
	(void)state;
	static const char *const path[] = {SAMPLE};
	struct vr_config config, plain;
	struct vr_config_problems problems;
	vr_config_problems_init(&problems);
	vr_config_read(path, 1, true, &config, &problems);
	assert_int_equal(2, problems.count);
	assert_non_null(strstr(vr_buffer_string(&problems.text), ": id is missing"));
	assert_non_null(strstr(vr_buffer_string(&problems.text), ": url is missing"));
	vr_config_read(NULL, 0, false, &plain, &problems);
	// Where an option was given is no value of it.
	config.theme_at = plain.theme_at;
	config.night_dim_at = plain.night_dim_at;
	assert_memory_equal(&plain, &config, sizeof config);
	vr_config_problems_release(&problems);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sample_is_shipped),
	                                   cmocka_unit_test(test_sample_is_right)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
