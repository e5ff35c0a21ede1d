// What has to hold for every slide of every programme on every panel: nothing outside the picture, nothing over
// something else, nothing too small, and every letter on exactly one page.
#include "exam.h"
#include "hostile.h"

static const struct panel_case panels[] = {
        {"43 inches at 3 m", {1920, 1080, 43, 3}, false},
        {"55 inches at 3 m", {1920, 1080, 55, 3}, false},
        {"43 inches at 5 m", {1920, 1080, 43, 5}, true},
        {"43 inches at 20 m", {1920, 1080, 43, 20}, true},
        {"upright", {1080, 1920, 43, 3}, false},
        {"10 inches at 1.5 m", {1024, 600, 10, 1.5}, true},
        {"65 inches in 4K at 4 m", {3840, 2160, 65, 4}, false},
};

// Name of the builder; whether it has more than fits everywhere (something may be left out then, but nothing may stand
// outside); whether it has so many pages that three panels have to do.
#define FIXTURES(X)                                                                                                    \
	X(the_sample, false, false)                                                                                    \
	X(long_title, false, false)                                                                                    \
	X(title_of_one_word, false, false)                                                                             \
	X(text_without_a_space, false, true)                                                                           \
	X(long_everything, true, true)                                                                                 \
	X(one_character, false, false)                                                                                 \
	X(title_only, false, false)                                                                                    \
	X(many_paragraphs, true, true)                                                                                 \
	X(stacked_marks, false, false)                                                                                 \
	X(emoji, false, false)                                                                                         \
	X(broken_bytes, false, false)                                                                                  \
	X(unbalanced_controls, false, true)                                                                            \
	X(towers, false, false)                                                                                        \
	X(every_script, false, true)                                                                                   \
	X(only_emoji, false, false)                                                                                    \
	X(bidi_controls, false, true)                                                                                  \
	X(long_link, false, false)                                                                                     \
	X(link_and_picture, false, false)                                                                              \
	X(four_desk_lines, false, false)                                                                               \
	X(emergency, false, false)                                                                                     \
	X(long_emergency, true, true)                                                                                  \
	X(drill_without_spaces, true, true)                                                                            \
	X(one_wait, false, false)                                                                                      \
	X(eight_waits, true, false)                                                                                    \
	X(two_hundred_waits, true, true)                                                                               \
	X(long_names, true, false)                                                                                     \
	X(many_hours, true, true)                                                                                      \
	X(with_page, false, false)                                                                                     \
	X(only_page, false, false)                                                                                     \
	X(long_page, true, false)                                                                                      \
	X(no_hours, false, false)

#define the_sample NULL
#define FIXTURE(name, crowds, heavy) static const struct fixture fixture_##name = {#name, name, crowds, heavy};
FIXTURES(FIXTURE)
#undef FIXTURE

static struct wall *the_wall;

// --- sameness ---

// The same slide gives the same scene, and a page beyond the last gives the last: nobody counts otherwise than
// measured.
static void check_again(struct exam *exam, unsigned page)
{
	struct vr_slide slide = *exam->slide;
	struct vr_scene scene;
	struct vr_error error;

	slide.page = page;
	if (!vr_slide_compose(&slide, &exam->wall->look, &scene, &error) && exam->whole)
		complain(exam, "%s", error.what);
	if (!same_scene(exam->scene, &scene) && page == exam->slide->page)
		complain(exam, "composed twice it differs");
	else if (slide.kind != VR_SLIDE_WAITS && page != exam->slide->page) {
		struct letters a = {0}, b = {0};
		size_t missing, besides;

		letters_of_scene(&a, exam->scene, exam->sizes.primary);
		letters_of_scene(&b, &scene, exam->sizes.primary);
		letters_compare(&a, &b, &missing, &besides);
		if (missing || besides)
			complain(exam, "there is another page");
		letters_release(&a);
		letters_release(&b);
	}
	vr_scene_release(&scene);
}

// --- pages ---

// Composes one page and looks at it; adds what stands on it in the size that patients need.
static void check_page(struct exam *exam, const struct vr_slide *slide, struct letters *told)
{
	struct vr_scene scene;
	struct vr_error error;

	exam->slide = slide;
	exam->scene = &scene;
	if (!vr_slide_compose(slide, &exam->wall->look, &scene, &error)) {
		exam->whole = false;
		if (!exam->fixture->crowds && !(exam->panel->tight && slide->kind == VR_SLIDE_WAITS))
			complain(exam, "%s", error.what);
	}
	check_colours(exam);
	check_places(exam);
	check_overlaps(exam);
	check_type(exam);
	check_reading(exam, slide);
	letters_of_scene(told, &scene, exam->sizes.primary);
	if (slide->page == slide->pages) {
		check_again(exam, slide->page);
		check_again(exam, slide->page + 1);
	}
	vr_scene_release(&scene);
}

static void check_entry(struct exam *exam, const struct vr_book_entry *entry)
{
	if (entry->pages < 1 || entry->pages > VR_BOOK_PAGES_MAX)
		complain(exam, "%d pages", entry->pages);
	for (unsigned i = 0; i < entry->pages; i++)
		if (entry->seconds[i] < 6 || entry->seconds[i] > 40)
			complain(exam, "%d seconds", entry->seconds[i]);
}

static void expect_all(struct exam *exam, struct letters *told, struct letters *expected, bool only)
{
	size_t missing, besides;

	letters_compare(told, expected, &missing, &besides);
	if (exam->whole && missing)
		complain(exam, "%zu of %zu letters stand nowhere", missing, expected->count);
	if (only && besides > (exam->whole ? 0 : 1)) // an ellipsis
		complain(exam, "%zu letters stand there twice or without need", besides);
	letters_release(told);
	letters_release(expected);
}

// What stands in the large size on every page besides what the page is for.
static void expect_clocks(struct exam *exam, struct letters *expected, unsigned pages)
{
	const struct vr_slide *slide = exam->slide;
	bool drill = slide->kind == VR_SLIDE_EMERGENCY && slide->programme->messages[slide->message].drill;
	struct vr_buffer words;

	for (unsigned page = 0; page < pages; page++) {
		if (slide->kind != VR_SLIDE_EMERGENCY) {
			letters_add(expected, "10:38", 5);
			continue;
		}
		for (size_t i = 0; i < slide->programme->language_count; i++) {
			if (!drill && i != slide->languages[0])
				continue;
			vr_buffer_init(&words, 256);
			vr_say(wall_language(exam->wall, slide->programme->languages[i]),
			       drill ? VR_PHRASE_DRILL : VR_PHRASE_IMPORTANT, &words);
			letters_add(expected, vr_buffer_string(&words), words.length);
			if (drill && i)
				letters_add(expected, "·", strlen("·"));
			vr_buffer_release(&words);
		}
	}
}

static void expect_desk_lines(struct exam *exam, struct letters *expected)
{
	const struct vr_slide *slide = exam->slide;
	struct vr_buffer words;

	for (size_t i = 0; i < slide->programme->language_count; i++) {
		const char *tag = slide->programme->languages[i];

		if (!(slide->desk_languages & VR_LANGUAGE_BIT(i)))
			continue;
		vr_buffer_init(&words, 512);
		vr_say(wall_language(exam->wall, tag), VR_PHRASE_DESK_EXPLAINS, &words);
		letters_of_text(expected, exam->wall, vr_buffer_string(&words), tag, false);
		vr_buffer_release(&words);
	}
}

// Whether these letters, which stand on every page, are large: where little fits, the band and the word for drill are
// not.
static bool is_large(struct exam *exam, const struct vr_slide *slide, const char *letters)
{
	struct vr_scene scene;
	struct vr_error error;
	bool large = false;

	if (!vr_slide_compose(slide, &exam->wall->look, &scene, &error))
		exam->whole = false;
	for (size_t i = 0; i < scene.count; i++)
		if (scene.draws[i].kind == VR_DRAW_RUN && strstr(scene.draws[i].run.text, letters))
			large |= scene.draws[i].run.px >= exam->sizes.primary;
	vr_scene_release(&scene);
	return large;
}

// Nobody knows the time: the same pages tell the same, and there are no others.
static void check_without_clock(struct exam *exam, struct vr_slide slide)
{
	struct letters told = {0}, all = {0};
	size_t missing, besides;

	for (slide.page = 1; slide.page <= slide.pages; slide.page++) {
		struct vr_scene with, without;
		struct vr_slide blind = slide;
		struct vr_error error;

		blind.clock.hour = blind.since.hour = blind.ends.hour = -1;
		if (!vr_slide_compose(&slide, &exam->wall->look, &with, &error) ||
		    !vr_slide_compose(&blind, &exam->wall->look, &without, &error))
			exam->whole = false;
		exam->slide = &slide;
		letters_of_scene(&all, &with, exam->sizes.primary);
		letters_of_scene(&told, &without, exam->sizes.primary);
		if (is_large(exam, &slide, "10:38"))
			letters_add(&told, "10:38", 5);
		letters_compare(&all, &told, &missing, &besides);
		if (missing || besides)
			complain(exam, "without a clock the page is another");
		letters_release(&all);
		letters_release(&told);
		vr_scene_release(&with);
		vr_scene_release(&without);
	}
}

static void check_message(struct exam *exam, const struct vr_programme *programme, size_t index, size_t language)
{
	const struct vr_message *message = &programme->messages[index];
	enum vr_slide_kind kind = message->priority == VR_PRIORITY_EMERGENCY ? VR_SLIDE_EMERGENCY : VR_SLIDE_MESSAGE;
	struct vr_slide slide = slide_of(exam->wall, programme, kind, index, language);
	struct vr_book_entry entry = measured(exam->wall, &slide);
	const char *tag = programme->languages[language];
	struct letters told = {0}, expected = {0};

	if (!(message->languages & VR_LANGUAGE_BIT(language)))
		return;
	exam->slide = &slide;
	exam->whole = true;
	slide.pages = entry.pages;
	check_entry(exam, &entry);
	for (slide.page = 1; slide.page <= slide.pages; slide.page++)
		check_page(exam, &slide, &told);
	slide.page = slide.pages;
	letters_of_text(&expected, exam->wall, vr_localized_get(&message->title, language), tag, true);
	letters_of_text(&expected, exam->wall, vr_localized_get(&message->text, language), tag, false);
	if (kind == VR_SLIDE_MESSAGE ? is_large(exam, &slide, "10:38")
	                             : !message->drill || is_large(exam, &slide, "DRILL"))
		expect_clocks(exam, &expected, slide.pages);
	expect_desk_lines(exam, &expected);
	expect_all(exam, &told, &expected, true);
	if (!exam->fixture->heavy && exam->panel == &panels[0])
		check_without_clock(exam, slide);
}

static void expect_names(struct exam *exam, const struct vr_slide *slide, struct letters *expected)
{
	size_t language = slide->languages[0];

	for (size_t i = 0; i < slide->wait_count; i++)
		letters_of_text(expected, exam->wall,
		                vr_localized_get(&slide->programme->waits[slide->waits[i].wait].name, language),
		                slide->programme->languages[language], true);
}

static void check_waits(struct exam *exam, const struct vr_programme *programme, enum vr_measure measure,
                        size_t language)
{
	struct vr_slide slide = waits_slide(exam->wall, programme, measure, 0, 1, language, 0);
	struct vr_book_entry entry;
	size_t waits = 0, rows = 0;

	if (!slide.wait_count)
		return;
	exam->slide = &slide;
	entry = measured(exam->wall, &slide);
	check_entry(exam, &entry);
	for (unsigned page = 1; page <= entry.pages; page++) {
		struct letters told = {0}, expected = {0};

		if (entry.rows[page - 1] < 1 || entry.rows[page - 1] > VR_SLIDE_WAITS_MAX)
			complain(exam, "%d rows", entry.rows[page - 1]);
		slide = waits_slide(exam->wall, programme, measure, rows, entry.rows[page - 1], language, page);
		slide.page = page;
		slide.pages = entry.pages;
		exam->whole = true;
		check_page(exam, &slide, &told);
		expect_names(exam, &slide, &expected);
		expect_all(exam, &told, &expected, false);
		rows += entry.rows[page - 1];
	}
	for (size_t i = 0; i < programme->wait_count; i++)
		waits += programme->waits[i].measure == measure;
	if (rows != waits)
		complain(exam, "%zu rows for %zu waits", rows, waits);
}

static void expect_windows(struct exam *exam, const struct vr_windows *windows, const char *tag,
                           struct letters *expected)
{
	const struct vr_language *language = wall_language(exam->wall, tag);
	struct vr_buffer words;

	for (size_t i = 0; i < windows->count; i++) {
		vr_buffer_init(&words, 512);
		vr_say_days(language, windows->items[i].days, &words);
		vr_say_hours(language, windows->items[i].from_min, windows->items[i].until_min, &words);
		letters_of_text(expected, exam->wall, vr_buffer_string(&words), tag, false);
		vr_buffer_release(&words);
	}
}

static void expect_clinic(struct exam *exam, const struct vr_clinic *clinic, size_t language, struct letters *expected)
{
	const char *tag = exam->slide->programme->languages[language];

	letters_add(expected, "1177112", 7);
	letters_of_text(expected, exam->wall, vr_localized_get(&clinic->calling, language), tag, false);
	expect_windows(exam, &clinic->opening_hours, tag, expected);
	for (size_t i = 0; i < clinic->elsewhere_count; i++) {
		letters_of_text(expected, exam->wall, vr_localized_get(&clinic->elsewhere[i].name, language), tag,
		                true);
		letters_of_text(expected, exam->wall, clinic->elsewhere[i].address, tag, false);
		letters_of_text(expected, exam->wall, clinic->elsewhere[i].phone, tag, false);
		expect_windows(exam, &clinic->elsewhere[i].hours, tag, expected);
	}
}

static void check_clinic(struct exam *exam, const struct vr_programme *programme, size_t language)
{
	struct vr_slide slide = slide_of(exam->wall, programme, VR_SLIDE_CLINIC, 0, language);
	struct vr_book_entry entry = measured(exam->wall, &slide);
	struct letters told = {0}, expected = {0};

	exam->slide = &slide;
	exam->whole = true;
	slide.pages = entry.pages;
	check_entry(exam, &entry);
	for (slide.page = 1; slide.page <= slide.pages; slide.page++)
		check_page(exam, &slide, &told);
	slide.page = slide.pages;
	expect_clinic(exam, &programme->clinic, language, &expected);
	expect_all(exam, &told, &expected, false);
}

static void check_language(struct exam *exam, const struct vr_programme *programme, size_t language)
{
	for (enum vr_measure measure = 0; measure < VR_MEASURE_COUNT; measure++)
		check_waits(exam, programme, measure, language);
	for (size_t i = 0; i < programme->message_count; i++)
		check_message(exam, programme, i, language);
	if (!programme->message_count || !exam->fixture->build)
		check_clinic(exam, programme, language);
}

static const struct vr_programme *programme_of(const struct fixture *fixture)
{
	struct vr_programme *programme;

	if (!fixture->build)
		return sample_programme();
	programme = empty_programme();
	fixture->build(programme);
	return programme;
}

static void examine(const struct fixture *fixture)
{
	const struct vr_programme *programme = programme_of(fixture);
	struct exam exam = {.wall = the_wall, .fixture = fixture};

	for (size_t i = 0; i < VR_COUNT(panels); i++) {
		if (fixture->heavy && i % 3)
			continue;
		exam.panel = &panels[i];
		the_wall->look.panel = panels[i].panel;
		exam.sizes = sizes_of(the_wall);
		// Texts of letters alone are the same in all languages but for their direction.
		for (size_t language = 0; language < programme->language_count; language++)
			if (!fixture->build || language == 0 || (language == 3 && !fixture->heavy))
				check_language(&exam, programme, language);
	}
	vr_programme_unref(programme);
	if (exam.complaints)
		fail_msg("%zu complaints", exam.complaints);
}

static int open_the_wall(void **state)
{
	int result = open_wall(state);

	the_wall = *state;
	return result;
}

#define EXAMINE(name, crowds, heavy)                                                                                   \
	static void examine_##name(void **state)                                                                       \
	{                                                                                                              \
		(void)state;                                                                                           \
		examine(&fixture_##name);                                                                              \
	}
FIXTURES(EXAMINE)
#undef EXAMINE

int main(void)
{
#define TEST(name, crowds, heavy) cmocka_unit_test(examine_##name),
	const struct CMUnitTest tests[] = {FIXTURES(TEST)};
#undef TEST

	return cmocka_run_group_tests(tests, open_the_wall, close_wall);
}
