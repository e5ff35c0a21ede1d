// Room hub/api: requests → replies. What is answered to whom, without a socket; hub/http carries it. Not thread-safe.
// Calls: contract §2. Problems: RFC 9457. Conditional requests: RFC 9110 §13.
#ifndef VANTRUM_HUB_API_H
#define VANTRUM_HUB_API_H

#include "folder.h"
#include "screens.h"

#define VR_HUB_STATUS_MAX (256 << 10)

struct vr_hub_api {
	struct vr_hub_folder *folder;   // borrowed
	struct vr_hub_screens *screens; // borrowed
};

// All borrowed for the call; NULL where the request has no such header.
struct vr_hub_request {
	const char *method;
	const char *path; // percent-decoded, without the query
	const char *authorization;
	const char *if_none_match;
	const char *last_event_id;
};

enum vr_hub_body { VR_HUB_TEXT, VR_HUB_SNAPSHOT, VR_HUB_FILE, VR_HUB_STREAM };

struct vr_hub_reply {
	int status; // of HTTP; 100: the call is allowed and wants its body, to be given to vr_hub_api_body
	enum vr_hub_body kind;
	const char *type;                 // media type, static; NULL: none
	const char *cache;                // Cache-Control, static; NULL: none
	const char *allow;                // Allow, static; NULL: none
	bool challenge;                   // whether to say that a Bearer token is wanted
	int retry_after_s;                // 0: not said
	char etag[VR_HUB_ETAG];           // "": none
	struct vr_buffer text;            // VR_HUB_TEXT
	struct vr_hub_snapshot *snapshot; // VR_HUB_SNAPSHOT: one reference
	int fd;                           // VR_HUB_FILE: owned; else -1
	int64_t size;                     // of the file
	uint64_t told;                    // VR_HUB_STREAM: the version that the client knows; 0: none
	size_t body_max;                  // 100: the most bytes that the body may have
	struct vr_hub_screen *screen;     // whose token it was; NULL: nobody's
};

void vr_hub_reply_init(struct vr_hub_reply *reply);
void vr_hub_reply_release(struct vr_hub_reply *reply); // fd and snapshot too, unless taken out before

// Answers what can be answered from the head of a request. Fills an initialised reply.
void vr_hub_api_head(struct vr_hub_api *api, const struct vr_hub_request *request, struct vr_hub_reply *reply);

// Answers a request whose head was answered by 100; reply is that one.
void vr_hub_api_body(struct vr_hub_api *api, const struct vr_hub_request *request, const char *body, size_t length,
                     struct vr_hub_reply *reply);

// Makes the reply a problem of this HTTP status; detail is one sentence for people.
void vr_hub_reply_problem(struct vr_hub_reply *reply, int status, const char *detail);

// One event for a version, at most VR_HUB_EVENT bytes with the NUL; returns its length.
#define VR_HUB_EVENT 128
size_t vr_hub_event(const struct vr_hub_snapshot *snapshot, char out[VR_HUB_EVENT]);

// Whether an If-None-Match (a list, weak tags, or *) names this entity tag, by weak comparison.
bool vr_hub_none_match(const char *header, const char *etag) VR_MUST_USE;

#endif
