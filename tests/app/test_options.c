// The words after a command (contract §5): what is taken, and what is refused before anything is done.
#include "app/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define WORDS 8

// Parses the words up to the first NULL.
static bool parse(const char *allowed, struct options *out, const char *const words[WORDS])
{
	char copies[WORDS][128], *arguments[WORDS];
	static char kept[WORDS][128]; // the options borrow from the words
	int count = 0;

	for (; count < WORDS && words[count]; count++) {
		strcpy(copies[count], words[count]);
		memcpy(kept[count], copies[count], sizeof kept[count]);
		arguments[count] = kept[count];
	}
	return vr_options_parse(count, arguments, allowed, out);
}

#define WORDS_OF(...) ((const char *const[WORDS]){__VA_ARGS__})
#define RUN "config,headless,size,shown,clock"
#define RENDER "programme,config,now,size,out"
#define SIMULATE "programme,config,size,from,for"

static void nothing_said_is_nothing_set(void **state)
{
	struct options options;

	(void)state;
	assert_true(parse(RUN, &options, WORDS_OF(NULL)));
	assert_null(options.config);
	assert_null(options.shown);
	assert_int_equal(options.width, 0);
	assert_false(options.headless);
	assert_int_equal(options.clock, CLOCK_JUDGED);
	assert_int_equal(options.now.ms, VR_INSTANT_NEVER.ms);
	assert_int_equal(options.for_s, -1);
}

static void values_follow_or_are_joined(void **state)
{
	struct options options;

	(void)state;
	assert_true(parse(RUN, &options,
	                  WORDS_OF("--config", "a.conf", "--headless", "--size=1024x600", "--shown", "out",
	                           "--clock=untrusted")));
	assert_string_equal(options.config, "a.conf");
	assert_string_equal(options.shown, "out");
	assert_true(options.headless);
	assert_int_equal(options.width, 1024);
	assert_int_equal(options.height, 600);
	assert_int_equal(options.clock, CLOCK_UNTRUSTED);
	assert_true(parse(RUN, &options, WORDS_OF("--clock", "trusted", "--shown=")));
	assert_int_equal(options.clock, CLOCK_TRUSTED);
	assert_string_equal(options.shown, "");
}

static void times_and_seconds(void **state)
{
	struct options options;

	(void)state;
	assert_true(parse(RENDER, &options, WORDS_OF("--now", "2026-11-22T08:30:00+01:00", "--out", "x")));
	assert_int_equal(options.now.ms, INT64_C(1795332600000));
	assert_true(parse(SIMULATE, &options, WORDS_OF("--from=2026-11-22T07:30:00Z", "--for", "86400")));
	assert_int_equal(options.now.ms, INT64_C(1795332600000));
	assert_int_equal(options.for_s, 86400);
	assert_true(parse(SIMULATE, &options, WORDS_OF("--for", "34560000")));
}

static void a_file_may_stand_alone_where_it_is_taken(void **state)
{
	struct options options;

	(void)state;
	assert_true(parse("FILE,config", &options, WORDS_OF("my.conf")));
	assert_string_equal(options.config, "my.conf");
	assert_false(parse("FILE,config", &options, WORDS_OF("my.conf", "other.conf")));
	assert_false(parse(RUN, &options, WORDS_OF("my.conf")));
	assert_false(parse("FILE,config", &options, WORDS_OF("--FILE", "my.conf")));
}

static void what_a_command_does_not_take_is_refused(void **state)
{
	static const char *const wrong[][WORDS] = {
	        {"--programme", "x"}, {"--out=x"},     {"--"},   {"---"},    {"-h"},
	        {"--conf", "x"},      {"--configs=x"}, {"--=x"}, {"--size"}, {"--clock"},
	        {"--headless=no"},    {"--shown"},
	};
	struct options options;

	(void)state;
	for (size_t i = 0; i < VR_COUNT(wrong); i++)
		if (parse(RUN, &options, wrong[i]))
			fail_msg("%s was taken", wrong[i][0]);
}

static void values_that_are_none_are_refused(void **state)
{
	static const char *const sizes[] = {
	        "",           "1920",     "1920x",     "x1080",       "1920x1080x",       "0x0",
	        "-1920x1080", "159x1080", "1920x8193", "1920 x 1080", "99999999999x1080", "1920X1080",
	        "1920x1080 ", "axb"};
	static const char *const seconds[] = {"", "-1", "1.5", "1h", "34560001", "99999999999999999999", " "};
	static const char *const times[] = {"", "now", "2026-11-22", "2026-13-22T00:00:00Z", "2026-11-22T08:30:00"};
	static const char *const clocks[] = {"", "Trusted", "yes"};
	struct options options;

	(void)state;
	for (size_t i = 0; i < VR_COUNT(sizes); i++)
		if (parse(RUN, &options, WORDS_OF("--size", sizes[i])))
			fail_msg("size %s was taken", sizes[i]);
	for (size_t i = 0; i < VR_COUNT(seconds); i++)
		if (parse(SIMULATE, &options, WORDS_OF("--for", seconds[i])))
			fail_msg("%s seconds were taken", seconds[i]);
	for (size_t i = 0; i < VR_COUNT(times); i++)
		if (parse(RENDER, &options, WORDS_OF("--now", times[i])))
			fail_msg("time %s was taken", times[i]);
	for (size_t i = 0; i < VR_COUNT(clocks); i++)
		if (parse(RUN, &options, WORDS_OF("--clock", clocks[i])))
			fail_msg("clock %s was taken", clocks[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(nothing_said_is_nothing_set),
	        cmocka_unit_test(values_follow_or_are_joined),
	        cmocka_unit_test(times_and_seconds),
	        cmocka_unit_test(a_file_may_stand_alone_where_it_is_taken),
	        cmocka_unit_test(what_a_command_does_not_take_is_refused),
	        cmocka_unit_test(values_that_are_none_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
