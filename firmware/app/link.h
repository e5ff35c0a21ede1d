// The screen's connection to the world: disk cache and feed, and whether the clock can be believed. Main thread only.
// Private to app.
#ifndef VANTRUM_APP_LINK_H
#define VANTRUM_APP_LINK_H

#include "options.h"

#include "vantrum/config.h"
#include "vantrum/feed.h"
#include "vantrum/sys.h"

struct link {
	struct vr_cache *cache;
	struct vr_feed *feed;  // NULL: not started, or nothing to fetch from is configured
	struct vr_buffer etag; // of the programme that the cache kept
	struct vr_trust trust;
	enum forced_clock forced;
	struct vr_mono floor_stored; // when the last trusted time was written; ms 0: not in this run
};

// Opens the cache and gives what it kept (one reference, NULL: nothing).
const struct vr_programme *vr_link_open(struct link *link, const struct vr_config *config, enum forced_clock forced);

// Starts fetching, unless it runs already or nothing to fetch from is configured. current is what is shown so far.
void vr_link_start(struct link *link, const struct vr_config *config, const struct vr_programme *current,
                   struct vr_wake wake);

// Whether there is anything to fetch from.
bool vr_link_configured(const struct vr_config *config);

void vr_link_close(struct link *link);

// Both clocks and whether the wall one can be believed.
struct vr_now vr_link_now(struct link *link);

// As vr_feed_state; all clear when there is no feed.
void vr_link_state(const struct link *link, struct vr_feed_state *state);

#endif
