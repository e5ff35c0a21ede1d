// Room sys: the operating system around the screen: systemd, signals, watchdog verdict, clock trust, display power,
// temperature. Linux. Main thread unless said.
#ifndef VANTRUM_SYS_H
#define VANTRUM_SYS_H

#include "vantrum/base.h"

// sd_notify(3) words; no-ops without systemd.
void vr_sys_ready(const char *status); // also ends a reload; only the first line of a status is sent
void vr_sys_status(const char *status);
void vr_sys_reloading(void);
void vr_sys_stopping(void);
void vr_sys_watchdog(void);       // feed it
int64_t vr_sys_watchdog_ms(void); // half of WATCHDOG_USEC; 0: none

// Blocks SIGTERM, SIGINT and SIGHUP and gives a descriptor to poll; SIGPIPE is ignored. Threads inherit the block:
// call it before the first one is created.
bool vr_sys_signals(int *fd, struct vr_error *error) VR_MUST_USE;
enum vr_signal { VR_SIGNAL_NONE, VR_SIGNAL_END, VR_SIGNAL_RELOAD };
enum vr_signal vr_sys_signal(int fd); // the next one waiting

// Watches files for change (inotify on their folders); the descriptor becomes readable, changed() empties it. Files and
// folders need not exist yet. Without inotify changed() looks by itself each time it is called.
struct vr_watch;
struct vr_watch *vr_watch_create(const char *const *paths, size_t count);
void vr_watch_destroy(struct vr_watch *watch);
int vr_watch_fd(const struct vr_watch *watch); // -1 when inotify is not there
bool vr_watch_changed(struct vr_watch *watch); // one of the files changed since the last call
// Whether it is these that are watched, and no others. NULL watches nothing.
bool vr_watch_is_of(const struct vr_watch *watch, const char *const *paths, size_t count);

// An eventfd for wake callbacks.
bool vr_sys_wakeup(int *fd, struct vr_error *error) VR_MUST_USE;
void vr_sys_wake(int fd);  // any thread
void vr_sys_awake(int fd); // empties it

// Whether the kernel says that the clock is synchronised (adjtimex).
bool vr_sys_clock_synchronised(void);

// Clock trust (design): pure. Synchronised, or within 60 s of the hub's Date as extrapolated by the monotonic clock.
// Untrusted, wall becomes the lower bound: the earlier of the two clocks, but never behind the floor.
struct vr_trust {
	bool synchronised;
	struct vr_instant hub_date; // VR_INSTANT_ALWAYS: none
	struct vr_mono hub_date_at;
	struct vr_instant floor; // last trusted time stored; VR_INSTANT_ALWAYS: none
};
struct vr_now vr_trust_judge(const struct vr_trust *trust, struct vr_mono mono, struct vr_instant wall);

// "on", "off", "unknown": connector and power state of the display (DRM sysfs). "off" when none is connected.
const char *vr_sys_panel(void);

// Asks the television to switch on, by HDMI-CEC through cec-ctl (package v4l-utils): best effort, as many televisions
// do not listen. Returns at once; at most every 30 s, and one at a time. All zeros to begin with.
struct vr_waker {
	int child; // process id; 0: none
	bool called, told;
	struct vr_mono called_at;
};
void vr_waker_call(struct vr_waker *waker, struct vr_mono now);

int64_t vr_sys_memory_kib(void);              // resident
double vr_sys_temperature(void);              // °C of the hottest zone, NaN unknown
void vr_sys_addresses(struct vr_buffer *out); // those that others can reach, one "interface address" a line

#endif
