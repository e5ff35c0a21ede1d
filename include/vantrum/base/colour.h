// A colour and a rectangle: the two shapes that theme, scene, image and paint share.
#ifndef VANTRUM_BASE_COLOUR_H
#define VANTRUM_BASE_COLOUR_H

#include <stdint.h>

struct vr_colour {
	uint8_t r, g, b, a; // straight alpha, sRGB
};

struct vr_rect {
	int x, y, w, h; // pixels
};

#endif
