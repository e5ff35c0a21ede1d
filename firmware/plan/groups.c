#include "state.h"

void vr_groups_build(struct vr_plan *plan)
{
	const struct vr_programme *programme = plan->programme;
	uint32_t used = 0;
	plan->group_count = 0;
	for (size_t i = 0; i < programme->wait_count; i++) {
		enum vr_measure measure = programme->waits[i].measure;
		if (vr_groups_find(plan, measure))
			continue;
		// Groups stand in the order in which the programme first names their measure.
		struct vr_group *group = &plan->groups[plan->group_count++];
		*group = (struct vr_group){.measure = measure, .first = used};
		for (size_t j = i; j < programme->wait_count; j++)
			if (programme->waits[j].measure == measure)
				plan->group_waits[used++] = (uint32_t)j;
		group->count = used - group->first;
	}
}

static int64_t span_ms(const struct vr_span *span)
{
	static const double units[] = {[VR_UNIT_MINUTE] = VR_MINUTE,
	                               [VR_UNIT_HOUR] = VR_HOUR,
	                               [VR_UNIT_DAY] = VR_DAY,
	                               [VR_UNIT_WEEK] = 7 * VR_DAY};
	double ms = span->from * units[span->unit];
	return ms < VR_ROUND_MS ? (int64_t)ms : VR_ROUND_MS;
}

// Whoever waits no longer than this is to have seen it all. Only waits of people who sit here count: not how late
// visits run, nor calls or appointments that are waited for at home.
static void shorten_round(struct vr_plan *plan, const struct vr_slide_wait *shown)
{
	const struct vr_wait *wait = &plan->programme->waits[shown->wait];
	if (shown->state != VR_FRESH || wait->measure != VR_MEASURE_WAIT || wait->span.from < 0)
		return;
	plan->round_most_ms = vr_most(VR_ROUND_LEAST_MS, vr_least(plan->round_most_ms, span_ms(&wait->span)));
}

void vr_groups_judge(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	if (!plan->judge_all && moment->wall_ms < plan->groups_ms)
		return;
	plan->groups_ms = INT64_MAX;
	plan->round_most_ms = VR_ROUND_MS;
	for (size_t i = 0; i < plan->group_count; i++) {
		struct vr_group *group = &plan->groups[i];
		group->telling = false;
		for (uint32_t j = group->first; j < group->first + group->count; j++) {
			struct vr_instant change;
			struct vr_slide_wait wait = vr_plan_wait(input, plan->group_waits[j], &change);
			group->telling = group->telling || wait.state == VR_FRESH || wait.state == VR_OLD;
			plan->groups_ms = vr_least(plan->groups_ms, change.ms);
			shorten_round(plan, &wait);
		}
	}
}

const struct vr_group *vr_groups_find(const struct vr_plan *plan, enum vr_measure measure)
{
	for (size_t i = 0; i < plan->group_count; i++)
		if (plan->groups[i].measure == measure)
			return &plan->groups[i];
	return NULL;
}

bool vr_group_shown(const struct vr_plan *plan, const struct vr_group *group)
{
	return plan->opening.state != VR_OPENING_CLOSED || group->telling;
}
