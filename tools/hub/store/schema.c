#include "private.h"

#include <assert.h>
#include <inttypes.h>

// What brings an empty database to the newest version, a step a version. A step that was released is never changed:
// the next one is added. Times are milliseconds, flags 0 or 1, hashes hexadecimal.
static const char *const steps[] = {
        "CREATE TABLE clinic (id TEXT NOT NULL PRIMARY KEY, series TEXT NOT NULL, sequence BIGINT NOT NULL,"
        " changed_at BIGINT NOT NULL, approval BIGINT NOT NULL, document TEXT NOT NULL);"

        "CREATE TABLE wait (clinic TEXT NOT NULL REFERENCES clinic (id), id TEXT NOT NULL, document TEXT NOT NULL,"
        " place BIGINT NOT NULL, PRIMARY KEY (clinic, id));"

        "CREATE TABLE message (clinic TEXT NOT NULL REFERENCES clinic (id), id TEXT NOT NULL, document TEXT NOT NULL,"
        " screens TEXT NOT NULL, state BIGINT NOT NULL CHECK (state IN (0, 1, 2)), created_at BIGINT NOT NULL,"
        " changed_at BIGINT NOT NULL, created_by TEXT NOT NULL, changed_by TEXT NOT NULL, sequence BIGINT NOT NULL,"
        " revision BIGINT NOT NULL, place BIGINT NOT NULL, PRIMARY KEY (clinic, id), UNIQUE (clinic, place));"

        "CREATE TABLE screen (id TEXT NOT NULL PRIMARY KEY, clinic TEXT NOT NULL REFERENCES clinic (id),"
        " name TEXT NOT NULL, area TEXT NOT NULL, in_groups TEXT NOT NULL, token TEXT NOT NULL);"
        "CREATE INDEX screen_of_clinic ON screen (clinic);"

        "CREATE TABLE person (name TEXT NOT NULL PRIMARY KEY, role BIGINT NOT NULL CHECK (role IN (0, 1, 2)),"
        " password TEXT NOT NULL, clinics TEXT NOT NULL);"

        "CREATE TABLE token (name TEXT NOT NULL PRIMARY KEY, role BIGINT NOT NULL CHECK (role IN (0, 1, 2)),"
        " clinics TEXT NOT NULL, hash TEXT NOT NULL UNIQUE);"

        "CREATE TABLE session (hash TEXT NOT NULL PRIMARY KEY,"
        " person TEXT NOT NULL REFERENCES person (name) ON DELETE CASCADE, seen_at BIGINT NOT NULL,"
        " expires_at BIGINT NOT NULL);"
        "CREATE INDEX session_of_person ON session (person);"

        "CREATE TABLE receipt (clinic TEXT NOT NULL, message TEXT NOT NULL, screen TEXT NOT NULL,"
        " sequence BIGINT NOT NULL, panel TEXT NOT NULL, first_shown_at BIGINT NOT NULL,"
        " last_shown_at BIGINT NOT NULL, PRIMARY KEY (clinic, message, screen, sequence),"
        " FOREIGN KEY (clinic, message) REFERENCES message (clinic, id) ON DELETE CASCADE);"

        "CREATE TABLE event (id BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, clinic TEXT NOT NULL,"
        " who TEXT NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL, detail TEXT NOT NULL,"
        " confirmed TEXT NOT NULL);"
        "CREATE INDEX event_of_clinic ON event (clinic, id);"

        "CREATE TABLE media (clinic TEXT NOT NULL REFERENCES clinic (id), sha256 TEXT NOT NULL, type TEXT NOT NULL,"
        " bytes BIGINT NOT NULL, created_at BIGINT NOT NULL, created_by TEXT NOT NULL, PRIMARY KEY (clinic, sha256));",

        // What was approved, beside the change to it that waits for approval.
        "CREATE TABLE standing (clinic TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, screens TEXT NOT NULL,"
        " changed_at BIGINT NOT NULL, changed_by TEXT NOT NULL, sequence BIGINT NOT NULL, PRIMARY KEY (clinic, id),"
        " FOREIGN KEY (clinic, id) REFERENCES message (clinic, id) ON DELETE CASCADE);",
};

static bool ask(struct vr_store *store, const char *sql, int64_t *out, struct vr_error *error)
{
	return store_get(store, sql, NO_VALUES, &store_number_shape, NULL, out, error);
}

// 0: nothing is there yet. What is there is asked in one statement, since another hub may be making it right now.
static bool read_version(struct vr_store *store, int64_t *version, struct vr_error *error)
{
	enum { NOTHING, OURS, FOREIGN };
	int64_t found;
	*version = 0;
	if (!ask(store,
	         "SELECT CASE WHEN EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'vantrum_version') THEN 1"
	         " WHEN EXISTS (SELECT 1 FROM sqlite_master) THEN 2 ELSE 0 END",
	         &found, error))
		return false;
	if (found == FOREIGN)
		return vr_fail(error, VR_INVALID, "%.120s is another program's database; name another file",
		               store->path);
	return found == NOTHING || ask(store, "SELECT number FROM vantrum_version", version, error);
}

bool store_schema_check(struct vr_store *store, struct vr_error *error)
{
	int64_t version;
	if (!read_version(store, &version, error))
		return false;
	if (version > (int64_t)VR_COUNT(steps))
		return vr_fail(error, VR_UNSUPPORTED,
		               "%.120s is of a newer hub: its version is %" PRId64
		               ", this hub knows %zu; install that one",
		               store->path, version, VR_COUNT(steps));
	return true;
}

static bool take_steps(struct vr_store *store, struct vr_error *error)
{
	int64_t version;
	// Once more, now that nobody else can: two hubs may have been started at once.
	if (!read_version(store, &version, error))
		return false;
	if (version == 0 && !store_execute(store,
	                                   "CREATE TABLE vantrum_version (number BIGINT NOT NULL);"
	                                   "INSERT INTO vantrum_version (number) VALUES (0)",
	                                   error))
		return false;
	for (size_t i = (size_t)version; i < VR_COUNT(steps); i++)
		if (!store_execute(store, steps[i], error))
			return false;
	return store_run(store, "UPDATE vantrum_version SET number = ?1", VALUES(number((int64_t)VR_COUNT(steps))),
	                 error);
}

bool store_schema_update(struct vr_store *store, struct vr_error *error)
{
	int64_t version;
	if (!read_version(store, &version, error))
		return false;
	if (version == (int64_t)VR_COUNT(steps))
		return true;
	if (!vr_store_begin(store, error))
		return false;
	if (!take_steps(store, error)) {
		vr_store_abort(store);
		return false;
	}
	return vr_store_commit(store, error);
}
