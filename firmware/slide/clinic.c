#include "clinic.h"

#include "chrome.h"
#include "phone.h"
#include "words.h"

#include <string.h>

#define HOURS_MAX 20 // rows of opening hours
#define CARD_MAX 64  // lines of the card
#define EXCEPTIONS_SHOWN 2

// A row of the hours: days on the starting side, times beside them.
struct hours_row {
	struct block days;
	struct block times;
};

struct sheet {
	struct block headline; // open until, closed
	struct hours_row hours[HOURS_MAX];
	size_t hours_count;
	int days_width; // the wider column's start
	int hours_height;
	struct block card[CARD_MAX]; // when closed: advice, then other places
	size_t names[CARD_MAX];      // the line with the name of the place that each belongs to; its own: none does
	size_t card_count;
	size_t advice_count; // the first lines of the card: when closed, 1177, advice, 112
	int advice_height;
	struct block calling; // how patients are called; no height: nobody is
};

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

static void add_hours(struct canvas *canvas, struct sheet *sheet, const char *days, const char *times, int width)
{
	struct hours_row *row = &sheet->hours[sheet->hours_count];
	int px = canvas->sizes.primary, span;

	if (sheet->hours_count == HOURS_MAX) {
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
static void make_week(struct canvas *canvas, struct sheet *sheet, int width)
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

static void make_exceptions(struct canvas *canvas, struct sheet *sheet, int width)
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
static void add_card(struct canvas *canvas, struct sheet *sheet, const char *text, int px, unsigned flags, int width)
{
	while (text && *text) {
		const char *rest = NULL;
		struct block block =
		        vr_block_make(canvas, text, px, flags | BLOCK_TIGHT, canvas->look->theme->ink, width);
		size_t most = page_lines(canvas, &block);

		if (sheet->card_count == CARD_MAX) {
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

static void add_place(struct canvas *canvas, struct sheet *sheet, const struct vr_elsewhere *place, int width)
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
static void make_card(struct canvas *canvas, struct sheet *sheet, int width, int place_width)
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

// The name that stands once more over what goes on from the page before; NULL: none, or it would leave no room.
static const struct block *name_again(const struct canvas *canvas, const struct sheet *sheet, size_t from)
{
	const struct block *name = &sheet->card[sheet->names[from]];
	int room = canvas->content.h - 2 * (canvas->sizes.primary / 3);

	return sheet->names[from] == from || name->height + sheet->card[from].height > room ? NULL : name;
}

static int name_again_height(const struct canvas *canvas, const struct sheet *sheet, size_t from)
{
	const struct block *name = name_again(canvas, sheet, from);

	return name ? name->height : 0;
}

static int hours_side_height(const struct canvas *canvas, const struct sheet *sheet)
{
	return sheet->headline.height + canvas->sizes.primary / 3 + sheet->hours_height;
}

// As large as leaves the hours on the same page, and its words whole.
static void make_headline(struct canvas *canvas, struct sheet *sheet, int width)
{
	const int sizes[] = {canvas->sizes.title, canvas->sizes.primary * 5 / 4, canvas->sizes.primary};
	const char *words = vr_words_opening(canvas);

	for (size_t i = canvas->crowded ? VR_COUNT(sizes) - 1 : 0; i < VR_COUNT(sizes); i++) {
		sheet->headline = vr_block_make(canvas, words, sizes[i], BLOCK_BOLD | BLOCK_BALANCE | BLOCK_TIGHT,
		                                canvas->look->theme->ink, width);
		if (hours_side_height(canvas, sheet) <= canvas->content.h && !vr_block_hyphenated(&sheet->headline))
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

static struct sheet make_sheet(struct canvas *canvas, int left_width, int card_width)
{
	struct sheet sheet = {0};
	int gap = canvas->sizes.primary / 2;

	make_week(canvas, &sheet, left_width);
	make_exceptions(canvas, &sheet, left_width);
	for (size_t i = 0; i < sheet.hours_count; i++) {
		struct hours_row *row = &sheet.hours[i];

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

static int draw_hours(struct canvas *canvas, const struct sheet *sheet, size_t from, size_t to, int y)
{
	int x = canvas->content.x;

	for (size_t i = from; i < to; i++) {
		const struct hours_row *row = &sheet->hours[i];

		vr_block_draw(canvas, &row->days, x, y);
		if (sheet->days_width)
			vr_block_draw(canvas, &row->times, x + sheet->days_width + canvas->sizes.primary / 2, y);
		else
			vr_block_draw(canvas, &row->times, x, y + row->days.height);
		y += row->days.height + (sheet->days_width ? 0 : row->times.height);
	}
	return y;
}

// Draws card lines from … to on their plate; returns the y below it.
static int draw_card(struct canvas *canvas, const struct sheet *sheet, size_t from, size_t to, int x, int y)
{
	int pad = canvas->sizes.primary / 3;
	int height = 0, width = 0;

	for (size_t i = from; i < to; i++) {
		height += sheet->card[i].height;
		width = sheet->card[i].width;
	}
	height += name_again_height(canvas, sheet, from);
	vr_canvas_rect(canvas, (struct vr_rect){x, y, width + 2 * pad, height + 2 * pad}, canvas->look->theme->plate,
	               pad / 2, 0);
	y += pad;
	if (name_again(canvas, sheet, from))
		y = vr_block_draw(canvas, name_again(canvas, sheet, from), x + pad, y);
	for (size_t i = from; i < to; i++)
		y = vr_block_draw(canvas, &sheet->card[i], x + pad, y);
	return y + pad;
}

// Where pages of the card begin, from a line on. A name in bold stays with the line below it.
static size_t card_pages(const struct canvas *canvas, const struct sheet *sheet, size_t from, int room, size_t *starts,
                         size_t max)
{
	size_t pages = 0;
	int used = 0;

	for (size_t i = from; i < sheet->card_count; i++) {
		bool heads = sheet->card[i].font.bold && i >= sheet->advice_count;
		int height = sheet->card[i].height;
		int needed = height + (heads && i + 1 < sheet->card_count ? sheet->card[i + 1].height : 0);

		if ((i == from || i == sheet->advice_count || used + needed > room) && pages < max) {
			starts[pages++] = i;
			used = name_again_height(canvas, sheet, i);
		}
		used += height;
	}
	return pages;
}

// How the sheet is spread over pages: hours first, with the advice beside them where both fit; then where else to
// turn; how patients are called stands at the foot of the first page that has room for it, and so does the code for
// one's own phone.
struct spread {
	struct sheet sheet;
	bool beside;                    // the advice stands beside the hours
	size_t calling;                 // the page at whose foot calling stands, or the one of its own
	struct phone phone;             // the code for one's own phone
	size_t phone_page;              // at whose foot, above calling, it stands, or the one of its own
	size_t pages;                   // of all
	size_t hours_starts[HOURS_MAX]; // first row of each page of hours
	size_t hours;                   // pages of them, at least 1
	size_t starts[CARD_MAX];        // first line of each page of the card
	size_t cards;                   // pages of the card beyond what stands beside the hours
	int left;                       // width of the hours
};

static bool fits_beside(const struct canvas *canvas, const struct sheet *sheet)
{
	int pad = canvas->sizes.primary / 3;

	return sheet->days_width && hours_side_height(canvas, sheet) <= canvas->content.h &&
	       sheet->advice_height + 2 * pad <= canvas->content.h;
}

static void spread_hours(const struct canvas *canvas, struct spread *spread)
{
	const struct sheet *sheet = &spread->sheet;
	int used = sheet->headline.height + canvas->sizes.primary / 3;

	spread->hours = 1;
	spread->hours_starts[0] = 0;
	for (size_t i = 0; i < sheet->hours_count; i++) {
		int height = sheet->hours[i].days.height + (sheet->days_width ? 0 : sheet->hours[i].times.height);

		if (used + height > canvas->content.h && spread->hours < HOURS_MAX) {
			spread->hours_starts[spread->hours++] = i;
			used = 0;
		}
		used += height;
	}
}

// Height of what stands on a page above its foot.
static int used_height(const struct canvas *canvas, const struct spread *spread, size_t page)
{
	const struct sheet *sheet = &spread->sheet;
	int pad = canvas->sizes.primary / 3, used = 2 * pad;
	size_t from, to;

	if (page < spread->hours) {
		used = spread->hours > 1 ? canvas->content.h : hours_side_height(canvas, sheet);
		return spread->beside && sheet->advice_height + 2 * pad > used ? sheet->advice_height + 2 * pad : used;
	}
	page -= spread->hours;
	from = spread->starts[page];
	to = page + 1 < spread->cards ? spread->starts[page + 1] : sheet->card_count;
	used += name_again_height(canvas, sheet, from);
	for (size_t i = from; i < to; i++)
		used += sheet->card[i].height;
	return used;
}

static void place_calling(const struct canvas *canvas, struct spread *spread)
{
	int height = spread->sheet.calling.height;

	spread->pages = spread->hours + spread->cards;
	for (spread->calling = 0; spread->calling < spread->pages; spread->calling++)
		if (used_height(canvas, spread, spread->calling) + height <= canvas->content.h)
			return;
	if (height)
		spread->pages++;
}

static int above_foot(const struct spread *spread, size_t page)
{
	int height = spread->sheet.calling.height;

	return page == spread->calling && height ? height + spread->sheet.calling.font.px / 3 : 0;
}

static void place_phone(struct canvas *canvas, struct spread *spread)
{
	const char *href = clinic_of(canvas)->page;
	int gap = canvas->sizes.primary / 3;

	spread->phone = vr_phone_make(canvas, href, 0);
	if (!spread->phone.across)
		return;
	for (spread->phone_page = 0; spread->phone_page < spread->hours + spread->cards; spread->phone_page++)
		if (used_height(canvas, spread, spread->phone_page) + above_foot(spread, spread->phone_page) + gap +
		            spread->phone.height <=
		    canvas->content.h)
			return;
	spread->phone = vr_phone_make(canvas, href, canvas->content.h);
	spread->phone_page = spread->pages++;
}

static struct spread make_spread(struct canvas *canvas)
{
	int pad = canvas->sizes.primary / 3, gap = canvas->sizes.primary / 2;
	int card_width = canvas->content.w * 40 / 100 - 2 * pad;
	struct spread spread = {.left = canvas->content.w - card_width - 2 * pad - gap};

	if (!canvas->portrait && canvas->slide->language_count == 1) {
		spread.sheet = make_sheet(canvas, spread.left, card_width);
		spread.beside = fits_beside(canvas, &spread.sheet);
	}
	if (!spread.beside)
		spread.sheet = make_sheet(canvas, canvas->content.w, canvas->content.w - 2 * pad);
	spread_hours(canvas, &spread);
	spread.cards = card_pages(canvas, &spread.sheet, spread.beside ? spread.sheet.advice_count : 0,
	                          canvas->content.h - 2 * pad, spread.starts, VR_COUNT(spread.starts));
	place_calling(canvas, &spread);
	place_phone(canvas, &spread);
	return spread;
}

static void draw_hours_page(struct canvas *canvas, const struct spread *spread, size_t page)
{
	const struct sheet *sheet = &spread->sheet;
	size_t to = page + 1 < spread->hours ? spread->hours_starts[page + 1] : sheet->hours_count;
	int y = canvas->content.y;

	if (page == 0)
		y = vr_block_draw(canvas, &sheet->headline, canvas->content.x, y) + canvas->sizes.primary / 3;
	draw_hours(canvas, sheet, spread->hours_starts[page], to, y);
	if (spread->beside)
		draw_card(canvas, sheet, 0, sheet->advice_count,
		          canvas->content.x + spread->left + canvas->sizes.primary / 2, canvas->content.y);
}

static void draw_card_page(struct canvas *canvas, const struct spread *spread, size_t page)
{
	size_t to = page + 1 < spread->cards ? spread->starts[page + 1] : spread->sheet.card_count;

	draw_card(canvas, &spread->sheet, spread->starts[page], to, canvas->content.x, canvas->content.y);
}

static void draw_calling(struct canvas *canvas, const struct block *calling, bool alone)
{
	int foot = canvas->content.y + canvas->content.h - calling->height;

	vr_block_draw(canvas, calling, canvas->content.x, alone ? canvas->content.y : foot);
}

static void draw_phone(struct canvas *canvas, const struct spread *spread)
{
	int foot = canvas->content.y + canvas->content.h - above_foot(spread, spread->phone_page);
	bool alone = spread->phone_page >= spread->hours + spread->cards;

	vr_phone_draw(canvas, &spread->phone, alone ? canvas->content.y : foot - spread->phone.height);
}

static void draw_page(struct canvas *canvas, const void *item, size_t index)
{
	const struct spread *spread = item;

	if (index < spread->hours)
		draw_hours_page(canvas, spread, index);
	else if (index < spread->hours + spread->cards)
		draw_card_page(canvas, spread, index - spread->hours);
	if (index == spread->calling)
		draw_calling(canvas, &spread->sheet.calling, index >= spread->hours + spread->cards);
	if (spread->phone.across && index == spread->phone_page)
		draw_phone(canvas, spread);
}

struct pair {
	struct column columns[2];
	struct spread spreads[2];
};

static void draw_pair(struct canvas *canvas, const void *item, size_t index)
{
	const struct pair *pair = item;

	for (size_t i = 0; i < 2; i++) {
		struct canvas before = vr_canvas_enter(canvas, &pair->columns[i]);

		if (index < pair->spreads[i].pages)
			draw_page(canvas, &pair->spreads[i], index);
		vr_canvas_leave(canvas, &before);
	}
	vr_canvas_divide(canvas, pair->columns);
}

// Side by side; a week of hours and its card are too long to stand one above the other.
static unsigned compose_pair(struct canvas *canvas)
{
	struct pair pair;
	size_t pages = 0;

	if (canvas->crowded || !vr_canvas_columns(canvas, pair.columns))
		return 0;
	for (size_t i = 0; i < 2; i++) {
		struct canvas before = vr_canvas_enter(canvas, &pair.columns[i]);

		pair.spreads[i] = make_spread(canvas);
		pages = pair.spreads[i].pages > pages ? pair.spreads[i].pages : pages;
		vr_canvas_leave(canvas, &before);
	}
	vr_canvas_draw_page(canvas, pages, draw_pair, &pair);
	return (unsigned)pages;
}

unsigned vr_clinic_compose(struct canvas *canvas)
{
	struct spread spread;

	vr_chrome_draw(canvas, canvas->look->theme->clinic);
	if (canvas->slide->language_count > 1)
		return compose_pair(canvas);
	spread = make_spread(canvas);
	vr_canvas_draw_page(canvas, spread.pages, draw_page, &spread);
	return (unsigned)spread.pages;
}
