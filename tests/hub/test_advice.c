// Advice on messages: what is long, what is missing.
#include "hub/templates/advice.h"
#include "vantrum/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TEN "ett två tre fyra fem sex sju åtta nio tio "
#define ENDS ", \"valid_until\": \"2026-11-25T12:00:00Z\""
#define SHA "1111111111111111111111111111111111111111111111111111111111111111"
#define PICTURE ", \"picture\": {\"href\": \"/v1/media/" SHA "\", \"sha256\": \"" SHA "\", \"type\": \"image/png\""

// Advice on a message with these members (JSON), one "pointer code value/advised; " after the other.
static void expect(const char *languages, const char *members, const char *expected)
{
	struct vr_buffer json, told;
	const struct vr_programme *programme;
	struct vr_error error;
	struct vr_advice advice[16];
	vr_buffer_init(&json, 65536);
	vr_buffer_init(&told, 4096);
	vr_buffer_format(&json,
	                 "{\"format\": 1, \"sequence\": 1, \"languages\": %s, \"clinic\": {\"id\": \"a\", \"name\": "
	                 "{\"sv\": \"A\", \"ar\": \"A\", \"th\": \"A\"}, \"time_zone\": \"Europe/Stockholm\"}, "
	                 "\"messages\": [{\"id\": \"a\", "
	                 "\"kind\": \"notice\", \"issued_at\": \"2026-11-25T08:00:00Z\", %s}]}",
	                 languages, members);
	assert_true(vr_wire_programme(vr_buffer_string(&json), json.length, NULL, &programme, &error));
	assert_int_equal(programme->message_count, 1);
	size_t count = vr_advice(programme, &programme->messages[0], advice, VR_COUNT(advice));
	for (size_t i = 0; i < count; i++) {
		vr_buffer_format(&told, "%s %s", advice[i].pointer, advice[i].code);
		if (advice[i].advised > 0)
			vr_buffer_format(&told, " %d/%d", advice[i].value, advice[i].advised);
		vr_buffer_text(&told, "; ");
		assert_true(strlen(advice[i].detail) > 20);
		assert_int_equal(advice[i].detail[strlen(advice[i].detail) - 1], '.');
	}
	assert_string_equal(vr_buffer_string(&told), expected);
	vr_programme_unref(programme);
	vr_buffer_release(&told);
	vr_buffer_release(&json);
}

static char *repeat(char *out, const char *text, int times)
{
	out[0] = '\0';
	while (times-- > 0)
		strcat(out, text);
	return out;
}

static void test_nothing_to_advise(void **state)
{
	(void)state;
	expect("[\"sv\"]", "\"title\": {\"sv\": \"Hej\"}" ENDS, "");
	expect("[\"sv\", \"ar\"]",
	       "\"title\": {\"sv\": \"Hej\", \"ar\": \"مرحبا\"}, \"text\": {\"sv\": \"Kom in.\", \"ar\": "
	       "\"تفضل.\"}, \"review_by\": \"2027-01-01\"",
	       "");
}

// Characters are code points, not bytes.
static void test_length_of_titles_and_texts(void **state)
{
	(void)state;
	char a[2048], b[2048], members[8192];
	static const struct {
		const char *priority;
		int title, text;
		const char *expected;
	} cases[] = {
	        {"normal", 60, 240, ""},
	        {"urgent", 61, 241, "/title/sv long-title 61/60; /text/sv long-text 241/240; "},
	        {"emergency", 32, 90, ""},
	        {"emergency", 33, 91, "/title/sv long-title 33/32; /text/sv long-text 91/90; "},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		snprintf(members, sizeof(members),
		         "\"priority\": \"%s\", \"title\": {\"sv\": \"%s\"}, \"text\": {\"sv\": \"%s\"}" ENDS,
		         cases[i].priority, repeat(a, "å", cases[i].title), repeat(b, "ö", cases[i].text));
		expect("[\"sv\"]", members, cases[i].expected);
	}
}

static void test_long_sentences(void **state)
{
	(void)state;
	expect("[\"sv\"]", "\"title\": {\"sv\": \"A\"}, \"text\": {\"sv\": \"" TEN TEN "\"}" ENDS, "");
	expect("[\"sv\"]", "\"title\": {\"sv\": \"A\"}, \"text\": {\"sv\": \"" TEN TEN "elva.\"}" ENDS,
	       "/text/sv long-sentence 21/20; ");
	// The longest counts, wherever it stands; a question and a new line end one too, signs are no words.
	expect("[\"sv\"]", "\"title\": {\"sv\": \"A\"}, \"text\": {\"sv\": \"Ja? " TEN TEN "a b. Nej, " TEN "\"}" ENDS,
	       "/text/sv long-sentence 22/20; ");
	expect("[\"sv\"]",
	       "\"title\": {\"sv\": \"A\"}, \"text\": {\"sv\": \"" TEN "elva? Tolv " TEN "– ! \\n " TEN "\"}" ENDS, "");
	expect("[\"ar\"]",
	       "\"title\": {\"ar\": \"م\"}, \"text\": {\"ar\": \"من من من من من من من من من من من؟ من من من من من من "
	       "من "
	       "من من من من من\"}" ENDS,
	       "");
	// Thai writes no spaces: ICU's dictionary tells the words.
	char text[2048], members[4096];
	snprintf(members, sizeof(members), "\"title\": {\"th\": \"A\"}, \"text\": {\"th\": \"%s\"}" ENDS,
	         repeat(text, "สวัสดีครับ", 12));
	expect("[\"th\"]", members, "/text/th long-sentence 24/20; ");
}

static void test_languages_and_texts_that_are_missing(void **state)
{
	(void)state;
	expect("[\"sv\", \"fi\", \"en\"]",
	       "\"title\": {\"sv\": \"A\", \"fi\": \"B\"}, \"text\": {\"sv\": \"C\", \"en\": \"D\"}" ENDS,
	       "/text/fi missing-text; /title/en missing-language; ");
}

static void test_an_end_and_a_description(void **state)
{
	(void)state;
	expect("[\"sv\"]", "\"title\": {\"sv\": \"A\"}", "/valid_until no-end; ");
	expect("[\"sv\", \"fi\"]", "\"title\": {\"sv\": \"A\", \"fi\": \"B\"}" PICTURE "}" ENDS,
	       "/picture/alt no-alt; ");
	expect("[\"sv\", \"fi\"]",
	       "\"title\": {\"sv\": \"A\", \"fi\": \"B\"}" PICTURE ", \"alt\": {\"sv\": \"En tvål\"}}" ENDS,
	       "/picture/alt/fi no-alt; ");
}

static void test_no_more_than_there_is_room_for(void **state)
{
	(void)state;
	static const struct vr_localized none;
	struct vr_message message = {.title = none, .valid_until = VR_INSTANT_NEVER};
	static const char tags[3][VR_LANGUAGE_TAG] = {"sv", "fi", "en"};
	const struct vr_programme programme = {.languages = tags, .language_count = 3};
	struct vr_advice advice[4];
	assert_int_equal(vr_advice(&programme, &message, advice, 4), 4);
	assert_int_equal(vr_advice(&programme, &message, advice, 2), 2);
	assert_string_equal(advice[1].pointer, "/title/fi");
	assert_int_equal(vr_advice(&programme, &message, NULL, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_nothing_to_advise),
	        cmocka_unit_test(test_length_of_titles_and_texts),
	        cmocka_unit_test(test_long_sentences),
	        cmocka_unit_test(test_languages_and_texts_that_are_missing),
	        cmocka_unit_test(test_an_end_and_a_description),
	        cmocka_unit_test(test_no_more_than_there_is_room_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
