// Where lines get hyphens; where a word may have one at all is in test_hyphen.c.
#include "text/laid.h"

static void test_swedish_compounds_are_hyphenated(void **state)
{
	(void)state;
	struct laid laid = lay("Ny vaccinationsmottagning", style_of(16));
	assert_int_equal(laid.layout.line_count, 2);
	assert_true(laid.layout.lines[0].hyphen);
	assert_false(laid.layout.lines[1].hyphen);
	assert_string_equal(vr_buffer_string(&laid.shown), "Ny vaccinations-|mottagning|");
	assert_int_equal(laid.layout.lines[0].to, strlen("Ny vaccinations"));
	drop(&laid);
}

static void test_a_word_that_is_cut_anywhere_has_a_hyphen(void **state)
{
	(void)state;
	struct vr_text_style style = style_of(16);
	style.language = "pt"; // no dictionary: the word goes to the next line, then is cut
	expect("Ny vaccinationsmottagning", style, "Ny|vaccinationsmot-|tagning|");
	style.width = 230; // three letters stay together
	expect("vaccinationsmottagningen", style, "vaccinationsmottagnin-|gen|");
	style.width = 40;
	expect("mottagning", style, "mott|agni|ng|"); // too few letters for a hyphen more
	expect("1234567890", style, "1234|5678|90|");
}

// A hyphen between the parts of a compound, even where a syllable more would fit.
static void test_compounds_part_at_their_joint(void **state)
{
	(void)state;
	expect("Ny vaccinationsmottagning", style_of(20), "Ny vaccinations-|mottagning|");
	expect("Boka provtagningsremissen i dag på", style_of(23), "Boka provtagnings-|remissen i dag på|");
	expect("Ny mödravårdscentralen", style_of(18), "Ny mödravårds-|centralen|");
	expect("Ny sjukgymnastikmottagning", style_of(22), "Ny sjukgymnastikmot-|tagning|"); // no s, no joint known
}

// Where more than half of the line is full, only a joint is worth a hyphen, however far back it stands.
static void test_a_fuller_line_takes_a_joint_only(void **state)
{
	(void)state;
	struct vr_text_style style = style_of(22);
	style.language = "fi";
	expect("Kysy nyt jo terveysasemalta huomenna", style, "Kysy nyt jo terveys-|asemalta huomenna|");
	expect("Kysy nyt jo kysymyksestänne huomenna", style, "Kysy nyt jo|kysymyksestänne|huomenna|");
}

static void test_a_hyphen_has_to_save_a_line(void **state)
{
	(void)state;
	expect("Boka provtagningsremissen nu", style_of(23), "Boka|provtagningsremissen nu|");
}

static void test_english_takes_the_dictionary_there_is(void **state)
{
	(void)state;
	struct vr_text_style style = style_of(16);
	style.language = "en";
	struct laid laid = lay("New physiotherapists here", style);
	assert_true(laid.layout.lines[0].hyphen);
	drop(&laid);
	style.language = "en-SE";
	laid = lay("New physiotherapists here", style);
	assert_true(laid.layout.lines[0].hyphen);
	drop(&laid);
}

static void test_short_words_stay_whole(void **state)
{
	(void)state;
	// 25 of 30 are full and "väntar" is shorter than a third: not worth a hyphen.
	expect("Den som är sjuk hemma nu väntar", style_of(29), "Den som är sjuk hemma|nu väntar|");
}

static void test_soft_hyphens(void **state)
{
	(void)state;
	struct vr_text_style style = style_of(12);
	style.language = "so";
	expect("Ny prov\u00adtagning", style, "Ny prov-|tagning|");
	style.width = 200;
	expect("Ny prov\u00adtagning", style, "Ny provtagning|");
	style.language = "sv";
	style.width = 160; // where the author put it, though the dictionary knows others
	expect("Ny vaccina\u00adtionsmottagning", style, "Ny vaccina-|tionsmottagning|");
}

static void test_addresses_are_not_hyphenated(void **state)
{
	(void)state;
	struct laid laid = lay("Läs mer på www.vardcentralen.example", style_of(20));
	assert_false(laid.layout.lines[0].hyphen);
	assert_string_equal(vr_buffer_string(&laid.shown), "Läs mer på|www.vardcentralen.ex|ample|");
	drop(&laid);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_swedish_compounds_are_hyphenated),
	        cmocka_unit_test(test_a_word_that_is_cut_anywhere_has_a_hyphen),
	        cmocka_unit_test(test_compounds_part_at_their_joint),
	        cmocka_unit_test(test_a_fuller_line_takes_a_joint_only),
	        cmocka_unit_test(test_a_hyphen_has_to_save_a_line),
	        cmocka_unit_test(test_english_takes_the_dictionary_there_is),
	        cmocka_unit_test(test_short_words_stay_whole),
	        cmocka_unit_test(test_soft_hyphens),
	        cmocka_unit_test(test_addresses_are_not_hyphenated),
	};
	return cmocka_run_group_tests(tests, NULL, cleanup);
}
