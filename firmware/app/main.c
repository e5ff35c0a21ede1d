// vantrum: the screen on the wall of a waiting room. This file only chooses the command.
#include "options.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

static const struct command {
	const char *name;
	const char *allowed;
	int (*run)(const struct options *options);
	const char *usage;
} commands[] = {
        {"run", "config,headless,size,shown,clock", vr_command_run,
         "run [--config F] [--headless] [--size WxH] [--shown FILE] [--clock trusted|untrusted]\n"
         "        be the screen"},
        {"check", "FILE,config", vr_command_check, "check [F]\n        check a configuration"},
        {"render", "programme,config,now,size,out", vr_command_render,
         "render --programme F [--config F] [--now T] [--size WxH] --out DIR\n"
         "        draw one whole round as 001.png, … with slides.jsonl beside them"},
        {"simulate", "programme,config,size,from,for", vr_command_simulate,
         "simulate --programme F [--config F] [--size WxH] --from T --for S\n"
         "        print the timeline of S seconds, one JSON line a slide"},
};

#define LARGE_BYTES (256 * 1024)

// Pictures and frames go back to the kernel when they are freed. Left to itself glibc raises this limit with the first
// frame that is freed, keeps later ones in its heaps, and holds twice the memory that is in use after some rounds.
static void return_large_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
}

static void usage(FILE *out)
{
	fprintf(out, "usage:\n");
	for (size_t i = 0; i < VR_COUNT(commands); i++)
		fprintf(out, "  vantrum %s\n", commands[i].usage);
	fprintf(out, "  vantrum --version\n");
}

int main(int argc, char **argv)
{
	struct options options;

	return_large_memory();
	if (argc >= 2 && strcmp(argv[1], "--version") == 0) {
		printf("vantrum " VR_VERSION "\n");
		return EXIT_DONE;
	}
	if (argc >= 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
		usage(stdout);
		return EXIT_DONE;
	}
	for (size_t i = 0; argc >= 2 && i < VR_COUNT(commands); i++) {
		if (strcmp(argv[1], commands[i].name) != 0)
			continue;
		if (!vr_options_parse(argc - 2, argv + 2, commands[i].allowed, &options))
			return EXIT_USAGE;
		return commands[i].run(&options);
	}
	usage(stderr);
	return EXIT_USAGE;
}
