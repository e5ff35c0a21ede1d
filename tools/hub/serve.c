#include "serve.h"

#include "hub/http/http.h"
#include "hub/settings.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define LOOK_MS 1000 // how often the folder is looked at for what no watch can see, such as a network disk's changes

struct hub {
	struct vr_hub_settings settings;
	struct vr_hub_api api;
	struct vr_http *http;
	int signals;
	struct vr_mono looked;
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

static void look_at_folder(struct hub *hub)
{
	hub->looked = vr_mono_now();
	if (vr_hub_folder_refresh(hub->api.folder))
		vr_http_tell(hub->http);
}

static int next_deadline(const struct hub *hub)
{
	int64_t look = hub->looked.ms + LOOK_MS - vr_mono_now().ms;
	int timeout = vr_http_timeout(hub->http);
	if (look < 0)
		look = 0;
	return timeout >= 0 && timeout < look ? timeout : (int)look;
}

static int run(struct hub *hub)
{
	enum { SIGNALS, HTTP, FOLDER, COUNT };
	struct pollfd fds[COUNT] = {
	        [SIGNALS] = {.fd = hub->signals, .events = POLLIN},
	        [HTTP] = {.fd = vr_http_fd(hub->http), .events = POLLIN},
	        [FOLDER] = {.fd = vr_hub_folder_fd(hub->api.folder), .events = POLLIN},
	};
	hub->looked = vr_mono_now();
	for (;;) {
		if (poll(fds, COUNT, next_deadline(hub)) < 0 && errno != EINTR) {
			vr_log(VR_LOG_ERROR, "hub", "cannot wait for clients: %s", strerror(errno));
			return 1;
		}
		if (fds[SIGNALS].revents)
			return 0;
		if (fds[FOLDER].revents || vr_mono_now().ms - hub->looked.ms >= LOOK_MS)
			look_at_folder(hub);
		vr_http_run(hub->http);
	}
}

static int serve(struct hub *hub)
{
	struct vr_error error;
	if (!block_signals(hub, &error)) {
		vr_log(VR_LOG_ERROR, "hub", "%s", error.what);
		return 1;
	}
	hub->http =
	        vr_http_create(hub->settings.listen, hub->settings.tls_cert, hub->settings.tls_key, &hub->api, &error);
	if (!hub->http) {
		vr_log(VR_LOG_ERROR, "hub", "%s", error.what);
		return error.code == VR_INVALID || error.code == VR_NOT_FOUND ? 2 : 1;
	}
	char address[VR_HTTP_ADDRESS];
	vr_http_address(hub->http, address);
	printf("%s\n", address);
	fflush(stdout);
	vr_log(VR_LOG_INFO, "hub", "listening at %s for %zu screens", address, hub->settings.screen_count);
	return run(hub);
}

static int serve_settings(struct hub *hub)
{
	hub->api.screens = vr_hub_screens_create(hub->settings.pictures);
	for (size_t i = 0; i < hub->settings.screen_count; i++)
		vr_hub_screens_add(hub->api.screens, hub->settings.screens[i]->id, hub->settings.screens[i]->token);
	hub->api.folder = vr_hub_folder_create(hub->settings.folder);
	int code = serve(hub);
	vr_http_destroy(hub->http);
	vr_hub_folder_destroy(hub->api.folder);
	vr_hub_screens_destroy(hub->api.screens);
	if (hub->signals >= 0)
		close(hub->signals);
	return code;
}

int vr_hub_serve(const char *config)
{
	struct hub hub = {.signals = -1};
	struct vr_config_problems problems;
	raise_limits();
	if (sodium_init() < 0) {
		vr_log(VR_LOG_ERROR, "hub", "libsodium finds no source of random numbers");
		return 1;
	}
	vr_config_problems_init(&problems);
	vr_hub_settings_read(config, &hub.settings, &problems);
	int code = 2;
	if (problems.count > 0)
		fputs(vr_buffer_string(&problems.text), stderr);
	else
		code = serve_settings(&hub);
	vr_config_problems_release(&problems);
	vr_hub_settings_release(&hub.settings);
	return code;
}
