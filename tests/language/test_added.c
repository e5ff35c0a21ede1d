// A language is added by adding a file: these tests see only the catalogues below, and no line of code knows them.
#include "vantrum/language.h"

#include "place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

// Romani, which ICU knows nothing of; Uzbek, which it knows; German with two words and its Swiss child with one.
static const struct place_file files[] = {
        {"rom", "{\"welcome\": \"Mishto avilan\", \"closed\": \"Phandlo\", \"range\": \"{0} – {1}\","
                " \"hoursInWords\": \"{0, plural, other{# chasura}}\","
                " \"longDate\": \"d MMMM y\", \"shortDate\": \"d'-to' MMM\","
                " \"months\": \"zhanari, februari, marto, aprili, maji, juni, juli, avgusto, septembri, oktobri,"
                " novembri, decembri\","
                " \"weekdays\": \"lujdino, martsi, tetradji, zhoji, parashtuji, savato, kurko\","
                " \"shortWeekdays\": \"lu, ma, te, zho, pa, sa, ku\"}"},
        {"uz", "{\"welcome\": \"Xush kelibsiz\", \"range\": \"{0}–{1}\"}"},
        {"de", "{\"welcome\": \"Willkommen\", \"closed\": \"Geschlossen\"}"},
        {"de-CH", "{\"welcome\": \"Grüezi\"}"},
        {"zza", "{\"welcome\": \"Xêr ama\", \"months\": \"a, b\", \"weekdays\": \"a,,b,c,d,e,f\","
                " \"shortWeekdays\": 7, \"longDate\": \"d MMMM\", \"shortDate\": \"d MMM HH\"}"},
};

static struct vr_buffer said;

static int begin(void **state)
{
	(void)state;
	vr_buffer_init(&said, 65536);
	return 0;
}

static int end(void **state)
{
	(void)state;
	vr_buffer_release(&said);
	return 0;
}

static void expect(const char *text)
{
	assert_string_equal(vr_buffer_string(&said), text);
	vr_buffer_clear(&said);
}

static struct vr_language *open_language(const char *tag)
{
	struct vr_language *language;
	struct vr_error error;
	assert_true(vr_language_create(tag, &language, &error));
	return language;
}

static void a_new_language_speaks(void **state)
{
	(void)state;
	struct vr_language *language = open_language("rom");
	vr_say(language, VR_PHRASE_WELCOME, &said);
	expect("Mishto avilan");
	vr_say_number(language, VR_PHRASE_HOURS_IN_WORDS, 1, &said);
	expect("1 chasura");
	assert_true(vr_says_itself(language, VR_PHRASE_CLOSED));
	vr_language_destroy(language);
	language = open_language("uz");
	vr_say_date(language, 2026, 9, 1, &said);
	assert_non_null(strstr(vr_buffer_string(&said), "sentabr"));
	vr_language_destroy(language);
}

static void its_dates_are_those_of_its_file(void **state)
{
	(void)state;
	struct vr_language *language = open_language("rom");
	vr_say_date(language, 2026, 12, 31, &said);
	expect("31 decembri 2026");
	vr_say_short_date(language, 2, 29, &said);
	expect("29-to februari");
	vr_say_weekday(language, 0, &said);
	expect("lujdino");
	vr_say_weekday(language, 6, &said);
	expect("kurko");
	vr_say_days(language, 0x6f, &said);
	expect("lu – zho, sa, ku");
	vr_say_value(language, 30, &said);
	expect("30");
	vr_language_destroy(language);
}

// Whoever starts the program with a locale of their own must not change what is on the wall.
static void without_dates_it_has_the_english_ones(void **state)
{
	(void)state;
	struct vr_language *language = open_language("zza");
	vr_say_date(language, 2026, 9, 1, &said);
	expect("1 September 2026");
	vr_say_short_date(language, 9, 1, &said);
	expect("1 Sept");
	vr_say_weekday(language, 1, &said);
	expect("Tuesday");
	vr_language_destroy(language);
}

static void what_it_lacks_is_said_by_its_parent_then_in_english(void **state)
{
	(void)state;
	struct vr_language *language = open_language("de-CH");
	vr_say(language, VR_PHRASE_WELCOME, &said);
	expect("Grüezi");
	vr_say(language, VR_PHRASE_CLOSED, &said);
	expect("Geschlossen");
	vr_say(language, VR_PHRASE_OPEN_NOW, &said);
	expect("Open now");
	vr_say_number(language, VR_PHRASE_HOURS_IN_WORDS, 1, &said);
	expect("1\u00a0hour");
	vr_language_destroy(language);
}

static void what_it_lacks_is_listed(void **state)
{
	(void)state;
	struct vr_error error;
	assert_true(vr_language_check("rom", &said, &error));
	assert_non_null(strstr(vr_buffer_string(&said), "openNow: missing\n"));
	assert_null(strstr(vr_buffer_string(&said), "welcome"));
	assert_null(strstr(vr_buffer_string(&said), "months"));
	assert_null(strstr(vr_buffer_string(&said), "plural"));
	vr_buffer_clear(&said);
	assert_true(vr_language_check("uz", &said, &error));
	assert_null(strstr(vr_buffer_string(&said), "months"));
	assert_false(vr_language_check("sv", &said, &error)); // this place has none
}

static void wrong_words_of_dates_are_listed(void **state)
{
	(void)state;
	struct vr_error error;
	assert_true(vr_language_check("zza", &said, &error));
	static const char *const lines[] = {
	        "months: 12 names with commas are expected\n",
	        "weekdays: 7 names with commas are expected\n",
	        "shortWeekdays: a string is expected\n",
	        "longDate: a pattern of d, M and y is expected\n",
	        "shortDate: a pattern of d, M without a year is expected\n",
	        "months: missing, and ICU has no dates of this language\n",
	};
	for (size_t i = 0; i < VR_COUNT(lines); i++)
		assert_non_null(strstr(vr_buffer_string(&said), lines[i]));
}

int main(int count, char **arguments)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(a_new_language_speaks, begin, end),
	        cmocka_unit_test_setup_teardown(its_dates_are_those_of_its_file, begin, end),
	        cmocka_unit_test_setup_teardown(without_dates_it_has_the_english_ones, begin, end),
	        cmocka_unit_test_setup_teardown(what_it_lacks_is_said_by_its_parent_then_in_english, begin, end),
	        cmocka_unit_test_setup_teardown(what_it_lacks_is_listed, begin, end),
	        cmocka_unit_test_setup_teardown(wrong_words_of_dates_are_listed, begin, end),
	};
	if (!place_is_there(count, arguments)) {
		setenv("LC_ALL", "sv_SE.UTF-8", 1);
		return place_run(files, VR_COUNT(files));
	}
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
