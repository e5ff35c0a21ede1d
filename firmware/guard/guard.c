#include "scan.h"

#include <string.h>

static size_t scan_all(struct vr_symbols *symbols, struct vr_findings *findings)
{
	struct vr_numbers numbers;
	struct vr_words words;
	struct vr_symbol symbol;
	vr_numbers_init(&numbers, findings);
	vr_words_init(&words, findings);
	while (vr_symbols_next(symbols, &symbol)) {
		vr_words_feed(&words, &symbol);
		vr_numbers_feed(&numbers, &symbol, vr_words_phone_near(&words));
	}
	vr_words_end(&words);
	vr_numbers_end(&numbers);
	return symbols->steps + numbers.steps + words.steps;
}

// Without words, which only ever make a number less sure.
static size_t scan_numbers(struct vr_symbols *symbols, struct vr_findings *findings)
{
	struct vr_numbers numbers;
	struct vr_symbol symbol;
	vr_numbers_init(&numbers, findings);
	while (vr_symbols_next(symbols, &symbol))
		vr_numbers_feed(&numbers, &symbol, false);
	vr_numbers_end(&numbers);
	return symbols->steps + numbers.steps;
}

// As it is, then decoded once, twice, … as long as something is left to decode: each may show what another hides.
size_t vr_guard_scan_into(const char *text, size_t length, bool with_words, struct vr_findings *out)
{
	struct vr_symbols symbols;
	size_t steps = 0;
	out->count = 0;
	for (unsigned decodings = 0; decodings <= VR_GUARD_DECODINGS; decodings++) {
		vr_symbols_init(&symbols, text, length, decodings);
		steps += with_words ? scan_all(&symbols, out) : scan_numbers(&symbols, out);
		if (decodings > 0 && !symbols.levels[decodings - 1].found)
			break;
		if (decodings == 0 && (length == 0 || memchr(text, '%', length) == NULL))
			break;
	}
	return steps;
}

size_t vr_guard_scan(const char *text, size_t length, struct vr_guard_finding *out, size_t max)
{
	struct vr_findings findings;
	(void)vr_guard_scan_into(text, length, true, &findings);
	return vr_findings_copy(&findings, out, max);
}

#define DIGITS_LEAST 9u // of an interim number

static bool blocks_with(const char *text, size_t length, bool with_words)
{
	struct vr_findings findings;
	struct vr_guard_finding first;
	(void)vr_guard_scan_into(text, length, with_words, &findings);
	return vr_findings_copy(&findings, &first, 1) > 0 && vr_guard_blocks(first.code);
}

bool vr_guard_blocks_text(const char *text, size_t length)
{
	return vr_symbols_may_have_digits(text, length, DIGITS_LEAST) && blocks_with(text, length, false) &&
	       blocks_with(text, length, true);
}

bool vr_guard_blocks(enum vr_guard_code code)
{
	return code == VR_GUARD_IDENTITY_NUMBER;
}

const char *vr_guard_code_name(enum vr_guard_code code)
{
	static const char *const names[VR_GUARD_CODE_COUNT] = {
	        [VR_GUARD_IDENTITY_NUMBER] = "identity-number",
	        [VR_GUARD_TEN_DIGITS] = "ten-digits",
	        [VR_GUARD_FAILED_CHECK] = "failed-check",
	        [VR_GUARD_NUMBER_WORD] = "number-word",
	        [VR_GUARD_NAME_BESIDE_ROOM] = "name-beside-room",
	        [VR_GUARD_BIRTH_DATE] = "birth-date",
	        [VR_GUARD_CAR_PLATE] = "car-plate",
	};
	return names[code];
}
