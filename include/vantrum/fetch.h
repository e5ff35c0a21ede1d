// Room fetch: the only room that names curl. Bounded, verified HTTP transfers on one multi handle: http and https only,
// TLS verified, at most 5 redirects, every size and time bounded, the bearer token sent to its origin alone.
// Belongs to one thread, but for vr_fetch_wake.
#ifndef VANTRUM_FETCH_H
#define VANTRUM_FETCH_H

#include "vantrum/base.h"

struct vr_fetch;
struct vr_transfer;

// ca_file "" or NULL: the system's. user_agent e.g. "vantrum/0.1".
bool vr_fetch_create(const char *ca_file, const char *user_agent, struct vr_fetch **out,
                     struct vr_error *error) VR_MUST_USE;
void vr_fetch_destroy(struct vr_fetch *fetch); // ends running transfers without calling back

// What came. Valid only during the callback.
struct vr_response {
	bool ok;               // a complete answer with any status; else error says why
	struct vr_error error; // VR_NETWORK, VR_TIMEOUT, VR_LIMIT, VR_DENIED (TLS), VR_INVALID (no proper HTTP)
	long status;
	const char *url;          // after redirects
	const char *etag;         // "" when none
	const char *content_type; // ""
	const char *date;         // the Date header, ""
	const char *link;         // the first Link header (RFC 8288), ""
	int64_t retry_after_s;    // -1 when none
	const char *body;         // NUL-terminated; empty when on_data took it
	size_t length;
};

struct vr_request {
	const char *method; // NULL: GET
	const char *url;
	const char *token;         // NULL or "": none
	const char *token_origin;  // URL whose scheme, host and port the token is for
	const char *accept;        // NULL: any
	const char *if_none_match; // ETag or NULL
	const char *last_event_id; // or NULL
	const char *content_type;  // of the body, or NULL
	const void *body;          // copied
	size_t body_length;
	size_t max_bytes;        // of the answer
	int64_t timeout_ms;      // the whole transfer; 0: no bound (streams)
	int64_t connect_ms;      // until connected; 0: 10 s
	int64_t silence_ms;      // no byte for so long ends it
	int64_t min_bytes_per_s; // slower than this over silence_ms ends it; 0: any byte counts
	// Streams: headers arrived with a status of 2xx, then each piece. Return false to end it: on_done then has !ok.
	// These two run inside curl and may not start or cancel transfers; on_done may.
	bool (*on_open)(void *context, const struct vr_response *head);
	bool (*on_data)(void *context, const char *bytes, size_t length);
	void (*on_done)(void *context, const struct vr_response *response); // exactly once, unless cancelled
	void *context;
};

// Copies what it needs of the request. False: a URL that is not allowed (anything but http and https, or a name and
// password in it), a control character in a header, or memory. Redirects are followed for GET only, never from https to
// http. Proxies are curl's way: http_proxy, https_proxy and no_proxy of the environment, never for loopback.
bool vr_fetch_start(struct vr_fetch *fetch, const struct vr_request *request, struct vr_transfer **out,
                    struct vr_error *error) VR_MUST_USE;
void vr_fetch_cancel(struct vr_fetch *fetch, struct vr_transfer *transfer); // no callback follows

// Drives transfers until something happened, somebody woke it, or timeout_ms passed.
void vr_fetch_run(struct vr_fetch *fetch, int64_t timeout_ms);
void vr_fetch_wake(struct vr_fetch *fetch); // any thread

// One more descriptor to wait for: vr_fetch_run calls ready when it can be read. Borrowed; -1 ends it.
void vr_fetch_watch(struct vr_fetch *fetch, int fd, void (*ready)(void *context), void *context);

// href resolved against base (RFC 3986). VR_INVALID for anything but http and https.
bool vr_fetch_resolve(const char *base, const char *href, struct vr_buffer *out, struct vr_error *error) VR_MUST_USE;
bool vr_fetch_same_origin(const char *a, const char *b);
// This machine itself: localhost, 127.0.0.0/8, ::1. No other name, whatever it resolves to.
bool vr_fetch_is_loopback(const char *url);

// Percent-encodes one path segment.
void vr_fetch_escape(const char *segment, struct vr_buffer *out);

#endif
