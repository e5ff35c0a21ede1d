// Names beside rooms, birth dates, car plates, and words for a number: what is asked about, and what is not.
#include "guard/lexicon.h"
#include "number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_each(const char *const *texts, size_t count, unsigned codes)
{
	for (size_t i = 0; i < count; i++) {
		if (codes_of(texts[i]) != codes)
			fail_msg("\"%s\" brings 0x%x, expected 0x%x", texts[i], codes_of(texts[i]), codes);
	}
}

#define EXPECT(texts, codes) expect_each(texts, VR_COUNT(texts), codes)

static void test_names(void **state)
{
	(void)state;
	static const char *const asked[] = {
	        "Maja Lindqvist rum 4",
	        "Rum 12: Maja Lindqvist",
	        "Maja Lindqvist, g\u00e5 till rum nr 4",
	        "V\u00e4lkommen Maja Lindqvist, d\u00f6rr 3!",
	        "Maja-Lisa \u00c5kerblom \u2013 lucka 2",
	        "Maja Lindqvist unders\u00f6kningsrum 4",
	        "Rum 4B: Maja Lindqvist",
	        "K\u00f6nummer 12 Maja Lindqvist",
	        "Maja Lindqvist\nRum 4",
	        "Maja Lindqvist please go to room 4",
	        "Room 4: Maja Lindqvist",
	        "Ticket 12 Maja Lindqvist",
	        "Huone 7: Pekka Lahtonen",
	        "Pekka Lahtonen huoneeseen 7",
	        "\u041c\u0430\u0439\u044f \u041b\u0438\u043d\u0434\u0430 rum 4",
	        "Maja%20Lindqvist%20rum%204",
	};
	EXPECT(asked, NAME_BESIDE_ROOM);
	static const char *const spared[] = {
	        "D\u00f6rr B",
	        "Provtagning rum 3",
	        "Ekbackens v\u00e5rdcentral, rum 4",
	        "Ekbacken Health Centre, room 4",
	        "Blood Tests: Room 3",
	        "Rum 3: Provtagning Barn",
	        "Doktor Lindqvist, rum 4",
	        "V\u00e4lkommen till N\u00e4rakuten Ekbacken, d\u00f6rr 2",
	        "D\u00f6rr 2 \u00e4r st\u00e4ngd. Maja Lindqvist \u00e4r v\u00e5r nya chef.",
	        "Maja Lindqvist, verksamhetschef",
	        "R\u00f6da Korset, rum 4",
	        "Barnmorskemottagningen Ekbacken rum 4",
	        "Please Wait Outside Room 4",
	        "Odotushuone B, 2. kerros",
	        "Plan 2, V\u00e4ntrum B",
	        "Rum 12",
	        "rum 4 maja lindqvist",
	};
	EXPECT(spared, 0);
}

static void test_births(void **state)
{
	(void)state;
	static const char *const asked[] = {
	        "f\u00f6dd 1985-07-09",
	        "F\u00f6dd den 9 juli 1985",
	        "fo\u0308dd 19850709",
	        "f\u00f6dd 850709",
	        "f. 1985-07-09",
	        "F\u00f6delsedatum: 1985-07-09",
	        "1985-07-09, f\u00f6dd i Solna",
	        "born 9 July 1985",
	        "Born: July 9, 1985",
	        "DOB 09/07/1985",
	        "date of birth 7/9/1985",
	        "syntynyt 9.7.1985",
	        "syntynyt 9. hein\u00e4kuuta 1985",
	        "born%201985-07-09",
	        "born \uff11\uff19\uff18\uff15-07-09",
	};
	EXPECT(asked, BIRTH_DATE);
	static const char *const spared[] = {
	        "2026-12-24",
	        "St\u00e4ngt 24 december 2026",
	        "F\u00f6r dig som \u00e4r f\u00f6dd 1960 eller tidigare",
	        "Born 1960 or earlier",
	        "F\u00f6dda 1960\u20131964: 9 mars 2026",
	        "1 mars 2026 kl. 08.00",
	        "BVC: f\u00f6dd ig\u00e5r. 2026-12-24 st\u00e4ngt.",
	        "Barn f\u00f6dda 2020",
	        "syntynyt 1960",
	};
	EXPECT(spared, 0);
}

static void test_plates(void **state)
{
	(void)state;
	static const char *const asked[] = {
	        "ABC 123", "ABC12D", "Flytta bilen MLB 84A!", "reg ABC-123", "R\u00f6d bil ABC123.", "(XYZ 987)",
	};
	EXPECT(asked, CAR_PLATE);
	static const char *const spared[] = {
	        "SAL 101",   "RUM 101", "rum ABC 123", "SEK 500",  "EUR 100",  "TEL 112", "VMA 112",
	        "QRS 123",   "ABI 123", "abc 123",     "ABC 1234", "XABC 123", "ABC 12O", "ABC 123-4",
	        "A-ABC 123", "A 012",   "B12",         "HPV 123",  "LAB 101",  "CRP 100", "\u00c5BC 123",
	};
	EXPECT(spared, 0);
}

static void test_number_words(void **state)
{
	(void)state;
	static const char *const asked[] = {
	        "personnummer 850709",
	        "Personnummer: 850709-98",
	        "Ditt personnummer \u00e4r 850709",
	        "samordningsnummer 700162",
	        "person nr: 850709",
	        "personal number 850709",
	        "personal identity number: 850709",
	        "henkil\u00f6tunnus 131052-308T",
	        "850709 \u00e4r mitt personnummer",
	        "pnr 8507",
	};
	EXPECT(asked, NUMBER_WORD);
	static const char *const spared[] = {
	        "Ha ditt personnummer redo",
	        "Ta med personnummer (10 siffror)",
	        "Skriv personnummer med 12 siffror",
	        "Ring 08-123 456 00 och ha ditt personnummer redo",
	        "Have your personal number ready and call 08-123 456 00",
	        "Uppge personnummer. Bankgiro 123-4567",
	        "Personnummer beh\u00f6vs fr\u00e5n 2026",
	        "room number 123456",
	};
	EXPECT(spared, 0);
}

// Bits of what looks like a rule's beginning at both ends of a text.
static void test_ends(void **state)
{
	(void)state;
	static const char *const texts[] = {
	        "",       " ", "rum", "4",   "rum 4", "f", "f.", "1985-07-",       "ABC",
	        "ABC 12", "%", "%3",  "%3%", "-",     "+", "SE", "Maja Lindqvist", "Maja Lindqvist rum"};
	EXPECT(texts, 0);
}

static void test_lexicon(void **state)
{
	(void)state;
	assert_true(vr_lexicon_is_sorted());
	assert_true(vr_word_sorts("rum", 3) & VR_WORD_ROOM);
	assert_true(vr_word_sorts("provrum", 7) & VR_WORD_ROOM);
	assert_int_equal(0, vr_word_sorts("brum", 4));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_names),        cmocka_unit_test(test_births), cmocka_unit_test(test_plates),
	        cmocka_unit_test(test_number_words), cmocka_unit_test(test_ends),   cmocka_unit_test(test_lexicon),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
