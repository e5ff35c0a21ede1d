#include "state.h"

#include <string.h>

// Until room slide has measured an item, its time is guessed on the safe side: the slowest reading speed that was
// published (Arabic, 612 characters a minute), halved as domain facts ask, and pages of seven short lines.
#define MS_A_CHARACTER 196
#define PAUSE_MS (2 * VR_SECOND)
#define CHARACTERS_A_PAGE 180u
#define ROWS_A_PAGE 4u
#define CHARACTERS_A_ROW 15u  // numeral, unit and age beside the name
#define CHARACTERS_CLINIC 90u // opening hours and numbers beside its texts

static size_t characters(const char *text)
{
	size_t count = 0;
	for (; text && *text; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

static size_t longest(const struct vr_localized *text, vr_language_set languages)
{
	size_t most = 0;
	for (size_t i = 0; i < text->count; i++) {
		if (!(languages & VR_LANGUAGE_BIT(text->entries[i].language)))
			continue;
		size_t count = characters(text->entries[i].text);
		most = count > most ? count : most;
	}
	return most;
}

static unsigned languages_in(vr_language_set languages)
{
	return (unsigned)__builtin_popcount(languages);
}

static uint8_t seconds_for(size_t count)
{
	int64_t ms = PAUSE_MS + (int64_t)count * MS_A_CHARACTER;
	return (uint8_t)(vr_most(VR_LEAST_MS, vr_least(ms, VR_MOST_MS)) / VR_SECOND);
}

// count characters in each of some languages that share the page.
static void spread(size_t count, unsigned languages, struct vr_book_entry *out)
{
	size_t pages = (count * languages + CHARACTERS_A_PAGE - 1) / CHARACTERS_A_PAGE;
	pages = pages < 1 ? 1 : pages > VR_BOOK_PAGES_MAX ? VR_BOOK_PAGES_MAX : pages;
	out->pages = (uint8_t)pages;
	for (size_t i = 0; i < pages; i++)
		out->seconds[i] = seconds_for(count / pages);
}

static void estimate_waits(const struct vr_plan *plan, const struct vr_programme *programme, uint32_t measure,
                           vr_language_set languages, struct vr_book_entry *out)
{
	const struct vr_group *group = vr_groups_find(plan, (enum vr_measure)measure);
	uint32_t count = group ? group->count : 0;
	uint32_t rows = (count + VR_BOOK_PAGES_MAX - 1) / VR_BOOK_PAGES_MAX;
	rows = rows < ROWS_A_PAGE ? ROWS_A_PAGE : rows;
	out->pages = 0;
	for (uint32_t first = 0; first < count; first += rows) {
		size_t text = 0;
		uint32_t here = count - first < rows ? count - first : rows;
		for (uint32_t i = first; i < first + here; i++) {
			const struct vr_wait *wait = &programme->waits[plan->group_waits[group->first + i]];
			text += longest(&wait->name, languages) + CHARACTERS_A_ROW;
		}
		out->seconds[out->pages] = seconds_for(text);
		out->rows[out->pages++] = (uint8_t)here;
	}
	out->pages = out->pages ? out->pages : 1;
}

static void estimate(const struct vr_plan *plan, const struct vr_programme *programme, struct vr_item item,
                     vr_language_set languages, struct vr_book_entry *out)
{
	*out = (struct vr_book_entry){.pages = 1, .seconds = {(uint8_t)(VR_LEAST_MS / VR_SECOND)}};
	if (item.kind == VR_SLIDE_WAITS) {
		estimate_waits(plan, programme, item.index, languages, out);
	} else if (item.kind == VR_SLIDE_CLINIC) {
		out->seconds[0] = seconds_for(longest(&programme->clinic.calling, languages) + CHARACTERS_CLINIC);
	} else {
		const struct vr_message *message = &programme->messages[item.index];
		spread(longest(&message->title, languages) + longest(&message->text, languages),
		       languages_in(languages), out);
	}
}

// A book that was filled for another programme does not fit the waits of this one.
static bool fits(const struct vr_plan *plan, struct vr_item item, const struct vr_book_entry *entry)
{
	if (item.kind != VR_SLIDE_WAITS)
		return true;
	const struct vr_group *group = vr_groups_find(plan, (enum vr_measure)item.index);
	uint32_t rows = 0;
	for (size_t i = 0; i < entry->pages; i++) {
		if (entry->rows[i] == 0 || entry->rows[i] > VR_SLIDE_WAITS_MAX)
			return false;
		rows += entry->rows[i];
	}
	// Languages in turn: each has the whole list.
	return group && rows == group->count * (entry->lead ? 2 : 1);
}

void vr_reading(const struct vr_plan *plan, const struct vr_book *book, const struct vr_programme *programme,
                struct vr_item item, vr_language_set languages, struct vr_book_entry *out)
{
	const struct vr_book_entry *measured = book ? vr_book_get(book, item, languages) : NULL;
	if (!measured || !fits(plan, item, measured)) {
		estimate(plan, programme, item, languages, out);
		return;
	}
	*out = *measured;
	for (size_t i = 0; i < out->pages; i++)
		out->seconds[i] =
		        (uint8_t)vr_most(VR_LEAST_MS / VR_SECOND, vr_least(out->seconds[i], VR_MOST_MS / VR_SECOND));
}

int64_t vr_reading_total(const struct vr_book_entry *entry)
{
	int64_t total = 0;
	for (size_t i = 0; i < entry->pages; i++)
		total += entry->seconds[i] * VR_SECOND;
	return total;
}

struct vr_book_entry vr_visit_reading(const struct vr_plan *plan, const struct vr_plan_input *input,
                                      const struct vr_visit *visit)
{
	struct vr_book_entry entry;
	vr_reading(plan, input->book, plan->programme, (struct vr_item){visit->kind, visit->index},
	           vr_visit_languages(plan, visit), &entry);
	return entry;
}
