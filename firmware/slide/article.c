#include "article.h"

#include <string.h>

#define SETTLED_PAGES 6 // each costs another layout; a text of more pages ends them as it comes

static size_t lines_in(int height, const struct block *block)
{
	return height > 0 && block->advance ? (size_t)(height / block->advance) : 0;
}

// Lines whose room is at least this high.
static size_t lines_for(int height, const struct block *block)
{
	return height > 0 && block->advance ? (size_t)((height + block->advance - 1) / block->advance) : 0;
}

static size_t characters_in(const struct block *block, size_t from, size_t to)
{
	const struct vr_text_line *lines = block->layout.lines;

	return from < to ? vr_text_readable(block->text + lines[from].from, lines[to - 1].to - lines[from].from) : 0;
}

// How many lines of the text can be read within the longest time of a page, beside so many other characters.
static size_t readable_lines(const struct canvas *canvas, const struct block *text, size_t others)
{
	size_t count = text->layout.line_count, most = vr_canvas_page_characters(canvas);

	if (!count || most <= others)
		return 0;
	return (most - others) / (characters_in(text, 0, count) / count + 1);
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void paginate_title(struct article *article, int height, size_t max)
{
	size_t lines = article->title.layout.line_count;

	article->title_per_page = lines_in(height, &article->title);
	if (!article->title_per_page)
		article->title_per_page = 1;
	article->title_pages = lines ? (lines + article->title_per_page - 1) / article->title_per_page : 1;
	if (article->title_pages > max / 2)
		article->title_pages = max / 2;
}

// The first line of the title on its last page.
static size_t title_last(const struct article *article)
{
	return (article->title_pages - 1) * article->title_per_page;
}

// What the title takes of its last page.
static int title_rest(const struct article *article)
{
	size_t before = title_last(article), lines = article->title.layout.line_count;

	return lines > before ? (int)(lines - before) * article->title.advance + article->gap : 0;
}

void vr_article_paginate(const struct canvas *canvas, struct article *article, int height, size_t max)
{
	size_t rest = smaller(lines_in(height, &article->text), readable_lines(canvas, &article->text, 0));
	size_t lines = article->text.layout.line_count, title, first;

	paginate_title(article, height, max);
	title = characters_in(&article->title, title_last(article), article->title.layout.line_count);
	first = smaller(lines_in(height - title_rest(article), &article->text),
	                readable_lines(canvas, &article->text, title));
	article->first = first;
	article->rest = rest;
	article->text_pages = 1;
	article->starts[0] = 0;
	if (lines)
		article->text_pages = vr_text_pages(&article->text.layout, first, rest ? rest : 1,
		                                    lines_for(article->below, &article->text), article->starts,
		                                    max - (article->title_pages - 1));
	article->most = article->text_pages > 1 && rest ? rest : first;
	article->pages = article->title_pages - 1 + article->text_pages;
	article->last = (int)(lines - article->starts[article->text_pages - 1]) * article->text.advance;
	if (article->text_pages == 1)
		article->last += title_rest(article);
}

// The byte at which a page's text may end with a sentence although its last line goes on; 0: nowhere in its second
// half, which a title above it is enough for.
static size_t better_end(const struct article *article, size_t page)
{
	const struct vr_layout *layout = &article->text.layout;
	size_t from = article->starts[page], room = page ? article->rest : article->first;
	size_t full = smaller(from + room, layout->line_count);
	size_t half = page ? from + (full - from) / 2 : from;
	const struct vr_text_line *last = &layout->lines[article->starts[page + 1] - 1];

	if (half >= full || last->ends_paragraph || last->ends_sentence)
		return 0;
	return vr_text_sentence_end(article->text.text, layout->lines[half].from, layout->lines[full - 1].to);
}

static bool fits_below(const struct article *article, int height)
{
	return article->last + article->below <= height;
}

void vr_article_settle(struct canvas *canvas, struct article *article, int height, size_t max)
{
	if (article->text_pages > SETTLED_PAGES)
		return;
	for (size_t page = 0; page + 1 < article->text_pages; page++) {
		size_t end = article->starts[page + 1] > article->starts[page] ? better_end(article, page) : 0;
		const struct block *text = &article->text;
		struct article other = *article;
		char *broken;

		if (!end || !(broken = vr_arena_copy(&canvas->arena, text->text, strlen(text->text))))
			continue;
		broken[end] = '\n';
		other.text = vr_block_make(canvas, broken, text->font.px, text->flags, text->colour, text->width);
		vr_article_paginate(canvas, &other, height, max);
		if (other.pages <= article->pages && (fits_below(&other, height) || !fits_below(article, height)))
			*article = other;
	}
}

size_t vr_article_torn(const struct article *article)
{
	size_t torn = 0;

	for (size_t page = 1; page < article->text_pages; page++) {
		const struct vr_text_line *last;

		if (!article->starts[page])
			continue; // the title stands alone
		last = &article->text.layout.lines[article->starts[page] - 1];
		if (!last->ends_paragraph && !last->ends_sentence)
			torn += last->ends_clause ? 1 : 2;
	}
	return torn;
}

// The last page of a text that has more than pages can hold: as much as stands on it.
static int draw_cut(struct canvas *canvas, const struct article *article, size_t from, int x, int y)
{
	const struct block *text = &article->text;
	struct block rest = vr_block_make(canvas, text->text + text->layout.lines[from].from, text->font.px,
	                                  text->flags, text->colour, text->width);

	vr_block_cut(canvas, &rest, article->most);
	return vr_block_draw(canvas, &rest, x, y);
}

int vr_article_draw(struct canvas *canvas, const struct article *article, size_t index, int x, int y)
{
	size_t from = index * article->title_per_page, page, to;

	if (index < article->title_pages)
		y = vr_block_draw_lines(canvas, &article->title, x, y, from, from + article->title_per_page);
	if (index + 1 < article->title_pages)
		return y;
	page = index + 1 - article->title_pages;
	to = page + 1 < article->text_pages ? article->starts[page + 1] : article->text.layout.line_count;
	if (page == 0)
		y += article->gap;
	if (page + 1 == article->text_pages && to - article->starts[page] > article->most)
		return draw_cut(canvas, article, article->starts[page], x, y);
	return vr_block_draw_lines(canvas, &article->text, x, y, article->starts[page], to);
}
