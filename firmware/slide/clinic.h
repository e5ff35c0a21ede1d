// The clinic slide: open or closed, hours, where to turn when closed, how patients are called. Private.
#ifndef VANTRUM_SLIDE_CLINIC_H
#define VANTRUM_SLIDE_CLINIC_H

#include "canvas.h"

// Draws page slide->page; returns how many pages there are.
unsigned vr_clinic_compose(struct canvas *canvas);

#endif
