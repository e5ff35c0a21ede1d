// The only loop that runs thirty times a second. Written for sixteen channels at a time, because what a compiler makes
// of the plain loop differs by a factor of five between compilers and their levels.
#include "vantrum/paint.h"

#include <assert.h>
#include <string.h>

#define LANES 16

typedef uint8_t channels __attribute__((vector_size(LANES)));
typedef uint16_t sums __attribute__((vector_size(2 * LANES)));

static void blend_row(const uint8_t *from, const uint8_t *to, unsigned weight, uint8_t *out, size_t bytes)
{
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

void vr_paint_blend(const uint32_t *from, const uint32_t *to, unsigned weight, int width, int height, uint32_t *out,
                    int out_stride)
{
	assert(weight <= 256 && out_stride >= width);
	for (int y = 0; y < height; y++) {
		size_t row = (size_t)y * (size_t)width;
		blend_row((const uint8_t *)(from + row), (const uint8_t *)(to + row), weight,
		          (uint8_t *)(out + (size_t)y * (size_t)out_stride), (size_t)width * sizeof(*out));
	}
}
