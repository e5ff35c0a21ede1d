// The cross-fade: exact at both ends, near the true mean between them, any width, any stride.
#include "surface_under_test.h"

enum { HEIGHT = 3, STRIDE = 50 };

static void fill(uint32_t *pixels, size_t count, uint32_t seed)
{
	for (size_t i = 0; i < count; i++) {
		seed = seed * 1664525 + 1013904223;
		pixels[i] = seed;
	}
}

static void check(int width, unsigned weight)
{
	uint32_t from[STRIDE * HEIGHT], to[STRIDE * HEIGHT], out[STRIDE * HEIGHT];
	fill(from, VR_COUNT(from), 1);
	fill(to, VR_COUNT(to), 2);
	memset(out, 0x55, sizeof(out));
	vr_paint_blend(from, to, weight, width, HEIGHT, out, STRIDE);
	for (int y = 0; y < HEIGHT; y++) {
		for (int x = 0; x < width; x++) {
			uint32_t a = from[y * width + x], b = to[y * width + x], c = out[y * STRIDE + x];
			for (int shift = 0; shift < 32; shift += 8) {
				unsigned before = a >> shift & 0xff, after = b >> shift & 0xff;
				assert_int_equal(c >> shift & 0xff, (before * (256 - weight) + after * weight) / 256);
			}
		}
		for (int x = width; x < STRIDE; x++)
			assert_int_equal(out[y * STRIDE + x], 0x55555555);
	}
}

static void every_weight(void **state)
{
	(void)state;
	for (unsigned weight = 0; weight <= 256; weight++)
		check(37, weight);
}

static void every_width(void **state)
{
	(void)state;
	for (int width = 0; width <= STRIDE; width++)
		check(width, 100);
}

static void ends_are_exact(void **state)
{
	(void)state;
	uint32_t from[64], to[64], out[64];
	fill(from, 64, 3);
	fill(to, 64, 4);
	vr_paint_blend(from, to, 0, 64, 1, out, 64);
	assert_memory_equal(out, from, sizeof(out));
	vr_paint_blend(from, to, 256, 64, 1, out, 64);
	assert_memory_equal(out, to, sizeof(out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_weight),
	        cmocka_unit_test(every_width),
	        cmocka_unit_test(ends_are_exact),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
