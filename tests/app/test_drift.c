// The shift against burn-in: slow, bounded, and never by itself.
#include "app/drift.h"
#include "app/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define SIDE (2 * DRIFT_PX + 1)

static void it_moves_one_pixel_and_comes_everywhere(void **state)
{
	bool seen[SIDE][SIDE] = {{false}};
	int x, y, next_x, next_y;

	(void)state;
	vr_drift_at(0, &x, &y);
	assert_true(x == 0 && y == 0);
	for (unsigned slide = 1; slide < 1000; slide++) {
		vr_drift_at(slide, &next_x, &next_y);
		assert_true(abs(next_x) <= DRIFT_PX && abs(next_y) <= DRIFT_PX);
		assert_int_equal(abs(next_x - x) + abs(next_y - y), 1);
		x = next_x;
		y = next_y;
		seen[y + DRIFT_PX][x + DRIFT_PX] = true;
	}
	for (int i = 0; i < SIDE * SIDE; i++)
		assert_true(seen[i / SIDE][i % SIDE]);
}

static int within(int value, int most)
{
	return value < 0 ? 0 : value > most ? most : value;
}

static void edges_go_on(void **state)
{
	(void)state;
	for (int x = -DRIFT_PX; x <= DRIFT_PX; x++) {
		for (int y = -DRIFT_PX; y <= DRIFT_PX; y++) {
			struct vr_pixels picture;
			struct vr_error error;

			assert_true(vr_pixels_create(23, 11, &picture, &error));
			for (int i = 0; i < 23 * 11; i++)
				picture.data[i] = (uint32_t)i;
			vr_drift_shift(&picture, x, y);
			for (int i = 0; i < 23 * 11; i++)
				assert_int_equal(picture.data[i], within(i / 23 - y, 10) * 23 + within(i % 23 - x, 22));
			vr_pixels_release(&picture);
		}
	}
}

static void a_tiny_picture_stays(void **state)
{
	struct vr_pixels picture;
	struct vr_error error;

	(void)state;
	assert_true(vr_pixels_create(4, 4, &picture, &error));
	for (uint32_t i = 0; i < 16; i++)
		picture.data[i] = i;
	vr_drift_shift(&picture, -4, 4);
	for (uint32_t i = 0; i < 16; i++)
		assert_int_equal(picture.data[i], i);
	vr_pixels_release(&picture);
}

// --- on the screen ---

static void open_screen(struct screen *screen, bool reduced_motion)
{
	struct vr_config config = {.reduced_motion = reduced_motion};
	struct options options = {.headless = true, .width = 64, .height = 36};

	vr_screen_init(screen, &config, &options);
	assert_false(screen->drifts); // what is compared with other pictures stands where they do
	screen->wanted.headless = false;
	vr_screen_configure(screen, &config);
	screen->wanted.headless = true;
	assert_int_equal(screen->drifts, !reduced_motion);
	assert_true(vr_screen_tend(screen, (struct vr_mono){1000}));
}

// Shows a picture with one dark pixel in its middle; gives where it then is.
static void show(struct screen *screen, enum entry entry, int64_t ms, int *x, int *y)
{
	struct vr_mono next = {INT64_MAX};
	struct vr_pixels picture, shown;
	struct vr_error error;

	assert_true(vr_pixels_create(64, 36, &picture, &error));
	for (int i = 0; i < 64 * 36; i++)
		picture.data[i] = i == 18 * 64 + 32 ? 0xff000000 : 0xffffffff;
	assert_true(vr_screen_show(screen, &picture, entry, (struct vr_mono){ms}, &error));
	vr_screen_step(screen, (struct vr_mono){ms}, &next);
	assert_true(vr_packed_unpack(&screen->frame, &shown, &error));
	for (int i = 0; i < 64 * 36; i++) {
		if (shown.data[i] == 0xff000000) {
			*x = i % 64 - 32;
			*y = i / 64 - 18;
			vr_pixels_release(&shown);
			return;
		}
	}
	fail_msg("the pixel is gone");
}

static void only_a_new_slide_moves(void **state)
{
	int x = 9, y = 9, next_x, next_y, moved = 0;
	struct screen screen;

	(void)state;
	open_screen(&screen, false);
	show(&screen, ENTRY_CUT, 1000, &x, &y);
	assert_true(x == 0 && y == 0);
	for (int slide = 1; slide < 200; slide++) {
		int64_t ms = 1000 + slide * 10000;
		uint64_t frames = vr_gfx_frames(screen.gfx);
		struct vr_mono next = {INT64_MAX};

		show(&screen, ENTRY_AGAIN, ms, &next_x, &next_y);
		assert_true(next_x == x && next_y == y);
		vr_screen_step(&screen, (struct vr_mono){ms + 5000}, &next);
		assert_int_equal(vr_gfx_frames(screen.gfx), frames + 1); // a still slide costs nothing
		show(&screen, slide % 2 ? ENTRY_CUT : ENTRY_ALARM, ms + 6000, &next_x, &next_y);
		assert_int_equal(abs(next_x - x) + abs(next_y - y), 1);
		moved |= next_x != 0 && next_y != 0;
		x = next_x;
		y = next_y;
	}
	assert_true(moved);
	vr_screen_release(&screen);
}

static void with_reduced_motion_nothing_moves(void **state)
{
	struct screen screen;
	int x, y;

	(void)state;
	open_screen(&screen, true);
	for (int slide = 0; slide < 20; slide++) {
		show(&screen, ENTRY_CUT, 1000 + slide * 10000, &x, &y);
		assert_true(x == 0 && y == 0);
	}
	vr_screen_release(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(it_moves_one_pixel_and_comes_everywhere),
	        cmocka_unit_test(edges_go_on),
	        cmocka_unit_test(a_tiny_picture_stays),
	        cmocka_unit_test(only_a_new_slide_moves),
	        cmocka_unit_test(with_reduced_motion_nothing_moves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
