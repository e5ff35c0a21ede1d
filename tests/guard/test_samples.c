// The official test numbers, where that folder stands beside the checkout, and the sample clinic.
#include "number.h"

#include <jansson.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NUMBERS VR_SOURCE_DIR "/../shared/samples/personnummer/"

// The list of a file, or NULL where the folder is not there.
static json_t *load(const char *path)
{
	json_error_t why;
	return json_load_file(path, 0, &why);
}

static void expect_text(const char *text, unsigned codes)
{
	if (codes_of(text) != codes)
		fail_msg("\"%s\" brings 0x%x, expected 0x%x", text, codes_of(text), codes);
}

static bool fits(const char *ten)
{
	char nine[10];
	(void)snprintf(nine, sizeof nine, "%.9s", ten);
	nine[6] = nine[6] > '9' ? '1' : nine[6]; // an interim number's letter
	return check_digit(nine) == ten[9];
}

// Separated and long forms block, bare short ones are asked about, whatever the file calls valid.
static void expect_forms(const json_t *entry)
{
	static const char *const keys[] = {"long_format", "separated_format", "separated_long"};
	const char *tail = json_string_value(json_object_get(entry, "short_format"));
	assert_non_null(tail);
	char ten[11];
	(void)snprintf(ten, sizeof ten, "%.6s%s", tail, tail + strlen(tail) - 4);
	bool good = fits(ten), bare = strlen(tail) == 10;
	for (size_t i = 0; i < VR_COUNT(keys); i++)
		expect_text(json_string_value(json_object_get(entry, keys[i])), good ? BLOCKED : FAILED_CHECK);
	expect_text(tail, !good ? FAILED_CHECK : bare ? TEN_DIGITS : BLOCKED);
}

static void test_lists(void **state)
{
	(void)state;
	static const char *const files[] = {NUMBERS "list.json", NUMBERS "interim.json"};
	for (size_t i = 0; i < VR_COUNT(files); i++) {
		json_t *list = load(files[i]), *entry;
		size_t index;
		if (list == NULL)
			skip();
		json_array_foreach(list, index, entry)
		{
			const char *letter = strpbrk(json_string_value(json_object_get(entry, "short_format")), "E");
			if (letter == NULL) // no interim number has an E
				expect_forms(entry);
		}
		json_decref(list);
	}
}

// Each official number in the forms that people write, with its century and without.
static void expect_official(const char *number)
{
	static const char *const separators[] = {"-", "+", " ", "\u2013", "\u00a0", "%2D", "\u200b-"};
	char text[64];
	expect_text(number, BLOCKED);
	expect_text(number + 2, TEN_DIGITS);
	for (size_t i = 0; i < VR_COUNT(separators); i++) {
		(void)snprintf(text, sizeof text, "%.8s%s%s", number, separators[i], number + 8);
		expect_text(text, BLOCKED);
		expect_text(text + 2, BLOCKED);
	}
}

static void test_official(void **state)
{
	(void)state;
	json_t *list = load(NUMBERS "allCoords.json"), *entry;
	size_t index;
	if (list == NULL)
		skip();
	assert_true(json_array_size(list) > 0);
	json_array_foreach(list, index, entry) expect_official(json_string_value(entry));
	json_decref(list);
}

static void test_organisations(void **state)
{
	(void)state;
	json_t *list = load(NUMBERS "orgnumber.json"), *entry;
	size_t index;
	if (list == NULL)
		skip();
	json_array_foreach(list, index, entry)
	{
		expect_text(json_string_value(json_object_get(entry, "short_format")), 0);
		expect_text(json_string_value(json_object_get(entry, "separated_format")), 0);
	}
	json_decref(list);
}

static void expect_clean(const json_t *value)
{
	const char *key;
	json_t *each;
	size_t index;
	if (json_is_string(value))
		expect_text(json_string_value(value), 0);
	json_array_foreach((json_t *)(uintptr_t)value, index, each) expect_clean(each);
	json_object_foreach((json_t *)(uintptr_t)value, key, each) expect_clean(each);
}

static void test_sample_clinic(void **state)
{
	(void)state;
	json_t *programme = load(VR_SOURCE_DIR "/assets/sample/programme.json");
	assert_non_null(programme);
	expect_clean(programme);
	json_decref(programme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_lists),
	        cmocka_unit_test(test_official),
	        cmocka_unit_test(test_organisations),
	        cmocka_unit_test(test_sample_clinic),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
