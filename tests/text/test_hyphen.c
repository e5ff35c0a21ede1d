// Dictionaries: those of the system, and what is no dictionary.
#include "text/finnish.h"
#include "text/hyphen.h"
#include "vantrum/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <unicode/ustring.h>

// The word with its hyphens; "=" where parts of a compound meet.
static void expect(const char *language, const char *word, const char *shown)
{
	UChar units[VR_HYPHEN_LETTERS_MAX * 2];
	uint8_t points[VR_HYPHEN_LETTERS_MAX];
	int32_t length;
	UErrorCode status = U_ZERO_ERROR;
	char out[4 * VR_HYPHEN_LETTERS_MAX] = "";
	u_strFromUTF8(units, VR_COUNT(units), &length, word, -1, &status);
	vr_hyphen_points(language, units, length, points);
	size_t at = 0;
	for (int32_t i = 0; i < length; i++) {
		if (i < VR_HYPHEN_LETTERS_MAX && points[i])
			out[at++] = points[i] == VR_HYPHEN_JOINT ? '=' : '-';
		at += vr_utf8_encode(units[i], out + at);
	}
	out[at] = '\0';
	assert_string_equal(out, shown);
}

// Each in the encoding of its file: ISO 8859-1, ISO 8859-2, KOI8-R, UTF-8.
static void test_each_language_with_a_dictionary(void **state)
{
	(void)state;
	expect("sv", "vaccinationsmottagning", "vac-ci-na-tions=mot-tag-ning");
	expect("sv-SE", "LÄKARUNDERSÖKNING", "LÄKAR-UN-DER-SÖK-NING");
	expect("sv-FI", "öppenvårdsmottagning", "öppen-vårds=mot-tag-ning");
	expect("en", "physiotherapist", "physio-ther-ap-ist");
	expect("pl", "pielęgniarka", "pie-lę-gniarka");
	expect("ru", "регистратура", "регистра-тура");
	expect("uk", "реєстратура", "реє-стратура");
	expect("es", "vacunación", "vacu-na-ción");
	expect("bs", "cijepljenje", "cijep-lje-nje");
}

// Between the parts of a compound wherever a rule of syllables would run across them: "terveysasema" is no "ve-ysa".
static void test_finnish_knows_its_compounds(void **state)
{
	(void)state;
	expect("fi", "vastaanottotiskille", "vas-taan=ot-to=tis-kille");
	expect("fi", "terveysasema", "ter-veys=asema");
	expect("fi-FI", "VUORONUMERO", "VUO-RO=NU-MERO");
	expect("fi", "lähipäivystys", "lähi=päi-vys-tys");
	expect("fi", "hinnantarkistus", "hin-nan=tar-kis-tus");
	expect("fi", "kysymyksestänne", "kysy-myk-ses-tänne"); // no compound
}

static void test_syllables_of_languages_that_spell_them(void **state)
{
	(void)state;
	expect("so", "influensada", "inf-luen-sada");
	expect("so", "cusboonaysiiyay", "cus-boo-nay-sii-yay");
	expect("so", "dhakhtarka", "dhakh-tarka"); // dh and kh are one consonant each
	expect("so", "ballamahadhakhtarka", "bal-la-ma-ha-dhakh-tarka");
	expect("tr", "randevunuzdan", "ran-de-vu-nuz-dan");
	expect("tr-TR", "SAĞLIKOCAĞINDA", "SAĞ-LI-KO-CA-ĞINDA");
	expect("ku", "nexweşxaneyê", "nex-weş-xa-neyê");
	expect("so", "shshshshshsh", "shshshshshsh"); // no vowel
	expect("so", "aaaaaaaaaaaa", "aaaaaaaaaaaa"); // and nothing else
}

static void test_no_dictionary_no_hyphen(void **state)
{
	(void)state;
	static const char *const languages[] = {"fa", "ar", "ti", "pt", "", "no tag at all"};
	for (size_t i = 0; i < VR_COUNT(languages); i++)
		expect(languages[i], "rokotusvastaanotto", "rokotusvastaanotto");
}

static void test_words_that_are_none(void **state)
{
	(void)state;
	expect("sv", "sjukvård", "sjukvård");     // short: reads better whole
	expect("sv", "вакцинация", "вакцинация"); // not in the encoding
	char word[VR_HYPHEN_LETTERS_MAX + 2];
	memset(word, 'a', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	expect("sv", word, word);
}

// --- other folders ---

static char folder[] = "/tmp/vantrum-hyphen-XXXXXX";
static char dictionary[64];

static void write_dictionary(const char *bytes, size_t length)
{
	FILE *file = fopen(dictionary, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
	vr_hyphen_cleanup();
}

static int open_folder(void **state)
{
	*state = (void *)(uintptr_t)vr_hyphen_folder;
	vr_hyphen_cleanup();
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(dictionary, sizeof(dictionary), "%s/hyph_sv_SE.dic", folder);
	vr_hyphen_folder = folder;
	return 0;
}

static int close_folder(void **state)
{
	vr_hyphen_folder = *state;
	unlink(dictionary);
	rmdir(folder);
	vr_hyphen_cleanup();
	return 0;
}

static size_t lines_of_check(const char *with)
{
	struct vr_buffer out;
	vr_buffer_init(&out, 4096);
	vr_text_check(&out);
	const char *text = vr_buffer_string(&out);
	size_t lines = 0;
	for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++)
		lines++;
	assert_true(with == NULL || strstr(text, with) != NULL);
	vr_buffer_release(&out);
	return lines;
}

static void test_check_names_what_is_missing_or_broken(void **state)
{
	(void)state;
	assert_int_equal(lines_of_check("no dictionary for hyphens in sv: install hyphen-sv\n"), 7);
	assert_int_equal(lines_of_check("no dictionary for hyphens in bs: install hyphen-hr\n"), 7);
	write_dictionary("ISO8859-1\nva1c\n", 15);
	assert_int_equal(lines_of_check(NULL), 6);
	write_dictionary("NO-SUCH-ENCODING\nva1c\n", 22);
	assert_int_equal(lines_of_check("broken dictionary for hyphens in sv: install hyphen-sv\n"), 7);
}

static void test_finnish_without_its_library(void **state)
{
	(void)state;
	const char *library = vr_finnish_library;
	vr_hyphen_cleanup();
	vr_finnish_library = "libvantrum-none.so.1";
	expect("fi", "vastaanottotiskille", "vastaanottotiskille");
	assert_int_equal(lines_of_check("no dictionary for hyphens in fi: install libvoikko1 and voikko-fi\n"), 8);
	vr_finnish_library = library;
	vr_hyphen_cleanup();
	expect("fi", "terveysasema", "ter-veys=asema");
}

static void test_what_is_no_dictionary_does_no_harm(void **state)
{
	(void)state;
	static const char zeros[4096];
	write_dictionary("", 0);
	expect("sv", "vaccinationsmottagning", "vaccinationsmottagning");
	write_dictionary("\n\n\n", 3);
	expect("sv", "vaccinationsmottagning", "vaccinationsmottagning");
	write_dictionary(zeros, sizeof(zeros));
	expect("sv", "vaccinationsmottagning", "vaccinationsmottagning");
	write_dictionary("\x89PNG\r\n\x1a\n", 8);
	expect("sv", "vaccinationsmottagning", "vaccinationsmottagning");
	write_dictionary("ISO8859-1\nva1c\n", 15);
	expect("sv", "vovaccination", "vova-ccination");
}

static int cleanup(void **state)
{
	(void)state;
	vr_text_cleanup();
	return 0;
}

int main(void)
{
	const struct CMUnitTest elsewhere[] = {
	        cmocka_unit_test(test_check_names_what_is_missing_or_broken),
	        cmocka_unit_test(test_finnish_without_its_library),
	        cmocka_unit_test(test_what_is_no_dictionary_does_no_harm),
	};
	const struct CMUnitTest system_wide[] = {
	        cmocka_unit_test(test_each_language_with_a_dictionary),
	        cmocka_unit_test(test_finnish_knows_its_compounds),
	        cmocka_unit_test(test_syllables_of_languages_that_spell_them),
	        cmocka_unit_test(test_no_dictionary_no_hyphen),
	        cmocka_unit_test(test_words_that_are_none),
	};
	int failed = cmocka_run_group_tests(elsewhere, open_folder, close_folder);
	return failed + cmocka_run_group_tests(system_wide, NULL, cleanup);
}
