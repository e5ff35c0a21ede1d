// What a clinic's slide says, laid out but not yet spread over pages: the headline, opening hours, the card with where
// to turn when closed, and how patients are called. Private to room slide.
#ifndef VANTRUM_SLIDE_CLINIC_SHEET_H
#define VANTRUM_SLIDE_CLINIC_SHEET_H

#include "canvas.h"

#define CLINIC_HOURS_MAX 20 // rows of opening hours
#define CLINIC_CARD_MAX 64  // lines of the card

// A row of the hours: days on the starting side, times beside them.
struct clinic_hours {
	struct block days;
	struct block times;
};

struct clinic_sheet {
	struct block headline; // open until, closed
	struct clinic_hours hours[CLINIC_HOURS_MAX];
	size_t hours_count;
	int days_width; // the wider column's start
	int hours_height;
	struct block card[CLINIC_CARD_MAX]; // when closed: advice, then other places
	size_t names[CLINIC_CARD_MAX]; // the line with the name of the place that each belongs to; its own: none does
	size_t card_count;
	size_t advice_count; // the first lines of the card: when closed, 1177, advice, 112
	int advice_height;
	struct block calling; // how patients are called; no height: nobody is
};

// Lays all of it out in the language that is spoken: headline and hours left_width wide, advice card_width.
struct clinic_sheet vr_clinic_sheet(struct canvas *canvas, int left_width, int card_width);

// Of the headline and the hours below it.
int vr_clinic_hours_height(const struct canvas *canvas, const struct clinic_sheet *sheet);

// The name that stands once more over what goes on from the page before; NULL: none, or it would leave no room.
const struct block *vr_clinic_name_again(const struct canvas *canvas, const struct clinic_sheet *sheet, size_t from);
int vr_clinic_name_again_height(const struct canvas *canvas, const struct clinic_sheet *sheet, size_t from);

#endif
