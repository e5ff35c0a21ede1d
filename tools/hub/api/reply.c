#include "call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REPLY_MAX (32u << 20)

void vr_hub_reply_init(struct vr_hub_reply *reply)
{
	*reply = (struct vr_hub_reply){.fd = -1};
	vr_buffer_init(&reply->text, REPLY_MAX);
}

void vr_hub_reply_release(struct vr_hub_reply *reply)
{
	vr_buffer_release(&reply->text);
	vr_hub_snapshot_unref(reply->snapshot);
	vr_hub_screen_unref(reply->screen);
	if (reply->fd >= 0)
		close(reply->fd);
	for (size_t i = 0; i < reply->header_count; i++)
		free(reply->headers[i].value);
	if (reply->job)
		reply->job->destroy(reply->job);
	if (reply->call) {
		vr_call_release(reply->call);
		free(reply->call);
	}
	*reply = (struct vr_hub_reply){.fd = -1};
}

void vr_reply_header(struct vr_hub_reply *reply, const char *name, const char *value)
{
	if (reply->header_count == VR_HUB_HEADERS)
		return;
	reply->headers[reply->header_count].name = name;
	reply->headers[reply->header_count++].value = vr_strdup(value);
}

// RFC 9110 §15.
static const char *title_of(int status)
{
	static const struct {
		int status;
		const char *title;
	} titles[] = {
	        {400, "Bad Request"},
	        {401, "Unauthorized"},
	        {403, "Forbidden"},
	        {404, "Not Found"},
	        {405, "Method Not Allowed"},
	        {409, "Conflict"},
	        {412, "Precondition Failed"},
	        {413, "Content Too Large"},
	        {415, "Unsupported Media Type"},
	        {422, "Unprocessable Content"},
	        {429, "Too Many Requests"},
	        {503, "Service Unavailable"},
	};
	for (size_t i = 0; i < VR_COUNT(titles); i++)
		if (titles[i].status == status)
			return titles[i].title;
	return "Internal Server Error";
}

static int append(const char *text, size_t length, void *buffer)
{
	return vr_buffer_add(buffer, text, length) ? 0 : -1;
}

static void set_json(struct vr_hub_reply *reply, int status, const char *type, json_t *json)
{
	reply->status = status;
	reply->kind = VR_HUB_TEXT;
	reply->type = type;
	reply->cache = "no-store";
	vr_buffer_clear(&reply->text);
	json_dump_callback(json, append, &reply->text, JSON_ENCODE_ANY);
	vr_buffer_text(&reply->text, "\n");
	json_decref(json);
}

static void set_problem(struct vr_hub_reply *reply, int status, const char *name, const char *detail, const char *key,
                        json_t *list)
{
	char type[80];
	snprintf(type, sizeof type, "%s%s", name ? "/problems/" : "about:blank", name ? name : "");
	json_t *json = json_pack("{s:s, s:s, s:i, s:s}", "type", type, "title", title_of(status), "status", status,
	                         "detail", detail);
	// A detail that repeats what came in may be cut within a letter.
	if (!json)
		json = json_pack("{s:s, s:s, s:i, s:s}", "type", type, "title", title_of(status), "status", status,
		                 "detail", "The request cannot be answered.");
	if (list)
		json_object_set_new(json, key, list);
	reply->etag[0] = '\0';
	set_json(reply, status, "application/problem+json", json);
	if (status == 401)
		vr_reply_header(reply, "WWW-Authenticate", "Bearer realm=\"vantrum\"");
	if (status == 503)
		vr_reply_header(reply, "Retry-After", "5");
}

void vr_hub_reply_problem(struct vr_hub_reply *reply, int status, const char *detail)
{
	set_problem(reply, status, NULL, detail, NULL, NULL);
}

void vr_call_json(struct vr_call *call, int status, json_t *json)
{
	set_json(call->reply, status, "application/json", json);
}

void vr_call_nothing(struct vr_call *call)
{
	call->reply->status = 204;
	call->reply->kind = VR_HUB_TEXT;
	call->reply->cache = "no-store";
}

void vr_call_problem(struct vr_call *call, int status, const char *detail)
{
	set_problem(call->reply, status, NULL, detail, NULL, NULL);
}

void vr_call_problem_of(struct vr_call *call, int status, const char *name, const char *detail, const char *key,
                        json_t *list)
{
	set_problem(call->reply, status, name, detail, key, list);
}

void vr_call_invalid(struct vr_call *call, const char *pointer, const char *detail)
{
	json_t *errors = json_pack("[{s:s, s:s}]", "pointer", pointer, "detail", detail);
	vr_call_problem_of(call, 422, "invalid", "The body has a member that is not as it must be.", "errors", errors);
}

void vr_call_failed(struct vr_call *call, const struct vr_error *error)
{
	vr_log(VR_LOG_ERROR, "hub", "%s %s: %s", call->request->method, call->route ? call->route->path : "",
	       error->what);
	// A full disk or a busy database may be well again soon; what it said is for the hub's log.
	bool soon = error->code == VR_IO || error->code == VR_MEMORY || error->code == VR_TIMEOUT;
	vr_call_problem(call, soon ? 503 : 500, "The hub could not do this; its log says why. Nothing was changed.");
}

void vr_call_later(struct vr_call *call, struct vr_hub_job *job)
{
	call->reply->kind = VR_HUB_JOB;
	call->reply->job = job;
}
