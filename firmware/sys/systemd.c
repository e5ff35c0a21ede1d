#include "vantrum/sys.h"

#include <inttypes.h>
#include <string.h>
#include <systemd/sd-daemon.h>
#include <time.h>

// A status is one line: a newline in it would begin another variable of the protocol.
static int line_length(const char *status)
{
	return (int)strcspn(status, "\r\n");
}

void vr_sys_ready(const char *status)
{
	sd_notifyf(0, "READY=1\nSTATUS=%.*s", line_length(status), status);
}

void vr_sys_status(const char *status)
{
	sd_notifyf(0, "STATUS=%.*s", line_length(status), status);
}

void vr_sys_reloading(void)
{
	// systemd tells this reload from an earlier one by the time.
	struct timespec now = {0};
	clock_gettime(CLOCK_MONOTONIC, &now);
	sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%" PRId64, (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000);
}

void vr_sys_stopping(void)
{
	sd_notify(0, "STOPPING=1");
}

void vr_sys_watchdog(void)
{
	sd_notify(0, "WATCHDOG=1");
}

int64_t vr_sys_watchdog_ms(void)
{
	uint64_t usec = 0;
	if (sd_watchdog_enabled(0, &usec) <= 0)
		return 0;
	return (int64_t)(usec / 2000);
}
