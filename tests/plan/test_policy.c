// Which languages a slide is in, and that each has its share.
#include "sim.h"

#include <limits.h>

static struct vr_programme *clinic(enum vr_language_policy policy)
{
	struct vr_programme *programme = build(5, 12, 3);
	programme->language_policy = policy;
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	add_wait(programme, "doctor", VR_MEASURE_DELAY);
	add_message(programme, "important", VR_PRIORITY_IMPORTANT);
	add_messages(programme, "normal", 6, VR_PRIORITY_NORMAL);
	add_message_in(programme, "not-swedish", VR_PRIORITY_NORMAL, 6, 100);
	add_message_in(programme, "only-arabic", VR_PRIORITY_NORMAL, 8, 100);
	add_message_in(programme, "only-swedish", VR_PRIORITY_NORMAL, 1, 100);
	return programme;
}

static struct lines run(struct sim *sim, enum vr_language_policy policy, int64_t ms)
{
	sim_start(sim, clinic(policy), "2026-11-23T07:00:00Z");
	return sim_run(sim, ms);
}

// How often an item began in each language: as the one that changes, the last on its slide.
static void count_turns(const struct lines *lines, enum vr_slide_kind kind, size_t index, unsigned turns[5])
{
	memset(turns, 0, 5 * sizeof(*turns));
	for (size_t i = 0; i < lines->count; i++) {
		const struct vr_slide *slide = &lines->slides[i];
		size_t here = kind == VR_SLIDE_WAITS ? (size_t)slide->measure : slide->message;
		if (slide->kind == kind && slide->page == 1 && (kind == VR_SLIDE_CLINIC || here == index))
			turns[slide->languages[slide->language_count - 1]]++;
	}
}

static void expect_equal_turns(const struct lines *lines, enum vr_slide_kind kind, size_t index, int from, int until)
{
	unsigned turns[5], least = UINT_MAX, most = 0;
	count_turns(lines, kind, index, turns);
	for (int i = 0; i < 5; i++) {
		if (i < from || i >= until) {
			assert_int_equal(turns[i], 0);
			continue;
		}
		least = turns[i] < least ? turns[i] : least;
		most = turns[i] > most ? turns[i] : most;
	}
	assert_true(least >= 4);
	// The clinic's slides are begun by the round as well as in time for the promise.
	assert_true(most - least <= (kind == VR_SLIDE_MESSAGE ? 1 : 2));
}

static void in_sequence_each_has_its_share(void **state)
{
	(void)state;
	struct sim sim;
	struct lines lines = run(&sim, VR_POLICY_SEQUENCE, 9 * VR_HOUR);
	for (size_t i = 0; i < lines.count; i++)
		assert_int_equal(lines.slides[i].language_count, 1);
	expect_equal_turns(&lines, VR_SLIDE_WAITS, VR_MEASURE_WAIT, 0, 5);
	expect_equal_turns(&lines, VR_SLIDE_WAITS, VR_MEASURE_DELAY, 0, 5);
	expect_equal_turns(&lines, VR_SLIDE_CLINIC, 0, 0, 5);
	for (size_t message = 0; message < 7; message++)
		expect_equal_turns(&lines, VR_SLIDE_MESSAGE, message, 0, 5);
	expect_equal_turns(&lines, VR_SLIDE_MESSAGE, 7, 1, 3);
	lines_release(&lines);
	sim_end(&sim);
}

static void paired_the_first_stays(void **state)
{
	(void)state;
	struct sim sim;
	struct lines lines = run(&sim, VR_POLICY_PAIRED, 9 * VR_HOUR);
	for (size_t i = 0; i < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		bool message = slide->kind == VR_SLIDE_MESSAGE;
		vr_language_set set = message ? slide->programme->messages[slide->message].languages : 31;
		bool pair = (set & 1) && set != 1;
		assert_int_equal(slide->language_count, pair ? 2 : 1);
		assert_true(!pair || slide->languages[0] == 0);
		assert_true(set & VR_LANGUAGE_BIT(slide->languages[slide->language_count - 1]));
	}
	// Each other language beside the first equally often.
	expect_equal_turns(&lines, VR_SLIDE_WAITS, VR_MEASURE_WAIT, 1, 5);
	expect_equal_turns(&lines, VR_SLIDE_WAITS, VR_MEASURE_DELAY, 1, 5);
	expect_equal_turns(&lines, VR_SLIDE_CLINIC, 0, 1, 5);
	for (size_t message = 0; message < 7; message++)
		expect_equal_turns(&lines, VR_SLIDE_MESSAGE, message, 1, 5);
	expect_equal_turns(&lines, VR_SLIDE_MESSAGE, 7, 1, 3);
	expect_equal_turns(&lines, VR_SLIDE_MESSAGE, 8, 3, 4);
	expect_equal_turns(&lines, VR_SLIDE_MESSAGE, 9, 0, 1);
	lines_release(&lines);
	sim_end(&sim);
}

static void expect_single(const struct lines *lines, uint8_t language)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct vr_slide *slide = &lines->slides[i];
		bool message = slide->kind == VR_SLIDE_MESSAGE;
		vr_language_set set = message ? slide->programme->messages[slide->message].languages : 31;
		assert_int_equal(slide->language_count, 1);
		if (set & VR_LANGUAGE_BIT(language))
			assert_int_equal(slide->languages[0], language);
		else // better in another one than not at all
			assert_true(set & VR_LANGUAGE_BIT(slide->languages[0]));
	}
	for (ptrdiff_t message = 0; message < 10; message++)
		assert_true(count_of(lines, VR_SLIDE_MESSAGE, message, -1) >= 4);
}

static void single_is_the_first_or_the_one_named(void **state)
{
	(void)state;
	struct sim sim;
	struct lines lines = run(&sim, VR_POLICY_SINGLE, 2 * VR_HOUR);
	expect_single(&lines, 0);
	lines_release(&lines);
	sim_end(&sim);
	sim_start(&sim, clinic(VR_POLICY_SEQUENCE), "2026-11-23T07:00:00Z");
	sim.input.choice = (struct vr_plan_choice){true, VR_POLICY_SINGLE, "FI"};
	lines = sim_run(&sim, 2 * VR_HOUR);
	expect_single(&lines, 1);
	lines_release(&lines);
	sim.input.choice.language = "de"; // not the clinic's
	sim_next(&sim);
	lines = sim_run(&sim, 2 * VR_HOUR);
	expect_single(&lines, 0);
	lines_release(&lines);
	sim_end(&sim);
}

// The screen's own word wins, and may change while it runs: the page on the glass is read to its end.
static void the_screen_may_choose(void **state)
{
	(void)state;
	struct sim sim;
	sim_start(&sim, clinic(VR_POLICY_PAIRED), "2026-11-23T07:00:00Z");
	sim_now(&sim);
	assert_int_equal(sim.slide.language_count, 2);
	sim.input.choice = (struct vr_plan_choice){true, VR_POLICY_SEQUENCE, NULL};
	sim_next(&sim);
	for (int i = 0; i < 50; i++)
		assert_int_equal(sim_next(&sim)->language_count, 1);
	sim.input.choice = (struct vr_plan_choice){0};
	sim_next(&sim);
	size_t pairs = 0;
	for (int i = 0; i < 50; i++)
		pairs += sim_next(&sim)->language_count == 2;
	assert_true(pairs > 30);
	sim_end(&sim);
}

// Two languages that do not fit together come one after the other on pages of the same item, each in its own.
static void in_turn_where_they_do_not_fit(void **state)
{
	(void)state;
	struct sim sim;
	sim_start(&sim, clinic(VR_POLICY_PAIRED), "2026-11-23T07:00:00Z");
	for (uint8_t guest = 1; guest < 5; guest++) {
		struct vr_book_entry entry = {.pages = 3, .lead = 1, .seconds = {10, 12, 14}};
		vr_book_set(sim.book, (struct vr_item){VR_SLIDE_MESSAGE, 0}, 1 | VR_LANGUAGE_BIT(guest), &entry);
		entry = (struct vr_book_entry){.pages = 2, .lead = 1, .seconds = {10, 10}, .rows = {1, 1}};
		vr_book_set(sim.book, (struct vr_item){VR_SLIDE_WAITS, VR_MEASURE_WAIT}, 1 | VR_LANGUAGE_BIT(guest),
		            &entry);
	}
	struct lines lines = sim_run(&sim, 2 * VR_HOUR);
	size_t seen = 0;
	for (size_t i = 0; i + 2 < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		bool waits = slide->kind == VR_SLIDE_WAITS && slide->measure == VR_MEASURE_WAIT;
		if (slide->page != 1 || !(is_message(slide, "important") || waits))
			continue;
		assert_int_equal(slide->language_count, 1);
		assert_int_equal(slide->languages[0], 0);
		assert_int_equal(slide->before, 0);
		assert_int_equal(slide[1].page, 2);
		assert_int_equal(slide[1].before, 1);
		assert_int_not_equal(slide[1].languages[0], 0);
		assert_true(!waits || (slide[1].wait_count == 1 && slide[1].waits[0].wait == slide->waits[0].wait));
		assert_true(waits || slide[2].languages[0] == slide[1].languages[0]);
		assert_int_equal(slide->pages, waits ? 2 : 3);
		seen++;
	}
	assert_true(seen > 50);
	lines_release(&lines);
	sim_end(&sim);
}

// An emergency comes in all its languages whatever the policy.
static void emergencies_know_no_policy(void **state)
{
	(void)state;
	for (enum vr_language_policy policy = VR_POLICY_SEQUENCE; policy <= VR_POLICY_SINGLE; policy++) {
		struct sim sim;
		struct vr_programme *programme = clinic(policy);
		struct vr_message *emergency = add_message_in(programme, "out", VR_PRIORITY_EMERGENCY, ~0u, 60);
		emergency->issued_at = at("2026-11-23T07:00:00Z");
		emergency->valid_until = at("2026-11-23T08:00:00Z");
		sim_start(&sim, programme, "2026-11-23T07:00:00Z");
		vr_language_set seen = 0;
		for (sim_now(&sim); sim.input.now.wall.ms < at("2026-11-23T07:00:30Z").ms; sim_next(&sim))
			for (size_t i = 0; i < sim.slide.language_count; i++)
				seen |= VR_LANGUAGE_BIT(sim.slide.languages[i]);
		assert_int_equal(seen, 31);
		sim_end(&sim);
	}
}

static void a_preview_shows_the_pair(void **state)
{
	(void)state;
	struct sim sim;
	struct vr_slide slide;
	struct vr_plan_want want;
	sim_start(&sim, clinic(VR_POLICY_PAIRED), "2026-11-23T07:00:00Z");
	assert_true(vr_plan_present(&sim.input, 0, 3, 1, &slide));
	assert_int_equal(slide.language_count, 2);
	assert_int_equal(slide.languages[0], 0);
	assert_int_equal(slide.languages[1], 3);
	assert_true(vr_plan_present(&sim.input, 0, 0, 1, &slide));
	assert_int_equal(slide.languages[1], 1);
	assert_int_equal(vr_plan_present_wants(&sim.input, 0, 3, &want, 1), 1);
	assert_int_equal(want.languages, 1 | 8);
	// Where they do not fit together, each is looked at by itself.
	vr_book_set(sim.book, want.item, want.languages,
	            &(struct vr_book_entry){.pages = 2, .lead = 1, .seconds = {9, 9}});
	assert_int_equal(vr_plan_present_wants(&sim.input, 0, 3, &want, 1), 1);
	assert_int_equal(want.languages, 8);
	assert_true(vr_plan_present(&sim.input, 0, 3, 1, &slide));
	assert_int_equal(slide.language_count, 1);
	assert_int_equal(slide.languages[0], 3);
	// One language at a time, whichever is asked for.
	sim.input.choice = (struct vr_plan_choice){true, VR_POLICY_SINGLE, NULL};
	assert_true(vr_plan_present(&sim.input, 0, 3, 1, &slide));
	assert_int_equal(slide.languages[0], 3);
	sim_end(&sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(in_sequence_each_has_its_share),
	        cmocka_unit_test(paired_the_first_stays),
	        cmocka_unit_test(single_is_the_first_or_the_one_named),
	        cmocka_unit_test(the_screen_may_choose),
	        cmocka_unit_test(in_turn_where_they_do_not_fit),
	        cmocka_unit_test(emergencies_know_no_policy),
	        cmocka_unit_test(a_preview_shows_the_pair),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
