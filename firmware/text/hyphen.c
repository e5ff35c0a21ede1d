#include "hyphen.h"

#include "finnish.h"
#include "syllables.h"

#include "vantrum/text.h"

#include <glob.h>
#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uloc.h>
#include <unistd.h>

#define LANGUAGES_MAX 16
#define TAG_MAX 36
#define JOINT_LETTERS_MIN 5 // of the second part of a compound

const char *vr_hyphen_folder = "/usr/share/hyphen";

// Languages that a clinic here may write in and that Debian has a dictionary for. Bosnian is hyphenated as Croatian is.
static const struct {
	const char *language, *dictionary, *package;
} packaged[] = {
        {"sv", "sv", "hyphen-sv"}, {"en", "en", "hyphen-en-gb"}, {"pl", "pl", "hyphen-pl"}, {"ru", "ru", "hyphen-ru"},
        {"uk", "uk", "hyphen-uk"}, {"es", "es", "hyphen-es"},    {"bs", "hr", "hyphen-hr"},
};

struct dictionary {
	char language[TAG_MAX];
	char name[ULOC_LANG_CAPACITY]; // the language alone; "": not a tag
	HyphenDict *patterns;          // NULL: there is none
	UConverter *converter;         // to its encoding, mostly ISO 8859
	bool broken;                   // there is one that cannot be used
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
	vr_finnish_cleanup();
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

static const char *dictionary_for(const char *language)
{
	for (size_t i = 0; i < VR_COUNT(packaged); i++) {
		if (strcmp(packaged[i].language, language) == 0)
			return packaged[i].dictionary;
	}
	return language;
}

// Language and likeliest region of a tag.
static bool split_tag(const char *tag, char name[ULOC_LANG_CAPACITY], char region[ULOC_COUNTRY_CAPACITY])
{
	char locale[ULOC_FULLNAME_CAPACITY], likely[ULOC_FULLNAME_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;
	int32_t parsed;
	uloc_forLanguageTag(tag, locale, sizeof(locale), &parsed, &status);
	if (uloc_getLanguage(locale, name, ULOC_LANG_CAPACITY, &status) == 0)
		return false; // the likeliest of none would be English
	uloc_addLikelySubtags(locale, likely, sizeof(likely), &status);
	uloc_getLanguage(likely, name, ULOC_LANG_CAPACITY, &status);
	uloc_getCountry(likely, region, ULOC_COUNTRY_CAPACITY, &status);
	return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING;
}

// hyph_sv_FI.dic of "sv-FI"; of a bare "sv" the file of the likeliest region, hyph_sv_SE.dic; else hyph_sv.dic, else
// that of any region.
static bool find_file(const char *name, const char *region, char *path, size_t size)
{
	char pattern[VR_PATH_MAX];
	const char *dictionary = dictionary_for(name);
	snprintf(path, size, "%s/hyph_%s_%s.dic", vr_hyphen_folder, dictionary, region);
	if (access(path, R_OK) == 0)
		return true;
	snprintf(path, size, "%s/hyph_%s.dic", vr_hyphen_folder, dictionary);
	if (access(path, R_OK) == 0)
		return true;
	snprintf(pattern, sizeof(pattern), "%s/hyph_%s_*.dic", vr_hyphen_folder, dictionary);
	return first_match(pattern, path, size);
}

static bool open_converter(struct dictionary *dictionary)
{
	UErrorCode status = U_ZERO_ERROR;
	if (dictionary->patterns->cset[0] == '\0') // to ICU that is the machine's own
		return false;
	dictionary->converter = ucnv_open(dictionary->patterns->cset, &status);
	ucnv_setFromUCallBack(dictionary->converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	return U_SUCCESS(status);
}

static void open_dictionary(struct dictionary *dictionary, const char *language)
{
	char path[VR_PATH_MAX], region[ULOC_COUNTRY_CAPACITY];
	strncpy(dictionary->language, language, TAG_MAX - 1);
	if (!split_tag(language, dictionary->name, region))
		dictionary->name[0] = '\0';
	if (dictionary->name[0] == '\0' || !find_file(dictionary->name, region, path, sizeof(path)))
		return;
	dictionary->patterns = hnj_hyphen_load(path);
	if (dictionary->patterns != NULL && open_converter(dictionary))
		return;
	vr_log(VR_LOG_WARNING, "text", "%s cannot be used: words are not hyphenated", path);
	dictionary->broken = true;
	if (dictionary->patterns != NULL)
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

// Swedish compounds are often joined by an s: "vaccinations-mottagning" reads better than "vaccinationsmot-tagning".
static enum vr_hyphen_point kind_of(const struct dictionary *dictionary, const UChar *word, int32_t at, int32_t length)
{
	bool joint = strcmp(dictionary->name, "sv") == 0 && word[at - 1] == 's' && length - at >= JOINT_LETTERS_MIN;
	return joint ? VR_HYPHEN_JOINT : VR_HYPHEN_SYLLABLE;
}

static void pattern_points(const struct dictionary *dictionary, const UChar *word, int32_t length, uint8_t *points)
{
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
		if ((marks[i - 1] & 1) != 0 && !respelled)
			points[i] = (uint8_t)kind_of(dictionary, word, i, length);
	}
	for (int32_t i = 0; replaced != NULL && i < count; i++)
		free(replaced[i]);
	free(replaced);
	free(places);
	free(cuts);
}

void vr_hyphen_points(const char *language, const UChar *word, int32_t length, uint8_t points[VR_HYPHEN_LETTERS_MAX])
{
	memset(points, VR_HYPHEN_NONE, VR_HYPHEN_LETTERS_MAX);
	if (length > VR_HYPHEN_LETTERS_MAX || length < VR_HYPHEN_WORD_MIN)
		return; // before its dictionary is opened: that takes longer than to lay out a slide
	const struct dictionary *dictionary = dictionary_of(language);
	if (dictionary->patterns != NULL)
		pattern_points(dictionary, word, length, points);
	else if (strcmp(dictionary->name, "fi") == 0)
		vr_finnish_points(word, length, points);
	else
		vr_syllable_points(dictionary->name, word, length, points);
}

void vr_text_check(struct vr_buffer *out)
{
	for (size_t i = 0; i < VR_COUNT(packaged); i++) {
		const struct dictionary *dictionary = dictionary_of(packaged[i].language);
		if (dictionary->patterns == NULL)
			vr_buffer_format(out, "%s dictionary for hyphens in %s: install %s\n",
			                 dictionary->broken ? "broken" : "no", packaged[i].language,
			                 packaged[i].package);
	}
	if (dictionary_of("fi")->patterns == NULL && !vr_finnish_open())
		vr_buffer_text(out, "no dictionary for hyphens in fi: install libvoikko1 and voikko-fi\n");
}
