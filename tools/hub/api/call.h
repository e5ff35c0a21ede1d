// A request on its way through the API: what the calls share. Private to hub/api.
#ifndef VANTRUM_HUB_API_CALL_H
#define VANTRUM_HUB_API_CALL_H

#include "api.h"
#include "public.h"

#include "hub/clinic/cleaner.h"
#include "hub/preview/preview.h"
#include "hub/templates/templates.h"

#include <jansson.h>

#define VR_CALL_ROWS (32u << 20) // bytes of rows that one call may read

struct vr_hub_api {
	struct vr_store *store;
	struct vr_clinics *clinics;
	struct vr_hub_screens *screens;
	char media[VR_PATH_MAX];
	struct vr_hub_keep keep;
	struct vr_limiter *limiter;
	struct vr_templates *templates;
	struct vr_public *public;   // pages for anybody
	struct vr_preview *preview; // the worker's; made by its first job
	uint64_t foreign;           // the store's foreign version when last looked
	bool stale;                 // reading anew failed: the next tick tries again
	bool news;                  // since the last vr_hub_api_take_news
	struct vr_media_cleaner *cleaner;
	struct vr_mono swept; // when what has ended was last looked for
	struct {
		uint64_t requests[6]; // by the first digit of the status
		uint64_t pushes, logins_failed, blocked;
	} counts;
};

enum vr_access {
	VR_ACCESS_ALL,    // everybody
	VR_ACCESS_SCREEN, // the screen that the path names
	VR_ACCESS_STAFF,  // a session or an API token, of at least the route's role
	VR_ACCESS_BOTH,   // any screen, or staff
};

enum vr_takes { VR_TAKES_NOTHING, VR_TAKES_JSON, VR_TAKES_PICTURE, VR_TAKES_BYTES };

struct vr_call;

struct vr_route {
	const char *method;
	const char *path; // "/v1/messages/{id}"
	enum vr_access access;
	enum vr_role role; // of staff
	enum vr_takes takes;
	size_t body_max;
	void (*answer)(struct vr_call *call);
};

// The whole API, ends with a path of NULL.
extern const struct vr_route vr_routes[];

#define VR_PARAMETER 160 // bytes of one segment of a path

struct vr_call {
	struct vr_hub_api *api;
	const struct vr_hub_request *request;
	struct vr_hub_reply *reply;
	const struct vr_route *route;
	char parameters[2][VR_PARAMETER]; // what stands for the route's {…}
	struct vr_hub_screen *screen;     // whose token it was; NULL
	bool staff;                       // caller is filled
	struct vr_caller caller;
	struct vr_instant now;
	struct vr_arena arena;
	const char *body; // NUL-terminated
	size_t length;
	json_t *json; // of a JSON body: an object; owned
};

// --- what is wanted ---

const char *vr_call_header(const struct vr_call *call, const char *name); // NULL: not given
const char *vr_call_query(const struct vr_call *call, const char *name);
// The secret of the session's cookie; false: there is none.
#define VR_CALL_COOKIE 128
bool vr_call_cookie(const struct vr_call *call, char out[VR_CALL_COOKIE]) VR_MUST_USE;

// The clinic that a call is about: `named` (NULL: the query's `clinic`), else the only one of the caller. Answers 403,
// 404 or 422 itself when false; pointer is where the name would stand in the body, NULL for the query.
bool vr_call_clinic(struct vr_call *call, const char *named, const char *pointer,
                    struct vr_clinic_cache **out) VR_MUST_USE;
// Whether the caller belongs to a clinic.
bool vr_call_may(const struct vr_call *call, const char *clinic) VR_MUST_USE;
// The screen that the query names, of a clinic; NULL in *out when it names none. Answers 404 itself when false.
bool vr_call_query_screen(struct vr_call *call, const char *clinic, struct vr_hub_screen **out) VR_MUST_USE;

// A whole number of the query. Answers 400 itself when false: it is none, or less than least (0 or 1).
bool vr_call_number(struct vr_call *call, const char *name, unsigned least, unsigned otherwise,
                    unsigned *out) VR_MUST_USE;
// How many entries of a list are wanted: the query's `limit`, 1000 at most. Answers 400 itself when false.
bool vr_call_limit(struct vr_call *call, unsigned otherwise, size_t *out) VR_MUST_USE;
// Says where the rest of the list is: the same call, after an entry (RFC 8288).
void vr_call_link_next(struct vr_call *call, const char *last, size_t limit);

// --- answers ---

// Takes the reference.
void vr_call_json(struct vr_call *call, int status, json_t *json);
void vr_call_nothing(struct vr_call *call); // 204
void vr_call_problem(struct vr_call *call, int status, const char *detail);
// With a type of its own, "/problems/NAME", and a member `key` beside it (taken; NULL: none).
void vr_call_problem_of(struct vr_call *call, int status, const char *name, const char *detail, const char *key,
                        json_t *list);
// 422 about one place of the body.
void vr_call_invalid(struct vr_call *call, const char *pointer, const char *detail);
// What the store or the disk said: into the log, 503 or 500 to the client.
void vr_call_failed(struct vr_call *call, const struct vr_error *error);
// value is copied; silently left out when there are too many.
void vr_reply_header(struct vr_hub_reply *reply, const char *name, const char *value);
void vr_call_later(struct vr_call *call, struct vr_hub_job *job); // takes the job

// --- writing ---

// Notes who did what. Between begin and commit.
bool vr_call_audit(struct vr_call *call, const char *clinic, const char *action, const char *target,
                   const char *confirmed, struct vr_error *error) VR_MUST_USE;
// Raises the clinic's sequence and commits; then caches are read anew and streams have news. Undone when false.
bool vr_call_publish(struct vr_call *call, const char *clinic, struct vr_error *error) VR_MUST_USE;
// After the commit of a change to screens themselves. What cannot be read anew now is by the next tick: it is kept.
void vr_call_screens_changed(struct vr_call *call);
// Commits what no screen shows.
bool vr_call_commit(struct vr_call *call, struct vr_error *error) VR_MUST_USE;

// A call goes on after its job, without what its head proved. Released by the caller.
struct vr_call vr_call_resume(struct vr_hub_api *api, const struct vr_hub_request *request, struct vr_hub_reply *reply);
void vr_call_release(struct vr_call *call);

#endif
