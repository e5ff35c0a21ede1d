// A copy of a database that others go on reading and writing.
#include "database.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

#define MESSAGES 400

static char copy_path[128];

static int set_up(void **state)
{
	if (store_set_up(state) != 0)
		return -1;
	snprintf(copy_path, sizeof copy_path, "%s/copy.db", folder);
	return 0;
}

// Two clinics, and enough messages for many steps of a copy.
static void fill(void)
{
	OK(vr_store_begin(store, &error));
	put_clinic("ek");
	put_clinic("al");
	char *text = malloc(20001);
	memset(text, 'x', 20000);
	text[20000] = '\0';
	for (int i = 0; i < MESSAGES; i++) {
		char id[16];
		snprintf(id, sizeof id, "m%d", i);
		OK(vr_store_message_put(store, &(struct vr_store_message){.clinic = "ek", .id = id, .document = text},
		                        &error));
	}
	free(text);
	OK(vr_store_commit(store, &error));
}

static void check_whole(const char *path)
{
	sqlite3 *raw;
	sqlite3_stmt *statement;
	assert_int_equal(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(raw, "PRAGMA integrity_check", -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(statement, 0), "ok");
	sqlite3_finalize(statement);
	sqlite3_close(raw);
}

static void test_copy(void **state)
{
	(void)state;
	const struct vr_store_clinic *clinics, *copies;
	const struct vr_store_message *messages;
	size_t count;
	struct stat status;
	fill();
	OK(vr_store_backup(store, copy_path, &error));
	// One file that its owner alone reads, and nothing left beside it.
	assert_int_equal(stat(copy_path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_false(is_there("copy.db-wal") || is_there("copy.db-shm") || is_there("copy.db-journal"));
	assert_false(is_there("copy.db.new") || is_there("copy.db.new-wal") || is_there("copy.db.new-shm"));
	check_whole(copy_path);
	OK(vr_store_clinic_list(store, &arena, &clinics, &count, &error));
	vr_store_close(store);
	OK(vr_store_open(copy_path, &store, &error));
	OK(vr_store_clinic_list(store, &arena, &copies, &count, &error));
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(copies[i].id, clinics[i].id);
		assert_string_equal(clinics[i].series, "abcd");
		assert_string_not_equal(copies[i].series, "abcd");
		assert_int_equal(strlen(copies[i].series), 16);
		assert_int_equal(copies[i].sequence, clinics[i].sequence);
		assert_string_equal(copies[i].document, clinics[i].document);
	}
	assert_string_not_equal(copies[0].series, copies[1].series);
	OK(vr_store_message_list(store, "ek", 1, "", 1000, &arena, &messages, &count, &error));
	assert_int_equal(count, MESSAGES);
}

static void test_refused(void **state)
{
	(void)state;
	fill();
	OK(vr_store_backup(store, copy_path, &error));
	REFUSED(vr_store_backup(store, copy_path, &error), VR_INVALID);
	check_whole(copy_path);
	REFUSED(vr_store_backup(store, database, &error), VR_INVALID);
	REFUSED(vr_store_backup(store, beside("missing/copy.db"), &error), VR_IO);
	// The store is as usable as before.
	OK(vr_store_begin(store, &error));
	put_clinic("new");
	OK(vr_store_commit(store, &error));
}

// What a power cut left of an earlier copy is in nobody's way.
static void test_leftover(void **state)
{
	(void)state;
	fill();
	FILE *junk = fopen(beside("copy.db.new"), "w");
	fputs("junk", junk);
	fclose(junk);
	junk = fopen(beside("copy.db.new-wal"), "w");
	fputs("junk", junk);
	fclose(junk);
	OK(vr_store_backup(store, copy_path, &error));
	check_whole(copy_path);
	assert_false(is_there("copy.db.new") || is_there("copy.db.new-wal"));
}

// Both clinics are raised in one transaction, without end.
static void write_for_ever(void)
{
	struct vr_store *own;
	if (!vr_store_open(database, &own, &error))
		_exit(1);
	for (;;)
		if (!vr_store_begin(own, &error) || !vr_store_clinic_raise(own, "ek", AT(1), &error) ||
		    !vr_store_clinic_raise(own, "al", AT(1), &error) || !vr_store_commit(own, &error))
			_exit(1);
}

static int64_t sequence_of(struct vr_store *from, const char *id)
{
	struct vr_store_clinic clinic;
	OK(vr_store_clinic_get(from, id, &arena, &clinic, &error));
	return clinic.sequence;
}

static void test_under_writes(void **state)
{
	(void)state;
	fill();
	vr_store_close(store); // SQLite does not survive a fork
	store = NULL;
	pid_t child = fork();
	if (child == 0)
		write_for_ever();
	OK(vr_store_open(database, &store, &error));
	int64_t last = 7;
	for (int round = 0; round < 5; round++) {
		while (sequence_of(store, "ek") <= last)
			usleep(1000);
		last = sequence_of(store, "ek");
		OK(vr_store_backup(store, copy_path, &error));
		struct vr_store *copy;
		OK(vr_store_open(copy_path, &copy, &error));
		assert_true(sequence_of(copy, "ek") >= last);
		assert_int_equal(sequence_of(copy, "ek"), sequence_of(copy, "al"));
		vr_store_close(copy);
		assert_int_equal(unlink(copy_path), 0);
	}
	int status;
	assert_int_equal(waitpid(child, &status, WNOHANG), 0); // it went on all the while
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
}

static int copy_to_full_disk(void)
{
	struct rlimit limit = {1 << 20, 1 << 20};
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || !vr_store_open(database, &store, &error))
		return 2;
	return vr_store_backup(store, copy_path, &error) || error.code != VR_IO || is_there("copy.db") ||
	       is_there("copy.db.new") || is_there("copy.db.new-wal") || is_there("copy.db.new-journal");
}

static void test_full(void **state)
{
	(void)state;
	fill();
	vr_store_close(store);
	store = NULL;
	assert_int_equal(in_child(copy_to_full_disk), 0);
	reopen();
	OK(vr_store_backup(store, copy_path, &error));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_copy), TEST(test_refused), TEST(test_leftover), TEST(test_under_writes), TEST(test_full),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
