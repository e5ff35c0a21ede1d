// Digits are gathered in groups, groups in chains. From each group on, as many groups are joined as make ten or twelve
// digits, and the place of the breaks between them says how sure the reading is.
#include "numbers.h"

#include "judge.h"

#include <string.h>

#define GAP_MAX 4u // separators in a row within one number, e.g. " - "

void vr_numbers_init(struct vr_numbers *numbers, struct vr_findings *findings)
{
	*numbers = (struct vr_numbers){
	        .findings = findings, .whole = true, .last = VR_SYMBOL_SPACE, .before_last = VR_SYMBOL_SPACE};
}

static void drop_first(struct vr_numbers *numbers)
{
	numbers->count--;
	numbers->before_first = numbers->groups[0].count;
	memmove(&numbers->groups[0], &numbers->groups[1], numbers->count * sizeof numbers->groups[0]);
	numbers->whole = false;
}

static void push(struct vr_numbers *numbers, const struct vr_group *group)
{
	if (numbers->count == VR_GROUPS_MAX) {
		vr_judge_first(numbers);
		drop_first(numbers);
	}
	numbers->groups[numbers->count++] = *group;
}

static void finish_chain(struct vr_numbers *numbers)
{
	if (numbers->count > 0 && numbers->whole)
		vr_judge_whole(numbers);
	while (numbers->count > 0) {
		vr_judge_first(numbers);
		drop_first(numbers);
	}
	numbers->whole = true;
	numbers->before_first = 0;
	numbers->plus = numbers->phone = numbers->hsa = false;
}

// A letter that does not lead three digits is no serial: what follows it begins a chain of its own.
static void without_letter(struct vr_numbers *numbers)
{
	struct vr_group *open = &numbers->open;
	finish_chain(numbers);
	if (open->count == 1)
		return;
	open->letter = false;
	open->from = open->digits_from;
	if (open->count <= VR_COUNT(open->digits)) {
		open->count--;
		memmove(open->digits, open->digits + 1, open->count);
	}
	push(numbers, open);
}

static void close_group(struct vr_numbers *numbers)
{
	if (!numbers->is_open)
		return;
	numbers->is_open = false;
	if (numbers->open.letter && numbers->open.count != 4)
		without_letter(numbers);
	else
		push(numbers, &numbers->open);
}

static void end_chain(struct vr_numbers *numbers)
{
	close_group(numbers);
	finish_chain(numbers);
	numbers->gap = VR_SEPARATOR_NONE;
	numbers->gap_length = 0;
}

static void add_digit(struct vr_group *group, uint32_t value, const struct vr_symbol *symbol)
{
	if (group->letter && group->count == 1)
		group->digits_from = symbol->from;
	if (group->count < VR_COUNT(group->digits))
		group->digits[group->count] = (uint8_t)value;
	if (group->count <= VR_COUNT(group->digits))
		group->count++;
	group->to = symbol->to;
}

static void open_group(struct vr_numbers *numbers, const struct vr_symbol *symbol, bool letter)
{
	numbers->open = (struct vr_group){
	        .before = numbers->gap,
	        .touching = numbers->last == VR_SYMBOL_LETTER,
	        .letter = letter,
	        .from = symbol->from,
	};
	numbers->is_open = true;
	numbers->gap = VR_SEPARATOR_NONE;
	numbers->gap_length = 0;
	add_digit(&numbers->open, letter ? 1 : symbol->value, symbol); // the letter counts as 1 in the check
}

static void feed_digit(struct vr_numbers *numbers, const struct vr_symbol *symbol, bool phone_near)
{
	if (numbers->is_open) {
		add_digit(&numbers->open, symbol->value, symbol);
		return;
	}
	if (numbers->count == 0) {
		numbers->gap = VR_SEPARATOR_NONE;
		numbers->plus = numbers->last == VR_SYMBOL_PLUS && numbers->before_last != VR_SYMBOL_LETTER &&
		                numbers->before_last != VR_SYMBOL_DIGIT;
		numbers->phone = phone_near;
		numbers->hsa = numbers->lead == 2;
	}
	open_group(numbers, symbol, false);
}

// Interim numbers have one of these in place of the first serial digit.
static bool interim_letter(uint32_t letter)
{
	return letter < 0x80 && letter != 0 && strchr("trsuwxjklmn", (int)letter) != NULL;
}

static void feed_letter(struct vr_numbers *numbers, const struct vr_symbol *symbol)
{
	bool lone = numbers->is_open && numbers->open.letter && numbers->open.count == 1;
	numbers->open.touching = true;
	if (interim_letter(symbol->value) && !lone && (numbers->is_open || numbers->count > 0)) {
		close_group(numbers);
		if (numbers->count > 0) {
			open_group(numbers, symbol, true);
			return;
		}
	}
	end_chain(numbers);
}

static void feed_separator(struct vr_numbers *numbers, enum vr_separator separator)
{
	close_group(numbers);
	if (numbers->gap < separator)
		numbers->gap = separator;
	if (++numbers->gap_length > GAP_MAX)
		end_chain(numbers);
}

static enum vr_separator separator_of(const struct vr_symbol *symbol)
{
	switch (symbol->kind) {
	case VR_SYMBOL_SPACE:
		return VR_SEPARATOR_SPACE;
	case VR_SYMBOL_DASH:
		return VR_SEPARATOR_DASH;
	case VR_SYMBOL_PLUS:
		return VR_SEPARATOR_PLUS;
	default:
		return symbol->value == '.' || symbol->value == '/' ? VR_SEPARATOR_POINT : VR_SEPARATOR_NONE;
	}
}

// Whether "SE" stands before and nothing of a longer word.
static unsigned next_lead(unsigned lead, const struct vr_symbol *symbol)
{
	if (symbol->kind != VR_SYMBOL_LETTER)
		return 0;
	if (symbol->value == 's' && lead == 0)
		return 1;
	return symbol->value == 'e' && lead == 1 ? 2 : 3;
}

void vr_numbers_feed(struct vr_numbers *numbers, const struct vr_symbol *symbol, bool phone_near)
{
	numbers->steps++;
	if (numbers->is_open && numbers->count == 0 && symbol->kind != VR_SYMBOL_DIGIT &&
	    symbol->kind != VR_SYMBOL_DASH)
		numbers->hsa = false;
	if (symbol->kind == VR_SYMBOL_DIGIT)
		feed_digit(numbers, symbol, phone_near);
	else if (symbol->kind == VR_SYMBOL_LETTER)
		feed_letter(numbers, symbol);
	else if (separator_of(symbol) != VR_SEPARATOR_NONE)
		feed_separator(numbers, separator_of(symbol));
	else
		end_chain(numbers);
	numbers->lead = next_lead(numbers->lead, symbol);
	numbers->before_last = numbers->last;
	numbers->last = symbol->kind;
}

void vr_numbers_end(struct vr_numbers *numbers)
{
	if (numbers->is_open && numbers->count == 0)
		numbers->hsa = false;
	end_chain(numbers);
}
