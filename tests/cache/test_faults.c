// A disk that is full, read-only, missing, slow or forgetful: the show goes on from memory and somebody is told.
// open, write and fsync are wrapped by the linker.
#include "folder.h"
#include "pictures.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>

#include <cmocka.h>

static char folder[256], path[512];
static atomic_int write_error, open_error;
static atomic_int writes_left; // before write_error strikes
static atomic_bool hang;
static atomic_size_t written;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER; // held while hang: fsync waits for it

int __real_open(const char *name, int flags, mode_t mode);
int __wrap_open(const char *name, int flags, mode_t mode);
int __wrap_open(const char *name, int flags, mode_t mode)
{
	if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0 && open_error != 0) {
		errno = open_error;
		return -1;
	}
	return __real_open(name, flags, mode);
}

ssize_t __real_write(int fd, const void *bytes, size_t length);
ssize_t __wrap_write(int fd, const void *bytes, size_t length);
ssize_t __wrap_write(int fd, const void *bytes, size_t length)
{
	if (write_error != 0 && writes_left-- <= 0) {
		errno = write_error;
		return -1;
	}
	written += length;
	return __real_write(fd, bytes, length);
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
	if (hang) {
		pthread_mutex_lock(&gate);
		pthread_mutex_unlock(&gate);
	}
	return __real_fsync(fd);
}

static int set_up(void **state)
{
	(void)state;
	write_error = open_error = writes_left = 0;
	hang = false;
	written = 0;
	return folder_make(folder) != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	write_error = open_error = 0;
	folder_remove(folder);
	return 0;
}

static struct vr_cache *open_cache(void)
{
	return vr_cache_create(folder, 1 << 20);
}

static void has_problem(struct vr_cache *cache, enum vr_code code)
{
	struct vr_error problem;
	assert_true(vr_cache_problem(cache, &problem));
	assert_int_equal(problem.code, code);
	assert_true(strlen(problem.what) > 10);
}

static void is_well(struct vr_cache *cache)
{
	struct vr_error problem;
	assert_false(vr_cache_problem(cache, &problem));
}

static void test_full_disk(void **state)
{
	(void)state;
	struct picture picture = picture_make('p', 1000);
	struct vr_cache *cache = open_cache();
	assert_true(store(cache, "{\"before\":1}"));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	is_well(cache);
	write_error = ENOSPC;
	assert_true(store(cache, "{\"after\":1}"));
	assert_true(picture_store(cache, &picture));
	assert_false(vr_cache_flush(cache, PATIENCE_MS));
	has_problem(cache, VR_IO);
	assert_true(holds(cache, "{\"after\":1}"));
	assert_true(picture_is_there(cache, &picture));
	vr_cache_destroy(cache);
	// What was good before is still good.
	cache = open_cache();
	assert_true(holds(cache, "{\"before\":1}"));
	write_error = 0;
	assert_true(store(cache, "{\"later\":1}"));
	assert_true(picture_store(cache, &picture));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	is_well(cache);
	vr_cache_destroy(cache);
	free(picture.bytes);
}

// A disk that recovers takes all that waited, with the next thing that comes.
static void test_recovers(void **state)
{
	(void)state;
	struct vr_error error;
	struct picture picture = picture_make('p', 1000);
	struct vr_cache *cache = open_cache();
	write_error = EIO;
	assert_true(store(cache, "{\"kept\":1}"));
	assert_true(picture_store(cache, &picture));
	assert_false(vr_cache_flush(cache, PATIENCE_MS));
	write_error = 0;
	assert_true(vr_cache_store_note(cache, "clock", "1", 1, &error));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	is_well(cache);
	vr_cache_destroy(cache);
	cache = open_cache();
	assert_true(holds(cache, "{\"kept\":1}"));
	assert_true(picture_is_there(cache, &picture));
	vr_cache_destroy(cache);
	free(picture.bytes);
}

static void test_read_only(void **state)
{
	(void)state;
	struct vr_cache *cache = open_cache();
	assert_true(store(cache, "{\"before\":1}"));
	vr_cache_destroy(cache);
	open_error = EROFS;
	cache = open_cache();
	has_problem(cache, VR_IO);
	assert_true(holds(cache, "{\"before\":1}"));
	assert_true(store(cache, "{\"after\":1}"));
	assert_false(vr_cache_flush(cache, PATIENCE_MS));
	has_problem(cache, VR_IO);
	assert_true(holds(cache, "{\"after\":1}"));
	vr_cache_destroy(cache);
}

static void test_missing(void **state)
{
	(void)state;
	struct picture picture = picture_make('p', 1000);
	struct vr_cache *cache = vr_cache_create("/proc/nowhere/cache", 1 << 20);
	struct vr_error problem;
	assert_true(vr_cache_problem(cache, &problem));
	assert_true(holds(cache, NULL));
	assert_true(store(cache, "{}"));
	assert_true(picture_store(cache, &picture));
	assert_false(vr_cache_flush(cache, PATIENCE_MS));
	assert_true(holds(cache, "{}"));
	assert_true(picture_is_there(cache, &picture));
	assert_int_equal(vr_cache_free(cache), -1);
	vr_cache_destroy(cache);
	free(picture.bytes);
}

// The folder is removed under a running screen: it is made again, and the programme written again.
static void test_vanishes(void **state)
{
	(void)state;
	struct vr_cache *cache = open_cache();
	assert_true(store(cache, "{\"a\":1}"));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	folder_remove(folder);
	assert_true(store(cache, "{\"b\":1}"));
	assert_false(vr_cache_flush(cache, PATIENCE_MS));
	assert_true(store(cache, "{\"c\":1}"));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	is_well(cache);
	assert_int_equal(folder_list(folder, "programme", path), 1);
	vr_cache_destroy(cache);
}

// A write that hangs in the kernel delays nobody: not who stores, loads or asks, and not the end of the program.
static void test_slow(void **state)
{
	(void)state;
	struct vr_error problem;
	struct vr_cache *cache = open_cache();
	pthread_mutex_lock(&gate);
	hang = true;
	assert_true(store(cache, "{\"a\":1}"));
	assert_false(vr_cache_flush(cache, 50));
	assert_true(store(cache, "{\"b\":1}"));
	assert_true(holds(cache, "{\"b\":1}"));
	assert_false(vr_cache_problem(cache, &problem)); // not yet: ten seconds
	vr_cache_destroy(cache);
	hang = false;
	pthread_mutex_unlock(&gate);
	// The writer was left to itself; it finishes, then frees the cache and with it the lock file.
	do {
		cache = open_cache();
		if (!vr_cache_problem(cache, &problem))
			break;
		vr_cache_destroy(cache);
		usleep(1000);
	} while (true);
	struct loaded loaded = load(cache);
	assert_true(loaded.ok);
	unload(&loaded);
	vr_cache_destroy(cache);
}

// Nothing changes: nothing is written. Notes, pictures and programmes alike.
static void test_nothing_is_written_for_nothing(void **state)
{
	(void)state;
	struct vr_error error;
	struct picture picture = picture_make('p', 1000);
	struct vr_cache *cache = open_cache();
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 50; i++) {
			assert_true(store(cache, "{}"));
			assert_true(picture_store(cache, &picture));
			vr_cache_keep_media(cache, (const char(*)[65])picture.sha256, 1);
			assert_true(picture_is_there(cache, &picture));
			assert_true(vr_cache_store_note(cache, "clock", "1", 1, &error));
			assert_true(vr_cache_flush(cache, PATIENCE_MS));
		}
		vr_cache_destroy(cache);
		cache = open_cache();
	}
	assert_in_range(written, 1000, 1200);
	vr_cache_destroy(cache);
	free(picture.bytes);
}

// Pictures without a disk stop at the bound; those that nobody needs make room.
static void test_memory_is_bounded(void **state)
{
	(void)state;
	enum { COUNT = 20, LARGE = 8 << 20 };
	struct picture pictures[COUNT];
	struct vr_cache *cache = vr_cache_create("/proc/nowhere/cache", 1 << 30);
	size_t kept = 0;
	for (int i = 0; i < COUNT; i++) {
		pictures[i] = picture_make(i, LARGE);
		assert_true(picture_store(cache, &pictures[i]));
		free(pictures[i].bytes);
	}
	for (int i = 0; i < COUNT; i++)
		kept += vr_cache_has_media(cache, pictures[i].sha256);
	assert_int_equal(kept, VR_CACHE_MEMORY_MAX / LARGE);
	char needed[COUNT][65];
	for (int i = 0; i < COUNT; i++)
		memcpy(needed[i], pictures[i].sha256, 65);
	vr_cache_keep_media(cache, (const char(*)[65])needed, COUNT);
	struct picture one_more = picture_make('x', LARGE);
	assert_false(picture_store(cache, &one_more));
	free(one_more.bytes);
	vr_cache_destroy(cache);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_full_disk),         TEST(test_recovers),
	        TEST(test_read_only),         TEST(test_missing),
	        TEST(test_vanishes),          TEST(test_slow),
	        TEST(test_memory_is_bounded), TEST(test_nothing_is_written_for_nothing),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
