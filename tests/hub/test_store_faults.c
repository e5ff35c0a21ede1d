// A disk that fails at any one write, sync, growth or cut: what was asked for is done whole or not at all, and the
// caller is told which. The faults come in between SQLite and the system, as a file system of SQLite's own kind.
#include "database.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

struct file {
	sqlite3_file base;
	sqlite3_file *real;
};

static sqlite3_vfs *real_vfs;
static int calls, fail_at, fail_with; // the call of that number fails; 0: none does
static bool fail_on;                  // and so do all after it

static bool strikes(void)
{
	calls++;
	return fail_at > 0 && (fail_on ? calls >= fail_at : calls == fail_at);
}

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct file *)file)->real;
}

static int faulty_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
	sqlite3_file *real = real_of(file);
	if (!strikes())
		return real->pMethods->xWrite(real, bytes, length, at);
	real->pMethods->xWrite(real, bytes, length / 2, at); // half of it arrives
	return fail_with;
}

static int faulty_sync(sqlite3_file *file, int flags)
{
	sqlite3_file *real = real_of(file);
	return strikes() ? SQLITE_IOERR_FSYNC : real->pMethods->xSync(real, flags);
}

static int faulty_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	sqlite3_file *real = real_of(file);
	return strikes() ? SQLITE_IOERR_TRUNCATE : real->pMethods->xTruncate(real, size);
}

static int faulty_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
	sqlite3_file *real = real_of(file);
	return strikes() ? SQLITE_IOERR_SHMMAP : real->pMethods->xShmMap(real, page, size, extend, out);
}

#define FORWARD(name, parameters, ...)                                                                                 \
	static int forward_##name parameters                                                                           \
	{                                                                                                              \
		sqlite3_file *real = real_of(file);                                                                    \
		return real->pMethods->x##name(real, ##__VA_ARGS__);                                                   \
	}

FORWARD(Read, (sqlite3_file * file, void *bytes, int length, sqlite3_int64 at), bytes, length, at)
FORWARD(FileSize, (sqlite3_file * file, sqlite3_int64 *size), size)
FORWARD(Lock, (sqlite3_file * file, int lock), lock)
FORWARD(Unlock, (sqlite3_file * file, int lock), lock)
FORWARD(CheckReservedLock, (sqlite3_file * file, int *out), out)
FORWARD(FileControl, (sqlite3_file * file, int what, void *argument), what, argument)
FORWARD(SectorSize, (sqlite3_file * file))
FORWARD(DeviceCharacteristics, (sqlite3_file * file))
FORWARD(ShmLock, (sqlite3_file * file, int offset, int count, int flags), offset, count, flags)
FORWARD(ShmUnmap, (sqlite3_file * file, int remove_it), remove_it)

static void forward_barrier(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int close_file(sqlite3_file *file)
{
	sqlite3_file *real = real_of(file);
	int code = real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
	sqlite3_free(real);
	return code;
}

static const sqlite3_io_methods methods = {
        .iVersion = 2,
        .xClose = close_file,
        .xRead = forward_Read,
        .xWrite = faulty_write,
        .xTruncate = faulty_truncate,
        .xSync = faulty_sync,
        .xFileSize = forward_FileSize,
        .xLock = forward_Lock,
        .xUnlock = forward_Unlock,
        .xCheckReservedLock = forward_CheckReservedLock,
        .xFileControl = forward_FileControl,
        .xSectorSize = forward_SectorSize,
        .xDeviceCharacteristics = forward_DeviceCharacteristics,
        .xShmMap = faulty_map,
        .xShmLock = forward_ShmLock,
        .xShmBarrier = forward_barrier,
        .xShmUnmap = forward_ShmUnmap,
};

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
	(void)vfs;
	struct file *own = (struct file *)file;
	own->base.pMethods = NULL;
	own->real = sqlite3_malloc(real_vfs->szOsFile);
	memset(own->real, 0, (size_t)real_vfs->szOsFile);
	int code = real_vfs->xOpen(real_vfs, name, own->real, flags, out_flags);
	if (code == SQLITE_OK)
		own->base.pMethods = &methods;
	else
		sqlite3_free(own->real);
	return code;
}

static void install(void)
{
	static sqlite3_vfs vfs;
	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.zName = "faulty";
	vfs.szOsFile = sizeof(struct file);
	vfs.xOpen = open_file;
	assert_int_equal(sqlite3_vfs_register(&vfs, 1), SQLITE_OK);
}

static void no_faults(void)
{
	fail_at = 0;
	fail_on = false;
	fail_with = SQLITE_FULL;
}

static int set_up(void **state)
{
	no_faults();
	if (store_set_up(state) != 0)
		return -1;
	OK(vr_store_begin(store, &error));
	put_clinic("ek");
	put_clinic("al");
	OK(vr_store_commit(store, &error));
	return 0;
}

// --- the tests ---

static char large[60001];

// Both clinics in one go, and a message of many pages.
static bool change(int64_t number)
{
	struct vr_store_clinic clinic = {.id = "ek", .series = "s", .sequence = number, .document = "{}"};
	struct vr_store_message message = {.clinic = "ek", .id = "flu", .document = large};
	if (!vr_store_begin(store, &error))
		return false;
	bool done = vr_store_clinic_put(store, &clinic, &error);
	clinic.id = "al";
	done = done && vr_store_message_put(store, &message, &error) && vr_store_clinic_put(store, &clinic, &error);
	if (done)
		return vr_store_commit(store, &error);
	vr_store_abort(store);
	return false;
}

// The number of the last change, which is the same for both clinics.
static int64_t found(void)
{
	struct vr_store_clinic ek, al;
	struct vr_store_message message;
	OK(vr_store_clinic_get(store, "ek", &arena, &ek, &error));
	OK(vr_store_clinic_get(store, "al", &arena, &al, &error));
	assert_int_equal(ek.sequence, al.sequence);
	if (ek.sequence > 7) {
		OK(vr_store_message_get(store, "ek", "flu", &arena, &message, &error));
		assert_int_equal(strlen(message.document), sizeof large - 1);
	}
	vr_arena_release(&arena);
	return ek.sequence;
}

// Faults at the first, second, … call, until one is so late that everything passes.
static void try_all(int code, bool on)
{
	int64_t good = found(), failures = 0;
	for (int at = 1;; at++) {
		assert_true(at < 1000);
		calls = 0;
		fail_at = at;
		fail_with = code;
		fail_on = on;
		bool struck, done = change(good + 1);
		enum vr_code why = error.code;
		struck = calls >= at;
		no_faults();
		if (done) {
			good++;
		} else {
			assert_int_equal(why, VR_IO);
			failures++;
		}
		assert_int_equal(found(), good);
		if (!struck)
			break;
	}
	assert_true(failures > 10);
	assert_true(change(++good));
	reopen();
	assert_int_equal(found(), good);
}

static void test_once_full(void **state)
{
	(void)state;
	try_all(SQLITE_FULL, false);
}

static void test_once_broken(void **state)
{
	(void)state;
	try_all(SQLITE_IOERR_WRITE, false);
}

static void test_full_for_good(void **state)
{
	(void)state;
	try_all(SQLITE_FULL, true);
}

static void test_broken_for_good(void **state)
{
	(void)state;
	try_all(SQLITE_IOERR_WRITE, true);
}

// A database is made whole or not at all, and the next try makes it.
static void test_birth(void **state)
{
	(void)state;
	bool done = false;
	vr_store_close(store);
	store = NULL;
	for (int at = 1; !done; at++) {
		assert_true(at < 1000);
		snprintf(database, sizeof database, "%s/new%d.db", folder, at);
		calls = 0;
		fail_at = at;
		done = vr_store_open(database, &store, &error) && calls < at;
		no_faults();
		vr_store_close(store);
		store = NULL;
		OK(vr_store_open(database, &store, &error));
		OK(vr_store_begin(store, &error));
		put_clinic("ek");
		OK(vr_store_commit(store, &error));
		vr_store_close(store);
		store = NULL;
	}
}

// A copy is there and whole, or it is not there.
static void test_backup(void **state)
{
	(void)state;
	assert_true(change(8));
	bool done = false;
	for (int at = 1; !done; at++) {
		assert_true(at < 1000);
		calls = 0;
		fail_at = at;
		fail_on = true;
		done = vr_store_backup(store, beside("copy.db"), &error);
		enum vr_code why = error.code;
		no_faults();
		if (!done) {
			assert_int_equal(why, VR_IO);
			assert_false(is_there("copy.db") || is_there("copy.db.new") || is_there("copy.db.new-wal"));
		}
		assert_int_equal(found(), 8);
	}
	assert_false(is_there("copy.db.new-wal"));
	vr_store_close(store);
	OK(vr_store_open(beside("copy.db"), &store, &error));
	assert_int_equal(found(), 8);
	struct vr_store_clinic clinic;
	OK(vr_store_clinic_get(store, "al", &arena, &clinic, &error));
	assert_int_equal(strlen(clinic.series), 16); // a new one
}

static int write_until_full(void)
{
	struct rlimit limit = {512 << 10, 512 << 10};
	int64_t good = 7;
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || !vr_store_open(database, &store, &error))
		return 2;
	while (change(good + 1))
		good++;
	if (error.code != VR_IO || good < 9)
		return 3;
	vr_store_close(store);
	// Nothing more can be written, and all that was is there.
	struct vr_store_clinic clinic;
	if (!vr_store_open(database, &store, &error) || !vr_store_clinic_get(store, "ek", &arena, &clinic, &error))
		return 4;
	return clinic.sequence == good ? 0 : 5;
}

// The system's own way of saying no: files may not grow any more.
static void test_limit(void **state)
{
	(void)state;
	vr_store_close(store);
	store = NULL;
	assert_int_equal(in_child(write_until_full), 0);
	OK(vr_store_open(database, &store, &error));
	assert_true(found() >= 9);
	assert_true(change(1000));
	assert_int_equal(found(), 1000);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_once_full), TEST(test_once_broken), TEST(test_full_for_good), TEST(test_broken_for_good),
	        TEST(test_birth),     TEST(test_backup),      TEST(test_limit),
	};
	vr_log_set_level(VR_LOG_ERROR);
	memset(large, 'x', sizeof large - 1);
	install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
