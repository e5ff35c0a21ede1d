// Dates, times, weekdays, numbers and reading time.
#include "vantrum/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct said {
	struct vr_language *language;
	struct vr_buffer out;
};

static struct said open_said(const char *tag)
{
	struct said said;
	struct vr_error error;
	assert_true(vr_language_create(tag, &said.language, &error));
	vr_buffer_init(&said.out, 4096);
	return said;
}

static void close_said(struct said *said)
{
	vr_buffer_release(&said->out);
	vr_language_destroy(said->language);
}

static void expect(struct said *said, const char *text)
{
	assert_string_equal(vr_buffer_string(&said->out), text);
	vr_buffer_clear(&said->out);
}

static void test_dates(void **state)
{
	(void)state;
	static const struct {
		const char *tag, *date, *short_date, *weekday;
	} cases[] = {
	        {"sv", "1 september 2026", "1 sep.", "tisdag"},
	        {"en", "1 September 2026", "1 Sept", "Tuesday"},
	        {"fi", "1. syyskuuta 2026", "1. syysk.", "tiistai"},
	        {"ar", "1 سبتمبر 2026", "1 سبتمبر", "الثلاثاء"},
	        {"so", "1 Sebtembar 2026", "1 Sebtembar", "Talaado"},
	        {"fa", "1 سپتامبر 2026", "1 سپتامبر", "سه\u200cشنبه"},
	        {"ti", "1 መስከረም 2026", "1 መስከረም", "ሰሉስ"},
	        {"pl", "1 września 2026", "1 wrz", "wtorek"},
	        {"ru", "1 сентября 2026\u202fг.", "1 сент.", "вторник"},
	        {"uk", "1 вересня 2026\u202fр.", "1 вер.", "вівторок"},
	        {"es", "1 de septiembre de 2026", "1 sept", "martes"},
	        {"tr", "1 Eylül 2026", "1 Eyl", "Salı"},
	        {"bs", "1. septembar 2026.", "1. sep", "utorak"},
	        {"ku", "1ê rezberê 2026", "1ê rezberê", "sêşem"},
	        {"ckb", "1ی ئەیلوولی 2026", "1ی ئەیلوول", "سێشەممە"},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct said said = open_said(cases[i].tag);
		vr_say_date(said.language, 2026, 9, 1, &said.out);
		expect(&said, cases[i].date);
		vr_say_short_date(said.language, 9, 1, &said.out);
		expect(&said, cases[i].short_date);
		vr_say_weekday(said.language, 1, &said.out);
		expect(&said, cases[i].weekday);
		vr_say_short_date(said.language, 2, 29, &said.out);
		assert_true(said.out.length > 0);
		close_said(&said);
	}
}

static void test_times_are_the_same_everywhere(void **state)
{
	(void)state;
	static const char *const tags[] = {"sv", "fi", "en", "ar", "so", "fa", "ti", "pl",
	                                   "ru", "uk", "es", "tr", "bs", "ku", "ckb"};
	for (size_t i = 0; i < VR_COUNT(tags); i++) {
		struct said said = open_said(tags[i]);
		vr_say_time(said.language, 8, 5, &said.out);
		expect(&said, "08:05");
		close_said(&said);
	}
}

static void test_days(void **state)
{
	(void)state;
	struct said said = open_said("sv");
	vr_say_days(said.language, 0x0f, &said.out);
	expect(&said, "mån–tors");
	vr_say_days(said.language, 0x60, &said.out);
	expect(&said, "lör, sön");
	vr_say_days(said.language, 0x7f, &said.out);
	expect(&said, "mån–sön");
	vr_say_days(said.language, 0x57, &said.out);
	expect(&said, "mån–ons, fre, sön");
	vr_say_days(said.language, 0, &said.out);
	expect(&said, "");
	close_said(&said);
	said = open_said("ar");
	vr_say_days(said.language, 0x0f, &said.out);
	expect(&said, "من \u2068الاثنين\u2069 إلى \u2068الخميس\u2069");
	vr_say_days(said.language, 0x60, &said.out);
	expect(&said, "السبت، الأحد");
	close_said(&said);
}

static void test_days_of_other_languages(void **state)
{
	(void)state;
	static const struct {
		const char *tag, *week, *weekend, *hours;
	} cases[] = {
	        {"fi", "ma–to", "la, su", "08:00–17:00"},
	        {"en", "Mon–Thu", "Sat, Sun", "08:00–17:00"},
	        {"so", "Isn–Khms", "Sbti, Axd", "08:00–17:00"},
	        {"fa", "\u2068دوشنبه\u2069 تا \u2068پنجشنبه\u2069", "شنبه، یکشنبه",
	         "\u2068"
	         "08:00\u2069 تا \u2068"
	         "17:00\u2069"},
	        {"ti", "ሰኑይ–ሓሙስ", "ቀዳም፣ ሰንበት", "08:00–17:00"},
	        {"pl", "pon.–czw.", "sob., niedz.", "08:00–17:00"},
	        {"ru", "пн–чт", "сб, вс", "08:00–17:00"},
	        {"uk", "пн–чт", "сб, нд", "08:00–17:00"},
	        {"es", "lun–jue", "sáb, dom", "08:00–17:00"},
	        {"tr", "Pzt–Per", "Cmt, Paz", "08:00–17:00"},
	        {"bs", "pon–čet", "sub, ned", "08:00–17:00"},
	        {"ku", "duşem–pêncşem", "şemî, yekşem", "08:00–17:00"},
	        {"ckb", "\u2068دووشەممە\u2069 تا \u2068پێنجشەممە\u2069", "شەممە، یەکشەممە",
	         "\u2068"
	         "08:00\u2069 تا \u2068"
	         "17:00\u2069"},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct said said = open_said(cases[i].tag);
		vr_say_days(said.language, 0x0f, &said.out);
		expect(&said, cases[i].week);
		vr_say_days(said.language, 0x60, &said.out);
		expect(&said, cases[i].weekend);
		vr_say_hours(said.language, 8 * 60, 17 * 60, &said.out);
		expect(&said, cases[i].hours);
		close_said(&said);
	}
}

static void test_hours(void **state)
{
	(void)state;
	struct said said = open_said("fi");
	vr_say_hours(said.language, 8 * 60, 16 * 60 + 30, &said.out);
	expect(&said, "08:00–16:30");
	vr_say_hours(said.language, 20 * 60, 24 * 60, &said.out);
	expect(&said, "20:00–24:00");
	vr_say_hours(said.language, 20 * 60, 30 * 60, &said.out);
	expect(&said, "20:00–06:00");
	close_said(&said);
	said = open_said("ar");
	vr_say_hours(said.language, 8 * 60, 17 * 60, &said.out);
	expect(&said, "من \u2068"
	              "08:00\u2069 إلى \u2068"
	              "17:00\u2069");
	close_said(&said);
}

static void test_values(void **state)
{
	(void)state;
	struct said said = open_said("sv");
	vr_say_value(said.language, 40, &said.out);
	expect(&said, "40");
	vr_say_value(said.language, 1.55, &said.out);
	expect(&said, "1,6");
	close_said(&said);
	said = open_said("en");
	vr_say_value(said.language, 2.5, &said.out);
	expect(&said, "2.5");
	close_said(&said);
	said = open_said("ar");
	vr_say_value(said.language, 45, &said.out);
	expect(&said, "45");
	close_said(&said);
	static const struct {
		const char *tag, *value;
	} cases[] = {
	        {"fi", "2,5"}, {"so", "2.5"}, {"fa", "2.5"}, {"ti", "2.5"}, {"pl", "2,5"}, {"ru", "2,5"},
	        {"uk", "2,5"}, {"es", "2,5"}, {"tr", "2,5"}, {"bs", "2,5"}, {"ku", "2,5"}, {"ckb", "2.5"},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		said = open_said(cases[i].tag);
		vr_say_value(said.language, 2.5, &said.out);
		expect(&said, cases[i].value);
		close_said(&said);
	}
}

static void test_reading_time(void **state)
{
	(void)state;
	assert_int_equal(vr_reading_ms("sv", 0), 2000);
	assert_in_range(vr_reading_ms("sv", 120), 17600, 17800);
	assert_in_range(vr_reading_ms("fi", 120), 15300, 15400);
	assert_in_range(vr_reading_ms("ar", 120), 25500, 25600);
	assert_int_equal(vr_reading_ms("so", 500), vr_reading_ms("pl", 500)); // the slowest of the Latin script
	static const char *const latin[] = {"bs", "ku"};
	for (size_t i = 0; i < VR_COUNT(latin); i++)
		assert_int_equal(vr_reading_ms(latin[i], 500), vr_reading_ms("pl", 500));
	assert_int_equal(vr_reading_ms("fa", 500), vr_reading_ms("ar", 500));
	assert_int_equal(vr_reading_ms("ckb", 500), vr_reading_ms("ar", 500));
	static const struct {
		const char *tag;
		int64_t characters; // a minute, as published
	} published[] = {{"ar", 612}, {"fi", 1078}, {"en", 987}, {"pl", 916},
	                 {"sv", 917}, {"es", 1025}, {"ru", 986}, {"tr", 1054}};
	for (size_t i = 0; i < VR_COUNT(published); i++)
		assert_int_equal(vr_reading_ms(published[i].tag, 500), 2000 + 500 * 120000 / published[i].characters);
	assert_int_equal(vr_reading_ms("uk", 500), vr_reading_ms("ru", 500));
	assert_int_equal(vr_reading_ms("ti", 500), vr_reading_ms("ar", 500)); // nothing known: the slowest of all
	assert_int_equal(vr_reading_ms("sv-FI", 500), vr_reading_ms("sv", 500));
	assert_true(vr_reading_ms("sv", 120) > vr_reading_ms("en", 120));
}

static void test_own_names(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"sv", "Svenska"},  {"fi", "Suomi"},
	                                       {"en", "English"},  {"ar", "العربية"},
	                                       {"so", "Soomaali"}, {"sv-FI", "Svenska (Finland)"},
	                                       {"ti", "ትግርኛ"},     {"ckb", "کوردیی ناوەندی"},
	                                       {"pl", "Polski"},   {"qaa", "qaa"},
	                                       {"prs", "دری"},     {"kmr", "Kurdî"}};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct said said = {0};
		struct vr_error error;
		(void)!vr_language_create(cases[i][0], &said.language, &error);
		vr_buffer_init(&said.out, 256);
		vr_say_own_name(said.language, &said.out);
		expect(&said, cases[i][1]);
		close_said(&said);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_dates),
	        cmocka_unit_test(test_times_are_the_same_everywhere),
	        cmocka_unit_test(test_days_of_other_languages),
	        cmocka_unit_test(test_days),
	        cmocka_unit_test(test_hours),
	        cmocka_unit_test(test_values),
	        cmocka_unit_test(test_reading_time),
	        cmocka_unit_test(test_own_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
