#include "pixels.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// libpng reports errors by longjmp: everything that must be released afterwards lives here, outside the jump's frame.
struct reading {
	png_structp png;
	png_infop info;
	const struct vr_image_job *job;
	size_t at;
	uint32_t width, height;
	struct vr_shrink shrink;
	uint32_t *row;    // one row, or for interlaced pictures all of them
	png_bytep *lines; // interlaced only: where each row is
	struct vr_pixels *out;
	struct vr_error *error;
};

static void on_error(png_structp png, png_const_charp message)
{
	struct reading *reading = png_get_error_ptr(png);
	vr_fail(reading->error, VR_INVALID, "broken PNG (%s): save it anew", message);
	longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

static void read_bytes(png_structp png, png_bytep to, size_t length)
{
	struct reading *reading = png_get_io_ptr(png);
	if (length > reading->job->length - reading->at)
		png_error(png, "it ends too early");
	memcpy(to, reading->job->bytes + reading->at, length);
	reading->at += length;
}

static void unify(png_structp png, png_infop info)
{
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_bgr(png);
	png_set_add_alpha(png, 0xff, PNG_FILLER_AFTER);
	png_set_interlace_handling(png);
	png_read_update_info(png, info);
}

static void add_row(struct reading *reading, uint32_t *row, uint32_t width)
{
	for (uint32_t x = 0; x < width; x++)
		row[x] = vr_pixel_premultiply(row[x]);
	vr_shrink_row(&reading->shrink, row);
}

// All rows at once, since each pass fills in between those before.
static bool read_interlaced(struct reading *reading, uint32_t width, uint32_t height)
{
	reading->row = vr_alloc_large((size_t)width * height, sizeof(*reading->row));
	reading->lines = vr_alloc_large(height, sizeof(*reading->lines));
	if (!reading->row || !reading->lines)
		return vr_fail(reading->error, VR_MEMORY, "no memory for an interlaced PNG of %u × %u: save it without",
		               width, height);
	for (uint32_t y = 0; y < height; y++)
		reading->lines[y] = (png_bytep)(reading->row + (size_t)y * width);
	png_read_image(reading->png, reading->lines);
	for (uint32_t y = 0; y < height; y++)
		add_row(reading, reading->row + (size_t)y * width, width);
	return true;
}

static bool read_rows(struct reading *reading, uint32_t width, uint32_t height)
{
	if (png_get_interlace_type(reading->png, reading->info) != PNG_INTERLACE_NONE)
		return read_interlaced(reading, width, height);
	reading->row = vr_alloc_large(width, sizeof(*reading->row));
	if (!reading->row)
		return vr_fail(reading->error, VR_MEMORY, "no memory for a row of %u pixels", width);
	for (uint32_t y = 0; y < height; y++) {
		png_read_row(reading->png, (png_bytep)reading->row, NULL);
		add_row(reading, reading->row, width);
	}
	return true;
}

// The header is the first chunk, at a fixed place: its sizes are judged before libpng sees anything.
static bool read_size(const struct vr_image_job *job, int *width, int *height, struct vr_error *error)
{
	uint32_t size[2] = {0};
	if (job->length < 24 || memcmp(job->bytes + 12, "IHDR", 4) != 0)
		return vr_fail(error, VR_INVALID, "broken PNG (it has no header): save it anew");
	for (int i = 0; i < 8; i++)
		size[i / 4] = size[i / 4] << 8 | job->bytes[16 + i];
	if (!vr_image_size_allowed(size[0], size[1], error))
		return false;
	*width = (int)size[0];
	*height = (int)size[1];
	return true;
}

static bool read_picture(struct reading *reading)
{
	const struct vr_image_job *job = reading->job;
	int width = 0, height = 0, to_width, to_height;
	if (!read_size(job, &width, &height, reading->error))
		return false;
	vr_image_target(width, height, job->box_width, job->box_height, job->contain, &to_width, &to_height);
	if (!vr_shrink_init(&reading->shrink, width, height, to_width, to_height, reading->out, reading->error))
		return false;
	reading->width = (uint32_t)width; // not in locals: a long jump may clobber those
	reading->height = (uint32_t)height;
	if (setjmp(png_jmpbuf(reading->png)))
		return false;
	png_set_read_fn(reading->png, reading, read_bytes);
	png_set_chunk_cache_max(reading->png, 64);
	png_set_chunk_malloc_max(reading->png, 1u << 20);
	png_read_info(reading->png, reading->info);
	unify(reading->png, reading->info);
	if (!read_rows(reading, reading->width, reading->height))
		return false;
	png_read_end(reading->png, NULL);
	return true;
}

bool vr_image_decode_png(const struct vr_image_job *job, struct vr_pixels *out, struct vr_error *error)
{
	struct reading reading = {.job = job, .out = out, .error = error};
	reading.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, on_error, on_warning);
	reading.info = reading.png ? png_create_info_struct(reading.png) : NULL;
	bool ok = reading.info ? read_picture(&reading) : vr_fail(error, VR_MEMORY, "libpng does not start");
	png_destroy_read_struct(&reading.png, &reading.info, NULL);
	vr_shrink_release(&reading.shrink);
	free(reading.row);
	free(reading.lines);
	if (!ok)
		vr_pixels_release(out);
	return ok;
}

struct writing {
	png_structp png;
	png_infop info;
	struct vr_buffer *out;
	uint8_t *row;
	struct vr_error *error;
};

static void on_write_error(png_structp png, png_const_charp message)
{
	struct writing *writing = png_get_error_ptr(png);
	vr_fail(writing->error, VR_LIMIT, "cannot write the PNG: %s", message);
	longjmp(png_jmpbuf(png), 1);
}

static void write_bytes(png_structp png, png_bytep bytes, size_t length)
{
	struct writing *writing = png_get_io_ptr(png);
	if (!vr_buffer_add(writing->out, bytes, length))
		png_error(png, "it is larger than its buffer may be");
}

static void flush(png_structp png)
{
	(void)png;
}

static bool write_picture(struct writing *writing, const struct vr_pixels *pixels)
{
	if (setjmp(png_jmpbuf(writing->png)))
		return false;
	png_set_write_fn(writing->png, writing, write_bytes, flush);
	// Fast: flat areas shrink by a hundred even so, and the machine that writes has better things to do. Unfiltered,
	// because letters and drawings repeat as they are: slides come out smaller and a quarter sooner than as
	// differences.
	png_set_compression_level(writing->png, 2);
	png_set_filter(writing->png, 0, PNG_FILTER_NONE);
	png_set_IHDR(writing->png, writing->info, (uint32_t)pixels->width, (uint32_t)pixels->height, 8,
	             PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_write_info(writing->png, writing->info);
	for (int y = 0; y < pixels->height; y++) {
		const uint32_t *from = pixels->data + (size_t)y * (size_t)pixels->width;
		for (int x = 0; x < pixels->width; x++) {
			writing->row[3 * x] = (uint8_t)(from[x] >> 16);
			writing->row[3 * x + 1] = (uint8_t)(from[x] >> 8);
			writing->row[3 * x + 2] = (uint8_t)from[x];
		}
		png_write_row(writing->png, writing->row);
	}
	png_write_end(writing->png, NULL);
	return true;
}

bool vr_image_encode_png(const struct vr_pixels *pixels, struct vr_buffer *out, struct vr_error *error)
{
	struct writing writing = {.out = out, .error = error};
	writing.row = vr_alloc_large((size_t)pixels->width, 3);
	writing.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writing, on_write_error, on_warning);
	writing.info = writing.png ? png_create_info_struct(writing.png) : NULL;
	bool ok = writing.row && writing.info ? write_picture(&writing, pixels)
	                                      : vr_fail(error, VR_MEMORY, "no memory to write a PNG");
	png_destroy_write_struct(&writing.png, &writing.info);
	free(writing.row);
	return ok;
}
