// The rows of a page of waits: as large as fits, numerals and places the same in the languages that take turns there
// and need about the same room.
// Private to room slide.
#ifndef VANTRUM_SLIDE_ROWS_H
#define VANTRUM_SLIDE_ROWS_H

#include "row.h"

// How much of its rows a page keeps.
enum detail {
	DETAIL_FULL,
	DETAIL_BARE,  // what explains them is left out
	DETAIL_TERSE, // of values in words, all but the first as well
	DETAIL_CUT,   // of names, all but the first line
};

// Between a row and what follows.
int vr_rows_padding(const struct canvas *canvas);

// The most that something takes in any of the languages that take turns here: what it stands above stays in its place.
int vr_rows_most(struct canvas *canvas, int (*height)(struct canvas *canvas));

// Lays the slide's waits out; false when they do not fit the height in this detail. *needed is what they take together.
bool vr_rows_fit(struct canvas *canvas, int height, enum detail detail, struct row *rows, int *needed);

// Draws as many as fit, and says so on the canvas when these are not all.
void vr_rows_draw(struct canvas *canvas, const struct row *rows, int needed, int top, int bottom);

// What one row takes in the language that needs most of it: with all that explains it, and at the least.
int vr_rows_usual(struct canvas *canvas, const struct vr_slide_wait *shown);
int vr_rows_least(struct canvas *canvas, const struct vr_slide_wait *shown);

#endif
