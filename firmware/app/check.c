// `vantrum check`: the configuration by the parser that `run` uses, and what fits on the panel it describes.
#include "options.h"
#include "settings.h"
#include "stage.h"

#include <stdio.h>
#include <unistd.h>

static bool nothing(void *context, const char *sha256)
{
	(void)context;
	(void)sha256;
	return false;
}

// "at 3 m on 43 inches: 7 lines of about 31 characters"
static bool say_what_fits(const struct settings *settings)
{
	const struct vr_config *config = &settings->config;
	struct picture_source source = {.has = nothing};
	struct vr_error error;
	struct stage *stage;
	int lines, characters;

	if (!vr_stage_create(config, config->rotate % 180 ? 1080 : 1920, config->rotate % 180 ? 1920 : 1080, &source,
	                     (struct vr_wake){0}, &stage, &error)) {
		fprintf(stderr, "vantrum: %s\n", error.what);
		return false;
	}
	vr_slide_capacity(vr_stage_look(stage), &lines, &characters);
	printf("at %g m on %g inches: %d lines of about %d characters\n", config->viewing_distance_m,
	       config->diagonal_in, lines, characters);
	vr_stage_destroy(stage);
	return true;
}

int vr_command_check(const struct options *options)
{
	static const char *const standard[] = VR_CONFIG_PLACES;
	const char *const given[] = {options->config};
	struct vr_config_problems problems;
	struct settings settings;
	int code = EXIT_DONE;

	vr_config_problems_init(&problems);
	if (options->config)
		vr_settings_read(given, 1, true, &settings, &problems);
	else
		vr_settings_read(standard, VR_COUNT(standard), false, &settings, &problems);
	if (problems.count) {
		fputs(vr_buffer_string(&problems.text), stderr);
		code = EXIT_USAGE;
	} else if (!say_what_fits(&settings)) {
		code = EXIT_FAILED;
	}
	vr_config_problems_release(&problems);
	return code;
}
