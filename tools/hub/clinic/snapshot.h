// How a snapshot is made. Private to hub/clinic.
#ifndef VANTRUM_HUB_CLINIC_SNAPSHOT_H
#define VANTRUM_HUB_CLINIC_SNAPSHOT_H

#include "clinic.h"

// Takes over the buffer's bytes (at least one) and leaves it empty; one reference.
struct vr_hub_snapshot *vr_hub_snapshot_take(struct vr_buffer *bytes);

#endif
