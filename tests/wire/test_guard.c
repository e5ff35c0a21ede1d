// What the guard blocks never reaches the wall, and its reason never says it; the rest of the programme is shown.
#include "vantrum/guard.h"
#include "vantrum/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// A number that fits, with the day of a coordination number, made here.
static const char *number(void)
{
	static char text[] = "190471-023x";
	if (text[10] == 'x') {
		unsigned sum = 0;
		for (unsigned i = 0, place = 0; i < 10; i++) {
			if (text[i] == '-')
				continue;
			unsigned value = (unsigned)(text[i] - '0') * (place++ % 2 == 0 ? 2 : 1);
			sum += value / 10 + value % 10;
		}
		text[10] = (char)('0' + (10 - sum % 10) % 10);
	}
	return text;
}

// Replaces each "$" by the text.
static void put(const char *pattern, const char *text, struct vr_buffer *out)
{
	vr_buffer_clear(out);
	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '$')
			vr_buffer_text(out, text);
		else
			vr_buffer_add(out, pattern, 1);
	}
}

// The document with one member for the screen, one for the clinic, one for its first wait, one for its first message.
struct where {
	const char *screen, *clinic, *wait, *message;
};

static const struct vr_programme *read_with(struct where where, const char *text)
{
	struct vr_buffer pattern, json;
	const struct vr_programme *programme;
	struct vr_error error = {0};
	vr_buffer_init(&pattern, 1 << 16);
	vr_buffer_init(&json, 1 << 16);
	vr_buffer_format(&pattern,
	                 "{\"format\": 1, \"sequence\": 1, \"series\": \"$\", \"languages\": [\"sv\", \"en\"], "
	                 "\"screen\": {%s}, "
	                 "\"clinic\": {\"id\": \"c\", \"time_zone\": \"Europe/Stockholm\"%s}, "
	                 "\"waits\": [{\"name\": {\"sv\": \"K\"}, \"state\": \"closed\"%s}, "
	                 "{\"id\": \"w2\", \"name\": {\"sv\": \"K\"}, \"state\": \"closed\"}], "
	                 "\"messages\": [{\"kind\": \"notice\"%s}, "
	                 "{\"id\": \"m2\", \"kind\": \"notice\", \"title\": {\"sv\": \"T\"}}]}",
	                 where.screen ? where.screen : "", where.clinic ? where.clinic : ", \"name\": {\"sv\": \"C\"}",
	                 where.wait ? where.wait : ", \"id\": \"w\"",
	                 where.message ? where.message : ", \"id\": \"m\", \"title\": {\"sv\": \"T\"}");
	put(vr_buffer_string(&pattern), text, &json);
	if (!vr_wire_programme(json.data, json.length, NULL, &programme, &error))
		fail_msg("refused: %s", error.what);
	vr_buffer_release(&pattern);
	vr_buffer_release(&json);
	assert_null(strstr(error.what, text));
	return programme;
}

// Exactly one thing was set aside, and neither its place nor its reason repeats the number or a part of it.
static void expect_aside(const struct vr_programme *programme, const char *pointer)
{
	assert_int_equal(1, programme->set_aside_count);
	assert_string_equal(pointer, programme->set_aside[0].pointer);
	assert_string_equal("holds a personal identity number", programme->set_aside[0].reason);
}

#define TITLE ", \"title\": {\"sv\": \"T\"}"
#define PICTURE(members)                                                                                               \
	"\"picture\": {\"sha256\": \"00000000000000000000000000000000000000000000000000000000000000aa\"" members "}"

static void test_messages(void **state)
{
	(void)state;
	static const struct {
		const char *members, *pointer;
	} cases[] = {
	        {", \"id\": \"m-$\"" TITLE, "/messages/0/id"},
	        {", \"id\": \"m\", \"title\": {\"sv\": \"Kund $\"}", "/messages/0/title/sv"},
	        {", \"id\": \"m\", \"title\": {\"sv\": \"T\", \"en\": \"$ come in\"}", "/messages/0/title/en"},
	        {", \"id\": \"m\", \"text\": {\"sv\": \"V\u00e4lkommen\\n$\"}" TITLE, "/messages/0/text/sv"},
	        {", \"id\": \"m\", \"source\": \"$\"" TITLE, "/messages/0/source"},
	        {", \"id\": \"m\", " PICTURE(", \"href\": \"a.png\", \"alt\": {\"sv\": \"$\"}") TITLE,
	         "/messages/0/picture/alt/sv"},
	        {", \"id\": \"m\", \"link\": {\"href\": \"https://a.example/?p=$\"}" TITLE, "/messages/0/link/href"},
	        {", \"id\": \"m\", \"link\": {\"href\": \"https://a.example/\", \"label\": {\"sv\": \"$\"}}" TITLE,
	         "/messages/0/link/label/sv"},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct where where = {.message = cases[i].members};
		const struct vr_programme *programme = read_with(where, number());
		expect_aside(programme, cases[i].pointer);
		assert_int_equal(1, programme->message_count);
		assert_string_equal("m2", programme->messages[0].id);
		assert_int_equal(2, programme->wait_count);
		vr_programme_unref(programme);
		programme = read_with(where, "850709");
		assert_int_equal(0, programme->set_aside_count);
		assert_int_equal(2, programme->message_count);
		vr_programme_unref(programme);
	}
}

// Encoded, hidden between bytes that the wall leaves out, in a tel: address.
static void test_hidden(void **state)
{
	(void)state;
	char text[64];
	static const char *const formats[] = {"%.6s%%2D%s", "%.6s%%252d%s", "%.6s%%E2%%80%%93%s"};
	struct where link = {.message = ", \"id\": \"m\", \"link\": {\"href\": \"https://a.example/$\"}" TITLE},
	             title = {.message = ", \"id\": \"m\", \"title\": {\"sv\": \"$\"}"},
	             tel = {.message = ", \"id\": \"m\", \"link\": {\"href\": \"tel:$\"}" TITLE};
	const struct vr_programme *programme;
	for (size_t i = 0; i < VR_COUNT(formats); i++) {
		(void)snprintf(text, sizeof text, formats[i], number(), number() + 7);
		programme = read_with(link, text);
		expect_aside(programme, "/messages/0/link/href");
		vr_programme_unref(programme);
	}
	(void)snprintf(text, sizeof text, "%.3s\ufffd%.3s\ufeff\u2009%s", number(), number() + 3, number() + 6);
	programme = read_with(title, text);
	expect_aside(programme, "/messages/0/title/sv");
	vr_programme_unref(programme);
	programme = read_with(tel, number());
	expect_aside(programme, "/messages/0/link/href");
	vr_programme_unref(programme);
}

static void test_waits(void **state)
{
	(void)state;
	static const struct {
		const char *members, *pointer;
	} cases[] = {
	        {", \"id\": \"w-$\"", "/waits/0/id"},
	        {", \"id\": \"w\", \"name\": {\"sv\": \"$\"}", "/waits/0/name/sv"},
	        {", \"id\": \"w\", \"place\": {\"en\": \"$\"}", "/waits/0/place/en"},
	        {", \"id\": \"w\", \"note\": {\"sv\": \"$\"}", "/waits/0/note/sv"},
	        {", \"id\": \"w\", \"reason\": {\"sv\": \"$\"}", "/waits/0/reason/sv"},
	        {", \"id\": \"w\", \"source\": \"$\"", "/waits/0/source"},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct where where = {.wait = cases[i].members};
		const struct vr_programme *programme = read_with(where, number());
		expect_aside(programme, cases[i].pointer);
		assert_int_equal(1, programme->wait_count);
		assert_string_equal("w2", programme->waits[0].id);
		assert_int_equal(2, programme->message_count);
		vr_programme_unref(programme);
	}
}

// The programme stays; the text goes, a dash standing for a name that must be there.
static void test_clinic(void **state)
{
	(void)state;
	static const struct {
		struct where where;
		const char *pointer;
	} cases[] = {
	        {{.screen = "\"area\": {\"sv\": \"$\"}"}, "/screen/area/sv"},
	        {{.clinic = ", \"name\": {\"sv\": \"$\"}"}, "/clinic/name/sv"},
	        {{.clinic = ", \"name\": {\"sv\": \"C\"}, \"phone\": \"$\""}, "/clinic/phone"},
	        {{.clinic = ", \"name\": {\"sv\": \"C\"}, \"address\": \"$\""}, "/clinic/address"},
	        {{.clinic = ", \"name\": {\"sv\": \"C\"}, \"calling\": {\"en\": \"$\"}"}, "/clinic/calling/en"},
	        {{.clinic = ", \"name\": {\"sv\": \"C\"}, \"exceptions\": [{\"date\": \"2027-01-05\", \"hours\": [], "
	                    "\"reason\": {\"sv\": \"$\"}}]"},
	         "/clinic/exceptions/0/reason/sv"},
	        {{.clinic = ", \"name\": {\"sv\": \"C\"}, \"elsewhere\": [{\"name\": {\"sv\": \"E\"}, \"phone\": "
	                    "\"$\"}]"},
	         "/clinic/elsewhere/0/phone"},
	        {{.clinic = ", \"name\": {\"sv\": \"C\"}, \"elsewhere\": [{\"name\": {\"sv\": \"$\"}}]"},
	         "/clinic/elsewhere/0/name/sv"},
	        {{.clinic = ", \"name\": {\"sv\": \"C\"}, \"page\": \"https://hub.example/c/$\""}, "/clinic/page"},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		const struct vr_programme *programme = read_with(cases[i].where, number());
		const struct vr_clinic *clinic = &programme->clinic;
		expect_aside(programme, cases[i].pointer);
		assert_int_equal(2, programme->message_count);
		assert_string_equal(i == 1 ? "\u2013" : "C", vr_localized_get(&clinic->name, 0));
		assert_int_equal(0, programme->area.count + clinic->calling.count);
		assert_null(clinic->phone);
		assert_null(clinic->address);
		assert_int_equal(i == 6 || i == 7, clinic->elsewhere_count);
		assert_null(clinic->page);
		assert_true(clinic->elsewhere_count == 0 || clinic->elsewhere[0].phone == NULL);
		vr_programme_unref(programme);
	}
}

// What is never shown is no reason to lose a message; a picture goes alone, for its file may be named by its time.
static void test_not_shown(void **state)
{
	(void)state;
	struct where unknown = {.message =
	                                ", \"id\": \"m\", \"note\": \"$\", \"title\": {\"sv\": \"T\", \"de\": \"$\"}"},
	             picture = {.message = ", \"id\": \"m\", " PICTURE(", \"href\": \"/$.png\"") TITLE};
	const struct vr_programme *programme = read_with(unknown, number());
	assert_int_equal(0, programme->set_aside_count);
	assert_int_equal(2, programme->message_count);
	assert_string_equal(number(), programme->series);
	vr_programme_unref(programme);
	programme = read_with(picture, number());
	expect_aside(programme, "/messages/0/picture/href");
	assert_int_equal(2, programme->message_count);
	assert_null(programme->messages[0].picture.href);
	vr_programme_unref(programme);
}

// The hub has asked about these; the screen shows them.
static void test_doubtful(void **state)
{
	(void)state;
	static const char *const texts[] = {"1904710230", "190471-0230", "Maja Lindqvist rum 4", "f\u00f6dd 1985-07-09",
	                                    "ABC 123"};
	struct where where = {.message = ", \"id\": \"m\", \"title\": {\"sv\": \"$\"}"};
	assert_string_not_equal("190471-0230", number());
	for (size_t i = 0; i < VR_COUNT(texts); i++) {
		struct vr_guard_finding finding;
		assert_int_equal(1, vr_guard_scan(texts[i], strlen(texts[i]), &finding, 1));
		const struct vr_programme *programme = read_with(where, texts[i]);
		assert_int_equal(0, programme->set_aside_count);
		assert_string_equal(texts[i], vr_localized_get(&programme->messages[0].title, 0));
		vr_programme_unref(programme);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_messages), cmocka_unit_test(test_hidden),    cmocka_unit_test(test_waits),
	        cmocka_unit_test(test_clinic),   cmocka_unit_test(test_not_shown), cmocka_unit_test(test_doubtful),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
