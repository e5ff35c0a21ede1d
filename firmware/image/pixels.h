// What the decoders share: target sizes, premultiplying, turning upright.
#ifndef VR_IMAGE_PIXELS_H
#define VR_IMAGE_PIXELS_H

#include "shrink.h"

// What each decoder gets.
struct vr_image_job {
	const uint8_t *bytes;
	size_t length;
	int box_width, box_height;
	bool contain;
};

// 0xAARRGGBB straight → premultiplied.
uint32_t vr_pixel_premultiply(uint32_t straight);

// The size that covers or fits the box, never larger than width × height and never 0.
void vr_image_target(int width, int height, int box_width, int box_height, bool contain, int *out_width,
                     int *out_height);

// The same for a picture that will be turned upright afterwards: the box is that of the upright one.
void vr_image_target_turned(int width, int height, const struct vr_image_job *job, int orientation, int *out_width,
                            int *out_height);

// Turns a picture that was stored in this EXIF orientation (1 … 8) upright. False leaves it as it was.
bool vr_pixels_turn(struct vr_pixels *pixels, int orientation, struct vr_error *error) VR_MUST_USE;

bool vr_image_decode_jpeg(const struct vr_image_job *job, struct vr_pixels *out, struct vr_error *error) VR_MUST_USE;
bool vr_image_decode_png(const struct vr_image_job *job, struct vr_pixels *out, struct vr_error *error) VR_MUST_USE;
bool vr_image_decode_webp(const struct vr_image_job *job, struct vr_pixels *out, struct vr_error *error) VR_MUST_USE;

// Whether the file holds an approximation, as photographs do: JPEG, and WebP's own lossy kind.
bool vr_image_is_lossy(const void *bytes, size_t length);
bool vr_image_webp_is_lossy(const struct vr_image_job *job);

// Refuses sizes over the limits, before anything is allocated for them.
bool vr_image_size_allowed(uint32_t width, uint32_t height, struct vr_error *error) VR_MUST_USE;

#endif
