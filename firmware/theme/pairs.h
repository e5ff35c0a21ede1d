// Private: the colours of a theme by their keys, and which of them meet on slides. tests/slide looks whether slides
// keep to it.
#ifndef VANTRUM_FIRMWARE_THEME_PAIRS_H
#define VANTRUM_FIRMWARE_THEME_PAIRS_H

#include "vantrum/config.h"
#include "vantrum/theme.h"

enum tint {
	PAPER,
	PLATE,
	INK,
	INK_SOFT,
	RULE,
	CAUTION,
	WAITS,
	NOTICE,
	HEALTH,
	NEWS,
	ALERT,
	CLINIC,
	EMERGENCY,
	EMERGENCY_INK,
	DRILL,
	TINTS,
};

// The table of options that reads a theme's file: its order is that of enum tint.
extern const struct vr_option vr_tints[TINTS];

struct vr_colour vr_tint_of(const struct vr_theme *theme, enum tint tint);

// WCAG 2.2, 1.4.6: 7:1 for text, 4.5:1 for large text.
#define LEAST_TEXT 7.0
#define LEAST_LARGE 4.5

struct vr_pair {
	enum tint front, ground;
	double least;
};

extern const struct vr_pair vr_pairs[];
extern const size_t vr_pair_count;

// The contrast of a pair when the theme is dimmed by these levels (NULL: it is not).
double vr_pair_contrast(const struct vr_theme *theme, const struct vr_pair *pair, const uint8_t levels[256]);

#endif
