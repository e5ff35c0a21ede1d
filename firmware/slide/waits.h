// Wait slides: what it means, then a row a queue. Private to room slide.
#ifndef VANTRUM_SLIDE_WAITS_H
#define VANTRUM_SLIDE_WAITS_H

#include "canvas.h"

// Draws the waits that the slide names.
void vr_waits_compose(struct canvas *canvas);

// How many of the waits of a measure stand on each page, whatever state they come to be in, so that a row keeps its
// place for the life of a programme, and whichever language has its turn; 0 where two languages do not fit together.
// canvas->slide needs programme, measure and languages.
size_t vr_waits_rows(struct canvas *canvas, uint8_t rows[VR_BOOK_PAGES_MAX]);

#endif
