// How long to wait after the n-th failure: doubling, with jitter, so that a thousand screens do not come back at once.
#ifndef VANTRUM_FEED_BACKOFF_H
#define VANTRUM_FEED_BACKOFF_H

#include <stdint.h>

struct vr_backoff {
	uint64_t random; // never 0
	unsigned failures;
};

// name spreads screens, purpose spreads the uses within one.
void vr_backoff_init(struct vr_backoff *backoff, const char *name, uint64_t purpose);
void vr_backoff_reset(struct vr_backoff *backoff);

// One more failure: first_ms × 2^(failures - 1), ±25 %, never above last_ms.
int64_t vr_backoff_next(struct vr_backoff *backoff, int64_t first_ms, int64_t last_ms);

#endif
