// `vantrum check`: the configuration by the parser that `run` uses, and what fits on the panel it describes.
#include "options.h"
#include "settings.h"
#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool nothing(void *context, const char *sha256)
{
	(void)context;
	(void)sha256;
	return false;
}

// Up to where letters as large as fit can be read; they grow with the distance in proportion.
static double farthest(const struct vr_look *look)
{
	struct vr_panel panel = look->panel;
	double near = 0, far = panel.distance_m;

	while (far - near > 0.05) {
		panel.distance_m = (near + far) / 2;
		*(vr_sizes_for(&panel, look->capital_per_em, look->average_per_em).capped ? &far : &near) =
		        panel.distance_m;
	}
	return near;
}

static void warn_of_size(const struct vr_look *look)
{
	if (vr_sizes_for(&look->panel, look->capital_per_em, look->average_per_em).capped)
		fprintf(stderr,
		        "warning: letters for %g m are too large for %g inches: they are made smaller, and can be read "
		        "up to about %.1f m\n",
		        look->panel.distance_m, look->panel.diagonal_in, floor(farthest(look) * 10) / 10);
}

// A missing dictionary is no mistake: words break elsewhere.
static void warn_of_dictionaries(void)
{
	struct vr_buffer gaps;

	vr_buffer_init(&gaps, 4096);
	vr_text_check(&gaps);
	for (const char *line = vr_buffer_string(&gaps), *end; (end = strchr(line, '\n')); line = end + 1)
		fprintf(stderr, "warning: %.*s\n", (int)(end - line), line);
	vr_buffer_release(&gaps);
}

// "at 3 m on 43 inches: 7 lines of about 36 characters, with the band at the top"
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
	printf("at %g m on %g inches: %d lines of about %d characters, with the band at the top\n",
	       config->viewing_distance_m, config->diagonal_in, lines, characters);
	warn_of_size(vr_stage_look(stage));
	warn_of_dictionaries();
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
