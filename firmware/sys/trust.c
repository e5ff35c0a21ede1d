#include "vantrum/sys.h"

#include <sys/timex.h>

#define AGREEMENT VR_MINUTE

bool vr_sys_clock_synchronised(void)
{
	struct timex state = {0}; // modes 0: only asks
	int answer = adjtimex(&state);
	return answer >= 0 && answer != TIME_ERROR && !(state.status & STA_UNSYNC);
}

struct vr_now vr_trust_judge(const struct vr_trust *trust, struct vr_mono mono, struct vr_instant wall)
{
	struct vr_now now = {.mono = mono, .wall = wall, .trusted = trust->synchronised};
	if (now.trusted)
		return now;
	if (trust->hub_date.ms != VR_INSTANT_ALWAYS.ms) {
		int64_t hub = trust->hub_date.ms + (mono.ms - trust->hub_date_at.ms);
		now.trusted = wall.ms - hub <= AGREEMENT && hub - wall.ms <= AGREEMENT;
		if (now.trusted)
			return now;
		// Of two clocks that disagree the earlier one is the lower bound.
		if (hub < wall.ms)
			now.wall.ms = hub;
	}
	if (now.wall.ms < trust->floor.ms)
		now.wall = trust->floor;
	return now;
}
