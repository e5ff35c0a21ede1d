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
	        {"sv", "1 september 2026", "1 sep.", "tisdag"},        {"en", "1 September 2026", "1 Sept", "Tuesday"},
	        {"fi", "1. syyskuuta 2026", "1. syysk.", "tiistai"},   {"ar", "1 سبتمبر 2026", "1 سبتمبر", "الثلاثاء"},
	        {"so", "Bisha Sagaalaad 1, 2026", "Seb 1", "Talaado"},
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
	static const char *const tags[] = {"sv", "fi", "en", "ar", "so"};
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
}

static void test_reading_time(void **state)
{
	(void)state;
	assert_int_equal(vr_reading_ms("sv", 0), 2000);
	assert_in_range(vr_reading_ms("sv", 120), 17600, 17800);
	assert_in_range(vr_reading_ms("fi", 120), 15300, 15400);
	assert_in_range(vr_reading_ms("ar", 120), 25500, 25600);
	assert_int_equal(vr_reading_ms("so", 500), vr_reading_ms("pl", 500)); // the slowest of the Latin script
	assert_int_equal(vr_reading_ms("fa", 500), vr_reading_ms("ar", 500));
	assert_int_equal(vr_reading_ms("uk", 500), vr_reading_ms("ru", 500));
	assert_int_equal(vr_reading_ms("ti", 500), vr_reading_ms("ar", 500)); // nothing known: the slowest of all
	assert_int_equal(vr_reading_ms("sv-FI", 500), vr_reading_ms("sv", 500));
	assert_true(vr_reading_ms("sv", 120) > vr_reading_ms("en", 120));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_dates),  cmocka_unit_test(test_times_are_the_same_everywhere),
	        cmocka_unit_test(test_days),   cmocka_unit_test(test_hours),
	        cmocka_unit_test(test_values), cmocka_unit_test(test_reading_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
