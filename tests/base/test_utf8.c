#include "vantrum/base/memory.h"
#include "vantrum/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void every_code_point_survives_a_round_trip(void **state)
{
	(void)state;
	for (uint32_t code_point = 0; code_point <= 0x10ffff; code_point++) {
		if (code_point >= 0xd800 && code_point <= 0xdfff)
			continue;
		char bytes[4];
		size_t length = vr_utf8_encode(code_point, bytes);
		size_t at = 0;
		if (vr_utf8_next(bytes, length, &at) != code_point || at != length)
			fail_msg("U+%04X does not survive", code_point);
	}
}

static void broken_bytes_are_bad_one_by_one(void **state)
{
	(void)state;
	static const char *const broken[] = {
	        "\x80",             // continuation alone
	        "\xc0\x80",         // overlong NUL
	        "\xc1\xbf",         // overlong DEL
	        "\xe0\x9f\xbf",     // overlong U+07FF
	        "\xf0\x8f\xbf\xbf", // overlong U+FFFF
	        "\xed\xa0\x80",     // surrogate
	        "\xf4\x90\x80\x80", // above U+10FFFF
	        "\xf5\x80\x80\x80", // no such lead
	        "\xff",             // nor this
	        "\xc3",             // cut off
	        "\xe2\x82",         // cut off
	        "\xf0\x9f\x98",     // cut off
	        "\xe2\x28\xa1",     // wrong continuation
	};
	for (size_t i = 0; i < VR_COUNT(broken); i++) {
		size_t at = 0;
		assert_true(vr_utf8_next(broken[i], strlen(broken[i]), &at) == VR_UTF8_BAD);
		assert_int_equal(at, 1);
		assert_false(vr_utf8_valid(broken[i], strlen(broken[i])));
	}
}

static void characters_are_counted(void **state)
{
	(void)state;
	static const char text[] = "Väntrum 候诊室 😀";
	assert_true(vr_utf8_valid(text, strlen(text)));
	assert_int_equal(vr_utf8_count(text, strlen(text)), 13);
	assert_int_equal(vr_utf8_count("", 0), 0);
	assert_true(vr_utf8_valid("", 0));
	assert_int_equal(vr_utf8_count("a\xe2\x82z", 4), 4);
	assert_true(vr_utf8_valid("a\0b", 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_code_point_survives_a_round_trip),
	        cmocka_unit_test(broken_bytes_are_bad_one_by_one),
	        cmocka_unit_test(characters_are_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
