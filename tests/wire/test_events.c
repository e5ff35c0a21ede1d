// Event streams: each table row is fed whole, byte by byte and in every cut in two, with the same outcome.
#include "vantrum/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// What came out, as "type|data|id;" an event.
struct heard {
	struct vr_buffer text;
	int64_t retry_ms;
};

static void hear(void *context, const struct vr_event *event)
{
	struct heard *heard = context;
	vr_buffer_format(&heard->text, "%s|%s|%s;", event->type, event->data, event->id);
}

#define BYTES(text) text, sizeof(text) - 1

static const struct {
	const char *stream;
	size_t length;
	const char *heard;
	int64_t retry_ms;
} rows[] = {
        {BYTES("data: a\n\n"), "message|a|;", -1},
        {BYTES("event: programme\nid: 412\ndata: {\"sequence\": 412}\n\n"), "programme|{\"sequence\": 412}|412;", -1},
        {BYTES("\xef\xbb\xbf"
               "data: a\n\n"),
         "message|a|;", -1},
        {BYTES("\xef\xbb"
               "data: a\n\ndata: b\n\n"),
         "message|b|;", -1},
        {BYTES("data: a\r\rdata: b\r\n\r\ndata: c\n\r"), "message|a|;message|b|;message|c|;", -1},
        {BYTES("data: a\r\ndata: b\r\n\r\n"), "message|a\nb|;", -1},
        {BYTES(":keep-alive\n\n: and on\n\n"), "", -1},
        {BYTES("data\n\n"), "message||;", -1},
        {BYTES("data:\ndata:  b\ndata:c\n\n"), "message|\n b\nc|;", -1},
        {BYTES("event: x\n\ndata: a\n\n"), "message|a|;", -1},
        {BYTES("id: 1\n\ndata: a\n\nid\ndata: b\n\n"), "message|a|1;message|b|;", -1},
        {BYTES("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n"), "message|a|1;message|b|1;", -1},
        {BYTES("retry: 3000\n\nretry: 1x\n\nretry:\n\nretry: -1\n\n"), "", 3000},
        {BYTES("retry: 99999999999999999999999999\n"), "", 86400000},
        {BYTES("Data: a\ndatas: b\nmore\n\n"), "", -1},
        {BYTES("data: never ended"), "", -1},
        {BYTES("data: never ended\n"), "", -1},
        {BYTES("\n\n\n\r\n\r"), "", -1},
        {BYTES("data: å: b\n\n"), "message|å: b|;", -1},
};

static void expect_heard(size_t row, size_t first, size_t step)
{
	struct heard heard = {.retry_ms = -1};
	vr_buffer_init(&heard.text, 65536);
	struct vr_events *events = vr_events_create();
	for (size_t at = 0; at < rows[row].length;) {
		size_t want = at == 0 ? first : step, left = rows[row].length - at;
		size_t size = want < left ? want : left;
		char *piece = malloc(size); // its own, so that a read past the end is seen
		memcpy(piece, rows[row].stream + at, size);
		vr_events_feed(events, piece, size, hear, &heard, &heard.retry_ms);
		free(piece);
		at += size;
	}
	assert_string_equal(rows[row].heard, vr_buffer_string(&heard.text));
	assert_int_equal(rows[row].retry_ms, heard.retry_ms);
	vr_events_destroy(events);
	vr_buffer_release(&heard.text);
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t row = 0; row < VR_COUNT(rows); row++) {
		expect_heard(row, 1, 1);
		for (size_t first = 1; first <= rows[row].length; first++)
			expect_heard(row, first, rows[row].length);
	}
}

static void feed_many(struct vr_events *events, const char *piece, size_t count, struct heard *heard)
{
	for (size_t i = 0; i < count; i++)
		vr_events_feed(events, piece, strlen(piece), hear, heard, NULL);
}

// A line or an event beyond the limit is dropped with its id; what comes after is heard.
static void test_bounds(void **state)
{
	(void)state;
	struct heard heard = {0};
	vr_buffer_init(&heard.text, 65536);
	struct vr_events *events = vr_events_create();
	feed_many(events, "id: 1\ndata: a\n\nid: 2\ndata: ", 1, &heard);
	feed_many(events, "0123456789", 10000, &heard);
	feed_many(events, "\n\n", 1, &heard);
	assert_string_equal("message|a|1;", vr_buffer_string(&heard.text));
	feed_many(events, "data: 0123456789\n", 10000, &heard);
	feed_many(events, "\ndata: b\n\n", 1, &heard);
	assert_string_equal("message|a|1;message|b|1;", vr_buffer_string(&heard.text));
	feed_many(events, "event: ", 1, &heard);
	feed_many(events, "0123456789", 100, &heard);
	feed_many(events, "\ndata: c\n\n", 1, &heard);
	feed_many(events, ":", 100000, &heard);
	feed_many(events, "\ndata: d\n\n", 1, &heard);
	assert_string_equal("message|a|1;message|b|1;message|d|1;", vr_buffer_string(&heard.text));
	vr_events_destroy(events);
	vr_events_destroy(NULL);
	vr_buffer_release(&heard.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_bounds)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
