#include "vantrum/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

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

struct pair {
	const char *name;
	struct vr_colour colour, ground;
	double least;
};

static void check_pairs(const struct pair *pairs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		double contrast = vr_contrast(pairs[i].colour, pairs[i].ground);
		if (contrast < pairs[i].least)
			fail_msg("%s: %.2f, below %.1f", pairs[i].name, contrast, pairs[i].least);
		assert_int_equal(pairs[i].colour.a, 255);
	}
}

static void every_pair_of_the_light_theme_can_be_read(void **state)
{
	(void)state;
	const struct vr_theme *theme = vr_theme_light();
	const struct vr_colour grounds[] = {theme->paper, theme->plate};
	for (size_t i = 0; i < VR_COUNT(grounds); i++) {
		// Accents colour headings, so they are held to what text needs.
		const struct pair pairs[] = {
		        {"ink", theme->ink, grounds[i], 7},         {"ink_soft", theme->ink_soft, grounds[i], 7},
		        {"caution", theme->caution, grounds[i], 7}, {"waits", theme->waits, grounds[i], 7},
		        {"notice", theme->notice, grounds[i], 7},   {"health", theme->health, grounds[i], 7},
		        {"news", theme->news, grounds[i], 7},       {"alert", theme->alert, grounds[i], 7},
		        {"clinic", theme->clinic, grounds[i], 7},   {"mark", theme->mark, grounds[i], 3},
		};
		check_pairs(pairs, VR_COUNT(pairs));
	}
	const struct pair alarms[] = {
	        {"emergency", theme->emergency_ink, theme->emergency, 7},
	        {"drill", theme->emergency_ink, theme->drill, 7},
	        {"page marks", theme->ink, theme->mark, 3},
	};
	check_pairs(alarms, VR_COUNT(alarms));
}

static void a_drill_is_not_mistaken_for_the_real_one(void **state)
{
	(void)state;
	const struct vr_theme *theme = vr_theme_light();
	assert_true(theme->emergency.r > theme->emergency.b + 80); // red
	assert_true(theme->drill.b > theme->drill.r);              // blue-grey
	assert_true(abs(theme->emergency.r - theme->drill.r) > 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(contrast_is_wcags),
	        cmocka_unit_test(every_pair_of_the_light_theme_can_be_read),
	        cmocka_unit_test(a_drill_is_not_mistaken_for_the_real_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
