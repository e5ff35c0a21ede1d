#include "state.h"

#define TOLD_BEFORE_MS VR_DAY // an end that is further away is not told

static bool tells_end(const struct vr_message *message)
{
	return message->priority >= VR_PRIORITY_URGENT || message->kind == VR_KIND_NOTICE;
}

void vr_message_times(const struct vr_moment *moment, const struct vr_zone *zone, const struct vr_message *message,
                      struct vr_local_time *since, struct vr_local_time *ends)
{
	if (!moment->local)
		return;
	if (message->priority == VR_PRIORITY_EMERGENCY && message->issued_at.ms != VR_INSTANT_ALWAYS.ms)
		*since = vr_zone_local(zone, message->issued_at);
	if (tells_end(message) && vr_difference(message->valid_until.ms, moment->wall_ms) <= TOLD_BEFORE_MS)
		*ends = vr_zone_local(zone, message->valid_until);
}

struct vr_plan_message vr_plan_message(const struct vr_plan_input *input, const struct vr_opening *opening,
                                       size_t index)
{
	const struct vr_message *message = &input->programme->messages[index];
	struct vr_moment moment = vr_moment_of(input);
	struct vr_plan_message out = {.since = {.hour = -1}, .ends = {.hour = -1}};
	out.showable = vr_message_showable(&moment, input->zone, opening, message, &out.change.ms);
	vr_message_times(&moment, input->zone, message, &out.since, &out.ends);
	// Its end is told from a day before on.
	if (moment.local && out.showable && tells_end(message) && out.ends.hour < 0 &&
	    message->valid_until.ms != VR_INSTANT_NEVER.ms)
		out.change.ms = vr_least(out.change.ms, vr_difference(message->valid_until.ms, TOLD_BEFORE_MS));
	return out;
}
