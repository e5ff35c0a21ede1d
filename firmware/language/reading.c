// How long a text needs to be read, from published reading speeds (IReST, young adults; characters a minute).
#include "locale.h"

#include <string.h>
#include <unicode/uscript.h>

static const struct {
	const char *language;
	UScriptCode script;
	int characters; // a minute
} speeds[] = {
        {"ar", USCRIPT_ARABIC, 612}, {"en", USCRIPT_LATIN, 987},  {"es", USCRIPT_LATIN, 1025},
        {"fi", USCRIPT_LATIN, 1078}, {"pl", USCRIPT_LATIN, 916},  {"ru", USCRIPT_CYRILLIC, 986},
        {"sv", USCRIPT_LATIN, 917},  {"tr", USCRIPT_LATIN, 1054},
};

// Its own figure, else the slowest of its script, else the slowest of all.
static int speed_of(const char *tag)
{
	UScriptCode script = USCRIPT_UNKNOWN;
	UErrorCode status = U_ZERO_ERROR;
	char resolved[VR_TAG_MAX];
	tag = vr_tag_resolved(tag, resolved);
	uscript_getCode(tag, &script, 1, &status);
	int of_script = 0, of_all = speeds[0].characters;
	size_t length = strcspn(tag, "-");
	for (size_t i = 0; i < VR_COUNT(speeds); i++) {
		int characters = speeds[i].characters;
		if (length == strlen(speeds[i].language) && strncmp(tag, speeds[i].language, length) == 0)
			return characters;
		if (characters < of_all)
			of_all = characters;
		if (speeds[i].script == script && (of_script == 0 || characters < of_script))
			of_script = characters;
	}
	return of_script != 0 ? of_script : of_all;
}

int64_t vr_reading_ms(const char *tag, size_t characters)
{
	return 2 * VR_SECOND + (int64_t)characters * 2 * VR_MINUTE / speed_of(tag);
}
