#include "write.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>

struct writing {
	png_structp png;
	png_infop info;
	struct vr_buffer *out;
	uint8_t *row;
	struct vr_error *error;
};

static void on_error(png_structp png, png_const_charp message)
{
	struct writing *writing = png_get_error_ptr(png);
	vr_fail(writing->error, VR_LIMIT, "cannot write the PNG: %s", message);
	longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
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

// Rounded so that premultiplying gives the same pixel again.
static uint32_t straight(uint32_t premultiplied)
{
	uint32_t alpha = premultiplied >> 24;
	if (alpha == 255 || alpha == 0)
		return premultiplied;
	uint32_t out = alpha << 24;
	for (int shift = 0; shift < 24; shift += 8)
		out |= ((premultiplied >> shift & 0xff) * 255 + alpha / 2) / alpha << shift;
	return out;
}

static void fill_row(uint8_t *to, const uint32_t *from, int width, bool alpha)
{
	for (int x = 0; x < width; x++) {
		uint32_t pixel = alpha ? straight(from[x]) : from[x];
		*to++ = (uint8_t)(pixel >> 16);
		*to++ = (uint8_t)(pixel >> 8);
		*to++ = (uint8_t)pixel;
		if (alpha)
			*to++ = (uint8_t)(pixel >> 24);
	}
}

static bool write_picture(struct writing *writing, const struct vr_pixels *pixels, bool alpha,
                          enum vr_png_effort effort)
{
	bool small = effort == VR_PNG_SMALL;
	if (setjmp(png_jmpbuf(writing->png)))
		return false;
	png_set_write_fn(writing->png, writing, write_bytes, flush);
	// Fast: flat areas shrink by a hundred even so, and the machine that writes has better things to do.
	// Unfiltered, because letters and drawings repeat as they are: slides come out smaller and a quarter sooner
	// than as differences. Photographs are differences best; at 3 they are as small as at 6, in a third of the
	// time.
	png_set_compression_level(writing->png, small ? 3 : 2);
	png_set_filter(writing->png, 0, small ? PNG_ALL_FILTERS : PNG_FILTER_NONE);
	png_set_IHDR(writing->png, writing->info, (uint32_t)pixels->width, (uint32_t)pixels->height, 8,
	             alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
	             PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_write_info(writing->png, writing->info);
	for (int y = 0; y < pixels->height; y++) {
		fill_row(writing->row, pixels->data + (size_t)y * (size_t)pixels->width, pixels->width, alpha);
		png_write_row(writing->png, writing->row);
	}
	png_write_end(writing->png, NULL);
	return true;
}

bool vr_png_write(const struct vr_pixels *pixels, bool alpha, enum vr_png_effort effort, struct vr_buffer *out,
                  struct vr_error *error)
{
	struct writing writing = {.out = out, .error = error};
	writing.row = vr_alloc_large((size_t)pixels->width, 4);
	writing.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writing, on_error, on_warning);
	writing.info = writing.png ? png_create_info_struct(writing.png) : NULL;
	bool ok = writing.row && writing.info ? write_picture(&writing, pixels, alpha, effort)
	                                      : vr_fail(error, VR_MEMORY, "no memory to write a PNG");
	png_destroy_write_struct(&writing.png, &writing.info);
	free(writing.row);
	return ok;
}

bool vr_image_encode_png(const struct vr_pixels *pixels, struct vr_buffer *out, struct vr_error *error)
{
	return vr_png_write(pixels, false, VR_PNG_FAST, out, error);
}
