#include "state.h"

// What the age of a value says of it.
struct aged {
	bool known; // it says when it was measured
	int64_t ms; // since the measurement, at least
	enum vr_freshness phase;
	int64_t left_ms; // until the next phase; INT64_MAX: never
};

static struct aged age_of(const struct vr_plan_input *input, const struct vr_moment *moment, const struct vr_wait *wait)
{
	struct aged aged = {.phase = VR_FRESH, .left_ms = INT64_MAX};
	if (wait->measured_at.ms == VR_INSTANT_ALWAYS.ms || wait->good_for_ms <= 0)
		return aged;
	// Below zero when its source's clock is ahead, or this one was set back.
	int64_t age = vr_difference(moment->least_ms, wait->measured_at.ms);
	// A value is never younger than the time that it has been here, whatever the clock on the wall does.
	if (input->received.ms > 0)
		age = vr_most(age, vr_difference(moment->mono_ms, input->received.ms));
	int64_t twice = vr_sum(wait->good_for_ms, wait->good_for_ms);
	aged.known = true;
	aged.ms = vr_most(0, age);
	aged.phase = age < wait->good_for_ms ? VR_FRESH : age < twice ? VR_OLD : VR_WITHDRAWN;
	if (aged.phase != VR_WITHDRAWN)
		aged.left_ms = vr_difference(aged.phase == VR_FRESH ? wait->good_for_ms : twice, age);
	return aged;
}

// Under an untrusted clock: a value from before the start, or one whose age not even the hub's word bounds.
static bool is_beyond_judging(const struct vr_plan_input *input, const struct vr_moment *moment,
                              const struct aged *aged)
{
	if (moment->trusted)
		return false;
	if (input->received.ms <= 0 || input->received.ms < input->started.ms)
		return true;
	return aged->known && input->programme->issued_at.ms == VR_INSTANT_ALWAYS.ms;
}

static enum vr_freshness state_inside(const struct vr_wait *wait, const struct vr_moment *moment,
                                      const struct aged *aged, int64_t *left_ms)
{
	*left_ms = aged->left_ms;
	if (wait->state == VR_WAIT_CLOSED && wait->opens_at.ms != VR_INSTANT_NEVER.ms) {
		int64_t opens_ms = vr_difference(wait->opens_at.ms, moment->least_ms);
		// It should have opened, but nobody has said how long it takes.
		if (opens_ms <= 0) {
			*left_ms = INT64_MAX;
			return VR_WITHDRAWN;
		}
		*left_ms = vr_least(*left_ms, opens_ms);
	}
	if (aged->phase != VR_FRESH)
		return aged->phase;
	if (wait->state == VR_WAIT_OPEN)
		return aged->known ? VR_FRESH : VR_UNAVAILABLE;
	return wait->state == VR_WAIT_CLOSED ? VR_CLOSED : VR_UNAVAILABLE;
}

static void tell_measured(const struct vr_plan_input *input, const struct vr_moment *moment, const struct vr_wait *wait,
                          const struct aged *aged, struct vr_slide_wait *out)
{
	if (!moment->trusted || !aged->known)
		return;
	out->age_min = aged->ms / VR_MINUTE;
	if (!moment->local)
		return;
	struct vr_date today = vr_zone_local(input->zone, (struct vr_instant){moment->wall_ms}).date;
	out->measured = vr_zone_local(input->zone, wait->measured_at);
	out->measured_today = vr_date_compare(out->measured.date, today) == 0;
}

static void tell_opens(const struct vr_plan_input *input, const struct vr_moment *moment, int64_t opens_ms,
                       struct vr_slide_wait *out)
{
	if (!moment->local || opens_ms == INT64_MAX)
		return;
	struct vr_date today = vr_zone_local(input->zone, (struct vr_instant){moment->wall_ms}).date;
	out->opens = vr_zone_local(input->zone, (struct vr_instant){opens_ms});
	out->opens_today = vr_date_compare(out->opens.date, today) == 0;
}

// The instant from which a closed wait takes patients again: its source's word and its hours, whichever is later.
static int64_t opening_of(const struct vr_plan_input *input, const struct vr_moment *moment, const struct vr_wait *wait,
                          bool inside, struct vr_instant hours)
{
	int64_t opens = inside ? INT64_MAX : hours.ms;
	if (wait->state != VR_WAIT_CLOSED || wait->opens_at.ms == VR_INSTANT_NEVER.ms ||
	    wait->opens_at.ms <= moment->least_ms)
		return opens;
	struct vr_instant change;
	if (moment->local && !vr_windows_contain(input->zone, &wait->hours, wait->opens_at, &change))
		return change.ms;
	return wait->opens_at.ms;
}

struct vr_slide_wait vr_plan_wait(const struct vr_plan_input *input, size_t index, struct vr_instant *change)
{
	const struct vr_wait *wait = &input->programme->waits[index];
	struct vr_moment moment = vr_moment_of(input);
	struct aged aged = age_of(input, &moment, wait);
	struct vr_slide_wait out = {.wait = index, .measured = {.hour = -1}, .opens = {.hour = -1}, .age_min = -1};
	int64_t left_ms = INT64_MAX;
	bool inside = true;
	*change = VR_INSTANT_NEVER;
	if (is_beyond_judging(input, &moment, &aged)) {
		out.state = VR_WITHDRAWN;
		return out;
	}
	if (moment.local)
		inside = vr_windows_contain(input->zone, &wait->hours, (struct vr_instant){moment.wall_ms}, change);
	out.state = inside ? state_inside(wait, &moment, &aged, &left_ms) : VR_CLOSED;
	struct vr_instant hours = *change;
	if (left_ms != INT64_MAX)
		change->ms = vr_least(change->ms, vr_sum(moment.wall_ms, left_ms));
	tell_measured(input, &moment, wait, &aged, &out);
	if (out.state == VR_CLOSED)
		tell_opens(input, &moment, opening_of(input, &moment, wait, inside, hours), &out);
	return out;
}
