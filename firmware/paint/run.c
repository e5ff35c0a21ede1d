#include "run.h"

#include <string.h>

bool vr_runs_init(struct vr_runs *runs, struct vr_error *error)
{
	*runs = (struct vr_runs){0};
	if (!vr_faces_init(&runs->faces, error))
		return false;
	runs->buffer = hb_buffer_create();
	return true;
}

void vr_runs_release(struct vr_runs *runs)
{
	vr_glyphs_release(&runs->glyphs);
	hb_buffer_destroy(runs->buffer);
	vr_faces_release(&runs->faces);
}

// Leaves the shaped glyphs in the buffer, positions in 1/64 pixel.
static const struct vr_face *shape_run(struct vr_runs *runs, const struct vr_run_shape *shape)
{
	const struct vr_face *face = vr_faces_get(&runs->faces, shape->face, shape->bold);
	if (!face || shape->px == 0 || shape->px > VR_FACE_PX_MAX)
		return NULL;
	hb_buffer_clear_contents(runs->buffer);
	hb_buffer_add_utf8(runs->buffer, shape->text, (int)shape->length, 0, (int)shape->length);
	hb_buffer_set_direction(runs->buffer, shape->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(runs->buffer, hb_script_from_string(shape->script, -1));
	hb_buffer_set_language(runs->buffer, hb_language_from_string("und", -1)); // not that of the machine
	hb_font_set_scale(face->shapes, shape->px * 64, shape->px * 64);
	hb_shape(face->shapes, runs->buffer, NULL, 0);
	return face;
}

int64_t vr_runs_advance(struct vr_runs *runs, const struct vr_run_shape *shape)
{
	if (!shape_run(runs, shape))
		return 0;
	unsigned count;
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(runs->buffer, &count);
	int64_t advance = 0;
	for (unsigned i = 0; i < count; i++)
		advance += positions[i].x_advance;
	return advance;
}

// A line's letters may reach into its neighbours (marks, deep tails) but a tower of marks stops here.
static struct vr_rect reach_of(const struct vr_pixels *surface, const struct vr_draw *draw)
{
	int px = draw->run.px;
	struct vr_rect band = {0, draw->run.baseline - px * 3 / 2, surface->width, px * 5 / 2};
	return vr_rect_inside(band, vr_surface_bounds(surface));
}

bool vr_runs_draw(struct vr_runs *runs, struct vr_pixels *surface, const struct vr_draw *draw)
{
	const struct vr_run_shape shape = {draw->run.text, draw->run.length, draw->run.face,  draw->run.px,
	                                   draw->run.bold, draw->run.rtl,    draw->run.script};
	const struct vr_face *face = shape_run(runs, &shape);
	if (!face)
		return false;
	unsigned count;
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(runs->buffer, &count);
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(runs->buffer, &count);
	const struct vr_rect reach = reach_of(surface, draw);
	int64_t pen = (int64_t)draw->box.x * 64;
	for (unsigned i = 0; i < count; i++) {
		// To the nearest of the sub-pixel steps; the baseline stays on a whole pixel.
		int64_t x = pen + positions[i].x_offset + 32 / VR_GLYPH_STEPS;
		int64_t y = draw->run.baseline - ((positions[i].y_offset + 32) >> 6);
		pen += positions[i].x_advance;
		// Index 0 is the box of a missing letter, which is never shown.
		if (infos[i].codepoint == 0 || x < -64 * VR_FACE_PX_MAX ||
		    x >= (int64_t)surface->width * 64 + 64 * VR_FACE_PX_MAX)
			continue;
		unsigned step = (unsigned)(x & 63) * VR_GLYPH_STEPS / 64;
		const struct vr_glyph *glyph = vr_glyphs_get(&runs->glyphs, face, infos[i].codepoint, shape.px, step);
		if (!glyph)
			continue;
		struct vr_rect box = {(int)(x >> 6) + glyph->left, (int)y - glyph->top, glyph->width, glyph->height};
		vr_surface_mask(surface, glyph->mask, box, reach, draw->colour, false);
	}
	return true;
}
