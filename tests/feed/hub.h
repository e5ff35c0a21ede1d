// A hub for the feed's tests whose every answer can be set, a feed with times short enough for a test, and waiting.
#ifndef VANTRUM_TESTS_HUB_H
#define VANTRUM_TESTS_HUB_H

#include "../support/server.h"
#include "feed/inside.h"

#include <assert.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HUB_TEXT 8192
#define PROGRAMME_PATH "/v1/screens/entrance/programme"
#define EVENTS_PATH "/v1/screens/entrance/events"
#define STATUS_PATH "/v1/screens/entrance/status"
#define PICTURE_PATH "/v1/screens/entrance/picture"

enum hub_fault { FAULT_NONE, FAULT_SHORT, FAULT_STALL, FAULT_TRICKLE, FAULT_MUTE, FAULT_LARGE };
enum hub_stream { STREAM_NONE, STREAM_EVENTS, STREAM_SILENT, STREAM_PAGE, STREAM_ENDS };

struct hub {
	struct vr_server *server;
	struct vr_cache *cache;
	struct vr_feed *feed;
	char folder[64];
	atomic_int wakes;
	pthread_mutex_t lock; // all below
	char body[HUB_TEXT];  // of the programme
	char etag[64];        // "": none
	int status;
	char headers[256]; // more of them, each ending in \r\n
	enum hub_fault fault;
	enum hub_stream stream;
	unsigned pushes;   // events of programmes so far
	char event[512];   // one more, to be sent once; "": none
	int report_status; // what POST status answers
	char report_reply[256];
	char reported[HUB_TEXT]; // the last body posted or put
	char token[64];          // of the last GET of the programme
	char if_none_match[64];
	char last_event_id[64];
	vr_server_serve *others; // answers what is none of the above; NULL: 404
	void *context;
};

static inline void hub_lock(struct hub *hub)
{
	pthread_mutex_lock(&hub->lock);
}

static inline void hub_unlock(struct hub *hub)
{
	pthread_mutex_unlock(&hub->lock);
}

// A programme with one wait and one message; more is put into the list of messages.
static inline void hub_write(char out[HUB_TEXT], const char *series, int sequence, int minutes, const char *title,
                             const char *more)
{
	snprintf(out, HUB_TEXT,
	         "{\"format\":1,\"series\":\"%s\",\"sequence\":%d,\"issued_at\":\"2026-11-22T07:%02d:00Z\","
	         "\"clinic\":{\"id\":\"ek\",\"name\":{\"sv\":\"Ek\"},\"time_zone\":\"Europe/Stockholm\"},"
	         "\"languages\":[\"sv\"],"
	         "\"waits\":[{\"id\":\"w\",\"name\":{\"sv\":\"Drop-in\"},\"state\":\"open\",\"wait\":{\"from\":%d},"
	         "\"statistic\":\"mean\",\"measured_at\":\"2026-11-22T07:00:00Z\",\"good_for_s\":900}],"
	         "\"messages\":[{\"id\":\"m\",\"kind\":\"notice\",\"title\":{\"sv\":\"%s\"}}%s]}",
	         series, sequence, sequence % 60, minutes, title, more);
}

// The hub's programme is a new one from now on.
static inline void hub_set(struct hub *hub, const char *series, int sequence, int minutes, const char *title,
                           const char *more)
{
	hub_lock(hub);
	hub_write(hub->body, series, sequence, minutes, title, more);
	snprintf(hub->etag, sizeof(hub->etag), "\"%s-%d-%d-%s-%zu\"", series, sequence, minutes, title, strlen(more));
	hub_unlock(hub);
}

static inline void hub_fault(struct hub *hub, enum hub_fault fault, int status, const char *headers)
{
	hub_lock(hub);
	hub->fault = fault;
	hub->status = status;
	snprintf(hub->headers, sizeof(hub->headers), "%s", headers);
	hub_unlock(hub);
}

static inline void hub_push(struct hub *hub)
{
	hub_lock(hub);
	hub->pushes++;
	hub_unlock(hub);
}

static inline void hub_tell(struct hub *hub, const char *event)
{
	hub_lock(hub);
	snprintf(hub->event, sizeof(hub->event), "%s", event);
	hub_unlock(hub);
}

static inline void hub_misbehave(struct vr_visit *visit, enum hub_fault fault)
{
	if (fault == FAULT_MUTE) {
		vr_visit_hold(visit);
		return;
	}
	vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: application/json\r\n\r\n{",
	                fault == FAULT_LARGE ? 17 << 20 : 1000);
	if (fault == FAULT_STALL)
		vr_visit_hold(visit);
	while (fault == FAULT_TRICKLE && vr_visit_format(visit, " ") && vr_visit_pause(visit, 5))
		;
}

static inline void hub_programme(struct hub *hub, struct vr_visit *visit)
{
	char head[512], body[HUB_TEXT];
	hub_lock(hub);
	hub->token[0] = hub->if_none_match[0] = '\0';
	vr_visit_header(visit, "Authorization", hub->token, sizeof(hub->token));
	vr_visit_header(visit, "If-None-Match", hub->if_none_match, sizeof(hub->if_none_match));
	bool same = hub->etag[0] != '\0' && strcmp(hub->if_none_match, hub->etag) == 0 && hub->status == 200;
	enum hub_fault fault = hub->fault;
	int status = same ? 304 : hub->status;
	snprintf(head, sizeof(head), "Date: Sun, 22 Nov 2026 07:30:00 GMT\r\n%s%s%s%s", hub->headers,
	         hub->etag[0] != '\0' ? "ETag: " : "", hub->etag, hub->etag[0] != '\0' ? "\r\n" : "");
	strcpy(body, hub->body);
	hub_unlock(hub);
	if (fault != FAULT_NONE)
		hub_misbehave(visit, fault);
	else
		vr_visit_reply(visit, status, head, status == 304 ? "" : body);
}

static inline void hub_events(struct hub *hub, struct vr_visit *visit)
{
	hub_lock(hub);
	enum hub_stream stream = hub->stream;
	unsigned told = hub->pushes;
	hub->last_event_id[0] = '\0';
	vr_visit_header(visit, "Last-Event-ID", hub->last_event_id, sizeof(hub->last_event_id));
	hub_unlock(hub);
	if (stream == STREAM_NONE || stream == STREAM_PAGE) {
		vr_visit_reply(visit, stream == STREAM_NONE ? 404 : 200, "Content-Type: text/html\r\n", "<p>no</p>");
		return;
	}
	vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:\n\n");
	if (stream == STREAM_SILENT)
		vr_visit_hold(visit);
	bool on = stream == STREAM_EVENTS;
	while (on) {
		hub_lock(hub);
		bool tell = hub->pushes != told;
		told = hub->pushes;
		char event[sizeof(hub->event)];
		strcpy(event, hub->event);
		hub->event[0] = '\0';
		hub_unlock(hub);
		on = vr_visit_format(visit, "%s", event) &&
		     (tell ? vr_visit_format(visit, "event: programme\nid: %u\ndata: {\"sequence\": %u}\n\n", told,
		                             told)
		           : vr_visit_format(visit, ":\n")) &&
		     vr_visit_pause(visit, 20);
	}
}

static inline void hub_report(struct hub *hub, struct vr_visit *visit)
{
	char reply[256];
	hub_lock(hub);
	snprintf(hub->reported, sizeof(hub->reported), "%.*s", HUB_TEXT - 1, visit->body);
	int status = hub->report_status;
	strcpy(reply, hub->report_reply);
	hub_unlock(hub);
	vr_visit_reply(visit, status, NULL, reply);
}

static inline void hub_serve(struct vr_visit *visit, void *context)
{
	struct hub *hub = context;
	if (strcmp(visit->path, PROGRAMME_PATH) == 0 || strcmp(visit->path, "/plain.json") == 0)
		hub_programme(hub, visit);
	else if (strcmp(visit->path, EVENTS_PATH) == 0)
		hub_events(hub, visit);
	else if (strcmp(visit->path, STATUS_PATH) == 0 || strcmp(visit->path, PICTURE_PATH) == 0)
		hub_report(hub, visit);
	else if (hub->others != NULL)
		hub->others(visit, hub->context);
	else
		vr_visit_reply(visit, 404, NULL, "");
}

static inline struct hub *hub_create(void)
{
	struct hub *hub = vr_alloc(1, sizeof(*hub));
	pthread_mutex_init(&hub->lock, NULL);
	snprintf(hub->folder, sizeof(hub->folder), "/tmp/vantrum-feed-XXXXXX");
	char *folder = mkdtemp(hub->folder);
	assert(folder != NULL);
	(void)folder;
	hub->cache = vr_cache_create(hub->folder, 1 << 24);
	hub->status = hub->report_status = 200;
	hub_set(hub, "s", 1, 30, "one", "");
	hub->server = vr_server_create(hub_serve, hub);
	return hub;
}

static inline int hub_remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

static inline void hub_destroy(struct hub *hub)
{
	vr_feed_destroy(hub->feed);
	vr_cache_destroy(hub->cache);
	vr_server_destroy(hub->server);
	nftw(hub->folder, hub_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	pthread_mutex_destroy(&hub->lock);
	free(hub);
}

static inline struct vr_feed_times hub_times(void)
{
	return (struct vr_feed_times){
	        .poll = 20,
	        .connect = 2000,
	        .silence = 200,
	        .transfer = 5000,
	        .min_rate = 10000,
	        .stream_silence = 200,
	        .stream_again = VR_HOUR,
	        .stream_steady = 0,
	        .backoff_first = 10,
	        .backoff_last = 30,
	        .refused = 30,
	        .gap = 5,
	        .idle = 50,
	        .picture_first = 20,
	        .picture_last = 100,
	        .picture_review = VR_HOUR,
	};
}

static inline void hub_woken(void *context)
{
	((struct hub *)context)->wakes++;
}

// A feed for this hub; with a file's path it is a plain one.
static inline void hub_start(struct hub *hub, const struct vr_feed_times *times, const char *plain_path,
                             const struct vr_programme *current, const char *etag)
{
	char hub_url[600], programme_url[600] = "";
	struct vr_error error;
	if (plain_path != NULL)
		vr_server_url(hub->server, plain_path, programme_url);
	struct vr_feed_options options = {.screen_id = "entrance",
	                                  .hub_url = plain_path != NULL ? "" : vr_server_url(hub->server, "", hub_url),
	                                  .programme_url = programme_url,
	                                  .token = "secret",
	                                  .ca_file = "",
	                                  .version = "test",
	                                  .poll_s = 60,
	                                  .cache = hub->cache,
	                                  .current = current,
	                                  .etag = etag,
	                                  .wake = {hub_woken, hub}};
	bool ok = vr_feed_create_timed(&options, times, &hub->feed, &error);
	assert(ok);
	(void)ok;
}

// Waits until a condition over `state` holds, for at most ten seconds; the test then fails.
#define AWAIT(hub, condition)                                                                                          \
	do {                                                                                                           \
		struct vr_feed_state state;                                                                            \
		bool holds = false;                                                                                    \
		for (int tries = 0; tries < 5000 && !holds; tries++) {                                                 \
			vr_feed_state((hub)->feed, &state);                                                            \
			holds = (condition);                                                                           \
			if (!holds)                                                                                    \
				usleep(2000);                                                                          \
		}                                                                                                      \
		assert_true(holds);                                                                                    \
	} while (0)

// The next programme handed over; NULL after ten seconds.
static inline const struct vr_programme *hub_take(struct hub *hub)
{
	for (int tries = 0; tries < 5000; tries++) {
		const struct vr_programme *programme = vr_feed_take_programme(hub->feed);
		if (programme != NULL)
			return programme;
		usleep(2000);
	}
	return NULL;
}

// Its sequence, -1 when none came.
static inline int64_t hub_take_sequence(struct hub *hub)
{
	const struct vr_programme *programme = hub_take(hub);
	int64_t sequence = programme != NULL ? programme->sequence : -1;
	vr_programme_unref(programme);
	return sequence;
}

// The sequence of what is in the cache, -1 when there is nothing.
static inline int hub_cached(struct hub *hub)
{
	struct vr_buffer json, url, etag;
	struct vr_error error;
	int sequence = -1;
	vr_buffer_init(&json, VR_CACHE_PROGRAMME_MAX);
	vr_buffer_init(&url, VR_CACHE_URL_MAX);
	vr_buffer_init(&etag, VR_CACHE_ETAG_MAX);
	if (vr_cache_load_programme(hub->cache, &json, &url, &etag, &error)) {
		const char *found = strstr(vr_buffer_string(&json), "\"sequence\":");
		sequence = found != NULL ? atoi(found + 11) : -1;
	}
	vr_buffer_release(&json);
	vr_buffer_release(&url);
	vr_buffer_release(&etag);
	return sequence;
}

#endif
