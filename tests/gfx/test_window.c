// On SDL's driver "dummy": a window with a surface, and no display.
#include "gfx/output.h"
#include "pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const int turns[] = {0, 90, 180, 270};

static struct vr_gfx *open_window(int width, int height, int rotate)
{
	const struct vr_gfx_options options = {.width = width, .height = height, .rotate = rotate};
	struct vr_gfx *gfx = NULL;
	struct vr_error error = {0};
	if (!vr_gfx_create(&options, &gfx, &error))
		fail_msg("%s", error.what);
	return gfx;
}

static void check_surface(SDL_Window *window, const struct vr_pixels *shown, int rotate)
{
	const SDL_Surface *surface = SDL_GetWindowSurface(window);
	assert_non_null(surface);
	int width = shown->width, height = shown->height;
	vr_frame_turn(rotate, &width, &height);
	assert_int_equal(surface->w, width);
	assert_int_equal(surface->h, height);
	for (int y = 0; y < height; y++) {
		const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels +
		                                                       (size_t)y * (size_t)surface->pitch);
		for (int x = 0; x < width; x++) {
			if ((row[x] ^ turned_pixel(shown, rotate, x, y)) & 0xffffff)
				fail_msg("turned by %d: pixel %d, %d", rotate, x, y);
		}
	}
}

static void the_presented_picture_is_on_the_panel(void **state)
{
	(void)state;
	struct vr_pixels picture = picture_of(321, 203, 4);
	struct vr_packed packed_picture = packed_of(&picture);
	for (size_t i = 0; i < VR_COUNT(turns); i++) {
		struct vr_gfx *gfx = open_window(321, 203, turns[i]);
		int width, height;
		vr_gfx_size(gfx, &width, &height);
		assert_int_equal(width, 321);
		assert_int_equal(height, 203);
		assert_string_equal(vr_gfx_driver(gfx), "dummy software");
		assert_true(vr_gfx_frames(gfx) == 0);
		assert_true(vr_gfx_present(gfx, &packed_picture, NULL));
		assert_true(vr_gfx_frames(gfx) == 1);
		check_surface(vr_gfx_window(gfx), &picture, turns[i]);
		vr_gfx_destroy(gfx);
	}
	vr_packed_release(&packed_picture);
	free(picture.data);
}

static void a_step_of_a_fade_is_on_the_panel(void **state)
{
	(void)state;
	struct vr_pixels from = picture_of(120, 90, 5), to = picture_of(120, 90, 6);
	struct vr_packed packed_from = packed_of(&from), packed_to = packed_of(&to);
	for (size_t i = 0; i < VR_COUNT(turns); i++) {
		struct vr_gfx *gfx = open_window(120, 90, turns[i]);
		for (unsigned weight = 0; weight <= 256; weight += 64) {
			struct vr_pixels shown = blend_of(&from, &to, weight);
			assert_true(vr_gfx_present_blend(gfx, &packed_from, &packed_to, weight, NULL));
			check_surface(vr_gfx_window(gfx), &shown, turns[i]);
			free(shown.data);
		}
		assert_true(vr_gfx_frames(gfx) == 5);
		vr_gfx_destroy(gfx);
	}
	vr_packed_release(&packed_from);
	free(from.data);
	vr_packed_release(&packed_to);
	free(to.data);
}

static void a_resized_window_asks_for_a_new_picture(void **state)
{
	(void)state;
	struct vr_gfx *gfx = open_window(100, 50, 90);
	struct vr_gfx_events events;
	struct vr_pixels before = picture_of(100, 50, 7), after = picture_of(80, 70, 8);
	struct vr_packed packed_before = packed_of(&before), packed_after = packed_of(&after);
	assert_true(vr_gfx_present(gfx, &packed_before, NULL));
	vr_gfx_pump(gfx, &events);
	SDL_SetWindowSize(vr_gfx_window(gfx), 70, 80);
	assert_true(vr_gfx_present(gfx, &packed_before, NULL)); // too late, but harmless
	vr_gfx_pump(gfx, &events);
	assert_true(events.resized);
	assert_false(events.lost || events.quit);
	int width, height;
	vr_gfx_size(gfx, &width, &height);
	assert_int_equal(width, 80);
	assert_int_equal(height, 70);
	assert_true(vr_gfx_present(gfx, &packed_after, NULL));
	check_surface(vr_gfx_window(gfx), &after, 90);
	vr_gfx_pump(gfx, &events);
	assert_false(events.resized);
	vr_gfx_destroy(gfx);
	vr_packed_release(&packed_before);
	free(before.data);
	vr_packed_release(&packed_after);
	free(after.data);
}

static void push(Uint32 type, Uint8 window_event, SDL_Window *window)
{
	SDL_Event event = {.type = type};
	if (window_event) {
		event.window.event = window_event;
		event.window.windowID = SDL_GetWindowID(window);
	}
	assert_int_equal(SDL_PushEvent(&event), 1);
}

static void events_are_told_once(void **state)
{
	(void)state;
	struct vr_gfx *gfx = open_window(64, 64, 0);
	struct vr_gfx_events events;
	vr_gfx_pump(gfx, &events); // those of the opening
	vr_gfx_pump(gfx, &events);
	assert_false(events.quit || events.resized || events.exposed || events.lost);
	push(SDL_QUIT, 0, NULL);
	vr_gfx_pump(gfx, &events);
	assert_true(events.quit);
	push(SDL_WINDOWEVENT, SDL_WINDOWEVENT_EXPOSED, vr_gfx_window(gfx));
	vr_gfx_pump(gfx, &events);
	assert_true(events.exposed);
	assert_false(events.quit);
	push(SDL_RENDER_DEVICE_RESET, 0, NULL);
	vr_gfx_pump(gfx, &events);
	assert_true(events.lost);
	vr_gfx_pump(gfx, &events);
	assert_false(events.lost || events.exposed);
	vr_gfx_destroy(gfx);
}

static void a_display_that_stayed_is_no_reason_to_rebuild(void **state)
{
	(void)state;
	const struct vr_gfx_options options = {.fullscreen = true};
	struct vr_gfx *gfx = NULL;
	struct vr_gfx_events events;
	assert_true(vr_gfx_create(&options, &gfx, NULL));
	push(SDL_DISPLAYEVENT, 0, NULL);
	vr_gfx_pump(gfx, &events);
	assert_false(events.lost);
	vr_gfx_destroy(gfx);
}

// Several textures side by side, narrower than a band is high and not dividing the picture.
static void tiles_cover_the_panel(void **state)
{
	(void)state;
	struct vr_pixels from = picture_of(300, 170, 9), to = picture_of(300, 170, 10);
	struct vr_packed packed_from = packed_of(&from), packed_to = packed_of(&to);
	struct vr_pixels shown = blend_of(&from, &to, 100);
	for (size_t i = 0; i < VR_COUNT(turns); i++) {
		struct vr_gfx *gfx = open_window(300, 170, turns[i]);
		struct vr_tiles *tiles = NULL;
		struct vr_error error = {0};
		if (!vr_tiles_create(vr_gfx_window(gfx), "software", 70, &tiles, &error))
			fail_msg("%s", error.what);
		struct vr_frame frame = {.to = &packed_to, .rotate = turns[i]};
		assert_true(vr_tiles_present(tiles, &frame, NULL));
		check_surface(vr_gfx_window(gfx), &to, turns[i]);
		frame.from = &packed_from;
		frame.weight = 100;
		assert_true(vr_tiles_present(tiles, &frame, NULL));
		check_surface(vr_gfx_window(gfx), &shown, turns[i]);
		vr_tiles_destroy(tiles);
		vr_gfx_destroy(gfx);
	}
	free(shown.data);
	vr_packed_release(&packed_from);
	free(from.data);
	vr_packed_release(&packed_to);
	free(to.data);
}

static void an_unknown_renderer_is_an_error(void **state)
{
	(void)state;
	struct vr_gfx *gfx = open_window(64, 64, 0);
	struct vr_tiles *tiles = NULL;
	struct vr_error error = {0};
	assert_false(vr_tiles_create(vr_gfx_window(gfx), "direct7d", 64, &tiles, &error));
	assert_int_equal(error.code, VR_UNSUPPORTED);
	vr_tiles_destroy(NULL);
	vr_gfx_destroy(gfx);
}

static void headless_needs_no_display(void **state)
{
	(void)state;
	struct vr_gfx_options options = {.headless = true, .rotate = 90};
	struct vr_gfx *gfx = NULL;
	struct vr_gfx_events events;
	int width, height;
	assert_true(vr_gfx_create(&options, &gfx, NULL));
	vr_gfx_size(gfx, &width, &height);
	assert_int_equal(width, 1920);
	assert_int_equal(height, 1080);
	assert_int_equal(SDL_WasInit(SDL_INIT_VIDEO), 0);
	vr_gfx_destroy(gfx);
	options.width = 600;
	options.height = 1024;
	assert_true(vr_gfx_create(&options, &gfx, NULL));
	struct vr_pixels picture = picture_of(600, 1024, 11);
	struct vr_packed packed_picture = packed_of(&picture);
	assert_true(vr_gfx_present(gfx, &packed_picture, NULL));
	assert_true(vr_gfx_present_blend(gfx, &packed_picture, &packed_picture, 7, NULL));
	assert_true(vr_gfx_frames(gfx) == 2);
	vr_gfx_pump(gfx, &events);
	assert_false(events.quit || events.resized || events.exposed || events.lost);
	assert_string_equal(vr_gfx_driver(gfx), "headless");
	assert_null(vr_gfx_window(gfx));
	vr_gfx_destroy(gfx);
	vr_gfx_destroy(NULL);
	vr_packed_release(&packed_picture);
	free(picture.data);
}

static void the_display_can_be_rebuilt_any_number_of_times(void **state)
{
	(void)state;
	struct vr_pixels picture = picture_of(64, 48, 12);
	struct vr_packed packed_picture = packed_of(&picture);
	for (int i = 0; i < 20; i++) {
		struct vr_gfx *gfx = open_window(64, 48, 0);
		assert_true(vr_gfx_present(gfx, &packed_picture, NULL));
		vr_gfx_destroy(gfx);
		assert_int_equal(SDL_WasInit(SDL_INIT_VIDEO), 0);
	}
	vr_packed_release(&packed_picture);
	free(picture.data);
}

static void no_display_is_an_error_and_not_a_silent_success(void **state)
{
	(void)state;
	if (access("/dev/dri/card0", F_OK) == 0 || access("/dev/dri/card1", F_OK) == 0)
		skip(); // this machine may have one
	unsetenv("SDL_VIDEODRIVER");
	const struct vr_gfx_options options = {.fullscreen = true};
	struct vr_gfx *gfx = NULL;
	struct vr_error error = {0};
	bool opened = vr_gfx_create(&options, &gfx, &error);
	setenv("SDL_VIDEODRIVER", "dummy", 1);
	assert_false(opened);
	assert_int_equal(error.code, VR_NOT_FOUND);
	assert_int_equal(SDL_WasInit(SDL_INIT_VIDEO), 0);
}

int main(void)
{
	unsetenv("DISPLAY");
	unsetenv("WAYLAND_DISPLAY");
	setenv("SDL_VIDEODRIVER", "dummy", 1);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_presented_picture_is_on_the_panel),
	        cmocka_unit_test(a_step_of_a_fade_is_on_the_panel),
	        cmocka_unit_test(a_resized_window_asks_for_a_new_picture),
	        cmocka_unit_test(events_are_told_once),
	        cmocka_unit_test(a_display_that_stayed_is_no_reason_to_rebuild),
	        cmocka_unit_test(tiles_cover_the_panel),
	        cmocka_unit_test(an_unknown_renderer_is_an_error),
	        cmocka_unit_test(headless_needs_no_display),
	        cmocka_unit_test(the_display_can_be_rebuilt_any_number_of_times),
	        cmocka_unit_test(no_display_is_an_error_and_not_a_silent_success),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
