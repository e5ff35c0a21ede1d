// Room hub/screens: which screens there are, their tokens, what each last said of itself, and what it has still to be
// told. Not thread-safe: the main thread's.
#ifndef VANTRUM_HUB_SCREENS_H
#define VANTRUM_HUB_SCREENS_H

#include "hub/store/store.h"

#include <jansson.h>

#define VR_HUB_SCREEN_ID_MAX 64
#define VR_HUB_PICTURE_MAX (8 << 20)
#define VR_HUB_ONLINE (150 * VR_SECOND) // a status comes every 60 s: two may be lost

// Whether this can be a screen's id: 1 to VR_HUB_SCREEN_ID_MAX of a-z A-Z 0-9 . _ -, not starting with a dot. So an id
// is also a safe file name.
bool vr_hub_screen_id(const char *id) VR_MUST_USE;

// A screen as the hub knows it. Members are read only outside this room, but for the wishes.
struct vr_hub_screen {
	unsigned references; // of the list, and of each stream
	bool removed;
	struct vr_store_screen facts; // strings owned
	struct vr_instant seen_at;    // VR_INSTANT_ALWAYS: never, since the hub started
	unsigned streams;             // that are open
	json_t *status;               // the last one; NULL
	const char *panel;            // "on", "off", "unknown"
	int64_t sequence;             // of the programme that it last reported; -1: none
	int64_t fetched;              // of the one that it last fetched, or was told that it has; -1: none
	struct vr_instant picture_at; // of its picture on the disk; VR_INSTANT_ALWAYS: none

	// What it is to be told by its stream: each raise is one event.
	uint64_t identify, report;
	// Whether a person looks at its picture: it is asked for a new one with each status.
	struct vr_mono watched;
};

struct vr_hub_screen *vr_hub_screen_ref(struct vr_hub_screen *screen);
void vr_hub_screen_unref(struct vr_hub_screen *screen); // NULL is a no-op

struct vr_hub_screens;

// pictures: the folder for the screens' pictures.
struct vr_hub_screens *vr_hub_screens_create(struct vr_store *store, const char *pictures);
void vr_hub_screens_destroy(struct vr_hub_screens *screens); // NULL is a no-op

// Takes over what the store has now; what a screen said of itself stays.
bool vr_hub_screens_refresh(struct vr_hub_screens *screens, struct vr_error *error) VR_MUST_USE;

size_t vr_hub_screens_count(const struct vr_hub_screens *screens);
struct vr_hub_screen *vr_hub_screens_at(const struct vr_hub_screens *screens, size_t index); // by id
// Borrowed; NULL: there is none.
struct vr_hub_screen *vr_hub_screens_by_token(const struct vr_hub_screens *screens,
                                              const unsigned char hash[VR_STORE_HASH]);
struct vr_hub_screen *vr_hub_screens_by_id(const struct vr_hub_screens *screens, const char *id);

// Whether it reported, or holds a stream, lately.
bool vr_hub_screen_online(const struct vr_hub_screen *screen, struct vr_instant now);

// The screen has this programme now.
void vr_hub_screen_fetched(struct vr_hub_screen *screen, int64_t sequence, struct vr_instant now);

// Takes a status (contract §2, JSON): receipts into the store, the rest is kept here. *want_picture says whether the
// screen is to send what is on the glass. VR_INVALID: no JSON; VR_UNSUPPORTED: JSON, but not an object; VR_IO: the
// receipts could not be kept, the screen must send them again.
bool vr_hub_screen_status(struct vr_hub_screens *screens, struct vr_hub_screen *screen, const char *json, size_t length,
                          struct vr_instant now, bool *want_picture, struct vr_error *error) VR_MUST_USE;

// Keeps the screen's picture. VR_UNSUPPORTED: no PNG; VR_IO: the disk said no.
bool vr_hub_screen_picture(struct vr_hub_screens *screens, struct vr_hub_screen *screen, const char *bytes,
                           size_t length, struct vr_instant now, struct vr_error *error) VR_MUST_USE;
void vr_hub_screen_picture_path(const struct vr_hub_screens *screens, const struct vr_hub_screen *screen,
                                char out[VR_PATH_MAX + 80]);

// Seconds from a message's last change to its first showing on a screen, for /metrics: how many took at most
// vr_hub_latency_bounds[i] ms.
#define VR_HUB_LATENCIES 8
extern const int64_t vr_hub_latency_bounds[VR_HUB_LATENCIES];
struct vr_hub_latency {
	uint64_t at_most[VR_HUB_LATENCIES];
	uint64_t count;
	double sum_s;
};
const struct vr_hub_latency *vr_hub_screens_latency(const struct vr_hub_screens *screens);

#endif
