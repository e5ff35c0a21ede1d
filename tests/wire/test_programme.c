// The programme document: cases.json changes base.json in one place each and says what must come of it.
#include "vantrum/wire.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static json_t *load(const char *name)
{
	char path[VR_PATH_MAX];
	json_error_t why;
	(void)snprintf(path, sizeof path, VR_SOURCE_DIR "/tests/wire/data/%s", name);
	json_t *tree = json_load_file(path, JSON_ALLOW_NUL, &why);
	if (tree == NULL)
		fail_msg("%s:%d: %s", path, why.line, why.text);
	return tree;
}

// The value that holds the last member of a JSON Pointer; *last is that member's name or index.
static json_t *holder_of(json_t *tree, const char *pointer, char last[64])
{
	for (;;) {
		pointer++;
		size_t length = strcspn(pointer, "/");
		(void)snprintf(last, 64, "%.*s", (int)length, pointer);
		if (pointer[length] == '\0')
			return tree;
		tree = json_is_array(tree) ? json_array_get(tree, (size_t)atoi(last)) : json_object_get(tree, last);
		assert_non_null(tree);
		pointer += length;
	}
}

static void apply_changes(json_t *tree, const json_t *change)
{
	const char *pointer;
	json_t *value;
	size_t index;
	char last[64];
	json_array_foreach(json_object_get(change, "remove"), index, value)
	{
		json_t *holder = holder_of(tree, json_string_value(value), last);
		assert_int_equal(0, json_object_del(holder, last));
	}
	json_object_foreach(json_object_get(change, "set"), pointer, value)
	{
		json_t *holder = holder_of(tree, pointer, last);
		if (json_is_array(holder))
			assert_int_equal(0, json_array_set(holder, (size_t)atoi(last), value));
		else
			assert_int_equal(0, json_object_set(holder, last, value));
	}
}

// The document's text with one piece of it replaced.
static char *text_of(const json_t *tree, const json_t *replace)
{
	char *text = json_dumps(tree, 0);
	if (replace == NULL)
		return text;
	const char *old = json_string_value(json_array_get(replace, 0)),
	           *new = json_string_value(json_array_get(replace, 1));
	char *at = strstr(text, old);
	assert_non_null(at);
	size_t size = strlen(text) + strlen(new) + 1;
	char *changed = malloc(size);
	(void)snprintf(changed, size, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
	free(text);
	return changed;
}

static const char *state_name(enum vr_wait_state state)
{
	static const char *const names[] = {"open", "closed", "unavailable"};
	return names[state];
}

// Compares a list of strings of the case with those that get() yields.
static void check_list(const char *what, const json_t *expected, size_t count,
                       const char *(*get)(const struct vr_programme *programme, size_t index),
                       const struct vr_programme *programme)
{
	if (expected == NULL)
		return;
	for (size_t i = 0; i < json_array_size(expected) || i < count; i++) {
		const char *want = json_string_value(json_array_get(expected, i));
		const char *got = i < count ? get(programme, i) : NULL;
		if (want == NULL || got == NULL || strcmp(want, got) != 0)
			fail_msg("%s: entry %zu is %s, expected %s", what, i, got != NULL ? got : "(none)",
			         want != NULL ? want : "(none)");
	}
}

static const char *aside_of(const struct vr_programme *programme, size_t index)
{
	return programme->set_aside[index].pointer;
}

static const char *language_of(const struct vr_programme *programme, size_t index)
{
	return programme->languages[index];
}

static const char *state_of(const struct vr_programme *programme, size_t index)
{
	return state_name(programme->waits[index].state);
}

static void check_number(const char *what, const json_t *expected, size_t got)
{
	if (expected != NULL && (size_t)json_integer_value(expected) != got)
		fail_msg("%s: %zu entries, expected %lld", what, got, (long long)json_integer_value(expected));
}

static void check_read(const json_t *change, const struct vr_programme *programme)
{
	const char *what = json_string_value(json_object_get(change, "what"));
	check_list(what, json_object_get(change, "aside"), programme->set_aside_count, aside_of, programme);
	check_list(what, json_object_get(change, "languages"), programme->language_count, language_of, programme);
	check_list(what, json_object_get(change, "state"), programme->wait_count, state_of, programme);
	check_number(what, json_object_get(change, "waits"), programme->wait_count);
	check_number(what, json_object_get(change, "messages"), programme->message_count);
	const json_t *picture = json_object_get(change, "picture"), *link = json_object_get(change, "link"),
	             *title = json_object_get(change, "title"), *page = json_object_get(change, "page");
	if (picture != NULL && json_is_true(picture) != (programme->messages[0].picture.href != NULL))
		fail_msg("%s: picture", what);
	if (link != NULL && json_is_true(link) != (programme->messages[0].link.href != NULL))
		fail_msg("%s: link", what);
	if (page != NULL && json_is_true(page) != (programme->clinic.page != NULL))
		fail_msg("%s: page", what);
	if (title != NULL)
		assert_string_equal(json_string_value(title), vr_localized_get(&programme->messages[0].title, 0));
}

static void run_case(const json_t *base, const json_t *change)
{
	const char *what = json_string_value(json_object_get(change, "what"));
	const char *refused = json_string_value(json_object_get(change, "refused"));
	json_t *tree = json_deep_copy(base);
	apply_changes(tree, change);
	char *text = text_of(tree, json_object_get(change, "replace"));
	const struct vr_programme *programme;
	struct vr_error error = {0};
	bool ok = vr_wire_programme(text, strlen(text), NULL, &programme, &error);
	if (ok == (refused != NULL))
		fail_msg("%s: %s %s", what, ok ? "accepted" : "refused", error.what);
	if (refused != NULL && (strncmp(error.what, refused, strlen(refused)) != 0 || error.code == VR_OK))
		fail_msg("%s: refused for %s, expected %s", what, error.what, refused);
	if (ok)
		check_read(change, programme);
	vr_programme_unref(programme);
	free(text);
	json_decref(tree);
}

static void test_cases(void **state)
{
	(void)state;
	json_t *base = load("base.json"), *cases = load("cases.json"), *change;
	size_t index;
	assert_true(json_array_size(cases) > 100);
	json_array_foreach(cases, index, change)
	{
		run_case(base, change);
	}
	json_decref(cases);
	json_decref(base);
}

static const struct vr_programme *read_base(void)
{
	json_t *base = load("base.json");
	char *text = json_dumps(base, 0);
	const struct vr_programme *programme;
	struct vr_error error;
	if (!vr_wire_programme(text, strlen(text), "https://hub.example.org/p", &programme, &error))
		fail_msg("%s", error.what);
	free(text);
	json_decref(base);
	return programme;
}

static void test_document(void **state)
{
	(void)state;
	const struct vr_programme *programme = read_base();
	const struct vr_clinic *clinic = &programme->clinic;
	assert_string_equal("s1", programme->series);
	assert_int_equal(7, programme->sequence);
	assert_string_equal("https://hub.example.org/p", programme->base_url);
	assert_string_equal("Waiting room A", vr_localized_get(&programme->area, 1));
	assert_string_equal("lindhaga", clinic->id);
	assert_string_equal("Europe/Stockholm", clinic->time_zone);
	assert_null(vr_localized_get(&clinic->name, 2));
	assert_int_equal(0x1f, clinic->opening_hours.items[0].days);
	assert_int_equal(1020, clinic->opening_hours.items[0].until_min);
	assert_int_equal(2, clinic->exception_count);
	assert_int_equal(24, clinic->exceptions[1].date.day);
	assert_int_equal(0, clinic->exceptions[1].hours.count);
	assert_int_equal(120, clinic->elsewhere[0].hours.items[0].until_min);
	assert_int_equal(0x60, clinic->elsewhere[0].hours.items[0].days);
	vr_programme_unref(programme);
}

static void test_wait(void **state)
{
	(void)state;
	const struct vr_programme *programme = read_base();
	const struct vr_wait *lab = &programme->waits[0], *doctor = &programme->waits[1];
	assert_int_equal(VR_WAIT_OPEN, lab->state);
	assert_int_equal(VR_ACCEPTING_YES, lab->accepting);
	assert_int_equal(VR_UNTIL_NURSE, lab->until);
	assert_int_equal(VR_ORDER_ARRIVAL, lab->order);
	assert_int_equal(VR_CARE_PRIORITY_WITHOUT, lab->care_priority);
	assert_int_equal(VR_STATISTIC_MEDIAN, lab->statistic);
	assert_int_equal(VR_LEVEL_NORMAL, lab->level);
	assert_true(lab->span.from == 20 && lab->span.to == 30);
	assert_int_equal(1440, lab->hours.items[0].until_min);
	assert_int_equal(900 * VR_SECOND, lab->good_for_ms);
	char measured[VR_INSTANT_TEXT];
	vr_instant_format(lab->measured_at, measured);
	assert_string_equal("2026-11-22T07:28:00Z", measured);
	assert_true(lab->opens_at.ms == VR_INSTANT_NEVER.ms);
	assert_int_equal(VR_ACCEPTING_UNSAID, doctor->accepting);
	assert_int_equal(VR_STATISTIC_NONE, doctor->statistic);
	assert_true(doctor->span.from < 0 && doctor->span.to < 0);
	assert_true(doctor->measured_at.ms == VR_INSTANT_ALWAYS.ms && doctor->good_for_ms == 0);
	vr_programme_unref(programme);
}

// What an older screen does not know leaves it as it was.
static void test_language_policy(void **state)
{
	static const struct {
		const char *member;
		enum vr_language_policy policy;
	} cases[] = {
	        {"", VR_POLICY_SEQUENCE},
	        {"\"language_policy\": \"sequence\",", VR_POLICY_SEQUENCE},
	        {"\"language_policy\": \"paired\",", VR_POLICY_PAIRED},
	        {"\"language_policy\": \"single\",", VR_POLICY_SINGLE},
	        {"\"language_policy\": \"by lot\",", VR_POLICY_SEQUENCE},
	        {"\"language_policy\": [\"paired\"],", VR_POLICY_SEQUENCE},
	};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		const struct vr_programme *programme;
		struct vr_error error;
		char json[512];
		snprintf(json, sizeof json,
		         "{\"format\": 1, \"sequence\": 1, %s \"languages\": [\"sv\"], \"clinic\": {\"id\": \"a\", "
		         "\"name\": {\"sv\": \"A\"}, \"time_zone\": \"Europe/Stockholm\"}}",
		         cases[i].member);
		if (!vr_wire_programme(json, strlen(json), NULL, &programme, &error))
			fail_msg("%s", error.what);
		assert_int_equal(programme->language_policy, cases[i].policy);
		vr_programme_unref(programme);
	}
}

static void test_message(void **state)
{
	(void)state;
	const struct vr_programme *programme = read_base();
	const struct vr_message *tea = &programme->messages[0], *hands = &programme->messages[1],
	                        *smoke = &programme->messages[2];
	assert_int_equal(3, tea->languages);
	assert_string_equal("Ta en kopp.\nSkölj den sedan.", vr_localized_get(&tea->text, 0));
	assert_string_equal("abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", tea->picture.sha256);
	assert_int_equal(VR_FIT_CONTAIN, tea->picture.fit);
	assert_string_equal("https://www.example.org/te", tea->link.href);
	assert_true(tea->valid_from.ms == VR_INSTANT_ALWAYS.ms && tea->valid_until.ms == VR_INSTANT_NEVER.ms);
	assert_int_equal(VR_PRIORITY_IMPORTANT, hands->priority);
	assert_int_equal(VR_SHOW_OPEN, hands->show_when);
	assert_int_equal(0x05, hands->hours.items[0].days);
	assert_int_equal(2028, hands->review_by.year);
	assert_int_equal(29, hands->review_by.day);
	assert_null(hands->picture.href);
	assert_int_equal(VR_PRIORITY_EMERGENCY, smoke->priority);
	assert_int_equal(VR_ORIGIN_AUTHORITY, smoke->origin);
	assert_true(smoke->drill);
	vr_programme_unref(programme);
}

static void test_sequence(void **state)
{
	(void)state;
	struct vr_programme older = {.series = "a", .sequence = 4}, newer = {.series = "a", .sequence = 5},
	                    other = {.series = "b", .sequence = 1};
	struct vr_error error;
	assert_true(vr_wire_may_follow(NULL, &older, &error));
	assert_true(vr_wire_may_follow(&older, &newer, &error));
	assert_true(vr_wire_may_follow(&newer, &newer, &error));
	assert_true(vr_wire_may_follow(&newer, &other, &error));
	assert_false(vr_wire_may_follow(&newer, &older, &error));
	assert_int_equal(VR_INVALID, error.code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_cases),   cmocka_unit_test(test_document),
	        cmocka_unit_test(test_wait),    cmocka_unit_test(test_language_policy),
	        cmocka_unit_test(test_message), cmocka_unit_test(test_sequence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
