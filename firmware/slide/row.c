#include "row.h"

#include "row_extent.h"
#include "row_words.h"

#define VALUE_PERCENT 54 // of the row that a value may fill beside the name

size_t vr_row_fine_lines(const struct row *row)
{
	size_t lines = 0;

	for (size_t i = 0; i < row->count; i++)
		if (row->words[i].fine.layout.line_count > lines)
			lines = row->words[i].fine.layout.line_count;
	return lines;
}

static int names_height(const struct row *row)
{
	int height = 0;

	for (size_t i = 0; i < row->count; i++)
		height += row->words[i].name.height;
	return height;
}

static struct row make_beside(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                              const struct row_room *room)
{
	int whole = canvas->content.w, gap = canvas->sizes.primary / 2;
	struct row row = {.shape = ROW_BESIDE, .count = canvas->slide->language_count};

	vr_row_make_value(canvas, values, room, whole * VALUE_PERCENT / 100, &row);
	vr_row_make_texts(canvas, shown, values, room, whole - vr_row_value_span(&row) - gap, &row);
	row.height = vr_larger(vr_row_texts_height(&row), vr_row_value_height(&row));
	return row;
}

// One language only: with two, each name stands with its own fine print.
static struct row make_over(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                            const struct row_room *room)
{
	int whole = canvas->content.w, gap = canvas->sizes.primary / 2;
	struct row row = {.shape = ROW_OVER, .count = 1};

	vr_row_make_value(canvas, values, room, whole * VALUE_PERCENT / 100, &row);
	row.words[0].name = vr_row_make_name(canvas, shown, room, whole - vr_row_value_span(&row) - gap);
	vr_row_make_fine(canvas, shown, &values[0], room, &row.words[0], whole);
	row.height = vr_row_line_above(&row) + vr_row_line_below(&row) + row.words[0].fine.height;
	return row;
}

// The name over all the width, and below it fine print beside the value.
static struct row make_shared(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                              const struct row_room *room)
{
	int whole = canvas->content.w, gap = canvas->sizes.primary / 2;
	struct row row = {.shape = ROW_SHARED, .count = 1};

	vr_row_make_value(canvas, values, room, whole * VALUE_PERCENT / 100, &row);
	row.words[0].name = vr_row_make_name(canvas, shown, room, whole);
	vr_row_make_fine(canvas, shown, &values[0], room, &row.words[0], whole - vr_row_value_span(&row) - gap);
	row.height = names_height(&row) + vr_larger(row.words[0].fine.height, vr_row_value_height(&row));
	return row;
}

static struct row make_stacked(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                               const struct row_room *room)
{
	int whole = canvas->content.w;
	struct row row = {.shape = ROW_STACKED, .count = canvas->slide->language_count};

	vr_row_make_value(canvas, values, room, whole, &row);
	vr_row_make_texts(canvas, shown, values, room, whole, &row);
	row.height = vr_row_texts_height(&row) + vr_row_value_height(&row);
	return row;
}

static struct row make_alone(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                             const struct row_room *room)
{
	int whole = canvas->content.w;
	struct row row = {.shape = ROW_ALONE, .count = canvas->slide->language_count};

	vr_row_make_value(canvas, values, room, whole, &row);
	vr_row_make_texts(canvas, shown, values, room, whole, &row);
	row.height = vr_row_texts_height(&row) + canvas->sizes.primary / 4 + vr_row_value_height(&row);
	return row;
}

static size_t name_lines(const struct row *row)
{
	size_t lines = 0;

	for (size_t i = 0; i < row->count; i++)
		lines += row->words[i].name.layout.line_count;
	return lines;
}

static unsigned names_cut(const struct row *row)
{
	unsigned cut = 0;

	for (size_t i = 0; i < row->count; i++)
		cut += row->words[i].name.cut;
	return cut;
}

// A name on two lines beside its value, or cut, is worse than one line across.
static bool is_better(const struct row *row, const struct row *other)
{
	return row->height <= other->height && names_cut(row) <= names_cut(other) &&
	       name_lines(row) <= name_lines(other);
}

// The lowest shape; of those that are as low, the one that comes first.
static struct row lowest(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                         const struct row_room *room)
{
	static const struct {
		enum row_shape shape;
		struct row (*make)(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
		                   const struct row_room *room);
	} shapes[] = {{ROW_SHARED, make_shared}, {ROW_OVER, make_over}, {ROW_BESIDE, make_beside}};
	bool two = canvas->slide->language_count > 1;
	struct row best = make_stacked(canvas, shown, values, room);

	for (size_t i = 0; i < VR_COUNT(shapes); i++) {
		struct row row;

		// Two languages have names and fine print in turn, and a narrow slide has no room beside them.
		if ((two && shapes[i].shape != ROW_BESIDE) || (canvas->portrait && shapes[i].shape != ROW_SHARED))
			continue;
		row = shapes[i].make(canvas, shown, values, room);
		// What stands above each other is one fact a line.
		if (row.shape == ROW_SHARED && vr_row_fine_lines(&row) > 2)
			continue;
		if (is_better(&row, &best))
			best = row;
	}
	return best;
}

// What comes second takes the line under the name: when it opens, or what to do.
static bool move_second(struct value *value)
{
	if (*value->opens || *value->caution || !*value->second)
		return false;
	value->opens = value->second;
	value->second = "";
	return true;
}

struct row vr_row_make(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room)
{
	struct value values[2];
	struct row row, moved;
	bool can_move = false;

	vr_row_make_values(canvas, shown, values);
	if (room->alone)
		return make_alone(canvas, shown, values, room);
	row = lowest(canvas, shown, values, room);
	for (size_t i = 0; i < canvas->slide->language_count; i++)
		can_move |= move_second(&values[i]);
	if (!can_move)
		return row;
	moved = lowest(canvas, shown, values, room);
	return moved.height < row.height ? moved : row;
}
