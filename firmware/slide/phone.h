// The clinic's page for one's own phone, as a code with its words beside it. Private to room slide.
#ifndef VANTRUM_SLIDE_PHONE_H
#define VANTRUM_SLIDE_PHONE_H

#include "canvas.h"

struct phone {
	const char *href;
	struct block words;   // the same on your phone
	struct block address; // for who types it
	int across; // modules of the code with its quiet zone; 0: there is no page, or no code holds its address
	int module; // pixels of one: whole ones, or scanners stumble
	int height; // of it all
	bool below; // the words stand below the code, not beside it
};

// Lays it out for the canvas's content. The code without its quiet zone is at least a fifth of the slide's height;
// room: as high as it may become, when it has a page of its own; 0: as low as it can be.
struct phone vr_phone_make(struct canvas *canvas, const char *href, int room);

// Draws it with its upper starting corner at the content's start and this y.
void vr_phone_draw(struct canvas *canvas, const struct phone *phone, int y);

#endif
