#include "state.h"

#include <math.h>

// Normal messages keep this part of a round's time even where important ones would fill all of it.
#define NORMAL_LEAST 0.2

static uint32_t pair_of(const struct vr_plan *plan, uint32_t message, uint8_t language)
{
	const struct vr_known *known = &plan->known[message];
	for (uint32_t i = known->first_pair; i < known->first_pair + known->pair_count; i++)
		if (plan->pairs[i].language == language)
			return i;
	return VR_NOWHERE;
}

static bool clinic_in_round(const struct vr_plan *plan)
{
	return plan->opening.state != VR_OPENING_CLOSED;
}

static int64_t clinic_ms(const struct vr_plan *plan, const struct vr_plan_input *input, uint8_t language)
{
	struct vr_visit visit = {.kind = VR_SLIDE_CLINIC, .language = language};
	struct vr_book_entry entry = vr_visit_reading(plan, input, &visit);
	return vr_reading_total(&entry);
}

int64_t vr_round_clinics_ms(const struct vr_plan *plan, const struct vr_plan_input *input)
{
	uint8_t voices[VR_LANGUAGES_MAX];
	size_t count = clinic_in_round(plan) ? vr_plan_voices(plan, voices) : 0;
	int64_t ms = 0;
	for (size_t i = 0; i < count; i++)
		ms += clinic_ms(plan, input, voices[i]);
	return ms;
}

int64_t vr_round_required_ms(const struct vr_plan *plan, const struct vr_plan_input *input)
{
	return plan->queues[VR_QUEUE_IMPORTANT].reading_ms + vr_round_clinics_ms(plan, input);
}

// The clinic comes in as many languages as there is time for beside important messages and those normal ones that
// are to come round within the hour; in one at least, so that it too comes round in about an hour. What is left of the
// time for another language is kept for the next round.
static unsigned clinics_in_round(struct vr_plan *plan, const struct vr_plan_input *input)
{
	uint8_t voices[VR_LANGUAGES_MAX];
	size_t languages = vr_plan_voices(plan, voices);
	int64_t clinics = vr_round_clinics_ms(plan, input);
	if (clinics == 0)
		return 0;
	int64_t rest = (int64_t)((double)plan->round_most_ms * plan->share) -
	               plan->queues[VR_QUEUE_IMPORTANT].reading_ms -
	               plan->queues[VR_QUEUE_NORMAL].reading_ms * plan->round_most_ms / VR_HOUR;
	rest = vr_most(rest, (int64_t)((double)plan->round_most_ms * plan->clinic_share));
	double count = (double)rest * (double)languages / (double)clinics + plan->clinic_credit;
	count = count < 1 ? 1 : count > (double)languages ? (double)languages : count;
	plan->clinic_credit = count - floor(count);
	return (unsigned)count;
}

// What is required comes as often as the promise asks for it, normal ones in all other time that the anchor leaves.
static void share_promised(struct vr_plan *plan, double required)
{
	double left = (1 - plan->promise_anchor) * (1 - plan->alarm_share) * (double)plan->round_most_ms;
	double times = (double)plan->round_most_ms / (double)plan->promise_ms;
	plan->required_ms = (int64_t)(required * times);
	plan->normal_ms = (int64_t)vr_most(0, (int64_t)(left - required * times));
}

void vr_round_begin(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	plan->round++;
	plan->round_ms = moment->mono_ms;
	plan->round_turn = plan->turn;
	plan->round_items = (unsigned)plan->group_count + (clinic_in_round(plan) ? 1 : 0);
	plan->required_done_ms = plan->normal_done_ms = 0;
	vr_anchor_pace(plan, input);
	uint8_t voices[VR_LANGUAGES_MAX];
	size_t languages = vr_plan_voices(plan, voices);
	plan->clinics_left = clinics_in_round(plan, input);
	double time = (double)plan->round_most_ms * plan->share * VR_ROUND_MARGIN;
	double required = (double)plan->queues[VR_QUEUE_IMPORTANT].reading_ms +
	                  (double)vr_round_clinics_ms(plan, input) * plan->clinics_left / (double)languages;
	double normal = (double)plan->queues[VR_QUEUE_NORMAL].reading_ms;
	double most = normal > 0 ? time * (1 - NORMAL_LEAST) : time;
	plan->required_ms = (int64_t)(required > most ? most : required);
	double rest = time - (double)plan->required_ms;
	plan->normal_ms = (int64_t)(normal > rest ? rest : normal);
	if (plan->promise_ms > 0)
		share_promised(plan, required);
}

// Whether something promised may come again in the same round: not as long as it is still fresh in everybody's mind.
static bool is_due_again(const struct vr_plan *plan, const struct vr_moment *moment, int64_t shown_ms)
{
	return plan->promise_ms > 0 && vr_difference(moment->mono_ms, shown_ms) >= plan->promise_ms / 2;
}

// The visit to a required item that waited longest; false when all had their turn. *again: it had one in this round.
static bool choose_required(struct vr_plan *plan, const struct vr_moment *moment, struct vr_visit *visit, bool *again)
{
	uint64_t turn = UINT64_MAX;
	int64_t shown_ms = 0;
	uint32_t pair = vr_queue_best(plan, VR_QUEUE_IMPORTANT);
	// One that was just visited hides behind the others, but may be the only one left in this round.
	if (pair != VR_NOWHERE && plan->pairs[pair].turn > plan->round_turn)
		pair = plan->queues[VR_QUEUE_IMPORTANT].pairs[0];
	if (pair != VR_NOWHERE) {
		turn = plan->pairs[pair].turn;
		shown_ms = plan->pairs[pair].shown_ms;
		*visit = (struct vr_visit){.kind = VR_SLIDE_MESSAGE,
		                           .index = plan->pairs[pair].message,
		                           .language = plan->pairs[pair].language,
		                           .page = 1};
	}
	bool clinic = clinic_in_round(plan) && (plan->clinics_left > 0 || plan->promise_ms > 0);
	uint8_t voices[VR_LANGUAGES_MAX];
	size_t count = clinic ? vr_plan_voices(plan, voices) : 0;
	for (size_t i = 0; i < count; i++) {
		if (plan->clinic_turn[voices[i]] >= turn)
			continue;
		turn = plan->clinic_turn[voices[i]];
		shown_ms = plan->clinic_shown_ms[voices[i]];
		*visit = (struct vr_visit){.kind = VR_SLIDE_CLINIC, .language = voices[i], .page = 1};
	}
	*again = turn > plan->round_turn;
	return turn != UINT64_MAX && (!*again || is_due_again(plan, moment, shown_ms));
}

static bool choose_normal(struct vr_plan *plan, struct vr_visit *visit)
{
	uint32_t index = vr_queue_best(plan, VR_QUEUE_NORMAL);
	if (index == VR_NOWHERE)
		return false;
	if (plan->pairs[index].turn > plan->round_turn)
		index = plan->queues[VR_QUEUE_NORMAL].pairs[0];
	const struct vr_pair *pair = &plan->pairs[index];
	bool counted = plan->known[pair->message].round == plan->round;
	if (pair->turn > plan->round_turn || (!counted && plan->round_items >= VR_ROUND_ITEMS))
		return false;
	*visit = (struct vr_visit){
	        .kind = VR_SLIDE_MESSAGE, .index = pair->message, .language = pair->language, .page = 1};
	return true;
}

static int64_t visit_ms(const struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_visit *visit)
{
	struct vr_book_entry entry = vr_visit_reading(plan, input, visit);
	return vr_reading_total(&entry);
}

// Required and normal ones alternate so that both are through at the same time.
static bool prefer_required(const struct vr_plan *plan)
{
	if (plan->normal_done_ms >= plan->normal_ms)
		return true;
	return (double)plan->required_done_ms * (double)plan->normal_ms <=
	       (double)plan->normal_done_ms * (double)plan->required_ms;
}

static bool choose_in_round(struct vr_plan *plan, const struct vr_moment *moment, struct vr_visit *visit)
{
	struct vr_visit required, normal;
	bool again;
	bool has_required = choose_required(plan, moment, &required, &again);
	bool has_normal = choose_normal(plan, &normal);
	if ((!has_required || again) && !has_normal)
		return false;
	*visit = has_required && (prefer_required(plan) || !has_normal) ? required : normal;
	return true;
}

bool vr_round_choose(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                     struct vr_visit *visit)
{
	for (bool began = false;; began = true) {
		int64_t elapsed = vr_difference(moment->mono_ms, plan->round_ms);
		if (choose_in_round(plan, moment, visit) &&
		    (began || elapsed + visit_ms(plan, input, visit) + plan->tail_ms <= plan->round_most_ms))
			return true;
		if (began)
			return false;
		vr_round_begin(plan, input, moment);
	}
}

static void remember_recent(struct vr_plan *plan, uint64_t id)
{
	for (size_t i = VR_RECENT - 1; i > 0; i--)
		plan->recent[i] = plan->recent[i - 1];
	plan->recent[0] = id;
}

static void begin_message(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                          const struct vr_visit *visit)
{
	uint32_t index = pair_of(plan, visit->index, visit->language);
	enum vr_queue_kind kind = vr_queue_of(&plan->programme->messages[visit->index]);
	struct vr_pair *pair = &plan->pairs[index];
	struct vr_known *known = &plan->known[visit->index];
	struct vr_book_entry entry = vr_visit_reading(plan, input, visit);
	vr_queue_remove(plan, kind, index);
	pair->turn = ++plan->turn;
	pair->shown_ms = moment->mono_ms;
	pair->pages = entry.pages;
	pair->reading_ms = (uint32_t)vr_reading_total(&entry);
	vr_queue_push(plan, kind, index);
	plan->round_items += known->round != plan->round;
	known->round = plan->round;
	if (kind != VR_QUEUE_URGENT)
		remember_recent(plan, known->id);
	if (kind == VR_QUEUE_NORMAL)
		plan->normal_done_ms += pair->reading_ms;
	if (kind == VR_QUEUE_IMPORTANT)
		plan->required_done_ms += pair->reading_ms;
}

void vr_round_begin_visit(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                          const struct vr_visit *visit)
{
	if (visit->kind == VR_SLIDE_MESSAGE) {
		begin_message(plan, input, moment, visit);
		return;
	}
	plan->clinic_turn[visit->language] = ++plan->turn;
	plan->clinic_shown_ms[visit->language] = moment->mono_ms;
	plan->clinics_left -= plan->clinics_left > 0;
	plan->required_done_ms += clinic_ms(plan, input, visit->language);
}

void vr_round_forget_visit(struct vr_plan *plan, const struct vr_visit *visit)
{
	uint32_t pair = pair_of(plan, visit->index, visit->language);
	enum vr_queue_kind kind = vr_queue_of(&plan->programme->messages[visit->index]);
	vr_queue_remove(plan, kind, pair);
	plan->pairs[pair].turn = 0;
	vr_queue_push(plan, kind, pair);
}
