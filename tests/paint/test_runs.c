// Shaped text: where it stands, how high it is, that scripts are joined, and that memory stays bounded.
#include "surface_under_test.h"

#include <stdio.h>

struct text {
	const char *text;
	const char *script;
	bool bold, rtl;
	uint16_t px;
};

static int face_of(struct vr_paint *paint, const char *text, bool bold)
{
	const struct vr_metrics *metrics = vr_paint_metrics(paint);
	size_t at = 0;
	return metrics->face(metrics->context, vr_utf8_next(text, strlen(text), &at), bold);
}

static int width_of(struct vr_paint *paint, struct text text)
{
	const struct vr_metrics *metrics = vr_paint_metrics(paint);
	struct vr_text_run run = {.text = text.text, .length = (uint16_t)strlen(text.text), .rtl = text.rtl};
	run.face = (uint8_t)(run.length ? face_of(paint, text.text, text.bold) : 0);
	snprintf(run.script, sizeof(run.script), "%s", text.script);
	return metrics->width(metrics->context, (struct vr_font){text.px, text.bold}, &run);
}

static void add_run(struct canvas *canvas, struct vr_paint *paint, int x, int baseline, struct text text)
{
	int px = text.px;
	struct vr_draw draw = {.kind = VR_DRAW_RUN, .colour = black};
	draw.box = (struct vr_rect){x, baseline - px, width_of(paint, text), px * 3 / 2};
	draw.run.text = text.text;
	draw.run.length = (uint16_t)strlen(text.text);
	draw.run.baseline = (int16_t)baseline;
	draw.run.px = text.px;
	draw.run.face = (uint8_t)face_of(paint, text.text, text.bold);
	draw.run.bold = text.bold;
	draw.run.rtl = text.rtl;
	snprintf(draw.run.script, sizeof(draw.run.script), "%s", text.script);
	vr_scene_run(&canvas->scene, &draw);
}

// Paints one run alone and says where its ink is.
static struct vr_rect ink_of(struct vr_paint *paint, int x, int baseline, struct text text)
{
	struct canvas canvas;
	canvas_open(&canvas, 900, 400);
	add_run(&canvas, paint, x, baseline, text);
	canvas_paint(&canvas, paint, NULL);
	struct vr_rect box = inked(&canvas);
	canvas_close(&canvas);
	return box;
}

static void capital_height(void **state)
{
	const struct vr_metrics *metrics = vr_paint_metrics(*state);
	for (uint16_t px = 20; px <= 300; px = (uint16_t)(px + 35)) {
		for (int bold = 0; bold < 2; bold++) {
			int ascent, descent, capital;
			metrics->vertical(metrics->context, (struct vr_font){px, bold}, &ascent, &descent, &capital);
			struct vr_rect box = ink_of(*state, 20, 350, (struct text){"H", "Latn", bold, false, px});
			assert_in_range(box.h, capital - 1, capital + 1);
			assert_in_range(box.y + box.h, 349, 351); // stands on the baseline
			assert_true(ascent > capital && descent > 0 && ascent < 2 * px);
			assert_in_range(capital, (int)(px * vr_paint_capital_per_em(*state)) - 1,
			                (int)(px * vr_paint_capital_per_em(*state)) + 1);
		}
	}
	assert_true(vr_paint_average_per_em(*state) > 0.4 && vr_paint_average_per_em(*state) < 0.6);
}

// What a mark or a deep letter adds must not move the line.
static void baseline_is_the_same(void **state)
{
	struct vr_rect plain = ink_of(*state, 50, 250, (struct text){"H", "Latn", false, false, 100});
	static const char *const lifted[] = {"H\xcc\x83", "H\xcc\x83\xcc\x81", "H\xcc\x83\xcc\x81\xcc\x84\xcc\x84"};
	for (size_t i = 0; i < VR_COUNT(lifted); i++) {
		struct vr_rect box = ink_of(*state, 50, 250, (struct text){lifted[i], "Latn", false, false, 100});
		assert_int_equal(box.y + box.h, plain.y + plain.h);
		assert_true(box.y < plain.y - 5);
		assert_int_equal(box.x, plain.x);
	}
	struct vr_rect deep = ink_of(*state, 50, 250, (struct text){"Hg", "Latn", false, false, 100});
	assert_int_equal(deep.y, plain.y);
	assert_true(deep.y + deep.h > 255);
}

static void marks_without_end(void **state)
{
	char tower[1 + 2 * 200 + 1] = "H";
	for (int i = 0; i < 200; i++)
		memcpy(tower + 1 + 2 * i, "\xcc\x83", 2);
	tower[401] = '\0';
	struct vr_rect box = ink_of(*state, 50, 300, (struct text){tower, "Latn", false, false, 100});
	assert_true(box.y >= 150 && box.y + box.h <= 400);
}

// A letter that reaches left of its pen may not push the rest.
static void the_pen_stays(void **state)
{
	int alone = ink_of(*state, 100, 250, (struct text){"H", "Latn", false, false, 100}).x;
	int advance = width_of(*state, (struct text){"j", "Latn", false, false, 100});
	struct canvas canvas;
	canvas_open(&canvas, 400, 400);
	add_run(&canvas, *state, 100, 250, (struct text){"jH", "Latn", false, false, 100});
	canvas_paint(&canvas, *state, NULL);
	// The stem of the H: the first column inked all the way between baseline and capital height, right of the j.
	int stem = 100 + advance;
	while (ink(&canvas, stem, 215) < 128)
		stem++;
	assert_in_range(stem, alone + advance - 1, alone + advance + 1);
	canvas_close(&canvas);
}

static void inside_its_box(void **state)
{
	static const struct text texts[] = {
	        {"Vattenprov till sjuksköterska", "Latn", false, false, 40},
	        {"Hammashoito", "Latn", true, false, 60},
	        {"إذا ساءت حالتك أخبرنا", "Arab", false, true, 60},
	        {"እንኳን ደህና መጣችሁ", "Ethi", false, false, 60},
	        {"Запись к врачу", "Cyrl", true, false, 60},
	};
	for (size_t i = 0; i < VR_COUNT(texts); i++) {
		int width = width_of(*state, texts[i]), overhang = texts[i].px / 8;
		struct vr_rect box = ink_of(*state, 100, 250, texts[i]);
		assert_in_range(box.x, 100 - overhang, 100 + texts[i].px / 3);
		assert_in_range(box.x + box.w, 100 + width - texts[i].px / 3, 100 + width + overhang);
	}
}

static void widths_scale(void **state)
{
	int small = width_of(*state, (struct text){"Provtagning", "Latn", false, false, 50});
	int large = width_of(*state, (struct text){"Provtagning", "Latn", false, false, 200});
	assert_in_range(large, small * 4 - 4, small * 4 + 4);
	int pair = width_of(*state, (struct text){"AV", "Latn", false, false, 200});
	int apart = width_of(*state, (struct text){"A", "Latn", false, false, 200}) +
	            width_of(*state, (struct text){"V", "Latn", false, false, 200});
	assert_true(pair < apart - 5); // kerned
	assert_int_equal(width_of(*state, (struct text){"", "Latn", false, false, 50}), 0);
}

static void arabic_is_joined(void **state)
{
	static const char *const letters[] = {"ع", "ي", "ا", "د", "ة"};
	int joined = width_of(*state, (struct text){"عيادة", "Arab", false, true, 100});
	int apart = 0;
	for (size_t i = 0; i < VR_COUNT(letters); i++)
		apart += width_of(*state, (struct text){letters[i], "Arab", false, true, 100});
	assert_true(joined < apart * 9 / 10);
}

// The first letter, an alef, is a bare stroke: it must stand at the right-hand end.
static void arabic_runs_right_to_left(void **state)
{
	const struct text text = {"اب", "Arab", false, true, 100};
	struct canvas canvas;
	canvas_open(&canvas, 900, 400);
	add_run(&canvas, *state, 100, 250, text);
	canvas_paint(&canvas, *state, NULL);
	struct vr_rect box = inked(&canvas);
	int left = 0, right = 0; // ink well above the baseline, where only the alef reaches
	for (int x = box.x; x < box.x + box.w; x++)
		*(x < box.x + box.w / 2 ? &left : &right) += ink(&canvas, x, 250 - 50);
	assert_int_equal(left, 0);
	assert_true(right > 255);
	canvas_close(&canvas);
}

static void chain(void **state)
{
	const struct vr_metrics *metrics = vr_paint_metrics(*state);
	assert_int_equal(metrics->face(metrics->context, 'A', false), 0);
	assert_int_equal(metrics->face(metrics->context, 0x444, true), 0);  // ф
	assert_int_equal(metrics->face(metrics->context, 0x639, false), 1); // ع
	assert_int_equal(metrics->face(metrics->context, 0x639, true), 1);
	assert_int_equal(metrics->face(metrics->context, 0x1200, false), 2); // ሀ
	assert_true(metrics->face(metrics->context, 0x267F, true) > 2);      // wheelchair, in no bold face
	assert_int_equal(metrics->face(metrics->context, 0x1F468, false), -1);
	assert_int_equal(metrics->face(metrics->context, 0x10FFFF, false), -1);
	assert_int_equal(metrics->face(metrics->context, UINT32_MAX, false), -1);
}

// A letter that the face lacks leaves a gap, never the box of a missing glyph.
static void never_a_box(void **state)
{
	struct canvas canvas;
	canvas_open(&canvas, 900, 400);
	struct vr_draw draw = {.kind = VR_DRAW_RUN, .box = {100, 150, 100, 150}, .colour = black};
	draw.run.text = "\xf0\x9f\x91\xa8\xd8\xb9";
	draw.run.length = 6;
	draw.run.baseline = 250;
	draw.run.px = 100;
	strcpy(draw.run.script, "Latn");
	vr_scene_run(&canvas.scene, &draw);
	canvas_paint(&canvas, *state, NULL);
	assert_int_equal(inked(&canvas).w, 0);
	canvas_close(&canvas);
}

static void left_out(void **state)
{
	struct canvas canvas;
	canvas_open(&canvas, 900, 400);
	struct vr_draw draw = {.kind = VR_DRAW_RUN, .box = {100, 150, 100, 150}, .colour = black};
	draw.run.text = "A";
	draw.run.length = 1;
	draw.run.baseline = 250;
	strcpy(draw.run.script, "Latn");
	draw.run.px = 60000;
	vr_scene_run(&canvas.scene, &draw);
	draw.run.px = 100;
	draw.run.face = 200;
	vr_scene_run(&canvas.scene, &draw);
	canvas_paint(&canvas, *state, NULL);
	assert_int_equal(inked(&canvas).w, 0);
	canvas_close(&canvas);
}

static void memory_stays_bounded(void **state)
{
	size_t most = 0;
	for (uint16_t px = 20; px < 600; px = (uint16_t)(px + 7)) {
		struct canvas canvas;
		canvas_open(&canvas, 900, 400);
		add_run(&canvas, *state, 0, 300, (struct text){"ABCDEFGHÅÄÖabcdefghåäö", "Latn", px % 2, false, px});
		add_run(&canvas, *state, 0, 300, (struct text){"ቀዶ", "Ethi", false, false, px});
		vr_scene_icon(&canvas.scene, (struct vr_rect){0, 0, px, px}, "heart", black, false);
		canvas_paint(&canvas, *state, NULL);
		canvas_close(&canvas);
		size_t now = vr_paint_memory(*state);
		most = now > most ? now : most;
	}
	assert_in_range(most, 6u << 20, 16u << 20);
	// What was thrown out comes back the same.
	struct vr_rect again = ink_of(*state, 20, 350, (struct text){"H", "Latn", false, false, 20});
	assert_in_range(again.h, 13, 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(capital_height),
	        cmocka_unit_test(baseline_is_the_same),
	        cmocka_unit_test(marks_without_end),
	        cmocka_unit_test(the_pen_stays),
	        cmocka_unit_test(inside_its_box),
	        cmocka_unit_test(widths_scale),
	        cmocka_unit_test(arabic_is_joined),
	        cmocka_unit_test(arabic_runs_right_to_left),
	        cmocka_unit_test(chain),
	        cmocka_unit_test(never_a_box),
	        cmocka_unit_test(left_out),
	        cmocka_unit_test(memory_stays_bounded),
	};
	return cmocka_run_group_tests(tests, open_paint, close_paint);
}
