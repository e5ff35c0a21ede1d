#include "row.h"

#include "value.h"
#include "words.h"

#include <string.h>

#define VALUE_PERCENT 54 // of the row that a value may fill beside the name
#define FACTS_LINES 3    // of priority and place: a place that takes more belongs into a message

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

static int mark_width(const struct canvas *canvas)
{
	return canvas->sizes.fine * 3 / 2;
}

static void make_fine(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *value,
                      const struct row_room *room, struct row_words *words, int width)
{
	words->caution = *value->caution != '\0' && !(room->terse && value->stands);
	words->fine = (struct block){0};
	if (*value->opens)
		words->fine = vr_block_make(canvas, value->opens, canvas->sizes.fine, BLOCK_BOLD | BLOCK_TIGHT,
		                            canvas->look->theme->ink, width);
	else if (words->caution)
		words->fine = vr_block_make(canvas, value->caution, canvas->sizes.fine, BLOCK_BOLD | BLOCK_TIGHT,
		                            canvas->look->theme->caution, width - mark_width(canvas));
	else if (!room->bare)
		words->fine = make_facts(canvas, shown, width);
	else if (!value->stands)
		words->fine = make_priority(canvas, shown, width);
}

size_t vr_row_fine_lines(const struct row *row)
{
	size_t lines = 0;

	for (size_t i = 0; i < row->count; i++)
		if (row->words[i].fine.layout.line_count > lines)
			lines = row->words[i].fine.layout.line_count;
	return lines;
}

static int unit_gap(const struct row *row)
{
	return row->unit_span ? row->words[0].unit.font.px / 4 : 0;
}

// Of the bound before a numeral, with its gap.
static int before_span(const struct row *row)
{
	const struct block *before = &row->words[0].before;

	return before->height ? vr_block_span(before) + before->font.px / 4 : 0;
}

static int value_span(const struct row *row)
{
	int span = 0;

	if (row->numeral.height)
		return before_span(row) + vr_block_span(&row->numeral) + unit_gap(row) + row->unit_span;
	for (size_t i = 0; i < row->count; i++)
		span = vr_larger(span,
		                 vr_larger(vr_block_span(&row->words[i].first), vr_block_span(&row->words[i].second)));
	return span;
}

// Digits need no room for what other letters have below their line.
static bool is_digits(const struct block *block)
{
	return strspn(block->text, "0123456789.,–") == strlen(block->text);
}

static bool has_two_units(const struct row *row)
{
	return row->count > 1 && row->words[1].unit.height;
}

static int units_height(const struct row *row)
{
	return has_two_units(row) ? row->words[0].unit.height + row->words[1].unit.height : 0;
}

// Of a value with a numeral: what stands above its baseline, and what below.
static int numeral_above(const struct row *row)
{
	return is_digits(&row->numeral) ? row->numeral.font.px * 86 / 100 : vr_block_baseline(&row->numeral);
}

static int numeral_below(const struct row *row)
{
	const struct block *unit = &row->words[0].unit;
	int below = row->numeral.font.px * 12 / 100;

	if (!is_digits(&row->numeral))
		below = row->numeral.advance - vr_block_baseline(&row->numeral);
	return !has_two_units(row) && unit->height ? vr_larger(below, unit->advance - vr_block_baseline(unit)) : below;
}

static int value_height(const struct row *row)
{
	int height = 0;

	if (row->numeral.height)
		return vr_larger(numeral_above(row) + numeral_below(row), units_height(row));
	for (size_t i = 0; i < row->count; i++)
		height += row->words[i].first.height + row->words[i].second.height;
	return height;
}

// Between two languages, so that each name stands with its own fine print.
static int language_gap(const struct row *row)
{
	return row->count > 1 ? row->words[0].name.font.px / 5 : 0;
}

static int texts_height(const struct row *row)
{
	int height = language_gap(row);

	for (size_t i = 0; i < row->count; i++)
		height += row->words[i].name.height + row->words[i].fine.height;
	return height;
}

static int names_height(const struct row *row)
{
	int height = 0;

	for (size_t i = 0; i < row->count; i++)
		height += row->words[i].name.height;
	return height;
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

static void speak(struct canvas *canvas, size_t voice)
{
	vr_canvas_speak(canvas, canvas->slide->languages[voice]);
}

static void make_values(struct canvas *canvas, const struct vr_slide_wait *shown, struct value values[2])
{
	for (size_t i = 0; i < canvas->slide->language_count; i++) {
		speak(canvas, i);
		values[i] = vr_value_make(canvas, shown);
	}
	speak(canvas, 0);
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

static void make_value_words(struct canvas *canvas, const struct value *value, bool terse, int width,
                             const struct row *row, struct row_words *words)
{
	struct vr_colour ink = value->soft ? canvas->look->theme->ink_soft : canvas->look->theme->ink;
	bool brief = terse && value->brief, only = terse && !value->brief;

	if (value->numeral) {
		const char *numeral = vr_canvas_join(canvas, value->numeral, " ", value->unit);

		make_words(canvas, vr_canvas_join(canvas, value->before, " ", numeral), "", ink, width, row, words);
		return;
	}
	make_words(canvas, brief ? value->brief : value->first, only ? "" : value->second, ink, width, row, words);
	words->first.cut |= brief ? value->brief != value->first : only && *value->second;
}

static void make_value(struct canvas *canvas, const struct value *values, const struct row_room *room, int width,
                       struct row *row)
{
	const struct vr_theme *theme = canvas->look->theme;
	struct vr_colour ink = values[0].soft ? theme->ink_soft : theme->ink;

	row->numeral_fits = true;
	row->said = share_numeral(values, row->count) ? values[0].numeral : NULL;
	if (share_numeral(values, row->count)) {
		row->unit_span = room->unit_span;
		row->numeral = vr_block_make(canvas, values[0].numeral, room->numeral_px, BLOCK_BOLD | BLOCK_TIGHT, ink,
		                             width);
		for (size_t i = 0; i < row->count; i++) {
			struct block *unit = &row->words[i].unit;
			bool same = strcmp(values[i].numeral, values[0].numeral) == 0;
			const char *words = same ? values[i].unit : values[i].numeral;

			speak(canvas, i);
			// Many languages write "min": once is enough.
			if (i && strcmp(words, values[0].unit) == 0)
				words = NULL;
			*unit = vr_block_make(canvas, words, canvas->sizes.primary,
			                      BLOCK_BOLD | (row->count > 1 ? BLOCK_TIGHT : 0) | BLOCK_LINE, ink, width);
			row->unit_span = vr_larger(row->unit_span, vr_block_span(unit));
		}
		speak(canvas, 0);
		if (row->count == 1)
			row->words[0].before = vr_block_make(canvas, values[0].before, canvas->sizes.primary,
			                                     BLOCK_BOLD | BLOCK_LINE, ink, width);
		if (row->numeral.layout.line_count == 1 && value_span(row) <= width)
			return;
		row->numeral_fits = false;
		row->numeral = (struct block){0};
		row->unit_span = 0;
	}
	for (size_t i = 0; i < row->count; i++) {
		speak(canvas, i);
		row->words[i].before = row->words[i].unit = (struct block){0};
		make_value_words(canvas, &values[i], room->terse, width, row, &row->words[i]);
	}
	speak(canvas, 0);
}

int vr_row_unit_span(struct canvas *canvas, const struct vr_slide_wait *shown)
{
	const struct row_room room = {.numeral_px = canvas->sizes.primary};
	struct row row = {.count = canvas->slide->language_count};
	struct value values[2];

	make_values(canvas, shown, values);
	make_value(canvas, values, &room, canvas->content.w, &row);
	return row.unit_span;
}

static struct block make_name(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room,
                              int width)
{
	const char *name =
	        vr_localized_best(&wait_of(canvas, shown)->name, canvas->slide->languages[canvas->voice], NULL);
	struct block block = vr_block_make(canvas, name, canvas->sizes.primary, BLOCK_BOLD | BLOCK_TIGHT,
	                                   canvas->look->theme->ink, width);

	vr_block_cut(canvas, &block, room->name_lines);
	return block;
}

// Names and fine print of all languages. One that runs the other way stands where the others begin.
static void make_texts(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                       const struct row_room *room, int width, struct row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		struct row_words *words = &row->words[i];

		speak(canvas, i);
		words->name = make_name(canvas, shown, room, width);
		make_fine(canvas, shown, &values[i], room, words, width);
		if (canvas->rtl != canvas->mirrored) {
			vr_block_shrink(&words->name);
			vr_block_shrink(&words->fine);
		}
	}
	speak(canvas, 0);
}

static struct row make_beside(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                              const struct row_room *room)
{
	int whole = canvas->content.w, gap = canvas->sizes.primary / 2;
	struct row row = {.shape = ROW_BESIDE, .count = canvas->slide->language_count};

	make_value(canvas, values, room, whole * VALUE_PERCENT / 100, &row);
	make_texts(canvas, shown, values, room, whole - value_span(&row) - gap, &row);
	row.height = vr_larger(texts_height(&row), value_height(&row));
	return row;
}

// Where the first line of its value stands.
static int value_baseline(const struct row *row)
{
	if (row->numeral.height)
		return numeral_above(row);
	return vr_block_baseline(&row->words[0].first);
}

// Of the name and the value on one baseline: what stands above it, and what below.
static int line_above(const struct row *row)
{
	return vr_larger(vr_block_baseline(&row->words[0].name), value_baseline(row));
}

static int line_below(const struct row *row)
{
	const struct block *name = &row->words[0].name;

	return vr_larger(name->height - vr_block_baseline(name), value_height(row) - value_baseline(row));
}

// One language only: with two, each name stands with its own fine print.
static struct row make_over(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                            const struct row_room *room)
{
	int whole = canvas->content.w, gap = canvas->sizes.primary / 2;
	struct row row = {.shape = ROW_OVER, .count = 1};

	make_value(canvas, values, room, whole * VALUE_PERCENT / 100, &row);
	row.words[0].name = make_name(canvas, shown, room, whole - value_span(&row) - gap);
	make_fine(canvas, shown, &values[0], room, &row.words[0], whole);
	row.height = line_above(&row) + line_below(&row) + row.words[0].fine.height;
	return row;
}

// The name over all the width, and below it fine print beside the value.
static struct row make_shared(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                              const struct row_room *room)
{
	int whole = canvas->content.w, gap = canvas->sizes.primary / 2;
	struct row row = {.shape = ROW_SHARED, .count = 1};

	make_value(canvas, values, room, whole * VALUE_PERCENT / 100, &row);
	row.words[0].name = make_name(canvas, shown, room, whole);
	make_fine(canvas, shown, &values[0], room, &row.words[0], whole - value_span(&row) - gap);
	row.height = names_height(&row) + vr_larger(row.words[0].fine.height, value_height(&row));
	return row;
}

static struct row make_stacked(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                               const struct row_room *room)
{
	int whole = canvas->content.w;
	struct row row = {.shape = ROW_STACKED, .count = canvas->slide->language_count};

	make_value(canvas, values, room, whole, &row);
	make_texts(canvas, shown, values, room, whole, &row);
	row.height = texts_height(&row) + value_height(&row);
	return row;
}

static struct row make_alone(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                             const struct row_room *room)
{
	int whole = canvas->content.w;
	struct row row = {.shape = ROW_ALONE, .count = canvas->slide->language_count};

	make_value(canvas, values, room, whole, &row);
	make_texts(canvas, shown, values, room, whole, &row);
	row.height = texts_height(&row) + canvas->sizes.primary / 4 + value_height(&row);
	return row;
}

static size_t name_lines(const struct row *row)
{
	size_t lines = 0;

	for (size_t i = 0; i < row->count; i++)
		lines += row->words[i].name.layout.line_count;
	return lines;
}

static unsigned names_cut(const struct row *row)
{
	unsigned cut = 0;

	for (size_t i = 0; i < row->count; i++)
		cut += row->words[i].name.cut;
	return cut;
}

// A name on two lines beside its value, or cut, is worse than one line across.
static bool is_better(const struct row *row, const struct row *other)
{
	return row->height <= other->height && names_cut(row) <= names_cut(other) &&
	       name_lines(row) <= name_lines(other);
}

// The lowest shape; of those that are as low, the one that comes first.
static struct row lowest(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                         const struct row_room *room)
{
	static const struct {
		enum row_shape shape;
		struct row (*make)(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
		                   const struct row_room *room);
	} shapes[] = {{ROW_SHARED, make_shared}, {ROW_OVER, make_over}, {ROW_BESIDE, make_beside}};
	bool two = canvas->slide->language_count > 1;
	struct row best = make_stacked(canvas, shown, values, room);

	for (size_t i = 0; i < VR_COUNT(shapes); i++) {
		struct row row;

		// Two languages have names and fine print in turn, and a narrow slide has no room beside them.
		if ((two && shapes[i].shape != ROW_BESIDE) || (canvas->portrait && shapes[i].shape != ROW_SHARED))
			continue;
		row = shapes[i].make(canvas, shown, values, room);
		// What stands above each other is one fact a line.
		if (row.shape == ROW_SHARED && vr_row_fine_lines(&row) > 2)
			continue;
		if (is_better(&row, &best))
			best = row;
	}
	return best;
}

// What comes second takes the line under the name: when it opens, or what to do.
static bool move_second(struct value *value)
{
	if (*value->opens || *value->caution || !*value->second)
		return false;
	value->opens = value->second;
	value->second = "";
	return true;
}

struct row vr_row_make(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room)
{
	struct value values[2];
	struct row row, moved;
	bool can_move = false;

	make_values(canvas, shown, values);
	if (room->alone)
		return make_alone(canvas, shown, values, room);
	row = lowest(canvas, shown, values, room);
	for (size_t i = 0; i < canvas->slide->language_count; i++)
		can_move |= move_second(&values[i]);
	if (!can_move)
		return row;
	moved = lowest(canvas, shown, values, room);
	return moved.height < row.height ? moved : row;
}

// The units stand one below the other beside the numeral, whose middle is theirs.
static void draw_units(struct canvas *canvas, const struct row *row, int x, int top)
{
	int y = top + (value_height(row) - units_height(row)) / 2;

	for (size_t i = 0; i < row->count; i++) {
		struct block unit = row->words[i].unit;

		vr_block_shrink(&unit);
		speak(canvas, i);
		y = vr_block_draw(canvas, &unit, x, y);
	}
	speak(canvas, 0);
}

static void draw_numeral(struct canvas *canvas, const struct row *row, int x, int top)
{
	int spare = has_two_units(row) ? (value_height(row) - numeral_above(row) - numeral_below(row)) / 2 : 0;
	int baseline = top + spare + numeral_above(row);
	struct block numeral = row->numeral, unit = row->words[0].unit, before = row->words[0].before;

	if (before.height) {
		vr_block_shrink(&before);
		vr_block_draw(canvas, &before, x, baseline - vr_block_baseline(&before));
		x += before_span(row);
	}
	vr_block_shrink(&numeral);
	vr_block_draw(canvas, &numeral, x, baseline - vr_block_baseline(&numeral));
	if (has_two_units(row)) {
		draw_units(canvas, row, x + numeral.width + unit_gap(row), top);
		return;
	}
	vr_block_shrink(&unit);
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
	for (size_t i = 0; i < row->count; i++) {
		struct row_words words = row->words[i];

		if (row->shape == ROW_ALONE && words.first.rtl != canvas->mirrored) {
			vr_block_shrink(&words.first);
			vr_block_shrink(&words.second);
		}
		speak(canvas, i);
		x = row->shape == ROW_ALONE ? canvas->content.x : right - words.first.width;
		top = vr_block_draw(canvas, &words.first, x, top);
		top = vr_block_draw(canvas, &words.second, x, top);
	}
	speak(canvas, 0);
}

static int draw_fine(struct canvas *canvas, const struct row_words *words, int y)
{
	int px = canvas->sizes.fine, x = canvas->content.x;

	if (words->caution) {
		vr_canvas_icon(canvas, (struct vr_rect){x, y + (words->fine.advance - px) / 2, px, px}, "caution",
		               words->fine.colour);
		x += mark_width(canvas);
	}
	return vr_block_draw(canvas, &words->fine, x, y);
}

static void draw_texts(struct canvas *canvas, const struct row *row, int y)
{
	for (size_t i = 0; i < row->count; i++) {
		speak(canvas, i);
		y = draw_fine(canvas, &row->words[i], vr_block_draw(canvas, &row->words[i].name, canvas->content.x, y));
		y += i == 0 ? language_gap(row) : 0;
	}
	speak(canvas, 0);
}

void vr_row_draw(struct canvas *canvas, const struct row *row, int y, int height)
{
	const struct row_words *words = &row->words[0];
	int value = value_height(row), below;
	int top = y + (height - row->height) / 2;

	switch (row->shape) {
	case ROW_BESIDE:
		draw_value(canvas, row, y + (height - value) / 2);
		draw_texts(canvas, row, y + (height - texts_height(row)) / 2);
		return;
	case ROW_OVER:
		below = top + line_above(row);
		vr_block_draw(canvas, &words->name, canvas->content.x, below - vr_block_baseline(&words->name));
		draw_value(canvas, row, below - value_baseline(row));
		draw_fine(canvas, words, below + line_below(row));
		return;
	case ROW_SHARED:
		below = vr_block_draw(canvas, &words->name, canvas->content.x, top);
		draw_fine(canvas, words, below);
		draw_value(canvas, row, below > top + row->height - value ? below : top + row->height - value);
		return;
	case ROW_STACKED:
	case ROW_ALONE:
		draw_texts(canvas, row, top);
		draw_value(canvas, row, top + row->height - value);
		return;
	}
}
