#include "pixels.h"

#include <assert.h>
#include <string.h>

// Pixels are written as B, G, R, A bytes by all three libraries.
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "0xAARRGGBB is B, G, R, A in memory on little-endian only");

bool vr_image_size_allowed(uint32_t width, uint32_t height, struct vr_error *error)
{
	if (width == 0 || height == 0)
		return vr_fail(error, VR_INVALID, "picture without a size: save it anew");
	if (width > VR_SHRINK_SIDE_MAX || height > VR_SHRINK_SIDE_MAX || (uint64_t)width * height > VR_IMAGE_PIXELS_MAX)
		return vr_fail(error, VR_LIMIT, "picture of %u × %u pixels: at most %d megapixels, make it smaller",
		               width, height, VR_IMAGE_PIXELS_MAX / 1000000);
	return true;
}

static bool starts(const struct vr_image_job *job, size_t at, const char *magic, size_t length)
{
	return job->length >= at + length && memcmp(job->bytes + at, magic, length) == 0;
}

enum kind { KIND_OTHER, KIND_JPEG, KIND_PNG, KIND_WEBP };

static enum kind kind_of(const struct vr_image_job *job)
{
	if (starts(job, 0, "\xff\xd8\xff", 3))
		return KIND_JPEG;
	if (starts(job, 0, "\x89PNG\r\n\x1a\n", 8))
		return KIND_PNG;
	if (starts(job, 0, "RIFF", 4) && starts(job, 8, "WEBP", 4))
		return KIND_WEBP;
	return KIND_OTHER;
}

bool vr_image_is_lossy(const void *bytes, size_t length)
{
	const struct vr_image_job job = {.bytes = bytes, .length = length};
	enum kind kind = kind_of(&job);
	return kind == KIND_JPEG || (kind == KIND_WEBP && vr_image_webp_is_lossy(&job));
}

bool vr_image_decode(const void *bytes, size_t length, int box_width, int box_height, bool contain,
                     struct vr_pixels *out, struct vr_error *error)
{
	assert(box_width > 0 && box_height > 0);
	const struct vr_image_job job = {bytes, length, box_width, box_height, contain};
	*out = (struct vr_pixels){0};
	if (length > VR_IMAGE_BYTES_MAX)
		return vr_fail(error, VR_LIMIT, "picture file of %zu bytes: at most %u MiB", length,
		               VR_IMAGE_BYTES_MAX >> 20);
	switch (kind_of(&job)) {
	case KIND_JPEG:
		return vr_image_decode_jpeg(&job, out, error);
	case KIND_PNG:
		return vr_image_decode_png(&job, out, error);
	case KIND_WEBP:
		return vr_image_decode_webp(&job, out, error);
	case KIND_OTHER:
		break;
	}
	return vr_fail(error, VR_UNSUPPORTED, "this is no PNG, JPEG or WebP file: convert it to one");
}

// The middle of a picture that is at least as large as the box on both sides. Painting takes the same part.
static void cut_to_box(struct vr_pixels *pixels, int width, int height)
{
	struct vr_rect middle = {(pixels->width - width) / 2, (pixels->height - height) / 2, width, height};
	struct vr_pixels cut;
	struct vr_error error;
	if (middle.x < 0 || middle.y < 0 || (middle.x == 0 && middle.y == 0) ||
	    !vr_pixels_scale(pixels, middle, width, height, &cut, &error))
		return;
	vr_pixels_release(pixels);
	*pixels = cut;
}

bool vr_image_decode_for(const void *bytes, size_t length, int box_width, int box_height, bool contain,
                         struct vr_pixels *out, struct vr_error *error)
{
	if (!vr_image_decode(bytes, length, box_width, box_height, contain, out, error))
		return false;
	if (!contain)
		cut_to_box(out, box_width, box_height);
	return true;
}
