// Event streams and HTTP dates. The same bytes in one piece and in small ones must say the same. The first byte
// chooses the size of the pieces.
#include "vantrum/wire.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Everything that was heard, as one long text.
struct heard {
	struct vr_buffer text;
	int64_t retry_ms;
};

static void hear(void *context, const struct vr_event *event)
{
	struct heard *heard = context;
	if (event->type[0] == '\0')
		abort();
	vr_buffer_format(&heard->text, "%s|%s|%s;", event->type, event->data, event->id);
}

static void listen_to(const char *bytes, size_t size, size_t piece, struct heard *heard)
{
	struct vr_events *events = vr_events_create();
	vr_buffer_init(&heard->text, 16 << 20);
	heard->retry_ms = -1;
	for (size_t at = 0; at < size; at += piece)
		vr_events_feed(events, bytes + at, piece < size - at ? piece : size - at, hear, heard,
		               &heard->retry_ms);
	vr_events_destroy(events);
}

static void try_date(const char *bytes, size_t size)
{
	char text[64], again[32];
	struct vr_instant instant, back;
	if (size >= sizeof text)
		return;
	memcpy(text, bytes, size);
	text[size] = '\0';
	if (!vr_wire_http_date(text, &instant))
		return;
	vr_wire_http_date_format(instant, again);
	if (instant.ms >= 0 && (!vr_wire_http_date(again, &back) || back.ms != instant.ms))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size == 0)
		return 0;
	struct heard whole, pieces;
	const char *stream = (const char *)bytes + 1;
	listen_to(stream, size - 1, size, &whole);
	listen_to(stream, size - 1, 1 + bytes[0] % 16, &pieces);
	if (whole.retry_ms != pieces.retry_ms ||
	    strcmp(vr_buffer_string(&whole.text), vr_buffer_string(&pieces.text)) != 0)
		abort();
	vr_buffer_release(&whole.text);
	vr_buffer_release(&pieces.text);
	try_date(stream, size - 1);
	return 0;
}
