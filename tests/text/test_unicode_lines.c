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
#define COMPLAINTS 2000

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

static int fill_analysis(struct vr_analysis *a, const struct sample *sample, int32_t *starts)
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
	return a->length;
}

static void test_cases(void **state)
{
	(void)state;
	char line[4096];
	size_t cases = 0, wrong = 0;
	FILE *file = fopen(PATH, "r");
	if (file == NULL)
		fail_msg(PATH " is missing: install unicode-data");
	while (fgets(line, sizeof(line), file) != NULL) {
		struct sample sample;
		struct vr_analysis a;
		int32_t starts[UNITS_MAX];
		if (line[0] == '#' || line[0] == '\n')
			continue;
		cases++;
		read_sample(line, &sample);
		fill_analysis(&a, &sample, starts);
		vr_text_resolve_breaks(&a, 0, a.length, "en");
		for (int i = 0; i < sample.count; i++) {
			if ((a.breaks[starts[i]] != VR_BREAK_NONE) == sample.breaks[i])
				continue;
			if (wrong++ < COMPLAINTS)
				print_error("before %04X: %s", (unsigned)sample.points[i], line);
		}
	}
	fclose(file);
	assert_int_equal(wrong, 0);
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
