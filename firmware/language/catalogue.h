// One catalogue file (ARB) in memory: a pattern a phrase, or NULL.
#ifndef VR_LANGUAGE_CATALOGUE_H
#define VR_LANGUAGE_CATALOGUE_H

#include "vantrum/language.h"

#define VR_CATALOGUE_MAX (256U * 1024U) // bytes of a file
#define VR_PATTERN_MAX 2000             // bytes of a phrase
#define VR_DATE_WORD_MAX 400            // bytes of a word of dates
#define VR_TAG_MAX 36                   // bytes of a tag with its NUL; RFC 5646 §4.4.1 asks for 35

// What a catalogue says of dates where ICU knows nothing of the language, or less than its readers: all optional.
enum vr_date_word {
	VR_DATE_LONG,     // an ICU pattern of d, M or L, y and quoted text
	VR_DATE_SHORT,    // the same without a year
	VR_DATE_MONTHS,   // twelve names with commas, as they stand in a date
	VR_DATE_WEEKDAYS, // seven, Monday first
	VR_DATE_WEEKDAYS_SHORT,
	VR_DATE_WORD_COUNT
};
extern const char *const vr_date_keys[VR_DATE_WORD_COUNT];

struct vr_catalogue {
	char tag[VR_TAG_MAX];
	char *patterns[VR_PHRASE_COUNT]; // owned
	char *dates[VR_DATE_WORD_COUNT]; // owned; a list's names are separated by a comma alone
};

struct vr_phrase_row {
	const char *key;
	const char *arguments; // see VR_PHRASES
	bool staff;            // one of VR_STAFF_PHRASES
};
extern const struct vr_phrase_row vr_phrase_rows[VR_PHRASE_COUNT];

// Reads assets/locale/<tag>.arb. *out is NULL after failure: VR_NOT_FOUND without a file, VR_INVALID when it is
// broken. A phrase whose pattern is not fit for its arguments, and a word of dates that is wrong, is left out and
// listed in problems (may be NULL).
bool vr_catalogue_read(const char *tag, struct vr_catalogue **out, struct vr_buffer *problems,
                       struct vr_error *error) VR_MUST_USE;

// The English catalogue as it was when the program was built: it is there even without any file.
struct vr_catalogue *vr_catalogue_built_in(void);

// The same for bytes already in memory; for tests and the above.
bool vr_catalogue_parse(const char *tag, const char *bytes, size_t length, struct vr_catalogue **out,
                        struct vr_buffer *problems, struct vr_error *error) VR_MUST_USE;

void vr_catalogue_destroy(struct vr_catalogue *catalogue);

#endif
