// Conditional requests (RFC 9110 §13). Private to hub/api.
#ifndef VANTRUM_HUB_API_ETAG_H
#define VANTRUM_HUB_API_ETAG_H

#include "call.h"

// Whether an If-None-Match or If-Match (a list, weak tags, or *; NULL: false) names this entity tag, by weak
// comparison.
bool vr_etag_named(const char *header, const char *etag) VR_MUST_USE;

// Sets the reply's ETag; when the client has it already, answers 304 and returns true.
bool vr_call_not_modified(struct vr_call *call, const char *etag) VR_MUST_USE;

#endif
