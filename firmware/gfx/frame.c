#include "frame.h"

#include "vantrum/paint.h"

#include <assert.h>
#include <string.h>

// Pixels that are turned at once: small enough that the rows they are scattered over stay in the first cache.
#define SEGMENT 32

void vr_frame_turn(int rotate, int *width, int *height)
{
	if (rotate == 90 || rotate == 270) {
		int swapped = *width;
		*width = *height;
		*height = swapped;
	}
}

// A stretch of one row of the picture as read.
static void fetch(const struct vr_frame *frame, int x, int y, int count, uint32_t *out)
{
	size_t at = (size_t)y * (size_t)frame->width + (size_t)x;
	if (frame->from)
		vr_paint_blend(frame->from + at, frame->to + at, frame->weight, count, 1, out, count);
	else
		memcpy(out, frame->to + at, (size_t)count * sizeof *out);
}

static void write_upright(const struct vr_frame *frame, struct vr_rect part, uint32_t *out, int stride)
{
	if (frame->from && part.w == frame->width) {
		size_t at = (size_t)part.y * (size_t)frame->width;
		vr_paint_blend(frame->from + at, frame->to + at, frame->weight, part.w, part.h, out, stride);
		return;
	}
	for (int y = 0; y < part.h; y++)
		fetch(frame, part.x, part.y + y, part.w, out + (size_t)y * (size_t)stride);
}

static void write_upside_down(const struct vr_frame *frame, struct vr_rect part, uint32_t *out, int stride)
{
	uint32_t segment[SEGMENT];
	for (int y = 0; y < part.h; y++) {
		uint32_t *row = out + (size_t)y * (size_t)stride;
		int source_y = frame->height - 1 - (part.y + y);
		for (int x = 0; x < part.w; x += SEGMENT) {
			int count = part.w - x < SEGMENT ? part.w - x : SEGMENT;
			fetch(frame, frame->width - (part.x + x) - count, source_y, count, segment);
			for (int i = 0; i < count; i++)
				row[x + i] = segment[count - 1 - i];
		}
	}
}

// A column of the panel is a row of the picture: downwards for 90°, upwards for 270°.
static void write_sideways(const struct vr_frame *frame, struct vr_rect part, uint32_t *out, int stride)
{
	bool down = frame->rotate == 90;
	uint32_t segment[SEGMENT];
	for (int y = 0; y < part.h; y += SEGMENT) {
		int count = part.h - y < SEGMENT ? part.h - y : SEGMENT;
		int source_x = down ? part.y + y : frame->width - (part.y + y) - count;
		for (int x = 0; x < part.w; x++) {
			int source_y = down ? frame->height - 1 - (part.x + x) : part.x + x;
			fetch(frame, source_x, source_y, count, segment);
			for (int i = 0; i < count; i++)
				out[(size_t)(y + i) * (size_t)stride + (size_t)x] = segment[down ? i : count - 1 - i];
		}
	}
}

void vr_frame_write(const struct vr_frame *frame, struct vr_rect part, uint32_t *out, int stride)
{
	assert(part.w <= stride);
	if (frame->rotate == 0)
		write_upright(frame, part, out, stride);
	else if (frame->rotate == 180)
		write_upside_down(frame, part, out, stride);
	else
		write_sideways(frame, part, out, stride);
}
