// The encoders: pixels and nothing else go into a file, so that none of them can carry a place, a name or a camera.
#ifndef VR_IMAGE_WRITE_H
#define VR_IMAGE_WRITE_H

#include "vantrum/image.h"

enum vr_png_effort { VR_PNG_FAST, VR_PNG_SMALL };

// alpha false: all pixels are opaque. VR_LIMIT when out is full, VR_MEMORY.
bool vr_png_write(const struct vr_pixels *pixels, bool alpha, enum vr_png_effort effort, struct vr_buffer *out,
                  struct vr_error *error) VR_MUST_USE;

// Progressive, of opaque pixels; quality 1 … 100. VR_LIMIT when out is full, VR_MEMORY.
bool vr_jpeg_write(const struct vr_pixels *pixels, int quality, struct vr_buffer *out,
                   struct vr_error *error) VR_MUST_USE;

#endif
