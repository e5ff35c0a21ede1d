#include "ahead.h"

void vr_ahead_drop(struct ahead *ahead)
{
	vr_pixels_release(&ahead->pixels);
	vr_programme_unref(ahead->slide.programme);
	*ahead = (struct ahead){0};
}

void vr_ahead_keep(struct ahead *ahead, const struct vr_slide *slide, bool pictured, struct vr_pixels *pixels)
{
	vr_programme_ref(slide->programme);
	vr_ahead_drop(ahead);
	*ahead = (struct ahead){.pixels = *pixels, .slide = *slide, .pictured = pictured};
	*pixels = (struct vr_pixels){0};
}

bool vr_ahead_is(const struct ahead *ahead, const struct vr_slide *slide, bool pictured)
{
	return ahead->pixels.data && ahead->pictured == pictured && vr_slide_identical(&ahead->slide, slide);
}

bool vr_ahead_take(struct ahead *ahead, const struct vr_slide *slide, bool pictured, struct vr_pixels *out)
{
	bool fits = vr_ahead_is(ahead, slide, pictured);

	if (fits) {
		*out = ahead->pixels;
		ahead->pixels = (struct vr_pixels){0};
	}
	vr_ahead_drop(ahead);
	return fits;
}
