#include "state.h"

#include <stdlib.h>
#include <string.h>

#define JUMP_MS (2 * VR_SECOND) // more than a clock that is being slewed gains or loses between two calls
#define IDLE_MS VR_MINUTE
#define WANTS_AHEAD ((size_t)4) // slides looked ahead, or one for each item wanted

struct vr_plan *vr_plan_create(void)
{
	struct vr_plan *plan = vr_alloc(1, sizeof(*plan));
	plan->emergency = -1;
	// The first slide of a day is for the waits, and an urgent message has nothing to keep away from.
	plan->since_anchor = VR_WAITS_EVERY;
	plan->anchor_pages = 1;
	plan->round_most_ms = VR_ROUND_MS;
	plan->since_urgent = VR_URGENT_AFTER;
	return plan;
}

static void forget_programme(struct vr_plan *plan)
{
	free(plan->known);
	free(plan->pairs);
	free(plan->order);
	free(plan->group_waits);
	vr_glass_clear(plan);
	vr_programme_unref(plan->programme);
}

void vr_plan_destroy(struct vr_plan *plan)
{
	if (!plan)
		return;
	forget_programme(plan);
	free(plan);
}

static void *copy_of(const void *items, size_t count, size_t size)
{
	void *copy = vr_alloc(count + 1, size);
	if (count > 0)
		memcpy(copy, items, count * size);
	return copy;
}

struct vr_plan *vr_plan_copy(const struct vr_plan *plan)
{
	struct vr_plan *copy = vr_alloc(1, sizeof(*copy));
	*copy = *plan;
	size_t waits = plan->programme ? plan->programme->wait_count : 0;
	copy->known = copy_of(plan->known, plan->known_count, sizeof(*plan->known));
	copy->pairs = copy_of(plan->pairs, plan->pair_count, sizeof(*plan->pairs));
	copy->order = copy_of(plan->order, plan->pair_count, sizeof(*plan->order));
	copy->group_waits = copy_of(plan->group_waits, waits, sizeof(*plan->group_waits));
	for (size_t i = 0; plan->order && i < VR_QUEUE_COUNT; i++)
		copy->queues[i].pairs = copy->order + (plan->queues[i].pairs - plan->order);
	vr_programme_ref(copy->programme);
	vr_programme_ref(copy->glass.programme);
	return copy;
}

// Without a programme there is only the idle slide; it lasts a minute at a time so that every slide has an end.
static void idle(struct vr_plan *plan, const struct vr_moment *moment, struct vr_slide *out)
{
	struct vr_glass *glass = &plan->glass;
	if (plan->programme) {
		forget_programme(plan);
		struct vr_plan *fresh = vr_plan_create();
		*plan = *fresh;
		free(fresh);
	}
	bool stands = glass->on && moment->mono_ms < vr_sum(glass->began_ms, IDLE_MS);
	if (!stands)
		*glass = (struct vr_glass){.on = true,
		                           .kind = VR_SLIDE_IDLE,
		                           .page = 1,
		                           .began_ms = moment->mono_ms,
		                           .at_ms = moment->wall_ms};
	*out = (struct vr_slide){.kind = VR_SLIDE_IDLE,
	                         .page = 1,
	                         .pages = 1,
	                         .opening = {.change = {.hour = -1}, .change_at = VR_INSTANT_NEVER, .exception = -1},
	                         .clock = {.hour = -1},
	                         .since = {.hour = -1},
	                         .ends = {.hour = -1},
	                         .at = {glass->at_ms}};
	int64_t left = vr_difference(vr_sum(glass->began_ms, IDLE_MS), moment->mono_ms);
	out->until.ms = vr_sum(moment->wall_ms, left);
}

// Clocks that jump and trust that comes or goes make all earlier judgements worthless.
static void compare_clocks(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	int64_t jump = vr_difference(vr_difference(moment->wall_ms, plan->then.wall_ms),
	                             vr_difference(moment->mono_ms, plan->then.mono_ms));
	bool jumped = jump > JUMP_MS || jump < -JUMP_MS || moment->wall_ms < plan->then.wall_ms;
	if (plan->called && jumped) {
		plan->judge_all = true;
		plan->glass.at_ms = vr_most(0, vr_sum(plan->glass.at_ms, jump));
	}
	if (plan->then.trusted != moment->trusted || plan->zone != input->zone)
		plan->judge_all = true;
	plan->then = *moment;
	plan->zone = input->zone;
	plan->called = true;
}

static bool is_urgent(const struct vr_glass *glass)
{
	return glass->kind == VR_SLIDE_MESSAGE &&
	       glass->programme->messages[glass->index].priority == VR_PRIORITY_URGENT;
}

static bool item_stands(const struct vr_plan *plan)
{
	const struct vr_glass *glass = &plan->glass;
	switch (glass->kind) {
	case VR_SLIDE_MESSAGE:
		return plan->known[glass->superseded ? glass->successor : glass->index].showable;
	case VR_SLIDE_WAITS: {
		const struct vr_group *group = vr_groups_find(plan, (enum vr_measure)glass->index);
		return group && vr_group_shown(plan, group);
	}
	case VR_SLIDE_CLINIC:
		return true;
	case VR_SLIDE_EMERGENCY:
	case VR_SLIDE_IDLE:
	case VR_SLIDE_PROBLEM:
		break;
	}
	return false;
}

static bool page_stands(const struct vr_plan *plan, const struct vr_moment *moment)
{
	const struct vr_glass *glass = &plan->glass;
	if (!glass->on || !item_stands(plan) || moment->mono_ms >= vr_glass_end(glass))
		return false;
	// Only another urgent message is read to its end before one cuts in.
	return plan->unannounced == 0 || is_urgent(glass);
}

// A page whose wait or clinic changed its state is a slide of its own. It stays for the rest of its time, and long
// enough for the change to be read; however often it changes, that is granted once.
static void follow_states(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	struct vr_glass *glass = &plan->glass;
	uint64_t signature = vr_glass_signature(plan, input);
	if (signature == glass->signature)
		return;
	int64_t end = vr_glass_end(glass);
	int64_t most = glass->least_end_ms == INT64_MIN ? vr_sum(end, VR_LEAST_MS) : end;
	glass->least_end_ms = vr_least(most, vr_sum(moment->mono_ms, VR_LEAST_MS));
	glass->signature = signature;
	glass->at_ms = moment->wall_ms;
	glass->cut = false;
}

void vr_plan_next(struct vr_plan *plan, const struct vr_plan_input *input, struct vr_slide *out)
{
	struct vr_moment moment = vr_moment_of(input);
	if (!input->programme) {
		idle(plan, &moment, out);
		return;
	}
	struct vr_voicing voicing = vr_voicing_of(input);
	if (plan->programme != input->programme || !vr_same_voicing(&plan->voicing, &voicing))
		vr_plan_adopt(plan, input->programme, voicing);
	compare_clocks(plan, input, &moment);
	vr_plan_judge(plan, input, &moment);
	vr_glass_read(plan, input);
	if (!vr_emergency_next(plan, input, &moment)) {
		if (page_stands(plan, &moment)) {
			follow_states(plan, input, &moment);
		} else {
			vr_pick_next(plan, input, &moment);
			plan->glass.signature = vr_glass_signature(plan, input);
		}
	}
	vr_glass_read(plan, input);
	vr_glass_fill(plan, input, &moment, out);
}

unsigned vr_plan_round(const struct vr_plan *plan)
{
	return (unsigned)plan->round;
}

static bool is_wanted(const struct vr_plan_want *wants, size_t count, struct vr_item item, vr_language_set languages)
{
	for (size_t i = 0; i < count; i++)
		if (wants[i].item.kind == item.kind && wants[i].item.index == item.index &&
		    wants[i].languages == languages)
			return true;
	return false;
}

// What is measured is the item in all languages of the visit, also where they come in turn.
static struct vr_plan_want want_of(const struct vr_plan *plan, const struct vr_slide *slide)
{
	struct vr_plan_want want = {.item = {.kind = slide->kind}};
	if (slide->kind == VR_SLIDE_WAITS)
		want.item.index = (uint32_t)slide->measure;
	else if (slide->kind != VR_SLIDE_CLINIC)
		want.item.index = (uint32_t)slide->message;
	want.languages = vr_glass_languages(&plan->glass);
	return want;
}

size_t vr_plan_wants(const struct vr_plan *plan, const struct vr_plan_input *input, struct vr_plan_want *out,
                     size_t max)
{
	if (!input->programme || max == 0)
		return 0;
	struct vr_plan *ahead = vr_plan_copy(plan);
	struct vr_plan_input then = *input;
	size_t count = 0;
	for (size_t i = 0; (i < max || i < WANTS_AHEAD) && count < max; i++) {
		struct vr_slide slide;
		vr_plan_next(ahead, &then, &slide);
		if (slide.kind == VR_SLIDE_EMERGENCY) {
			count += vr_emergency_wants(ahead, &then, out + count, max - count);
			break;
		}
		struct vr_plan_want want = want_of(ahead, &slide);
		bool measured = then.book && vr_book_get(then.book, want.item, want.languages);
		bool current = slide.programme == input->programme;
		if (current && !measured && !is_wanted(out, count, want.item, want.languages))
			out[count++] = want;
		int64_t step = vr_difference(slide.until.ms, then.now.wall.ms);
		then.now.wall.ms = slide.until.ms;
		then.now.mono.ms = vr_sum(then.now.mono.ms, step);
	}
	vr_plan_destroy(ahead);
	return count;
}

size_t vr_plan_waiting(const struct vr_plan *plan, const struct vr_plan_input *input, size_t *messages, size_t max)
{
	int64_t hour_ago = vr_moment_of(input).mono_ms - VR_HOUR;
	size_t count = 0;
	for (size_t i = 0; i < plan->known_count; i++) {
		const struct vr_known *known = &plan->known[i];
		if (!known->showable || known->since_ms > hour_ago ||
		    vr_queue_of(&plan->programme->messages[i]) == VR_QUEUE_COUNT)
			continue;
		bool waits = false;
		for (uint32_t j = known->first_pair; j < known->first_pair + known->pair_count; j++)
			waits = waits || plan->pairs[j].shown_ms < hour_ago;
		if (waits && count < max)
			messages[count] = i;
		count += waits;
	}
	return count;
}
