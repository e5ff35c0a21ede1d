// What ICU needs to know of a language, and its formatters, opened when first asked for: a cold ICU costs tens of
// milliseconds, and the first slide seldom needs them all.
#ifndef VR_LANGUAGE_LOCALE_H
#define VR_LANGUAGE_LOCALE_H

#include "catalogue.h"

#include <unicode/udat.h>
#include <unicode/umsg.h>
#include <unicode/unum.h>

#define VR_LOCALE_MAX 128

// Filled lazily behind a const struct vr_language; that is why a catalogue is for one thread at a time.
struct vr_formatters {
	UMessageFormat *phrases[VR_PHRASE_COUNT];
	UDateFormat *long_date, *short_date;
	UNumberFormat *number;
	struct vr_catalogue *english; // the built-in one, once another lacked a phrase
};

#define VR_CHAIN_MAX 4

struct vr_language {
	char tag[VR_TAG_MAX];
	char locale[VR_LOCALE_MAX];               // ICU's name, Gregorian, Latin digits, a region
	struct vr_catalogue *chain[VR_CHAIN_MAX]; // owned; own first, then parents, then by its other name
	size_t chain_length;
	bool rtl;
	bool known;                       // to ICU: its dates are its own, not those of whoever runs the program
	const char *comma;                // between items of a list, by script
	struct vr_formatters *formatters; // owned
};

// The tag that CLDR keeps the language of this one under: "fa-AF" of "prs", "ku" of "kmr". In out, or the tag itself
// where it has no other.
const char *vr_tag_resolved(const char *tag, char out[VR_TAG_MAX]);

// ICU's name of a tag for formatting. Without a region the world's (001) is taken: day before month in English too.
// False when the tag is not BCP 47.
bool vr_locale_of(const char *tag, char out[VR_LOCALE_MAX]) VR_MUST_USE;

// True when ICU has data of the tag's language; without, it would answer in the language of the system.
bool vr_locale_known(const char *tag);

// Appends UTF-16.
void vr_add_utf16(struct vr_buffer *out, const UChar *text, int32_t length);

#endif
