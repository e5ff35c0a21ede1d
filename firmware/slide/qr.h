// A link as a QR code with its words. Private to room slide.
#ifndef VANTRUM_SLIDE_QR_H
#define VANTRUM_SLIDE_QR_H

#include "canvas.h"

struct qr {
	struct block words; // the label, or an invitation to scan and the address
	int size;           // of the code with its quiet zone; 0: there is no link that fits a code
	int module;         // pixels of one module: whole ones, or scanners stumble
	int height;         // of code and words together
	int width;          // of the column they stand in
};

// Measures the column for a message's link; the code without its
// quiet zone is at least a fifth of the slide's height, less only where the column is narrower.
struct qr vr_qr_make(struct canvas *canvas, const struct vr_link *link, size_t language, int width);

// Makes the code as large as so many pixels hold, for a page that shows nothing else: it can be scanned from farther
// away. Its words stay as they are.
void vr_qr_grow(struct qr *qr, int most);

// Draws the code with its upper starting corner at (x, y), and its words below its middle.
void vr_qr_draw(struct canvas *canvas, const struct qr *qr, const struct vr_link *link, int x, int y);

#endif
