#include "vantrum/base/log.h"

#include "vantrum/base/clock.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_MAX 1024

static atomic_int level_shown = VR_LOG_INFO;

// The recorder: a ring of bytes that always ends in a whole line.
static struct {
	pthread_mutex_t lock;
	char bytes[VR_LOG_RECORDER]; // guarded by lock, as are the following
	size_t next;                 // where the next byte goes
	bool wrapped;
} recorder = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void record(const char *text, size_t length)
{
	pthread_mutex_lock(&recorder.lock);
	for (size_t i = 0; i < length; i++) {
		recorder.bytes[recorder.next] = text[i];
		recorder.next = (recorder.next + 1) % sizeof recorder.bytes;
		recorder.wrapped |= recorder.next == 0;
	}
	pthread_mutex_unlock(&recorder.lock);
}

// One write a line, so that lines of different threads and processes do not mix. A reader that went away or a full
// pipe must not stop the screen: what cannot be written is dropped.
static void emit(const char *text, size_t length)
{
	while (length > 0) {
		ssize_t written = write(STDERR_FILENO, text, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		text += written;
		length -= (size_t)written;
	}
}

// Nothing from outside may forge a second line or reach a terminal's control sequences (C0, DEL and the C1 block).
static void clean(char *text)
{
	for (unsigned char *c = (unsigned char *)text; *c; c++) {
		if (*c < 0x20 || *c == 0x7f)
			*c = '?';
		if (c[0] == 0xc2 && c[1] >= 0x80 && c[1] <= 0x9f)
			c[0] = c[1] = '?';
	}
}

// Cuts a text that filled its room at the start of its last, perhaps broken, character.
static void cut(char *text, size_t length)
{
	while (length > 0 && ((unsigned char)text[length - 1] & 0xc0) == 0x80)
		length--;
	if (length > 0 && (unsigned char)text[length - 1] >= 0xc0)
		text[length - 1] = '\0';
}

// Standard error is the journal when it is the very stream that JOURNAL_STREAM names (systemd.exec(5)); the variable
// alone is inherited by every program of a desktop session.
static bool to_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	struct stat status;
	if (!stream || fstat(STDERR_FILENO, &status) != 0)
		return false;
	char own[64];
	snprintf(own, sizeof own, "%ju:%ju", (uintmax_t)status.st_dev, (uintmax_t)status.st_ino);
	return strcmp(stream, own) == 0;
}

static void format_text(char out[LINE_MAX], const char *room, const char *format, va_list arguments)
{
	int used = snprintf(out, LINE_MAX, "%s: ", room);
	assert(used > 0 && used < LINE_MAX);
	size_t left = LINE_MAX - (size_t)used;
	int length = vsnprintf(out + used, left, format, arguments);
	if (length >= (int)left)
		cut(out, strlen(out));
	clean(out);
}

void vr_log(enum vr_log_level level, const char *room, const char *format, ...)
{
	static const char *const words[] = {"error", "warning", "info", "debug"};
	static const char priorities[] = {'3', '4', '6', '7'}; // sd-daemon(3)
	int kept_errno = errno;                                // so that a log line may stand before a look at errno
	char text[LINE_MAX];
	va_list arguments;
	va_start(arguments, format);
	format_text(text, room, format, arguments);
	va_end(arguments);

	char now[VR_INSTANT_TEXT];
	vr_instant_format(vr_instant_now(), now);
	char line[LINE_MAX + 64];
	int length = snprintf(line, sizeof line, "%s %s %s\n", now, words[level], text);
	record(line, (size_t)length);
	if ((int)level <= atomic_load(&level_shown)) {
		if (to_journal()) // the journal knows the time and reads the priority
			length = snprintf(line, sizeof line, "<%c>%s\n", priorities[level], text);
		emit(line, (size_t)length);
	}
	errno = kept_errno;
}

void vr_log_set_level(enum vr_log_level level)
{
	atomic_store(&level_shown, (int)level);
}

void vr_log_recent(struct vr_buffer *out)
{
	const size_t size = sizeof recorder.bytes;
	pthread_mutex_lock(&recorder.lock);
	if (recorder.wrapped) {
		// The oldest line was partly overwritten: begin behind its end.
		size_t skipped = 0;
		while (skipped < size && recorder.bytes[(recorder.next + skipped) % size] != '\n')
			skipped++;
		size_t first = recorder.next + skipped + 1;
		if (first < size)
			vr_buffer_add(out, recorder.bytes + first, size - first);
		first = first < size ? 0 : first - size;
		vr_buffer_add(out, recorder.bytes + first, recorder.next - first);
	} else {
		vr_buffer_add(out, recorder.bytes, recorder.next);
	}
	pthread_mutex_unlock(&recorder.lock);
}
