// Area-averaging reduction of rows that arrive one after another: memory is one target row, whatever the picture's
// size. Exact integer arithmetic, so a picture gives the same pixels on every machine.
#ifndef VR_IMAGE_SHRINK_H
#define VR_IMAGE_SHRINK_H

#include "vantrum/image.h"

// 255 × 256 × this still fits 32 bits, which is what a column's sum is kept in.
#define VR_SHRINK_SIDE_MAX 65535

struct vr_shrink {
	int from_width, from_height;
	struct vr_pixels *out; // borrowed; as large as the target or larger sources never exceed
	int row;               // target row being summed
	int into;              // parts of it that are summed already, of from_height
	uint16_t *line;        // the current source row at target width, 4 channels of 8.8 bits
	uint32_t *sum;         // weighted sums of target columns
};

// out is created with target size, which is no larger than the source's in either direction.
bool vr_shrink_init(struct vr_shrink *shrink, int from_width, int from_height, int width, int height,
                    struct vr_pixels *out, struct vr_error *error) VR_MUST_USE;
void vr_shrink_release(struct vr_shrink *shrink);

// The next source row, premultiplied. Exactly from_height of them fill out.
void vr_shrink_row(struct vr_shrink *shrink, const uint32_t *row);

#endif
