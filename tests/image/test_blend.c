// The cross-fade: exact at both ends, near the true mean between them, any part of a row, whatever the two sides are.
#include "vantrum/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 2 * VR_PACKED_BLOCK + 50, HEIGHT = 3 }; // a kind of block a row and place: see make()

struct side {
	uint32_t pixels[WIDTH * HEIGHT];
	struct vr_packed packed;
};

static void pack(struct side *side)
{
	struct vr_pixels pixels = {.data = side->pixels, .width = WIDTH, .height = HEIGHT};
	struct vr_error error;
	assert_true(vr_packed_create(&pixels, &side->packed, &error));
}

// Blocks of one colour, of few and of many, in an order that the seed begins: so each kind meets each.
static void make(struct side *side, uint32_t seed)
{
	uint32_t value = seed;
	for (size_t i = 0; i < VR_COUNT(side->pixels); i++) {
		size_t kind = (i % WIDTH / VR_PACKED_BLOCK + (i / WIDTH + 1) * seed) % 3;
		value = value * 1664525 + 1013904223;
		side->pixels[i] = 0xff000000 | (kind == 0 ? seed * 0x123457 : kind == 1 ? value >> 28 : value >> 8);
	}
	pack(side);
}

static void check(const struct side *from, const struct side *to, unsigned weight, struct vr_rect part)
{
	uint32_t out[WIDTH + 1];
	memset(out, 0x55, sizeof(out));
	vr_packed_blend(&from->packed, &to->packed, weight, part.x, part.y, part.w, out);
	for (int x = 0; x < part.w; x++) {
		int at = part.y * WIDTH + part.x + x;
		for (int shift = 0; shift < 32; shift += 8) {
			unsigned before = from->pixels[at] >> shift & 0xff, after = to->pixels[at] >> shift & 0xff;
			assert_int_equal(out[x] >> shift & 0xff, (before * (256 - weight) + after * weight) / 256);
		}
	}
	assert_int_equal(out[part.w], 0x55555555);
}

static void every_weight(void **state)
{
	(void)state;
	struct side from, to;
	make(&from, 1);
	make(&to, 2);
	for (unsigned weight = 0; weight <= 256; weight++)
		check(&from, &to, weight, (struct vr_rect){0, (int)weight % HEIGHT, WIDTH, 1});
	vr_packed_release(&from.packed);
	vr_packed_release(&to.packed);
}

static void every_part(void **state)
{
	(void)state;
	struct side from, to;
	make(&from, 3);
	make(&to, 4);
	for (int x = 0; x < WIDTH; x++) {
		for (int width = 0; x + width <= WIDTH; width++)
			check(&from, &to, 100, (struct vr_rect){x, 1, width, 1});
	}
	vr_packed_release(&from.packed);
	vr_packed_release(&to.packed);
}

// Neighbours that share the ground of one side only.
static void grounds_beside_grounds(void **state)
{
	(void)state;
	struct side from, to;
	for (int i = 0; i < WIDTH * HEIGHT; i++) {
		from.pixels[i] = i % WIDTH < 2 * VR_PACKED_BLOCK ? 0xff204060 : 0xff806040;
		to.pixels[i] = i % WIDTH < VR_PACKED_BLOCK ? 0xffa0c0e0 : 0xff10f0a0;
	}
	pack(&from);
	pack(&to);
	check(&from, &to, 100, (struct vr_rect){0, 0, WIDTH, 1});
	check(&to, &from, 100, (struct vr_rect){0, 0, WIDTH, 1});
	vr_packed_release(&from.packed);
	vr_packed_release(&to.packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_weight),
	        cmocka_unit_test(every_part),
	        cmocka_unit_test(grounds_beside_grounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
