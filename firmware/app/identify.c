#include "identify.h"

void vr_identify_begin(struct identify *identify, struct show *show, int seconds, struct vr_now now)
{
	if (show->planned && show->slide.kind == VR_SLIDE_EMERGENCY) {
		vr_log(VR_LOG_INFO, "app", "the hub asks which screen this is; an emergency is shown");
		return;
	}
	vr_log(VR_LOG_INFO, "app", "the hub asks which screen this is: said for %d s", seconds);
	identify->until.ms = now.mono.ms + seconds * VR_SECOND;
	show->painted = false;
}

void vr_identify_tend(struct identify *identify, struct show *show, struct vr_now now)
{
	if (!identify->until.ms || now.mono.ms < identify->until.ms)
		return;
	*identify = (struct identify){0};
	show->due = true; // a problem slide is painted only when it is asked for
}

static bool paint(const struct show *show, const struct show_place *place, const char *screen_id, struct vr_now now)
{
	const struct vr_programme *programme = show->programme;
	struct vr_identity identity = {.screen_id = screen_id};
	struct vr_pixels pixels;
	struct vr_error error;

	if (programme) {
		identity.area = vr_localized_best(&programme->area, 0, NULL);
		identity.clinic = vr_localized_best(&programme->clinic.name, 0, NULL);
	}
	if (vr_stage_paint_identity(place->stage, &identity, &pixels, &error) &&
	    vr_screen_show(place->screen, &pixels, place->fade ? ENTRY_FADE : ENTRY_CUT, now.mono, &error))
		return true;
	vr_log(VR_LOG_ERROR, "app", "the screen's name could not be shown: %s", error.what);
	return false;
}

void vr_identify_put_up(struct identify *identify, struct show *show, struct show_place *place, const char *screen_id,
                        struct vr_now now, struct vr_mono *next)
{
	if (!identify->until.ms)
		return;
	if ((show->planned && show->slide.kind == VR_SLIDE_EMERGENCY) ||
	    (!identify->up && !paint(show, place, screen_id, now))) {
		*identify = (struct identify){0};
		place->covered = false;
		return;
	}
	identify->up = true;
	if (identify->until.ms < next->ms)
		*next = identify->until;
}

struct vr_slide vr_identify_slide(const struct identify *identify, const struct show *show, struct vr_now now)
{
	return (struct vr_slide){.kind = VR_SLIDE_IDLE,
	                         .programme = show->programme,
	                         .language_count = show->programme != NULL,
	                         .page = 1,
	                         .pages = 1,
	                         .clock = {.hour = -1},
	                         .since = {.hour = -1},
	                         .ends = {.hour = -1},
	                         .at = now.wall,
	                         .until = {now.wall.ms + identify->until.ms - now.mono.ms}};
}
