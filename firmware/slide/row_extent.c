#include "row_extent.h"

#include <string.h>

int vr_row_unit_gap(const struct row *row)
{
	return row->unit_span ? row->words[0].unit.font.px / 4 : 0;
}

int vr_row_before_span(const struct row *row)
{
	const struct block *before = &row->words[0].before;

	return before->height ? vr_block_span(before) + before->font.px / 4 : 0;
}

int vr_row_value_span(const struct row *row)
{
	int span = 0;

	if (row->numeral.height)
		return vr_row_before_span(row) + vr_block_span(&row->numeral) + vr_row_unit_gap(row) + row->unit_span;
	for (size_t i = 0; i < row->count; i++)
		span = vr_larger(span,
		                 vr_larger(vr_block_span(&row->words[i].first), vr_block_span(&row->words[i].second)));
	return span;
}

// Digits need no room for what other letters have below their line.
static bool is_digits(const struct block *block)
{
	return strspn(block->text, "0123456789.,–") == strlen(block->text);
}

bool vr_row_has_two_units(const struct row *row)
{
	return row->count > 1 && row->words[1].unit.height;
}

int vr_row_units_height(const struct row *row)
{
	return vr_row_has_two_units(row) ? row->words[0].unit.height + row->words[1].unit.height : 0;
}

int vr_row_numeral_above(const struct row *row)
{
	return is_digits(&row->numeral) ? row->numeral.font.px * 86 / 100 : vr_block_baseline(&row->numeral);
}

int vr_row_numeral_below(const struct row *row)
{
	const struct block *unit = &row->words[0].unit;
	int below = row->numeral.font.px * 12 / 100;

	if (!is_digits(&row->numeral))
		below = row->numeral.advance - vr_block_baseline(&row->numeral);
	return !vr_row_has_two_units(row) && unit->height ? vr_larger(below, unit->advance - vr_block_baseline(unit))
	                                                  : below;
}

int vr_row_value_height(const struct row *row)
{
	int height = 0;

	if (row->numeral.height)
		return vr_larger(vr_row_numeral_above(row) + vr_row_numeral_below(row), vr_row_units_height(row));
	for (size_t i = 0; i < row->count; i++)
		height += row->words[i].first.height + row->words[i].second.height;
	return height;
}

int vr_row_value_baseline(const struct row *row)
{
	if (row->numeral.height)
		return vr_row_numeral_above(row);
	return vr_block_baseline(&row->words[0].first);
}

int vr_row_language_gap(const struct row *row)
{
	return row->count > 1 ? row->words[0].name.font.px / 5 : 0;
}

int vr_row_texts_height(const struct row *row)
{
	int height = vr_row_language_gap(row);

	for (size_t i = 0; i < row->count; i++)
		height += row->words[i].name.height + row->words[i].fine.height;
	return height;
}

int vr_row_line_above(const struct row *row)
{
	return vr_larger(vr_block_baseline(&row->words[0].name), vr_row_value_baseline(row));
}

int vr_row_line_below(const struct row *row)
{
	const struct block *name = &row->words[0].name;

	return vr_larger(name->height - vr_block_baseline(name), vr_row_value_height(row) - vr_row_value_baseline(row));
}
