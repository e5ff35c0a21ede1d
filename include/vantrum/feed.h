// Room feed: keeps the programme fresh. Owns the network thread: schedule, event stream with polling as the fallback,
// back-off with jitter, pictures, status and receipts out. What it finds it hands over through mailboxes.
#ifndef VANTRUM_FEED_H
#define VANTRUM_FEED_H

#include "vantrum/cache.h"
#include "vantrum/model.h"
#include "vantrum/wire.h"

struct vr_feed;

struct vr_feed_options {
	const char *screen_id;
	const char *hub_url;       // "" when there is only a plain file
	const char *programme_url; // "" or wins over hub_url (then no stream, no status)
	const char *token;
	const char *ca_file;
	const char *version;
	int poll_s;
	struct vr_cache *cache;             // borrowed; outlives the feed
	const struct vr_programme *current; // what the cache gave; may be NULL. The feed takes its own reference. Where
	                                    // it came from another address, the first one from here may be older
	const char *etag;                   // that belongs to it; ""
	struct vr_wake wake;                // called from the network thread when something can be taken
};

// Starts the thread. Strings are copied. VR_INVALID: an address that is none, or neither of the two is given.
// The token goes to hub_url's origin alone. A programme is handed over first and stored after: at once when anything
// but the waits changed, else at most every half an hour and within 192 KiB an hour, to spare the memory card.
bool vr_feed_create(const struct vr_feed_options *options, struct vr_feed **out, struct vr_error *error) VR_MUST_USE;
void vr_feed_destroy(struct vr_feed *feed); // within a second

// The newest programme since the last call, one reference moved to the caller; NULL: none new. Main thread.
const struct vr_programme *vr_feed_take_programme(struct vr_feed *feed);

// How the network is, as a value.
struct vr_feed_state {
	bool ever;      // a programme was fetched or confirmed since the start
	bool reachable; // the last try succeeded
	bool streaming; // the event stream is open
	struct vr_mono last_success;
	struct vr_error last_error; // of the last failed try or refused programme; code VR_OK: none
	struct vr_instant hub_date; // the last Date header and when it came; VR_INSTANT_ALWAYS: none
	struct vr_mono hub_date_at;
	struct vr_mono beat;    // progress of the network thread, for the watchdog
	uint64_t media_arrived; // counts pictures that became available: something to repaint
	size_t media_missing;   // pictures of the programme that could not be had yet
	bool picture_wanted;    // the hub asked for what is on the glass; cleared by send_picture
};
void vr_feed_state(struct vr_feed *feed, struct vr_feed_state *out);

// What the hub asked for by events since the last call; all clear when nothing. Main thread.
struct vr_feed_wishes {
	bool status;    // a status now
	int identify_s; // show the screen's name for so many seconds; 0: no
};
struct vr_feed_wishes vr_feed_take_wishes(struct vr_feed *feed);

// A status document is sent as soon as possible (the newest wins), again until the hub took or refused it; receipts
// ride in it. Main thread. Nothing is sent without a hub.
void vr_feed_send_status(struct vr_feed *feed, const char *json, size_t length);
// Receipts are kept (at most 256, oldest first out) until a status that held them was answered 2xx: at least once.
void vr_feed_shown(struct vr_feed *feed, const char *message, int64_t sequence, struct vr_instant at);
// Copies receipts not yet acknowledged; returns how many. Those in the next status sent are acknowledged by its 2xx.
size_t vr_feed_receipts(struct vr_feed *feed, struct vr_status_shown *out, size_t max);
void vr_feed_send_picture(struct vr_feed *feed, const void *png, size_t length);

// Try again at once (SIGHUP, link came back). Any thread.
void vr_feed_hurry(struct vr_feed *feed);

#endif
