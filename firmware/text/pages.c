#include "vantrum/text.h"

#include <assert.h>

// How badly a page ends after a line: what a reader has to carry over to the next.
enum {
	COST_SENTENCE = 1, // its paragraph goes on
	COST_CLAUSE = 3,
	COST_INSIDE = 4,
	COST_HYPHEN = 7,
	COST_LONELY = 2, // one line of the paragraph is left for the next page, or was the only one on this
	COST_LAST = 9,   // one line that begins within a sentence would stand alone on the last page
};

static int cost_after(const struct vr_layout *layout, size_t line)
{
	const struct vr_text_line *lines = layout->lines;
	if (lines[line].ends_paragraph)
		return 0;
	int cost = lines[line].hyphen          ? COST_HYPHEN
	           : lines[line].ends_sentence ? COST_SENTENCE
	           : lines[line].ends_clause   ? COST_CLAUSE
	                                       : COST_INSIDE;
	if (lines[line + 1].ends_paragraph || (line > 0 && lines[line - 1].ends_paragraph))
		cost += COST_LONELY;
	return cost;
}

// What it costs besides that the line after this one stands alone on the last page. A whole sentence may.
static int cost_of_one_left(const struct vr_text_line *line)
{
	if (line->ends_paragraph)
		return COST_LONELY;
	return line->ends_sentence ? 0 : COST_LAST; // a sentence is in cost_after already
}

// How many lines the page from `at` on takes, of `room`, when so many lines of all pages may stay empty. A page is not
// left more than half empty, nor with one line unless something stands above it; of equal ends the last is taken.
static size_t take_lines(const struct vr_layout *layout, size_t at, size_t room, size_t spare, bool titled)
{
	size_t left = layout->line_count - at;
	if (left <= room)
		return left;
	size_t least = room > spare ? room - spare : 0, half = room > 2 || titled ? (room + 1) / 2 : room;
	if (least < half)
		least = half;
	size_t best = room;
	int lowest = 0;
	for (size_t count = room; count >= least && count > 0; count--) {
		int cost = cost_after(layout, at + count - 1);
		if (left - count == 1)
			cost += cost_of_one_left(&layout->lines[at + count - 1]);
		if (count == room || cost < lowest) {
			best = count;
			lowest = cost;
		}
	}
	return best;
}

size_t vr_text_pages(const struct vr_layout *layout, size_t first, size_t rest, size_t below, size_t *starts,
                     size_t max)
{
	assert(max > 0 && rest > 0);
	size_t lines = layout->line_count, spare = 0, pages = 0, at = 0;
	size_t needed = lines > first ? 1 + (lines - first + rest - 1) / rest : 1;
	if (needed > 1 && needed <= max)
		spare = first + (needed - 1) * rest - lines;
	if (spare >= below)
		spare -= below;
	for (size_t room = first; pages < max && (at < lines || pages == 0); room = rest) {
		size_t taken = take_lines(layout, at, room, spare, room < rest);
		starts[pages++] = at;
		at += taken;
		if (at < lines)
			spare -= room - taken;
	}
	return pages;
}
