#include "rows.h"

#include <limits.h>
#include <string.h>

#define SPAN_PERCENT 140 // of the narrowest unit, for the widest

int vr_rows_padding(const struct canvas *canvas)
{
	return canvas->crowded ? canvas->sizes.primary / 12 : canvas->sizes.primary / 6;
}

struct tallest {
	int (*height)(struct canvas *canvas);
	int most;
};

static void measure_turn(struct canvas *turn, void *context)
{
	struct tallest *tallest = context;

	tallest->most = vr_larger(tallest->most, tallest->height(turn));
}

int vr_rows_most(struct canvas *canvas, int (*height)(struct canvas *canvas))
{
	struct tallest tallest = {.height = height, .most = height(canvas)};

	vr_canvas_each_turn(canvas, measure_turn, &tallest);
	return tallest.most;
}

// Of the language that has its turn: of two, the second.
static uint8_t turning_language(const struct canvas *canvas)
{
	return canvas->slide->languages[canvas->slide->language_count - 1];
}

// What the widest unit takes in each language whose slides run in this direction; 0: none, or the other direction.
struct unit_spans {
	bool mirrored;
	int of[VR_LANGUAGES_MAX];
};

static void note_unit_span(struct canvas *turn, void *context)
{
	struct unit_spans *spans = context;
	int *span = &spans->of[turning_language(turn)];

	for (size_t i = 0; i < turn->slide->wait_count && turn->mirrored == spans->mirrored; i++)
		*span = vr_larger(*span, vr_row_unit_span(turn, &turn->slide->waits[i]));
}

// The languages in whose turn numerals can stay while the words change, this one among them, and the room that their
// units share.
struct peers {
	vr_language_set languages; // 0: this language goes its own way
	int unit_span;
};

static int narrowest_above(const struct unit_spans *spans, int limit)
{
	int least = INT_MAX;

	for (size_t i = 0; i < VR_LANGUAGES_MAX; i++)
		if (spans->of[i] > limit)
			least = vr_smaller(least, spans->of[i]);
	return least;
}

static struct peers peers_between(const struct unit_spans *spans, int least, int most)
{
	struct peers peers = {0};

	for (size_t i = 0; i < VR_LANGUAGES_MAX; i++) {
		if (spans->of[i] < least || spans->of[i] > most)
			continue;
		peers.languages |= VR_LANGUAGE_BIT(i);
		peers.unit_span = vr_larger(peers.unit_span, spans->of[i]);
	}
	return peers;
}

// Where one unit takes far more room than another, as Somali's minutes do beside Swedish ones, numerals that stay would
// stand away from the edge. Languages are parted from the narrowest unit on, so that each of them finds the same peers.
static struct peers find_peers(struct canvas *canvas)
{
	struct unit_spans spans = {.mirrored = canvas->mirrored};
	struct peers peers = {0};
	uint8_t language = turning_language(canvas);
	int least, most = 0;

	note_unit_span(canvas, &spans);
	vr_canvas_each_turn(canvas, note_unit_span, &spans);
	while (spans.of[language] > most) {
		least = narrowest_above(&spans, most);
		most = least * SPAN_PERCENT / 100;
		peers = peers_between(&spans, least, most);
	}
	return peers.languages == VR_LANGUAGE_BIT(language) ? (struct peers){0} : peers;
}

// A row in each language that takes turns: what they have in common.
struct common {
	const struct vr_slide_wait *shown;
	const struct row_room *room;
	const struct peers *peers;
	const struct row *own;
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

static void add_row(struct common *common, const struct row *row)
{
	if (!has_same_value(common->own, row))
		return;
	common->height = vr_larger(common->height, row->height);
	common->fit &= row->numeral_fits && vr_row_fine_lines(row) <= 1;
	common->same &= row->shape == common->own->shape;
}

static void add_turn(struct canvas *turn, void *context)
{
	struct common *common = context;
	struct row row;

	if (!(common->peers->languages & VR_LANGUAGE_BIT(turning_language(turn))))
		return;
	row = vr_row_make(turn, common->shown, common->room);
	add_row(common, &row);
}

static struct common agree(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room,
                           const struct peers *peers, struct row *row)
{
	struct common common = {.shown = shown, .room = room, .peers = peers, .own = row, .fit = true, .same = true};

	*row = vr_row_make(canvas, shown, room);
	add_row(&common, row);
	if (peers->languages)
		vr_canvas_each_turn(canvas, add_turn, &common);
	row->height = common.height;
	return common;
}

// Lays all rows out alike, in all languages of peers; false when a numeral squeezes its row, or the rows do not fit the
// height.
static bool make_rows(struct canvas *canvas, const struct row_room *each, const struct peers *peers, int height,
                      struct row *rows, int *needed)
{
	const struct vr_slide *slide = canvas->slide;
	struct row_room room = *each;
	bool fit = true;

	room.unit_span = peers->unit_span;
	*needed = 0;
	for (size_t i = 0; i < slide->wait_count; i++) {
		struct common common = agree(canvas, &slide->waits[i], &room, peers, &rows[i]);

		fit &= common.fit;
		if (!common.same)
			return false;
		*needed += rows[i].height + (i > 0 ? vr_rows_padding(canvas) : 0);
	}
	// At the size of a title a row that does not fit is better off with words or two lines than all others smaller.
	return (fit || each->numeral_px <= canvas->sizes.title) && *needed <= height;
}

static const struct peers nobody = {0};

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
	const struct peers peers = find_peers(canvas);

	for (size_t i = first; i < VR_COUNT(rooms) && peers.languages && rooms[i].numeral_px >= title; i++)
		if (make_rows(canvas, &rooms[i], &peers, height, rows, needed))
			return true;
	// Before its numerals shrink for another one's words, this language goes its own way.
	for (size_t i = first; i < VR_COUNT(rooms); i++)
		if (make_rows(canvas, &rooms[i], &nobody, height, rows, needed))
			return true;
	return false;
}

bool vr_rows_fit(struct canvas *canvas, int height, enum detail detail, struct row *rows, int *needed)
{
	struct row_room room = barest(canvas, detail), alone = room;

	if (detail == DETAIL_FULL)
		return fit_full(canvas, height, rows, needed);
	alone.alone = canvas->slide->wait_count == 1 && canvas->slide->language_count > 1;
	return (alone.alone && make_rows(canvas, &alone, &nobody, height, rows, needed)) ||
	       make_rows(canvas, &room, &nobody, height, rows, needed);
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

struct tallest_row {
	const struct vr_slide_wait *shown;
	const struct row_room *room;
	int most;
};

static void measure_row(struct canvas *canvas, void *context)
{
	struct tallest_row *tallest = context;

	tallest->most = vr_larger(tallest->most, vr_row_make(canvas, tallest->shown, tallest->room).height);
}

// The most that a row takes in any of the languages that take turns.
static int most_of_row(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room)
{
	struct tallest_row tallest = {.shown = shown, .room = room};

	measure_row(canvas, &tallest);
	vr_canvas_each_turn(canvas, measure_row, &tallest);
	return tallest.most;
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
