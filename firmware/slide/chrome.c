#include "chrome.h"

#include <string.h>

#define LINE_PERCENT 122 // of fine print: the height of a line in the band

void vr_chrome_stripe(struct canvas *canvas, struct vr_colour accent)
{
	if (canvas->portrait)
		vr_canvas_rect(canvas, (struct vr_rect){0, 0, canvas->scene->width, canvas->stripe}, accent, 0, 0);
	else
		vr_canvas_rect(canvas, (struct vr_rect){0, 0, canvas->stripe, canvas->scene->height}, accent, 0, 0);
}

// "2/3", as large as the names: it can be read from where they can, tells what is still to come, and needs no counting.
static struct block page_number(struct canvas *canvas, struct vr_colour ink)
{
	struct vr_buffer buffer;

	if (canvas->slide->pages < 2)
		return (struct block){0};
	vr_buffer_init(&buffer, 32);
	vr_buffer_format(&buffer, "\u2066%u/%u\u2069", canvas->slide->page, canvas->slide->pages);
	return vr_block_make(canvas, vr_canvas_keep(canvas, &buffer), canvas->sizes.fine,
	                     BLOCK_BOLD | BLOCK_LINE | BLOCK_TIGHT, ink, canvas->sizes.fine * 5);
}

// With the gap beside it.
static int number_width(struct canvas *canvas)
{
	struct block number = page_number(canvas, canvas->look->theme->ink_soft);

	return number.height ? vr_block_span(&number) + canvas->sizes.fine / 2 : 0;
}

int vr_chrome_page_number(struct canvas *canvas, struct vr_colour ink, int x, int middle)
{
	struct block number = page_number(canvas, ink);

	if (!number.height)
		return x;
	vr_block_shrink(&number);
	x -= number.width;
	vr_block_draw(canvas, &number, x, middle - number.advance / 2);
	return x - canvas->sizes.fine / 2;
}

static int clock_px(const struct canvas *canvas)
{
	return canvas->crowded ? canvas->sizes.fine : canvas->sizes.primary;
}

// Over a picture the clock and the number stand on a plate, so that they can be read whatever is behind them.
static void draw_plate(struct canvas *canvas, int right, int middle, int clock_width)
{
	int pad = canvas->sizes.fine / 3;
	int width = clock_width + number_width(canvas) + 2 * pad;
	int height = clock_px(canvas) * 5 / 4;

	vr_canvas_rect(canvas, (struct vr_rect){right - width + pad, middle - height / 2, width, height},
	               canvas->look->theme->paper, pad, 0);
}

// The clock, and the page's number before it, below it on an upright panel. Returns where the room for the names ends.
static int draw_clock(struct canvas *canvas, int right, int middle)
{
	int px = clock_px(canvas), width = px * 4;
	int below = middle + (canvas->crowded ? px / 2 + canvas->sizes.fine * 3 / 5
	                                      : canvas->sizes.fine * LINE_PERCENT * 3 / 200);
	struct vr_colour soft = canvas->look->theme->ink_soft;
	struct block clock;

	if (canvas->slide->clock.hour < 0)
		return vr_chrome_page_number(canvas, soft, right, middle);
	clock = vr_block_make(canvas, vr_canvas_time(canvas, &canvas->slide->clock), px,
	                      BLOCK_BOLD | BLOCK_LINE | BLOCK_TIGHT | BLOCK_END, canvas->look->theme->ink, width);
	if (canvas->band_on_picture)
		draw_plate(canvas, right, middle, vr_block_span(&clock));
	vr_block_draw(canvas, &clock, right - width, middle - clock.advance / 2);
	if (canvas->portrait) {
		vr_chrome_page_number(canvas, soft, right, below);
		return right - vr_block_span(&clock) - canvas->sizes.fine / 2;
	}
	return vr_chrome_page_number(canvas, soft, right - vr_block_span(&clock) - canvas->sizes.fine / 2, middle);
}

static const char *best(const struct canvas *canvas, const struct vr_localized *text)
{
	size_t language = canvas->slide->language_count ? canvas->slide->languages[0] : 0;

	return vr_localized_best(text, language, NULL);
}

static void draw_names(struct canvas *canvas, int x, int y, int width, int lines)
{
	const struct vr_programme *programme = canvas->slide->programme;
	const struct vr_theme *theme = canvas->look->theme;
	const char *where = canvas->crowded ? NULL : best(canvas, &programme->area);
	int px = canvas->sizes.fine;
	struct block name, area;

	name = vr_block_make(canvas, best(canvas, &programme->clinic.name), px, BLOCK_BOLD | BLOCK_TIGHT, theme->ink,
	                     width);
	vr_block_cut(canvas, &name, (size_t)(where ? lines - 1 : lines));
	lines -= (int)name.layout.line_count;
	// On an upright panel the third line runs below the clock, up to the page's number.
	if (canvas->portrait && lines == 1)
		width = canvas->content.w - number_width(canvas);
	area = vr_block_make(canvas, where, px, BLOCK_TIGHT | (lines == 1 ? BLOCK_LINE : 0), theme->ink_soft, width);
	vr_block_cut(canvas, &area, (size_t)lines);
	area.cut = false;
	// A long name loses its end: what follows says enough, and the desk knows where it is.
	name.cut = false;
	y = vr_block_draw(canvas, &name, x, y);
	vr_block_draw(canvas, &area, x, y);
}

static void draw_quiet_mark(struct canvas *canvas)
{
	int px = canvas->sizes.fine / 3;
	struct block mark;

	if (!canvas->look->quiet_mark)
		return;
	mark = vr_block_make(canvas, canvas->look->quiet_mark, px, BLOCK_LINE, canvas->look->theme->ink_soft,
	                     canvas->content.w);
	// Not at the very edge: the picture may be shifted by a few pixels on the glass.
	vr_block_draw(canvas, &mark, canvas->content.x, canvas->scene->height - mark.advance - 5);
}

static int heading_icon(int px)
{
	return px * 5 / 4;
}

struct block vr_chrome_heading_block(struct canvas *canvas, const char *words, struct vr_colour accent, int px,
                                     int width)
{
	return vr_block_make(canvas, words, px, BLOCK_BOLD | BLOCK_TIGHT, accent,
	                     width - heading_icon(px) - px * 2 / 5);
}

static int heading_row(const struct block *block, int px)
{
	return block->advance > heading_icon(px) ? block->advance : heading_icon(px);
}

int vr_chrome_heading_height(struct canvas *canvas, const char *words, int px, int width)
{
	struct block block = vr_chrome_heading_block(canvas, words, canvas->look->theme->ink, px, width);

	return heading_row(&block, px) + block.height - block.advance;
}

int vr_chrome_heading(struct canvas *canvas, const char *icon, const char *words, struct vr_colour accent, int px,
                      int y, int width)
{
	int size = heading_icon(px);
	struct block block = vr_chrome_heading_block(canvas, words, accent, px, width);
	int row = heading_row(&block, px);

	vr_canvas_icon(canvas, (struct vr_rect){canvas->content.x, y + (row - size) / 2, size, size}, icon, accent);
	vr_block_draw(canvas, &block, canvas->content.x + size + px * 2 / 5, y + (row - block.advance) / 2);
	return y + row + block.height - block.advance;
}

static bool is_one_line(struct canvas *canvas, const char *words, int width)
{
	return vr_chrome_heading_block(canvas, words, canvas->look->theme->ink, canvas->sizes.fine, width)
	               .layout.line_count <= 1;
}

// In the band; where not even the brief words fit, they lose their end.
static void draw_heading_in_band(struct canvas *canvas, const struct heading *heading, struct vr_colour accent, int y,
                                 int width)
{
	int px = canvas->sizes.fine, room = width - heading_icon(px) - px * 2 / 5;
	const char *words = is_one_line(canvas, heading->words, width) ? heading->words : heading->brief;
	struct block line = vr_block_make(canvas, words, px, BLOCK_BOLD | BLOCK_LINE, accent, room);

	vr_chrome_heading(canvas, heading->icon, line.text, accent, px, y, width);
}

int vr_chrome_side(const struct canvas *canvas)
{
	return canvas->portrait ? canvas->sizes.margin : canvas->stripe + canvas->sizes.margin;
}

static int band_lines(const struct canvas *canvas)
{
	return canvas->crowded ? 1 : canvas->portrait ? 3 : 2;
}

static int band_height(const struct canvas *canvas)
{
	return band_lines(canvas) * canvas->sizes.fine * LINE_PERCENT / 100;
}

static int band_top(const struct canvas *canvas)
{
	return canvas->sizes.margin / 2 + (canvas->portrait ? canvas->stripe : 0);
}

static int content_top(const struct canvas *canvas, bool headed)
{
	return band_top(canvas) + band_height(canvas) + canvas->sizes.margin / (canvas->crowded && !headed ? 4 : 2);
}

static void draw_band(struct canvas *canvas, struct vr_colour accent, const struct heading *heading)
{
	int side = vr_chrome_side(canvas);
	int top = band_top(canvas), lines = band_lines(canvas), band = band_height(canvas);
	int middle = top +
	             (lines == 3 ? band / 3 : band / 2); // the clock beside the name, the page's number beside the area
	int names_end;

	canvas->content.x = side;
	canvas->content.w = canvas->scene->width - 2 * side;
	vr_chrome_stripe(canvas, accent);
	names_end = draw_clock(canvas, canvas->content.x + canvas->content.w, middle);
	if (canvas->picture_width)
		canvas->content.w = canvas->scene->width - canvas->picture_width - canvas->sizes.margin - side;
	if (names_end > side + canvas->content.w)
		names_end = side + canvas->content.w;
	if (heading)
		draw_heading_in_band(canvas, heading, accent, top, names_end - side);
	else if (canvas->slide->programme)
		draw_names(canvas, side, top, names_end - side, lines);
	canvas->content.y = content_top(canvas, heading != NULL);
	canvas->content.h = canvas->scene->height - canvas->sizes.margin - canvas->content.y;
	draw_quiet_mark(canvas);
	// The band is the same on every slide: only what follows has to be read.
	memset(canvas->characters, 0, sizeof canvas->characters);
}

void vr_chrome_draw(struct canvas *canvas, struct vr_colour accent)
{
	draw_band(canvas, accent, NULL);
}

static bool is_headed(const struct canvas *canvas)
{
	return canvas->crowded && !canvas->portrait;
}

bool vr_chrome_draw_headed(struct canvas *canvas, struct vr_colour accent, const struct heading *heading)
{
	draw_band(canvas, accent, is_headed(canvas) ? heading : NULL);
	return is_headed(canvas);
}

int vr_chrome_headed_top(const struct canvas *canvas)
{
	return content_top(canvas, is_headed(canvas));
}
