// Pictures from the media folder, decoded on the spot; the last one is kept. Private to hub/preview.
#ifndef VANTRUM_HUB_PREVIEW_PICTURE_H
#define VANTRUM_HUB_PREVIEW_PICTURE_H

#include "vantrum/paint.h"
#include "vantrum/slide.h"

struct preview_picture {
	const char *folder; // borrowed
	char sha256[VR_SHA256_HEX];
	char broken[VR_SHA256_HEX]; // the last that turned out to be none; "": none did
	int width, height;          // of the place that it was decoded for
	bool contain;
	struct vr_pixels pixels;
};

void preview_picture_release(struct preview_picture *picture);

// There is a file of that name and it is not known to be broken.
bool preview_picture_usable(const struct preview_picture *picture, const char *sha256);

// It is the one that was decoded last.
bool preview_picture_good(const struct preview_picture *picture, const char *sha256);

// Decodes what a slide wants to draw. False: it is broken from now on, and what was laid out with it is void.
bool preview_picture_prepare(struct preview_picture *picture, const struct vr_slide_picture *wanted) VR_MUST_USE;

// For struct vr_pictures; the context is the struct preview_picture.
const struct vr_pixels *preview_picture_find(void *context, const char *sha256, int width, int height);

#endif
