// A folder with a database of a test's own.
#ifndef VANTRUM_TESTS_DATABASE_H
#define VANTRUM_TESTS_DATABASE_H

#include "hub/store/store.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define AT(milliseconds) ((struct vr_instant){milliseconds})
#define OK(call)                                                                                                       \
	do {                                                                                                           \
		if (!(call))                                                                                           \
			fail_msg("%s: %s", #call, error.what);                                                         \
	} while (0)
#define REFUSED(call, wanted)                                                                                          \
	do {                                                                                                           \
		assert_false(call);                                                                                    \
		if (error.code != (wanted) || strlen(error.what) < 10)                                                 \
			fail_msg("%s: %d, %s", #call, error.code, error.what);                                         \
	} while (0)

static char folder[64], database[128];
static struct vr_store *store;
static struct vr_arena arena;
static struct vr_error error;

static inline int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

// A path beside the database; valid until the next call.
static inline const char *beside(const char *name)
{
	static char path[256];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static inline bool is_there(const char *name)
{
	return access(beside(name), F_OK) == 0;
}

static inline int folder_set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/vantrum-store-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(database, sizeof database, "%s/hub.db", folder);
	vr_arena_init(&arena, 16 << 20);
	memset(&error, 0, sizeof error);
	return 0;
}

static inline int store_set_up(void **state)
{
	if (folder_set_up(state) != 0)
		return -1;
	return vr_store_open(database, &store, &error) ? 0 : -1;
}

static inline int tear_down(void **state)
{
	(void)state;
	vr_store_close(store);
	store = NULL;
	vr_arena_release(&arena);
	nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}

static inline void reopen(void)
{
	vr_store_close(store);
	store = NULL;
	OK(vr_store_open(database, &store, &error));
}

static inline void put_clinic(const char *id)
{
	struct vr_store_clinic clinic = {
	        .id = id, .series = "abcd", .sequence = 7, .changed_at = AT(1000), .document = "{\"x\":1}"};
	OK(vr_store_clinic_put(store, &clinic, &error));
}

static inline void put_message(const char *clinic, const char *id, enum vr_store_state state)
{
	struct vr_store_message message = {.clinic = clinic,
	                                   .id = id,
	                                   .document = "{\"title\":{}}",
	                                   .state = state,
	                                   .created_at = AT(1000),
	                                   .changed_at = AT(1000),
	                                   .created_by = "anna",
	                                   .changed_by = "anna"};
	OK(vr_store_message_put(store, &message, &error));
}

// Runs in a process of its own; what it returns is the exit code.
static inline int in_child(int (*run)(void))
{
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(run());
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

#endif
