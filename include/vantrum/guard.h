// Room guard: finds in text what must never reach a wall where others read it: Swedish personal identity numbers in all
// their forms, and what only may identify somebody. Pure; any thread.
// Sources: the Tax Agency's rules for personnummer and samordningsnummer, Stockholm's reservnummer; the Luhn check
// (ISO/IEC 7812-1 annex B).
#ifndef VANTRUM_GUARD_H
#define VANTRUM_GUARD_H

#include "vantrum/base.h"

enum vr_guard_code {
	VR_GUARD_IDENTITY_NUMBER,  // a separated or twelve-digit personal identity number whose check digit fits:
	                           // blocked
	VR_GUARD_TEN_DIGITS,       // ten digits whose date and check digit fit, without a separator or broken oddly
	VR_GUARD_FAILED_CHECK,     // the form of one, but the check digit does not fit
	VR_GUARD_NUMBER_WORD,      // a word for such a number beside digits
	VR_GUARD_NAME_BESIDE_ROOM, // what looks like a person's name beside a room, door or queue number
	VR_GUARD_BIRTH_DATE,       // a full date of birth
	VR_GUARD_CAR_PLATE,        // a Swedish registration plate
	VR_GUARD_CODE_COUNT
};

struct vr_guard_finding {
	enum vr_guard_code code;
	size_t from, to; // bytes of the text as it was given; never to be logged or sent back
};

#define VR_GUARD_FINDINGS_MAX 32 // of one text; those that block are kept before the others

// Scans the text as it is and percent-decoded, as often as there is something to decode, up to three times. Digits of
// any script, full-width ones and those split by spaces, dashes or invisible characters count as digits; phone numbers
// and HSA-ids are spared. Writes at most max findings, those that block first, and returns how many there are. Text
// need not be valid UTF-8. Time grows linearly with length; no memory is allocated.
size_t vr_guard_scan(const char *text, size_t length, struct vr_guard_finding *out, size_t max);

// Whether something in the text blocks: the same answer as a scan gives, much sooner for texts without many digits.
bool vr_guard_blocks_text(const char *text, size_t length);

bool vr_guard_blocks(enum vr_guard_code code);

// The API's word, e.g. "ten-digits"; for people the staff page has its own.
const char *vr_guard_code_name(enum vr_guard_code code);

#endif
