// One language has several codes: a patient's Dari is "prs" in one list and "fa-AF" in another. Which of them CLDR
// keeps its data under is in ICU's own table of aliases; uloc_canonicalize does not look there.
#include "locale.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

// RFC 5646 §2.1: what stands before variants and extensions. Script and region come with their hyphen, or are "".
struct parts {
	char language[9];
	char script[6], region[5];
	const char *rest;
};

static size_t length_of(const char *subtag, int (*all)(int))
{
	size_t length = strcspn(subtag, "-");
	for (size_t i = 0; i < length; i++)
		if (!all((unsigned char)subtag[i]))
			return 0;
	return length;
}

// Moves *at behind a subtag with its hyphen.
static void take(const char **at, size_t length, char *out, size_t size)
{
	snprintf(out, size, "%.*s", (int)length + 1, *at);
	*at += strlen(out);
}

static void split(const char *tag, struct parts *parts)
{
	*parts = (struct parts){.rest = tag + strcspn(tag, "-")};
	snprintf(parts->language, sizeof parts->language, "%.*s", (int)(parts->rest - tag), tag);
	for (char *at = parts->language; *at != '\0'; at++)
		*at = (char)tolower((unsigned char)*at);
	if (*parts->rest == '-' && length_of(parts->rest + 1, isalpha) == 4)
		take(&parts->rest, 4, parts->script, sizeof parts->script);
	if (*parts->rest == '-' && length_of(parts->rest + 1, isalpha) == 2)
		take(&parts->rest, 2, parts->region, sizeof parts->region);
	else if (*parts->rest == '-' && length_of(parts->rest + 1, isdigit) == 3)
		take(&parts->rest, 3, parts->region, sizeof parts->region);
}

// What the table has for a language, as a tag: "fa-AF"; false where it has nothing.
static bool look_up(const char *language, char out[VR_TAG_MAX])
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = 0;
	UResourceBundle *metadata = ures_openDirect(NULL, "metadata", &status);
	UResourceBundle *aliases = ures_getByKey(metadata, "alias", NULL, &status);
	UResourceBundle *languages = ures_getByKey(aliases, "language", NULL, &status);
	UResourceBundle *entry = ures_getByKey(languages, language, NULL, &status);
	const UChar *replacement = ures_getStringByKey(entry, "replacement", &length, &status);
	u_strToUTF8(out, VR_TAG_MAX, NULL, replacement, length, &status);
	ures_close(entry);
	ures_close(languages);
	ures_close(aliases);
	ures_close(metadata);
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
		return false;
	for (char *at = out; *at != '\0'; at++)
		*at = (char)(*at == '_' ? '-' : *at);
	return true;
}

// UTS #35, annex C: what the alias adds to a language gives way to what the tag says.
const char *vr_tag_resolved(const char *tag, char out[VR_TAG_MAX])
{
	struct parts own, other;
	char replacement[VR_TAG_MAX];
	split(tag, &own);
	if (!look_up(own.language, replacement))
		return tag;
	split(replacement, &other);
	int length = snprintf(out, VR_TAG_MAX, "%s%s%s%s", other.language, *own.script ? own.script : other.script,
	                      *own.region ? own.region : other.region, own.rest);
	return length < VR_TAG_MAX ? out : tag;
}
