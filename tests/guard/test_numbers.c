// Personal identity numbers in every form they are written in, and in those that would hide them.
#include "number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// A shape: c, y, m, d, s stand for the number's digits in turn, "|" for the separator; all else for itself.
static void write_shape(const char *shape, const char number[13], const char *separator, struct vr_buffer *out)
{
	static const char places[] = "ccyymmddssss";
	size_t next = strstr(shape, "cc") != NULL || strstr(shape, "c|c") != NULL ? 0 : 2;
	vr_buffer_clear(out);
	for (; *shape != '\0'; shape++) {
		if (*shape == '|')
			vr_buffer_text(out, separator);
		else if (next < 12 && *shape == places[next])
			vr_buffer_add(out, &number[next++], 1);
		else
			vr_buffer_add(out, shape, 1);
	}
	assert_int_equal(12, next);
}

static void expect(const char *what, const struct vr_buffer *text, unsigned codes)
{
	unsigned found = codes_in(text->data, text->length);
	if (found != codes)
		fail_msg("%s: \"%.*s\" brings 0x%x, expected 0x%x", what, (int)text->length, text->data, found, codes);
	assert_int_equal((codes & BLOCKED) != 0, vr_guard_blocks_text(text->data, text->length));
}

static const char *const people[][3] = {
        {"19", "850709", "980"}, {"20", "000229", "239"}, {"18", "991231", "001"}, {"19", "640431", "238"},
        {"19", "700060", "998"}, {"20", "210791", "996"}, {"19", "500088", "238"}, {"20", "090100", "147"},
};

static void each_person(const char *what, const char *shape, const char *separator, bool fits, unsigned codes)
{
	struct vr_buffer text;
	char number[13];
	vr_buffer_init(&text, 1 << 12);
	for (size_t i = 0; i < VR_COUNT(people); i++) {
		make_number(people[i][0], people[i][1], people[i][2], fits, number);
		write_shape(shape, number, separator, &text);
		expect(what, &text, codes);
	}
	vr_buffer_release(&text);
}

static const char *const separators[] = {
        "-",      "+",      " ",       " - ",       "\u00a0",          "\u2009",        "\u202f", "\u3000",
        "\u2010", "\u2011", "\u2012",  "\u2013",    "\u2014",          "\u2212",        "\uff0d", "\ufe63",
        "\uff0b", "\n",     "\t",      "--",        "\u2009\u2013 ",   "\u200b-\u200b", "%2D",    "%2d",
        "%20",    "%252D",  "%25252D", "%E2%80%93", "%25E2%2580%2593", "%A0",           "\xa0",   "\x96",
};

static void test_separated(void **state)
{
	(void)state;
	static const char *const shapes[] = {
	        "yymmdd|ssss",
	        "ccyymmdd|ssss",
	        "Kund yymmdd|ssss, v\u00e4lkommen in.",
	        "(ccyymmdd|ssss)",
	        "pnryymmdd|ssss",
	        "Rum 4 yymmdd|ssss",
	        "4 yymmdd|ssss 12",
	        "ccyy|mm|dd|ssss",
	        "ccyy|mmdd|ssss",
	        "cc|yymmdd|ssss",
	        "2026-11-22 kl. 08.30: yymmdd|ssss",
	        "https://example.org/a?b=yymmdd|ssss&c=1",
	};
	for (size_t i = 0; i < VR_COUNT(shapes); i++) {
		for (size_t k = 0; k < VR_COUNT(separators); k++)
			each_person(separators[k], shapes[i], separators[k], true, BLOCKED);
	}
}

static void test_twelve(void **state)
{
	(void)state;
	static const char *const shapes[] = {
	        "ccyymmddssss",      "Nr ccyymmddssss.", "pnrccyymmddssssx", "c|c|y|y|m|m|d|d|s|s|s|s",
	        "cc|yy|mm|dd|ss|ss", "cc|yymmddssss",    "ccyy|mmddssss",    "y|y|m|m|d|d|s|s|s|s",
	};
	for (size_t i = 0; i < VR_COUNT(shapes); i++) {
		each_person("a space", shapes[i], " ", true, BLOCKED);
		each_person("a dash", shapes[i], "-", true, BLOCKED);
	}
}

// Written into each place between two digits at once.
static void test_invisible(void **state)
{
	(void)state;
	static const char *const hidden[] = {
	        "\u200b", "\u200c", "\u200d", "\u200e", "\u2060", "\ufeff",     "\u00ad",       "\u061c",
	        "\u2068", "\u2069", "\ufe0f", "\u034f", "\u0332", "\U000e0031", "\u200b\u200b", "%E2%80%8B",
	};
	for (size_t i = 0; i < VR_COUNT(hidden); i++) {
		each_person(hidden[i], "y|y|m|m|d|d|-|s|s|s|s", hidden[i], true, BLOCKED);
		each_person(hidden[i], "c|c|y|y|m|m|d|d|s|s|s|s", hidden[i], true, BLOCKED);
	}
}

// The digits of one script, or each of another.
static void write_digits(const char *shape, const uint32_t *zeros, size_t count, bool encoded, struct vr_buffer *out)
{
	char plain[64], bytes[4];
	struct vr_buffer text;
	vr_buffer_init(&text, sizeof plain);
	char number[13];
	make_number("19", "850709", "980", true, number);
	write_shape(shape, number, "-", &text);
	vr_buffer_clear(out);
	for (size_t i = 0; i < text.length; i++) {
		char c = text.data[i];
		bool digit = c >= '0' && c <= '9';
		size_t length = vr_utf8_encode(digit ? zeros[i % count] + (uint32_t)(c - '0') : (uint32_t)c, bytes);
		for (size_t k = 0; k < length; k++)
			vr_buffer_format(out, encoded ? "%%%02X" : "%c", (unsigned char)bytes[k]);
	}
	vr_buffer_release(&text);
}

static void test_scripts(void **state)
{
	(void)state;
	static const uint32_t zeros[] = {'0',    0x660,  0x6f0,  0x7c0,  0x966,   0x9e6,   0xe50,   0x1040,
	                                 0x17e0, 0x1810, 0xa8d0, 0xff10, 0x104a0, 0x1d7ce, 0x1d7f6, 0x1e950};
	struct vr_buffer text;
	vr_buffer_init(&text, 1 << 10);
	for (size_t i = 0; i <= VR_COUNT(zeros); i++) {
		const uint32_t *from = i < VR_COUNT(zeros) ? &zeros[i] : zeros;
		size_t count = i < VR_COUNT(zeros) ? 1 : VR_COUNT(zeros);
		for (int encoded = 0; encoded <= 1; encoded++) {
			write_digits("yymmdd|ssss", from, count, encoded, &text);
			expect("script", &text, BLOCKED);
			write_digits("ccyymmddssss", from, count, encoded, &text);
			expect("script", &text, BLOCKED);
			write_digits("yymmddssss", from, count, encoded, &text);
			expect("script", &text, TEN_DIGITS);
		}
	}
	vr_buffer_release(&text);
}

static void test_interim(void **state)
{
	(void)state;
	static const char letters[] = "TRSUWXJKLMNtrsuwxjklmn";
	char text[64];
	for (const char *letter = letters; *letter != '\0'; letter++) {
		(void)snprintf(text, sizeof text, "Kund 010203-%c45%c.", *letter, check_digit("010203145"));
		assert_int_equal(BLOCKED, codes_of(text));
		(void)snprintf(text, sizeof text, "20010203%c451", *letter); // whatever the last digit
		assert_int_equal(BLOCKED, codes_of(text));
		(void)snprintf(text, sizeof text, "20010203\u2013%c451", *letter);
		assert_int_equal(BLOCKED, codes_of(text));
		(void)snprintf(text, sizeof text, "010203%c451", *letter);
		assert_int_equal(TEN_DIGITS, codes_of(text));
	}
	assert_int_equal(BLOCKED, codes_of("010203\u2013\uff34451"));
	assert_int_equal(0, codes_of("010203-A451"));
	assert_int_equal(0, codes_of("013203-T451"));
	assert_int_equal(0, codes_of("20261122T123000Z"));
	assert_int_equal(0, codes_of("20261122T12:30:00Z"));
}

// Stockholm's: 99, a year, five digits, and a check digit over the last seven before it.
static void test_reserve(void **state)
{
	(void)state;
	static const char *const sevens[] = {"8500001", "1299999", "0012345"};
	char text[64];
	for (size_t i = 0; i < VR_COUNT(sevens); i++) {
		const char *seven = sevens[i], *century = i == 0 ? "19" : "20";
		char check = check_digit(seven), wrong = (char)('0' + (check - '0' + 5) % 10);
		(void)snprintf(text, sizeof text, "99%s%s%c", century, seven, check);
		assert_int_equal(BLOCKED, codes_of(text));
		(void)snprintf(text, sizeof text, "99%s%.4s-%s%c", century, seven, seven + 4, check);
		assert_int_equal(BLOCKED, codes_of(text));
		(void)snprintf(text, sizeof text, "99%s%s%c", century, seven, wrong);
		assert_int_equal(FAILED_CHECK, codes_of(text));
	}
	assert_int_equal(0, codes_of("992185000015"));
}

static void test_doubtful(void **state)
{
	(void)state;
	each_person("bare", "yymmddssss", "", true, TEN_DIGITS);
	each_person("bare in words", "Kund yymmddssss, tack", "", true, TEN_DIGITS);
	each_person("with a point", "yymmdd|ssss", ".", true, TEN_DIGITS);
	each_person("with a slash", "ccyy|mm|dd|ssss", "/", true, TEN_DIGITS);
	each_person("failed", "yymmdd|ssss", "-", false, FAILED_CHECK);
	each_person("failed", "ccyymmdd|ssss", "+", false, FAILED_CHECK);
	each_person("failed", "ccyymmddssss", "", false, FAILED_CHECK);
	each_person("failed", "ccyy|mm|dd|ssss", "-", false, FAILED_CHECK);
	char number[13];
	make_number("19", "850709", "980", true, number);
	char text[64];
	(void)snprintf(text, sizeof text, "%.4s %.6s", number + 2, number + 6); // broken where none is
	assert_int_equal(TEN_DIGITS, codes_of(text));
	(void)snprintf(text, sizeof text, "%.3s %.3s %.4s", number + 2, number + 5, number + 8);
	assert_int_equal(TEN_DIGITS, codes_of(text));
	make_number("19", "850709", "980", false, number);
	assert_int_equal(FAILED_CHECK, codes_of(number + 2));
}

// "070123 4567" is written like a number; a word for a telephone before it makes it doubtful.
static void test_phone_word(void **state)
{
	(void)state;
	struct vr_buffer text;
	char number[13];
	vr_buffer_init(&text, 64);
	make_number("20", "070123", "456", true, number);
	vr_buffer_format(&text, "Kund %.6s %s", number + 2, number + 8);
	expect("a customer", &text, BLOCKED);
	vr_buffer_clear(&text);
	vr_buffer_format(&text, "Ring %.6s %s", number + 2, number + 8);
	expect("a telephone", &text, TEN_DIGITS);
	vr_buffer_clear(&text);
	vr_buffer_format(&text, "Ring %.6s-%s", number + 2, number + 8);
	expect("no telephone", &text, BLOCKED);
	vr_buffer_release(&text);
}

// Where the number stands, in the bytes that were given; those that block come first.
static void test_positions(void **state)
{
	(void)state;
	struct vr_guard_finding found[2];
	char number[13], text[128];
	make_number("19", "850709", "980", true, number);
	(void)snprintf(text, sizeof text, "\u00c5 %s \u00e4r %.6s%%2D%s!", number + 2, number + 2, number + 8);
	assert_int_equal(2, vr_guard_scan(text, strlen(text), found, 2));
	assert_int_equal(VR_GUARD_IDENTITY_NUMBER, found[0].code);
	assert_int_equal(18, found[0].from);
	assert_int_equal(31, found[0].to);
	assert_int_equal(VR_GUARD_TEN_DIGITS, found[1].code);
	assert_int_equal(3, found[1].from);
	assert_int_equal(13, found[1].to);
	assert_int_equal(2, vr_guard_scan(text, strlen(text), NULL, 0));
	assert_int_equal(0, vr_guard_scan(NULL, 0, NULL, 0));
}

// More findings than are kept: a number that blocks at the very end is not lost.
static void test_many(void **state)
{
	(void)state;
	struct vr_guard_finding found;
	struct vr_buffer text;
	char number[13];
	vr_buffer_init(&text, 1 << 12);
	make_number("19", "850709", "980", true, number);
	for (int i = 0; i < 100; i++)
		vr_buffer_format(&text, "%s, ", number + 2);
	assert_int_equal(VR_GUARD_FINDINGS_MAX, vr_guard_scan(text.data, text.length, &found, 1));
	assert_int_equal(VR_GUARD_TEN_DIGITS, found.code);
	vr_buffer_text(&text, number);
	assert_int_equal(VR_GUARD_FINDINGS_MAX, vr_guard_scan(text.data, text.length, &found, 1));
	assert_int_equal(VR_GUARD_IDENTITY_NUMBER, found.code);
	assert_int_equal(text.length, found.to);
	vr_buffer_release(&text);
}

static void test_code_names(void **state)
{
	(void)state;
	assert_string_equal("ten-digits", vr_guard_code_name(VR_GUARD_TEN_DIGITS));
	assert_string_equal("car-plate", vr_guard_code_name(VR_GUARD_CAR_PLATE));
	for (int code = 0; code < VR_GUARD_CODE_COUNT; code++)
		assert_non_null(vr_guard_code_name((enum vr_guard_code)code));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_separated), cmocka_unit_test(test_twelve),     cmocka_unit_test(test_invisible),
	        cmocka_unit_test(test_scripts),   cmocka_unit_test(test_interim),    cmocka_unit_test(test_reserve),
	        cmocka_unit_test(test_doubtful),  cmocka_unit_test(test_phone_word), cmocka_unit_test(test_positions),
	        cmocka_unit_test(test_many),      cmocka_unit_test(test_code_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
