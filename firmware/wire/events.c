// An event stream as it arrives, piece by piece (WHATWG HTML §9.2.6).
#include "vantrum/wire.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define VR_EVENT_BYTES_MAX 65536u
#define VR_EVENT_NAME_MAX 256u

struct vr_events {
	struct vr_buffer line; // the line so far, without its end
	struct vr_buffer data;
	struct vr_buffer type;
	struct vr_buffer id;       // last event id, of the events that were delivered
	struct vr_buffer new_id;   // of the event being read
	bool has_data, has_new_id; // an empty value is a value too
	bool too_long;             // the event being read, or its line, is dropped
	bool after_cr;             // a line feed now belongs to the line end before it
	uint8_t bom;               // bytes of the byte order mark seen; 3: no longer looked for
};

struct vr_events *vr_events_create(void)
{
	struct vr_events *events = vr_alloc(1, sizeof *events);
	vr_buffer_init(&events->line, VR_EVENT_BYTES_MAX);
	vr_buffer_init(&events->data, VR_EVENT_BYTES_MAX);
	vr_buffer_init(&events->type, VR_EVENT_NAME_MAX);
	vr_buffer_init(&events->id, VR_EVENT_NAME_MAX);
	vr_buffer_init(&events->new_id, VR_EVENT_NAME_MAX);
	return events;
}

void vr_events_destroy(struct vr_events *events)
{
	if (events == NULL)
		return;
	vr_buffer_release(&events->line);
	vr_buffer_release(&events->data);
	vr_buffer_release(&events->type);
	vr_buffer_release(&events->id);
	vr_buffer_release(&events->new_id);
	free(events);
}

// What one call of feed carries with it.
struct delivery {
	void (*on_event)(void *context, const struct vr_event *event);
	void *context;
	int64_t *retry_ms;
};

static void set(struct vr_buffer *buffer, const char *value, size_t length, bool *too_long)
{
	vr_buffer_clear(buffer);
	if (!vr_buffer_add(buffer, value, length))
		*too_long = true;
}

static void add_data(struct vr_events *events, const char *value, size_t length)
{
	bool fits = !events->has_data || vr_buffer_add(&events->data, "\n", 1);
	events->has_data = true;
	if (!fits || !vr_buffer_add(&events->data, value, length))
		events->too_long = true;
}

static void set_retry(int64_t *retry_ms, const char *value, size_t length)
{
	int64_t total = 0;
	for (size_t i = 0; i < length; i++) {
		if (!isdigit((unsigned char)value[i]))
			return;
		total = total * 10 + (value[i] - '0');
		total = total < VR_DAY ? total : VR_DAY; // a server may not send us away for ever
	}
	if (length > 0 && retry_ms != NULL)
		*retry_ms = total;
}

static bool is(const char *name, size_t length, const char *known)
{
	return strlen(known) == length && memcmp(name, known, length) == 0;
}

static void take_field(struct vr_events *events, const char *line, size_t length, const struct delivery *to)
{
	const char *colon = memchr(line, ':', length);
	size_t name = colon != NULL ? (size_t)(colon - line) : length;
	const char *value = colon != NULL ? colon + 1 : line + length;
	size_t size = length - (size_t)(value - line);
	if (size > 0 && *value == ' ') {
		value++;
		size--;
	}
	// The standard ignores an id with a NUL; the other fields could not hold one in a C string either.
	if (memchr(value, '\0', size) != NULL)
		return;
	if (is(line, name, "data"))
		add_data(events, value, size);
	else if (is(line, name, "event"))
		set(&events->type, value, size, &events->too_long);
	else if (is(line, name, "retry"))
		set_retry(to->retry_ms, value, size);
	else if (is(line, name, "id")) {
		set(&events->new_id, value, size, &events->too_long);
		events->has_new_id = true;
	}
}

// An empty line: the event is complete. One that was too long leaves the id as it was, so that a hub that resumes
// from it sends it again.
static void dispatch(struct vr_events *events, const struct delivery *to)
{
	bool ignored = false;
	if (!events->too_long && events->has_new_id)
		set(&events->id, vr_buffer_string(&events->new_id), events->new_id.length, &ignored);
	if (!events->too_long && events->has_data) {
		struct vr_event event = {
		        .type = events->type.length > 0 ? vr_buffer_string(&events->type) : "message",
		        .data = vr_buffer_string(&events->data),
		        .id = vr_buffer_string(&events->id),
		};
		to->on_event(to->context, &event);
	}
	vr_buffer_clear(&events->data);
	vr_buffer_clear(&events->type);
	vr_buffer_clear(&events->new_id);
	events->has_data = events->has_new_id = events->too_long = false;
}

static void end_line(struct vr_events *events, const struct delivery *to)
{
	const char *line = vr_buffer_string(&events->line);
	bool comment = line[0] == ':' && events->line.length > 0;
	if (events->line.full)
		events->too_long = events->too_long || !comment;
	else if (events->line.length == 0)
		dispatch(events, to);
	else if (!comment)
		take_field(events, line, events->line.length, to);
	vr_buffer_clear(&events->line);
}

// Skips a byte order mark at the very start; gives back what turned out to be no mark.
static bool skip_mark(struct vr_events *events, char byte)
{
	static const char mark[] = "\xef\xbb\xbf";
	if (events->bom >= 3)
		return false;
	if (byte == mark[events->bom]) {
		events->bom++;
		return true;
	}
	vr_buffer_add(&events->line, mark, events->bom);
	events->bom = 3;
	return false;
}

void vr_events_feed(struct vr_events *events, const char *bytes, size_t length,
                    void (*on_event)(void *context, const struct vr_event *event), void *context, int64_t *retry_ms)
{
	struct delivery to = {on_event, context, retry_ms};
	size_t at = 0;
	while (at < length) {
		if (skip_mark(events, bytes[at])) {
			at++;
			continue;
		}
		if (events->after_cr && bytes[at] == '\n')
			at++;
		events->after_cr = false;
		size_t run = at;
		while (run < length && bytes[run] != '\r' && bytes[run] != '\n')
			run++;
		if (!events->line.full)
			vr_buffer_add(&events->line, bytes + at, run - at);
		if (run < length) {
			events->after_cr = bytes[run] == '\r';
			end_line(events, &to);
		}
		at = run + 1;
	}
}
