// Scaling and its edges, and the Exif reader on blocks that no camera writes.
#include "image/exif.h"
#include "image/pixels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct vr_pixels make(int width, int height, uint32_t (*pixel)(int x, int y))
{
	struct vr_pixels out;
	struct vr_error error;
	assert_true(vr_pixels_create(width, height, &out, &error));
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			out.data[y * width + x] = pixel(x, y);
	return out;
}

static uint32_t white(int x, int y)
{
	(void)x;
	(void)y;
	return 0xffffffff;
}

static uint32_t stripes(int x, int y)
{
	(void)y;
	return x % 2 ? 0xffffffff : 0xff000000;
}

static uint32_t noise(int x, int y)
{
	uint32_t value = ((uint32_t)x * 73856093u ^ (uint32_t)y * 19349663u) * 2654435761u;
	uint32_t alpha = value >> 24;
	return alpha << 24 | (value & 0xff) * alpha / 255 << 8;
}

static struct vr_pixels scale(const struct vr_pixels *in, int width, int height)
{
	struct vr_pixels out;
	struct vr_error error = {0};
	if (!vr_pixels_scale(in, (struct vr_rect){0, 0, in->width, in->height}, width, height, &out, &error))
		fail_msg("%s", error.what);
	return out;
}

static void flat_stays_flat(void **state)
{
	(void)state;
	struct vr_pixels in = make(97, 61, white);
	static const int sizes[][2] = {{97, 61}, {96, 61}, {97, 60}, {50, 31}, {7, 3}, {1, 1}, {200, 200}, {10, 200}};
	for (size_t i = 0; i < VR_COUNT(sizes); i++) {
		struct vr_pixels out = scale(&in, sizes[i][0], sizes[i][1]);
		for (int p = 0; p < out.width * out.height; p++)
			assert_int_equal(out.data[p], 0xffffffff);
		vr_pixels_release(&out);
	}
	vr_pixels_release(&in);
}

static void halves_average(void **state)
{
	(void)state;
	struct vr_pixels in = make(64, 8, stripes);
	struct vr_pixels out = scale(&in, 32, 8);
	for (int p = 0; p < 32 * 8; p++)
		assert_in_range(out.data[p] & 0xff, 127, 128);
	vr_pixels_release(&out);
	out = scale(&in, 64, 4);
	assert_int_equal(out.data[0], 0xff000000);
	assert_int_equal(out.data[1], 0xffffffff);
	vr_pixels_release(&out);
	vr_pixels_release(&in);
}

// A colour above its alpha would wrap around when drawn over something.
static void stays_premultiplied(void **state)
{
	(void)state;
	struct vr_pixels in = make(83, 59, noise);
	static const int sizes[][2] = {{82, 58}, {40, 20}, {9, 50}, {120, 90}};
	for (size_t i = 0; i < VR_COUNT(sizes); i++) {
		struct vr_pixels out = scale(&in, sizes[i][0], sizes[i][1]);
		for (int p = 0; p < out.width * out.height; p++)
			assert_true((out.data[p] >> 8 & 0xff) <= out.data[p] >> 24);
		vr_pixels_release(&out);
	}
	vr_pixels_release(&in);
}

static void parts(void **state)
{
	(void)state;
	struct vr_pixels in = make(64, 8, stripes), out;
	struct vr_error error;
	assert_true(vr_pixels_scale(&in, (struct vr_rect){1, 2, 1, 3}, 5, 5, &out, &error));
	for (int p = 0; p < 25; p++)
		assert_int_equal(out.data[p], 0xffffffff);
	vr_pixels_release(&out);
	static const struct vr_rect outside[] = {
	        {-1, 0, 2, 2}, {63, 0, 2, 2}, {0, 7, 1, 2}, {0, 0, 0, 1}, {0, 0, 65, 1}};
	for (size_t i = 0; i < VR_COUNT(outside); i++) {
		assert_false(vr_pixels_scale(&in, outside[i], 5, 5, &out, &error));
		assert_int_equal(error.code, VR_INVALID);
	}
	assert_false(vr_pixels_scale(&in, (struct vr_rect){0, 0, 64, 8}, 100000, 100000, &out, &error));
	assert_int_equal(error.code, VR_LIMIT);
	assert_false(vr_pixels_create(0, 5, &out, &error));
	vr_pixels_release(&in);
}

static void exif_of_all_sorts(void **state)
{
	(void)state;
	uint8_t block[] = {'E', 'x',  'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
	                   1,   0x12, 0,   3,   0, 0, 0,   1,   0, 6,  0, 0, 0, 0, 0, 0};
	assert_int_equal(vr_exif_orientation(block, sizeof(block)), 6);
	block[25] = 9;
	assert_int_equal(vr_exif_orientation(block, sizeof(block)), 1);
	block[25] = 6;
	for (size_t length = 0; length < 26; length++) {
		uint8_t *copy = malloc(length ? length : 1);
		memcpy(copy, block, length);
		assert_int_equal(vr_exif_orientation(copy, length), 1);
		free(copy);
	}
	memset(block + 10, 0xff, 4); // the directory is four gigabytes away
	assert_int_equal(vr_exif_orientation(block, sizeof(block)), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(flat_stays_flat),     cmocka_unit_test(halves_average),
	        cmocka_unit_test(stays_premultiplied), cmocka_unit_test(parts),
	        cmocka_unit_test(exif_of_all_sorts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
