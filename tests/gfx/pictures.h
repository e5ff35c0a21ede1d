// Pictures that no two places of which look alike, and what a panel must show of them: worked out pixel by pixel, the
// slow way.
#ifndef VANTRUM_TESTS_GFX_PICTURES_H
#define VANTRUM_TESTS_GFX_PICTURES_H

#include "vantrum/image.h"

#include <stdlib.h>

static inline struct vr_pixels picture_of(int width, int height, uint32_t seed)
{
	struct vr_pixels picture = {.width = width, .height = height};
	picture.data = vr_alloc((size_t)width * (size_t)height, sizeof picture.data[0]);
	uint32_t value = seed;
	for (size_t i = 0; i < (size_t)width * (size_t)height; i++) {
		value = value * 1664525 + 1013904223;
		bool few = i / (size_t)width % 2; // in every second row: they are packed in other ways
		picture.data[i] = 0xff000000 | value >> (few ? 28 : 8);
	}
	return picture;
}

static inline struct vr_packed packed_of(const struct vr_pixels *picture)
{
	struct vr_packed packed = {0};
	struct vr_error error;
	if (!vr_packed_create(picture, &packed, &error))
		abort();
	return packed;
}

// Pixel (x, y) of a panel that shows this picture turned clockwise.
static inline uint32_t turned_pixel(const struct vr_pixels *picture, int rotate, int x, int y)
{
	int px = x, py = y;
	if (rotate == 90) {
		px = y;
		py = picture->height - 1 - x;
	} else if (rotate == 180) {
		px = picture->width - 1 - x;
		py = picture->height - 1 - y;
	} else if (rotate == 270) {
		px = picture->width - 1 - y;
		py = x;
	}
	return picture->data[(size_t)py * (size_t)picture->width + (size_t)px];
}

static inline uint32_t blend_channel(uint32_t from, uint32_t to, unsigned weight, int shift)
{
	return ((from >> shift & 0xff) * (256 - weight) + (to >> shift & 0xff) * weight) / 256 << shift;
}

// A new picture: to over from with this weight.
static inline struct vr_pixels blend_of(const struct vr_pixels *from, const struct vr_pixels *to, unsigned weight)
{
	struct vr_pixels out = picture_of(from->width, from->height, 0);
	for (size_t i = 0; i < (size_t)from->width * (size_t)from->height; i++) {
		out.data[i] = 0;
		for (int shift = 0; shift < 32; shift += 8)
			out.data[i] |= blend_channel(from->data[i], to->data[i], weight, shift);
	}
	return out;
}

#endif
