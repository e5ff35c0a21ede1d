// Room hub/http: carries requests to hub/api and its replies back, and keeps the event streams. The only room that
// names libmicrohttpd. The main thread's: nothing happens but inside vr_http_run, when its descriptor is readable or
// its time is up. Jobs run on a worker thread of this room's.
#ifndef VANTRUM_HUB_HTTP_H
#define VANTRUM_HUB_HTTP_H

#include "hub/api/api.h"

#define VR_HTTP_ADDRESS 96

struct vr_http;

// Listens at HOST:PORT ([IPv6]:PORT). cert and key are paths of PEM files, or both "". api outlives it. VR_INVALID: an
// address or certificate that cannot be used; VR_IO: the port cannot be had.
struct vr_http *vr_http_create(const char *listen, const char *cert, const char *key, struct vr_hub_api *api,
                               struct vr_error *error);

// Ends all connections at once. NULL is a no-op.
void vr_http_destroy(struct vr_http *http);

// Where it can be reached, with the real port: "http://127.0.0.1:8080".
void vr_http_address(const struct vr_http *http, char out[VR_HTTP_ADDRESS]);

// To be polled for reading; owned by http.
int vr_http_fd(const struct vr_http *http);

// Milliseconds until vr_http_run is due without anything to read; -1: not at all.
int vr_http_timeout(const struct vr_http *http);

void vr_http_run(struct vr_http *http);

// Tells all event streams that there may be something new; sent by the next vr_http_run.
void vr_http_tell(struct vr_http *http);

#endif
