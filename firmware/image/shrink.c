#include "shrink.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool vr_shrink_init(struct vr_shrink *shrink, int from_width, int from_height, int width, int height,
                    struct vr_pixels *out, struct vr_error *error)
{
	assert(width > 0 && height > 0 && width <= from_width && height <= from_height);
	*shrink = (struct vr_shrink){.from_width = from_width, .from_height = from_height, .out = out};
	if (from_width > VR_SHRINK_SIDE_MAX || from_height > VR_SHRINK_SIDE_MAX)
		return vr_fail(error, VR_LIMIT, "picture of %d × %d pixels has a side over %d: make it smaller",
		               from_width, from_height, VR_SHRINK_SIDE_MAX);
	if (!vr_pixels_create(width, height, out, error))
		return false;
	if (width == from_width && height == from_height)
		return true; // rows are copied; no sums are needed
	shrink->line = vr_alloc_large((size_t)width * 4, sizeof(*shrink->line));
	shrink->sum = vr_alloc_large((size_t)width * 4, sizeof(*shrink->sum));
	if (shrink->line && shrink->sum)
		return true;
	vr_shrink_release(shrink);
	vr_pixels_release(out);
	return vr_fail(error, VR_MEMORY, "no memory to scale a picture to %d × %d", width, height);
}

void vr_shrink_release(struct vr_shrink *shrink)
{
	free(shrink->line);
	free(shrink->sum);
	shrink->line = NULL;
	shrink->sum = NULL;
}

static void unpack(uint32_t pixel, uint32_t channel[4])
{
	for (int c = 0; c < 4; c++)
		channel[c] = pixel >> (8 * c) & 0xff;
}

// One source row to target width. A source pixel is `width` parts wide and a target pixel `from_width` parts, so that
// every share is a whole number.
static void average_across(struct vr_shrink *shrink, const uint32_t *row)
{
	const uint32_t width = (uint32_t)shrink->out->width;
	const uint32_t from = (uint32_t)shrink->from_width;
	const uint64_t per_part = (UINT64_C(256) << 32) / from + 1; // rounds up: white stays white
	uint16_t *line = shrink->line;
	uint32_t sum[4] = {0}, room = from;
	for (uint32_t x = 0; x < from; x++) {
		uint32_t channel[4];
		unpack(row[x], channel);
		uint32_t share = width < room ? width : room;
		for (int c = 0; c < 4; c++)
			sum[c] += channel[c] * share;
		room -= share;
		if (room > 0)
			continue;
		for (int c = 0; c < 4; c++) {
			*line++ = (uint16_t)(sum[c] * per_part >> 32);
			sum[c] = channel[c] * (width - share);
		}
		room = from - (width - share);
	}
}

static void finish_row(struct vr_shrink *shrink)
{
	uint32_t *out = shrink->out->data + (size_t)shrink->row * (size_t)shrink->out->width;
	const uint64_t per_part = (UINT64_C(1) << 40) / (uint32_t)shrink->from_height + 1;
	const uint64_t half = UINT64_C(1) << 47;
	for (int x = 0; x < shrink->out->width; x++) {
		uint32_t pixel = 0;
		for (int c = 0; c < 4; c++) {
			uint64_t value = (shrink->sum[4 * x + c] * per_part + half) >> 48;
			pixel |= (uint32_t)value << (8 * c);
		}
		out[x] = pixel;
	}
	shrink->row++;
}

void vr_shrink_row(struct vr_shrink *shrink, const uint32_t *row)
{
	const int width = shrink->out->width, height = shrink->out->height;
	assert(shrink->row < height);
	if (!shrink->sum) {
		memcpy(shrink->out->data + (size_t)shrink->row++ * (size_t)width, row, (size_t)width * sizeof(*row));
		return;
	}
	average_across(shrink, row);
	int room = shrink->from_height - shrink->into;
	uint32_t share = (uint32_t)(height < room ? height : room);
	uint32_t rest = (uint32_t)height - share;
	for (int i = 0; i < width * 4; i++)
		shrink->sum[i] += shrink->line[i] * share;
	shrink->into += (int)share;
	if (shrink->into < shrink->from_height)
		return;
	finish_row(shrink);
	for (int i = 0; i < width * 4; i++)
		shrink->sum[i] = shrink->line[i] * rest;
	shrink->into = (int)rest;
}
