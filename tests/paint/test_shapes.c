// Rectangles, codes and pictures to the pixel, and nothing outside.
#include "surface_under_test.h"

static void plain_rectangle(void **state)
{
	struct canvas canvas;
	canvas_open(&canvas, 40, 30);
	vr_scene_rect(&canvas.scene, (struct vr_rect){5, 6, 10, 8}, black, 0, 0);
	canvas_paint(&canvas, *state, NULL);
	for (int y = 0; y < 30; y++)
		for (int x = 0; x < 40; x++)
			assert_int_equal(ink(&canvas, x, y), x >= 5 && x < 15 && y >= 6 && y < 14 ? 255 : 0);
	canvas_close(&canvas);
}

static void half_transparent(void **state)
{
	struct canvas canvas;
	canvas_open(&canvas, 8, 8);
	vr_scene_rect(&canvas.scene, (struct vr_rect){0, 0, 8, 8}, (struct vr_colour){255, 0, 0, 128}, 0, 0);
	canvas_paint(&canvas, *state, NULL);
	assert_int_equal(pixel(&canvas, 3, 3), 0xffff7f7f);
	canvas_close(&canvas);
}

static void outline(void **state)
{
	struct canvas canvas;
	canvas_open(&canvas, 40, 30);
	vr_scene_rect(&canvas.scene, (struct vr_rect){4, 4, 20, 16}, black, 0, 3);
	canvas_paint(&canvas, *state, NULL);
	assert_int_equal(ink(&canvas, 4, 4), 255);
	assert_int_equal(ink(&canvas, 6, 12), 255);
	assert_int_equal(ink(&canvas, 7, 12), 0);
	assert_int_equal(ink(&canvas, 20, 12), 0);
	assert_int_equal(ink(&canvas, 21, 12), 255);
	assert_int_equal(ink(&canvas, 12, 6), 255);
	assert_int_equal(ink(&canvas, 12, 7), 0);
	canvas_close(&canvas);
}

static void assert_symmetric(const struct canvas *canvas)
{
	int w = canvas->pixels.width, h = canvas->pixels.height;
	for (int y = 0; y < h; y++) {
		for (int x = 0; x < w; x++) {
			assert_int_equal(pixel(canvas, x, y), pixel(canvas, w - 1 - x, y));
			assert_int_equal(pixel(canvas, x, y), pixel(canvas, x, h - 1 - y));
		}
	}
}

static void round_corners(void **state)
{
	for (int line = 0; line < 10; line += 4) {
		struct canvas canvas;
		canvas_open(&canvas, 60, 44);
		vr_scene_rect(&canvas.scene, (struct vr_rect){0, 0, 60, 44}, black, 14, line);
		canvas_paint(&canvas, *state, NULL);
		assert_symmetric(&canvas);
		assert_int_equal(ink(&canvas, 0, 0), 0);
		assert_int_equal(ink(&canvas, 14, 0), 255);
		assert_int_equal(ink(&canvas, 30, 22), line ? 0 : 255);
		int grey = 0;
		for (int x = 0; x < 14; x++)
			grey += ink(&canvas, x, 2) > 0 && ink(&canvas, x, 2) < 255;
		assert_true(grey >= 1); // smoothed
		canvas_close(&canvas);
	}
}

// A dot of a page mark is a square with the largest radius; its area must be that of a circle.
static void circle(void **state)
{
	struct canvas canvas;
	canvas_open(&canvas, 40, 40);
	vr_scene_rect(&canvas.scene, (struct vr_rect){0, 0, 40, 40}, black, 1000, 0);
	canvas_paint(&canvas, *state, NULL);
	assert_symmetric(&canvas);
	long sum = 0;
	for (int i = 0; i < 1600; i++)
		sum += ink(&canvas, i % 40, i / 40);
	assert_in_range(sum / 255, 1256 - 6, 1256 + 6);
	canvas_close(&canvas);
}

static void code(void **state)
{
	uint8_t bits[21 * 21];
	for (int i = 0; i < 21 * 21; i++)
		bits[i] = (uint8_t)((i * 7 + i / 21) % 3 == 0);
	struct canvas canvas;
	canvas_open(&canvas, 120, 100);
	canvas.scene.ground = (struct vr_colour){0, 0, 255, 255};
	// 29 modules across with the quiet zone: 3 pixels each, 87 of the 95, the rest shared out on both sides.
	vr_scene_modules(&canvas.scene, (struct vr_rect){10, 2, 100, 95}, bits, 21);
	canvas_paint(&canvas, *state, NULL);
	int left = 10 + (100 - 87) / 2, top = 2 + (95 - 87) / 2;
	assert_int_equal(pixel(&canvas, left - 1, top + 40), 0xff0000ff);
	assert_int_equal(pixel(&canvas, left + 40, top - 1), 0xff0000ff);
	for (int y = 3; y < 84; y++) {
		for (int x = 3; x < 84; x++) {
			int column = x / 3 - 4, row = y / 3 - 4;
			bool inside = column >= 0 && row >= 0 && column < 21 && row < 21;
			bool dark = inside && bits[row * 21 + column];
			assert_int_equal(pixel(&canvas, left + x, top + y), dark ? 0xff000000 : 0xffffffff);
		}
	}
	canvas_close(&canvas);
}

static const struct vr_pixels *the_picture(void *context, const char *sha256, int width, int height)
{
	(void)width;
	(void)height;
	return strncmp(sha256, "aa", 2) == 0 ? context : NULL;
}

static uint32_t quarter(int x, int y, int w, int h)
{
	uint32_t colours[] = {0xffff0000, 0xff00ff00, 0xff0000ff, 0xff000000};
	return colours[(x >= w / 2) + 2 * (y >= h / 2)];
}

static void pictures(void **state)
{
	static const char key[] = "aa00000000000000000000000000000000000000000000000000000000000000";
	struct vr_error error;
	struct vr_pixels picture;
	assert_true(vr_pixels_create(80, 40, &picture, &error));
	for (int i = 0; i < 80 * 40; i++)
		picture.data[i] = quarter(i % 80, i / 80, 80, 40);
	const struct vr_pictures source = {the_picture, &picture};
	static const struct {
		struct vr_rect box;
		bool contain;
		struct vr_rect shown; // where the picture's pixels end up
	} cases[] = {
	        {{10, 5, 80, 40}, false, {10, 5, 80, 40}},  // as it is
	        {{10, 5, 40, 40}, false, {10, 5, 40, 40}},  // cropped at both sides
	        {{10, 5, 80, 20}, false, {10, 5, 80, 20}},  // cropped above and below
	        {{0, 0, 160, 80}, false, {0, 0, 160, 80}},  // enlarged
	        {{10, 5, 40, 40}, true, {10, 15, 40, 20}},  // whole, with room above and below
	        {{0, 0, 160, 100}, true, {0, 10, 160, 80}}, // whole and enlarged
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct canvas canvas;
		canvas_open(&canvas, 160, 100);
		vr_scene_picture(&canvas.scene, cases[i].box, key, cases[i].contain);
		canvas_paint(&canvas, *state, &source);
		struct vr_rect s = cases[i].shown;
		for (int corner = 0; corner < 4; corner++) {
			int x = corner & 1 ? s.x + s.w - 2 : s.x + 1, y = corner & 2 ? s.y + s.h - 2 : s.y + 1;
			assert_int_equal(pixel(&canvas, x, y), quarter(corner & 1, corner >> 1, 2, 2));
		}
		if (s.y > 0)
			assert_int_equal(pixel(&canvas, s.x + 5, s.y - 1), 0xffffffff);
		canvas_close(&canvas);
	}
	struct canvas canvas;
	canvas_open(&canvas, 160, 100);
	vr_scene_picture(&canvas.scene, (struct vr_rect){0, 0, 50, 50},
	                 "bb00000000000000000000000000000000000000000000000000000000000000", true);
	canvas_paint(&canvas, *state, &source);
	assert_int_equal(inked(&canvas).w, 0);
	canvas_close(&canvas);
	vr_pixels_release(&picture);
}

static void transparent_picture(void **state)
{
	struct vr_error error;
	struct vr_pixels picture;
	struct canvas canvas;
	assert_true(vr_pixels_create(10, 10, &picture, &error));
	for (int i = 0; i < 100; i++)
		picture.data[i] = 0x80800000;
	const struct vr_pictures source = {the_picture, &picture};
	canvas_open(&canvas, 10, 10);
	vr_scene_picture(&canvas.scene, (struct vr_rect){0, 0, 10, 10},
	                 "aa00000000000000000000000000000000000000000000000000000000000000", true);
	canvas_paint(&canvas, *state, &source);
	assert_int_equal(pixel(&canvas, 4, 4), 0xffff7f7f);
	canvas_close(&canvas);
	vr_pixels_release(&picture);
}

// Whatever a broken layout asks for: no crash, nothing outside.
static void random_boxes(void **state)
{
	uint8_t bits[25 * 25] = {1, 0, 1};
	uint32_t random = 7;
	vr_log_set_level(VR_LOG_ERROR); // thousands of things are left out, as they should be
	struct vr_pixels picture;
	struct vr_error error;
	assert_true(vr_pixels_create(20, 30, &picture, &error));
	const struct vr_pictures source = {the_picture, &picture};
	for (int round = 0; round < 60; round++) {
		struct canvas canvas;
		canvas_open(&canvas, 90, 70);
		for (int i = 0; i < 40; i++) {
			int v[6];
			for (int k = 0; k < 6; k++) {
				random = random * 1664525 + 1013904223;
				int wide = (int)(random >> 8) % 400 - 150;
				v[k] = random % 13 == 0 ? (int)(random >> 1) * (k % 2 ? 1 : -1) : wide;
			}
			struct vr_rect box = {v[0], v[1], v[2], v[3]};
			struct vr_draw run = {.kind = VR_DRAW_RUN, .box = box, .colour = black};
			run.run.text = "Åj";
			run.run.length = 3;
			run.run.px = (uint16_t)abs(v[4] % 300);
			run.run.baseline = (int16_t)v[5];
			run.run.face = (uint8_t)(random >> 5 & 15);
			strcpy(run.run.script, "Latn");
			vr_scene_rect(&canvas.scene, box, black, v[4], v[5]);
			vr_scene_run(&canvas.scene, &run);
			vr_scene_icon(&canvas.scene, box, "clock", black, i & 1);
			vr_scene_modules(&canvas.scene, box, bits, 25);
			vr_scene_picture(&canvas.scene, box,
			                 "aa00000000000000000000000000000000000000000000000000000000000000", i & 1);
		}
		canvas_paint(&canvas, *state, &source);
		canvas_close(&canvas);
	}
	vr_pixels_release(&picture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(plain_rectangle), cmocka_unit_test(half_transparent),
	        cmocka_unit_test(outline),         cmocka_unit_test(round_corners),
	        cmocka_unit_test(circle),          cmocka_unit_test(code),
	        cmocka_unit_test(pictures),        cmocka_unit_test(transparent_picture),
	        cmocka_unit_test(random_boxes),
	};
	return cmocka_run_group_tests(tests, open_paint, close_paint);
}
