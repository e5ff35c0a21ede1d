// Windows of a week, exceptions and opening hours, with the instants at which they change.
#include "vantrum/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { MON = 1, TUE = 2, WED = 4, THU = 8, FRI = 16, SAT = 32, SUN = 64, WORKDAYS = 31 };

static struct vr_zone *zone;

static int open_stockholm(void **state)
{
	(void)state;
	return vr_zone_create("Europe/Stockholm", &zone, NULL) ? 0 : -1;
}

static int close_stockholm(void **state)
{
	(void)state;
	vr_zone_destroy(zone);
	return 0;
}

static struct vr_instant at(const char *text)
{
	struct vr_instant instant;
	struct vr_error error;
	if (!vr_instant_parse(text, &instant, &error))
		fail_msg("%s", error.what);
	return instant;
}

static void expect(const struct vr_windows *windows, const char *when, bool inside, const char *change)
{
	struct vr_instant next;
	assert_int_equal(vr_windows_contain(zone, windows, at(when), &next), inside);
	assert_int_equal(next.ms, change ? at(change).ms : VR_INSTANT_NEVER.ms);
}

static void half_open_windows(void **state)
{
	const struct vr_window items[] = {{WORKDAYS, 480, 720}, {MON | WED, 780, 1020}};
	const struct vr_windows windows = {items, 2};
	(void)state;
	expect(&windows, "2026-11-23T06:59:59.999Z", false, "2026-11-23T07:00:00Z");
	expect(&windows, "2026-11-23T07:00:00Z", true, "2026-11-23T11:00:00Z");
	expect(&windows, "2026-11-23T11:00:00Z", false, "2026-11-23T12:00:00Z");
	expect(&windows, "2026-11-24T11:00:00Z", false, "2026-11-25T07:00:00Z");
	expect(&windows, "2026-11-27T11:00:00Z", false, "2026-11-30T07:00:00Z");
	expect(&(struct vr_windows){0}, "2026-11-27T11:00:00Z", true, NULL);
}

static void windows_past_midnight(void **state)
{
	const struct vr_window night[] = {{SUN, 1320, 360}};
	const struct vr_window whole[] = {{TUE, 0, 1440}};
	const struct vr_window same[] = {{TUE, 480, 480}};
	(void)state;
	expect(&(struct vr_windows){night, 1}, "2026-11-22T20:59:00Z", false, "2026-11-22T21:00:00Z");
	expect(&(struct vr_windows){night, 1}, "2026-11-22T23:30:00Z", true, "2026-11-23T05:00:00Z");
	expect(&(struct vr_windows){night, 1}, "2026-11-23T05:00:00Z", false, "2026-11-29T21:00:00Z");
	expect(&(struct vr_windows){whole, 1}, "2026-11-24T22:59:00Z", true, "2026-11-24T23:00:00Z");
	expect(&(struct vr_windows){same, 1}, "2026-11-25T06:59:00Z", true, "2026-11-25T07:00:00Z");
}

static void joined_windows_are_one(void **state)
{
	const struct vr_window items[] = {{MON, 480, 720}, {MON, 720, 1440}, {TUE, 0, 60}, {TUE, 30, 90}};
	const struct vr_window always[] = {{VR_DAYS_ALL, 0, 1440}};
	const struct vr_window nobody[] = {{0, 0, 1440}};
	(void)state;
	expect(&(struct vr_windows){items, 4}, "2026-11-23T08:00:00Z", true, "2026-11-24T00:30:00Z");
	expect(&(struct vr_windows){always, 1}, "2026-11-23T08:00:00Z", true, NULL);
	expect(&(struct vr_windows){nobody, 1}, "2026-11-23T08:00:00Z", false, NULL);
}

// As many adjoining windows as the world may send, and instants at the ends of time, end quickly all the same.
static void absurd_windows(void **state)
{
	static struct vr_window items[1440];
	struct vr_instant change;
	(void)state;
	for (int i = 0; i < 1440; i++)
		items[i] = (struct vr_window){VR_DAYS_ALL, (int16_t)i, (int16_t)(i + 1)};
	const struct vr_windows windows = {items, VR_COUNT(items)};
	assert_true(vr_windows_contain(zone, &windows, at("2026-11-23T08:00:00Z"), &change));
	assert_true(change.ms > at("2026-11-23T08:00:00Z").ms);
	const struct vr_windows few = {items, 2};
	assert_false(vr_windows_contain(zone, &few, VR_INSTANT_NEVER, &change));
	assert_int_equal(change.ms, VR_INSTANT_NEVER.ms);
	assert_false(vr_windows_contain(zone, &few, VR_INSTANT_ALWAYS, &change));
	assert_int_equal(change.ms, VR_INSTANT_NEVER.ms);
}

static void daylight_saving_nights(void **state)
{
	const struct vr_window night[] = {{SAT, 1320, 360}};
	const struct vr_window skipped[] = {{SUN, 120, 180}};
	const struct vr_window early[] = {{SUN, 0, 150}};
	(void)state;
	// Eight hours by the clock on the wall: seven in spring, nine in autumn.
	expect(&(struct vr_windows){night, 1}, "2026-03-28T21:00:00Z", true, "2026-03-29T04:00:00Z");
	expect(&(struct vr_windows){night, 1}, "2026-10-24T20:00:00Z", true, "2026-10-25T05:00:00Z");
	expect(&(struct vr_windows){night, 1}, "2027-03-27T21:00:00Z", true, "2027-03-28T04:00:00Z");
	expect(&(struct vr_windows){night, 1}, "2027-10-30T20:00:00Z", true, "2027-10-31T05:00:00Z");
	// A window that lies in the skipped hour is empty; both of the doubled hours belong to it.
	expect(&(struct vr_windows){skipped, 1}, "2026-03-29T00:30:00Z", false, "2026-04-05T00:00:00Z");
	expect(&(struct vr_windows){skipped, 1}, "2026-03-29T01:00:00Z", false, "2026-04-05T00:00:00Z");
	expect(&(struct vr_windows){skipped, 1}, "2026-10-25T01:59:00Z", true, "2026-10-25T02:00:00Z");
	// The end of a window in the doubled hour is its first passing.
	expect(&(struct vr_windows){early, 1}, "2026-10-25T00:29:00Z", true, "2026-10-25T00:30:00Z");
	expect(&(struct vr_windows){early, 1}, "2026-10-25T00:45:00Z", false, "2026-10-31T23:00:00Z");
}

static const struct vr_window weekly[] = {{WORKDAYS, 480, 1020}, {SAT, 1080, 120}};
static const struct vr_window short_day[] = {{0, 480, 780}};
static const struct vr_exception exceptions[] = {
        {.date = {2027, 1, 5}, .hours = {short_day, 1}},
        {.date = {2027, 1, 6}},
        {.date = {2027, 1, 10}},
};
static const struct vr_clinic clinic = {
        .opening_hours = {weekly, 2}, .exceptions = exceptions, .exception_count = VR_COUNT(exceptions)};

static void expect_opening(const char *when, enum vr_opening_state opening, const char *change, ptrdiff_t exception)
{
	struct vr_now now = {.wall = at(when), .trusted = true};
	struct vr_opening got = vr_clinic_opening(zone, &clinic, now);
	assert_int_equal(got.state, opening);
	assert_int_equal(got.exception, exception);
	assert_int_equal(got.change_at.ms, at(change).ms);
	struct vr_local_time local = vr_zone_local(zone, at(change));
	assert_int_equal(got.change.hour, local.hour);
	assert_int_equal(vr_date_compare(got.change.date, local.date), 0);
}

static void exceptions_replace_the_week(void **state)
{
	(void)state;
	expect_opening("2027-01-04T08:00:00Z", VR_OPENING_OPEN, "2027-01-04T16:00:00Z", -1);
	expect_opening("2027-01-04T17:00:00Z", VR_OPENING_CLOSED, "2027-01-05T07:00:00Z", -1);
	expect_opening("2027-01-05T11:00:00Z", VR_OPENING_OPEN, "2027-01-05T12:00:00Z", 0);
	expect_opening("2027-01-05T13:00:00Z", VR_OPENING_CLOSED, "2027-01-07T07:00:00Z", 0);
	expect_opening("2027-01-06T10:00:00Z", VR_OPENING_CLOSED, "2027-01-07T07:00:00Z", 1);
	// Saturday's window runs on into the Sunday that is excepted: it began on Saturday.
	expect_opening("2027-01-10T00:30:00Z", VR_OPENING_OPEN, "2027-01-10T01:00:00Z", 2);
}

static void opening_that_cannot_be_known(void **state)
{
	const struct vr_clinic silent = {.exceptions = exceptions, .exception_count = 1};
	struct vr_now now = {.wall = at("2027-01-05T08:00:00Z"), .trusted = true};
	(void)state;
	assert_int_equal(vr_clinic_opening(zone, &silent, now).state, VR_OPENING_UNKNOWN);
	assert_int_equal(vr_clinic_opening(zone, &silent, now).exception, 0);
	assert_int_equal(vr_clinic_opening(NULL, &clinic, now).state, VR_OPENING_UNKNOWN);
	now.trusted = false;
	struct vr_opening opening = vr_clinic_opening(zone, &clinic, now);
	assert_int_equal(opening.state, VR_OPENING_UNKNOWN);
	assert_int_equal(opening.change.hour, -1);
	assert_int_equal(opening.change_at.ms, VR_INSTANT_NEVER.ms);
	assert_int_equal(opening.exception, -1);
}

static void holidays_beyond_the_horizon(void **state)
{
	static struct vr_exception summer[40];
	const struct vr_clinic resting = {
	        .opening_hours = {weekly, 1}, .exceptions = summer, .exception_count = VR_COUNT(summer)};
	struct vr_now now = {.wall = at("2026-07-01T08:00:00Z"), .trusted = true};
	(void)state;
	for (int i = 0; i < 40; i++)
		summer[i].date = vr_date_add((struct vr_date){2026, 7, 1}, i);
	struct vr_opening opening = vr_clinic_opening(zone, &resting, now);
	assert_int_equal(opening.state, VR_OPENING_CLOSED);
	assert_int_equal(opening.change.hour, -1);
	now.wall = at("2026-08-01T08:00:00Z");
	opening = vr_clinic_opening(zone, &resting, now);
	assert_int_equal(opening.change_at.ms, at("2026-08-10T06:00:00Z").ms);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(half_open_windows),
	        cmocka_unit_test(windows_past_midnight),
	        cmocka_unit_test(joined_windows_are_one),
	        cmocka_unit_test(absurd_windows),
	        cmocka_unit_test(daylight_saving_nights),
	        cmocka_unit_test(exceptions_replace_the_week),
	        cmocka_unit_test(opening_that_cannot_be_known),
	        cmocka_unit_test(holidays_beyond_the_horizon),
	};
	return cmocka_run_group_tests(tests, open_stockholm, close_stockholm);
}
