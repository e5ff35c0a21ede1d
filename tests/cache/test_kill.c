// 200 times a program is killed at a random moment while it stores generations as fast as it can. The next start always
// finds a good one, and never one older than the last that the killed program was told is on disk.
#include "folder.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>

#include <cmocka.h>

#define ROUNDS 200
#define SEED 20261123u
#define SIZE_MAX_BYTES (1u << 20)
#define LIFE_US 30000       // of a program, at first at the most
#define LIFE_MAX_US 2000000 // where a disk takes so long that too few get anything done

static char folder[256];
static char filling[SIZE_MAX_BYTES + 1];

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

// {"n":NUMBER,"x":"…"} with as many characters as the number says: a reader can tell whether all of it is there.
static size_t make_programme(unsigned number, char *out)
{
	unsigned state = number;
	size_t size = next_random(&state) % 3 == 0 ? next_random(&state) % SIZE_MAX_BYTES : next_random(&state) % 4096;
	int head = sprintf(out, "{\"n\":%u,\"size\":%zu,\"x\":\"", number, size);
	memcpy(out + head, filling, size);
	memcpy(out + head + size, "\"}", 3);
	return (size_t)head + size + 2;
}

static void store_for_ever(int acknowledge, unsigned number)
{
	static char json[SIZE_MAX_BYTES + 100];
	struct vr_error error;
	struct vr_cache *cache = vr_cache_create(folder, 1 << 20);
	for (;; number++) {
		size_t length = make_programme(number, json);
		if (!vr_cache_store_programme(cache, json, length, "http://hub/p", "", &error) ||
		    !vr_cache_flush(cache, PATIENCE_MS) ||
		    write(acknowledge, &number, sizeof(number)) != (ssize_t)sizeof(number))
			_exit(1);
	}
}

// Lets a child write for so long; returns the last number it knew to be on disk.
static unsigned live_and_die(unsigned first, unsigned delay_us)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		store_for_ever(ends[1], first);
	}
	close(ends[1]);
	usleep(delay_us);
	kill(child, SIGKILL);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	unsigned last = first - 1, number;
	while (read(ends[0], &number, sizeof(number)) == (ssize_t)sizeof(number))
		last = number;
	close(ends[0]);
	return last;
}

// The number of the programme that a start finds.
static unsigned start_again(void)
{
	static char expected[SIZE_MAX_BYTES + 100];
	struct vr_cache *cache = vr_cache_create(folder, 1 << 20);
	struct vr_error problem;
	assert_false(vr_cache_problem(cache, &problem));
	struct loaded loaded = load(cache);
	assert_true(loaded.ok);
	unsigned number;
	assert_int_equal(sscanf(vr_buffer_string(&loaded.json), "{\"n\":%u,", &number), 1);
	assert_int_equal(loaded.json.length, make_programme(number, expected));
	assert_memory_equal(loaded.json.data, expected, loaded.json.length);
	unload(&loaded);
	vr_cache_destroy(cache);
	return number;
}

static void test_kills(void **state)
{
	(void)state;
	uint32_t random = SEED;
	unsigned acknowledged = 0, progress = 0, life = LIFE_US;
	static char first[SIZE_MAX_BYTES + 100];
	make_programme(0, first);
	struct vr_cache *cache = vr_cache_create(folder, 1 << 20);
	assert_true(store(cache, first));
	assert_true(vr_cache_flush(cache, PATIENCE_MS));
	vr_cache_destroy(cache);
	for (int round = 0; round < ROUNDS; round++) {
		unsigned found, last = live_and_die(acknowledged + 1, next_random(&random) % life);
		found = start_again();
		assert_true(found >= last);
		assert_true(found <= last + 1);
		progress += found > acknowledged;
		acknowledged = found;
		if (progress * 7 < (unsigned)round && life < LIFE_MAX_US)
			life += life / 4;
	}
	assert_true(progress > ROUNDS / 10); // else nothing was tried
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_kills)};
	vr_log_set_level(VR_LOG_ERROR);
	memset(filling, 'x', sizeof(filling));
	if (folder_make(folder) == NULL)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	folder_remove(folder);
	return failed;
}
