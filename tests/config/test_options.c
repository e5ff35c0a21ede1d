// The reader over a table of somebody else, with named sections; and the search for the nearest name.
#include "config/options.h"
#include "folder.h"

struct server {
	char listen[VR_CONFIG_STRING];
	int level;
};

struct source {
	char name[32];
	char address[VR_CONFIG_STRING];
	double every_s;
};

static const char *const levels[] = {"low", "high", NULL};
static const struct vr_option server_options[] = {
        {"hub", "listen", VR_OPTION_STRING, offsetof(struct server, listen), .fallback = "127.0.0.1:8080"},
        {"hub", "level", VR_OPTION_CHOICE, offsetof(struct server, level), .fallback = "high", .words = levels},
};
static const struct vr_option source_options[] = {
        {NULL, "url", VR_OPTION_STRING, offsetof(struct source, address), .fallback = NULL},
        {NULL, "every_s", VR_OPTION_NUMBER, offsetof(struct source, every_s), .fallback = "30", .least = 1, .most = 99},
};

static struct source sources[2];
static size_t source_count;

static void *named(void *context, const char *name)
{
	assert_ptr_equal(sources, context);
	for (size_t i = 0; i < source_count; i++) {
		if (strcmp(sources[i].name, name) == 0)
			return &sources[i];
	}
	if (source_count == VR_COUNT(sources))
		return NULL;
	struct source *source = &sources[source_count++];
	(void)snprintf(source->name, sizeof source->name, "%s", name);
	vr_options_defaults(source_options, VR_COUNT(source_options), source);
	return source;
}

static void test_named_sections(void **state)
{
	(void)state;
	static const char text[] =
	        "[source \"one\"]\nurl = a\n[hub]\nlevel = low\n[source \"two words\"]\nurl = b\n"
	        "every_s = 2.5\nlisten = x\nurll = y\n[source]\nurl = c\n[source \"three\"]\nurl = d\n"
	        "[source \"one\"]\nevery_s = 100\n[hub \"x\"]\n[sorce \"four\"]\n";
	static const struct vr_option_table table = {server_options,
	                                             VR_COUNT(server_options),
	                                             "source",
	                                             source_options,
	                                             VR_COUNT(source_options),
	                                             named,
	                                             sources,
	                                             false};
	struct server server;
	struct vr_config_problems problems;
	char path[VR_PATH_MAX];
	write_file("a", text, sizeof text - 1);
	path_of("a", path);
	vr_config_problems_init(&problems);
	vr_options_read(&table, (const char *const[]){path}, 1, true, &server, &problems);
	assert_string_equal("a:8: key \"listen\" belongs under [hub]\n"
	                    "a:9: unknown key \"urll\" in [source]; did you mean \"url\"?\n"
	                    "a:10: section [source] needs a name, as in [source \"name\"]\n"
	                    "a:12: there are too many sections [source]\n"
	                    "a:15: every_s must be a number from 1 to 99, not \"100\"\n"
	                    "a:16: section [hub] takes no name\n"
	                    "a:17: unknown section [sorce]; did you mean [source]?\n",
	                    without_folder(&problems));
	assert_string_equal("127.0.0.1:8080", server.listen);
	assert_int_equal(0, server.level);
	assert_int_equal(2, source_count);
	assert_string_equal("a", sources[0].address);
	assert_true(sources[0].every_s == 30 && sources[1].every_s == 2.5);
	assert_string_equal("two words", sources[1].name);
	vr_config_problems_release(&problems);
}

static void test_distance(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		size_t edits;
	} rows[] = {
	        {"", "", 0},
	        {"rotate", "rotate", 0},
	        {"Rotate", "rotate", 0},
	        {"roatte", "rotate", 1},
	        {"rotat", "rotate", 1},
	        {"rrotate", "rotate", 1},
	        {"", "url", 3},
	        {"kitten", "sitting", 3},
	        {"poll", "poll_s", 2},
	};
	for (size_t i = 0; i < VR_COUNT(rows); i++) {
		assert_int_equal(rows[i].edits, vr_edit_distance(rows[i].a, rows[i].b));
		assert_int_equal(rows[i].edits, vr_edit_distance(rows[i].b, rows[i].a));
	}
	char word[1000];
	memset(word, 'x', sizeof word - 1);
	word[sizeof word - 1] = '\0';
	assert_int_equal(64, vr_edit_distance(word, "y"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_named_sections), cmocka_unit_test(test_distance)};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
