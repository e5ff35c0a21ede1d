// What the files of room feed share: the feed itself. Everything but the part under lock belongs to the network thread.
#ifndef VANTRUM_FEED_INSIDE_H
#define VANTRUM_FEED_INSIDE_H

#include "backoff.h"
#include "keep.h"
#include "vantrum/feed.h"
#include "vantrum/fetch.h"

#include <pthread.h>

#define VR_FEED_RECEIPTS 256
#define VR_FEED_PICTURES_AT_ONCE 2
#define VR_FEED_REPLY_MAX 65536
#define VR_FEED_ETAG_MAX 1024
#define VR_FEED_RETRY_AFTER_MS (5 * VR_MINUTE)

// All in milliseconds; tests have shorter ones.
struct vr_feed_times {
	int64_t poll;           // between polls without a stream
	int64_t connect;        // until connected
	int64_t silence;        // no byte, or less than min_rate a second, for so long ends a transfer
	int64_t transfer;       // a whole transfer
	int64_t min_rate;       // bytes a second
	int64_t stream_silence; // no byte, not even a comment, for so long ends the stream
	int64_t stream_again;   // after the server said that it has none
	int64_t stream_steady;  // a stream that was open for so long was a success
	int64_t backoff_first;
	int64_t backoff_last;
	int64_t refused;       // at least so long after 401, 403 and 404: only people can end that
	int64_t gap;           // between the starts of two polls, whatever the stream says
	int64_t idle;          // the thread's beat
	int64_t picture_first; // until a picture is tried again, then doubling
	int64_t picture_last;
	int64_t picture_review; // between looks at which pictures are missing
};

struct vr_feed_poll {
	struct vr_transfer *transfer;
	struct vr_mono next, started;
	bool again;   // asked for while one was under way
	bool foreign; // current came from another address: nothing here follows on it
	struct vr_backoff backoff;
	char etag[VR_FEED_ETAG_MAX + 1];  // of current; ""
	unsigned char seen[VR_KEEP_HASH]; // of the bytes of current
	bool has_seen;
	struct vr_keep keep;
};

struct vr_feed_stream {
	struct vr_transfer *transfer;
	struct vr_mono next, opened;
	bool open, refused;
	int64_t retry_ms; // what the server asked for; 0: nothing
	struct vr_backoff backoff;
	struct vr_events *events;
};

// A picture that is needed and not in the cache.
struct vr_feed_picture {
	char sha256[VR_SHA256_HEX];
	const char *href; // belongs to current
	size_t order;     // of its first message
	unsigned tries;
	struct vr_mono next;
	bool under_way;
};

struct vr_feed_slot {
	struct vr_feed *feed;
	struct vr_transfer *transfer; // NULL: free
	char sha256[VR_SHA256_HEX];
};

struct vr_feed_pictures {
	struct vr_feed_picture *missing; // ordered by sha256
	size_t count;
	struct vr_mono review;
	struct vr_feed_slot slots[VR_FEED_PICTURES_AT_ONCE];
};

struct vr_feed_report {
	struct vr_transfer *status, *picture;
	struct vr_mono next;
	struct vr_backoff backoff;
	char *sent; // the status under way
	size_t sent_length;
	uint64_t sent_upto;
};

struct vr_feed_receipt {
	uint64_t serial;
	struct vr_status_shown shown;
};

struct vr_feed {
	// Never changes.
	char *screen_id;
	char *programme_url;
	char *events_url; // NULL without a hub
	char *status_url;
	char *picture_url;
	char *origin; // what the token is for; NULL: nothing
	char *token;
	struct vr_feed_times times;
	struct vr_cache *cache;
	struct vr_wake wake;
	struct vr_mailbox *programmes;
	struct vr_fetch *fetch;
	pthread_t thread;
	bool has_thread;

	// The network thread's.
	int link_fd;
	bool link_came_up;
	const struct vr_programme *current;
	struct vr_feed_poll poll;
	struct vr_feed_stream stream;
	struct vr_feed_pictures pictures;
	struct vr_feed_report report;

	pthread_mutex_t lock; // all below
	bool stop;
	bool hurry;
	struct vr_feed_state state;
	struct vr_feed_wishes wishes;
	struct vr_feed_receipt receipts[VR_FEED_RECEIPTS]; // oldest first
	size_t receipt_count;
	uint64_t last_serial;
	uint64_t copied_upto; // the last one that receipts() gave out
	char *status;         // waits to be sent; NULL: nothing
	size_t status_length;
	uint64_t status_upto; // the receipts in it
	void *picture;
	size_t picture_length;
};

void vr_feed_times_init(struct vr_feed_times *times, int poll_s);
bool vr_feed_create_timed(const struct vr_feed_options *options, const struct vr_feed_times *times,
                          struct vr_feed **out, struct vr_error *error) VR_MUST_USE;

// For the parts below: the main thread has something to look at.
void vr_feed_notify(const struct vr_feed *feed);
bool vr_feed_is_reachable(struct vr_feed *feed);
// A GET with the house's bounds; the part adds what is its own.
struct vr_request vr_feed_request(const struct vr_feed *feed, const char *url);
struct vr_mono vr_feed_later(struct vr_mono now, int64_t ms);
struct vr_mono vr_feed_sooner(struct vr_mono a, struct vr_mono b);

// Each part starts what is due and says when it wants to be asked again (INT64_MAX: when something happens).
// poll.c
struct vr_mono vr_poll_step(struct vr_feed *feed, struct vr_mono now);
void vr_poll_soon(struct vr_feed *feed); // the programme may have changed
void vr_poll_hurry(struct vr_feed *feed);
// stream.c
struct vr_mono vr_stream_step(struct vr_feed *feed, struct vr_mono now);
void vr_stream_hurry(struct vr_feed *feed);
// pictures.c
struct vr_mono vr_pictures_step(struct vr_feed *feed, struct vr_mono now);
void vr_pictures_need(struct vr_feed *feed); // current is new
void vr_pictures_hurry(struct vr_feed *feed);
void vr_pictures_release(struct vr_feed *feed);
// report.c
struct vr_mono vr_report_step(struct vr_feed *feed, struct vr_mono now);
void vr_report_hurry(struct vr_feed *feed);

#endif
