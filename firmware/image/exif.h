// How a camera was held, from the Exif block of a picture file.
#ifndef VR_IMAGE_EXIF_H
#define VR_IMAGE_EXIF_H

#include <stddef.h>
#include <stdint.h>

// 1 … 8 as in Exif; 1 for whatever is missing or broken. bytes is the block, with or without the letters "Exif" that
// stand before it in a JPEG's APP1 segment.
int vr_exif_orientation(const uint8_t *bytes, size_t length);

// The same of a whole file: PNG's eXIf chunk before the pixels, WebP's EXIF chunk.
int vr_exif_of_png(const uint8_t *bytes, size_t length);
int vr_exif_of_webp(const uint8_t *bytes, size_t length);

#endif
