// Pictures that are broken, cut off, far too large or something else: an error each time, never a crash.
#include "encode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { KINDS = 6 };

static struct file make(int kind)
{
	switch (kind) {
	case 0:
		return make_jpeg(64, 48, JPEG_RGB, 6);
	case 1:
		return make_jpeg(64, 48, JPEG_PROGRESSIVE, 0);
	case 2:
		return make_png(64, 48, PNG_ALPHA, true);
	case 3:
		return make_png(64, 48, PNG_INTERLACED, true);
	case 4:
		return make_webp(64, 48, false);
	default:
		return make_webp(64, 48, true);
	}
}

// Decodes a copy of exactly this size, so that reading past its end is noticed.
static enum vr_code try(const uint8_t *bytes, size_t length)
{
	uint8_t *copy = malloc(length ? length : 1);
	memcpy(copy, bytes, length);
	struct vr_pixels out;
	struct vr_error error = {0};
	bool ok = vr_image_decode(copy, length, 40, 40, true, &out, &error);
	assert_int_equal(ok, error.code == VR_OK);
	if (ok)
		assert_true(out.width > 0 && out.width <= 40 && out.height > 0 && out.height <= 40);
	else
		assert_true(out.data == NULL && error.what[0] != '\0');
	vr_pixels_release(&out);
	free(copy);
	return error.code;
}

static void cut_off_anywhere(void **state)
{
	(void)state;
	for (int kind = 0; kind < KINDS; kind++) {
		struct file file = make(kind);
		assert_int_equal(try(file.data, file.length), VR_OK);
		size_t step = file.length > 600 ? file.length / 300 : 1;
		for (size_t length = 0; length < file.length; length += step) {
			enum vr_code code = try(file.data, length);
			if (code != VR_INVALID && !(length < 12 && code == VR_UNSUPPORTED))
				fail_msg("kind %d cut to %zu of %zu bytes: code %d", kind, length, file.length, code);
		}
		assert_int_equal(try(file.data, file.length - 1), VR_INVALID);
		free(file.data);
	}
}

static void flipped_bits(void **state)
{
	(void)state;
	uint32_t random = 2026;
	for (int round = 0; round < 1200; round++) {
		struct file file = make(round % KINDS);
		for (int flips = 1 + round % 7; flips > 0; flips--) {
			random = random * 1664525 + 1013904223;
			file.data[(random >> 8) % file.length] ^= (uint8_t)(1u << (random & 7));
		}
		try(file.data, file.length);
		free(file.data);
	}
}

static void sizes_that_only_claim(void **state)
{
	(void)state;
	struct file png = make_png(100000, 100000, PNG_RGB8, false);
	assert_int_equal(try(png.data, png.length), VR_LIMIT);
	free(png.data);
	png = make_png(100000, 2, PNG_RGB8, false);
	assert_int_equal(try(png.data, png.length), VR_LIMIT);
	free(png.data);
	png = make_png(8000, 5001, PNG_INTERLACED, false);
	assert_int_equal(try(png.data, png.length), VR_LIMIT);
	free(png.data);
	struct file jpeg = make_jpeg(64, 48, JPEG_RGB, 0);
	for (size_t i = 2; i + 9 < jpeg.length; i++) { // the frame header: height and width, 16 bits each
		if (jpeg.data[i] == 0xff && jpeg.data[i + 1] == 0xc0) {
			memset(jpeg.data + i + 5, 0xff, 4);
			break;
		}
	}
	assert_int_equal(try(jpeg.data, jpeg.length), VR_LIMIT);
	free(jpeg.data);
}

static void webp_that_only_claims(void **state)
{
	(void)state;
	// An extended header whose canvas is 10 000 × 10 000, and one of 100 000 × 100 000 (which the format's own
	// product limit forbids), before a picture that is small.
	struct file inner = make_webp(64, 48, true);
	for (int huge = 0; huge < 2; huge++) {
		uint32_t side = (huge ? 100000 : 10000) - 1;
		size_t length = inner.length + 18;
		uint8_t *data = calloc(length, 1);
		memcpy(data, inner.data, 12);
		data[4] = (uint8_t)(length - 8);
		data[5] = (uint8_t)((length - 8) >> 8);
		memcpy(data + 12, "VP8X\x0a\0\0\0", 8);
		for (int i = 0; i < 3; i++)
			data[24 + i] = data[27 + i] = (uint8_t)(side >> (8 * i));
		memcpy(data + 30, inner.data + 12, inner.length - 12);
		enum vr_code code = try(data, length);
		assert_true(code == VR_LIMIT || code == VR_INVALID);
		free(data);
	}
	free(inner.data);
	// The plain header of a lossless picture: 14 bits each, all set, is 16 384 × 16 384.
	struct file plain = make_webp(64, 48, true);
	memset(plain.data + 21, 0xff, 3);
	plain.data[24] |= 0x0f;
	assert_int_equal(try(plain.data, plain.length), VR_LIMIT);
	free(plain.data);
}

static void too_many_bytes(void **state)
{
	(void)state;
	struct vr_pixels out;
	struct vr_error error;
	assert_false(vr_image_decode("\xff\xd8\xff", VR_IMAGE_BYTES_MAX + 1u, 10, 10, true, &out, &error));
	assert_int_equal(error.code, VR_LIMIT);
}

static void other_kinds(void **state)
{
	(void)state;
	static const char *const others[] = {"",
	                                     "GIF89a\1\0\1\0",
	                                     "<svg xmlns='http://www.w3.org/2000/svg'/>",
	                                     "BM\x36\0",
	                                     "RIFF\0\0\0\0WAVEfmt ",
	                                     "%PDF-1.7",
	                                     "<!doctype html>"};
	for (size_t i = 0; i < VR_COUNT(others); i++)
		assert_int_equal(try((const uint8_t *)others[i], strlen(others[i])), VR_UNSUPPORTED);
	struct file moving = make_webp(64, 48, true);
	uint8_t data[30] = {0};
	memcpy(data, moving.data, 12);
	data[4] = 22;
	memcpy(data + 12, "VP8X\x0a\0\0\0\x02", 9); // the flag of an animation
	assert_int_not_equal(try(data, sizeof(data)), VR_OK);
	free(moving.data);
}

// A progressive picture may repeat scans for ever; each costs a walk over all of it.
static void endless_scans(void **state)
{
	(void)state;
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct file file = {0};
	unsigned long length = 0;
	// DC first, then every AC coefficient of each component in a scan of its own: 1 + 3 × 63 scans.
	static jpeg_scan_info scans[1 + 3 * 63];
	scans[0] = (jpeg_scan_info){3, {0, 1, 2}, 0, 0, 0, 0};
	for (int i = 0; i < 3 * 63; i++)
		scans[i + 1] = (jpeg_scan_info){1, {i / 63}, 1 + i % 63, 1 + i % 63, 0, 0};
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &file.data, &length);
	jpeg.image_width = 64;
	jpeg.image_height = 8;
	jpeg.input_components = 3;
	jpeg.in_color_space = JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg.scan_info = scans;
	jpeg.num_scans = VR_COUNT(scans);
	jpeg_start_compress(&jpeg, TRUE);
	uint8_t pixels[64 * 3] = {0};
	JSAMPROW row = pixels;
	for (int y = 0; y < 8; y++)
		jpeg_write_scanlines(&jpeg, &row, 1);
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	assert_int_equal(try(file.data, length), VR_LIMIT);
	free(file.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(cut_off_anywhere),      cmocka_unit_test(flipped_bits),
	        cmocka_unit_test(sizes_that_only_claim), cmocka_unit_test(webp_that_only_claims),
	        cmocka_unit_test(too_many_bytes),        cmocka_unit_test(other_kinds),
	        cmocka_unit_test(endless_scans),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
