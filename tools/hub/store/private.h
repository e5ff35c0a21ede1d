// Shared by the files of hub/store: one connection, its prepared statements, and rows as structs. SQL is kept to what
// other databases understand too; what only SQLite knows stays in sqlite.c, schema.c and backup.c.
#ifndef VANTRUM_HUB_STORE_PRIVATE_H
#define VANTRUM_HUB_STORE_PRIVATE_H

#include "hub/store/store.h"

#include <stddef.h>

struct sqlite3;
struct sqlite3_stmt;

#define STORE_BUSY_MS 5000 // how long another program may hold the lock
#define STORE_STATEMENTS_MAX 64
#define STORE_COLUMNS_MAX 16

struct statement {
	const char *sql; // a literal: told apart by its address
	struct sqlite3_stmt *prepared;
};

struct vr_store {
	struct sqlite3 *database;
	char path[VR_PATH_MAX];
	bool writing; // between begin and commit
	bool broken;  // the database refused a part of it: what is left is to undo it
	uint64_t foreign;
	struct statement statements[STORE_STATEMENTS_MAX];
	size_t statement_count;
};

// --- values for the parameters ?1, ?2, … ---

enum kind {
	KIND_TEXT,   // const char *; NULL is stored as ""
	KIND_NUMBER, // int64_t, or the ms of an instant
	KIND_FLAG,   // bool
	KIND_CHOICE, // an enum without negative members
	KIND_HASH,   // unsigned char[VR_STORE_HASH]; hexadecimal text in the database
};

struct value {
	enum kind kind;
	union {
		const char *text;
		int64_t number; // also a flag's and a choice's
		const unsigned char *hash;
	};
};

struct values {
	const struct value *list;
	size_t count;
};

#define VALUES(...)                                                                                                    \
	((struct values){(const struct value[]){__VA_ARGS__},                                                          \
	                 sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value)})
#define NO_VALUES ((struct values){0})

static inline struct value text(const char *value)
{
	return (struct value){.kind = KIND_TEXT, .text = value};
}

static inline struct value number(int64_t value)
{
	return (struct value){.kind = KIND_NUMBER, .number = value};
}

static inline struct value hash(const unsigned char *value)
{
	return (struct value){.kind = KIND_HASH, .hash = value};
}

// --- rows as structs ---

struct column {
	enum kind kind;
	size_t offset; // of the member
};

// How a row becomes a struct and back. The columns are in the order in which every SELECT of it names them, and the
// first of them are ?1, ?2, … of every INSERT.
struct shape {
	const char *name; // for messages: "there is no <name> …"
	size_t size;
	size_t count;
	struct column columns[STORE_COLUMNS_MAX];
};

// A single number.
extern const struct shape store_number_shape;

// --- running statements; sql is always a literal ---

// A change, between begin and commit (asserted).
bool store_run(struct vr_store *store, const char *sql, struct values values, struct vr_error *error) VR_MUST_USE;
// The same; VR_NOT_FOUND when it changed no row. The last value says which one.
bool store_run_one(struct vr_store *store, const char *sql, const char *name, struct values values,
                   struct vr_error *error) VR_MUST_USE;
// The same, the parameters being the first columns of a record.
bool store_put(struct vr_store *store, const char *sql, const struct shape *shape, const void *record,
               struct vr_error *error) VR_MUST_USE;
// How many rows the last change touched.
int64_t store_changes(const struct vr_store *store);

// The first row. VR_NOT_FOUND; the last value says of what.
bool store_get(struct vr_store *store, const char *sql, struct values values, const struct shape *shape,
               struct vr_arena *arena, void *out, struct vr_error *error) VR_MUST_USE;
// All rows as an array in the arena; NULL on failure only.
const void *store_list(struct vr_store *store, const char *sql, struct values values, const struct shape *shape,
                       struct vr_arena *arena, size_t *count, struct vr_error *error) VR_MUST_USE;

// Statements without parameters and rows.
bool store_execute(struct vr_store *store, const char *sql, struct vr_error *error) VR_MUST_USE;
// Fills *error with what the database said last; always false.
bool store_fail(struct vr_store *store, const char *doing, struct vr_error *error);

// --- schema.c ---

// VR_INVALID: another program's database. VR_UNSUPPORTED: a newer hub's. Changes nothing.
bool store_schema_check(struct vr_store *store, struct vr_error *error) VR_MUST_USE;
bool store_schema_update(struct vr_store *store, struct vr_error *error) VR_MUST_USE;

#endif
