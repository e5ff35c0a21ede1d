// A slow shift against burn-in: each new slide stands a pixel further along a path that covers a square around its
// place. Never by itself: a still slide stays still. Private to app.
#ifndef VANTRUM_APP_DRIFT_H
#define VANTRUM_APP_DRIFT_H

#include "vantrum/image.h"

#define DRIFT_PX 4 // the farthest to each side

// Where the slide of this number stands: one pixel beside the one before, across or along.
void vr_drift_at(unsigned slide, int *x, int *y);

// Moves the picture; what would be empty repeats the edge, so that stripes and grounds go on to the border.
void vr_drift_shift(struct vr_pixels *picture, int x, int y);

#endif
