// One wait's row: its name, what stands under it in fine print, and its value. Private to room slide.
#ifndef VANTRUM_SLIDE_ROW_H
#define VANTRUM_SLIDE_ROW_H

#include "canvas.h"

enum row_shape {
	ROW_BESIDE,  // name and fine print, the value beside them
	ROW_OVER,    // the name and the value on one line, fine print below both
	ROW_SHARED,  // the name, and below it fine print beside the value
	ROW_STACKED, // name, fine print and value one below the other
	ROW_ALONE,   // the same and large: the only wait of its page
};

// What a row says in one language.
struct row_words {
	struct block name;
	struct block fine;   // to whom, where, when updated; or what is wrong with the value
	bool caution;        // fine is the latter, and has its mark
	struct block before; // the numeral's bound, in one language only
	struct block unit;   // of the numeral
	struct block first;  // or the value in words
	struct block second;
};

// Laid out but not yet placed: the names of all languages of the slide, and a numeral once for all of them.
struct row {
	enum row_shape shape;
	struct row_words words[2];
	size_t count;
	struct block numeral; // no height: the value is in words
	const char *said;     // the numeral, also where it did not fit; NULL: none
	int unit_span;        // room for units, at least that of its own
	bool numeral_fits;    // false: the numeral was too wide at this size and is written as words
	int height;
};

// How much of it there is room for.
struct row_room {
	int numeral_px;
	bool alone;        // the only wait of its page
	bool bare;         // name, priority, value, and what comes second or is wrong with it: no more
	size_t name_lines; // at most; a longer name ends in "…"
	bool terse;        // of a value in words, only the first of them
	int unit_span;     // for units, at least
};

#define VR_ROW_NAME_LINES 3

// What its unit takes, where it has a numeral.
int vr_row_unit_span(struct canvas *canvas, const struct vr_slide_wait *shown);

// How many lines the longest fine print has.
size_t vr_row_fine_lines(const struct row *row);

// Lays a wait out for the canvas's content width, in the lowest shape that does not squeeze its name.
struct row vr_row_make(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room);

// Draws it in the middle of a strip of this height at y.
void vr_row_draw(struct canvas *canvas, const struct row *row, int y, int height);

#endif
