#include "vantrum/sys.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char root[] = "/tmp/vantrum-watch-XXXXXX";
static char first[VR_PATH_MAX], second[VR_PATH_MAX];

static void put(const char *path, const char *content)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(content, file);
	fclose(file);
}

// inotify queues its events before the call that caused them returns, so nothing here waits.
static bool readable(const struct vr_watch *watch)
{
	struct pollfd one = {.fd = vr_watch_fd(watch), .events = POLLIN};
	return poll(&one, 1, 0) == 1;
}

static struct vr_watch *watch_both(void)
{
	const char *const paths[] = {first, second};
	struct vr_watch *watch = vr_watch_create(paths, 2);
	assert_true(vr_watch_fd(watch) >= 0);
	assert_false(vr_watch_changed(watch));
	return watch;
}

static void check_changed(struct vr_watch *watch)
{
	assert_true(readable(watch));
	assert_true(vr_watch_changed(watch));
	assert_false(readable(watch));
	assert_false(vr_watch_changed(watch));
}

static void a_file_written_in_place_is_seen(void **state)
{
	(void)state;
	put(first, "one");
	struct vr_watch *watch = watch_both();
	put(first, "other");
	check_changed(watch);
	vr_watch_destroy(watch);
	vr_watch_destroy(NULL);
}

static void a_replaced_file_is_seen_every_time(void **state)
{
	(void)state;
	put(first, "one");
	struct vr_watch *watch = watch_both();
	for (int i = 0; i < 3; i++) {
		assert_true(vr_file_replace(first, "same", 4, 0644, NULL));
		check_changed(watch);
	}
	vr_watch_destroy(watch);
}

static void removal_and_return_are_seen(void **state)
{
	(void)state;
	put(first, "one");
	struct vr_watch *watch = watch_both();
	unlink(first);
	check_changed(watch);
	put(first, "one");
	check_changed(watch);
	vr_watch_destroy(watch);
}

static void a_file_being_written_is_left_alone_until_closed(void **state)
{
	(void)state;
	unlink(first);
	struct vr_watch *watch = watch_both();
	FILE *file = fopen(first, "w");
	fputs("half", file);
	fflush(file);
	assert_false(vr_watch_changed(watch));
	fputs(" and half", file);
	fclose(file);
	check_changed(watch);
	vr_watch_destroy(watch);
}

static void a_folder_that_comes_later_is_watched_then(void **state)
{
	(void)state;
	char folder[VR_PATH_MAX];
	snprintf(folder, sizeof folder, "%s/deep/er", root);
	struct vr_watch *watch = watch_both();
	assert_true(vr_file_make_folder(folder, NULL));
	vr_watch_changed(watch); // arms deep
	vr_watch_changed(watch); // and er
	put(second, "two");
	check_changed(watch);
	unlink(second);
	rmdir(folder);
	check_changed(watch);
	assert_true(vr_file_make_folder(folder, NULL));
	assert_false(vr_watch_changed(watch));
	put(second, "two again");
	check_changed(watch);
	vr_watch_destroy(watch);
}

static void neighbours_do_not_count(void **state)
{
	(void)state;
	put(first, "one");
	struct vr_watch *watch = watch_both();
	char other[VR_PATH_MAX];
	snprintf(other, sizeof other, "%s/other", root);
	put(other, "noise");
	assert_false(vr_watch_changed(watch));
	assert_false(readable(watch));
	vr_watch_destroy(watch);
}

static void a_watch_knows_what_it_is_of(void **state)
{
	(void)state;
	const char *const paths[] = {first, second}, *const turned[] = {second, first};
	struct vr_watch *watch = watch_both();
	assert_true(vr_watch_is_of(watch, paths, 2));
	assert_false(vr_watch_is_of(watch, paths, 1));
	assert_false(vr_watch_is_of(watch, turned, 2));
	assert_false(vr_watch_is_of(NULL, paths, 0));
	vr_watch_destroy(watch);
}

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(root))
		return -1;
	snprintf(first, sizeof first, "%s/first.conf", root);
	snprintf(second, sizeof second, "%s/deep/er/second.conf", root);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	char command[VR_PATH_MAX];
	snprintf(command, sizeof command, "rm -rf '%s'", root);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_file_written_in_place_is_seen),
	        cmocka_unit_test(a_replaced_file_is_seen_every_time),
	        cmocka_unit_test(removal_and_return_are_seen),
	        cmocka_unit_test(a_file_being_written_is_left_alone_until_closed),
	        cmocka_unit_test(a_folder_that_comes_later_is_watched_then),
	        cmocka_unit_test(neighbours_do_not_count),
	        cmocka_unit_test(a_watch_knows_what_it_is_of),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
