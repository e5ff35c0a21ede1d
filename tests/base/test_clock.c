#include "vantrum/base/clock.h"
#include "vantrum/base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void check_parse(const char *text, const char *expected)
{
	struct vr_instant instant;
	struct vr_error error;
	char formatted[VR_INSTANT_TEXT];
	if (!vr_instant_parse(text, &instant, &error))
		fail_msg("%s: %s", text, error.what);
	vr_instant_format(instant, formatted);
	assert_string_equal(formatted, expected);
}

static void good_times_are_read(void **state)
{
	(void)state;
	check_parse("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z");
	check_parse("2026-11-22T08:30:00+01:00", "2026-11-22T07:30:00Z");
	check_parse("2026-11-22t08:30:00z", "2026-11-22T08:30:00Z");
	check_parse("2026-11-22 08:30:00-05:30", "2026-11-22T14:00:00Z");
	check_parse("2028-02-29T23:59:59+00:00", "2028-02-29T23:59:59Z");
	check_parse("2000-02-29T00:00:00-00:00", "2000-02-29T00:00:00Z");
	check_parse("2026-12-31T23:59:60Z", "2026-12-31T23:59:59Z");
	check_parse("2026-11-22T08:30:00.5Z", "2026-11-22T08:30:00.500Z");
	check_parse("2026-11-22T08:30:00.0079999999999999Z", "2026-11-22T08:30:00.007Z");
	check_parse("2026-11-22T08:30:00.000000Z", "2026-11-22T08:30:00Z");
	check_parse("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z");
	check_parse("2026-03-29T03:00:00+02:00", "2026-03-29T01:00:00Z");
}

static void the_number_is_milliseconds_since_1970(void **state)
{
	(void)state;
	struct vr_instant instant;
	assert_true(vr_instant_parse("2026-11-22T07:30:00.250Z", &instant, NULL));
	assert_true(instant.ms == INT64_C(1795332600250));
}

static void bad_times_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
	        "",
	        "2026",
	        "2026-11-22",
	        "2026-11-22T08:30Z",
	        "2026-11-22T08:30:00",
	        "2026-11-22T08:30:00 Z",
	        "2026-11-22T08:30:00Z ",
	        " 2026-11-22T08:30:00Z",
	        "2026-11-22T08:30:00Zulu",
	        "2026-11-22T24:00:00Z",
	        "2026-11-22T08:60:00Z",
	        "2026-11-22T08:30:61Z",
	        "2026-13-01T00:00:00Z",
	        "2026-00-01T00:00:00Z",
	        "2026-04-31T00:00:00Z",
	        "2026-02-29T00:00:00Z",
	        "2100-02-29T00:00:00Z",
	        "2026-01-00T00:00:00Z",
	        "2026-11-22T08:30:00+1:00",
	        "2026-11-22T08:30:00+0100",
	        "2026-11-22T08:30:00+24:00",
	        "2026-11-22T08:30:00+01:60",
	        "2026-11-22T08:30:00.Z",
	        "2026-11-22T08:30:00,5Z",
	        "2026-11-22_08:30:00Z",
	        "26-11-22T08:30:00Z",
	        "+026-11-22T08:30:00Z",
	        "2026-1 -22T08:30:00Z",
	        "1969-12-31T23:59:59Z",
	        "1970-01-01T00:00:00+01:00",
	        "9999-12-31T23:59:59-01:00",
	        "10000-01-01T00:00:00Z",
	};
	for (size_t i = 0; i < VR_COUNT(bad); i++) {
		struct vr_instant instant = {42};
		struct vr_error error = {0};
		if (vr_instant_parse(bad[i], &instant, &error))
			fail_msg("\"%s\" was read", bad[i]);
		assert_int_equal(error.code, VR_INVALID);
		assert_true(instant.ms == 42);
	}
}

static void times_outside_what_is_read_are_still_written(void **state)
{
	(void)state;
	char text[VR_INSTANT_TEXT];
	vr_instant_format((struct vr_instant){-1}, text);
	assert_string_equal(text, "1969-12-31T23:59:59.999Z");
	vr_instant_format((struct vr_instant){INT64_MAX - 1}, text);
	assert_true(strlen(text) < sizeof text);
	vr_instant_format((struct vr_instant){INT64_MIN + 1}, text);
	assert_true(strlen(text) < sizeof text);
}

static void clocks_run_forwards(void **state)
{
	(void)state;
	struct vr_mono first = vr_mono_now();
	struct vr_mono second = vr_mono_now();
	assert_true(second.ms >= first.ms);
	assert_true(vr_instant_now().ms > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(good_times_are_read),   cmocka_unit_test(the_number_is_milliseconds_since_1970),
	        cmocka_unit_test(bad_times_are_refused), cmocka_unit_test(times_outside_what_is_read_are_still_written),
	        cmocka_unit_test(clocks_run_forwards),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
