// Drawing on pixels: everything is clipped to the surface, whatever box it is given. The surface is opaque and stays
// so.
#ifndef VR_PAINT_SURFACE_H
#define VR_PAINT_SURFACE_H

#include "vantrum/image.h"

// The part of a that is inside b; w and h are 0 when there is none.
struct vr_rect vr_rect_inside(struct vr_rect a, struct vr_rect b);
struct vr_rect vr_surface_bounds(const struct vr_pixels *surface);

void vr_surface_fill(struct vr_pixels *surface, struct vr_colour colour);

// Anti-aliased corners of this radius; outline 0 fills, else a line of that width inside the box.
void vr_surface_rect(struct vr_pixels *surface, struct vr_rect box, struct vr_colour colour, int radius, int outline);

// A mask of w × h coverages with its upper left corner at box.x, box.y, in one colour, inside clip only.
void vr_surface_mask(struct vr_pixels *surface, const uint8_t *mask, struct vr_rect box, struct vr_rect clip,
                     struct vr_colour colour, bool mirrored);

// Pixels with their upper left corner at (x, y).
void vr_surface_picture(struct vr_pixels *surface, const struct vr_pixels *picture, int x, int y);

#endif
