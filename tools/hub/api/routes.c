#include "call.h"
#include "calls.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define COOKIE "vantrum="

#define JSON VR_TAKES_JSON, VR_HUB_BODY_MAX
#define NOTHING VR_TAKES_NOTHING, 0
#define ALL VR_ACCESS_ALL, VR_ROLE_VIEWER
#define SCREEN VR_ACCESS_SCREEN, VR_ROLE_VIEWER
#define BOTH VR_ACCESS_BOTH, VR_ROLE_VIEWER
#define VIEWER VR_ACCESS_STAFF, VR_ROLE_VIEWER
#define EDITOR VR_ACCESS_STAFF, VR_ROLE_EDITOR
#define ADMIN VR_ACCESS_STAFF, VR_ROLE_ADMIN

// clang-format off
const struct vr_route vr_routes[] = {
	{"GET", "/v1/screens/{screen}/programme", SCREEN, NOTHING, vr_get_programme},
	{"GET", "/v1/screens/{screen}/events", SCREEN, NOTHING, vr_get_events},
	{"POST", "/v1/screens/{screen}/status", SCREEN, VR_TAKES_BYTES, VR_HUB_STATUS_MAX, vr_post_status},
	{"PUT", "/v1/screens/{screen}/picture", SCREEN, VR_TAKES_BYTES, VR_HUB_PICTURE_MAX, vr_put_screen_picture},
	{"GET", "/v1/screens/{screen}/picture", VIEWER, NOTHING, vr_get_screen_picture},
	{"POST", "/v1/screens/{screen}/identify", EDITOR, NOTHING, vr_post_identify},
	{"POST", "/v1/screens/{screen}/token", ADMIN, NOTHING, vr_post_screen_token},
	{"GET", "/v1/screens", VIEWER, NOTHING, vr_get_screens},
	{"POST", "/v1/screens", ADMIN, JSON, vr_post_screen},
	{"PATCH", "/v1/screens/{screen}", ADMIN, JSON, vr_patch_screen},
	{"DELETE", "/v1/screens/{screen}", ADMIN, NOTHING, vr_delete_screen},

	{"GET", "/v1/media/{sha256}", BOTH, NOTHING, vr_get_media},
	{"POST", "/v1/media", EDITOR, VR_TAKES_PICTURE, VR_MEDIA_BYTES_MAX, vr_post_media},

	{"POST", "/v1/session", ALL, JSON, vr_post_session},
	{"GET", "/v1/session", VIEWER, NOTHING, vr_get_session},
	{"DELETE", "/v1/session", VIEWER, NOTHING, vr_delete_session},
	{"POST", "/v1/password", VIEWER, JSON, vr_post_password},

	{"GET", "/v1/messages", VIEWER, NOTHING, vr_get_messages},
	{"POST", "/v1/messages", EDITOR, JSON, vr_post_message},
	{"GET", "/v1/messages/{id}", VIEWER, NOTHING, vr_get_message},
	{"PUT", "/v1/messages/{id}", EDITOR, JSON, vr_put_message},
	{"DELETE", "/v1/messages/{id}", EDITOR, NOTHING, vr_delete_message},
	{"POST", "/v1/messages/{id}/restore", EDITOR, NOTHING, vr_post_restore},
	{"POST", "/v1/messages/{id}/approval", EDITOR, NOTHING, vr_post_approval},
	{"DELETE", "/v1/messages/{id}/approval", EDITOR, NOTHING, vr_delete_approval},
	{"GET", "/v1/messages/{id}/receipts", VIEWER, NOTHING, vr_get_receipts},
	{"POST", "/v1/preview", VIEWER, JSON, vr_post_preview},
	{"POST", "/v1/check", VIEWER, JSON, vr_post_check},
	{"GET", "/v1/templates", VIEWER, NOTHING, vr_get_templates},
	{"GET", "/v1/review", VIEWER, NOTHING, vr_get_review},

	{"GET", "/v1/waits", VIEWER, NOTHING, vr_get_waits},
	{"PUT", "/v1/waits/{id}", EDITOR, JSON, vr_put_wait},

	{"GET", "/v1/users", ADMIN, NOTHING, vr_get_users},
	{"POST", "/v1/users", ADMIN, JSON, vr_post_user},
	{"DELETE", "/v1/users/{user}", ADMIN, NOTHING, vr_delete_user},
	{"GET", "/v1/audit", ADMIN, NOTHING, vr_get_audit},

	{"GET", "/v1/openapi.json", ALL, NOTHING, vr_get_openapi},
	{"GET", "/healthz", ALL, NOTHING, vr_get_health},
	{"GET", "/metrics", ALL, NOTHING, vr_get_metrics},
	{"GET", "/", ALL, NOTHING, vr_get_root},
	{"GET", "/staff", ALL, NOTHING, vr_get_root},
	{"GET", "/staff/", ALL, NOTHING, vr_get_page},
	{"GET", "/staff/{file}", ALL, NOTHING, vr_get_page},
	{"GET", "/c/page.css", ALL, NOTHING, vr_get_public_style},
	{"GET", "/c/{clinic}", ALL, NOTHING, vr_get_public},
	{"GET", "/c/{clinic}/{language}", ALL, NOTHING, vr_get_public_language},
	{"GET", "/c/{clinic}/media/{sha256}", ALL, NOTHING, vr_get_public_picture},
	{0},
};
// clang-format on

// Whether a path is of a pattern; what stands for its {…} into parameters.
static bool fits(const char *pattern, const char *path, char parameters[2][VR_PARAMETER])
{
	size_t count = 0;
	while (*pattern) {
		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		size_t length = strcspn(path, "/");
		if (length == 0 || length >= VR_PARAMETER || count == 2)
			return false;
		memcpy(parameters[count], path, length);
		parameters[count++][length] = '\0';
		path += length;
		pattern += strcspn(pattern, "}") + 1;
	}
	return *path == '\0';
}

static bool same_method(const struct vr_route *route, const char *method)
{
	return strcmp(route->method, method) == 0 || (strcmp(method, "HEAD") == 0 && strcmp(route->method, "GET") == 0);
}

// The route of the method and path, else the first one of the path with *allowed false, else NULL.
static const struct vr_route *find_route(struct vr_call *call, bool *allowed)
{
	const struct vr_route *other = NULL;
	*allowed = false;
	for (const struct vr_route *route = vr_routes; route->path; route++) {
		if (!fits(route->path, call->request->path, call->parameters))
			continue;
		if (same_method(route, call->request->method)) {
			*allowed = true;
			return route;
		}
		if (!other || other->access == VR_ACCESS_ALL)
			other = route;
	}
	// The parameters of the last one that fits are those of all that do.
	return other;
}

static void no_method(struct vr_call *call)
{
	struct vr_buffer allow;
	char ignored[2][VR_PARAMETER];
	vr_buffer_init(&allow, 128);
	for (const struct vr_route *route = vr_routes; route->path; route++) {
		if (!fits(route->path, call->request->path, ignored))
			continue;
		bool get = strcmp(route->method, "GET") == 0;
		vr_buffer_format(&allow, "%s%s%s", allow.length ? ", " : "", route->method, get ? ", HEAD" : "");
	}
	vr_call_problem(call, 405, "This address has no such method.");
	vr_reply_header(call->reply, "Allow", vr_buffer_string(&allow));
	vr_buffer_release(&allow);
}

// --- who is calling ---

static bool by_header(struct vr_call *call, const char *authorization, struct vr_error *error)
{
	if (strncasecmp(authorization, "Bearer ", 7) != 0)
		return vr_fail(error, VR_DENIED, "another scheme than Bearer");
	const char *token = authorization + 7;
	token += strspn(token, " ");
	unsigned char hash[VR_STORE_HASH];
	vr_auth_hash_secret(token, hash);
	call->screen = vr_hub_screens_by_token(call->api->screens, hash);
	call->staff = !call->screen && vr_auth_by_token(call->api->store, token, &call->arena, &call->caller, error);
	return call->screen || call->staff;
}

// The session's cookie among others (RFC 6265 §5.4).
static bool find_cookie(const char *header, char out[VR_CALL_COOKIE])
{
	for (const char *at = header; at; at = strchr(at, ';')) {
		at += strspn(at, "; ");
		if (strncmp(at, COOKIE, strlen(COOKIE)) != 0)
			continue;
		at += strlen(COOKIE);
		size_t length = strcspn(at, "; ");
		if (length >= VR_CALL_COOKIE)
			return false;
		memcpy(out, at, length);
		out[length] = '\0';
		return true;
	}
	return false;
}

bool vr_call_cookie(const struct vr_call *call, char out[VR_CALL_COOKIE])
{
	const char *header = vr_call_header(call, "Cookie");
	return header && find_cookie(header, out);
}

static bool identify(struct vr_call *call, struct vr_error *error)
{
	const char *authorization = vr_call_header(call, "Authorization");
	char secret[VR_CALL_COOKIE];
	if (authorization)
		return by_header(call, authorization, error);
	if (!vr_call_cookie(call, secret))
		return vr_fail(error, VR_DENIED, "neither a token nor a session");
	call->staff = vr_auth_by_session(call->api->store, secret, call->now, &call->arena, &call->caller, error);
	return call->staff;
}

// Another site's page may make a browser send its cookie. Browsers say where a request comes from.
static bool from_elsewhere(const struct vr_call *call)
{
	const char *origin = vr_call_header(call, "Origin"), *host = vr_call_header(call, "Host");
	const char *site = vr_call_header(call, "Sec-Fetch-Site");
	if (strcmp(call->request->method, "GET") == 0 || strcmp(call->request->method, "HEAD") == 0)
		return false;
	if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return true;
	if (!origin)
		return false;
	const char *scheme = strstr(origin, "://");
	return !scheme || !host || strcasecmp(scheme + 3, host) != 0;
}

static bool may_screen(struct vr_call *call)
{
	const struct vr_hub_screen *named = vr_hub_screens_by_id(call->api->screens, call->parameters[0]);
	if (!call->screen)
		vr_call_problem(call, 403, "Only the screen itself may call this, with its token.");
	else if (!named)
		vr_call_problem(call, 404, "There is no such screen.");
	else if (named != call->screen)
		vr_call_problem(call, 403, "This token is another screen's.");
	return call->screen && named == call->screen;
}

static bool may_staff(struct vr_call *call, enum vr_role role)
{
	if (!call->staff)
		vr_call_problem(call, 403, "This is for staff: a screen's token opens its own calls only.");
	else if (call->caller.role < role)
		vr_call_problem(call, 403, "Your role does not allow this.");
	return call->staff && call->caller.role >= role;
}

static bool may(struct vr_call *call, const struct vr_route *route)
{
	if (route->access == VR_ACCESS_ALL)
		return true;
	struct vr_error error;
	if (!identify(call, &error)) {
		if (error.code == VR_DENIED)
			vr_call_problem(call, 401, "This needs a valid token or session.");
		else
			vr_call_failed(call, &error);
		return false;
	}
	if (call->staff && call->caller.by_cookie && from_elsewhere(call)) {
		vr_call_problem(call, 403, "This request comes from another site's page.");
		return false;
	}
	switch (route->access) {
	case VR_ACCESS_SCREEN:
		return may_screen(call);
	case VR_ACCESS_STAFF:
		return may_staff(call, route->role);
	default:
		return true;
	}
}

// --- bodies ---

static bool is_type(const char *header, const char *type)
{
	size_t length = strlen(type);
	return header && strncasecmp(header, type, length) == 0 &&
	       (header[length] == '\0' || strchr("; ", header[length]));
}

static bool fit_type(struct vr_call *call)
{
	const char *type = vr_call_header(call, "Content-Type");
	enum vr_takes takes = call->route->takes;
	bool good = takes == VR_TAKES_BYTES || (takes == VR_TAKES_JSON && is_type(type, "application/json")) ||
	            (takes == VR_TAKES_PICTURE &&
	             (is_type(type, "image/png") || is_type(type, "image/jpeg") || is_type(type, "image/webp")));
	if (!good)
		vr_call_problem(call, 415,
		                takes == VR_TAKES_JSON ? "The body must be application/json."
		                                       : "The body must be image/png, image/jpeg or image/webp.");
	return good;
}

static void want_body(struct vr_call *call)
{
	if (!fit_type(call))
		return;
	struct vr_call *kept = vr_alloc(1, sizeof *kept);
	*kept = *call;
	// The arena goes with it.
	vr_arena_init(&call->arena, 0);
	call->reply->status = 100;
	call->reply->body_max = call->route->body_max;
	call->reply->call = kept;
}

// Whoever has no business here does not learn what there is.
static const struct vr_route anybody_known = {.access = VR_ACCESS_BOTH};

static void no_such_address(struct vr_call *call)
{
	if (strncmp(call->request->path, "/v1/", 4) != 0 || may(call, &anybody_known))
		vr_call_problem(call, 404, "There is nothing at this address.");
}

// Screens and staff share addresses: one that is not the caller's to call with another method has that method all the
// same.
static void no_such_method(struct vr_call *call)
{
	if (call->route->access == VR_ACCESS_ALL || may(call, &anybody_known))
		no_method(call);
}

struct vr_call vr_call_resume(struct vr_hub_api *api, const struct vr_hub_request *request, struct vr_hub_reply *reply)
{
	struct vr_call call = {.api = api, .request = request, .reply = reply, .now = vr_instant_now()};
	vr_arena_init(&call.arena, VR_CALL_ROWS);
	return call;
}

void vr_hub_api_head(struct vr_hub_api *api, const struct vr_hub_request *request, struct vr_hub_reply *reply)
{
	struct vr_call call = vr_call_resume(api, request, reply);
	bool allowed;
	call.route = find_route(&call, &allowed);
	if (!call.route)
		no_such_address(&call);
	else if (!allowed)
		no_such_method(&call);
	else if (!may(&call, call.route))
		;
	else if (call.route->takes == VR_TAKES_NOTHING)
		call.route->answer(&call);
	else
		want_body(&call);
	vr_call_release(&call);
}

// Strings and keys must be complete letters, numbers within range: jansson sees to it.
static bool read_json(struct vr_call *call)
{
	json_error_t problem;
	char detail[200];
	call->json = json_loadb(call->body, call->length, JSON_REJECT_DUPLICATES, &problem);
	if (!call->json) {
		snprintf(detail, sizeof detail, "The body is no JSON: line %d, column %d.", problem.line,
		         problem.column);
		vr_call_problem(call, 400, detail);
		return false;
	}
	if (json_is_object(call->json))
		return true;
	vr_call_invalid(call, "", "must be an object");
	return false;
}

void vr_hub_api_body(struct vr_hub_api *api, const struct vr_hub_request *request, const char *body, size_t length,
                     struct vr_hub_reply *reply)
{
	struct vr_call *call = reply->call;
	assert(reply->status == 100 && call && length <= reply->body_max && call->api == api);
	reply->call = NULL;
	call->request = request;
	call->body = body;
	call->length = length;
	call->now = vr_instant_now();
	if (call->route->takes != VR_TAKES_JSON || read_json(call))
		call->route->answer(call);
	vr_call_release(call);
	free(call);
}

void vr_call_release(struct vr_call *call)
{
	json_decref(call->json);
	vr_arena_release(&call->arena);
}
