// Icons: white shapes on nothing, drawn once as SVG, rasterised when the program was built, tinted when drawn.
#ifndef VR_PAINT_ICONS_H
#define VR_PAINT_ICONS_H

#include "surface.h"

#include "vantrum/scene.h"

#define VR_ICONS_MAX 48 // names and sizes kept
#define VR_ICONS_BYTES_MAX (4u << 20)
#define VR_ICON_PX_MAX 1024 // side of the largest mask kept

struct vr_icon {
	char name[32];
	int side;          // what was asked for
	int width, height; // of the mask; 0: there is none, which was logged
	uint8_t *mask;
	uint64_t used;
};

struct vr_icons {
	struct vr_icon kept[VR_ICONS_MAX];
	size_t bytes;
	uint64_t clock; // counts uses
};

void vr_icons_release(struct vr_icons *icons);

// The icon as large as fits the box, in its middle. A missing one is logged once and left out.
void vr_icons_draw(struct vr_icons *icons, struct vr_pixels *surface, const struct vr_draw *draw);

#endif
