#include "night.h"

#include "vantrum/theme.h"

static bool is_pressing(const struct vr_slide *slide)
{
	return slide->kind == VR_SLIDE_EMERGENCY ||
	       (slide->kind == VR_SLIDE_MESSAGE &&
	        slide->programme->messages[slide->message].priority >= VR_PRIORITY_URGENT);
}

int vr_night_dim(const struct vr_slide *slide, const struct vr_zone *zone, struct vr_now now, int configured)
{
	if (!configured || !slide->programme || is_pressing(slide))
		return 0;
	return vr_clinic_opening(zone, &slide->programme->clinic, now).state == VR_OPENING_CLOSED ? configured : 0;
}

void vr_night_darken(struct vr_pixels *picture, int percent)
{
	size_t count = (size_t)picture->width * (size_t)picture->height;
	uint8_t levels[256];

	if (!percent)
		return;
	vr_theme_dim(percent, levels);
	for (size_t i = 0; i < count; i++) {
		uint32_t pixel = picture->data[i];

		picture->data[i] = (pixel & 0xff000000) | (uint32_t)levels[pixel >> 16 & 0xff] << 16 |
		                   (uint32_t)levels[pixel >> 8 & 0xff] << 8 | levels[pixel & 0xff];
	}
}
