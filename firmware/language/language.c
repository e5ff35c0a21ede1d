// Which catalogue answers, and what it says.
#include "locale.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ures.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#define FIRST_ISOLATE "\xe2\x81\xa8"
#define POP_ISOLATE "\xe2\x81\xa9"
#define SAID_MAX 4096 // UTF-16 units of one phrase with its arguments

bool vr_locale_of(const char *tag, char out[VR_LOCALE_MAX])
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t parsed = 0;
	char resolved[VR_TAG_MAX];
	tag = vr_tag_resolved(tag, resolved);
	uloc_forLanguageTag(tag, out, VR_LOCALE_MAX - 32, &parsed, &status);
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING || parsed != (int32_t)strlen(tag) ||
	    out[0] == '\0' || out[0] == '@')
		return false;
	char region[ULOC_COUNTRY_CAPACITY];
	if (uloc_getCountry(out, region, sizeof(region), &status) == 0 && strchr(out, '@') == NULL)
		strcat(out, "_001");
	uloc_setKeywordValue("calendar", "gregorian", out, VR_LOCALE_MAX, &status);
	uloc_setKeywordValue("numbers", "latn", out, VR_LOCALE_MAX, &status);
	return U_SUCCESS(status);
}

bool vr_locale_known(const char *tag)
{
	UErrorCode status = U_ZERO_ERROR;
	char language[ULOC_LANG_CAPACITY], resolved[VR_TAG_MAX];
	uloc_getLanguage(vr_tag_resolved(tag, resolved), language, sizeof(language), &status);
	UResourceBundle *own = ures_open(NULL, language, &status);
	bool known = U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING;
	ures_close(own);
	return known;
}

static const char *comma_of(const char *locale)
{
	UScriptCode script = USCRIPT_UNKNOWN;
	UErrorCode status = U_ZERO_ERROR;
	uscript_getCode(locale, &script, 1, &status);
	return script == USCRIPT_ARABIC ? "، " : script == USCRIPT_ETHIOPIC ? "፣ " : ", ";
}

// The tag goes into a path, so only what a tag may be made of.
static bool plain_tag(const char *tag)
{
	size_t length = strlen(tag);
	return length > 0 && length < VR_TAG_MAX &&
	       strspn(tag, "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == length;
}

// "sr-Latn" has a parent that is written otherwise, which its readers need not know.
static bool is_written_so(const char *tag, const char *script)
{
	char likely[VR_LOCALE_MAX], usual[ULOC_SCRIPT_CAPACITY] = "";
	UErrorCode status = U_ZERO_ERROR;
	uloc_addLikelySubtags(tag, likely, sizeof(likely), &status);
	uloc_getScript(likely, usual, sizeof(usual), &status);
	return U_FAILURE(status) || usual[0] == '\0' || strcasecmp(usual, script) == 0;
}

// To the parent, as "sv-FI" to "sv". False when there is none.
static bool go_up(char *tag)
{
	char *cut = strrchr(tag, '-');
	if (cut == NULL)
		return false;
	*cut = '\0';
	return strlen(cut + 1) != 4 || is_written_so(tag, cut + 1);
}

// Adds the files of a tag and of its parents. A broken file is reported, and its parent still answers.
static void read_chain_of(struct vr_language *language, const char *start, bool *broken, struct vr_error *error)
{
	char tag[VR_TAG_MAX];
	strcpy(tag, start);
	do {
		struct vr_error why;
		if (language->chain_length == VR_CHAIN_MAX)
			return;
		if (vr_catalogue_read(tag, &language->chain[language->chain_length], NULL, &why)) {
			language->chain_length++;
		} else if (why.code != VR_NOT_FOUND && !*broken) {
			*broken = true;
			if (error != NULL)
				*error = why;
		}
	} while (go_up(tag));
}

static bool read_chain(struct vr_language *language, struct vr_error *error)
{
	char resolved[VR_TAG_MAX];
	const char *other = vr_tag_resolved(language->tag, resolved);
	bool broken = false;
	read_chain_of(language, language->tag, &broken, error);
	if (other != language->tag)
		read_chain_of(language, other, &broken, error);
	if (broken)
		return false;
	return language->chain_length > 0 ||
	       vr_fail(error, VR_NOT_FOUND, "no catalogue locale/%s.arb: phrases are shown in English", language->tag);
}

bool vr_language_create(const char *tag, struct vr_language **out, struct vr_error *error)
{
	struct vr_language *language = vr_alloc(1, sizeof(*language));
	language->formatters = vr_alloc(1, sizeof(*language->formatters));
	*out = language;
	if (!plain_tag(tag) || !vr_locale_of(tag, language->locale)) {
		strcpy(language->tag, "en");
		language->known = true;
		language->comma = ", ";
		bool english = vr_locale_of("en", language->locale);
		assert(english);
		(void)english;
		return vr_fail(error, VR_INVALID, "“%.40s” is not a language tag (BCP 47), e.g. sv", tag);
	}
	strcpy(language->tag, tag);
	language->rtl = uloc_isRightToLeft(language->locale);
	language->known = vr_locale_known(tag);
	language->comma = comma_of(language->locale);
	return read_chain(language, error);
}

void vr_language_destroy(struct vr_language *language)
{
	if (language == NULL)
		return;
	struct vr_formatters *formatters = language->formatters;
	for (size_t i = 0; i < VR_PHRASE_COUNT; i++) {
		if (formatters->phrases[i] != NULL)
			umsg_close(formatters->phrases[i]);
	}
	if (formatters->long_date != NULL)
		udat_close(formatters->long_date);
	if (formatters->short_date != NULL)
		udat_close(formatters->short_date);
	if (formatters->number != NULL)
		unum_close(formatters->number);
	vr_catalogue_destroy(formatters->english);
	free(formatters);
	for (size_t i = 0; i < language->chain_length; i++)
		vr_catalogue_destroy(language->chain[i]);
	free(language);
}

const char *vr_language_tag(const struct vr_language *language)
{
	return language->tag;
}

bool vr_language_rtl(const struct vr_language *language)
{
	return language->rtl;
}

// The pattern and the catalogue that has it: an English stand-in follows English plural rules.
static const char *find(const struct vr_language *language, enum vr_phrase phrase, const char **tag)
{
	assert(phrase < VR_PHRASE_COUNT);
	for (size_t i = 0; i < language->chain_length; i++) {
		if (language->chain[i]->patterns[phrase] != NULL) {
			*tag = language->tag;
			return language->chain[i]->patterns[phrase];
		}
	}
	struct vr_formatters *formatters = language->formatters;
	if (formatters->english == NULL)
		formatters->english = vr_catalogue_built_in();
	*tag = "en";
	return formatters->english->patterns[phrase];
}

bool vr_can_say(const struct vr_language *language, enum vr_phrase phrase)
{
	const char *tag;
	const char *pattern = find(language, phrase, &tag);
	return pattern != NULL && pattern[0] != '\0';
}

bool vr_says_itself(const struct vr_language *language, enum vr_phrase phrase)
{
	const char *tag;
	return find(language, phrase, &tag) != NULL && strcmp(tag, language->tag) == 0;
}

void vr_say(const struct vr_language *language, enum vr_phrase phrase, struct vr_buffer *out)
{
	assert(vr_phrase_rows[phrase].arguments[0] == '\0');
	const char *tag;
	vr_buffer_text(out, find(language, phrase, &tag)); // without arguments a pattern is plain text: no ICU
}

static UMessageFormat *open_phrase(const struct vr_language *language, enum vr_phrase phrase)
{
	UMessageFormat **slot = &language->formatters->phrases[phrase];
	if (*slot != NULL)
		return *slot;
	const char *tag;
	const char *pattern = find(language, phrase, &tag);
	char locale[VR_LOCALE_MAX];
	UChar wide[VR_PATTERN_MAX + 1];
	int32_t length = 0;
	UErrorCode status = U_ZERO_ERROR;
	u_strFromUTF8(wide, VR_PATTERN_MAX, &length, pattern, -1, &status);
	if (!vr_locale_of(tag, locale))
		status = U_ILLEGAL_ARGUMENT_ERROR;
	*slot = umsg_open(wide, length, locale, NULL, &status);
	if (U_FAILURE(status)) {
		vr_log(VR_LOG_ERROR, "language", "%s in %s cannot be said: %s", vr_phrase_rows[phrase].key, tag,
		       u_errorName(status));
		umsg_close(*slot);
		*slot = NULL;
	}
	return *slot;
}

void vr_add_utf16(struct vr_buffer *out, const UChar *text, int32_t length)
{
	char narrow[SAID_MAX * 3];
	int32_t bytes = 0;
	UErrorCode status = U_ZERO_ERROR;
	u_strToUTF8WithSub(narrow, sizeof(narrow), &bytes, text, length, 0xfffd, NULL, &status);
	if (U_SUCCESS(status) && bytes <= (int32_t)sizeof(narrow))
		vr_buffer_add(out, narrow, (size_t)bytes);
	else
		out->full = true;
}

static bool has_rtl(const char *text)
{
	size_t length = strlen(text);
	for (size_t at = 0; at < length;) {
		uint32_t c = vr_utf8_next(text, length, &at);
		UCharDirection direction = u_charDirection((UChar32)c);
		if (c != VR_UTF8_BAD && (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC))
			return true;
	}
	return false;
}

// An argument keeps its own order inside a sentence of the other direction.
static void widen_argument(const struct vr_language *language, const char *text, UChar wide[SAID_MAX])
{
	char isolated[SAID_MAX];
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = 0;
	bool foreign = language->rtl || has_rtl(text);
	int bytes = snprintf(isolated, sizeof(isolated), "%s%s%s", foreign ? FIRST_ISOLATE : "", text,
	                     foreign ? POP_ISOLATE : "");
	u_strFromUTF8WithSub(wide, SAID_MAX - 1, &length, isolated, -1, 0xfffd, NULL, &status);
	if (bytes >= (int)sizeof(isolated) || U_FAILURE(status))
		length = 0; // longer than anything that the contract lets in
	wide[length] = 0;
}

void vr_say_text(const struct vr_language *language, enum vr_phrase phrase, const char *first, const char *second,
                 struct vr_buffer *out)
{
	assert(vr_phrase_rows[phrase].arguments[0] == 's');
	assert((vr_phrase_rows[phrase].arguments[1] == 's') == (second != NULL));
	UMessageFormat *format = open_phrase(language, phrase);
	if (format == NULL)
		return;
	UChar wide_first[SAID_MAX], wide_second[SAID_MAX], said[SAID_MAX];
	widen_argument(language, first, wide_first);
	widen_argument(language, second != NULL ? second : "", wide_second);
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = umsg_format(format, said, SAID_MAX, &status, wide_first, wide_second);
	if (U_SUCCESS(status))
		vr_add_utf16(out, said, length);
	else
		out->full = true;
}

void vr_say_number(const struct vr_language *language, enum vr_phrase phrase, double number, struct vr_buffer *out)
{
	assert(vr_phrase_rows[phrase].arguments[0] == 'n');
	UMessageFormat *format = open_phrase(language, phrase);
	if (format == NULL)
		return;
	UChar said[SAID_MAX];
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = umsg_format(format, said, SAID_MAX, &status, number);
	if (U_SUCCESS(status))
		vr_add_utf16(out, said, length);
	else
		out->full = true;
}
