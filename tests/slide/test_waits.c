// How many queues stand on a page of waits, whichever language has its turn and whatever becomes of them.
#include "find.h"

static struct vr_book_entry entry_of(struct wall *wall, const struct vr_programme *programme, enum vr_measure measure,
                                     size_t language)
{
	struct vr_slide slide = waits_slide(wall, programme, measure, 0, 1, language, 0);

	return measured(wall, &slide);
}

static void expect_rows(struct wall *wall, const struct vr_programme *programme, enum vr_measure measure,
                        const uint8_t *rows, uint8_t pages)
{
	for (size_t language = 0; language < programme->language_count; language++) {
		struct vr_book_entry entry = entry_of(wall, programme, measure, language);

		assert_int_equal(entry.pages, pages);
		assert_memory_equal(entry.rows, rows, pages);
	}
}

// Somali needs most room in the sample, and two lines for the note.
static void two_queues_share_a_page(void **state)
{
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();

	wall->look.turns = ALL_FIVE;
	expect_rows(wall, programme, VR_MEASURE_WAIT, (const uint8_t[]){2, 2}, 2);
	expect_rows(wall, programme, VR_MEASURE_DELAY, (const uint8_t[]){2}, 1);
	expect_rows(wall, programme, VR_MEASURE_CALLBACK, (const uint8_t[]){1}, 1);
	expect_rows(wall, programme, VR_MEASURE_PLANNED, (const uint8_t[]){2, 2}, 2);
	vr_programme_unref(programme);
}

static bool stands_beside(const struct vr_draw *a, const struct vr_draw *b)
{
	return a->box.x + a->box.w < b->box.x && a->box.y < b->box.y + b->box.h && b->box.y < a->box.y + a->box.h;
}

static void values_stand_beside_names(void **state)
{
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();
	struct vr_slide slide = waits_slide(wall, programme, VR_MEASURE_DELAY, 0, 2, 0, 0);
	struct vr_scene scene;

	wall->look.turns = ALL_FIVE;
	scene = composed(wall, &slide);
	assert_true(stands_beside(find_run(&scene, "läkarbesök"), find_run(&scene, "20")));
	vr_scene_release(&scene);
	vr_programme_unref(programme);
}

static const struct vr_draw *find_numeral(const struct vr_scene *scene, const char *numeral)
{
	for (size_t i = 0; i < scene->count; i++)
		if (scene->draws[i].kind == VR_DRAW_RUN && strcmp(scene->draws[i].run.text, numeral) == 0)
			return &scene->draws[i];
	fail_msg("no %s", numeral);
	return NULL;
}

static void expect_same_place(struct wall *wall, const struct vr_slide *slide, uint8_t language, const char *numeral)
{
	struct vr_slide turned = *slide;
	struct vr_scene first = composed(wall, slide), other;
	const struct vr_draw *here = find_numeral(&first, numeral), *there;

	turned.languages[0] = language;
	other = composed(wall, &turned);
	there = find_numeral(&other, numeral);
	assert_memory_equal(&here->box, &there->box, sizeof here->box);
	assert_int_equal(here->run.px, there->run.px);
	vr_scene_release(&other);
	vr_scene_release(&first);
}

// Swedish, Finnish and English need about the same room for hours. Somali and Arabic, which take turns here too, need
// more, and are no reason for the others' numerals to move.
static void numerals_stay_while_the_words_change(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_wait *waits = add_waits(programme, 2, "Drop-in");
	struct vr_slide slide;

	waits[0].span = (struct vr_span){2, -1, VR_UNIT_HOUR, VR_BOUND_ABOUT};
	wall->look.turns = ALL_FIVE;
	slide = waits_slide(wall, programme, VR_MEASURE_WAIT, 0, 2, 0, 0);
	for (uint8_t language = 1; language < 3; language++) {
		expect_same_place(wall, &slide, language, "2");
		expect_same_place(wall, &slide, language, "30");
	}
	vr_programme_unref(programme);
}

static void expect_states_fit(const struct wall *wall, const struct vr_programme *programme, enum vr_measure measure,
                              size_t language, const struct vr_book_entry *entry)
{
	static const enum vr_freshness states[] = {VR_OLD, VR_WITHDRAWN, VR_CLOSED};
	size_t first = 0;

	for (unsigned page = 1; page <= entry->pages; page++) {
		struct vr_slide slide =
		        waits_slide(wall, programme, measure, first, entry->rows[page - 1], language, 0);

		first += entry->rows[page - 1];
		slide.page = page;
		slide.pages = entry->pages;
		for (size_t i = 0; i < VR_COUNT(states); i++) {
			struct vr_scene scene;

			for (size_t j = 0; j < slide.wait_count; j++)
				slide.waits[j] = shown_as(slide.waits[j].wait, states[i]);
			scene = composed(wall, &slide);
			vr_scene_release(&scene);
		}
	}
}

// Rows are counted as the programme has them; when all of a page have gone stale or closed, they still fit, in each
// language, below the heading that says what they mean.
static void what_the_hour_brings_fits(void **state)
{
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();

	wall->look.turns = ALL_FIVE;
	for (int measure = 0; measure < VR_MEASURE_COUNT; measure++)
		for (size_t language = 0; language < programme->language_count; language++) {
			struct vr_book_entry entry = entry_of(wall, programme, (enum vr_measure)measure, language);

			expect_states_fit(wall, programme, (enum vr_measure)measure, language, &entry);
		}
	vr_programme_unref(programme);
}

// All text of a page on an upright panel of waits with these notes, so many of them.
static struct vr_buffer page_with_notes(struct wall *wall, const char *const *notes, size_t count)
{
	struct vr_programme *programme = empty_programme();
	struct vr_wait *waits = add_waits(programme, count, "Drop-in");
	struct vr_slide slide;
	struct vr_scene scene;
	struct vr_buffer text;

	for (size_t i = 0; i < count; i++)
		waits[i].note = in(programme, SV, notes[i]);
	wall->look.panel = upright_panel;
	slide = waits_slide(wall, programme, VR_MEASURE_WAIT, 0, count, 0, 0);
	scene = composed(wall, &slide);
	text = all_text(&scene);
	vr_scene_release(&scene);
	vr_programme_unref(programme);
	return text;
}

// Two notes on one page are both told, the same one only once.
static void every_note_is_told(void **state)
{
	static const char *const notes[] = {"Knock first.", "Mind the step.", "Knock first."};
	struct vr_buffer text = page_with_notes(*state, notes, VR_COUNT(notes));
	const char *first = strstr(vr_buffer_string(&text), "Knock first");

	assert_non_null(first);
	assert_non_null(strstr(first, "Mind the step"));
	assert_null(strstr(first + 1, "Knock first"));
	vr_buffer_release(&text);
}

static void a_note_that_begins_like_another_is_told(void **state)
{
	static const char *const notes[] = {"Knock first", "Knock"};
	struct vr_buffer text = page_with_notes(*state, notes, VR_COUNT(notes));
	const char *first = strstr(vr_buffer_string(&text), "Knock");

	assert_non_null(first);
	assert_non_null(strstr(first + 1, "Knock"));
	vr_buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(two_queues_share_a_page, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(values_stand_beside_names, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(numerals_stay_while_the_words_change, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(what_the_hour_brings_fits, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(every_note_is_told, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(a_note_that_begins_like_another_is_told, open_wall, close_wall),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
