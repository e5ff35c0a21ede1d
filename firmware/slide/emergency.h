// The emergency: the whole screen, framed, in its own colours. Private to room slide.
#ifndef VANTRUM_SLIDE_EMERGENCY_H
#define VANTRUM_SLIDE_EMERGENCY_H

#include "canvas.h"

// Draws page slide->page of the emergency in the slide's languages; returns how many pages there are.
unsigned vr_emergency_compose(struct canvas *canvas);

#endif
