// Work grows with the length of a text and with nothing else: steps are counted, no clock is asked.
#include "guard/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH ((size_t)1 << 20)
#define STEPS_A_BYTE 40u // at most four passes, in which a group of digits is looked at twelve times

// A megabyte of one piece over and over.
static size_t steps_for(const char *piece, size_t length)
{
	struct vr_findings findings;
	char *text = malloc(length); // exactly as long, so that a read past the end is seen
	size_t size = strlen(piece);
	for (size_t i = 0; i < length; i++)
		text[i] = piece[i % size];
	size_t steps = vr_guard_scan_into(text, length, true, &findings);
	assert_in_range(findings.count, 0, VR_GUARD_FINDINGS_MAX);
	free(text);
	return steps;
}

static const char *const pieces[] = {
        "a",
        "1",
        "1 ",
        "1-",
        "12 ",
        "850709-",
        "85 07 09 ",
        "8507099805 ",
        "T",
        "1T",
        "000101-T",
        "%",
        "%25",
        "%2525",
        "%252525",
        "%31",
        "%2531",
        "%%3",
        "%2%",
        "\u200b",
        "\u00e5",
        "\xf0",
        "\xff",
        "+1 ",
        "SE1-",
        "rum 4 ",
        "Ab Ab rum 4 ",
        "personnummer ",
        "f 1985-07-09 ",
        "ABC 123 ",
        "2026-11-22 - ",
        ". ",
        " ",
        "\xc2",
        "\xe2\x80",
};

static void test_steps(void **state)
{
	(void)state;
	for (size_t i = 0; i < VR_COUNT(pieces); i++) {
		size_t half = steps_for(pieces[i], LENGTH / 2), whole = steps_for(pieces[i], LENGTH);
		if (whole > STEPS_A_BYTE * LENGTH)
			fail_msg("\"%s\": %zu steps for %zu bytes", pieces[i], whole, LENGTH);
		if (whole > half * 2 + half / 100)
			fail_msg("\"%s\": %zu steps, but %zu for half of it", pieces[i], whole, half);
	}
}

// Many numbers that all block: the list is full, and its upkeep is still bounded.
static void test_full_list(void **state)
{
	(void)state;
	assert_in_range(steps_for("19121212-1212 ", LENGTH), 1, STEPS_A_BYTE * LENGTH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_steps), cmocka_unit_test(test_full_list)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
