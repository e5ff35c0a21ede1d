// What a new programme does to the slide on the glass, and what is new to the order of slides.
#include "plan/state.h"
#include "sim.h"

static struct sim sim;

static struct vr_programme *clinic(size_t normal, size_t more)
{
	struct vr_programme *programme = build(3, normal + more, 1);
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	add_messages(programme, "normal", normal, VR_PRIORITY_NORMAL);
	return programme;
}

static int begin(void **state)
{
	(void)state;
	sim_start(&sim, clinic(6, 0), "2026-11-23T09:00:00Z");
	sim_now(&sim);
	return 0;
}

static int end(void **state)
{
	(void)state;
	sim_end(&sim);
	return 0;
}

// On to the next slide that shows a message, at most a round ahead.
static const struct vr_slide *to_message(void)
{
	for (int i = 0; i < 60; i++)
		if (sim_next(&sim)->kind == VR_SLIDE_MESSAGE)
			return &sim.slide;
	fail_msg("no message came");
	return NULL;
}

static void a_new_message_is_next(void **state)
{
	static const enum vr_priority priorities[] = {VR_PRIORITY_NORMAL, VR_PRIORITY_IMPORTANT};
	(void)state;
	for (int i = 0; i < 20; i++) {
		// Whatever is on the glass, be it waits, clinic or message, and wherever in its time.
		struct vr_slide before = *sim_next(&sim);
		sim_pass(&sim, i * 100);
		struct vr_programme *programme = clinic(6, 1);
		char id[32];
		snprintf(id, sizeof(id), "new-%d", i);
		add_message(programme, id, priorities[i % 2]);
		sim_programme(&sim, programme);
		sim_now(&sim);
		assert_int_equal(sim.slide.kind, before.kind);
		assert_int_equal(sim.slide.at.ms, before.at.ms);
		assert_int_equal(sim.slide.until.ms, before.until.ms);
		assert_true(sim.slide.programme == programme || before.kind == VR_SLIDE_MESSAGE);
		expect_message(sim_next(&sim), id);
		assert_false(sim.slide.cut);
		assert_int_equal(sim.slide.languages[0], 0);
	}
}

// Its other languages follow soon, but not one after the other.
static void a_new_message_in_all_languages(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(6, 1);
	add_message(programme, "new", VR_PRIORITY_NORMAL);
	sim_programme(&sim, programme);
	sim_now(&sim);
	struct lines lines = sim_run(&sim, 5 * VR_MINUTE);
	for (int language = 0; language < 3; language++)
		assert_true(count_of(&lines, VR_SLIDE_MESSAGE, 6, language) >= 1);
	for (size_t i = 0; i + 1 < lines.count; i++)
		assert_false(is_message(&lines.slides[i], "new") && is_message(&lines.slides[i + 1], "new"));
	lines_release(&lines);
}

static void several_new_messages(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(6, 12);
	add_messages(programme, "new", 12, VR_PRIORITY_NORMAL);
	sim_programme(&sim, programme);
	sim_now(&sim);
	for (int i = 0; i < 8; i++) {
		char id[32];
		snprintf(id, sizeof(id), "new-%d", i);
		expect_message(sim_next(&sim), id);
	}
	struct lines lines = sim_run(&sim, 20 * VR_MINUTE);
	for (ptrdiff_t i = 14; i < 18; i++)
		assert_true(count_of(&lines, VR_SLIDE_MESSAGE, i, -1) >= 1);
	lines_release(&lines);
}

// The next programme may come before the new message had its turn.
static void new_messages_wait_for_their_turn(void **state)
{
	(void)state;
	struct vr_programme *first = clinic(6, 1), *second = clinic(6, 2);
	add_message(first, "one", VR_PRIORITY_NORMAL);
	add_message(second, "one", VR_PRIORITY_NORMAL);
	add_message(second, "two", VR_PRIORITY_NORMAL);
	sim_programme(&sim, first);
	sim_now(&sim);
	sim_programme(&sim, second);
	sim_now(&sim);
	expect_message(sim_next(&sim), "one");
	expect_message(sim_next(&sim), "two");
}

// A long message is interrupted between two pages, and goes on where it was.
static void a_new_message_between_two_pages(void **state)
{
	(void)state;
	struct vr_programme *first = build(1, 1, 0), *second = build(1, 2, 0);
	add_message_in(first, "long", VR_PRIORITY_IMPORTANT, 1, 500);
	add_message_in(second, "long", VR_PRIORITY_IMPORTANT, 1, 500);
	add_message_in(second, "new", VR_PRIORITY_NORMAL, 1, 100);
	sim_programme(&sim, first);
	sim_now(&sim);
	while (!is_message(&sim.slide, "long"))
		sim_next(&sim);
	assert_int_equal(sim.slide.page, 1);
	assert_int_equal(sim.slide.pages, 3);
	sim_programme(&sim, second);
	sim_now(&sim);
	expect_message(sim_next(&sim), "new");
	expect_message(sim_next(&sim), "long");
	assert_int_equal(sim.slide.page, 2);
}

// When even that is interrupted, by a third, what was left of the second is not lost.
static void two_new_messages_between_pages(void **state)
{
	(void)state;
	struct vr_programme *steps[3];
	for (size_t i = 0; i < 3; i++) {
		steps[i] = build(1, 3, 0);
		add_message_in(steps[i], "long", VR_PRIORITY_IMPORTANT, 1, 500);
		if (i > 0)
			add_message_in(steps[i], "second", VR_PRIORITY_NORMAL, 1, 500);
		if (i > 1)
			add_message_in(steps[i], "third", VR_PRIORITY_NORMAL, 1, 50);
	}
	vr_plan_destroy(sim.plan);
	sim.plan = vr_plan_create();
	sim_programme(&sim, steps[0]);
	expect_message(sim_now(&sim), "long");
	sim_programme(&sim, steps[1]);
	sim_now(&sim);
	expect_message(sim_next(&sim), "second");
	sim_programme(&sim, steps[2]);
	sim_now(&sim);
	expect_message(sim_next(&sim), "third");
	expect_message(sim_next(&sim), "long");
	assert_int_equal(sim.slide.page, 2);
	expect_message(sim_next(&sim), "long");
	assert_int_equal(sim.slide.page, 3);
	bool pages[4] = {false};
	for (int i = 0; i < 12; i++)
		if (is_message(sim_next(&sim), "second"))
			pages[sim.slide.page] = true;
	assert_true(pages[1] && pages[2] && pages[3]);
}

static void an_urgent_message_cuts_in(void **state)
{
	(void)state;
	sim_pass(&sim, 1500);
	struct vr_programme *programme = clinic(6, 1);
	add_message(programme, "urgent", VR_PRIORITY_URGENT);
	sim_programme(&sim, programme);
	sim_now(&sim);
	expect_message(&sim.slide, "urgent");
	assert_true(sim.slide.cut);
	assert_int_equal(sim.slide.at.ms, sim.input.now.wall.ms);
	struct lines lines = sim_run(&sim, VR_HOUR);
	size_t since_urgent = 0, since_waits = 0;
	for (size_t i = 0; i < lines.count; i++) {
		bool urgent = is_message(&lines.slides[i], "urgent");
		// After every second slide: never sooner, never later.
		assert_true(i == 0 || urgent == (since_urgent == 2));
		assert_true(!urgent || i == 0 || !lines.slides[i].cut);
		since_urgent = urgent ? 0 : since_urgent + 1;
		since_waits = lines.slides[i].kind == VR_SLIDE_WAITS ? 0 : since_waits + 1;
		assert_true(since_waits <= 3);
	}
	for (int language = 0; language < 3; language++) {
		assert_true(longest_without(&lines, VR_SLIDE_MESSAGE, 6, language) <= 3 * VR_MINUTE);
		for (ptrdiff_t message = 0; message < 6; message++)
			assert_true(count_of(&lines, VR_SLIDE_MESSAGE, message, language) >= 1);
	}
	lines_release(&lines);
}

static void an_urgent_message_cuts_in_on_time(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(6, 1);
	struct vr_message *urgent = add_message(programme, "urgent", VR_PRIORITY_URGENT);
	urgent->valid_from = at("2026-11-23T09:07:03Z");
	sim_programme(&sim, programme);
	struct lines lines = sim_run(&sim, 10 * VR_MINUTE);
	for (size_t i = 0; i < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		if (slide->at.ms < urgent->valid_from.ms) {
			assert_false(is_message(slide, "urgent"));
			assert_true(slide->until.ms <= urgent->valid_from.ms);
			continue;
		}
		assert_int_equal(slide->at.ms, urgent->valid_from.ms);
		expect_message(slide, "urgent");
		assert_true(slide->cut);
		break;
	}
	lines_release(&lines);
}

static void several_urgent_messages(void **state)
{
	(void)state;
	struct vr_programme *programme = clinic(6, 3);
	add_messages(programme, "urgent", 3, VR_PRIORITY_URGENT);
	sim_programme(&sim, programme);
	expect_message(sim_now(&sim), "urgent-0");
	expect_message(sim_next(&sim), "urgent-1");
	expect_message(sim_next(&sim), "urgent-2");
	struct lines lines = sim_run(&sim, VR_HOUR);
	size_t counts[3];
	for (ptrdiff_t i = 0; i < 3; i++)
		counts[i] = count_of(&lines, VR_SLIDE_MESSAGE, 6 + i, -1);
	for (int i = 0; i < 3; i++)
		assert_true(counts[i] > 10 && counts[i] <= counts[(i + 1) % 3] + 2);
	lines_release(&lines);
}

static void a_message_that_was_withdrawn(void **state)
{
	(void)state;
	to_message();
	size_t gone = sim.slide.message;
	struct vr_programme *programme = build(3, 6, 1);
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	for (size_t i = 0; i < 6; i++)
		if (i != gone)
			add_message(programme, sim.slide.programme->messages[i].id, VR_PRIORITY_NORMAL);
	sim_programme(&sim, programme);
	sim_pass(&sim, 1000);
	sim_now(&sim);
	assert_int_equal(sim.slide.at.ms, sim.input.now.wall.ms);
	assert_ptr_equal(sim.slide.programme, programme);
}

// Other numbers for the same messages: nothing moves.
static void an_order_that_changed(void **state)
{
	(void)state;
	struct vr_slide before = *to_message();
	char id[32];
	snprintf(id, sizeof(id), "%s", before.programme->messages[before.message].id);
	struct vr_programme *programme = build(3, 6, 1);
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	for (size_t i = 6; i-- > 0;)
		add_message(programme, before.programme->messages[i].id, VR_PRIORITY_NORMAL);
	sim_programme(&sim, programme);
	sim_pass(&sim, 1000);
	expect_message(sim_now(&sim), id);
	assert_ptr_equal(sim.slide.programme, programme);
	assert_int_equal(sim.slide.at.ms, before.at.ms);
	assert_int_equal(sim.slide.until.ms, before.until.ms);
	assert_false(is_message(sim_next(&sim), id));
}

// A message goes on with its second page, whatever number it now has.
static void a_long_message_in_another_order(void **state)
{
	(void)state;
	struct vr_programme *first = build(1, 3, 0), *second = build(1, 3, 0);
	add_message_in(first, "long", VR_PRIORITY_IMPORTANT, 1, 500);
	add_message_in(first, "short", VR_PRIORITY_IMPORTANT, 1, 50);
	add_message_in(second, "short", VR_PRIORITY_IMPORTANT, 1, 50);
	add_message_in(second, "long", VR_PRIORITY_IMPORTANT, 1, 500);
	vr_plan_destroy(sim.plan);
	sim.plan = vr_plan_create();
	sim_programme(&sim, first);
	sim_now(&sim);
	while (!is_message(&sim.slide, "long"))
		sim_next(&sim);
	sim_programme(&sim, second);
	sim_now(&sim);
	expect_message(sim_next(&sim), "long");
	assert_int_equal(sim.slide.page, 2);
	expect_message(sim_next(&sim), "long");
	assert_int_equal(sim.slide.page, 3);
	assert_false(is_message(sim_next(&sim), "long"));
}

// A text that was corrected: the old page is read to its end, then the new one comes.
static void a_message_that_was_changed(void **state)
{
	(void)state;
	struct vr_slide before = *to_message();
	char id[32];
	snprintf(id, sizeof(id), "%s", before.programme->messages[before.message].id);
	struct vr_programme *programme = clinic(6, 0);
	message_at(programme, before.message)->text = in_languages(programme, ~0u, 300);
	sim_programme(&sim, programme);
	sim_pass(&sim, 1000);
	struct vr_book_entry entry = {.pages = 1, .seconds = {6}};
	vr_book_set(sim.book, (struct vr_item){VR_SLIDE_MESSAGE, (uint32_t)before.message},
	            VR_LANGUAGE_BIT(before.languages[0]), &entry); // of the new text
	expect_message(sim_now(&sim), id);
	assert_ptr_equal(sim.slide.programme, before.programme);
	assert_int_equal(sim.slide.at.ms, before.at.ms);
	assert_int_equal(sim.slide.until.ms, before.until.ms);
	expect_message(sim_next(&sim), id);
	assert_ptr_equal(sim.slide.programme, programme);
}

// Whatever patients see of a message makes it another one; how long it lives does not.
static void what_makes_a_message_another_one(void **state)
{
	(void)state;
	struct vr_programme *programme = build(3, 1, 0);
	struct vr_message *message = add_message(programme, "m", VR_PRIORITY_NORMAL);
	message->picture.href = "a";
	struct vr_message same = *message, others[13];
	same.title = in_languages(programme, ~0u, 40);
	same.picture.href = "b"; // the same bytes from elsewhere
	same.valid_until = at("2030-01-01T00:00:00Z");
	same.show_when = VR_SHOW_OPEN;
	assert_true(vr_same_message(message, &same));
	for (size_t i = 0; i < VR_COUNT(others); i++)
		others[i] = *message;
	others[0].kind = VR_KIND_NEWS;
	others[1].priority = VR_PRIORITY_IMPORTANT;
	others[2].title = in_languages(programme, ~0u, 41);
	others[3].title = in_languages(programme, 3, 40);
	others[4].text = in_languages(programme, 5, 60);
	others[5].picture.sha256[0] = 'f';
	others[6].picture.href = NULL;
	others[7].picture.fit = VR_FIT_CONTAIN;
	others[8].link.href = "https://www.1177.se/";
	others[9].source = "1177";
	others[10].reviewed_at = (struct vr_date){2026, 1, 1};
	others[11].drill = true;
	others[12].origin = VR_ORIGIN_AUTHORITY;
	for (size_t i = 0; i < VR_COUNT(others); i++) {
		assert_false(vr_same_message(message, &others[i]));
		assert_false(vr_same_message(&others[i], message));
	}
	vr_programme_unref(programme);
}

// However often a text changes, its other languages wait for their turn like everybody's.
static void a_message_that_changes_all_the_time(void **state)
{
	(void)state;
	size_t counts[6] = {0}, languages[3] = {0};
	for (size_t i = 0; i < 400; i++) {
		if (i % 10 == 0) {
			struct vr_programme *programme = clinic(6, 0);
			message_at(programme, 0)->text = in_languages(programme, ~0u, 60 + i % 3);
			sim_programme(&sim, programme);
			sim_now(&sim);
		}
		if (sim_next(&sim)->kind != VR_SLIDE_MESSAGE)
			continue;
		counts[sim.slide.message] += sim.slide.languages[0] == 1;
		languages[sim.slide.languages[0]] += sim.slide.message == 0;
	}
	for (int i = 0; i < 3; i++)
		assert_true(languages[i] > 5 && languages[i] <= languages[(i + 1) % 3] + 1);
	for (int i = 1; i < 6; i++)
		assert_true(counts[i] > 5);
	assert_true(counts[0] <= 2 * counts[1]);
}

static void a_changed_message_that_has_ended(void **state)
{
	(void)state;
	to_message();
	struct vr_programme *programme = clinic(6, 0);
	struct vr_message *message = message_at(programme, sim.slide.message);
	message->text = in_languages(programme, ~0u, 30);
	message->valid_until = at("2026-11-23T08:00:00Z");
	sim_programme(&sim, programme);
	sim_pass(&sim, 1000);
	assert_false(is_message(sim_now(&sim), message->id));
	assert_int_equal(sim.slide.at.ms, sim.input.now.wall.ms);
}

// A wait that changes changes on the glass, at once and with time to be read.
static void a_wait_on_the_glass(void **state)
{
	(void)state;
	assert_int_equal(sim.slide.kind, VR_SLIDE_WAITS);
	struct vr_slide before = sim.slide;
	sim_pass(&sim, 1000);
	sim_programme(&sim, clinic(6, 0));
	assert_int_equal(sim_now(&sim)->at.ms, before.at.ms); // the same value: nothing happens
	sim_pass(&sim, before.until.ms - sim.input.now.wall.ms - 1000);
	struct vr_programme *programme = clinic(6, 0);
	wait_at(programme, 0)->span.from = 45;
	sim_programme(&sim, programme);
	sim_now(&sim);
	assert_int_equal(sim.slide.kind, VR_SLIDE_WAITS);
	assert_int_equal(sim.slide.page, before.page);
	assert_int_equal(sim.slide.languages[0], before.languages[0]);
	assert_int_equal(sim.slide.at.ms, sim.input.now.wall.ms);
	assert_int_equal(sim.slide.until.ms, sim.input.now.wall.ms + 6000);
}

// A value that changes all the time cannot keep its page on the glass for ever.
static void a_wait_that_never_rests(void **state)
{
	(void)state;
	int64_t began = sim.input.now.wall.ms;
	for (int i = 0; i < 200 && sim.slide.kind == VR_SLIDE_WAITS; i++) {
		sim_pass(&sim, 500);
		struct vr_programme *programme = clinic(6, 0);
		wait_at(programme, 0)->span.from = i;
		sim_programme(&sim, programme);
		sim_now(&sim);
	}
	assert_true(sim.slide.kind != VR_SLIDE_WAITS);
	assert_true(sim.input.now.wall.ms - began <= 46 * VR_SECOND);
}

static void the_state_changes_on_the_glass(void **state)
{
	(void)state;
	vr_plan_destroy(sim.plan);
	sim.plan = vr_plan_create();
	struct vr_programme *programme = build(1, 0, 1);
	struct vr_wait *wait = add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	wait->measured_at = at("2026-11-23T09:00:02Z");
	wait->good_for_ms = 2000;
	sim_programme(&sim, programme);
	sim_now(&sim);
	assert_int_equal(sim.slide.kind, VR_SLIDE_WAITS);
	assert_int_equal(sim.slide.waits[0].state, VR_FRESH);
	assert_int_equal(sim.slide.until.ms, at("2026-11-23T09:00:04Z").ms);
	sim_next(&sim);
	assert_int_equal(sim.slide.waits[0].state, VR_OLD);
	assert_int_equal(sim.slide.at.ms, at("2026-11-23T09:00:04Z").ms);
	assert_int_equal(sim.slide.until.ms, at("2026-11-23T09:00:06Z").ms);
	sim_next(&sim);
	assert_int_equal(sim.slide.waits[0].state, VR_WITHDRAWN);
	assert_int_equal(sim.slide.at.ms, at("2026-11-23T09:00:06Z").ms);
	assert_int_equal(sim_next(&sim)->kind, VR_SLIDE_CLINIC);
}

static void other_languages(void **state)
{
	(void)state;
	static const char tags[][VR_LANGUAGE_TAG] = {"ar", "sv"};
	while (sim.slide.kind != VR_SLIDE_WAITS || sim.slide.languages[0] < 2)
		sim_next(&sim);
	struct vr_programme *programme = build(2, 6, 1);
	programme->languages = tags;
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	add_messages(programme, "normal", 6, VR_PRIORITY_NORMAL);
	sim_programme(&sim, programme);
	sim_now(&sim);
	struct lines lines = sim_run(&sim, VR_HOUR);
	for (size_t i = 0; i < lines.count; i++)
		assert_true(lines.slides[i].languages[0] < 2);
	lines_release(&lines);
}

// Important messages say in each language they lack that the desk can explain.
static void languages_that_are_missing(void **state)
{
	(void)state;
	struct vr_programme *programme = build(5, 2, 0);
	add_message_in(programme, "important", VR_PRIORITY_IMPORTANT, 5, 80);
	add_message_in(programme, "normal", VR_PRIORITY_NORMAL, 2, 80);
	sim_programme(&sim, programme);
	sim_now(&sim);
	struct lines lines = sim_run(&sim, 10 * VR_MINUTE);
	for (size_t i = 0; i < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		if (slide->kind != VR_SLIDE_MESSAGE)
			continue;
		assert_int_equal(slide->desk_languages, slide->message == 0 ? 2 + 8 + 16 : 0);
		assert_true(slide->programme->messages[slide->message].languages &
		            VR_LANGUAGE_BIT(slide->languages[0]));
	}
	assert_int_equal(count_of(&lines, VR_SLIDE_MESSAGE, 0, 1), 0);
	assert_true(count_of(&lines, VR_SLIDE_MESSAGE, 0, 2) > 0);
	lines_release(&lines);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(a_new_message_is_next),
	        TEST(a_new_message_in_all_languages),
	        TEST(several_new_messages),
	        TEST(new_messages_wait_for_their_turn),
	        TEST(a_new_message_between_two_pages),
	        TEST(two_new_messages_between_pages),
	        TEST(an_urgent_message_cuts_in),
	        TEST(an_urgent_message_cuts_in_on_time),
	        TEST(several_urgent_messages),
	        TEST(a_message_that_was_withdrawn),
	        TEST(an_order_that_changed),
	        TEST(a_long_message_in_another_order),
	        TEST(a_message_that_was_changed),
	        TEST(what_makes_a_message_another_one),
	        TEST(a_message_that_changes_all_the_time),
	        TEST(a_changed_message_that_has_ended),
	        TEST(a_wait_on_the_glass),
	        TEST(a_wait_that_never_rests),
	        TEST(the_state_changes_on_the_glass),
	        TEST(other_languages),
	        TEST(languages_that_are_missing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
