// `vantrum simulate`: the timeline of a programme, as fast as it can be planned.
#include "rehearsal.h"

#include <stdio.h>

static bool print_slide(const struct vr_slide *slide)
{
	struct vr_buffer line;
	bool printed;

	vr_buffer_init(&line, 65536);
	vr_wire_slide(slide, &line);
	printed = fputs(vr_buffer_string(&line), stdout) >= 0;
	vr_buffer_release(&line);
	return printed;
}

static int play(struct rehearsal *rehearsal, int64_t seconds)
{
	struct vr_instant end = {rehearsal->now.wall.ms + seconds * VR_SECOND};
	struct vr_slide slide;

	while (rehearsal->now.wall.ms < end.ms) {
		vr_rehearsal_next(rehearsal, &slide);
		if (!print_slide(&slide))
			return EXIT_FAILED;
		vr_rehearsal_advance(rehearsal, slide.until);
	}
	return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}

int vr_command_simulate(const struct options *options)
{
	struct rehearsal rehearsal = {0};
	enum exit_code code;

	if (options->now.ms == VR_INSTANT_NEVER.ms || options->for_s < 0) {
		fprintf(stderr, "vantrum: simulate needs --from and --for\n");
		return EXIT_USAGE;
	}
	if (vr_rehearsal_init(&rehearsal, options, &code))
		code = (enum exit_code)play(&rehearsal, options->for_s);
	vr_rehearsal_release(&rehearsal);
	return (int)code;
}
