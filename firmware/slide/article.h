// A title and a text over as many pages as they need; the title stands on the first page only. Private to room slide.
#ifndef VANTRUM_SLIDE_ARTICLE_H
#define VANTRUM_SLIDE_ARTICLE_H

#include "canvas.h"

struct article {
	struct block title; // to be made before paginating
	struct block text;
	int gap;               // between title and text
	int below;             // height of what follows the text, on its last page if it fits there
	size_t title_per_page; // lines: a title longer than a page goes on to the next
	size_t title_pages;
	size_t starts[VR_BOOK_PAGES_MAX]; // first text line of each page from the title's last one on
	size_t text_pages;
	size_t first, rest; // lines of text that the first page and each other has room for
	size_t most;        // lines of text on the last page
	size_t pages;       // of all
	int last;           // height that is used on the last page
};

// Spreads title and text over pages of this height, none longer than can be read in its time; at most max pages.
void vr_article_paginate(const struct canvas *canvas, struct article *article, int height, size_t max);

// Lets pages end with a sentence where they would end inside one, by beginning a new line there; on no more pages than
// before. To be called once, when title and text are as they will be drawn.
void vr_article_settle(struct canvas *canvas, struct article *article, int height, size_t max);

// How badly its pages end: one for each that ends within a sentence, two where not even a clause ends.
size_t vr_article_torn(const struct article *article);

// Draws page index (from 0) at (x, y); returns the y below it.
int vr_article_draw(struct canvas *canvas, const struct article *article, size_t index, int x, int y);

#endif
