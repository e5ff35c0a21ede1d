#include "state.h"

#include <stdlib.h>

// Of the time, to whatever is not promised, as long as there is any.
#define REST_LEAST 0.2
#define REST_MOST 0.3  // where the promise cannot be kept anyway: for what is to come round within the hour
#define REST_SPARE 1.2 // more than its reading time, for nothing comes in exactly its turn
#define EARLIER_MS (20 * VR_SECOND) // deadlines, for a visit that nobody foresaw
#define MARGIN 0.89                 // of the time is planned with for that reason
#define PROMISED_MAX 128u           // visits of six seconds, more than a round of ten minutes can hold

// How long it takes until all was there again when the rest is to have so much of the time; 0: for ever. *anchor is
// the anchor's part of it, which is never below what its own promise takes.
static double time_for(const struct vr_demand *demand, double rest, double *anchor)
{
	double own = (1 - rest) * MARGIN, all = demand->visit_ms + demand->between_ms + demand->alarm_ms;
	double forced = demand->visit_ms / all, required = (double)demand->required_ms, ms = (double)demand->anchor_ms;
	double time;
	if (demand->alarm_ms > 0) { // urgent, anchor, another, and again
		time = required / (own * demand->between_ms / all);
		time = time < ms / forced ? ms / forced : time;
	} else {
		time = (ms + required) / own;
		if (ms < forced * time)
			time = forced < own ? required / (own - forced) : 0;
	}
	if (time > 0 && time < (double)VR_PROMISE_MS)
		time = (double)VR_PROMISE_MS;
	*anchor = time > 0 && ms / time > forced ? ms / time : forced;
	return time;
}

void vr_promise_pace(struct vr_plan *plan, const struct vr_demand *demand)
{
	double time = time_for(demand, demand->rest > 0 ? REST_LEAST : 0, &plan->promise_anchor);
	double rest = demand->rest * REST_SPARE;
	if (time > (double)VR_PROMISE_MS && rest > REST_LEAST)
		time = time_for(demand, rest < REST_MOST ? rest : REST_MOST, &plan->promise_anchor);
	plan->alarm_share = demand->alarm_ms / (demand->visit_ms + demand->between_ms + demand->alarm_ms);
	plan->promise_ms = time > (double)plan->round_most_ms * VR_ROUND_MARGIN ? 0 : (int64_t)time;
}

double vr_promise_share(struct vr_plan *plan, int64_t anchor_ms, int64_t clinics_ms)
{
	double important = (double)plan->queues[VR_QUEUE_IMPORTANT].reading_ms / (double)plan->round_most_ms;
	double rest = plan->queues[VR_QUEUE_NORMAL].count > 0 ? REST_LEAST : 0;
	double left = 1 - rest - important;
	double all = (double)(anchor_ms + clinics_ms);
	if (left <= 0 || all <= 0)
		return 0;
	// Once in each round is enough.
	double part = left / all, round = 1 / (double)plan->round_most_ms;
	part = part > round ? round : part;
	plan->clinic_share = part * (double)clinics_ms;
	return part * (double)anchor_ms;
}

// Something promised in one language: when it has to begin, and how long it takes.
struct promised {
	struct vr_visit visit;
	int64_t deadline_ms;
	int64_t reading_ms;
};

struct promises {
	const struct vr_plan *plan;
	const struct vr_plan_input *input;
	struct promised items[PROMISED_MAX];
	size_t count;
};

static void add(struct promises *promises, struct vr_visit visit, int64_t shown_ms)
{
	const struct vr_plan *plan = promises->plan;
	struct vr_book_entry entry = vr_visit_reading(plan, promises->input, &visit);
	// A list that is read in parts is not back after one visit: no promise could be kept for it.
	if (promises->count == PROMISED_MAX || (visit.kind == VR_SLIDE_WAITS && entry.pages > VR_VISIT_PAGES))
		return;
	promises->items[promises->count++] = (struct promised){
	        .visit = visit,
	        .deadline_ms = vr_sum(shown_ms > 0 ? shown_ms : plan->round_ms, plan->promise_ms - EARLIER_MS),
	        .reading_ms = vr_reading_total(&entry)};
}

static void collect(struct promises *promises)
{
	const struct vr_plan *plan = promises->plan;
	const struct vr_queue *important = &plan->queues[VR_QUEUE_IMPORTANT];
	uint8_t voices[VR_LANGUAGES_MAX];
	size_t count = vr_plan_voices(plan, voices);
	for (size_t i = 0; i < count; i++) {
		struct vr_visit visit = {.kind = VR_SLIDE_CLINIC, .language = voices[i], .page = 1};
		add(promises, visit, plan->clinic_shown_ms[voices[i]]);
		visit.kind = VR_SLIDE_WAITS;
		for (size_t j = 0; j < plan->group_count; j++) {
			visit.index = (uint32_t)plan->groups[j].measure;
			if (vr_group_shown(plan, &plan->groups[j]))
				add(promises, visit, plan->waits_shown_ms[visit.index][voices[i]]);
		}
	}
	for (uint32_t i = 0; i < important->count; i++) {
		const struct vr_pair *pair = &plan->pairs[important->pairs[i]];
		struct vr_visit visit = {
		        .kind = VR_SLIDE_MESSAGE, .index = pair->message, .language = pair->language, .page = 1};
		add(promises, visit, pair->turn > 0 ? pair->shown_ms : 0);
	}
}

static int earlier(const void *a, const void *b)
{
	const struct promised *first = a, *second = b;
	return first->deadline_ms < second->deadline_ms ? -1 : first->deadline_ms > second->deadline_ms;
}

bool vr_is_anchor(const struct vr_plan *plan, const struct vr_visit *visit)
{
	return visit->kind == VR_SLIDE_WAITS ||
	       (visit->kind == VR_SLIDE_CLINIC && plan->opening.state == VR_OPENING_CLOSED);
}

// The message that is on the glass does not come next in another language.
static bool was_just_there(const struct vr_plan *plan, const struct vr_visit *visit)
{
	return visit->kind == VR_SLIDE_MESSAGE && plan->known[visit->index].id == plan->last_message;
}

static bool same_visit(const struct vr_visit *a, const struct vr_visit *b)
{
	return a->kind == b->kind && a->index == b->index && a->language == b->language;
}

static bool same_message(const struct vr_visit *a, const struct vr_visit *b)
{
	return a->kind == VR_SLIDE_MESSAGE && b->kind == VR_SLIDE_MESSAGE && a->index == b->index;
}

// The most pressing one that may come next.
static size_t first(const struct promises *promises)
{
	for (size_t i = 0; i < promises->count; i++)
		if (!was_just_there(promises->plan, &promises->items[i].visit))
			return i;
	return 0;
}

bool vr_promise_urges(const struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                      const struct vr_visit *candidate, int64_t candidate_ms, struct vr_visit *visit)
{
	struct promises promises = {.plan = plan, .input = input};
	if (plan->promise_ms == 0)
		return false;
	collect(&promises);
	if (promises.count == 0)
		return false;
	qsort(promises.items, promises.count, sizeof(*promises.items), earlier);
	if (candidate && same_visit(candidate, &promises.items[0].visit))
		return false;
	*visit = promises.items[first(&promises)].visit;
	if (!candidate && vr_is_anchor(plan, visit))
		return false;
	int64_t time = vr_sum(moment->mono_ms, candidate_ms);
	// The anchor comes first then; and waits, which are promised every fourth slide as well, may come between.
	if (!candidate || plan->opening.state != VR_OPENING_CLOSED || vr_anchor_before(plan, 2))
		time = vr_sum(time, plan->tail_ms);
	// As if all came one after another, each as late as it may: is there one for which it is too late then?
	for (size_t i = 0; i < promises.count; i++) {
		if (candidate && same_visit(candidate, &promises.items[i].visit))
			continue;
		// Something else has to come between two languages of one message.
		if (i > 0 && same_message(&promises.items[i - 1].visit, &promises.items[i].visit))
			time = vr_sum(time, plan->tail_ms);
		if (time > promises.items[i].deadline_ms)
			return true;
		time = vr_sum(time, (int64_t)((double)promises.items[i].reading_ms / (1 - plan->alarm_share)));
	}
	return false;
}

struct vr_plan_promises vr_plan_promises(const struct vr_plan *plan)
{
	const struct vr_glass *glass = &plan->glass;
	bool reads = glass->on && glass->kind == VR_SLIDE_EMERGENCY && glass->page <= glass->reading.pages;
	return (struct vr_plan_promises){
	        .cycle_ms = plan->promise_ms,
	        .kept = plan->promise_ms > 0 && plan->promise_ms <= VR_PROMISE_MS,
	        .round_ms = plan->round_most_ms,
	        .hurried = reads && glass->page_ms < glass->reading.seconds[glass->page - 1] * VR_SECOND,
	};
}
