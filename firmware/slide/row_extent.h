// What the parts of a laid-out row take, in pixels: one source for choosing its shape and for drawing it. Private to
// room slide.
#ifndef VANTRUM_SLIDE_ROW_EXTENT_H
#define VANTRUM_SLIDE_ROW_EXTENT_H

#include "row.h"

// The value: a numeral with its bound before and its unit after it, or words.
int vr_row_before_span(const struct row *row); // of the bound, with its gap
int vr_row_unit_gap(const struct row *row);
int vr_row_value_span(const struct row *row);
int vr_row_value_height(const struct row *row);
int vr_row_value_baseline(const struct row *row); // where its first line stands, from its top

// Of a value with a numeral: what stands above its baseline, and what below.
int vr_row_numeral_above(const struct row *row);
int vr_row_numeral_below(const struct row *row);

// Units of two languages stand one below the other.
bool vr_row_has_two_units(const struct row *row);
int vr_row_units_height(const struct row *row);

// Names and fine print of all languages.
int vr_row_texts_height(const struct row *row);
int vr_row_language_gap(const struct row *row); // between two, so that each name stands with its own fine print

// Of the name and the value on one baseline: what stands above it, and what below.
int vr_row_line_above(const struct row *row);
int vr_row_line_below(const struct row *row);

#endif
