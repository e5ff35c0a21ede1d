#include "hyphen.h"

#include <glob.h>
#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uloc.h>
#include <unistd.h>

#define FOLDER "/usr/share/hyphen"
#define LANGUAGES_MAX 16
#define TAG_MAX 36

struct dictionary {
	char language[TAG_MAX];
	HyphenDict *patterns;  // NULL: there is none
	UConverter *converter; // to its encoding, mostly ISO 8859
};

static struct dictionary dictionaries[LANGUAGES_MAX];
static size_t dictionary_count;

static void close_dictionary(struct dictionary *dictionary)
{
	if (dictionary->patterns != NULL)
		hnj_hyphen_free(dictionary->patterns);
	if (dictionary->converter != NULL)
		ucnv_close(dictionary->converter);
	*dictionary = (struct dictionary){0};
}

void vr_hyphen_cleanup(void)
{
	for (size_t i = 0; i < dictionary_count; i++)
		close_dictionary(&dictionaries[i]);
	dictionary_count = 0;
}

static bool first_match(const char *pattern, char *path, size_t size)
{
	glob_t found;
	if (glob(pattern, 0, NULL, &found) != 0)
		return false;
	snprintf(path, size, "%s", found.gl_pathv[0]);
	globfree(&found);
	return true;
}

// hyph_sv_FI.dic of "sv-FI"; of a bare "sv" the file of the likeliest region, hyph_sv_SE.dic; else hyph_sv.dic, else
// that of any region.
static bool find_file(const char *language, char *path, size_t size)
{
	char locale[ULOC_FULLNAME_CAPACITY], likely[ULOC_FULLNAME_CAPACITY];
	char name[ULOC_LANG_CAPACITY], region[ULOC_COUNTRY_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;
	int32_t parsed;
	uloc_forLanguageTag(language, locale, sizeof(locale), &parsed, &status);
	uloc_addLikelySubtags(locale, likely, sizeof(likely), &status);
	uloc_getLanguage(likely, name, sizeof(name), &status);
	uloc_getCountry(likely, region, sizeof(region), &status);
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
		return false;
	snprintf(path, size, FOLDER "/hyph_%s_%s.dic", name, region);
	if (access(path, R_OK) == 0)
		return true;
	snprintf(path, size, FOLDER "/hyph_%s.dic", name);
	if (access(path, R_OK) == 0)
		return true;
	char pattern[64];
	snprintf(pattern, sizeof(pattern), FOLDER "/hyph_%s_*.dic", name);
	return first_match(pattern, path, size);
}

static void open_dictionary(struct dictionary *dictionary, const char *language)
{
	char path[256];
	strncpy(dictionary->language, language, TAG_MAX - 1);
	if (!find_file(language, path, sizeof(path)))
		return;
	UErrorCode status = U_ZERO_ERROR;
	dictionary->patterns = hnj_hyphen_load(path);
	if (dictionary->patterns == NULL)
		return;
	dictionary->converter = ucnv_open(dictionary->patterns->cset, &status);
	ucnv_setFromUCallBack(dictionary->converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	if (U_SUCCESS(status))
		return;
	vr_log(VR_LOG_WARNING, "text", "%s has an unknown encoding: words are not hyphenated", path);
	hnj_hyphen_free(dictionary->patterns);
	dictionary->patterns = NULL;
}

static const struct dictionary *dictionary_of(const char *language)
{
	for (size_t i = 0; i < dictionary_count; i++) {
		if (strncmp(dictionaries[i].language, language, TAG_MAX - 1) == 0)
			return &dictionaries[i];
	}
	if (dictionary_count == LANGUAGES_MAX) // more than a programme has; begin anew
		vr_hyphen_cleanup();
	struct dictionary *dictionary = &dictionaries[dictionary_count++];
	open_dictionary(dictionary, language);
	return dictionary;
}

// The patterns are in lower case.
static bool encode(const struct dictionary *dictionary, const UChar *word, int32_t length, char *out, int32_t size,
                   int32_t *bytes)
{
	UChar lower[VR_HYPHEN_LETTERS_MAX];
	for (int32_t i = 0; i < length; i++)
		lower[i] = (UChar)u_tolower(word[i]);
	UErrorCode status = U_ZERO_ERROR;
	*bytes = ucnv_fromUChars(dictionary->converter, out, size, lower, length, &status);
	return U_SUCCESS(status) && *bytes < size && (dictionary->patterns->utf8 || *bytes == length);
}

void vr_hyphen_points(const char *language, const UChar *word, int32_t length, bool points[VR_HYPHEN_LETTERS_MAX])
{
	memset(points, 0, VR_HYPHEN_LETTERS_MAX * sizeof(points[0]));
	if (length > VR_HYPHEN_LETTERS_MAX || length < VR_HYPHEN_WORD_MIN)
		return; // before its dictionary is opened: that takes longer than to lay out a slide
	const struct dictionary *dictionary = dictionary_of(language);
	if (dictionary->patterns == NULL)
		return;
	char bytes[VR_HYPHEN_LETTERS_MAX * 3 + 1];
	char marks[sizeof(bytes) + 5] = {0};
	int32_t count;
	char **replaced = NULL;
	int *places = NULL, *cuts = NULL;
	if (!encode(dictionary, word, length, bytes, sizeof(bytes), &count) ||
	    hnj_hyphen_hyphenate2(dictionary->patterns, bytes, count, marks, NULL, &replaced, &places, &cuts) != 0)
		return;
	for (int32_t i = VR_HYPHEN_EDGE; i <= length - VR_HYPHEN_EDGE; i++) {
		bool respelled = replaced != NULL && replaced[i - 1] != NULL; // "tillåta" → "till-låta": not ours to do
		points[i] = (marks[i - 1] & 1) != 0 && !respelled;
	}
	for (int32_t i = 0; replaced != NULL && i < count; i++)
		free(replaced[i]);
	free(replaced);
	free(places);
	free(cuts);
}
