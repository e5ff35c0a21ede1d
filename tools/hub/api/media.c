// Pictures: for screens and staff out, from staff in.
#include "call.h"
#include "calls.h"
#include "etag.h"

#include "vantrum/image.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SIDE_MAX 3840 // pixels of a picture's longer side: the largest panel's

void vr_get_media(struct vr_call *call)
{
	struct vr_hub_reply *reply = call->reply;
	const char *sha256 = call->parameters[0];
	char etag[VR_HUB_ETAG];
	struct vr_error error;
	if (!vr_media_open(call->api->media, sha256, &reply->fd, &reply->size, &reply->type, &error)) {
		vr_call_problem(call, 404, error.what);
		return;
	}
	reply->cache = "private, max-age=31536000, immutable";
	snprintf(etag, sizeof etag, "\"%.64s\"", sha256);
	if (vr_call_not_modified(call, etag))
		return;
	reply->status = 200;
	reply->kind = VR_HUB_FILE;
}

// What staff upload is never served as it came: it is decoded and encoded anew, on the worker.
struct upload {
	struct vr_hub_job job;
	char *bytes;
	size_t length;
	struct vr_buffer picture;
	const char *type;
	int width, height;
	bool good;
	struct vr_error error;
	char clinic[VR_PARAMETER], who[VR_AUTH_NAME_MAX * 4 + 1];
};

static void encode_anew(struct vr_hub_job *base)
{
	struct upload *upload = (struct upload *)base;
	upload->good = vr_image_reencode(upload->bytes, upload->length, SIDE_MAX, &upload->picture, &upload->type,
	                                 &upload->width, &upload->height, &upload->error);
}

static void destroy_upload(struct vr_hub_job *base)
{
	struct upload *upload = (struct upload *)base;
	vr_buffer_release(&upload->picture);
	free(upload->bytes);
	free(upload);
}

static bool keep(struct vr_call *call, const struct upload *upload, char name[VR_MEDIA_NAME], struct vr_error *error)
{
	struct vr_store *store = call->api->store;
	const char *type;
	// The file first: a row without a file would be a promise that cannot be kept.
	if (!vr_media_keep(call->api->media, upload->picture.data, upload->picture.length, name, &type, error))
		return false;
	const struct vr_store_media media = {.sha256 = name,
	                                     .clinic = upload->clinic,
	                                     .type = type,
	                                     .bytes = (int64_t)upload->picture.length,
	                                     .created_at = call->now,
	                                     .created_by = upload->who};
	bool ok = vr_store_begin(store, error) && vr_store_media_put(store, &media, error) &&
	          vr_call_audit(call, upload->clinic, "media.create", name, "", error) && vr_call_commit(call, error);
	vr_store_abort(store);
	return ok;
}

static void finish_upload(struct vr_hub_api *api, struct vr_hub_job *base, const struct vr_hub_request *request,
                          struct vr_hub_reply *reply)
{
	struct upload *upload = (struct upload *)base;
	struct vr_call call = vr_call_resume(api, request, reply);
	char name[VR_MEDIA_NAME], href[VR_MEDIA_NAME + 16];
	struct vr_error error;
	call.caller.name = upload->who;
	if (!upload->good) {
		int status = upload->error.code == VR_LIMIT ? 413 : upload->error.code == VR_UNSUPPORTED ? 415 : 422;
		vr_call_problem(&call, status, upload->error.what);
	} else if (!keep(&call, upload, name, &error)) {
		vr_call_failed(&call, &error);
	} else {
		snprintf(href, sizeof href, "/v1/media/%s", name);
		vr_call_json(&call, 201,
		             json_pack("{s:s, s:s, s:s, s:i, s:i, s:I}", "sha256", name, "href", href, "type",
		                       upload->type, "width", upload->width, "height", upload->height, "bytes",
		                       (json_int_t)upload->picture.length));
		vr_reply_header(reply, "Location", href);
	}
	vr_call_release(&call);
}

void vr_post_media(struct vr_call *call)
{
	struct vr_clinic_cache *clinic;
	if (!vr_call_clinic(call, NULL, NULL, &clinic))
		return;
	struct upload *upload = vr_alloc(1, sizeof *upload);
	upload->job = (struct vr_hub_job){.run = encode_anew, .finish = finish_upload, .destroy = destroy_upload};
	upload->bytes = vr_alloc_large(call->length + 1, 1);
	vr_buffer_init(&upload->picture, VR_MEDIA_BYTES_MAX);
	if (!upload->bytes) {
		destroy_upload(&upload->job);
		vr_call_problem(call, 503, "The hub takes in too much at the moment.");
		return;
	}
	memcpy(upload->bytes, call->body, call->length);
	upload->length = call->length;
	snprintf(upload->clinic, sizeof upload->clinic, "%s", vr_clinic_facts(clinic)->id);
	snprintf(upload->who, sizeof upload->who, "%s", call->caller.name);
	vr_call_later(call, &upload->job);
}

// The last picture of a screen's glass. fresh: somebody looks, so that the screen is asked for new ones.
void vr_get_screen_picture(struct vr_call *call)
{
	struct vr_hub_screen *screen = vr_hub_screens_by_id(call->api->screens, call->parameters[0]);
	struct vr_hub_reply *reply = call->reply;
	char path[VR_PATH_MAX + 80], etag[VR_HUB_ETAG];
	struct stat status;
	if (!screen || !vr_call_may(call, screen->facts.clinic)) {
		vr_call_problem(call, 404, "There is no such screen.");
		return;
	}
	if (vr_call_query(call, "fresh")) {
		screen->watched = vr_mono_now();
		screen->report++;
		call->api->news = true;
	}
	vr_hub_screen_picture_path(call->api->screens, screen, path);
	reply->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (reply->fd < 0 || fstat(reply->fd, &status) < 0 || !S_ISREG(status.st_mode)) {
		vr_call_problem(call, 404, "This screen has sent no picture yet.");
		return;
	}
	reply->size = status.st_size;
	reply->type = "image/png";
	reply->cache = "private, no-cache";
	snprintf(etag, sizeof etag, "\"%llx-%llx\"", (unsigned long long)status.st_mtim.tv_sec,
	         (unsigned long long)status.st_mtim.tv_nsec);
	if (vr_call_not_modified(call, etag))
		return;
	reply->status = 200;
	reply->kind = VR_HUB_FILE;
}
