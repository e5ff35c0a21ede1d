// The picture of the slide that comes next, painted while the one before stands still. What comes after all may be
// something else: a picture is used for the very slide that it was painted for, and else thrown away. Main thread only.
// Private to app.
#ifndef VANTRUM_APP_AHEAD_H
#define VANTRUM_APP_AHEAD_H

#include "vantrum/image.h"
#include "vantrum/model.h"

struct ahead {
	struct vr_pixels pixels; // data NULL: nothing is painted, and the rest does not count
	struct vr_slide slide;   // with a reference to its programme, so that no other one can have its address
	bool pictured;           // the slide's own picture could be shown when it was composed
};

// Takes the pixels, in place of what there was.
void vr_ahead_keep(struct ahead *ahead, const struct vr_slide *slide, bool pictured, struct vr_pixels *pixels);

// Whether what is painted is what would be painted now. Both programmes must be alive.
bool vr_ahead_is(const struct ahead *ahead, const struct vr_slide *slide, bool pictured);

// Gives the pixels away if they are the slide's; if not, *out stays as it is and they are thrown away.
bool vr_ahead_take(struct ahead *ahead, const struct vr_slide *slide, bool pictured, struct vr_pixels *out);

void vr_ahead_drop(struct ahead *ahead);

#endif
