// Room wire: bytes from outside ↔ values. No sockets, no files, no clock. Pure; any thread.
// Formats: contract §1, §2 and §5 (JSON, RFC 8259), server-sent events (WHATWG HTML §9.2), HTTP dates (RFC 9110
// §5.6.7).
#ifndef VANTRUM_WIRE_H
#define VANTRUM_WIRE_H

#include "vantrum/model.h"

// Reads a programme document. Refused as a whole (false): broken JSON or UTF-8, format above 1, a missing requirement
// or a wrong type outside messages and waits, over the limits. One bad message or wait, a text that is too long among
// them, is set aside with its JSON Pointer; a bad picture or link is left out of its message and listed in the same
// way. A wait or message with a personal identity number in a text, id, link or alt text is set aside, and the reason
// never repeats it; what is only doubtful is shown, for the hub has asked. Elsewhere (area, the clinic's name, address,
// phone and calling, reasons, where else to turn) such a text is left out and listed, a dash standing for a required
// name: the programme is not refused for it. So is a picture whose address has one.
// Texts come cleaned: control characters are spaces, titles and names have no newline, blank ones are absent.
// Whether the time zone exists is not known here (calendar). base_url (may be NULL) is kept for resolving href. The
// result has one reference, owned by the caller; *out is NULL after false.
bool vr_wire_programme(const char *json, size_t length, const char *base_url, const struct vr_programme **out,
                       struct vr_error *error) VR_MUST_USE;

// Whether next may replace current (NULL: nothing yet): within one series no lower sequence.
bool vr_wire_may_follow(const struct vr_programme *current, const struct vr_programme *next,
                        struct vr_error *error) VR_MUST_USE;

// Appends the contract's line for a slide (§5), with the newline. Used by --shown, slides.jsonl and simulate.
void vr_wire_slide(const struct vr_slide *slide, struct vr_buffer *out);

// One event of an event stream. Strings live until the next call on the stream.
struct vr_event {
	const char *type; // "message" when not said
	const char *data;
	const char *id; // last event id so far; ""
};

// Incremental parser of an event stream. Longer lines or events than 64 KiB are dropped, not kept.
struct vr_events;

struct vr_events *vr_events_create(void);
void vr_events_destroy(struct vr_events *events);

// Feeds bytes; calls back for each complete event. retry_ms (may be NULL) receives a "retry:" value, else stays.
void vr_events_feed(struct vr_events *events, const char *bytes, size_t length,
                    void (*on_event)(void *context, const struct vr_event *event), void *context, int64_t *retry_ms);

// The data of an "identify" event: {"seconds": 15}, for how long a screen shows its name. 15 where it is not said;
// less than 1 is 1, more than 60 is 60. False when it is no object or seconds is no number.
#define VR_IDENTIFY_S 15
#define VR_IDENTIFY_MAX_S 60
bool vr_wire_identify(const char *json, size_t length, int *seconds, struct vr_error *error) VR_MUST_USE;

// All three forms of an HTTP date; false when it is none. Two digits of a year mean 1970–2069.
bool vr_wire_http_date(const char *text, struct vr_instant *out) VR_MUST_USE;
// The preferred form, e.g. "Sun, 06 Nov 1994 08:49:37 GMT".
void vr_wire_http_date_format(struct vr_instant instant, char out[32]);

// A screen's report to the hub (contract §2, POST …/status). All strings borrowed.
struct vr_status {
	const char *version;
	int64_t uptime_s;
	const char *series;
	int64_t sequence;
	const struct vr_slide *showing; // NULL: nothing yet
	const struct vr_status_shown {
		char message[128];
		int64_t sequence;
		struct vr_instant at;
	} * shown;
	size_t shown_count;
	const char *panel; // "on", "off", "unknown"
	int width, height, rotate;
	double diagonal_in, viewing_distance_m;
	const char *theme;
	const char *language_policy; // of its own, in a programme's words; NULL: as the programme says
	const char *language;        // of "single"; NULL: the clinic's first
	bool clock_trusted;
	const struct vr_status_problem {
		const char *code; // "config", "feed", "display", "cache", "set-aside"
		const char *detail;
	} * problems;
	size_t problem_count;
	int64_t memory_kib;    // resident
	int64_t disk_free_kib; // where the cache is; -1 unknown
	double temperature_c;  // NaN: unknown
};

void vr_wire_status(const struct vr_status *status, struct vr_buffer *out);

// What the hub may answer to a status: {"picture": true}. Unknown members are ignored.
bool vr_wire_status_reply(const char *json, size_t length, bool *picture, struct vr_error *error) VR_MUST_USE;

#endif
