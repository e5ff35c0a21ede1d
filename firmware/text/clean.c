// From untrusted bytes to characters that can be drawn.
#include "analysis.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>

#define MARKS_MAX 2 // a base: more would climb out of their line

#define SOFT_HYPHEN 0xad
#define NO_BREAK_SPACE 0xa0
#define ZERO_WIDTH_SPACE 0x200b
#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d
#define WORD_JOINER 0x2060

static struct vr_analysis scratch; // main memory of the room; see vr_analysis_reserve
static size_t scratch_bytes;

void vr_analysis_cleanup(void)
{
	free(scratch.units);
	free(scratch.source);
	free(scratch.scripts);
	free(scratch.levels);
	free(scratch.kinds);
	free(scratch.faces);
	free(scratch.breaks);
	free(scratch.wide);
	free(scratch.map);
	free(scratch.narrow);
	free(scratch.run_levels);
	scratch = (struct vr_analysis){0};
	scratch_bytes = 0;
}

// A byte becomes one unit at most; isolates at most double the units.
static bool grow(size_t bytes)
{
	vr_analysis_cleanup();
	scratch.units = vr_alloc_large(bytes, sizeof(*scratch.units));
	scratch.source = vr_alloc_large(bytes + 1, sizeof(*scratch.source));
	scratch.scripts = vr_alloc_large(bytes, sizeof(*scratch.scripts));
	scratch.levels = vr_alloc_large(bytes, sizeof(*scratch.levels));
	scratch.kinds = vr_alloc_large(bytes, sizeof(*scratch.kinds));
	scratch.faces = vr_alloc_large(bytes, sizeof(*scratch.faces));
	scratch.breaks = vr_alloc_large(bytes, sizeof(*scratch.breaks));
	scratch.wide = vr_alloc_large(3 * bytes, sizeof(*scratch.wide));
	scratch.map = vr_alloc_large(3 * bytes, sizeof(*scratch.map));
	scratch.narrow = vr_alloc_large(3 * bytes + 1, sizeof(*scratch.narrow));
	scratch.run_levels = vr_alloc_large(bytes, sizeof(*scratch.run_levels));
	return scratch.units && scratch.source && scratch.scripts && scratch.levels && scratch.kinds && scratch.faces &&
	       scratch.breaks && scratch.wide && scratch.map && scratch.narrow && scratch.run_levels;
}

bool vr_analysis_reserve(struct vr_analysis *analysis, size_t bytes, struct vr_error *error)
{
	size_t wanted = bytes < 4096 ? 4096 : bytes;
	if (wanted > scratch_bytes) {
		if (!grow(wanted)) {
			vr_analysis_cleanup();
			return vr_fail(error, VR_MEMORY, "no memory to lay out a text of %zu bytes", bytes);
		}
		scratch_bytes = wanted;
	}
	*analysis = scratch;
	return true;
}

struct cleaner {
	struct vr_analysis *analysis;
	const struct vr_metrics *metrics;
	bool bold;
	bool one_line;
	UChar32 base; // what marks may sit on, 0: nothing
	int marks;    // on it
};

static void put(struct cleaner *cleaner, UChar32 c, size_t at, enum vr_unit_kind kind, int face)
{
	struct vr_analysis *a = cleaner->analysis;
	UChar units[2] = {(UChar)c};
	int32_t count = 1;
	if (c > 0xffff) {
		units[0] = (UChar)(0xd7c0 + (c >> 10));
		units[1] = (UChar)(0xdc00 + (c & 0x3ff));
		count = 2;
	}
	for (int32_t i = 0; i < count; i++) {
		a->units[a->length] = units[i];
		a->source[a->length] = (uint32_t)at;
		a->kinds[a->length] = (uint8_t)kind;
		a->faces[a->length] = (uint8_t)face;
		a->length++;
	}
}

static int face_of(const struct cleaner *cleaner, UChar32 c)
{
	int face = cleaner->metrics->face(cleaner->metrics->context, (uint32_t)c, cleaner->bold);
	return face > UINT8_MAX ? -1 : face;
}

// A row of spaces and tabs is one space; a paragraph begins with none.
static void put_space(struct cleaner *cleaner, size_t at)
{
	const struct vr_analysis *a = cleaner->analysis;
	cleaner->base = 0;
	int face = face_of(cleaner, ' ');
	uint8_t before = a->length > 0 ? a->kinds[a->length - 1] : VR_UNIT_NEWLINE;
	if (face >= 0 && before != VR_UNIT_SPACE && before != VR_UNIT_NEWLINE)
		put(cleaner, ' ', at, VR_UNIT_SPACE, face);
}

// The narrow ones are in few fonts, and even the wide one not in all.
static void put_no_break_space(struct cleaner *cleaner, size_t at)
{
	int face = face_of(cleaner, NO_BREAK_SPACE);
	cleaner->base = 0;
	if (face >= 0)
		put(cleaner, NO_BREAK_SPACE, at, VR_UNIT_DRAWN, face);
	else
		put_space(cleaner, at);
}

static void put_newline(struct cleaner *cleaner, size_t at)
{
	if (cleaner->one_line) {
		put_space(cleaner, at);
		return;
	}
	cleaner->base = 0;
	put(cleaner, '\n', at, VR_UNIT_NEWLINE, 0);
}

// A mark stays with its base, so it must come from the base's face or melt into one character with it.
static void put_mark(struct cleaner *cleaner, UChar32 c, size_t at)
{
	struct vr_analysis *a = cleaner->analysis;
	if (cleaner->base == 0 || cleaner->marks == MARKS_MAX) {
		a->dropped++;
		return;
	}
	uint8_t face = a->faces[a->length - 1];
	if (face_of(cleaner, c) == face) {
		put(cleaner, c, at, VR_UNIT_DRAWN, face);
		cleaner->marks++;
		return;
	}
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	UChar32 composed = U_SUCCESS(status) ? unorm2_composePair(nfc, cleaner->base, c) : U_SENTINEL;
	if (cleaner->marks == 0 && composed > 0 && composed <= 0xffff && cleaner->base <= 0xffff &&
	    face_of(cleaner, composed) >= 0) {
		a->units[a->length - 1] = (UChar)composed;
		a->faces[a->length - 1] = (uint8_t)face_of(cleaner, composed);
		cleaner->base = composed;
	} else {
		a->dropped++;
	}
}

// Joiners shape cursive scripts; elsewhere they only glue emoji.
static void put_joiner(struct cleaner *cleaner, UChar32 c, size_t at)
{
	const struct vr_analysis *a = cleaner->analysis;
	if (cleaner->base != 0 && u_charDirection(cleaner->base) == U_RIGHT_TO_LEFT_ARABIC)
		put(cleaner, c, at, VR_UNIT_DRAWN, a->faces[a->length - 1]);
}

static void put_drawn(struct cleaner *cleaner, UChar32 c, size_t at)
{
	int face = face_of(cleaner, c);
	cleaner->base = face >= 0 ? c : 0;
	cleaner->marks = 0;
	if (face >= 0)
		put(cleaner, c, at, VR_UNIT_DRAWN, face);
	else
		cleaner->analysis->dropped++;
}

static bool is_newline(UChar32 c)
{
	return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool never_drawn(UChar32 c)
{
	switch (u_charType(c)) {
	case U_CONTROL_CHAR:
	case U_UNASSIGNED:
	case U_SURROGATE:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
		return true;
	default:
		return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || (c >= 0xfff9 && c <= 0xfffd);
	}
}

static void put_any(struct cleaner *cleaner, UChar32 c, size_t at)
{
	int type = u_charType(c);
	if (is_newline(c)) {
		put_newline(cleaner, at);
	} else if (c == 0x202f || c == 0x2007 || c == NO_BREAK_SPACE) {
		put_no_break_space(cleaner, at);
	} else if (c == '\t' || type == U_SPACE_SEPARATOR) {
		put_space(cleaner, at);
	} else if (c == SOFT_HYPHEN || c == ZERO_WIDTH_SPACE || c == WORD_JOINER ||
	           u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL)) {
		cleaner->base = 0;
		put(cleaner, c, at, VR_UNIT_HIDDEN, 0);
	} else if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
		put_joiner(cleaner, c, at);
	} else if (never_drawn(c)) {
		cleaner->analysis->dropped++;
	} else if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK) {
		put_mark(cleaner, c, at);
	} else {
		put_drawn(cleaner, c, at);
	}
}

void vr_text_clean(struct vr_analysis *analysis, const char *text, size_t length, const struct vr_text_style *style,
                   const struct vr_metrics *metrics)
{
	struct cleaner cleaner = {analysis, metrics, style->font.bold, style->no_break, 0, 0};
	analysis->length = 0;
	analysis->dropped = 0;
	for (size_t at = 0; at < length;) {
		size_t from = at;
		uint32_t c = vr_utf8_next(text, length, &at);
		if (c == VR_UTF8_BAD)
			analysis->dropped++;
		else
			put_any(&cleaner, (UChar32)c, from);
	}
	analysis->source[analysis->length] = (uint32_t)length;
}

UChar32 vr_text_code_point(const struct vr_analysis *analysis, int32_t at)
{
	UChar unit = analysis->units[at];
	if (unit >= 0xd800 && unit < 0xdc00) // the cleaner writes both halves
		return 0x10000 + ((unit - 0xd800) << 10) + (analysis->units[at + 1] - 0xdc00);
	return unit;
}
