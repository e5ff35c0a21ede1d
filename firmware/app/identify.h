// The screen says which one it is, because somebody at the hub looks for it: for some seconds its name stands in front
// of the show, which goes on behind. An emergency ends it. Main thread only. Private to app.
#ifndef VANTRUM_APP_IDENTIFY_H
#define VANTRUM_APP_IDENTIFY_H

#include "show.h"

struct identify {
	struct vr_mono until; // ms 0: the show is in front
	bool up;              // the name is on the screen, or being faded in
};

// Puts the name in front of the show for so long from now on, unless an emergency is there.
void vr_identify_begin(struct identify *identify, struct show *show, int seconds, struct vr_now now);

// Before the plan is asked: ends it when its time is up.
void vr_identify_tend(struct identify *identify, struct show *show, struct vr_now now);

// After the plan was asked: makes way for an emergency (the place is no longer covered), or paints the name where it is
// not up yet. *next is brought nearer.
void vr_identify_put_up(struct identify *identify, struct show *show, struct show_place *place, const char *screen_id,
                        struct vr_now now, struct vr_mono *next);

// What is on the glass meanwhile, as the contract has a word for it: an idle slide.
struct vr_slide vr_identify_slide(const struct identify *identify, const struct show *show, struct vr_now now);

#endif
