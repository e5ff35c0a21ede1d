// Finds what may tell who somebody is without being a number: names beside rooms, birth dates, car plates. Private to
// guard. It asks rather than knows, so it is content with what stands close together.
#ifndef VR_GUARD_WORDS_H
#define VR_GUARD_WORDS_H

#include "findings.h"
#include "lexicon.h"
#include "symbols.h"

#define VR_TOKENS 16u // the last ones that a rule may look back at
#define VR_WORD_MAX 24u

enum vr_token_kind { VR_TOKEN_NONE, VR_TOKEN_WORD, VR_TOKEN_NUMBER };

// A word or a row of digits, and what stands before it.
struct vr_token {
	enum vr_token_kind kind;
	size_t from, to;
	enum vr_symbol_kind behind; // the symbol right after it

	// Between it and the token before.
	unsigned spaces, dashes, points, others;
	bool apart; // a sentence ends there
	bool tied;  // it touches a letter, a digit or a dash
	bool plus;

	// Of a word.
	char word[VR_WORD_MAX]; // lower case, no marks; other scripts as "*"
	unsigned letters;
	unsigned capitals;
	bool marked;  // some letter had a mark
	bool capital; // the first letter is one
	unsigned sorts;

	// Of a number.
	unsigned digits;
	uint32_t value; // of at most nine digits
	bool zero;      // the first digit is 0
	bool phone;     // its row of numbers looks like a telephone number
	size_t row_from;
	unsigned row_digits;
	unsigned identity; // how many tokens before the row a word for an identity number stands; 0: none
	size_t date_from;
	unsigned date_tokens; // a full date ends here that has so many; 0: none
};

struct vr_words {
	struct vr_findings *findings;
	struct vr_token tokens[VR_TOKENS];
	size_t count; // of all tokens so far
	struct vr_token open;
	struct vr_symbol last;
	bool ending; // the last symbol was a full stop
	size_t steps;
};

void vr_words_init(struct vr_words *words, struct vr_findings *findings);
void vr_words_feed(struct vr_words *words, const struct vr_symbol *symbol);
void vr_words_end(struct vr_words *words);

// Whether one of the last words announces a telephone number.
bool vr_words_phone_near(const struct vr_words *words);

// The token `back` before the newest (0); its kind is VR_TOKEN_NONE before the first.
const struct vr_token *vr_words_token(const struct vr_words *words, size_t back);

#endif
