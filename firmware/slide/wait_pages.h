// On how many pages the waits of a measure stand. Private to room slide.
#ifndef VANTRUM_SLIDE_WAIT_PAGES_H
#define VANTRUM_SLIDE_WAIT_PAGES_H

#include "canvas.h"

// How many of the waits of a measure stand on each page, whichever language has its turn and whatever state they come
// to be in, so that a row keeps its place for the life of a programme: as many as stand there in full as the programme
// has them, and closer together in any state that the hour can bring. 0 where two languages do not fit together.
// canvas->slide needs programme, measure and languages.
size_t vr_wait_pages(struct canvas *canvas, uint8_t rows[VR_BOOK_PAGES_MAX]);

#endif
