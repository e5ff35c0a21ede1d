// Wait slides: what it means, then a row a queue. Private to room slide.
#ifndef VANTRUM_SLIDE_WAITS_H
#define VANTRUM_SLIDE_WAITS_H

#include "canvas.h"

// Draws the waits that the slide names.
void vr_waits_compose(struct canvas *canvas);

// Where rows begin below the heading, whichever language has its turn; the band must be drawn.
int vr_waits_below_heading(struct canvas *canvas);

// What the notes of the slide's waits take below them, likewise.
int vr_waits_note_room(struct canvas *canvas);

#endif
