// Most of a slide is ground, and most of the rest two inks and the steps between them, so each block of a row is kept
// in the smallest of three ways.
#include "packed.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

// Each pixel is as the one before.
static bool is_plain(const uint32_t *pixels)
{
	return memcmp(pixels, pixels + 1, (VR_PACKED_BLOCK - 1) * sizeof *pixels) == 0;
}

// Returns how many colours there are, or 0 for more than a palette has.
static int find_colours(const uint32_t *pixels, uint32_t *palette, uint8_t *indices)
{
	int count = 0, last = 0;
	for (int i = 0; i < VR_PACKED_BLOCK; i++) {
		int found = last; // most pixels are as the one before
		if (i == 0 || pixels[i] != palette[last])
			for (found = 0; found < count && palette[found] != pixels[i]; found++)
				;
		if (found == VR_PACKED_COLOURS)
			return 0;
		if (found == count)
			palette[count++] = pixels[i];
		indices[i] = (uint8_t)found;
		last = found;
	}
	return count;
}

static size_t put_palette(const uint32_t *palette, int count, const uint8_t *indices, uint32_t *out)
{
	memset(out, 0, VR_PACKED_INDICES * sizeof *out);
	for (int i = 0; i < VR_PACKED_BLOCK; i++)
		out[i / 8] |= (uint32_t)indices[i] << (i % 8 * 4);
	memcpy(out + VR_PACKED_INDICES, palette, (size_t)count * sizeof *palette);
	return VR_PACKED_INDICES + (size_t)count;
}

static size_t put_channels(const uint32_t *pixels, uint32_t *out)
{
	for (int i = 0; i < VR_PACKED_BLOCK; i += 4, pixels += 4) {
		*out++ = (pixels[0] & 0xffffff) | pixels[1] << 24;
		*out++ = (pixels[1] >> 8 & 0xffff) | pixels[2] << 16;
		*out++ = (pixels[2] >> 16 & 0xff) | pixels[3] << 8;
	}
	return VR_PACKED_CHANNELS;
}

// Appends a block at *end; returns its word for the table. A plain block like the last one is kept once.
static uint32_t put_block(const uint32_t *pixels, uint32_t *words, size_t *end, size_t *plain)
{
	uint32_t palette[VR_PACKED_COLOURS];
	uint8_t indices[VR_PACKED_BLOCK];
	if (is_plain(pixels)) {
		if (!*plain || words[*plain] != pixels[0]) {
			*plain = (*end)++;
			words[*plain] = pixels[0];
		}
		return (uint32_t)VR_PACKED_PLAIN << VR_PACKED_PLACE_BITS | (uint32_t)*plain;
	}
	size_t place = *end;
	int count = find_colours(pixels, palette, indices);
	*end += count ? put_palette(palette, count, indices, words + place) : put_channels(pixels, words + place);
	return (uint32_t)(count ? VR_PACKED_PALETTED : VR_PACKED_WHOLE) << VR_PACKED_PLACE_BITS | (uint32_t)place;
}

// A block of the picture; one at the right edge is filled up with its last pixel in spare.
static const uint32_t *take_block(const struct vr_pixels *pixels, int x, int y, uint32_t *spare)
{
	const uint32_t *block = pixels->data + (size_t)y * (size_t)pixels->width + (size_t)x;
	int count = pixels->width - x;
	if (count >= VR_PACKED_BLOCK)
		return block;
	memcpy(spare, block, (size_t)count * sizeof *spare);
	for (int i = count; i < VR_PACKED_BLOCK; i++)
		spare[i] = block[count - 1];
	return spare;
}

bool vr_packed_create(const struct vr_pixels *pixels, struct vr_packed *out, struct vr_error *error)
{
	size_t blocks = vr_packed_columns(pixels->width) * (size_t)pixels->height;
	size_t most = blocks * (1 + VR_PACKED_CHANNELS) + VR_PACKED_SLACK; // if nothing repeats
	if (most >> VR_PACKED_PLACE_BITS)
		return vr_fail(error, VR_LIMIT, "a picture of %d × %d pixels is too tall to be packed", pixels->width,
		               pixels->height);
	// Pages that are not written to are not there, and the end is given back.
	uint32_t *words = vr_alloc_large(most, sizeof *words);
	if (!words)
		return vr_fail(error, VR_MEMORY, "no memory to pack a picture of %d × %d pixels", pixels->width,
		               pixels->height);
	size_t at = 0, end = blocks, plain = 0;
	for (int y = 0; y < pixels->height; y++) {
		for (int x = 0; x < pixels->width; x += VR_PACKED_BLOCK) {
			uint32_t spare[VR_PACKED_BLOCK];
			words[at++] = put_block(take_block(pixels, x, y, spare), words, &end, &plain);
		}
	}
	end += VR_PACKED_SLACK;
	uint32_t *shrunk = realloc(words, end * sizeof *words);
	*out = (struct vr_packed){.words = shrunk ? shrunk : words,
	                          .bytes = end * sizeof *words,
	                          .width = pixels->width,
	                          .height = pixels->height};
	return true;
}

void vr_packed_release(struct vr_packed *packed)
{
	free(packed->words);
	*packed = (struct vr_packed){0};
}

void vr_packed_read(const struct vr_packed *packed, int x, int y, int count, uint32_t *out)
{
	assert(x >= 0 && count >= 0 && x + count <= packed->width && y >= 0 && y < packed->height);
	const uint32_t *entry = vr_packed_entry(packed, x, y);
	for (int first = x % VR_PACKED_BLOCK; count > 0; first = 0) {
		uint32_t block[VR_PACKED_BLOCK];
		int there = VR_PACKED_BLOCK - first < count ? VR_PACKED_BLOCK - first : count;
		vr_packed_read_block(packed, *entry++, there == VR_PACKED_BLOCK ? out : block);
		if (there < VR_PACKED_BLOCK)
			memcpy(out, block + first, (size_t)there * sizeof *out);
		out += there;
		count -= there;
	}
}

bool vr_packed_unpack(const struct vr_packed *packed, struct vr_pixels *out, struct vr_error *error)
{
	if (!vr_pixels_create(packed->width, packed->height, out, error))
		return false;
	for (int y = 0; y < packed->height; y++)
		vr_packed_read(packed, 0, y, packed->width, out->data + (size_t)y * (size_t)packed->width);
	return true;
}
