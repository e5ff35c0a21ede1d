// The plan through time: a month, clocks that jump, the ends of time; the same calls give the same slides.
#include "sim.h"

static struct sim sim;

// A bit of everything: hours, opening, review, ends, an urgent morning, a drill.
static struct vr_programme *clinic(void)
{
	static const struct vr_window office[] = {{WORKDAYS, 480, 960}};
	static const struct vr_window night[] = {{VR_DAYS_ALL, 1320, 360}};
	static const struct vr_exception exceptions[] = {{.date = {2026, 10, 23}}};
	struct vr_programme *programme = build(5, 20, 4);
	programme->clinic.exceptions = exceptions;
	programme->clinic.exception_count = 1;
	add_wait(programme, "drop-in", VR_MEASURE_WAIT)->hours = (struct vr_windows){office, 1};
	add_wait(programme, "doctor", VR_MEASURE_DELAY)->hours = (struct vr_windows){office, 1};
	add_wait(programme, "physio", VR_MEASURE_PLANNED);
	add_messages(programme, "normal", 8, VR_PRIORITY_NORMAL);
	add_message(programme, "open", VR_PRIORITY_IMPORTANT)->show_when = VR_SHOW_OPEN;
	add_message(programme, "closed", VR_PRIORITY_NORMAL)->show_when = VR_SHOW_CLOSED;
	add_message(programme, "night", VR_PRIORITY_NORMAL)->hours = (struct vr_windows){night, 1};
	add_message(programme, "review", VR_PRIORITY_NORMAL)->review_by = (struct vr_date){2026, 10, 24};
	struct vr_message *urgent = add_message(programme, "urgent", VR_PRIORITY_URGENT);
	urgent->valid_from = at("2026-10-20T06:00:00Z");
	urgent->valid_until = at("2026-10-20T10:00:00Z");
	struct vr_message *drill = add_message(programme, "drill", VR_PRIORITY_EMERGENCY);
	drill->valid_from = at("2026-10-21T08:00:00Z");
	drill->valid_until = at("2026-10-21T08:10:00Z");
	drill->drill = true;
	return programme;
}

static int begin(void **state)
{
	(void)state;
	sim_start(&sim, clinic(), "2026-10-05T04:00:00Z");
	return 0;
}

static int end(void **state)
{
	(void)state;
	sim_end(&sim);
	return 0;
}

static bool is_open(struct vr_instant instant)
{
	struct vr_now now = {.wall = instant, .trusted = true};
	return vr_clinic_opening(sim.zone, &sim.input.programme->clinic, now).state == VR_OPENING_OPEN;
}

// What must hold of each slide of a clock that only runs: it says no more than what is true all the while it stands.
static void expect_true_slide(const struct vr_slide *slide)
{
	struct vr_instant last = {slide->until.ms - 1};
	bool open = is_open(slide->at);
	assert_int_equal(slide->clock.hour, vr_zone_local(sim.zone, slide->at).hour);
	if (slide->kind == VR_SLIDE_WAITS || slide->kind == VR_SLIDE_CLINIC) {
		assert_int_equal(slide->opening.state, open ? VR_OPENING_OPEN : VR_OPENING_CLOSED);
		assert_int_equal(is_open(last), open);
	}
	// On the holiday the waits keep their own hours, and their values are fresh.
	bool holiday = slide->opening.exception == 0;
	if (slide->kind == VR_SLIDE_WAITS)
		assert_true(open || holiday || slide->measure == VR_MEASURE_PLANNED);
	if (is_message(slide, "open") || is_message(slide, "closed")) {
		assert_int_equal(open, is_message(slide, "open"));
		assert_int_equal(is_open(last), open);
	}
	int hour = slide->clock.hour;
	assert_true(!is_message(slide, "night") || hour >= 22 || hour < 6);
	assert_true(!is_message(slide, "review") || slide->at.ms < at("2026-10-24T22:00:00Z").ms);
	bool drilling = slide->at.ms >= at("2026-10-21T08:00:00Z").ms && slide->at.ms < at("2026-10-21T08:10:00Z").ms;
	assert_int_equal(drilling, slide->kind == VR_SLIDE_EMERGENCY);
}

static struct lines between(const struct lines *lines, const char *from, const char *until)
{
	size_t first = 0, last = lines->count;
	while (lines->slides[first].at.ms < at(from).ms)
		first++;
	while (lines->slides[last - 1].until.ms > at(until).ms)
		last--;
	return (struct lines){.slides = lines->slides + first, .count = last - first};
}

// In turn, and within two hours also at night, when the clinic's three minutes take most of the time.
static void expect_every_message(struct lines lines)
{
	for (ptrdiff_t message = 0; message < 8; message++)
		for (int language = 0; language < 5; language++)
			assert_true(longest_without(&lines, VR_SLIDE_MESSAGE, message, language) <= 2 * VR_HOUR);
}

static void a_month(void **state)
{
	(void)state;
	struct lines lines = sim_run(&sim, 31 * VR_DAY);
	size_t since_waits = 0, urgent = 0;
	assert_true(lines.count > 31 * 24 * 90);
	for (size_t i = 0; i < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		assert_true(i == 0 || slide->at.ms == lines.slides[i - 1].until.ms);
		expect_true_slide(slide);
		bool counts = is_open(slide->at) && slide->kind != VR_SLIDE_EMERGENCY;
		since_waits = slide->kind == VR_SLIDE_WAITS || !counts ? 0 : since_waits + 1;
		assert_true(since_waits <= 3);
		urgent += is_message(slide, "urgent");
	}
	assert_true(urgent > 100);
	// As far as time allows: not in the four hours in which something urgent takes every third slide.
	expect_every_message(between(&lines, "2026-10-05T04:00:00Z", "2026-10-20T06:00:00Z"));
	expect_every_message(between(&lines, "2026-10-20T11:00:00Z", "2026-11-05T04:00:00Z"));
	lines_release(&lines);
}

// Messages of one night a year, and the hour that comes twice: nothing is shown in the wrong one.
static void both_daylight_saving_nights(void **state)
{
	static const struct vr_window hour[] = {{SUN, 120, 180}}, before[] = {{SUN, 60, 120}};
	static const char *const nights[] = {"2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z", "2027-03-27T23:00:00Z",
	                                     "2027-10-30T22:00:00Z"};
	(void)state;
	for (int i = 0; i < 4; i++) {
		struct vr_programme *programme = build(1, 2, 0);
		add_message(programme, "hour", VR_PRIORITY_IMPORTANT)->hours = (struct vr_windows){hour, 1};
		add_message(programme, "before", VR_PRIORITY_IMPORTANT)->hours = (struct vr_windows){before, 1};
		sim_programme(&sim, programme);
		sim.input.now.wall = at(nights[i]);
		struct lines lines = sim_run(&sim, 6 * VR_HOUR);
		int64_t minutes[2] = {0};
		for (size_t j = 0; j < lines.count; j++) {
			const struct vr_slide *slide = &lines.slides[j];
			struct vr_local_time local = vr_zone_local(sim.zone, slide->at);
			assert_true(j == 0 || slide->at.ms == lines.slides[j - 1].until.ms);
			assert_true(!is_message(slide, "hour") || local.hour == 2);
			assert_true(!is_message(slide, "before") || local.hour == 1);
			for (int k = 0; k < 2; k++)
				if (is_message(slide, k ? "before" : "hour"))
					minutes[k] += slide->until.ms - slide->at.ms;
		}
		// The skipped hour does not exist; the doubled one counts twice.
		assert_true(i % 2 ? minutes[0] > 50 * VR_MINUTE : minutes[0] == 0);
		assert_true(minutes[1] > 25 * VR_MINUTE && minutes[1] < 55 * VR_MINUTE);
		lines_release(&lines);
	}
}

static void the_same_calls_give_the_same_slides(void **state)
{
	(void)state;
	struct sim other;
	sim_start(&other, clinic(), "2026-10-05T04:00:00Z");
	sim_now(&sim);
	sim_now(&other);
	for (int i = 0; i < 3000; i++) {
		struct vr_slide mine = sim.slide, its = other.slide;
		mine.programme = its.programme = NULL;
		assert_memory_equal(&mine, &its, sizeof(mine));
		sim_next(&sim);
		sim_next(&other);
	}
	sim_end(&other);
}

// A copy runs ahead and says what will come; the original does not notice, and asking again changes nothing.
static void a_copy_runs_ahead(void **state)
{
	(void)state;
	struct vr_plan_want wants[10];
	sim_now(&sim);
	for (int i = 0; i < 50; i++) {
		struct sim ahead = sim;
		ahead.plan = vr_plan_copy(sim.plan);
		struct lines lines = sim_run(&ahead, 10 * VR_MINUTE);
		vr_plan_destroy(ahead.plan);
		for (size_t j = 0; j < 5; j++) {
			struct vr_slide slide = sim.slide;
			assert_true(vr_slide_same(&slide, &lines.slides[j]));
			assert_int_equal(slide.at.ms, lines.slides[j].at.ms);
			vr_plan_wants(sim.plan, &sim.input, wants, VR_COUNT(wants));
			sim_pass(&sim, 700);
			sim_now(&sim);
			assert_true(vr_slide_same(&slide, &sim.slide));
			assert_int_equal(slide.until.ms, sim.slide.until.ms);
			sim_next(&sim);
		}
		lines_release(&lines);
	}
}

// What the book is asked for is what comes, soonest first; once measured it is not asked for again.
static void what_should_be_measured(void **state)
{
	(void)state;
	struct vr_plan_want wants[6];
	struct vr_book_entry entry = {.pages = 2, .seconds = {7, 9}};
	sim_now(&sim);
	while (sim.slide.kind != VR_SLIDE_MESSAGE)
		sim_next(&sim);
	assert_int_equal(vr_plan_wants(sim.plan, &sim.input, wants, VR_COUNT(wants)), VR_COUNT(wants));
	assert_int_equal(wants[0].item.kind, VR_SLIDE_MESSAGE);
	assert_int_equal(wants[0].item.index, sim.slide.message);
	assert_int_equal(wants[0].languages, VR_LANGUAGE_BIT(sim.slide.languages[0]));
	sim_pass(&sim, 3000);
	vr_book_set(sim.book, wants[0].item, wants[0].languages, &entry);
	size_t page = sim.slide.page;
	int64_t from = sim.slide.at.ms;
	sim_now(&sim);
	assert_int_equal(sim.slide.page, page);
	assert_int_equal(sim.slide.pages, 2);
	assert_int_equal(sim.slide.until.ms - from, 7000);
	vr_plan_wants(sim.plan, &sim.input, wants, VR_COUNT(wants));
	for (size_t i = 0; i < VR_COUNT(wants); i++)
		assert_false(wants[i].item.kind == VR_SLIDE_MESSAGE && wants[i].item.index == sim.slide.message &&
		             wants[i].languages == VR_LANGUAGE_BIT(sim.slide.languages[0]));
	sim_next(&sim);
	assert_int_equal(sim.slide.page, 2);
	assert_int_equal(sim.slide.until.ms - sim.slide.at.ms, 9000);
	// Measured again, it has no second page.
	struct vr_slide before = sim.slide;
	entry.pages = 1;
	sim_pass(&sim, 1000);
	vr_book_set(sim.book, (struct vr_item){VR_SLIDE_MESSAGE, (uint32_t)before.message},
	            VR_LANGUAGE_BIT(before.languages[0]), &entry);
	assert_false(vr_slide_same(sim_now(&sim), &before));
	assert_int_equal(sim.slide.at.ms, sim.input.now.wall.ms);
}

// The page on the glass lasts as long as it would have, whatever the clock on the wall does meanwhile.
static void jumps(void **state)
{
	static const int64_t by[] = {VR_HOUR,        -VR_HOUR, VR_DAY, -VR_DAY, 3650 * VR_DAY,
	                             -3650 * VR_DAY, 3000,     -3000,  -1};
	(void)state;
	struct vr_programme *programme = build(2, 4, 0);
	add_messages(programme, "normal", 4, VR_PRIORITY_NORMAL);
	sim_programme(&sim, programme);
	sim_now(&sim);
	for (size_t i = 0; i < VR_COUNT(by); i++) {
		while (sim_next(&sim)->kind != VR_SLIDE_MESSAGE)
			continue;
		struct vr_slide before = sim.slide;
		int64_t left = before.until.ms - sim.input.now.wall.ms;
		sim_pass(&sim, 2000);
		sim.input.now.wall.ms += by[i];
		sim_now(&sim);
		assert_true(vr_slide_same(&before, &sim.slide));
		assert_int_equal(sim.slide.until.ms - sim.input.now.wall.ms, left - 2000);
		assert_int_equal(sim.input.now.wall.ms - sim.slide.at.ms, 2000 + (by[i] == -1 ? -1 : 0));
		sim_next(&sim);
		assert_false(vr_slide_same(&before, &sim.slide));
	}
}

// What a jump ends or begins is gone or there at once.
static void jumps_over_ends(void **state)
{
	(void)state;
	struct vr_programme *programme = build(1, 2, 0);
	struct vr_message *message = add_message(programme, "today", VR_PRIORITY_IMPORTANT);
	message->valid_until = at("2026-10-05T20:00:00Z");
	sim_programme(&sim, programme);
	sim.input.now.wall = at("2026-10-05T09:00:00Z");
	expect_message(sim_now(&sim), "today");
	sim.input.now.wall.ms += VR_DAY;
	assert_int_equal(sim_now(&sim)->kind, VR_SLIDE_CLINIC);
	assert_int_equal(sim.slide.at.ms, sim.input.now.wall.ms);
	sim.input.now.wall.ms -= VR_DAY;
	assert_int_equal(sim_now(&sim)->kind, VR_SLIDE_CLINIC);
	expect_message(sim_next(&sim), "today");
}

static void trust_comes_and_goes(void **state)
{
	(void)state;
	sim.input.now.wall = at("2026-10-06T09:00:00Z");
	sim.input.now.trusted = false;
	sim_now(&sim);
	struct lines lines = sim_run(&sim, VR_HOUR);
	for (size_t i = 0; i < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		assert_int_equal(slide->opening.state, VR_OPENING_UNKNOWN);
		assert_int_equal(slide->clock.hour, -1);
		assert_false(is_message(slide, "open") || is_message(slide, "closed"));
		for (size_t j = 0; j < slide->wait_count; j++)
			assert_int_equal(slide->waits[j].state, VR_WITHDRAWN);
	}
	// Their absence is told at least as often as they would be.
	size_t since = 0;
	for (size_t i = 0; i < lines.count; i++) {
		since = lines.slides[i].kind == VR_SLIDE_WAITS ? 0 : since + 1;
		assert_true(since <= 3);
	}
	lines_release(&lines);
	while (sim.slide.kind != VR_SLIDE_WAITS)
		sim_next(&sim);
	sim_pass(&sim, 100);
	sim.input.now.trusted = true;
	sim_now(&sim);
	assert_int_equal(sim.slide.kind, VR_SLIDE_WAITS);
	assert_int_equal(sim.slide.waits[0].state, VR_FRESH);
	assert_int_equal(sim.slide.opening.state, VR_OPENING_OPEN);
	assert_int_equal(sim.slide.at.ms, sim.input.now.wall.ms);
}

static void the_ends_of_time(void **state)
{
	static const int64_t extremes[] = {INT64_MIN, -1, 0, 1, INT64_C(253402300800000), INT64_MAX - 1, INT64_MAX};
	(void)state;
	struct vr_programme *programme = clinic();
	for (size_t i = 0; i < programme->message_count; i++) {
		message_at(programme, i)->valid_from.ms = extremes[i % 7];
		message_at(programme, i)->valid_until.ms = extremes[(i / 7 + 4) % 7];
		message_at(programme, i)->issued_at.ms = extremes[(i + 3) % 7];
	}
	sim_programme(&sim, programme);
	for (size_t i = 0; i < 7 * 7 * 4; i++) {
		struct vr_slide slide;
		char text[VR_INSTANT_TEXT];
		sim.input.now =
		        (struct vr_now){.wall = {extremes[i % 7]}, .mono = {extremes[i / 7 % 7]}, .trusted = i % 3 > 0};
		sim.input.zone = i / 49 % 2 ? NULL : sim.zone;
		programme->issued_at.ms = extremes[i / 5 % 7];
		vr_plan_next(sim.plan, &sim.input, &slide);
		assert_true(slide.language_count >= 1);
		vr_instant_format(slide.at, text);
		vr_instant_format(slide.until, text);
	}
}

static void without_a_programme(void **state)
{
	(void)state;
	sim_now(&sim);
	const struct vr_programme *programme = vr_programme_ref(sim.input.programme);
	vr_programme_unref(programme);
	sim.input.programme = NULL;
	assert_int_equal(sim_now(&sim)->kind, VR_SLIDE_IDLE);
	struct vr_instant began = sim.slide.at;
	sim_pass(&sim, 1000);
	assert_int_equal(sim_now(&sim)->at.ms, began.ms);
	assert_int_equal(vr_plan_wants(sim.plan, &sim.input, (struct vr_plan_want[1]){{{0}, 0}}, 1), 0);
	sim_next(&sim);
	assert_int_equal(sim.slide.at.ms, began.ms + VR_MINUTE);
	sim.input.programme = programme;
	assert_true(sim_now(&sim)->kind != VR_SLIDE_IDLE);
	vr_plan_destroy(NULL);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(a_month),
	        TEST(both_daylight_saving_nights),
	        TEST(the_same_calls_give_the_same_slides),
	        TEST(a_copy_runs_ahead),
	        TEST(what_should_be_measured),
	        TEST(jumps),
	        TEST(jumps_over_ends),
	        TEST(trust_comes_and_goes),
	        TEST(the_ends_of_time),
	        TEST(without_a_programme),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
