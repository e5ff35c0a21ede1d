#include "emergency.h"

#include "article.h"
#include "chrome.h"

#include <string.h>

struct notice {
	struct block title;
	struct block text;
	uint8_t language;
};

static const struct vr_message *message_of(const struct canvas *canvas)
{
	return &canvas->slide->programme->messages[canvas->slide->message];
}

// "IMPORTANT" in the languages of this page; a drill says so in every language that the message has, on every page,
// so that nobody who looks up for a moment takes it for real.
static const char *header_words(struct canvas *canvas)
{
	const struct vr_slide *slide = canvas->slide;
	bool drill = message_of(canvas)->drill;
	const char *words = "";

	for (size_t i = 0; i < slide->programme->language_count; i++) {
		bool here = false;

		for (size_t j = 0; j < slide->language_count; j++)
			here |= slide->languages[j] == i;
		if (drill ? !(message_of(canvas)->languages & VR_LANGUAGE_BIT(i)) && !here : !here)
			continue;
		vr_canvas_speak(canvas, i);
		words = vr_canvas_join(canvas, words, "\u00a0· ",
		                       vr_canvas_say(canvas, drill ? VR_PHRASE_DRILL : VR_PHRASE_IMPORTANT));
	}
	vr_canvas_voice(canvas, 0);
	return words;
}

static void draw_frame(struct canvas *canvas, struct vr_colour ink)
{
	int inset = canvas->sizes.margin * 3 / 5, line = canvas->sizes.margin * 3 / 10;
	int pad = inset + line + canvas->sizes.margin * 4 / 5;
	struct vr_rect frame = {inset, inset, canvas->scene->width - 2 * inset, canvas->scene->height - 2 * inset};

	vr_canvas_rect(canvas, frame, ink, 0, line);
	canvas->content = (struct vr_rect){pad + canvas->sizes.margin / 4, pad,
	                                   canvas->scene->width - 2 * pad - canvas->sizes.margin / 2,
	                                   canvas->scene->height - 2 * pad};
}

// Where little fits, the word for drill in many languages would leave no room for what to do.
static int header_px(const struct canvas *canvas)
{
	return message_of(canvas)->drill && canvas->crowded ? canvas->sizes.fine : canvas->sizes.primary;
}

// Whether some word had to be broken: there are more lines than words.
static bool breaks_a_word(const struct block *block, const char *text)
{
	size_t words = 1;

	for (const char *at = strchr(text, ' '); at; at = strchr(at + 1, ' '))
		words++;
	return block->layout.line_count > words;
}

static struct block header_block(struct canvas *canvas, int px, struct vr_colour ink)
{
	// The number has its place even where it is not drawn: pages are counted before there is one.
	int number = canvas->sizes.fine * 2;

	return vr_block_make(canvas, header_words(canvas), px, BLOCK_BOLD | BLOCK_TIGHT, ink,
	                     canvas->content.w - px * 5 / 4 - px / 2 - number);
}

static int draw_header(struct canvas *canvas, struct vr_colour ink)
{
	int px = header_px(canvas);
	int x = canvas->content.x, y = canvas->content.y;
	struct block words = header_block(canvas, px, ink);

	// The word of an alarm in two pieces is no word.
	if (breaks_a_word(&words, header_words(canvas))) {
		px = canvas->sizes.fine;
		words = header_block(canvas, px, ink);
	}
	int size = px * 5 / 4;
	int row = words.height > size ? words.height : size;
	const char *icon = message_of(canvas)->drill ? "drill" : "warning";

	vr_canvas_icon(canvas, (struct vr_rect){x, y + (row - size) / 2, size, size}, icon, ink);
	vr_block_draw(canvas, &words, x + size + px / 2, y + (row - words.height) / 2);
	vr_chrome_page_number(canvas, ink, x + canvas->content.w, y + row / 2);
	return y + row + px / 4;
}

// Since and until on one line, else on two, else only until, which is what people plan by.
static struct block since_block(struct canvas *canvas, const struct vr_local_time *began,
                                const struct vr_local_time *ends, int width, struct vr_colour ink)
{
	int px = canvas->sizes.fine;
	const char *since = "", *until = "";
	struct block block = {0};

	if (began->hour >= 0)
		since = vr_canvas_say_text(canvas, VR_PHRASE_SINCE, vr_canvas_moment(canvas, began), NULL);
	if (ends->hour >= 0)
		until = vr_canvas_say_text(canvas, VR_PHRASE_VALID_UNTIL, vr_canvas_moment(canvas, ends), NULL);
	const char *const lines[] = {vr_canvas_join(canvas, since, "\u00a0· ", until),
	                             vr_canvas_join(canvas, since, "\n", until), until};
	const size_t most[] = {1, canvas->crowded ? 0 : 2, 1};

	for (size_t i = 0; i < VR_COUNT(lines); i++) {
		block = vr_block_make(canvas, lines[i], px, BLOCK_TIGHT, ink, width);
		if (block.layout.line_count <= most[i])
			break;
	}
	return block;
}

// Since and until on the starting side, the clock on the other; nothing where it would leave no two lines of text.
// Returns the y above it.
static int draw_footer(struct canvas *canvas, int top, struct vr_colour ink)
{
	int px = canvas->sizes.fine, text = canvas->sizes.primary * 5 / 2;
	int clock_width = px * 4;
	const struct vr_local_time evening = {.date = canvas->slide->clock.date, .hour = 20};
	int width = canvas->content.w - clock_width;
	struct block since = since_block(canvas, &canvas->slide->since, &canvas->slide->ends, width, ink);
	// As high as with both times: a clock that is not believed any more does not move the pages.
	int both = since_block(canvas, &evening, &evening, width, ink).height;
	int least = both > px * 5 / 4 ? both : px * 5 / 4;
	int height = since.height > least ? since.height : least;
	int bottom = canvas->content.y + canvas->content.h, y = bottom - height;

	if (y - px / 3 - top < text && bottom - top >= text)
		return bottom;
	vr_block_draw(canvas, &since, canvas->content.x, y + height - since.height);
	if (canvas->slide->clock.hour >= 0) {
		struct block clock = vr_block_make(canvas, vr_canvas_time(canvas, &canvas->slide->clock), px,
		                                   BLOCK_BOLD | BLOCK_TIGHT | BLOCK_LINE | BLOCK_END, ink, clock_width);

		vr_block_draw(canvas, &clock, canvas->content.x + canvas->content.w - clock_width,
		              y + height - clock.height);
	}
	return y - px / 3;
}

static struct notice make_notice(struct canvas *canvas, uint8_t language, int title_px, struct vr_colour ink)
{
	const struct vr_message *message = message_of(canvas);
	struct notice notice = {.language = language};

	vr_canvas_speak(canvas, language);
	notice.title = vr_block_make(canvas, vr_localized_best(&message->title, language, NULL), title_px,
	                             BLOCK_BOLD | BLOCK_BALANCE | BLOCK_TIGHT, ink, canvas->content.w);
	notice.text = vr_block_make(canvas, vr_localized_get(&message->text, language), canvas->sizes.primary,
	                            BLOCK_TIGHT, ink, canvas->content.w);
	return notice;
}

static int notice_height(const struct notice *notice)
{
	return notice->title.height + notice->text.height;
}

// Several languages share the height evenly; all of them must fit, or the page belongs to the first alone.
static unsigned compose_several(struct canvas *canvas, int top, int bottom, struct vr_colour ink)
{
	const struct vr_slide *slide = canvas->slide;
	struct notice notices[VR_SLIDE_LANGUAGES_MAX];
	int height = 0, gap;
	int y = top;

	for (size_t i = 0; i < slide->language_count; i++) {
		notices[i] = make_notice(canvas, slide->languages[i], canvas->sizes.primary * 5 / 4, ink);
		height += notice_height(&notices[i]);
	}
	gap = (bottom - top - height) / (int)slide->language_count;
	if (gap < canvas->sizes.fine / 3)
		return 2; // more than a page: the plan takes fewer languages at a time
	for (size_t i = 0; i < slide->language_count; i++) {
		vr_canvas_speak(canvas, notices[i].language);
		y = vr_block_draw(canvas, &notices[i].title, canvas->content.x, y);
		y = vr_block_draw(canvas, &notices[i].text, canvas->content.x, y) + gap;
	}
	return 1;
}

static void draw_article(struct canvas *canvas, const void *item, size_t index)
{
	vr_article_draw(canvas, item, index, canvas->content.x, canvas->content.y);
}

static unsigned compose_one(struct canvas *canvas, int top, int bottom, struct vr_colour ink)
{
	const int sizes[] = {canvas->sizes.numeral, canvas->sizes.title, canvas->sizes.primary * 5 / 4,
	                     canvas->sizes.primary};
	struct article article = {.gap = canvas->sizes.primary / 4};
	for (size_t i = 0; i < VR_COUNT(sizes); i++) {
		struct notice notice = make_notice(canvas, canvas->slide->languages[0], sizes[i], ink);

		article.title = notice.title;
		article.text = notice.text;
		vr_article_paginate(canvas, &article, bottom - top, VR_BOOK_PAGES_MAX - 1);
		if (article.title.layout.fits && article.title.layout.line_count <= 2 && article.pages == 1)
			break;
	}
	vr_article_settle(canvas, &article, bottom - top, VR_BOOK_PAGES_MAX - 1);
	canvas->content.y = top;
	vr_canvas_draw_page(canvas, article.pages, draw_article, &article);
	return (unsigned)article.pages;
}

unsigned vr_emergency_compose(struct canvas *canvas)
{
	const struct vr_theme *theme = canvas->look->theme;
	bool drill = message_of(canvas)->drill;
	struct vr_colour ink = theme->emergency_ink;
	int top, bottom;

	canvas->scene->ground = drill ? theme->drill : theme->emergency;
	draw_frame(canvas, ink);
	top = draw_header(canvas, ink);
	bottom = draw_footer(canvas, top, ink);
	memset(canvas->characters, 0, sizeof canvas->characters);
	if (canvas->slide->language_count > 1 && compose_several(canvas, top, bottom, ink) == 1)
		return 1;
	if (canvas->slide->language_count > 1)
		return compose_one(canvas, top, bottom, ink) + 1;
	return compose_one(canvas, top, bottom, ink);
}
