#include "pixels.h"

#include <stdlib.h>
#include <string.h>

bool vr_pixels_create(int width, int height, struct vr_pixels *out, struct vr_error *error)
{
	*out = (struct vr_pixels){0};
	if (width <= 0 || height <= 0 || (int64_t)width * height > VR_IMAGE_PIXELS_MAX)
		return vr_fail(error, VR_LIMIT, "a picture of %d × %d pixels is not possible: at most %d megapixels",
		               width, height, VR_IMAGE_PIXELS_MAX / 1000000);
	out->data = vr_alloc_large((size_t)width * (size_t)height, sizeof(*out->data));
	if (!out->data)
		return vr_fail(error, VR_MEMORY, "no memory for a picture of %d × %d pixels", width, height);
	out->width = width;
	out->height = height;
	return true;
}

void vr_pixels_release(struct vr_pixels *pixels)
{
	free(pixels->data);
	*pixels = (struct vr_pixels){0};
}

uint32_t vr_pixel_premultiply(uint32_t straight)
{
	uint32_t alpha = straight >> 24;
	if (alpha == 255)
		return straight;
	if (alpha == 0)
		return 0;
	uint32_t out = alpha << 24;
	for (int shift = 0; shift < 24; shift += 8)
		out |= ((straight >> shift & 0xff) * alpha + 127) / 255 << shift;
	return out;
}

void vr_image_target(int width, int height, int box_width, int box_height, bool contain, int *out_width,
                     int *out_height)
{
	// The side that decides: the narrower fit when it must fit, the wider when it must cover.
	bool by_width = ((int64_t)width * box_height >= (int64_t)height * box_width) == contain;
	int64_t w, h;
	if (by_width) {
		w = box_width;
		h = ((int64_t)height * box_width + width / 2) / width;
	} else {
		h = box_height;
		w = ((int64_t)width * box_height + height / 2) / height;
	}
	if (w > width || h > height) {
		w = width;
		h = height;
	}
	*out_width = (int)(w < 1 ? 1 : w);
	*out_height = (int)(h < 1 ? 1 : h);
}

void vr_image_target_turned(int width, int height, const struct vr_image_job *job, int orientation, int *out_width,
                            int *out_height)
{
	bool lying = orientation >= 5;
	vr_image_target(width, height, lying ? job->box_height : job->box_width,
	                lying ? job->box_width : job->box_height, job->contain, out_width, out_height);
}

// Between four neighbours, weights of 0 … 256; premultiplied values may be mixed channel by channel.
static uint32_t mix(uint32_t a, uint32_t b, uint32_t weight)
{
	uint32_t even = ((a & 0xff00ff) * (256 - weight) + (b & 0xff00ff) * weight) >> 8 & 0xff00ff;
	uint32_t odd = ((a >> 8 & 0xff00ff) * (256 - weight) + (b >> 8 & 0xff00ff) * weight) & 0xff00ff00;
	return even | odd;
}

// Source position of a target pixel's centre in 1/65536, kept inside the source so that edges do not fade.
static void locate(int at, int to, int from, int *first, int *second, uint32_t *weight)
{
	int64_t position = (((int64_t)at * 2 + 1) * from * 32768) / to - 32768;
	if (position < 0)
		position = 0;
	*first = (int)(position >> 16);
	*weight = (uint32_t)(position & 0xffff) >> 8;
	*second = *first + 1 < from ? *first + 1 : *first;
}

static void enlarge(const struct vr_pixels *in, struct vr_rect part, struct vr_pixels *out)
{
	for (int y = 0; y < out->height; y++) {
		int y0, y1, x0, x1;
		uint32_t wy, wx;
		locate(y, out->height, part.h, &y0, &y1, &wy);
		const uint32_t *upper = in->data + (size_t)(part.y + y0) * (size_t)in->width + part.x;
		const uint32_t *lower = in->data + (size_t)(part.y + y1) * (size_t)in->width + part.x;
		uint32_t *row = out->data + (size_t)y * (size_t)out->width;
		for (int x = 0; x < out->width; x++) {
			locate(x, out->width, part.w, &x0, &x1, &wx);
			row[x] = mix(mix(upper[x0], upper[x1], wx), mix(lower[x0], lower[x1], wx), wy);
		}
	}
}

static bool reduce(const struct vr_pixels *in, struct vr_rect part, int width, int height, struct vr_pixels *out,
                   struct vr_error *error)
{
	struct vr_shrink shrink;
	if (!vr_shrink_init(&shrink, part.w, part.h, width, height, out, error))
		return false;
	for (int y = 0; y < part.h; y++)
		vr_shrink_row(&shrink, in->data + (size_t)(part.y + y) * (size_t)in->width + part.x);
	vr_shrink_release(&shrink);
	return true;
}

bool vr_pixels_scale(const struct vr_pixels *in, struct vr_rect part, int width, int height, struct vr_pixels *out,
                     struct vr_error *error)
{
	if (part.x < 0 || part.y < 0 || part.w <= 0 || part.h <= 0 || part.w > in->width - part.x ||
	    part.h > in->height - part.y)
		return vr_fail(error, VR_INVALID, "the part to scale is outside the picture");
	if (width > 0 && height > 0 && width <= part.w && height <= part.h)
		return reduce(in, part, width, height, out, error);
	if (!vr_pixels_create(width, height, out, error))
		return false;
	enlarge(in, part, out);
	return true;
}

// Where the pixel at (x, y) of the picture as stored stands once it is upright (EXIF orientation 1 … 8).
static void upright(int orientation, int width, int height, int x, int y, int *to_x, int *to_y)
{
	int right = width - 1 - x, bottom = height - 1 - y;
	const int places[8][2] = {{x, y}, {right, y},  {right, bottom}, {x, bottom},
	                          {y, x}, {bottom, x}, {bottom, right}, {y, right}};
	*to_x = places[orientation - 1][0];
	*to_y = places[orientation - 1][1];
}

bool vr_pixels_turn(struct vr_pixels *pixels, int orientation, struct vr_error *error)
{
	if (orientation <= 1 || orientation > 8)
		return true;
	const int width = pixels->width, height = pixels->height;
	struct vr_pixels turned;
	bool swapped = orientation >= 5;
	if (!vr_pixels_create(swapped ? height : width, swapped ? width : height, &turned, error))
		return false;
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			int to_x, to_y;
			upright(orientation, width, height, x, y, &to_x, &to_y);
			turned.data[(size_t)to_y * (size_t)turned.width + (size_t)to_x] =
			        pixels->data[(size_t)y * (size_t)width + (size_t)x];
		}
	}
	vr_pixels_release(pixels);
	*pixels = turned;
	return true;
}
