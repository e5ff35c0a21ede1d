// Pictures. The first two bytes choose the box, the rest is the file.
#include "vantrum/image.h"

#include <stdlib.h>

static void check(const struct vr_pixels *pixels, int box_width, int box_height, bool contain)
{
	if (pixels->width <= 0 || pixels->height <= 0 || !pixels->data)
		abort();
	if (contain && (pixels->width > box_width || pixels->height > box_height))
		abort();
	for (int i = 0; i < pixels->width * pixels->height; i++) {
		uint32_t pixel = pixels->data[i], alpha = pixel >> 24;
		if ((pixel >> 16 & 0xff) > alpha || (pixel >> 8 & 0xff) > alpha || (pixel & 0xff) > alpha)
			abort(); // not premultiplied
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size < 2)
		return 0;
	const int width = 1 + bytes[0], height = 1 + bytes[1];
	const bool contain = bytes[0] & 1;
	struct vr_pixels pixels;
	struct vr_error error = {0};
	if (vr_image_decode(bytes + 2, size - 2, width, height, contain, &pixels, &error)) {
		check(&pixels, width, height, contain);
		vr_pixels_release(&pixels);
	} else if (error.code == VR_OK || pixels.data) {
		abort();
	}
	return 0;
}
