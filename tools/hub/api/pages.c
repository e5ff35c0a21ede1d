// The staff page's files, the looks of the page for anybody and the description of the API, as they stand among the
// assets.
#include "call.h"
#include "calls.h"
#include "etag.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

// Nothing but what this hub serves may run or load; nobody may frame it (CSP level 3).
#define POLICY                                                                                                         \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "          \
	"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

static const char *type_of(const char *name)
{
	static const char *const types[][2] = {{".html", "text/html; charset=utf-8"},
	                                       {".css", "text/css; charset=utf-8"},
	                                       {".js", "text/javascript; charset=utf-8"},
	                                       {".svg", "image/svg+xml"},
	                                       {".json", "application/json"},
	                                       {".webmanifest", "application/manifest+json"}};
	const char *ending = strrchr(name, '.');
	for (size_t i = 0; ending && i < VR_COUNT(types); i++)
		if (strcmp(ending, types[i][0]) == 0)
			return types[i][1];
	return NULL;
}

// A file of the assets. Its time and size are its ETag: files change with an update only.
static void send_asset(struct vr_call *call, const char *asset, const char *type)
{
	struct vr_hub_reply *reply = call->reply;
	char path[VR_PATH_MAX], etag[VR_HUB_ETAG];
	struct stat status;
	struct vr_error error;
	if (type && vr_asset_path(asset, path, &error))
		reply->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (reply->fd < 0 || fstat(reply->fd, &status) < 0 || !S_ISREG(status.st_mode)) {
		vr_call_problem(call, 404, "There is nothing at this address.");
		return;
	}
	reply->size = status.st_size;
	reply->type = type;
	reply->cache = "no-cache";
	snprintf(etag, sizeof etag, "\"%llx-%llx-%llx\"", (unsigned long long)status.st_mtim.tv_sec,
	         (unsigned long long)status.st_mtim.tv_nsec, (unsigned long long)status.st_size);
	if (vr_call_not_modified(call, etag))
		return;
	reply->status = 200;
	reply->kind = VR_HUB_FILE;
}

void vr_get_page(struct vr_call *call)
{
	char asset[VR_PARAMETER + 16];
	const char *name = call->parameters[0][0] ? call->parameters[0] : "index.html";
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	bool plain = name[strspn(name, letters)] == '\0' && name[0] != '.';
	snprintf(asset, sizeof asset, "staff/%s", name);
	send_asset(call, asset, plain ? type_of(name) : NULL);
	vr_reply_header(call->reply, "Content-Security-Policy", POLICY);
	vr_reply_header(call->reply, "Referrer-Policy", "no-referrer");
}

void vr_get_public_style(struct vr_call *call)
{
	send_asset(call, "public/page.css", "text/css; charset=utf-8");
}

void vr_get_root(struct vr_call *call)
{
	call->reply->status = 303;
	call->reply->kind = VR_HUB_TEXT;
	call->reply->cache = "no-store";
	vr_reply_header(call->reply, "Location", "/staff/");
}

void vr_get_openapi(struct vr_call *call)
{
	send_asset(call, "hub/openapi.json", "application/json");
}
