#include "clinic.h"

#include "chrome.h"
#include "clinic_sheet.h"
#include "phone.h"

static int draw_hours(struct canvas *canvas, const struct clinic_sheet *sheet, size_t from, size_t to, int y)
{
	int x = canvas->content.x;

	for (size_t i = from; i < to; i++) {
		const struct clinic_hours *row = &sheet->hours[i];

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
static int draw_card(struct canvas *canvas, const struct clinic_sheet *sheet, size_t from, size_t to, int x, int y)
{
	int pad = canvas->sizes.primary / 3;
	int height = 0, width = 0;

	for (size_t i = from; i < to; i++) {
		height += sheet->card[i].height;
		width = sheet->card[i].width;
	}
	height += vr_clinic_name_again_height(canvas, sheet, from);
	vr_canvas_rect(canvas, (struct vr_rect){x, y, width + 2 * pad, height + 2 * pad}, canvas->look->theme->plate,
	               pad / 2, 0);
	y += pad;
	if (vr_clinic_name_again(canvas, sheet, from))
		y = vr_block_draw(canvas, vr_clinic_name_again(canvas, sheet, from), x + pad, y);
	for (size_t i = from; i < to; i++)
		y = vr_block_draw(canvas, &sheet->card[i], x + pad, y);
	return y + pad;
}

// Where pages of the card begin, from a line on. A name in bold stays with the line below it.
static size_t card_pages(const struct canvas *canvas, const struct clinic_sheet *sheet, size_t from, int room,
                         size_t *starts, size_t max)
{
	size_t pages = 0;
	int used = 0;

	for (size_t i = from; i < sheet->card_count; i++) {
		bool heads = sheet->card[i].font.bold && i >= sheet->advice_count;
		int height = sheet->card[i].height;
		int needed = height + (heads && i + 1 < sheet->card_count ? sheet->card[i + 1].height : 0);

		if ((i == from || i == sheet->advice_count || used + needed > room) && pages < max) {
			starts[pages++] = i;
			used = vr_clinic_name_again_height(canvas, sheet, i);
		}
		used += height;
	}
	return pages;
}

// How the sheet is spread over pages: hours first, with the advice beside them where both fit; then where else to
// turn; how patients are called stands at the foot of the first page that has room for it, and so does the code for
// one's own phone.
struct spread {
	struct clinic_sheet sheet;
	bool beside;                           // the advice stands beside the hours
	size_t calling;                        // the page at whose foot calling stands, or the one of its own
	struct phone phone;                    // the code for one's own phone
	size_t phone_page;                     // at whose foot, above calling, it stands, or the one of its own
	size_t pages;                          // of all
	size_t hours_starts[CLINIC_HOURS_MAX]; // first row of each page of hours
	size_t hours;                          // pages of them, at least 1
	size_t starts[CLINIC_CARD_MAX];        // first line of each page of the card
	size_t cards;                          // pages of the card beyond what stands beside the hours
	int left;                              // width of the hours
};

static bool fits_beside(const struct canvas *canvas, const struct clinic_sheet *sheet)
{
	int pad = canvas->sizes.primary / 3;

	return sheet->days_width && vr_clinic_hours_height(canvas, sheet) <= canvas->content.h &&
	       sheet->advice_height + 2 * pad <= canvas->content.h;
}

static void spread_hours(const struct canvas *canvas, struct spread *spread)
{
	const struct clinic_sheet *sheet = &spread->sheet;
	int used = sheet->headline.height + canvas->sizes.primary / 3;

	spread->hours = 1;
	spread->hours_starts[0] = 0;
	for (size_t i = 0; i < sheet->hours_count; i++) {
		int height = sheet->hours[i].days.height + (sheet->days_width ? 0 : sheet->hours[i].times.height);

		if (used + height > canvas->content.h && spread->hours < CLINIC_HOURS_MAX) {
			spread->hours_starts[spread->hours++] = i;
			used = 0;
		}
		used += height;
	}
}

// Height of what stands on a page above its foot.
static int used_height(const struct canvas *canvas, const struct spread *spread, size_t page)
{
	const struct clinic_sheet *sheet = &spread->sheet;
	int pad = canvas->sizes.primary / 3, used = 2 * pad;
	size_t from, to;

	if (page < spread->hours) {
		used = spread->hours > 1 ? canvas->content.h : vr_clinic_hours_height(canvas, sheet);
		return spread->beside && sheet->advice_height + 2 * pad > used ? sheet->advice_height + 2 * pad : used;
	}
	page -= spread->hours;
	from = spread->starts[page];
	to = page + 1 < spread->cards ? spread->starts[page + 1] : sheet->card_count;
	used += vr_clinic_name_again_height(canvas, sheet, from);
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
	const char *href = canvas->slide->programme->clinic.page;
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
		spread.sheet = vr_clinic_sheet(canvas, spread.left, card_width);
		spread.beside = fits_beside(canvas, &spread.sheet);
	}
	if (!spread.beside)
		spread.sheet = vr_clinic_sheet(canvas, canvas->content.w, canvas->content.w - 2 * pad);
	spread_hours(canvas, &spread);
	spread.cards = card_pages(canvas, &spread.sheet, spread.beside ? spread.sheet.advice_count : 0,
	                          canvas->content.h - 2 * pad, spread.starts, VR_COUNT(spread.starts));
	place_calling(canvas, &spread);
	place_phone(canvas, &spread);
	return spread;
}

static void draw_hours_page(struct canvas *canvas, const struct spread *spread, size_t page)
{
	const struct clinic_sheet *sheet = &spread->sheet;
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
