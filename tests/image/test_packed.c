// Packed pictures: every pixel comes back, from any part, whatever the picture; and what they take.
#include "vantrum/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint32_t scatter(int x, int y)
{
	uint32_t value = ((uint32_t)x * 73856093u ^ (uint32_t)y * 19349663u) * 2654435761u;
	return value ^ value >> 15;
}

static uint32_t one_colour(int x, int y)
{
	(void)x;
	(void)y;
	return 0xfff7f6f2;
}

// Sixteen colours a block are a palette, seventeen are not: a pixel of its own in every second row.
static uint32_t about_a_palette(int x, int y)
{
	uint32_t colour = 0xff000000 | (uint32_t)(x % 16) * 0x0f0f01;
	return y % 2 && x % VR_PACKED_BLOCK == 40 ? 0xff123456 : colour;
}

static uint32_t noise(int x, int y)
{
	return 0xff000000 | scatter(x, y);
}

// Grounds that change from block to block, with lines through them, as slides are made.
static uint32_t slide_like(int x, int y)
{
	if (y % 7 == 3 && x % 90 < 40)
		return 0xff000000 | scatter(x, y) % 12 * 0x151515;
	return y % 11 < 5 ? 0xffffffff : x % (3 * VR_PACKED_BLOCK) < VR_PACKED_BLOCK ? 0xff003366 : 0xff003367;
}

static uint32_t (*const patterns[])(int x, int y) = {one_colour, about_a_palette, noise, slide_like};

static struct vr_pixels make(int width, int height, uint32_t (*pixel)(int x, int y))
{
	struct vr_pixels out;
	struct vr_error error;
	assert_true(vr_pixels_create(width, height, &out, &error));
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++)
			out.data[y * width + x] = pixel(x, y);
	}
	return out;
}

static struct vr_packed pack(const struct vr_pixels *pixels)
{
	struct vr_packed packed;
	struct vr_error error;
	assert_true(vr_packed_create(pixels, &packed, &error));
	assert_int_equal(packed.width, pixels->width);
	assert_int_equal(packed.height, pixels->height);
	return packed;
}

static void every_pixel_comes_back(void **state)
{
	(void)state;
	static const int sizes[][2] = {{1, 1}, {63, 5}, {64, 9}, {65, 30}, {300, 40}, {1, 200}};
	for (size_t s = 0; s < VR_COUNT(sizes); s++) {
		for (size_t p = 0; p < VR_COUNT(patterns); p++) {
			struct vr_pixels pixels = make(sizes[s][0], sizes[s][1], patterns[p]), back;
			struct vr_packed packed = pack(&pixels);
			struct vr_error error;
			assert_true(vr_packed_unpack(&packed, &back, &error));
			assert_int_equal(back.width, sizes[s][0]);
			assert_int_equal(back.height, sizes[s][1]);
			assert_memory_equal(back.data, pixels.data,
			                    (size_t)sizes[s][0] * (size_t)sizes[s][1] * sizeof *back.data);
			vr_pixels_release(&back);
			vr_packed_release(&packed);
			vr_pixels_release(&pixels);
		}
	}
}

static void check_part(const struct vr_packed *packed, const struct vr_pixels *pixels, int x, int y, int count)
{
	uint32_t out[200];
	assert_in_range(count, 0, VR_COUNT(out) - 1);
	memset(out, 0x55, sizeof out);
	vr_packed_read(packed, x, y, count, out);
	assert_memory_equal(out, pixels->data + y * pixels->width + x, (size_t)count * sizeof *out);
	assert_int_equal(out[count], 0x55555555);
}

static void any_part_of_a_row_can_be_read(void **state)
{
	(void)state;
	for (size_t p = 0; p < VR_COUNT(patterns); p++) {
		struct vr_pixels pixels = make(150, 4, patterns[p]);
		struct vr_packed packed = pack(&pixels);
		for (int y = 0; y < pixels.height; y++) {
			for (int x = 0; x < pixels.width; x++) {
				for (int count = 0; x + count <= pixels.width; count++)
					check_part(&packed, &pixels, x, y, count);
			}
		}
		vr_packed_release(&packed);
		vr_pixels_release(&pixels);
	}
}

static size_t bytes_of(uint32_t (*pattern)(int x, int y))
{
	struct vr_pixels pixels = make(1920, 1080, pattern);
	struct vr_packed packed = pack(&pixels);
	size_t bytes = packed.bytes;
	vr_packed_release(&packed);
	vr_pixels_release(&pixels);
	return bytes;
}

static void a_slide_is_small_and_nothing_is_large(void **state)
{
	(void)state;
	const size_t all = (size_t)1920 * 1080 * 4;
	assert_in_range(bytes_of(one_colour), 1, all / 50);
	assert_in_range(bytes_of(slide_like), 1, all / 8);
	assert_in_range(bytes_of(about_a_palette), 1, all * 3 / 5);
	assert_in_range(bytes_of(noise), 1, all * 4 / 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_pixel_comes_back),
	        cmocka_unit_test(any_part_of_a_row_can_be_read),
	        cmocka_unit_test(a_slide_is_small_and_nothing_is_large),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
