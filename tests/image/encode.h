// Pictures for the tests, written by the libraries that ordinary programs write them with.
#ifndef VR_TEST_IMAGE_ENCODE_H
#define VR_TEST_IMAGE_ENCODE_H

#include "vantrum/image.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <webp/encode.h>

// A file in memory; release with free(data).
struct file {
	uint8_t *data;
	size_t length;
};

// The picture that all are made from: left half red, right half green, the lowest eighth blue.
static inline uint32_t sample_pixel(int x, int y, int width, int height)
{
	if (y >= height - height / 8)
		return 0xff0000ff;
	return x < width / 2 ? 0xffff0000 : 0xff00ff00;
}

static inline void put_rgb(uint8_t *to, uint32_t pixel)
{
	to[0] = (uint8_t)(pixel >> 16);
	to[1] = (uint8_t)(pixel >> 8);
	to[2] = (uint8_t)pixel;
}

enum jpeg_kind { JPEG_RGB, JPEG_GREY, JPEG_CMYK, JPEG_PROGRESSIVE };

// A minimal Exif block that holds nothing but the orientation, in little-endian order.
static inline void write_orientation(struct jpeg_compress_struct *jpeg, int orientation)
{
	uint8_t block[] = {'E',  'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0,
	                   0x12, 1,   3,   0,   1, 0, 0,   0,   0,  0, 0, 0, 0, 0, 0, 0};
	block[24] = (uint8_t)orientation;
	jpeg_write_marker(jpeg, JPEG_APP0 + 1, block, sizeof(block));
}

static inline struct file make_jpeg(int width, int height, enum jpeg_kind kind, int orientation)
{
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct file file = {0};
	unsigned long length = 0;
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &file.data, &length);
	jpeg.image_width = (JDIMENSION)width;
	jpeg.image_height = (JDIMENSION)height;
	int channels = kind == JPEG_GREY ? 1 : kind == JPEG_CMYK ? 4 : 3;
	jpeg.input_components = channels;
	jpeg.in_color_space = kind == JPEG_GREY ? JCS_GRAYSCALE : kind == JPEG_CMYK ? JCS_CMYK : JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg_set_quality(&jpeg, 95, TRUE);
	if (kind == JPEG_PROGRESSIVE)
		jpeg_simple_progression(&jpeg);
	jpeg_start_compress(&jpeg, TRUE);
	if (orientation > 0)
		write_orientation(&jpeg, orientation);
	uint8_t *row = calloc((size_t)width, 4);
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			uint8_t *to = row + x * channels;
			uint32_t pixel = sample_pixel(x, y, width, height);
			if (kind == JPEG_GREY)
				to[0] = (uint8_t)(pixel >> 16);
			else
				put_rgb(to, pixel); // Adobe's inverted CMYK is RGB with a full fourth channel
			if (kind == JPEG_CMYK)
				to[3] = 255;
		}
		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	free(row);
	file.length = length;
	return file;
}

enum png_kind { PNG_RGB8, PNG_RGB16, PNG_GREY1, PNG_PALETTE, PNG_ALPHA, PNG_INTERLACED };

static inline void png_sink_write(png_structp png, png_bytep bytes, size_t length)
{
	if (!vr_buffer_add(png_get_io_ptr(png), bytes, length))
		png_error(png, "full");
}

static inline void png_sink_flush(png_structp png)
{
	(void)png;
}

static inline int png_colour_type(enum png_kind kind)
{
	switch (kind) {
	case PNG_GREY1:
		return PNG_COLOR_TYPE_GRAY;
	case PNG_PALETTE:
		return PNG_COLOR_TYPE_PALETTE;
	case PNG_ALPHA:
		return PNG_COLOR_TYPE_RGB_ALPHA;
	default:
		return PNG_COLOR_TYPE_RGB;
	}
}

// One pixel as the kind stores it; returns bytes written. Grey is 1 for red, else 0, one byte each (packed later).
static inline size_t png_pixel(enum png_kind kind, uint32_t pixel, uint8_t *to)
{
	switch (kind) {
	case PNG_GREY1:
		to[0] = pixel >> 16 & 1;
		return 1;
	case PNG_PALETTE:
		to[0] = pixel == 0xffff0000 ? 0 : pixel == 0xff00ff00 ? 1 : 2;
		return 1;
	case PNG_ALPHA:
		put_rgb(to, pixel);
		to[3] = 128;
		return 4;
	case PNG_RGB16:
		for (int c = 0; c < 3; c++)
			to[2 * c] = to[2 * c + 1] = (uint8_t)(pixel >> (16 - 8 * c));
		return 6;
	default:
		put_rgb(to, pixel);
		return 3;
	}
}

// With rows false it ends after the header, as a file that claims much and holds nothing.
static inline struct file make_png(int width, int height, enum png_kind kind, bool rows)
{
	struct vr_buffer bytes;
	vr_buffer_init(&bytes, 64u << 20);
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	png_set_write_fn(png, &bytes, png_sink_write, png_sink_flush);
	png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
	int depth = kind == PNG_RGB16 ? 16 : kind == PNG_GREY1 ? 1 : 8;
	png_set_IHDR(png, info, (uint32_t)width, (uint32_t)height, depth, png_colour_type(kind),
	             kind == PNG_INTERLACED ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	             PNG_FILTER_TYPE_DEFAULT);
	png_color palette[3] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}};
	if (kind == PNG_PALETTE)
		png_set_PLTE(png, info, palette, 3);
	png_write_info(png, info);
	png_set_packing(png);
	int passes = png_set_interlace_handling(png);
	uint8_t *row = rows ? calloc((size_t)width, 8) : NULL;
	for (int y = 0; rows && y < height * passes; y++) {
		size_t at = 0;
		for (int x = 0; x < width; x++)
			at += png_pixel(kind, sample_pixel(x, y % height, width, height), row + at);
		png_write_row(png, row);
	}
	if (rows)
		png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	free(row);
	return (struct file){(uint8_t *)bytes.data, bytes.length};
}

static inline struct file make_webp(int width, int height, bool lossless)
{
	uint8_t *rgb = calloc((size_t)width * (size_t)height, 3);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			put_rgb(rgb + 3 * ((size_t)y * (size_t)width + (size_t)x), sample_pixel(x, y, width, height));
	struct file file = {0};
	file.length = lossless ? WebPEncodeLosslessRGB(rgb, width, height, width * 3, &file.data)
	                       : WebPEncodeRGB(rgb, width, height, width * 3, 95, &file.data);
	free(rgb);
	return file;
}

#endif
