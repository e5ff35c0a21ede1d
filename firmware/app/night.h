// Less light outside the clinic's opening hours. Private to app.
#ifndef VANTRUM_APP_NIGHT_H
#define VANTRUM_APP_NIGHT_H

#include "vantrum/calendar.h"
#include "vantrum/image.h"

// By how many percent a slide is dimmed where the configuration says `configured`: nothing while the clinic is open or
// nobody knows, and never an emergency or an urgent message.
int vr_night_dim(const struct vr_slide *slide, const struct vr_zone *zone, struct vr_now now, int configured);

void vr_night_darken(struct vr_pixels *picture, int percent);

#endif
