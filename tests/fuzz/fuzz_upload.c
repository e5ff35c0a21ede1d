// Uploads: whatever is taken comes out as a file that this program's own decoder reads, with the size that was said.
// The first byte chooses the longest side.
#include "vantrum/image.h"

#include <stdlib.h>
#include <string.h>

static void check(const struct vr_buffer *file, const char *type, int width, int height, int max_side)
{
	struct vr_pixels pixels;
	struct vr_error error;
	bool jpeg = memcmp(file->data, "\xff\xd8\xff", 3) == 0;
	if (strcmp(type, jpeg ? "image/jpeg" : "image/png") != 0 || width > max_side || height > max_side)
		abort();
	if (!vr_image_decode(file->data, file->length, max_side, max_side, true, &pixels, &error))
		abort();
	if (pixels.width != width || pixels.height != height)
		abort();
	vr_pixels_release(&pixels);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size < 1)
		return 0;
	const int max_side = 1 + bytes[0];
	struct vr_buffer file;
	struct vr_error error = {0};
	const char *type = NULL;
	int width = 0, height = 0;
	vr_buffer_init(&file, VR_IMAGE_BYTES_MAX);
	if (vr_image_reencode(bytes + 1, size - 1, max_side, &file, &type, &width, &height, &error))
		check(&file, type, width, height, max_side);
	else if (error.code == VR_OK)
		abort();
	vr_buffer_release(&file);
	return 0;
}
