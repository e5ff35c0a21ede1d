// What has to hold for every scene. Complaints are counted and printed, so that one run shows them all.
#ifndef VANTRUM_TESTS_SLIDE_EXAM_H
#define VANTRUM_TESTS_SLIDE_EXAM_H

#include "app/drift.h"
#include "letters.h"
#include "theme/pairs.h"

#define COMPLAINTS 12 // printed of one programme

struct panel_case {
	const char *name;
	struct vr_panel panel;
	bool tight; // little fits: what is long may be cut
};

struct fixture {
	const char *name;
	void (*build)(struct vr_programme *programme); // NULL: the sample clinic
	bool crowds;
	bool heavy;
};

// What is being looked at.
struct exam {
	struct wall *wall;
	const struct fixture *fixture;
	const struct panel_case *panel;
	const struct vr_slide *slide;
	const struct vr_scene *scene;
	struct vr_sizes sizes;
	bool whole; // no page left anything out
	size_t complaints;
};

static inline void complain(struct exam *exam, const char *format, ...) VR_PRINTF(2, 3);
static inline void complain(struct exam *exam, const char *format, ...)
{
	const struct vr_slide *slide = exam->slide;
	char what[256];
	va_list list;

	if (exam->complaints++ >= COMPLAINTS)
		return;
	va_start(list, format);
	vsnprintf(what, sizeof what, format, list);
	va_end(list);
	print_error("%s, %s, %s %zu in %s, page %u of %u: %s\n", exam->fixture->name, exam->panel->name,
	            vr_slide_kind_name(slide->kind), slide->message, slide->programme->languages[slide->languages[0]],
	            slide->page, slide->pages, what);
}

// --- colours ---

static inline bool same_colour(struct vr_colour a, struct vr_colour b)
{
	return a.r == b.r && a.g == b.g && a.b == b.b;
}

// What lies below the middle of a step: the last rectangle or picture before it, or NULL for the ground.
static inline const struct vr_draw *below(const struct vr_scene *scene, size_t step)
{
	struct vr_rect box = scene->draws[step].box;
	int x = box.x + box.w / 2, y = box.y + box.h / 2;

	while (step-- > 0) {
		const struct vr_draw *draw = &scene->draws[step];
		bool filled = draw->kind == VR_DRAW_PICTURE || (draw->kind == VR_DRAW_RECT && !draw->rect.outline);

		if (filled && x >= draw->box.x && x < draw->box.x + draw->box.w && y >= draw->box.y &&
		    y < draw->box.y + draw->box.h)
			return draw;
	}
	return NULL;
}

// The least contrast that the theme's loader asks of two colours; 0: it does not know that they meet.
static inline double asked_of(const struct vr_theme *theme, struct vr_colour front, struct vr_colour ground)
{
	double least = 0;

	for (size_t i = 0; i < vr_pair_count; i++) {
		if (same_colour(vr_tint_of(theme, vr_pairs[i].front), front) &&
		    same_colour(vr_tint_of(theme, vr_pairs[i].ground), ground) && vr_pairs[i].least > least)
			least = vr_pairs[i].least;
	}
	return least;
}

// Every text and icon stands in colours whose contrast the loader looks at, and never on a bare picture.
static inline void check_colours(struct exam *exam)
{
	for (size_t i = 0; i < exam->scene->count; i++) {
		const struct vr_draw *draw = &exam->scene->draws[i], *ground = below(exam->scene, i);
		bool text = draw->kind == VR_DRAW_RUN;
		double asked, least;

		if (!text && draw->kind != VR_DRAW_ICON)
			continue;
		least = text && (draw->run.px < exam->sizes.primary || !draw->run.bold) ? LEAST_TEXT : LEAST_LARGE;
		asked = ground && ground->kind == VR_DRAW_PICTURE
		                ? 0
		                : asked_of(exam->wall->look.theme, draw->colour,
		                           ground ? ground->colour : exam->scene->ground);
		if (asked < least)
			complain(exam, "kind %d at %d, %d: its colours are asked for %g:1, %g:1 is needed", draw->kind,
			         draw->box.x, draw->box.y, asked, least);
	}
}

// --- places ---

// Where anything that is read may stand: the margins of five in a hundred, half of it above the band.
static inline struct vr_rect safe_area(const struct exam *exam)
{
	int margin = exam->sizes.margin;
	int top = exam->slide->kind == VR_SLIDE_EMERGENCY ? margin : margin / 2;

	return (struct vr_rect){margin, top, exam->scene->width - 2 * margin, exam->scene->height - margin - top};
}

static inline bool inside(struct vr_rect box, struct vr_rect area)
{
	return box.x >= area.x && box.y >= area.y && box.x + box.w <= area.x + area.w &&
	       box.y + box.h <= area.y + area.h;
}

static inline void check_places(struct exam *exam)
{
	struct vr_rect picture = {0, 0, exam->scene->width, exam->scene->height}, area = safe_area(exam);

	if (area.x < DRIFT_PX || area.y < DRIFT_PX)
		complain(exam, "the shift against burn-in may cut what is read");
	if (exam->scene->count == VR_SCENE_DRAWS_MAX)
		complain(exam, "the scene is full");
	for (size_t i = 0; i < exam->scene->count; i++) {
		const struct vr_draw *draw = &exam->scene->draws[i];
		bool read = draw->kind != VR_DRAW_RECT && draw->kind != VR_DRAW_PICTURE;

		if (!inside(draw->box, read ? area : picture))
			complain(exam, "kind %d at %d, %d, %d × %d stands outside: %.*s", draw->kind, draw->box.x,
			         draw->box.y, draw->box.w, draw->box.h,
			         draw->kind == VR_DRAW_RUN ? draw->run.length : 0, draw->run.text);
		if (draw->box.w < 0 || draw->box.h <= 0)
			complain(exam, "kind %d has no size", draw->kind);
	}
}

// Where there is ink: letters and marks of most lines, not the white between lines.
static inline struct vr_rect ink(const struct vr_draw *draw)
{
	int px = draw->run.px;

	if (draw->kind != VR_DRAW_RUN)
		return draw->box;
	return (struct vr_rect){draw->box.x, draw->run.baseline - px * 72 / 100, draw->box.w, px * 92 / 100};
}

static inline bool overlap(struct vr_rect a, struct vr_rect b)
{
	int slack = 2; // letters lean over the edges of their run

	return a.x + slack < b.x + b.w && b.x + slack < a.x + a.w && a.y + slack < b.y + b.h && b.y + slack < a.y + a.h;
}

static inline bool is_ink(const struct vr_draw *draw)
{
	return draw->kind == VR_DRAW_RUN || draw->kind == VR_DRAW_ICON || draw->kind == VR_DRAW_MODULES;
}

static inline void check_overlaps(struct exam *exam)
{
	for (size_t i = 0; i < exam->scene->count; i++) {
		const struct vr_draw *a = &exam->scene->draws[i];

		for (size_t j = i + 1; is_ink(a) && j < exam->scene->count; j++) {
			const struct vr_draw *b = &exam->scene->draws[j];

			if (is_ink(b) && overlap(ink(a), ink(b)))
				complain(exam, "“%.*s” and “%.*s” stand on each other",
				         a->kind == VR_DRAW_RUN ? a->run.length : 0, a->run.text,
				         b->kind == VR_DRAW_RUN ? b->run.length : 0, b->run.text);
		}
	}
}

static inline void check_type(struct exam *exam)
{
	for (size_t i = 0; i < exam->scene->count; i++) {
		const struct vr_draw *draw = &exam->scene->draws[i];

		if (draw->kind == VR_DRAW_RUN && draw->run.px < exam->sizes.fine)
			complain(exam, "%d pixels are too small: %.*s", draw->run.px, draw->run.length, draw->run.text);
	}
}

// No page has more than can be read in its time; a title of 200 characters is one idea all the same.
static inline void check_reading(struct exam *exam, const struct vr_slide *slide)
{
	struct letters letters = {0};

	letters_of_scene(&letters, exam->scene, exam->sizes.primary);
	if (vr_reading_ms(slide->programme->languages[slide->languages[0]], letters.count) > 43 * VR_SECOND)
		complain(exam, "%zu letters cannot be read in 40 seconds", letters.count);
	letters_release(&letters);
}

// --- sameness ---

static inline bool same_draw(const struct vr_draw *a, const struct vr_draw *b)
{
	if (a->kind != b->kind || memcmp(&a->box, &b->box, sizeof a->box) != 0 ||
	    memcmp(&a->colour, &b->colour, sizeof a->colour) != 0)
		return false;
	if (a->kind != VR_DRAW_RUN)
		return true;
	return a->run.length == b->run.length && memcmp(a->run.text, b->run.text, a->run.length) == 0 &&
	       a->run.px == b->run.px && a->run.baseline == b->run.baseline && a->run.face == b->run.face;
}

static inline bool same_scene(const struct vr_scene *a, const struct vr_scene *b)
{
	bool same = a->count == b->count;

	for (size_t i = 0; same && i < a->count; i++)
		same = same_draw(&a->draws[i], &b->draws[i]);
	return same;
}

#endif
