#include "symbols.h"

#include <ctype.h>

struct range {
	uint32_t from, to;
};

static bool in_ranges(uint32_t c, const struct range *ranges, size_t count)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (c > ranges[middle].to)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && c >= ranges[low].from;
}

// Unicode's decimal digits (general category Nd), ten from each of these; the mathematical ones are five sets.
static const struct range digits[] = {
        {0x30, 0x39},       {0x660, 0x669},     {0x6f0, 0x6f9},     {0x7c0, 0x7c9},     {0x966, 0x96f},
        {0x9e6, 0x9ef},     {0xa66, 0xa6f},     {0xae6, 0xaef},     {0xb66, 0xb6f},     {0xbe6, 0xbef},
        {0xc66, 0xc6f},     {0xce6, 0xcef},     {0xd66, 0xd6f},     {0xde6, 0xdef},     {0xe50, 0xe59},
        {0xed0, 0xed9},     {0xf20, 0xf29},     {0x1040, 0x1049},   {0x1090, 0x1099},   {0x17e0, 0x17e9},
        {0x1810, 0x1819},   {0x1946, 0x194f},   {0x19d0, 0x19d9},   {0x1a80, 0x1a89},   {0x1a90, 0x1a99},
        {0x1b50, 0x1b59},   {0x1bb0, 0x1bb9},   {0x1c40, 0x1c49},   {0x1c50, 0x1c59},   {0xa620, 0xa629},
        {0xa8d0, 0xa8d9},   {0xa900, 0xa909},   {0xa9d0, 0xa9d9},   {0xa9f0, 0xa9f9},   {0xaa50, 0xaa59},
        {0xabf0, 0xabf9},   {0xff10, 0xff19},   {0x104a0, 0x104a9}, {0x10d30, 0x10d39}, {0x11066, 0x1106f},
        {0x110f0, 0x110f9}, {0x11136, 0x1113f}, {0x111d0, 0x111d9}, {0x112f0, 0x112f9}, {0x11450, 0x11459},
        {0x114d0, 0x114d9}, {0x11650, 0x11659}, {0x116c0, 0x116c9}, {0x11730, 0x11739}, {0x118e0, 0x118e9},
        {0x11950, 0x11959}, {0x11c50, 0x11c59}, {0x11d50, 0x11d59}, {0x11da0, 0x11da9}, {0x11f50, 0x11f59},
        {0x16a60, 0x16a69}, {0x16ac0, 0x16ac9}, {0x16b50, 0x16b59}, {0x1d7ce, 0x1d7ff}, {0x1e140, 0x1e149},
        {0x1e2f0, 0x1e2f9}, {0x1e4d0, 0x1e4d9}, {0x1e950, 0x1e959}, {0x1fbf0, 0x1fbf9},
};

// What takes no room on the wall: format characters, variation selectors, tags, marks over and around a digit. U+FFFD
// is among them because the wall leaves it out.
static const struct range invisible[] = {
        {0xad, 0xad},     {0x300, 0x36f},   {0x61c, 0x61c},   {0x17b4, 0x17b5}, {0x180b, 0x180f},
        {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f}, {0x20d0, 0x20f0}, {0xfe00, 0xfe0f},
        {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xfff0, 0xfffb}, {0xfffd, 0xfffd}, {0xe0000, 0xe0fff},
};

// Of spaces, dashes and pluses those beyond ASCII.
static const struct range spaces[] = {
        {0x80, 0xa0},     {0x115f, 0x1160}, {0x1680, 0x1680}, {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f},
        {0x205f, 0x205f}, {0x2800, 0x2800}, {0x3000, 0x3000}, {0x3164, 0x3164}, {0xffa0, 0xffa0},
};

static const struct range dashes[] = {
        {0x2d7, 0x2d7},   {0x58a, 0x58a},   {0x5be, 0x5be},   {0x1400, 0x1400}, {0x1806, 0x1806}, {0x2010, 0x2015},
        {0x2043, 0x2043}, {0x2053, 0x2053}, {0x207b, 0x207b}, {0x208b, 0x208b}, {0x2212, 0x2212}, {0x2500, 0x2501},
        {0x2796, 0x2796}, {0x2e17, 0x2e17}, {0x2e1a, 0x2e1a}, {0x2e3a, 0x2e3b}, {0x2e40, 0x2e40}, {0x2e5d, 0x2e5d},
        {0x301c, 0x301c}, {0x3030, 0x3030}, {0x30a0, 0x30a0}, {0x30fc, 0x30fc}, {0xfe31, 0xfe32}, {0xfe58, 0xfe58},
        {0xfe63, 0xfe63}, {0xff0d, 0xff0d},
};

static const struct range pluses[] = {
        {0x207a, 0x207a}, {0x208a, 0x208a}, {0x2795, 0x2795}, {0xfb29, 0xfb29}, {0xfe62, 0xfe62}, {0xff0b, 0xff0b},
};

// Beyond ASCII, what is neither a letter nor any of the above: punctuation, symbols, pictures.
static const struct range signs[] = {
        {0xa1, 0xa9},     {0xab, 0xb4},     {0xb6, 0xb9},     {0xbb, 0xbf},     {0xd7, 0xd7},       {0xf7, 0xf7},
        {0x589, 0x589},   {0x60c, 0x60d},   {0x61b, 0x61f},   {0x66a, 0x66d},   {0x6d4, 0x6d4},     {0x964, 0x965},
        {0x1361, 0x1368}, {0x2010, 0x2bff}, {0x2e00, 0x2e7f}, {0x3001, 0x303f}, {0xe000, 0xf8ff},   {0xfe10, 0xfe6f},
        {0xff01, 0xff20}, {0xff3b, 0xff40}, {0xff5b, 0xff65}, {0xffe0, 0xffff}, {0x1f000, 0x1faff},
};

#define IN(c, ranges) in_ranges(c, ranges, VR_COUNT(ranges))

void vr_symbols_init(struct vr_symbols *symbols, const char *text, size_t length, unsigned decodings)
{
	*symbols = (struct vr_symbols){.text = text, .length = length, .decodings = decodings};
}

static bool next_byte(struct vr_symbols *symbols, unsigned level, struct vr_guard_byte *out);

// Brings bytes of the level below into the queue until there are `count`.
static bool fill(struct vr_symbols *symbols, unsigned level, unsigned count)
{
	while (symbols->levels[level].count < count) {
		unsigned next = symbols->levels[level].count;
		if (!next_byte(symbols, level, &symbols->levels[level].queue[next]))
			return false;
		symbols->levels[level].count++;
	}
	return true;
}

static unsigned char hex_value(unsigned char c)
{
	return (unsigned char)(isdigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
}

// One byte of the text after `level` decodings. Each takes at most three from the level below, once each.
static bool next_byte(struct vr_symbols *symbols, unsigned level, struct vr_guard_byte *out)
{
	symbols->steps++;
	if (level == 0) {
		if (symbols->at == symbols->length)
			return false;
		*out = (struct vr_guard_byte){(unsigned char)symbols->text[symbols->at], symbols->at, symbols->at + 1};
		symbols->at++;
		return true;
	}
	level--;
	struct vr_guard_byte *queue = symbols->levels[level].queue;
	unsigned used = 1;
	if (!fill(symbols, level, 1))
		return false;
	*out = queue[0];
	if (out->value == '%' && fill(symbols, level, 3) && isxdigit(queue[1].value) && isxdigit(queue[2].value)) {
		out->value = (unsigned char)(hex_value(queue[1].value) << 4 | hex_value(queue[2].value));
		out->to = queue[2].to;
		symbols->levels[level].found = true;
		used = 3;
	}
	symbols->levels[level].count -= used;
	for (unsigned i = 0; i < symbols->levels[level].count; i++)
		queue[i] = queue[i + used];
	return true;
}

// Brings bytes until there are `count` ahead or the text ends; returns how many there are.
static unsigned look_ahead(struct vr_symbols *symbols, unsigned count)
{
	while (symbols->ahead_count < count &&
	       next_byte(symbols, symbols->decodings, &symbols->ahead[symbols->ahead_count]))
		symbols->ahead_count++;
	return symbols->ahead_count;
}

static bool next_code_point(struct vr_symbols *symbols, uint32_t *out, size_t *from, size_t *to)
{
	struct vr_guard_byte *ahead = symbols->ahead;
	size_t used = 1;
	if (look_ahead(symbols, 1) == 0)
		return false;
	*out = ahead[0].value;
	if (*out >= 0x80) {
		char bytes[4];
		unsigned count = look_ahead(symbols, 4);
		for (unsigned i = 0; i < count; i++)
			bytes[i] = (char)ahead[i].value;
		used = 0;
		*out = vr_utf8_next(bytes, count, &used);
	}
	*from = ahead[0].from;
	*to = ahead[used - 1].to;
	symbols->ahead_count -= (unsigned)used;
	for (unsigned i = 0; i < symbols->ahead_count; i++)
		ahead[i] = ahead[i + used];
	return true;
}

// A letter of Latin-1 in lower case without its mark: word lists need no å, and decomposed text looks the same.
static uint32_t without_mark(uint32_t c)
{
	static const char base[] = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo*ouuuuypy";
	return c >= 0xc0 && c <= 0xff ? (uint32_t)base[c - 0xc0] : c;
}

static void read_letter(uint32_t c, struct vr_symbol *out)
{
	if (c >= 0xff21 && c <= 0xff5a)
		c -= 0xff21 - 'A';
	out->upper = (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde) || (c >= 0x391 && c <= 0x3ab) ||
	             (c >= 0x400 && c <= 0x42f) || (c >= 0x100 && c <= 0x17f && (c & 1) == (c >= 0x139 && c <= 0x148));
	out->value = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : without_mark(c);
	out->marked = c >= 0xc0 && out->value != c;
}

static uint32_t digit_value(uint32_t c)
{
	size_t i = 0;
	while (c > digits[i].to)
		i++;
	return (c - digits[i].from) % 10;
}

// Most text is ASCII, which needs no table.
static enum vr_symbol_kind ascii_kind(uint32_t c)
{
	if (isalpha((int)c))
		return VR_SYMBOL_LETTER;
	if (isdigit((int)c))
		return VR_SYMBOL_DIGIT;
	if (c <= ' ' || c == 0x7f)
		return VR_SYMBOL_SPACE;
	if (c == '-' || c == '_')
		return VR_SYMBOL_DASH;
	return c == '+' ? VR_SYMBOL_PLUS : VR_SYMBOL_OTHER;
}

// Broken UTF-8 separates: a lone 0xA0 or 0x96 is a space or a dash of an older encoding.
static enum vr_symbol_kind kind_of(uint32_t c)
{
	if (c < 0x80)
		return ascii_kind(c);
	if (c == VR_UTF8_BAD || IN(c, spaces))
		return VR_SYMBOL_SPACE;
	if (IN(c, digits))
		return VR_SYMBOL_DIGIT;
	if (IN(c, dashes))
		return VR_SYMBOL_DASH;
	if (IN(c, pluses))
		return VR_SYMBOL_PLUS;
	return IN(c, signs) ? VR_SYMBOL_OTHER : VR_SYMBOL_LETTER;
}

bool vr_symbols_next(struct vr_symbols *symbols, struct vr_symbol *out)
{
	uint32_t c;
	do {
		if (!next_code_point(symbols, &c, &out->from, &out->to))
			return false;
	} while (c >= 0x80 && c != VR_UTF8_BAD && IN(c, invisible));
	out->kind = kind_of(c);
	out->value = out->kind == VR_SYMBOL_DIGIT ? digit_value(c) : c;
	out->upper = out->marked = false;
	if (out->kind == VR_SYMBOL_LETTER)
		read_letter(c, out);
	return true;
}

// First bytes of UTF-8 that may begin a digit beyond ASCII.
static bool may_lead_digit(unsigned char lead, unsigned char next)
{
	switch (lead) {
	case 0xd9:
		return next >= 0xa0 && next <= 0xa9;
	case 0xdb:
		return next >= 0xb0 && next <= 0xb9;
	case 0xdf:
	case 0xe0:
	case 0xe1:
	case 0xea:
	case 0xef:
	case 0xf0:
		return true;
	default:
		return false;
	}
}

bool vr_symbols_may_have_digits(const char *text, size_t length, size_t least)
{
	size_t count = 0;
	for (size_t i = 0; i < length && count < least; i++) {
		unsigned char c = (unsigned char)text[i], next = i + 1 < length ? (unsigned char)text[i + 1] : 0;
		count += c == '%' && isxdigit(next); // of an encoded digit there is at least this
		count += (c >= '0' && c <= '9') || (c >= 0x80 && may_lead_digit(c, next));
	}
	return count >= least;
}
