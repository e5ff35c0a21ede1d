// vantrum-hub: the server that staff push to and screens fetch from (contract §5).
#include "console.h"

#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define ROWS_BYTES (64u << 20)

static const char usage[] =
        "usage: vantrum-hub COMMAND [--config FILE]\n"
        "\n"
        "  serve                          be the hub\n"
        "  import DIR                     take in a clinic: programme.json and media/{sha256}\n"
        "  export DIR                     write a clinic out, in the same form\n"
        "  backup FILE                    copy the database, also while the hub runs\n"
        "  clinic list                    the clinics\n"
        "  clinic approval on|off         whether a second person must approve messages\n"
        "  user add NAME --role ROLE      a new user; prints the password\n"
        "  user passwd NAME               a new password; prints it\n"
        "  user remove NAME               remove a user\n"
        "  user list                      the users\n"
        "  screen add ID                  a new screen; prints its token\n"
        "  screen remove ID               remove a screen\n"
        "  screen list                    the screens\n"
        "  token add NAME --role ROLE     a token for a program; prints it\n"
        "  token revoke NAME              take a token back\n"
        "  token list                     the tokens\n"
        "\n"
        "  --config FILE       the configuration; " VR_HUB_CONFIG " unless said\n"
        "  --clinic ID         which clinic, where there are several; for people also more than once, or '*' for all\n"
        "  --role ROLE         viewer, editor or admin\n"
        "  --name TEXT         screen add: the screen's name for staff\n"
        "  --area LANG=TEXT    screen add: where it hangs, for patients; once a language\n"
        "  --groups A,B        screen add: groups that messages can be sent to\n"
        "  --verbose           serve: log what is of use to developers too\n"
        "  --help, --version\n";

struct command {
	const char *name;
	int (*run)(struct vr_console *console);
};

static const struct command commands[] = {
        {"serve", vr_console_serve},   {"import", vr_console_import},         {"export", vr_console_export},
        {"backup", vr_console_backup}, {"clinic", vr_console_clinic_command}, {"user", vr_console_user},
        {"screen", vr_console_screen}, {"token", vr_console_token},
};

static bool add_to(const char **list, size_t *count)
{
	if (*count == VR_CONSOLE_CLINICS)
		return false;
	list[(*count)++] = optarg;
	return true;
}

// False: something was wrong, and said.
static bool read_options(int count, char **arguments, struct vr_console *console)
{
	static const struct option options[] = {
	        {"config", required_argument, NULL, 'c'}, {"clinic", required_argument, NULL, 'C'},
	        {"role", required_argument, NULL, 'r'},   {"name", required_argument, NULL, 'n'},
	        {"area", required_argument, NULL, 'a'},   {"groups", required_argument, NULL, 'g'},
	        {"verbose", no_argument, NULL, 'v'},      {NULL, 0, NULL, 0}};
	int option;
	bool good = true;
	while (good && (option = getopt_long(count, arguments, "", options, NULL)) != -1) {
		if (option == 'c')
			console->config = optarg;
		else if (option == 'C')
			good = add_to(console->clinics, &console->clinic_count);
		else if (option == 'r')
			console->role = optarg;
		else if (option == 'n')
			console->name = optarg;
		else if (option == 'a')
			good = add_to(console->areas, &console->area_count);
		else if (option == 'g')
			console->groups = optarg;
		else if (option == 'v')
			vr_log_set_level(VR_LOG_DEBUG);
		else
			good = false;
	}
	while (good && optind < count) {
		good = console->word_count < VR_CONSOLE_WORDS;
		if (good)
			console->words[console->word_count++] = arguments[optind++];
	}
	return good;
}

static bool read_settings(struct vr_console *console)
{
	struct vr_config_problems problems;
	vr_config_problems_init(&problems);
	vr_hub_settings_read(console->config ? console->config : VR_HUB_CONFIG, console->config != NULL,
	                     &console->settings, &problems);
	bool good = problems.count == 0;
	fputs(vr_buffer_string(&problems.text), stderr);
	vr_config_problems_release(&problems);
	return good;
}

static bool open_store(struct vr_console *console, struct vr_error *error)
{
	char folder[VR_CONFIG_STRING];
	snprintf(folder, sizeof folder, "%s", console->settings.database);
	char *slash = strrchr(folder, '/');
	if (slash && slash != folder) {
		*slash = '\0';
		if (!vr_file_make_folder(folder, error))
			return false;
	}
	return vr_store_open(console->settings.database, &console->store, error);
}

static int run(struct vr_console *console, const struct command *command)
{
	struct vr_error error;
	int code;
	if (!read_settings(console))
		return VR_CONSOLE_USAGE;
	vr_arena_init(&console->arena, ROWS_BYTES);
	if (open_store(console, &error))
		code = command->run(console);
	else
		code = vr_console_failed(&error);
	vr_store_close(console->store);
	vr_arena_release(&console->arena);
	if (fflush(stdout) != 0)
		code = VR_CONSOLE_FAILED;
	return code;
}

int main(int count, char **arguments)
{
	struct vr_console console = {.now = vr_instant_now()};
	if (count > 1 && strcmp(arguments[1], "--help") == 0)
		return fputs(usage, stdout) < 0;
	if (count > 1 && strcmp(arguments[1], "--version") == 0)
		return printf("vantrum-hub %s\n", VR_VERSION) < 0;
	if (sodium_init() < 0)
		return vr_console_usage("libsodium finds no source of random numbers");
	if (!read_options(count, arguments, &console))
		return vr_console_usage("see vantrum-hub --help");
	if (console.word_count == 0) {
		fputs(usage, stderr);
		return VR_CONSOLE_USAGE;
	}
	for (size_t i = 0; i < VR_COUNT(commands); i++)
		if (strcmp(commands[i].name, console.words[0]) == 0)
			return run(&console, &commands[i]);
	return vr_console_usage("there is no command %s; see vantrum-hub --help", console.words[0]);
}
