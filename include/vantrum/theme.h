// Room theme: colours, contrast and sizes from the viewing distance. Pure values; any thread.
// Sources: EN 301 549 §5.1.4 (a capital H subtends at least 0.7°), WCAG 2.2 (contrast ratio, relative luminance).
#ifndef VANTRUM_THEME_H
#define VANTRUM_THEME_H

#include "vantrum/base.h"

// One accent a kind of slide; each ≥ 4.5:1 on paper and plate, text ink ≥ 7:1.
struct vr_theme {
	const char *name;
	struct vr_colour paper;    // the ground
	struct vr_colour plate;    // cards on the ground, and behind text on pictures
	struct vr_colour ink;      // primary text
	struct vr_colour ink_soft; // fine print and old numerals; still ≥ 7:1
	struct vr_colour rule;     // hairlines: decoration only
	struct vr_colour mark;     // page mark that is not the current one
	struct vr_colour caution;  // "old" and "withdrawn", beside their icon and words
	struct vr_colour waits, notice, health, news, alert, clinic; // accents
	struct vr_colour emergency;                                  // ground of an emergency
	struct vr_colour emergency_ink;                              // on it, and the frame
	struct vr_colour drill;                                      // ground of a drill
};

const struct vr_theme *vr_theme_light(void);

// WCAG contrast ratio, 1 … 21; alpha is ignored.
double vr_contrast(struct vr_colour a, struct vr_colour b);

// The panel as the viewer meets it.
struct vr_panel {
	int width, height;  // pixels of the picture as read (after rotation)
	double diagonal_in; // inches
	double distance_m;  // metres
};

// All in pixels. Font sizes are em sizes; at most three of them on a slide.
struct vr_sizes {
	int fine;    // ⅔ of primary: source, dates, band
	int primary; // what a patient needs
	int title;   // about 1.5 × primary
	int numeral; // about 1.5 × title
	int margin;  // 5 % of the short side
	int rule;    // hairline
	bool capped; // the distance asks for more than lets 3 lines of 12 characters fit
};

// capital_per_em: height of H divided by the em size, measured from the font (Noto Sans 0.714).
// average_per_em: average advance of running text divided by the em size (Noto Sans about 0.53).
struct vr_sizes vr_sizes_for(const struct vr_panel *panel, double capital_per_em, double average_per_em);

#endif
