#include "folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static char folder[256], path[512];

static int set_up(void **state)
{
	(void)state;
	return folder_make(folder) != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	folder_remove(folder);
	return 0;
}

static struct vr_cache *open_cache(void)
{
	return vr_cache_create(folder, 1 << 20);
}

static void test_empty(void **state)
{
	(void)state;
	struct vr_cache *cache = open_cache();
	struct vr_error problem;
	assert_true(holds(cache, NULL));
	assert_false(vr_cache_problem(cache, &problem));
	assert_true(vr_cache_free(cache) > 0);
	vr_cache_destroy(cache);
	vr_cache_destroy(NULL);
}

static void test_survives(void **state)
{
	(void)state;
	struct vr_error error;
	struct vr_cache *cache = open_cache();
	assert_true(vr_cache_store_programme(cache, "{\"a\":1}", 7, "http://hub/p", "\"tag\"", &error));
	assert_true(holds(cache, "{\"a\":1}")); // before it is on disk, too
	vr_cache_destroy(cache);
	cache = open_cache();
	struct loaded loaded = load(cache);
	assert_true(loaded.ok);
	assert_string_equal(vr_buffer_string(&loaded.json), "{\"a\":1}");
	assert_string_equal(vr_buffer_string(&loaded.url), "http://hub/p");
	assert_string_equal(vr_buffer_string(&loaded.etag), "\"tag\"");
	unload(&loaded);
	vr_cache_destroy(cache);
}

static void test_keeps_two(void **state)
{
	(void)state;
	struct vr_cache *cache = open_cache();
	for (int i = 0; i < 5; i++) {
		char json[32];
		snprintf(json, sizeof(json), "{\"n\":%d}", i);
		assert_true(store(cache, json));
		assert_true(vr_cache_flush(cache, PATIENCE_MS));
	}
	assert_int_equal(folder_list(folder, "programme", path), 2);
	assert_true(holds(cache, "{\"n\":4}"));
	vr_cache_destroy(cache);
}

// The same content is no new file: not now, not after a restart, and not under another ETag.
static void test_unchanged_is_not_written(void **state)
{
	(void)state;
	struct vr_error error;
	char again[512];
	struct vr_cache *cache = open_cache();
	assert_true(store(cache, "{}"));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	assert_int_equal(folder_list(folder, "programme", path), 1);
	assert_true(store(cache, "{}"));
	vr_cache_destroy(cache);
	cache = open_cache();
	assert_true(vr_cache_store_programme(cache, "{}", 2, "http://hub/p", "\"other\"", &error));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	assert_int_equal(folder_list(folder, "programme", again), 1);
	assert_string_equal(again, path);
	assert_true(vr_cache_store_programme(cache, "{}", 2, "http://elsewhere/p", "", &error));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	assert_int_equal(folder_list(folder, "programme", again), 2);
	vr_cache_destroy(cache);
}

// Changes one byte of the newest generation, or cuts it short.
static void damage(off_t at, bool cut)
{
	assert_true(folder_list(folder, "programme", path) > 0);
	FILE *file = fopen(path, "r+");
	assert_non_null(file);
	if (cut) {
		assert_int_equal(ftruncate(fileno(file), at), 0);
	} else {
		fseek(file, at, SEEK_SET);
		int byte = fgetc(file);
		fseek(file, at, SEEK_SET);
		fputc(byte ^ 1, file);
	}
	fclose(file);
}

// Every byte of the file is under the checksum.
static void test_damage_is_seen(void **state)
{
	(void)state;
	struct vr_cache *cache = open_cache();
	assert_true(store(cache, "{\"old\":1}"));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	assert_true(store(cache, "{\"new\":1}"));
	vr_cache_destroy(cache);
	folder_list(folder, "programme", path);
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	for (off_t at = 0; at < status.st_size; at++) {
		damage(at, false);
		cache = open_cache();
		assert_true(holds(cache, "{\"old\":1}"));
		vr_cache_destroy(cache);
		damage(at, false);
	}
	cache = open_cache();
	assert_true(holds(cache, "{\"new\":1}"));
	vr_cache_destroy(cache);
	for (off_t length = status.st_size - 1; length >= 0; length -= 7) {
		damage(length, true);
		cache = open_cache();
		assert_true(holds(cache, "{\"old\":1}"));
		vr_cache_destroy(cache);
	}
}

// What is damaged makes way, what is good stays, and the next number is above both.
static void test_after_damage(void **state)
{
	(void)state;
	struct vr_cache *cache = open_cache();
	assert_true(store(cache, "{\"old\":1}"));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	assert_true(store(cache, "{\"new\":1}"));
	vr_cache_destroy(cache);
	damage(60, false);
	cache = open_cache();
	assert_true(store(cache, "{\"newest\":1}"));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	assert_true(holds(cache, "{\"newest\":1}"));
	assert_int_equal(folder_list(folder, "programme", path), 2);
	vr_cache_destroy(cache);
	damage(60, false);
	cache = open_cache();
	assert_true(holds(cache, "{\"old\":1}"));
	vr_cache_destroy(cache);
}

static void touch(const char *name, const char *bytes)
{
	char file[512];
	snprintf(file, sizeof(file), "%s/%s", folder, name);
	FILE *out = fopen(file, "w");
	assert_non_null(out);
	fputs(bytes, out);
	fclose(out);
}

static void test_strange_files(void **state)
{
	(void)state;
	struct vr_cache *cache = open_cache();
	assert_true(store(cache, "{}"));
	vr_cache_destroy(cache);
	touch("programme/9999999999999999.vp", "x");
	touch("programme/0000000000000099.vp", "");
	touch("programme/readme.txt", "x");
	touch("programme/0000000000000002.vp.new", "half");
	touch("media/half.new", "half");
	cache = open_cache();
	assert_true(holds(cache, "{}"));
	snprintf(path, sizeof(path), "%s/programme/0000000000000002.vp.new", folder);
	assert_int_equal(access(path, F_OK), -1);
	snprintf(path, sizeof(path), "%s/media/half.new", folder);
	assert_int_equal(access(path, F_OK), -1);
	snprintf(path, sizeof(path), "%s/programme/readme.txt", folder);
	assert_int_equal(access(path, F_OK), 0);
	assert_true(store(cache, "{\"next\":1}"));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	snprintf(path, sizeof(path), "%s/programme/0000000000000100.vp", folder);
	assert_int_equal(access(path, F_OK), 0);
	vr_cache_destroy(cache);
}

static void test_limits(void **state)
{
	(void)state;
	struct vr_error error;
	struct vr_cache *cache = open_cache();
	size_t size = VR_CACHE_PROGRAMME_MAX + 1;
	char *large = malloc(size);
	memset(large, ' ', size);
	assert_false(vr_cache_store_programme(cache, large, size, "u", "", &error));
	assert_int_equal(error.code, VR_LIMIT);
	assert_true(vr_cache_store_programme(cache, large, size - 1, "u", "", &error));
	large[VR_CACHE_URL_MAX + 1] = '\0';
	assert_false(vr_cache_store_programme(cache, "{}", 2, large, "", &error));
	large[VR_CACHE_ETAG_MAX + 1] = '\0';
	assert_false(vr_cache_store_programme(cache, "{}", 2, "u", large, &error));
	free(large);
	vr_cache_destroy(cache);
}

static void test_notes(void **state)
{
	(void)state;
	struct vr_error error;
	struct vr_buffer note;
	vr_buffer_init(&note, 100);
	struct vr_cache *cache = open_cache();
	assert_false(vr_cache_load_note(cache, "clock", &note, &error));
	assert_int_equal(error.code, VR_NOT_FOUND);
	assert_true(vr_cache_store_note(cache, "clock", "12345", 5, &error));
	vr_cache_destroy(cache);
	cache = open_cache();
	assert_true(vr_cache_load_note(cache, "clock", &note, &error));
	assert_string_equal(vr_buffer_string(&note), "12345");
	assert_false(vr_cache_store_note(cache, "../clock", "1", 1, &error));
	assert_int_equal(error.code, VR_INVALID);
	static const char large[VR_CACHE_NOTE_MAX + 1];
	assert_false(vr_cache_store_note(cache, "large", large, sizeof(large), &error));
	assert_int_equal(error.code, VR_LIMIT);
	vr_buffer_release(&note);
	vr_cache_destroy(cache);
}

static void test_second_process_reads(void **state)
{
	(void)state;
	struct vr_error problem;
	struct vr_cache *first = open_cache();
	assert_true(store(first, "{\"first\":1}"));
	assert_true(vr_cache_flush(first, PATIENCE_MS));
	struct vr_cache *second = open_cache(); // flock knows descriptors, not processes
	assert_true(vr_cache_problem(second, &problem));
	assert_non_null(strstr(problem.what, "another program"));
	assert_true(holds(second, "{\"first\":1}"));
	assert_true(store(second, "{\"second\":1}"));
	assert_false(vr_cache_flush(second, PATIENCE_MS));
	assert_true(holds(second, "{\"second\":1}"));
	assert_true(holds(first, "{\"first\":1}"));
	vr_cache_destroy(first);
	assert_true(store(second, "{\"third\":1}"));
	assert_true(vr_cache_flush(second, PATIENCE_MS));
	assert_false(vr_cache_problem(second, &problem));
	vr_cache_destroy(second);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_empty),          TEST(test_survives),
	        TEST(test_keeps_two),      TEST(test_unchanged_is_not_written),
	        TEST(test_damage_is_seen), TEST(test_after_damage),
	        TEST(test_strange_files),  TEST(test_limits),
	        TEST(test_notes),          TEST(test_second_process_reads),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
