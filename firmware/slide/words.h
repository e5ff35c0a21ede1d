// What is told of a wait beside its value, and of the clinic. Private to room slide.
#ifndef VANTRUM_SLIDE_WORDS_H
#define VANTRUM_SLIDE_WORDS_H

#include "canvas.h"

// Each "" where there is nothing to tell.
const char *vr_words_updated(struct canvas *canvas, const struct vr_slide_wait *shown);
const char *vr_words_until(struct canvas *canvas, const struct vr_wait *wait);    // to whom the wait leads
const char *vr_words_priority(struct canvas *canvas, const struct vr_wait *wait); // of planned care

// Whether it is open and until when; "" when nothing is known.
const char *vr_words_opening(struct canvas *canvas);

#endif
