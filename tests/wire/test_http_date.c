#include "vantrum/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_forms(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *instant;
	} rows[] = {
	        {"Sun, 22 Nov 2026 07:30:05 GMT", "2026-11-22T07:30:05Z"},
	        {"Sunday, 22-Nov-26 07:30:05 GMT", "2026-11-22T07:30:05Z"},
	        {"Sun Nov 22 07:30:05 2026", "2026-11-22T07:30:05Z"},
	        {"Sun Nov  1 07:30:05 2026", "2026-11-01T07:30:05Z"},
	        {"Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"},
	        {"Monday, 05-Jan-98 00:00:00 GMT", "1998-01-05T00:00:00Z"},
	        {"Thu, 29 Feb 2024 23:59:60 GMT", "2024-02-29T23:59:59Z"},
	        {"Mon, 22 Nov 2026 07:30:05 GMT", "2026-11-22T07:30:05Z"}, // it was a Sunday; the date counts
	};
	for (size_t i = 0; i < VR_COUNT(rows); i++) {
		struct vr_instant instant;
		char text[VR_INSTANT_TEXT];
		if (!vr_wire_http_date(rows[i].text, &instant))
			fail_msg("not read: %s", rows[i].text);
		vr_instant_format(instant, text);
		assert_string_equal(rows[i].instant, text);
	}
}

static void test_others(void **state)
{
	(void)state;
	static const char *const rows[] = {
	        "",
	        "Sun",
	        "Sun, ",
	        "0",
	        "-1",
	        "2026-11-22T07:30:05Z",
	        "Sun, 22 Nov 2026 07:30:05",
	        "Sun, 22 Nov 2026 07:30:05 CET",
	        "Sun, 22 Nov 2026 07:30:05 GMT ",
	        "Sun, 2 Nov 2026 07:30:05 GMT",
	        "Sun, 29 Feb 2026 07:30:05 GMT",
	        "Sun, 00 Nov 2026 07:30:05 GMT",
	        "Sun, 22 Nov 2026 24:30:05 GMT",
	        "Sun, 22 Nov 2026 07:60:05 GMT",
	        "Sun, 22 Now 2026 07:30:05 GMT",
	        "Sön, 22 Nov 2026 07:30:05 GMT",
	        "Sunday, 22 Nov 2026 07:30:05 GMT",
	        "Sun Nov 22 07:30:05 2026 GMT",
	};
	for (size_t i = 0; i < VR_COUNT(rows); i++) {
		struct vr_instant instant;
		if (vr_wire_http_date(rows[i], &instant))
			fail_msg("read: %s", rows[i]);
	}
}

static void test_format(void **state)
{
	(void)state;
	char text[32];
	vr_wire_http_date_format((struct vr_instant){784111777999}, text);
	assert_string_equal("Sun, 06 Nov 1994 08:49:37 GMT", text);
	vr_wire_http_date_format((struct vr_instant){-1}, text);
	assert_string_equal("Wed, 31 Dec 1969 23:59:59 GMT", text);
	struct vr_instant back;
	vr_wire_http_date_format((struct vr_instant){1795332605000}, text);
	assert_true(vr_wire_http_date(text, &back));
	assert_true(back.ms == 1795332605000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms), cmocka_unit_test(test_others),
	                                   cmocka_unit_test(test_format)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
