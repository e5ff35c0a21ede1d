// Room image: bounded, scaled decoding of foreign pictures to pixels (libjpeg-turbo, libpng, libwebp), and finished
// ones kept small. The bytes decide what it is, never a name. Any thread.
#ifndef VANTRUM_IMAGE_H
#define VANTRUM_IMAGE_H

#include "vantrum/base.h"

#define VR_IMAGE_BYTES_MAX (20u << 20)
#define VR_IMAGE_PIXELS_MAX 40000000

// 0xAARRGGBB in native order, premultiplied, rows without padding.
struct vr_pixels {
	uint32_t *data; // owned
	int width, height;
};

// Decodes to the smallest size that still covers (contain false) or fits (contain true) the box, never larger than
// the picture itself, upright (Exif orientation). Over the limits VR_LIMIT, broken or truncated VR_INVALID, other kinds
// VR_UNSUPPORTED.
bool vr_image_decode(const void *bytes, size_t length, int box_width, int box_height, bool contain,
                     struct vr_pixels *out, struct vr_error *error) VR_MUST_USE;

// The same for a place that it will fill: what would reach beyond the box is cut off on both sides.
bool vr_image_decode_for(const void *bytes, size_t length, int box_width, int box_height, bool contain,
                         struct vr_pixels *out, struct vr_error *error) VR_MUST_USE;

void vr_pixels_release(struct vr_pixels *pixels);

// width × height transparent pixels; VR_MEMORY or VR_LIMIT.
bool vr_pixels_create(int width, int height, struct vr_pixels *out, struct vr_error *error) VR_MUST_USE;

// Scales a part of a picture: by area averaging where both sides shrink, else between neighbours. VR_INVALID for a part
// that is not inside, VR_LIMIT or VR_MEMORY for the target.
bool vr_pixels_scale(const struct vr_pixels *in, struct vr_rect part, int width, int height, struct vr_pixels *out,
                     struct vr_error *error) VR_MUST_USE;

// A finished picture, kept small without loss: on a slide mostly a tenth of its pixels' size, and four fifths at the
// most. Any part can be read without the rest.
struct vr_packed {
	uint32_t *words; // owned; how they are read is packed.c's business
	size_t bytes;    // of the words
	int width, height;
};

// Pixels that are read at once with the least work: this many, from a multiple of it on.
#define VR_PACKED_BLOCK 64

// The pixels must be opaque. VR_MEMORY, or VR_LIMIT for a strip that no panel shows; out is then untouched.
bool vr_packed_create(const struct vr_pixels *pixels, struct vr_packed *out, struct vr_error *error) VR_MUST_USE;
void vr_packed_release(struct vr_packed *packed);

// A stretch of a row, which must be inside.
void vr_packed_read(const struct vr_packed *packed, int x, int y, int count, uint32_t *out);

// The same of one step of a cross-fade: to over from, both of one size, with weight 0 … 256.
void vr_packed_blend(const struct vr_packed *from, const struct vr_packed *to, unsigned weight, int x, int y, int count,
                     uint32_t *out);

// All of it; VR_MEMORY.
bool vr_packed_unpack(const struct vr_packed *packed, struct vr_pixels *out, struct vr_error *error) VR_MUST_USE;

// Decodes an upload, upright and scaled to at most max_side pixels a side, and appends it to out as a new file that
// holds pixels and nothing else: no Exif, no profile, no comment. A progressive JPEG of quality 88 (*type "image/jpeg")
// where it came as JPEG or lossy WebP and is opaque, else a PNG ("image/png") with its alpha. The same upload always
// gives the same file. Errors as vr_image_decode; VR_LIMIT also when out cannot hold it, and out is then to be thrown
// away.
bool vr_image_reencode(const void *bytes, size_t length, int max_side, struct vr_buffer *out, const char **type,
                       int *width, int *height, struct vr_error *error) VR_MUST_USE;

// A PNG file of opaque pixels into a buffer.
bool vr_image_encode_png(const struct vr_pixels *pixels, struct vr_buffer *out, struct vr_error *error) VR_MUST_USE;

#endif
