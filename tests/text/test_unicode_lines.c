// Unicode's own cases for line breaks (UAX #14), through the code that breaks every text. What the house does otherwise
// is listed, each with its reason.
#include "text/analysis.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PATH "/usr/share/unicode/auxiliary/LineBreakTest.txt"
#define UNITS_MAX 128
#define COMPLAINTS 12

// Cases in which some breaks are other than Unicode's, and how many. The file tailors numbers as UAX #14 shows in
// section 8.2, example 7; ICU and the house do not, for the reasons given.
static const struct deviation {
	const char *points;
	int breaks;
} deviations[] = {
        // ICU 72 breaks nowhere between a hyphen that begins a word and its letters ("-fri"), as Unicode does
        // since 15.1.
        {"002D 0023", 1},
        {"002D 0308 0023", 1},
        {"002D 00A7", 1},
        {"002D 0308 00A7", 1},
        {"002D 50005", 1},
        {"002D 0308 50005", 1},
        {"002D 0E01", 1},
        {"002D 0308 0E01", 1},
        // A stop or comma stays with the digit after it, as in UAX #14 without example 7 (LB25): "B.2", ",5", ".35".
        {"002C 0030", 1},
        {"002C 0308 0030", 1},
        {"0061 002E 0032 0020", 1},
        {"0061 002E 0032 3000 672C", 1},
        {"0061 002E 0032 3000 307E", 1},
        {"0061 002E 0032 3000 0033", 1},
        {"0061 002E 0032 3000 300C", 1},
        // The same, and the house keeps a number with the word after it: "B.2 kap".
        {"0065 0071 0075 0061 006C 0073 0020 002E 0033 0035 0020 0063 0065 006E 0074 0073", 3},
        {"0061 002E 0032 0020 0915", 2},
        {"0061 002E 0032 0020 672C", 2},
        {"0041 002E 0031 0020 BABB", 2},
        {"BD24 C5B4 002E 0020 0041 002E 0032 0020 BCFC", 2},
        {"BD10 C694 002E 0020 0041 002E 0033 0020 BABB", 2},
        {"C694 002E 0020 0041 002E 0034 0020 BABB", 2},
        // The house keeps a number with the word after it ("5 min"), in any script,
        {"0030 0020 AC00", 1},
        {"0030 0020 AC01", 1},
        {"0030 0020 05D0", 1},
        {"0030 0020 1100", 1},
        {"0030 0020 11A8", 1},
        {"0030 0020 1160", 1},
        {"0030 0020 0E01", 1},
        {"0030 0020 3041", 1},
        // with a short word before it ("plan 2", "kl. 2"),
        {"AC00 0020 0030", 1},
        {"AC01 0020 0030", 1},
        {"05D0 0020 0030", 1},
        {"1100 0020 0030", 1},
        {"11A8 0020 0030", 1},
        {"1160 0020 0030", 1},
        {"0E01 0020 0030", 1},
        {"3041 0020 0030", 1},
        {"0061 0062 002E 0020 0032", 1},
        // the parts of a phone number together ("08-123 456"),
        {"0030 0020 0030", 1},
        // and a number with what hangs on it and runs left to right, flags among it (which no face has).
        {"0030 1F1E6", 1},
};

// Some points, and whether a line may begin before each.
struct sample {
	UChar32 points[UNITS_MAX];
	bool breaks[UNITS_MAX];
	int count;
};

// "× 0023 × 0020 ÷ 0023 ÷ # …"
static void read_sample(const char *line, struct sample *sample)
{
	const char *at = line;
	sample->count = 0;
	for (;;) {
		bool allowed = strncmp(at, "÷", strlen("÷")) == 0;
		at += strcspn(at, " \t");
		at += strspn(at, " ");
		if (*at == '\t' || *at == '#' || *at == '\n' || *at == '\0')
			return;
		char *end;
		assert_true(sample->count < UNITS_MAX);
		sample->breaks[sample->count] = allowed;
		sample->points[sample->count++] = (UChar32)strtol(at, &end, 16);
		at = end + strspn(end, " \t");
	}
}

static bool is_hidden(UChar32 c)
{
	return c == 0xad || c == 0x200b || c == 0x2060 || u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL);
}

static void fill_analysis(struct vr_analysis *a, const struct sample *sample, int32_t *starts)
{
	struct vr_error error;
	assert_true(vr_analysis_reserve(a, UNITS_MAX * 4, &error));
	a->length = 0;
	for (int i = 0; i < sample->count; i++) {
		UChar32 c = sample->points[i];
		enum vr_unit_kind kind = c == ' ' ? VR_UNIT_SPACE : is_hidden(c) ? VR_UNIT_HIDDEN : VR_UNIT_DRAWN;
		UBool bad = false;
		starts[i] = a->length;
		U16_APPEND(a->units, a->length, UNITS_MAX * 2, c, bad);
		assert_false(bad);
		for (int32_t k = starts[i]; k < a->length; k++)
			a->kinds[k] = (uint8_t)kind;
	}
}

// The points of a case as they are listed above.
static void write_points(const struct sample *sample, struct vr_buffer *out)
{
	for (int i = 0; i < sample->count; i++)
		vr_buffer_format(out, "%s%04X", i > 0 ? " " : "", (unsigned)sample->points[i]);
}

// How many breaks may be other than Unicode's.
static int allowed_for(const struct sample *sample, size_t *listed)
{
	struct vr_buffer points;
	int breaks = 0;
	vr_buffer_init(&points, 1024);
	write_points(sample, &points);
	for (size_t i = 0; i < VR_COUNT(deviations); i++) {
		if (strcmp(deviations[i].points, vr_buffer_string(&points)) == 0) {
			breaks = deviations[i].breaks;
			(*listed)++;
		}
	}
	vr_buffer_release(&points);
	return breaks;
}

static int count_differences(const struct sample *sample)
{
	struct vr_analysis a;
	int32_t starts[UNITS_MAX];
	int different = 0;
	fill_analysis(&a, sample, starts);
	vr_text_resolve_breaks(&a, 0, a.length, "en");
	for (int i = 0; i < sample->count; i++)
		different += (a.breaks[starts[i]] != VR_BREAK_NONE && a.breaks[starts[i]] != VR_BREAK_LOOSE) !=
		             sample->breaks[i];
	return different;
}

static void test_cases(void **state)
{
	(void)state;
	char line[4096];
	size_t cases = 0, wrong = 0, listed = 0;
	FILE *file = fopen(PATH, "r");
	if (file == NULL)
		fail_msg(PATH " is missing: install unicode-data");
	while (fgets(line, sizeof(line), file) != NULL) {
		struct sample sample;
		if (line[0] == '#' || line[0] == '\n')
			continue;
		cases++;
		read_sample(line, &sample);
		if (count_differences(&sample) != allowed_for(&sample, &listed) && wrong++ < COMPLAINTS)
			print_error("%s", line);
	}
	fclose(file);
	print_message("%zu cases, %zu of them otherwise\n", cases, listed);
	assert_int_equal(wrong, 0);
	assert_int_equal(listed, VR_COUNT(deviations));
	assert_true(cases >= 7654);
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
	        cmocka_unit_test(test_cases),
	};
	return cmocka_run_group_tests(tests, NULL, cleanup);
}
