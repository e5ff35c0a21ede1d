#include "state.h"

#include <assert.h>

// In the programme's order, so that the clinic's first comes first.
static void put_languages(struct vr_glass *glass, vr_language_set set)
{
	for (uint8_t i = 0; i < VR_LANGUAGES_MAX && glass->language_count < VR_SLIDE_LANGUAGES_MAX; i++)
		if (set & VR_LANGUAGE_BIT(i))
			glass->languages[glass->language_count++] = i;
}

void vr_glass_put(struct vr_plan *plan, const struct vr_moment *moment, const struct vr_visit *visit, bool cut)
{
	struct vr_glass *glass = &plan->glass;
	const struct vr_programme *before = glass->programme;
	*glass = (struct vr_glass){.on = true,
	                           .cut = cut,
	                           .kind = visit->kind,
	                           .index = visit->index,
	                           .page = visit->page,
	                           .programme = vr_programme_ref(plan->programme),
	                           .began_ms = moment->mono_ms,
	                           .least_end_ms = INT64_MIN,
	                           .at_ms = moment->wall_ms};
	put_languages(glass, vr_visit_languages(plan, visit));
	vr_programme_unref(before);
}

void vr_glass_clear(struct vr_plan *plan)
{
	vr_programme_unref(plan->glass.programme);
	plan->glass = (struct vr_glass){0};
}

// A visit goes on while its item is showable and has the page; what became of it since the last page is seen here.
static bool goes_on(const struct vr_plan *plan, const struct vr_plan_input *input, enum vr_stream stream)
{
	const struct vr_visit *visit = &plan->visits[stream];
	if (!visit->under_way)
		return false;
	if (visit->kind == VR_SLIDE_MESSAGE && !plan->known[visit->index].showable)
		return false;
	if (visit->kind == VR_SLIDE_WAITS) {
		const struct vr_group *group = vr_groups_find(plan, (enum vr_measure)visit->index);
		if (!group || !vr_group_shown(plan, group))
			return false;
	}
	struct vr_book_entry entry = vr_visit_reading(plan, input, visit);
	return visit->page <= entry.pages && (visit->last == 0 || visit->page <= visit->last);
}

static struct vr_visit visit_of(const struct vr_plan *plan, uint32_t pair)
{
	return (struct vr_visit){.kind = VR_SLIDE_MESSAGE,
	                         .index = plan->pairs[pair].message,
	                         .language = plan->pairs[pair].language,
	                         .page = 1};
}

// The language in which the message was shown longest ago, the first of the programme when in none.
static struct vr_visit first_visit(const struct vr_plan *plan, uint32_t message)
{
	const struct vr_known *known = &plan->known[message];
	uint32_t best = known->first_pair;
	for (uint32_t i = best; i < known->first_pair + known->pair_count; i++)
		if (plan->pairs[i].turn < plan->pairs[best].turn)
			best = i;
	return visit_of(plan, best);
}

static bool choose_unannounced(struct vr_plan *plan, struct vr_visit *visit)
{
	if (plan->unannounced == 0)
		return false;
	for (size_t i = 0; i < plan->known_count; i++) {
		struct vr_known *known = &plan->known[i];
		if (plan->programme->messages[i].priority != VR_PRIORITY_URGENT || !known->showable || known->announced)
			continue;
		known->announced = true;
		plan->unannounced--;
		*visit = first_visit(plan, (uint32_t)i);
		return true;
	}
	return false;
}

// New messages that cannot be shown yet come by themselves when they can: never shown, they are first in their queue.
static bool choose_fresh(struct vr_plan *plan, struct vr_visit *visit)
{
	while (plan->fresh_count > 0) {
		uint32_t message = plan->fresh[0];
		plan->fresh_count--;
		for (size_t i = 0; i < plan->fresh_count; i++)
			plan->fresh[i] = plan->fresh[i + 1];
		if (!plan->known[message].showable)
			continue;
		*visit = first_visit(plan, message);
		return true;
	}
	return false;
}

static bool is_normal(const struct vr_plan *plan, const struct vr_visit *visit)
{
	return visit->kind == VR_SLIDE_MESSAGE &&
	       vr_queue_of(&plan->programme->messages[visit->index]) == VR_QUEUE_NORMAL;
}

// Puts the visit's next page on the glass and counts it.
static void show_page(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                      enum vr_stream stream, bool cut)
{
	struct vr_visit *visit = &plan->visits[stream];
	struct vr_book_entry entry = vr_visit_reading(plan, input, visit);
	assert(visit->page >= 1 && visit->page <= entry.pages);
	vr_glass_put(plan, moment, visit, cut);
	plan->stream = stream;
	plan->last_message = visit->kind == VR_SLIDE_MESSAGE ? plan->known[visit->index].id : 0;
	plan->since_anchor = stream == VR_STREAM_ANCHOR ? 0 : plan->since_anchor + 1;
	plan->since_urgent = stream == VR_STREAM_URGENT ? 0 : plan->since_urgent + 1;
	if (stream != VR_STREAM_ANCHOR)
		plan->debt_ms -= entry.seconds[visit->page - 1] * VR_SECOND;
	if (is_normal(plan, visit))
		plan->normal_shown_ms = moment->mono_ms;
	visit->page++;
}

// A visit that another one of its stream pushes aside before its last page goes on in the round; where that is busy
// itself, it counts as if it had not been.
static void make_up_for(struct vr_plan *plan, const struct vr_plan_input *input, enum vr_stream stream)
{
	const struct vr_visit *visit = &plan->visits[stream];
	if (visit->kind != VR_SLIDE_MESSAGE || !goes_on(plan, input, stream))
		return;
	if (goes_on(plan, input, VR_STREAM_ROUND))
		vr_round_forget_visit(plan, visit);
	else
		plan->visits[VR_STREAM_ROUND] = *visit;
}

static void begin(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                  enum vr_stream stream, const struct vr_visit *visit, bool cut)
{
	make_up_for(plan, input, stream);
	plan->visits[stream] = *visit;
	plan->visits[stream].under_way = true;
	if (stream != VR_STREAM_ANCHOR)
		vr_round_begin_visit(plan, input, moment, visit);
	show_page(plan, input, moment, stream, cut);
}

static bool show_urgent(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	if (vr_anchor_must(plan))
		return false;
	if (goes_on(plan, input, VR_STREAM_URGENT)) {
		show_page(plan, input, moment, VR_STREAM_URGENT, false);
		return true;
	}
	if (plan->queues[VR_QUEUE_URGENT].count == 0 || plan->since_urgent < VR_URGENT_AFTER)
		return false;
	struct vr_visit visit = visit_of(plan, vr_queue_best(plan, VR_QUEUE_URGENT));
	begin(plan, input, moment, VR_STREAM_URGENT, &visit, false);
	return true;
}

static bool show_new(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	struct vr_visit visit;
	bool cut = choose_unannounced(plan, &visit);
	if (cut)
		begin(plan, input, moment, VR_STREAM_URGENT, &visit, true);
	else if (choose_fresh(plan, &visit))
		begin(plan, input, moment, VR_STREAM_FRESH, &visit, false);
	else
		return false;
	return true;
}

static void show_anchor(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	struct vr_visit visit;
	if (goes_on(plan, input, VR_STREAM_ANCHOR)) {
		if (plan->paged && plan->since_anchor > 0)
			vr_anchor_go_on(plan);
		show_page(plan, input, moment, VR_STREAM_ANCHOR, false);
		return;
	}
	vr_anchor_choose(plan, input, moment, &visit);
	begin(plan, input, moment, VR_STREAM_ANCHOR, &visit, false);
}

// A list of waits is read in a row; where time is short only while it is short as well.
static bool anchor_goes_on(const struct vr_plan *plan, const struct vr_plan_input *input)
{
	const struct vr_visit *visit = &plan->visits[VR_STREAM_ANCHOR];
	return goes_on(plan, input, VR_STREAM_ANCHOR) && !plan->paged &&
	       (!plan->sparse || vr_visit_reading(plan, input, visit).pages <= VR_LIST_PAGES);
}

static void begin_promised(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                           const struct vr_visit *visit)
{
	struct vr_visit promised = *visit;
	// A message that it interrupts goes on afterwards.
	enum vr_stream stream = goes_on(plan, input, VR_STREAM_ROUND) ? VR_STREAM_FRESH : VR_STREAM_ROUND;
	if (vr_is_anchor(plan, visit) && goes_on(plan, input, VR_STREAM_ANCHOR)) {
		show_anchor(plan, input, moment); // the list that was begun comes first
	} else if (vr_is_anchor(plan, visit)) {
		vr_anchor_take(plan, input, moment, &promised);
		begin(plan, input, moment, VR_STREAM_ANCHOR, &promised, false);
	} else if (vr_anchor_before(plan, vr_visit_reading(plan, input, visit).pages)) {
		show_anchor(plan, input, moment);
	} else {
		begin(plan, input, moment, stream, visit, false);
	}
}

// How long a visit takes until something else may come: a long normal one may be interrupted after each page.
static int64_t uninterrupted_ms(const struct vr_plan *plan, const struct vr_plan_input *input,
                                const struct vr_visit *visit)
{
	struct vr_book_entry entry = vr_visit_reading(plan, input, visit);
	int64_t total = vr_reading_total(&entry);
	bool is_long = is_normal(plan, visit) && total > plan->promise_ms / VR_WAITS_EVERY;
	return is_long ? entry.seconds[visit->page - 1] * VR_SECOND : total;
}

// What was promised comes before the candidate (NULL: the anchor) where it would be too late after it; but a normal
// message is not put off for ever.
static bool show_promised(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                          const struct vr_visit *candidate)
{
	struct vr_visit visit;
	bool waited = vr_difference(moment->mono_ms, plan->normal_shown_ms) > plan->promise_ms;
	if (candidate && waited && is_normal(plan, candidate))
		return false;
	int64_t ms = candidate ? uninterrupted_ms(plan, input, candidate) : 0;
	if (!vr_promise_urges(plan, input, moment, candidate, ms, &visit))
		return false;
	begin_promised(plan, input, moment, &visit);
	return true;
}

static bool interrupt(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	const struct vr_visit *under_way = &plan->visits[VR_STREAM_ROUND];
	struct vr_book_entry entry = vr_visit_reading(plan, input, under_way);
	int64_t ms = uninterrupted_ms(plan, input, under_way);
	struct vr_visit visit;
	if (!is_normal(plan, under_way) || vr_reading_total(&entry) <= plan->promise_ms / VR_WAITS_EVERY ||
	    !vr_promise_urges(plan, input, moment, under_way, ms, &visit))
		return false;
	begin_promised(plan, input, moment, &visit);
	return true;
}

void vr_pick_next(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	struct vr_visit visit;
	if (plan->round == 0)
		vr_round_begin(plan, input, moment);
	if (show_new(plan, input, moment) || show_urgent(plan, input, moment))
		return;
	if (vr_anchor_must(plan) || anchor_goes_on(plan, input)) {
		show_anchor(plan, input, moment);
		return;
	}
	for (enum vr_stream stream = VR_STREAM_FRESH; stream < VR_STREAM_COUNT; stream++) {
		if (stream == VR_STREAM_ANCHOR || !goes_on(plan, input, stream))
			continue;
		if (stream == VR_STREAM_ROUND && interrupt(plan, input, moment))
			return;
		show_page(plan, input, moment, stream, false);
		return;
	}
	bool more = vr_round_choose(plan, input, moment, &visit);
	bool anchor = !more || vr_anchor_due(plan, vr_visit_reading(plan, input, &visit).pages);
	if (show_promised(plan, input, moment, anchor ? NULL : &visit))
		return;
	if (anchor)
		show_anchor(plan, input, moment);
	else
		begin(plan, input, moment, VR_STREAM_ROUND, &visit, false);
}
