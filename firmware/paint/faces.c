#include "faces.h"

#include <hb-ot.h>
#include <stdio.h>

#define FOLDER "/usr/share/fonts/truetype/noto/"

// Order matters: the first that has a letter draws it. Scripts of people who come to a Swedish clinic, then signs.
static const struct {
	const char *regular, *bold;
} chain[] = {
        {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"},
        {"NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"},
        {"NotoSansEthiopic-Regular.ttf", "NotoSansEthiopic-Bold.ttf"},
        {"NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"},
        {"NotoSansArmenian-Regular.ttf", "NotoSansArmenian-Bold.ttf"},
        {"NotoSansGeorgian-Regular.ttf", "NotoSansGeorgian-Bold.ttf"},
        {"NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"},
        {"NotoSansBengali-Regular.ttf", "NotoSansBengali-Bold.ttf"},
        {"NotoSansTamil-Regular.ttf", "NotoSansTamil-Bold.ttf"},
        {"NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"},
        {"NotoSansSymbols-Regular.ttf", "NotoSansSymbols-Bold.ttf"},
        {"NotoSansSymbols2-Regular.ttf", NULL},
        {"NotoSansMath-Regular.ttf", NULL},
};
_Static_assert(VR_COUNT(chain) <= VR_FACES_MAX, "the chain is longer than its places");

static void close_face(struct vr_face *face)
{
	if (face->shapes)
		hb_font_destroy(face->shapes);
	if (face->outlines)
		FT_Done_Face(face->outlines);
	face->shapes = NULL;
	face->outlines = NULL;
}

static void open_face(struct vr_faces *faces, struct vr_face *face, const char *name)
{
	char path[VR_PATH_MAX];
	snprintf(path, sizeof(path), FOLDER "%s", name);
	face->tried = true;
	if (FT_New_Face(faces->library, path, 0, &face->outlines) != 0) {
		face->outlines = NULL;
	} else {
		hb_blob_t *blob = hb_blob_create_from_file(path);
		hb_face_t *tables = hb_face_create(blob, 0);
		hb_blob_destroy(blob);
		if (hb_face_get_glyph_count(tables) > 0 && FT_IS_SCALABLE(face->outlines)) {
			face->shapes = hb_font_create(tables);
			hb_ot_font_set_funcs(face->shapes);
		}
		hb_face_destroy(tables);
	}
	if (face->shapes)
		return;
	close_face(face);
	vr_log(VR_LOG_WARNING, "paint", "font %s cannot be used: install fonts-noto-core", path);
}

struct vr_face *vr_faces_get(struct vr_faces *faces, unsigned place, bool bold)
{
	if (place >= VR_COUNT(chain))
		return NULL;
	const char *name = bold ? chain[place].bold : chain[place].regular;
	struct vr_face *face = &faces->files[place][bold];
	if (name && !face->tried)
		open_face(faces, face, name);
	if (face->shapes)
		return face;
	return bold ? vr_faces_get(faces, place, false) : NULL;
}

int vr_faces_find(struct vr_faces *faces, uint32_t code_point, bool bold)
{
	for (unsigned place = 0; place < VR_COUNT(chain); place++) {
		struct vr_face *face = vr_faces_get(faces, place, bold);
		if (face && FT_Get_Char_Index(face->outlines, code_point) != 0)
			return (int)place;
	}
	return -1;
}

bool vr_faces_init(struct vr_faces *faces, struct vr_error *error)
{
	*faces = (struct vr_faces){0};
	if (FT_Init_FreeType(&faces->library) != 0)
		return vr_fail(error, VR_MEMORY, "FreeType does not start");
	if (vr_faces_get(faces, 0, false))
		return true;
	vr_faces_release(faces);
	return vr_fail(error, VR_NOT_FOUND, "no font in " FOLDER ": install the package fonts-noto-core");
}

void vr_faces_release(struct vr_faces *faces)
{
	for (unsigned place = 0; place < VR_FACES_MAX; place++) {
		close_face(&faces->files[place][0]);
		close_face(&faces->files[place][1]);
	}
	if (faces->library)
		FT_Done_FreeType(faces->library);
	faces->library = NULL;
}
