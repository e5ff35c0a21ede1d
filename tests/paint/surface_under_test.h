// A small scene, painted, with a fence of known pixels around it so that painting outside is noticed even without a
// sanitizer.
#ifndef VR_TEST_PAINT_SURFACE_H
#define VR_TEST_PAINT_SURFACE_H

#include "vantrum/paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FENCE 4096
#define FENCE_PIXEL 0xdeadbeefu

static const struct vr_colour black = {0, 0, 0, 255}, white = {255, 255, 255, 255};

struct canvas {
	struct vr_scene scene;
	struct vr_pixels pixels;
	uint32_t *all; // owned; pixels.data points into it
};

static inline void canvas_open(struct canvas *canvas, int width, int height)
{
	size_t count = (size_t)width * (size_t)height;
	vr_scene_init(&canvas->scene, width, height, white);
	canvas->all = malloc((count + 2 * FENCE) * sizeof(uint32_t));
	for (size_t i = 0; i < count + 2 * FENCE; i++)
		canvas->all[i] = FENCE_PIXEL;
	canvas->pixels = (struct vr_pixels){canvas->all + FENCE, width, height};
}

static inline void canvas_paint(struct canvas *canvas, struct vr_paint *paint, const struct vr_pictures *pictures)
{
	size_t count = (size_t)canvas->pixels.width * (size_t)canvas->pixels.height;
	vr_paint_draw(paint, &canvas->scene, pictures, &canvas->pixels);
	for (size_t i = 0; i < FENCE; i++)
		if (canvas->all[i] != FENCE_PIXEL || canvas->all[FENCE + count + i] != FENCE_PIXEL)
			fail_msg("painted outside the surface");
	for (size_t i = 0; i < count; i++)
		if (canvas->pixels.data[i] >> 24 != 255)
			fail_msg("pixel %zu is not opaque", i);
}

static inline void canvas_close(struct canvas *canvas)
{
	vr_scene_release(&canvas->scene);
	free(canvas->all);
}

static inline uint32_t pixel(const struct canvas *canvas, int x, int y)
{
	return canvas->pixels.data[(size_t)y * (size_t)canvas->pixels.width + (size_t)x];
}

// How dark: 0 white … 255 black, by the green channel.
static inline int ink(const struct canvas *canvas, int x, int y)
{
	return 255 - (int)(pixel(canvas, x, y) >> 8 & 0xff);
}

// The smallest box around everything at least half inked; w is 0 when nothing is.
static inline struct vr_rect inked(const struct canvas *canvas)
{
	int left = canvas->pixels.width, top = canvas->pixels.height, right = -1, bottom = -1;
	for (int y = 0; y < canvas->pixels.height; y++) {
		for (int x = 0; x < canvas->pixels.width; x++) {
			if (ink(canvas, x, y) < 128)
				continue;
			left = x < left ? x : left;
			right = x > right ? x : right;
			top = y < top ? y : top;
			bottom = y > bottom ? y : bottom;
		}
	}
	if (right < 0)
		return (struct vr_rect){0, 0, 0, 0};
	return (struct vr_rect){left, top, right - left + 1, bottom - top + 1};
}

static inline int open_paint(void **state)
{
	struct vr_paint *paint;
	struct vr_error error;
	if (!vr_paint_create(&paint, &error)) {
		print_error("%s\n", error.what);
		return -1;
	}
	*state = paint;
	return 0;
}

static inline int close_paint(void **state)
{
	vr_paint_destroy(*state);
	return 0;
}

#endif
