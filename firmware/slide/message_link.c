#include "message_link.h"

#include "chrome.h"

#define LINK_LINES 4 // below a code: more words belong into the text

static struct qr make_qr(struct canvas *canvas, const struct message_page *page, int width)
{
	return vr_qr_make(canvas, &page->message->link, canvas->slide->languages[0], width);
}

// A code with its words below it.
static struct qr make_column(struct canvas *canvas, const struct message_page *page, int width)
{
	struct qr qr = make_qr(canvas, page, width);

	vr_block_cut(canvas, &qr.words, LINK_LINES);
	vr_block_shrink(&qr.words);
	qr.height = qr.size + qr.words.height;
	return qr;
}

// The words of a code that stand beside it.
static struct block words_beside(struct canvas *canvas, const struct qr *qr, int width, int height)
{
	struct block words =
	        vr_block_make(canvas, qr->words.text, canvas->sizes.fine, BLOCK_TIGHT, canvas->look->theme->ink, width);
	int lines = words.advance ? height / words.advance : 0;

	vr_block_cut(canvas, &words, lines > 1 ? (size_t)lines : 1);
	return words;
}

bool vr_message_share_column(struct canvas *canvas, struct message_page *page)
{
	int pad = canvas->sizes.margin / 2, top = vr_chrome_headed_top(canvas);
	struct vr_rect plate = page->picture;
	struct qr qr;
	int left;

	if (!page->picture.w || !page->message->link.href)
		return false;
	plate.y = top;
	plate.h -= top;
	qr = make_column(canvas, page, plate.w - 4 * pad);
	left = plate.h - pad - qr.height - 3 * pad; // as far below the words as fine print stands
	if (!qr.size || left < plate.w / 4)
		return false;
	page->qr = qr;
	page->picture = (struct vr_rect){plate.x + pad, plate.y + pad, plate.w - 2 * pad, left};
	vr_canvas_rect(canvas, plate, canvas->look->theme->plate, 0, 0);
	return true;
}

void vr_message_place_link(struct canvas *canvas, struct message_page *page)
{
	int gap = canvas->sizes.margin;

	if (!page->message->link.href || page->qr.size)
		return;
	if (!canvas->portrait && !canvas->crowded && !canvas->picture_width) {
		page->qr = make_column(canvas, page, canvas->scene->width * 24 / 100);
		page->qr.width = vr_larger(page->qr.size, page->qr.words.width);
		page->column -= page->qr.width + gap;
		return;
	}
	page->qr = make_qr(canvas, page, canvas->content.w * 58 / 100);
	page->link_page = (canvas->crowded || canvas->picture_width) && page->qr.size;
	if (page->link_page)
		vr_qr_grow(&page->qr, vr_smaller(page->bottom - page->top, canvas->content.w * 40 / 100));
	page->qr.words = words_beside(canvas, &page->qr, canvas->content.w - page->qr.size - gap,
	                              page->link_page ? page->bottom - page->top : page->qr.size);
	if (!page->link_page)
		page->bottom -= page->qr.size + gap / 2;
}

void vr_message_draw_link_row(struct canvas *canvas, const struct message_page *page, int y)
{
	struct qr code = page->qr;

	code.words = (struct block){0};
	code.width = code.size;
	vr_qr_draw(canvas, &code, &page->message->link, canvas->content.x, y);
	vr_block_draw(canvas, &page->qr.words, canvas->content.x + code.size + canvas->sizes.margin,
	              y + (code.size - page->qr.words.height) / 2);
}

void vr_message_draw_link(struct canvas *canvas, const struct message_page *page)
{
	int bottom = canvas->scene->height - canvas->sizes.margin;
	int x;

	if (!page->qr.size || page->link_page)
		return;
	if (canvas->portrait) {
		vr_message_draw_link_row(canvas, page, bottom - page->qr.size);
		return;
	}
	if (canvas->picture_width)
		x = canvas->scene->width - canvas->picture_width + canvas->sizes.margin;
	else
		x = canvas->content.x + canvas->content.w - page->qr.width;
	// The code stands in the middle of its column, over its words.
	x += (page->qr.width - page->qr.size) / 2;
	vr_qr_draw(canvas, &page->qr, &page->message->link, x, bottom - page->qr.height);
}
