#include "folder.h"
#include "pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define QUOTA 100000
#define SIZE 30000 // three fit, four do not

static char folder[256], path[512];
static struct vr_cache *cache;
static struct picture pictures[4];

static int set_up(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++)
		pictures[i] = picture_make('a' + i, SIZE);
	if (folder_make(folder) == NULL)
		return -1;
	cache = vr_cache_create(folder, QUOTA);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	vr_cache_destroy(cache);
	folder_remove(folder);
	for (int i = 0; i < 4; i++)
		free(pictures[i].bytes);
	return 0;
}

static void reopen(void)
{
	vr_cache_destroy(cache);
	cache = vr_cache_create(folder, QUOTA);
}

static void need(const char *which)
{
	char needed[4][65];
	size_t count = 0;
	for (; which[count] != '\0'; count++)
		memcpy(needed[count], pictures[which[count] - 'a'].sha256, 65);
	vr_cache_keep_media(cache, (const char(*)[65])needed, count);
}

static void put(const char *which)
{
	for (; *which != '\0'; which++) {
		assert_true(picture_store(cache, &pictures[*which - 'a']));
		assert_true(vr_cache_flush(cache, PATIENCE_MS));
	}
}

static void there(const char *expected)
{
	char found[8] = "";
	for (int i = 0; i < 4; i++) {
		bool has = vr_cache_has_media(cache, pictures[i].sha256);
		assert_int_equal(has, picture_is_there(cache, &pictures[i]));
		if (has)
			found[strlen(found)] = (char)('a' + i);
	}
	assert_string_equal(found, expected);
}

static void test_survives(void **state)
{
	(void)state;
	assert_true(picture_store(cache, &pictures[0]));
	there("a"); // at once, wherever it is
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	there("a");
	reopen();
	there("a");
	assert_int_equal(folder_list(folder, "media", path), 1);
}

static void test_verified_when_stored(void **state)
{
	(void)state;
	struct vr_error error;
	assert_false(vr_cache_store_media(cache, pictures[0].sha256, "other", 5, &error));
	assert_int_equal(error.code, VR_INVALID);
	assert_false(vr_cache_store_media(cache, "../../etc/passwd", "other", 5, &error));
	assert_int_equal(error.code, VR_INVALID);
	assert_false(vr_cache_store_media(cache, pictures[0].sha256, "", 0, &error));
	assert_int_equal(error.code, VR_LIMIT);
	there("");
}

static void test_verified_when_loaded(void **state)
{
	(void)state;
	put("ab");
	reopen();
	snprintf(path, sizeof(path), "%s/media/%.64s", folder, pictures[0].sha256);
	FILE *file = fopen(path, "r+");
	assert_non_null(file);
	fputc('!', file);
	fclose(file);
	assert_false(picture_is_there(cache, &pictures[0]));
	assert_int_equal(access(path, F_OK), -1);
	there("b"); // to be fetched again
	put("a");
	there("ab");
	snprintf(path, sizeof(path), "%s/media/%.64s", folder, pictures[1].sha256);
	assert_int_equal(unlink(path), 0);
	assert_false(picture_is_there(cache, &pictures[1]));
	there("a");
}

static void test_too_large_for_its_reader(void **state)
{
	(void)state;
	struct vr_buffer small;
	struct vr_error error;
	put("a");
	vr_buffer_init(&small, SIZE - 1);
	assert_false(vr_cache_load_media(cache, pictures[0].sha256, &small, &error));
	assert_int_equal(error.code, VR_LIMIT);
	vr_buffer_release(&small);
	there("a");
}

// Makes the files of a, b and c so many seconds old, as a start then finds them.
static void age(int64_t a, int64_t b, int64_t c)
{
	const int64_t ages[] = {a, b, c};
	for (int i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s/media/%.64s", folder, pictures[i].sha256);
		const struct timespec times[2] = {{.tv_sec = 1000000 - ages[i]}, {.tv_sec = 1000000 - ages[i]}};
		assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	}
	reopen();
}

// Within the quota nothing goes, needed or not.
static void test_quota_is_not_touched_early(void **state)
{
	(void)state;
	put("abc");
	need("");
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	there("abc");
}

static void test_longest_not_needed_goes_first(void **state)
{
	(void)state;
	put("abc");
	age(300, 200, 100); // does not count: what was needed since the start does
	need("abc");
	need("ac"); // b was needed last in the first era
	need("c");  // a in the second
	put("d");
	there("acd");
}

static void test_needed_stays(void **state)
{
	(void)state;
	need("abd");
	put("abcd");
	there("abd");
}

static void test_oldest_file_goes_first(void **state)
{
	(void)state;
	put("abc");
	age(200, 300, 100);
	put("d");
	there("acd");
}

// More is needed than fits: the rest lives in memory, and somebody is told.
static void test_quota_too_small(void **state)
{
	(void)state;
	struct vr_error problem;
	need("abcd");
	put("abcd");
	there("abcd");
	assert_int_equal(folder_list(folder, "media", path), 3);
	assert_true(vr_cache_problem(cache, &problem));
	assert_int_equal(problem.code, VR_LIMIT);
	need("bcd");
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	assert_false(vr_cache_problem(cache, &problem));
	there("bcd");
	assert_int_equal(folder_list(folder, "media", path), 3);
}

static void test_smaller_quota_after_restart(void **state)
{
	(void)state;
	put("abc");
	vr_cache_destroy(cache);
	cache = vr_cache_create(folder, SIZE);
	need("b");
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	there("b");
	assert_int_equal(folder_list(folder, "media", path), 1);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_survives),
	        TEST(test_verified_when_stored),
	        TEST(test_verified_when_loaded),
	        TEST(test_too_large_for_its_reader),
	        TEST(test_quota_is_not_touched_early),
	        TEST(test_longest_not_needed_goes_first),
	        TEST(test_needed_stays),
	        TEST(test_oldest_file_goes_first),
	        TEST(test_quota_too_small),
	        TEST(test_smaller_quota_after_restart),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
