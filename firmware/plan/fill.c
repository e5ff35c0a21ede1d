#include "state.h"

#include <assert.h>

#define NOT_KNOWN ((struct vr_local_time){.hour = -1})

vr_language_set vr_glass_languages(const struct vr_glass *glass)
{
	vr_language_set set = 0;
	for (size_t i = 0; i < glass->language_count; i++)
		set |= VR_LANGUAGE_BIT(glass->languages[i]);
	return set;
}

void vr_glass_read(struct vr_plan *plan, const struct vr_plan_input *input)
{
	struct vr_glass *glass = &plan->glass;
	// The book speaks of the newer programme; the page that is left of the older one keeps what was read before.
	if (!glass->on || glass->kind == VR_SLIDE_IDLE || glass->superseded)
		return;
	struct vr_item item = {glass->kind, glass->kind == VR_SLIDE_CLINIC ? 0 : glass->index};
	vr_reading(plan, input->book, glass->programme, item, vr_glass_languages(glass), &glass->reading);
}

int64_t vr_glass_end(const struct vr_glass *glass)
{
	if (glass->page > glass->reading.pages)
		return INT64_MIN; // the book has fewer pages than was thought
	int64_t reading = glass->page_ms ? glass->page_ms : glass->reading.seconds[glass->page - 1] * VR_SECOND;
	return vr_most(vr_sum(glass->began_ms, reading), glass->least_end_ms);
}

size_t vr_group_page(const struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_group *group,
                     vr_language_set languages, unsigned page, uint32_t waits[VR_SLIDE_WAITS_MAX])
{
	struct vr_book_entry entry;
	struct vr_item item = {VR_SLIDE_WAITS, (uint32_t)group->measure};
	vr_reading(plan, input->book, plan->programme, item, languages, &entry);
	if (page > entry.pages)
		return 0;
	uint32_t first = group->first;
	for (unsigned i = entry.lead && page > entry.lead ? entry.lead : 0; i + 1 < page; i++)
		first += entry.rows[i];
	for (uint32_t i = 0; i < entry.rows[page - 1]; i++)
		waits[i] = plan->group_waits[first + i];
	return entry.rows[page - 1];
}

static uint64_t waits_signature(const struct vr_plan *plan, const struct vr_plan_input *input)
{
	const struct vr_glass *glass = &plan->glass;
	const struct vr_group *group = vr_groups_find(plan, (enum vr_measure)glass->index);
	uint64_t hash = vr_hash_number(VR_HASH_START, (uint64_t)plan->opening.state);
	uint32_t waits[VR_SLIDE_WAITS_MAX];
	size_t count = group ? vr_group_page(plan, input, group, vr_glass_languages(glass), glass->page, waits) : 0;
	for (size_t i = 0; i < count; i++) {
		struct vr_instant change;
		struct vr_slide_wait wait = vr_plan_wait(input, waits[i], &change);
		hash = vr_hash_number(hash, (uint64_t)wait.state);
		hash = vr_hash_number(hash, vr_hash_wait(&plan->programme->waits[waits[i]]));
	}
	return hash;
}

uint64_t vr_glass_signature(const struct vr_plan *plan, const struct vr_plan_input *input)
{
	if (plan->glass.kind == VR_SLIDE_WAITS)
		return waits_signature(plan, input);
	if (plan->glass.kind != VR_SLIDE_CLINIC)
		return 0; // messages are told apart when a programme comes
	uint64_t hash = vr_hash_number(plan->clinic_content, (uint64_t)plan->opening.state);
	hash = vr_hash_number(hash, (uint64_t)plan->opening.exception);
	return vr_hash_number(hash, (uint64_t)plan->opening_ms); // another day, another "tomorrow"
}

static void fill_waits(const struct vr_plan *plan, const struct vr_plan_input *input, struct vr_slide *out,
                       int64_t *change_ms)
{
	const struct vr_glass *glass = &plan->glass;
	const struct vr_group *group = vr_groups_find(plan, (enum vr_measure)glass->index);
	uint32_t waits[VR_SLIDE_WAITS_MAX];
	assert(group);
	out->measure = group->measure;
	out->wait_count = vr_group_page(plan, input, group, vr_glass_languages(glass), glass->page, waits);
	for (size_t i = 0; i < out->wait_count; i++) {
		struct vr_instant change;
		out->waits[i] = vr_plan_wait(input, waits[i], &change);
		*change_ms = vr_least(*change_ms, change.ms);
	}
	*change_ms = vr_least(*change_ms, plan->opening.change_at.ms);
}

static void fill_message(const struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                         struct vr_slide *out, int64_t *change_ms)
{
	const struct vr_glass *glass = &plan->glass;
	const struct vr_message *message = &glass->programme->messages[glass->index];
	out->message = glass->index;
	*change_ms = plan->known[glass->superseded ? glass->successor : glass->index].change_ms;
	if (message->priority >= VR_PRIORITY_IMPORTANT) {
		size_t count = glass->programme->language_count;
		vr_language_set all = count >= VR_LANGUAGES_MAX ? UINT32_MAX : VR_LANGUAGE_BIT(count) - 1;
		out->desk_languages = all & ~message->languages;
	}
	vr_message_times(moment, input->zone, message, &out->since, &out->ends);
}

// The clinic slide speaks of today, so it also changes at midnight; opening_ms knows both.
static int64_t content_change(const struct vr_plan *plan, const struct vr_plan_input *input,
                              const struct vr_moment *moment, struct vr_slide *out)
{
	int64_t change_ms = INT64_MAX;
	if (out->kind == VR_SLIDE_WAITS)
		fill_waits(plan, input, out, &change_ms);
	else if (out->kind == VR_SLIDE_MESSAGE || out->kind == VR_SLIDE_EMERGENCY)
		fill_message(plan, input, moment, out, &change_ms);
	else
		change_ms = plan->opening_ms;
	return change_ms;
}

// Two languages that do not fit together come in turn: each page then is in one of them.
static void fill_languages(const struct vr_glass *glass, struct vr_slide *out)
{
	uint8_t lead = glass->language_count > 1 ? glass->reading.lead : 0;
	uint8_t from = lead && glass->page > lead ? 1 : 0;
	out->language_count = lead ? 1 : glass->language_count;
	out->before = from ? lead : 0;
	for (size_t i = 0; i < out->language_count; i++)
		out->languages[i] = glass->languages[from + i];
}

void vr_glass_fill(const struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                   struct vr_slide *out)
{
	const struct vr_glass *glass = &plan->glass;
	*out = (struct vr_slide){.kind = glass->kind,
	                         .programme = glass->programme,
	                         .page = glass->page,
	                         .pages = glass->reading.pages,
	                         .opening = plan->opening,
	                         .clock = NOT_KNOWN,
	                         .since = NOT_KNOWN,
	                         .ends = NOT_KNOWN,
	                         .at = {glass->at_ms},
	                         .cut = glass->cut};
	fill_languages(glass, out);
	if (moment->local)
		out->clock = vr_zone_local(input->zone, (struct vr_instant){moment->wall_ms});
	int64_t left = vr_difference(vr_glass_end(glass), moment->mono_ms);
	int64_t change_ms = vr_least(content_change(plan, input, moment, out), plan->rise_ms);
	int64_t until = vr_least(vr_sum(moment->wall_ms, left), change_ms);
	out->until.ms = vr_most(until, moment->wall_ms + 1);
}
