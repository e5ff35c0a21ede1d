// What is on the glass: fades that end, pictures that are complete once, and nothing presented while nothing changes.
#include "app/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define FADE_MS 600
#define FAR ((struct vr_mono){INT64_MAX})

static struct vr_mono at(int64_t ms)
{
	return (struct vr_mono){ms};
}

static void open_screen(struct screen *screen, int rotate, int width, int height)
{
	struct vr_config config = {.rotate = rotate};
	struct options options = {.headless = true, .width = width, .height = height};

	vr_screen_init(screen, &config, &options);
	assert_true(vr_screen_tend(screen, at(1000)));
	assert_non_null(screen->gfx);
}

static void show(struct screen *screen, enum entry entry, int64_t ms)
{
	struct vr_pixels picture;
	struct vr_error error;

	assert_true(vr_pixels_create(64, 36, &picture, &error));
	assert_true(vr_screen_show(screen, &picture, entry, at(ms), &error));
	assert_null(picture.data);
}

// Presents what is due; returns when it wants to be asked again.
static int64_t step(struct screen *screen, int64_t ms)
{
	struct vr_mono next = FAR;

	vr_screen_step(screen, at(ms), &next);
	return next.ms;
}

static void a_fade_is_eased_and_ends(void **state)
{
	unsigned before = 0;

	(void)state;
	assert_int_equal(vr_screen_fade_weight(0), 0);
	assert_int_equal(vr_screen_fade_weight(FADE_MS / 2), 128);
	assert_int_equal(vr_screen_fade_weight(FADE_MS), 256);
	assert_int_equal(vr_screen_fade_weight(10 * FADE_MS), 256);
	for (int64_t ms = 0; ms <= FADE_MS; ms++) {
		unsigned weight = vr_screen_fade_weight(ms), mirrored = vr_screen_fade_weight(FADE_MS - ms);

		assert_true(weight >= before && weight <= 256);
		assert_in_range(weight + mirrored, 255, 256);
		before = weight;
	}
	assert_true(vr_screen_fade_weight(60) < 10);        // slow to begin,
	assert_true(vr_screen_fade_weight(330) > 128 + 15); // fast between
}

static void a_picture_is_complete_once(void **state)
{
	struct screen screen;

	(void)state;
	open_screen(&screen, 0, 64, 36);
	assert_int_equal(step(&screen, 1000), FAR.ms);
	assert_false(vr_screen_take_complete(&screen));
	show(&screen, ENTRY_FADE, 1000); // there is nothing to fade from
	assert_int_equal(step(&screen, 1000), FAR.ms);
	assert_true(vr_screen_take_complete(&screen));
	assert_false(vr_screen_take_complete(&screen));
	assert_int_equal(vr_gfx_frames(screen.gfx), 1);
	for (int64_t ms = 1000; ms < 60000; ms += 1000)
		assert_int_equal(step(&screen, ms), FAR.ms);
	assert_int_equal(vr_gfx_frames(screen.gfx), 1); // a still slide costs nothing
	vr_screen_release(&screen);
}

// A picture that took a while to paint does not shorten its fade, and only frames that others overtook are late.
static void a_fade_begins_with_its_first_frame(void **state)
{
	struct screen screen;

	(void)state;
	open_screen(&screen, 0, 64, 36);
	show(&screen, ENTRY_FADE, 1000);
	step(&screen, 1000);
	show(&screen, ENTRY_FADE, 5000);
	step(&screen, 5080);
	assert_int_equal(screen.fade_start.ms, 5080);
	assert_int_equal(screen.fade_frames, 1);
	step(&screen, 5080 + 40);
	assert_int_equal(screen.late_frames, 0);
	step(&screen, 5120 + 70);
	assert_int_equal(screen.late_frames, 1);
	step(&screen, 5080 + FADE_MS);
	assert_null(screen.previous.words);
	assert_int_equal(vr_screen_begun_within(&screen, 50), 80);
	show(&screen, ENTRY_FADE, 9000);
	step(&screen, 9000);
	assert_int_equal(screen.fade_start.ms, 9000);
	assert_int_equal(vr_screen_begun_within(&screen, 50), 0);
	assert_int_equal(vr_screen_begun_within(&screen, 95), 80);
	step(&screen, 9000 + FADE_MS);
	show(&screen, ENTRY_FADE, 12000);
	step(&screen, 14000);
	assert_int_equal(vr_screen_begun_within(&screen, 100), SCREEN_BEGUN_MS - 1);
	vr_screen_release(&screen);
}

static void a_fade_takes_steps_and_lets_its_buffer_go(void **state)
{
	struct screen screen;
	int64_t ms = 5000;
	int steps = 0;

	(void)state;
	open_screen(&screen, 0, 64, 36);
	show(&screen, ENTRY_FADE, 1000);
	step(&screen, 1000);
	assert_true(vr_screen_take_complete(&screen));
	show(&screen, ENTRY_FADE, ms);
	assert_non_null(screen.previous.words);
	for (; screen.previous.words; steps++) {
		int64_t next = step(&screen, ms);

		assert_true(!screen.complete == (screen.previous.words != NULL));
		assert_true(!screen.previous.words || (next > ms && next <= ms + 50));
		ms = next;
		assert_true(steps < 100);
	}
	assert_true(vr_screen_take_complete(&screen));
	assert_in_range(steps, 15, 40);
	assert_int_equal(vr_gfx_frames(screen.gfx), 1 + (unsigned)steps);
	vr_screen_release(&screen);
}

static void a_cut_is_complete_at_once(void **state)
{
	struct screen screen;

	(void)state;
	open_screen(&screen, 0, 64, 36);
	show(&screen, ENTRY_CUT, 1000);
	step(&screen, 1000);
	show(&screen, ENTRY_FADE, 2000);
	step(&screen, 2100);
	assert_false(vr_screen_take_complete(&screen));
	show(&screen, ENTRY_CUT, 2200); // an emergency does not wait for the fade
	assert_null(screen.previous.words);
	step(&screen, 2200);
	assert_true(vr_screen_take_complete(&screen));
	vr_screen_release(&screen);
}

// A picture of another size, as after a display was changed, never reaches the glass.
static void only_pictures_that_fit_are_shown(void **state)
{
	struct screen screen;

	(void)state;
	open_screen(&screen, 0, 80, 36);
	show(&screen, ENTRY_CUT, 1000);
	step(&screen, 1000);
	assert_false(vr_screen_take_complete(&screen));
	assert_int_equal(vr_gfx_frames(screen.gfx), 0);
	vr_screen_release(&screen);
}

static void sizes_follow_the_rotation(void **state)
{
	struct vr_config upright = {.rotate = 90};
	struct screen screen;
	int width, height;

	(void)state;
	open_screen(&screen, 90, 0, 0);
	vr_screen_size(&screen, &width, &height);
	assert_int_equal(width, 1080);
	assert_int_equal(height, 1920);
	assert_false(vr_screen_configure(&screen, &upright));
	upright.rotate = 180;
	assert_true(vr_screen_configure(&screen, &upright));
	assert_null(screen.gfx);
	vr_screen_size(&screen, &width, &height);
	assert_int_equal(width, 1920);
	assert_int_equal(height, 1080);
	assert_true(vr_screen_tend(&screen, at(1001)));
	vr_screen_release(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_fade_is_eased_and_ends),
	        cmocka_unit_test(a_picture_is_complete_once),
	        cmocka_unit_test(a_fade_begins_with_its_first_frame),
	        cmocka_unit_test(a_fade_takes_steps_and_lets_its_buffer_go),
	        cmocka_unit_test(a_cut_is_complete_at_once),
	        cmocka_unit_test(only_pictures_that_fit_are_shown),
	        cmocka_unit_test(sizes_follow_the_rotation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
