#include "frame.h"

#include <assert.h>

// Pixels that are turned at once: read with the least work, and few enough that the rows they are scattered over stay
// in the first cache.
#define SEGMENT VR_PACKED_BLOCK

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
	if (frame->from)
		vr_packed_blend(frame->from, frame->to, frame->weight, x, y, count, out);
	else
		vr_packed_read(frame->to, x, y, count, out);
}

static void write_upright(const struct vr_frame *frame, struct vr_rect part, uint32_t *out, int stride)
{
	for (int y = 0; y < part.h; y++)
		fetch(frame, part.x, part.y + y, part.w, out + (size_t)y * (size_t)stride);
}

static void write_upside_down(const struct vr_frame *frame, struct vr_rect part, uint32_t *out, int stride)
{
	uint32_t segment[SEGMENT];
	for (int y = 0; y < part.h; y++) {
		uint32_t *row = out + (size_t)y * (size_t)stride;
		int source_y = frame->to->height - 1 - (part.y + y);
		for (int x = 0; x < part.w; x += SEGMENT) {
			int count = part.w - x < SEGMENT ? part.w - x : SEGMENT;
			fetch(frame, frame->to->width - (part.x + x) - count, source_y, count, segment);
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
		int source_x = down ? part.y + y : frame->to->width - (part.y + y) - count;
		for (int x = 0; x < part.w; x++) {
			int source_y = down ? frame->to->height - 1 - (part.x + x) : part.x + x;
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
