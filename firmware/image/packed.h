// Private: how a packed picture lies in its words. First a table with a word for each block of each row: in which way
// the block is kept, and where. Then the blocks. All are found by the table, for a frame that is turned reads columns.
#ifndef VANTRUM_FIRMWARE_IMAGE_PACKED_H
#define VANTRUM_FIRMWARE_IMAGE_PACKED_H

#include "vantrum/image.h"

#define VR_PACKED_COLOURS 16
#define VR_PACKED_PLACE_BITS 30                      // of a word of the table; the way is above it
#define VR_PACKED_INDICES (VR_PACKED_BLOCK / 8)      // words: four bits a pixel
#define VR_PACKED_CHANNELS (VR_PACKED_BLOCK * 3 / 4) // words: three bytes a pixel

enum vr_packed_way {
	VR_PACKED_PLAIN,    // a colour
	VR_PACKED_PALETTED, // indices, the first pixel in the lowest bits, then up to VR_PACKED_COLOURS colours
	VR_PACKED_WHOLE,    // four pixels in three words: their lower three bytes, the first pixel lowest
};

// The last palette may be read beyond its end.
#define VR_PACKED_SLACK VR_PACKED_COLOURS

static inline size_t vr_packed_columns(int width)
{
	return ((size_t)width + VR_PACKED_BLOCK - 1) / VR_PACKED_BLOCK;
}

// The table's word of the block that has this pixel; those of the blocks to the right follow.
static inline const uint32_t *vr_packed_entry(const struct vr_packed *packed, int x, int y)
{
	return packed->words + (size_t)y * vr_packed_columns(packed->width) + (size_t)x / VR_PACKED_BLOCK;
}

static inline enum vr_packed_way vr_packed_way_of(uint32_t entry)
{
	return (enum vr_packed_way)(entry >> VR_PACKED_PLACE_BITS);
}

static inline const uint32_t *vr_packed_words(const struct vr_packed *packed, uint32_t entry)
{
	return packed->words + (entry & ((1u << VR_PACKED_PLACE_BITS) - 1));
}

static inline void vr_packed_fill(uint32_t colour, uint32_t *out)
{
	for (int i = 0; i < VR_PACKED_BLOCK; i++)
		out[i] = colour;
}

// Each index's colour of a palette.
static inline void vr_packed_spread(const uint32_t *indices, const uint32_t *palette, uint32_t *out)
{
	for (int i = 0; i < VR_PACKED_INDICES; i++) {
		uint32_t eight = indices[i];
		for (int pixel = 0; pixel < 8; pixel++, eight >>= 4)
			*out++ = palette[eight & 0xf];
	}
}

static inline void vr_packed_join(const uint32_t *words, uint32_t *out)
{
	const uint32_t opaque = 0xff000000;
	for (int i = 0; i < VR_PACKED_BLOCK; i += 4, words += 3) {
		*out++ = opaque | words[0];
		*out++ = opaque | words[0] >> 24 | words[1] << 8;
		*out++ = opaque | words[1] >> 16 | words[2] << 16;
		*out++ = opaque | words[2] >> 8;
	}
}

static inline void vr_packed_read_block(const struct vr_packed *packed, uint32_t entry, uint32_t *out)
{
	const uint32_t *words = vr_packed_words(packed, entry);
	switch (vr_packed_way_of(entry)) {
	case VR_PACKED_PLAIN:
		vr_packed_fill(words[0], out);
		break;
	case VR_PACKED_PALETTED:
		vr_packed_spread(words, words + VR_PACKED_INDICES, out);
		break;
	case VR_PACKED_WHOLE:
		vr_packed_join(words, out);
		break;
	}
}

#endif
