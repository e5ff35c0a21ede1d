// What EN 301 549 asks for (§5.1.4), measured in painted slides: the height of a capital H in pixels against the angle
// of 0.7° at the panel's distance. Nothing here asks the program how large it means to write.
#include "find.h"

#include <math.h>

struct panel_case {
	struct vr_panel panel;
	bool capped; // too far for 3 lines of 12 characters
};

static const struct panel_case panels[] = {
        {{1920, 1080, 43, 3}, false},   {{1920, 1080, 43, 5}, false},  {{1920, 1080, 55, 3}, false},
        {{1920, 1080, 55, 5}, false},   {{1366, 768, 32, 2.5}, false}, {{1280, 720, 24, 2}, false},
        {{1024, 600, 10.1, 1}, false},  {{3840, 2160, 43, 3}, false},  {{3840, 2160, 65, 4}, false},
        {{3840, 2160, 98, 6}, false},   {{1080, 1920, 43, 3}, false},  {{1080, 1920, 55, 4}, false},
        {{2160, 3840, 65, 3.5}, false}, {{1920, 1080, 32, 6}, true},   {{1080, 1920, 43, 8}, true},
        {{800, 480, 7, 3}, true},
};

// Pixels that an H must be high for its angle.
static double wanted_for(const struct vr_panel *panel)
{
	double mm = 2 * panel->distance_m * 1000 * tan(0.35 * M_PI / 180);

	return mm / (panel->diagonal_in * 25.4) * hypot(panel->width, panel->height);
}

// How much ink a column of pixels has within an em above and a little below the baseline, in pixels.
static double ink_of_column(const struct vr_pixels *pixels, const struct vr_draw *run, int x)
{
	int paper = (int)(pixels->data[0] >> 8 & 0xff), ink = run->colour.g;
	double sum = 0;

	for (int y = run->run.baseline - run->run.px; y < run->run.baseline + run->run.px / 10; y++) {
		size_t at = (size_t)y * (size_t)pixels->width + (size_t)x;

		sum += (double)((int)(pixels->data[at] >> 8 & 0xff) - paper) / (ink - paper);
	}
	return sum;
}

// The height of the run's first letter, an H: its stem is the column with most ink.
static double height_of(const struct vr_pixels *pixels, const struct vr_draw *run)
{
	double most = 0;

	for (int x = run->box.x; x < run->box.x + run->run.px / 2; x++)
		most = fmax(most, ink_of_column(pixels, run, x));
	return most;
}

static struct vr_pixels painted(struct wall *wall, const struct vr_scene *scene)
{
	struct vr_pixels pixels;
	struct vr_error error;

	if (!vr_pixels_create(scene->width, scene->height, &pixels, &error))
		fail_msg("%s", error.what);
	vr_paint_draw(wall->paint, scene, NULL, &pixels);
	// The corner at the end of the text has the colour of the paper.
	pixels.data[0] = pixels.data[(size_t)scene->width * (size_t)scene->height - 1];
	return pixels;
}

// Title, text, clinic, area, source: all of it H.
static struct vr_programme *letters_h(void)
{
	struct vr_programme *programme = empty_programme();
	struct vr_message *message = add_message(programme, "HH", repeated(programme, "HH HHH ", 12));

	message->source = "HHHH";
	programme->clinic.name = in(programme, ALL_FIVE, "HHHHHH");
	programme->area = in(programme, ALL_FIVE, "HHHH");
	return programme;
}

struct heights {
	double least, text; // of all, and of what is no fine print
	size_t runs;
};

static struct heights measure_page(struct wall *wall, const struct vr_slide *slide, int fine_px)
{
	struct vr_scene scene = composed(wall, slide);
	struct vr_pixels pixels = painted(wall, &scene);
	struct heights heights = {.least = 1e9, .text = 1e9};

	for (size_t i = 0; i < scene.count; i++) {
		const struct vr_draw *run = &scene.draws[i];
		double height;

		if (run->kind != VR_DRAW_RUN || run->run.text[0] != 'H')
			continue;
		height = height_of(&pixels, run);
		heights.least = fmin(heights.least, height);
		if (run->run.px != fine_px)
			heights.text = fmin(heights.text, height);
		heights.runs++;
	}
	vr_pixels_release(&pixels);
	vr_scene_release(&scene);
	return heights;
}

static void capitals_subtend_their_angle(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = letters_h();

	for (size_t i = 0; i < VR_COUNT(panels); i++) {
		double wanted = wanted_for(&panels[i].panel);
		struct vr_slide slide;
		struct heights heights;

		wall->look.panel = panels[i].panel;
		slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
		slide.pages = measured(wall, &slide).pages;
		heights = measure_page(wall, &slide, sizes_of(wall).fine);
		assert_true(heights.runs >= 2);
		// A twentieth of a pixel for the steps of grey.
		if (panels[i].capped ? heights.text >= wanted : heights.text < wanted - 0.05)
			fail_msg("%d × %d, %.1f inches at %.1f m: an H of %.2f pixels, %.2f wanted",
			         panels[i].panel.width, panels[i].panel.height, panels[i].panel.diagonal_in,
			         panels[i].panel.distance_m, heights.text, wanted);
		if (heights.least < heights.text * 2 / 3 - 0.05)
			fail_msg("fine print of %.2f pixels beside %.2f", heights.least, heights.text);
		assert_int_equal(sizes_of(wall).capped, panels[i].capped);
	}
	vr_programme_unref(programme);
}

// Lines of running text on a page without a title.
static size_t lines_on_second_page(struct wall *wall, const struct vr_programme *programme, size_t language)
{
	struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, language);
	struct vr_scene scene;
	int last = 0;
	size_t lines = 0;

	slide.pages = measured(wall, &slide).pages;
	assert_true(slide.pages >= 3);
	slide.page = 2;
	scene = composed(wall, &slide);
	for (size_t i = 0; i < scene.count; i++) {
		const struct vr_draw *draw = &scene.draws[i];

		if (draw->kind != VR_DRAW_RUN || draw->run.px != sizes_of(wall).primary || draw->run.baseline == last ||
		    strchr(draw->run.text, ':'))
			continue;
		last = draw->run.baseline;
		lines++;
	}
	vr_scene_release(&scene);
	return lines;
}

// On every panel, in the script whose lines are closest and in the one whose lines are farthest apart.
static void a_page_holds_three_lines(void **state)
{
	static const struct {
		size_t language;
		const char *text;
	} scripts[] = {{0, "Sitt ner och vänta "}, {3, "اجلس هنا وانتظر دورك "}};
	struct wall *wall = *state;

	for (size_t i = 0; i < VR_COUNT(scripts); i++) {
		struct vr_programme *programme = empty_programme();

		add_message(programme, "H", repeated(programme, scripts[i].text, 40));
		for (size_t j = 0; j < VR_COUNT(panels); j++) {
			const struct vr_panel *panel = &panels[j].panel;
			size_t lines;

			wall->look.panel = *panel;
			lines = lines_on_second_page(wall, programme, scripts[i].language);
			if (lines < 3)
				fail_msg("%d × %d, %.1f inches at %.1f m: %zu lines", panel->width, panel->height,
				         panel->diagonal_in, panel->distance_m, lines);
		}
		vr_programme_unref(programme);
	}
}

static void titles_stand_on_the_first_page_only(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_slide slide;

	add_message(programme, "Rubriken", repeated(programme, "Texten fortsätter här och där. ", 20));
	wall->look.panel = usual_panel;
	slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
	slide.pages = measured(wall, &slide).pages;
	assert_true(slide.pages >= 3);
	for (slide.page = 1; slide.page <= slide.pages; slide.page++) {
		struct vr_scene scene = composed(wall, &slide);
		char number[16];

		snprintf(number, sizeof number, "%u/%u", slide.page, slide.pages);
		assert_true((find_run(&scene, "Rubriken") != NULL) == (slide.page == 1));
		assert_non_null(find_run(&scene, number));
		vr_scene_release(&scene);
	}
	vr_programme_unref(programme);
}

// The last run of a page in the size of its text, hyphens and all.
static const struct vr_draw *last_words(const struct vr_scene *scene, int px)
{
	const struct vr_draw *last = NULL;

	for (size_t i = 0; i < scene->count; i++)
		if (scene->draws[i].kind == VR_DRAW_RUN && scene->draws[i].run.px == px &&
		    !strchr(scene->draws[i].run.text, ':'))
			last = &scene->draws[i];
	return last;
}

static void pages_end_with_sentences(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_slide slide;
	unsigned pages = 0;

	add_message(programme, "Vaccin",
	            "Är du född 1961 eller tidigare, eller är du gravid? Fråga i receptionen om en tid för vaccin. "
	            "Det är gratis. Ta med legitimation och kom i tid. Du kan vänta här eller i kaféet på plan 2.");
	wall->look.panel = usual_panel;
	slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
	pages = slide.pages = measured(wall, &slide).pages;
	assert_true(pages >= 2);
	for (slide.page = 1; slide.page < pages; slide.page++) {
		struct vr_scene scene = composed(wall, &slide);
		const struct vr_draw *last = last_words(&scene, sizes_of(wall).primary);

		assert_non_null(last);
		assert_true(strchr(".?", last->run.text[last->run.length - 1]) != NULL);
		vr_scene_release(&scene);
	}
	vr_programme_unref(programme);
}

// Large, the title would leave room for half a sentence; there are two pages either way.
static void a_title_gives_way_to_a_whole_sentence(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_slide slide;
	struct vr_scene scene;

	add_message(programme, "Ta en nummerlapp",
	            "Ta en lapp vid ingången och sitt ner. Personalen ropar upp numret.");
	wall->look.panel = (struct vr_panel){1920, 1080, 43, 5};
	slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
	slide.pages = measured(wall, &slide).pages;
	assert_int_equal(slide.pages, 2);
	scene = composed(wall, &slide);
	assert_non_null(find_run(&scene, "ner."));
	vr_scene_release(&scene);
	vr_programme_unref(programme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(capitals_subtend_their_angle),          cmocka_unit_test(a_page_holds_three_lines),
	        cmocka_unit_test(titles_stand_on_the_first_page_only),   cmocka_unit_test(pages_end_with_sentences),
	        cmocka_unit_test(a_title_gives_way_to_a_whole_sentence),
	};

	return cmocka_run_group_tests(tests, open_wall, close_wall);
}
