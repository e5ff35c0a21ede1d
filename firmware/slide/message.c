#include "message.h"

#include "chrome.h"
#include "message_link.h"
#include "pair.h"

#include <stdint.h>

#define PORTRAIT_PICTURE_PERCENT 30

static const char *const kind_icons[] = {
        [VR_KIND_NOTICE] = "info", [VR_KIND_HEALTH] = "heart", [VR_KIND_NEWS] = "news", [VR_KIND_ALERT] = "warning"};
static const enum vr_phrase kind_phrases[] = {
        [VR_KIND_NOTICE] = VR_PHRASE_KIND_NOTICE,
        [VR_KIND_HEALTH] = VR_PHRASE_KIND_HEALTH,
        [VR_KIND_NEWS] = VR_PHRASE_KIND_NEWS,
        [VR_KIND_ALERT] = VR_PHRASE_KIND_ALERT,
};
static const enum vr_phrase brief_phrases[] = {
        [VR_KIND_NOTICE] = VR_PHRASE_KIND_NOTICE_SHORT,
        [VR_KIND_HEALTH] = VR_PHRASE_KIND_HEALTH_SHORT,
        [VR_KIND_NEWS] = VR_PHRASE_KIND_NEWS,
        [VR_KIND_ALERT] = VR_PHRASE_KIND_ALERT_SHORT,
};

struct vr_colour vr_message_accent(const struct vr_theme *theme, enum vr_kind kind)
{
	switch (kind) {
	case VR_KIND_NOTICE:
		return theme->notice;
	case VR_KIND_HEALTH:
		return theme->health;
	case VR_KIND_NEWS:
		return theme->news;
	case VR_KIND_ALERT:
		break;
	}
	return theme->alert;
}

const struct vr_message *vr_message_of(const struct canvas *canvas)
{
	return &canvas->slide->programme->messages[canvas->slide->message];
}

bool vr_message_shows_picture(const struct canvas *canvas)
{
	const struct vr_picture *picture = &vr_message_of(canvas)->picture;
	const struct vr_look *look = canvas->look;

	return picture->href && look->has_picture && look->has_picture(look->context, picture->sha256);
}

// Landscape: a third of the width, down to a quarter where the text needs it. Portrait: above the text, unless a link
// needs the room. No room for either: w is 0 and the picture gets a page of its own.
static struct vr_rect picture_box(const struct canvas *canvas)
{
	int width = canvas->scene->width, height = canvas->scene->height;
	int room = width - vr_chrome_side(canvas) - canvas->sizes.margin - vr_canvas_least_column(canvas);

	if (canvas->portrait && !canvas->crowded && !vr_message_of(canvas)->link.href)
		return (struct vr_rect){0, canvas->content.y, width, height * PORTRAIT_PICTURE_PERCENT / 100};
	if (canvas->portrait || room < width / 4)
		return (struct vr_rect){0};
	if (room > width / 3)
		room = width / 3;
	return (struct vr_rect){width - room, 0, room, height};
}

static const char *source_line(struct canvas *canvas, const struct vr_message *message)
{
	struct vr_buffer date;
	const char *reviewed;

	if (!message->reviewed_at.year)
		return message->source ? message->source : "";
	vr_buffer_init(&date, 128);
	vr_say_date(canvas->words, message->reviewed_at.year, message->reviewed_at.month, message->reviewed_at.day,
	            &date);
	reviewed = vr_canvas_keep(canvas, &date);
	if (!message->source)
		return vr_canvas_say_text(canvas, VR_PHRASE_REVIEWED, reviewed, NULL);
	return vr_canvas_say_text(canvas, VR_PHRASE_SOURCE_REVIEWED, message->source, reviewed);
}

// The last line: as much of source, review date and end as fits one line, what matters most kept longest.
struct block vr_message_fine_print(struct canvas *canvas, const struct vr_message *message,
                                   const struct vr_local_time *ends, int width)
{
	const char *reviewed = source_line(canvas, message), *source = message->source ? message->source : "";
	const char *until = "";
	struct block block = {0};

	if (canvas->crowded)
		return block;
	if (ends->hour >= 0)
		until = vr_canvas_say_text(canvas, VR_PHRASE_VALID_UNTIL, vr_canvas_moment(canvas, ends), NULL);
	const char *const lines[] = {vr_canvas_join(canvas, reviewed, "\u00a0· ", until),
	                             vr_canvas_join(canvas, source, "\u00a0· ", until), *until ? until : source, until};

	for (size_t i = 0; i < VR_COUNT(lines); i++) {
		block = vr_block_make(canvas, lines[i], canvas->sizes.fine, BLOCK_TIGHT, canvas->look->theme->ink_soft,
		                      width);
		if (block.layout.line_count <= 1)
			break;
	}
	return block;
}

// Patients whose language is missing are told, in it, that the desk can explain.
static void make_desk_lines(struct canvas *canvas, struct message_page *page)
{
	size_t own = canvas->slide->languages[0];

	for (size_t i = 0; i < canvas->slide->programme->language_count; i++) {
		if (!(canvas->slide->desk_languages & VR_LANGUAGE_BIT(i)))
			continue;
		vr_canvas_speak(canvas, i);
		page->desk[page->desk_count] =
		        vr_block_make(canvas, vr_canvas_say(canvas, VR_PHRASE_DESK_EXPLAINS), canvas->sizes.primary, 0,
		                      canvas->look->theme->ink, page->column);
		page->desk_language[page->desk_count++] = (uint8_t)i;
	}
	vr_canvas_speak(canvas, own);
}

// Spreads the desk lines over pages of their own, each line whole where a page holds it; draws the page of this index
// (counted pages: none). Returns how many pages.
static size_t flow_desk_lines(struct canvas *canvas, const struct message_page *page, size_t index)
{
	size_t pages = 0;
	int y = page->bottom;

	for (size_t i = 0; i < page->desk_count; i++) {
		const struct block *desk = &page->desk[i];
		size_t from = 0, count = desk->layout.line_count;

		vr_canvas_speak(canvas, page->desk_language[i]);
		while (from < count) {
			size_t room, to;

			if (from || y + desk->height > page->bottom) {
				y = page->top;
				pages++;
			}
			room = page->bottom - y >= desk->advance ? (size_t)((page->bottom - y) / desk->advance) : 1;
			to = from + room < count ? from + room : count;
			if (pages == index + 1)
				vr_block_draw_lines(canvas, desk, canvas->content.x, y, from, to);
			y += (int)(to - from) * desk->advance;
			from = to;
		}
	}
	vr_canvas_voice(canvas, 0);
	return pages;
}

static int desk_height(const struct message_page *page)
{
	int height = 0;

	for (size_t i = 0; i < page->desk_count; i++)
		height += page->desk[i].height;
	return height;
}

// Each desk line, the link and the picture may need a page of their own.
static size_t article_pages_max(const struct message_page *page)
{
	return VR_BOOK_PAGES_MAX - 2 - page->desk_count;
}

static void paginate(struct canvas *canvas, struct message_page *page)
{
	page->article.below = page->desk_count ? page->article.gap + desk_height(page) : 0;
	vr_article_paginate(canvas, &page->article, page->bottom - page->top, article_pages_max(page));
	page->desk_pages = 0;
	if (page->desk_count && page->article.last + page->article.below > page->bottom - page->top)
		page->desk_pages = flow_desk_lines(canvas, page, SIZE_MAX - 1);
}

#define TITLE_SIZES 3

// Title and text in one size of the title; true: it is one to choose from. A headline in pieces is none.
static bool try_title(struct canvas *canvas, struct message_page *page, const char *title, int px)
{
	struct article *article = &page->article;

	article->title = vr_block_make(canvas, title, px, BLOCK_BOLD | BLOCK_BALANCE | BLOCK_TIGHT,
	                               canvas->look->theme->ink, page->column);
	paginate(canvas, page);
	return article->title.layout.line_count <= (canvas->portrait ? 3 : 2) && article->title.layout.fits &&
	       !vr_block_hyphenated(&article->title);
}

// How badly its pages end when they end as well as they can.
static size_t settle(struct canvas *canvas, struct message_page *page)
{
	vr_article_settle(canvas, &page->article, page->bottom - page->top, article_pages_max(page));
	return vr_article_torn(&page->article);
}

static size_t pages_with_desk(const struct message_page *page)
{
	return page->article.pages + page->desk_pages;
}

// The title as large as it can be on two lines (three on an upright panel) without costing another page or a page that
// ends better; the smallest has to do where none is calm.
static void choose_title(struct canvas *canvas, struct message_page *page, const char *title)
{
	const int sizes[TITLE_SIZES] = {canvas->sizes.title, canvas->sizes.primary * 5 / 4, canvas->sizes.primary};
	struct message_page tries[TITLE_SIZES];
	bool calm[TITLE_SIZES];
	size_t fewest = SIZE_MAX, best = TITLE_SIZES - 1, least_torn = SIZE_MAX;

	for (size_t i = 0; i < TITLE_SIZES; i++) {
		tries[i] = *page;
		calm[i] = try_title(canvas, &tries[i], title, sizes[i]);
		if (calm[i] && pages_with_desk(&tries[i]) < fewest)
			fewest = pages_with_desk(&tries[i]);
	}
	// To settle pages takes as long as all else together: only what is left to choose from, until nothing is
	// better.
	for (size_t i = 0; i < TITLE_SIZES && least_torn > 0; i++) {
		bool last_resort = fewest == SIZE_MAX && i == best;
		size_t torn;

		if (!last_resort && !(calm[i] && pages_with_desk(&tries[i]) == fewest))
			continue;
		torn = settle(canvas, &tries[i]);
		if (torn >= least_torn)
			continue;
		least_torn = torn;
		best = i;
	}
	*page = tries[best];
}

// The room for fine print is that of the day on which the message ends: its pages are the same from the first day on.
static int fine_print_room(struct canvas *canvas, const struct message_page *page)
{
	const struct vr_message *message = page->message;
	const struct vr_local_time end = {.hour = message->valid_until.ms == VR_INSTANT_NEVER.ms ? -1 : 20};
	int now = page->fine.height, then = vr_message_fine_print(canvas, message, &end, page->column).height;
	int room = now > then ? now : then;

	return room ? room + canvas->sizes.fine / 3 : 0;
}

// Of the line that says what kind of message it is, with the gap below it.
static int heading_room(const struct canvas *canvas)
{
	return canvas->sizes.fine * 3 / 2 + canvas->sizes.fine / 5;
}

static void lay_out(struct canvas *canvas, struct message_page *page)
{
	size_t language = canvas->slide->languages[0];
	int heading = page->headed ? 0 : heading_room(canvas);

	page->column = canvas->content.w;
	page->bottom = canvas->content.y + canvas->content.h;
	if (canvas->portrait && page->picture.w)
		canvas->content.y = page->picture.y + page->picture.h + canvas->sizes.margin / 2;
	page->top = canvas->content.y + heading;
	vr_message_place_link(canvas, page);
	page->fine = vr_message_fine_print(canvas, page->message, &canvas->slide->ends, page->column);
	page->bottom -= fine_print_room(canvas, page);
	page->article.text = vr_block_make(canvas, vr_localized_get(&page->message->text, language),
	                                   canvas->sizes.primary, 0, canvas->look->theme->ink, page->column);
	page->article.gap = canvas->sizes.primary / 4;
	make_desk_lines(canvas, page);
	choose_title(canvas, page, vr_localized_best(&page->message->title, language, NULL));
}

static void draw_desk_lines(struct canvas *canvas, const struct message_page *page, int y)
{
	for (size_t i = 0; i < page->desk_count; i++) {
		vr_canvas_speak(canvas, page->desk_language[i]);
		y = vr_block_draw(canvas, &page->desk[i], canvas->content.x, y);
	}
	vr_canvas_voice(canvas, 0);
}

static void draw_fine_print(struct canvas *canvas, const struct message_page *page)
{
	int bottom = canvas->scene->height - canvas->sizes.margin;

	if (canvas->portrait && page->qr.size)
		bottom -= page->qr.size + canvas->sizes.margin / 2;
	vr_block_draw(canvas, &page->fine, canvas->content.x, bottom - page->fine.height);
}

static void draw_picture(struct canvas *canvas, const struct vr_picture *picture, struct vr_rect box, bool contain)
{
	vr_scene_picture(canvas->scene, vr_canvas_mirror(canvas, box), picture->sha256, contain);
}

// The article, then desk lines, link and picture as far as each has a page of its own.
static size_t pages_of(const struct message_page *page)
{
	return page->article.pages + page->desk_pages + page->link_page + page->picture_page;
}

const char *vr_message_kind(struct canvas *canvas, enum vr_kind kind, const char **icon)
{
	*icon = kind_icons[kind];
	return vr_canvas_say(canvas, kind_phrases[kind]);
}

static struct heading heading_of(struct canvas *canvas, enum vr_kind kind)
{
	struct heading heading = {.brief = vr_canvas_say(canvas, brief_phrases[kind])};

	heading.words = vr_message_kind(canvas, kind, &heading.icon);
	return heading;
}

// It has one line, in brief if need be.
static void draw_heading(struct canvas *canvas, const struct message_page *page)
{
	struct heading heading = heading_of(canvas, page->message->kind);
	int px = canvas->sizes.fine;
	bool whole = vr_chrome_heading_height(canvas, heading.words, px, page->column) <= heading_room(canvas);

	if (!page->headed)
		vr_chrome_heading(canvas, heading.icon, whole ? heading.words : heading.brief, page->accent, px,
		                  canvas->content.y, page->column);
}

// Pictures lie below all else: they come before the band in landscape and below it in portrait.
static void open_page(struct canvas *canvas, struct message_page *page)
{
	const struct vr_picture *picture = &page->message->picture;
	struct heading heading = heading_of(canvas, page->message->kind);
	bool wanted = vr_message_shows_picture(canvas), shared;

	page->accent = vr_message_accent(canvas->look->theme, page->message->kind);
	if (wanted && !canvas->portrait)
		page->picture = picture_box(canvas);
	canvas->picture_width = page->picture.w;
	shared = vr_message_share_column(canvas, page);
	canvas->band_on_picture = page->picture.w && !shared;
	if (page->picture.w)
		draw_picture(canvas, picture, page->picture, shared || picture->fit == VR_FIT_CONTAIN);
	page->headed = vr_chrome_draw_headed(canvas, page->accent, &heading);
	if (wanted && canvas->portrait)
		page->picture = picture_box(canvas);
	if (canvas->portrait && page->picture.w)
		draw_picture(canvas, picture, page->picture, picture->fit == VR_FIT_CONTAIN);
	page->picture_page = wanted && !page->picture.w;
}

static void draw_page(struct canvas *canvas, const void *item, size_t index)
{
	const struct message_page *page = item;
	int y;

	if (page->picture_page && index + 1 == pages_of(page)) {
		draw_picture(canvas, &page->message->picture, canvas->content, true);
		return;
	}
	draw_heading(canvas, page);
	if (index < page->article.pages) {
		y = vr_article_draw(canvas, &page->article, index, canvas->content.x, page->top);
		if (index + 1 == page->article.pages && !page->desk_pages)
			draw_desk_lines(canvas, page, y + page->article.gap);
	} else if (index < page->article.pages + page->desk_pages) {
		flow_desk_lines(canvas, page, index - page->article.pages);
	} else {
		vr_message_draw_link_row(canvas, page, page->top + (page->bottom - page->top - page->qr.size) / 2);
	}
	vr_message_draw_link(canvas, page);
	draw_fine_print(canvas, page);
}

unsigned vr_message_compose(struct canvas *canvas)
{
	if (canvas->slide->language_count > 1)
		return vr_pair_compose(canvas);
	struct message_page page = {.message = vr_message_of(canvas)};

	open_page(canvas, &page);
	lay_out(canvas, &page);
	vr_canvas_draw_page(canvas, pages_of(&page), draw_page, &page);
	return (unsigned)pages_of(&page);
}
