// Lines, breaks and pages; hyphens have a file of their own.
#include "text/laid.h"

static void test_words_fill_lines(void **state)
{
	(void)state;
	expect("", style_of(10), "");
	expect("   \t ", style_of(10), "");
	expect("Hej", style_of(10), "Hej|");
	expect("Hej du glade sköldpadda", style_of(12), "Hej du glade|sköldpadda|");
	expect("Hej  du\tglade ", style_of(40), "Hej du glade|");
}

static void test_newlines_are_paragraphs(void **state)
{
	(void)state;
	expect("ett\ntvå\n", style_of(10), "ett|två|");
	expect("\n\nett\r\n\n\n\ntvå\n\n", style_of(10), "ett||två|");
	struct laid laid = lay("ett\ntvå tre", style_of(4));
	assert_int_equal(laid.layout.line_count, 3);
	assert_true(laid.layout.lines[0].ends_paragraph);
	assert_false(laid.layout.lines[1].ends_paragraph);
	assert_true(laid.layout.lines[2].ends_paragraph);
	drop(&laid);
	struct vr_text_style style = style_of(10);
	style.no_break = true;
	expect("ett\ntvå", style, "ett två|");
}

static void test_no_break_tells_what_does_not_fit(void **state)
{
	(void)state;
	struct vr_text_style style = style_of(10);
	style.no_break = true;
	struct laid laid = lay("ett två tre fyra", style);
	assert_int_equal(laid.layout.line_count, 1);
	assert_int_equal(laid.layout.lines[0].width, 160);
	assert_false(laid.layout.fits);
	drop(&laid);
}

static void test_numbers_stay_whole(void **state)
{
	(void)state;
	expect("Ring 08-123 456 00 nu", style_of(14), "Ring|08-123 456 00|nu|");
	expect("Ring +46 771 11 77 00", style_of(16), "Ring|+46 771 11 77 00|");
	expect("Ring +46 (0)771 11 77", style_of(16), "Ring|+46 (0)771 11 77|");
	expect("öppet 08:30–16:00", style_of(13), "öppet|08:30–16:00|");
	expect("öppet 08:30 – 16:00", style_of(15), "öppet|08:30 – 16:00|");
	expect("vänta cirka 40 min", style_of(16), "vänta cirka|40 min|");
	expect("Nummer A 012", style_of(9), "Nummer|A 012|");
	expect("vaccin 12 personer", style_of(12), "vaccin|12 personer|");
	expect("odota 40 minuuttia", style_of(14), "odota|40 minuuttia|");
	expect("odota 40 minuuttia", style_of(10), "odota 40|minuuttia|"); // no line has room for both
}

static void test_words_stay_with_their_numbers(void **state)
{
	(void)state;
	expect("maanantai klo 07:30", style_of(14), "maanantai|klo 07:30|");
	expect("öppnar kl. 08 i dag", style_of(12), "öppnar|kl. 08 i dag|");
	expect("öppnar klockan 8", style_of(15), "öppnar|klockan 8|");
	expect("mottagningen plan 2", style_of(18), "mottagningen|plan 2|");
	expect("ring tel. 08-123 456 00", style_of(20), "ring|tel. 08-123 456 00|");
	expect("ring tel. 08-123 456 00", style_of(14), "ring tel.|08-123 456 00|");
	expect("akut fara: 112", style_of(12), "akut|fara: 112|");
	expect("hengenvaara: 112", style_of(13), "hengenvaara:|112|");
	expect("mottagning 12", style_of(11), "mottagning|12|"); // a long word may stand alone
	struct vr_text_style style = style_of(10);
	style.language = "ar";
	style.rtl = true;
	expect("يفتح الساعة 8", style, "يفتح|8 الساعة|");
}

static void test_small_words_stay_with_the_next(void **state)
{
	(void)state;
	expect("fråga mig i receptionen nu", style_of(14), "fråga mig|i receptionen|nu|");
	expect("zapytać o to w recepcji", style_of(16), "zapytać o to|w recepcji|");
	expect("спросите в регистратуре", style_of(14), "спросите|в регистратуре|");
	expect("fråga i receptionen", style_of(12), "fråga i|receptionen|"); // no line has room for both
	expect("vänta vid dörr B eller dörr C", style_of(16), "vänta vid dörr B|eller dörr C|"); // a name
}

static void test_a_long_row_of_digits_still_breaks(void **state)
{
	(void)state;
	expect("1 2 3 4 5 6 7 8 9 10 11 12 13 14", style_of(10), "1 2 3 4 5|6 7 8 9 10|11 12|13 14|");
}

static void test_headlines_are_balanced(void **state)
{
	(void)state;
	struct vr_text_style style = style_of(24);
	expect("Vaccinera dig mot influensa i höst", style, "Vaccinera dig mot|influensa i höst|");
	style.width = 280;
	expect("Vaccinera dig mot influensa nu i höst", style, "Vaccinera dig mot influensa|nu i höst|");
	style.balance = true;
	expect("Vaccinera dig mot influensa nu i höst", style, "Vaccinera dig mot|influensa nu i höst|");
}

static void test_no_widow(void **state)
{
	(void)state;
	expect("Boka tid i receptionen.", style_of(20), "Boka tid|i receptionen.|"); // not "receptio-|nen."
	expect("aaaa bbbb cccc dddd eeee ffff gggg hhhh ii", style_of(19),
	       "aaaa bbbb cccc dddd|eeee ffff gggg|hhhh ii|");
}

static void test_two_thousand_characters_without_a_space(void **state)
{
	(void)state;
	char text[2001];
	memset(text, 'x', 2000);
	text[2000] = '\0';
	size_t measured = 0;
	struct vr_metrics metrics = fake_metrics;
	metrics.context = &measured;
	struct vr_text_style style = style_of(25);
	struct vr_arena arena;
	struct vr_layout layout;
	struct vr_error error;
	vr_arena_init(&arena, 4 << 20);
	assert_true(vr_text_layout(text, &style, &metrics, &arena, &layout, &error));
	assert_int_equal(layout.line_count, 80);
	assert_true(layout.fits);
	assert_true(measured < 60000); // bounded: a few measurements of each line
	vr_arena_release(&arena);
}

static void test_a_box_narrower_than_a_character(void **state)
{
	(void)state;
	struct vr_text_style style = style_of(1);
	style.width = 5;
	struct laid laid = lay("abc", style);
	assert_int_equal(laid.layout.line_count, 3);
	assert_false(laid.layout.fits);
	drop(&laid);
}

// U+0604 holds what follows it together, and itself: five are one character to Unicode.
static void test_what_holds_together_without_end_is_cut(void **state)
{
	(void)state;
	struct laid laid = lay("\u0604\u0604\u0604\u0604\u060412", style_of(2));
	assert_true(laid.layout.fits);
	assert_true(laid.layout.line_count >= 3);
	drop(&laid);
}

static void test_stacked_marks_are_capped(void **state)
{
	(void)state;
	expect("a\u0301\u0302\u0303\u0304\u0305b", style_of(9), "a\u0301\u0302b|");
	expect("\u0301\u0302abc", style_of(9), "abc|");
	struct laid laid = lay("a\u0301\u0302\u0303\u0304\u0305b", style_of(9));
	assert_int_equal(laid.layout.dropped, 3);
	drop(&laid);
}

static void test_what_no_face_has_is_dropped(void **state)
{
	(void)state;
	expect("Hej 😀 då", style_of(20), "Hej då|");
	expect("👨‍👩‍👧", style_of(20), "");
	expect("👍🏽️ok", style_of(20), "ok|");
	expect("a\x01\x7f\xc2\x85"
	       "b\ufeff\u200b\ufffe\ufffc",
	       style_of(20), "a|b|");
	expect("a\xff\xc0\x80\xed\xa0\x80z", style_of(20), "az|");
	struct laid laid = lay("Hej 😀😀", style_of(20));
	assert_int_equal(laid.layout.dropped, 2);
	drop(&laid);
}

static void test_a_mark_of_another_face_melts_or_goes(void **state)
{
	(void)state;
	expect("a\u0308", style_of(20), "a\u0308|");     // same face: stays
	expect("\u0627\u0308", style_of(20), "\u0627|"); // a Latin mark on alef: no one face has both
	expect("e\u064b", style_of(20), "e|");           // an Arabic mark on e
}

static void test_alignment(void **state)
{
	(void)state;
	static const struct {
		enum vr_align align;
		bool rtl;
		int x;
	} cases[] = {
	        {VR_ALIGN_START, false, 0}, {VR_ALIGN_CENTRE, false, 35}, {VR_ALIGN_END, false, 70},
	        {VR_ALIGN_START, true, 70}, {VR_ALIGN_CENTRE, true, 35},  {VR_ALIGN_END, true, 0},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct vr_text_style style = style_of(10);
		style.align = cases[i].align;
		style.rtl = cases[i].rtl;
		struct laid laid = lay("abc", style);
		assert_int_equal(laid.layout.lines[0].runs[0].x, cases[i].x);
		assert_int_equal(laid.layout.lines[0].width, 30);
		drop(&laid);
	}
}

static void test_leading_by_script(void **state)
{
	(void)state;
	struct laid laid = lay("abc", style_of(10));
	assert_int_equal(laid.layout.line_height, 27);
	assert_int_equal(laid.layout.ascent, 21);
	drop(&laid);
	laid = lay("abc \u0627", style_of(10));
	assert_int_equal(laid.layout.line_height, 30);
	drop(&laid);
	laid = lay("", style_of(10));
	assert_int_equal(laid.layout.line_height, 27);
	drop(&laid);
}

static void test_limits(void **state)
{
	(void)state;
	struct vr_arena arena;
	struct vr_layout layout;
	struct vr_error error;
	struct vr_text_style style = style_of(10);
	char *text = vr_alloc(VR_TEXT_MAX + 2, 1);
	memset(text, 'x', VR_TEXT_MAX + 1);
	vr_arena_init(&arena, 1 << 24);
	assert_false(vr_text_layout(text, &style, &fake_metrics, &arena, &layout, &error));
	assert_int_equal(error.code, VR_LIMIT);
	assert_int_equal(layout.line_count, 0);
	text[VR_TEXT_MAX] = '\0';
	assert_true(vr_text_layout(text, &style, &fake_metrics, &arena, &layout, &error));
	vr_arena_release(&arena);
	vr_arena_init(&arena, 2000);
	assert_false(vr_text_layout(text, &style, &fake_metrics, &arena, &layout, &error));
	assert_int_equal(error.code, VR_LIMIT);
	assert_int_equal(layout.line_count, 0);
	vr_arena_release(&arena);
	free(text);
}

// Lines as a string: '.' ends a sentence, ',' a clause, '-' has a hyphen, '|' ends a paragraph, 'x' is inside one.
static struct vr_layout lines_of(const char *ends, struct vr_text_line *lines)
{
	size_t count = strlen(ends);
	for (size_t i = 0; i < count; i++)
		lines[i] = (struct vr_text_line){.ends_paragraph = ends[i] == '|' || i + 1 == count,
		                                 .ends_sentence = ends[i] == '.' || ends[i] == '|',
		                                 .ends_clause = ends[i] == ',' || ends[i] == '.',
		                                 .hyphen = ends[i] == '-'};
	return (struct vr_layout){.lines = lines, .line_count = count};
}

// Expects the numbers of lines on each page: "332".
static void expect_pages(const char *ends, size_t first, size_t rest, size_t below, const char *counts)
{
	struct vr_text_line lines[128];
	struct vr_layout layout = lines_of(ends, lines);
	size_t starts[8];
	char found[16] = "";
	size_t pages = vr_text_pages(&layout, first, rest, below, starts, VR_COUNT(starts));
	for (size_t i = 0; i < pages; i++)
		found[i] = (char)('0' + (i + 1 < pages ? starts[i + 1] : layout.line_count) - starts[i]);
	assert_string_equal(found, counts);
}

static void test_pages(void **state)
{
	(void)state;
	expect_pages("", 3, 4, 0, "0");
	expect_pages("xxx", 3, 4, 0, "3");
	expect_pages("xxxx", 3, 4, 0, "22"); // 3 + 1 would leave a line alone
	expect_pages("xxxxxxxx", 3, 4, 0, "332");
	expect_pages("xx", 0, 4, 0, "02");
	size_t starts[4];
	struct vr_text_line lines[100] = {0};
	struct vr_layout layout = {.lines = lines, .line_count = 100};
	assert_int_equal(vr_text_pages(&layout, 3, 4, 0, starts, 4), 4);
}

static void test_pages_end_with_sentences(void **state)
{
	(void)state;
	expect_pages("x.xx.", 4, 4, 0, "23");
	expect_pages("x.xxx.xx", 4, 4, 0, "44"); // all are full: no choice
	expect_pages("xxx,xx.", 5, 5, 0, "43");  // a clause is better than nothing,
	expect_pages("xx.,xx.", 5, 5, 0, "34");  // a sentence better than a clause,
	expect_pages("x|..xx.", 4, 4, 0, "43");  // and no line of a paragraph is left alone behind it
	expect_pages("xxx-xxx", 4, 4, 0, "34");  // a hyphen is worst
	expect_pages(".xxxx.x", 5, 5, 0, "52");  // no page is left more than half empty
	expect_pages("xx..", 3, 3, 0, "31");     // a whole sentence may stand alone
	expect_pages("x.x|.", 4, 4, 0, "23");    // but needs not
	expect_pages(".xx.", 2, 3, 0, "13");     // below a title as well,
	expect_pages(".xx.", 2, 2, 0, "22");     // but not where there is none
	expect_pages("xx.xx.x", 4, 5, 2, "43");  // room below costs a better end,
	expect_pages("xx.xxxx.", 4, 5, 4, "35"); // unless there is too little of it anyhow
}

static void test_lines_know_how_they_end(void **state)
{
	(void)state;
	struct laid laid = lay("Kom in. Sitt, och vänta (här!)\n«هل؟» ja ሰላም። nu", style_of(8));
	assert_string_equal(vr_buffer_string(&laid.shown), "Kom in.|Sitt,|och|vänta|(här!)|«هل؟» ja|ሰላም። nu|");
	static const bool sentences[] = {true, false, false, false, true, false, false};
	for (size_t i = 0; i < VR_COUNT(sentences); i++)
		assert_int_equal(laid.layout.lines[i].ends_sentence, sentences[i]);
	assert_true(laid.layout.lines[1].ends_clause);
	assert_false(laid.layout.lines[2].ends_clause);
	drop(&laid);
}

// The text up to the end that was found, '-' without one.
static void expect_end(const char *text, size_t from, const char *sentence)
{
	size_t end = vr_text_sentence_end(text, from, strlen(text));
	char found[128] = "-";
	if (end > 0)
		snprintf(found, sizeof(found), "%.*s", (int)end, text);
	assert_string_equal(found, sentence);
}

static void test_sentences_end_where_a_new_line_may_begin(void **state)
{
	(void)state;
	expect_end("Är du gravid? Fråga i", 0, "Är du gravid?");
	expect_end("Är du gravid? Fråga i", 15, "-");
	expect_end("Sitt ner nu. Kom. Vänta", 0, "Sitt ner nu. Kom.");
	expect_end("Hej (du)! \"Kom in.\" Nu", 0, "Hej (du)! \"Kom in.\"");
	expect_end("هل أنت حامل؟ اسأل", 0, "هل أنت حامل؟");
	expect_end("ሰላም። እባክዎ", 0, "ሰላም።");
	expect_end("Fråga dr. Berg, tel. 08, bl.a. om A. Ek", 0, "-");
	expect_end("Priset är 2.50 i kassan. och", 0, "-"); // a small letter goes on
	expect_end("Slut. 12 personer", 0, "-");            // and a number may
	expect_end("\u2067Slut. Nu", 0, "-");
	expect_end("", 0, "-");
}

static void test_what_is_never_seen_is_not_read(void **state)
{
	static const char *const texts[] = {"\u2068\u200e30\u2069 min", "om\u00adda", "a\u0301\u200d", "\xff!"};
	static const size_t wanted[] = {6, 4, 2, 2};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(texts); i++)
		assert_int_equal(vr_text_readable(texts[i], strlen(texts[i])), wanted[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_words_fill_lines),
	        cmocka_unit_test(test_newlines_are_paragraphs),
	        cmocka_unit_test(test_no_break_tells_what_does_not_fit),
	        cmocka_unit_test(test_numbers_stay_whole),
	        cmocka_unit_test(test_words_stay_with_their_numbers),
	        cmocka_unit_test(test_small_words_stay_with_the_next),
	        cmocka_unit_test(test_a_long_row_of_digits_still_breaks),
	        cmocka_unit_test(test_headlines_are_balanced),
	        cmocka_unit_test(test_no_widow),
	        cmocka_unit_test(test_two_thousand_characters_without_a_space),
	        cmocka_unit_test(test_a_box_narrower_than_a_character),
	        cmocka_unit_test(test_what_holds_together_without_end_is_cut),
	        cmocka_unit_test(test_stacked_marks_are_capped),
	        cmocka_unit_test(test_what_no_face_has_is_dropped),
	        cmocka_unit_test(test_a_mark_of_another_face_melts_or_goes),
	        cmocka_unit_test(test_alignment),
	        cmocka_unit_test(test_leading_by_script),
	        cmocka_unit_test(test_limits),
	        cmocka_unit_test(test_pages),
	        cmocka_unit_test(test_pages_end_with_sentences),
	        cmocka_unit_test(test_lines_know_how_they_end),
	        cmocka_unit_test(test_sentences_end_where_a_new_line_may_begin),
	        cmocka_unit_test(test_what_is_never_seen_is_not_read),
	};
	return cmocka_run_group_tests(tests, NULL, cleanup);
}
