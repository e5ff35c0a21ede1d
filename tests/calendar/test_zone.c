// Local time of named zones, on ordinary days, in both daylight-saving nights and at the ends of time.
#include "vantrum/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct vr_zone *open_zone(const char *name)
{
	struct vr_zone *zone;
	struct vr_error error;
	if (!vr_zone_create(name, &zone, &error))
		fail_msg("%s", error.what);
	return zone;
}

static struct vr_instant at(const char *text)
{
	struct vr_instant instant;
	struct vr_error error;
	if (!vr_instant_parse(text, &instant, &error))
		fail_msg("%s", error.what);
	return instant;
}

static struct vr_date date(int year, int month, int day)
{
	return (struct vr_date){(int16_t)year, (int8_t)month, (int8_t)day};
}

static void expect_local(const struct vr_zone *zone, const char *utc, struct vr_date day, int hour, int minute)
{
	struct vr_local_time local = vr_zone_local(zone, at(utc));
	assert_int_equal(vr_date_compare(local.date, day), 0);
	assert_int_equal(local.hour, hour);
	assert_int_equal(local.minute, minute);
	assert_int_equal(local.weekday, vr_date_weekday(day));
}

static void expect_instant(const struct vr_zone *zone, struct vr_date day, int minute, const char *utc)
{
	char text[VR_INSTANT_TEXT];
	vr_instant_format(vr_zone_instant(zone, day, minute), text);
	assert_string_equal(text, utc);
}

static void names_that_are_no_zone_are_refused(void **state)
{
	static const char *const wrong[] = {
	        "", "Europe/Ekbacken", "Etc/Unknown", "GMT+3", "Europe/Göteborg", "Europe /Stockholm", "sv_SE"};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(wrong); i++) {
		struct vr_zone *zone;
		struct vr_error error = {0};
		assert_false(vr_zone_create(wrong[i], &zone, &error));
		assert_int_equal(error.code, VR_INVALID);
		assert_null(zone);
	}
	char endless[5000];
	memset(endless, 'A', sizeof(endless) - 1);
	endless[sizeof(endless) - 1] = '\0';
	struct vr_zone *zone;
	assert_false(vr_zone_create(endless, &zone, NULL));
	vr_zone_destroy(NULL);
}

static void ordinary_days(void **state)
{
	struct vr_zone *zone = open_zone("Europe/Stockholm");
	(void)state;
	expect_local(zone, "2026-11-22T07:30:00Z", date(2026, 11, 22), 8, 30);
	expect_local(zone, "2026-07-01T22:00:00Z", date(2026, 7, 2), 0, 0);
	expect_local(zone, "2026-12-31T22:59:59Z", date(2026, 12, 31), 23, 59);
	expect_local(zone, "2026-12-31T23:00:00Z", date(2027, 1, 1), 0, 0);
	expect_instant(zone, date(2026, 11, 22), 8 * 60 + 30, "2026-11-22T07:30:00Z");
	expect_instant(zone, date(2026, 11, 22), 24 * 60, "2026-11-22T23:00:00Z");
	expect_instant(zone, date(2026, 11, 22), 26 * 60, "2026-11-23T01:00:00Z");
	vr_zone_destroy(zone);
}

static void the_hour_that_is_skipped(void **state)
{
	struct vr_zone *zone = open_zone("Europe/Stockholm");
	(void)state;
	expect_local(zone, "2026-03-29T00:59:59Z", date(2026, 3, 29), 1, 59);
	expect_local(zone, "2026-03-29T01:00:00Z", date(2026, 3, 29), 3, 0);
	expect_instant(zone, date(2026, 3, 29), 119, "2026-03-29T00:59:00Z");
	expect_instant(zone, date(2026, 3, 29), 120, "2026-03-29T01:00:00Z");
	expect_instant(zone, date(2026, 3, 29), 150, "2026-03-29T01:00:00Z");
	expect_instant(zone, date(2026, 3, 29), 180, "2026-03-29T01:00:00Z");
	expect_instant(zone, date(2026, 3, 29), 181, "2026-03-29T01:01:00Z");
	expect_instant(zone, date(2026, 3, 28), 1440 + 150, "2026-03-29T01:00:00Z");
	expect_instant(zone, date(2027, 3, 28), 150, "2027-03-28T01:00:00Z");
	vr_zone_destroy(zone);
}

static void the_hour_that_comes_twice(void **state)
{
	struct vr_zone *zone = open_zone("Europe/Stockholm");
	(void)state;
	expect_local(zone, "2026-10-25T00:30:00Z", date(2026, 10, 25), 2, 30);
	expect_local(zone, "2026-10-25T01:30:00Z", date(2026, 10, 25), 2, 30);
	expect_local(zone, "2026-10-25T02:00:00Z", date(2026, 10, 25), 3, 0);
	expect_instant(zone, date(2026, 10, 25), 119, "2026-10-24T23:59:00Z");
	expect_instant(zone, date(2026, 10, 25), 120, "2026-10-25T00:00:00Z");
	expect_instant(zone, date(2026, 10, 25), 150, "2026-10-25T00:30:00Z");
	expect_instant(zone, date(2026, 10, 25), 180, "2026-10-25T02:00:00Z");
	expect_instant(zone, date(2027, 10, 31), 150, "2027-10-31T00:30:00Z");
	vr_zone_destroy(zone);
}

// Lord Howe moves its clocks by half an hour; Samoa once left out a whole day.
static void uncommon_shifts(void **state)
{
	(void)state;
	struct vr_zone *zone = open_zone("Australia/Lord_Howe");
	expect_local(zone, "2026-10-03T15:29:00Z", date(2026, 10, 4), 1, 59);
	expect_local(zone, "2026-10-03T15:30:00Z", date(2026, 10, 4), 2, 30);
	expect_instant(zone, date(2026, 10, 4), 135, "2026-10-03T15:30:00Z");
	expect_instant(zone, date(2026, 4, 5), 105, "2026-04-04T14:45:00Z");
	expect_local(zone, "2026-04-04T15:15:00Z", date(2026, 4, 5), 1, 45);
	vr_zone_destroy(zone);
	zone = open_zone("Pacific/Apia");
	expect_local(zone, "2011-12-30T09:59:00Z", date(2011, 12, 29), 23, 59);
	expect_local(zone, "2011-12-30T10:00:00Z", date(2011, 12, 31), 0, 0);
	expect_instant(zone, date(2011, 12, 30), 720, "2011-12-30T10:00:00Z");
	vr_zone_destroy(zone);
}

// Forth and back agrees for every half hour of two years in zones of all kinds, whatever the cache holds.
static void there_and_back(void **state)
{
	static const char *const names[] = {"Europe/Stockholm",
	                                    "America/St_Johns",
	                                    "Australia/Lord_Howe",
	                                    "Pacific/Chatham",
	                                    "America/Havana",
	                                    "Africa/Casablanca",
	                                    "UTC"};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(names); i++) {
		struct vr_zone *zone = open_zone(names[i]);
		int64_t start = at("2026-01-01T00:00:00Z").ms;
		for (int64_t ms = start; ms < start + 730 * VR_DAY; ms += 30 * VR_MINUTE) {
			struct vr_local_time local = vr_zone_local(zone, (struct vr_instant){ms});
			int minute = local.hour * 60 + local.minute;
			int64_t back = vr_zone_instant(zone, local.date, minute).ms;
			// An hour that comes twice leads back to its first time.
			assert_true(back <= ms && ms - back <= VR_HOUR);
			struct vr_local_time again = vr_zone_local(zone, (struct vr_instant){back});
			assert_int_equal(again.hour * 60 + again.minute, minute);
		}
		vr_zone_destroy(zone);
	}
}

static void dates(void **state)
{
	(void)state;
	assert_int_equal(vr_date_weekday(date(2026, 11, 23)), 0);
	assert_int_equal(vr_date_weekday(date(1969, 12, 28)), 6);
	assert_int_equal(vr_date_compare(vr_date_add(date(2028, 2, 28), 1), date(2028, 2, 29)), 0);
	assert_int_equal(vr_date_compare(vr_date_add(date(2100, 2, 28), 1), date(2100, 3, 1)), 0);
	assert_int_equal(vr_date_compare(vr_date_add(date(2027, 1, 1), -1), date(2026, 12, 31)), 0);
	assert_true(vr_date_compare(date(2026, 12, 31), date(2027, 1, 1)) < 0);
	assert_true(vr_date_compare(date(2026, 12, 2), date(2026, 12, 1)) > 0);
	struct vr_date day = date(1970, 1, 1);
	for (int i = 0; i < 200000; i++) {
		struct vr_date next = vr_date_add(day, 1);
		assert_int_equal(vr_date_compare(vr_date_add(next, -1), day), 0);
		assert_int_equal(vr_date_weekday(next), (vr_date_weekday(day) + 1) % 7);
		assert_true(next.day == day.day + 1 || next.day == 1);
		day = next;
	}
	assert_int_equal(vr_date_compare(day, date(2517, 8, 1)), 0);
}

static void the_ends_of_time(void **state)
{
	struct vr_zone *zone = open_zone("Europe/Stockholm");
	(void)state;
	struct vr_local_time last = vr_zone_local(zone, VR_INSTANT_NEVER);
	struct vr_local_time first = vr_zone_local(zone, VR_INSTANT_ALWAYS);
	assert_int_equal(last.date.year, 9999);
	assert_int_equal(first.date.year, 1);
	assert_true(first.hour >= 0 && last.hour >= 0);
	vr_zone_instant(zone, date(32767, 12, 31), 2880);
	vr_zone_instant(zone, date(-32768, 1, 1), 0);
	assert_int_equal(vr_date_add(date(9999, 12, 31), 1).year, 9999);
	vr_zone_destroy(zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(names_that_are_no_zone_are_refused),
	        cmocka_unit_test(ordinary_days),
	        cmocka_unit_test(the_hour_that_is_skipped),
	        cmocka_unit_test(the_hour_that_comes_twice),
	        cmocka_unit_test(uncommon_shifts),
	        cmocka_unit_test(there_and_back),
	        cmocka_unit_test(dates),
	        cmocka_unit_test(the_ends_of_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
