// The promises of a round, as numbers over simulated hours.
#include "sim.h"

static struct vr_programme *ordinary(size_t normal)
{
	struct vr_programme *programme = build(5, normal + 2, 6);
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	add_wait(programme, "lab", VR_MEASURE_WAIT);
	add_wait(programme, "doctor", VR_MEASURE_DELAY);
	add_wait(programme, "physio", VR_MEASURE_PLANNED);
	add_messages(programme, "important", 2, VR_PRIORITY_IMPORTANT);
	add_messages(programme, "normal", normal, VR_PRIORITY_NORMAL);
	return programme;
}

// The promise to whoever has just sat down: in any four slides in a row one tells the waits.
static void expect_waits_every_fourth(const struct lines *lines)
{
	size_t since = 0;
	for (size_t i = 0; i < lines->count; i++) {
		since = lines->slides[i].kind == VR_SLIDE_WAITS ? 0 : since + 1;
		assert_true(since <= 3);
	}
}

// One message in two languages never stands together; a language changes with every visit.
static void expect_no_repetition(const struct lines *lines)
{
	const struct vr_slide *last = NULL;
	for (size_t i = 0; i < lines->count; i++) {
		const struct vr_slide *slide = &lines->slides[i];
		if (slide->kind != VR_SLIDE_MESSAGE)
			continue;
		if (last && last->message == slide->message) {
			assert_int_equal(slide->languages[0], last->languages[0]);
			assert_int_equal(slide->page, last->page + 1);
		}
		last = slide;
	}
}

// How often each message was begun in each language.
struct tally {
	unsigned least, most;
};

static struct tally tally(const struct lines *lines, enum vr_priority priority)
{
	struct tally tally = {UINT32_MAX, 0};
	const struct vr_programme *programme = lines->slides[0].programme;
	unsigned *counts = vr_alloc(programme->message_count * VR_LANGUAGES_MAX, sizeof(*counts));
	for (size_t i = 0; i < lines->count; i++) {
		const struct vr_slide *slide = &lines->slides[i];
		if (slide->kind == VR_SLIDE_MESSAGE && slide->page == 1)
			counts[slide->message * VR_LANGUAGES_MAX + slide->languages[0]]++;
	}
	for (size_t i = 0; i < programme->message_count; i++) {
		for (size_t j = 0; j < programme->language_count; j++) {
			unsigned count = counts[i * VR_LANGUAGES_MAX + j];
			if (programme->messages[i].priority != priority ||
			    !(programme->messages[i].languages & VR_LANGUAGE_BIT(j)))
				continue;
			tally.least = count < tally.least ? count : tally.least;
			tally.most = count > tally.most ? count : tally.most;
		}
	}
	free(counts);
	return tally;
}

// Rounds that lie whole within the lines: not the first, whose begin may be cut, nor the last.
static void expect_rounds(const struct lines *lines, unsigned important, unsigned languages, unsigned least_clinics)
{
	size_t i = 0;
	while (i < lines->count) {
		unsigned round = lines->rounds[i], required = 0, clinics = 0, items = 0;
		bool *seen = vr_alloc(lines->slides[i].programme->message_count + 8, sizeof(*seen));
		int64_t from = lines->slides[i].at.ms, until = from;
		for (; i < lines->count && lines->rounds[i] == round; i++) {
			const struct vr_slide *slide = &lines->slides[i];
			bool message = slide->kind == VR_SLIDE_MESSAGE;
			required += message && slide->page == 1 &&
			            slide->programme->messages[slide->message].priority == VR_PRIORITY_IMPORTANT;
			clinics += slide->kind == VR_SLIDE_CLINIC && slide->page == 1;
			size_t item = message                         ? 8 + slide->message
			              : slide->kind == VR_SLIDE_WAITS ? (size_t)slide->measure
			                                              : VR_MEASURE_COUNT;
			items += !seen[item];
			seen[item] = true;
			until = slide->until.ms;
		}
		free(seen);
		if (i == lines->count)
			break;
		// The last page of a round may be a waits slide that belongs between it and the next.
		assert_true(until - from <= 10 * VR_MINUTE);
		assert_true(items <= 20);
		// At least: what is promised within three minutes comes more than once a round where there is time.
		if (required < important * languages) {
			printf("round %u: %u of %u x %u, %lld s\n", round, required, important, languages,
			       (long long)(until - from) / 1000);
			for (size_t k = i - 70; k < i + 3; k++)
				if (lines->rounds[k] >= round - 1)
					printf("%u %lld kind %d msg %zu pr %d lang %d page %u/%u\n", lines->rounds[k],
					       (long long)lines->slides[k].at.ms / 1000, (int)lines->slides[k].kind,
					       lines->slides[k].message,
					       (int)lines->slides[k]
					               .programme->messages[lines->slides[k].message]
					               .priority,
					       lines->slides[k].languages[0], lines->slides[k].page,
					       lines->slides[k].pages);
		}
		assert_true(required >= important * languages);
		assert_true(clinics >= least_clinics);
	}
}

static void a_clinic_as_it_is(void **state)
{
	(void)state;
	struct sim sim;
	sim_start(&sim, ordinary(10), "2026-11-23T08:00:00Z");
	struct lines lines = sim_run(&sim, 6 * VR_HOUR);
	assert_int_equal(lines.slides[0].kind, VR_SLIDE_WAITS);
	expect_waits_every_fourth(&lines);
	expect_no_repetition(&lines);
	expect_rounds(&lines, 2, 5, 5);
	for (int language = 0; language < 5; language++) {
		assert_true(longest_without(&lines, VR_SLIDE_CLINIC, -1, language) <= 12 * VR_MINUTE);
		assert_true(longest_without(&lines, VR_SLIDE_WAITS, -1, language) <= 7 * VR_MINUTE);
		for (ptrdiff_t message = 0; message < 12; message++)
			// Waits and clinic once in a round come before the others once in an hour.
			assert_true(longest_without(&lines, VR_SLIDE_MESSAGE, message, language) <= 3 * VR_HOUR / 2);
	}
	size_t waiting[4];
	assert_true(vr_plan_waiting(sim.plan, &sim.input, waiting, 4) < 12);
	// What has only just come does not wait yet.
	struct vr_programme *more = ordinary(200);
	sim_programme(&sim, more);
	sim_now(&sim);
	sim_pass(&sim, VR_HOUR - 1);
	sim_now(&sim);
	assert_true(vr_plan_waiting(sim.plan, &sim.input, waiting, 4) <= 12);
	sim_pass(&sim, 1);
	assert_true(vr_plan_waiting(sim.plan, &sim.input, waiting, 4) > 150);
	lines_release(&lines);
	sim_end(&sim);
}

// With room to spare waits are there in every language every three minutes.
static void a_quiet_clinic(void **state)
{
	(void)state;
	struct vr_programme *programme = build(5, 4, 2);
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	add_wait(programme, "lab", VR_MEASURE_WAIT);
	add_messages(programme, "normal", 4, VR_PRIORITY_NORMAL);
	struct sim sim;
	sim_start(&sim, programme, "2026-11-23T08:00:00Z");
	struct lines lines = sim_run(&sim, 4 * VR_HOUR);
	expect_waits_every_fourth(&lines);
	expect_rounds(&lines, 0, 5, 5);
	for (int language = 0; language < 5; language++)
		assert_true(longest_without(&lines, VR_SLIDE_WAITS, -1, language) <= 200 * VR_SECOND);
	lines_release(&lines);
	sim_end(&sim);
}

static void everyone_has_the_same_share(void **state)
{
	static const size_t sizes[] = {10, 60};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(sizes); i++) {
		struct sim sim;
		sim_start(&sim, ordinary(sizes[i]), "2026-11-23T07:00:00Z");
		struct lines lines = sim_run(&sim, 9 * VR_HOUR);
		struct tally normal = tally(&lines, VR_PRIORITY_NORMAL);
		assert_true(normal.most - normal.least <= 1);
		assert_true(normal.least >= 1);
		struct tally important = tally(&lines, VR_PRIORITY_IMPORTANT);
		assert_true(important.most - important.least <= 1);
		expect_waits_every_fourth(&lines);
		expect_no_repetition(&lines);
		expect_rounds(&lines, 2, 5, 1);
		lines_release(&lines);
		sim_end(&sim);
	}
}

// More than a day can hold: none twice before all once, and the log can tell what had to wait.
static void ten_thousand_messages(void **state)
{
	(void)state;
	struct sim sim;
	sim_start(&sim, ordinary(VR_MESSAGES_MAX - 2), "2026-11-23T07:00:00Z");
	struct lines lines = sim_run(&sim, 9 * VR_HOUR);
	struct tally normal = tally(&lines, VR_PRIORITY_NORMAL);
	assert_int_equal(normal.most, 1);
	expect_waits_every_fourth(&lines);
	expect_rounds(&lines, 2, 5, 1);
	size_t waiting[8];
	size_t count = vr_plan_waiting(sim.plan, &sim.input, waiting, VR_COUNT(waiting));
	assert_int_equal(count, VR_MESSAGES_MAX - 2);
	assert_int_equal(waiting[0], 2);
	lines_release(&lines);
	sim_end(&sim);
}

// Important messages that no round can hold take turns, and leave the normal ones some of it.
static void too_much_is_important(void **state)
{
	(void)state;
	struct vr_programme *programme = build(5, 70, 1);
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	add_messages(programme, "important", 60, VR_PRIORITY_IMPORTANT);
	add_messages(programme, "normal", 10, VR_PRIORITY_NORMAL);
	struct sim sim;
	sim_start(&sim, programme, "2026-11-23T07:00:00Z");
	struct lines lines = sim_run(&sim, 9 * VR_HOUR);
	struct tally important = tally(&lines, VR_PRIORITY_IMPORTANT), normal = tally(&lines, VR_PRIORITY_NORMAL);
	assert_true(important.most - important.least <= 1);
	assert_true(important.least >= 2);
	assert_true(normal.least >= 2);
	expect_waits_every_fourth(&lines);
	lines_release(&lines);
	sim_end(&sim);
}

// Texts of every length, each in other languages: pages follow each other, with waits between after three of them.
static void long_messages(void **state)
{
	(void)state;
	struct vr_programme *programme = build(5, 12, 9);
	for (int i = 0; i < 9; i++)
		add_wait(programme, "queue", i % 2 ? VR_MEASURE_WAIT : VR_MEASURE_DELAY);
	for (size_t i = 0; i < 12; i++)
		add_message_in(programme, (char[]){'m', (char)('a' + i), '\0'},
		               i % 5 ? VR_PRIORITY_NORMAL : VR_PRIORITY_IMPORTANT, (vr_language_set)(1 + 3 * i),
		               20 + 180 * i);
	struct sim sim;
	sim_start(&sim, programme, "2026-11-23T07:00:00Z");
	struct lines lines = sim_run(&sim, 8 * VR_HOUR);
	expect_waits_every_fourth(&lines);
	const struct vr_slide *last = NULL;
	for (size_t i = 0; i < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		if (slide->kind == VR_SLIDE_WAITS)
			continue;
		bool goes_on = last && last->page < last->pages;
		// A message of up to three pages is shown without interruption.
		assert_true(!goes_on || slide->pages > 3 || slide == last + 1);
		assert_int_equal(slide->page, goes_on ? last->page + 1 : 1);
		assert_true(!goes_on || (slide->message == last->message && slide->kind == last->kind));
		last = slide;
	}
	struct tally normal = tally(&lines, VR_PRIORITY_NORMAL);
	assert_true(normal.least >= 1 && normal.most - normal.least <= 1);
	lines_release(&lines);
	sim_end(&sim);
}

// Two hundred waits of one measure: pages of at most eight, and the messages are not crowded out.
static void many_waits(void **state)
{
	(void)state;
	struct vr_programme *programme = build(3, 5, VR_WAITS_MAX);
	for (int i = 0; i < VR_WAITS_MAX; i++)
		add_wait(programme, "queue", VR_MEASURE_WAIT);
	add_messages(programme, "normal", 5, VR_PRIORITY_NORMAL);
	struct sim sim;
	bool seen[VR_WAITS_MAX] = {false};
	sim_start(&sim, programme, "2026-11-23T07:00:00Z");
	struct lines lines = sim_run(&sim, 2 * VR_HOUR);
	for (size_t i = 0; i < lines.count; i++)
		for (size_t j = 0; j < lines.slides[i].wait_count; j++)
			seen[lines.slides[i].waits[j].wait] = true;
	for (int i = 0; i < VR_WAITS_MAX; i++)
		assert_true(seen[i]);
	assert_true(count_of(&lines, VR_SLIDE_WAITS, -1, -1) * 10 < lines.count * 9);
	assert_true(tally(&lines, VR_PRIORITY_NORMAL).least >= 2);
	lines_release(&lines);
	sim_end(&sim);
}

// Many short texts fit into ten minutes, but nobody takes in more than twenty things.
static void short_messages(void **state)
{
	(void)state;
	struct vr_programme *programme = build(1, 60, 0);
	for (size_t i = 0; i < 60; i++)
		add_message_in(programme, (char[]){'m', (char)('0' + i), '\0'}, VR_PRIORITY_NORMAL, 1, 10);
	struct sim sim;
	sim_start(&sim, programme, "2026-11-23T07:00:00Z");
	struct lines lines = sim_run(&sim, 3 * VR_HOUR);
	expect_rounds(&lines, 0, 1, 1);
	struct tally normal = tally(&lines, VR_PRIORITY_NORMAL);
	assert_true(normal.least >= 8 && normal.most - normal.least <= 1);
	lines_release(&lines);
	sim_end(&sim);
}

// Beside something urgent, too, every round has what is important.
static void rounds_with_something_urgent(void **state)
{
	(void)state;
	for (size_t languages = 1; languages <= 3; languages++) {
		struct vr_programme *programme = build(languages, 20, 4);
		for (int i = 0; i < 4; i++)
			add_wait(programme, "queue", (enum vr_measure)i);
		add_messages(programme, "important", 4 - languages, VR_PRIORITY_IMPORTANT);
		add_messages(programme, "normal", 10, VR_PRIORITY_NORMAL);
		add_message_in(programme, "urgent", VR_PRIORITY_URGENT, ~0u, 160);
		struct sim sim;
		sim_start(&sim, programme, "2026-11-23T08:00:00Z");
		struct lines lines = sim_run(&sim, 6 * VR_HOUR);
		expect_waits_every_fourth(&lines);
		expect_rounds(&lines, (unsigned)(4 - languages), (unsigned)languages, 1);
		lines_release(&lines);
		sim_end(&sim);
	}
}

// More than an hour can hold: pages of waits come one at a time, in order, so that the round gets its three quarters;
// what is important still is in every round, and the clinic is not forgotten.
// Two pages of waits are one list to a reader, however short time is.
static void a_short_list_is_read_in_a_row(void **state)
{
	(void)state;
	struct vr_programme *programme = build(5, 40, 12);
	for (int i = 0; i < 12; i++)
		add_wait(programme, "queue", (enum vr_measure)(i % 4));
	add_messages(programme, "important", 2, VR_PRIORITY_IMPORTANT);
	add_messages(programme, "normal", 30, VR_PRIORITY_NORMAL);
	struct sim sim;
	sim_start(&sim, programme, "2026-11-23T07:00:00Z");
	for (uint32_t measure = 0; measure < 4; measure++) {
		for (size_t language = 0; language < 5; language++) {
			struct vr_book_entry entry = {.pages = 2, .seconds = {15, 15}, .rows = {2, 1}};
			vr_book_set(sim.book, (struct vr_item){VR_SLIDE_WAITS, measure}, VR_LANGUAGE_BIT(language),
			            &entry);
		}
	}
	struct lines lines = sim_run(&sim, 3 * VR_HOUR);
	size_t lists = 0;
	for (size_t i = 0; i + 1 < lines.count; i++) {
		if (lines.slides[i].kind != VR_SLIDE_WAITS || lines.slides[i].page != 1)
			continue;
		assert_int_equal(lines.slides[i + 1].kind, VR_SLIDE_WAITS);
		assert_int_equal(lines.slides[i + 1].page, 2);
		lists++;
	}
	assert_true(lists > 50);
	lines_release(&lines);
	sim_end(&sim);
}

static void a_full_clinic(void **state)
{
	(void)state;
	struct vr_programme *programme = build(5, 40, 12);
	for (int i = 0; i < 12; i++)
		add_wait(programme, "queue", (enum vr_measure)(i % 4));
	add_messages(programme, "important", 2, VR_PRIORITY_IMPORTANT);
	add_messages(programme, "normal", 30, VR_PRIORITY_NORMAL);
	struct sim sim;
	sim_start(&sim, programme, "2026-11-23T07:00:00Z");
	for (uint32_t measure = 0; measure < 4; measure++) {
		for (size_t language = 0; language < 5; language++) {
			struct vr_book_entry entry = {.pages = 3, .seconds = {18, 18, 18}, .rows = {1, 1, 1}};
			vr_book_set(sim.book, (struct vr_item){VR_SLIDE_WAITS, measure}, VR_LANGUAGE_BIT(language),
			            &entry);
			entry.pages = 3;
			vr_book_set(sim.book, (struct vr_item){VR_SLIDE_CLINIC, 0}, VR_LANGUAGE_BIT(language), &entry);
		}
	}
	struct lines lines = sim_run(&sim, 9 * VR_HOUR);
	expect_waits_every_fourth(&lines);
	expect_rounds(&lines, 2, 5, 1);
	const struct vr_slide *last = NULL;
	size_t waits = 0;
	for (size_t i = 0; i < lines.count; i++) {
		const struct vr_slide *slide = &lines.slides[i];
		if (slide->kind != VR_SLIDE_WAITS)
			continue;
		bool goes_on = last && last->page < last->pages;
		assert_int_equal(slide->page, goes_on ? last->page + 1 : 1);
		assert_true(!goes_on || (slide->measure == last->measure && slide->languages[0] == last->languages[0]));
		assert_true(i == 0 || lines.slides[i - 1].kind != VR_SLIDE_WAITS);
		last = slide;
		waits++;
	}
	assert_true(waits * 7 < lines.count * 2);
	for (int language = 0; language < 5; language++)
		assert_true(longest_without(&lines, VR_SLIDE_CLINIC, -1, language) <= VR_HOUR);
	struct tally normal = tally(&lines, VR_PRIORITY_NORMAL);
	assert_true(normal.least >= 3 && normal.most - normal.least <= 1);
	lines_release(&lines);
	sim_end(&sim);
}

// Also where messages have few or many languages, each comes in all of its own before the next round begins.
static void uneven_languages(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		enum vr_priority priority = i ? VR_PRIORITY_IMPORTANT : VR_PRIORITY_NORMAL;
		struct vr_programme *programme = build(5, 4, 0);
		add_message_in(programme, "all", priority, 31, 60);
		add_message_in(programme, "one", priority, 1, 60);
		add_message_in(programme, "another", priority, 2, 60);
		struct sim sim;
		sim_start(&sim, programme, "2026-11-23T07:00:00Z");
		struct lines lines = sim_run(&sim, 4 * VR_HOUR);
		if (i)
			expect_rounds(&lines, 7, 1, 5);
		struct tally all = tally(&lines, priority);
		assert_true(all.least > 60 && all.most - all.least <= 1);
		lines_release(&lines);
		sim_end(&sim);
	}
}

// From the first slides on, neither a language nor a message stands in a block.
static void languages_are_spread(void **state)
{
	(void)state;
	struct sim sim;
	sim_start(&sim, ordinary(10), "2026-11-23T08:00:00Z");
	struct lines lines = sim_run(&sim, 2 * VR_HOUR);
	for (enum vr_slide_kind kind = VR_SLIDE_WAITS; kind <= VR_SLIDE_MESSAGE; kind++) {
		unsigned same = 0, language = UINT32_MAX;
		for (size_t i = 0; i < lines.count; i++) {
			const struct vr_slide *slide = &lines.slides[i];
			if (slide->kind != kind)
				continue;
			same = slide->languages[0] == language ? same + 1 : 1;
			language = slide->languages[0];
			assert_true(same <= 3);
		}
	}
	lines_release(&lines);
	sim_end(&sim);
}

// The book knows better than the estimates with which a round was begun: twice as long, or half.
static void estimates_that_were_wrong(void **state)
{
	static const uint8_t seconds[] = {40, 8};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(seconds); i++) {
		struct sim sim;
		sim_start(&sim, ordinary(20), "2026-11-23T08:00:00Z");
		for (uint32_t message = 2; message < 22; message++) {
			for (size_t language = 0; language < 5; language++) {
				struct vr_book_entry entry = {.pages = 1, .seconds = {seconds[i]}};
				vr_book_set(sim.book, (struct vr_item){VR_SLIDE_MESSAGE, message},
				            VR_LANGUAGE_BIT(language), &entry);
			}
		}
		struct lines lines = sim_run(&sim, 4 * VR_HOUR);
		expect_waits_every_fourth(&lines);
		expect_rounds(&lines, 2, 5, 1);
		lines_release(&lines);
		sim_end(&sim);
	}
}

// A book that was not yet filled for this programme, or wrongly, is not believed.
static void a_book_of_other_waits(void **state)
{
	static const struct vr_book_entry wrong[] = {
	        {.pages = 1, .seconds = {10}, .rows = {8}},
	        {.pages = 2, .seconds = {10, 10}, .rows = {1, 0}},
	        {.pages = 1, .seconds = {10}, .rows = {200}},
	        {.pages = 32, .seconds = {10}, .rows = {8, 8, 8, 8, 8, 8}},
	};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(wrong); i++) {
		struct sim sim;
		sim_start(&sim, ordinary(2), "2026-11-23T08:00:00Z");
		for (size_t language = 0; language < 5; language++)
			vr_book_set(sim.book, (struct vr_item){VR_SLIDE_WAITS, VR_MEASURE_WAIT},
			            VR_LANGUAGE_BIT(language), &wrong[i]);
		assert_int_equal(sim_now(&sim)->kind, VR_SLIDE_WAITS);
		assert_int_equal(sim.slide.wait_count, 2);
		sim_end(&sim);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(rounds_with_something_urgent),
	        cmocka_unit_test(a_full_clinic),
	        cmocka_unit_test(a_short_list_is_read_in_a_row),
	        cmocka_unit_test(uneven_languages),
	        cmocka_unit_test(short_messages),
	        cmocka_unit_test(languages_are_spread),
	        cmocka_unit_test(estimates_that_were_wrong),
	        cmocka_unit_test(a_book_of_other_waits),
	        cmocka_unit_test(a_clinic_as_it_is),
	        cmocka_unit_test(a_quiet_clinic),
	        cmocka_unit_test(everyone_has_the_same_share),
	        cmocka_unit_test(ten_thousand_messages),
	        cmocka_unit_test(too_much_is_important),
	        cmocka_unit_test(long_messages),
	        cmocka_unit_test(many_waits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
