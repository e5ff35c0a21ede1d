// One message presented alone is the slide that the wall would show of it.
#include "sim.h"

static void same_time(struct vr_local_time a, struct vr_local_time b)
{
	assert_int_equal(vr_date_compare(a.date, b.date), 0);
	assert_int_equal(a.weekday, b.weekday);
	assert_int_equal(a.hour, b.hour);
	assert_int_equal(a.minute, b.minute);
}

static void same_opening(const struct vr_opening *a, const struct vr_opening *b)
{
	assert_int_equal(a->state, b->state);
	assert_int_equal(a->change_at.ms, b->change_at.ms);
	assert_int_equal(a->exception, b->exception);
	same_time(a->change, b->change);
}

static void same_slide(const struct vr_slide *a, const struct vr_slide *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_ptr_equal(a->programme, b->programme);
	assert_int_equal(a->message, b->message);
	assert_int_equal(a->wait_count, b->wait_count);
	assert_int_equal(a->language_count, b->language_count);
	assert_memory_equal(a->languages, b->languages, a->language_count);
	assert_int_equal(a->desk_languages, b->desk_languages);
	assert_int_equal(a->page, b->page);
	assert_int_equal(a->pages, b->pages);
	same_opening(&a->opening, &b->opening);
	same_time(a->clock, b->clock);
	same_time(a->since, b->since);
	same_time(a->ends, b->ends);
	assert_int_equal(a->at.ms, b->at.ms);
	assert_int_equal(a->until.ms, b->until.ms);
}

// What is on the wall may be shown by itself, with the same times; asked a moment before its change the answer stands.
static void by_itself(struct sim *sim)
{
	const struct vr_slide *shown = &sim->slide;
	struct vr_plan_message told = vr_plan_message(&sim->input, &shown->opening, shown->message), before;
	struct vr_plan_input later = sim->input;
	assert_true(told.showable);
	same_time(told.since, shown->since);
	same_time(told.ends, shown->ends);
	assert_true(told.change.ms > sim->input.now.wall.ms);
	if (told.change.ms - sim->input.now.wall.ms > VR_DAY)
		return;
	later.now.wall.ms = told.change.ms - 1;
	before = vr_plan_message(&later, &shown->opening, shown->message);
	assert_true(before.showable);
	same_time(before.ends, told.ends);
}

// Runs the plan and presents every message that it shows; returns how many that were.
static size_t compare(struct sim *sim, int64_t ms)
{
	int64_t end = sim->input.now.wall.ms + ms;
	size_t compared = 0;
	for (sim_now(sim); sim->input.now.wall.ms < end; sim_next(sim)) {
		const struct vr_slide *shown = &sim->slide;
		if (shown->kind != VR_SLIDE_MESSAGE && shown->kind != VR_SLIDE_EMERGENCY)
			continue;
		for (size_t i = 0; i < shown->language_count; i++) {
			struct vr_slide alone;
			assert_true(
			        vr_plan_present(&sim->input, shown->message, shown->languages[i], shown->page, &alone));
			assert_false(alone.cut);
			same_slide(&alone, shown);
		}
		if (sim->input.now.trusted)
			by_itself(sim);
		compared++;
	}
	return compared;
}

// Every kind of message: long, short-lived, urgent, lacking languages, only while closed.
static struct vr_programme *mixed(void)
{
	struct vr_programme *programme = build(5, 8, 2);
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	add_message(programme, "plain", VR_PRIORITY_NORMAL);
	add_message_in(programme, "long", VR_PRIORITY_NORMAL, ~0u, 900);
	add_message_in(programme, "swedish", VR_PRIORITY_IMPORTANT, 1, 80);
	struct vr_message *notice = add_message(programme, "notice", VR_PRIORITY_NORMAL);
	notice->kind = VR_KIND_NOTICE;
	notice->valid_until = at("2026-11-23T12:30:00Z");
	struct vr_message *urgent = add_message(programme, "urgent", VR_PRIORITY_URGENT);
	urgent->valid_until = at("2026-11-24T09:45:00Z");
	add_message(programme, "night", VR_PRIORITY_NORMAL)->show_when = VR_SHOW_CLOSED;
	return programme;
}

static void messages_are_as_on_the_wall(void **state)
{
	(void)state;
	struct sim sim;
	sim_start(&sim, mixed(), "2026-11-23T09:00:00Z");
	assert_true(compare(&sim, 10 * VR_HOUR) > 800);
	sim_end(&sim);
}

static void so_they_are_when_the_clock_is_not_trusted(void **state)
{
	(void)state;
	struct sim sim;
	sim_start(&sim, mixed(), "2026-11-23T09:00:00Z");
	sim.input.now.trusted = false;
	assert_true(compare(&sim, VR_HOUR) > 80);
	sim_end(&sim);
}

static struct vr_message *add_emergency(struct vr_programme *programme, const char *id, size_t characters)
{
	struct vr_message *message = add_message_in(programme, id, VR_PRIORITY_EMERGENCY, ~0u, characters);
	message->kind = VR_KIND_ALERT;
	message->issued_at = at("2026-11-23T09:00:00Z");
	message->valid_until = at("2026-11-23T11:00:00Z");
	return message;
}

static void emergencies_are_as_on_the_wall(void **state)
{
	(void)state;
	for (size_t characters = 30; characters < 500; characters += 200) {
		struct vr_programme *programme = mixed();
		struct sim sim;
		add_emergency(programme, "fire", characters);
		sim_start(&sim, programme, "2026-11-23T09:00:00Z");
		assert_true(compare(&sim, VR_MINUTE) >= 4);
		sim_end(&sim);
	}
}

// What is not on the wall can be presented as well: what another outranks, and what only begins tomorrow.
static void hidden_ones_are_presented(void **state)
{
	(void)state;
	struct vr_programme *programme = mixed();
	struct vr_slide slide;
	struct sim sim;
	add_emergency(programme, "drill", 60)->drill = true;
	add_emergency(programme, "fire", 60);
	message_at(programme, 0)->valid_from = at("2026-11-25T08:00:00Z");
	sim_start(&sim, programme, "2026-11-23T09:00:00Z");
	assert_true(vr_plan_present(&sim.input, 6, 0, 1, &slide));
	expect_message(&slide, "drill");
	assert_int_equal(slide.kind, VR_SLIDE_EMERGENCY);
	assert_true(vr_plan_present(&sim.input, 0, 4, 1, &slide));
	expect_message(&slide, "plain");
	assert_int_equal(slide.languages[0], 4);
	sim_end(&sim);
}

static void what_is_not_there_is_refused(void **state)
{
	(void)state;
	struct sim sim;
	struct vr_slide slide;
	struct vr_plan_want want;
	sim_start(&sim, mixed(), "2026-11-23T09:00:00Z");
	assert_false(vr_plan_present(&sim.input, 2, 1, 1, &slide));
	assert_false(vr_plan_present(&sim.input, 2, 5, 1, &slide));
	assert_false(vr_plan_present(&sim.input, 6, 0, 1, &slide));
	assert_false(vr_plan_present(&sim.input, 0, 0, 0, &slide));
	assert_false(vr_plan_present(&sim.input, 0, 0, 2, &slide));
	assert_false(vr_plan_present(&sim.input, 0, 0, 257, &slide));
	assert_int_equal(vr_plan_present_wants(&sim.input, 2, 1, &want, 1), 0);
	assert_int_equal(vr_plan_present_wants(&sim.input, 6, 0, &want, 1), 0);
	sim_end(&sim);
}

static void the_book_decides_pages(void **state)
{
	(void)state;
	struct sim sim;
	struct vr_slide slide;
	struct vr_plan_want want;
	sim_start(&sim, mixed(), "2026-11-23T09:00:00Z");
	assert_int_equal(vr_plan_present_wants(&sim.input, 0, 3, &want, 1), 1);
	assert_int_equal(want.item.kind, VR_SLIDE_MESSAGE);
	assert_int_equal(want.item.index, 0);
	assert_int_equal(want.languages, VR_LANGUAGE_BIT(3));
	vr_book_set(sim.book, want.item, want.languages, &(struct vr_book_entry){.pages = 2, .seconds = {7, 9}});
	assert_int_equal(vr_plan_present_wants(&sim.input, 0, 3, &want, 1), 0);
	assert_true(vr_plan_present(&sim.input, 0, 3, 2, &slide));
	assert_int_equal(slide.pages, 2);
	assert_int_equal(slide.until.ms - slide.at.ms, 9000);
	sim_end(&sim);
}

// Languages share a page of an emergency where the book says that they fit.
static void an_emergency_wants_its_packs(void **state)
{
	(void)state;
	struct vr_programme *programme = mixed();
	struct vr_plan_want wants[16];
	struct vr_slide slide;
	struct sim sim;
	size_t count;
	add_emergency(programme, "fire", 400);
	sim_start(&sim, programme, "2026-11-23T09:00:00Z");
	while ((count = vr_plan_present_wants(&sim.input, 6, 4, wants, 16)) > 0)
		for (size_t i = 0; i < count; i++) {
			bool three = __builtin_popcount(wants[i].languages) > 2;
			assert_int_equal(wants[i].item.kind, VR_SLIDE_EMERGENCY);
			vr_book_set(sim.book, wants[i].item, wants[i].languages,
			            &(struct vr_book_entry){.pages = three ? 2 : 1, .seconds = {8, 8}});
		}
	assert_true(vr_plan_present(&sim.input, 6, 3, 1, &slide));
	assert_int_equal(slide.language_count, 2);
	assert_int_equal(slide.languages[0], 2);
	assert_int_equal(slide.pages, 1);
	assert_true(vr_plan_present(&sim.input, 6, 4, 1, &slide));
	assert_int_equal(slide.language_count, 1);
	sim_end(&sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(messages_are_as_on_the_wall),
	        cmocka_unit_test(so_they_are_when_the_clock_is_not_trusted),
	        cmocka_unit_test(emergencies_are_as_on_the_wall),
	        cmocka_unit_test(hidden_ones_are_presented),
	        cmocka_unit_test(what_is_not_there_is_refused),
	        cmocka_unit_test(the_book_decides_pages),
	        cmocka_unit_test(an_emergency_wants_its_packs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
