#include "syllables.h"

#include "hyphen.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

struct spelling {
	const char *language;
	const UChar *vowels;
	const char *pairs; // two letters that are one consonant, all in one
};

static const struct spelling spellings[] = {
        {"so", u"aeiou", "dhkhsh"},
        {"tr", u"aeıioöuüâîû", ""},
        {"ku", u"aeêiîouû", ""},
};

static const struct spelling *spelling_of(const char *language)
{
	for (size_t i = 0; i < VR_COUNT(spellings); i++) {
		if (strcmp(spellings[i].language, language) == 0)
			return &spellings[i];
	}
	return NULL;
}

static bool is_vowel(const struct spelling *spelling, UChar unit)
{
	return u_strchr(spelling->vowels, (UChar)u_tolower(unit)) != NULL;
}

static bool is_pair(const struct spelling *spelling, const UChar *units)
{
	for (const char *pair = spelling->pairs; *pair != '\0'; pair += 2) {
		if (u_tolower(units[0]) == pair[0] && u_tolower(units[1]) == pair[1])
			return true;
	}
	return false;
}

// Where the consonant begins that stands before unit i.
static int32_t consonant_before(const struct spelling *spelling, const UChar *word, int32_t i)
{
	return i >= 2 && is_pair(spelling, word + i - 2) ? i - 2 : i - 1;
}

void vr_syllable_points(const char *language, const UChar *word, int32_t length, uint8_t *points)
{
	const struct spelling *spelling = spelling_of(language);
	if (spelling == NULL)
		return;
	bool syllable = length > 0 && is_vowel(spelling, word[0]); // there is one before
	for (int32_t i = 1; i < length; i++) {
		if (!is_vowel(spelling, word[i]))
			continue;
		int32_t at = consonant_before(spelling, word, i);
		if (syllable && !is_vowel(spelling, word[i - 1]) && at >= VR_HYPHEN_EDGE &&
		    at <= length - VR_HYPHEN_EDGE)
			points[at] = VR_HYPHEN_SYLLABLE;
		syllable = true;
	}
}
