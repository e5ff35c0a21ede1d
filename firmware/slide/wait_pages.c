#include "wait_pages.h"

#include "chrome.h"
#include "rows.h"
#include "waits.h"

// The waits of one measure, in their order, and what a page has to hold of each: its row as it is most of the time,
// with all that explains it, and the same as it can come to be, with what nobody can do without.
struct list {
	struct vr_slide_wait waits[VR_WAITS_MAX];
	int usual[VR_WAITS_MAX], least[VR_WAITS_MAX];
	size_t count;
	size_t triage; // the first one that is in order of need
	int room;      // below the heading
};

// What a wait can come to be without a new programme.
static bool can_become(const struct vr_wait *wait, enum vr_freshness state)
{
	switch (state) {
	case VR_FRESH:
	case VR_OLD:
		return wait->state == VR_WAIT_OPEN;
	case VR_WITHDRAWN:
		return true;
	case VR_CLOSED:
		return wait->state == VR_WAIT_CLOSED || wait->hours.count;
	case VR_UNAVAILABLE:
		return wait->state == VR_WAIT_UNAVAILABLE;
	}
	return false;
}

// Whether it is of another day as long as it is fresh, and has a date instead of a time.
static bool lasts(const struct vr_wait *wait)
{
	return wait->good_for_ms >= VR_DAY;
}

// Whether it is so by its programme, and not only by the hour or because nothing more was heard.
static bool is_usual(const struct vr_wait *wait, enum vr_freshness state)
{
	return state != VR_WITHDRAWN && (state != VR_CLOSED || wait->state == VR_WAIT_CLOSED);
}

static void measure_row(struct canvas *canvas, size_t wait, int *usual, int *least)
{
	static const struct vr_local_time evening = {.date = {2026, 12, 30}, .weekday = 2, .hour = 20, .minute = 0};
	const struct vr_slide_wait states[] = {
	        {.state = VR_FRESH, .measured = evening, .measured_today = true},
	        {.state = VR_FRESH, .measured = evening},
	        {.state = VR_OLD, .measured = evening, .measured_today = true},
	        {.state = VR_WITHDRAWN, .measured = evening},
	        {.state = VR_CLOSED, .measured = evening, .opens = evening, .opens_today = true},
	        {.state = VR_CLOSED, .measured = evening, .opens = evening},
	        {.state = VR_UNAVAILABLE, .measured = evening},
	};
	const struct vr_wait *facts = &canvas->slide->programme->waits[wait];

	*usual = *least = 0;
	for (size_t i = 0; i < VR_COUNT(states); i++) {
		struct vr_slide_wait shown = states[i];

		if (!can_become(facts, shown.state))
			continue;
		if (shown.state == VR_FRESH && shown.measured_today == lasts(facts))
			continue;
		shown.wait = wait;
		*least = vr_larger(*least, vr_rows_least(canvas, &shown));
		if (is_usual(facts, shown.state))
			*usual = vr_larger(*usual, vr_rows_usual(canvas, &shown));
	}
}

static void make_list(struct canvas *canvas, struct list *list)
{
	const struct vr_programme *programme = canvas->slide->programme;

	*list = (struct list){.triage = VR_WAITS_MAX};
	vr_chrome_draw(canvas, canvas->look->theme->waits); // the band says where the content is
	for (size_t i = 0; i < programme->wait_count && list->count < VR_WAITS_MAX; i++) {
		size_t at = list->count;

		if (programme->waits[i].measure != canvas->slide->measure)
			continue;
		list->count++;
		list->waits[at].wait = i;
		measure_row(canvas, i, &list->usual[at], &list->least[at]);
		if (programme->waits[i].order == VR_ORDER_TRIAGE && list->triage > at)
			list->triage = at;
	}
	list->room = canvas->content.y + canvas->content.h - vr_waits_below_heading(canvas);
}

// What is noted at a single wait stands on its page; that the sickest come first, on one of them at least.
static bool needs_note(const struct vr_programme *programme, const struct list *list, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++)
		if (i == list->triage || programme->waits[list->waits[i].wait].note.count)
			return true;
	return false;
}

static int note_room(struct canvas *canvas, const struct list *list, size_t first, size_t count)
{
	const struct vr_slide *slide = canvas->slide;
	struct vr_slide page = *slide;
	int height;

	for (page.wait_count = 0; page.wait_count < count; page.wait_count++)
		page.waits[page.wait_count] = list->waits[first + page.wait_count];
	canvas->slide = &page;
	height = vr_waits_note_room(canvas);
	canvas->slide = slide;
	return height;
}

static bool holds(struct canvas *canvas, const struct list *list, size_t first, size_t count)
{
	int usual = (int)(count - 1) * vr_rows_padding(canvas), least = usual;

	for (size_t i = first; i < first + count; i++) {
		usual += list->usual[i];
		least += list->least[i];
	}
	if (usual > list->room || least > list->room)
		return false;
	return !needs_note(canvas->slide->programme, list, first, count) ||
	       usual + note_room(canvas, list, first, count) <= list->room;
}

// Fills pages from the top as far as their room allows, each with at least and at most so many rows (the last may have
// fewer); returns the pages, also where rows has not room for all.
static size_t fill_pages(struct canvas *canvas, const struct list *list, size_t least, size_t most, uint8_t *rows)
{
	size_t pages = 0, first = 0;

	while (first < list->count || pages == 0) {
		size_t left = list->count - first, count = left < least ? left : least;

		while (count < left && count < most && holds(canvas, list, first, count + 1))
			count++;
		if (pages < VR_BOOK_PAGES_MAX)
			rows[pages] = (uint8_t)count;
		pages++;
		first += count;
	}
	return pages;
}

size_t vr_wait_pages(struct canvas *canvas, uint8_t rows[VR_BOOK_PAGES_MAX])
{
	struct list list;
	size_t pages, even, least = 1;

	make_list(canvas, &list);
	for (size_t i = 0; i < list.count && canvas->slide->language_count > 1; i++)
		if (canvas->crowded || !holds(canvas, &list, i, 1))
			return 0;
	pages = fill_pages(canvas, &list, least, VR_SLIDE_WAITS_MAX, rows);
	if (pages > VR_BOOK_PAGES_MAX) {
		// More queues than any book holds: rows are drawn closer, and what does not fit then is told.
		least = (list.count + VR_BOOK_PAGES_MAX - 1) / VR_BOOK_PAGES_MAX;
		pages = (list.count + least - 1) / least;
	}
	// Pages of about equal length read calmer than a full one and a single row.
	even = list.count ? (list.count + pages - 1) / pages : 1;
	return fill_pages(canvas, &list, least, even, rows);
}
