#include "state.h"

#define SHORT_NOTICE_MS (48 * VR_HOUR)
#define EMERGENCY_LIFE_MS (24 * VR_HOUR)

// Several conditions joined to one answer, on the scale of least_ms.
struct judged {
	bool shows;
	int64_t ends_ms;   // shows: the first condition ends then
	int64_t begins_ms; // hidden: the last of those that fail may hold again then
};

static void join(struct judged *judged, bool holds, int64_t change_ms)
{
	judged->shows = judged->shows && holds;
	if (holds)
		judged->ends_ms = vr_least(judged->ends_ms, change_ms);
	else
		judged->begins_ms = vr_most(judged->begins_ms, change_ms);
}

static void join_span(struct judged *judged, int64_t now, int64_t from, int64_t until)
{
	if (now < from)
		join(judged, false, from);
	else
		join(judged, now < until, now < until ? until : INT64_MAX);
}

// The end of the last day on which the message may be shown. Where the zone is not known, the last place on earth
// where that day ends.
static int64_t review_end(const struct vr_zone *zone, struct vr_date review_by)
{
	if (review_by.year == 0)
		return INT64_MAX;
	int64_t end = vr_zone_instant(zone, vr_date_add(review_by, 1), 0).ms;
	return zone ? end : end + 12 * VR_HOUR;
}

static bool is_short_notice(const struct vr_message *message)
{
	if (message->kind != VR_KIND_NOTICE || message->valid_until.ms == VR_INSTANT_NEVER.ms)
		return false;
	int64_t from = vr_most(message->valid_from.ms, message->issued_at.ms);
	if (message->valid_from.ms != VR_INSTANT_ALWAYS.ms)
		from = message->valid_from.ms;
	// Without a beginning nobody can tell that it was meant for long.
	return from == VR_INSTANT_ALWAYS.ms || vr_difference(message->valid_until.ms, from) < SHORT_NOTICE_MS;
}

static void join_local(struct judged *judged, const struct vr_moment *moment, const struct vr_zone *zone,
                       const struct vr_opening *opening, const struct vr_message *message)
{
	if (!moment->local) {
		join(judged, message->show_when == VR_SHOW_ALWAYS, INT64_MAX);
		return;
	}
	struct vr_instant change;
	bool inside = vr_windows_contain(zone, &message->hours, (struct vr_instant){moment->least_ms}, &change);
	join(judged, inside, change.ms);
	if (message->show_when == VR_SHOW_ALWAYS)
		return;
	bool closed = opening->state == VR_OPENING_CLOSED;
	join(judged, closed == (message->show_when == VR_SHOW_CLOSED), opening->change_at.ms);
}

bool vr_message_showable(const struct vr_moment *moment, const struct vr_zone *zone, const struct vr_opening *opening,
                         const struct vr_message *message, int64_t *change_ms)
{
	struct judged judged = {.shows = true, .ends_ms = INT64_MAX, .begins_ms = INT64_MIN};
	int64_t now = moment->least_ms;
	join(&judged, message->languages != 0, INT64_MAX);
	join_span(&judged, now, message->valid_from.ms, message->valid_until.ms);
	join_span(&judged, now, INT64_MIN, review_end(zone, message->review_by));
	if (message->priority == VR_PRIORITY_EMERGENCY) {
		// An untrusted clock may lie years behind: that the end seems far off proves nothing.
		if (moment->trusted)
			join_span(&judged, now, vr_difference(message->valid_until.ms, EMERGENCY_LIFE_MS), INT64_MAX);
	} else {
		join_local(&judged, moment, zone, opening, message);
		join(&judged, moment->trusted || !is_short_notice(message), INT64_MAX);
	}
	*change_ms = vr_moment_wall(moment, judged.shows ? judged.ends_ms : judged.begins_ms);
	return judged.shows;
}

// The rest of an emergency's life by the monotonic clock: what a trusted clock last said, else the longest that the
// known lower bounds leave.
static bool emergency_lives(struct vr_known *known, const struct vr_moment *moment, const struct vr_message *message)
{
	if (moment->trusted) {
		known->end_mono_ms = vr_sum(moment->mono_ms, vr_difference(message->valid_until.ms, moment->wall_ms));
		return true;
	}
	if (known->end_mono_ms == INT64_MAX) {
		int64_t least = vr_most(moment->least_ms, message->issued_at.ms);
		int64_t rest = vr_least(EMERGENCY_LIFE_MS, vr_difference(message->valid_until.ms, least));
		known->end_mono_ms = vr_sum(moment->mono_ms, rest);
	}
	int64_t rest = vr_difference(known->end_mono_ms, moment->mono_ms);
	if (rest <= 0)
		return false;
	known->change_ms = vr_least(known->change_ms, vr_sum(moment->wall_ms, rest));
	return true;
}

static void enter_or_leave(struct vr_plan *plan, uint32_t index, bool showable, const struct vr_moment *moment)
{
	struct vr_known *known = &plan->known[index];
	enum vr_queue_kind kind = vr_queue_of(&plan->programme->messages[index]);
	if (!showable)
		known->since_ms = -1;
	else if (known->since_ms < 0)
		known->since_ms = moment->mono_ms;
	for (uint32_t i = known->first_pair; kind != VR_QUEUE_COUNT && i < known->first_pair + known->pair_count; i++) {
		bool queued = plan->pairs[i].place != VR_NOWHERE;
		if (showable && !queued)
			vr_queue_push(plan, kind, i);
		if (!showable && queued)
			vr_queue_remove(plan, kind, i);
	}
	known->showable = showable;
}

// Real before drill, the clinic's own before an authority's, then the latest.
bool vr_plan_outranks(const struct vr_message *a, const struct vr_message *b)
{
	if (a->drill != b->drill)
		return b->drill;
	if (a->origin != b->origin)
		return a->origin == VR_ORIGIN_CLINIC;
	return a->issued_at.ms > b->issued_at.ms;
}

// What follows from all messages together, after some were judged.
static void sum_up(struct vr_plan *plan)
{
	const struct vr_message *messages = plan->programme->messages;
	plan->emergency = -1;
	plan->unannounced = 0;
	plan->judge_ms = plan->rise_ms = INT64_MAX;
	for (size_t i = 0; i < plan->known_count; i++) {
		const struct vr_known *known = &plan->known[i];
		plan->judge_ms = vr_least(plan->judge_ms, known->change_ms);
		if (messages[i].priority < VR_PRIORITY_URGENT)
			continue;
		if (!known->showable)
			plan->rise_ms = vr_least(plan->rise_ms, known->change_ms);
		else if (messages[i].priority == VR_PRIORITY_URGENT)
			plan->unannounced += !known->announced;
		else if (plan->emergency < 0 || vr_plan_outranks(&messages[i], &messages[plan->emergency]))
			plan->emergency = (ptrdiff_t)i;
	}
}

// Opening hours hold until they change, and no longer than to midnight, when another exception may rule.
static bool judge_opening(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	if (!plan->judge_all && moment->wall_ms < plan->opening_ms)
		return false;
	enum vr_opening_state before = plan->opening.state;
	struct vr_now now = input->now;
	now.wall.ms = moment->wall_ms;
	plan->opening = vr_clinic_opening(input->zone, &plan->programme->clinic, now);
	plan->opening_ms = plan->opening.change_at.ms;
	if (moment->local) {
		struct vr_date today = vr_zone_local(input->zone, now.wall).date;
		int64_t midnight = vr_zone_instant(input->zone, vr_date_add(today, 1), 0).ms;
		plan->opening_ms = vr_least(plan->opening_ms, vr_most(midnight, moment->wall_ms + 1));
	}
	return plan->opening.state != before;
}

void vr_plan_judge(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	bool turned = judge_opening(plan, input, moment);
	bool all = plan->judge_all || turned;
	// What the anchor told is not what it has to tell now: it comes next.
	if (turned) {
		plan->since_anchor = VR_WAITS_EVERY;
		plan->visits[VR_STREAM_ANCHOR].under_way = false;
	}
	vr_groups_judge(plan, input, moment);
	if (!all && moment->wall_ms < plan->judge_ms)
		return;
	for (size_t i = 0; i < plan->known_count; i++) {
		struct vr_known *known = &plan->known[i];
		if (!all && moment->wall_ms < known->change_ms)
			continue;
		const struct vr_message *message = &plan->programme->messages[i];
		bool showable = vr_message_showable(moment, input->zone, &plan->opening, message, &known->change_ms);
		if (showable && message->priority == VR_PRIORITY_EMERGENCY)
			showable = emergency_lives(known, moment, message);
		enter_or_leave(plan, (uint32_t)i, showable, moment);
	}
	plan->judge_all = false;
	sum_up(plan);
}
