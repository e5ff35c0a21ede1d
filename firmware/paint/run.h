// Shaped runs: measuring and drawing.
#ifndef VR_PAINT_RUN_H
#define VR_PAINT_RUN_H

#include "glyphs.h"
#include "surface.h"

#include "vantrum/scene.h"

struct vr_runs {
	struct vr_faces faces;
	struct vr_glyphs glyphs;
	hb_buffer_t *buffer; // used again for every run
};

// What shaping needs to know of a run.
struct vr_run_shape {
	const char *text; // UTF-8
	size_t length;
	unsigned face;
	uint16_t px;
	bool bold, rtl;
	const char *script; // ISO 15924
};

bool vr_runs_init(struct vr_runs *runs, struct vr_error *error) VR_MUST_USE;
void vr_runs_release(struct vr_runs *runs);

// Advance in 1/64 pixel; 0 for a face that is not there.
int64_t vr_runs_advance(struct vr_runs *runs, const struct vr_run_shape *shape);

// False when nothing could be drawn.
bool vr_runs_draw(struct vr_runs *runs, struct vr_pixels *surface, const struct vr_draw *draw);

#endif
