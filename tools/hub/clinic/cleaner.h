// Pictures that nothing refers to any more leave the disk: file by file, a round a day. The main thread's.
#ifndef VANTRUM_HUB_CLINIC_CLEANER_H
#define VANTRUM_HUB_CLINIC_CLEANER_H

#include "hub/store/store.h"

// How long a picture is kept that no message needs: somebody may still be writing it.
#define VR_MEDIA_UNUSED (7 * VR_DAY)

struct vr_media_cleaner;

// folder: of the pictures. The first round begins with the first step.
struct vr_media_cleaner *vr_media_cleaner_create(const char *folder);
void vr_media_cleaner_destroy(struct vr_media_cleaner *cleaner); // NULL is a no-op

// A small part of a round, or nothing where the day's is done. A picture that was not brought for VR_MEDIA_UNUSED, and
// that no message, whatever its state, no approved version and no clinic's words name, is first forgotten by the store,
// so that it has to be brought again to be used, and its file goes in the round after that. False: VR_IO, a later
// round tries again.
bool vr_media_cleaner_step(struct vr_media_cleaner *cleaner, struct vr_store *store, struct vr_mono now,
                           struct vr_instant wall, struct vr_error *error) VR_MUST_USE;

#endif
