#include "private.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct shape store_number_shape = {"number", sizeof(int64_t), 1, {{KIND_NUMBER, 0}}};

// What the code of an error means for whoever runs the hub. SQLite's own words name tables and columns, never content.
static bool tell(struct vr_store *store, int code, const char *doing, struct vr_error *error)
{
	const char *path = store->path;
	switch (code & 0xff) {
	case SQLITE_FULL:
		return vr_fail(error, VR_IO, "cannot %s %.120s: the disk is full; make room", doing, path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return vr_fail(error, VR_IO, "cannot %s %.120s: another program holds it for too long; try again",
		               doing, path);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return vr_fail(error, VR_IO, "cannot %s %.120s: it is read-only; its owner and mode, or its disk's?",
		               doing, path);
	case SQLITE_NOTADB:
		return vr_fail(error, VR_INVALID, "%.120s is no database; name another file", path);
	case SQLITE_CORRUPT:
		return vr_fail(error, VR_IO, "cannot %s %.120s: it is damaged; bring back a backup", doing, path);
	case SQLITE_CONSTRAINT:
		return vr_fail(error, VR_INVALID, "what is written does not fit the rest: %s",
		               sqlite3_errmsg(store->database));
	case SQLITE_NOMEM:
		return vr_fail(error, VR_MEMORY, "cannot %s %.120s: not enough memory", doing, path);
	case SQLITE_TOOBIG:
		return vr_fail(error, VR_LIMIT, "cannot %s %.120s: more than the database takes", doing, path);
	}
	int number = store->database ? sqlite3_system_errno(store->database) : 0;
	return vr_fail(error, VR_IO, "cannot %s %.120s: %s%s%s", doing, path,
	               store->database ? sqlite3_errmsg(store->database) : sqlite3_errstr(code), number ? ", " : "",
	               number ? strerror(number) : "");
}

bool store_fail(struct vr_store *store, const char *doing, struct vr_error *error)
{
	store->broken = store->writing;
	return tell(store, sqlite3_extended_errcode(store->database), doing, error);
}

bool store_execute(struct vr_store *store, const char *sql, struct vr_error *error)
{
	return sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(store, "use", error);
}

// --- statements ---

static sqlite3_stmt *prepare(struct vr_store *store, const char *sql, struct vr_error *error)
{
	for (size_t i = 0; i < store->statement_count; i++)
		if (store->statements[i].sql == sql)
			return store->statements[i].prepared;
	assert(store->statement_count < STORE_STATEMENTS_MAX);
	struct statement *statement = &store->statements[store->statement_count];
	if (sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement->prepared, NULL) !=
	    SQLITE_OK) {
		store_fail(store, "use", error);
		return NULL;
	}
	statement->sql = sql;
	store->statement_count++;
	return statement->prepared;
}

static int bind_text(sqlite3_stmt *statement, int at, const char *value)
{
	return sqlite3_bind_text64(statement, at, value ? value : "", value ? strlen(value) : 0, SQLITE_TRANSIENT,
	                           SQLITE_UTF8);
}

static int bind_value(sqlite3_stmt *statement, int at, const struct value *value)
{
	char hex[2 * VR_STORE_HASH + 1];
	switch (value->kind) {
	case KIND_TEXT:
		return bind_text(statement, at, value->text);
	case KIND_HASH:
		return bind_text(statement, at, sodium_bin2hex(hex, sizeof hex, value->hash, VR_STORE_HASH));
	default:
		return sqlite3_bind_int64(statement, at, value->number);
	}
}

// Lets go of the locks and copies that a statement holds between its runs.
static void finish(sqlite3_stmt *statement)
{
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
}

static sqlite3_stmt *start(struct vr_store *store, const char *sql, struct values values, struct vr_error *error)
{
	sqlite3_stmt *statement = prepare(store, sql, error);
	if (!statement)
		return NULL;
	assert(values.count == (size_t)sqlite3_bind_parameter_count(statement));
	for (size_t i = 0; i < values.count; i++) {
		if (bind_value(statement, (int)i + 1, &values.list[i]) != SQLITE_OK) {
			store_fail(store, "use", error);
			finish(statement);
			return NULL;
		}
	}
	return statement;
}

bool store_run(struct vr_store *store, const char *sql, struct values values, struct vr_error *error)
{
	assert(store->writing);
	// SQLite may have undone the whole transaction; what came now would be on its own.
	if (store->broken)
		return vr_fail(error, VR_IO, "a change to %.120s failed before; nothing of it is kept", store->path);
	sqlite3_stmt *statement = start(store, sql, values, error);
	if (!statement)
		return false;
	bool done = sqlite3_step(statement) == SQLITE_DONE || store_fail(store, "write to", error);
	finish(statement);
	return done;
}

static bool not_found(const char *name, struct values values, struct vr_error *error)
{
	if (values.count == 0 || values.list[values.count - 1].kind != KIND_TEXT)
		return vr_fail(error, VR_NOT_FOUND, "there is no such %s", name);
	return vr_fail(error, VR_NOT_FOUND, "there is no %s %.100s", name, values.list[values.count - 1].text);
}

bool store_run_one(struct vr_store *store, const char *sql, const char *name, struct values values,
                   struct vr_error *error)
{
	return store_run(store, sql, values, error) && (store_changes(store) > 0 || not_found(name, values, error));
}

int64_t store_changes(const struct vr_store *store)
{
	return sqlite3_changes64(store->database);
}

// --- rows as structs ---

static struct value value_of(const struct column *column, const void *record)
{
	const char *at = (const char *)record + column->offset;
	struct value value = {.kind = column->kind};
	bool flag;
	unsigned choice;
	switch (column->kind) {
	case KIND_TEXT:
		memcpy(&value.text, at, sizeof value.text);
		break;
	case KIND_NUMBER:
		memcpy(&value.number, at, sizeof value.number);
		break;
	case KIND_FLAG:
		memcpy(&flag, at, sizeof flag);
		value.number = flag;
		break;
	case KIND_CHOICE:
		memcpy(&choice, at, sizeof choice);
		value.number = choice;
		break;
	case KIND_HASH:
		value.hash = (const unsigned char *)at;
		break;
	}
	return value;
}

bool store_put(struct vr_store *store, const char *sql, const struct shape *shape, const void *record,
               struct vr_error *error)
{
	struct value list[STORE_COLUMNS_MAX];
	sqlite3_stmt *statement = prepare(store, sql, error);
	if (!statement)
		return false;
	size_t count = (size_t)sqlite3_bind_parameter_count(statement);
	assert(count <= shape->count);
	for (size_t i = 0; i < count; i++)
		list[i] = value_of(&shape->columns[i], record);
	return store_run(store, sql, (struct values){list, count}, error);
}

static bool read_text(struct vr_store *store, sqlite3_stmt *statement, int at, struct vr_arena *arena, char *to,
                      struct vr_error *error)
{
	const char *copy = "";
	const char *found = (const char *)sqlite3_column_text(statement, at);
	int length = sqlite3_column_bytes(statement, at);
	if (found && length > 0)
		copy = vr_arena_copy(arena, found, (size_t)length);
	if (!copy)
		return vr_fail(error, VR_MEMORY, "what was asked of %.120s is more than %zu bytes", store->path,
		               arena->max);
	memcpy(to, &copy, sizeof copy);
	return true;
}

static bool read_hash(struct vr_store *store, sqlite3_stmt *statement, int at, char *to, struct vr_error *error)
{
	const char *found = (const char *)sqlite3_column_text(statement, at);
	size_t length = 0;
	if (!found || sodium_hex2bin((unsigned char *)to, VR_STORE_HASH, found, strlen(found), NULL, &length, NULL) ||
	    length != VR_STORE_HASH)
		return vr_fail(error, VR_IO, "%.120s is damaged: a hash is none; bring back a backup", store->path);
	return true;
}

static bool read_row(struct vr_store *store, sqlite3_stmt *statement, const struct shape *shape, struct vr_arena *arena,
                     char *record, struct vr_error *error)
{
	assert(sqlite3_column_count(statement) == (int)shape->count);
	bool done = true;
	for (size_t i = 0; done && i < shape->count; i++) {
		char *to = record + shape->columns[i].offset;
		int64_t found = sqlite3_column_int64(statement, (int)i);
		bool flag = found != 0;
		unsigned choice = (unsigned)found;
		switch (shape->columns[i].kind) {
		case KIND_TEXT:
			done = read_text(store, statement, (int)i, arena, to, error);
			break;
		case KIND_NUMBER:
			memcpy(to, &found, sizeof found);
			break;
		case KIND_FLAG:
			memcpy(to, &flag, sizeof flag);
			break;
		case KIND_CHOICE:
			memcpy(to, &choice, sizeof choice);
			break;
		case KIND_HASH:
			done = read_hash(store, statement, (int)i, to, error);
			break;
		}
	}
	return done;
}

bool store_get(struct vr_store *store, const char *sql, struct values values, const struct shape *shape,
               struct vr_arena *arena, void *out, struct vr_error *error)
{
	sqlite3_stmt *statement = start(store, sql, values, error);
	if (!statement)
		return false;
	bool done = false;
	int step = sqlite3_step(statement);
	if (step == SQLITE_ROW)
		done = read_row(store, statement, shape, arena, out, error);
	else if (step == SQLITE_DONE)
		not_found(shape->name, values, error);
	else
		store_fail(store, "read", error);
	finish(statement);
	return done;
}

const void *store_list(struct vr_store *store, const char *sql, struct values values, const struct shape *shape,
                       struct vr_arena *arena, size_t *count, struct vr_error *error)
{
	_Alignas(max_align_t) char record[256];
	assert(shape->size <= sizeof record);
	struct vr_buffer rows;
	void *list = NULL;
	*count = 0;
	sqlite3_stmt *statement = start(store, sql, values, error);
	if (!statement)
		return NULL;
	vr_buffer_init(&rows, arena->max - arena->used);
	int step;
	while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
		memset(record, 0, sizeof record);
		if (!read_row(store, statement, shape, arena, record, error))
			goto out;
		vr_buffer_add(&rows, record, shape->size);
	}
	if (step != SQLITE_DONE) {
		store_fail(store, "read", error);
		goto out;
	}
	list = rows.full ? NULL : vr_arena_alloc(arena, rows.length / shape->size, shape->size);
	if (!list) {
		vr_fail(error, VR_MEMORY, "what was asked of %.120s is more than %zu bytes", store->path, arena->max);
		goto out;
	}
	*count = rows.length / shape->size;
	if (*count > 0)
		memcpy(list, rows.data, rows.length);
out:
	finish(statement);
	vr_buffer_release(&rows);
	return list;
}

// --- transactions ---

bool vr_store_begin(struct vr_store *store, struct vr_error *error)
{
	assert(!store->writing);
	// The lock at once: a transaction that began by reading could not be helped by waiting.
	if (!store_execute(store, "BEGIN IMMEDIATE", error))
		return false;
	store->writing = true;
	store->broken = false;
	return true;
}

bool vr_store_commit(struct vr_store *store, struct vr_error *error)
{
	assert(store->writing);
	bool done = store->broken ? vr_fail(error, VR_IO, "a change to %.120s failed before; nothing of it is kept",
	                                    store->path)
	                          : store_execute(store, "COMMIT", error);
	if (!done)
		vr_store_abort(store);
	store->writing = false;
	return done;
}

void vr_store_abort(struct vr_store *store)
{
	if (!store->writing)
		return;
	struct vr_error error;
	store->writing = false;
	// After a full disk SQLite has already undone it by itself.
	if (!sqlite3_get_autocommit(store->database) && !store_execute(store, "ROLLBACK", &error))
		vr_log(VR_LOG_ERROR, "store", "%s", error.what);
}

uint64_t vr_store_foreign_version(struct vr_store *store)
{
	int64_t found;
	struct vr_error error;
	if (store_get(store, "PRAGMA data_version", NO_VALUES, &store_number_shape, NULL, &found, &error))
		store->foreign = (uint64_t)found;
	return store->foreign;
}

// --- opening ---

// A new database can be read by nobody else. Only where there is none: closing a second descriptor of a database that
// this process has open would let go of its locks.
static bool create_file(const char *path, struct vr_error *error)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 && errno != EEXIST)
		return vr_fail(error, VR_IO, "cannot create %.120s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return true;
}

static bool connect(struct vr_store *store, struct vr_error *error)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	int code = sqlite3_open_v2(store->path, &store->database, flags, NULL);
	if (code != SQLITE_OK)
		return tell(store, code, "open", error);
	if (sqlite3_db_readonly(store->database, "main") == 1)
		return tell(store, SQLITE_READONLY, "open", error);
	sqlite3_busy_timeout(store->database, STORE_BUSY_MS);
	return store_execute(store, "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL", error);
}

static int note_mode(void *context, int count, char **texts, char **names)
{
	(void)names;
	snprintf(context, 16, "%s", count > 0 ? texts[0] : "");
	return 0;
}

// Readers and the writer do not wait for each other. SQLite does not wait by itself for this change of mode.
static bool use_write_ahead_log(struct vr_store *store, struct vr_error *error)
{
	char mode[16] = "";
	int code;
	for (int waited = 0; waited < STORE_BUSY_MS; waited += 10) {
		code = sqlite3_exec(store->database, "PRAGMA journal_mode = WAL", note_mode, mode, NULL);
		if ((code & 0xff) != SQLITE_BUSY)
			break;
		sqlite3_sleep(10);
	}
	if (code != SQLITE_OK)
		return store_fail(store, "open", error);
	if (strcmp(mode, "wal") != 0)
		return vr_fail(error, VR_IO, "the file system of %.120s shares no memory; use a local disk",
		               store->path);
	return true;
}

bool vr_store_open(const char *path, struct vr_store **out, struct vr_error *error)
{
	int sodium = sodium_init();
	assert(sodium >= 0);
	(void)sodium;
	struct vr_store *store = vr_alloc(1, sizeof *store);
	*out = NULL;
	bool done = snprintf(store->path, sizeof store->path, "%s", path) < (int)sizeof store->path
	                    ? create_file(path, error)
	                    : vr_fail(error, VR_LIMIT, "the path %.60s… is too long", path);
	done = done && connect(store, error) && store_schema_check(store, error) && use_write_ahead_log(store, error) &&
	       store_schema_update(store, error);
	if (!done) {
		vr_store_close(store);
		return false;
	}
	*out = store;
	return true;
}

void vr_store_close(struct vr_store *store)
{
	if (!store)
		return;
	vr_store_abort(store);
	for (size_t i = 0; i < store->statement_count; i++)
		sqlite3_finalize(store->statements[i].prepared);
	int code = sqlite3_close(store->database);
	assert(code == SQLITE_OK);
	(void)code;
	free(store);
}
