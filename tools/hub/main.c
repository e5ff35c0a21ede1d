// vantrum-hub: serves a clinic to its screens (contract §2).
#include "serve.h"

#include "vantrum/base.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char usage[] = "usage: vantrum-hub serve [--config FILE] [--verbose]\n"
                            "       vantrum-hub --help | --version\n"
                            "\n"
                            "Serves the clinic in a folder (programme.json and media/{sha256}) to the screens of the\n"
                            "configuration, which is " VR_HUB_CONFIG " unless said otherwise.\n";

static int bad_usage(const char *what, const char *argument)
{
	fprintf(stderr, "vantrum-hub: %s %s\n%s", what, argument, usage);
	return 2;
}

static int serve_command(int count, char **arguments)
{
	static const struct option options[] = {
	        {"config", required_argument, NULL, 'c'}, {"verbose", no_argument, NULL, 'v'}, {NULL, 0, NULL, 0}};
	const char *config = VR_HUB_CONFIG;
	int option;
	while ((option = getopt_long(count, arguments, "", options, NULL)) != -1) {
		if (option == 'c')
			config = optarg;
		else if (option == 'v')
			vr_log_set_level(VR_LOG_DEBUG);
		else
			return 2;
	}
	if (optind < count)
		return bad_usage("one argument too many:", arguments[optind]);
	return vr_hub_serve(config);
}

int main(int count, char **arguments)
{
	const char *command = count > 1 ? arguments[1] : "";
	if (strcmp(command, "serve") == 0)
		return serve_command(count - 1, arguments + 1);
	if (strcmp(command, "--help") == 0)
		return fputs(usage, stdout) < 0;
	if (strcmp(command, "--version") == 0)
		return printf("vantrum-hub %s\n", VR_VERSION) < 0;
	return bad_usage(command[0] ? "there is no command" : "a command is missing", command);
}
