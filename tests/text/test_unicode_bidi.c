// Unicode's own cases for the order of characters (UAX #9), through the code that lays out every text: the levels of
// levels.c and the runs of measure.c. Two things are not the algorithm's but the file's: a direction that the text
// itself decides (a programme's languages decide here), and what stands at a line's end (layout drops spaces there).
#include "text/fill.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER "/usr/share/unicode/"
#define UNITS_MAX 256
#define LINE_MAX_BYTES 4096
#define NO_LEVEL (-1)
#define COMPLAINTS 12
#define AUTOMATIC 2

// A text, and what Unicode expects of it.
struct sample {
	UChar32 points[UNITS_MAX];
	int levels[UNITS_MAX]; // NO_LEVEL: the algorithm removes it
	int order[UNITS_MAX];  // indices of the points from left to right
	int count, order_count;
	int direction; // 0, 1 or AUTOMATIC
};

struct tally {
	size_t cases;
	size_t isolated;  // levels differ because a number is isolated, and agree with other digits in its place
	size_t deviating; // as listed below
	size_t wrong;
};

// Where ICU 72 does otherwise and nothing is done about it.
static const char *const deviations[] = {
        // An isolate that stands under an override, tightly between embeddings: ICU gives the isolate, which is not
        // drawn, the level of its neighbours, so that these keep together. Nobody writes it.
        "202E 0061 202A 0062 202C 2066 0063 2069 202A 0064 202C 0065 202C;2;",
        "202E 0061 202A 0062 202C 2066 0063 2069 202A 0064 202C 0065 202C;1;",
        "202D 05D0 202B 05D1 202C 2068 05D2 2069 202B 05D3 202C 05D4 202C;2;",
        "202D 0661 202B 0662 202C 2068 0663 2069 202B 0664 202C 0665 202C;0;",
        // 64 brackets within each other, of which Unicode pairs none and ICU all.
        "0061 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 "
        "0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 "
        "0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 0028 ",
};

static bool is_listed(const char *line)
{
	for (size_t i = 0; i < VR_COUNT(deviations); i++) {
		if (strncmp(line, deviations[i], strlen(deviations[i])) == 0)
			return true;
	}
	return false;
}

static FILE *open_file(const char *name)
{
	char path[128];
	snprintf(path, sizeof(path), FOLDER "%s", name);
	FILE *file = fopen(path, "r");
	if (file == NULL)
		fail_msg("%s is missing: install unicode-data", path);
	return file;
}

static bool is_control(UChar32 c)
{
	return u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) || u_charDirection(c) == U_BOUNDARY_NEUTRAL;
}

// All in one face and one script: only levels part runs. Returns where each point begins, and the end.
static void fill_analysis(struct vr_analysis *a, const struct sample *sample, int32_t *starts)
{
	struct vr_error error;
	assert_true(vr_analysis_reserve(a, UNITS_MAX * 4, &error));
	a->length = 0;
	for (int i = 0; i < sample->count; i++) {
		starts[i] = a->length;
		UBool bad = false;
		U16_APPEND(a->units, a->length, UNITS_MAX * 2, sample->points[i], bad);
		assert_false(bad);
		for (int32_t k = starts[i]; k < a->length; k++) {
			a->kinds[k] = is_control(sample->points[i]) ? VR_UNIT_HIDDEN : VR_UNIT_DRAWN;
			a->scripts[k] = a->faces[k] = 0;
		}
	}
	starts[sample->count] = a->length;
}

// Where all runs one way ICU saves itself the levels and gives the paragraph's: the same directions, the same order.
static bool same_levels(const struct vr_analysis *a, const struct sample *sample, const int32_t *starts)
{
	bool same = true, same_way = true;
	int ways = 0; // bits of the directions that are expected
	for (int i = 0; i < sample->count; i++) {
		int level = sample->levels[i];
		if (level == NO_LEVEL)
			continue;
		same = same && a->levels[starts[i]] == level;
		same_way = same_way && ((a->levels[starts[i]] ^ level) & 1) == 0;
		ways |= 1 << (level & 1);
	}
	return same || (same_way && ways != 3);
}

// The points of one run as they stand.
static int show_run(const struct vr_analysis *a, const struct sample *sample, const int32_t *starts, int32_t from,
                    int32_t to, int *shown)
{
	int count = 0;
	int32_t drawn = from;
	while (drawn < to && a->kinds[drawn] == VR_UNIT_HIDDEN)
		drawn++;
	bool rtl = drawn < to && (a->levels[drawn] & 1) != 0;
	for (int i = 0; i < sample->count; i++) {
		int point = rtl ? sample->count - 1 - i : i;
		if (starts[point] >= from && starts[point] < to && a->kinds[starts[point]] != VR_UNIT_HIDDEN)
			shown[count++] = point;
	}
	return count;
}

static bool same_order(struct vr_analysis *a, const struct sample *sample, const int32_t *starts)
{
	int32_t ends[UNITS_MAX * 2];
	int shown[UNITS_MAX], count = 0;
	size_t runs = vr_fill_order(a, 0, a->length), index = 0;
	for (int32_t at = 0; at < a->length; index++)
		at = ends[index] = vr_fill_run_end(a, at, a->length);
	assert_int_equal(index, runs);
	for (size_t i = 0; i < runs; i++) {
		int32_t run = a->map[i];
		count += show_run(a, sample, starts, run > 0 ? ends[run - 1] : 0, ends[run], shown + count);
	}
	int expected = 0; // what is hidden has no place on the wall; Unicode counts isolates too
	for (int i = 0; i < sample->order_count; i++) {
		int point = sample->order[i];
		if (a->kinds[starts[point]] == VR_UNIT_HIDDEN)
			continue;
		if (expected == count || shown[expected++] != point)
			return false;
	}
	return expected == count;
}

// What a text would decide by itself (rules P2 and P3).
static bool decides_rtl(const struct vr_analysis *a)
{
	UErrorCode status = U_ZERO_ERROR;
	UBiDi *bidi = ubidi_open();
	ubidi_setPara(bidi, a->units, a->length, UBIDI_DEFAULT_LTR, NULL, &status);
	bool rtl = ubidi_getParaLevel(bidi) == 1;
	ubidi_close(bidi);
	return rtl;
}

static bool agrees(const struct sample *sample)
{
	struct vr_analysis a;
	int32_t starts[UNITS_MAX + 1];
	fill_analysis(&a, sample, starts);
	bool rtl = sample->direction == AUTOMATIC ? decides_rtl(&a) : sample->direction == 1;
	vr_text_resolve_levels(&a, 0, a.length, rtl);
	return same_levels(&a, sample, starts) && same_order(&a, sample, starts);
}

// European digits of another script: as 0 … 9 to the algorithm, and no number to the house.
static bool change_digits(struct sample *sample)
{
	bool changed = false;
	for (int i = 0; i < sample->count; i++) {
		if (sample->points[i] < '0' || sample->points[i] > '9')
			continue;
		sample->points[i] += 0x6f0 - '0';
		changed = true;
	}
	return changed;
}

static void judge(struct sample sample, const char *line, struct tally *tally)
{
	tally->cases++;
	if (agrees(&sample))
		return;
	if (change_digits(&sample) && agrees(&sample)) {
		tally->isolated++;
		return;
	}
	if (is_listed(line)) {
		tally->deviating++;
		return;
	}
	if (tally->wrong++ < COMPLAINTS)
		print_error("direction %d: %s\n", sample.direction, line);
}

// Numbers from text, 'x' as NO_LEVEL; returns how many.
static int read_numbers(const char *text, int *out)
{
	int count = 0;
	for (const char *at = text + strspn(text, " \t"); *at != '\0' && *at != '\n' && *at != ';';) {
		char *end;
		assert_true(count < UNITS_MAX);
		out[count++] = *at == 'x' ? NO_LEVEL : (int)strtol(at, &end, 10);
		at += strcspn(at, " \t;\n");
		at += strspn(at, " \t");
	}
	return count;
}

// "05D0 0028;0;0;1 0;0 1": points; direction; its level; levels; order.
static void read_character_case(const char *line, struct sample *sample)
{
	char *at = (char *)(uintptr_t)line;
	sample->count = 0;
	while (*at != ';')
		sample->points[sample->count++] = (UChar32)strtol(at, &at, 16);
	sample->direction = (int)strtol(at + 1, &at, 10);
	int level = (int)strtol(at + 1, &at, 10);
	if (sample->direction == AUTOMATIC)
		sample->direction = level;
	assert_int_equal(read_numbers(at + 1, sample->levels), sample->count);
	sample->order_count = read_numbers(strchr(at + 1, ';') + 1, sample->order);
}

static void test_character_cases(void **state)
{
	(void)state;
	char line[LINE_MAX_BYTES];
	struct tally tally = {0};
	FILE *file = open_file("BidiCharacterTest.txt");
	while (fgets(line, sizeof(line), file) != NULL) {
		struct sample sample;
		if (line[0] == '#' || line[0] == '\n')
			continue;
		read_character_case(line, &sample);
		judge(sample, line, &tally);
	}
	fclose(file);
	print_message("%zu cases, %zu with a number that the house isolates\n", tally.cases, tally.isolated);
	assert_int_equal(tally.wrong, 0);
	assert_int_equal(tally.deviating, VR_COUNT(deviations));
	assert_true(tally.cases >= 91707);
	assert_true(tally.isolated > 0 && tally.isolated < tally.cases / 20);
}

// One character of each class.
static UChar32 character_of(const char *class, size_t length)
{
	static const struct {
		const char *class;
		UChar32 character;
	} examples[] = {{"L", 'a'},      {"R", 0x5d0},    {"AL", 0x627},   {"EN", '1'},     {"ES", '+'},
	                {"ET", '$'},     {"AN", 0x661},   {"CS", ','},     {"B", 0x2029},   {"S", 0x1f},
	                {"WS", ' '},     {"ON", '!'},     {"NSM", 0x300},  {"BN", 0x7},     {"LRE", 0x202a},
	                {"LRO", 0x202d}, {"RLE", 0x202b}, {"RLO", 0x202e}, {"PDF", 0x202c}, {"LRI", 0x2066},
	                {"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069}};
	for (size_t i = 0; i < VR_COUNT(examples); i++) {
		if (strlen(examples[i].class) == length && memcmp(examples[i].class, class, length) == 0)
			return examples[i].character;
	}
	fail_msg("no character of class %.*s", (int)length, class);
	return 0;
}

// "L EN; 7": classes, and in which directions: 1 automatic, 2 left to right, 4 right to left.
static void judge_class_case(const char *line, struct sample *sample, struct tally *tally)
{
	const char *at = line;
	sample->count = 0;
	while (*at != ';') {
		size_t length = strcspn(at, " ;");
		sample->points[sample->count++] = character_of(at, length);
		at += length;
		at += strspn(at, " ");
	}
	long directions = strtol(at + 1, NULL, 10);
	static const int of_bit[] = {AUTOMATIC, 0, 1};
	for (int bit = 0; bit < 3; bit++) {
		sample->direction = of_bit[bit];
		if (directions & 1 << bit)
			judge(*sample, line, tally);
	}
}

static void test_class_cases(void **state)
{
	(void)state;
	char line[LINE_MAX_BYTES];
	struct tally tally = {0};
	struct sample sample = {0};
	FILE *file = open_file("BidiTest.txt");
	while (fgets(line, sizeof(line), file) != NULL) {
		if (strncmp(line, "@Levels:", 8) == 0)
			read_numbers(line + 8, sample.levels);
		else if (strncmp(line, "@Reorder:", 9) == 0)
			sample.order_count = read_numbers(line + 9, sample.order);
		else if (line[0] != '#' && line[0] != '\n')
			judge_class_case(line, &sample, &tally);
	}
	fclose(file);
	print_message("%zu cases, %zu with a number that the house isolates\n", tally.cases, tally.isolated);
	assert_int_equal(tally.wrong, 0);
	assert_int_equal(tally.deviating, 0);
	assert_true(tally.cases >= 770000);
	assert_true(tally.isolated > 0 && tally.isolated < tally.cases / 4);
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
	        cmocka_unit_test(test_character_cases),
	        cmocka_unit_test(test_class_cases),
	};
	return cmocka_run_group_tests(tests, NULL, cleanup);
}
