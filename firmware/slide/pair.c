#include "pair.h"

#include "article.h"
#include "chrome.h"
#include "message.h"
#include "qr.h"

#include <stdint.h>
#include <string.h>

#define PICTURE_PERCENT 30 // of the height, above the text of an upright panel
#define TITLE_LINES 3

// One of the two languages.
struct half {
	struct column column;
	struct article article;
	struct block fine;
	int heading; // height
};

struct pair {
	const struct vr_message *message;
	struct vr_colour accent;
	struct half halves[2];
	bool beside;          // else one above the other, on one page
	struct vr_rect above; // the picture above the text; w 0: none
	size_t pages;         // of text
	bool picture_page, link_page;
};

static int heading_gap(const struct canvas *canvas)
{
	return canvas->sizes.fine / 5;
}

static int fine_gap(const struct canvas *canvas, const struct half *half)
{
	return half->fine.height ? half->fine.height + canvas->sizes.fine / 3 : 0;
}

// Text and fine print of a half, for its column's width; the title is made when its size is chosen.
static void make_half(struct canvas *canvas, const struct pair *pair, struct half *half)
{
	struct canvas before = vr_canvas_enter(canvas, &half->column);
	const char *icon, *kind = vr_message_kind(canvas, pair->message->kind, &icon);

	half->article.text = vr_block_make(canvas, vr_localized_get(&pair->message->text, half->column.language),
	                                   canvas->sizes.primary, 0, canvas->look->theme->ink, canvas->content.w);
	half->article.gap = canvas->sizes.primary / 4;
	half->fine = vr_message_fine_print(canvas, pair->message, &canvas->slide->ends, canvas->content.w);
	half->heading = vr_chrome_heading_height(canvas, kind, canvas->sizes.fine, canvas->content.w);
	vr_canvas_leave(canvas, &before);
}

static void make_title(struct canvas *canvas, const struct pair *pair, struct half *half, int px)
{
	struct canvas before = vr_canvas_enter(canvas, &half->column);

	half->article.title =
	        vr_block_make(canvas, vr_localized_best(&pair->message->title, half->column.language, NULL), px,
	                      BLOCK_BOLD | BLOCK_BALANCE | BLOCK_TIGHT, canvas->look->theme->ink, canvas->content.w);
	vr_canvas_leave(canvas, &before);
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static int half_room(const struct canvas *canvas, const struct half *half)
{
	return half->column.box.h - half->heading - heading_gap(canvas) - fine_gap(canvas, half);
}

// Both titles in one size, the largest that costs no page.
static void paginate_beside(struct canvas *canvas, struct pair *pair)
{
	const int sizes[] = {canvas->sizes.title, canvas->sizes.primary * 5 / 4, canvas->sizes.primary};
	size_t best = VR_COUNT(sizes) - 1, fewest = SIZE_MAX;

	for (size_t i = 0; i <= VR_COUNT(sizes); i++) {
		size_t size = i < VR_COUNT(sizes) ? i : best;
		bool calm = true;

		pair->pages = 0;
		for (size_t j = 0; j < 2; j++) {
			struct half *half = &pair->halves[j];
			make_title(canvas, pair, half, sizes[size]);
			vr_article_paginate(canvas, &half->article, half_room(canvas, half), VR_BOOK_PAGES_MAX - 2);
			pair->pages = larger(pair->pages, half->article.pages);
			calm &= half->article.title.layout.fits && half->article.title.layout.line_count <= TITLE_LINES;
		}
		if (!calm || pair->pages >= fewest)
			continue;
		fewest = pair->pages;
		best = size;
	}
}

static bool lay_out_beside(struct canvas *canvas, struct pair *pair)
{
	struct column columns[2];

	if (!vr_canvas_columns(canvas, columns))
		return false;
	for (size_t i = 0; i < 2; i++) {
		pair->halves[i].column = columns[i];
		make_half(canvas, pair, &pair->halves[i]);
	}
	paginate_beside(canvas, pair);
	for (size_t i = 0; i < 2; i++) {
		struct half *half = &pair->halves[i];
		struct canvas before = vr_canvas_enter(canvas, &half->column);

		vr_article_settle(canvas, &half->article, half_room(canvas, half), VR_BOOK_PAGES_MAX - 2);
		vr_canvas_leave(canvas, &before);
	}
	return true;
}

static int half_height(const struct canvas *canvas, const struct half *half)
{
	const struct article *article = &half->article;

	return half->heading + heading_gap(canvas) + article->title.height +
	       (article->text.height ? article->gap + article->text.height : 0) + fine_gap(canvas, half);
}

// No page has more than can be read in its time.
static bool is_readable(struct canvas *canvas, const struct half *half)
{
	struct canvas before = vr_canvas_enter(canvas, &half->column);
	const char *title = half->article.title.text, *text = half->article.text.text;
	bool readable = vr_text_readable(title, strlen(title)) + vr_text_readable(text, strlen(text)) <=
	                vr_canvas_page_characters(canvas);

	vr_canvas_leave(canvas, &before);
	return readable;
}

// Both whole on one page, in the same sizes.
static bool lay_out_stacked(struct canvas *canvas, struct pair *pair)
{
	const int sizes[] = {canvas->sizes.title, canvas->sizes.primary * 5 / 4, canvas->sizes.primary};
	struct vr_rect box = vr_canvas_mirror(canvas, canvas->content);
	int gap = canvas->sizes.primary / 2;

	for (size_t i = 0; i < 2; i++) {
		pair->halves[i].column = (struct column){canvas->slide->languages[i], box};
		make_half(canvas, pair, &pair->halves[i]);
	}
	for (size_t i = 0; i < VR_COUNT(sizes); i++) {
		int height = gap;
		bool calm = true;

		for (size_t j = 0; j < 2; j++) {
			struct half *half = &pair->halves[j];

			make_title(canvas, pair, half, sizes[i]);
			height += half_height(canvas, half);
			calm &= half->article.title.layout.fits && half->article.text.layout.fits &&
			        half->article.title.layout.line_count <= TITLE_LINES && is_readable(canvas, half);
		}
		if (!calm || height > canvas->content.h)
			continue;
		int spare = (canvas->content.h - height) / 2;
		for (size_t j = 0; j < 2; j++) {
			struct half *half = &pair->halves[j];

			half->column.box = (struct vr_rect){box.x, box.y, box.w, half_height(canvas, half) + spare};
			box.y += half->column.box.h + gap;
		}
		pair->pages = 1;
		return true;
	}
	return false;
}

// The rest of the content when the picture takes the top of an upright panel.
static void take_picture(struct canvas *canvas, struct pair *pair)
{
	int height = canvas->scene->height * PICTURE_PERCENT / 100;
	int taken = height + canvas->sizes.margin / 2;

	pair->above = (struct vr_rect){0, canvas->content.y, canvas->scene->width, height};
	canvas->content.y += taken;
	canvas->content.h -= taken;
}

static bool lay_out(struct canvas *canvas, struct pair *pair)
{
	struct vr_rect content = canvas->content;
	bool picture = vr_message_shows_picture(canvas);

	pair->link_page = pair->message->link.href != NULL;
	pair->beside = lay_out_beside(canvas, pair);
	if (!pair->beside && picture && canvas->portrait && !canvas->crowded) {
		take_picture(canvas, pair);
		if (lay_out_stacked(canvas, pair))
			return true;
		canvas->content = content;
		pair->above = (struct vr_rect){0};
	}
	pair->picture_page = picture;
	return pair->beside || lay_out_stacked(canvas, pair);
}

static void draw_half(struct canvas *canvas, const struct pair *pair, const struct half *half, size_t index)
{
	struct canvas before = vr_canvas_enter(canvas, &half->column);
	const struct vr_rect *box = &canvas->content;
	const char *icon, *kind = vr_message_kind(canvas, pair->message->kind, &icon);
	int y = vr_chrome_heading(canvas, icon, kind, pair->accent, canvas->sizes.fine, box->y, box->w);

	if (index < half->article.pages || !pair->beside) {
		y += heading_gap(canvas);
		if (pair->beside) {
			vr_article_draw(canvas, &half->article, index, box->x, y);
		} else {
			y = vr_block_draw(canvas, &half->article.title, box->x, y) + half->article.gap;
			vr_block_draw(canvas, &half->article.text, box->x, y);
		}
	}
	vr_block_draw(canvas, &half->fine, box->x, box->y + box->h - half->fine.height);
	vr_canvas_leave(canvas, &before);
}

// The code, and beside it in each language what it leads to.
static void draw_link(struct canvas *canvas, const struct pair *pair)
{
	const struct vr_link *link = &pair->message->link;
	const struct vr_rect *box = &canvas->content;
	int gap = canvas->sizes.margin, y = box->y;
	struct qr code = vr_qr_make(canvas, link, canvas->slide->languages[0], box->w * 40 / 100);
	struct block words[2];
	int height = gap, most = box->w * 40 / 100, width;

	vr_qr_grow(&code, most < box->h ? most : box->h);
	width = box->w - code.size - gap;
	for (size_t i = 0; i < 2; i++) {
		vr_canvas_voice(canvas, i);
		struct qr said = vr_qr_make(canvas, link, canvas->slide->languages[i], width);

		// On a page of their own they can be as large as any text.
		words[i] = vr_block_make(canvas, said.words.text, canvas->sizes.primary, BLOCK_TIGHT,
		                         canvas->look->theme->ink, width);
		height += words[i].height;
	}
	vr_canvas_voice(canvas, 0);
	code.words = (struct block){0};
	code.width = code.size;
	vr_qr_draw(canvas, &code, link, box->x, y + (box->h - code.size) / 2);
	y += (box->h - height) / 2;
	for (size_t i = 0; i < 2; i++) {
		vr_canvas_voice(canvas, i);
		vr_block_shrink(&words[i]); // beside the code, whichever way its script runs
		y = vr_block_draw(canvas, &words[i], box->x + code.size + gap, y) + gap;
	}
	vr_canvas_voice(canvas, 0);
}

static void draw_picture(struct canvas *canvas, const struct pair *pair, struct vr_rect box, bool contain)
{
	vr_scene_picture(canvas->scene, vr_canvas_mirror(canvas, box), pair->message->picture.sha256, contain);
}

// Text first, then the link, then the picture where they have pages of their own.
static void draw_page(struct canvas *canvas, const void *item, size_t index)
{
	const struct pair *pair = item;

	if (index >= pair->pages) {
		if (pair->link_page && index == pair->pages)
			draw_link(canvas, pair);
		else
			draw_picture(canvas, pair, canvas->content, true);
		return;
	}
	if (pair->above.w)
		draw_picture(canvas, pair, pair->above, pair->message->picture.fit == VR_FIT_CONTAIN);
	for (size_t i = 0; i < 2; i++)
		draw_half(canvas, pair, &pair->halves[i], index);
	if (!pair->beside) {
		const struct vr_rect *above = &pair->halves[0].column.box, *below = &pair->halves[1].column.box;
		int middle = (above->y + above->h + below->y) / 2;

		vr_scene_rect(canvas->scene, (struct vr_rect){above->x, middle, above->w, canvas->sizes.rule},
		              canvas->look->theme->rule, 0, 0);
	} else {
		const struct column columns[] = {pair->halves[0].column, pair->halves[1].column};

		vr_canvas_divide(canvas, columns);
	}
}

unsigned vr_pair_compose(struct canvas *canvas)
{
	struct pair pair = {.message = vr_message_of(canvas)};
	size_t pages;

	pair.accent = vr_message_accent(canvas->look->theme, pair.message->kind);
	vr_chrome_draw(canvas, pair.accent);
	// Lines in further languages, and what barely fits in one, leave no room for a second.
	if (canvas->slide->desk_languages || canvas->crowded || !lay_out(canvas, &pair))
		return 0;
	pages = pair.pages + pair.link_page + pair.picture_page;
	vr_canvas_draw_page(canvas, pages, draw_page, &pair);
	return (unsigned)pages;
}
