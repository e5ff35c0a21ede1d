// Columns as a terminal counts them, and texts that may do nothing to it.
#include "vantrumctl/table.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void test_columns(void **state)
{
	(void)state;
	char *text = NULL;
	size_t size;
	struct vr_ctl_table table;
	FILE *out = open_memstream(&text, &size);
	vr_ctl_table_init(&table, "ID", "TITLE", "END", (char *)NULL);
	static const char *const cells[] = {"å", "\u4e2d\u6587", "x", "long-id", "e\u0301a\nb", NULL,
	                                    "",  "t\x1b[2J",     "y"};
	for (size_t i = 0; i < VR_COUNT(cells); i++)
		vr_ctl_table_add(&table, cells[i]);
	vr_ctl_table_print(&table, out);
	vr_ctl_table_release(&table);
	fclose(out);
	assert_string_equal(text, "ID       TITLE  END\n"
	                          "å        \u4e2d\u6587   x\n"
	                          "long-id  e\u0301a b   -\n"
	                          "-        t?[2J  y\n");
	free(text);
}

static void test_clean(void **state)
{
	(void)state;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	vr_ctl_print_clean(out, "a\tb\r\x07\x7f\xc2\x9b\xe2\x80\xae\xff\u0645");
	fclose(out);
	assert_string_equal(text, "a b ?????\u0645");
	free(text);
}

static void test_local_time(void **state)
{
	(void)state;
	char out[VR_CTL_TIME_TEXT];
	assert_string_equal(vr_ctl_local_time("2026-07-01T10:00:00Z", out), "2026-07-01 12:00");
	assert_string_equal(vr_ctl_local_time("2026-11-22T08:30:00+05:00", out), "2026-11-22 04:30");
	assert_string_equal(vr_ctl_local_time("soon", out), "soon");
	assert_null(vr_ctl_local_time(NULL, out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_clean),
	                                   cmocka_unit_test(test_local_time)};
	setenv("TZ", "Europe/Stockholm", 1);
	tzset();
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
