// vantrum-hub serve: the one loop.
#include "console.h"

#include "hub/http/http.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define TICK_MS 1000 // how often it is looked for what another process changed

struct hub {
	const struct vr_hub_settings *settings;
	struct vr_store *store;
	struct vr_clinics *clinics;
	struct vr_hub_screens *screens;
	struct vr_hub_api *api;
	struct vr_http *http;
	int signals;
	struct vr_mono ticked;
};

// Each event stream holds a descriptor; the usual soft limit of 1 024 would end at a thousand screens.
static void raise_limits(void)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
}

static bool block_signals(struct hub *hub, struct vr_error *error)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_BLOCK, &set, NULL);
	hub->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return hub->signals >= 0 || vr_fail(error, VR_IO, "cannot watch for signals: %s", strerror(errno));
}

static void tick(struct hub *hub)
{
	hub->ticked = vr_mono_now();
	if (vr_hub_api_tick(hub->api, vr_instant_now()))
		vr_http_tell(hub->http);
}

static int next_deadline(const struct hub *hub)
{
	int64_t due = hub->ticked.ms + TICK_MS - vr_mono_now().ms;
	int timeout = vr_http_timeout(hub->http);
	if (due < 0)
		due = 0;
	return timeout >= 0 && timeout < due ? timeout : (int)due;
}

static int run(struct hub *hub)
{
	enum { SIGNALS, HTTP, COUNT };
	struct pollfd fds[COUNT] = {
	        [SIGNALS] = {.fd = hub->signals, .events = POLLIN},
	        [HTTP] = {.fd = vr_http_fd(hub->http), .events = POLLIN},
	};
	tick(hub);
	for (;;) {
		if (poll(fds, COUNT, next_deadline(hub)) < 0 && errno != EINTR) {
			vr_log(VR_LOG_ERROR, "hub", "cannot wait for clients: %s", strerror(errno));
			return VR_CONSOLE_FAILED;
		}
		if (fds[SIGNALS].revents)
			return VR_CONSOLE_DONE;
		if (vr_mono_now().ms - hub->ticked.ms >= TICK_MS)
			tick(hub);
		vr_http_run(hub->http);
		// What was written in this turn goes out in this turn.
		if (vr_hub_api_take_news(hub->api)) {
			vr_http_tell(hub->http);
			vr_http_run(hub->http);
		}
	}
}

static bool open_rooms(struct hub *hub, struct vr_error *error)
{
	char pictures[VR_CONFIG_STRING + 16];
	const struct vr_hub_settings *settings = hub->settings;
	snprintf(pictures, sizeof pictures, "%s/screens", settings->media);
	hub->clinics = vr_clinics_create(hub->store, settings->public_url);
	hub->screens = vr_hub_screens_create(hub->store, pictures);
	if (!vr_file_make_folder(settings->media, error) || !vr_clinics_refresh(hub->clinics, error) ||
	    !vr_hub_screens_refresh(hub->screens, error))
		return false;
	const struct vr_hub_api_options options = {
	        .store = hub->store,
	        .clinics = hub->clinics,
	        .screens = hub->screens,
	        .media = settings->media,
	        .keep = {.audit_days = settings->audit_days, .receipt_days = settings->receipt_days}};
	hub->api = vr_hub_api_create(&options);
	hub->http = vr_http_create(settings->listen, settings->tls_cert, settings->tls_key, hub->api, error);
	return hub->http != NULL;
}

static void close_rooms(struct hub *hub)
{
	vr_http_destroy(hub->http);
	vr_hub_api_destroy(hub->api);
	vr_hub_screens_destroy(hub->screens);
	vr_clinics_destroy(hub->clinics);
	if (hub->signals >= 0)
		close(hub->signals);
}

int vr_console_serve(struct vr_console *console)
{
	struct hub hub = {.settings = &console->settings, .store = console->store, .signals = -1};
	struct vr_error error;
	int code;
	if (console->word_count != 1)
		return vr_console_usage("serve wants no more words");
	raise_limits();
	if (block_signals(&hub, &error) && open_rooms(&hub, &error)) {
		char address[VR_HTTP_ADDRESS];
		vr_http_address(hub.http, address);
		printf("%s\n", address);
		fflush(stdout);
		vr_log(VR_LOG_INFO, "hub", "listening=%s clinics=%zu screens=%zu", address,
		       vr_clinics_count(hub.clinics), vr_hub_screens_count(hub.screens));
		code = run(&hub);
	} else {
		vr_log(VR_LOG_ERROR, "hub", "%s", error.what);
		code = error.code == VR_INVALID || error.code == VR_NOT_FOUND ? VR_CONSOLE_USAGE : VR_CONSOLE_FAILED;
	}
	close_rooms(&hub);
	return code;
}
