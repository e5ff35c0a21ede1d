#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SERIES_BYTES 8
#define IDS_MAX (16u << 20) // of all clinics

// Removes a copy that is not whole, with what SQLite keeps beside it.
static void sweep(const char *path)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
	char part[VR_PATH_MAX + 16];
	for (size_t i = 0; i < VR_COUNT(endings); i++) {
		snprintf(part, sizeof part, "%s%s", path, endings[i]);
		unlink(part);
	}
}

static bool fail_copy(sqlite3 *copy, int code, const char *path, struct vr_error *error)
{
	int number = copy ? sqlite3_system_errno(copy) : 0;
	return vr_fail(error, VR_IO, "cannot write the copy %.120s: %s%s%s", path, sqlite3_errstr(code),
	               number ? ", " : "", number ? strerror(number) : "");
}

// In one step, which is one reading transaction: others write meanwhile, and the copy is of one moment. Smaller steps
// would start afresh at every write of another process.
static int copy_pages(sqlite3 *copy, sqlite3 *database)
{
	sqlite3_backup *backup = sqlite3_backup_init(copy, "main", database, "main");
	if (!backup)
		return sqlite3_extended_errcode(copy);
	int step = sqlite3_backup_step(backup, -1);
	int code = sqlite3_backup_finish(backup); // a lock that was in the way is no failure to this one
	return code == SQLITE_OK && step != SQLITE_DONE ? step : code;
}

static bool write_copy(struct vr_store *store, const char *path, struct vr_error *error)
{
	sqlite3 *copy = NULL;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return vr_fail(error, VR_IO, "cannot create the copy %.120s: %s", path, strerror(errno));
	close(fd);
	int code = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (code == SQLITE_OK)
		code = copy_pages(copy, store->database);
	bool done = code == SQLITE_OK || fail_copy(copy, code, path, error);
	sqlite3_close(copy);
	return done;
}

static bool renew_one(struct vr_store *copy, const char *id, struct vr_error *error)
{
	unsigned char bytes[SERIES_BYTES];
	char series[2 * SERIES_BYTES + 1];
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(series, sizeof series, bytes, sizeof bytes);
	return store_run_one(copy, "UPDATE clinic SET series = ?1 WHERE id = ?2", "clinic",
	                     VALUES(text(series), text(id)), error);
}

static bool renew_all(struct vr_store *copy, struct vr_error *error)
{
	static const struct shape id_shape = {"clinic", sizeof(const char *), 1, {{KIND_TEXT, 0}}};
	struct vr_arena arena;
	size_t count;
	vr_arena_init(&arena, IDS_MAX);
	const char *const *ids = store_list(copy, "SELECT id FROM clinic", NO_VALUES, &id_shape, &arena, &count, error);
	bool done = ids && vr_store_begin(copy, error);
	for (size_t i = 0; done && i < count; i++)
		done = renew_one(copy, ids[i], error);
	done = done && vr_store_commit(copy, error);
	vr_store_abort(copy);
	vr_arena_release(&arena);
	return done;
}

// New series, and then one file without a log beside it.
static bool renew_series(const char *path, struct vr_error *error)
{
	struct vr_store *copy;
	if (!vr_store_open(path, &copy, error))
		return false;
	bool done = renew_all(copy, error) && store_execute(copy, "PRAGMA journal_mode = DELETE", error);
	vr_store_close(copy);
	return done;
}

static bool put_in_place(const char *fresh, const char *to, struct vr_error *error)
{
	char folder[VR_PATH_MAX];
	int fd = open(fresh, O_RDWR | O_CLOEXEC);
	bool done = fd >= 0 && fsync(fd) == 0 && rename(fresh, to) == 0;
	if (!done)
		vr_fail(error, VR_IO, "cannot write the copy %.120s: %s", to, strerror(errno));
	if (fd >= 0)
		close(fd);
	snprintf(folder, sizeof folder, "%s", to);
	return done && vr_file_sync_folder(dirname(folder), error);
}

bool vr_store_backup(struct vr_store *store, const char *to, struct vr_error *error)
{
	char fresh[VR_PATH_MAX];
	if (snprintf(fresh, sizeof fresh, "%s" VR_FILE_FRESH, to) >= (int)sizeof fresh)
		return vr_fail(error, VR_LIMIT, "the path %.60s… is too long", to);
	if (access(to, F_OK) == 0)
		return vr_fail(error, VR_INVALID, "%.120s is there already; name another file", to);
	sweep(fresh); // left behind by a power cut
	bool done = write_copy(store, fresh, error) && renew_series(fresh, error) && put_in_place(fresh, to, error);
	if (!done)
		sweep(fresh);
	return done;
}
