// Room hub/settings: the hub's configuration file (contract §4) → one struct. Any thread; no state.
#ifndef VANTRUM_HUB_SETTINGS_H
#define VANTRUM_HUB_SETTINGS_H

#include "vantrum/config.h"

#define VR_HUB_CONFIG "/etc/vantrum/hub.conf"

struct vr_hub_settings {
	char listen[VR_CONFIG_STRING];   // HOST:PORT or [IPv6]:PORT; port 0 is any free one
	char database[VR_CONFIG_STRING]; // a file; its folder is made when it is not there
	char media[VR_CONFIG_STRING];    // the folder for pictures
	char tls_cert[VR_CONFIG_STRING]; // PEM; "": plain HTTP
	char tls_key[VR_CONFIG_STRING];
	char public_url[VR_CONFIG_STRING]; // where patients reach it, for the QR code; "": nowhere
	int audit_days, receipt_days;      // how long they are kept
};

// Reads the file; what is wrong is listed in problems, which the caller has initialised. required: a file that is not
// there is a problem; else all is as by default.
void vr_hub_settings_read(const char *path, bool required, struct vr_hub_settings *settings,
                          struct vr_config_problems *problems);

// The commented sample configuration, made from the table.
void vr_hub_settings_sample(struct vr_buffer *out);

#endif
