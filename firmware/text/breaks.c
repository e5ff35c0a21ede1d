// Where a line may begin: UAX #14 by ICU, with numbers and their units kept whole.
#include "analysis.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#define LANGUAGES_MAX 8
#define TAG_MAX 36
#define NUMBER_MAX 24       // units: a longer row of digits is no phone number and may break
#define AMOUNT_MAX 8        // units: what is longer is a phone number, which has no unit
#define UNIT_LETTERS_MAX 3  // "40 min" is never parted,
#define NOUN_LETTERS_MAX 10 // "40 minuuttia" only where a line has no room for both
#define CUE_LETTERS_MAX 4   // "klo 07:30", "plan 2", "till 12"
#define ARABIC_AND 0x648    // stands alone in Persian and Kurdish

// Opening one costs far more than a short text takes, so one a language is kept.
static struct {
	char language[TAG_MAX];
	UBreakIterator *lines;
} kept[LANGUAGES_MAX];
static size_t next_kept;
static UBreakIterator *graphemes;

void vr_text_breaks_cleanup(void)
{
	for (size_t i = 0; i < LANGUAGES_MAX; i++) {
		if (kept[i].lines != NULL)
			ubrk_close(kept[i].lines);
		kept[i].lines = NULL;
	}
	if (graphemes != NULL)
		ubrk_close(graphemes);
	graphemes = NULL;
}

static UBreakIterator *lines_for(const char *language)
{
	for (size_t i = 0; i < LANGUAGES_MAX; i++) {
		if (kept[i].lines != NULL && strncmp(kept[i].language, language, TAG_MAX - 1) == 0)
			return kept[i].lines;
	}
	size_t slot = next_kept++ % LANGUAGES_MAX;
	if (kept[slot].lines != NULL)
		ubrk_close(kept[slot].lines);
	UErrorCode status = U_ZERO_ERROR;
	kept[slot].lines = ubrk_open(UBRK_LINE, language, NULL, 0, &status);
	strncpy(kept[slot].language, language, TAG_MAX - 1);
	return U_SUCCESS(status) ? kept[slot].lines : NULL;
}

static bool is_letter(const struct vr_analysis *a, int32_t at, int32_t to)
{
	return at < to && a->kinds[at] == VR_UNIT_DRAWN && u_isalpha(vr_text_code_point(a, at));
}

static bool is_digit(const struct vr_analysis *a, int32_t at)
{
	return a->units[at] >= '0' && a->units[at] <= '9';
}

static void forbid(struct vr_analysis *a, int32_t from, int32_t to)
{
	for (int32_t i = from; i < to; i++)
		a->breaks[i] = VR_BREAK_NONE;
}

// "40 min", "40 minuuttia": the word after the space that follows a number.
static void keep_unit(struct vr_analysis *a, int32_t space, int32_t to)
{
	if (space + 1 >= to || a->kinds[space] != VR_UNIT_SPACE || a->breaks[space + 1] == VR_BREAK_NONE)
		return;
	int32_t end = space + 1;
	while (is_letter(a, end, to))
		end++;
	int32_t letters = end - space - 1;
	if (letters > 0 && letters <= NOUN_LETTERS_MAX)
		a->breaks[space + 1] = letters <= UNIT_LETTERS_MAX ? VR_BREAK_NONE : VR_BREAK_LOOSE;
}

// Words for "o'clock" that are longer than other words before a number which belong to it.
static bool is_clock_word(const struct vr_analysis *a, int32_t from, int32_t end)
{
	static const UChar *const words[] = {u"klockan", u"kello", u"saacadda", u"الساعة"};
	for (size_t i = 0; i < VR_COUNT(words); i++) {
		if (u_strlen(words[i]) == end - from && u_strncasecmp(a->units + from, words[i], end - from, 0) == 0)
			return true;
	}
	return false;
}

// "A 012", "kl. 08", "rum 7", "fara: 112": the short word before the space before a number, or the one with its colon.
static void keep_cue(struct vr_analysis *a, int32_t number, int32_t from)
{
	if (number - 2 < from || a->kinds[number - 1] != VR_UNIT_SPACE || a->breaks[number] == VR_BREAK_NONE)
		return;
	int32_t end = number - 1;
	bool colon = a->units[end - 1] == ':';
	if (colon || a->units[end - 1] == '.')
		end--;
	int32_t begin = end;
	while (begin > from && is_letter(a, begin - 1, end))
		begin--;
	int32_t letters = end - begin;
	if (letters == 1 && u_isupper(a->units[begin])) // a queue number with its letter
		a->breaks[number] = VR_BREAK_NONE;
	else if (letters > 0 &&
	         (letters <= (colon ? NOUN_LETTERS_MAX : CUE_LETTERS_MAX) || is_clock_word(a, begin, end)))
		a->breaks[number] = VR_BREAK_LOOSE;
}

static void keep_numbers_whole(struct vr_analysis *a, int32_t from, int32_t to)
{
	for (int32_t i = from; i < to; i++) {
		bool inside = i > from && (is_letter(a, i - 1, to) || is_digit(a, i - 1));
		int32_t end = inside ? i : vr_text_number_end(a, i, to);
		if (end == i)
			continue;
		bool plain = end - i <= NUMBER_MAX;
		for (int32_t k = i; k < end; k++)
			plain = plain && !is_letter(a, k, to); // an address may break after its slashes
		if (plain)
			forbid(a, i + 1, end);
		if (is_digit(a, end - 1) && end - i <= AMOUNT_MAX)
			keep_unit(a, end, to);
		if (plain)
			keep_cue(a, i, from);
		i = end - 1;
	}
}

// "i receptionen", "w recepcji", "в регистратуре": a small word of one letter leads to the next one, and a line that
// ends with it makes a reader stumble. A capital is a name ("dörr B"), which belongs to what stands before it.
static void keep_small_words(struct vr_analysis *a, int32_t from, int32_t to)
{
	for (int32_t i = from; i + 2 < to; i++) {
		bool begins = i == from || a->kinds[i - 1] == VR_UNIT_SPACE;
		bool small = u_islower(a->units[i]) || a->units[i] == ARABIC_AND;

		if (begins && small && a->kinds[i + 1] == VR_UNIT_SPACE && is_letter(a, i + 2, to) &&
		    a->breaks[i + 2] == VR_BREAK_ALLOWED)
			a->breaks[i + 2] = VR_BREAK_LOOSE;
	}
}

void vr_text_resolve_breaks(struct vr_analysis *a, int32_t from, int32_t to, const char *language)
{
	memset(a->breaks + from, VR_BREAK_NONE, (size_t)(to - from));
	UBreakIterator *lines = lines_for(language);
	UErrorCode status = U_ZERO_ERROR;
	if (lines == NULL || from == to)
		return;
	ubrk_setText(lines, a->units + from, to - from, &status);
	for (int32_t at = ubrk_next(lines); U_SUCCESS(status) && at != UBRK_DONE; at = ubrk_next(lines)) {
		if (from + at < to)
			a->breaks[from + at] = a->units[from + at - 1] == 0xad ? VR_BREAK_SOFT : VR_BREAK_ALLOWED;
	}
	keep_numbers_whole(a, from, to);
	keep_small_words(a, from, to);
}

bool vr_text_grapheme_start(const struct vr_analysis *a, int32_t at)
{
	enum { CONTEXT = 16 }; // marks are capped, so nothing that holds together is longer
	UErrorCode status = U_ZERO_ERROR;
	if (a->units[at] >= 0xdc00 && a->units[at] < 0xe000)
		return false;
	if (graphemes == NULL)
		graphemes = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &status);
	int32_t from = at > CONTEXT ? at - CONTEXT : 0;
	int32_t length = a->length - from > 2 * CONTEXT ? 2 * CONTEXT : a->length - from;
	if (graphemes == NULL)
		return true;
	ubrk_setText(graphemes, a->units + from, length, &status);
	return ubrk_isBoundary(graphemes, at - from);
}
