// Uploads made anew: the pixels stay, all else is gone.
#include "encode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SECRET "59.3293 N, Canon EOS, by Ada"

struct upload {
	struct vr_buffer file;
	const char *type;
	int width, height;
	struct vr_error error;
	bool ok;
};

static struct upload reencode(const struct file *file, int max_side)
{
	struct upload upload = {.error.code = VR_OK};
	vr_buffer_init(&upload.file, VR_IMAGE_BYTES_MAX);
	upload.ok = vr_image_reencode(file->data, file->length, max_side, &upload.file, &upload.type, &upload.width,
	                              &upload.height, &upload.error);
	assert_int_equal(upload.ok, upload.error.code == VR_OK);
	return upload;
}

static struct vr_pixels decode(const void *bytes, size_t length)
{
	struct vr_pixels out;
	struct vr_error error = {0};
	if (!vr_image_decode(bytes, length, 4096, 4096, true, &out, &error))
		fail_msg("%s", error.what);
	return out;
}

static struct vr_pixels pixels_of(const struct upload *upload)
{
	return decode(upload->file.data, upload->file.length);
}

static uint32_t at(const struct vr_pixels *pixels, int x, int y)
{
	return pixels->data[(size_t)y * (size_t)pixels->width + (size_t)x];
}

static void assert_near(uint32_t pixel, uint32_t wanted)
{
	for (int shift = 0; shift < 32; shift += 8)
		if (abs((int)(pixel >> shift & 0xff) - (int)(wanted >> shift & 0xff)) > 16)
			fail_msg("pixel %08x instead of about %08x", pixel, wanted);
}

static void assert_sample(const struct upload *upload)
{
	struct vr_pixels out = pixels_of(upload);
	int w = out.width, h = out.height;
	assert_int_equal(w, upload->width);
	assert_int_equal(h, upload->height);
	assert_near(at(&out, w / 4, h / 2), 0xffff0000);
	assert_near(at(&out, w * 3 / 4, h / 2), 0xff00ff00);
	assert_near(at(&out, w / 2, h - 2), 0xff0000ff);
	vr_pixels_release(&out);
}

static bool holds(const void *bytes, size_t length, const char *words)
{
	return memmem(bytes, length, words, strlen(words)) != NULL;
}

static void put(struct vr_buffer *to, const void *bytes, size_t length)
{
	assert_true(vr_buffer_add(to, bytes, length));
}

static void put_number(struct vr_buffer *to, uint32_t number, size_t size, bool big)
{
	for (size_t i = 0; i < size; i++) {
		char byte = (char)(number >> 8 * (big ? size - 1 - i : i));
		put(to, &byte, 1);
	}
}

// A block whose first entry is the orientation, with a secret after it.
static struct vr_buffer exif(int orientation)
{
	struct vr_buffer block;
	vr_buffer_init(&block, 4096);
	put(&block, "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18);
	put_number(&block, (uint32_t)orientation, 4, false);
	put_number(&block, 0, 4, false);
	vr_buffer_text(&block, SECRET);
	return block;
}

// Puts bytes into a file.
static void splice(struct file *file, size_t place, const struct vr_buffer *bytes)
{
	uint8_t *data = malloc(file->length + bytes->length);
	assert_non_null(data);
	memcpy(data, file->data, place);
	memcpy(data + place, bytes->data, bytes->length);
	memcpy(data + place + bytes->length, file->data + place, file->length - place);
	free(file->data);
	*file = (struct file){data, file->length + bytes->length};
}

static void put_segment(struct vr_buffer *to, int marker, const char *head, size_t head_length,
                        const struct vr_buffer *content)
{
	put_number(to, 0xff00u | (uint32_t)marker, 2, true);
	put_number(to, (uint32_t)(2 + head_length + content->length), 2, true);
	put(to, head, head_length);
	put(to, content->data, content->length);
}

// Every place where a JPEG may carry words: Exif, XMP, a profile, Photoshop's block, a comment.
static struct file talkative_jpeg(int orientation)
{
	struct file file = make_jpeg(160, 96, JPEG_RGB, 0);
	struct vr_buffer block = exif(orientation), all;
	vr_buffer_init(&all, 65536);
	put_segment(&all, 0xe1, "Exif\0", 6, &block);
	put_segment(&all, 0xe1, "http://ns.adobe.com/xap/1.0/", 29, &block);
	put_segment(&all, 0xe2, "ICC_PROFILE\0\1\1", 14, &block);
	put_segment(&all, 0xed, "Photoshop 3.0", 14, &block);
	put_segment(&all, 0xfe, "", 0, &block);
	splice(&file, 2, &all);
	vr_buffer_release(&all);
	vr_buffer_release(&block);
	return file;
}

static void put_chunk(struct vr_buffer *to, const char *kind, const void *content, size_t length)
{
	struct vr_buffer chunk;
	vr_buffer_init(&chunk, 65536);
	put(&chunk, kind, 4);
	put(&chunk, content, length);
	uint32_t crc = 0xffffffff;
	for (size_t i = 0; i < chunk.length; i++) {
		crc ^= (uint8_t)chunk.data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	put_number(to, (uint32_t)length, 4, true);
	put(to, chunk.data, chunk.length);
	put_number(to, ~crc, 4, true);
	vr_buffer_release(&chunk);
}

static struct file talkative_png(enum png_kind kind, int orientation)
{
	struct file file = make_png(101, 67, kind, true);
	struct vr_buffer block = exif(orientation), all;
	vr_buffer_init(&all, 65536);
	put_chunk(&all, "tEXt", "Author\0" SECRET, 7 + strlen(SECRET));
	put_chunk(&all, "eXIf", block.data, block.length);
	splice(&file, 33, &all); // after the header
	vr_buffer_release(&all);
	vr_buffer_release(&block);
	return file;
}

// The extended form: a header that announces Exif, the picture, the block.
static struct file talkative_webp(int orientation)
{
	struct file inner = make_webp(160, 96, false);
	struct vr_buffer block = exif(orientation), all;
	vr_buffer_init(&all, 65536);
	put(&all, "RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0", 24);
	put_number(&all, 160 - 1, 3, false);
	put_number(&all, 96 - 1, 3, false);
	put(&all, inner.data + 12, inner.length - 12);
	put(&all, "EXIF", 4);
	put_number(&all, (uint32_t)block.length, 4, false);
	put(&all, block.data, block.length);
	if (block.length & 1)
		put_number(&all, 0, 1, false);
	for (int i = 0; i < 4; i++)
		all.data[4 + i] = (char)((all.length - 8) >> 8 * i);
	free(inner.data);
	vr_buffer_release(&block);
	return (struct file){(uint8_t *)all.data, all.length};
}

// Nothing stands in the file but what pixels need; and it is progressive.
static void assert_plain_jpeg(const struct vr_buffer *file)
{
	const uint8_t *bytes = (const uint8_t *)file->data;
	size_t place = 2;
	bool progressive = false;
	assert_memory_equal(bytes, "\xff\xd8", 2);
	while (bytes[place + 1] != 0xda) {
		int marker = bytes[place + 1];
		assert_int_equal(bytes[place], 0xff);
		assert_true(marker == 0xe0 || marker == 0xdb || marker == 0xc2 || marker == 0xc4);
		if (marker == 0xe0)
			assert_memory_equal(bytes + place + 2, "\0\x10JFIF", 6);
		if (marker == 0xdb && bytes[place + 4] == 0)
			assert_int_equal(bytes[place + 5], 4); // 16 is the standard's first step: × 0.24 is quality 88
		progressive |= marker == 0xc2;
		place += 2 + ((size_t)bytes[place + 2] << 8 | bytes[place + 3]);
		assert_true(place + 4 < file->length);
	}
	assert_true(progressive);
}

static void assert_plain_png(const struct vr_buffer *file)
{
	const uint8_t *bytes = (const uint8_t *)file->data;
	size_t place = 8;
	while (place < file->length) {
		size_t length = (size_t)bytes[place] << 24 | (size_t)bytes[place + 1] << 16 |
		                (size_t)bytes[place + 2] << 8 | bytes[place + 3];
		const char *kind = file->data + place + 4;
		assert_true(memcmp(kind, "IHDR", 4) == 0 || memcmp(kind, "IDAT", 4) == 0 ||
		            memcmp(kind, "IEND", 4) == 0);
		place += 12 + length;
	}
	assert_int_equal(place, file->length);
}

static void assert_silent(const struct upload *upload)
{
	assert_false(holds(upload->file.data, upload->file.length, "Ada"));
	assert_false(holds(upload->file.data, upload->file.length, "Exif"));
	if (strcmp(upload->type, "image/jpeg") == 0)
		assert_plain_jpeg(&upload->file);
	else
		assert_plain_png(&upload->file);
}

static void nothing_but_pixels_is_left(void **state)
{
	(void)state;
	struct file files[] = {talkative_jpeg(1), talkative_png(PNG_RGB8, 1), talkative_png(PNG_ALPHA, 1),
	                       talkative_webp(1)};
	for (size_t i = 0; i < VR_COUNT(files); i++) {
		assert_true(holds(files[i].data, files[i].length, SECRET));
		struct upload upload = reencode(&files[i], 400);
		assert_true(upload.ok);
		assert_silent(&upload);
		vr_buffer_release(&upload.file);
		free(files[i].data);
	}
}

static void the_kind_follows_the_picture(void **state)
{
	(void)state;
	const struct {
		struct file file;
		const char *type;
	} cases[] = {
	        {make_jpeg(160, 96, JPEG_RGB, 0), "image/jpeg"},
	        {make_jpeg(160, 96, JPEG_CMYK, 0), "image/jpeg"},
	        {make_jpeg(160, 96, JPEG_PROGRESSIVE, 0), "image/jpeg"},
	        {make_webp(160, 96, false), "image/jpeg"},
	        {make_webp(160, 96, true), "image/png"},
	        {make_png(160, 96, PNG_RGB8, true), "image/png"},
	        {make_png(160, 96, PNG_PALETTE, true), "image/png"},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct upload upload = reencode(&cases[i].file, 1000);
		assert_true(upload.ok);
		assert_string_equal(upload.type, cases[i].type);
		assert_int_equal(upload.width, 160); // never enlarged
		assert_int_equal(upload.height, 96);
		assert_sample(&upload);
		vr_buffer_release(&upload.file);
		free(cases[i].file.data);
	}
}

static void alpha_stays(void **state)
{
	(void)state;
	struct file file = make_png(101, 67, PNG_ALPHA, true);
	struct upload upload = reencode(&file, 400);
	assert_true(upload.ok);
	assert_string_equal(upload.type, "image/png");
	struct vr_pixels before = decode(file.data, file.length), after = pixels_of(&upload);
	assert_int_equal(at(&after, 3, 3) >> 24, 128);
	assert_memory_equal(before.data, after.data, sizeof(uint32_t) * 101 * 67);
	vr_pixels_release(&before);
	vr_pixels_release(&after);
	vr_buffer_release(&upload.file);
	free(file.data);
}

// A lossy picture with alpha must not lose it for being lossy.
static void a_lossy_picture_with_alpha_is_a_png(void **state)
{
	(void)state;
	uint8_t *rgba = calloc(64 * 48, 4);
	for (size_t i = 0; i < 64 * 48; i++)
		memcpy(rgba + 4 * i, i % 64 < 32 ? "\xff\0\0\0" : "\xff\0\0\xff", 4);
	struct file file = {0};
	file.length = WebPEncodeRGBA(rgba, 64, 48, 64 * 4, 90, &file.data);
	struct upload upload = reencode(&file, 400);
	assert_true(upload.ok);
	assert_string_equal(upload.type, "image/png");
	struct vr_pixels out = pixels_of(&upload);
	assert_int_equal(at(&out, 5, 20) >> 24, 0);
	assert_int_equal(at(&out, 60, 20) >> 24, 255);
	vr_pixels_release(&out);
	vr_buffer_release(&upload.file);
	WebPFree(file.data);
	free(rgba);
}

// Orientation 6: the camera lay on its side. Upright, red is on top and blue on the left.
static void it_stands_upright(void **state)
{
	(void)state;
	struct file files[] = {talkative_jpeg(6), talkative_png(PNG_RGB8, 6), talkative_webp(6)};
	for (size_t i = 0; i < VR_COUNT(files); i++) {
		struct upload upload = reencode(&files[i], 60);
		assert_true(upload.ok);
		assert_int_equal(upload.height, 60);
		assert_true(upload.width < 60);
		struct vr_pixels out = pixels_of(&upload);
		assert_int_equal(out.height, 60);
		assert_near(at(&out, out.width / 2, 10), 0xffff0000);
		assert_near(at(&out, out.width / 2, 50), 0xff00ff00);
		assert_near(at(&out, 1, 30), 0xff0000ff);
		assert_silent(&upload);
		vr_pixels_release(&out);
		vr_buffer_release(&upload.file);
		free(files[i].data);
	}
}

static void no_side_is_longer(void **state)
{
	(void)state;
	static const int sizes[][4] = {
	        {300, 200, 150, 100}, {200, 300, 100, 150}, {1000, 3, 150, 1}, {150, 150, 150, 150}};
	for (size_t i = 0; i < VR_COUNT(sizes); i++) {
		struct file files[] = {make_jpeg(sizes[i][0], sizes[i][1], JPEG_RGB, 0),
		                       make_png(sizes[i][0], sizes[i][1], PNG_RGB8, true),
		                       make_webp(sizes[i][0], sizes[i][1], false)};
		for (size_t k = 0; k < VR_COUNT(files); k++) {
			struct upload upload = reencode(&files[k], 150);
			assert_true(upload.ok);
			assert_int_equal(upload.width, sizes[i][2]);
			assert_int_equal(upload.height, sizes[i][3]);
			struct vr_pixels out = pixels_of(&upload);
			assert_int_equal(out.width, upload.width);
			assert_int_equal(out.height, upload.height);
			vr_pixels_release(&out);
			vr_buffer_release(&upload.file);
			free(files[k].data);
		}
	}
}

static void the_same_gives_the_same(void **state)
{
	(void)state;
	struct file files[] = {talkative_jpeg(3), talkative_png(PNG_ALPHA, 3), talkative_webp(3)};
	for (size_t i = 0; i < VR_COUNT(files); i++) {
		struct upload first = reencode(&files[i], 80), second = reencode(&files[i], 80);
		assert_int_equal(first.file.length, second.file.length);
		assert_memory_equal(first.file.data, second.file.data, first.file.length);
		vr_buffer_release(&first.file);
		vr_buffer_release(&second.file);
		free(files[i].data);
	}
}

// A buffer that is too small is an error of both encoders, wherever it ends.
static void it_may_not_fit(void **state)
{
	(void)state;
	struct file files[] = {make_jpeg(400, 300, JPEG_RGB, 0), make_png(400, 300, PNG_ALPHA, true)};
	for (size_t i = 0; i < VR_COUNT(files); i++) {
		struct upload whole = reencode(&files[i], 400);
		assert_true(whole.ok);
		for (size_t max = 0; max < whole.file.length; max += 1 + whole.file.length / 5) {
			struct upload less = {.error.code = VR_OK};
			vr_buffer_init(&less.file, max);
			assert_false(vr_image_reencode(files[i].data, files[i].length, 400, &less.file, &less.type,
			                               &less.width, &less.height, &less.error));
			assert_int_equal(less.error.code, VR_LIMIT);
			vr_buffer_release(&less.file);
		}
		vr_buffer_release(&whole.file);
		free(files[i].data);
	}
}

static void what_is_no_picture_is_refused(void **state)
{
	(void)state;
	struct file large = make_png(8000, 5001, PNG_INTERLACED, false), cut = make_jpeg(64, 48, JPEG_RGB, 0);
	struct upload upload = reencode(&large, 3840);
	assert_int_equal(upload.error.code, VR_LIMIT);
	vr_buffer_release(&upload.file);
	cut.length -= 20;
	upload = reencode(&cut, 3840);
	assert_int_equal(upload.error.code, VR_INVALID);
	vr_buffer_release(&upload.file);
	char words[] = "<svg xmlns='http://www.w3.org/2000/svg'/>";
	upload = reencode(&(struct file){(uint8_t *)words, strlen(words)}, 3840);
	assert_int_equal(upload.error.code, VR_UNSUPPORTED);
	vr_buffer_release(&upload.file);
	free(large.data);
	free(cut.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(nothing_but_pixels_is_left),
	        cmocka_unit_test(the_kind_follows_the_picture),
	        cmocka_unit_test(alpha_stays),
	        cmocka_unit_test(a_lossy_picture_with_alpha_is_a_png),
	        cmocka_unit_test(it_stands_upright),
	        cmocka_unit_test(no_side_is_longer),
	        cmocka_unit_test(the_same_gives_the_same),
	        cmocka_unit_test(it_may_not_fit),
	        cmocka_unit_test(what_is_no_picture_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
