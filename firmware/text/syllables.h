// Where words of languages may be hyphenated whose spelling shows their syllables: Somali, Turkish, Kurmanji Kurdish.
// A syllable begins with the last consonant before a vowel, whatever stands before it: for Turkish that is the rule of
// its language institute (TDK, Yazım Kuralları, "Hece Yapısı ve Satır Sonunda Kelimelerin Bölünmesi"), Somali and
// Kurmanji have no other syllables than such.
#ifndef VR_TEXT_SYLLABLES_H
#define VR_TEXT_SYLLABLES_H

#include "vantrum/base.h"

#include <unicode/utypes.h>

// As vr_hyphen_points; none for another language (a bare code, "so").
void vr_syllable_points(const char *language, const UChar *word, int32_t length, uint8_t *points);

#endif
