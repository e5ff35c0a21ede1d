// Pictures on the hub's disk: a folder with a file for each, named by the SHA-256 of its bytes. Any thread.
#ifndef VANTRUM_HUB_CLINIC_MEDIA_H
#define VANTRUM_HUB_CLINIC_MEDIA_H

#include "vantrum/base.h"

#define VR_MEDIA_BYTES_MAX (20u << 20)
#define VR_MEDIA_NAME 65 // 64 lower-case hexadecimal digits and the NUL

bool vr_media_name(const char *sha256) VR_MUST_USE;

// Opens a picture; the caller closes *fd. type is a static string, told from the bytes. VR_NOT_FOUND: there is no such
// file, or it is no PNG, JPEG or WebP of at most 20 MiB.
bool vr_media_open(const char *folder, const char *sha256, int *fd, int64_t *size, const char **type,
                   struct vr_error *error) VR_MUST_USE;

// Keeps bytes under their hash, as brought just now; all or nothing, and after true they survive a power cut.
// VR_UNSUPPORTED: no picture of the three kinds.
bool vr_media_keep(const char *folder, const void *bytes, size_t length, char name[VR_MEDIA_NAME], const char **type,
                   struct vr_error *error) VR_MUST_USE;

#endif
