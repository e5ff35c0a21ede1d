// Where a word may be hyphenated: libhyphen with the dictionaries of the system, each read when first needed; libvoikko
// for Finnish; by the rule of its syllables where the spelling shows them.
#ifndef VR_TEXT_HYPHEN_H
#define VR_TEXT_HYPHEN_H

#include "vantrum/base.h"

#include <unicode/utypes.h>

#define VR_HYPHEN_LETTERS_MAX 64 // of a word; longer ones are no words
#define VR_HYPHEN_EDGE 3         // letters that stay before and after a hyphen
#define VR_HYPHEN_WORD_MIN 10    // letters of a word that may be broken: a short one reads better whole

enum vr_hyphen_point {
	VR_HYPHEN_NONE,
	VR_HYPHEN_SYLLABLE,
	VR_HYPHEN_JOINT, // between the parts of a compound, as far as that is known
};

// points[i], an enum vr_hyphen_point: whether a hyphen may stand before unit i of the word. None without a dictionary
// or a fitting encoding.
void vr_hyphen_points(const char *language, const UChar *word, int32_t length, uint8_t points[VR_HYPHEN_LETTERS_MAX]);

// Where dictionaries are looked for; another place only in tests.
extern const char *vr_hyphen_folder;

void vr_hyphen_cleanup(void);

#endif
