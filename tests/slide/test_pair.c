// Two languages on one slide: side by side, stacked, or in turn; and what stays while the words change.
#include "exam.h"
#include "find.h"

static const struct panel_case panels[] = {
        {"usual", {1920, 1080, 43, 3}, false},   {"near", {1920, 1080, 43, 2}, false},
        {"upright", {1080, 1920, 43, 3}, false}, {"small", {1024, 600, 10, 1}, true},
        {"large", {3840, 2160, 65, 2.5}, false}, {"far", {1920, 1080, 43, 6}, true},
};

static const struct fixture sample = {.name = "sample"};

// The slide of a page as the plan would make it.
static struct vr_slide page_of(const struct vr_slide *pair, const struct vr_book_entry *entry, unsigned page)
{
	struct vr_slide slide = *pair;

	slide.page = page;
	slide.pages = entry->pages;
	if (!entry->lead)
		return slide;
	slide.language_count = 1;
	slide.before = page > entry->lead ? entry->lead : 0;
	slide.languages[0] = pair->languages[page > entry->lead];
	return slide;
}

static void give_waits(struct vr_slide *slide, const struct vr_programme *programme, const struct vr_book_entry *entry)
{
	size_t first = 0, seen = 0;

	for (unsigned i = slide->before + 1; i < slide->page; i++)
		first += entry->rows[i - 1];
	slide->wait_count = 0;
	for (size_t i = 0; i < programme->wait_count && slide->wait_count < entry->rows[slide->page - 1]; i++) {
		if (programme->waits[i].measure != slide->measure || seen++ < first)
			continue;
		slide->waits[slide->wait_count] = shown_as(i, state_of(&programme->waits[i], slide->page));
		slide->wait_count++;
	}
}

// Whether the words of all pages together hold the text.
static void expect_text(struct exam *exam, const struct vr_buffer *words, const char *text)
{
	char *copy = vr_strdup(text ? text : ""), *rest = copy, *word;

	while ((word = strtok_r(rest, " \n-.", &rest)))
		if (strlen(word) < 10 && !strstr(vr_buffer_string(words), word)) // longer ones may be hyphenated
			complain(exam, "“%s” is nowhere", word);
	free(copy);
}

// Examines all pages of an item in two languages; adds what they say.
static struct vr_book_entry examine(struct exam *exam, const struct vr_slide *pair, struct vr_buffer *words)
{
	struct vr_book_entry entry = measured(exam->wall, pair);

	for (unsigned page = 1; page <= entry.pages; page++) {
		struct vr_slide slide = page_of(pair, &entry, page);
		struct vr_scene scene;
		struct vr_error error;
		struct vr_buffer here;

		if (slide.kind == VR_SLIDE_WAITS)
			give_waits(&slide, pair->programme, &entry);
		exam->slide = &slide;
		if (!vr_slide_compose(&slide, &exam->wall->look, &scene, &error) && !exam->panel->tight)
			complain(exam, "%s", error.what);
		exam->scene = &scene;
		check_places(exam);
		check_overlaps(exam);
		check_type(exam);
		here = all_text(&scene);
		vr_buffer_text(words, vr_buffer_string(&here));
		vr_buffer_release(&here);
		vr_scene_release(&scene);
		if (entry.seconds[page - 1] < 6 || entry.seconds[page - 1] > 40)
			complain(exam, "%u seconds", entry.seconds[page - 1]);
	}
	return entry;
}

static struct vr_slide pair_of(const struct wall *wall, const struct vr_programme *programme, enum vr_slide_kind kind,
                               size_t index, uint8_t first, uint8_t second)
{
	struct vr_slide slide = slide_of(wall, programme, kind, index, first);

	slide.languages[1] = second;
	slide.language_count = 2;
	return slide;
}

static void set_up(struct wall *wall, const struct panel_case *panel, struct exam *exam)
{
	wall->look.panel = panel->panel;
	wall->look.turns = ALL_FIVE;
	*exam = (struct exam){.wall = wall, .fixture = &sample, .panel = panel, .whole = true};
	exam->sizes = sizes_of(wall);
}

// Nothing overlaps, stands outside or is missing in either language, whatever the layout.
static void every_message_in_two_languages(void **state)
{
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();
	size_t together = 0, apart = 0;

	for (size_t i = 0; i < VR_COUNT(panels); i++) {
		struct exam exam;

		set_up(wall, &panels[i], &exam);
		for (size_t message = 0; message < programme->message_count; message++) {
			const struct vr_message *told = &programme->messages[message];
			uint8_t guest = (uint8_t)(1 + message % 4), first = message % 7 == 6 ? 3 : 0;
			struct vr_slide pair;
			struct vr_buffer words;
			struct vr_book_entry entry;

			if (guest == first || !(told->languages & VR_LANGUAGE_BIT(guest)))
				continue;
			pair = pair_of(wall, programme, VR_SLIDE_MESSAGE, message, first, guest);
			vr_buffer_init(&words, 1u << 20);
			entry = examine(&exam, &pair, &words);
			for (size_t j = 0; j < 2; j++) {
				// Shaping cuts Arabic words into runs; test_property compares their letters.
				if (wall->look.panel.distance_m > 3 || pair.languages[j] == 3)
					continue;
				expect_text(&exam, &words, vr_localized_get(&told->text, pair.languages[j]));
			}
			vr_buffer_release(&words);
			together += !entry.lead;
			apart += entry.lead > 0;
		}
		assert_int_equal(exam.complaints, 0);
	}
	assert_true(together > 20 && apart > 20);
	vr_programme_unref(programme);
}

static void waits_and_clinic_in_two_languages(void **state)
{
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();

	for (size_t i = 0; i < VR_COUNT(panels); i++) {
		struct exam exam;

		set_up(wall, &panels[i], &exam);
		for (uint8_t guest = 1; guest < 5; guest++) {
			struct vr_buffer words;
			struct vr_slide clinic = pair_of(wall, programme, VR_SLIDE_CLINIC, 0, 0, guest);

			vr_buffer_init(&words, 1u << 20);
			examine(&exam, &clinic, &words);
			for (int measure = 0; measure < VR_MEASURE_COUNT; measure++) {
				struct vr_slide waits = pair_of(wall, programme, VR_SLIDE_WAITS, 0, 0, guest);

				waits.measure = (enum vr_measure)measure;
				examine(&exam, &waits, &words);
			}
			vr_buffer_release(&words);
		}
		assert_int_equal(exam.complaints, 0);
	}
	vr_programme_unref(programme);
}

// The clinic's language keeps its side, each column begins where its script does, and a hairline stands between.
static void side_by_side(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_slide pair;
	struct vr_scene scene;
	const struct vr_draw *swedish, *arabic;

	wall->look.panel = panels[1].panel;
	add_message(programme, "Rubrik", "Kort text.");
	((struct vr_localized_entry *)(uintptr_t)programme->messages[0].title.entries)[3].text = "عنوان";
	pair = pair_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0, 3);
	assert_int_equal(measured(wall, &pair).lead, 0);
	scene = composed(wall, &pair);
	swedish = find_run(&scene, "Rubrik");
	arabic = find_run(&scene, "عنوان");
	assert_non_null(swedish);
	assert_non_null(arabic);
	assert_true(swedish->box.x < scene.width / 8);
	assert_true(arabic->box.x + arabic->box.w > scene.width * 7 / 8);
	assert_int_equal(swedish->run.px, arabic->run.px);
	vr_scene_release(&scene);
	// The other way round the slide is mirrored: Arabic still on the right, the stripe beside it.
	pair.languages[0] = 3;
	pair.languages[1] = 0;
	scene = composed(wall, &pair);
	assert_true(find_run(&scene, "عنوان")->box.x > scene.width / 2);
	assert_true(find_run(&scene, "Rubrik")->box.x < scene.width / 8);
	assert_true(scene.draws[0].box.x > scene.width / 2);
	vr_scene_release(&scene);
	vr_programme_unref(programme);
}

static void columns_need_22_characters(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();

	add_message(programme, "Rubrik", long_text(programme, 300, 7));
	for (double distance = 1; distance < 6; distance += 0.25) {
		struct vr_slide pair = pair_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0, 1);
		struct vr_book_entry entry;
		int column;

		wall->look.panel = (struct vr_panel){1920, 1080, 43, distance};
		struct vr_sizes sizes = sizes_of(wall);
		column = (1920 - 2 * (sizes.margin + 28) - 2 * sizes.margin) / 2;
		entry = measured(wall, &pair);
		// 300 characters twice never fit one page one above the other here.
		assert_int_equal(entry.lead > 0, column < 22 * wall->look.average_per_em * sizes.primary);
	}
	vr_programme_unref(programme);
}

// The reading time is that of the slower reader, not of both texts together.
static void the_slower_reader_counts(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_slide pair, alone;
	uint8_t slow;

	wall->look.panel = panels[1].panel;
	add_message(programme, "Rubrik", long_text(programme, 100, 7));
	pair = pair_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0, 3);
	alone = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 3);
	slow = measured(wall, &alone).seconds[0];
	assert_int_equal(measured(wall, &pair).seconds[0], slow);
	alone = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
	assert_true(measured(wall, &alone).seconds[0] < slow);
	vr_programme_unref(programme);
}

static const struct vr_draw *numeral_of(const struct wall *wall, const struct vr_scene *scene, size_t number)
{
	int least = sizes_of(wall).title;

	for (size_t i = 0; i < scene->count; i++)
		if (scene->draws[i].kind == VR_DRAW_RUN && scene->draws[i].run.px >= least && number-- == 0)
			return &scene->draws[i];
	fail_msg("no numeral");
	return NULL;
}

// From one language to the next, numerals, icons and rows of a waits slide stand still, where their units take about
// the same room: Arabic is mirrored, and Somali has no short word for minutes.
static void numerals_stay_while_words_change(void **state)
{
	static const uint8_t others[] = {1, 2};
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();

	wall->look.turns = 7;
	for (size_t i = 0; i < 2; i++) {
		wall->look.panel = panels[i].panel;
		struct vr_slide swedish = waits_slide(wall, programme, VR_MEASURE_WAIT, 0, i + 1, 0, 0);
		struct vr_book_entry entry = measured(wall, &swedish);
		struct vr_scene before = composed(wall, &swedish);

		for (size_t j = 0; j < VR_COUNT(others); j++) {
			struct vr_slide slide = swedish;
			struct vr_scene scene;

			slide.languages[0] = others[j];
			assert_memory_equal(measured(wall, &slide).rows, entry.rows, sizeof entry.rows);
			scene = composed(wall, &slide);
			for (size_t k = 0; k <= i; k++) {
				const struct vr_draw *a = numeral_of(wall, &before, k);
				const struct vr_draw *b = numeral_of(wall, &scene, k);

				assert_int_equal(a->box.x, b->box.x);
				assert_int_equal(a->run.baseline, b->run.baseline);
				assert_int_equal(a->run.px, b->run.px);
			}
			assert_memory_equal(&find_icon(&before, "clock")->box, &find_icon(&scene, "clock")->box,
			                    sizeof(struct vr_rect));
			vr_scene_release(&scene);
		}
		vr_scene_release(&before);
	}
	vr_programme_unref(programme);
}

// A numeral stands there once, with the units of both languages.
static void one_numeral_for_both(void **state)
{
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();
	struct vr_slide slide;
	struct vr_scene scene;
	size_t numerals = 0;

	wall->look.panel = panels[1].panel;
	slide = waits_slide(wall, programme, VR_MEASURE_WAIT, 1, 1, 0, 0);
	slide.languages[1] = 4;
	slide.language_count = 2;
	scene = composed(wall, &slide);
	for (size_t i = 0; i < scene.count; i++)
		numerals += scene.draws[i].kind == VR_DRAW_RUN && strcmp(scene.draws[i].run.text, "15") == 0;
	assert_int_equal(numerals, 1);
	assert_non_null(find_run(&scene, "min"));
	assert_non_null(find_run(&scene, "daqiiqo"));
	assert_non_null(find_run(&scene, "Provtagning"));
	assert_non_null(find_run(&scene, "Dhiig"));
	vr_scene_release(&scene);
	vr_programme_unref(programme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(every_message_in_two_languages, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(waits_and_clinic_in_two_languages, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(side_by_side, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(columns_need_22_characters, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(the_slower_reader_counts, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(numerals_stay_while_words_change, open_wall, close_wall),
	        cmocka_unit_test_setup_teardown(one_numeral_for_both, open_wall, close_wall),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
