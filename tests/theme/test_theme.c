#include "theme/pairs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define NIGHT_DIM_DEFAULT 40

static char path[] = "/tmp/vantrum-theme-XXXXXX";

static int make_path(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
	(void)state;
	unlink(path);
	return 0;
}

static void write_text(const char *text)
{
	assert_true(vr_file_replace(path, text, strlen(text), 0644, NULL));
}

static struct vr_colour grey_of(int level)
{
	return (struct vr_colour){(uint8_t)level, (uint8_t)level, (uint8_t)level, 255};
}

// The light theme with one colour changed: [colours] on the first line, then one a line in the order of the table.
static void write_theme(const char *key, struct vr_colour colour)
{
	struct vr_buffer text;

	vr_buffer_init(&text, 4096);
	vr_buffer_text(&text, "[colours]\n");
	for (enum tint tint = 0; tint < TINTS; tint++) {
		struct vr_colour own = vr_tint_of(vr_theme_light(), tint);

		if (strcmp(key, vr_tints[tint].key) == 0)
			own = colour;
		vr_buffer_format(&text, "%s = #%02x%02X%02x ; a colour\n", vr_tints[tint].key, own.r, own.g, own.b);
	}
	write_text(vr_buffer_string(&text));
	vr_buffer_release(&text);
}

// What is said must be in the problems; "": there are none.
static struct vr_theme load(const char *name, const char *said)
{
	struct vr_config_problems problems;
	struct vr_theme theme;
	bool good;

	vr_config_problems_init(&problems);
	good = vr_theme_load(name, &theme, &problems);
	if (good != (problems.count == 0) || good != (*said == '\0') || !strstr(vr_buffer_string(&problems.text), said))
		fail_msg("%s: %s, expected %s", name, vr_buffer_string(&problems.text), said);
	if (!good)
		assert_memory_equal(&theme, vr_theme_light(), sizeof theme);
	vr_config_problems_release(&problems);
	return theme;
}

// Whether nothing is said of this pair, whatever is wrong with others.
static bool refuses_not(const char *front, const char *ground)
{
	struct vr_config_problems problems;
	struct vr_theme theme;
	char start[64], end[64];
	bool silent = true;

	vr_config_problems_init(&problems);
	if (!vr_theme_load(path, &theme, &problems)) {
		snprintf(start, sizeof start, ": %s #", front);
		snprintf(end, sizeof end, " on %s #", ground);
		for (char *line = strtok(problems.text.data, "\n"); line; line = strtok(NULL, "\n"))
			silent &= !(strstr(line, start) && strstr(line, end));
	}
	vr_config_problems_release(&problems);
	return silent;
}

static void contrast_is_wcags(void **state)
{
	(void)state;
	const struct vr_colour black = {0, 0, 0, 255}, white = {255, 255, 255, 255}, grey = {0x76, 0x76, 0x76, 0};
	assert_true(fabs(vr_contrast(black, white) - 21) < 1e-6);
	assert_true(fabs(vr_contrast(white, black) - 21) < 1e-6);
	assert_true(fabs(vr_contrast(grey, grey) - 1) < 1e-9);
	// #767676 is known as the lightest grey that passes 4.5:1 on white.
	assert_true(fabs(vr_contrast(grey, white) - 4.54) < 0.01);
	// A channel below the linear threshold.
	assert_true(fabs(vr_contrast((struct vr_colour){10, 10, 10, 255}, black) - 1.0607) < 0.001);
}

static void the_themes_that_come_with_the_program_are_good(void **state)
{
	static const char *const names[] = {"light", "dark", "contrast"};

	(void)state;
	for (size_t i = 0; i < VR_COUNT(names); i++) {
		struct vr_theme theme = load(names[i], "");

		assert_string_equal(theme.name, names[i]);
		assert_ptr_equal(strchr(theme.name, '/'), NULL);
		assert_string_equal(vr_theme_shipped(theme.name), names[i]);
		for (size_t pair = 0; pair < vr_pair_count; pair++)
			assert_true(vr_pair_contrast(&theme, &vr_pairs[pair], NULL) >= vr_pairs[pair].least);
	}
	assert_null(vr_theme_shipped("neon"));
	assert_null(vr_theme_shipped(NULL));
}

static void light_is_compiled_in_as_well(void **state)
{
	struct vr_theme theme = load("light", "");

	(void)state;
	for (enum tint tint = 0; tint < TINTS; tint++) {
		struct vr_colour file = vr_tint_of(&theme, tint), built_in = vr_tint_of(vr_theme_light(), tint);

		if (memcmp(&file, &built_in, sizeof file) != 0)
			fail_msg("%s differs", vr_tints[tint].key);
	}
}

// Half of the difference of their grounds in some channel would be seen; it is more than that.
static void a_drill_is_not_mistaken_for_the_real_one(void **state)
{
	static const char *const names[] = {"light", "dark", "contrast"};

	(void)state;
	for (size_t i = 0; i < VR_COUNT(names); i++) {
		struct vr_theme theme = load(names[i], "");

		assert_true(theme.emergency.r > theme.emergency.b + 80); // red
		assert_true(theme.drill.b > theme.drill.r);              // blue-grey
		assert_true(abs(theme.emergency.r - theme.drill.r) > 60);
	}
}

// Each pair brought just below what it needs is refused by name, with both colours and both ratios, at its line.
static void every_pair_is_looked_at(void **state)
{
	(void)state;
	for (size_t i = 0; i < vr_pair_count; i++) {
		const struct vr_pair *pair = &vr_pairs[i];
		struct vr_colour ground = vr_tint_of(vr_theme_light(), pair->ground), front;
		char expected[160];
		int grey = vr_luminance(ground) > 0.2 ? 0 : 255, step = grey ? -1 : 1;

		for (front = grey_of(grey); vr_contrast(front, ground) >= pair->least; front = grey_of(grey))
			grey += step;
		write_theme(vr_tints[pair->front].key, front);
		snprintf(
		        expected, sizeof expected,
		        ":%d: %s #%02x%02x%02x on %s #%02x%02x%02x has a contrast of %.2f:1; at least %g:1 is wanted\n",
		        (int)pair->front + 2, vr_tints[pair->front].key, front.r, front.g, front.b,
		        vr_tints[pair->ground].key, ground.r, ground.g, ground.b,
		        floor(vr_contrast(front, ground) * 100) / 100, pair->least);
		load(path, expected);
		// One step back it is taken.
		write_theme(vr_tints[pair->front].key, grey_of(grey - step));
		assert_true(refuses_not(vr_tints[pair->front].key, vr_tints[pair->ground].key));
	}
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
	static const struct {
		const char *text, *problem;
	} cases[] = {
	        {"[colours]\npaper = f8f5ef\n", ":2: paper must be a colour as #rrggbb, not \"f8f5ef\"\n"},
	        {"[colours]\npaper = #f8f5e\n", ":2: paper must be a colour as #rrggbb, not \"#f8f5e\"\n"},
	        {"[colours]\npaper = #f8f5ef # warm\n",
	         ":2: paper must be a colour as #rrggbb, not \"#f8f5ef # warm\"\n"},
	        {"[colours]\npapre = #f8f5ef\n", ":2: unknown key \"papre\" in [colours]; did you mean \"paper\"?\n"},
	        {"[colors]\n", ":1: unknown section [colors]; did you mean [colours]?\n"},
	        {"[colours]\n# of no use\n", ":2: drill is missing under [colours]; write drill = #rrggbb\n"},
	        {"\xff\xff\xff\n", ":1: this line is not UTF-8; save the file as UTF-8 text\n"},
	        {"", ":1: ink is missing under [colours]; write ink = #rrggbb\n"},
	};

	(void)state;
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		write_text(cases[i].text);
		load(path, cases[i].problem);
	}
	write_theme("paper", (struct vr_colour){0xf8, 0xf5, 0xef, 255});
	load(path, "");
	unlink(path);
	load(path, ":1: ");
	load("neon", "themes/neon.ini:1: themes/neon.ini is missing");
	load("../../etc/passwd", ": ");
	load("..", ":1: \"themes/...ini\" is not the name of an asset");
}

// --- less light ---

static void at_the_default_a_theme_keeps_its_promise(void **state)
{
	static const char *const names[] = {"light", "dark", "contrast"};
	uint8_t levels[256];

	(void)state;
	vr_theme_dim(NIGHT_DIM_DEFAULT, levels);
	for (size_t i = 0; i < VR_COUNT(names); i++) {
		struct vr_theme theme = load(names[i], "");

		assert_true(vr_theme_dim_limit(&theme) > NIGHT_DIM_DEFAULT);
		for (size_t pair = 0; pair < vr_pair_count; pair++) {
			double contrast = vr_pair_contrast(&theme, &vr_pairs[pair], levels);

			if (contrast < vr_pairs[pair].least)
				fail_msg("%s: %s on %s: %.2f", names[i], vr_tints[vr_pairs[pair].front].key,
				         vr_tints[vr_pairs[pair].ground].key, contrast);
		}
	}
}

static bool readable(const struct vr_theme *theme, int percent)
{
	uint8_t levels[256];

	vr_theme_dim(percent, levels);
	for (size_t i = 0; i < vr_pair_count; i++) {
		if (vr_pairs[i].least >= 4.5 && vr_pair_contrast(theme, &vr_pairs[i], levels) < 4.5)
			return false;
	}
	return true;
}

static void the_limit_is_where_text_begins_to_suffer(void **state)
{
	static const char *const names[] = {"light", "dark", "contrast"};

	(void)state;
	for (size_t i = 0; i < VR_COUNT(names); i++) {
		struct vr_theme theme = load(names[i], "");
		int limit = vr_theme_dim_limit(&theme);

		assert_true(limit < 80 && readable(&theme, limit) && !readable(&theme, limit + 1));
		for (int percent = 0; percent <= 100; percent++)
			assert_int_equal(vr_theme_readable(&theme, percent), readable(&theme, percent));
	}
}

static void dimming_takes_that_much_light(void **state)
{
	uint8_t levels[256];

	(void)state;
	vr_theme_dim(0, levels);
	for (int i = 0; i < 256; i++)
		assert_int_equal(levels[i], i);
	for (int percent = 10; percent <= 80; percent += 10) {
		vr_theme_dim(percent, levels);
		for (int i = 1; i < 256; i++) {
			double before = vr_luminance(grey_of(i)), after = vr_luminance(grey_of(levels[i]));

			assert_true(levels[i] >= levels[i - 1]);
			// A step of a channel is at most 0.008 of luminance.
			assert_true(fabs(after - fmax((before + 0.05) * (100 - percent) / 100 - 0.05, 0)) < 0.005);
		}
	}
	vr_theme_dim(100, levels);
	assert_int_equal(levels[255], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(contrast_is_wcags),
	        cmocka_unit_test(the_themes_that_come_with_the_program_are_good),
	        cmocka_unit_test(light_is_compiled_in_as_well),
	        cmocka_unit_test(a_drill_is_not_mistaken_for_the_real_one),
	        cmocka_unit_test(every_pair_is_looked_at),
	        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
	        cmocka_unit_test(at_the_default_a_theme_keeps_its_promise),
	        cmocka_unit_test(the_limit_is_where_text_begins_to_suffer),
	        cmocka_unit_test(dimming_takes_that_much_light),
	};
	return cmocka_run_group_tests(tests, make_path, remove_path);
}
