// Room hub/folder: a clinic as a folder (contract §5): programme.json and media/{sha256}. Serves the last good version
// of the programme, whatever happens to the file. Not thread-safe.
#ifndef VANTRUM_HUB_FOLDER_H
#define VANTRUM_HUB_FOLDER_H

#include "vantrum/base.h"

#define VR_HUB_ETAG 68 // a SHA-256 in hexadecimal, its quotes and the NUL

// One version of the programme: const once built, shared by reference within one thread.
struct vr_hub_snapshot {
	unsigned references;
	char *bytes;
	size_t length;
	char etag[VR_HUB_ETAG]; // strong, with its quotes
	int64_t sequence;
	uint64_t version; // 1 for the first; raised with each other content, also where the sequence stays
};

struct vr_hub_snapshot *vr_hub_snapshot_ref(struct vr_hub_snapshot *snapshot);
void vr_hub_snapshot_unref(struct vr_hub_snapshot *snapshot); // NULL is a no-op

struct vr_hub_folder;

// Reads the folder for the first time; a missing or broken programme is only logged, it may come later.
struct vr_hub_folder *vr_hub_folder_create(const char *path);
void vr_hub_folder_destroy(struct vr_hub_folder *folder); // NULL is a no-op

// Becomes readable when something in the folder changed; -1: only looking every now and then tells.
int vr_hub_folder_fd(const struct vr_hub_folder *folder);

// Looks whether the programme is another than the one last read; true when there is a new good version.
// Cheap when nothing changed: call it when the descriptor is readable, and each second for what no watch can see.
bool vr_hub_folder_refresh(struct vr_hub_folder *folder);

// The last good version, without a reference; NULL when there was none so far.
struct vr_hub_snapshot *vr_hub_folder_current(const struct vr_hub_folder *folder);

// Opens a media file. The caller closes *fd. type is a static string, told from the bytes.
bool vr_hub_folder_media(const struct vr_hub_folder *folder, const char *sha256, int *fd, int64_t *size,
                         const char **type, struct vr_error *error) VR_MUST_USE;

#endif
