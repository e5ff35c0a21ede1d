// 100 times a hub is killed at a random moment while it writes as fast as it can. The next start finds all that was
// acknowledged, and nothing half: a transaction raises a clinic, puts a message and notes it in the audit.
#include "database.h"

#include <signal.h>

#define ROUNDS 100
#define SEED 20261124u
#define SIZE_MAX_BYTES 30000

static char filling[SIZE_MAX_BYTES + 1];

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

// As many characters as the number says: a reader can tell whether all of it is there.
static size_t size_of(int64_t number)
{
	uint32_t state = (uint32_t)number;
	return next_random(&state) % 4 == 0 ? next_random(&state) % SIZE_MAX_BYTES : next_random(&state) % 200;
}

static bool write_one(int64_t number)
{
	char id[32], document[SIZE_MAX_BYTES + 1];
	snprintf(id, sizeof id, "m%lld", (long long)number);
	snprintf(document, sizeof document, "%.*s", (int)size_of(number), filling);
	struct vr_store_message message = {.clinic = "ek", .id = id, .document = document};
	struct vr_store_event event = {.clinic = "ek", .who = "anna", .action = "message.create", .target = id};
	if (!vr_store_begin(store, &error))
		return false;
	if (vr_store_message_put(store, &message, &error) && vr_store_audit_add(store, &event, &error) &&
	    vr_store_clinic_raise(store, "ek", AT(number), &error))
		return vr_store_commit(store, &error);
	vr_store_abort(store);
	return false;
}

static void write_for_ever(int acknowledge, int64_t number)
{
	if (!vr_store_open(database, &store, &error))
		_exit(1);
	for (;; number++)
		if (!write_one(number) || write(acknowledge, &number, sizeof number) != (ssize_t)sizeof number)
			_exit(1);
}

// Lets a child write for so long; returns the last number that it knew to be kept.
static int64_t live_and_die(int64_t first, unsigned delay_us)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		write_for_ever(ends[1], first);
	}
	close(ends[1]);
	usleep(delay_us);
	kill(child, SIGKILL);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	int64_t last = first - 1, number;
	while (read(ends[0], &number, sizeof number) == (ssize_t)sizeof number)
		last = number;
	close(ends[0]);
	return last;
}

// How many there are; each of them whole.
static int64_t start_again(void)
{
	struct vr_store_clinic clinic;
	const struct vr_store_message *messages;
	const struct vr_store_event *events;
	size_t count, event_count;
	OK(vr_store_open(database, &store, &error));
	OK(vr_store_clinic_get(store, "ek", &arena, &clinic, &error));
	OK(vr_store_message_list(store, "ek", 1, "", SIZE_MAX, &arena, &messages, &count, &error));
	OK(vr_store_audit_list(store, "ek", SIZE_MAX, &arena, &events, &event_count, &error));
	assert_int_equal(clinic.sequence, 7 + (int64_t)count);
	assert_int_equal(event_count, count);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(messages[i].id, events[count - 1 - i].target);
		assert_int_equal(strlen(messages[i].document), size_of((int64_t)i + 1));
	}
	vr_arena_release(&arena);
	vr_store_close(store);
	store = NULL;
	return (int64_t)count;
}

static void test_kills(void **state)
{
	(void)state;
	uint32_t random = SEED;
	int64_t kept = 0;
	int progress = 0;
	OK(vr_store_begin(store, &error));
	put_clinic("ek");
	OK(vr_store_commit(store, &error));
	vr_store_close(store);
	store = NULL;
	for (int round = 0; round < ROUNDS; round++) {
		int64_t last = live_and_die(kept + 1, next_random(&random) % 40000);
		int64_t there = start_again();
		assert_true(there >= last);
		assert_true(there <= last + 1);
		progress += there > kept;
		kept = there;
	}
	assert_true(progress > ROUNDS / 10); // else nothing was tried
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_kills, store_set_up, tear_down)};
	vr_log_set_level(VR_LOG_ERROR);
	memset(filling, 'x', sizeof filling - 1);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	return failed;
}
