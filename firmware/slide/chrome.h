// What stands on every slide: ground, accent stripe, the band with clinic, area, page number and clock. Private.
#ifndef VANTRUM_SLIDE_CHROME_H
#define VANTRUM_SLIDE_CHROME_H

#include "canvas.h"

// Where content begins: the inner edge of the margin on the starting side.
int vr_chrome_side(const struct canvas *canvas);

// The accent along the starting edge, along the upper one in portrait.
void vr_chrome_stripe(struct canvas *canvas, struct vr_colour accent);

// Draws it and sets canvas->content to what is left below the band, inside the margins.
void vr_chrome_draw(struct canvas *canvas, struct vr_colour accent);

// What kind of slide it is: a sign and words, and the words for where little fits.
struct heading {
	const char *icon, *words, *brief;
};

// The same, and on a panel where every line counts the heading stands in the band in place of the clinic's name, which
// people in its waiting room know: then true, and no room below is needed for it.
bool vr_chrome_draw_headed(struct canvas *canvas, struct vr_colour accent, const struct heading *heading);

// Where what is below such a band begins.
int vr_chrome_headed_top(const struct canvas *canvas);

// Where the item has more pages than one, which this is, ending at x; returns where the room before it ends.
int vr_chrome_page_number(struct canvas *canvas, struct vr_colour ink, int x, int middle);

// The line that says what kind of slide it is: icon and words in the accent. Returns the y below it.
int vr_chrome_heading(struct canvas *canvas, const char *icon, const char *words, struct vr_colour accent, int px,
                      int y, int width);
// Its words alone, and the height of it all.
struct block vr_chrome_heading_block(struct canvas *canvas, const char *words, struct vr_colour accent, int px,
                                     int width);
int vr_chrome_heading_height(struct canvas *canvas, const char *words, int px, int width);

#endif
