#include "surface.h"

#include <math.h>
#include <string.h>
#include <wchar.h>

struct vr_rect vr_rect_inside(struct vr_rect a, struct vr_rect b)
{
	// 64 bits: a box from a broken layout may lie anywhere.
	int64_t left = a.x > b.x ? a.x : b.x, top = a.y > b.y ? a.y : b.y;
	int64_t a_right = (int64_t)a.x + a.w, b_right = (int64_t)b.x + b.w;
	int64_t a_bottom = (int64_t)a.y + a.h, b_bottom = (int64_t)b.y + b.h;
	int64_t right = a_right < b_right ? a_right : b_right, bottom = a_bottom < b_bottom ? a_bottom : b_bottom;
	if (a.w <= 0 || a.h <= 0 || right <= left || bottom <= top)
		return (struct vr_rect){b.x, b.y, 0, 0};
	return (struct vr_rect){(int)left, (int)top, (int)(right - left), (int)(bottom - top)};
}

struct vr_rect vr_surface_bounds(const struct vr_pixels *surface)
{
	return (struct vr_rect){0, 0, surface->width, surface->height};
}

static uint32_t *row_at(struct vr_pixels *surface, int y)
{
	return surface->data + (size_t)y * (size_t)surface->width;
}

// v / 255, rounded, for v up to 255 × 255.
static uint32_t by_255(uint32_t v)
{
	v += 128;
	return (v + (v >> 8)) >> 8;
}

static uint32_t opaque(struct vr_colour colour)
{
	return UINT32_C(0xff000000) | (uint32_t)colour.r << 16 | (uint32_t)colour.g << 8 | colour.b;
}

static uint32_t over(uint32_t under, struct vr_colour colour, uint32_t cover)
{
	uint32_t alpha = by_255(colour.a * cover), rest = 255 - alpha;
	uint32_t r = by_255(colour.r * alpha + (under >> 16 & 0xff) * rest);
	uint32_t g = by_255(colour.g * alpha + (under >> 8 & 0xff) * rest);
	uint32_t b = by_255(colour.b * alpha + (under & 0xff) * rest);
	return UINT32_C(0xff000000) | r << 16 | g << 8 | b;
}

static void span(uint32_t *row, int from, int to, struct vr_colour colour, uint32_t cover)
{
	if (cover == 0)
		return;
	if (cover == 255 && colour.a == 255) {
		// The C library's is several pixels at a time where the processor can.
		_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "a wide character is a pixel");
		wmemset((wchar_t *)row + from, (wchar_t)opaque(colour), (size_t)(to - from));
		return;
	}
	for (int x = from; x < to; x++)
		row[x] = over(row[x], colour, cover);
}

void vr_surface_fill(struct vr_pixels *surface, struct vr_colour colour)
{
	colour.a = 255;
	for (int y = 0; y < surface->height; y++)
		span(row_at(surface, y), 0, surface->width, colour, 255);
}

// How much of the pixel at (x, y) lies inside a w × h rectangle with rounded corners: 0 … 1.
static float rounded(int x, int y, int w, int h, int radius)
{
	if (x < 0 || y < 0 || x >= w || y >= h)
		return 0;
	float r = (float)radius, cx = (float)x + 0.5f, cy = (float)y + 0.5f;
	float dx = cx < r ? r - cx : cx - ((float)w - r), dy = cy < r ? r - cy : cy - ((float)h - r);
	if (dx <= 0 || dy <= 0)
		return 1;
	float inside = r - sqrtf(dx * dx + dy * dy) + 0.5f;
	return inside < 0 ? 0 : inside > 1 ? 1 : inside;
}

struct shape {
	int w, h, radius, outline;
};

static uint32_t coverage(const struct shape *s, int x, int y)
{
	float cover = rounded(x, y, s->w, s->h, s->radius);
	if (s->outline > 0) {
		int inner = s->radius > s->outline ? s->radius - s->outline : 0;
		cover -= rounded(x - s->outline, y - s->outline, s->w - 2 * s->outline, s->h - 2 * s->outline, inner);
	}
	return cover <= 0 ? 0 : (uint32_t)(cover * 255 + 0.5f);
}

void vr_surface_rect(struct vr_pixels *surface, struct vr_rect box, struct vr_colour colour, int radius, int outline)
{
	struct vr_rect seen = vr_rect_inside(box, vr_surface_bounds(surface));
	int half = (box.w < box.h ? box.w : box.h) / 2;
	struct shape shape = {box.w, box.h, radius < half ? radius : half, outline};
	if (shape.radius < 0)
		shape.radius = 0;
	if (outline > half || outline < 0)
		shape.outline = 0;
	int edge = shape.radius > shape.outline ? shape.radius : shape.outline;
	// Between the edges a row is uniform: only they are computed pixel by pixel. Overflow is impossible: the row
	// has a visible part, so box.x is above -box.w.
	int64_t middle_from = (int64_t)box.x + edge, middle_to = (int64_t)box.x + box.w - edge;
	int right = seen.x + seen.w;
	int from = middle_from < seen.x ? seen.x : middle_from > right ? right : (int)middle_from;
	int to = middle_to < from ? from : middle_to > right ? right : (int)middle_to;
	for (int y = seen.y; y < seen.y + seen.h; y++) {
		uint32_t *row = row_at(surface, y);
		for (int x = seen.x; x < from; x++)
			span(row, x, x + 1, colour, coverage(&shape, x - box.x, y - box.y));
		if (to > from)
			span(row, from, to, colour, coverage(&shape, from - box.x, y - box.y));
		for (int x = to; x < right; x++)
			span(row, x, x + 1, colour, coverage(&shape, x - box.x, y - box.y));
	}
}

void vr_surface_mask(struct vr_pixels *surface, const uint8_t *mask, struct vr_rect box, struct vr_rect clip,
                     struct vr_colour colour, bool mirrored)
{
	struct vr_rect seen = vr_rect_inside(vr_rect_inside(box, clip), vr_surface_bounds(surface));
	const uint32_t solid = opaque(colour);
	for (int y = seen.y; y < seen.y + seen.h; y++) {
		const uint8_t *line = mask + (size_t)(y - box.y) * (size_t)box.w;
		uint32_t *row = row_at(surface, y);
		for (int x = seen.x; x < seen.x + seen.w; x++) {
			int at = x - box.x;
			uint8_t cover = line[mirrored ? box.w - 1 - at : at];
			if (cover == 255 && colour.a == 255)
				row[x] = solid;
			else if (cover > 0)
				row[x] = over(row[x], colour, cover);
		}
	}
}

void vr_surface_picture(struct vr_pixels *surface, const struct vr_pixels *picture, int x, int y)
{
	struct vr_rect box = {x, y, picture->width, picture->height};
	struct vr_rect seen = vr_rect_inside(box, vr_surface_bounds(surface));
	for (int line = seen.y; line < seen.y + seen.h; line++) {
		uint32_t *row = row_at(surface, line) + seen.x;
		const uint32_t *from = picture->data + (size_t)(line - y) * (size_t)picture->width + (seen.x - x);
		for (int i = 0; i < seen.w; i++) {
			uint32_t rest = 255 - (from[i] >> 24);
			if (rest == 0) { // nearly always
				row[i] = from[i];
				continue;
			}
			uint32_t under = row[i];
			uint32_t r = (from[i] >> 16 & 0xff) + by_255((under >> 16 & 0xff) * rest);
			uint32_t g = (from[i] >> 8 & 0xff) + by_255((under >> 8 & 0xff) * rest);
			uint32_t b = (from[i] & 0xff) + by_255((under & 0xff) * rest);
			row[i] = UINT32_C(0xff000000) | (r > 255 ? 255 : r) << 16 | (g > 255 ? 255 : g) << 8 |
			         (b > 255 ? 255 : b);
		}
	}
}
