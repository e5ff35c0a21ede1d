#include "row.h"

#include "value.h"
#include "words.h"

#include <string.h>

#define VALUE_PERCENT 54 // of the row that a value may fill beside the name
#define FACTS_LINES 2

static const struct vr_wait *wait_of(const struct canvas *canvas, const struct vr_slide_wait *shown)
{
	return &canvas->slide->programme->waits[shown->wait];
}

static const char *where(struct canvas *canvas, const struct vr_wait *wait)
{
	const char *place = vr_localized_best(&wait->place, canvas->slide->languages[0], NULL);

	return place ? place : "";
}

// Priority, place and age say what a patient could mistake; to whom the wait leads is added where a line holds it all.
// What needs two lines breaks between the facts, not within one.
static struct block make_facts(struct canvas *canvas, const struct vr_slide_wait *shown, int width)
{
	const struct vr_wait *wait = wait_of(canvas, shown);
	const char *priority = vr_words_priority(canvas, wait), *place = where(canvas, wait);
	const char *age = vr_words_updated(canvas, shown);
	const char *facts =
	        vr_canvas_join(canvas, vr_canvas_join(canvas, priority, "\u00a0· ", place), "\u00a0· ", age);
	const char *const lines[] = {
	        vr_canvas_join(canvas, vr_words_until(canvas, wait), "\u00a0· ", facts),
	        facts,
	        vr_canvas_join(canvas, vr_canvas_join(canvas, priority, "\u00a0· ", place), "\n", age),
	};
	struct block block = {0};

	// Where little fits, the place is what nobody can do without.
	if (canvas->crowded)
		return vr_block_make(canvas,
		                     *priority ? priority
		                     : *place  ? place
		                               : age,
		                     canvas->sizes.fine, BLOCK_TIGHT | BLOCK_LINE, canvas->look->theme->ink_soft,
		                     width);
	for (size_t i = 0; i < VR_COUNT(lines); i++) {
		block = vr_block_make(canvas, lines[i], canvas->sizes.fine, BLOCK_TIGHT, canvas->look->theme->ink_soft,
		                      width);
		if (block.layout.line_count <= 1)
			break;
	}
	vr_block_cut(canvas, &block, FACTS_LINES);
	return block;
}

static int mark_width(const struct canvas *canvas)
{
	return canvas->sizes.fine * 3 / 2;
}

static void make_fine(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *value, bool bare,
                      struct row *row, int width)
{
	row->caution = *value->caution != '\0';
	if (*value->opens)
		row->fine = vr_block_make(canvas, value->opens, canvas->sizes.fine, BLOCK_BOLD | BLOCK_TIGHT,
		                          canvas->look->theme->ink, width);
	else if (row->caution)
		row->fine = vr_block_make(canvas, value->caution, canvas->sizes.fine, BLOCK_BOLD | BLOCK_TIGHT,
		                          canvas->look->theme->caution, width - mark_width(canvas));
	else if (!bare)
		row->fine = make_facts(canvas, shown, width);
}

static int unit_gap(const struct row *row)
{
	return row->unit.height ? row->unit.font.px / 4 : 0;
}

static int fine_span(const struct canvas *canvas, const struct row *row)
{
	return vr_block_span(&row->fine) + (row->caution ? mark_width(canvas) : 0);
}

static int value_span(const struct row *row)
{
	int first = vr_block_span(&row->first), second = vr_block_span(&row->second);

	if (row->numeral.height)
		return vr_block_span(&row->numeral) + unit_gap(row) + vr_block_span(&row->unit);
	return first > second ? first : second;
}

// Digits need no room for what other letters have below their line.
static bool is_digits(const struct block *block)
{
	return strspn(block->text, "0123456789.,–") == strlen(block->text);
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

// Of a value with a numeral: what stands above its baseline, and what below.
static int numeral_above(const struct row *row)
{
	return is_digits(&row->numeral) ? row->numeral.font.px * 86 / 100 : vr_block_baseline(&row->numeral);
}

static int numeral_below(const struct row *row)
{
	int below = row->numeral.font.px * 12 / 100;

	if (!is_digits(&row->numeral))
		below = row->numeral.advance - vr_block_baseline(&row->numeral);
	return row->unit.height ? larger(below, row->unit.advance - vr_block_baseline(&row->unit)) : below;
}

static int value_height(const struct row *row)
{
	return row->numeral.height ? numeral_above(row) + numeral_below(row) : row->first.height + row->second.height;
}

static void make_words(struct canvas *canvas, const char *first, const char *second, struct vr_colour ink, int width,
                       struct row *row)
{
	unsigned flags = BLOCK_TIGHT | BLOCK_BALANCE | (row->shape == ROW_ALONE ? 0 : BLOCK_END);

	row->first = vr_block_make(canvas, first, canvas->sizes.primary, flags | BLOCK_BOLD, ink, width);
	row->second = vr_block_make(canvas, second, canvas->sizes.primary, flags, ink, width);
}

static void make_value(struct canvas *canvas, const struct value *value, const struct row_room *room, int width,
                       struct row *row)
{
	const struct vr_theme *theme = canvas->look->theme;
	struct vr_colour ink = value->soft ? theme->ink_soft : theme->ink;

	row->numeral_fits = true;
	row->numeral = row->unit = row->first = row->second = (struct block){0};
	if (!value->numeral) {
		bool brief = room->terse && value->brief, only = room->terse && !value->brief;

		make_words(canvas, brief ? value->brief : value->first, only ? "" : value->second, ink, width, row);
		row->first.cut |= brief ? value->brief != value->first : only && *value->second;
		return;
	}
	row->numeral = vr_block_make(canvas, value->numeral, room->numeral_px, BLOCK_BOLD | BLOCK_TIGHT, ink, width);
	row->unit = vr_block_make(canvas, value->unit, canvas->sizes.primary, BLOCK_BOLD | BLOCK_LINE, ink, width);
	if (row->numeral.layout.line_count == 1 && value_span(row) <= width)
		return;
	row->numeral_fits = false;
	make_words(canvas, vr_canvas_join(canvas, value->numeral, " ", value->unit), "", ink, width, row);
	row->numeral = row->unit = (struct block){0};
}

static struct block make_name(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room,
                              int width)
{
	const char *name = vr_localized_best(&wait_of(canvas, shown)->name, canvas->slide->languages[0], NULL);
	struct block block = vr_block_make(canvas, name, canvas->sizes.primary, BLOCK_BOLD | BLOCK_TIGHT,
	                                   canvas->look->theme->ink, width);

	vr_block_cut(canvas, &block, room->name_lines);
	return block;
}

static struct row make_beside(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *value,
                              const struct row_room *room)
{
	int whole = canvas->content.w, gap = canvas->sizes.primary / 2;
	struct row row = {.shape = ROW_BESIDE};
	int left;

	make_value(canvas, value, room, whole * VALUE_PERCENT / 100, &row);
	left = whole - value_span(&row) - gap;
	row.name = make_name(canvas, shown, room, left);
	make_fine(canvas, shown, value, room->bare, &row, left);
	row.height = larger(row.name.height + row.fine.height, value_height(&row));
	return row;
}

static struct row make_stacked(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *value,
                               const struct row_room *room)
{
	int whole = canvas->content.w, gap = canvas->sizes.primary / 2;
	struct row row = {.shape = ROW_STACKED};

	make_value(canvas, value, room, whole, &row);
	row.name = make_name(canvas, shown, room, whole);
	make_fine(canvas, shown, value, room->bare, &row, whole);
	row.height = row.name.height + row.fine.height + value_height(&row);
	if (row.fine.layout.line_count <= 1 && fine_span(canvas, &row) + gap + value_span(&row) <= whole) {
		row.shape = ROW_SHARED;
		row.height = row.name.height + larger(row.fine.height, value_height(&row));
	}
	return row;
}

static struct row make_alone(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *value,
                             const struct row_room *room)
{
	int whole = canvas->content.w;
	struct row row = {.shape = ROW_ALONE};

	make_value(canvas, value, room, whole, &row);
	row.name = make_name(canvas, shown, room, whole);
	make_fine(canvas, shown, value, room->bare, &row, whole);
	row.height = row.name.height + row.fine.height + canvas->sizes.primary / 4 + value_height(&row);
	return row;
}

struct row vr_row_make(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room)
{
	struct value value = vr_value_make(canvas, shown);
	struct row beside, stacked;

	if (room->alone)
		return make_alone(canvas, shown, &value, room);
	stacked = make_stacked(canvas, shown, &value, room);
	if (canvas->portrait)
		return stacked;
	beside = make_beside(canvas, shown, &value, room);
	// A name on two lines beside its value, or cut, is worse than one line across.
	return beside.height <= stacked.height && beside.name.cut <= stacked.name.cut &&
	                       beside.name.layout.line_count <= stacked.name.layout.line_count
	               ? beside
	               : stacked;
}

static void draw_numeral(struct canvas *canvas, const struct row *row, int x, int top)
{
	int baseline = top + numeral_above(row);
	struct block numeral = row->numeral, unit = row->unit;

	vr_block_shrink(&numeral);
	vr_block_shrink(&unit);
	vr_block_draw(canvas, &numeral, x, baseline - vr_block_baseline(&numeral));
	vr_block_draw(canvas, &unit, x + numeral.width + unit_gap(row), baseline - vr_block_baseline(&unit));
}

static void draw_value(struct canvas *canvas, const struct row *row, int top)
{
	int right = canvas->content.x + canvas->content.w;
	int x = row->shape == ROW_ALONE ? canvas->content.x : right - value_span(row);

	if (row->numeral.height) {
		draw_numeral(canvas, row, x, top);
		return;
	}
	x = row->shape == ROW_ALONE ? canvas->content.x : right - row->first.width;
	top = vr_block_draw(canvas, &row->first, x, top);
	vr_block_draw(canvas, &row->second, x, top);
}

static void draw_fine(struct canvas *canvas, const struct row *row, int y)
{
	int px = canvas->sizes.fine, x = canvas->content.x;

	if (row->caution) {
		vr_canvas_icon(canvas, (struct vr_rect){x, y + (row->fine.advance - px) / 2, px, px}, "caution",
		               row->fine.colour);
		x += mark_width(canvas);
	}
	vr_block_draw(canvas, &row->fine, x, y);
}

void vr_row_draw(struct canvas *canvas, const struct row *row, int y, int height)
{
	int value = value_height(row), below;
	int top = y + (height - row->height) / 2;

	switch (row->shape) {
	case ROW_BESIDE:
		top = y + (height - row->name.height - row->fine.height) / 2;
		draw_value(canvas, row, y + (height - value) / 2);
		draw_fine(canvas, row, vr_block_draw(canvas, &row->name, canvas->content.x, top));
		return;
	case ROW_SHARED:
		below = vr_block_draw(canvas, &row->name, canvas->content.x, top);
		// On one baseline as far as different sizes allow: both end at the foot of the row.
		draw_fine(canvas, row, top + row->height - row->fine.height);
		draw_value(canvas, row, below > top + row->height - value ? below : top + row->height - value);
		return;
	case ROW_STACKED:
	case ROW_ALONE:
		draw_fine(canvas, row, vr_block_draw(canvas, &row->name, canvas->content.x, top));
		draw_value(canvas, row, top + row->height - value);
		return;
	}
}
