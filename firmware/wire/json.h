// Bytes to a jansson tree, with a ceiling on what a hostile document may cost. Private to wire.
#ifndef VR_WIRE_JSON_H
#define VR_WIRE_JSON_H

#include "vantrum/base.h"

#include <jansson.h>

// A full programme (10 000 messages in five languages) has about 400 000 values in 100 000 containers, seven deep.
#define VR_JSON_VALUES_MAX 1000000u
#define VR_JSON_CONTAINERS_MAX 250000u
#define VR_JSON_DEPTH_MAX 32u

// An object or array read from UTF-8 text, with or without a byte order mark. Strings may hold NUL (compare lengths).
// A number beyond range arrives as -1, which no member of ours may be, and half a surrogate pair as U+FFFD: both are
// the fault of one message, and jansson alone would refuse the whole document for them.
// A member given twice counts with its last value, as in every common parser: hub, staff page and screen then agree,
// and a slip of a hand-written file does not freeze the screen.
bool vr_json_read(const char *text, size_t length, size_t max, json_t **out, struct vr_error *error) VR_MUST_USE;

// Releases the tree, and gives the memory of a large one back to the system: jansson's many small pieces
// otherwise stay with the process for ever.
void vr_json_drop(json_t *tree, size_t length);

// Appends the tree in the house's style: ": " and ", " between, members in the order they were set.
void vr_json_write(const json_t *tree, struct vr_buffer *out);

// A string value; broken UTF-8 becomes "?" a byte, NULL becomes null.
json_t *vr_json_text(const char *text);

// RFC 3339 in UTC; null for never and always.
json_t *vr_json_instant(struct vr_instant instant);

#endif
