// Private: where assets may be, worked out from the path of a program. Separate so that a test can lay out folders.
#ifndef VANTRUM_FIRMWARE_BASE_PLACES_H
#define VANTRUM_FIRMWARE_BASE_PLACES_H

#include "vantrum/base/assets.h"

#include <stddef.h>

#define VR_PLACES_MAX 4

// Folders to look in, in order, each ending in '/'.
struct vr_places {
	char folders[VR_PLACES_MAX][VR_PATH_MAX];
	size_t count;
};

// program: absolute path of the executable.
void vr_places_find(const char *program, struct vr_places *out);

bool vr_places_path(const struct vr_places *places, const char *name, char out[VR_PATH_MAX],
                    struct vr_error *error) VR_MUST_USE;

#endif
