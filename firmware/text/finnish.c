#include "finnish.h"

#include "hyphen.h"

#include <dlfcn.h>
#include <libvoikko/voikko.h>
#include <string.h>
#include <unicode/ustring.h>

const char *vr_finnish_library = "libvoikko.so.1";

// It brings ten libraries along that no other language needs, so it is not linked but opened.
static struct {
	bool tried;
	void *library;
	struct VoikkoHandle *voikko; // NULL: there is none
	__typeof__(voikkoInit) *init;
	__typeof__(voikkoTerminate) *terminate;
	__typeof__(voikkoSetBooleanOption) *set_boolean;
	__typeof__(voikkoSetIntegerOption) *set_integer;
	__typeof__(voikkoHyphenateCstr) *hyphenate;
	__typeof__(voikkoFreeCstr) *free;
} of;

static bool find(const char *name, void *pointer)
{
	void *symbol = dlsym(of.library, name);
	memcpy(pointer, &symbol, sizeof(symbol));
	return symbol != NULL;
}

static bool find_all(void)
{
	return find("voikkoInit", &of.init) && find("voikkoTerminate", &of.terminate) &&
	       find("voikkoSetBooleanOption", &of.set_boolean) && find("voikkoSetIntegerOption", &of.set_integer) &&
	       find("voikkoHyphenateCstr", &of.hyphenate) && find("voikkoFreeCstr", &of.free);
}

bool vr_finnish_open(void)
{
	const char *problem = NULL;
	if (of.tried)
		return of.voikko != NULL;
	of.tried = true;
	of.library = dlopen(vr_finnish_library, RTLD_NOW | RTLD_LOCAL);
	if (of.library == NULL || !find_all())
		return false;
	of.voikko = of.init(&problem, "fi", NULL);
	if (of.voikko == NULL)
		return false;
	of.set_boolean(of.voikko, VOIKKO_OPT_NO_UGLY_HYPHENATION, 1);
	return true;
}

void vr_finnish_cleanup(void)
{
	if (of.voikko != NULL)
		of.terminate(of.voikko);
	if (of.library != NULL)
		dlclose(of.library);
	memset(&of, 0, sizeof(of));
}

// "-" at the units before which a hyphen may stand when words, and parts of compounds, of fewer letters than least stay
// whole; false when there is no mark for each unit.
static bool marks_of(const char *word, int32_t length, int least, char marks[VR_HYPHEN_LETTERS_MAX + 1])
{
	of.set_integer(of.voikko, VOIKKO_MIN_HYPHENATED_WORD_LENGTH, least);
	char *found = of.hyphenate(of.voikko, word);
	bool whole = found != NULL && (int32_t)strlen(found) == length;
	if (whole)
		memcpy(marks, found, (size_t)length + 1);
	if (found != NULL)
		of.free(found);
	return whole;
}

// Every part of a compound is shorter than the whole, so that only its joints are left when shorter words stay whole. A
// word that is no compound keeps all its syllables then.
void vr_finnish_points(const UChar *word, int32_t length, uint8_t *points)
{
	char utf8[VR_HYPHEN_LETTERS_MAX * 3 + 1];
	char syllables[VR_HYPHEN_LETTERS_MAX + 1], joints[VR_HYPHEN_LETTERS_MAX + 1];
	UErrorCode status = U_ZERO_ERROR;
	if (!vr_finnish_open())
		return;
	u_strToUTF8(utf8, sizeof(utf8), NULL, word, length, &status);
	if (U_FAILURE(status) || !marks_of(utf8, length, 0, syllables) || !marks_of(utf8, length, length, joints))
		return;
	bool compound = strcmp(syllables, joints) != 0;
	for (int32_t i = VR_HYPHEN_EDGE; i <= length - VR_HYPHEN_EDGE; i++) {
		if (syllables[i] == '-')
			points[i] = compound && joints[i] == '-' ? VR_HYPHEN_JOINT : VR_HYPHEN_SYLLABLE;
	}
}
