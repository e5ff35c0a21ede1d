// Lines are filled from the front with pieces, the stretches between two places where a line may break. A piece that
// does not fit is hyphenated where that helps, and cut anywhere only when it does not fit a whole line.
#include "fill.h"

#include "hyphen.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define REST_MAX 64       // units: the rest of a cut piece is measured whole only below this, so that time is bounded
#define WORD_MAX 128      // units: a longer piece is no word, however many letters it has
#define JOINT_BACK 5      // letters that a line may lose for a hyphen between the parts of a compound
#define JOINT_FILLED 7    // tenths of a line: where more is filled, no hyphen is worth it
#define SYLLABLE_FILLED 5 // the same within a part of a word
#define RETRIES 4         // when the finished line is wider than the sum of its pieces
#define HEADLINE_LINES 6  // a text of more lines is none
#define SPARED_LINES 12   // of a longer text hyphens make the edge calmer

struct piece {
	int32_t from, end, next; // spaces from end to next
	int width, gap;
	bool soft; // ends with a soft hyphen
};

struct cursor {
	size_t piece;
	int32_t at;
};

struct outcome {
	size_t lines, hyphens, forced;
};

static struct piece *pieces; // reused, grows
static size_t piece_count, piece_room;

void vr_fill_cleanup(void)
{
	free(pieces);
	pieces = NULL;
	piece_count = piece_room = 0;
}

static bool add_piece(struct piece piece)
{
	if (piece_count == piece_room) {
		size_t room = piece_room == 0 ? 256 : piece_room * 2;
		struct piece *grown = realloc(pieces, room * sizeof(*grown));
		if (grown == NULL)
			return false;
		pieces = grown;
		piece_room = room;
	}
	pieces[piece_count++] = piece;
	return true;
}

// The piece that begins at `at`; gap is not set yet.
static struct piece make_piece(const struct vr_filler *filler, int32_t at, int32_t to, bool loose)
{
	const struct vr_analysis *a = filler->analysis;
	int32_t next = at + 1;
	while (next < to && (a->breaks[next] == VR_BREAK_NONE || (a->breaks[next] == VR_BREAK_LOOSE && !loose)))
		next++;
	int32_t end = next;
	while (end > at && a->kinds[end - 1] == VR_UNIT_SPACE)
		end--;
	return (struct piece){.from = at,
	                      .end = end,
	                      .next = next,
	                      .width = vr_fill_measure(filler, at, end, false),
	                      .soft = next < to && a->breaks[next] == VR_BREAK_SOFT};
}

static bool cut_pieces(const struct vr_filler *filler, int32_t from, int32_t to)
{
	int one_space = -1; // nearly all gaps are one space
	piece_count = 0;
	for (int32_t at = from; at < to; at = pieces[piece_count - 1].next) {
		struct piece piece = make_piece(filler, at, to, false);
		if (piece.width > filler->style->width)
			piece = make_piece(filler, at, to, true);
		bool single = piece.next - piece.end == 1;
		if (single && one_space < 0)
			one_space = vr_fill_measure(filler, piece.end, piece.next, false);
		piece.gap = single ? one_space : vr_fill_measure(filler, piece.end, piece.next, false);
		if (!add_piece(piece))
			return false;
	}
	return true;
}

// Addresses and numbers are not hyphenated, nor words whose author has placed the hyphens, nor what is in no language
// (ISO 639-2: zxx), as a name is.
static bool may_hyphenate(const struct vr_filler *filler, size_t index)
{
	const struct vr_analysis *a = filler->analysis;
	const struct piece *piece = &pieces[index];
	if (strcmp(filler->style->language, "zxx") == 0)
		return false;
	if (piece->soft || (index > 0 && pieces[index - 1].soft) || piece->end - piece->from > WORD_MAX)
		return false;
	for (int32_t i = piece->from; i < piece->end; i++) {
		UChar unit = a->units[i];
		bool inner_dot = unit == '.' && i + 1 < piece->end && u_isalpha(a->units[i + 1]);
		if (u_isdigit(unit) || unit == '@' || unit == '/' || unit == '_' || inner_dot)
			return false;
	}
	return true;
}

// Where a hyphen may stand.
struct place {
	int32_t at; // before this unit
	bool joint;
};

// Those of the piece, ascending.
static size_t hyphen_places(const struct vr_filler *filler, const struct piece *piece, int32_t after, bool joints_only,
                            struct place *places, size_t max)
{
	const struct vr_analysis *a = filler->analysis;
	size_t count = 0;
	for (int32_t at = piece->from; at < piece->end;) {
		int32_t end = at;
		while (end < piece->end && u_isalpha(a->units[end]))
			end++;
		uint8_t points[VR_HYPHEN_LETTERS_MAX] = {VR_HYPHEN_NONE};
		if (end - at <= VR_HYPHEN_LETTERS_MAX)
			vr_hyphen_points(filler->style->language, a->units + at, end - at, points);
		for (int32_t i = at; i < end && i - at < VR_HYPHEN_LETTERS_MAX && count < max; i++) {
			bool joint = points[i - at] == VR_HYPHEN_JOINT;
			if ((joint || (points[i - at] != VR_HYPHEN_NONE && !joints_only)) &&
			    i >= after + VR_HYPHEN_EDGE)
				places[count++] = (struct place){i, joint};
		}
		at = end + 1;
	}
	return count;
}

// "vastaanotto-tiskille" reads better than "vastaanottotis-kille", and costs a few letters.
static int32_t at_joint(const struct place *places, size_t last)
{
	for (size_t i = last + 1; i > 0 && places[last].at - places[i - 1].at <= JOINT_BACK; i--) {
		if (places[i - 1].joint)
			return places[i - 1].at;
	}
	return places[last].at;
}

// The last place at which the piece, from unit `from` on and with a hyphen, fits what is left of the line; 0 when none
// does. A hyphen costs a reader more than a ragged edge, so only where the line would be left mostly empty; within a
// part of a word it costs more than between two.
static int32_t hyphenate(const struct vr_filler *filler, size_t index, int32_t from, int filled, int room, int limit)
{
	bool joints_only = filled * 10 >= limit * SYLLABLE_FILLED;
	struct place places[VR_HYPHEN_LETTERS_MAX];
	const struct piece *piece = &pieces[index];
	if (filled * 10 >= limit * JOINT_FILLED || room <= 0 || filler->whole_words || !may_hyphenate(filler, index))
		return 0;
	if (index + 1 == piece_count && piece->width <= filler->style->width)
		return 0; // the last word stands whole on the line that its end would need
	size_t low = 0, high = hyphen_places(filler, piece, from, joints_only, places, VR_COUNT(places));
	if (high == 0 || !vr_fill_can_hyphenate(filler, places[0].at))
		return 0;
	while (low < high) { // places before low fit, those from high on do not
		size_t middle = (low + high) / 2;
		if (vr_fill_measure(filler, from, places[middle].at, true) <= room)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? at_joint(places, low - 1) : 0;
}

static int32_t advance(const struct vr_analysis *a, int32_t at, int32_t to, int graphemes)
{
	while (graphemes > 0 && at < to) {
		at++;
		if (at == to || vr_text_grapheme_start(a, at))
			graphemes--;
	}
	return at;
}

static int32_t next_code_point(const struct vr_analysis *a, int32_t at)
{
	at++;
	return at < a->length && a->units[at] >= 0xdc00 && a->units[at] < 0xe000 ? at + 1 : at;
}

// Some signs (U+0604 before digits, Hangul jamo) hold together without end: what is wider than a line is cut between
// code points, unless the first alone is.
static int32_t cut_inside(const struct vr_filler *filler, int32_t from, int32_t to, int room)
{
	int32_t end = next_code_point(filler->analysis, from);
	if (vr_fill_measure(filler, from, end, false) > room)
		return to;
	for (;;) {
		int32_t further = next_code_point(filler->analysis, end);
		if (further >= to || vr_fill_measure(filler, from, further, false) > room)
			return end;
		end = further;
	}
}

// As many whole characters as fit, at least one. Steps grow and then halve, so that a long text without a space costs
// no more than its lines.
static int32_t force(const struct vr_filler *filler, int32_t from, int32_t to, int room)
{
	int32_t end = advance(filler->analysis, from, to, 1);
	bool growing = true;
	if (vr_fill_measure(filler, from, end, false) > room)
		return cut_inside(filler, from, end, room);
	for (int step = 8; step > 0 && end < to;) {
		int32_t further = advance(filler->analysis, end, to, step);
		if (vr_fill_measure(filler, from, further, false) <= room) {
			end = further;
			step = growing ? step * 2 : step;
		} else {
			growing = false;
			step /= 2;
		}
	}
	return end;
}

static int width_from(const struct vr_filler *filler, const struct piece *piece, int32_t at)
{
	if (at == piece->from)
		return piece->width;
	return piece->end - at > REST_MAX ? INT_MAX : vr_fill_measure(filler, at, piece->end, false);
}

// A word whose language tells no place for a hyphen has one all the same, so that nobody takes it for two words. False
// where it is no word, or where too few letters would stand on a line.
static bool cut_word(const struct vr_filler *filler, size_t index, int32_t from, int limit, int32_t *end)
{
	const struct vr_analysis *a = filler->analysis;
	int32_t at = *end;
	while (at - from > VR_HYPHEN_EDGE &&
	       (pieces[index].end - at < VR_HYPHEN_EDGE || !vr_text_grapheme_start(a, at) ||
	        vr_fill_measure(filler, from, at, true) > limit))
		at--;
	if (at - from <= VR_HYPHEN_EDGE || !may_hyphenate(filler, index) || !u_isalpha(a->units[at - 1]) ||
	    !u_isalpha(a->units[at]) || !vr_fill_can_hyphenate(filler, at))
		return false;
	*end = at;
	return true;
}

// A line that ends where none should: at a space that holds a number together, else between any two characters.
static struct vr_span forced_line(const struct vr_filler *filler, struct cursor *cursor, size_t index, int limit)
{
	const struct vr_analysis *a = filler->analysis;
	const struct piece *piece = &pieces[index];
	int32_t from = cursor->at, end = force(filler, from, piece->end, limit), next = end;
	if (end == piece->end) {
		*cursor = (struct cursor){index + 1, piece->next};
		return (struct vr_span){from, end, piece->next, false, false};
	}
	for (int32_t i = end; i > from; i--) {
		if (a->kinds[i] == VR_UNIT_SPACE) {
			end = i;
			next = i + 1;
			break;
		}
	}
	bool hyphen = next == end && cut_word(filler, index, from, limit, &end);
	if (hyphen)
		next = end;
	*cursor = (struct cursor){index, next};
	return (struct vr_span){from, end, next, hyphen, false};
}

// The line that begins at the cursor, which moves past it.
static struct vr_span next_line(const struct vr_filler *filler, struct cursor *cursor, int limit,
                                struct outcome *outcome)
{
	struct vr_span span = {.from = cursor->at, .to = cursor->at};
	int width = 0, filled = 0;
	size_t index = cursor->piece;
	int32_t from = cursor->at; // in the piece at index
	for (; index < piece_count; index++) {
		const struct piece *piece = &pieces[index];
		int more = width_from(filler, piece, from);
		if (more > limit - width)
			break;
		bool hyphen = piece->soft && vr_fill_can_hyphenate(filler, piece->end);
		if (!hyphen || vr_fill_measure(filler, from, piece->end, true) <= limit - width) {
			span = (struct vr_span){span.from, piece->end, piece->next, hyphen, false};
			*cursor = (struct cursor){index + 1, piece->next};
			filled = width + more;
		}
		width += more + piece->gap;
		from = piece->next;
	}
	outcome->lines++;
	bool empty = span.to == span.from && index < piece_count;
	int32_t cut = index < piece_count ? hyphenate(filler, index, from, filled, limit - width, limit) : 0;
	if (cut > 0) {
		span = (struct vr_span){span.from, cut, cut, true, false};
		*cursor = (struct cursor){index, cut};
	} else if (empty) {
		span = forced_line(filler, cursor, index, limit);
		outcome->forced++;
	}
	if (span.hyphen)
		outcome->hyphens++;
	return span;
}

// Shaping a whole line may differ by some pixels from the sum of its pieces.
static struct vr_span next_line_that_fits(const struct vr_filler *filler, struct cursor *cursor, int limit)
{
	struct cursor start = *cursor;
	struct outcome outcome = {0};
	struct vr_span span = next_line(filler, cursor, limit, &outcome);
	for (int i = 0, tried = limit; i < RETRIES; i++) {
		int width = vr_fill_measure(filler, span.from, span.to, span.hyphen);
		if (width <= limit)
			break;
		tried -= width - limit;
		*cursor = start;
		span = next_line(filler, cursor, tried, &outcome);
	}
	return span;
}

static struct outcome try_width(const struct vr_filler *filler, int limit, size_t lines_max)
{
	struct outcome outcome = {0};
	struct cursor cursor = {0, pieces[0].from};
	while (cursor.piece < piece_count && outcome.lines <= lines_max)
		next_line(filler, &cursor, limit, &outcome);
	return outcome;
}

// Hyphens that do not save a line are left out. Returns what comes of the whole width.
static struct outcome spare_hyphens(struct vr_filler *filler)
{
	int limit = filler->style->width;
	struct outcome full = try_width(filler, limit, SPARED_LINES);
	if (full.hyphens == 0 || full.lines > SPARED_LINES)
		return full;
	filler->whole_words = true;
	struct outcome whole = try_width(filler, limit, full.lines);
	filler->whole_words = whole.lines <= full.lines && whole.forced <= full.forced;
	return filler->whole_words ? whole : full;
}

// The narrowest box that needs no more lines, hyphens or cuts makes the lines about equal.
static int balanced(const struct vr_filler *filler, const struct outcome *full)
{
	int high = filler->style->width, low = high / 2;
	if (full->lines < 2 || full->lines > HEADLINE_LINES)
		return high;
	while (high - low > filler->style->width / 64 + 1) {
		int middle = (low + high) / 2;
		struct outcome narrow = try_width(filler, middle, full->lines);
		if (narrow.lines <= full->lines && narrow.hyphens <= full->hyphens && narrow.forced <= full->forced)
			high = middle;
		else
			low = middle;
	}
	return high;
}

static bool add_span(struct vr_spans *spans, struct vr_span span, struct vr_error *error)
{
	if (spans->count == spans->room) {
		size_t room = spans->room == 0 ? 32 : spans->room * 2;
		struct vr_span *grown = realloc(spans->items, room * sizeof(*grown));
		if (grown == NULL)
			return vr_fail(error, VR_MEMORY, "no memory for %zu lines of text", room);
		spans->items = grown;
		spans->room = room;
	}
	spans->items[spans->count++] = span;
	return true;
}

// A short word alone on the last line looks lost: the word before it comes down to it.
static void avoid_widow(const struct vr_filler *filler, struct vr_span *before, struct vr_span *last)
{
	if (piece_count < 4 || before->hyphen)
		return;
	const struct piece *word = &pieces[piece_count - 1];
	const struct piece *second = word - 1, *third = word - 2;
	int limit = filler->style->width;
	if (last->from != word->from || third->from <= before->from || word->width > limit / 3 || second->soft ||
	    third->soft || second->width + second->gap + word->width > limit)
		return;
	if (vr_fill_measure(filler, before->from, third->end, false) < limit / 2)
		return;
	before->to = third->end;
	before->next = last->from = second->from;
}

bool vr_fill_paragraph(const struct vr_filler *paragraph_filler, int32_t from, int32_t to, struct vr_spans *spans,
                       struct vr_error *error)
{
	struct vr_filler own = *paragraph_filler, *filler = &own;
	size_t first = spans->count;
	if (from == to || filler->style->no_break)
		return add_span(spans, (struct vr_span){from, to, to, false, true}, error);
	if (!cut_pieces(filler, from, to))
		return vr_fail(error, VR_MEMORY, "no memory to break %d characters into lines", to - from);
	struct outcome full = spare_hyphens(filler);
	int limit = filler->style->balance ? balanced(filler, &full) : filler->style->width;
	for (struct cursor cursor = {0, from}; cursor.piece < piece_count;) {
		if (!add_span(spans, next_line_that_fits(filler, &cursor, limit), error))
			return false;
	}
	struct vr_span *last = &spans->items[spans->count - 1];
	last->ends_paragraph = true;
	last->next = to;
	if (spans->count - first >= 2)
		avoid_widow(filler, last - 1, last);
	return true;
}
