// Room paint: scene → pixels in memory, always in software (HarfBuzz shapes, FreeType rasterises). No window, no SDL.
// It implements struct vr_metrics. One thread: the one that created it.
#ifndef VANTRUM_PAINT_H
#define VANTRUM_PAINT_H

#include "vantrum/image.h"
#include "vantrum/scene.h"
#include "vantrum/text.h"

struct vr_paint;

// Opens the font chain (Noto Sans and the faces for other scripts, as installed by Debian's fonts-noto-core).
// VR_NOT_FOUND when not even the first face is there, with the package's name.
bool vr_paint_create(struct vr_paint **out, struct vr_error *error) VR_MUST_USE;
void vr_paint_destroy(struct vr_paint *paint);

// Borrowed; valid as long as paint.
const struct vr_metrics *vr_paint_metrics(struct vr_paint *paint);

// Height of a capital H and average advance of running Latin text, divided by the em size.
double vr_paint_capital_per_em(struct vr_paint *paint);
double vr_paint_average_per_em(struct vr_paint *paint);

// Decoded pictures by the SHA-256 that a scene names; NULL: not there, the box stays empty.
struct vr_pictures {
	const struct vr_pixels *(*find)(void *context, const char *sha256, int width, int height);
	void *context;
};

// Draws the whole scene onto pixels of the scene's size; the result is opaque. A run, icon or picture that cannot be
// drawn is logged and left out (a missing icon once); nothing is ever drawn outside the surface, and marks stacked on a
// letter end one and a half em above its baseline.
void vr_paint_draw(struct vr_paint *paint, const struct vr_scene *scene, const struct vr_pictures *pictures,
                   struct vr_pixels *out);

// Bytes held by glyphs, fonts' rasters and icons; at most about 16 MiB are kept.
size_t vr_paint_memory(const struct vr_paint *paint);

#endif
