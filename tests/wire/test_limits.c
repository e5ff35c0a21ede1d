// What a document may cost: size, depth, numbers of things, memory a message.
#include "vantrum/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                                                           \
	"{\"format\": 1, \"sequence\": 1, \"languages\": [\"sv\", \"en\"], \"clinic\": {\"id\": \"c\", "               \
	"\"name\": {\"sv\": \"C\"}, \"time_zone\": \"Europe/Stockholm\"}"

static bool read_text(const struct vr_buffer *text, const struct vr_programme **out, struct vr_error *error)
{
	assert_false(text->full);
	return vr_wire_programme(vr_buffer_string(text), text->length, NULL, out, error);
}

static void add_repeated(struct vr_buffer *text, const char *piece, size_t count)
{
	for (size_t i = 0; i < count; i++)
		vr_buffer_text(text, piece);
}

// Reads HEAD, the member, and the end of the document.
static void expect_code(struct vr_buffer *text, enum vr_code code)
{
	const struct vr_programme *programme;
	struct vr_error error = {0};
	bool ok = read_text(text, &programme, &error);
	assert_int_equal(code, ok ? VR_OK : error.code);
	vr_programme_unref(programme);
	vr_buffer_clear(text);
}

static void test_depth(void **state)
{
	(void)state;
	struct vr_buffer text;
	vr_buffer_init(&text, 32 << 20);
	vr_buffer_text(&text, HEAD ", \"x\": ");
	add_repeated(&text, "[", 31);
	add_repeated(&text, "]", 31);
	vr_buffer_text(&text, "}");
	expect_code(&text, VR_OK);
	vr_buffer_text(&text, HEAD ", \"x\": ");
	add_repeated(&text, "[", 32);
	add_repeated(&text, "]", 32);
	vr_buffer_text(&text, "}");
	expect_code(&text, VR_LIMIT);
	add_repeated(&text, "[", 1000000);
	expect_code(&text, VR_LIMIT);
	vr_buffer_release(&text);
}

static void test_many_values(void **state)
{
	(void)state;
	struct vr_buffer text;
	vr_buffer_init(&text, 32 << 20);
	vr_buffer_text(&text, HEAD ", \"x\": [");
	add_repeated(&text, "[],", 300000);
	vr_buffer_text(&text, "0]}");
	expect_code(&text, VR_LIMIT);
	vr_buffer_text(&text, HEAD ", \"x\": [");
	add_repeated(&text, "1,", 1000001);
	vr_buffer_text(&text, "0]}");
	expect_code(&text, VR_LIMIT);
	vr_buffer_text(&text, HEAD ", \"x\": \"");
	add_repeated(&text, "[1,", 400000); // within a string they are but letters
	vr_buffer_text(&text, "\"}");
	expect_code(&text, VR_OK);
	vr_buffer_release(&text);
}

static void test_size(void **state)
{
	(void)state;
	struct vr_buffer text;
	vr_buffer_init(&text, 32 << 20);
	vr_buffer_text(&text, HEAD "}");
	add_repeated(&text, " ", VR_PROGRAMME_BYTES_MAX - text.length);
	expect_code(&text, VR_OK);
	vr_buffer_text(&text, HEAD "}");
	add_repeated(&text, " ", VR_PROGRAMME_BYTES_MAX + 1 - text.length);
	expect_code(&text, VR_LIMIT);
	vr_buffer_release(&text);
}

static void add_messages(struct vr_buffer *text, size_t count)
{
	vr_buffer_text(text, HEAD ", \"messages\": [");
	for (size_t i = 0; i < count; i++)
		vr_buffer_format(text,
		                 "%s{\"id\": \"m%zu\", \"kind\": \"news\", \"title\": {\"sv\": \"Rubrik %zu\", \"en\": "
		                 "\"Title %zu\"}, \"text\": {\"sv\": \"Text\", \"en\": \"Text\"}, \"hours\": "
		                 "[{\"from\": \"08:00\", \"until\": \"12:00\"}], \"source\": \"1177\"}",
		                 i > 0 ? "," : "", i, i, i);
	vr_buffer_text(text, "]}");
}

static void test_many_messages(void **state)
{
	(void)state;
	struct vr_buffer text;
	vr_buffer_init(&text, 32 << 20);
	add_messages(&text, VR_MESSAGES_MAX + 1);
	expect_code(&text, VR_LIMIT);
	add_messages(&text, VR_MESSAGES_MAX);
	const struct vr_programme *programme;
	struct vr_error error;
	assert_true(read_text(&text, &programme, &error));
	assert_int_equal(VR_MESSAGES_MAX, programme->message_count);
	assert_int_equal(0, programme->set_aside_count);
	// Their own text is under 100 bytes each.
	assert_true(programme->arena.used / VR_MESSAGES_MAX <= 2048);
	vr_programme_unref(programme);
	vr_buffer_release(&text);
}

static void test_many_waits(void **state)
{
	(void)state;
	struct vr_buffer text;
	vr_buffer_init(&text, 1 << 20);
	for (size_t count = VR_WAITS_MAX; count <= VR_WAITS_MAX + 1; count++) {
		vr_buffer_text(&text, HEAD ", \"waits\": [");
		for (size_t i = 0; i < count; i++)
			vr_buffer_format(&text,
			                 "%s{\"id\": \"w%zu\", \"name\": {\"sv\": \"K\"}, \"state\": \"closed\"}",
			                 i > 0 ? "," : "", i);
		vr_buffer_text(&text, "]}");
		expect_code(&text, count <= VR_WAITS_MAX ? VR_OK : VR_LIMIT);
	}
	vr_buffer_release(&text);
}

// Every message of the largest list is bad: the list of reasons is as long, and the memory still bounded.
static void test_all_bad(void **state)
{
	(void)state;
	struct vr_buffer text;
	vr_buffer_init(&text, 1 << 20);
	vr_buffer_text(&text, HEAD ", \"messages\": [0");
	add_repeated(&text, ",0", VR_MESSAGES_MAX - 1);
	vr_buffer_text(&text, "]}");
	const struct vr_programme *programme;
	struct vr_error error;
	assert_true(read_text(&text, &programme, &error));
	assert_int_equal(0, programme->message_count);
	assert_int_equal(VR_MESSAGES_MAX, programme->set_aside_count);
	assert_string_equal("/messages/9999", programme->set_aside[9999].pointer);
	vr_programme_unref(programme);
	vr_buffer_release(&text);
}

// A document cut anywhere is refused, never half taken; a byte order mark is no fault.
static void test_cut(void **state)
{
	(void)state;
	static const char whole[] = "\xef\xbb\xbf" HEAD "}";
	const struct vr_programme *programme;
	struct vr_error error;
	for (size_t length = 0; length < sizeof whole - 1; length++) {
		char *part = malloc(length + 1); // its own, so that a read past the end is seen
		memcpy(part, whole, length);
		assert_false(vr_wire_programme(part, length, NULL, &programme, &error));
		assert_null(programme);
		free(part);
	}
	assert_true(vr_wire_programme(whole, sizeof whole - 1, NULL, &programme, &error));
	vr_programme_unref(programme);
	static const char wrong[] = "{\"format\": 1, \"x\": \"\xff\"}", more[] = HEAD "}{}";
	assert_false(vr_wire_programme(wrong, sizeof wrong - 1, NULL, &programme, &error));
	assert_false(vr_wire_programme(more, sizeof more - 1, NULL, &programme, &error));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_depth),      cmocka_unit_test(test_many_values),
	        cmocka_unit_test(test_size),       cmocka_unit_test(test_many_messages),
	        cmocka_unit_test(test_many_waits), cmocka_unit_test(test_all_bad),
	        cmocka_unit_test(test_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
