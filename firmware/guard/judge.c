// Sources: the Tax Agency's rules for personnummer and samordningsnummer (day + 60), without a calendar check: numbers
// with month 00, day 60 and 31 April have been given out. Stockholm's reservnummer: 99, the year of birth, a serial,
// and a check digit over the positions 5 to 11.
#include "judge.h"

#define BREAK(position) (1u << (position)) // a set of breaks, by the digit that follows
#define PAIRS (BREAK(2) | BREAK(4) | BREAK(6) | BREAK(8) | BREAK(10))

// Some groups of a chain read as one number.
struct reading {
	uint8_t digits[12];
	unsigned length; // 10 or 12
	unsigned breaks;
	unsigned groups;
	bool letter, point;       // an interim number's letter; "." or "/" among the separators
	enum vr_separator serial; // before the last four digits
	bool possible, checks;    // date or reservnummer; check digit
	size_t from, to;
};

static unsigned pair(const uint8_t *digits)
{
	return digits[0] * 10u + digits[1];
}

static bool century(const uint8_t *digits)
{
	return pair(digits) >= 18 && pair(digits) <= 20;
}

static bool possible_date(const uint8_t *yymmdd)
{
	unsigned month = pair(yymmdd + 2), day = pair(yymmdd + 4);
	return month <= 12 && (day <= 31 || (day >= 60 && day <= 91));
}

static bool check_digit(const uint8_t *digits, unsigned length)
{
	unsigned sum = 0;
	for (unsigned i = 0; i < length; i++) {
		unsigned value = digits[i] * ((length - i) % 2 == 0 ? 2u : 1u);
		sum += value / 10 + value % 10;
	}
	return sum % 10 == 0;
}

static void understand(struct reading *reading)
{
	const uint8_t *digits = reading->digits, *ten = digits + (reading->length - 10);
	reading->possible = possible_date(ten) && (reading->length == 10 || century(digits));
	reading->checks = check_digit(ten, 10);
	if (reading->length == 12 && pair(digits) == 99 && century(digits + 2) && !reading->letter) {
		reading->possible = true;
		reading->checks = check_digit(digits + 4, 8);
	}
}

// Joins the groups from the first to `last`; false when they cannot be a number.
static bool join(const struct vr_numbers *numbers, unsigned last, struct reading *out)
{
	*out = (struct reading){.from = numbers->groups[0].from, .to = numbers->groups[last].to, .groups = last + 1};
	for (unsigned i = 0; i <= last; i++) {
		const struct vr_group *group = &numbers->groups[i];
		if (out->length + group->count > 12)
			return false;
		if (i > 0) {
			out->breaks |= BREAK(out->length);
			out->point = out->point || group->before == VR_SEPARATOR_POINT;
			out->serial = group->before;
		}
		if (group->letter && i < last)
			return false;
		out->letter = group->letter;
		for (unsigned k = 0; k < group->count; k++)
			out->digits[out->length++] = group->digits[k];
	}
	if (out->length != 10 && out->length != 12)
		return false;
	understand(out);
	return true;
}

// "+46 …" abroad, "0…" at home: no child born in 2000–2009 is worth stopping every telephone number for, unless the
// digits stand as a number's do.
static bool like_phone(const struct vr_numbers *numbers, const struct reading *reading)
{
	if (numbers->plus)
		return reading->length == 10 || (numbers->whole && pair(reading->digits) == 20); // +20 is Egypt
	return numbers->whole && reading->length == 10 && reading->digits[0] == 0;
}

// What follows makes the last four digits the year of another date: "2026-11-22 – 2026-12-24".
static bool date_follows(const struct vr_numbers *numbers, unsigned last)
{
	if (last + 2 >= numbers->count)
		return false;
	const struct vr_group *month = &numbers->groups[last + 1], *day = &numbers->groups[last + 2];
	return month->count == 2 && day->count == 2 && month->before == day->before && pair(month->digits) <= 12 &&
	       pair(day->digits) <= 31;
}

static void report(struct vr_numbers *numbers, const struct reading *reading, enum vr_guard_code code)
{
	vr_findings_add(numbers->findings, code, reading->from, reading->to);
}

// An interim number has no check digit that everyone computes alike: its form decides.
static void judge_interim(struct vr_numbers *numbers, const struct reading *reading)
{
	bool tied = reading->serial == VR_SEPARATOR_DASH || reading->serial == VR_SEPARATOR_PLUS ||
	            (reading->serial == VR_SEPARATOR_NONE && reading->length == 12);
	report(numbers, reading, tied && !reading->point ? VR_GUARD_IDENTITY_NUMBER : VR_GUARD_TEN_DIGITS);
}

// Digits in the middle of letters are a key or a checksum; a number with a slip in it does not stand there.
static void report_failed(struct vr_numbers *numbers, const struct reading *reading)
{
	if (!numbers->groups[0].touching)
		report(numbers, reading, VR_GUARD_FAILED_CHECK);
}

static void judge_unbroken(struct vr_numbers *numbers, const struct reading *reading)
{
	bool phone = like_phone(numbers, reading);
	if (reading->length == 10 && numbers->whole && (numbers->hsa || numbers->plus || (phone && numbers->phone)))
		return;
	if (!reading->checks && !phone)
		report_failed(numbers, reading);
	else if (reading->checks)
		report(numbers, reading,
		       reading->length == 10 || phone ? VR_GUARD_TEN_DIGITS : VR_GUARD_IDENTITY_NUMBER);
}

// A group of four before or behind, with the same separator: an account's or a card's number.
static bool goes_on(const struct vr_numbers *numbers, const struct reading *reading)
{
	const struct vr_group *first = &numbers->groups[0], *next = &numbers->groups[reading->groups];
	return (numbers->before_first == 4 && first->before == reading->serial) ||
	       (reading->groups < numbers->count && next->count == 4 && next->before == reading->serial);
}

// Broken before the last four digits; otherwise only where the century, year, month or day ends.
static void judge_separated(struct vr_numbers *numbers, const struct reading *reading)
{
	bool in_date = reading->breaks != BREAK(reading->length - 4), space = reading->serial == VR_SEPARATOR_SPACE,
	     phone = like_phone(numbers, reading), fully = reading->breaks == (BREAK(2) | BREAK(4) | BREAK(6));
	if (!reading->checks) {
		if (!space || (!in_date && !phone))
			report_failed(numbers, reading);
		return;
	}
	if (phone && numbers->plus && (in_date || space))
		return; // "+44 20 1212 3456"
	bool doubtful = in_date ? goes_on(numbers, reading) || (phone && !fully) : phone && space && numbers->phone;
	report(numbers, reading, doubtful ? VR_GUARD_TEN_DIGITS : VR_GUARD_IDENTITY_NUMBER);
}

static unsigned usual_breaks(const struct reading *reading)
{
	unsigned breaks = BREAK(2) | BREAK(4) | BREAK(6);
	return reading->length == 10 ? breaks : breaks | BREAK(8);
}

static bool breaks_serial(const struct reading *reading)
{
	return (reading->breaks & BREAK(reading->length - 4)) != 0;
}

// Broken as numbers are, or not at all: for vr_judge_first to say. "8507 099805" is left.
static bool judged(const struct reading *reading)
{
	bool usual = (reading->breaks & ~usual_breaks(reading)) == 0;
	return usual && (reading->length == 12 || reading->breaks == 0 || breaks_serial(reading));
}

static void judge(struct vr_numbers *numbers, const struct reading *reading, unsigned last)
{
	bool serial = breaks_serial(reading);
	if (!judged(reading) || !reading->possible)
		return;
	if (reading->letter) {
		judge_interim(numbers, reading);
	} else if (reading->point) {
		if (serial && reading->checks)
			report(numbers, reading, VR_GUARD_TEN_DIGITS);
	} else if (reading->breaks == 0) {
		judge_unbroken(numbers, reading);
	} else if (serial) {
		if (reading->breaks == BREAK(reading->length - 4) || !date_follows(numbers, last))
			judge_separated(numbers, reading);
	} else if (reading->length == 12 && reading->checks) { // "1985 07099805", but not "200125-200131"
		report(numbers, reading,
		       (reading->breaks & BREAK(6)) == 0 ? VR_GUARD_IDENTITY_NUMBER : VR_GUARD_TEN_DIGITS);
	}
}

void vr_judge_first(struct vr_numbers *numbers)
{
	struct reading reading;
	unsigned length = 0;
	for (unsigned last = 0; last < numbers->count; last++) {
		numbers->steps++;
		length += numbers->groups[last].count;
		if (length > 12 || numbers->groups[0].letter)
			return;
		if (length >= 10 && join(numbers, last, &reading))
			judge(numbers, &reading, last);
	}
}

// "200 000 – 250 000"
static bool like_thousands(const struct vr_numbers *numbers)
{
	for (unsigned i = 1; i < numbers->count; i++) {
		if (numbers->groups[i].count != 3)
			return false;
	}
	return numbers->groups[0].count <= 3;
}

void vr_judge_whole(struct vr_numbers *numbers)
{
	struct reading reading;
	if (numbers->groups[0].letter || !join(numbers, numbers->count - 1, &reading) || !reading.possible ||
	    reading.letter || reading.point || judged(&reading))
		return;
	bool singly = reading.groups == reading.length, pairs = reading.groups == 6 && reading.breaks == PAIRS;
	if (singly || (reading.length == 12 && pairs)) {
		report(numbers, &reading, reading.checks ? VR_GUARD_IDENTITY_NUMBER : VR_GUARD_FAILED_CHECK);
		return;
	}
	bool hours = reading.length == 12 && (reading.breaks & BREAK(10)) != 0; // "2026-12-24 10–14"
	if (reading.checks && !hours && !like_phone(numbers, &reading) && !like_thousands(numbers))
		report(numbers, &reading, VR_GUARD_TEN_DIGITS);
}
