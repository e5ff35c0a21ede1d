// The screen's configuration from files of every shape.
#include "folder.h"

#define GOOD "[screen]\nid = s1\n[hub]\nurl = https://hub.example.org\n"

static struct vr_config config;
static struct vr_config_problems problems;

// Reads files of the folder; the problems as text.
static const char *read_names(const char *first, const char *second, bool required)
{
	char paths[2][VR_PATH_MAX];
	path_of(first, paths[0]);
	if (second != NULL)
		path_of(second, paths[1]);
	const char *list[] = {paths[0], paths[1]};
	vr_config_problems_release(&problems);
	vr_config_problems_init(&problems);
	vr_config_read(list, second != NULL ? 2 : 1, required, &config, &problems);
	return without_folder(&problems);
}

static const char *read_text(const char *text)
{
	write_file("a", text, strlen(text));
	return read_names("a", NULL, true);
}

static void test_defaults(void **state)
{
	(void)state;
	assert_string_equal("", read_text(GOOD));
	assert_string_equal("s1", config.screen_id);
	assert_string_equal("https://hub.example.org", config.hub_url);
	assert_string_equal("", config.token);
	assert_string_equal("", config.programme_url);
	assert_int_equal(60, config.poll_s);
	assert_true(config.fullscreen);
	assert_int_equal(0, config.rotate);
	assert_true(config.diagonal_in == 43 && config.viewing_distance_m == 3);
	assert_int_equal(VR_TRANSITION_FADE, config.transition);
	assert_false(config.reduced_motion);
	assert_string_equal("light", config.theme);
	assert_int_equal(40, config.night_dim);
	assert_null(config.theme_at.path);
	assert_null(config.night_dim_at.path);
	assert_string_equal("/var/lib/vantrum", config.cache_dir);
	assert_int_equal(256, config.cache_max_mib);
}

static void test_state_directory(void **state)
{
	(void)state;
	setenv("STATE_DIRECTORY", "/var/lib/one:/var/lib/two", 1);
	assert_string_equal("", read_text(GOOD));
	assert_string_equal("/var/lib/one", config.cache_dir);
	assert_string_equal("", read_text(GOOD "[cache]\ndir = /var/lib/vantrum\n"));
	assert_string_equal("/var/lib/vantrum", config.cache_dir);
	setenv("STATE_DIRECTORY", "", 1);
	assert_string_equal("", read_text(GOOD));
	assert_string_equal("/var/lib/vantrum", config.cache_dir);
	unsetenv("STATE_DIRECTORY");
}

static void test_values(void **state)
{
	(void)state;
	assert_string_equal("", read_text(GOOD "token = abc;def#1 ; not this\n[display]\nfullscreen=No\nrotate :270\n"
	                                       "\tdiagonal_in = 31.5\t# inches\n   viewing_distance_m = 0.5\n"
	                                       "transition = none\ntheme = /srv/ours.ini\nreduced_motion = yes\n"
	                                       "night_dim = 0\n[cache]\ndir = /srv/my cache\nmax_mib = 1\n"
	                                       "[hub] ; again\npoll_s = 86400\n"));
	assert_string_equal("abc;def#1", config.token);
	assert_false(config.fullscreen);
	assert_int_equal(270, config.rotate);
	assert_true(config.diagonal_in == 31.5 && config.viewing_distance_m == 0.5);
	assert_int_equal(VR_TRANSITION_NONE, config.transition);
	assert_true(config.reduced_motion);
	assert_string_equal("/srv/ours.ini", config.theme);
	assert_int_equal(12, config.theme_at.line);
	assert_int_equal(0, config.night_dim);
	assert_int_equal(14, config.night_dim_at.line);
	assert_string_equal("/srv/my cache", config.cache_dir);
	assert_int_equal(86400, config.poll_s);
}

// One step beyond each end.
static void test_ranges(void **state)
{
	(void)state;
	static const char *const wrong[] = {
	        "[hub]\npoll_s = 86401",
	        "[display]\ndiagonal_in = 4.9",
	        "[display]\ndiagonal_in = 150.1",
	        "[display]\nviewing_distance_m = 20.01",
	        "[display]\nviewing_distance_m = nan",
	        "[display]\nrotate = -90",
	        "[display]\nnight_dim = 81",
	        "[display]\nnight_dim = -1",
	        "[display]\ntheme = lihgt",
	        "[display]\ntheme =",
	        "[display]\nreduced_motion = never",
	        "[cache]\nmax_mib = 99999999999999999999",
	        "[cache]\nmax_mib = 1e3",
	        "[hub]\nurl = https://",
	        "[hub]\nurl = https://:80",
	        "[hub]\nurl = https://h:0",
	        "[hub]\nurl = https://h:65536",
	        "[hub]\nurl = https://a b",
	        "[hub]\nurl = https://h/?x",
	        "[hub]\nurl = https://[::1",
	        "[screen]\nid = ..",
	        "[screen]\nid = å",
	        "[screen]\nid = a b",
	};
	for (size_t i = 0; i < VR_COUNT(wrong); i++) {
		char text[256];
		(void)snprintf(text, sizeof text, GOOD "%s\n", wrong[i]);
		if (strncmp(read_text(text), "a:6: ", 5) != 0 || problems.count != 1)
			fail_msg("%s: %s", wrong[i], vr_buffer_string(&problems.text));
	}
}

static void test_later_wins(void **state)
{
	(void)state;
	write_file("a", GOOD, strlen(GOOD));
	static const char later[] = "[screen]\nid = s2\n[hub]\nurl = http://[::1]:8080/base//\n";
	write_file("b", later, strlen(later));
	assert_string_equal("", read_names("a", "b", false));
	assert_string_equal("s2", config.screen_id);
	assert_string_equal("http://[::1]:8080/base", config.hub_url);
	assert_string_equal("", read_names("absent", "b", false));
	assert_string_equal("", read_names("a", "absent", false));
	assert_string_equal("s1", config.screen_id);
}

static void test_missing(void **state)
{
	(void)state;
	assert_string_equal("a:2: id is missing under [screen]; write id = ekbacken-entrance\n"
	                    "a:2: url is missing under [hub]; write url = https://hub.example.org\n",
	                    read_text("[hub]\npoll_s = 5"));
	assert_string_equal("", read_text("[screen]\nid = a\n[hub]\nprogramme_url = https://a.example/p.json?x=1\n"));
	assert_string_equal("a:4: url is missing under [hub]; write url = https://hub.example.org\n",
	                    read_text("[screen]\nid = a\n[hub]\nurl =\n"));
	assert_string_equal("a:2: id has no value\n", read_text("[screen]\nid =\n[hub]\nurl = http://h\n"));
	assert_string_equal("absent2:1: id is missing under [screen]; write id = ekbacken-entrance\n"
	                    "absent2:1: url is missing under [hub]; write url = https://hub.example.org\n",
	                    read_names("absent", "absent2", false));
}

static void test_absent(void **state)
{
	(void)state;
	const char *told = read_names("absent", NULL, true);
	assert_int_equal(1, problems.count);
	assert_int_equal(0, strncmp(told, "absent:1: ", 10));
	assert_int_equal(60, config.poll_s);
}

static void test_token_file(void **state)
{
	(void)state;
	char text[2048], path[VR_PATH_MAX];
	path_of("t", path);
	write_file("t", "\t secret-1 \r\nsecond line\n", 24);
	(void)snprintf(text, sizeof text, GOOD "token = other\ntoken_file = %s\n", path);
	assert_string_equal("", read_text(text));
	assert_string_equal("secret-1", config.token);
	(void)snprintf(text, sizeof text, GOOD "token_file = %s\ntoken = other\n", path);
	assert_string_equal("", read_text(text));
	assert_string_equal("other", config.token);
	(void)snprintf(text, sizeof text, GOOD "token_file = %s\n", path);
	write_file("t", "\nsecret", 7);
	assert_int_equal(0, strncmp(read_text(text), "a:5: token_file: the first line of ", 35));
	write_file("t", "not one word", 12);
	assert_int_equal(0, strncmp(read_text(text), "a:5: token_file: the token in ", 30));
	assert_null(strstr(problems.text.data, "not one"));
	assert_string_equal("", config.token);
	assert_int_equal(0, strncmp(read_text(GOOD "token_file = /absent/token\n"), "a:5: token_file: ", 17));
}

// The same file as Notepad may save it.
static void test_encodings(void **state)
{
	(void)state;
	static const char text[] = "[screen]\r\nid = s1\r\n[hub]\r\nurl = https://hub.example.org\r\n"
	                           "[cache]\r\ndir = /v\xc3\xa5r\r\n";
	char bytes[512] = "\xef\xbb\xbf";
	memcpy(bytes + 3, text, sizeof text);
	assert_string_equal("", read_text(bytes));
	assert_string_equal("/v\xc3\xa5r", config.cache_dir);
	for (int big = 0; big <= 1; big++) {
		size_t length = 0;
		memcpy(bytes, big ? "\xfe\xff" : "\xff\xfe", 2);
		length = 2;
		for (size_t at = 0; at < sizeof text - 1;) {
			uint32_t c = vr_utf8_next(text, sizeof text - 1, &at);
			bytes[length + (big ? 0 : 1)] = (char)(c >> 8);
			bytes[length + (big ? 1 : 0)] = (char)(c & 0xff);
			length += 2;
		}
		write_file("a", bytes, length);
		assert_string_equal("", read_names("a", NULL, true));
		assert_string_equal("s1", config.screen_id);
		assert_string_equal("/v\xc3\xa5r", config.cache_dir);
		write_file("a", bytes, length - 1);
		(void)read_names("a", NULL, true);
		assert_int_equal(1, problems.count);
	}
}

static void test_bad_bytes(void **state)
{
	(void)state;
	static const char text[] = GOOD "# \xe5 in a comment is nobody's trouble\n"
	                                "[cache]\ndir = /v\xe5r\nmax_\0mib = 3\ndir = a\x01\n";
	write_file("a", text, sizeof text - 1);
	assert_string_equal("a:7: this line is not UTF-8; save the file as UTF-8 text\n"
	                    "a:8: this line holds NUL bytes; save the file as UTF-8 text\n"
	                    "a:9: this line holds control characters\n",
	                    read_names("a", NULL, true));
}

static void test_long(void **state)
{
	(void)state;
	static char text[VR_CONFIG_FILE_MAX + 16];
	memset(text, 'a', sizeof text - 1);
	memcpy(text, GOOD "[cache]\ndir = /", sizeof GOOD - 1 + 15);
	size_t begin = sizeof GOOD - 1 + 8;
	text[begin + 6 + VR_CONFIG_STRING - 1] = '\0';
	assert_string_equal("", read_text(text));
	assert_int_equal(VR_CONFIG_STRING - 1, strlen(config.cache_dir));
	text[begin + 6 + VR_CONFIG_STRING - 1] = 'a';
	text[begin + 6 + VR_CONFIG_STRING] = '\0';
	assert_string_equal("a:6: dir is longer than 511 bytes\n", read_text(text));
	text[begin + 6 + VR_CONFIG_STRING] = 'a';
	text[begin + 1025] = '\0';
	assert_string_equal("a:6: this line is longer than 1024 bytes\n", read_text(text));
	text[begin + 1025] = 'a';
	(void)read_text(text);
	assert_int_equal(1, problems.count);
}

static void test_many_problems(void **state)
{
	(void)state;
	char text[4096] = GOOD;
	for (size_t i = 0; i < 100; i++)
		strcat(text, "wrong = 1\n");
	const char *told = read_text(text);
	assert_int_equal(100, problems.count);
	assert_non_null(strstr(told, "a:68: "));
	assert_null(strstr(told, "a:69: "));
	assert_string_equal("… and 36 more\n", strstr(told, "…"));
}

static void test_wrong(void **state)
{
	(void)state;
	struct vr_buffer expected;
	struct vr_error error;
	vr_buffer_init(&expected, 65536);
	assert_true(vr_file_read(VR_SOURCE_DIR "/tests/config/data/wrong.expected", &expected, &error));
	static const char *const path[] = {VR_SOURCE_DIR "/tests/config/data/wrong.conf"};
	vr_config_problems_release(&problems);
	vr_config_problems_init(&problems);
	vr_config_read(path, 1, true, &config, &problems);
	struct vr_buffer told;
	vr_buffer_init(&told, 65536);
	char *line = problems.text.data, *end;
	for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		assert_int_equal(0, strncmp(line, path[0], strlen(path[0])));
		line += strlen(path[0]) + 1;
		vr_buffer_add(&told, line, (size_t)(end - line) + 1);
	}
	assert_string_equal(vr_buffer_string(&expected), vr_buffer_string(&told));
	assert_null(strstr(vr_buffer_string(&told), "never"));
	assert_int_equal(60, config.poll_s);
	assert_int_equal(0, config.rotate);
	vr_buffer_release(&told);
	vr_buffer_release(&expected);
}

static int release(void **state)
{
	vr_config_problems_release(&problems);
	return remove_folder(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_defaults),   cmocka_unit_test(test_state_directory),
	        cmocka_unit_test(test_values),     cmocka_unit_test(test_ranges),
	        cmocka_unit_test(test_later_wins), cmocka_unit_test(test_missing),
	        cmocka_unit_test(test_absent),     cmocka_unit_test(test_token_file),
	        cmocka_unit_test(test_encodings),  cmocka_unit_test(test_bad_bytes),
	        cmocka_unit_test(test_long),       cmocka_unit_test(test_many_problems),
	        cmocka_unit_test(test_wrong),
	};
	return cmocka_run_group_tests(tests, make_folder, release);
}
