// Room theme: colours, contrast and sizes from the viewing distance. Any thread.
// Sources: EN 301 549 §5.1.4 (a capital H subtends at least 0.7°), WCAG 2.2 (contrast ratio, relative luminance).
#ifndef VANTRUM_THEME_H
#define VANTRUM_THEME_H

#include "vantrum/base.h"

#define VR_THEME_NAME 512

// One accent a kind of slide. What stands on what, and with which contrast, is listed in firmware/theme/pairs.c.
struct vr_theme {
	char name[VR_THEME_NAME];  // as it was asked for: "light", or the path of a file
	struct vr_colour paper;    // the ground
	struct vr_colour plate;    // cards on the ground, and behind text on pictures
	struct vr_colour ink;      // primary text
	struct vr_colour ink_soft; // fine print and old numerals
	struct vr_colour rule;     // hairlines: decoration only
	struct vr_colour caution;  // "old" and "withdrawn", beside their icon and words
	struct vr_colour waits, notice, health, news, alert, clinic; // accents
	struct vr_colour emergency;                                  // ground of an emergency
	struct vr_colour emergency_ink;                              // on it, and the frame
	struct vr_colour drill;                                      // ground of a drill
};

// The one that is compiled in: what the file of that name says, for when no file can be read.
const struct vr_theme *vr_theme_light(void);

// The name itself, as a constant, of a theme that comes with the program: light, dark or contrast. Else, and for NULL,
// NULL.
const char *vr_theme_shipped(const char *name);

// The theme of a name from the assets, or of a path (which has a "/"). What is wrong with it is added to problems as
// "FILE:LINE: …": values, colours that are missing, and every pair of colours whose contrast is too low. False: *out is
// then vr_theme_light.
struct vr_config_problems;
bool vr_theme_load(const char *name, struct vr_theme *out, struct vr_config_problems *problems) VR_MUST_USE;

// WCAG relative luminance, 0 … 1; alpha is ignored.
double vr_luminance(struct vr_colour colour);

// WCAG contrast ratio, 1 … 21; alpha is ignored.
double vr_contrast(struct vr_colour a, struct vr_colour b);

// Less light by percent (0 … 100): the level of each channel that takes the place of another. It is luminance and the
// 0.05 of the contrast formula together that are scaled, so that darker grounds give darker inks and ratios stay as
// they are until an ink has become black.
void vr_theme_dim(int percent, uint8_t levels[256]);

// Whether all text of the theme keeps 4.5:1 when it is dimmed by so many percent.
bool vr_theme_readable(const struct vr_theme *theme, int percent);

// The most percent by which the theme can be dimmed so. It tries them one by one, which takes milliseconds.
int vr_theme_dim_limit(const struct vr_theme *theme);

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
