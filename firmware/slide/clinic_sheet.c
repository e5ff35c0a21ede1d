#include "clinic_sheet.h"

#include "words.h"

#define EXCEPTIONS_SHOWN 2

static const struct vr_clinic *clinic_of(const struct canvas *canvas)
{
	return &canvas->slide->programme->clinic;
}

// How many lines of the block a page has room for, on a card and with another block above it.
static size_t page_lines(const struct canvas *canvas, const struct block *block)
{
	int lines = (canvas->content.h - canvas->sizes.primary) / (block->advance ? block->advance : 1);

	return lines > 2 ? (size_t)lines : 2;
}

static void add_hours(struct canvas *canvas, struct clinic_sheet *sheet, const char *days, const char *times, int width)
{
	struct clinic_hours *row = &sheet->hours[sheet->hours_count];
	int px = canvas->sizes.primary, span;

	if (sheet->hours_count == CLINIC_HOURS_MAX) {
		canvas->overflow = true;
		return;
	}
	row->days = vr_block_make(canvas, days, px, BLOCK_TIGHT, canvas->look->theme->ink, width);
	row->times = vr_block_make(canvas, times, px, BLOCK_BOLD | BLOCK_TIGHT, canvas->look->theme->ink, width);
	vr_block_cut(canvas, &row->times, page_lines(canvas, &row->times) / 2);
	span = vr_block_span(&row->days);
	if (span > sheet->days_width)
		sheet->days_width = span;
	sheet->hours_count++;
}

// One row a window as the clinic gave them, then the days without any.
static void make_week(struct canvas *canvas, struct clinic_sheet *sheet, int width)
{
	const struct vr_windows *hours = &clinic_of(canvas)->opening_hours;
	vr_days open = 0;

	for (size_t i = 0; i < hours->count; i++) {
		open |= hours->items[i].days;
		add_hours(canvas, sheet, vr_canvas_days(canvas, hours->items[i].days),
		          vr_canvas_hours(canvas, &hours->items[i]), width);
	}
	if (hours->count && open != VR_DAYS_ALL)
		add_hours(canvas, sheet, vr_canvas_days(canvas, (vr_days)(VR_DAYS_ALL & ~open)),
		          vr_canvas_say(canvas, VR_PHRASE_DAY_CLOSED), width);
}

static bool date_is_soon(const struct canvas *canvas, const struct vr_date *date)
{
	const struct vr_date *today = &canvas->slide->clock.date;
	int days = (date->year - today->year) * 372 + (date->month - today->month) * 31 + date->day - today->day;

	// Months of 31 days make this a day or two too long at the most: it only chooses what is worth a line.
	return canvas->slide->clock.hour >= 0 && days >= 0 && days <= 14;
}

static void make_exceptions(struct canvas *canvas, struct clinic_sheet *sheet, int width)
{
	const struct vr_clinic *clinic = clinic_of(canvas);
	size_t shown = 0;

	for (size_t i = 0; i < clinic->exception_count && shown < EXCEPTIONS_SHOWN; i++) {
		const struct vr_exception *exception = &clinic->exceptions[i];
		const char *times = vr_canvas_say(canvas, VR_PHRASE_DAY_CLOSED);
		struct vr_buffer date;

		if (!date_is_soon(canvas, &exception->date))
			continue;
		vr_buffer_init(&date, 128);
		vr_say_short_date(canvas->words, exception->date.month, exception->date.day, &date);
		if (exception->hours.count)
			times = vr_canvas_hours(canvas, &exception->hours.items[0]);
		for (size_t j = 1; j < exception->hours.count; j++)
			times = vr_canvas_join(canvas, times, ", ",
			                       vr_canvas_hours(canvas, &exception->hours.items[j]));
		add_hours(canvas, sheet, vr_canvas_keep(canvas, &date), times, width);
		shown++;
	}
}

// Lines of the card; a text that is longer than a page becomes several.
static void add_card(struct canvas *canvas, struct clinic_sheet *sheet, const char *text, int px, unsigned flags,
                     int width)
{
	while (text && *text) {
		const char *rest = NULL;
		struct block block =
		        vr_block_make(canvas, text, px, flags | BLOCK_TIGHT, canvas->look->theme->ink, width);
		size_t most = page_lines(canvas, &block);

		if (sheet->card_count == CLINIC_CARD_MAX) {
			canvas->overflow = true;
			return;
		}
		if (block.layout.line_count > most) {
			rest = text + block.layout.lines[most].from;
			text = vr_arena_copy(&canvas->arena, text, (size_t)(rest - text));
			block = vr_block_make(canvas, text, px, flags | BLOCK_TIGHT, canvas->look->theme->ink, width);
		}
		sheet->names[sheet->card_count] = sheet->card_count;
		sheet->card[sheet->card_count++] = block;
		text = rest;
	}
}

static const char *isolated(struct canvas *canvas, const char *text)
{
	return vr_canvas_join(canvas, "\u2066", "", vr_canvas_join(canvas, text, "", "\u2069"));
}

// Days and hours on one line, else below each other: a line does not end within "17:00–22:00" said in words.
static const char *opening_line(struct canvas *canvas, const struct vr_window *window, int width)
{
	const char *days = vr_canvas_days(canvas, window->days), *hours = vr_canvas_hours(canvas, window);
	const char *line = vr_canvas_join(canvas, days, " ", hours);
	struct block block = vr_block_make(canvas, line, canvas->sizes.primary, 0, canvas->look->theme->ink, width);

	return block.layout.line_count > 1 ? vr_canvas_join(canvas, days, "\n", hours) : line;
}

static void add_place(struct canvas *canvas, struct clinic_sheet *sheet, const struct vr_elsewhere *place, int width)
{
	const char *name = vr_localized_best(&place->name, canvas->slide->languages[canvas->voice], NULL);
	int px = canvas->sizes.primary;
	size_t first = sheet->card_count;

	add_card(canvas, sheet, name, px, BLOCK_BOLD, width);
	if (place->address)
		add_card(canvas, sheet, isolated(canvas, place->address), px, 0, width);
	if (place->phone)
		add_card(canvas, sheet, isolated(canvas, place->phone), px, 0, width);
	for (size_t i = 0; i < place->hours.count; i++)
		add_card(canvas, sheet, opening_line(canvas, &place->hours.items[i], width), px, 0, width);
	for (size_t i = first; i < sheet->card_count; i++)
		sheet->names[i] = first;
}

// The advice, which may stand beside the hours, and the places, which have pages of their own.
static void make_card(struct canvas *canvas, struct clinic_sheet *sheet, int width, int place_width)
{
	const struct vr_clinic *clinic = clinic_of(canvas);
	int px = canvas->sizes.primary;

	add_card(canvas, sheet, vr_canvas_say(canvas, VR_PHRASE_WHEN_CLOSED), px, 0, width);
	add_card(canvas, sheet, isolated(canvas, "1177"), canvas->crowded ? canvas->sizes.title : canvas->sizes.numeral,
	         BLOCK_BOLD, width);
	add_card(canvas, sheet, vr_canvas_say(canvas, VR_PHRASE_ADVICE_DAY_NIGHT), px, 0, width);
	add_card(canvas, sheet, vr_canvas_say_text(canvas, VR_PHRASE_DANGER_TO_LIFE, "112", NULL), px, BLOCK_BOLD,
	         width);
	sheet->advice_count = sheet->card_count;
	for (size_t i = 0; i < sheet->advice_count; i++)
		sheet->advice_height += sheet->card[i].height;
	for (size_t i = 0; i < clinic->elsewhere_count; i++)
		add_place(canvas, sheet, &clinic->elsewhere[i], place_width);
}

const struct block *vr_clinic_name_again(const struct canvas *canvas, const struct clinic_sheet *sheet, size_t from)
{
	const struct block *name = &sheet->card[sheet->names[from]];
	int room = canvas->content.h - 2 * (canvas->sizes.primary / 3);

	return sheet->names[from] == from || name->height + sheet->card[from].height > room ? NULL : name;
}

int vr_clinic_name_again_height(const struct canvas *canvas, const struct clinic_sheet *sheet, size_t from)
{
	const struct block *name = vr_clinic_name_again(canvas, sheet, from);

	return name ? name->height : 0;
}

int vr_clinic_hours_height(const struct canvas *canvas, const struct clinic_sheet *sheet)
{
	return sheet->headline.height + canvas->sizes.primary / 3 + sheet->hours_height;
}

// As large as leaves the hours on the same page, and its words whole.
static void make_headline(struct canvas *canvas, struct clinic_sheet *sheet, int width)
{
	const int sizes[] = {canvas->sizes.title, canvas->sizes.primary * 5 / 4, canvas->sizes.primary};
	const char *words = vr_words_opening(canvas);

	for (size_t i = canvas->crowded ? VR_COUNT(sizes) - 1 : 0; i < VR_COUNT(sizes); i++) {
		sheet->headline = vr_block_make(canvas, words, sizes[i], BLOCK_BOLD | BLOCK_BALANCE | BLOCK_TIGHT,
		                                canvas->look->theme->ink, width);
		if (vr_clinic_hours_height(canvas, sheet) <= canvas->content.h &&
		    !vr_block_hyphenated(&sheet->headline))
			break;
	}
}

// Nobody is called while the clinic is closed, and a page for it would keep hours and advice away.
static struct block make_calling(struct canvas *canvas)
{
	const char *calling = vr_localized_get(&clinic_of(canvas)->calling, canvas->slide->languages[canvas->voice]);

	if (canvas->slide->opening.state == VR_OPENING_CLOSED)
		calling = NULL;
	return vr_block_make(canvas, calling, canvas->sizes.primary, BLOCK_TIGHT, canvas->look->theme->ink,
	                     canvas->content.w);
}

struct clinic_sheet vr_clinic_sheet(struct canvas *canvas, int left_width, int card_width)
{
	struct clinic_sheet sheet = {0};
	int gap = canvas->sizes.primary / 2;

	make_week(canvas, &sheet, left_width);
	make_exceptions(canvas, &sheet, left_width);
	for (size_t i = 0; i < sheet.hours_count; i++) {
		struct clinic_hours *row = &sheet.hours[i];

		if (sheet.days_width + gap + vr_block_span(&row->times) > left_width)
			sheet.days_width = 0; // too narrow for two columns: times below their days
	}
	for (size_t i = 0; i < sheet.hours_count; i++)
		sheet.hours_height += sheet.hours[i].days.height + (sheet.days_width ? 0 : sheet.hours[i].times.height);
	make_headline(canvas, &sheet, left_width);
	make_card(canvas, &sheet, card_width, canvas->content.w - 2 * (canvas->sizes.primary / 3));
	sheet.calling = make_calling(canvas);
	return sheet;
}
