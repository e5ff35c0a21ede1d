// Files that survive a power cut. Any thread, different paths.
#ifndef VANTRUM_BASE_FILE_H
#define VANTRUM_BASE_FILE_H

#include "vantrum/base/buffer.h"

// Appends the whole file; more than out->max bytes is VR_LIMIT, absence VR_NOT_FOUND.
bool vr_file_read(const char *path, struct vr_buffer *out, struct vr_error *error) VR_MUST_USE;

// Replaces path by these bytes, all or nothing: temporary file beside it, write, fsync, rename, fsync of the folder.
// On failure the temporary file is gone and the old one untouched (only when the last step, the fsync of the folder,
// fails, the new one stands already). A power cut may leave path + VR_FILE_FRESH behind; the next replace removes it.
// mode as for open(2).
#define VR_FILE_FRESH ".new"
bool vr_file_replace(const char *path, const void *bytes, size_t length, unsigned mode,
                     struct vr_error *error) VR_MUST_USE;

// mkdir -p with 0755; an existing folder is fine.
bool vr_file_make_folder(const char *path, struct vr_error *error) VR_MUST_USE;

// fsync of a folder, so that a rename or unlink in it lasts.
bool vr_file_sync_folder(const char *path, struct vr_error *error) VR_MUST_USE;

#endif
