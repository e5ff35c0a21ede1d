// The rules on words and numbers that stand together. Private to guard.
#ifndef VR_GUARD_RULES_H
#define VR_GUARD_RULES_H

#include "words.h"

// Looks what the newest token makes of those before it.
void vr_rules_apply(struct vr_words *words, struct vr_token *newest);

#endif
