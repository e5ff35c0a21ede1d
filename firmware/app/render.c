// `vantrum render`: one whole round as pictures, with the lines that the screen would report.
#include "rehearsal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUND_MS (10 * VR_MINUTE) // the longest round
#define SLIDES_MAX 999

// The slides of a round, planned before any is drawn.
struct timeline {
	struct vr_slide slides[SLIDES_MAX];
	size_t count;
};

struct folder {
	const char *path;
	struct vr_buffer lines; // slides.jsonl so far
};

static bool write_picture(struct rehearsal *rehearsal, const struct vr_slide *slide, const struct folder *folder,
                          int number, struct vr_error *error)
{
	char path[VR_PATH_MAX];
	struct vr_pixels pixels;
	struct vr_buffer png;
	bool good;

	if (!vr_stage_paint(rehearsal->stage, slide, &pixels, error))
		return false;
	vr_buffer_init(&png, 256u << 20);
	snprintf(path, sizeof path, "%s/%03d.png", folder->path, number);
	good = vr_image_encode_png(&pixels, &png, error) && vr_file_replace(path, png.data, png.length, 0644, error);
	vr_buffer_release(&png);
	vr_pixels_release(&pixels);
	return good;
}

static bool draw_slide(struct rehearsal *rehearsal, const struct vr_slide *slide, struct folder *folder, int number,
                       struct vr_error *error)
{
	vr_stage_prepare(rehearsal->stage, slide);
	vr_wire_slide(slide, &folder->lines);
	return write_picture(rehearsal, slide, folder, number, error);
}

static bool seen_before(const struct timeline *timeline, const struct vr_slide *slide)
{
	for (size_t i = 0; i < timeline->count; i++)
		if (vr_slide_same(&timeline->slides[i], slide))
			return true;
	return false;
}

// Ten minutes, or less when all that there is to show has come round: as many repetitions in a row as there are
// different slides bring nothing new, and are left out.
static void plan_round(struct rehearsal *rehearsal, struct timeline *timeline)
{
	int64_t end = rehearsal->now.wall.ms + ROUND_MS;
	size_t different = 0, repeated = 0;

	while (timeline->count < SLIDES_MAX && rehearsal->now.wall.ms < end && (!different || repeated < different)) {
		struct vr_slide *slide = &timeline->slides[timeline->count];

		vr_rehearsal_next(rehearsal, slide);
		if (seen_before(timeline, slide)) {
			repeated++;
		} else {
			different++;
			repeated = 0;
		}
		timeline->count++;
		vr_rehearsal_advance(rehearsal, slide->until);
	}
	if (repeated >= different)
		timeline->count -= repeated;
}

static bool draw_round(struct rehearsal *rehearsal, struct folder *folder, struct vr_error *error)
{
	struct timeline *timeline = vr_alloc(1, sizeof *timeline);
	bool good = true;

	plan_round(rehearsal, timeline);
	for (size_t i = 0; i < timeline->count && good; i++)
		good = draw_slide(rehearsal, &timeline->slides[i], folder, (int)i + 1, error);
	free(timeline);
	return good;
}

static bool render(struct rehearsal *rehearsal, const char *path, struct vr_error *error)
{
	struct folder folder = {.path = path};
	char lines[VR_PATH_MAX];
	bool good;

	vr_buffer_init(&folder.lines, 16u << 20);
	snprintf(lines, sizeof lines, "%s/slides.jsonl", path);
	good = vr_file_make_folder(path, error) && draw_round(rehearsal, &folder, error) &&
	       vr_file_replace(lines, vr_buffer_string(&folder.lines), folder.lines.length, 0644, error);
	vr_buffer_release(&folder.lines);
	return good;
}

int vr_command_render(const struct options *options)
{
	struct rehearsal rehearsal = {0};
	struct vr_error error;
	enum exit_code code;

	if (!options->out || strlen(options->out) > VR_PATH_MAX - 32) {
		fprintf(stderr, "vantrum: render needs --out with a folder\n");
		return EXIT_USAGE;
	}
	if (vr_rehearsal_init(&rehearsal, options, &code)) {
		code = EXIT_DONE;
		if (!render(&rehearsal, options->out, &error)) {
			fprintf(stderr, "vantrum: %s\n", error.what);
			code = EXIT_FAILED;
		}
	}
	vr_rehearsal_release(&rehearsal);
	return (int)code;
}
