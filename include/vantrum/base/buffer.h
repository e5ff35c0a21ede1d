// A growing string of bytes with a maximum from birth. data is NUL-terminated after the first append. Not thread-safe.
#ifndef VANTRUM_BASE_BUFFER_H
#define VANTRUM_BASE_BUFFER_H

#include "vantrum/base/error.h"

#include <stddef.h>

struct vr_buffer {
	char *data;    // owned; NULL while empty
	size_t length; // bytes without the NUL
	size_t room;   // bytes allocated
	size_t max;    // ceiling for length
	bool full;     // an append was refused; stays set until clear
};

void vr_buffer_init(struct vr_buffer *buffer, size_t max);
void vr_buffer_release(struct vr_buffer *buffer); // may be used again only after init
void vr_buffer_clear(struct vr_buffer *buffer);   // keeps the memory

// False when it would exceed max (nothing is appended, full is set). Checking full once at the end is enough.
bool vr_buffer_add(struct vr_buffer *buffer, const void *bytes, size_t length);
bool vr_buffer_text(struct vr_buffer *buffer, const char *text);
bool vr_buffer_format(struct vr_buffer *buffer, const char *format, ...) VR_PRINTF(2, 3);

// The text percent-encoded, but for what may stand in a query or a path's segment as it is (RFC 3986 §2.3).
void vr_buffer_percent(struct vr_buffer *buffer, const char *text);

// The text so far; "" while empty. Valid until the next call on the buffer.
const char *vr_buffer_string(const struct vr_buffer *buffer);

#endif
