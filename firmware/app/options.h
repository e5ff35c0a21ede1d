// The command lines (contract §5). Private to app.
#ifndef VANTRUM_APP_OPTIONS_H
#define VANTRUM_APP_OPTIONS_H

#include "vantrum/base.h"

enum exit_code { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

enum forced_clock { CLOCK_JUDGED, CLOCK_TRUSTED, CLOCK_UNTRUSTED };

struct options {
	const char *config;    // NULL: the two standard places
	const char *programme; // render, simulate
	const char *out;       // render: folder
	const char *shown;     // run: file to append to
	struct vr_instant now; // render: --now, simulate: --from; VR_INSTANT_NEVER: the real one
	int64_t for_s;         // simulate; -1: not given
	int width, height;     // 0: not given
	bool headless;
	enum forced_clock clock;
};

#define VR_CONFIG_PLACES                                                                                               \
	{                                                                                                              \
		"/etc/vantrum/vantrum.conf", "/boot/firmware/vantrum.conf"                                             \
	}

// Reads the words after the command. allowed names its options, e.g. "config,now,size". False: the reason went to
// standard error.
bool vr_options_parse(int argc, char **argv, const char *allowed, struct options *out) VR_MUST_USE;

int vr_command_run(const struct options *options);
int vr_command_check(const struct options *options);
int vr_command_render(const struct options *options);
int vr_command_simulate(const struct options *options);

#endif
