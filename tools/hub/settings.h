// Room hub/settings: the hub's configuration file (contract §4) → one struct. Any thread; no state.
#ifndef VANTRUM_HUB_SETTINGS_H
#define VANTRUM_HUB_SETTINGS_H

#include "vantrum/config.h"

#define VR_HUB_SCREENS_MAX 10000
#define VR_HUB_SCREEN_ID_MAX 64

// A [screen "ID"] section.
struct vr_hub_screen_settings {
	char id[VR_CONFIG_STRING];    // checked by vr_hub_screen_id
	char token[VR_CONFIG_STRING]; // never logged
};

struct vr_hub_settings {
	char listen[VR_CONFIG_STRING];   // HOST:PORT or [IPv6]:PORT; port 0 is any free one
	char folder[VR_CONFIG_STRING];   // programme.json and media/{sha256}
	char pictures[VR_CONFIG_STRING]; // "": screens are not asked for pictures
	char tls_cert[VR_CONFIG_STRING]; // PEM; "": plain HTTP
	char tls_key[VR_CONFIG_STRING];
	struct vr_hub_screen_settings **screens; // owned
	size_t screen_count;
};

// Whether this can be a screen's id: 1 to VR_HUB_SCREEN_ID_MAX of a-z A-Z 0-9 . _ -, not starting with a dot. So an id
// is also a safe file name.
bool vr_hub_screen_id(const char *id) VR_MUST_USE;

// Reads the file; what is wrong is listed in problems, which the caller has initialised. Release either way.
void vr_hub_settings_read(const char *path, struct vr_hub_settings *settings, struct vr_config_problems *problems);
void vr_hub_settings_release(struct vr_hub_settings *settings);

#endif
