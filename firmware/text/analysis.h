// What is known of every character of a text before it is cut into lines. Units are UTF-16, as ICU reads them.
#ifndef VR_TEXT_ANALYSIS_H
#define VR_TEXT_ANALYSIS_H

#include "vantrum/text.h"

#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

enum vr_unit_kind {
	VR_UNIT_DRAWN,
	VR_UNIT_SPACE,   // drawn, but not at the end of a line
	VR_UNIT_HIDDEN,  // bidi controls, soft hyphen, zero-width break: has an effect, is not drawn
	VR_UNIT_NEWLINE, // ends a paragraph
};

enum vr_break_kind {
	VR_BREAK_NONE,
	VR_BREAK_ALLOWED,
	VR_BREAK_SOFT,  // after a soft hyphen: a hyphen is drawn there
	VR_BREAK_LOOSE, // only where a line could not hold what stands on both sides: "kl. | 08:30", "40 | minuuttia"
};

// Parallel arrays, one entry a unit; owned by the scratch memory of the room, good until the next layout.
struct vr_analysis {
	int32_t length;
	UChar *units;
	uint32_t *source; // byte in the source; one more entry: the source's length
	int16_t *scripts; // UScriptCode, resolved
	UBiDiLevel *levels;
	uint8_t *kinds;
	uint8_t *faces;
	uint8_t *breaks; // whether a line may begin before the unit
	UChar *wide;     // room for the text with isolates added
	int32_t *map;    // of wide to units; of runs to their visual order later on
	char *narrow;    // room for the whole text in UTF-8
	UBiDiLevel *run_levels;
	size_t dropped;
	bool tall; // has a script that needs more leading
};

// Memory for a source of so many bytes; kept and reused. False with VR_MEMORY.
bool vr_analysis_reserve(struct vr_analysis *analysis, size_t bytes, struct vr_error *error) VR_MUST_USE;
void vr_analysis_cleanup(void);

// Fills units, source, kinds and faces: what may not or cannot be drawn is left out.
void vr_text_clean(struct vr_analysis *analysis, const char *text, size_t length, const struct vr_text_style *style,
                   const struct vr_metrics *metrics);

// Fill levels, scripts and breaks of one paragraph, units from … to.
void vr_text_resolve_levels(struct vr_analysis *analysis, int32_t from, int32_t to, bool rtl);
void vr_text_resolve_scripts(struct vr_analysis *analysis, int32_t from, int32_t to, const char *language);
void vr_text_resolve_breaks(struct vr_analysis *analysis, int32_t from, int32_t to, const char *language);

// Where the number that starts at `at` ends: times, ranges, phone numbers with their spaces and dashes, and whatever
// hangs on it without a space ("1177.se"). at itself when no number starts there.
int32_t vr_text_number_end(const struct vr_analysis *analysis, int32_t at, int32_t to);

// Whether a unit begins something that a reader sees as one character.
bool vr_text_grapheme_start(const struct vr_analysis *analysis, int32_t at);

// The code point at a unit.
UChar32 vr_text_code_point(const struct vr_analysis *analysis, int32_t at);

void vr_text_levels_cleanup(void);
void vr_text_breaks_cleanup(void);

#endif
