// Which messages are shown when: validity, hours, opening, review, on the minute and through both daylight-saving
// nights.
#include "sim.h"

static struct vr_programme *programme;
static struct vr_message *message;
static struct sim sim;

static int begin(void **state)
{
	(void)state;
	programme = build(1, 1, 0);
	message = add_message(programme, "m", VR_PRIORITY_NORMAL);
	sim_start(&sim, programme, "2026-11-23T09:00:00Z");
	return 0;
}

static int end(void **state)
{
	(void)state;
	sim_end(&sim);
	return 0;
}

// Whether it comes within a few slides of a plan that starts at that time.
static bool shown(const char *when)
{
	vr_plan_destroy(sim.plan);
	sim.plan = vr_plan_create();
	sim.input.now.wall = at(when);
	for (int i = 0; i < 3; i++) {
		if (is_message(sim_now(&sim), "m"))
			return true;
		// Not on to the end of a slide: the time is to stay.
		sim.input.now.mono.ms += VR_MINUTE;
	}
	return false;
}

// The wall clock stands while slides pass: the plan must take that for what it is, a clock that is being set.
static void validity_is_half_open(void **state)
{
	(void)state;
	message->valid_from = at("2026-11-23T10:00:00Z");
	message->valid_until = at("2026-11-23T11:00:00Z");
	assert_false(shown("2026-11-23T09:59:59.999Z"));
	assert_true(shown("2026-11-23T10:00:00Z"));
	assert_true(shown("2026-11-23T10:59:59.999Z"));
	assert_false(shown("2026-11-23T11:00:00Z"));
}

static void hours_are_local(void **state)
{
	static const struct vr_window items[] = {{MON | WED, 480, 720}, {SAT, 1320, 120}};
	(void)state;
	message->hours = (struct vr_windows){items, 2};
	assert_false(shown("2026-11-23T06:59:59Z"));
	assert_true(shown("2026-11-23T07:00:00Z"));
	assert_false(shown("2026-11-23T11:00:00Z"));
	assert_false(shown("2026-11-24T09:00:00Z"));
	// Summer time: the same hour of the clinic is another of the world.
	assert_true(shown("2026-07-01T06:00:00Z"));
	assert_false(shown("2026-07-01T10:00:00Z"));
	// Both nights in which the clocks change; the window ends at two by the clock on the wall.
	assert_true(shown("2026-03-29T00:59:59Z"));
	assert_false(shown("2026-03-29T01:00:00Z"));
	assert_true(shown("2026-10-24T23:59:59Z"));
	assert_false(shown("2026-10-25T00:00:00Z"));
	assert_false(shown("2026-10-25T00:30:00Z"));
}

static void by_opening_hours(void **state)
{
	static const struct vr_exception holiday[] = {{.date = {2026, 11, 25}}};
	(void)state;
	message->show_when = VR_SHOW_OPEN;
	assert_true(shown("2026-11-23T07:00:00Z"));
	assert_false(shown("2026-11-23T16:00:00Z"));
	message->show_when = VR_SHOW_CLOSED;
	assert_false(shown("2026-11-23T07:00:00Z"));
	assert_true(shown("2026-11-23T16:00:00Z"));
	assert_false(shown("2026-11-25T10:00:00Z"));
	programme->clinic.exceptions = holiday;
	programme->clinic.exception_count = 1;
	assert_true(shown("2026-11-25T10:00:00Z"));
	// A clinic that does not say when it is open is taken to be open.
	programme->clinic.opening_hours = (struct vr_windows){0};
	assert_false(shown("2026-11-23T16:00:00Z"));
	message->show_when = VR_SHOW_OPEN;
	assert_true(shown("2026-11-23T16:00:00Z"));
}

static void past_its_review(void **state)
{
	(void)state;
	message->review_by = (struct vr_date){2026, 11, 23};
	assert_true(shown("2026-11-23T22:59:59Z"));
	assert_false(shown("2026-11-23T23:00:00Z"));
	message->review_by = (struct vr_date){2026, 10, 25}; // a day of 25 hours
	assert_true(shown("2026-10-25T22:59:59Z"));
	assert_false(shown("2026-10-25T23:00:00Z"));
	// A zone that nobody knows: when the day is over everywhere.
	sim.input.zone = NULL;
	assert_true(shown("2026-10-26T11:59:59Z"));
	assert_false(shown("2026-10-26T12:00:00Z"));
}

static void a_zone_that_is_not_known(void **state)
{
	static const struct vr_window items[] = {{MON, 480, 720}};
	(void)state;
	sim.input.zone = NULL;
	message->hours = (struct vr_windows){items, 1};
	assert_true(shown("2026-11-24T09:00:00Z"));
	assert_int_equal(sim.slide.clock.hour, -1);
	assert_int_equal(sim.slide.opening.state, VR_OPENING_UNKNOWN);
	message->show_when = VR_SHOW_OPEN;
	assert_false(shown("2026-11-24T09:00:00Z"));
	message->show_when = VR_SHOW_ALWAYS;
	message->valid_until = at("2026-11-24T10:00:00Z");
	message->kind = VR_KIND_NOTICE;
	assert_true(shown("2026-11-24T09:00:00Z"));
	assert_false(shown("2026-11-24T10:00:00Z"));
}

static void an_untrusted_clock(void **state)
{
	static const struct vr_window items[] = {{MON, 480, 720}};
	(void)state;
	sim.input.now.trusted = false;
	message->hours = (struct vr_windows){items, 1};
	assert_true(shown("2026-11-24T09:00:00Z"));
	assert_int_equal(sim.slide.clock.hour, -1);
	message->valid_from = at("2026-11-24T10:00:00Z");
	assert_false(shown("2026-11-24T09:00:00Z"));
	// The hub wrote the programme later than this clock thinks it is.
	programme->issued_at = at("2026-11-24T10:00:00Z");
	assert_true(shown("2026-11-24T09:00:00Z"));
	message->valid_until = at("2026-11-26T09:59:59Z");
	assert_true(shown("2026-11-24T09:00:00Z"));
	message->kind = VR_KIND_NOTICE; // for less than 48 hours
	assert_false(shown("2026-11-24T09:00:00Z"));
	message->valid_until = at("2026-11-26T10:00:00Z");
	assert_true(shown("2026-11-24T09:00:00Z"));
	programme->issued_at = at("2026-11-26T10:00:00Z");
	assert_false(shown("2026-11-24T09:00:00Z"));
	message->valid_from = VR_INSTANT_ALWAYS;
	message->valid_until = at("2027-11-26T10:00:00Z");
	assert_false(shown("2026-11-24T09:00:00Z")); // since when, nobody says
	message->issued_at = at("2026-11-01T10:00:00Z");
	assert_true(shown("2026-11-24T09:00:00Z"));
	message->show_when = VR_SHOW_OPEN;
	assert_false(shown("2026-11-24T09:00:00Z"));
	message->show_when = VR_SHOW_CLOSED;
	assert_false(shown("2026-11-24T09:00:00Z"));
}

// A slide ends at the very moment when its message does, and says so before.
static void a_slide_ends_with_its_message(void **state)
{
	(void)state;
	message->priority = VR_PRIORITY_IMPORTANT; // it comes first
	message->kind = VR_KIND_NOTICE;
	message->valid_until = at("2026-11-23T09:00:03Z");
	sim_now(&sim);
	expect_message(&sim.slide, "m");
	assert_int_equal(sim.slide.until.ms, message->valid_until.ms);
	assert_int_equal(sim.slide.ends.hour, 10);
	assert_int_equal(sim_next(&sim)->kind, VR_SLIDE_CLINIC);
	assert_int_equal(sim.slide.at.ms, message->valid_until.ms);
}

// Not one page more.
static void a_long_message_that_ends(void **state)
{
	(void)state;
	message->priority = VR_PRIORITY_IMPORTANT;
	message->text = in_languages(programme, 1, 400);
	message->valid_until = at("2026-11-23T09:00:03Z");
	expect_message(sim_now(&sim), "m");
	assert_int_equal(sim.slide.pages, 3);
	assert_false(is_message(sim_next(&sim), "m"));
}

static void what_is_said_of_the_end(void **state)
{
	(void)state;
	message->priority = VR_PRIORITY_IMPORTANT;
	message->kind = VR_KIND_NOTICE;
	message->valid_until = at("2026-11-24T09:00:00Z");
	expect_message(sim_now(&sim), "m");
	assert_int_equal(sim.slide.ends.hour, 10);
	message->valid_until = at("2026-11-24T09:00:01Z");
	expect_message(sim_now(&sim), "m");
	assert_int_equal(sim.slide.ends.hour, -1);
	message->kind = VR_KIND_HEALTH;
	message->valid_until = at("2026-11-23T12:00:00Z");
	expect_message(sim_now(&sim), "m");
	assert_int_equal(sim.slide.ends.hour, -1);
}

static void any_script_counts_by_characters(void **state)
{
	(void)state;
	static const struct vr_localized_entry latin[] = {{0, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}},
	                                       arabic[] = {{0, "ةةةةةةةةةةةةةةةةةةةةةةةةةةةةةةةةةةةةةةةة"}};
	int64_t ms[2];
	message->priority = VR_PRIORITY_IMPORTANT;
	for (int i = 0; i < 2; i++) {
		message->title = (struct vr_localized){i ? arabic : latin, 1};
		assert_true(shown("2026-11-23T09:00:00Z"));
		ms[i] = sim.slide.until.ms - sim.slide.at.ms;
	}
	assert_int_equal(ms[0], ms[1]);
}

static void the_clinic_slide_ends_when_it_closes(void **state)
{
	(void)state;
	programme->message_count = 0;
	sim.input.now.wall = at("2026-11-23T15:59:55Z");
	sim_now(&sim);
	assert_int_equal(sim.slide.opening.state, VR_OPENING_OPEN);
	assert_int_equal(sim.slide.opening.change.hour, 17);
	assert_int_equal(sim.slide.until.ms, at("2026-11-23T16:00:00Z").ms);
	sim_next(&sim);
	assert_int_equal(sim.slide.opening.state, VR_OPENING_CLOSED);
	assert_int_equal(sim.slide.opening.change.weekday, 1);
	assert_int_equal(sim.slide.at.ms, at("2026-11-23T16:00:00Z").ms);
}

// The exception that rules today changes at midnight, though the clinic is closed before and after.
static void the_clinic_slide_follows_the_day(void **state)
{
	static const struct vr_exception holiday[] = {{.date = {2026, 11, 24}}};
	(void)state;
	programme->message_count = 0;
	programme->clinic.exceptions = holiday;
	programme->clinic.exception_count = 1;
	sim.input.now.wall = at("2026-11-23T22:59:57Z");
	assert_int_equal(sim_now(&sim)->opening.exception, -1);
	assert_int_equal(sim.slide.until.ms, at("2026-11-23T23:00:00Z").ms);
	assert_int_equal(sim_next(&sim)->opening.exception, 0);
}

static void nothing_to_show(void **state)
{
	(void)state;
	message->valid_until = at("2020-01-01T00:00:00Z");
	struct lines lines = sim_run(&sim, 2 * VR_HOUR);
	assert_int_equal(count_of(&lines, VR_SLIDE_CLINIC, -1, -1), lines.count);
	lines_release(&lines);
	vr_programme_unref(sim.input.programme);
	sim.input.programme = NULL;
	assert_int_equal(sim_now(&sim)->kind, VR_SLIDE_IDLE);
	assert_int_equal(sim_next(&sim)->kind, VR_SLIDE_IDLE);
	assert_null(sim.slide.programme);
}

// While the clinic is closed its own slide takes the place of the waits, and only measures that tell something stay.
static void a_closed_clinic(void **state)
{
	static const struct vr_window office[] = {{WORKDAYS, 480, 1020}};
	(void)state;
	struct vr_programme *night = build(3, 3, 4);
	add_wait(night, "drop-in", VR_MEASURE_WAIT)->hours = (struct vr_windows){office, 1};
	add_wait(night, "lab", VR_MEASURE_WAIT)->state = VR_WAIT_UNAVAILABLE;
	add_wait(night, "doctor", VR_MEASURE_DELAY)->good_for_ms = VR_HOUR;
	add_wait(night, "physio", VR_MEASURE_PLANNED);
	add_messages(night, "normal", 2, VR_PRIORITY_NORMAL);
	add_message(night, "closed", VR_PRIORITY_IMPORTANT)->show_when = VR_SHOW_CLOSED;
	sim_programme(&sim, night);
	sim.input.now.wall = at("2026-11-23T18:00:00Z");
	for (size_t language = 0; language < 3; language++) {
		struct vr_book_entry entry = {.pages = 1, .seconds = {10}};
		vr_book_set(sim.book, (struct vr_item){VR_SLIDE_CLINIC, 0}, VR_LANGUAGE_BIT(language), &entry);
	}
	struct lines lines = sim_run(&sim, 3 * VR_HOUR);
	size_t since = 0, waits = 0;
	for (size_t i = 0; i < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		bool is_wait = slide->kind == VR_SLIDE_WAITS;
		assert_true(!is_wait || slide->measure == VR_MEASURE_PLANNED);
		waits += is_wait;
		since = is_wait || slide->kind == VR_SLIDE_CLINIC ? 0 : since + 1;
		assert_true(since <= 3);
	}
	assert_true(waits > 20);
	for (int language = 0; language < 3; language++) {
		assert_true(longest_without(&lines, VR_SLIDE_CLINIC, -1, language) <= 6 * VR_MINUTE);
		assert_true(longest_without(&lines, VR_SLIDE_MESSAGE, 2, language) <= 10 * VR_MINUTE);
	}
	lines_release(&lines);
}

// A clinic slide of several pages is shown in one go, and makes up for it by a longer pause.
static void a_closed_clinic_with_much_to_say(void **state)
{
	(void)state;
	struct vr_programme *night = build(3, 100, 0);
	add_messages(night, "normal", 100, VR_PRIORITY_NORMAL);
	sim_programme(&sim, night);
	sim.input.now.wall = at("2026-11-23T18:00:00Z");
	for (size_t language = 0; language < 3; language++) {
		struct vr_book_entry entry = {.pages = 3, .seconds = {10, 10, 10}};
		vr_book_set(sim.book, (struct vr_item){VR_SLIDE_CLINIC, 0}, VR_LANGUAGE_BIT(language), &entry);
	}
	struct lines lines = sim_run(&sim, 3 * VR_HOUR);
	for (size_t i = 0; i + 1 < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		if (slide->kind == VR_SLIDE_CLINIC && slide->page < 3)
			assert_int_equal(lines.slides[i + 1].page, slide->page + 1);
	}
	size_t clinics = count_of(&lines, VR_SLIDE_CLINIC, -1, -1);
	// In every language within three minutes, of which that is half; the rest is for all else.
	assert_true(clinics * 5 > lines.count && clinics * 4 < lines.count * 3);
	for (int language = 0; language < 3; language++)
		assert_true(longest_without(&lines, VR_SLIDE_CLINIC, -1, language) <= 3 * VR_MINUTE);
	lines_release(&lines);
}

// Open in the morning: on the minute the waits are back, in the evening they are gone.
static void through_a_day(void **state)
{
	static const struct vr_window office[] = {{WORKDAYS, 480, 1020}};
	(void)state;
	struct vr_programme *clinic = build(2, 2, 1);
	add_wait(clinic, "drop-in", VR_MEASURE_WAIT)->hours = (struct vr_windows){office, 1};
	add_messages(clinic, "normal", 2, VR_PRIORITY_NORMAL);
	sim_programme(&sim, clinic);
	sim.input.now.wall = at("2026-11-23T06:30:00Z");
	struct lines lines = sim_run(&sim, 12 * VR_HOUR);
	int64_t first = 0, last = 0;
	for (size_t i = 0; i < lines.count; i++) {
		if (lines.slides[i].kind != VR_SLIDE_WAITS)
			continue;
		first = first ? first : lines.slides[i].at.ms;
		last = lines.slides[i].until.ms;
		assert_int_equal(lines.slides[i].waits[0].state, VR_FRESH);
	}
	assert_true(first >= at("2026-11-23T07:00:00Z").ms && first < at("2026-11-23T07:01:00Z").ms);
	assert_true(last <= at("2026-11-23T16:00:00Z").ms && last > at("2026-11-23T15:58:00Z").ms);
	lines_release(&lines);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(validity_is_half_open),
	        TEST(hours_are_local),
	        TEST(by_opening_hours),
	        TEST(past_its_review),
	        TEST(a_zone_that_is_not_known),
	        TEST(an_untrusted_clock),
	        TEST(a_slide_ends_with_its_message),
	        TEST(the_clinic_slide_ends_when_it_closes),
	        TEST(the_clinic_slide_follows_the_day),
	        TEST(nothing_to_show),
	        TEST(a_closed_clinic),
	        TEST(a_closed_clinic_with_much_to_say),
	        TEST(through_a_day),
	        TEST(a_long_message_that_ends),
	        TEST(what_is_said_of_the_end),
	        TEST(any_script_counts_by_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
