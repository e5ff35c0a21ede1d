// Order of mixed directions, scripts and faces.
#include "text/fake_metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// Runs of one line from left to right, each ended by '|'; right-to-left ones begin with '<' and keep reading order.
static void expect(const char *text, bool rtl, const char *shown)
{
	struct vr_text_style style = {
	        .font = {20, false}, .language = rtl ? "ar" : "sv", .rtl = rtl, .width = 4000, .no_break = true};
	struct vr_arena arena;
	struct vr_layout layout;
	struct vr_error error;
	struct vr_buffer out;
	vr_arena_init(&arena, 1 << 20);
	vr_buffer_init(&out, 4096);
	assert_true(vr_text_layout(text, &style, &fake_metrics, &arena, &layout, &error));
	assert_int_equal(layout.line_count, 1);
	const struct vr_text_line *line = &layout.lines[0];
	int x = rtl ? 4000 - line->width : 0;
	for (size_t i = 0; i < line->run_count; i++) {
		assert_int_equal(line->runs[i].x, x);
		x += line->runs[i].width;
		vr_buffer_format(&out, "%s%.*s|", line->runs[i].rtl ? "<" : "", (int)line->runs[i].length,
		                 line->runs[i].text);
	}
	assert_int_equal(x, rtl ? 4000 : line->width);
	assert_string_equal(vr_buffer_string(&out), shown);
	vr_buffer_release(&out);
	vr_arena_release(&arena);
}

static void test_one_direction_is_one_run(void **state)
{
	(void)state;
	expect("Öppet 08:30–16:00, ring 08-123 456 00!", false, "Öppet 08:30–16:00, ring 08-123 456 00!|");
}

// The space is in the Latin face, so Arabic words are runs of their own.
static void test_arabic_words_run_right_to_left(void **state)
{
	(void)state;
	expect("اسأل في", true, "<في|< |<اسأل|");
	expect("اسأل", false, "<اسأل|");
}

static void test_times_keep_their_order(void **state)
{
	(void)state;
	expect("مفتوح 08:30–16:00", true, "08:30–16:00|< |<مفتوح|");
	expect("مفتوح 08:30 – 16:00 اليوم", true, "<اليوم|< |08:30 – 16:00|< |<مفتوح|");
	expect("08:30–16:00", true, "08:30–16:00|");
}

static void test_phone_numbers_keep_their_order(void **state)
{
	(void)state;
	expect("اتصل +46 771 11 77 00", true, "+46 771 11 77 00|< |<اتصل|");
	expect("اتصل +46 (0)771-11 77 00", true, "+46 (0)771-11 77 00|< |<اتصل|");
	expect("اتصل 08-123 456 00.", true, "<.|08-123 456 00|< |<اتصل|");
}

static void test_queue_numbers_keep_their_order(void **state)
{
	(void)state;
	expect("رقم A 012", true, "A 012|< |<رقم|");
	expect("رقم B-17", true, "B-17|< |<رقم|");
}

static void test_addresses_keep_their_order(void **state)
{
	(void)state;
	expect("موقع 1177.se", true, "1177.|se|< |<موقع|");
	expect("موقع www.1177.se", true, "www.1177.se|< |<موقع|");
}

// A number after Latin words belongs to them.
static void test_latin_names_with_numbers(void **state)
{
	(void)state;
	expect("في Drop-in 2", true, "Drop-in 2|< |<في|");
	expect("في Ekbacken (plan 2)", true, "Ekbacken (plan 2)|< |<في|");
}

static void test_ranges_in_arabic_words(void **state)
{
	(void)state;
	expect("من \u2068"
	       "30\u2069 إلى \u2068"
	       "45\u2069",
	       true, "45|< |<إلى|< |30|< |<من|");
}

static void test_arabic_inside_swedish(void **state)
{
	(void)state;
	expect("Stängt: \u2068غداء\u2069, nu", false, "Stängt: |<غداء|, |nu|");
	expect("Läs غداء 08:30–16:00 غداء nu", false, "Läs |<غداء|< |08:30–16:00|< |<غداء| |nu|");
}

static void test_controls_end_with_their_paragraph(void **state)
{
	(void)state;
	struct vr_text_style style = {.font = {20, false}, .language = "sv", .width = 4000};
	static const char *const controls[] = {"\u202e", "\u202b",       "\u2067",
	                                       "\u2068", "\u202c\u2069", "\u202a\u202a\u2066"};
	for (size_t i = 0; i < VR_COUNT(controls); i++) {
		char text[64];
		struct vr_arena arena;
		struct vr_layout layout;
		struct vr_error error;
		snprintf(text, sizeof(text), "ab%s\ncd 12 ef", controls[i]);
		vr_arena_init(&arena, 1 << 20);
		assert_true(vr_text_layout(text, &style, &fake_metrics, &arena, &layout, &error));
		assert_int_equal(layout.line_count, 2);
		assert_int_equal(layout.lines[0].run_count, 1);
		assert_memory_equal(layout.lines[0].runs[0].text, "ab", 3);
		assert_int_equal(layout.lines[1].run_count, 1);
		assert_false(layout.lines[1].runs[0].rtl);
		assert_string_equal(layout.lines[1].runs[0].text, "cd 12 ef");
		vr_arena_release(&arena);
	}
	expect("\u202e"
	       "abc",
	       false, "<abc|"); // an override is the author's wish
}

// Isolates are not drawn, but what they hold apart changes places around them.
static void test_isolates_stand_between(void **state)
{
	(void)state;
	expect("\u2066"
	       "ab\u2069\u2066"
	       "cd\u2069",
	       true, "cd|ab|");
	expect("\u2067"
	       "ab\u2069\u2067"
	       "cd\u2069",
	       false, "ab|cd|");
}

static void test_brackets_under_an_override(void **state)
{
	(void)state;
	expect("\u202b"
	       "a(b\u202c\u202e)\u202c",
	       false, "<)|a(b|");
	expect("a(b)\u0331 c", true, "a(b)\u0331 c|"); // the mark stays on its bracket
}

static void test_marks_stay_with_their_base(void **state)
{
	(void)state;
	expect("مُمَرِّض", true, "<مُمَرِّض|");
}

static void test_scripts(void **state)
{
	(void)state;
	static const struct {
		const char *text, *script;
	} cases[] = {{"abc", "Latn"}, {"привет", "Cyrl"}, {"اسأل", "Arab"}, {"ሰላም", "Ethi"}, {"12:30", "Latn"}};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct vr_text_style style = {.font = {20, false}, .language = "sv", .width = 4000};
		struct vr_arena arena;
		struct vr_layout layout;
		struct vr_error error;
		vr_arena_init(&arena, 1 << 20);
		assert_true(vr_text_layout(cases[i].text, &style, &fake_metrics, &arena, &layout, &error));
		assert_int_equal(layout.lines[0].run_count, 1);
		assert_string_equal(layout.lines[0].runs[0].script, cases[i].script);
		vr_arena_release(&arena);
	}
	expect("ab (привет) cd", false, "ab (|привет|) cd|"); // a bracket goes with its partner
	expect("\u201cпривет\u201d ab", false, "\u201cпривет\u201d |ab|");
}

static int cleanup(void **state)
{
	(void)state;
	vr_text_cleanup();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_one_direction_is_one_run),
	        cmocka_unit_test(test_arabic_words_run_right_to_left),
	        cmocka_unit_test(test_times_keep_their_order),
	        cmocka_unit_test(test_phone_numbers_keep_their_order),
	        cmocka_unit_test(test_queue_numbers_keep_their_order),
	        cmocka_unit_test(test_addresses_keep_their_order),
	        cmocka_unit_test(test_latin_names_with_numbers),
	        cmocka_unit_test(test_ranges_in_arabic_words),
	        cmocka_unit_test(test_arabic_inside_swedish),
	        cmocka_unit_test(test_controls_end_with_their_paragraph),
	        cmocka_unit_test(test_isolates_stand_between),
	        cmocka_unit_test(test_brackets_under_an_override),
	        cmocka_unit_test(test_marks_stay_with_their_base),
	        cmocka_unit_test(test_scripts),
	};
	return cmocka_run_group_tests(tests, NULL, cleanup);
}
