#include "vantrum/base/assets.h"
#include "vantrum/base/file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/vantrum-file-XXXXXX";

static const char *in(const char *name)
{
	static char path[2][VR_PATH_MAX];
	static unsigned turn;
	char *out = path[turn++ % 2];
	snprintf(out, VR_PATH_MAX, "%s/%s", folder, name);
	return out;
}

static void check_content(const char *name, const char *expected)
{
	struct vr_buffer buffer;
	struct vr_error error = {0};
	vr_buffer_init(&buffer, 1000);
	if (!vr_file_read(in(name), &buffer, &error))
		fail_msg("%s", error.what);
	assert_string_equal(vr_buffer_string(&buffer), expected);
	vr_buffer_release(&buffer);
}

static void a_file_is_written_and_replaced(void **state)
{
	(void)state;
	umask(022);
	assert_true(vr_file_replace(in("a"), "one", 3, 0644, NULL));
	check_content("a", "one");
	assert_true(vr_file_replace(in("a"), "", 0, 0600, NULL));
	check_content("a", "");
	struct stat status;
	assert_int_equal(stat(in("a"), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_not_equal(access(in("a" VR_FILE_FRESH), F_OK), 0);
}

// An access time is older than the content here, the case in which the kernel would otherwise write a new one.
static void reading_writes_nothing(void **state)
{
	(void)state;
	assert_true(vr_file_replace(in("read"), "one", 3, 0644, NULL));
	const struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 2000}};
	assert_int_equal(utimensat(AT_FDCWD, in("read"), old, 0), 0);
	check_content("read", "one");
	struct stat status;
	assert_int_equal(stat(in("read"), &status), 0);
	assert_int_equal(status.st_atim.tv_sec, 1000);
}

static void a_file_of_another_owner_is_read(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip(); // only root can make one
	assert_true(vr_file_replace(in("theirs"), "one", 3, 0644, NULL));
	assert_int_equal(chmod(folder, 0755), 0);
	assert_int_equal(seteuid(65534), 0);
	check_content("theirs", "one");
	assert_int_equal(seteuid(0), 0);
}

static void what_a_power_cut_left_is_no_obstacle(void **state)
{
	(void)state;
	int fd = open(in("b" VR_FILE_FRESH), O_WRONLY | O_CREAT, 0400);
	assert_true(fd >= 0);
	close(fd);
	assert_true(vr_file_replace(in("b"), "two", 3, 0644, NULL));
	check_content("b", "two");
}

static void a_failure_leaves_the_old_file_and_no_other(void **state)
{
	(void)state;
	assert_true(vr_file_replace(in("c"), "old", 3, 0644, NULL));
	// A disk that is full after 4 KiB, as far as this process can tell.
	struct rlimit before, small;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 4096;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	char *large = calloc(1, 10000);
	struct vr_error error = {0};
	bool replaced = vr_file_replace(in("c"), large, 10000, 0644, &error);
	setrlimit(RLIMIT_FSIZE, &before);
	free(large);
	assert_false(replaced);
	assert_int_equal(error.code, VR_IO);
	check_content("c", "old");
	assert_int_not_equal(access(in("c" VR_FILE_FRESH), F_OK), 0);
}

static void a_rename_that_fails_leaves_nothing(void **state)
{
	(void)state;
	assert_int_equal(mkdir(in("taken"), 0755), 0);
	struct vr_error error = {0};
	assert_false(vr_file_replace(in("taken"), "x", 1, 0644, &error));
	assert_int_equal(error.code, VR_IO);
	assert_int_not_equal(access(in("taken" VR_FILE_FRESH), F_OK), 0);
}

static void missing_and_large_files_are_told_apart(void **state)
{
	(void)state;
	struct vr_buffer buffer;
	struct vr_error error = {0};
	vr_buffer_init(&buffer, 8);
	assert_false(vr_file_read(in("absent"), &buffer, &error));
	assert_int_equal(error.code, VR_NOT_FOUND);
	assert_false(vr_file_read(folder, &buffer, &error));
	assert_int_equal(error.code, VR_IO);
	assert_true(vr_file_replace(in("d"), "123456789", 9, 0644, NULL));
	assert_false(vr_file_read(in("d"), &buffer, &error));
	assert_int_equal(error.code, VR_LIMIT);
	assert_false(vr_file_replace(in("no/such/folder"), "x", 1, 0644, &error));
	assert_int_equal(error.code, VR_NOT_FOUND);
	vr_buffer_release(&buffer);
}

static void folders_are_made_with_their_parents(void **state)
{
	(void)state;
	struct vr_error error = {0};
	assert_true(vr_file_make_folder(in("x/y/z"), &error));
	assert_true(vr_file_make_folder(in("x/y/z/"), &error));
	assert_true(vr_file_replace(in("x/y/z/f"), "f", 1, 0644, &error));
	assert_true(vr_file_sync_folder(in("x/y/z"), &error));
	assert_false(vr_file_make_folder(in("x/y/z/f"), &error));
	assert_false(vr_file_make_folder(in("x/y/z/f/g"), &error));
	assert_false(vr_file_make_folder("", &error));
	assert_false(vr_file_sync_folder(in("absent"), &error));
	assert_true(vr_file_make_folder("/", &error));
}

static void overlong_paths_are_refused(void **state)
{
	(void)state;
	char path[VR_PATH_MAX + 10];
	memset(path, 'a', sizeof path - 1);
	path[sizeof path - 1] = '\0';
	struct vr_error error = {0};
	assert_false(vr_file_replace(path, "x", 1, 0644, &error));
	assert_int_equal(error.code, VR_LIMIT);
	assert_false(vr_file_make_folder(path, &error));
	assert_int_equal(error.code, VR_LIMIT);
}

static int set_up(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	char command[VR_PATH_MAX];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_file_is_written_and_replaced),
	        cmocka_unit_test(reading_writes_nothing),
	        cmocka_unit_test(a_file_of_another_owner_is_read),
	        cmocka_unit_test(what_a_power_cut_left_is_no_obstacle),
	        cmocka_unit_test(a_failure_leaves_the_old_file_and_no_other),
	        cmocka_unit_test(a_rename_that_fails_leaves_nothing),
	        cmocka_unit_test(missing_and_large_files_are_told_apart),
	        cmocka_unit_test(folders_are_made_with_their_parents),
	        cmocka_unit_test(overlong_paths_are_refused),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
