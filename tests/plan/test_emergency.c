// Emergencies: at once, nothing else, one at a time, every language within half a minute, never longer than a day.
#include "sim.h"

static struct sim sim;

static struct vr_programme *clinic(size_t languages)
{
	struct vr_programme *programme = build(languages, 8, 1);
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	add_messages(programme, "normal", 3, VR_PRIORITY_NORMAL);
	return programme;
}

static struct vr_message *add_emergency(struct vr_programme *programme, const char *id, const char *until)
{
	struct vr_message *message = add_message_in(programme, id, VR_PRIORITY_EMERGENCY, ~0u, 110);
	message->kind = VR_KIND_ALERT;
	message->issued_at = at("2026-11-23T09:00:00Z");
	message->valid_until = at(until);
	return message;
}

static int begin(void **state)
{
	(void)state;
	sim_start(&sim, clinic(5), "2026-11-23T09:00:00Z");
	sim_now(&sim);
	return 0;
}

static int end(void **state)
{
	(void)state;
	sim_end(&sim);
	return 0;
}

static void at_once_and_nothing_else(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(5);
	add_emergency(programme, "fire", "2026-11-23T09:30:00Z");
	sim_pass(&sim, 1234);
	sim_programme(&sim, programme);
	sim_now(&sim);
	assert_int_equal(sim.slide.kind, VR_SLIDE_EMERGENCY);
	assert_true(sim.slide.cut);
	assert_int_equal(sim.slide.at.ms, sim.input.now.wall.ms);
	assert_int_equal(sim.slide.since.hour, 10);
	assert_int_equal(sim.slide.ends.minute, 30);
	struct lines lines = sim_run(&sim, VR_HOUR);
	for (size_t i = 0; i < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		bool over = slide->at.ms >= at("2026-11-23T09:30:00Z").ms;
		assert_int_equal(slide->kind == VR_SLIDE_EMERGENCY, !over);
		assert_true(over || i == 0 || !slide->cut);
		assert_true(over || slide->until.ms <= at("2026-11-23T09:30:00Z").ms);
	}
	lines_release(&lines);
}

static vr_language_set languages_of(const struct vr_slide *slide)
{
	vr_language_set set = 0;
	for (size_t i = 0; i < slide->language_count; i++)
		set |= VR_LANGUAGE_BIT(slide->languages[i]);
	return set;
}

// From the begin of any page on, every language is there within 30 s, and each page can be read.
static void expect_all_languages(vr_language_set all, int64_t least_ms)
{
	struct lines lines = sim_run(&sim, 3 * VR_MINUTE);
	for (size_t i = 0; i < lines.count; i++) {
		vr_language_set seen = 0;
		for (size_t j = i; j < lines.count && lines.slides[j].at.ms < lines.slides[i].at.ms + 30000; j++) {
			seen |= languages_of(&lines.slides[j]);
			assert_true(lines.slides[j].until.ms - lines.slides[j].at.ms >= least_ms);
		}
		if (lines.slides[i].at.ms + 31000 < lines.slides[lines.count - 1].until.ms)
			assert_int_equal(seen, all);
	}
	lines_release(&lines);
}

// What a room that measures would say: so many pages for one, two and three languages together.
static void measure(const struct vr_programme *programme, uint32_t message, const uint8_t pages[3])
{
	for (vr_language_set set = 1; set < 1u << programme->language_count; set++) {
		int count = __builtin_popcount(set);
		if (count > 3)
			continue;
		struct vr_book_entry entry = {.pages = pages[count - 1]};
		memset(entry.seconds, 17, sizeof(entry.seconds));
		vr_book_set(sim.book, (struct vr_item){VR_SLIDE_EMERGENCY, message}, set, &entry);
	}
}

static void every_language_in_half_a_minute(void **state)
{
	(void)state;
	static const uint8_t together[3] = {1, 1, 1}, pairs[3] = {1, 1, 2}, alone[3] = {1, 2, 3},
	                     crowded[3] = {3, 6, 9};
	struct vr_programme *programme = clinic(5);
	add_emergency(programme, "fire", "2026-11-23T09:30:00Z");
	sim_programme(&sim, programme);
	expect_all_languages(31, 6000); // as estimated
	measure(programme, 3, together);
	sim_now(&sim);
	sim_next(&sim);
	assert_int_equal(sim.slide.language_count + sim_next(&sim)->language_count, 5);
	expect_all_languages(31, 6000);
	measure(programme, 3, pairs);
	sim_now(&sim);
	expect_all_languages(31, 6000);
	measure(programme, 3, alone);
	sim_now(&sim);
	expect_all_languages(31, 6000);
	// A language that takes longer gets what the others can spare.
	for (size_t i = 0; i < 5; i++) {
		struct vr_book_entry entry = {.pages = 1, .seconds = {i == 3 ? 40 : 6}};
		vr_book_set(sim.book, (struct vr_item){VR_SLIDE_EMERGENCY, 3}, VR_LANGUAGE_BIT(i), &entry);
	}
	sim_now(&sim);
	expect_all_languages(31, 6000);
	// A short page keeps its six seconds beside a long one.
	struct vr_programme *three = clinic(3);
	add_emergency(three, "fire", "2026-11-23T09:30:00Z");
	vr_book_clear(sim.book);
	measure(three, 3, alone);
	for (size_t i = 0; i < 3; i++) {
		struct vr_book_entry entry = {.pages = 1, .seconds = {i == 1 ? 40 : 6}};
		vr_book_set(sim.book, (struct vr_item){VR_SLIDE_EMERGENCY, 3}, VR_LANGUAGE_BIT(i), &entry);
	}
	sim_programme(&sim, three);
	sim_now(&sim);
	expect_all_languages(7, 6000);
	programme = clinic(5);
	add_emergency(programme, "fire", "2026-11-23T09:30:00Z");
	sim_programme(&sim, programme);
	// More pages than five of six seconds: the promise of half a minute is kept.
	measure(programme, 3, crowded);
	sim_now(&sim);
	assert_int_equal(sim.slide.language_count, 1);
	assert_int_equal(sim.slide.pages, 3);
	expect_all_languages(31, 2000);
}

static void a_text_without_end(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(5);
	add_emergency(programme, "fire", "2026-11-23T09:30:00Z")->text = in_languages(programme, ~0u, 2000);
	sim_programme(&sim, programme);
	struct lines lines = sim_run(&sim, 5 * VR_MINUTE);
	for (size_t i = 0; i < lines.count; i++)
		assert_true(lines.slides[i].until.ms - lines.slides[i].at.ms >= VR_SECOND); // no flicker
	for (int language = 0; language < 5; language++)
		assert_true(count_of(&lines, VR_SLIDE_EMERGENCY, 3, language) > 10);
	lines_release(&lines);
}

static void one_language_stays(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(1);
	add_emergency(programme, "fire", "2026-11-23T09:30:00Z");
	sim_programme(&sim, programme);
	sim_now(&sim);
	struct vr_slide first = sim.slide;
	assert_true(vr_slide_same(&first, sim_next(&sim)));
	assert_false(sim.slide.cut);
}

static void expect_emergency(const char *id)
{
	assert_int_equal(sim.slide.kind, VR_SLIDE_EMERGENCY);
	expect_message(&sim.slide, id);
}

// Real before drill, the clinic's before an authority's, then the latest.
static void one_at_a_time(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(2);
	add_emergency(programme, "drill", "2026-11-23T09:30:00Z")->drill = true;
	sim_programme(&sim, programme);
	sim_now(&sim);
	expect_emergency("drill");

	programme = clinic(2);
	add_emergency(programme, "drill", "2026-11-23T09:30:00Z")->drill = true;
	struct vr_message *authority = add_emergency(programme, "authority", "2026-11-23T09:10:00Z");
	authority->origin = VR_ORIGIN_AUTHORITY;
	authority->issued_at = at("2026-11-23T09:05:00Z");
	sim_programme(&sim, programme);
	sim_pass(&sim, 500);
	sim_now(&sim);
	expect_emergency("authority");
	assert_true(sim.slide.cut);

	programme = clinic(2);
	add_emergency(programme, "drill", "2026-11-23T09:30:00Z")->drill = true;
	authority = add_emergency(programme, "authority", "2026-11-23T09:10:00Z");
	authority->origin = VR_ORIGIN_AUTHORITY;
	authority->issued_at = at("2026-11-23T09:05:00Z");
	add_emergency(programme, "first", "2026-11-23T09:02:00Z");
	add_emergency(programme, "second", "2026-11-23T09:01:00Z")->issued_at = at("2026-11-23T09:00:30Z");
	sim_programme(&sim, programme);
	sim_now(&sim);
	expect_emergency("second");
	struct lines lines = sim_run(&sim, VR_HOUR);
	static const char *const order[] = {"second", "first", "authority", "drill"};
	size_t step = 0;
	for (size_t i = 0; i < lines.count && step < 4; i++) {
		while (step < 4 &&
		       lines.slides[i].at.ms >= lines.slides[0].programme->messages[6 - step].valid_until.ms)
			step++;
		if (step < 4)
			expect_message(&lines.slides[i], order[step]);
	}
	assert_int_equal(step, 4);
	lines_release(&lines);
}

static void a_changed_emergency_cuts_in(void **state)
{
	(void)state;
	struct vr_programme *first = clinic(5), *same = clinic(5), *other = clinic(5);
	add_emergency(first, "fire", "2026-11-23T09:30:00Z");
	add_emergency(same, "fire", "2026-11-23T09:40:00Z");
	add_emergency(other, "fire", "2026-11-23T09:40:00Z")->title = in_languages(other, ~0u, 20);
	sim_programme(&sim, first);
	sim_now(&sim);
	struct vr_slide before = *sim_next(&sim);
	sim_pass(&sim, 1000);
	sim_programme(&sim, same);
	sim_now(&sim);
	assert_int_equal(sim.slide.at.ms, before.at.ms);
	assert_int_equal(sim.slide.languages[0], before.languages[0]);
	sim_programme(&sim, other);
	sim_now(&sim);
	assert_true(sim.slide.cut);
	assert_int_equal(sim.slide.languages[0], 0);
	assert_int_equal(sim.slide.at.ms, sim.input.now.wall.ms);
	sim_programme(&sim, clinic(5));
	assert_true(sim_now(&sim)->kind != VR_SLIDE_EMERGENCY);
}

static void neither_hours_nor_opening_hide_it(void **state)
{
	(void)state;
	static const struct vr_window sunday[] = {{SUN, 0, 60}};
	struct vr_programme *programme = clinic(1);
	struct vr_message *message = add_emergency(programme, "fire", "2026-11-23T09:30:00Z");
	message->hours = (struct vr_windows){sunday, 1};
	message->show_when = VR_SHOW_CLOSED;
	sim_programme(&sim, programme);
	sim_now(&sim);
	expect_emergency("fire");
}

static void an_end_too_far_off(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(1);
	add_emergency(programme, "fire", "2026-11-24T09:10:00Z");
	sim_programme(&sim, programme);
	struct lines lines = sim_run(&sim, 20 * VR_MINUTE);
	for (size_t i = 0; i < lines.count; i++)
		assert_int_equal(lines.slides[i].kind == VR_SLIDE_EMERGENCY,
		                 lines.slides[i].at.ms >= at("2026-11-23T09:10:00Z").ms);
	lines_release(&lines);
}

static void begins_on_time(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(1);
	add_emergency(programme, "fire", "2026-11-23T09:30:00Z")->valid_from = at("2026-11-23T09:10:01Z");
	sim_programme(&sim, programme);
	struct lines lines = sim_run(&sim, 12 * VR_MINUTE);
	for (size_t i = 0; i < lines.count; i++) {
		bool begun = lines.slides[i].at.ms >= at("2026-11-23T09:10:01Z").ms;
		assert_int_equal(lines.slides[i].kind == VR_SLIDE_EMERGENCY, begun);
		assert_true(begun || lines.slides[i].until.ms <= at("2026-11-23T09:10:01Z").ms);
	}
	lines_release(&lines);
}

static int64_t life(void)
{
	int64_t from = sim.input.now.mono.ms;
	while (sim_now(&sim)->kind == VR_SLIDE_EMERGENCY && sim.input.now.mono.ms - from < 40 * VR_HOUR)
		sim_pass(&sim, sim.slide.until.ms - sim.input.now.wall.ms);
	return sim.input.now.mono.ms - from;
}

// With a clock that lies days behind it runs for the rest of its life by the monotonic clock.
static void under_an_untrusted_clock(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(1);
	add_emergency(programme, "fire", "2026-11-23T11:30:00Z");
	sim_programme(&sim, programme);
	sim.input.now.trusted = false;
	sim.input.now.wall = at("2026-11-20T09:00:00Z");
	assert_int_equal(life(), 150 * VR_MINUTE); // it was issued at nine
	// The hub's word brings the end nearer.
	programme = clinic(1);
	programme->issued_at = at("2026-11-23T11:00:00Z");
	add_emergency(programme, "flood", "2026-11-23T11:30:00Z");
	sim_programme(&sim, programme);
	sim.input.now.wall = at("2026-11-20T09:00:00Z");
	assert_int_equal(life(), 30 * VR_MINUTE);
	// Nothing is known of its begin: a day at most.
	programme = clinic(1);
	add_emergency(programme, "storm", "2026-11-23T11:30:00Z")->issued_at = VR_INSTANT_ALWAYS;
	sim_programme(&sim, programme);
	sim.input.now.wall = at("2020-11-20T09:00:00Z");
	assert_int_equal(life(), 24 * VR_HOUR);
	// What the clock proves to be over is not begun.
	programme = clinic(1);
	add_emergency(programme, "gas", "2026-11-23T11:30:00Z");
	sim_programme(&sim, programme);
	sim.input.now.wall = at("2026-11-23T11:30:00Z");
	assert_int_equal(life(), 0);
}

// What a trusted clock said holds when the trust is lost, also through another programme.
static void trust_is_lost(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(1);
	add_emergency(programme, "fire", "2026-11-23T11:30:00Z");
	sim_programme(&sim, programme);
	sim.input.now.wall = at("2026-11-23T11:00:00Z");
	sim_now(&sim);
	sim.input.now.trusted = false;
	sim.input.now.wall = at("2026-11-23T08:00:00Z");
	sim_now(&sim);
	programme = clinic(1);
	programme->sequence = 2;
	add_emergency(programme, "fire", "2026-11-23T11:30:00Z");
	sim_programme(&sim, programme);
	assert_int_equal(life(), 30 * VR_MINUTE);
}

static void what_should_be_measured(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(5);
	add_emergency(programme, "fire", "2026-11-23T09:30:00Z");
	sim_programme(&sim, programme);
	struct vr_plan_want wants[8];
	size_t count = vr_plan_wants(sim.plan, &sim.input, wants, VR_COUNT(wants));
	assert_true(count >= 2);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(wants[i].item.kind, VR_SLIDE_EMERGENCY);
		assert_int_equal(wants[i].item.index, 3);
	}
	assert_int_equal(wants[0].languages, 7);
	assert_int_equal(vr_plan_wants(sim.plan, &sim.input, wants, 1), 1);
	measure(programme, 3, (const uint8_t[3]){1, 2, 3});
	assert_int_equal(vr_plan_wants(sim.plan, &sim.input, wants, VR_COUNT(wants)), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(at_once_and_nothing_else),
	        TEST(every_language_in_half_a_minute),
	        TEST(a_text_without_end),
	        TEST(one_language_stays),
	        TEST(one_at_a_time),
	        TEST(a_changed_emergency_cuts_in),
	        TEST(neither_hours_nor_opening_hide_it),
	        TEST(an_end_too_far_off),
	        TEST(begins_on_time),
	        TEST(under_an_untrusted_clock),
	        TEST(trust_is_lost),
	        TEST(what_should_be_measured),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
