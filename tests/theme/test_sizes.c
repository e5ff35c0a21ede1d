#include "vantrum/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define CAPITAL 0.714
#define AVERAGE 0.53

static struct vr_sizes sizes_of(int width, int height, double inches, double metres)
{
	const struct vr_panel panel = {width, height, inches, metres};
	return vr_sizes_for(&panel, CAPITAL, AVERAGE);
}

static void the_known_panels_get_their_known_sizes(void **state)
{
	(void)state;
	static const struct {
		double inches, metres;
		int primary;
	} known[] = {{55, 3, 81}, {55, 5, 135}, {43, 3, 104}, {43, 5, 173}};
	for (size_t i = 0; i < VR_COUNT(known); i++) {
		struct vr_sizes sizes = sizes_of(1920, 1080, known[i].inches, known[i].metres);
		assert_in_range(sizes.primary, known[i].primary, known[i].primary + 1);
		assert_false(sizes.capped);
		struct vr_sizes fine = sizes_of(3840, 2160, known[i].inches, known[i].metres);
		assert_in_range(fine.primary, 2 * known[i].primary - 2, 2 * known[i].primary + 1);
	}
	assert_int_equal(sizes_of(1920, 1080, 55, 3).fine, 54);
}

static void an_upright_panel_asks_for_the_same_capital(void **state)
{
	(void)state;
	assert_int_equal(sizes_of(1080, 1920, 55, 3).primary, sizes_of(1920, 1080, 55, 3).primary);
	struct vr_sizes far = sizes_of(1080, 1920, 43, 5); // 173 px would leave 10 characters a line
	assert_int_equal(far.primary, 152);
	assert_true(far.capped);
}

static void the_ratios_hold_everywhere(void **state)
{
	(void)state;
	static const int panels[][2] = {{1024, 600}, {1280, 720}, {1366, 768}, {1920, 1080}, {3840, 2160}, {600, 1024}};
	for (size_t i = 0; i < VR_COUNT(panels); i++) {
		for (double metres = 0.5; metres <= 20; metres += 0.5) {
			struct vr_sizes sizes = sizes_of(panels[i][0], panels[i][1], 43, metres);
			int short_side = panels[i][0] < panels[i][1] ? panels[i][0] : panels[i][1];
			assert_true(sizes.fine * 3 >= sizes.primary * 2);
			assert_true(sizes.fine < sizes.primary);
			assert_true(fabs(sizes.title - sizes.primary * 1.5) < 0.51);
			assert_true(fabs(sizes.numeral - sizes.primary * 2.25) < 0.51);
			assert_true(fabs(sizes.margin - short_side * 0.05) < 0.51);
			assert_in_range(sizes.rule, 1, 4);
		}
	}
}

// What EN 301 549 asks for, computed the other way round: from the size to the angle.
static void a_capital_subtends_its_angle_unless_capped(void **state)
{
	(void)state;
	for (double inches = 20; inches <= 100; inches += 5) {
		for (double metres = 1; metres <= 10; metres += 0.5) {
			struct vr_sizes sizes = sizes_of(1920, 1080, inches, metres);
			double mm = sizes.primary * CAPITAL * inches * 25.4 / hypot(1920, 1080);
			double degrees = 2 * atan(mm / 2 / (metres * 1000)) * 180 / M_PI;
			assert_true(sizes.capped ? degrees < 0.7 : degrees > 0.6999);
		}
	}
}

static void three_lines_of_twelve_characters_always_fit(void **state)
{
	(void)state;
	static const int panels[][2] = {{1024, 600}, {1920, 1080}, {1080, 1920}, {600, 1024}, {3840, 2160}};
	for (size_t i = 0; i < VR_COUNT(panels); i++) {
		struct vr_sizes sizes = sizes_of(panels[i][0], panels[i][1], 15, 20);
		assert_true(sizes.capped);
		assert_true(12 * AVERAGE * sizes.primary <= panels[i][0] - 2 * sizes.margin);
		assert_true((3 * 1.35 + 1.5) * sizes.primary <= panels[i][1] - 2 * sizes.margin);
		assert_true(sizes.primary * 8 > (panels[i][0] < panels[i][1] ? panels[i][0] : panels[i][1]));
	}
}

static void a_close_large_panel_keeps_lines_short(void **state)
{
	(void)state;
	struct vr_sizes sizes = sizes_of(1920, 1080, 150, 0.5);
	assert_int_equal(sizes.primary, 72);
	assert_false(sizes.capped);
}

static void the_smallest_panel_does_not_break(void **state)
{
	(void)state;
	struct vr_sizes sizes = sizes_of(1, 1, 5, 20);
	assert_true(sizes.primary >= 1 && sizes.fine >= 1 && sizes.rule >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_known_panels_get_their_known_sizes),
	        cmocka_unit_test(an_upright_panel_asks_for_the_same_capital),
	        cmocka_unit_test(the_ratios_hold_everywhere),
	        cmocka_unit_test(a_capital_subtends_its_angle_unless_capped),
	        cmocka_unit_test(three_lines_of_twelve_characters_always_fit),
	        cmocka_unit_test(a_close_large_panel_keeps_lines_short),
	        cmocka_unit_test(the_smallest_panel_does_not_break),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
