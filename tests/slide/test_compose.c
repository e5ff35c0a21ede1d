// What each kind of slide has to show, whatever its layout.
#include "find.h"
#include "hostile.h"

static void a_message_says_what_kind_it_is(void **state)
{
	static const struct {
		enum vr_kind kind;
		const char *icon;
		enum vr_phrase word;
	} kinds[] = {
	        {VR_KIND_NOTICE, "info", VR_PHRASE_KIND_NOTICE},
	        {VR_KIND_HEALTH, "heart", VR_PHRASE_KIND_HEALTH},
	        {VR_KIND_NEWS, "news", VR_PHRASE_KIND_NEWS},
	        {VR_KIND_ALERT, "warning", VR_PHRASE_KIND_ALERT},
	};
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_message *message = add_message(programme, "Rubrik", "Text.");

	for (size_t i = 0; i < VR_COUNT(kinds); i++) {
		for (size_t language = 0; language < programme->language_count; language++) {
			struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, language);
			struct vr_scene scene;

			message->kind = kinds[i].kind;
			scene = composed(wall, &slide);
			assert_non_null(find_icon(&scene, kinds[i].icon));
			assert_true(says_phrase(wall, &scene, programme->languages[language], kinds[i].word));
			vr_scene_release(&scene);
		}
	}
	vr_programme_unref(programme);
}

// Where every line counts, in each language of the program, whole words beside clock and page number.
static void from_afar_the_kind_stands_in_the_band(void **state)
{
	static const struct vr_panel panels[] = {{1920, 1080, 43, 5}, {1920, 1080, 43, 6}, {1024, 600, 10.1, 1.5}};
	static const char tags[][VR_LANGUAGE_TAG] = {"sv", "fi", "en", "ar", "so", "fa", "ti", "pl",
	                                             "ru", "uk", "es", "tr", "bs", "ku", "ckb"};
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_message *message;

	programme->languages = tags;
	programme->language_count = VR_COUNT(tags);
	message = add_message(programme, "A", "B");
	message->title = in(programme, (1u << VR_COUNT(tags)) - 1, "A");
	for (size_t i = 0; i < VR_COUNT(panels); i++) {
		wall->look.panel = panels[i];
		for (size_t j = 0; j < VR_COUNT(tags) * 4; j++) {
			struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, j / 4);
			struct vr_scene scene;
			const struct vr_draw *clock, *icon;

			message->kind = (enum vr_kind)(j % 4);
			slide.page = 2;
			slide.pages = 3;
			scene = composed(wall, &slide);
			clock = find_run(&scene, "10:38");
			icon = find_kind(&scene, VR_DRAW_ICON, 0);
			assert_null(find_run(&scene, "…"));
			assert_null(find_run(&scene, "Ekbackens"));
			assert_non_null(clock);
			assert_true(abs(icon->box.y + icon->box.h / 2 - clock->box.y - clock->box.h / 2) <=
			            icon->box.h / 10);
			vr_scene_release(&scene);
		}
	}
	wall->look.panel = usual_panel;
	vr_programme_unref(programme);
}

static void a_narrow_panel_says_the_kind_in_brief(void **state)
{
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();
	struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 4);
	struct vr_scene scene;

	wall->look.panel = (struct vr_panel){270, 480, 43, 3};
	scene = composed(wall, &slide);
	assert_true(says_phrase(wall, &scene, "so", VR_PHRASE_KIND_NOTICE_SHORT));
	vr_scene_release(&scene);
	wall->look.panel = usual_panel;
	vr_programme_unref(programme);
}

static void a_link_from_afar_has_a_large_code(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_message *message = add_message(programme, "Rubrik", "Text.");
	struct vr_slide slide;
	struct vr_scene scene;

	message->link.href = "https://www.1177.se/";
	wall->look.panel = far_panel;
	slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
	slide.page = slide.pages = measured(wall, &slide).pages;
	scene = composed(wall, &slide);
	assert_non_null(find_kind(&scene, VR_DRAW_MODULES, 0));
	assert_true(find_kind(&scene, VR_DRAW_MODULES, 0)->box.h > far_panel.height / 2);
	vr_scene_release(&scene);
	wall->look.panel = usual_panel;
	vr_programme_unref(programme);
}

// Beside the hours the advice is narrow; a place has a page of its own, and all of it.
static void a_place_has_the_width_of_its_page(void **state)
{
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();
	struct vr_slide slide;

	wall->look.panel = (struct vr_panel){1920, 1080, 55, 3};
	slide = slide_of(wall, programme, VR_SLIDE_CLINIC, 0, 0);
	slide.page = slide.pages = measured(wall, &slide).pages;
	assert_int_equal(slide.pages, 2);
	struct vr_scene scene = composed(wall, &slide);
	assert_non_null(find_run(&scene, "Lindgatan 8, Stockholm"));
	vr_scene_release(&scene);
	wall->look.panel = usual_panel;
	vr_programme_unref(programme);
}

// A name on one line leaves two for where this is, one on two lines a whole one below the clock.
static void an_upright_panel_says_which_floor(void **state)
{
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();

	wall->look.panel = upright_panel;
	for (size_t language = 0; language < 4; language++) {
		struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, language);
		struct vr_scene scene = composed(wall, &slide);

		assert_null(find_run(&scene, "…"));
		vr_scene_release(&scene);
	}
	wall->look.panel = usual_panel;
	vr_programme_unref(programme);
}

static void headlines_are_whole_and_codes_stand_over_their_words(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_message *message =
	        add_message(programme, "Förkyld? Antibiotika hjälper inte", "Vila och drick mycket.");
	struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
	const struct vr_draw *code, *words;
	struct vr_scene scene;

	message->link.href = "https://www.1177.se/";
	message->link.label = in(programme, ALL_FIVE, "1177.se");
	scene = composed(wall, &slide);
	assert_non_null(find_run(&scene, "Antibiotika"));
	code = find_kind(&scene, VR_DRAW_MODULES, 0);
	words = find_run(&scene, "1177.se");
	assert_non_null(code);
	assert_non_null(words);
	assert_in_range(words->box.x + words->box.w / 2 - code->box.x - code->box.w / 2 + 2, 0, 4);
	vr_scene_release(&scene);
	vr_programme_unref(programme);
}

// Wherever the card of a place is parted, and in words that are longer than a line.
static void each_page_of_a_place_has_its_name(void **state)
{
	static const struct vr_panel panels[] = {{1920, 1080, 43, 3}, {1920, 1080, 43, 4}, {1080, 1920, 43, 3}};
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();
	const struct vr_elsewhere *place = &programme->clinic.elsewhere[0];

	for (size_t i = 0; i < VR_COUNT(panels) * programme->language_count; i++) {
		struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_CLINIC, 0, i / VR_COUNT(panels));
		bool address = false;

		wall->look.panel = panels[i % VR_COUNT(panels)];
		slide.pages = measured(wall, &slide).pages;
		for (slide.page = 1; slide.page <= slide.pages; slide.page++) {
			struct vr_scene scene = composed(wall, &slide);

			address |= says(&scene, place->address);
			if (says(&scene, place->phone) || find_run(&scene, "22:00"))
				assert_non_null(find_run(&scene, "Närakuten"));
			vr_scene_release(&scene);
		}
		assert_true(address);
	}
	wall->look.panel = usual_panel;
	vr_programme_unref(programme);
}

static void waits_say_what_they_measure(void **state)
{
	static const struct {
		const char *icon;
		enum vr_phrase words, brief;
	} measures[VR_MEASURE_COUNT] = {
	        [VR_MEASURE_WAIT] = {"clock", VR_PHRASE_WAIT_HEADING, VR_PHRASE_WAIT_HEADING_SHORT},
	        [VR_MEASURE_DELAY] = {"wait", VR_PHRASE_DELAY_HEADING, VR_PHRASE_DELAY_HEADING_SHORT},
	        [VR_MEASURE_CALLBACK] = {"phone", VR_PHRASE_CALLBACK_HEADING, VR_PHRASE_CALLBACK_HEADING_SHORT},
	        [VR_MEASURE_PLANNED] = {"calendar", VR_PHRASE_PLANNED_HEADING, VR_PHRASE_PLANNED_HEADING_SHORT},
	};
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_wait *wait = add_waits(programme, 1, "Drop-in");

	for (enum vr_measure measure = 0; measure < VR_MEASURE_COUNT; measure++) {
		struct vr_slide slide;
		struct vr_scene scene;

		wait->measure = measure;
		slide = waits_slide(wall, programme, measure, 0, 1, 2, 0);
		scene = composed(wall, &slide);
		assert_non_null(find_icon(&scene, measures[measure].icon));
		assert_true(says_phrase(wall, &scene, "en", measures[measure].words) ||
		            says_phrase(wall, &scene, "en", measures[measure].brief));
		assert_non_null(find_run(&scene, "Drop-in"));
		vr_scene_release(&scene);
	}
	vr_programme_unref(programme);
}

static void what_is_wrong_with_a_wait_has_mark_and_words(void **state)
{
	static const struct {
		enum vr_freshness freshness;
		const char *words; // NULL: nothing is wrong
	} states[] = {{VR_FRESH, NULL},
	              {VR_CLOSED, NULL},
	              {VR_OLD, "Old, from 10:38"},
	              {VR_WITHDRAWN, "No current time."},
	              {VR_UNAVAILABLE, "No wait time."}};
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();

	add_waits(programme, 1, "Drop-in");
	for (size_t i = 0; i < VR_COUNT(states); i++) {
		struct vr_slide slide = waits_slide(wall, programme, VR_MEASURE_WAIT, 0, 1, 2, 0);
		const struct vr_draw *mark, *words;
		struct vr_scene scene;

		slide.waits[0] = shown_as(0, states[i].freshness);
		scene = composed(wall, &slide);
		mark = find_icon(&scene, "caution");
		assert_true(!mark == !states[i].words);
		assert_true((find_run(&scene, "30") != NULL) ==
		            (states[i].freshness == VR_FRESH || states[i].freshness == VR_OLD));
		if (mark) {
			words = find_run(&scene, states[i].words);
			assert_non_null(words);
			assert_memory_equal(&words->colour, &wall->look.theme->caution, sizeof words->colour);
			assert_true(words->box.x > mark->box.x && abs(words->box.y - mark->box.y) < words->box.h);
		}
		vr_scene_release(&scene);
	}
	vr_programme_unref(programme);
}

static void a_drill_says_so_in_every_language_on_every_page(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_message *message;
	struct vr_slide slide;

	long_emergency(programme);
	message = (struct vr_message *)(uintptr_t)programme->messages;
	message->text = in(programme, ALL_FIVE, long_text(programme, 700, 6));
	for (int drill = 0; drill < 2; drill++) {
		struct vr_book_entry entry;

		message->drill = drill;
		slide = slide_of(wall, programme, VR_SLIDE_EMERGENCY, 0, 0);
		entry = measured(wall, &slide);
		slide.pages = entry.pages;
		assert_true(slide.pages > 2);
		for (slide.page = 1; slide.page <= slide.pages; slide.page++) {
			struct vr_scene scene = composed(wall, &slide);

			for (size_t i = 0; i < programme->language_count; i++)
				assert_true(says_phrase(wall, &scene, programme->languages[i], VR_PHRASE_DRILL) ==
				            drill);
			assert_true(says_phrase(wall, &scene, "sv", VR_PHRASE_IMPORTANT) == !drill);
			assert_non_null(find_icon(&scene, drill ? "drill" : "warning"));
			assert_memory_equal(&scene.ground,
			                    drill ? &wall->look.theme->drill : &wall->look.theme->emergency,
			                    sizeof scene.ground);
			assert_true(find_kind(&scene, VR_DRAW_RECT, 0)->rect.outline > 0);
			vr_scene_release(&scene);
		}
	}
	vr_programme_unref(programme);
}

static void languages_share_an_emergency(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_message *message;
	struct vr_slide slide;
	struct vr_scene scene;

	emergency(programme);
	message = (struct vr_message *)(uintptr_t)programme->messages;
	message->text = in(programme, ALL_FIVE, "Gå ut.");
	slide = slide_of(wall, programme, VR_SLIDE_EMERGENCY, 0, 0);
	slide.languages[1] = 3;
	slide.language_count = 2;
	assert_int_equal(measured(wall, &slide).pages, 1);
	scene = composed(wall, &slide);
	assert_true(says_phrase(wall, &scene, "sv", VR_PHRASE_IMPORTANT));
	assert_true(says_phrase(wall, &scene, "ar", VR_PHRASE_IMPORTANT));
	assert_true(find_run(&scene, "Lämna huset")->box.x < 300);
	vr_scene_release(&scene);
	// More than a page: the plan has to take fewer languages at a time.
	message->text = in(programme, ALL_FIVE, long_text(programme, 300, 6));
	assert_true(measured(wall, &slide).pages > 1);
	vr_programme_unref(programme);
}

// Each line in the language of those whom it is for.
static void the_desk_explains_in_languages_that_are_missing(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	bool told[5] = {false};
	struct vr_book_entry entry;
	struct vr_slide slide;

	four_desk_lines(programme);
	slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
	entry = measured(wall, &slide);
	slide.pages = entry.pages;
	for (slide.page = 1; slide.page <= slide.pages; slide.page++) {
		struct vr_scene scene = composed(wall, &slide);

		for (size_t i = 0; i < VR_COUNT(told); i++)
			told[i] |= says_phrase(wall, &scene, programme->languages[i], VR_PHRASE_DESK_EXPLAINS);
		vr_scene_release(&scene);
	}
	assert_false(told[0]);
	for (size_t i = 1; i < VR_COUNT(told); i++)
		if (!told[i])
			fail_msg("nothing in %s", programme->languages[i]);
	vr_programme_unref(programme);
}

// Modules are whole pixels, dark on white, four of them white on each side; the code is a fifth of the height without.
static void codes_can_be_scanned(void **state)
{
	static const struct vr_panel panels[] = {
	        {1920, 1080, 43, 3}, {1080, 1920, 43, 3}, {3840, 2160, 65, 4}, {1024, 600, 10, 1.5}};
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();

	link_and_picture(programme);
	for (size_t i = 0; i < VR_COUNT(panels); i++) {
		struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
		const struct vr_draw *code = NULL;
		struct vr_book_entry entry;

		wall->look.panel = panels[i];
		entry = measured(wall, &slide);
		slide.pages = entry.pages;
		for (slide.page = 1; !code && slide.page <= slide.pages; slide.page++) {
			struct vr_scene scene = composed(wall, &slide);

			code = find_kind(&scene, VR_DRAW_MODULES, 0);
			if (code) {
				int across = code->modules.size + 8, module = code->box.w / across;

				assert_int_equal(code->box.w, module * across);
				assert_int_equal(code->box.h, code->box.w);
				assert_true(module * code->modules.size >= panels[i].height / 5);
				assert_true(says(&scene, "example.org"));
			}
			vr_scene_release(&scene);
		}
		assert_non_null(code);
	}
	wall->look.panel = usual_panel;
	vr_programme_unref(programme);
}

static void no_clock_is_drawn_that_nobody_trusts(void **state)
{
	static const enum vr_slide_kind kinds[] = {VR_SLIDE_MESSAGE, VR_SLIDE_CLINIC, VR_SLIDE_EMERGENCY,
	                                           VR_SLIDE_WAITS, VR_SLIDE_IDLE};
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();

	add_message(programme, "Rubrik", "Text.");
	add_waits(programme, 1, "Drop-in");
	for (size_t i = 0; i < VR_COUNT(kinds); i++) {
		struct vr_slide slide = slide_of(wall, programme, kinds[i], 0, 0);
		struct vr_scene scene = composed(wall, &slide);

		assert_non_null(find_run(&scene, "10:38"));
		vr_scene_release(&scene);
		slide.clock.hour = slide.since.hour = slide.ends.hour = -1;
		scene = composed(wall, &slide);
		assert_null(find_run(&scene, ":38"));
		vr_scene_release(&scene);
	}
	vr_programme_unref(programme);
}

// "Until 08:00" would be a lie on the evening before.
static void an_end_on_another_day_says_which(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_message *message = add_message(programme, "Heading", "Text.");
	struct vr_slide slide;
	struct vr_scene scene;

	message->valid_until.ms = 1;
	for (enum vr_slide_kind kind = VR_SLIDE_MESSAGE; kind <= VR_SLIDE_EMERGENCY; kind += 2) {
		slide = slide_of(wall, programme, kind, 0, 2);
		slide.ends = (struct vr_local_time){.date = {2026, 11, 23}, .weekday = 0, .hour = 16};
		scene = composed(wall, &slide);
		assert_non_null(find_run(&scene, "Until 16:00"));
		vr_scene_release(&scene);
		slide.ends = (struct vr_local_time){.date = {2026, 11, 24}, .weekday = 1, .hour = 8};
		scene = composed(wall, &slide);
		assert_non_null(find_run(&scene, "Until Tuesday"));
		assert_non_null(find_run(&scene, "08:00"));
		vr_scene_release(&scene);
	}
	vr_programme_unref(programme);
}

static void technicians_have_their_mark(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_slide slide;
	struct vr_scene scene;

	add_message(programme, "Rubrik", "Text.");
	slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
	scene = composed(wall, &slide);
	assert_null(find_run(&scene, "config"));
	vr_scene_release(&scene);
	wall->look.quiet_mark = "config: 2 problems";
	scene = composed(wall, &slide);
	assert_non_null(find_run(&scene, "config: 2 problems"));
	assert_true(find_run(&scene, "config")->run.px < sizes_of(wall).fine);
	wall->look.quiet_mark = NULL;
	vr_scene_release(&scene);
	vr_programme_unref(programme);
}

static void a_broken_picture_leaves_the_text(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_slide_picture pictures[2];
	struct vr_slide slide;
	struct vr_scene scene;

	link_and_picture(programme);
	slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, 0);
	scene = composed(wall, &slide);
	assert_int_equal(count_kind(&scene, VR_DRAW_PICTURE), 1);
	assert_int_equal(vr_slide_pictures(&slide, &wall->look, pictures, 2), 1);
	assert_int_equal(pictures[0].width, find_kind(&scene, VR_DRAW_PICTURE, 0)->box.w);
	assert_int_equal(pictures[0].height, find_kind(&scene, VR_DRAW_PICTURE, 0)->box.h);
	vr_scene_release(&scene);
	wall->pictures = false;
	scene = composed(wall, &slide);
	assert_int_equal(count_kind(&scene, VR_DRAW_PICTURE), 0);
	assert_int_equal(vr_slide_pictures(&slide, &wall->look, pictures, 2), 0);
	assert_true(says(&scene, "Tvätta händerna Tvål och vatten i 20 sekunder."));
	wall->pictures = true;
	vr_scene_release(&scene);
	vr_programme_unref(programme);
}

static void the_clinic_says_where_to_turn(void **state)
{
	struct wall *wall = *state;
	const struct vr_programme *programme = sample_programme();
	struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_CLINIC, 0, 2);
	struct vr_scene scene = composed(wall, &slide);

	assert_true(says(&scene, "Open until 17:00"));
	assert_non_null(find_run(&scene, "07:30"));
	assert_true(says(&scene, "Staff call out"));
	vr_scene_release(&scene);
	slide.opening = (struct vr_opening){.state = VR_OPENING_CLOSED,
	                                    .change = {.date = {2026, 11, 24}, .weekday = 1, .hour = 7, .minute = 30},
	                                    .exception = -1};
	scene = composed(wall, &slide);
	assert_true(says_phrase(wall, &scene, "en", VR_PHRASE_CLOSED_NOW));
	assert_true(says(&scene, "Opens Tuesday at 07:30"));
	assert_false(says(&scene, "Staff call out"));
	vr_scene_release(&scene);
	slide.opening.state = VR_OPENING_UNKNOWN;
	scene = composed(wall, &slide);
	assert_false(says_phrase(wall, &scene, "en", VR_PHRASE_CLOSED_NOW));
	assert_false(says_phrase(wall, &scene, "en", VR_PHRASE_OPEN_NOW));
	vr_scene_release(&scene);
	vr_programme_unref(programme);
}

// Also without a programme, and with more to say than there is room for.
static void there_is_always_something_to_see(void **state)
{
	struct wall *wall = *state;
	struct vr_slide slide = {.kind = VR_SLIDE_IDLE, .clock = {.hour = -1}, .page = 1, .pages = 1};
	struct vr_programme *programme = empty_programme();
	const char *details = long_text(programme, 9000, 40);
	struct vr_problem problem = {.title = "No contact with the hub",
	                             .screen_id = "ekbacken-entrance",
	                             .addresses = "192.0.2.7\n2001:db8::7",
	                             .hub = "https://hub.example.org",
	                             .details = details,
	                             .version = "1"};
	struct vr_scene scene = composed(wall, &slide);

	assert_true(says_phrase(wall, &scene, "sv", VR_PHRASE_TO_THE_DESK));
	assert_true(says_phrase(wall, &scene, "en", VR_PHRASE_TO_THE_DESK));
	vr_scene_release(&scene);
	vr_slide_compose_problem(&problem, &wall->look, &scene);
	assert_true(says_phrase(wall, &scene, "sv", VR_PHRASE_TO_THE_DESK));
	assert_true(says(&scene,
	                 "No contact with the hub ekbacken-entrance 192.0.2.7 2001:db8::7 https://hub.example.org"));
	assert_true(says(&scene, "more lines in the log"));
	for (size_t i = 0; i < scene.count; i++)
		assert_true(scene.draws[i].box.y + scene.draws[i].box.h <= scene.height);
	vr_scene_release(&scene);
	vr_programme_unref(programme);
}

static void check_is_told_what_fits(void **state)
{
	struct wall *wall = *state;
	int lines, characters, far_lines, far_characters;

	vr_slide_capacity(&wall->look, &lines, &characters);
	wall->look.panel = far_panel;
	vr_slide_capacity(&wall->look, &far_lines, &far_characters);
	wall->look.panel = usual_panel;
	assert_in_range(lines, 5, 8);
	assert_in_range(characters, 28, 40);
	assert_true(far_lines < lines && far_characters < characters);
	assert_true(far_lines >= 3 && far_characters >= 11);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_message_says_what_kind_it_is),
	        cmocka_unit_test(from_afar_the_kind_stands_in_the_band),
	        cmocka_unit_test(a_narrow_panel_says_the_kind_in_brief),
	        cmocka_unit_test(a_link_from_afar_has_a_large_code),
	        cmocka_unit_test(a_place_has_the_width_of_its_page),
	        cmocka_unit_test(an_upright_panel_says_which_floor),
	        cmocka_unit_test(headlines_are_whole_and_codes_stand_over_their_words),
	        cmocka_unit_test(each_page_of_a_place_has_its_name),
	        cmocka_unit_test(waits_say_what_they_measure),
	        cmocka_unit_test(what_is_wrong_with_a_wait_has_mark_and_words),
	        cmocka_unit_test(a_drill_says_so_in_every_language_on_every_page),
	        cmocka_unit_test(languages_share_an_emergency),
	        cmocka_unit_test(the_desk_explains_in_languages_that_are_missing),
	        cmocka_unit_test(codes_can_be_scanned),
	        cmocka_unit_test(no_clock_is_drawn_that_nobody_trusts),
	        cmocka_unit_test(an_end_on_another_day_says_which),
	        cmocka_unit_test(technicians_have_their_mark),
	        cmocka_unit_test(a_broken_picture_leaves_the_text),
	        cmocka_unit_test(the_clinic_says_where_to_turn),
	        cmocka_unit_test(there_is_always_something_to_see),
	        cmocka_unit_test(check_is_told_what_fits),
	};

	return cmocka_run_group_tests(tests, open_wall, close_wall);
}
