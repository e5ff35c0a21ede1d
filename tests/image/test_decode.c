// Whole pictures of every kind: right colours in the right places at the right size.
#include "encode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct vr_pixels decode(struct file file, int box_width, int box_height, bool contain)
{
	struct vr_pixels out;
	struct vr_error error = {0};
	if (!vr_image_decode(file.data, file.length, box_width, box_height, contain, &out, &error))
		fail_msg("%s", error.what);
	free(file.data);
	return out;
}

static uint32_t at(const struct vr_pixels *pixels, int x, int y)
{
	return pixels->data[(size_t)y * (size_t)pixels->width + (size_t)x];
}

// Lossy formats come near a colour, not to it.
static void assert_near(uint32_t pixel, uint32_t wanted)
{
	for (int shift = 0; shift < 32; shift += 8) {
		int difference = (int)(pixel >> shift & 0xff) - (int)(wanted >> shift & 0xff);
		if (abs(difference) > 12)
			fail_msg("pixel %08x instead of about %08x", pixel, wanted);
	}
}

static void assert_sample(const struct vr_pixels *pixels)
{
	int w = pixels->width, h = pixels->height;
	assert_near(at(pixels, w / 4, h / 2), 0xffff0000);
	assert_near(at(pixels, w * 3 / 4, h / 2), 0xff00ff00);
	assert_near(at(pixels, w / 2, h - 2), 0xff0000ff);
}

static void jpeg_colours(void **state)
{
	(void)state;
	static const enum jpeg_kind kinds[] = {JPEG_RGB, JPEG_CMYK, JPEG_PROGRESSIVE};
	for (size_t i = 0; i < VR_COUNT(kinds); i++) {
		struct vr_pixels out = decode(make_jpeg(160, 96, kinds[i], 0), 160, 96, true);
		assert_int_equal(out.width, 160);
		assert_int_equal(out.height, 96);
		assert_sample(&out);
		vr_pixels_release(&out);
	}
	struct vr_pixels grey = decode(make_jpeg(160, 96, JPEG_GREY, 0), 160, 96, true);
	assert_near(at(&grey, 20, 20), 0xffffffff);
	assert_near(at(&grey, 140, 20), 0xff000000);
	vr_pixels_release(&grey);
}

static void png_colours(void **state)
{
	(void)state;
	static const enum png_kind kinds[] = {PNG_RGB8, PNG_RGB16, PNG_PALETTE, PNG_INTERLACED};
	for (size_t i = 0; i < VR_COUNT(kinds); i++) {
		struct vr_pixels out = decode(make_png(101, 67, kinds[i], true), 200, 200, true);
		assert_int_equal(out.width, 101);
		assert_int_equal(out.height, 67);
		assert_int_equal(at(&out, 49, 3), 0xffff0000);
		assert_int_equal(at(&out, 50, 3), 0xff00ff00);
		assert_int_equal(at(&out, 50, 66), 0xff0000ff);
		vr_pixels_release(&out);
	}
	struct vr_pixels grey = decode(make_png(101, 67, PNG_GREY1, true), 200, 200, true);
	assert_int_equal(at(&grey, 49, 3), 0xffffffff);
	assert_int_equal(at(&grey, 50, 3), 0xff000000);
	vr_pixels_release(&grey);
}

static void alpha_is_premultiplied(void **state)
{
	(void)state;
	struct vr_pixels out = decode(make_png(100, 64, PNG_ALPHA, true), 100, 64, true);
	assert_int_equal(at(&out, 10, 10), 0x80800000);
	vr_pixels_release(&out);
	out = decode(make_png(100, 64, PNG_ALPHA, true), 50, 32, true);
	assert_int_equal(at(&out, 5, 5), 0x80800000);
	vr_pixels_release(&out);
}

static void webp_colours(void **state)
{
	(void)state;
	for (int lossless = 0; lossless < 2; lossless++) {
		struct vr_pixels out = decode(make_webp(160, 96, lossless), 80, 48, true);
		assert_int_equal(out.width, 80);
		assert_int_equal(out.height, 48);
		assert_sample(&out);
		vr_pixels_release(&out);
	}
}

static void sizes(void **state)
{
	(void)state;
	static const struct {
		int box_width, box_height;
		bool contain;
		int width, height;
	} cases[] = {
	        {100, 100, true, 100, 50},                                                  // the wide side decides
	        {100, 100, false, 200, 100},                                                // the narrow side decides
	        {400, 200, true, 400, 200},                                                 // as it is
	        {4000, 4000, true, 400, 200},                                               // never enlarged
	        {4000, 4000, false, 400, 200}, {400, 20, true, 40, 20}, {1, 1, true, 1, 1}, // half a pixel high is one
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		for (int kind = 0; kind < 3; kind++) {
			struct file file = kind == 0   ? make_jpeg(400, 200, JPEG_RGB, 0)
			                   : kind == 1 ? make_png(400, 200, PNG_RGB8, true)
			                               : make_webp(400, 200, false);
			struct vr_pixels out = decode(file, cases[i].box_width, cases[i].box_height, cases[i].contain);
			assert_int_equal(out.width, cases[i].width);
			assert_int_equal(out.height, cases[i].height);
			if (out.height >= 16)
				assert_sample(&out);
			vr_pixels_release(&out);
		}
	}
}

// For a place that it fills, a picture is cut to the part in its middle that painting would take.
static void cut_to_its_place(void **state)
{
	(void)state;
	static const struct {
		int box_width, box_height;
		bool contain;
		int width, height;
	} cases[] = {
	        {100, 100, false, 100, 100}, {100, 20, false, 100, 20},    {100, 100, true, 100, 50},
	        {100, 50, false, 100, 50},   {4000, 100, false, 400, 200}, // never enlarged: as it is
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct file file = make_png(400, 200, PNG_RGB8, true);
		struct vr_pixels out;
		struct vr_error error;
		assert_true(vr_image_decode_for(file.data, file.length, cases[i].box_width, cases[i].box_height,
		                                cases[i].contain, &out, &error));
		struct vr_pixels whole = decode(file, cases[i].box_width, cases[i].box_height, cases[i].contain);
		assert_int_equal(out.width, cases[i].width);
		assert_int_equal(out.height, cases[i].height);
		int left = (whole.width - out.width) / 2, top = (whole.height - out.height) / 2;
		for (int y = 0; y < out.height; y++)
			for (int x = 0; x < out.width; x++)
				assert_int_equal(at(&out, x, y), at(&whole, left + x, top + y));
		vr_pixels_release(&out);
		vr_pixels_release(&whole);
	}
	struct vr_pixels none;
	struct vr_error error;
	assert_false(vr_image_decode_for("GIF89a", 6, 10, 10, false, &none, &error));
	assert_int_equal(error.code, VR_UNSUPPORTED);
}

// Where the red half and the blue edge must be once the picture is upright.
static void orientations(void **state)
{
	(void)state;
	static const char sides[8][2] = {{'l', 'b'}, {'r', 'b'}, {'r', 't'}, {'l', 't'},
	                                 {'t', 'r'}, {'t', 'l'}, {'b', 'l'}, {'b', 'r'}};
	for (int orientation = 1; orientation <= 8; orientation++) {
		struct vr_pixels out = decode(make_jpeg(160, 96, JPEG_RGB, orientation), 96, 96, true);
		bool lying = orientation >= 5;
		assert_int_equal(out.width, lying ? 58 : 96);
		assert_int_equal(out.height, lying ? 96 : 58);
		int w = out.width, h = out.height;
		const char red = sides[orientation - 1][0], blue = sides[orientation - 1][1];
		assert_near(at(&out,
		               blue == 'l'   ? 2
		               : blue == 'r' ? w - 3
		                             : w / 2,
		               blue == 't'   ? 2
		               : blue == 'b' ? h - 3
		                             : h / 2),
		            0xff0000ff);
		assert_near(at(&out,
		               red == 'l'   ? 4
		               : red == 'r' ? w - 5
		                            : w / 2,
		               red == 't'   ? 4
		               : red == 'b' ? h - 5
		                            : h / 2),
		            0xffff0000);
		vr_pixels_release(&out);
	}
	struct vr_pixels odd = decode(make_jpeg(160, 96, JPEG_RGB, 9), 160, 96, true);
	assert_sample(&odd);
	vr_pixels_release(&odd);
}

static void writes_what_it_reads(void **state)
{
	(void)state;
	struct vr_pixels pixels, again;
	struct vr_error error = {0};
	assert_true(vr_pixels_create(33, 17, &pixels, &error));
	for (int i = 0; i < 33 * 17; i++)
		pixels.data[i] = 0xff000000 | (uint32_t)i * 29287;
	struct vr_buffer file;
	vr_buffer_init(&file, 1u << 20);
	assert_true(vr_image_encode_png(&pixels, &file, &error));
	assert_true(vr_image_decode(file.data, file.length, 33, 17, true, &again, &error));
	assert_memory_equal(pixels.data, again.data, sizeof(uint32_t) * 33 * 17);
	vr_pixels_release(&again);
	vr_buffer_release(&file);
	vr_buffer_init(&file, 100);
	assert_false(vr_image_encode_png(&pixels, &file, &error));
	assert_int_equal(error.code, VR_LIMIT);
	vr_buffer_release(&file);
	vr_pixels_release(&pixels);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(jpeg_colours),
	        cmocka_unit_test(png_colours),
	        cmocka_unit_test(alpha_is_premultiplied),
	        cmocka_unit_test(webp_colours),
	        cmocka_unit_test(sizes),
	        cmocka_unit_test(cut_to_its_place),
	        cmocka_unit_test(orientations),
	        cmocka_unit_test(writes_what_it_reads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
