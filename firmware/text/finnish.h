// Where Finnish words may be hyphenated: libvoikko, which knows the parts of compounds. No patterns do: a syllable of
// the usual rule may run across two of them ("terveysasema").
#ifndef VR_TEXT_FINNISH_H
#define VR_TEXT_FINNISH_H

#include "vantrum/base.h"

#include <unicode/utypes.h>

// As vr_hyphen_points; none where the library or its dictionary is not installed.
void vr_finnish_points(const UChar *word, int32_t length, uint8_t *points);

// The library is opened when a Finnish word needs it; another name only in tests.
extern const char *vr_finnish_library;
bool vr_finnish_open(void); // false: it is not installed, or has no dictionary
void vr_finnish_cleanup(void);

#endif
