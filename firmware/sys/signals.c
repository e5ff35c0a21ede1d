#include "vantrum/sys.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

bool vr_sys_signals(int *fd, struct vr_error *error)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	signal(SIGPIPE, SIG_IGN); // a peer that goes away is an error of write(2), not the end
	int failed = pthread_sigmask(SIG_BLOCK, &set, NULL);
	if (failed)
		return vr_fail(error, VR_IO, "cannot block signals: %s", strerror(failed));
	*fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (*fd < 0)
		return vr_fail(error, VR_IO, "cannot open a signalfd: %s", strerror(errno));
	return true;
}

enum vr_signal vr_sys_signal(int fd)
{
	struct signalfd_siginfo info;
	ssize_t length;
	do {
		length = read(fd, &info, sizeof info);
	} while (length < 0 && errno == EINTR);
	if (length != (ssize_t)sizeof info)
		return VR_SIGNAL_NONE;
	return info.ssi_signo == SIGHUP ? VR_SIGNAL_RELOAD : VR_SIGNAL_END;
}

bool vr_sys_wakeup(int *fd, struct vr_error *error)
{
	*fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (*fd < 0)
		return vr_fail(error, VR_IO, "cannot open an eventfd: %s", strerror(errno));
	return true;
}

void vr_sys_wake(int fd)
{
	const uint64_t one = 1;
	ssize_t ignored;
	do { // EAGAIN: the counter is full, so the sleeper is awake anyway
		ignored = write(fd, &one, sizeof one);
	} while (ignored < 0 && errno == EINTR);
}

void vr_sys_awake(int fd)
{
	uint64_t count;
	ssize_t ignored;
	do {
		ignored = read(fd, &count, sizeof count);
	} while (ignored < 0 && errno == EINTR);
}
