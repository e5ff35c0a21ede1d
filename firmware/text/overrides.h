// Which characters stand under an explicit override (UAX #9, rules X1 to X8). ICU pairs brackets under an override with
// those beside it; who feeds it puts a letter of the forced direction in their place.
#ifndef VR_TEXT_OVERRIDES_H
#define VR_TEXT_OVERRIDES_H

#include "vantrum/base.h"

#include <unicode/utypes.h>

#define VR_OVERRIDES_DEPTH 127 // levels are at most 125

struct vr_overrides {
	struct vr_override {
		uint8_t level;
		bool isolate;
		UChar letter; // of the forced direction; 0: nothing is forced
	} stack[VR_OVERRIDES_DEPTH];
	int depth;
	int isolates;                           // that a PDI may still end
	int isolates_beyond, embeddings_beyond; // too deep to have an effect
};

void vr_overrides_init(struct vr_overrides *overrides, bool rtl);

// Takes note of a control; anything else has no effect.
void vr_overrides_take(struct vr_overrides *overrides, UChar control);

// The letter to put in place of what stands here, or 0.
UChar vr_overrides_letter(const struct vr_overrides *overrides);

#endif
