// The only loop that runs thirty times a second. Written for sixteen channels at a time, because what a compiler makes
// of the plain loop differs by a factor of five between compilers and their levels.
#include "packed.h"

#include <assert.h>
#include <string.h>

#define LANES 16

typedef uint8_t channels __attribute__((vector_size(LANES)));
typedef uint16_t sums __attribute__((vector_size(2 * LANES)));

static void blend_pixels(const uint32_t *before, const uint32_t *after, unsigned weight, uint32_t *blended, int count)
{
	const uint8_t *from = (const uint8_t *)before, *to = (const uint8_t *)after;
	uint8_t *out = (uint8_t *)blended;
	const size_t bytes = (size_t)count * sizeof *blended;
	// 255 × 256 just fits 16 bits, and weights 0 and 256 give back one side exactly.
	const uint16_t old_part = (uint16_t)(256 - weight), new_part = (uint16_t)weight;
	size_t i = 0;
	for (; i + LANES <= bytes; i += LANES) {
		channels a, b;
		memcpy(&a, from + i, LANES);
		memcpy(&b, to + i, LANES);
		sums sum = __builtin_convertvector(a, sums) * old_part + __builtin_convertvector(b, sums) * new_part;
		a = __builtin_convertvector(sum >> 8, channels);
		memcpy(out + i, &a, LANES);
	}
	for (; i < bytes; i++)
		out[i] = (uint8_t)((from[i] * old_part + to[i] * new_part) >> 8);
}

// Grounds are wide: what is between two plain blocks mostly was between the two before them.
struct ground {
	uint32_t old, new; // words of the tables
	uint32_t between;
};

struct fade {
	const struct vr_packed *from, *to;
	unsigned weight;
	struct ground ground;
};

static uint32_t blend_ground(struct fade *fade, uint32_t old, uint32_t new)
{
	struct ground *ground = &fade->ground;
	if (old != ground->old || new != ground->new) {
		*ground = (struct ground){.old = old, .new = new};
		blend_pixels(vr_packed_words(fade->from, old), vr_packed_words(fade->to, new), fade->weight,
		             &ground->between, 1);
	}
	return ground->between;
}

// Where one side is plain and the other has few colours, so has what is between them.
static void blend_palette(uint32_t plain, const uint32_t *paletted, bool plain_first, unsigned weight, uint32_t *out)
{
	uint32_t same[VR_PACKED_COLOURS], between[VR_PACKED_COLOURS];
	const uint32_t *palette = paletted + VR_PACKED_INDICES;
	for (int i = 0; i < VR_PACKED_COLOURS; i++)
		same[i] = plain;
	blend_pixels(plain_first ? same : palette, plain_first ? palette : same, weight, between, VR_PACKED_COLOURS);
	vr_packed_spread(paletted, between, out);
}

static void blend_block(struct fade *fade, uint32_t old, uint32_t new, uint32_t *out)
{
	const uint32_t *a = vr_packed_words(fade->from, old), *b = vr_packed_words(fade->to, new);
	enum vr_packed_way way_a = vr_packed_way_of(old), way_b = vr_packed_way_of(new);
	if (way_a == VR_PACKED_PLAIN && way_b == VR_PACKED_PLAIN) {
		vr_packed_fill(blend_ground(fade, old, new), out);
	} else if (way_a == VR_PACKED_PLAIN && way_b == VR_PACKED_PALETTED) {
		blend_palette(a[0], b, true, fade->weight, out);
	} else if (way_a == VR_PACKED_PALETTED && way_b == VR_PACKED_PLAIN) {
		blend_palette(b[0], a, false, fade->weight, out);
	} else {
		uint32_t before[VR_PACKED_BLOCK], after[VR_PACKED_BLOCK];
		vr_packed_read_block(fade->from, old, before);
		vr_packed_read_block(fade->to, new, after);
		blend_pixels(before, after, fade->weight, out, VR_PACKED_BLOCK);
	}
}

void vr_packed_blend(const struct vr_packed *from, const struct vr_packed *to, unsigned weight, int x, int y, int count,
                     uint32_t *out)
{
	assert(weight <= 256 && from->width == to->width && from->height == to->height);
	assert(x >= 0 && count >= 0 && x + count <= from->width && y >= 0 && y < from->height);
	const uint32_t *old = vr_packed_entry(from, x, y), *new = vr_packed_entry(to, x, y);
	struct fade fade = {.from = from, .to = to, .weight = weight};
	for (int first = x % VR_PACKED_BLOCK; count > 0; first = 0) {
		uint32_t block[VR_PACKED_BLOCK];
		int there = VR_PACKED_BLOCK - first < count ? VR_PACKED_BLOCK - first : count;
		blend_block(&fade, *old++, *new ++, there == VR_PACKED_BLOCK ? out : block);
		if (there < VR_PACKED_BLOCK)
			memcpy(out, block + first, (size_t)there * sizeof *out);
		out += there;
		count -= there;
	}
}
