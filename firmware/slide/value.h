// How a wait is put: rounded, in the unit that is easiest to grasp, as a numeral or in words. Pure. Private.
#ifndef VANTRUM_SLIDE_VALUE_H
#define VANTRUM_SLIDE_VALUE_H

#include "canvas.h"

// Rounded up, for nobody is angry at a shorter wait (37 → 40 minutes); a lower bound is rounded down.
// From 90 minutes on in half hours, days and weeks in whole ones. to < 0: one number.
struct vr_span vr_value_round(const struct vr_span *span);

// What stands at the end of a wait's row: either a numeral with its unit, or words on one or two lines.
struct value {
	const char *numeral; // NULL: only words
	const char *before;  // its bound, where the language says that first; ""
	const char *unit;    // beside the numeral, with what comes after; "" in a language that says both in one
	const char *whole;   // both as one text
	const char *first;   // words: bold
	const char *brief;   // the same where little fits; NULL: no shorter
	const char *second;  // words below: regular; "" when there are none
	const char *opens;   // under the name of what is closed for today: when it opens; ""
	const char *caution; // under the name, with the mark for old and missing values; "" when all is well
	bool stands;         // the words say enough without their caution
	bool soft;           // an old value
};

// When the wait was measured, as a time today or a date; NULL: not known.
const char *vr_value_measured(struct canvas *canvas, const struct vr_slide_wait *shown);

struct value vr_value_make(struct canvas *canvas, const struct vr_slide_wait *shown);

#endif
