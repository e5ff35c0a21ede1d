// What the files of room hub/screens share.
#ifndef VANTRUM_HUB_SCREENS_LIST_H
#define VANTRUM_HUB_SCREENS_LIST_H

#include "screens.h"

struct vr_hub_screens {
	struct vr_store *store;
	char pictures[VR_PATH_MAX];
	struct vr_hub_screen **items; // by id
	size_t count;
	struct vr_hub_screen **by_token; // open addressing; at most half full
	size_t slots;                    // a power of two; 0: never filled
	struct vr_hub_latency latency;
};

#endif
