#include "vantrum/base/utf8.h"

#include <assert.h>

static bool is_surrogate(uint32_t code_point)
{
	return code_point >= 0xd800 && code_point <= 0xdfff;
}

// Bytes that a leading byte announces; 0 for one that cannot lead.
static size_t announced(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef)
		return 3;
	return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

uint32_t vr_utf8_next(const char *text, size_t length, size_t *at)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	static const unsigned char lead_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	assert(*at < length);
	size_t start = *at;
	unsigned char lead = (unsigned char)text[start];
	size_t bytes = announced(lead);
	*at = start + 1;
	if (bytes == 0 || bytes > length - start)
		return VR_UTF8_BAD;
	uint32_t code_point = lead & lead_bits[bytes];
	for (size_t i = 1; i < bytes; i++) {
		unsigned char next = (unsigned char)text[start + i];
		if ((next & 0xc0) != 0x80)
			return VR_UTF8_BAD;
		code_point = code_point << 6 | (next & 0x3fu);
	}
	if (code_point < smallest[bytes] || code_point > 0x10ffff || is_surrogate(code_point))
		return VR_UTF8_BAD;
	*at = start + bytes;
	return code_point;
}

size_t vr_utf8_encode(uint32_t code_point, char out[4])
{
	assert(code_point <= 0x10ffff && !is_surrogate(code_point));
	if (code_point < 0x80) {
		out[0] = (char)code_point;
		return 1;
	}
	if (code_point < 0x800) {
		out[0] = (char)(0xc0 | code_point >> 6);
		out[1] = (char)(0x80 | (code_point & 0x3f));
		return 2;
	}
	if (code_point < 0x10000) {
		out[0] = (char)(0xe0 | code_point >> 12);
		out[1] = (char)(0x80 | (code_point >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code_point & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | code_point >> 18);
	out[1] = (char)(0x80 | (code_point >> 12 & 0x3f));
	out[2] = (char)(0x80 | (code_point >> 6 & 0x3f));
	out[3] = (char)(0x80 | (code_point & 0x3f));
	return 4;
}

bool vr_utf8_valid(const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		if (vr_utf8_next(text, length, &at) == VR_UTF8_BAD)
			return false;
	}
	return true;
}

size_t vr_utf8_count(const char *text, size_t length)
{
	size_t count = 0;
	for (size_t at = 0; at < length; count++)
		vr_utf8_next(text, length, &at);
	return count;
}
