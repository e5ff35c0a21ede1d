// Room text: where words break and in which order runs stand (ICU: UAX #9, UAX #14, UAX #24; libhyphen, libvoikko). It
// knows no font: widths and coverage come from an injected struct vr_metrics. Pure apart from dictionaries read once.
// One thread.
#ifndef VANTRUM_TEXT_H
#define VANTRUM_TEXT_H

#include "vantrum/base.h"

struct vr_font {
	uint16_t px; // em size in pixels
	bool bold;
};

// A stretch of text of one direction, script and face. text is borrowed from the layout's arena.
struct vr_text_run {
	const char *text;
	uint16_t length;
	uint8_t face;
	bool rtl;
	char script[5]; // ISO 15924
	int x;          // from the left edge of the line's box
	int width;
};

// What text needs to know of fonts; implemented by paint, and by a fixed-width stand-in in tests.
struct vr_metrics {
	void *context;
	// The first face of the fallback chain that has the code point, or -1.
	int (*face)(void *context, uint32_t code_point, bool bold);
	// Advance in pixels of a shaped run; text and length, face, rtl and script are set.
	int (*width)(void *context, struct vr_font font, const struct vr_text_run *run);
	// Of the first face at this size: pixels above and below the baseline, and the height of H.
	void (*vertical)(void *context, struct vr_font font, int *ascent, int *descent, int *capital);
};

enum vr_align { VR_ALIGN_START, VR_ALIGN_CENTRE, VR_ALIGN_END };

struct vr_text_style {
	struct vr_font font;
	const char *language; // BCP 47: hyphenation, line breaking, locale
	bool rtl;             // base direction of the paragraph
	int width;            // of the box in pixels, > 0
	enum vr_align align;  // start is left in left-to-right text
	bool balance;         // lines of about equal length (headlines)
	bool no_break;        // one line only; what does not fit is an error of the caller, see vr_layout.fits
};

struct vr_text_line {
	const struct vr_text_run *runs; // in visual order, left to right
	size_t run_count;
	int width;
	size_t from, to; // bytes of the source text; each line goes on where the one before it ended
	bool ends_paragraph;
	bool ends_sentence, ends_clause; // its last sign is a full stop or the like; a comma or the like
	bool hyphen;                     // the last run in reading order ends with a hyphen that the source has not
};

struct vr_layout {
	const struct vr_text_line *lines;
	size_t line_count;
	int line_height; // pixels from baseline to baseline, by script (1.5 for Arabic, Ethiopic; 1.35 else)
	int ascent;      // from the top of a line to its baseline
	bool fits;       // no line is wider than the box
	size_t dropped;  // characters left out: no face has them, or they may not be drawn
};

#define VR_TEXT_MAX 32768 // bytes

// Lays the text out; lines live in the arena. A newline ends a paragraph (an empty one is an empty line), with no_break
// it is a space. Controls and characters that no face has are dropped, bidi controls end with their paragraph, at most
// two marks a base are kept, rows of spaces become one. Words are hyphenated where that saves a line and a dictionary,
// or the rule of their syllables, knows where; those that are wider than the box even so are broken anywhere, with a
// hyphen where letters stand on both sides. In no language (zxx) nothing gets a hyphen. Times, phone numbers and the
// like keep their order in right-to-left text and are not broken. Fails only with VR_LIMIT (the arena, or more than
// VR_TEXT_MAX bytes) and VR_MEMORY; out then has no lines.
bool vr_text_layout(const char *text, const struct vr_text_style *style, const struct vr_metrics *metrics,
                    struct vr_arena *arena, struct vr_layout *out, struct vr_error *error) VR_MUST_USE;

// Where pages begin when the first page has room for `first` lines (0: a title fills it) and each other for `rest` (at
// least 1), on as few pages as can be. Where that leaves lines to spare, pages end with a paragraph, a sentence or a
// clause rather than inside one, and no line stands alone; the last page then keeps `below` lines free for what follows
// it, if it can. Writes first-line indices; returns the number of pages, at least 1, at most max (the last one is then
// too long).
size_t vr_text_pages(const struct vr_layout *layout, size_t first, size_t rest, size_t below, size_t *starts,
                     size_t max);

// The space after the last sentence that ends between the bytes from … to of the text, so that a new line may begin
// there instead; 0: there is none. In doubt ("dr. Berg", text with bidi controls) there is none.
size_t vr_text_sentence_end(const char *text, size_t from, size_t to);

// How many characters of it somebody reads: what is never seen (bidi controls, soft hyphens, joiners) is not counted.
size_t vr_text_readable(const char *text, size_t length);

// For `check`: appends a line for each dictionary that Debian has and this machine lacks or cannot use. A text without
// one is broken between words, at its soft hyphens, and anywhere in a word that is longer than a line (Somali, Turkish
// and Kurmanji, which need none, between syllables).
void vr_text_check(struct vr_buffer *out);

// Releases dictionaries and ICU objects kept between calls.
void vr_text_cleanup(void);

#endif
