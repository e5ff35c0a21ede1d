#include "vantrum/sys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];

// A cec-ctl of our own that writes down how it was called, and ends when it may.
static int make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/vantrum-waker-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	setenv("PATH", folder, 1);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	char command[128];
	setenv("PATH", "/usr/bin:/bin", 1);
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command);
}

static void install(const char *more)
{
	char path[96], script[256];
	snprintf(path, sizeof path, "%s/cec-ctl", folder);
	snprintf(script, sizeof script, "#!/bin/sh\necho \"$*\" >>%s/calls\n%s", folder, more);
	assert_true(vr_file_replace(path, script, strlen(script), 0755, NULL));
}

// What the calls were, once the child is over.
static const char *calls(struct vr_waker *waker)
{
	static char text[512];
	char path[96];
	struct vr_buffer buffer;
	int status = 0;
	if (waker->child != 0)
		assert_int_equal(waitpid(waker->child, &status, 0), waker->child);
	snprintf(path, sizeof path, "%s/calls", folder);
	vr_buffer_init(&buffer, sizeof text - 1);
	text[0] = '\0';
	if (vr_file_read(path, &buffer, NULL))
		snprintf(text, sizeof text, "%s", vr_buffer_string(&buffer));
	vr_buffer_release(&buffer);
	return text;
}

static void test_it_is_asked_now_and_then(void **state)
{
	(void)state;
	struct vr_waker waker = {0};
	install("");
	vr_waker_call(&waker, (struct vr_mono){1000});
	assert_string_equal(calls(&waker), "--playback --to 0 --image-view-on\n");
	vr_waker_call(&waker, (struct vr_mono){30999});
	assert_string_equal(calls(&waker), "--playback --to 0 --image-view-on\n");
	vr_waker_call(&waker, (struct vr_mono){31000});
	assert_string_equal(calls(&waker), "--playback --to 0 --image-view-on\n--playback --to 0 --image-view-on\n");
}

static void test_one_at_a_time(void **state)
{
	(void)state;
	struct vr_waker waker = {0};
	char pipe[96], command[160];
	snprintf(pipe, sizeof pipe, "%s/hold", folder);
	assert_int_equal(mkfifo(pipe, 0600), 0);
	snprintf(command, sizeof command, "read _ <%s\n", pipe);
	install(command);
	vr_waker_call(&waker, (struct vr_mono){0});
	int first = waker.child;
	assert_int_not_equal(first, 0);
	vr_waker_call(&waker, (struct vr_mono){VR_HOUR});
	assert_int_equal(waker.child, first);
	FILE *end = fopen(pipe, "w");
	assert_non_null(end);
	fputs("\n", end);
	fclose(end);
	assert_string_equal(calls(&waker), "--playback --to 0 --image-view-on\n");
	vr_waker_call(&waker, (struct vr_mono){2 * VR_HOUR});
	assert_int_not_equal(waker.child, 0);
	end = fopen(pipe, "w");
	assert_non_null(end);
	fputs("\n", end);
	fclose(end);
	calls(&waker);
}

static void test_without_the_program_it_is_told_once(void **state)
{
	(void)state;
	struct vr_waker waker = {0};
	struct vr_buffer log;
	vr_waker_call(&waker, (struct vr_mono){0});
	vr_waker_call(&waker, (struct vr_mono){VR_HOUR});
	assert_int_equal(waker.child, 0);
	vr_buffer_init(&log, VR_LOG_RECORDER);
	vr_log_recent(&log);
	const char *told = strstr(vr_buffer_string(&log), "install v4l-utils");
	assert_non_null(told);
	assert_null(strstr(told + 1, "install v4l-utils"));
	vr_buffer_release(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_it_is_asked_now_and_then, make_folder, remove_folder),
	        cmocka_unit_test_setup_teardown(test_one_at_a_time, make_folder, remove_folder),
	        cmocka_unit_test_setup_teardown(test_without_the_program_it_is_told_once, make_folder, remove_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
