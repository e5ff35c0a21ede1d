#include "vantrum/base/log.h"
#include "vantrum/base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

// Standard error goes to a file while a test looks at it.
static int kept_stderr, capture;

static void begin_capture(void)
{
	char name[] = "/tmp/vantrum-log-XXXXXX";
	capture = mkostemp(name, O_APPEND);
	assert_true(capture >= 0);
	unlink(name);
	kept_stderr = dup(STDERR_FILENO);
	dup2(capture, STDERR_FILENO);
}

static void end_capture(struct vr_buffer *out)
{
	dup2(kept_stderr, STDERR_FILENO);
	close(kept_stderr);
	char chunk[4096];
	ssize_t length;
	lseek(capture, 0, SEEK_SET);
	vr_buffer_init(out, 8 << 20);
	while ((length = read(capture, chunk, sizeof chunk)) > 0)
		vr_buffer_add(out, chunk, (size_t)length);
	close(capture);
}

static void lines_carry_level_room_and_text(void **state)
{
	(void)state;
	struct vr_buffer out;
	begin_capture();
	vr_log(VR_LOG_WARNING, "feed", "tried %d times", 3);
	vr_log(VR_LOG_DEBUG, "feed", "not shown");
	end_capture(&out);
	const char *text = vr_buffer_string(&out);
	assert_non_null(strstr(text, "Z warning feed: tried 3 times\n"));
	assert_null(strstr(text, "not shown"));
	vr_buffer_release(&out);
}

static void the_journal_gets_priorities(void **state)
{
	(void)state;
	struct vr_buffer out;
	begin_capture();
	struct stat status;
	char stream[64];
	fstat(capture, &status);
	snprintf(stream, sizeof stream, "%ju:%ju", (uintmax_t)status.st_dev, (uintmax_t)status.st_ino);
	setenv("JOURNAL_STREAM", stream, 1);
	vr_log_set_level(VR_LOG_DEBUG);
	vr_log(VR_LOG_ERROR, "a", "1");
	vr_log(VR_LOG_WARNING, "a", "2");
	vr_log(VR_LOG_INFO, "a", "3");
	vr_log(VR_LOG_DEBUG, "a", "4");
	vr_log_set_level(VR_LOG_INFO);
	setenv("JOURNAL_STREAM", "1:2", 1); // another stream than standard error
	vr_log(VR_LOG_INFO, "a", "5");
	unsetenv("JOURNAL_STREAM");
	end_capture(&out);
	const char *text = vr_buffer_string(&out);
	static const char expected[] = "<3>a: 1\n<4>a: 2\n<6>a: 3\n<7>a: 4\n";
	assert_memory_equal(text, expected, sizeof expected - 1);
	assert_non_null(strstr(text, " info a: 5\n"));
	vr_buffer_release(&out);
}

static void nothing_forges_a_second_line(void **state)
{
	(void)state;
	struct vr_buffer out;
	begin_capture();
	vr_log(VR_LOG_INFO, "wire", "%s",
	       "a\nb\r\x1b[2Jc\x7f\xc2\x9b"
	       "d\tö");
	end_capture(&out);
	assert_non_null(strstr(vr_buffer_string(&out), "wire: a?b??[2Jc???d?ö\n"));
	vr_buffer_release(&out);
}

static void long_lines_are_cut_at_a_character(void **state)
{
	(void)state;
	char long_text[4001];
	for (size_t i = 0; i < 4000; i += 2)
		memcpy(long_text + i, "å", 2);
	long_text[4000] = '\0';
	for (int shift = 0; shift < 2; shift++) {
		struct vr_buffer out;
		begin_capture();
		vr_log(VR_LOG_INFO, "wire", "%s%s", shift ? "x" : "", long_text);
		end_capture(&out);
		assert_true(out.length > 1000 && out.length < 1100);
		assert_true(vr_utf8_valid(out.data, out.length));
		assert_int_equal(out.data[out.length - 1], '\n');
		vr_buffer_release(&out);
	}
}

static void errno_is_kept(void **state)
{
	(void)state;
	struct vr_buffer out;
	begin_capture();
	errno = ENOSPC;
	vr_log(VR_LOG_INFO, "a", "b");
	assert_int_equal(errno, ENOSPC);
	end_capture(&out);
	vr_buffer_release(&out);
}

static void the_recorder_keeps_the_last_whole_lines(void **state)
{
	(void)state;
	struct vr_buffer out;
	vr_buffer_init(&out, VR_LOG_RECORDER + 10);
	for (int i = 0; i < 5000; i++) {
		vr_log(VR_LOG_DEBUG, "room", "line %d%.*s", i, i % 37, "......................................");
		if (i > 100 && i % 17)
			continue;
		vr_buffer_clear(&out);
		vr_log_recent(&out);
		assert_true(out.length > 0 && out.length <= VR_LOG_RECORDER);
		assert_int_equal(out.data[out.length - 1], '\n');
		// Whole lines from the first: each begins with its year.
		for (char *line = out.data; *line; line = strchr(line, '\n') + 1)
			assert_true(line[0] == '2' && line[4] == '-' && line[10] == 'T');
		char last[32];
		snprintf(last, sizeof last, "room: line %d", i);
		assert_non_null(strstr(out.data, last));
	}
	vr_buffer_release(&out);
}

static void *write_lines(void *number)
{
	for (int i = 0; i < 300; i++)
		vr_log(VR_LOG_INFO, "thread", "from %d at %03d", *(int *)number, i);
	return NULL;
}

static void threads_do_not_mix_their_lines(void **state)
{
	(void)state;
	struct vr_buffer out;
	pthread_t threads[4];
	int numbers[4] = {0, 1, 2, 3};
	begin_capture();
	for (int i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, write_lines, &numbers[i]);
	for (int i = 0; i < 50; i++) {
		struct vr_buffer recent;
		vr_buffer_init(&recent, VR_LOG_RECORDER);
		vr_log_recent(&recent);
		vr_buffer_release(&recent);
	}
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	end_capture(&out);
	int lines = 0;
	for (const char *line = vr_buffer_string(&out); *line; line = strchr(line, '\n') + 1, lines++) {
		int from, at;
		const char *text = strstr(line, "thread: ");
		assert_true(text && text < strchr(line, '\n'));
		assert_int_equal(sscanf(text, "thread: from %d at %d\n", &from, &at), 2);
	}
	assert_int_equal(lines, 1200);
	vr_buffer_release(&out);
}

int main(void)
{
	unsetenv("JOURNAL_STREAM");
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(lines_carry_level_room_and_text),
	        cmocka_unit_test(the_journal_gets_priorities),
	        cmocka_unit_test(nothing_forges_a_second_line),
	        cmocka_unit_test(long_lines_are_cut_at_a_character),
	        cmocka_unit_test(errno_is_kept),
	        cmocka_unit_test(the_recorder_keeps_the_last_whole_lines),
	        cmocka_unit_test(threads_do_not_mix_their_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
