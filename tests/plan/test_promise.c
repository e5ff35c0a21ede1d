// What everyone who sits down may rely on, over weeks: waits, clinic and important messages in every language within
// three minutes; rounds no longer than the shortest wait; nobody starved; also in both daylight-saving nights.
#include "sim.h"

// A clinic for which three minutes are enough.
static struct vr_programme *modest(size_t languages, enum vr_language_policy policy)
{
	struct vr_programme *programme = build(languages, 16, 3);
	programme->language_policy = policy;
	add_wait(programme, "drop-in", VR_MEASURE_WAIT);
	add_wait(programme, "lab", VR_MEASURE_WAIT);
	add_message_in(programme, "important", VR_PRIORITY_IMPORTANT, ~0u, 60);
	add_messages(programme, "normal", 8, VR_PRIORITY_NORMAL);
	add_message_in(programme, "long", VR_PRIORITY_NORMAL, ~0u, 500);
	return programme;
}

// And one for which no round is: eleven queues, five important messages, forty others, in five languages.
static struct vr_programme *heavy(enum vr_language_policy policy)
{
	struct vr_programme *programme = build(5, 46, 12);
	programme->language_policy = policy;
	for (int i = 0; i < 11; i++)
		add_wait(programme, "queue", (enum vr_measure)(i % VR_MEASURE_COUNT));
	add_messages(programme, "important", 5, VR_PRIORITY_IMPORTANT);
	add_messages(programme, "normal", 40, VR_PRIORITY_NORMAL);
	return programme;
}

struct watch {
	int64_t since[VR_LANGUAGES_MAX];
	int64_t longest;
};

static void see(struct watch *watch, const struct vr_slide *slide)
{
	for (size_t i = 0; i < slide->language_count; i++) {
		int64_t *since = &watch->since[slide->languages[i]];
		watch->longest = slide->at.ms - *since > watch->longest ? slide->at.ms - *since : watch->longest;
		*since = slide->at.ms;
	}
}

static void open_watch(struct watch *watch, int64_t now)
{
	for (size_t i = 0; i < VR_LANGUAGES_MAX; i++)
		watch->since[i] = now;
}

static void close_watch(struct watch *watch, size_t languages, int64_t now)
{
	for (size_t i = 0; i < languages; i++)
		watch->longest = now - watch->since[i] > watch->longest ? now - watch->since[i] : watch->longest;
}

// The longest time without waits, clinic or the first message in one of the languages, while the clinic is
// open and while it is closed: each time it opens or closes, what there is to tell begins anew.
struct absence {
	struct watch waits, clinic, important;
	bool open;
	size_t slides;
};

static struct absence watch_over(struct sim *sim, int64_t ms)
{
	struct absence absence = {0};
	int64_t end = sim->input.now.wall.ms + ms;
	sim_now(sim);
	for (bool first = true; sim->input.now.wall.ms < end; first = false) {
		const struct vr_slide *slide = &sim->slide;
		bool open = slide->opening.state == VR_OPENING_OPEN;
		if (first || open != absence.open) {
			open_watch(&absence.waits, slide->at.ms);
			open_watch(&absence.clinic, slide->at.ms);
			open_watch(&absence.important, slide->at.ms);
		}
		absence.open = open;
		absence.slides++;
		if (slide->kind == VR_SLIDE_WAITS)
			see(&absence.waits, slide);
		else if (slide->kind == VR_SLIDE_CLINIC)
			see(&absence.clinic, slide);
		else if (slide->kind == VR_SLIDE_MESSAGE && slide->message == 0)
			see(&absence.important, slide);
		sim_next(sim);
	}
	size_t languages =
	        sim->input.programme->language_policy == VR_POLICY_SINGLE ? 1 : sim->input.programme->language_count;
	close_watch(&absence.waits, languages, end);
	close_watch(&absence.clinic, languages, end);
	close_watch(&absence.important, languages, end);
	return absence;
}

static void three_minutes_over_weeks(void **state)
{
	static const struct {
		enum vr_language_policy policy;
		size_t languages;
		const char *from;
	} cases[] = {
	        {VR_POLICY_SEQUENCE, 1, "2026-10-12T00:00:00Z"}, {VR_POLICY_SEQUENCE, 2, "2026-10-12T00:00:00Z"},
	        {VR_POLICY_PAIRED, 2, "2027-03-15T00:00:00Z"},   {VR_POLICY_PAIRED, 3, "2027-03-15T00:00:00Z"},
	        {VR_POLICY_SINGLE, 5, "2026-10-12T00:00:00Z"},
	};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct sim sim;
		sim_start(&sim, modest(cases[i].languages, cases[i].policy), cases[i].from);
		struct absence absence = watch_over(&sim, 21 * VR_DAY); // with a night in which the clocks change
		assert_true(vr_plan_promises(sim.plan).kept);
		assert_true(absence.waits.longest <= 3 * VR_MINUTE);
		assert_true(absence.clinic.longest <= 3 * VR_MINUTE);
		assert_true(absence.important.longest <= 3 * VR_MINUTE);
		assert_true(absence.slides > 21 * 24 * 120);
		sim_end(&sim);
	}
}

static void heavy_programmes_are_told_and_starve_nobody(void **state)
{
	(void)state;
	for (enum vr_language_policy policy = VR_POLICY_SEQUENCE; policy <= VR_POLICY_PAIRED; policy++) {
		struct sim sim;
		sim_start(&sim, heavy(policy), "2026-10-19T00:00:00Z");
		unsigned *shown = vr_alloc(46 * VR_LANGUAGES_MAX, sizeof(*shown));
		int64_t end = sim.input.now.wall.ms + 14 * VR_DAY, round_ms = 0;
		unsigned round = 0;
		size_t since_waits = 0;
		for (sim_now(&sim); sim.input.now.wall.ms < end; sim_next(&sim)) {
			const struct vr_slide *slide = &sim.slide;
			bool open = slide->opening.state == VR_OPENING_OPEN;
			if (slide->kind == VR_SLIDE_MESSAGE && slide->page == 1)
				shown[slide->message * VR_LANGUAGES_MAX +
				      slide->languages[slide->language_count - 1]]++;
			since_waits = slide->kind == VR_SLIDE_WAITS || !open ? 0 : since_waits + 1;
			assert_true(since_waits <= 3);
			if (vr_plan_round(sim.plan) != round) {
				round = vr_plan_round(sim.plan);
				round_ms = slide->at.ms;
			}
			assert_true(slide->at.ms - round_ms <= 10 * VR_MINUTE);
			assert_true(!open || !vr_plan_promises(sim.plan).kept);
		}
		unsigned least = UINT32_MAX, most = 0;
		for (size_t message = 5; message < 45; message++) {
			for (size_t language = policy == VR_POLICY_PAIRED; language < 5; language++) {
				unsigned count = shown[message * VR_LANGUAGES_MAX + language];
				least = count < least ? count : least;
				most = count > most ? count : most;
			}
		}
		assert_true(least > 35 && most - least <= 1);
		free(shown);
		sim_end(&sim);
	}
}

// Four queues on two pages: were both shown in a row each time, they would take half of the time.
static void lists_come_page_by_page_where_that_keeps_it(void **state)
{
	struct vr_programme *programme = build(1, 23, 4);
	struct vr_book_entry waits = {.pages = 2, .seconds = {20, 20}, .rows = {2, 2}};
	struct vr_book_entry clinic = {.pages = 3, .seconds = {13, 10, 14}};
	struct absence absence;
	struct sim sim;
	size_t in_a_row = 0;
	(void)state;
	for (int i = 0; i < 4; i++)
		add_wait(programme, "queue", VR_MEASURE_WAIT);
	add_messages(programme, "important", 2, VR_PRIORITY_IMPORTANT);
	add_messages(programme, "normal", 20, VR_PRIORITY_NORMAL);
	sim_start(&sim, programme, "2026-11-23T07:30:00Z");
	vr_book_set(sim.book, (struct vr_item){VR_SLIDE_WAITS, VR_MEASURE_WAIT}, 1, &waits);
	vr_book_set(sim.book, (struct vr_item){VR_SLIDE_CLINIC, 0}, 1, &clinic);
	absence = watch_over(&sim, 6 * VR_HOUR);
	assert_true(vr_plan_promises(sim.plan).kept);
	assert_true(absence.waits.longest <= 3 * VR_MINUTE);
	assert_true(absence.clinic.longest <= 3 * VR_MINUTE);
	assert_true(absence.important.longest <= 3 * VR_MINUTE);
	struct lines lines = sim_run(&sim, VR_HOUR);
	unsigned page = 0;
	for (size_t i = 0; i < lines.count; i++) {
		bool is_waits = lines.slides[i].kind == VR_SLIDE_WAITS;
		in_a_row += is_waits && i > 0 && lines.slides[i - 1].kind == VR_SLIDE_WAITS;
		// The second page always comes next, after other slides.
		assert_true(!is_waits || page == 0 || lines.slides[i].page == 3 - page);
		page = is_waits ? lines.slides[i].page : page;
	}
	assert_int_equal(in_a_row, 0);
	lines_release(&lines);
	sim_end(&sim);
}

// Where there is time for a language and a half of the clinic in each round, the half is not lost.
static void the_clinic_is_not_forgotten(void **state)
{
	struct vr_programme *programme = build(5, 43, 8);
	struct absence absence;
	struct sim sim;
	(void)state;
	for (int i = 0; i < 7; i++)
		add_wait(programme, "queue", (enum vr_measure)(i % VR_MEASURE_COUNT));
	add_messages(programme, "important", 3, VR_PRIORITY_IMPORTANT);
	add_messages(programme, "normal", 40, VR_PRIORITY_NORMAL);
	sim_start(&sim, programme, "2026-11-23T07:30:00Z");
	absence = watch_over(&sim, 7 * VR_HOUR);
	assert_false(vr_plan_promises(sim.plan).kept);
	assert_true(absence.clinic.longest <= 2 * absence.important.longest);
	sim_end(&sim);
}

// Whoever waits five minutes is to have seen a round; and three minutes is the shortest that there is.
static void rounds_are_no_longer_than_the_shortest_wait(void **state)
{
	static const struct {
		double minutes;
		enum vr_measure measure;
		int64_t most_ms;
	} cases[] = {
	        {5, VR_MEASURE_WAIT, 5 * VR_MINUTE},
	        {0, VR_MEASURE_WAIT, 3 * VR_MINUTE},
	        {45, VR_MEASURE_WAIT, 10 * VR_MINUTE},
	        {5, VR_MEASURE_DELAY, 10 * VR_MINUTE},
	};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct vr_programme *programme = build(2, 40, 2);
		struct vr_wait *wait = add_wait(programme, "drop-in", cases[i].measure);
		wait->span.from = cases[i].minutes;
		wait->measured_at = at("2026-11-23T08:00:00Z");
		wait->good_for_ms = 2 * VR_HOUR;
		add_messages(programme, "normal", 40, VR_PRIORITY_NORMAL);
		struct sim sim;
		sim_start(&sim, programme, "2026-11-23T08:00:00Z");
		struct lines lines = sim_run(&sim, 2 * VR_HOUR - VR_MINUTE);
		assert_int_equal(vr_plan_promises(sim.plan).round_ms, cases[i].most_ms);
		int64_t begin = 0, longest = 0;
		for (size_t j = 0; j < lines.count; j++) {
			if (j == 0 || lines.rounds[j] != lines.rounds[j - 1])
				begin = lines.slides[j].at.ms;
			int64_t ms = lines.slides[j].until.ms - begin;
			longest = ms > longest ? ms : longest;
		}
		assert_true(longest <= cases[i].most_ms);
		lines_release(&lines);
		// An old value says nothing of how long anyone sits here.
		sim_pass(&sim, 3 * VR_MINUTE);
		sim_now(&sim);
		assert_int_equal(vr_plan_promises(sim.plan).round_ms, 10 * VR_MINUTE);
		sim_end(&sim);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(three_minutes_over_weeks),
	        cmocka_unit_test(heavy_programmes_are_told_and_starve_nobody),
	        cmocka_unit_test(lists_come_page_by_page_where_that_keeps_it),
	        cmocka_unit_test(the_clinic_is_not_forgotten),
	        cmocka_unit_test(rounds_are_no_longer_than_the_shortest_wait),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
