// The slide that says which screen this is. Private to room slide.
#ifndef VANTRUM_SLIDE_IDENTITY_H
#define VANTRUM_SLIDE_IDENTITY_H

#include "canvas.h"

void vr_identity_compose(struct canvas *canvas, const struct vr_identity *identity);

#endif
