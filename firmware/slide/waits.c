#include "waits.h"

#include "chrome.h"
#include "row.h"

#include <string.h>

#define NOTE_LINES 3

static const enum vr_phrase short_headings[] = {
        [VR_MEASURE_WAIT] = VR_PHRASE_WAIT_HEADING_SHORT,
        [VR_MEASURE_DELAY] = VR_PHRASE_DELAY_HEADING_SHORT,
        [VR_MEASURE_CALLBACK] = VR_PHRASE_CALLBACK_HEADING_SHORT,
        [VR_MEASURE_PLANNED] = VR_PHRASE_PLANNED_HEADING_SHORT,
};
static const char *const icons[] = {
        [VR_MEASURE_WAIT] = "clock",
        [VR_MEASURE_DELAY] = "clock",
        [VR_MEASURE_CALLBACK] = "phone",
        [VR_MEASURE_PLANNED] = "calendar",
};

static const struct vr_wait *wait_of(const struct canvas *canvas, const struct vr_slide_wait *shown)
{
	return &canvas->slide->programme->waits[shown->wait];
}

// What explains the order of the queue: the clinic's own note, else that the sickest come first.
static const char *note_words(struct canvas *canvas)
{
	const struct vr_slide *slide = canvas->slide;
	bool triage = false;

	for (size_t i = 0; i < slide->wait_count; i++) {
		const struct vr_wait *wait = wait_of(canvas, &slide->waits[i]);
		const char *note = vr_localized_get(&wait->note, slide->languages[canvas->voice]);

		if (note)
			return note;
		triage |= wait->order == VR_ORDER_TRIAGE;
	}
	return triage ? vr_canvas_say(canvas, VR_PHRASE_ORDER_TRIAGE) : "";
}

static int heading_px(const struct canvas *canvas)
{
	return canvas->crowded ? canvas->sizes.fine : canvas->sizes.primary;
}

static bool is_one_line(struct canvas *canvas, const char *words, int px)
{
	return vr_block_make(canvas, words, px, BLOCK_BOLD, canvas->look->theme->waits,
	                     canvas->content.w - px * 33 / 20)
	               .layout.line_count <= 1;
}

static const char *heading_in(struct canvas *canvas, size_t voice, bool brief)
{
	enum vr_measure measure = canvas->slide->measure;

	vr_canvas_speak(canvas, canvas->slide->languages[voice]);
	brief = brief && vr_can_say(canvas->words, short_headings[measure]);
	return vr_canvas_say(canvas, brief ? short_headings[measure] : vr_slide_measure_phrase(measure));
}

// In all languages of the slide; in short where that keeps it on one line.
static const char *heading_words(struct canvas *canvas)
{
	const char *words = "";

	for (int brief = 0; brief < 2; brief++) {
		words = heading_in(canvas, 0, brief);
		if (canvas->slide->language_count > 1)
			words = vr_canvas_join(canvas, words, "\u00a0· ", heading_in(canvas, 1, brief));
		vr_canvas_speak(canvas, canvas->slide->languages[0]);
		if (is_one_line(canvas, words, heading_px(canvas)))
			break;
	}
	return words;
}

static void draw_heading(struct canvas *canvas)
{
	vr_chrome_heading(canvas, icons[canvas->slide->measure], heading_words(canvas), canvas->look->theme->waits,
	                  heading_px(canvas), canvas->content.y, canvas->content.w);
}

static int row_padding(const struct canvas *canvas)
{
	return canvas->crowded ? canvas->sizes.primary / 12 : canvas->sizes.primary / 4;
}

static int heading_height(struct canvas *canvas)
{
	return vr_chrome_heading_height(canvas, heading_words(canvas), heading_px(canvas), canvas->content.w);
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

// The most that something takes in any of the languages that take turns here: what it stands above stays in its place.
static int most_of(struct canvas *canvas, int (*height)(struct canvas *canvas))
{
	uint8_t turns[VR_LANGUAGES_MAX];
	size_t count = vr_canvas_turns(canvas, turns);
	int most = height(canvas);

	for (size_t i = 0; i < count; i++) {
		struct vr_slide slide;
		struct canvas turn;

		vr_canvas_turn(canvas, turns[i], &slide, &turn);
		most = larger(most, height(&turn));
		vr_canvas_release(&turn);
	}
	return most;
}

// Where rows begin below the heading.
static int below_heading(struct canvas *canvas)
{
	return canvas->content.y + most_of(canvas, heading_height) + row_padding(canvas);
}

// A row in each language that takes turns: what they have in common.
struct common {
	int height, unit_span;
	bool beside, below; // some have the value beside the name, some below it
	bool fit;           // no numeral squeezes its row
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
	common->height = larger(common->height, row->height);
	common->beside |= row->shape == ROW_BESIDE;
	common->below |= row->shape == ROW_SHARED || row->shape == ROW_STACKED;
	common->fit &= row->numeral_fits && vr_row_fine_lines(row) <= 1;
}

static int widest_unit(struct canvas *canvas)
{
	int span = 0;

	for (size_t i = 0; i < canvas->slide->wait_count; i++)
		span = larger(span, vr_row_unit_span(canvas, &canvas->slide->waits[i]));
	return span;
}

// Lays a row out so that numeral and places stay while the words change: as high as in the language that needs most,
// in the same shape and with the same room for the unit in all.
static struct row make_row(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *each,
                           bool all, bool *fit)
{
	uint8_t turns[VR_LANGUAGES_MAX];
	size_t count = all ? vr_canvas_turns(canvas, turns) : 0;
	struct row_room room = *each;
	struct common common;
	struct row row;

	do {
		common = (struct common){.fit = true};
		row = vr_row_make(canvas, shown, &room);
		add_row(&common, &row, &row);
		for (size_t i = 0; i < count; i++) {
			struct vr_slide slide;
			struct canvas turn;
			struct row other;

			vr_canvas_turn(canvas, turns[i], &slide, &turn);
			other = vr_row_make(&turn, shown, &room);
			add_row(&common, &row, &other);
			vr_canvas_release(&turn);
		}
		room.stacked = true;
	} while (common.beside && common.below);
	row.height = common.height;
	*fit &= common.fit;
	return row;
}

// Lays all rows out alike; false when a numeral squeezes its row, or the rows do not fit the height.
static bool make_rows(struct canvas *canvas, const struct row_room *each, bool all, int height, struct row *rows,
                      int *needed)
{
	const struct vr_slide *slide = canvas->slide;
	uint8_t turns[VR_LANGUAGES_MAX];
	struct row_room room = *each;
	bool fit = true;

	// All numerals end where there is room for the longest unit; with one language each is its own row's.
	if (all && vr_canvas_turns(canvas, turns))
		room.unit_span = most_of(canvas, widest_unit);
	*needed = 0;
	for (size_t i = 0; i < slide->wait_count; i++) {
		rows[i] = make_row(canvas, &slide->waits[i], &room, all, &fit);
		*needed += rows[i].height + row_padding(canvas);
	}
	// At the size of a title a row that does not fit is better off with words or two lines than all others smaller.
	return (fit || each->numeral_px <= canvas->sizes.title) && *needed <= height;
}

// One queue fills the slide, two share it, more are rows: few queues get larger numerals, as far as they fit; then
// what explains them goes, then all but the first line of their names.
static int fit_rows(struct canvas *canvas, int height, bool terse, struct row *rows)
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
	        {.numeral_px = primary, .alone = alone, .bare = true, .name_lines = names},
	        {.numeral_px = primary, .bare = true, .name_lines = 1},
	        {.numeral_px = primary, .bare = true, .name_lines = 1, .terse = terse},
	};
	size_t first = count > 2 ? 2 : count == 2 ? 1 : 0;
	int needed = 0;

	// Before anything is left out, this language goes its own way.
	for (size_t i = first; i < VR_COUNT(rooms) && !rooms[i].bare; i++)
		if (make_rows(canvas, &rooms[i], true, height, rows, &needed))
			return needed;
	for (size_t i = first; i < VR_COUNT(rooms); i++)
		if (make_rows(canvas, &rooms[i], false, height, rows, &needed))
			break;
	return needed;
}

// How many of the rows fit the height.
static int whole_rows(struct canvas *canvas, const struct row *rows, int height)
{
	int count = (int)canvas->slide->wait_count, fit = 0;

	for (; fit < count && height >= rows[fit].height; fit++)
		height -= rows[fit].height + row_padding(canvas);
	canvas->overflow |= fit < count;
	return fit;
}

static void draw_rows(struct canvas *canvas, const struct row *rows, int needed, int top, int bottom)
{
	int count = whole_rows(canvas, rows, bottom - top);
	int share = count && needed < bottom - top ? (bottom - top - needed) / count : 0;
	// Rows share the room that is left, but not so much that they drift apart.
	int most = canvas->sizes.primary * 3 / 2;

	share = share > most ? most : share;
	for (int i = 0; i < count; i++) {
		int padding = i + 1 < count || share ? row_padding(canvas) : 0;
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

static struct block note_in(struct canvas *canvas, size_t voice)
{
	struct block block;

	vr_canvas_speak(canvas, canvas->slide->languages[voice]);
	block = vr_block_make(canvas, canvas->crowded ? NULL : note_words(canvas), canvas->sizes.fine, BLOCK_TIGHT,
	                      canvas->look->theme->ink_soft, canvas->content.w);
	vr_block_cut(canvas, &block, NOTE_LINES);
	vr_canvas_speak(canvas, canvas->slide->languages[0]);
	return block;
}

static int note_height(struct canvas *canvas)
{
	int height = 0;

	for (size_t i = 0; i < canvas->slide->language_count; i++)
		height += note_in(canvas, i).height;
	return height;
}

static void draw_note(struct canvas *canvas)
{
	int y = canvas->content.y + canvas->content.h - note_height(canvas);

	for (size_t i = 0; i < canvas->slide->language_count; i++) {
		struct block note = note_in(canvas, i);

		vr_canvas_speak(canvas, canvas->slide->languages[i]);
		y = vr_block_draw(canvas, &note, canvas->content.x, y);
	}
	vr_canvas_speak(canvas, canvas->slide->languages[0]);
}

void vr_waits_compose(struct canvas *canvas)
{
	struct row rows[VR_SLIDE_WAITS_MAX];
	int top, note, bottom, needed;

	vr_chrome_draw(canvas, canvas->look->theme->waits);
	top = below_heading(canvas);
	note = most_of(canvas, note_height);
	bottom = canvas->content.y + canvas->content.h - (note ? note + row_padding(canvas) : 0);
	needed = fit_rows(canvas, bottom - top, false, rows);
	if (needed <= bottom - top) {
		draw_heading(canvas);
	} else {
		// What is wrong with the one wait that has room is worth more than what all of them mean.
		top = canvas->content.y;
		needed = fit_rows(canvas, bottom - top, true, rows);
	}
	draw_rows(canvas, rows, needed, top, bottom);
	draw_note(canvas);
}

// What a wait can come to be without a new programme.
static bool can_become(const struct vr_wait *wait, enum vr_freshness state)
{
	switch (state) {
	case VR_FRESH:
	case VR_OLD:
		return wait->state == VR_WAIT_OPEN;
	case VR_WITHDRAWN:
		return true;
	case VR_CLOSED:
		return wait->state == VR_WAIT_CLOSED || wait->hours.count;
	case VR_UNAVAILABLE:
		return wait->state == VR_WAIT_UNAVAILABLE;
	}
	return false;
}

// The tallest that a row can become in one language.
static int tallest_in(struct canvas *canvas, size_t wait)
{
	const struct row_room room = {.numeral_px = canvas->sizes.title, .name_lines = VR_ROW_NAME_LINES};
	static const struct vr_local_time evening = {.date = {2026, 12, 30}, .weekday = 2, .hour = 20, .minute = 0};
	const struct vr_slide_wait states[] = {
	        {.state = VR_FRESH, .measured = evening, .measured_today = true},
	        {.state = VR_OLD, .measured = evening, .measured_today = true},
	        {.state = VR_WITHDRAWN, .measured = evening},
	        {.state = VR_CLOSED, .measured = evening, .opens = evening, .opens_today = true},
	        {.state = VR_CLOSED, .measured = evening, .opens = evening},
	        {.state = VR_UNAVAILABLE, .measured = evening},
	};
	int height = 0;

	for (size_t i = 0; i < VR_COUNT(states); i++) {
		struct vr_slide_wait shown = states[i];
		struct row row;

		if (!can_become(&canvas->slide->programme->waits[wait], shown.state))
			continue;
		shown.wait = wait;
		row = vr_row_make(canvas, &shown, &room);
		if (row.height > height)
			height = row.height;
	}
	return height + row_padding(canvas);
}

// And in all that take turns.
static int tallest(struct canvas *canvas, size_t wait)
{
	uint8_t turns[VR_LANGUAGES_MAX];
	size_t count = vr_canvas_turns(canvas, turns);
	int height = tallest_in(canvas, wait);

	for (size_t i = 0; i < count; i++) {
		struct vr_slide slide;
		struct canvas turn;

		vr_canvas_turn(canvas, turns[i], &slide, &turn);
		height = larger(height, tallest_in(&turn, wait));
		vr_canvas_release(&turn);
	}
	return height;
}

// Fills pages from the top as far as the heights allow, each with at least and at most so many rows (the last may have
// fewer); returns the pages, also where rows has not room for all.
static size_t fill_pages(const int *heights, size_t count, int room, size_t least, size_t most, uint8_t *rows)
{
	size_t pages = 0, on_page = 0;
	int used = 0;

	for (size_t i = 0; i < count; i++) {
		if (on_page == most || (on_page >= least && used + heights[i] > room)) {
			if (pages < VR_BOOK_PAGES_MAX)
				rows[pages] = (uint8_t)on_page;
			pages++;
			on_page = 0;
			used = 0;
		}
		on_page++;
		used += heights[i];
	}
	if (pages < VR_BOOK_PAGES_MAX)
		rows[pages] = (uint8_t)on_page;
	return pages + 1;
}

// The room for rows, reserving what the longest note of this measure takes.
static int rows_room(struct canvas *canvas)
{
	const struct vr_slide *slide = canvas->slide;
	const struct vr_programme *programme = slide->programme;
	struct vr_slide one = *slide;
	int note = 0, top;

	vr_chrome_draw(canvas, canvas->look->theme->waits);
	top = below_heading(canvas);
	canvas->slide = &one;
	one.wait_count = 1;
	for (size_t i = 0; i < programme->wait_count; i++) {
		int height;

		if (programme->waits[i].measure != slide->measure)
			continue;
		one.waits[0].wait = i;
		height = most_of(canvas, note_height);
		note = height > note ? height : note;
	}
	canvas->slide = slide;
	return canvas->content.y + canvas->content.h - top - (note ? note + row_padding(canvas) : 0);
}

size_t vr_waits_rows(struct canvas *canvas, uint8_t rows[VR_BOOK_PAGES_MAX])
{
	const struct vr_programme *programme = canvas->slide->programme;
	int heights[VR_WAITS_MAX];
	int room = rows_room(canvas);
	size_t count = 0, pages, even, least = 1;

	for (size_t i = 0; i < programme->wait_count && count < VR_WAITS_MAX; i++)
		if (programme->waits[i].measure == canvas->slide->measure)
			heights[count++] = tallest(canvas, i);
	for (size_t i = 0; i < count && canvas->slide->language_count > 1; i++)
		if (canvas->crowded || heights[i] > room)
			return 0;
	pages = fill_pages(heights, count, room, least, VR_SLIDE_WAITS_MAX, rows);
	if (pages > VR_BOOK_PAGES_MAX) {
		// More queues than any book holds: rows are drawn closer, and what does not fit then is told.
		least = (count + VR_BOOK_PAGES_MAX - 1) / VR_BOOK_PAGES_MAX;
		pages = (count + least - 1) / least;
	}
	// Pages of about equal length read calmer than a full one and a single row.
	even = (count + pages - 1) / pages;
	return fill_pages(heights, count, room, least, even, rows);
}
