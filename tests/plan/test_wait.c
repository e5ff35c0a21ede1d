// The states of a wait on the minute, and when they change.
#include "sim.h"

static struct vr_programme *programme;
static struct sim sim;

static int begin(void **state)
{
	(void)state;
	programme = build(1, 0, 1);
	struct vr_wait *wait = add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	wait->measured_at = at("2026-11-23T09:30:00Z"); // a Monday
	wait->good_for_ms = 15 * VR_MINUTE;
	sim_start(&sim, programme, "2026-11-23T09:31:00Z");
	return 0;
}

static int end(void **state)
{
	(void)state;
	sim_end(&sim);
	return 0;
}

static struct vr_slide_wait expect(const char *when, enum vr_freshness state, const char *change)
{
	struct vr_instant next;
	sim.input.now.wall = at(when);
	struct vr_slide_wait wait = vr_plan_wait(&sim.input, 0, &next);
	if (wait.state != state)
		fail_msg("%s at %s", vr_freshness_name(wait.state), when);
	assert_int_equal(next.ms, change ? at(change).ms : VR_INSTANT_NEVER.ms);
	return wait;
}

static void fresh_old_withdrawn(void **state)
{
	(void)state;
	struct vr_slide_wait wait = expect("2026-11-23T09:31:59Z", VR_FRESH, "2026-11-23T09:45:00Z");
	assert_int_equal(wait.age_min, 1);
	assert_int_equal(wait.measured.hour, 10);
	assert_int_equal(wait.measured.minute, 30);
	assert_true(wait.measured_today);
	assert_int_equal(wait.opens.hour, -1);
	expect("2026-11-23T09:44:59.999Z", VR_FRESH, "2026-11-23T09:45:00Z");
	expect("2026-11-23T09:45:00Z", VR_OLD, "2026-11-23T10:00:00Z");
	expect("2026-11-23T09:59:59.999Z", VR_OLD, "2026-11-23T10:00:00Z");
	wait = expect("2026-11-23T10:00:00Z", VR_WITHDRAWN, NULL);
	assert_int_equal(wait.age_min, 30);
	wait = expect("2026-11-24T10:00:00Z", VR_WITHDRAWN, NULL);
	assert_false(wait.measured_today);
	// Just before the measurement, by a source whose clock is ahead.
	wait = expect("2026-11-23T09:29:00Z", VR_FRESH, "2026-11-23T09:45:00Z");
	assert_int_equal(wait.age_min, 0);
}

static void closed_and_unavailable_grow_old_too(void **state)
{
	static const enum vr_wait_state said[] = {VR_WAIT_CLOSED, VR_WAIT_UNAVAILABLE};
	static const enum vr_freshness shown[] = {VR_CLOSED, VR_UNAVAILABLE};
	(void)state;
	for (int i = 0; i < 2; i++) {
		wait_at(programme, 0)->state = said[i];
		wait_at(programme, 0)->measured_at = at("2026-11-23T09:30:00Z");
		expect("2026-11-23T09:31:00Z", shown[i], "2026-11-23T09:45:00Z");
		expect("2026-11-23T09:45:00Z", VR_OLD, "2026-11-23T10:00:00Z");
		expect("2026-11-23T10:00:00Z", VR_WITHDRAWN, NULL);
		wait_at(programme, 0)->measured_at = VR_INSTANT_ALWAYS;
		struct vr_slide_wait wait = expect("2026-11-25T09:31:00Z", shown[i], NULL);
		assert_int_equal(wait.age_min, -1);
		assert_int_equal(wait.measured.hour, -1);
	}
}

static void closed_until_it_should_have_opened(void **state)
{
	(void)state;
	struct vr_wait *wait = wait_at(programme, 0);
	wait->state = VR_WAIT_CLOSED;
	wait->opens_at = at("2026-11-23T12:00:00Z");
	wait->measured_at = VR_INSTANT_ALWAYS;
	struct vr_slide_wait shown = expect("2026-11-23T11:00:00Z", VR_CLOSED, "2026-11-23T12:00:00Z");
	assert_int_equal(shown.opens.hour, 13);
	assert_true(shown.opens_today);
	expect("2026-11-23T12:00:00Z", VR_WITHDRAWN, NULL);
	wait->measured_at = at("2026-11-23T11:30:00Z");
	wait->good_for_ms = 4 * VR_HOUR;
	expect("2026-11-23T11:59:00Z", VR_CLOSED, "2026-11-23T12:00:00Z");
	expect("2026-11-23T12:00:00Z", VR_WITHDRAWN, NULL);
	wait->opens_at = at("2026-11-25T12:00:00Z");
	assert_false(expect("2026-11-23T11:59:00Z", VR_CLOSED, "2026-11-23T15:30:00Z").opens_today);
}

static void outside_of_its_own_hours(void **state)
{
	static const struct vr_window morning[] = {{MON | TUE, 480, 720}};
	(void)state;
	struct vr_wait *wait = wait_at(programme, 0);
	wait->hours = (struct vr_windows){morning, 1};
	struct vr_slide_wait shown = expect("2026-11-23T11:00:00Z", VR_CLOSED, "2026-11-24T07:00:00Z");
	assert_int_equal(shown.opens.hour, 8);
	assert_int_equal(shown.opens.weekday, 1);
	assert_false(shown.opens_today);
	// Yesterday's value does not come back in the morning.
	expect("2026-11-24T07:00:00Z", VR_WITHDRAWN, "2026-11-24T11:00:00Z");
	wait->measured_at = at("2026-11-24T10:50:00Z");
	expect("2026-11-24T10:59:00Z", VR_FRESH, "2026-11-24T11:00:00Z");
	assert_int_equal(expect("2026-11-24T11:00:00Z", VR_CLOSED, "2026-11-30T07:00:00Z").opens.weekday, 0);
	// Closed for the week, whatever the hours say of tomorrow; but not before the hours begin that day.
	wait->state = VR_WAIT_CLOSED;
	wait->opens_at = at("2026-12-01T05:00:00Z");
	wait->measured_at = VR_INSTANT_ALWAYS;
	shown = expect("2026-11-24T12:00:00Z", VR_CLOSED, "2026-11-30T07:00:00Z");
	assert_int_equal(shown.opens.date.day, 1);
	assert_int_equal(shown.opens.hour, 8);
}

static void hours_in_the_daylight_saving_nights(void **state)
{
	static const struct vr_window night[] = {{SAT, 1200, 480}};
	(void)state;
	struct vr_wait *wait = wait_at(programme, 0);
	wait->hours = (struct vr_windows){night, 1};
	wait->good_for_ms = 3000 * VR_DAY;
	wait->measured_at = at("2026-01-01T00:00:00Z");
	expect("2026-03-29T05:59:59Z", VR_FRESH, "2026-03-29T06:00:00Z");
	expect("2026-03-29T06:00:00Z", VR_CLOSED, "2026-04-04T18:00:00Z");
	expect("2026-10-25T06:59:59Z", VR_FRESH, "2026-10-25T07:00:00Z");
	expect("2026-10-25T07:00:00Z", VR_CLOSED, "2026-10-31T19:00:00Z");
}

// A clock that was set back does not make a value young again: it has been here for so long.
static void a_clock_that_jumps_back(void **state)
{
	(void)state;
	sim.input.started = sim.input.received = sim.input.now.mono;
	sim.input.now.mono.ms += 10 * VR_MINUTE;
	expect("2016-11-23T09:31:00Z", VR_FRESH, "2016-11-23T09:36:00Z");
	sim.input.now.mono.ms += 5 * VR_MINUTE;
	expect("2016-11-23T09:36:00Z", VR_OLD, "2016-11-23T09:51:00Z");
	sim.input.now.mono.ms += 15 * VR_MINUTE;
	expect("2016-11-23T09:51:00Z", VR_WITHDRAWN, NULL);
}

static void an_untrusted_clock(void **state)
{
	(void)state;
	sim.input.now.trusted = false;
	sim.input.started = sim.input.now.mono;
	// From the cache: nobody knows from when.
	expect("2026-11-23T09:31:00Z", VR_WITHDRAWN, NULL);
	programme->issued_at = at("2026-11-23T09:31:00Z");
	expect("2026-11-23T09:31:00Z", VR_WITHDRAWN, NULL);
	sim.input.received = (struct vr_mono){sim.input.started.ms - 1};
	expect("2026-11-23T09:31:00Z", VR_WITHDRAWN, NULL);
	programme->issued_at = VR_INSTANT_ALWAYS;
	// Fetched, but the hub does not say when it wrote it.
	sim.input.received = (struct vr_mono){sim.input.started.ms + 1};
	expect("2026-11-23T09:31:00Z", VR_WITHDRAWN, NULL);
	// The hub's word and the time since then bound the age, though the clock on the wall lies a year behind.
	programme->issued_at = at("2026-11-23T09:32:00Z");
	sim.input.now.mono.ms += 1 + 5 * VR_MINUTE;
	struct vr_slide_wait wait = expect("2025-11-23T00:00:00Z", VR_FRESH, "2025-11-23T00:08:00Z");
	assert_int_equal(wait.age_min, -1);
	assert_int_equal(wait.measured.hour, -1);
	sim.input.now.mono.ms += 8 * VR_MINUTE;
	expect("2025-11-23T00:08:00Z", VR_OLD, "2025-11-23T00:23:00Z");
	sim.input.now.mono.ms += 15 * VR_MINUTE;
	expect("2025-11-23T00:23:00Z", VR_WITHDRAWN, NULL);
}

static void extreme_numbers(void **state)
{
	static const int64_t extremes[] = {INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX - 1, INT64_MAX};
	(void)state;
	struct vr_wait *wait = wait_at(programme, 0);
	struct vr_instant change;
	for (size_t i = 0; i < 7 * 7 * 7 * 7; i++) {
		sim.input.now.wall.ms = extremes[i % 7];
		sim.input.now.mono.ms = extremes[i / 7 % 7];
		wait->measured_at.ms = extremes[i / 49 % 7];
		wait->good_for_ms = extremes[i / 343];
		sim.input.received.ms = extremes[(i + 3) % 7];
		programme->issued_at.ms = extremes[(i / 7 + 3) % 7];
		wait->opens_at.ms = extremes[(i / 49 + 3) % 7];
		wait->state = i % 2 ? VR_WAIT_OPEN : VR_WAIT_CLOSED;
		sim.input.now.trusted = i % 5 > 0;
		assert_true(vr_plan_wait(&sim.input, 0, &change).state <= VR_UNAVAILABLE);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(fresh_old_withdrawn),
	        TEST(closed_and_unavailable_grow_old_too),
	        TEST(closed_until_it_should_have_opened),
	        TEST(outside_of_its_own_hours),
	        TEST(hours_in_the_daylight_saving_nights),
	        TEST(a_clock_that_jumps_back),
	        TEST(an_untrusted_clock),
	        TEST(extreme_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
