// Which plural form a number takes. The catalogues of these tests name the forms in place of a unit.
#include "vantrum/language.h"

#include "place.h"

#include <ctype.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define NAMES "{\"unitHour\": \"{0, plural, zero{zero} one{one} two{two} few{few} many{many} other{other}}\"}"

#define SAMPLES VR_SOURCE_DIR "/../shared/samples/plurals/plurals_and_duration_units_cldr41.json"

static const struct place_file files[] = {
        {"sv", NAMES}, {"fi", NAMES}, {"en", NAMES}, {"ar", NAMES}, {"so", NAMES},
        {"fa", NAMES}, {"ti", NAMES}, {"pl", NAMES}, {"ru", NAMES}, {"uk", NAMES},
        {"es", NAMES}, {"tr", NAMES}, {"bs", NAMES}, {"ku", NAMES}, {"ckb", NAMES},
};

static void expect_form(struct vr_language *language, double number, const char *form)
{
	struct vr_buffer said;
	vr_buffer_init(&said, 64);
	vr_say_number(language, VR_PHRASE_UNIT_HOUR, number, &said);
	if (strcmp(vr_buffer_string(&said), form) != 0)
		fail_msg("%s: %g is “%s”, not “%s”", vr_language_tag(language), number, vr_buffer_string(&said), form);
	vr_buffer_release(&said);
}

static struct vr_language *open_language(const char *tag)
{
	struct vr_language *language;
	struct vr_error error;
	assert_true(vr_language_create(tag, &language, &error));
	return language;
}

// The form of one word is how a number is read aloud; the numbers are those where the languages part.
static void each_number_takes_its_form(void **state)
{
	(void)state;
	static const double numbers[] = {0,  0.5, 1,  1.5, 2,  3,   4,   5,   11,  12,
	                                 14, 20,  21, 22,  25, 100, 101, 102, 111, 112};
	enum { ONE_ALONE, ZERO_TO_ONE, BELOW_TWO, ARABIC, POLISH, RUSSIAN, BOSNIAN };
	static const char *const forms[][VR_COUNT(numbers)] = {
	        [ONE_ALONE] = {"other", "other", "one",   "other", "other", "other", "other",
	                       "other", "other", "other", "other", "other", "other", "other",
	                       "other", "other", "other", "other", "other", "other"},
	        [ZERO_TO_ONE] = {"one",   "other", "one",   "other", "other", "other", "other",
	                         "other", "other", "other", "other", "other", "other", "other",
	                         "other", "other", "other", "other", "other", "other"},
	        [BELOW_TWO] = {"one",   "one",   "one",   "other", "other", "other", "other",
	                       "other", "other", "other", "other", "other", "other", "other",
	                       "other", "other", "other", "other", "other", "other"},
	        [ARABIC] = {"zero", "other", "one",  "other", "two",  "few",   "few",   "few",   "many", "many",
	                    "many", "many",  "many", "many",  "many", "other", "other", "other", "many", "many"},
	        [POLISH] = {"many", "other", "one",  "other", "few",  "few",  "few",  "many", "many", "many",
	                    "many", "many",  "many", "few",   "many", "many", "many", "few",  "many", "many"},
	        [RUSSIAN] = {"many", "other", "one", "other", "few",  "few",  "few", "many", "many", "many",
	                     "many", "many",  "one", "few",   "many", "many", "one", "few",  "many", "many"},
	        // 0.5 and 1.5: the last decimal counts, and five is neither one nor few.
	        [BOSNIAN] = {"other", "other", "one", "other", "few",   "few",   "few", "other", "other", "other",
	                     "other", "other", "one", "few",   "other", "other", "one", "few",   "other", "other"},
	};
	static const struct {
		const char *tag;
		int rule;
	} rows[] = {
	        {"sv", ONE_ALONE}, {"fi", ONE_ALONE}, {"en", ONE_ALONE},  {"so", ONE_ALONE}, {"es", ONE_ALONE},
	        {"tr", ONE_ALONE}, {"ku", ONE_ALONE}, {"ckb", ONE_ALONE}, {"fa", BELOW_TWO}, {"ti", ZERO_TO_ONE},
	        {"ar", ARABIC},    {"pl", POLISH},    {"ru", RUSSIAN},    {"uk", RUSSIAN},   {"bs", BOSNIAN},
	};
	assert_int_equal(VR_COUNT(rows), VR_COUNT(files));
	for (size_t i = 0; i < VR_COUNT(rows); i++) {
		struct vr_language *language = open_language(rows[i].tag);
		for (size_t k = 0; k < VR_COUNT(numbers); k++)
			expect_form(language, numbers[k], forms[rows[i].rule][k]);
		vr_language_destroy(language);
	}
}

// "@integer 2~4, 22~24, 102, …": numbers and ranges of CLDR's own samples. Decimals are left out: 1.0 has the value of
// 1 and another form in some languages, and a wall says 1.
static unsigned check_samples(struct vr_language *language, const char *rule, const char *form)
{
	unsigned checked = 0;
	const char *at = strstr(rule, "@integer");
	const char *until = at != NULL ? strstr(at, "@decimal") : NULL;
	for (at = at != NULL ? at + strlen("@integer") : ""; *at != '\0' && at != until;) {
		char *after;
		if (!isdigit((unsigned char)*at)) {
			at++;
			continue;
		}
		long first = strtol(at, &after, 10), last = first;
		if (*after == 'c') { // 1c6: a million said in short
			strtol(after + 1, &after, 10);
			at = after;
			continue;
		}
		if (*after == '~')
			last = strtol(after + 1, &after, 10);
		for (long number = first; number <= last; number++, checked++)
			expect_form(language, (double)number, form);
		at = after;
	}
	return checked;
}

static void numbers_take_the_forms_of_cldr(void **state)
{
	(void)state;
	json_t *root = json_load_file(SAMPLES, 0, NULL);
	if (root == NULL)
		skip();
	for (size_t i = 0; i < VR_COUNT(files); i++) {
		struct vr_language *language = open_language(files[i].tag);
		json_t *rules = json_object_get(json_object_get(root, files[i].tag), "plural");
		const char *form;
		json_t *rule;
		unsigned checked = 0;
		json_object_foreach(rules, form, rule) checked +=
		        check_samples(language, json_string_value(rule), form);
		assert_true(checked >= 15);
		vr_language_destroy(language);
	}
	json_decref(root);
}

int main(int count, char **arguments)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_number_takes_its_form),
	        cmocka_unit_test(numbers_take_the_forms_of_cldr),
	};
	if (!place_is_there(count, arguments))
		return place_run(files, VR_COUNT(files));
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
