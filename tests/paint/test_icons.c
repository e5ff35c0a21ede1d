// Every icon of the assets is there, fills its square, and mirrors; one that is missing leaves nothing behind.
#include "surface_under_test.h"

#include "vantrum/config.h"
#include "vantrum/theme.h"

#include <dirent.h>
#include <stdio.h>

static struct vr_rect ink_of(struct vr_paint *paint, const char *name, int side)
{
	struct canvas canvas;
	canvas_open(&canvas, 300, 300);
	vr_scene_icon(&canvas.scene, (struct vr_rect){20, 30, side, side}, name, black, false);
	canvas_paint(&canvas, paint, NULL);
	struct vr_rect box = inked(&canvas);
	canvas_close(&canvas);
	return box;
}

static void all_of_them(void **state)
{
	DIR *folder = opendir(VR_SOURCE_DIR "/assets/icons");
	assert_non_null(folder);
	int count = 0;
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		char name[64];
		const char *dot = strstr(entry->d_name, ".svg");
		if (!dot)
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)(dot - entry->d_name), entry->d_name);
		struct vr_rect box = ink_of(*state, name, 240);
		// Inside the square, and large in it: as a pictogram is read across the room.
		if (box.x < 20 || box.y < 30 || box.x + box.w > 260 || box.y + box.h > 270)
			fail_msg("%s reaches outside its square", name);
		if (box.w < 160 && box.h < 160)
			fail_msg("%s is %d × %d of 240", name, box.w, box.h);
		count++;
	}
	closedir(folder);
	assert_true(count >= 20);
}

static void sizes(void **state)
{
	for (int side = 16; side < 260; side += 61) {
		struct vr_rect box = ink_of(*state, "clock", side);
		assert_in_range(box.w, side * 9 / 10 - 1, side);
		assert_in_range(box.x - 20, 0, side / 12 + 1);
	}
}

static void mirrored(void **state)
{
	struct canvas plain, turned;
	canvas_open(&plain, 100, 100);
	canvas_open(&turned, 100, 100);
	vr_scene_icon(&plain.scene, (struct vr_rect){0, 0, 100, 100}, "arrow", black, false);
	vr_scene_icon(&turned.scene, (struct vr_rect){0, 0, 100, 100}, "arrow", black, true);
	canvas_paint(&plain, *state, NULL);
	canvas_paint(&turned, *state, NULL);
	int same = 0;
	for (int y = 0; y < 100; y++) {
		for (int x = 0; x < 100; x++) {
			assert_int_equal(pixel(&plain, x, y), pixel(&turned, 99 - x, y));
			same += pixel(&plain, x, y) == pixel(&turned, x, y);
		}
	}
	assert_true(same < 9900);
	canvas_close(&plain);
	canvas_close(&turned);
}

static void tinted(void **state)
{
	struct canvas canvas;
	canvas_open(&canvas, 100, 100);
	vr_scene_icon(&canvas.scene, (struct vr_rect){0, 0, 100, 100}, "check", (struct vr_colour){200, 10, 30, 255},
	              false);
	canvas_paint(&canvas, *state, NULL);
	int solid = 0;
	for (int i = 0; i < 10000; i++)
		solid += canvas.pixels.data[i] == 0xffc80a1e;
	assert_true(solid > 300);
	canvas_close(&canvas);
}

static void missing(void **state)
{
	static const char *const names[] = {
	        "no-such-icon", "../locale/sv", "", "a/b", "UPPER", "a-name-that-is-much-longer-than-any-icon-has"};
	for (size_t i = 0; i < VR_COUNT(names); i++)
		assert_int_equal(ink_of(*state, names[i], 50).w, 0);
}

// --- for patients: the notions that need no words ---

static const char *const notions[] = {"wait",    "clock",   "door", "phone", "mask",      "hand-washing",
                                      "vaccine", "warning", "exit", "child", "wheelchair"};

// The smallest icon of a 1024 × 600 panel stands beside the fine print of a wait that is old.
static int smallest_side(void)
{
	const struct vr_panel panel = {1024, 600, 43, 3};
	return vr_sizes_for(&panel, 0.714, 0.53).fine;
}

static bool covered(const struct canvas *canvas, int x, int y)
{
	return ink(canvas, x, y) >= 128;
}

// In a square of two pixels that are inked: then the stroke is no thinner there.
static bool is_two_wide(const struct canvas *canvas, int x, int y)
{
	for (int left = x - 1; left <= x; left++) {
		for (int top = y - 1; top <= y; top++) {
			if (covered(canvas, left, top) && covered(canvas, left + 1, top) &&
			    covered(canvas, left, top + 1) && covered(canvas, left + 1, top + 1))
				return true;
		}
	}
	return false;
}

static void strokes_are_two_pixels_wide(void **state)
{
	int side = smallest_side();
	for (size_t i = 0; i < VR_COUNT(notions); i++) {
		struct canvas canvas;
		int inked_count = 0, thin = 0;
		canvas_open(&canvas, side + 8, side + 8);
		vr_scene_icon(&canvas.scene, (struct vr_rect){4, 4, side, side}, notions[i], black, false);
		canvas_paint(&canvas, *state, NULL);
		for (int y = 1; y < side + 7; y++) {
			for (int x = 1; x < side + 7; x++) {
				inked_count += covered(&canvas, x, y);
				thin += covered(&canvas, x, y) && !is_two_wide(&canvas, x, y);
			}
		}
		// A shape, neither a speck nor a blot, and whole but for pixels on rounded ends.
		if (inked_count < side * side / 8 || inked_count > side * side / 2 || thin * 50 > inked_count)
			fail_msg("%s at %d: %d pixels, %d of them in thin strokes", notions[i], side, inked_count,
			         thin);
		canvas_close(&canvas);
	}
}

static struct vr_colour colour_of(uint32_t value)
{
	return (struct vr_colour){(uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value, 255};
}

// Part of the icon's pixels, in percent, that stand out from the paper by 4.5:1.
static int standing_out(struct vr_paint *paint, const char *name, int side, struct vr_colour accent,
                        struct vr_colour paper)
{
	struct canvas canvas;
	int drawn = 0, clear = 0;
	canvas_open(&canvas, side, side);
	canvas.scene.ground = paper;
	vr_scene_icon(&canvas.scene, (struct vr_rect){0, 0, side, side}, name, accent, false);
	canvas_paint(&canvas, paint, NULL);
	for (int i = 0; i < side * side; i++) {
		double contrast = vr_contrast(colour_of(canvas.pixels.data[i]), paper);
		drawn += contrast > 1.2;
		clear += contrast >= 4.5;
	}
	canvas_close(&canvas);
	return drawn ? clear * 100 / drawn : 0;
}

// As it is seen, softened edges and all: more than half of what is drawn.
static void every_theme_shows_them(void **state)
{
	static const char *const themes[] = {"light", "dark", "contrast"};
	struct vr_config_problems problems;
	vr_config_problems_init(&problems);
	for (size_t i = 0; i < VR_COUNT(themes); i++) {
		struct vr_theme theme;
		assert_true(vr_theme_load(themes[i], &theme, &problems));
		const struct vr_colour accents[] = {theme.waits, theme.notice, theme.health,  theme.news,
		                                    theme.alert, theme.clinic, theme.caution, theme.ink};
		for (size_t name = 0; name < VR_COUNT(notions); name++) {
			for (size_t a = 0; a < VR_COUNT(accents); a++) {
				int part =
				        standing_out(*state, notions[name], smallest_side(), accents[a], theme.paper);
				if (part < 50)
					fail_msg("%s in %s, accent %zu: %d %%", notions[name], themes[i], a, part);
			}
			assert_true(standing_out(*state, notions[name], smallest_side(), theme.emergency_ink,
			                         theme.emergency) >= 50);
		}
	}
	vr_config_problems_release(&problems);
}

// The log says so once, whatever the size and however often it is asked for.
static void missing_is_told_once(void **state)
{
	for (int side = 20; side < 60; side++)
		ink_of(*state, "not-drawn-yet", side);
	struct vr_buffer log;
	vr_buffer_init(&log, VR_LOG_RECORDER * 2);
	vr_log_recent(&log);
	const char *first = strstr(vr_buffer_string(&log), "not-drawn-yet left out");
	assert_non_null(first);
	assert_null(strstr(first + 10, "not-drawn-yet left out"));
	vr_buffer_release(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(all_of_them),
	        cmocka_unit_test(sizes),
	        cmocka_unit_test(mirrored),
	        cmocka_unit_test(strokes_are_two_pixels_wide),
	        cmocka_unit_test(every_theme_shows_them),
	        cmocka_unit_test(tinted),
	        cmocka_unit_test(missing),
	        cmocka_unit_test(missing_is_told_once),
	};
	return cmocka_run_group_tests(tests, open_paint, close_paint);
}
