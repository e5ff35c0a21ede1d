// Opening: a new database, one that is not ours or not usable, and several hands on one.
#include "database.h"

#include <fcntl.h>
#include <sqlite3.h>

static void shell(const char *path, const char *sql)
{
	sqlite3 *raw;
	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	if (sqlite3_exec(raw, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(raw));
	sqlite3_close(raw);
}

static void test_new(void **state)
{
	(void)state;
	static const char *const names[] = {"hub.db", "hub.db-wal", "hub.db-shm"};
	struct stat status;
	mode_t old = umask(0);
	OK(vr_store_open(database, &store, &error));
	umask(old);
	OK(vr_store_begin(store, &error));
	put_clinic("ek");
	OK(vr_store_commit(store, &error));
	for (size_t i = 0; i < VR_COUNT(names); i++) {
		assert_int_equal(stat(beside(names[i]), &status), 0);
		assert_int_equal(status.st_mode & 0777, 0600);
	}
	vr_store_close(store);
	store = NULL;
	assert_false(is_there("hub.db-wal"));
	vr_store_close(NULL);
}

static void is_refused(const char *path, enum vr_code code)
{
	struct vr_store *opened = (void *)folder;
	REFUSED(vr_store_open(path, &opened, &error), code);
	assert_null(opened);
}

static void test_nowhere(void **state)
{
	(void)state;
	char long_path[VR_PATH_MAX + 10];
	memset(long_path, 'x', sizeof long_path - 1);
	long_path[sizeof long_path - 1] = '\0';
	is_refused(beside("missing/hub.db"), VR_IO);
	is_refused(folder, VR_IO);
	is_refused(long_path, VR_LIMIT);
}

static void test_newer(void **state)
{
	(void)state;
	OK(vr_store_open(database, &store, &error));
	reopen();
	shell(database, "UPDATE vantrum_version SET number = number + 1");
	is_refused(database, VR_UNSUPPORTED);
	shell(database, "UPDATE vantrum_version SET number = number - 1");
	reopen();
}

static void test_no_database(void **state)
{
	(void)state;
	char content[64] = "", kept[64] = "This is a letter, and long enough to be looked at closely.\n";
	int fd = open(database, O_RDWR | O_CREAT, 0600);
	assert_int_equal(write(fd, kept, sizeof kept), sizeof kept);
	is_refused(database, VR_INVALID);
	assert_int_equal(pread(fd, content, sizeof content, 0), sizeof content);
	assert_memory_equal(content, kept, sizeof kept);
	close(fd);
}

static void test_foreign(void **state)
{
	(void)state;
	shell(database, "CREATE TABLE song (title TEXT)");
	is_refused(database, VR_INVALID);
	assert_false(is_there("hub.db-wal"));
	shell(database, "DROP TABLE song");
	OK(vr_store_open(database, &store, &error));
}

static int open_read_only(void)
{
	// Root may write to all files.
	if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		return 2;
	return vr_store_open(database, &store, &error) || error.code != VR_IO || !strstr(error.what, "read-only");
}

static void test_read_only(void **state)
{
	(void)state;
	OK(vr_store_open(database, &store, &error));
	vr_store_close(store);
	store = NULL;
	// In a folder that cannot be written, and in one that can, where SQLite itself would be content to read.
	assert_int_equal(chmod(folder, 0755) | chmod(database, 0444), 0);
	assert_int_equal(in_child(open_read_only), 0);
	assert_int_equal(chmod(folder, 0777), 0);
	assert_int_equal(in_child(open_read_only), 0);
}

static void test_damaged(void **state)
{
	(void)state;
	static const char junk[8192] = "junk";
	struct vr_store_clinic clinic;
	OK(vr_store_open(database, &store, &error));
	OK(vr_store_begin(store, &error));
	put_clinic("ek");
	OK(vr_store_commit(store, &error));
	vr_store_close(store);
	store = NULL;
	int fd = open(database, O_RDWR);
	for (off_t at = 4096; at < 4096 * 40; at += (off_t)sizeof junk)
		assert_int_equal(pwrite(fd, junk, sizeof junk, at), sizeof junk);
	close(fd);
	// Whether at once or at the first look is SQLite's business.
	if (vr_store_open(database, &store, &error))
		assert_false(vr_store_clinic_get(store, "ek", &arena, &clinic, &error));
	assert_int_equal(error.code, VR_IO);
	assert_non_null(strstr(error.what, "damaged"));
}

// Another connection's commits are noticed, our own are not, and both see each other's work.
static void test_two_hands(void **state)
{
	(void)state;
	struct vr_store *other;
	struct vr_store_clinic clinic;
	OK(vr_store_open(database, &other, &error));
	OK(vr_store_open(database, &store, &error));
	uint64_t version = vr_store_foreign_version(store);
	OK(vr_store_begin(store, &error));
	put_clinic("ek");
	REFUSED(vr_store_clinic_get(other, "ek", &arena, &clinic, &error), VR_NOT_FOUND);
	OK(vr_store_commit(store, &error));
	assert_true(vr_store_foreign_version(store) == version);
	OK(vr_store_begin(other, &error));
	OK(vr_store_clinic_raise(other, "ek", AT(5), &error));
	assert_true(vr_store_foreign_version(store) == version);
	OK(vr_store_commit(other, &error));
	assert_true(vr_store_foreign_version(store) != version);
	version = vr_store_foreign_version(store);
	assert_true(vr_store_foreign_version(store) == version);
	OK(vr_store_clinic_get(store, "ek", &arena, &clinic, &error));
	assert_int_equal(clinic.sequence, 8);
	vr_store_close(other);
}

// Who waits for the lock gets it when the other is done; who waits too long is told.
static void test_lock(void **state)
{
	(void)state;
	struct vr_store *other;
	OK(vr_store_open(database, &other, &error));
	OK(vr_store_open(database, &store, &error));
	OK(vr_store_begin(other, &error));
	REFUSED(vr_store_begin(store, &error), VR_IO);
	assert_non_null(strstr(error.what, "another program"));
	vr_store_abort(other);
	OK(vr_store_begin(store, &error));
	put_clinic("ek");
	OK(vr_store_commit(store, &error));
	vr_store_close(other);
}

#define HANDS 8
#define RAISES 25

static int raise_often(void)
{
	struct vr_store *own;
	if (!vr_store_open(database, &own, &error))
		goto fail;
	for (int i = 0; i < RAISES; i++)
		if (!vr_store_begin(own, &error) || !vr_store_clinic_raise(own, "ek", AT(i), &error) ||
		    !vr_store_commit(own, &error))
			goto fail;
	vr_store_close(own);
	return 0;
fail:
	fprintf(stderr, "# %s\n", error.what);
	return 1;
}

static void wait_for_children(int count)
{
	for (int i = 0; i < count; i++) {
		int status;
		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
}

static void test_processes(void **state)
{
	(void)state;
	struct vr_store_clinic clinic;
	OK(vr_store_open(database, &store, &error));
	OK(vr_store_begin(store, &error));
	put_clinic("ek");
	OK(vr_store_commit(store, &error));
	vr_store_close(store);
	store = NULL;
	for (int i = 0; i < HANDS; i++)
		if (fork() == 0)
			_exit(raise_often());
	wait_for_children(HANDS);
	OK(vr_store_open(database, &store, &error));
	OK(vr_store_clinic_get(store, "ek", &arena, &clinic, &error));
	assert_int_equal(clinic.sequence, 7 + HANDS * RAISES);
}

static int open_once(void)
{
	bool done = vr_store_open(database, &store, &error);
	if (!done)
		fprintf(stderr, "# %s\n", error.what);
	vr_store_close(store);
	return !done;
}

// Several hubs make the same new database at one moment.
static void test_births(void **state)
{
	(void)state;
	for (int round = 0; round < 40; round++) {
		snprintf(database, sizeof database, "%s/new%d.db", folder, round);
		for (int i = 0; i < HANDS; i++)
			if (fork() == 0)
				_exit(open_once());
		wait_for_children(HANDS);
	}
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, folder_set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_new),     TEST(test_nowhere),   TEST(test_newer),   TEST(test_no_database),
	        TEST(test_foreign), TEST(test_read_only), TEST(test_damaged), TEST(test_two_hands),
	        TEST(test_lock),    TEST(test_processes), TEST(test_births),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
