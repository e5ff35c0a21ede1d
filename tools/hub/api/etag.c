#include "etag.h"

#include <stdio.h>
#include <string.h>

bool vr_etag_named(const char *header, const char *etag)
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

bool vr_call_not_modified(struct vr_call *call, const char *etag)
{
	snprintf(call->reply->etag, sizeof call->reply->etag, "%s", etag);
	if (!vr_etag_named(vr_call_header(call, "If-None-Match"), etag))
		return false;
	call->reply->status = 304;
	call->reply->kind = VR_HUB_TEXT;
	call->reply->type = NULL;
	return true;
}
