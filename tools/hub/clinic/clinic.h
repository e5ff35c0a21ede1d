// Room hub/clinic: the programme of each screen, composed from what the store has, kept ready to be served, and
// versioned. Not thread-safe: the main thread's. Snapshots are shared by reference within it.
#ifndef VANTRUM_HUB_CLINIC_H
#define VANTRUM_HUB_CLINIC_H

#include "hub/store/store.h"

#include "vantrum/model.h"

#define VR_HUB_ETAG 68 // a SHA-256 in hexadecimal, its quotes and the NUL

// One version of a programme, or of the page made from it, as it is served: const once built.
struct vr_hub_snapshot {
	unsigned references;
	char *bytes;
	size_t length;
	char etag[VR_HUB_ETAG]; // strong, with its quotes
};

// Takes over the buffer's bytes (at least one) and leaves it empty; one reference.
struct vr_hub_snapshot *vr_hub_snapshot_take(struct vr_buffer *bytes);
struct vr_hub_snapshot *vr_hub_snapshot_ref(struct vr_hub_snapshot *snapshot);
void vr_hub_snapshot_unref(struct vr_hub_snapshot *snapshot); // NULL is a no-op

struct vr_clinics;
struct vr_clinic_cache;

// public_url: where anybody may read this hub's pages, so that programmes say so; "": they do not.
struct vr_clinics *vr_clinics_create(struct vr_store *store, const char *public_url);
void vr_clinics_destroy(struct vr_clinics *clinics); // NULL is a no-op

// Reads anew every clinic that the store has in another state than when last read: call it after each commit, and when
// the store's foreign version changed. On failure what was read before stays.
bool vr_clinics_refresh(struct vr_clinics *clinics, struct vr_error *error) VR_MUST_USE;

// Valid until the next refresh; NULL: there is none.
struct vr_clinic_cache *vr_clinics_find(struct vr_clinics *clinics, const char *id);
size_t vr_clinics_count(const struct vr_clinics *clinics);
struct vr_clinic_cache *vr_clinics_at(struct vr_clinics *clinics, size_t index); // by id

// As the store has it; borrowed.
const struct vr_store_clinic *vr_clinic_facts(const struct vr_clinic_cache *clinic);

// Another number with each other content, within one run of the hub: what a stream remembers having told.
uint64_t vr_clinic_version(const struct vr_clinic_cache *clinic);

// For whom a programme is: a message's `screens` may name the screen or one of its groups.
struct vr_audience {
	const char *screen; // its id
	const char *area;   // JSON object; "": the clinic's own
	const char *groups; // JSON array of names; ""
};

// What this screen is to show; borrowed, ref it to keep it. Screens with the same area and messages share one. Composed
// when first asked for. VR_LIMIT: more than a programme may hold.
bool vr_clinic_snapshot(struct vr_clinic_cache *clinic, const struct vr_audience *audience,
                        struct vr_hub_snapshot **out, struct vr_error *error) VR_MUST_USE;

// The whole clinic, with the messages of all screens, as a screen would read it; borrowed, ref it to keep it or to hand
// it to another thread.
bool vr_clinic_programme(struct vr_clinic_cache *clinic, const struct vr_programme **out,
                         struct vr_error *error) VR_MUST_USE;

// The head of the clinic's programme with these lists ("\"messages\": […]") and no others: for validating a message or
// wait by the screen's own reader.
void vr_clinic_compose_with(const struct vr_clinic_cache *clinic, const char *lists, struct vr_buffer *out);

// The whole clinic with one more message (a document), in place of the one of that id.
void vr_clinic_compose_more(const struct vr_clinic_cache *clinic, const char *id, const char *message,
                            struct vr_buffer *out);

#endif
