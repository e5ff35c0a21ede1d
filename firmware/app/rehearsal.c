#include "rehearsal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEASURE_AHEAD 16

static bool media_path(const struct rehearsal *rehearsal, const char *sha256, char *out, size_t size)
{
	return (size_t)snprintf(out, size, "%s/%s", rehearsal->media, sha256) < size;
}

static bool has_media(void *context, const char *sha256)
{
	char path[VR_PATH_MAX + 80];

	return media_path(context, sha256, path, sizeof path) && access(path, R_OK) == 0;
}

static bool load_media(void *context, const char *sha256, struct vr_buffer *out, struct vr_error *error)
{
	char path[VR_PATH_MAX + 80];

	if (!media_path(context, sha256, path, sizeof path))
		return vr_fail(error, VR_LIMIT, "the path of picture %s is too long", sha256);
	return vr_file_read(path, out, error);
}

bool vr_settings_for_command(const char *path, struct settings *settings)
{
	struct vr_config_problems problems;
	bool good;

	vr_config_problems_init(&problems);
	vr_settings_read(&path, path ? 1 : 0, true, settings, &problems);
	// Without a file the defaults serve: drawing a programme needs no hub.
	good = !path || problems.count == 0;
	if (!good)
		fputs(vr_buffer_string(&problems.text), stderr);
	vr_config_problems_release(&problems);
	return good;
}

static bool say(const char *what)
{
	fprintf(stderr, "vantrum: %s\n", what);
	return false;
}

static bool read_programme(struct rehearsal *rehearsal, const char *path)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path + 1) : 0;
	struct vr_buffer json;
	struct vr_error error;
	bool good;

	if ((size_t)snprintf(rehearsal->media, sizeof rehearsal->media, "%.*smedia", folder, path) >=
	    sizeof rehearsal->media)
		return say("the programme's path is too long");
	vr_buffer_init(&json, VR_PROGRAMME_BYTES_MAX);
	good = vr_file_read(path, &json, &error) &&
	       vr_wire_programme(vr_buffer_string(&json), json.length, NULL, &rehearsal->programme, &error);
	vr_buffer_release(&json);
	if (!good) {
		fprintf(stderr, "vantrum: %s: %s\n", path, error.what);
		return false;
	}
	for (size_t i = 0; i < rehearsal->programme->set_aside_count; i++)
		fprintf(stderr, "vantrum: %s: set aside %s: %s\n", path, rehearsal->programme->set_aside[i].pointer,
		        rehearsal->programme->set_aside[i].reason);
	return true;
}

static void start_clock(struct rehearsal *rehearsal, struct vr_instant from)
{
	rehearsal->now = (struct vr_now){.mono = {.ms = VR_DAY}, .wall = from, .trusted = true};
	rehearsal->started = rehearsal->now.mono;
}

// The picture as read: a panel that is turned upright shows an upright one.
static void picture_size(const struct options *options, const struct vr_config *config, int *width, int *height)
{
	bool upright = config->rotate % 180 != 0;

	*width = options->width ? options->width : upright ? 1080 : 1920;
	*height = options->height ? options->height : upright ? 1920 : 1080;
}

bool vr_rehearsal_init(struct rehearsal *rehearsal, const struct options *options, enum exit_code *code)
{
	struct vr_error error;
	int width, height;

	*rehearsal = (struct rehearsal){0};
	*code = EXIT_USAGE;
	if (!options->programme)
		return say("--programme is missing");
	if (!vr_settings_for_command(options->config, &rehearsal->settings))
		return false;
	if (!read_programme(rehearsal, options->programme))
		return false;
	picture_size(options, &rehearsal->settings.config, &width, &height);
	*code = EXIT_FAILED;
	rehearsal->source = (struct picture_source){has_media, load_media, rehearsal};
	if (!vr_stage_create(&rehearsal->settings.config, width, height, &rehearsal->source, (struct vr_wake){0},
	                     &rehearsal->stage, &error))
		return say(error.what);
	vr_stage_theme(rehearsal->stage, &rehearsal->settings.theme);
	if (!vr_zone_create(rehearsal->programme->clinic.time_zone, &rehearsal->zone, &error))
		say(error.what);
	rehearsal->plan = vr_plan_create();
	rehearsal->book = vr_book_create();
	start_clock(rehearsal, options->now.ms == VR_INSTANT_NEVER.ms ? vr_instant_now() : options->now);
	return true;
}

void vr_rehearsal_release(struct rehearsal *rehearsal)
{
	vr_plan_destroy(rehearsal->plan);
	vr_book_destroy(rehearsal->book);
	vr_stage_destroy(rehearsal->stage);
	vr_zone_destroy(rehearsal->zone);
	vr_programme_unref(rehearsal->programme);
}

void vr_rehearsal_next(struct rehearsal *rehearsal, struct vr_slide *slide)
{
	struct vr_plan_input input = {.programme = rehearsal->programme,
	                              .zone = rehearsal->zone,
	                              .book = rehearsal->book,
	                              .now = rehearsal->now,
	                              .choice = vr_stage_choice(rehearsal->stage),
	                              .started = rehearsal->started};

	while (vr_stage_measure(rehearsal->stage, rehearsal->plan, &input, rehearsal->book, MEASURE_AHEAD))
		continue;
	vr_plan_next(rehearsal->plan, &input, slide);
}

void vr_rehearsal_advance(struct rehearsal *rehearsal, struct vr_instant to)
{
	int64_t step = to.ms - rehearsal->now.wall.ms;

	rehearsal->now.wall = to;
	rehearsal->now.mono.ms += step;
}
