// Times as staff type them, in a Stockholm of the test's own.
#include "vantrumctl/when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const char *result(const char *text, const char *after)
{
	static char out[VR_INSTANT_TEXT];
	struct vr_instant from, time;
	static struct vr_error error;
	assert_true(vr_instant_parse(after, &from, &error));
	if (!vr_ctl_when_parse(text, from, &time, &error))
		return error.what;
	vr_instant_format(time, out);
	return out;
}

static void test_forms(void **state)
{
	(void)state;
	const char *noon = "2026-11-22T12:00:00.250+01:00";
	assert_string_equal(result("2026-11-22T08:30:00+01:00", noon), "2026-11-22T07:30:00Z");
	assert_string_equal(result("+90m", noon), "2026-11-22T12:30:00Z");
	assert_string_equal(result("+2h", noon), "2026-11-22T13:00:00Z");
	assert_string_equal(result("16:30", noon), "2026-11-22T15:30:00Z");
	assert_string_equal(result("11:59", noon), "2026-11-23T10:59:00Z");
	assert_string_equal(result("12:00", noon), "2026-11-23T11:00:00Z");
	assert_string_equal(result("7:05", noon), "2026-11-23T06:05:00Z");
}

static void test_nights_of_the_clocks(void **state)
{
	(void)state;
	// Forward on 2026-03-29: 02:30 is not there, 03:30 comes an hour sooner.
	assert_non_null(strstr(result("02:30", "2026-03-28T22:00:00+01:00"), "does not exist"));
	assert_string_equal(result("03:30", "2026-03-28T22:00:00+01:00"), "2026-03-29T01:30:00Z");
	assert_string_equal(result("02:30", "2026-03-29T12:00:00+02:00"), "2026-03-30T00:30:00Z");
	// Back on 2026-10-25. A span is counted in real hours.
	assert_string_equal(result("08:00", "2026-10-24T22:00:00+02:00"), "2026-10-25T07:00:00Z");
	assert_string_equal(result("+10h", "2026-10-24T22:00:00+02:00"), "2026-10-25T06:00:00Z");
	// Over the end of a year.
	assert_string_equal(result("00:00", "2026-12-31T23:59:59+01:00"), "2026-12-31T23:00:00Z");
}

static void test_no_times(void **state)
{
	(void)state;
	static const char *const wrong[] = {
	        "",     "+",      "+90",  "+m",    "+90s", "+1h30m", "+-5m",       "+999999m", "24:00",  "12:60",
	        "1200", "123:00", "12:0", "12: 5", "noon", "-2h",    "2026-11-22", " 16:30",   "16:30 ", "٠٨:٣٠",
	};
	for (size_t i = 0; i < VR_COUNT(wrong); i++)
		assert_non_null(strstr(result(wrong[i], "2026-11-22T12:00:00+01:00"), "is no time"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms), cmocka_unit_test(test_nights_of_the_clocks),
	                                   cmocka_unit_test(test_no_times)};
	setenv("TZ", "Europe/Stockholm", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
