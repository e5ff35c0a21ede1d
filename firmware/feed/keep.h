// When a programme goes to disk. Waits change every minute and are withdrawn after a restart anyway: not worth a write.
#ifndef VANTRUM_FEED_KEEP_H
#define VANTRUM_FEED_KEEP_H

#include "vantrum/model.h"

#define VR_KEEP_HASH 32
#define VR_KEEP_WAITS_MS (30 * VR_MINUTE)
#define VR_KEEP_BYTES_PER_HOUR (192 * 1024) // of programmes in which nothing but the waits changed

struct vr_keep {
	unsigned char lasting[VR_KEEP_HASH]; // of the newest that was stored
	bool known;
	struct vr_mono stored;
};

// A hash of all that a screen shows, but for waits, sequence and times of issue of the programme.
void vr_keep_lasting(const struct vr_programme *programme, unsigned char out[VR_KEEP_HASH]);

// Says that this one is on disk already.
void vr_keep_note(struct vr_keep *keep, const struct vr_programme *programme, struct vr_mono now);

// Whether this one, with so many bytes, is to be stored now.
bool vr_keep_wants(const struct vr_keep *keep, const struct vr_programme *programme, size_t bytes, struct vr_mono now);

#endif
