#include "rows.h"

#include <string.h>

#define SPAN_PERCENT 130 // of the narrowest unit, for the widest

int vr_rows_padding(const struct canvas *canvas)
{
	return canvas->crowded ? canvas->sizes.primary / 12 : canvas->sizes.primary / 6;
}

int vr_rows_most(struct canvas *canvas, int (*height)(struct canvas *canvas))
{
	uint8_t turns[VR_LANGUAGES_MAX];
	size_t count = vr_canvas_turns(canvas, turns);
	int most = height(canvas);

	for (size_t i = 0; i < count; i++) {
		struct vr_slide slide;
		struct canvas turn;

		vr_canvas_turn(canvas, turns[i], &slide, &turn);
		most = vr_larger(most, height(&turn));
		vr_canvas_release(&turn);
	}
	return most;
}

static int widest_unit(struct canvas *canvas)
{
	int span = 0;

	for (size_t i = 0; i < canvas->slide->wait_count; i++)
		span = vr_larger(span, vr_row_unit_span(canvas, &canvas->slide->waits[i]));
	return span;
}

// A row in each language that takes turns: what they have in common.
struct common {
	int height;
	bool fit;  // no numeral squeezes its row
	bool same; // all have the same shape
};

// A language that puts the value in words of its own, as Arabic does with a range, has no numeral that could stay; nor
// does it squeeze those of the others.
static bool has_same_value(const struct row *a, const struct row *b)
{
	return a->said && b->said ? strcmp(a->said, b->said) == 0 : !a->said && !b->said;
}

static void add_row(struct common *common, const struct row *own, const struct row *row)
{
	if (!has_same_value(own, row))
		return;
	common->height = vr_larger(common->height, row->height);
	common->fit &= row->numeral_fits && vr_row_fine_lines(row) <= 1;
	common->same &= row->shape == own->shape;
}

static struct common agree(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room,
                           bool all, struct row *row)
{
	uint8_t turns[VR_LANGUAGES_MAX];
	size_t count = all ? vr_canvas_turns(canvas, turns) : 0;
	struct common common = {.fit = true, .same = true};

	*row = vr_row_make(canvas, shown, room);
	add_row(&common, row, row);
	for (size_t i = 0; i < count; i++) {
		struct vr_slide slide;
		struct canvas turn;
		struct row other;

		vr_canvas_turn(canvas, turns[i], &slide, &turn);
		other = vr_row_make(&turn, shown, room);
		add_row(&common, row, &other);
		vr_canvas_release(&turn);
	}
	row->height = common.height;
	return common;
}

// The room that units share so that numerals stay while the words change; 0 where some take so much more than others
// that these would stand away from the edge.
static int shared_unit_span(struct canvas *canvas)
{
	uint8_t turns[VR_LANGUAGES_MAX];
	size_t count = vr_canvas_turns(canvas, turns);
	int most = widest_unit(canvas), least = most;

	for (size_t i = 0; i < count; i++) {
		struct vr_slide slide;
		struct canvas turn;
		int span;

		vr_canvas_turn(canvas, turns[i], &slide, &turn);
		span = widest_unit(&turn);
		vr_canvas_release(&turn);
		most = vr_larger(most, span);
		least = span > 0 && span < least ? span : least;
	}
	return most * 100 <= least * SPAN_PERCENT ? most : 0;
}

// Lays all rows out alike; false when a numeral squeezes its row, or the rows do not fit the height. In all languages:
// so that numerals and places stay while the words change, or false.
static bool make_rows(struct canvas *canvas, const struct row_room *each, bool all, int height, struct row *rows,
                      int *needed)
{
	const struct vr_slide *slide = canvas->slide;
	uint8_t turns[VR_LANGUAGES_MAX];
	struct row_room room = *each;
	bool fit = true;

	// With one language each row has its own.
	if (all && vr_canvas_turns(canvas, turns)) {
		room.unit_span = shared_unit_span(canvas);
		if (room.unit_span == 0)
			return false;
	}
	*needed = 0;
	for (size_t i = 0; i < slide->wait_count; i++) {
		struct common common = agree(canvas, &slide->waits[i], &room, all, &rows[i]);

		fit &= common.fit;
		if (!common.same)
			return false;
		*needed += rows[i].height + (i > 0 ? vr_rows_padding(canvas) : 0);
	}
	// At the size of a title a row that does not fit is better off with words or two lines than all others smaller.
	return (fit || each->numeral_px <= canvas->sizes.title) && *needed <= height;
}

// What rows that do not fit otherwise come down to.
static struct row_room barest(const struct canvas *canvas, enum detail detail)
{
	return (struct row_room){.numeral_px = canvas->sizes.primary,
	                         .bare = true,
	                         .terse = detail >= DETAIL_TERSE,
	                         .name_lines = detail == DETAIL_CUT ? 1 : VR_ROW_NAME_LINES};
}

// One queue fills the slide, two share it, more are rows: few queues get larger numerals, as far as they fit.
static bool fit_full(struct canvas *canvas, int height, struct row *rows, int *needed)
{
	const int numeral = canvas->sizes.numeral, title = canvas->sizes.title, primary = canvas->sizes.primary;
	size_t count = canvas->slide->wait_count, names = VR_ROW_NAME_LINES;
	bool alone = count == 1 && canvas->slide->language_count > 1;
	const struct row_room rooms[] = {
	        {.numeral_px = numeral * 3 / 2, .alone = count == 1, .name_lines = names},
	        {.numeral_px = numeral, .alone = count == 1, .name_lines = names},
	        {.numeral_px = title, .alone = count == 1, .name_lines = names},
	        {.numeral_px = primary, .alone = count == 1, .name_lines = names},
	        {.numeral_px = title, .alone = alone, .name_lines = names},
	};
	size_t first = count > 2 ? 2 : count == 2 ? 1 : 0;

	for (size_t i = first; i < VR_COUNT(rooms) && rooms[i].numeral_px >= title; i++)
		if (make_rows(canvas, &rooms[i], true, height, rows, needed))
			return true;
	// Before its numerals shrink for another one's words, this language goes its own way.
	for (size_t i = first; i < VR_COUNT(rooms); i++)
		if (make_rows(canvas, &rooms[i], false, height, rows, needed))
			return true;
	return false;
}

bool vr_rows_fit(struct canvas *canvas, int height, enum detail detail, struct row *rows, int *needed)
{
	struct row_room room = barest(canvas, detail), alone = room;

	if (detail == DETAIL_FULL)
		return fit_full(canvas, height, rows, needed);
	alone.alone = canvas->slide->wait_count == 1 && canvas->slide->language_count > 1;
	return (alone.alone && make_rows(canvas, &alone, false, height, rows, needed)) ||
	       make_rows(canvas, &room, false, height, rows, needed);
}

// How many of the rows fit the height.
static int whole_rows(struct canvas *canvas, const struct row *rows, int height)
{
	int count = (int)canvas->slide->wait_count, fit = 0;

	for (; fit < count && height >= rows[fit].height; fit++)
		height -= rows[fit].height + vr_rows_padding(canvas);
	canvas->overflow |= fit < count;
	return fit;
}

void vr_rows_draw(struct canvas *canvas, const struct row *rows, int needed, int top, int bottom)
{
	int count = whole_rows(canvas, rows, bottom - top);
	int spare = bottom - top - needed - vr_rows_padding(canvas);
	int share = count && spare > 0 ? spare / count : 0;
	// Rows share the room that is left, but not so much that they drift apart.
	int most = canvas->sizes.primary * 3 / 2;

	share = share > most ? most : share;
	for (int i = 0; i < count; i++) {
		int padding = i + 1 < count || share ? vr_rows_padding(canvas) : 0;
		int height = rows[i].height + padding + share;

		vr_row_draw(canvas, &rows[i], top, height);
		top += height;
		if (i + 1 < count)
			vr_canvas_rect(canvas,
			               (struct vr_rect){canvas->content.x, top - canvas->sizes.rule / 2,
			                                canvas->content.w, canvas->sizes.rule},
			               canvas->look->theme->rule, 0, 0);
	}
}

// The most that a row takes in any of the languages that take turns.
static int most_of_row(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room)
{
	uint8_t turns[VR_LANGUAGES_MAX];
	size_t count = vr_canvas_turns(canvas, turns);
	int most = vr_row_make(canvas, shown, room).height;

	for (size_t i = 0; i < count; i++) {
		struct vr_slide slide;
		struct canvas turn;

		vr_canvas_turn(canvas, turns[i], &slide, &turn);
		most = vr_larger(most, vr_row_make(&turn, shown, room).height);
		vr_canvas_release(&turn);
	}
	return most;
}

int vr_rows_usual(struct canvas *canvas, const struct vr_slide_wait *shown)
{
	const struct row_room room = {.numeral_px = canvas->sizes.primary, .name_lines = VR_ROW_NAME_LINES};

	return most_of_row(canvas, shown, &room);
}

int vr_rows_least(struct canvas *canvas, const struct vr_slide_wait *shown)
{
	const struct row_room room = barest(canvas, DETAIL_TERSE);

	return most_of_row(canvas, shown, &room);
}
