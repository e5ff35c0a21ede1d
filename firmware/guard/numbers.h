// Finds Swedish personal identity numbers in a stream of symbols. Private to guard.
#ifndef VR_GUARD_NUMBERS_H
#define VR_GUARD_NUMBERS_H

#include "findings.h"
#include "symbols.h"

#define VR_GROUPS_MAX 16u // a number has at most 12 groups; the rest is looked at to tell a date range

// What stands between two groups of digits; the strongest of several.
enum vr_separator { VR_SEPARATOR_NONE, VR_SEPARATOR_SPACE, VR_SEPARATOR_DASH, VR_SEPARATOR_PLUS, VR_SEPARATOR_POINT };

struct vr_group {
	uint8_t digits[12];
	unsigned count; // 13: more than fit
	bool touching;  // a letter stands right before or behind
	bool letter;    // the first "digit" is an interim number's letter
	enum vr_separator before;
	size_t digits_from; // after that letter
	size_t from, to;
};

// Digits that belong together: groups with at most a few separators between them.
struct vr_numbers {
	struct vr_findings *findings;
	struct vr_group groups[VR_GROUPS_MAX]; // closed ones that are not judged yet
	unsigned count;
	struct vr_group open;
	bool is_open;
	bool whole;            // groups[0] begins the chain
	unsigned before_first; // digits of the group before groups[0]; 0: there is none
	bool plus;             // the chain begins with "+", as a telephone number abroad does
	bool phone;            // a word for a telephone stands before it
	bool hsa;              // the chain begins an HSA-id
	enum vr_separator gap;
	unsigned gap_length;
	unsigned lead;                         // how much of "SE" stands before
	enum vr_symbol_kind last, before_last; // the symbols that were fed before
	size_t steps;
};

void vr_numbers_init(struct vr_numbers *numbers, struct vr_findings *findings);

// phone_near: a word for a telephone stands shortly before the symbol.
void vr_numbers_feed(struct vr_numbers *numbers, const struct vr_symbol *symbol, bool phone_near);
void vr_numbers_end(struct vr_numbers *numbers);

#endif
