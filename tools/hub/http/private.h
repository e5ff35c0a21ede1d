// What the files of room hub/http share.
#ifndef VANTRUM_HUB_HTTP_PRIVATE_H
#define VANTRUM_HUB_HTTP_PRIVATE_H

#include "hub/http/http.h"

#include <microhttpd.h>

#define BEAT (15 * VR_SECOND)         // between two signs of life on an event stream
#define REQUEST_TIME (30 * VR_SECOND) // for a whole request to arrive
#define BODIES_MAX ((size_t)64 << 20) // bytes of request bodies held at one time

struct stream;
struct streams;
struct worker;

// A connection, from accept to close.
struct link {
	struct link *previous, *next; // in vr_http.waiting, the oldest first
	int fd;
	bool waiting; // for the rest of a request, since:
	struct vr_mono since;
};

struct vr_http {
	struct MHD_Daemon *daemon;
	struct vr_hub_api *api;
	int listener; // closed by libmicrohttpd once the daemon runs
	int watch;    // epoll: libmicrohttpd's own, and the peers of the event streams
	bool tls;
	struct streams *streams;
	struct worker *worker;
	size_t body_bytes;
	struct link waiting; // head of a ring
};

// exchange.c: one request and its answer. The callbacks of libmicrohttpd.
enum MHD_Result exchange_handle(void *http, struct MHD_Connection *connection, const char *url, const char *method,
                                const char *version, const char *upload, size_t *upload_size, void **exchange);
void exchange_completed(void *http, struct MHD_Connection *connection, void **exchange,
                        enum MHD_RequestTerminationCode how);

// link.c: how long a connection may take over a request, however steadily it trickles in.
void link_notify(void *context, struct MHD_Connection *connection, void **socket_context,
                 enum MHD_ConnectionNotificationCode what);
void link_request_complete(struct MHD_Connection *connection);                    // it has all arrived
void link_request_ended(struct vr_http *http, struct MHD_Connection *connection); // the next one may come
void links_sweep(struct vr_http *http, struct vr_mono now);

// worker.c: one thread for jobs. A connection that waits for one is suspended.
struct worker *worker_create(int watch);
void worker_destroy(struct worker *worker); // what still waits is not run, but done. NULL is a no-op
// False when too much waits already; the job stays the caller's either way. done is called on the main thread, by
// worker_collect; ran: the job was run, which it is not when the hub stops.
bool worker_take(struct worker *worker, struct vr_hub_job *job, void (*done)(void *context, bool ran),
                 void *context) VR_MUST_USE;
void worker_collect(struct worker *worker);

// stream.c: event streams. Each holds no queue but what it told last, so a slow reader costs nothing.
struct streams *streams_create(struct vr_hub_api *api, int watch);
void streams_destroy(struct streams *streams); // when none is left
// A response that tells the screen's news; takes the reference to it. current: the client has the newest programme.
// *stream is to be closed when its request completes.
struct MHD_Response *stream_open(struct streams *streams, struct MHD_Connection *connection,
                                 struct vr_hub_screen *screen, bool current, struct stream **stream);
void stream_close(struct stream *stream); // NULL is a no-op
void stream_peer_gone(struct stream *stream);
void streams_tell(struct streams *streams);
void streams_beat(struct streams *streams, struct vr_mono now);
void streams_end(struct streams *streams);
int streams_timeout(const struct streams *streams, struct vr_mono now); // ms, -1: none

#endif
