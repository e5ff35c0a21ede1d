#include "state.h"

// Far enough from both ends that any time a programme may name can be added.
#define WALL_LAST_MS (INT64_C(253402300799) * VR_SECOND - 40 * VR_DAY) // some weeks before the end of year 9999

struct vr_moment vr_moment_of(const struct vr_plan_input *input)
{
	int64_t wall = input->now.wall.ms;
	struct vr_moment moment = {.wall_ms = wall < 0 ? 0 : vr_least(wall, WALL_LAST_MS),
	                           .mono_ms = vr_most(0, vr_least(input->now.mono.ms, INT64_MAX / 2)),
	                           .trusted = input->now.trusted,
	                           .local = input->now.trusted && input->zone};
	moment.least_ms = moment.wall_ms;
	const struct vr_programme *programme = input->programme;
	if (moment.trusted || !programme || programme->issued_at.ms == VR_INSTANT_ALWAYS.ms)
		return moment;
	// The hub wrote this programme at issued_at, and since it came in the monotonic clock has run on.
	int64_t issued = programme->issued_at.ms;
	if (input->received.ms > 0)
		issued = vr_sum(issued, vr_most(0, vr_difference(moment.mono_ms, input->received.ms)));
	moment.least_ms = vr_least(vr_most(moment.wall_ms, issued), WALL_LAST_MS);
	return moment;
}

int64_t vr_moment_wall(const struct vr_moment *moment, int64_t least_scale_ms)
{
	if (least_scale_ms == INT64_MAX)
		return INT64_MAX;
	return vr_sum(moment->wall_ms, vr_difference(least_scale_ms, moment->least_ms));
}
