// The screen's own options: the table, what one line alone cannot say, and the sample made from the table.
#include "options.h"

#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SCREEN_ID_MAX 64u
#define LANGUAGE_TAG_MAX 16u

static bool check_id(const char *value, char *what, size_t size)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
	size_t length = strlen(value);
	// It is a part of a path in an address, where "." and ".." mean something else.
	if (length <= SCREEN_ID_MAX && strspn(value, allowed) == length && strspn(value, ".") < length)
		return true;
	(void)snprintf(what, size, "must have 1 to %u letters a-z, digits, \"-\", \"_\" or \".\"", SCREEN_ID_MAX);
	return false;
}

static bool good_port(const char *text, size_t length)
{
	unsigned port = 0;
	for (size_t i = 0; i < length; i++) {
		if (!isdigit((unsigned char)text[i]) || length > 5)
			return false;
		port = port * 10 + (unsigned)(text[i] - '0');
	}
	return port >= 1 && port <= 65535;
}

// host, host:port, [address]:port
static bool good_authority(const char *text, size_t length)
{
	size_t host = length;
	if (length > 0 && *text == '[') {
		const char *end = memchr(text, ']', length);
		if (end == NULL || strspn(text + 1, "0123456789abcdefABCDEF:.") != (size_t)(end - text - 1))
			return false;
		host = (size_t)(end - text) + 1;
	} else if (memchr(text, ':', length) != NULL) {
		host = (size_t)((const char *)memchr(text, ':', length) - text);
	}
	return host > 0 && (host == length || (text[host] == ':' && good_port(text + host + 1, length - host - 1)));
}

static bool check_address(const char *value, char *what, size_t size)
{
	size_t scheme = strncasecmp(value, "https://", 8) == 0 ? 8 : strncasecmp(value, "http://", 7) == 0 ? 7 : 0;
	const char *host = value + scheme;
	size_t length = strcspn(host, "/?#");
	const char *wrong = NULL;
	if (scheme == 0)
		wrong = "must begin with https:// or http://";
	else if (strpbrk(value, " \t\"<>\\^`{|}") != NULL)
		wrong = "must not hold spaces, quotes or brackets";
	else if (memchr(host, '@', length) != NULL)
		wrong = "must not hold a user or password; a token goes into token or token_file";
	else if (!good_authority(host, length))
		wrong = "must name a host, and a port from 1 to 65535 if any";
	if (wrong != NULL)
		(void)snprintf(what, size, "%s", wrong);
	return wrong == NULL;
}

static bool check_hub(const char *value, char *what, size_t size)
{
	if (!check_address(value, what, size))
		return false;
	if (strpbrk(value, "?#") == NULL)
		return true;
	(void)snprintf(what, size, "is the hub's own address, without \"?\" or \"#\"");
	return false;
}

// A token goes into a header as it is. What it says is never repeated.
static bool check_token(const char *value, char *what, size_t size)
{
	for (const char *at = value; *at != '\0'; at++) {
		if (*at <= ' ' || *at > '~') {
			(void)snprintf(what, size, "must be visible ASCII characters without spaces");
			return false;
		}
	}
	return true;
}

// A theme of one's own is a file, which is told from a word by its "/". What is in it is not looked at here.
static bool check_theme(const char *value, char *what, size_t size)
{
	static const char *const words[] = {"light", "dark", "contrast", "/path/of/a/file.ini"};
	for (size_t i = 0; i < VR_COUNT(words); i++) {
		if (strcmp(value, words[i]) == 0)
			return true;
	}
	return strchr(value, '/') != NULL || vr_option_refuse_word(words, VR_COUNT(words), value, what, size);
}

static bool check_tag(const char *value, char *what, size_t size)
{
	size_t first = strcspn(value, "-");
	if (first >= 2 && first <= 8 && strlen(value) < LANGUAGE_TAG_MAX &&
	    strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(value))
		return true;
	(void)snprintf(what, size, "must be a language tag like sv or sr-Latn");
	return false;
}

static const char *const rotations[] = {"0", "90", "180", "270", NULL};
static const char *const transitions[] = {[VR_TRANSITION_FADE] = "fade", [VR_TRANSITION_NONE] = "none", NULL};

static const char *const languages[] = {[VR_SCREEN_LANGUAGES_CLINIC] = "clinic",
                                        [VR_SCREEN_LANGUAGES_SEQUENCE] = "sequence",
                                        [VR_SCREEN_LANGUAGES_PAIRED] = "paired",
                                        [VR_SCREEN_LANGUAGES_SINGLE] = "single",
                                        NULL};

#define AT(member) .offset = offsetof(struct vr_config, member)

// Their places in the table, for what is checked across options.
enum { HUB_URL = 1, TOKEN, TOKEN_FILE, PROGRAMME_URL, THEME = 13, NIGHT_DIM, CACHE_DIR = 17 };

static const struct vr_option options[] = {
        {"screen", "id", VR_OPTION_STRING, AT(screen_id), .check = check_id, .example = "ekbacken-entrance",
         .help = "Name of this screen at the hub. Required.", .required = true},
        [HUB_URL] = {"hub", "url", VR_OPTION_STRING, AT(hub_url), .check = check_hub,
                     .example = "https://hub.example.org",
                     .help = "Address of the hub. Required, unless programme_url is given."},
        [TOKEN] = {"hub", "token", VR_OPTION_STRING, AT(token), .check = check_token, .example = "the-screen-token",
                   .help = "The screen's token. Without one the screen asks to be paired."},
        [TOKEN_FILE] = {"hub", "token_file", VR_OPTION_STRING, AT(token_file), .example = "/etc/vantrum/token",
                        .help = "Or a file whose first line is the token."},
        [PROGRAMME_URL] = {"hub", "programme_url", VR_OPTION_STRING, AT(programme_url), .check = check_address,
                           .example = "https://www.example.org/programme.json",
                           .help = "A plain file on any web server instead of a hub; wins over url."},
        {"hub", "ca_file", VR_OPTION_STRING, AT(ca_file), .example = "/etc/vantrum/ca.pem",
         .help = "Certificates to trust instead of the system's (PEM)."},
        {"hub", "poll_s", VR_OPTION_INT, AT(poll_s), .fallback = "60", .least = 1, .most = 86400,
         .help = "Seconds between two looks at the programme while nothing is pushed: 1 to 86400."},
        {"display", "fullscreen", VR_OPTION_BOOL, AT(fullscreen), .fallback = "yes",
         .help = "yes, or no for a window on a desktop."},
        {"display", "rotate", VR_OPTION_INT, AT(rotate), .fallback = "0", .least = 0, .most = 270, .words = rotations,
         .help = "How the panel is turned, degrees clockwise: 0, 90, 180 or 270."},
        {"display", "diagonal_in", VR_OPTION_NUMBER, AT(diagonal_in), .fallback = "43", .least = 5, .most = 150,
         .help = "Diagonal of the panel in inches: 5 to 150. Letters are sized by it."},
        {"display", "viewing_distance_m", VR_OPTION_NUMBER, AT(viewing_distance_m), .fallback = "3", .least = 0.5,
         .most = 20, .help = "Metres to the chair farthest away: 0.5 to 20. Letters are sized by it."},
        {"display", "transition", VR_OPTION_CHOICE, AT(transition), .fallback = "fade", .words = transitions,
         .help = "From one slide to the next: fade or none."},
        {"display", "reduced_motion", VR_OPTION_BOOL, AT(reduced_motion), .fallback = "no",
         .help = "yes: nothing fades or shifts, and the picture changes at most once a second."},
        [THEME] = {"display", "theme", VR_OPTION_STRING, AT(theme), .fallback = "light", .check = check_theme,
                   .help = "Colours: light, dark, contrast, or the path of a file like those in themes."},
        [NIGHT_DIM] = {"display", "night_dim", VR_OPTION_INT, AT(night_dim), .fallback = "40", .least = 0, .most = 80,
                       .help = "Percent of the light that is taken away outside opening hours: 0 to 80."},
        {"display", "languages", VR_OPTION_CHOICE, AT(languages), .fallback = "clinic", .words = languages,
         .help = "As the clinic says, or here: sequence (each in turn), paired (its first beside another) or single."},
        {"display", "language", VR_OPTION_STRING, AT(language), .check = check_tag, .example = "sv",
         .help = "The language of single; the clinic's first unless given."},
        [CACHE_DIR] = {"cache", "dir", VR_OPTION_STRING, AT(cache_dir), .fallback = "/var/lib/vantrum",
                       .help = "Folder for the last good programme and its pictures."},
        {"cache", "max_mib", VR_OPTION_INT, AT(cache_max_mib), .fallback = "256", .least = 1, .most = 1048576,
         .help = "Most that the pictures there may take, in MiB: 1 to 1048576."},
};

static void strip_slashes(char *address)
{
	size_t length = strlen(address);
	while (length > 0 && address[length - 1] == '/')
		address[--length] = '\0';
}

// The token from its file; a problem is told at the line that names the file.
static void read_token(struct vr_config *config, const struct vr_option_seen *at, struct vr_config_problems *problems)
{
	struct vr_buffer text;
	struct vr_error error;
	char what[VR_WHAT_MAX];
	vr_buffer_init(&text, VR_CONFIG_FILE_MAX);
	config->token[0] = '\0';
	if (!vr_file_read(config->token_file, &text, &error)) {
		vr_config_problem(problems, at->path, at->line, "token_file: %s", error.what);
	} else {
		const char *begin = vr_buffer_string(&text);
		begin += strncmp(begin, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
		begin += strspn(begin, " \t");
		size_t length = strcspn(begin, "\r\n");
		while (length > 0 && (begin[length - 1] == ' ' || begin[length - 1] == '\t'))
			length--;
		char token[VR_CONFIG_STRING];
		(void)snprintf(token, sizeof token, "%.*s", (int)length, begin);
		if (length == 0 || length >= sizeof token)
			vr_config_problem(problems, at->path, at->line,
			                  "token_file: the first line of %.200s must be a token of 1 to %d bytes",
			                  config->token_file, VR_CONFIG_STRING - 1);
		else if (!vr_option_store(&options[TOKEN], config, token, what))
			vr_config_problem(problems, at->path, at->line, "token_file: the token in %.200s %s",
			                  config->token_file, what);
	}
	vr_buffer_release(&text);
}

// A service manager says where a service keeps its state (systemd.exec, StateDirectory=); of several the first counts.
static void use_state_directory(struct vr_config *config)
{
	const char *folders = getenv("STATE_DIRECTORY");
	size_t length = folders != NULL ? strcspn(folders, ":") : 0;
	if (length > 0 && length < sizeof config->cache_dir)
		(void)snprintf(config->cache_dir, sizeof config->cache_dir, "%.*s", (int)length, folders);
}

void vr_config_read(const char *const *paths, size_t path_count, bool required, struct vr_config *config,
                    struct vr_config_problems *problems)
{
	static const struct vr_option_table table = {.options = options, .count = VR_COUNT(options)};
	struct vr_option_seen seen[VR_COUNT(options)] = {0}, end;
	*config = (struct vr_config){0};
	vr_options_read_seen(&table, paths, path_count, required, config, seen, &end, problems);
	strip_slashes(config->hub_url);
	if (seen[CACHE_DIR].path == NULL)
		use_state_directory(config);
	config->theme_at = seen[THEME];
	config->night_dim_at = seen[NIGHT_DIM];
	// token and token_file are two ways to say one thing: the one that was given later counts.
	if (config->token_file[0] != '\0' && seen[TOKEN_FILE].order > seen[TOKEN].order)
		read_token(config, &seen[TOKEN_FILE], problems);
	bool told = required && end.order == 0;
	if (seen[HUB_URL].path == NULL && seen[PROGRAMME_URL].path == NULL && !told)
		vr_config_problem(problems, end.path, end.line, "url is missing under [hub]; write url = %s",
		                  options[HUB_URL].example);
	vr_config_problems_close(problems);
}

void vr_options_sample(const struct vr_option *table, size_t count, struct vr_buffer *out)
{
	const char *section = "";
	for (size_t i = 0; i < count; i++) {
		const struct vr_option *option = &table[i];
		if (strcmp(option->section, section) != 0)
			vr_buffer_format(out, "\n[%s]\n", option->section);
		section = option->section;
		vr_buffer_format(out, "; %s\n%s%s = %s\n", option->help, option->fallback != NULL ? "" : "; ",
		                 option->key, option->fallback != NULL ? option->fallback : option->example);
	}
}

void vr_config_sample(struct vr_buffer *out)
{
	vr_buffer_text(out, "; Settings of a Väntrum screen. Read from /etc/vantrum/vantrum.conf, then from\n"
	                    "; /boot/firmware/vantrum.conf; what comes later wins. A comment starts with ; or #\n"
	                    "; at the start of a line or after a space. `vantrum check` tells what is wrong.\n");
	vr_options_sample(options, VR_COUNT(options), out);
}
