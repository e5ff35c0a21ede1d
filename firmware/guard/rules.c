#include "rules.h"

#define BETWEEN_MAX 3u // words between a name and its room: "please go to"
#define ROOM_DIGITS_MAX 4u

static bool is_word(const struct vr_token *token, unsigned sort)
{
	return token->kind == VR_TOKEN_WORD && (token->sorts & sort) != 0;
}

static void report(struct vr_words *words, enum vr_guard_code code, size_t from, size_t to)
{
	vr_findings_add(words->findings, code, from, to);
}

// --- A word for an identity number beside digits ---

static bool names_identity(const struct vr_words *words, size_t back)
{
	const struct vr_token *token = vr_words_token(words, back);
	return is_word(token, VR_WORD_IDENTITY) ||
	       (is_word(token, VR_WORD_NO) && is_word(vr_words_token(words, back + 1), VR_WORD_PERSONAL));
}

// How many tokens before the newest one a word for an identity number stands; 0 where there is none near.
static unsigned identity_before(const struct vr_words *words)
{
	for (unsigned back = 1; back <= 3; back++) {
		if (vr_words_token(words, back - 1)->apart || vr_words_token(words, back)->kind != VR_TOKEN_WORD)
			return 0;
		if (names_identity(words, back))
			return back;
	}
	return 0;
}

// Numbers with only separators between them are one row: a telephone number, a date, an identity number.
static void join_row(struct vr_words *words, struct vr_token *newest)
{
	const struct vr_token *before = vr_words_token(words, 1);
	unsigned gap = newest->spaces + newest->dashes + newest->points;
	newest->row_digits = newest->digits;
	if (before->kind == VR_TOKEN_NUMBER && newest->others == 0 && gap <= 4) {
		newest->row_from = before->row_from;
		newest->row_digits += before->row_digits;
		newest->identity = before->identity;
		newest->phone = before->phone;
		return;
	}
	newest->row_from = newest->from;
	newest->identity = identity_before(words);
	newest->phone = newest->plus || (newest->zero && newest->digits < 6);
}

static void look_for_identity(struct vr_words *words, const struct vr_token *newest)
{
	unsigned least = newest->identity == 1 ? 4 : 6;
	if (newest->identity > 0 && newest->row_digits >= least && !newest->phone)
		report(words, VR_GUARD_NUMBER_WORD, newest->row_from, newest->to);
}

static void look_for_digits(struct vr_words *words, const struct vr_token *newest)
{
	if (!names_identity(words, 0))
		return;
	for (size_t back = 1; back <= 3 && !vr_words_token(words, back - 1)->apart; back++) {
		const struct vr_token *token = vr_words_token(words, back);
		if (token->kind != VR_TOKEN_NUMBER)
			continue;
		if (token->row_digits >= 6 && !token->phone)
			report(words, VR_GUARD_NUMBER_WORD, token->row_from, newest->to);
		return;
	}
}

// --- Birth dates ---

static bool in_range(const struct vr_token *token, unsigned digits_min, unsigned digits_max, uint32_t least,
                     uint32_t most)
{
	return token->kind == VR_TOKEN_NUMBER && token->digits >= digits_min && token->digits <= digits_max &&
	       token->value >= least && token->value <= most;
}

static bool is_year(const struct vr_token *token)
{
	return in_range(token, 4, 4, 1900, 2099);
}

static bool is_month(const struct vr_token *token)
{
	return in_range(token, 1, 2, 1, 12);
}

static bool is_day(const struct vr_token *token)
{
	return in_range(token, 1, 2, 1, 31);
}

// "19850709" and "850709"
static bool is_written_together(const struct vr_token *token)
{
	uint32_t month = token->value / 100 % 100, day = token->value % 100, year = token->value / 10000;
	return (token->digits == 6 || (token->digits == 8 && year >= 1900 && year <= 2099)) && month >= 1 &&
	       month <= 12 && day >= 1 && day <= 31;
}

static bool close_by(const struct vr_token *token)
{
	return token->others == 0 && token->spaces <= 1 && token->dashes + token->points <= 1;
}

// How many tokens a full date has that ends with the newest one; 0: none.
static unsigned date_tokens(const struct vr_words *words)
{
	const struct vr_token *last = vr_words_token(words, 0), *middle = vr_words_token(words, 1),
	                      *first = vr_words_token(words, 2);
	if (is_written_together(last))
		return 1;
	if (is_year(last) &&
	    ((is_word(middle, VR_WORD_MONTH) && is_day(first)) || (is_word(first, VR_WORD_MONTH) && is_day(middle))))
		return 3;
	if (!close_by(last) || !close_by(middle))
		return 0;
	bool year_first = (is_year(first) || in_range(first, 2, 2, 0, 99)) && is_month(middle) && is_day(last),
	     year_last = is_year(last) && ((is_day(first) && is_month(middle)) || (is_month(first) && is_day(middle)));
	return year_first || year_last ? 3 : 0;
}

static void look_for_birth(struct vr_words *words, struct vr_token *newest)
{
	unsigned tokens = newest->date_tokens = date_tokens(words);
	if (tokens == 0)
		return;
	newest->date_from = vr_words_token(words, tokens - 1)->from;
	for (size_t back = tokens; back < tokens + 3; back++) {
		const struct vr_token *token = vr_words_token(words, back);
		bool abbreviation = token->letters == 1; // "f. 1985-07-09": its full stop ends nothing
		if (token->kind != VR_TOKEN_WORD || (abbreviation && back > tokens) ||
		    (!abbreviation && vr_words_token(words, back - 1)->apart))
			return;
		if (is_word(token, VR_WORD_BIRTH) && !(abbreviation && vr_words_token(words, back - 1)->tied)) {
			report(words, VR_GUARD_BIRTH_DATE, token->from, newest->to);
			return;
		}
	}
}

static void look_for_date(struct vr_words *words, const struct vr_token *newest)
{
	const struct vr_token *before = vr_words_token(words, 1);
	if (is_word(newest, VR_WORD_BIRTH) && newest->letters > 1 && before->date_tokens > 0 && !newest->apart)
		report(words, VR_GUARD_BIRTH_DATE, before->date_from, newest->to);
}

// --- Names beside rooms ---

static bool like_name(const struct vr_token *token)
{
	return token->kind == VR_TOKEN_WORD && token->capital && token->capitals == 1 && token->letters >= 2 &&
	       (token->sorts & VR_WORD_NO_NAME) == 0;
}

// Whether the token `back` and the one before it are a first and a last name.
static bool name_ends(const struct vr_words *words, size_t back)
{
	const struct vr_token *last = vr_words_token(words, back);
	return like_name(last) && like_name(vr_words_token(words, back + 1)) && last->spaces > 0 &&
	       last->dashes + last->points + last->others == 0;
}

// How many tokens "rum 4" or "rum nr 4" has that ends with the token `back`; 0: it does not.
static size_t room_tokens(const struct vr_words *words, size_t back)
{
	const struct vr_token *number = vr_words_token(words, back);
	if (number->kind != VR_TOKEN_NUMBER || number->digits > ROOM_DIGITS_MAX)
		return 0;
	if (!is_word(vr_words_token(words, back + 1), VR_WORD_ROOM))
		return is_word(vr_words_token(words, back + 1), VR_WORD_NO) ? 2 : 0;
	bool both = is_word(vr_words_token(words, back + 1), VR_WORD_NO) &&
	            is_word(vr_words_token(words, back + 2), VR_WORD_ROOM);
	return both ? 3 : 2;
}

static void look_for_name(struct vr_words *words, const struct vr_token *newest)
{
	size_t room = room_tokens(words, 0);
	for (size_t back = room; room > 0 && back <= room + BETWEEN_MAX; back++) {
		if (vr_words_token(words, back - 1)->apart || vr_words_token(words, back)->kind != VR_TOKEN_WORD)
			return;
		if (name_ends(words, back)) {
			report(words, VR_GUARD_NAME_BESIDE_ROOM, vr_words_token(words, back + 1)->from, newest->to);
			return;
		}
	}
}

static void look_for_room(struct vr_words *words, const struct vr_token *newest)
{
	if (!name_ends(words, 0))
		return;
	for (size_t back = 2; back <= 2 + BETWEEN_MAX && !vr_words_token(words, back - 1)->apart; back++) {
		size_t room = room_tokens(words, back);
		if (room > 0) {
			report(words, VR_GUARD_NAME_BESIDE_ROOM, vr_words_token(words, back + room - 1)->from,
			       newest->to);
			return;
		}
		if (vr_words_token(words, back)->kind != VR_TOKEN_WORD)
			return;
	}
}

// --- Car plates ---

// Letters that plates have: neither I, Q nor V, and no O at the end, where it would be read as a zero.
static bool plate_letters(const struct vr_token *token, unsigned count)
{
	if (token->kind != VR_TOKEN_WORD || token->letters != count || token->capitals != count || token->marked)
		return false;
	for (unsigned i = 0; i < count; i++) {
		char c = token->word[i];
		if (c < 'a' || c > 'z' || c == 'i' || c == 'q' || c == 'v' || (count == 1 && c == 'o'))
			return false;
	}
	return true;
}

static bool goes_on(enum vr_symbol_kind behind)
{
	return behind == VR_SYMBOL_LETTER || behind == VR_SYMBOL_DIGIT || behind == VR_SYMBOL_DASH;
}

// "ABC 123" or "ABC12D", standing alone and not behind a room.
static void look_for_plate(struct vr_words *words, const struct vr_token *newest)
{
	size_t tail = newest->kind == VR_TOKEN_WORD ? 1 : 0;
	const struct vr_token *number = vr_words_token(words, tail), *letters = vr_words_token(words, tail + 1);
	if (goes_on(newest->behind) || number->kind != VR_TOKEN_NUMBER || number->digits != 3 - tail)
		return;
	if (tail == 1 &&
	    (!plate_letters(newest, 1) || newest->spaces + newest->dashes + newest->points + newest->others > 0))
		return;
	bool joined = number->spaces + number->dashes <= 1 && number->points + number->others == 0;
	if (joined && plate_letters(letters, 3) && !letters->tied && (letters->sorts & VR_WORD_NO_PLATE) == 0 &&
	    !is_word(vr_words_token(words, tail + 2), VR_WORD_ROOM))
		report(words, VR_GUARD_CAR_PLATE, letters->from, newest->to);
}

void vr_rules_apply(struct vr_words *words, struct vr_token *newest)
{
	if (newest->kind == VR_TOKEN_NUMBER) {
		join_row(words, newest);
		look_for_identity(words, newest);
		look_for_birth(words, newest);
		look_for_name(words, newest);
	} else {
		look_for_digits(words, newest);
		look_for_date(words, newest);
		look_for_room(words, newest);
	}
	look_for_plate(words, newest);
}
