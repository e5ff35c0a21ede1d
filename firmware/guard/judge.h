// Says of groups of digits whether they are a personal identity number. Private to guard.
#ifndef VR_GUARD_JUDGE_H
#define VR_GUARD_JUDGE_H

#include "numbers.h"

// All readings that begin with the first group.
void vr_judge_first(struct vr_numbers *numbers);

// All groups as one number, when they are a chain of their own: breaks that no number has are then no excuse.
void vr_judge_whole(struct vr_numbers *numbers);

#endif
