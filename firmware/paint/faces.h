// The fallback chain of fonts. A file is opened (mapped, not read) when the first code point needs it.
#ifndef VR_PAINT_FACES_H
#define VR_PAINT_FACES_H

#include "vantrum/base.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#define VR_FACES_MAX 16
#define VR_FACE_PX_MAX 2048 // larger letters than any wall needs

// One font file. FreeType rasterises, HarfBuzz shapes; neither hints, so that widths scale with the size.
struct vr_face {
	FT_Face outlines;
	hb_font_t *shapes;
	bool tried; // opening is attempted once
};

struct vr_faces {
	FT_Library library;
	struct vr_face files[VR_FACES_MAX][2]; // [place in the chain][bold]
};

// VR_NOT_FOUND when the first face is missing.
bool vr_faces_init(struct vr_faces *faces, struct vr_error *error) VR_MUST_USE;
void vr_faces_release(struct vr_faces *faces);

// The first place in the chain that has the code point, or -1.
int vr_faces_find(struct vr_faces *faces, uint32_t code_point, bool bold);

// The file of a place; the regular one where there is no bold. NULL: not installed or outside the chain.
struct vr_face *vr_faces_get(struct vr_faces *faces, unsigned place, bool bold);

#endif
