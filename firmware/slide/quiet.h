// The slides without a programme: idle and problem. Private to room slide.
#ifndef VANTRUM_SLIDE_QUIET_H
#define VANTRUM_SLIDE_QUIET_H

#include "canvas.h"

void vr_idle_compose(struct canvas *canvas);
void vr_problem_compose(struct canvas *canvas, const struct vr_problem *problem);

#endif
