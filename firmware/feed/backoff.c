#include "backoff.h"

void vr_backoff_init(struct vr_backoff *backoff, const char *name, uint64_t purpose)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ purpose; // FNV-1a
	for (; *name != '\0'; name++)
		hash = (hash ^ (unsigned char)*name) * UINT64_C(0x100000001b3);
	*backoff = (struct vr_backoff){.random = hash != 0 ? hash : 1};
}

void vr_backoff_reset(struct vr_backoff *backoff)
{
	backoff->failures = 0;
}

// xorshift64*, top bits: 0 … 1023
static int64_t draw(struct vr_backoff *backoff)
{
	uint64_t x = backoff->random;
	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	backoff->random = x;
	return (int64_t)((x * UINT64_C(0x2545f4914f6cdd1d)) >> 54);
}

int64_t vr_backoff_next(struct vr_backoff *backoff, int64_t first_ms, int64_t last_ms)
{
	int64_t wait = first_ms < last_ms ? first_ms : last_ms;
	for (unsigned i = 0; i < backoff->failures && wait < last_ms; i++)
		wait = wait < last_ms / 2 ? 2 * wait : last_ms;
	backoff->failures++;
	wait += wait * (draw(backoff) - 512) / 2048;
	// Mirrored at the top, so that those who wait longest are spread as well.
	return wait > last_ms ? 2 * last_ms - wait : wait;
}
