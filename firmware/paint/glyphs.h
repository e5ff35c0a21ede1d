// Rasterised letters, the least recently used going first once they hold VR_GLYPHS_BYTES_MAX.
#ifndef VR_PAINT_GLYPHS_H
#define VR_PAINT_GLYPHS_H

#include "faces.h"

#define VR_GLYPHS_BYTES_MAX (8u << 20)
#define VR_GLYPH_STEPS 4 // sub-pixel positions, so that letters stand evenly at small sizes
#define VR_GLYPH_BUCKETS 1024

struct vr_glyph {
	const struct vr_face *face;
	uint32_t index; // in the font
	uint16_t px;
	uint8_t step;          // of VR_GLYPH_STEPS, to the right
	int left, top;         // from the pen on the baseline to the mask's upper left corner; top counts up
	int width, height;     // of the mask, 0 for a space
	struct vr_glyph *next; // in the bucket
	struct vr_glyph *newer, *older;
	uint8_t mask[]; // width × height, 0 … 255
};

struct vr_glyphs {
	struct vr_glyph *buckets[VR_GLYPH_BUCKETS];
	struct vr_glyph *newest, *oldest;
	size_t bytes;
};

void vr_glyphs_release(struct vr_glyphs *glyphs);

// Valid until the next call; NULL when the font cannot draw it.
const struct vr_glyph *vr_glyphs_get(struct vr_glyphs *glyphs, const struct vr_face *face, uint32_t index, uint16_t px,
                                     unsigned step);

#endif
