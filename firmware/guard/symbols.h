// Text as the guard sees it: digits of any script, letters without marks and case, spaces and dashes of any kind.
// Private to guard.
#ifndef VR_GUARD_SYMBOLS_H
#define VR_GUARD_SYMBOLS_H

#include "vantrum/base.h"

// How often "%25" may stand for the "%" of another escape. Nothing decodes an address more often than that.
#define VR_GUARD_DECODINGS 3u

enum vr_symbol_kind {
	VR_SYMBOL_DIGIT,
	VR_SYMBOL_LETTER,
	VR_SYMBOL_SPACE,
	VR_SYMBOL_DASH,
	VR_SYMBOL_PLUS,
	VR_SYMBOL_OTHER
};

struct vr_symbol {
	enum vr_symbol_kind kind;
	uint32_t value; // a digit's 0 … 9, a letter in lower case without its marks, else the code point
	bool upper;
	bool marked;     // a letter whose mark was taken off
	size_t from, to; // bytes of the text as it was given
};

struct vr_guard_byte {
	unsigned char value;
	size_t from, to;
};

// Reads text after percent-decoding it `decodings` times.
struct vr_symbols {
	const char *text;
	size_t length, at;
	unsigned decodings;
	struct {
		struct vr_guard_byte queue[3];
		unsigned count;
		bool found; // an escape was decoded here
	} levels[VR_GUARD_DECODINGS];
	struct vr_guard_byte ahead[4];
	unsigned ahead_count;
	size_t steps; // bytes taken at any level: what the work is proportional to
};

void vr_symbols_init(struct vr_symbols *symbols, const char *text, size_t length, unsigned decodings);

// The next symbol; invisible characters are passed over. False at the end.
bool vr_symbols_next(struct vr_symbols *symbols, struct vr_symbol *out);

// Whether there may be `least` digits in the text, of any script, percent-encoded or not. Quick, and errs towards yes.
bool vr_symbols_may_have_digits(const char *text, size_t length, size_t least);

#endif
