// What was found so far in one text, each thing once. Private to guard.
#ifndef VR_GUARD_FINDINGS_H
#define VR_GUARD_FINDINGS_H

#include "vantrum/guard.h"

struct vr_findings {
	struct vr_guard_finding items[VR_GUARD_FINDINGS_MAX];
	size_t count;
};

// Keeps a finding. Where several readings of the same bytes are a number, the surest stays; when the list is full, one
// that blocks takes the place of one that does not.
void vr_findings_add(struct vr_findings *findings, enum vr_guard_code code, size_t from, size_t to);

// Copies the first max out, those that block before the others; returns how many there are.
size_t vr_findings_copy(const struct vr_findings *findings, struct vr_guard_finding *out, size_t max);

#endif
