// Prepared messages: every one in every language with every kind of value, and what is said of wrong values.
#include "hub/templates/advice.h"
#include "hub/templates/templates.h"
#include "vantrum/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define OWN                                                                                                            \
	"[\"sv\", \"fi\", \"en\", \"ar\", \"so\", \"fa\", \"ti\", \"pl\", \"ru\", \"uk\", \"es\", \"tr\", \"bs\", "    \
	"\"ku\", \"ckb\"]"

static const struct vr_instant autumn = {INT64_C(1795600000000)}; // 2026-11-25

static struct vr_templates *templates;

static int set_up(void **state)
{
	(void)state;
	templates = vr_templates_create();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	vr_templates_destroy(templates);
	return 0;
}

// A programme in these languages; messages is a JSON array.
static const struct vr_programme *programme_with(const char *languages, const char *clinic, const char *messages)
{
	struct vr_buffer json;
	const struct vr_programme *programme;
	struct vr_error error;
	vr_buffer_init(&json, 65536);
	vr_buffer_format(&json,
	                 "{\"format\": 1, \"sequence\": 1, \"languages\": %s, \"messages\": %s, \"clinic\": {\"id\": "
	                 "\"bjorkliden\", \"name\": {\"sv\": \"Björkliden\", \"de\": \"Björkliden\", \"sv-AA\": "
	                 "\"Björkliden\"}, \"time_zone\": \"Europe/Stockholm\"%s}}",
	                 languages, messages, clinic);
	assert_true(vr_wire_programme(vr_buffer_string(&json), json.length, NULL, &programme, &error));
	vr_buffer_release(&json);
	return programme;
}

static json_t *fill(const struct vr_programme *programme, const json_t *wanted)
{
	struct vr_template_problem problem;
	size_t count;
	json_t *out = vr_templates_fill(templates, programme, wanted, autumn, &problem, 1, &count);
	if (out == NULL)
		fail_msg("%s %s", problem.pointer, problem.detail);
	assert_int_equal(count, 0);
	return out;
}

static json_t *fill_text(const char *languages, const char *wanted)
{
	const struct vr_programme *programme = programme_with(languages, "", "[]");
	json_t *template = json_loads(wanted, 0, NULL);
	assert_non_null(template);
	json_t *out = fill(programme, template);
	json_decref(template);
	vr_programme_unref(programme);
	return out;
}

static const char *said(const json_t *message, const char *member, const char *tag)
{
	return json_string_value(json_object_get(json_object_get(message, member), tag));
}

// What the wire takes whole and nobody advises against, in every language.
static void expect_good_message(json_t *message, bool emergency)
{
	json_t *complete = json_copy(message), *list = json_array();
	json_object_set_new(complete, "id", json_string("trial"));
	json_object_set_new(complete, "issued_at", json_string("2026-11-25T08:00:00Z"));
	json_object_set_new(complete, "valid_until", json_string("2026-11-25T12:00:00Z"));
	json_array_append_new(list, complete);
	char *text = json_dumps(list, 0);
	const struct vr_programme *programme = programme_with(OWN, "", text);
	assert_int_equal(programme->set_aside_count, 0);
	assert_int_equal(programme->message_count, 1);
	assert_int_equal(programme->messages[0].priority == VR_PRIORITY_EMERGENCY, emergency);
	struct vr_advice advice;
	if (vr_advice(programme, &programme->messages[0], &advice, 1) > 0)
		fail_msg("%s: %s", advice.pointer, advice.detail);
	static const char *const members[] = {"title", "text"};
	for (size_t i = 0; i < VR_COUNT(members); i++) {
		const char *tag;
		json_t *value;
		json_t *object = json_object_get(message, members[i]);
		assert_int_equal(json_object_size(object), programme->language_count);
		json_object_foreach(object, tag, value)
		{
			assert_true(json_string_length(value) > 5);
			assert_null(strpbrk(json_string_value(value), "{}#\\"));
		}
	}
	vr_programme_unref(programme);
	free(text);
	json_decref(list);
}

// JSON values to try for a type, NULL for "not given".
static const char *const *tries_of(const char *type)
{
	static const char *const minutes[] = {"1", "2", "3", "11", "100", "240", "", NULL};
	static const char *const years[] = {"1900", "1961", "2026", "", NULL};
	static const char *const times[] = {"\"00:00\"", "\"13:00\"", "\"24:00\"", "", NULL};
	static const char *const hours[] = {"{\"from\": \"00:00\", \"until\": \"24:00\"}",
	                                    "{\"from\": \"08:00\", \"until\": \"15:30\"}", "", NULL};
	static const char *const choices[] = {NULL, "\"flu\"", "\"covid\"", "", NULL};
	static const char *const nothing[] = {NULL, "", NULL};
	return strcmp(type, "minutes") == 0  ? minutes
	       : strcmp(type, "year") == 0   ? years
	       : strcmp(type, "time") == 0   ? times
	       : strcmp(type, "hours") == 0  ? hours
	       : strcmp(type, "choice") == 0 ? choices
	                                     : nothing;
}

// Every combination of the first and second value's tries ("" ends a list).
static unsigned fill_all(const struct vr_programme *programme, const json_t *row)
{
	json_t *first = json_array_get(json_object_get(row, "values"), 0);
	json_t *second = json_array_get(json_object_get(row, "values"), 1);
	const char *const *tries = tries_of(first != NULL ? json_string_value(json_object_get(first, "type")) : "");
	unsigned filled = 0;
	for (; tries[0] == NULL || tries[0][0] != '\0'; tries++) {
		const char *const *more =
		        tries_of(second != NULL ? json_string_value(json_object_get(second, "type")) : "");
		for (; more[0] == NULL || more[0][0] != '\0'; more++, filled++) {
			json_t *values = json_object();
			if (*tries != NULL)
				json_object_set_new(values, json_string_value(json_object_get(first, "name")),
				                    json_loads(*tries, JSON_DECODE_ANY, NULL));
			if (*more != NULL)
				json_object_set_new(values, json_string_value(json_object_get(second, "name")),
				                    json_loads(*more, JSON_DECODE_ANY, NULL));
			json_t *wanted = json_pack("{sO so}", "id", json_object_get(row, "id"), "values", values);
			json_t *message = fill(programme, wanted);
			assert_true(json_equal(json_object_get(message, "kind"), json_object_get(row, "kind")));
			expect_good_message(message, json_is_true(json_object_get(row, "emergency")));
			json_decref(message);
			json_decref(wanted);
		}
	}
	return filled;
}

static void test_every_template_in_every_language(void **state)
{
	(void)state;
	const struct vr_programme *programme = programme_with(OWN, "", "[]");
	json_t *list = vr_templates_list(templates, programme, autumn), *row;
	size_t i;
	unsigned filled = 0;
	json_array_foreach(list, i, row)
	{
		filled += fill_all(programme, row);
	}
	assert_int_equal(filled, 6 + 3 + 1 + 2 + 3 + 1 + 1 + 1 + 1 + 9 + 3);
	json_decref(list);
	vr_programme_unref(programme);
}

static void test_minutes_have_their_plural_forms(void **state)
{
	(void)state;
	static const struct {
		int minutes;
		const char *tag, *title;
	} expected[] = {
	        {1, "sv", "Läkaren är 1\u00a0minut sen"},
	        {2, "sv", "Läkaren är 2\u00a0minuter sen"},
	        {1, "fi", "Lääkäri on 1\u00a0minuutin myöhässä"},
	        {40, "fi", "Lääkäri on 40\u00a0minuuttia myöhässä"},
	        {1, "en", "The doctor is 1\u00a0minute late"},
	        {11, "en", "The doctor is 11\u00a0minutes late"},
	        {1, "so", "Dhakhtarku wuxuu daahay 1\u00a0daqiiqad"},
	        {3, "so", "Dhakhtarku wuxuu daahay 3\u00a0daqiiqo"},
	        {1, "ar", "الطبيب متأخر دقيقة واحدة"},
	        {2, "ar", "الطبيب متأخر دقيقتين"},
	        {3, "ar", "الطبيب متأخر 3\u00a0دقائق"},
	        {11, "ar", "الطبيب متأخر 11\u00a0دقيقة"},
	        {100, "ar", "الطبيب متأخر 100\u00a0دقيقة"},
	};
	for (size_t i = 0; i < VR_COUNT(expected); i++) {
		char wanted[96];
		snprintf(wanted, sizeof(wanted), "{\"id\": \"doctor-late\", \"values\": {\"minutes\": %d}}",
		         expected[i].minutes);
		json_t *message = fill_text(OWN, wanted);
		assert_string_equal(said(message, "title", expected[i].tag), expected[i].title);
		json_decref(message);
	}
}

static void test_values_stand_in_the_words(void **state)
{
	(void)state;
	json_t *message = fill_text(OWN, "{\"id\": \"new-hours\", \"values\": {\"hours\": {\"from\": \"08:00\", "
	                                 "\"until\": \"13:00\"}}}");
	assert_string_equal(said(message, "title", "sv"), "I dag har vi öppet 08:00–13:00");
	assert_non_null(strstr(said(message, "title", "ar"), "من"));
	json_decref(message);
	message = fill_text(OWN, "{\"id\": \"lab-closed\", \"values\": {\"until\": \"13:00\"}}");
	assert_string_equal(said(message, "title", "en"), "No blood tests until\u00a0"
	                                                  "13:00");
	assert_string_equal(json_string_value(json_object_get(message, "priority")), "important");
	json_decref(message);
	message = fill_text(OWN, "{\"id\": \"vaccination\", \"values\": {\"year\": 1961, \"vaccine\": \"flu\"}}");
	assert_string_equal(said(message, "title", "fi"), "Influenssarokotus");
	assert_non_null(strstr(said(message, "text", "sv"), "1961"));
	json_decref(message);
	message = fill_text(OWN, "{\"id\": \"vaccination\", \"values\": {\"year\": 1961}}");
	assert_string_equal(said(message, "title", "sv"), "Dags för vaccin?");
	json_decref(message);
}

// No English in the place of a language that has no words: the screen says there that the desk can explain.
static void test_a_language_without_words_is_left_out(void **state)
{
	(void)state;
	json_t *message = fill_text("[\"de\", \"sv-FI\", \"en\"]", "{\"id\": \"mask\"}");
	assert_int_equal(json_object_size(json_object_get(message, "title")), 2);
	assert_string_equal(said(message, "title", "sv-FI"), "Använd munskydd här");
	assert_non_null(said(message, "text", "en"));
	json_decref(message);

	const struct vr_programme *programme = programme_with("[\"de\"]", "", "[]");
	json_t *wanted = json_pack("{ss}", "id", "mask");
	struct vr_template_problem problem;
	size_t count;
	assert_null(vr_templates_fill(templates, programme, wanted, autumn, &problem, 1, &count));
	assert_int_equal(count, 1);
	assert_string_equal(problem.pointer, "/id");
	json_decref(wanted);
	vr_programme_unref(programme);
}

static void test_more_languages_than_are_kept_open(void **state)
{
	(void)state;
	char languages[VR_LANGUAGES_MAX * 10] = "[";
	for (int i = 0; i < VR_LANGUAGES_MAX; i++) {
		size_t at = strlen(languages);
		snprintf(languages + at, sizeof(languages) - at, "%s\"sv-A%c\"", i > 0 ? "," : "",
		         i < 26 ? 'A' + i : '0');
		if (i >= 26) // regions in digits
			snprintf(languages + at, sizeof(languages) - at, ",\"sv-00%d\"", i - 25);
	}
	strcat(languages, "]");
	const struct vr_programme *programme = programme_with(languages, "", "[]");
	for (int round = 0; round < 2; round++) {
		json_decref(vr_templates_list(templates, programme, autumn));
		json_t *message = fill_text(languages, "{\"id\": \"mask\"}");
		assert_int_equal(json_object_size(json_object_get(message, "title")), VR_LANGUAGES_MAX);
		json_decref(message);
	}
	vr_programme_unref(programme);
}

static void expect_problem(const struct vr_programme *programme, const char *wanted, const char *pointer)
{
	struct vr_template_problem problems[4];
	size_t count;
	json_t *template = json_loads(wanted, JSON_DECODE_ANY, NULL);
	assert_non_null(template);
	assert_null(vr_templates_fill(templates, programme, template, autumn, problems, VR_COUNT(problems), &count));
	if (count != 1 || strcmp(problems[0].pointer, pointer) != 0)
		fail_msg("%s: %zu problems, the first “%s”", wanted, count, problems[0].pointer);
	assert_true(strlen(problems[0].detail) > 5);
	json_decref(template);
}

#define FILL(id, values) "{\"id\": \"" id "\", \"values\": " values "}"

static void test_wrong_values_have_pointers(void **state)
{
	(void)state;
	static const struct {
		const char *wanted, *pointer;
	} cases[] = {
	        {"7", ""},
	        {"[]", ""},
	        {"{}", "/id"},
	        {"{\"id\": 3}", "/id"},
	        {"{\"id\": \"doctor\"}", "/id"},
	        {"{\"id\": \"mask\", \"colour\": 1}", "/colour"},
	        {FILL("mask", "[]"), "/values"},
	        {FILL("mask", "{\"minutes\": 4}"), "/values/minutes"},
	        {FILL("mask", "{\"\": 4}"), "/values/"},
	        {FILL("mask", "{\"a/b~c\": 4}"), "/values/a~1b~0c"},
	        {"{\"id\": \"doctor-late\"}", "/values/minutes"},
	        {FILL("doctor-late", "{}"), "/values/minutes"},
	        {FILL("doctor-late", "{\"minutes\": null}"), "/values/minutes"},
	        {FILL("doctor-late", "{\"minutes\": 0}"), "/values/minutes"},
	        {FILL("doctor-late", "{\"minutes\": 241}"), "/values/minutes"},
	        {FILL("doctor-late", "{\"minutes\": -9223372036854775808}"), "/values/minutes"},
	        {FILL("doctor-late", "{\"minutes\": 40.5}"), "/values/minutes"},
	        {FILL("doctor-late", "{\"minutes\": \"40\"}"), "/values/minutes"},
	        {FILL("doctor-late", "{\"minutes\": 40, \"hours\": 1}"), "/values/hours"},
	        {FILL("lab-closed", "{\"until\": 13}"), "/values/until"},
	        {FILL("lab-closed", "{\"until\": \"13\"}"), "/values/until"},
	        {FILL("lab-closed", "{\"until\": \"9:30\"}"), "/values/until"},
	        {FILL("lab-closed", "{\"until\": \"1a:30\"}"), "/values/until"},
	        {FILL("lab-closed", "{\"until\": \"13.00\"}"), "/values/until"},
	        {FILL("lab-closed", "{\"until\": \"13:00:00\"}"), "/values/until"},
	        {FILL("lab-closed", "{\"until\": \"24:01\"}"), "/values/until"},
	        {FILL("lab-closed", "{\"until\": \"12:60\"}"), "/values/until"},
	        {FILL("lab-closed", "{\"until\": \"{0}:0\"}"), "/values/until"},
	        {FILL("new-hours", "{\"hours\": \"08:00\"}"), "/values/hours"},
	        {FILL("new-hours", "{\"hours\": {\"from\": \"08:00\"}}"), "/values/hours/until"},
	        {FILL("new-hours", "{\"hours\": {\"until\": \"08:00\"}}"), "/values/hours/from"},
	        {FILL("new-hours", "{\"hours\": {\"from\": \"08:00\", \"until\": \"08:00\"}}"), "/values/hours/until"},
	        {FILL("new-hours", "{\"hours\": {\"from\": \"08:00\", \"until\": \"09:00\", \"day\": 1}}"),
	         "/values/hours/day"},
	        {FILL("vaccination", "{\"year\": 1899}"), "/values/year"},
	        {FILL("vaccination", "{\"year\": 2027}"), "/values/year"},
	        {FILL("vaccination", "{\"year\": 1961, \"vaccine\": \"beer\"}"), "/values/vaccine"},
	        {FILL("vaccination", "{\"year\": 1961, \"vaccine\": null}"), "/values/vaccine"},
	        {FILL("leave", "{\"text\": \"Run\"}"), "/values/text"},
	};
	const struct vr_programme *programme = programme_with(OWN, "", "[]");
	for (size_t i = 0; i < VR_COUNT(cases); i++)
		expect_problem(programme, cases[i].wanted, cases[i].pointer);
	vr_programme_unref(programme);
}

static void test_all_problems_are_told_as_far_as_there_is_room(void **state)
{
	(void)state;
	const struct vr_programme *programme = programme_with(OWN, "", "[]");
	json_t *wanted = json_loads("{\"id\": \"vaccination\", \"values\": {\"year\": 1, \"vaccine\": 2, \"x\": 3}, "
	                            "\"y\": 4}",
	                            0, NULL);
	struct vr_template_problem problems[9];
	size_t count;
	assert_null(vr_templates_fill(templates, programme, wanted, autumn, problems, 9, &count));
	assert_int_equal(count, 4);
	assert_null(vr_templates_fill(templates, programme, wanted, autumn, problems, 2, &count));
	assert_int_equal(count, 2);
	assert_string_equal(problems[1].pointer, "/values/vaccine");

	// A pointer that does not fit ends one step earlier; it is never cut inside a character.
	char name[400] = "";
	for (int i = 0; i < 100; i++)
		strcat(name, "é/");
	json_object_clear(wanted);
	json_object_set_new(wanted, "id", json_string("mask"));
	json_object_set_new(wanted, "values", json_pack("{si}", name, 1));
	assert_null(vr_templates_fill(templates, programme, wanted, autumn, problems, 9, &count));
	assert_int_equal(count, 1);
	assert_string_equal(problems[0].pointer, "/values");
	json_decref(wanted);
	vr_programme_unref(programme);
}

static void expect_label(const json_t *label)
{
	assert_int_equal(json_object_size(label), 2);
	const char *swedish = json_string_value(json_object_get(label, "sv"));
	const char *english = json_string_value(json_object_get(label, "en"));
	assert_in_range(vr_utf8_count(swedish, strlen(swedish)), 3, 32);
	assert_in_range(vr_utf8_count(english, strlen(english)), 3, 32);
}

static bool has_value(const json_t *values, const char *name)
{
	size_t i;
	json_t *value;
	json_array_foreach(values, i, value)
	{
		if (strcmp(json_string_value(json_object_get(value, "name")), name) == 0)
			return true;
	}
	return false;
}

static void expect_row(const json_t *row)
{
	char path[512];
	const char *ends = json_string_value(json_object_get(row, "ends"));
	const json_t *values = json_object_get(row, "values");
	bool emergency = json_is_true(json_object_get(row, "emergency"));
	snprintf(path, sizeof(path), VR_SOURCE_DIR "/assets/icons/%s.svg",
	         json_string_value(json_object_get(row, "icon")));
	assert_int_equal(access(path, R_OK), 0);
	assert_int_equal(strcmp(json_string_value(json_object_get(row, "priority")), "emergency") == 0, emergency);
	expect_label(json_object_get(row, "label"));
	if (emergency) // the contract allows 24 hours
		assert_int_equal(strncmp(ends, "hours:", 6), 0);
	else if (strncmp(ends, "value:", 6) == 0)
		assert_true(has_value(values, ends + 6));
	else
		assert_true(strcmp(ends, "closing") == 0 || strspn(ends, "dayshour:") > 4);
	size_t i;
	json_t *value;
	json_array_foreach(values, i, value)
	{
		expect_label(json_object_get(value, "label"));
		assert_true(json_is_boolean(json_object_get(value, "optional")));
		assert_int_equal(json_array_size(json_object_get(value, "suggestions")) > 0,
		                 strcmp(json_string_value(json_object_get(value, "type")), "choice") != 0);
	}
}

static void test_the_list_is_complete(void **state)
{
	(void)state;
	const struct vr_programme *programme = programme_with(OWN, "", "[]");
	json_t *list = vr_templates_list(templates, programme, autumn), *row;
	json_t *ids = json_object();
	size_t i;
	json_array_foreach(list, i, row)
	{
		expect_row(row);
		json_object_set(ids, json_string_value(json_object_get(row, "id")), row);
	}
	assert_int_equal(json_object_size(ids), json_array_size(list));
	static const char *const wanted[] = {"doctor-late", "lab-closed",  "drop-in-full", "new-hours", "mask",
	                                     "vaccination", "desk-closed", "phone-down",   "it-down",   "leave",
	                                     "stay",        "call-off",    "hand-wash"};
	for (size_t k = 0; k < VR_COUNT(wanted); k++)
		assert_non_null(json_object_get(ids, wanted[k]));
	json_t *minutes = json_array_get(json_object_get(json_object_get(ids, "doctor-late"), "values"), 0);
	json_t *expected = json_pack("{ss ss s{ss ss} sb s[iii] si si}", "name", "minutes", "type", "minutes", "label",
	                             "sv", "Hur många minuter?", "en", "How many minutes?", "optional", 0,
	                             "suggestions", 20, 40, 60, "min", 1, "max", 240);
	assert_true(json_equal(minutes, expected));
	json_decref(expected);
	json_decref(ids);
	json_decref(list);
	vr_programme_unref(programme);
}

// Every suggestion is a value that can be filled in.
static void test_suggestions_are_accepted(void **state)
{
	(void)state;
	const struct vr_programme *programme = programme_with(
	        OWN, ", \"opening_hours\": [{\"days\": [\"mon\"], \"from\": \"12:30\", \"until\": \"19:00\"}]", "[]");
	json_t *list = vr_templates_list(templates, programme, autumn), *row, *value, *suggestion;
	size_t i, k, n;
	char all[1024] = "";
	json_array_foreach(list, i, row)
	{
		json_array_foreach(json_object_get(row, "values"), k, value)
		{
			json_array_foreach(json_object_get(value, "suggestions"), n, suggestion)
			{
				json_t *wanted =
				        json_pack("{sO s{sO}}", "id", json_object_get(row, "id"), "values",
				                  json_string_value(json_object_get(value, "name")), suggestion);
				json_decref(fill(programme, wanted));
				json_decref(wanted);
				char *text = json_dumps(suggestion, JSON_ENCODE_ANY | JSON_COMPACT);
				strcat(strcat(all, text), " ");
				free(text);
			}
		}
	}
	assert_non_null(strstr(all, "1961 1951 1946 "));
	assert_non_null(
	        strstr(all, "{\"from\":\"12:30\",\"until\":\"13:00\"} {\"from\":\"12:30\",\"until\":\"15:00\"}"));
	assert_null(strstr(all, "\"until\":\"12:00\""));
	json_decref(list);
	vr_programme_unref(programme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_every_template_in_every_language),
	        cmocka_unit_test(test_minutes_have_their_plural_forms),
	        cmocka_unit_test(test_values_stand_in_the_words),
	        cmocka_unit_test(test_a_language_without_words_is_left_out),
	        cmocka_unit_test(test_more_languages_than_are_kept_open),
	        cmocka_unit_test(test_wrong_values_have_pointers),
	        cmocka_unit_test(test_all_problems_are_told_as_far_as_there_is_room),
	        cmocka_unit_test(test_the_list_is_complete),
	        cmocka_unit_test(test_suggestions_are_accepted),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
