// Phrases, their fallbacks, and catalogues that cannot be trusted.
#include "vantrum/language.h"

#include "language/catalogue.h"
#include "language/signature.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const own[] = {"sv", "fi", "en", "ar", "so", "fa", "ti", "pl",
                                  "ru", "uk", "es", "tr", "bs", "ku", "ckb"};

static struct vr_language *open_language(const char *tag)
{
	struct vr_language *language;
	struct vr_error error;
	assert_true(vr_language_create(tag, &language, &error));
	return language;
}

static void expect(struct vr_buffer *said, const char *text)
{
	assert_string_equal(vr_buffer_string(said), text);
	vr_buffer_clear(said);
}

static void test_catalogues_are_complete(void **state)
{
	(void)state;
	for (size_t i = 0; i < VR_COUNT(own); i++) {
		struct vr_buffer out;
		struct vr_error error;
		vr_buffer_init(&out, 65536);
		assert_true(vr_language_check(own[i], &out, &error));
		assert_string_equal(vr_buffer_string(&out), "");
		vr_buffer_release(&out);
	}
}

// Every phrase of every language can be opened and said, and says something.
static void test_every_phrase_speaks(void **state)
{
	(void)state;
	for (size_t i = 0; i < VR_COUNT(own); i++) {
		struct vr_language *language = open_language(own[i]);
		struct vr_buffer out;
		vr_buffer_init(&out, 4096);
		for (enum vr_phrase phrase = 0; phrase < VR_PHRASE_COUNT; phrase++) {
			const char *arguments = vr_phrase_rows[phrase].arguments;
			if (arguments[0] == '\0')
				vr_say(language, phrase, &out);
			else if (arguments[0] == 'n')
				vr_say_number(language, phrase, 5, &out);
			else
				vr_say_text(language, phrase, "AAA", arguments[1] == 's' ? "BBB" : NULL, &out);
			assert_true(vr_can_say(language, phrase));
			assert_true(out.length >= 2 && !out.full);
			assert_null(strpbrk(vr_buffer_string(&out), "{}#"));
			assert_true(arguments[0] != 's' || strstr(out.data, "AAA") != NULL);
			assert_true(strcmp(arguments, "ss") != 0 || strstr(out.data, "BBB") != NULL);
			vr_buffer_clear(&out);
		}
		vr_buffer_release(&out);
		vr_language_destroy(language);
	}
}

static void test_headings_for_little_room_are_short(void **state)
{
	(void)state;
	static const enum vr_phrase shorts[] = {VR_PHRASE_WAIT_HEADING_SHORT, VR_PHRASE_DELAY_HEADING_SHORT,
	                                        VR_PHRASE_CALLBACK_HEADING_SHORT, VR_PHRASE_PLANNED_HEADING_SHORT};
	for (size_t i = 0; i < VR_COUNT(own); i++) {
		struct vr_language *language = open_language(own[i]);
		for (size_t k = 0; k < VR_COUNT(shorts); k++) {
			struct vr_buffer out;
			vr_buffer_init(&out, 4096);
			vr_say(language, shorts[k], &out);
			assert_in_range(vr_utf8_count(out.data, out.length), 1, 23);
			vr_buffer_release(&out);
		}
		vr_language_destroy(language);
	}
}

static void test_kinds_for_little_room_are_a_word(void **state)
{
	(void)state;
	static const enum vr_phrase kinds[] = {VR_PHRASE_KIND_NOTICE_SHORT, VR_PHRASE_KIND_HEALTH_SHORT,
	                                       VR_PHRASE_KIND_NEWS, VR_PHRASE_KIND_ALERT_SHORT};
	for (size_t i = 0; i < VR_COUNT(own); i++) {
		struct vr_language *language = open_language(own[i]);
		for (size_t k = 0; k < VR_COUNT(kinds); k++) {
			struct vr_buffer out;
			vr_buffer_init(&out, 4096);
			vr_say(language, kinds[k], &out);
			assert_in_range(vr_utf8_count(out.data, out.length), 1, 11);
			assert_null(strchr(vr_buffer_string(&out), ' '));
			vr_buffer_release(&out);
		}
		vr_language_destroy(language);
	}
}

static void test_arabic_one_and_two_have_no_digit(void **state)
{
	(void)state;
	struct vr_language *language = open_language("ar");
	struct vr_buffer out;
	vr_buffer_init(&out, 4096);
	vr_say_number(language, VR_PHRASE_HOURS_IN_WORDS, 1, &out);
	expect(&out, "ساعة واحدة");
	vr_say_number(language, VR_PHRASE_HOURS_IN_WORDS, 2, &out);
	expect(&out, "ساعتان");
	vr_say_number(language, VR_PHRASE_HOURS_IN_WORDS, 3, &out);
	expect(&out, "3\u00a0ساعات");
	vr_say_number(language, VR_PHRASE_MINUTES_IN_WORDS, 45, &out);
	expect(&out, "45\u00a0دقيقة");
	vr_say_number(language, VR_PHRASE_UNIT_WEEK, 11, &out);
	expect(&out, "أسبوعًا");
	vr_buffer_release(&out);
	vr_language_destroy(language);
}

static void test_plurals(void **state)
{
	(void)state;
	struct vr_buffer out;
	vr_buffer_init(&out, 4096);
	struct vr_language *language = open_language("sv");
	vr_say_number(language, VR_PHRASE_WEEKS_IN_WORDS, 1, &out);
	expect(&out, "1\u00a0vecka");
	vr_say_number(language, VR_PHRASE_WEEKS_IN_WORDS, 12, &out);
	expect(&out, "12\u00a0veckor");
	vr_say_number(language, VR_PHRASE_HOURS_IN_WORDS, 1.5, &out);
	expect(&out, "1,5\u00a0timmar");
	vr_language_destroy(language);
	language = open_language("so");
	vr_say_number(language, VR_PHRASE_MINUTES_IN_WORDS, 40, &out);
	expect(&out, "40\u00a0daqiiqo");
	vr_language_destroy(language);
	vr_buffer_release(&out);
}

static void test_durations(void **state)
{
	(void)state;
	static const struct {
		const char *tag, *one, *two, *five, *twenty_one, *half;
	} cases[] = {
	        {"fi", "1_tunti", "2_tuntia", "5_tuntia", "21_tuntia", "1,5_tuntia"},
	        {"en", "1_hour", "2_hours", "5_hours", "21_hours", "1.5_hours"},
	        {"so", "1_saacad", "2_saacadood", "5_saacadood", "21_saacadood", "1.5_saacadood"},
	        {"fa", "1_ساعت", "2_ساعت", "5_ساعت", "21_ساعت", "1.5_ساعت"},
	        {"ti", "1_ሰዓት", "2_ሰዓታት", "5_ሰዓታት", "21_ሰዓታት", "1.5_ሰዓታት"},
	        {"pl", "1_godzina", "2_godziny", "5_godzin", "21_godzin", "1,5_godziny"},
	        {"ru", "1_час", "2_часа", "5_часов", "21_час", "1,5_часа"},
	        {"uk", "1_година", "2_години", "5_годин", "21_година", "1,5_години"},
	        {"es", "1_hora", "2_horas", "5_horas", "21_horas", "1,5_horas"},
	        {"tr", "1_saat", "2_saat", "5_saat", "21_saat", "1,5_saat"},
	        {"bs", "1_sat", "2_sata", "5_sati", "21_sat", "1,5_sati"},
	        {"ku", "1_saet", "2_saet", "5_saet", "21_saet", "1,5_saet"},
	        {"ckb", "1_کاتژمێر", "2_کاتژمێر", "5_کاتژمێر", "21_کاتژمێر", "1.5_کاتژمێر"},
	};
	static const double numbers[] = {1, 2, 5, 21, 1.5};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct vr_language *language = open_language(cases[i].tag);
		const char *const texts[] = {cases[i].one, cases[i].two, cases[i].five, cases[i].twenty_one,
		                             cases[i].half};
		for (size_t k = 0; k < VR_COUNT(numbers); k++) {
			struct vr_buffer out, wanted; // _ stands for the space that does not break
			vr_buffer_init(&out, 4096);
			vr_buffer_init(&wanted, 4096);
			vr_say_number(language, VR_PHRASE_HOURS_IN_WORDS, numbers[k], &out);
			for (const char *at = texts[k]; *at != '\0'; at++)
				vr_buffer_add(&wanted, *at == '_' ? "\u00a0" : at, *at == '_' ? 2 : 1);
			assert_string_equal(vr_buffer_string(&out), vr_buffer_string(&wanted));
			vr_buffer_release(&out);
			vr_buffer_release(&wanted);
		}
		vr_language_destroy(language);
	}
}

// What the headers of the tables promise: an emergency fits on a wall, a title beside a picture.
static void test_prepared_messages_are_short(void **state)
{
	(void)state;
	static const struct {
		enum vr_phrase phrase;
		size_t longest;
	} cases[] = {
	        {VR_PHRASE_LEAVE_TITLE, 32},        {VR_PHRASE_LEAVE_TEXT, 90},         {VR_PHRASE_STAY_TITLE, 32},
	        {VR_PHRASE_STAY_TEXT, 90},          {VR_PHRASE_CALL_OFF_TITLE, 32},     {VR_PHRASE_CALL_OFF_TEXT, 90},
	        {VR_PHRASE_DROP_IN_FULL_TEXT, 240}, {VR_PHRASE_DROP_IN_FULL_TITLE, 60}, {VR_PHRASE_NEW_HOURS_TEXT, 240},
	        {VR_PHRASE_HAND_WASH_TEXT, 240},    {VR_PHRASE_PHONE_DOWN_TEXT, 240},   {VR_PHRASE_MASK_TITLE, 60},
	};
	for (size_t i = 0; i < VR_COUNT(own); i++) {
		struct vr_language *language = open_language(own[i]);
		for (size_t k = 0; k < VR_COUNT(cases); k++) {
			struct vr_buffer out;
			vr_buffer_init(&out, 4096);
			vr_say(language, cases[k].phrase, &out);
			assert_in_range(vr_utf8_count(out.data, out.length), 1, cases[k].longest);
			vr_buffer_release(&out);
		}
		vr_language_destroy(language);
	}
}

static void test_arguments_keep_their_order(void **state)
{
	(void)state;
	struct vr_buffer out;
	vr_buffer_init(&out, 4096);
	struct vr_language *language = open_language("ar");
	vr_say_text(language, VR_PHRASE_RANGE, "30", "45", &out);
	expect(&out, "من \u2068"
	             "30\u2069 إلى \u2068"
	             "45\u2069");
	vr_language_destroy(language);
	language = open_language("sv");
	vr_say_text(language, VR_PHRASE_RANGE, "30", "45", &out);
	expect(&out, "30–45");
	vr_say_text(language, VR_PHRASE_CLOSED_FOR, "غداء", NULL, &out);
	expect(&out, "Stängt: \u2068غداء\u2069");
	vr_say_text(language, VR_PHRASE_CLOSED_FOR, "{0} 'lunch' #\xff", NULL, &out);
	expect(&out, "Stängt: {0} 'lunch' #\ufffd");
	vr_language_destroy(language);
	vr_buffer_release(&out);
}

static void test_direction(void **state)
{
	(void)state;
	struct vr_language *language = open_language("ar");
	assert_string_equal(vr_language_tag(language), "ar");
	vr_language_destroy(language);
	for (size_t i = 0; i < VR_COUNT(own); i++) {
		bool rtl = strcmp(own[i], "ar") == 0 || strcmp(own[i], "fa") == 0 || strcmp(own[i], "ckb") == 0;
		language = open_language(own[i]);
		assert_int_equal(vr_language_rtl(language), rtl);
		vr_language_destroy(language);
	}
	vr_language_destroy(NULL);
}

// Interpreters' lists and municipalities write other codes than the catalogues are named by.
static void test_other_codes_of_a_language(void **state)
{
	(void)state;
	static const struct {
		const char *tag, *as; // whose words; "en": nobody's
		bool rtl;
		const char *date;
	} cases[] = {
	        {"kmr", "ku", false, "1ê rezberê 2026"},
	        {"kmr-TR", "ku", false, "1ê rezberê 2026"},
	        {"prs", "fa", true, "1 سپتمبر 2026"},
	        {"prs-AF", "fa", true, "1 سپتمبر 2026"},
	        {"pes", "fa", true, "1 سپتامبر 2026"},
	        {"PRS", "fa", true, "1 سپتمبر 2026"},
	        {"arb", "ar", true, "1 سبتمبر 2026"},
	        {"ar-SY", "ar", true, NULL}, // the months of Syria
	        {"so-SO", "so", false, NULL},
	        {"swe", "sv", false, "1 september 2026"},
	        {"ti-ER", "ti", false, NULL},
	        {"fil", "en", false, "Setyembre 1, 2026"},
	        {"tl", "en", false, "Setyembre 1, 2026"},
	        {"zh-Hans", "en", false, "2026年9月1日"},
	        {"ku-Arab", "en", true, NULL}, // Latin letters are no help to whoever reads these
	        {"ku-Latn", "ku", false, "1ê rezberê 2026"},
	        {"sv-Latn-FI", "sv", false, "1 september 2026"},
	        {"rom", "en", false, "1 September 2026"},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct vr_language *language, *other;
		struct vr_error error;
		struct vr_buffer said, expected;
		vr_buffer_init(&said, 256);
		vr_buffer_init(&expected, 256);
		bool found = vr_language_create(cases[i].tag, &language, &error);
		assert_int_equal(found, strcmp(cases[i].as, "en") != 0);
		assert_true(vr_language_create(cases[i].as, &other, &error));
		vr_say(language, VR_PHRASE_WELCOME, &said);
		vr_say_number(language, VR_PHRASE_HOURS_IN_WORDS, 2, &said);
		vr_say(other, VR_PHRASE_WELCOME, &expected);
		vr_say_number(other, VR_PHRASE_HOURS_IN_WORDS, 2, &expected);
		assert_string_equal(vr_buffer_string(&said), vr_buffer_string(&expected));
		assert_string_equal(vr_language_tag(language), cases[i].tag);
		assert_int_equal(vr_language_rtl(language), cases[i].rtl);
		vr_buffer_clear(&said);
		vr_say_date(language, 2026, 9, 1, &said);
		if (cases[i].date)
			assert_string_equal(vr_buffer_string(&said), cases[i].date);
		vr_buffer_release(&said);
		vr_buffer_release(&expected);
		vr_language_destroy(language);
		vr_language_destroy(other);
	}
	assert_int_equal(vr_reading_ms("kmr", 500), vr_reading_ms("ku", 500));
}

static void test_a_region_uses_its_parent(void **state)
{
	(void)state;
	struct vr_language *language = open_language("sv-FI");
	struct vr_buffer out;
	vr_buffer_init(&out, 4096);
	vr_say(language, VR_PHRASE_WELCOME, &out);
	expect(&out, "Välkommen");
	vr_buffer_release(&out);
	vr_language_destroy(language);
}

static void test_without_a_file_it_speaks_english(void **state)
{
	(void)state;
	struct vr_language *language;
	struct vr_error error;
	struct vr_buffer out;
	vr_buffer_init(&out, 4096);
	assert_false(vr_language_create("ps", &language, &error));
	assert_int_equal(error.code, VR_NOT_FOUND);
	assert_true(vr_language_rtl(language));
	vr_say_number(language, VR_PHRASE_HOURS_IN_WORDS, 1, &out);
	expect(&out, "1\u00a0hour");
	vr_say(language, VR_PHRASE_WELCOME, &out);
	expect(&out, "Welcome");
	vr_language_destroy(language);
	vr_buffer_release(&out);
}

// What the hub must know before it fills in a prepared message: English may not stand in there.
static void test_a_language_knows_its_own_words(void **state)
{
	(void)state;
	static const struct {
		const char *tag;
		enum vr_phrase phrase;
		bool own;
	} cases[] = {
	        {"sv", VR_PHRASE_MASK_TITLE, true},         {"sv-FI", VR_PHRASE_MASK_TITLE, true},
	        {"en", VR_PHRASE_MASK_TITLE, true},         {"de", VR_PHRASE_MASK_TITLE, false},
	        {"sv", VR_PHRASE_STAFF_DOCTOR_LATE, true},  {"en", VR_PHRASE_STAFF_DOCTOR_LATE, true},
	        {"fi", VR_PHRASE_STAFF_DOCTOR_LATE, false},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct vr_language *language;
		struct vr_error error;
		bool file = vr_language_create(cases[i].tag, &language, &error);
		assert_int_equal(file, strcmp(cases[i].tag, "de") != 0);
		assert_int_equal(vr_says_itself(language, cases[i].phrase), cases[i].own);
		assert_true(vr_can_say(language, cases[i].phrase));
		vr_language_destroy(language);
	}
	assert_string_equal(vr_phrase_arguments(VR_PHRASE_DOCTOR_LATE_TITLE), "n");
}

static void test_a_tag_that_is_none(void **state)
{
	(void)state;
	static const char *const bad[] = {"",  "../en", "sv_SE", "en\n",
	                                  "x", "-",     "sv-",   "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q"};
	for (size_t i = 0; i < VR_COUNT(bad); i++) {
		struct vr_language *language;
		struct vr_error error;
		struct vr_buffer out;
		vr_buffer_init(&out, 4096);
		assert_false(vr_language_create(bad[i], &language, &error));
		vr_say(language, VR_PHRASE_WELCOME, &out);
		expect(&out, "Welcome");
		vr_buffer_release(&out);
		vr_language_destroy(language);
	}
}

static void test_built_in_english_is_whole(void **state)
{
	(void)state;
	struct vr_catalogue *english = vr_catalogue_built_in();
	for (size_t i = 0; i < VR_PHRASE_COUNT; i++)
		assert_non_null(english->patterns[i]);
	vr_catalogue_destroy(english);
}

// A pattern that is wrong about its arguments would be undefined behaviour inside umsg.
static void test_wrong_patterns_are_left_out(void **state)
{
	(void)state;
	static const char *const bad[] = {
	        "{0, number}",
	        "{0, date}",
	        "{2}",
	        "{x}",
	        "{0",
	        "}",
	        "{1}",
	        "'{'{0}",
	        "{0, plural, other{{0}}}",
	        "{0, select, other{x}}",
	        "{0, plural, one{x}}",
	        "{0}{0, number}",
	        "{0,,}",
	        "{0, plural, other{{0, plural, other{{0, plural, other{{0, plural, other{x}}}}}}}}",
	};
	for (size_t i = 0; i < VR_COUNT(bad); i++) {
		char json[512];
		struct vr_catalogue *catalogue;
		struct vr_error error;
		snprintf(json, sizeof(json), "{\"closedFor\": \"%s\", \"welcome\": \"%s\"}", bad[i], "Hej");
		assert_true(vr_catalogue_parse("sv", json, strlen(json), &catalogue, NULL, &error));
		assert_null(catalogue->patterns[VR_PHRASE_CLOSED_FOR]);
		assert_string_equal(catalogue->patterns[VR_PHRASE_WELCOME], "Hej");
		vr_catalogue_destroy(catalogue);
	}
}

static void test_broken_files(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "[]", "{", "{\"welcome\": \"\xff\"}", "3"};
	for (size_t i = 0; i < VR_COUNT(bad); i++) {
		struct vr_catalogue *catalogue;
		struct vr_error error;
		assert_false(vr_catalogue_parse("sv", bad[i], strlen(bad[i]), &catalogue, NULL, &error));
		assert_int_equal(error.code, VR_INVALID);
		assert_null(catalogue);
	}
}

static void test_check_names_what_is_missing(void **state)
{
	(void)state;
	struct vr_catalogue *catalogue;
	struct vr_error error;
	struct vr_buffer problems;
	vr_buffer_init(&problems, 65536);
	const char *json = "{\"welcome\": 7, \"unitHour\": \"{0}\"}";
	assert_true(vr_catalogue_parse("sv", json, strlen(json), &catalogue, &problems, &error));
	assert_non_null(strstr(vr_buffer_string(&problems), "welcome: missing\n"));
	assert_non_null(strstr(vr_buffer_string(&problems), "unitHour: its arguments must be"));
	vr_catalogue_destroy(catalogue);
	vr_buffer_release(&problems);
}

// All of the staff page's words or none.
static void test_check_wants_staff_words_where_there_are_some(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		bool missed;
	} cases[] = {{"{\"welcome\": \"Hej\"}", false}, {"{\"staffMask\": \"Munskydd\"}", true}};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct vr_catalogue *catalogue;
		struct vr_error error;
		struct vr_buffer problems;
		vr_buffer_init(&problems, 65536);
		assert_true(
		        vr_catalogue_parse("sv", cases[i].json, strlen(cases[i].json), &catalogue, &problems, &error));
		assert_int_equal(strstr(vr_buffer_string(&problems), "staffLeave: missing\n") != NULL, cases[i].missed);
		assert_null(strstr(vr_buffer_string(&problems), "staffMask: missing\n"));
		vr_catalogue_destroy(catalogue);
		vr_buffer_release(&problems);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_catalogues_are_complete),
	        cmocka_unit_test(test_every_phrase_speaks),
	        cmocka_unit_test(test_headings_for_little_room_are_short),
	        cmocka_unit_test(test_kinds_for_little_room_are_a_word),
	        cmocka_unit_test(test_arabic_one_and_two_have_no_digit),
	        cmocka_unit_test(test_plurals),
	        cmocka_unit_test(test_durations),
	        cmocka_unit_test(test_prepared_messages_are_short),
	        cmocka_unit_test(test_arguments_keep_their_order),
	        cmocka_unit_test(test_direction),
	        cmocka_unit_test(test_a_region_uses_its_parent),
	        cmocka_unit_test(test_other_codes_of_a_language),
	        cmocka_unit_test(test_without_a_file_it_speaks_english),
	        cmocka_unit_test(test_a_language_knows_its_own_words),
	        cmocka_unit_test(test_a_tag_that_is_none),
	        cmocka_unit_test(test_built_in_english_is_whole),
	        cmocka_unit_test(test_wrong_patterns_are_left_out),
	        cmocka_unit_test(test_broken_files),
	        cmocka_unit_test(test_check_names_what_is_missing),
	        cmocka_unit_test(test_check_wants_staff_words_where_there_are_some),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
