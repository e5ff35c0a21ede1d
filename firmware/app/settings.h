// What a screen is set to: the configuration and the theme that it names, read and checked together. Private to app.
#ifndef VANTRUM_APP_SETTINGS_H
#define VANTRUM_APP_SETTINGS_H

#include "vantrum/config.h"
#include "vantrum/sys.h"
#include "vantrum/theme.h"

#define SETTINGS_PATHS_MAX 2 // places of a configuration

struct settings {
	struct vr_config config;
	struct vr_theme theme; // the built-in light one where the one that was named is no good
};

// As vr_config_read. A night_dim that would leave the theme's text too little contrast is a problem, and then as much
// as does.
void vr_settings_read(const char *const *paths, size_t path_count, bool required, struct settings *settings,
                      struct vr_config_problems *problems);

// The same for who goes on running: *watch (NULL to begin with, owned by the caller) is of the configuration's files,
// of the token's and of a theme of one's own, and what was read is not older than it. The problems are those of the
// last reading.
void vr_settings_follow(const char *const *paths, size_t path_count, bool required, struct vr_watch **watch,
                        struct settings *settings, struct vr_config_problems *problems);

#endif
