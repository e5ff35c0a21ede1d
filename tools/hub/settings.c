#include "settings.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool check_listen(const char *value, char *what, size_t size)
{
	const char *colon = strrchr(value, ':');
	char *end = NULL;
	long port = colon && colon[1] >= '0' && colon[1] <= '9' ? strtol(colon + 1, &end, 10) : -1;
	if (port >= 0 && port <= 65535 && *end == '\0' && colon > value)
		return true;
	snprintf(what, size, "must be an address and a port, such as 127.0.0.1:8080 or [::1]:8080");
	return false;
}

// Where paths begin is fixed, so nothing may stand behind the host.
static bool check_public_url(const char *value, char *what, size_t size)
{
	const char *host = strncmp(value, "https://", 8) == 0  ? value + 8
	                   : strncmp(value, "http://", 7) == 0 ? value + 7
	                                                       : "";
	size_t length = strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]");
	if (length > 0 && (host[length] == '\0' || strcmp(host + length, "/") == 0))
		return true;
	snprintf(what, size, "must be a scheme and a host, such as https://hub.clinic.example");
	return false;
}

#define AT(member) .offset = offsetof(struct vr_hub_settings, member)

static const struct vr_option options[] = {
        {"hub", "listen", VR_OPTION_STRING, AT(listen), .fallback = "127.0.0.1:8080", .check = check_listen,
         .help = "Address and port; port 0 takes any free one."},
        {"hub", "database", VR_OPTION_STRING, AT(database), .fallback = "/var/lib/vantrum-hub/hub.db",
         .help = "All that the hub knows, but for pictures."},
        {"hub", "media", VR_OPTION_STRING, AT(media), .fallback = "/var/lib/vantrum-hub/media",
         .help = "The folder for pictures."},
        {"hub", "tls_cert", VR_OPTION_STRING, AT(tls_cert), .example = "/etc/vantrum/hub.crt",
         .help = "Certificate chain, PEM. Without it the hub speaks plain HTTP."},
        {"hub", "tls_key", VR_OPTION_STRING, AT(tls_key), .example = "/etc/vantrum/hub.key",
         .help = "The certificate's private key, PEM."},
        {"hub", "public_url", VR_OPTION_STRING, AT(public_url), .example = "https://hub.clinic.example",
         .check = check_public_url,
         .help = "Where patients reach this hub. Given, screens show its page as a QR code."},
        {"hub", "audit_days", VR_OPTION_INT, AT(audit_days), .fallback = "365", .least = 1, .most = 3650,
         .help = "How long it is kept who did what, in days."},
        {"hub", "receipt_days", VR_OPTION_INT, AT(receipt_days), .fallback = "90", .least = 1, .most = 3650,
         .help = "How long it is kept when a message was on which screen, in days."},
};

void vr_hub_settings_read(const char *path, bool required, struct vr_hub_settings *settings,
                          struct vr_config_problems *problems)
{
	memset(settings, 0, sizeof *settings);
	const struct vr_option_table table = {.options = options, .count = VR_COUNT(options)};
	vr_options_read(&table, &path, 1, required, settings, problems);
	// What no single line can be blamed for.
	if (problems->count == 0 && !settings->tls_cert[0] != !settings->tls_key[0]) {
		vr_buffer_format(&problems->text, "%s: tls_cert and tls_key belong together: give both or none\n",
		                 path);
		problems->count++;
	}
}

void vr_hub_settings_sample(struct vr_buffer *out)
{
	vr_buffer_text(out, "; Settings of a Väntrum hub. Read from " VR_HUB_CONFIG ". A comment starts with ; or #\n"
	                    "; at the start of a line or after a space. vantrum-hub.conf(5) tells more.\n");
	vr_options_sample(options, VR_COUNT(options), out);
}
