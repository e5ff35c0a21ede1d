#include "row_extent.h"
#include "row_words.h"

// The units stand one below the other beside the numeral, whose middle is theirs.
static void draw_units(struct canvas *canvas, const struct row *row, int x, int top)
{
	int y = top + (vr_row_value_height(row) - vr_row_units_height(row)) / 2;

	for (size_t i = 0; i < row->count; i++) {
		struct block unit = row->words[i].unit;

		vr_block_shrink(&unit);
		vr_canvas_voice(canvas, i);
		y = vr_block_draw(canvas, &unit, x, y);
	}
	vr_canvas_voice(canvas, 0);
}

static void draw_numeral(struct canvas *canvas, const struct row *row, int x, int top)
{
	int spare = vr_row_has_two_units(row)
	                    ? (vr_row_value_height(row) - vr_row_numeral_above(row) - vr_row_numeral_below(row)) / 2
	                    : 0;
	int baseline = top + spare + vr_row_numeral_above(row);
	struct block numeral = row->numeral, unit = row->words[0].unit, before = row->words[0].before;

	if (before.height) {
		vr_block_shrink(&before);
		vr_block_draw(canvas, &before, x, baseline - vr_block_baseline(&before));
		x += vr_row_before_span(row);
	}
	vr_block_shrink(&numeral);
	vr_block_draw(canvas, &numeral, x, baseline - vr_block_baseline(&numeral));
	if (vr_row_has_two_units(row)) {
		draw_units(canvas, row, x + numeral.width + vr_row_unit_gap(row), top);
		return;
	}
	vr_block_shrink(&unit);
	vr_block_draw(canvas, &unit, x + numeral.width + vr_row_unit_gap(row), baseline - vr_block_baseline(&unit));
}

static void draw_value(struct canvas *canvas, const struct row *row, int top)
{
	int right = canvas->content.x + canvas->content.w;
	int x = row->shape == ROW_ALONE ? canvas->content.x : right - vr_row_value_span(row);

	if (row->numeral.height) {
		draw_numeral(canvas, row, x, top);
		return;
	}
	for (size_t i = 0; i < row->count; i++) {
		struct row_words words = row->words[i];

		if (row->shape == ROW_ALONE && words.first.rtl != canvas->mirrored) {
			vr_block_shrink(&words.first);
			vr_block_shrink(&words.second);
		}
		vr_canvas_voice(canvas, i);
		x = row->shape == ROW_ALONE ? canvas->content.x : right - words.first.width;
		top = vr_block_draw(canvas, &words.first, x, top);
		top = vr_block_draw(canvas, &words.second, x, top);
	}
	vr_canvas_voice(canvas, 0);
}

static int draw_fine(struct canvas *canvas, const struct row_words *words, int y)
{
	int px = canvas->sizes.fine, x = canvas->content.x;

	if (words->caution) {
		vr_canvas_icon(canvas, (struct vr_rect){x, y + (words->fine.advance - px) / 2, px, px}, "caution",
		               words->fine.colour);
		x += vr_row_mark_width(canvas);
	}
	return vr_block_draw(canvas, &words->fine, x, y);
}

static void draw_texts(struct canvas *canvas, const struct row *row, int y)
{
	for (size_t i = 0; i < row->count; i++) {
		vr_canvas_voice(canvas, i);
		y = draw_fine(canvas, &row->words[i], vr_block_draw(canvas, &row->words[i].name, canvas->content.x, y));
		y += i == 0 ? vr_row_language_gap(row) : 0;
	}
	vr_canvas_voice(canvas, 0);
}

void vr_row_draw(struct canvas *canvas, const struct row *row, int y, int height)
{
	const struct row_words *words = &row->words[0];
	int value = vr_row_value_height(row), below;
	int top = y + (height - row->height) / 2;

	switch (row->shape) {
	case ROW_BESIDE:
		draw_value(canvas, row, y + (height - value) / 2);
		draw_texts(canvas, row, y + (height - vr_row_texts_height(row)) / 2);
		return;
	case ROW_OVER:
		below = top + vr_row_line_above(row);
		vr_block_draw(canvas, &words->name, canvas->content.x, below - vr_block_baseline(&words->name));
		draw_value(canvas, row, below - vr_row_value_baseline(row));
		draw_fine(canvas, words, below + vr_row_line_below(row));
		return;
	case ROW_SHARED:
		below = vr_block_draw(canvas, &words->name, canvas->content.x, top);
		draw_fine(canvas, words, below);
		draw_value(canvas, row, below > top + row->height - value ? below : top + row->height - value);
		return;
	case ROW_STACKED:
	case ROW_ALONE:
		draw_texts(canvas, row, top);
		draw_value(canvas, row, top + row->height - value);
		return;
	}
}
