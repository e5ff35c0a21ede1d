#include "settings.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN_MIN 16

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

// It comes in a header as it is. What it says is never repeated.
static bool check_token(const char *value, char *what, size_t size)
{
	size_t length = 0;
	while (value[length] > ' ' && value[length] <= '~')
		length++;
	if (length >= TOKEN_MIN && value[length] == '\0')
		return true;
	snprintf(what, size, "must be at least %d visible ASCII characters that nobody can guess", TOKEN_MIN);
	return false;
}

#define AT(member) .offset = offsetof(struct vr_hub_settings, member)

static const struct vr_option options[] = {
        {"hub", "listen", VR_OPTION_STRING, AT(listen), .fallback = "127.0.0.1:8080", .check = check_listen,
         .help = "Address and port; port 0 takes any free one."},
        {"hub", "folder", VR_OPTION_STRING, AT(folder), .fallback = "/var/lib/vantrum-hub/clinic",
         .help = "The clinic: programme.json and media/{sha256}."},
        {"hub", "pictures", VR_OPTION_STRING, AT(pictures), .example = "/var/lib/vantrum-hub/pictures",
         .help = "Where each screen's picture is kept as ID.png. Without it screens are not asked for one."},
        {"hub", "tls_cert", VR_OPTION_STRING, AT(tls_cert), .example = "/etc/vantrum/hub.crt",
         .help = "Certificate chain, PEM. Without it the hub speaks plain HTTP."},
        {"hub", "tls_key", VR_OPTION_STRING, AT(tls_key), .example = "/etc/vantrum/hub.key",
         .help = "The certificate's private key, PEM."},
};

static const struct vr_option screen_options[] = {
        {"screen", "token", VR_OPTION_STRING, .offset = offsetof(struct vr_hub_screen_settings, token),
         .check = check_token, .example = "the-screen-token", .help = "The secret that this screen sends."},
};

bool vr_hub_screen_id(const char *id)
{
	size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
	return length > 0 && length <= VR_HUB_SCREEN_ID_MAX && id[length] == '\0' && id[0] != '.';
}

// The section's own place; a section that is opened again continues the first one.
static void *screen_named(void *context, const char *name)
{
	struct vr_hub_settings *settings = context;
	for (size_t i = 0; i < settings->screen_count; i++)
		if (strcmp(settings->screens[i]->id, name) == 0)
			return settings->screens[i];
	if (settings->screen_count == VR_HUB_SCREENS_MAX)
		return NULL;
	struct vr_hub_screen_settings *screen = vr_alloc(1, sizeof *screen);
	snprintf(screen->id, sizeof screen->id, "%s", name);
	vr_options_defaults(screen_options, VR_COUNT(screen_options), screen);
	settings->screens[settings->screen_count++] = screen;
	return screen;
}

static void VR_PRINTF(2, 3) complain(struct vr_config_problems *problems, const char *format, ...)
{
	char line[VR_CONFIG_STRING * 3];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	vr_buffer_format(&problems->text, "%s\n", line);
	problems->count++;
}

// A token must say which screen it is.
static const char *same_token(const struct vr_hub_settings *settings, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (strcmp(settings->screens[i]->token, settings->screens[index]->token) == 0)
			return settings->screens[i]->id;
	return NULL;
}

static void check_screen(const char *path, const struct vr_hub_settings *settings, size_t index,
                         struct vr_config_problems *problems)
{
	const struct vr_hub_screen_settings *screen = settings->screens[index];
	const char *twin = same_token(settings, index);
	if (!vr_hub_screen_id(screen->id))
		complain(problems, "%s: [screen \"%s\"]: an id has 1 to %d of a-z A-Z 0-9 . _ - and starts with no dot",
		         path, screen->id, VR_HUB_SCREEN_ID_MAX);
	if (!screen->token[0])
		complain(problems, "%s: [screen \"%s\"]: token is missing", path, screen->id);
	else if (twin)
		complain(problems, "%s: [screen \"%s\"]: has the same token as \"%s\"", path, screen->id, twin);
}

// What no single line can be blamed for.
static void check_whole(const char *path, const struct vr_hub_settings *settings, struct vr_config_problems *problems)
{
	if (!settings->tls_cert[0] != !settings->tls_key[0])
		complain(problems, "%s: tls_cert and tls_key belong together: give both or none", path);
	if (settings->screen_count == 0)
		complain(problems,
		         "%s: no screen may connect: add a section such as [screen \"entrance\"] with a token", path);
	for (size_t i = 0; i < settings->screen_count; i++)
		check_screen(path, settings, i, problems);
}

void vr_hub_settings_read(const char *path, struct vr_hub_settings *settings, struct vr_config_problems *problems)
{
	memset(settings, 0, sizeof *settings);
	settings->screens = vr_alloc(VR_HUB_SCREENS_MAX, sizeof(struct vr_hub_screen_settings *));
	struct vr_option_table table = {
	        .options = options,
	        .count = VR_COUNT(options),
	        .named_section = "screen",
	        .named_options = screen_options,
	        .named_count = VR_COUNT(screen_options),
	        .named = screen_named,
	        .context = settings,
	};
	vr_options_read(&table, &path, 1, true, settings, problems);
	// A file with wrong lines may lack screens just because of them.
	if (problems->count == 0)
		check_whole(path, settings, problems);
}

void vr_hub_settings_release(struct vr_hub_settings *settings)
{
	for (size_t i = 0; i < settings->screen_count; i++) {
		explicit_bzero(settings->screens[i], sizeof *settings->screens[i]);
		free(settings->screens[i]);
	}
	free(settings->screens);
	memset(settings, 0, sizeof *settings);
}
