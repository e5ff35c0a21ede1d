// A message in two languages: side by side, stacked, or not together at all. Private to room slide.
#ifndef VANTRUM_SLIDE_PAIR_H
#define VANTRUM_SLIDE_PAIR_H

#include "canvas.h"

// Draws page slide->page in both languages; returns how many pages there are, 0 where they do not fit together.
unsigned vr_pair_compose(struct canvas *canvas);

#endif
