// What was uploaded is never passed on as it was: its pixels are, in a file of our own making.
#include "pixels.h"
#include "write.h"

#include <assert.h>

#define QUALITY 88

static bool is_opaque(const struct vr_pixels *pixels)
{
	size_t count = (size_t)pixels->width * (size_t)pixels->height;
	for (size_t i = 0; i < count; i++)
		if (pixels->data[i] >> 24 != 255)
			return false;
	return true;
}

bool vr_image_reencode(const void *bytes, size_t length, int max_side, struct vr_buffer *out, const char **type,
                       int *width, int *height, struct vr_error *error)
{
	assert(max_side > 0);
	struct vr_pixels pixels;
	if (!vr_image_decode(bytes, length, max_side, max_side, true, &pixels, error))
		return false;
	bool opaque = is_opaque(&pixels);
	bool photograph = opaque && vr_image_is_lossy(bytes, length);
	bool ok = photograph ? vr_jpeg_write(&pixels, QUALITY, out, error)
	                     : vr_png_write(&pixels, !opaque, VR_PNG_SMALL, out, error);
	if (!ok && out->full)
		vr_fail(error, VR_LIMIT,
		        "made anew the picture has more than %zu KiB: make it smaller, or save it as JPEG",
		        out->max >> 10);
	*type = photograph ? "image/jpeg" : "image/png";
	*width = pixels.width;
	*height = pixels.height;
	vr_pixels_release(&pixels);
	return ok;
}
