// Order: UAX #9 by ICU, with numbers isolated before it sees them.
#include "analysis.h"
#include "overrides.h"

#include <string.h>

#define LEFT_TO_RIGHT_ISOLATE 0x2066
#define POP_ISOLATE 0x2069

static UBiDi *bidi; // opened once, reused

void vr_text_levels_cleanup(void)
{
	if (bidi != NULL)
		ubidi_close(bidi);
	bidi = NULL;
}

static bool is_digit(const struct vr_analysis *a, int32_t at, int32_t to)
{
	return at < to && a->units[at] >= '0' && a->units[at] <= '9';
}

static bool is_dash(UChar unit)
{
	return unit == '-' || (unit >= 0x2010 && unit <= 0x2015) || unit == 0x2212;
}

static bool is_space(UChar unit)
{
	return unit == ' ' || unit == 0xa0;
}

// A letter that runs left to right, or a digit.
static bool is_core(const struct vr_analysis *a, int32_t at, int32_t to)
{
	if (at >= to || a->kinds[at] != VR_UNIT_DRAWN)
		return false;
	return u_charDirection(vr_text_code_point(a, at)) == U_LEFT_TO_RIGHT || is_digit(a, at, to);
}

// Units that go on with a number whose last digit or letter is before `at`: 0 when it ends there.
static int32_t continued(const struct vr_analysis *a, int32_t at, int32_t to)
{
	if (is_core(a, at, to))
		return 1;
	if (at + 1 >= to)
		return 0;
	UChar unit = a->units[at];
	if ((is_dash(unit) || (unit < 0x80 && strchr(".,:/_@&=?#+", (char)unit) != NULL)) && is_core(a, at + 1, to))
		return 2;
	if (!is_digit(a, at - 1, to))
		return 0;
	if (is_space(unit) && is_digit(a, at + 1, to))
		return 2;
	if (is_space(unit) && at + 3 < to && is_dash(a->units[at + 1]) && is_space(a->units[at + 2]) &&
	    is_digit(a, at + 3, to))
		return 4; // 08:30 – 16:00
	int32_t open = at + (is_space(unit) ? 1 : 0);
	if (open + 3 < to && a->units[open] == '(' && a->units[open + 1] == '0' && a->units[open + 2] == ')' &&
	    is_digit(a, open + 3, to))
		return open + 4 - at; // +46 (0)8
	return 0;
}

int32_t vr_text_number_end(const struct vr_analysis *a, int32_t at, int32_t to)
{
	int32_t end = at + (a->units[at] == '+' ? 1 : 0);
	if (!is_digit(a, end, to))
		return at;
	end++;
	for (int32_t more; (more = continued(a, end, to)) > 0;)
		end += more;
	return end;
}

// Whether ICU has work to do: something runs right to left or controls the order.
static bool is_mixed(const struct vr_analysis *a, int32_t from, int32_t to)
{
	for (int32_t i = from; i < to; i++) {
		UCharDirection direction = u_charDirection(vr_text_code_point(a, i));
		if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC ||
		    direction == U_ARABIC_NUMBER || (a->kinds[i] == VR_UNIT_HIDDEN && direction != U_BOUNDARY_NEUTRAL))
			return true;
		if (a->units[i] >= 0xd800 && a->units[i] < 0xdc00)
			i++;
	}
	return false;
}

struct widener {
	struct vr_analysis *analysis;
	struct vr_overrides overrides;
	int32_t length;
	bool after_latin; // a number would belong to the words before it
};

static void add(struct widener *widener, UChar unit, int32_t at)
{
	widener->analysis->wide[widener->length] = unit;
	widener->analysis->map[widener->length] = at;
	widener->length++;
}

static void add_number(struct widener *widener, int32_t from, int32_t end)
{
	add(widener, LEFT_TO_RIGHT_ISOLATE, -1);
	for (int32_t i = from; i < end; i++)
		add(widener, widener->analysis->units[i], i);
	add(widener, POP_ISOLATE, -1);
}

// Under an override a bracket is a letter.
static void add_unit(struct widener *widener, int32_t at)
{
	UChar unit = widener->analysis->units[at], letter = vr_overrides_letter(&widener->overrides);
	bool bracket = u_getIntPropertyValue(unit, UCHAR_BIDI_PAIRED_BRACKET_TYPE) != U_BPT_NONE;
	add(widener, letter != 0 && bracket ? letter : unit, at);
	vr_overrides_take(&widener->overrides, unit);
}

// Isolates each number that stands in right-to-left context. One that follows Latin words belongs to them ("Drop-in
// 2"): UAX #9 keeps that order by itself, and an isolate would tear it off.
static int32_t widen(struct vr_analysis *a, int32_t from, int32_t to, bool rtl)
{
	struct widener widener = {.analysis = a, .after_latin = !rtl};
	vr_overrides_init(&widener.overrides, rtl);
	for (int32_t i = from; i < to;) {
		int32_t end = widener.after_latin ? i : vr_text_number_end(a, i, to);
		if (end > i) {
			add_number(&widener, i, end);
			i = end;
			continue;
		}
		UCharDirection direction = u_charDirection(vr_text_code_point(a, i));
		if (direction == U_LEFT_TO_RIGHT)
			widener.after_latin = true;
		else if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
			widener.after_latin = false;
		add_unit(&widener, i++);
		if (i < to && a->units[i] >= 0xdc00 && a->units[i] < 0xe000) {
			add(&widener, a->units[i], i);
			i++;
		}
	}
	return widener.length;
}

// A mark goes where its bracket goes (rule N0 since Unicode 8, which ICU has not): apart from it, it would be drawn on
// nothing.
static void keep_marks_on_brackets(struct vr_analysis *a, int32_t from, int32_t to)
{
	int32_t base = -1; // the last unit that is neither a mark nor without a level
	for (int32_t i = from; i < to; i++) {
		UCharDirection direction = u_charDirection(vr_text_code_point(a, i));
		if (direction == U_DIR_NON_SPACING_MARK && base >= 0)
			a->levels[i] = a->levels[base];
		else if (direction != U_BOUNDARY_NEUTRAL)
			base = u_getIntPropertyValue(a->units[i], UCHAR_BIDI_PAIRED_BRACKET_TYPE) != U_BPT_NONE ? i
			                                                                                        : -1;
		if (a->units[i] >= 0xd800 && a->units[i] < 0xdc00)
			i++;
	}
}

void vr_text_resolve_levels(struct vr_analysis *a, int32_t from, int32_t to, bool rtl)
{
	memset(a->levels + from, rtl ? 1 : 0, (size_t)(to - from));
	if (from == to || (!rtl && !is_mixed(a, from, to)))
		return;
	int32_t length = widen(a, from, to, rtl);
	UErrorCode status = U_ZERO_ERROR;
	if (bidi == NULL)
		bidi = ubidi_open();
	ubidi_setPara(bidi, a->wide, length, rtl ? 1 : 0, NULL, &status);
	const UBiDiLevel *levels = ubidi_getLevels(bidi, &status);
	for (int32_t i = 0; U_SUCCESS(status) && i < length; i++) {
		if (a->map[i] >= 0)
			a->levels[a->map[i]] = levels[i];
	}
	keep_marks_on_brackets(a, from, to);
}
