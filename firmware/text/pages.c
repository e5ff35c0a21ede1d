#include "vantrum/text.h"

#include <assert.h>

// Lines of the page that is being filled, when so many are left.
static size_t take_lines(size_t room, size_t left)
{
	bool single_after = left == room + 1 && room >= 3; // it would stand alone on the last page
	if (single_after)
		return room - 1;
	return left < room ? left : room;
}

size_t vr_text_pages(const struct vr_layout *layout, size_t first, size_t rest, size_t *starts, size_t max)
{
	assert(max > 0 && rest > 0);
	size_t pages = 1;
	starts[0] = 0;
	size_t at = take_lines(first, layout->line_count);
	while (at < layout->line_count && pages < max) {
		starts[pages++] = at;
		at += take_lines(rest, layout->line_count - at);
	}
	return pages;
}
