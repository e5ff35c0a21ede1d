#include "api.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define PROBLEM_MAX 1024
#define SCREENS_PATH "/v1/screens/"
#define MEDIA_PATH "/v1/media/"

void vr_hub_reply_init(struct vr_hub_reply *reply)
{
	*reply = (struct vr_hub_reply){.fd = -1};
	vr_buffer_init(&reply->text, PROBLEM_MAX);
}

void vr_hub_reply_release(struct vr_hub_reply *reply)
{
	vr_buffer_release(&reply->text);
	vr_hub_snapshot_unref(reply->snapshot);
	if (reply->fd >= 0)
		close(reply->fd);
	reply->snapshot = NULL;
	reply->fd = -1;
}

static const char *title_of(int status)
{
	switch (status) {
	case 400:
		return "Bad Request";
	case 401:
		return "Unauthorized";
	case 403:
		return "Forbidden";
	case 404:
		return "Not Found";
	case 405:
		return "Method Not Allowed";
	case 413:
		return "Content Too Large";
	case 415:
		return "Unsupported Media Type";
	case 422:
		return "Unprocessable Content";
	case 503:
		return "Service Unavailable";
	default:
		return "Internal Server Error";
	}
}

// A string for JSON; what would need an escape has no business in a sentence for people.
static void add_plain(struct vr_buffer *out, const char *text)
{
	for (; *text; text++) {
		bool plain = (unsigned char)*text >= 0x20 && *text != '"' && *text != '\\';
		vr_buffer_add(out, plain ? text : "'", 1);
	}
}

void vr_hub_reply_problem(struct vr_hub_reply *reply, int status, const char *detail)
{
	reply->status = status;
	reply->kind = VR_HUB_TEXT;
	reply->type = "application/problem+json";
	reply->cache = "no-store";
	reply->challenge = status == 401;
	reply->retry_after_s = status == 503 ? 5 : 0;
	reply->etag[0] = '\0';
	vr_buffer_clear(&reply->text);
	vr_buffer_format(&reply->text, "{\"type\": \"about:blank\", \"title\": \"%s\", \"status\": %d, \"detail\": \"",
	                 title_of(status), status);
	add_plain(&reply->text, detail);
	vr_buffer_text(&reply->text, "\"}\n");
}

static void reply_json(struct vr_hub_reply *reply, const char *json)
{
	reply->status = 200;
	reply->kind = VR_HUB_TEXT;
	reply->type = "application/json";
	reply->cache = "no-store";
	vr_buffer_clear(&reply->text);
	vr_buffer_text(&reply->text, json);
}

bool vr_hub_none_match(const char *header, const char *etag)
{
	if (!header)
		return false;
	size_t length = strlen(etag);
	for (const char *at = header + strspn(header, " \t,"); *at; at += strspn(at, " \t,")) {
		if (*at == '*')
			return true;
		if (strncmp(at, "W/", 2) == 0)
			at += 2;
		if (*at != '"')
			return false;
		const char *end = strchr(at + 1, '"');
		if (!end)
			return false;
		if ((size_t)(end + 1 - at) == length && memcmp(at, etag, length) == 0)
			return true;
		at = end + 1;
	}
	return false;
}

size_t vr_hub_event(const struct vr_hub_snapshot *snapshot, char out[VR_HUB_EVENT])
{
	long long sequence = (long long)snapshot->sequence;
	int length = snprintf(out, VR_HUB_EVENT, "event: programme\nid: %lld\ndata: {\"sequence\": %lld}\n\n", sequence,
	                      sequence);
	assert(length > 0 && length < VR_HUB_EVENT);
	return (size_t)length;
}

static bool nothing_yet(const struct vr_hub_snapshot *snapshot, struct vr_hub_reply *reply)
{
	if (!snapshot)
		vr_hub_reply_problem(reply, 503, "The hub has no programme to serve yet.");
	return !snapshot;
}

static void not_modified(struct vr_hub_reply *reply)
{
	reply->status = 304;
	reply->kind = VR_HUB_TEXT;
	reply->type = NULL;
}

static void get_programme(struct vr_hub_api *api, const struct vr_hub_request *request, struct vr_hub_reply *reply)
{
	struct vr_hub_snapshot *snapshot = vr_hub_folder_current(api->folder);
	if (nothing_yet(snapshot, reply))
		return;
	memcpy(reply->etag, snapshot->etag, sizeof reply->etag);
	reply->cache = "private, no-cache";
	if (vr_hub_none_match(request->if_none_match, reply->etag)) {
		not_modified(reply);
		return;
	}
	reply->status = 200;
	reply->kind = VR_HUB_SNAPSHOT;
	reply->type = "application/json";
	reply->snapshot = vr_hub_snapshot_ref(snapshot);
}

static bool knows(const char *last_event_id, const struct vr_hub_snapshot *snapshot)
{
	char current[24];
	snprintf(current, sizeof current, "%lld", (long long)snapshot->sequence);
	return last_event_id && strcmp(last_event_id, current) == 0;
}

static void get_events(struct vr_hub_api *api, const struct vr_hub_request *request, struct vr_hub_reply *reply)
{
	const struct vr_hub_snapshot *snapshot = vr_hub_folder_current(api->folder);
	reply->status = 200;
	reply->kind = VR_HUB_STREAM;
	reply->type = "text/event-stream";
	reply->cache = "no-store";
	reply->told = snapshot && knows(request->last_event_id, snapshot) ? snapshot->version : 0;
}

static void get_media(struct vr_hub_api *api, const struct vr_hub_request *request, const char *sha256,
                      struct vr_hub_reply *reply)
{
	struct vr_error error;
	if (!vr_hub_folder_media(api->folder, sha256, &reply->fd, &reply->size, &reply->type, &error)) {
		vr_hub_reply_problem(reply, 404, error.what);
		return;
	}
	reply->cache = "private, max-age=31536000, immutable";
	snprintf(reply->etag, sizeof reply->etag, "\"%s\"", sha256);
	if (vr_hub_none_match(request->if_none_match, reply->etag)) {
		not_modified(reply);
		return;
	}
	reply->status = 200;
	reply->kind = VR_HUB_FILE;
}

static void get_health(struct vr_hub_api *api, struct vr_hub_reply *reply)
{
	if (!nothing_yet(vr_hub_folder_current(api->folder), reply))
		reply_json(reply, "{\"status\": \"ok\"}\n");
}

static bool is_read(const char *method)
{
	return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

static bool allowed(const struct vr_hub_request *request, const char *allow, struct vr_hub_reply *reply)
{
	bool fits = allow[0] == 'G' ? is_read(request->method) : strcmp(request->method, allow) == 0;
	if (fits)
		return true;
	vr_hub_reply_problem(reply, 405, "This address has no such method.");
	reply->allow = allow;
	return false;
}

static void want_body(struct vr_hub_reply *reply, size_t max)
{
	reply->status = 100;
	reply->body_max = max;
}

// rest: what follows the screen's id and its slash.
static void screen_call(struct vr_hub_api *api, const struct vr_hub_request *request, const char *rest,
                        struct vr_hub_reply *reply)
{
	if (strcmp(rest, "programme") == 0) {
		if (allowed(request, "GET, HEAD", reply))
			get_programme(api, request, reply);
	} else if (strcmp(rest, "events") == 0) {
		if (allowed(request, "GET, HEAD", reply))
			get_events(api, request, reply);
	} else if (strcmp(rest, "status") == 0) {
		if (allowed(request, "POST", reply))
			want_body(reply, VR_HUB_STATUS_MAX);
	} else if (strcmp(rest, "picture") == 0) {
		if (allowed(request, "PUT", reply))
			want_body(reply, VR_HUB_PICTURE_MAX);
	} else {
		vr_hub_reply_problem(reply, 404, "There is nothing at this address.");
	}
}

static void screens_call(struct vr_hub_api *api, const struct vr_hub_request *request, struct vr_hub_reply *reply)
{
	const char *id = request->path + strlen(SCREENS_PATH);
	const char *slash = strchr(id, '/');
	char name[128];
	if (!slash || (size_t)(slash - id) >= sizeof name) {
		vr_hub_reply_problem(reply, 404, "There is nothing at this address.");
		return;
	}
	memcpy(name, id, (size_t)(slash - id));
	name[slash - id] = '\0';
	const struct vr_hub_screen *screen = vr_hub_screens_by_id(api->screens, name);
	if (!screen)
		vr_hub_reply_problem(reply, 404, "There is no such screen.");
	else if (screen != reply->screen)
		vr_hub_reply_problem(reply, 403, "This token is another screen's.");
	else
		screen_call(api, request, slash + 1, reply);
}

static struct vr_hub_screen *who(struct vr_hub_api *api, const char *authorization)
{
	if (!authorization || strncasecmp(authorization, "Bearer ", 7) != 0)
		return NULL;
	const char *token = authorization + 7;
	return vr_hub_screens_by_token(api->screens, token + strspn(token, " "));
}

void vr_hub_api_head(struct vr_hub_api *api, const struct vr_hub_request *request, struct vr_hub_reply *reply)
{
	if (strcmp(request->path, "/healthz") == 0) {
		if (allowed(request, "GET, HEAD", reply))
			get_health(api, reply);
		return;
	}
	reply->screen = who(api, request->authorization);
	if (!reply->screen) {
		vr_hub_reply_problem(reply, 401, "A screen's token is wanted here.");
	} else if (strncmp(request->path, SCREENS_PATH, strlen(SCREENS_PATH)) == 0) {
		screens_call(api, request, reply);
	} else if (strncmp(request->path, MEDIA_PATH, strlen(MEDIA_PATH)) == 0) {
		if (allowed(request, "GET, HEAD", reply))
			get_media(api, request, request->path + strlen(MEDIA_PATH), reply);
	} else {
		vr_hub_reply_problem(reply, 404, "There is nothing at this address.");
	}
}

// The HTTP status of a body that was not taken; unsupported depends on the call.
static int status_of(const struct vr_error *error, int unsupported)
{
	return error->code == VR_INVALID ? 400 : error->code == VR_UNSUPPORTED ? unsupported : 500;
}

static void post_status(struct vr_hub_api *api, const char *body, size_t length, struct vr_hub_reply *reply)
{
	bool want_picture = false;
	struct vr_error error;
	if (vr_hub_screen_status(api->screens, reply->screen, body, length, vr_mono_now(), &want_picture, &error))
		reply_json(reply, want_picture ? "{\"picture\": true}\n" : "{}\n");
	else
		vr_hub_reply_problem(reply, status_of(&error, 422), error.what);
}

static void put_picture(struct vr_hub_api *api, const char *body, size_t length, struct vr_hub_reply *reply)
{
	struct vr_error error;
	if (vr_hub_screen_picture(api->screens, reply->screen, body, length, &error)) {
		reply->status = 204;
		reply->kind = VR_HUB_TEXT;
		return;
	}
	int status = status_of(&error, 415);
	// What went wrong on the hub's disk is for the hub's log, not for the screen.
	vr_hub_reply_problem(reply, status, status == 500 ? "The picture could not be kept." : error.what);
	if (status == 500)
		vr_log(VR_LOG_WARNING, "hub", "a picture could not be kept: %s", error.what);
}

void vr_hub_api_body(struct vr_hub_api *api, const struct vr_hub_request *request, const char *body, size_t length,
                     struct vr_hub_reply *reply)
{
	assert(reply->status == 100 && reply->screen && length <= reply->body_max);
	if (strcmp(request->method, "POST") == 0)
		post_status(api, body, length, reply);
	else
		put_picture(api, body, length, reply);
}
