#include "gfx/frame.h"
#include "pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const int turns[] = {0, 90, 180, 270};

// Writes one part into memory with guards around it and compares every pixel.
static void check_part(const struct vr_frame *frame, const struct vr_pixels *shown, struct vr_rect part)
{
	const int stride = part.w + 3;
	size_t count = (size_t)stride * (size_t)part.h;
	uint32_t *out = vr_alloc(count, sizeof *out);
	memset(out, 0x11, count * sizeof *out);
	vr_frame_write(frame, part, out, stride);
	for (int y = 0; y < part.h; y++) {
		for (int x = 0; x < stride; x++) {
			uint32_t expected = 0x11111111;
			if (x < part.w)
				expected = turned_pixel(shown, frame->rotate, part.x + x, part.y + y);
			if (out[y * stride + x] != expected)
				fail_msg("turned by %d: pixel %d, %d", frame->rotate, part.x + x, part.y + y);
		}
	}
	free(out);
}

static void check_all_parts(const struct vr_frame *frame, const struct vr_pixels *shown)
{
	int width = frame->to->width, height = frame->to->height;
	vr_frame_turn(frame->rotate, &width, &height);
	check_part(frame, shown, (struct vr_rect){0, 0, width, height});
	check_part(frame, shown, (struct vr_rect){0, 0, 1, 1});
	check_part(frame, shown, (struct vr_rect){width - 1, height - 1, 1, 1});
	check_part(frame, shown, (struct vr_rect){0, height / 2, width, height / 3});
	check_part(frame, shown, (struct vr_rect){width / 3, height / 4, width / 2, height / 2});
	check_part(frame, shown, (struct vr_rect){width / 2, 0, width - width / 2, height});
}

static void pictures_are_turned_to_the_pixel(void **state)
{
	(void)state;
	static const int sizes[][2] = {{97, 61}, {64, 32}, {33, 130}, {4, 4}};
	for (size_t s = 0; s < VR_COUNT(sizes); s++) {
		struct vr_pixels picture = picture_of(sizes[s][0], sizes[s][1], 1);
		struct vr_packed packed = packed_of(&picture);
		for (size_t t = 0; t < VR_COUNT(turns); t++) {
			struct vr_frame frame = {.to = &packed, .rotate = turns[t]};
			check_all_parts(&frame, &picture);
		}
		vr_packed_release(&packed);
		free(picture.data);
	}
}

static void fades_are_turned_as_well(void **state)
{
	(void)state;
	static const unsigned weights[] = {0, 1, 77, 128, 255, 256};
	struct vr_pixels from = picture_of(71, 45, 2), to = picture_of(71, 45, 3);
	struct vr_packed packed_from = packed_of(&from), packed_to = packed_of(&to);
	for (size_t w = 0; w < VR_COUNT(weights); w++) {
		struct vr_pixels shown = blend_of(&from, &to, weights[w]);
		for (size_t t = 0; t < VR_COUNT(turns); t++) {
			struct vr_frame frame = {
			        .from = &packed_from, .to = &packed_to, .weight = weights[w], .rotate = turns[t]};
			check_all_parts(&frame, &shown);
		}
		free(shown.data);
	}
	vr_packed_release(&packed_from);
	vr_packed_release(&packed_to);
	free(from.data);
	free(to.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(pictures_are_turned_to_the_pixel),
	        cmocka_unit_test(fades_are_turned_as_well),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
