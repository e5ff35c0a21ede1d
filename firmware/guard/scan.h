// One text through all of the guard. Private to guard and its tests.
#ifndef VR_GUARD_SCAN_H
#define VR_GUARD_SCAN_H

#include "numbers.h"
#include "words.h"

// Returns the steps that it took: bytes read, groups and words looked at. A number of them a byte, whatever the text.
size_t vr_guard_scan_into(const char *text, size_t length, bool with_words, struct vr_findings *out);

#endif
