#include "row_words.h"

#include "row_extent.h"
#include "words.h"

#include <string.h>

#define FACTS_LINES 3 // of priority and place: a place that takes more belongs into a message

static const struct vr_wait *wait_of(const struct canvas *canvas, const struct vr_slide_wait *shown)
{
	return &canvas->slide->programme->waits[shown->wait];
}

static const char *where(struct canvas *canvas, const struct vr_wait *wait)
{
	const char *place = vr_localized_best(&wait->place, canvas->slide->languages[canvas->voice], NULL);

	return place ? place : "";
}

// Priority, place and age say what a patient could mistake; to whom the wait leads is added where a line holds it all.
// What needs more lines breaks between the facts, not within one; and only a place is ever cut.
static struct block make_facts(struct canvas *canvas, const struct vr_slide_wait *shown, int width)
{
	const struct vr_wait *wait = wait_of(canvas, shown);
	const char *priority = vr_words_priority(canvas, wait), *place = where(canvas, wait);
	const char *age = vr_words_updated(canvas, shown);
	const char *which = vr_canvas_join(canvas, priority, "\u00a0· ", place);
	const char *facts = vr_canvas_join(canvas, which, "\u00a0· ", age);
	const char *const lines[] = {vr_canvas_join(canvas, vr_words_until(canvas, wait), "\u00a0· ", facts), facts};
	struct vr_colour ink = canvas->look->theme->ink_soft;
	int px = canvas->sizes.fine;
	struct block block = {0};

	// Where little fits, the place is what nobody can do without.
	if (canvas->crowded)
		return vr_block_make(canvas,
		                     *priority ? priority
		                     : *place  ? place
		                               : age,
		                     px, BLOCK_TIGHT | BLOCK_LINE, ink, width);
	for (size_t i = 0; i < VR_COUNT(lines); i++) {
		block = vr_block_make(canvas, lines[i], px, BLOCK_TIGHT, ink, width);
		if (block.layout.line_count <= 1)
			return block;
	}
	block = vr_block_make(canvas, which, px, BLOCK_TIGHT, ink, width);
	vr_block_cut(canvas, &block, FACTS_LINES);
	bool cut = block.cut;
	block = vr_block_make(canvas, vr_canvas_join(canvas, block.text, "\n", age), px, BLOCK_TIGHT, ink, width);
	block.cut = cut;
	return block;
}

// Two queues may differ in nothing else.
static struct block make_priority(struct canvas *canvas, const struct vr_slide_wait *shown, int width)
{
	return vr_block_make(canvas, vr_words_priority(canvas, wait_of(canvas, shown)), canvas->sizes.fine, BLOCK_TIGHT,
	                     canvas->look->theme->ink_soft, width);
}

int vr_row_mark_width(const struct canvas *canvas)
{
	return canvas->sizes.fine * 3 / 2;
}

void vr_row_make_fine(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *value,
                      const struct row_room *room, struct row_words *words, int width)
{
	words->caution = *value->caution != '\0' && !(room->terse && value->stands);
	words->fine = (struct block){0};
	if (*value->opens)
		words->fine = vr_block_make(canvas, value->opens, canvas->sizes.fine, BLOCK_BOLD | BLOCK_TIGHT,
		                            canvas->look->theme->ink, width);
	else if (words->caution)
		words->fine = vr_block_make(canvas, value->caution, canvas->sizes.fine, BLOCK_BOLD | BLOCK_TIGHT,
		                            canvas->look->theme->caution, width - vr_row_mark_width(canvas));
	else if (!room->bare)
		words->fine = make_facts(canvas, shown, width);
	else if (!value->stands)
		words->fine = make_priority(canvas, shown, width);
}

static void make_words(struct canvas *canvas, const char *first, const char *second, struct vr_colour ink, int width,
                       const struct row *row, struct row_words *words)
{
	// A script that runs the other way ends where the slide's begins.
	bool end = row->shape != ROW_ALONE && canvas->rtl == canvas->mirrored;
	unsigned flags = BLOCK_TIGHT | BLOCK_BALANCE | (end ? BLOCK_END : 0);

	words->first = vr_block_make(canvas, first, canvas->sizes.primary, flags | BLOCK_BOLD, ink, width);
	words->second = vr_block_make(canvas, second, canvas->sizes.primary, flags, ink, width);
}

void vr_row_make_values(struct canvas *canvas, const struct vr_slide_wait *shown, struct value values[2])
{
	for (size_t i = 0; i < canvas->slide->language_count; i++) {
		vr_canvas_voice(canvas, i);
		values[i] = vr_value_make(canvas, shown);
	}
	vr_canvas_voice(canvas, 0);
}

static bool has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

// Whether one numeral says it in all languages: it is the same, or one has a word of its own for so few.
static bool share_numeral(const struct value *values, size_t count)
{
	if (!values[0].numeral || count == 1)
		return values[0].numeral != NULL;
	return !*values[0].before && !*values[1].before && values[1].numeral && has_digit(values[0].numeral) &&
	       (strcmp(values[0].numeral, values[1].numeral) == 0 || !has_digit(values[1].numeral));
}

static struct vr_colour ink_of(const struct canvas *canvas, const struct value *value)
{
	return value->soft ? canvas->look->theme->ink_soft : canvas->look->theme->ink;
}

static void make_value_words(struct canvas *canvas, const struct value *value, bool terse, int width,
                             const struct row *row, struct row_words *words)
{
	struct vr_colour ink = ink_of(canvas, value);
	bool brief = terse && value->brief, only = terse && !value->brief;

	if (value->numeral) {
		const char *numeral = vr_canvas_join(canvas, value->numeral, " ", value->unit);

		make_words(canvas, vr_canvas_join(canvas, value->before, " ", numeral), "", ink, width, row, words);
		return;
	}
	make_words(canvas, brief ? value->brief : value->first, only ? "" : value->second, ink, width, row, words);
	words->first.cut |= brief ? value->brief != value->first : only && *value->second;
}

// A language that has the number and the unit in one word stands where another one's unit would.
static void make_units(struct canvas *canvas, const struct value *values, struct vr_colour ink, int width,
                       struct row *row)
{
	unsigned flags = BLOCK_BOLD | BLOCK_LINE | (row->count > 1 ? BLOCK_TIGHT : 0);

	for (size_t i = 0; i < row->count; i++) {
		struct block *unit = &row->words[i].unit;
		bool same = strcmp(values[i].numeral, values[0].numeral) == 0;
		const char *words = same ? values[i].unit : values[i].numeral;

		vr_canvas_voice(canvas, i);
		// Many languages write "min": once is enough.
		if (i && strcmp(words, values[0].unit) == 0)
			words = NULL;
		*unit = vr_block_make(canvas, words, canvas->sizes.primary, flags, ink, width);
		row->unit_span = vr_larger(row->unit_span, vr_block_span(unit));
	}
	vr_canvas_voice(canvas, 0);
}

// Once for all languages, each with its unit; false where that is wider than there is room.
static bool make_numeral(struct canvas *canvas, const struct value *values, const struct row_room *room,
                         struct vr_colour ink, int width, struct row *row)
{
	row->numeral = vr_block_make(canvas, values[0].numeral, room->numeral_px, BLOCK_BOLD | BLOCK_TIGHT, ink, width);
	make_units(canvas, values, ink, width, row);
	// What says number and unit in one word needs no room beside it.
	if (row->unit_span)
		row->unit_span = vr_larger(row->unit_span, room->unit_span);
	if (row->count == 1)
		row->words[0].before = vr_block_make(canvas, values[0].before, canvas->sizes.primary,
		                                     BLOCK_BOLD | BLOCK_LINE, ink, width);
	return row->numeral.layout.line_count == 1 && vr_row_value_span(row) <= width;
}

void vr_row_make_value(struct canvas *canvas, const struct value *values, const struct row_room *room, int width,
                       struct row *row)
{
	bool shared = share_numeral(values, row->count);

	row->said = shared ? values[0].numeral : NULL;
	row->numeral_fits = !shared || make_numeral(canvas, values, room, ink_of(canvas, &values[0]), width, row);
	if (shared && row->numeral_fits)
		return;
	row->numeral = (struct block){0};
	row->unit_span = 0;
	for (size_t i = 0; i < row->count; i++) {
		vr_canvas_voice(canvas, i);
		row->words[i].before = row->words[i].unit = (struct block){0};
		make_value_words(canvas, &values[i], room->terse, width, row, &row->words[i]);
	}
	vr_canvas_voice(canvas, 0);
}

int vr_row_unit_span(struct canvas *canvas, const struct vr_slide_wait *shown)
{
	const struct row_room room = {.numeral_px = canvas->sizes.primary};
	struct row row = {.count = canvas->slide->language_count};
	struct value values[2];

	vr_row_make_values(canvas, shown, values);
	vr_row_make_value(canvas, values, &room, canvas->content.w, &row);
	return row.unit_span;
}

struct block vr_row_make_name(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room,
                              int width)
{
	const char *name =
	        vr_localized_best(&wait_of(canvas, shown)->name, canvas->slide->languages[canvas->voice], NULL);
	struct block block = vr_block_make(canvas, name, canvas->sizes.primary, BLOCK_BOLD | BLOCK_TIGHT,
	                                   canvas->look->theme->ink, width);

	vr_block_cut(canvas, &block, room->name_lines);
	return block;
}

// One that runs the other way stands where the others begin.
void vr_row_make_texts(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                       const struct row_room *room, int width, struct row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		struct row_words *words = &row->words[i];

		vr_canvas_voice(canvas, i);
		words->name = vr_row_make_name(canvas, shown, room, width);
		vr_row_make_fine(canvas, shown, &values[i], room, words, width);
		if (canvas->rtl != canvas->mirrored) {
			vr_block_shrink(&words->name);
			vr_block_shrink(&words->fine);
		}
	}
	vr_canvas_voice(canvas, 0);
}
