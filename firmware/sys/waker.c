#include "vantrum/sys.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

#define EVERY_MS (30 * VR_SECOND)

extern char **environ;

// The one before is over, or is left alone until it is: a television that does not answer must not gather processes.
static bool is_busy(struct vr_waker *waker)
{
	if (waker->child == 0)
		return false;
	pid_t ended = waitpid(waker->child, NULL, WNOHANG);
	if (ended == 0)
		return true;
	waker->child = 0;
	return false;
}

// With the signals and handlers that a program expects, not with this one's.
static int start(pid_t *child)
{
	// "Image View On" wakes the television and turns it to this input (HDMI 1.4 CEC §CEC 13.1).
	static const char *const words[] = {"cec-ctl", "--playback", "--to", "0", "--image-view-on", NULL};
	posix_spawnattr_t attributes;
	posix_spawn_file_actions_t files;
	sigset_t none, all;
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", 0, 0);
	posix_spawn_file_actions_adddup2(&files, 2, 1);
	int problem = posix_spawnp(child, words[0], &files, &attributes, (char *const *)(uintptr_t)words, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	return problem;
}

void vr_waker_call(struct vr_waker *waker, struct vr_mono now)
{
	if (is_busy(waker) || (waker->called && now.ms - waker->called_at.ms < EVERY_MS))
		return;
	waker->called = true;
	waker->called_at = now;
	int problem = start(&waker->child);
	if (problem == 0) {
		vr_log(VR_LOG_INFO, "sys", "the panel is asked to switch on");
		return;
	}
	waker->child = 0;
	if (!waker->told)
		vr_log(VR_LOG_WARNING, "sys", "a dark panel cannot be woken: cec-ctl: %s; install v4l-utils",
		       strerror(problem));
	waker->told = true;
}
