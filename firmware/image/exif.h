// How a camera was held, from the Exif block of a JPEG file.
#ifndef VR_IMAGE_EXIF_H
#define VR_IMAGE_EXIF_H

#include <stddef.h>
#include <stdint.h>

// 1 … 8 as in Exif; 1 for whatever is missing or broken. bytes is the content of an APP1 segment.
int vr_exif_orientation(const uint8_t *bytes, size_t length);

#endif
