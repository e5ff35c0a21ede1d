#include "exif.h"
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
	int orientation;
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
	vr_image_target_turned(width, height, job, reading->orientation, &to_width, &to_height);
	if (!vr_shrink_init(&reading->shrink, width, height, to_width, to_height, reading->out, reading->error))
		return false;
	reading->width = (uint32_t)width; // not in locals: a long jump may clobber those
	reading->height = (uint32_t)height;
	if (setjmp(png_jmpbuf(reading->png)))
		return false;
	png_set_read_fn(reading->png, reading, read_bytes);
	// Only what makes pixels: libpng would take any memory that, say, an Exif block claims to need.
	png_set_keep_unknown_chunks(reading->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
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
	reading.orientation = vr_exif_of_png(job->bytes, job->length);
	reading.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, on_error, on_warning);
	reading.info = reading.png ? png_create_info_struct(reading.png) : NULL;
	bool ok = reading.info ? read_picture(&reading) : vr_fail(error, VR_MEMORY, "libpng does not start");
	png_destroy_read_struct(&reading.png, &reading.info, NULL);
	vr_shrink_release(&reading.shrink);
	free(reading.row);
	free(reading.lines);
	ok = ok && vr_pixels_turn(out, reading.orientation, error);
	if (!ok)
		vr_pixels_release(out);
	return ok;
}
