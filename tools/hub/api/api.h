// Room hub/api: requests → replies. What is answered to whom, without a socket; hub/http carries it. The main thread's,
// but for a job's run. Calls: contract §2 and §3, assets/hub/openapi.json. Problems: RFC 9457. Conditional requests:
// RFC 9110 §13. Event streams: WHATWG HTML §9.2.
#ifndef VANTRUM_HUB_API_H
#define VANTRUM_HUB_API_H

#include "hub/auth/auth.h"
#include "hub/clinic/clinic.h"
#include "hub/screens/screens.h"

#define VR_HUB_STATUS_MAX (256u << 10) // bytes of a screen's status
#define VR_HUB_BODY_MAX (512u << 10)   // of any other JSON body: a full message in 32 languages fits

struct vr_hub_api;

struct vr_hub_api_options {
	struct vr_store *store;         // borrowed
	struct vr_clinics *clinics;     // borrowed, refreshed
	struct vr_hub_screens *screens; // borrowed, refreshed
	const char *media;              // the pictures' folder
	struct vr_hub_keep {
		int audit_days, receipt_days; // how long they are kept
	} keep;
};

struct vr_hub_api *vr_hub_api_create(const struct vr_hub_api_options *options);
void vr_hub_api_destroy(struct vr_hub_api *api); // NULL is a no-op

// All borrowed for the call. header and query: NULL where the request has none of that name; a query's value is
// percent-decoded.
struct vr_hub_request {
	const char *method;
	const char *path;    // percent-decoded, without the query
	const char *address; // of the client, for the limit on attempts
	bool encrypted;      // all the way to the client
	const char *(*header)(void *connection, const char *name);
	const char *(*query)(void *connection, const char *name);
	void *connection;
};

enum vr_hub_body { VR_HUB_TEXT, VR_HUB_SNAPSHOT, VR_HUB_FILE, VR_HUB_STREAM, VR_HUB_JOB };

struct vr_hub_reply;

// Work that takes longer than a blink. run is called once on the worker's thread and touches nothing but the job;
// finish then on the main thread, to fill the reply; destroy last, also for a job that never ran.
struct vr_hub_job {
	void (*run)(struct vr_hub_job *job);
	void (*finish)(struct vr_hub_api *api, struct vr_hub_job *job, const struct vr_hub_request *request,
	               struct vr_hub_reply *reply);
	void (*destroy)(struct vr_hub_job *job);
};

#define VR_HUB_HEADERS 6

struct vr_hub_reply {
	int status; // of HTTP; 100: the call is allowed and wants its body, to be given to vr_hub_api_body
	enum vr_hub_body kind;
	const char *type;       // media type, static; NULL: none
	const char *cache;      // Cache-Control, static; NULL: none
	char etag[VR_HUB_ETAG]; // "": none
	struct {
		const char *name; // static
		char *value;      // owned
	} headers[VR_HUB_HEADERS];
	size_t header_count;
	struct vr_buffer text;            // VR_HUB_TEXT
	struct vr_hub_snapshot *snapshot; // VR_HUB_SNAPSHOT: one reference
	int fd;                           // VR_HUB_FILE: owned; else -1
	int64_t size;                     // of the file
	struct vr_hub_screen *screen;     // VR_HUB_STREAM: whose, one reference
	bool current;                     // VR_HUB_STREAM: the client has the newest programme
	struct vr_hub_job *job;           // VR_HUB_JOB: owned
	size_t body_max;                  // 100: the most bytes that the body may have
	void *call;                       // 100: what the body needs to know of the head; of this room
};

void vr_hub_reply_init(struct vr_hub_reply *reply);
void vr_hub_reply_release(struct vr_hub_reply *reply); // all that it still owns

// Answers what can be answered from the head of a request. Fills an initialised reply.
void vr_hub_api_head(struct vr_hub_api *api, const struct vr_hub_request *request, struct vr_hub_reply *reply);

// Answers a request whose head was answered by 100; reply is that one.
void vr_hub_api_body(struct vr_hub_api *api, const struct vr_hub_request *request, const char *body, size_t length,
                     struct vr_hub_reply *reply);

// Makes the reply a problem of this HTTP status; detail is one sentence for people.
void vr_hub_reply_problem(struct vr_hub_reply *reply, int status, const char *detail);

// Once a second or so: what another process changed, what has ended. True when streams have something to tell.
bool vr_hub_api_tick(struct vr_hub_api *api, struct vr_instant now);

// Whether a write since the last call gave streams something to tell; forgets it.
bool vr_hub_api_take_news(struct vr_hub_api *api);

// For the figures: a reply of this status went out.
void vr_hub_api_count(struct vr_hub_api *api, int status);

// What a stream has told its client so far: its whole queue.
struct vr_hub_told {
	uint64_t version, identify, report;
};

// Where a stream stands that begins now.
void vr_hub_api_begin(struct vr_hub_api *api, const struct vr_hub_screen *screen, bool current,
                      struct vr_hub_told *told);

// The next event for a screen, with the NUL; returns its length, 0: nothing new.
#define VR_HUB_EVENT 128
size_t vr_hub_api_event(struct vr_hub_api *api, const struct vr_hub_screen *screen, struct vr_hub_told *told,
                        char out[VR_HUB_EVENT]);

#endif
