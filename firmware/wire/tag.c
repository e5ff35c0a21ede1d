#include "reading.h"

#include <ctype.h>
#include <string.h>

// One subtag in the case that RFC 5646 §2.1.1 recommends: region upper, script title, all else lower.
static void canonical_case(char *subtag, size_t length, bool first, bool after_singleton)
{
	bool region = !first && !after_singleton && length == 2;
	bool script = !first && !after_singleton && length == 4 && isalpha((unsigned char)subtag[0]);
	for (size_t i = 0; i < length; i++) {
		int c = (unsigned char)subtag[i];
		subtag[i] = (char)(region || (script && i == 0) ? toupper(c) : tolower(c));
	}
}

static bool well_formed(const char *subtag, size_t length, bool first)
{
	if (length == 0 || length > 8 || (first && length < 2))
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)subtag[i];
		if (c > 127 || (first ? !isalpha(c) : !isalnum(c)))
			return false;
	}
	return true;
}

bool vr_tag_canonical(const char *text, char out[VR_LANGUAGE_TAG])
{
	size_t length = strlen(text);
	if (length >= VR_LANGUAGE_TAG)
		return false;
	memcpy(out, text, length + 1);
	bool after_singleton = false;
	size_t subtag = 0;
	for (size_t at = 0; at < length + 1; at += subtag + 1) {
		subtag = strcspn(out + at, "-");
		if (!well_formed(out + at, subtag, at == 0))
			return false;
		canonical_case(out + at, subtag, at == 0, after_singleton);
		after_singleton = after_singleton || subtag == 1;
	}
	return true;
}
