#include "vantrum/paint.h"

#include "icons.h"
#include "run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct vr_paint {
	struct vr_runs runs;
	struct vr_icons icons;
	struct vr_metrics metrics;
	double capital, average; // of the em
};

static int find_face(void *context, uint32_t code_point, bool bold)
{
	struct vr_paint *paint = context;
	return vr_faces_find(&paint->runs.faces, code_point, bold);
}

static int run_width(void *context, struct vr_font font, const struct vr_text_run *run)
{
	struct vr_paint *paint = context;
	const struct vr_run_shape shape = {run->text, run->length, run->face,  font.px,
	                                   font.bold, run->rtl,    run->script};
	return (int)((vr_runs_advance(&paint->runs, &shape) + 32) >> 6);
}

static void vertical(void *context, struct vr_font font, int *ascent, int *descent, int *capital)
{
	struct vr_paint *paint = context;
	struct vr_face *face = vr_faces_get(&paint->runs.faces, 0, font.bold);
	double em = face->outlines->units_per_EM;
	*ascent = (int)ceil(face->outlines->ascender / em * font.px);
	*descent = (int)ceil(-face->outlines->descender / em * font.px);
	*capital = (int)lround(paint->capital * font.px);
}

// Both in font units: the height of an H and the mean advance over everyday words of several languages.
static void measure_face(struct vr_paint *paint)
{
	static const char sample[] = "Sätt dig gärna ner så länge, vi ropar upp ditt nummer när det är din tur. "
	                             "Kerro vastaanotossa, jos vointisi huononee odottaessasi. "
	                             "Fadlan u sheeg shaqaalaha haddii aad ka sii darto. "
	                             "Please tell the staff at the desk if you feel worse while you wait.";
	struct vr_face *face = vr_faces_get(&paint->runs.faces, 0, false);
	hb_codepoint_t capital = 0;
	hb_glyph_extents_t extents = {0};
	hb_font_set_scale(face->shapes, face->outlines->units_per_EM, face->outlines->units_per_EM);
	if (hb_font_get_nominal_glyph(face->shapes, 'H', &capital) &&
	    hb_font_get_glyph_extents(face->shapes, capital, &extents))
		paint->capital = extents.y_bearing / (double)face->outlines->units_per_EM;
	const struct vr_run_shape shape = {sample, sizeof(sample) - 1, 0, 1000, false, false, "Latn"};
	paint->average = (double)vr_runs_advance(&paint->runs, &shape) / 64 / 1000 /
	                 (double)vr_utf8_count(sample, sizeof(sample) - 1);
}

bool vr_paint_create(struct vr_paint **out, struct vr_error *error)
{
	*out = NULL;
	struct vr_paint *paint = vr_alloc(1, sizeof(*paint));
	if (!vr_runs_init(&paint->runs, error)) {
		free(paint);
		return false;
	}
	paint->metrics = (struct vr_metrics){paint, find_face, run_width, vertical};
	measure_face(paint);
	*out = paint;
	return true;
}

void vr_paint_destroy(struct vr_paint *paint)
{
	if (!paint)
		return;
	vr_icons_release(&paint->icons);
	vr_runs_release(&paint->runs);
	free(paint);
}

const struct vr_metrics *vr_paint_metrics(struct vr_paint *paint)
{
	return &paint->metrics;
}

double vr_paint_capital_per_em(struct vr_paint *paint)
{
	return paint->capital;
}

double vr_paint_average_per_em(struct vr_paint *paint)
{
	return paint->average;
}

size_t vr_paint_memory(const struct vr_paint *paint)
{
	return paint->runs.glyphs.bytes + paint->icons.bytes;
}

// The largest part of the picture, about its middle, that has the box's proportions.
static struct vr_rect centre_part(const struct vr_pixels *picture, struct vr_rect box)
{
	struct vr_rect part = {0, 0, picture->width, picture->height};
	int64_t w = ((int64_t)picture->height * box.w + box.h / 2) / box.h;
	int64_t h = ((int64_t)picture->width * box.h + box.w / 2) / box.w;
	if (w < part.w)
		part.w = w < 1 ? 1 : (int)w;
	if (h < part.h)
		part.h = h < 1 ? 1 : (int)h;
	// Already the right size but for a pixel of rounding: shown as it is.
	if (abs(part.w - box.w) <= 1 && abs(part.h - box.h) <= 1 && box.w <= picture->width && box.h <= picture->height)
		part = (struct vr_rect){0, 0, box.w, box.h};
	part.x = (picture->width - part.w) / 2;
	part.y = (picture->height - part.h) / 2;
	return part;
}

static void draw_picture(struct vr_pixels *surface, const struct vr_draw *draw, const struct vr_pictures *pictures)
{
	struct vr_rect box = draw->box;
	if (!pictures || box.w <= 0 || box.h <= 0 || box.w > surface->width || box.h > surface->height)
		return;
	const struct vr_pixels *picture = pictures->find(pictures->context, draw->picture.key, box.w, box.h);
	if (!picture)
		return;
	struct vr_rect part = {0, 0, picture->width, picture->height};
	int width = box.w, height = box.h;
	if (!draw->picture.contain) {
		part = centre_part(picture, box);
	} else if ((int64_t)picture->width * box.h >= (int64_t)picture->height * box.w) {
		height = (int)(((int64_t)picture->height * box.w + picture->width / 2) / picture->width);
	} else {
		width = (int)(((int64_t)picture->width * box.h + picture->height / 2) / picture->height);
	}
	struct vr_pixels fitted = {0};
	struct vr_error error;
	if (!vr_pixels_scale(picture, part, width < 1 ? 1 : width, height < 1 ? 1 : height, &fitted, &error)) {
		vr_log(VR_LOG_WARNING, "paint", "picture %s left out: %s", draw->picture.key, error.what);
		return;
	}
	vr_surface_picture(surface, &fitted, box.x + (box.w - fitted.width) / 2, box.y + (box.h - fitted.height) / 2);
	vr_pixels_release(&fitted);
}

static void draw_modules(struct vr_pixels *surface, const struct vr_draw *draw)
{
	const int quiet = 4, size = draw->modules.size, across = size + 2 * quiet;
	int side = draw->box.w < draw->box.h ? draw->box.w : draw->box.h;
	int module = side / across;
	if (module < 1 || side > surface->width + surface->height) {
		vr_log(VR_LOG_WARNING, "paint", "code of %d modules does not fit %d pixels: left out", size, side);
		return;
	}
	int left = draw->box.x + (draw->box.w - across * module) / 2;
	int top = draw->box.y + (draw->box.h - across * module) / 2;
	vr_surface_rect(surface, (struct vr_rect){left, top, across * module, across * module},
	                (struct vr_colour){255, 255, 255, 255}, module, 0);
	for (int y = 0; y < size; y++) {
		for (int x = 0; x < size; x++) {
			struct vr_rect dot = {left + (x + quiet) * module, top + (y + quiet) * module, module, module};
			if (draw->modules.bits[y * size + x])
				vr_surface_rect(surface, dot, draw->colour, 0, 0);
		}
	}
}

static void draw_run(struct vr_paint *paint, struct vr_pixels *surface, const struct vr_draw *draw)
{
	if (!vr_runs_draw(&paint->runs, surface, draw))
		vr_log(VR_LOG_WARNING, "paint", "run of %u bytes left out: no face %u at %u px", draw->run.length,
		       draw->run.face, draw->run.px);
}

// A box that no layout means: refused before any sum with it can overflow.
static bool sane(struct vr_rect box)
{
	const int far = 1 << 20;
	return box.x > -far && box.x < far && box.y > -far && box.y < far && box.w < far && box.h < far;
}

void vr_paint_draw(struct vr_paint *paint, const struct vr_scene *scene, const struct vr_pictures *pictures,
                   struct vr_pixels *out)
{
	vr_surface_fill(out, scene->ground);
	for (size_t i = 0; i < scene->count; i++) {
		const struct vr_draw *draw = &scene->draws[i];
		if (!sane(draw->box))
			continue;
		switch (draw->kind) {
		case VR_DRAW_RECT:
			vr_surface_rect(out, draw->box, draw->colour, draw->rect.radius, draw->rect.outline);
			break;
		case VR_DRAW_RUN:
			draw_run(paint, out, draw);
			break;
		case VR_DRAW_PICTURE:
			draw_picture(out, draw, pictures);
			break;
		case VR_DRAW_ICON:
			vr_icons_draw(&paint->icons, out, draw);
			break;
		case VR_DRAW_MODULES:
			draw_modules(out, draw);
			break;
		}
	}
}
