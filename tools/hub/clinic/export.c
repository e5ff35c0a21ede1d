#include "folder.h"
#include "media.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ARENA_BYTES (64u << 20)

static bool write_programme(struct vr_clinic_cache *clinic, const char *folder, struct vr_error *error)
{
	char path[VR_PATH_MAX + 32];
	// No screen: nothing that is meant for one or for a group of them.
	const struct vr_audience nobody = {.screen = "", .area = "", .groups = ""};
	struct vr_hub_snapshot *snapshot;
	snprintf(path, sizeof path, "%.*s/programme.json", VR_PATH_MAX, folder);
	return vr_clinic_snapshot(clinic, &nobody, &snapshot, error) &&
	       vr_file_replace(path, snapshot->bytes, snapshot->length, 0644, error);
}

static bool write_picture(const char *media, const char *folder, const char *name, struct vr_error *error)
{
	char from[VR_PATH_MAX + 96], to[VR_PATH_MAX + 96];
	struct vr_buffer bytes;
	snprintf(from, sizeof from, "%.*s/%.64s", VR_PATH_MAX, media, name);
	snprintf(to, sizeof to, "%.*s/media/%.64s", VR_PATH_MAX, folder, name);
	vr_buffer_init(&bytes, VR_MEDIA_BYTES_MAX);
	bool ok = vr_file_read(from, &bytes, error) && vr_file_replace(to, bytes.data, bytes.length, 0644, error);
	vr_buffer_release(&bytes);
	return ok;
}

static bool write_pictures(struct vr_store *store, const char *media, const char *clinic, const char *folder,
                           struct vr_error *error)
{
	struct vr_arena arena;
	const struct vr_store_media *list;
	size_t count = 0;
	vr_arena_init(&arena, ARENA_BYTES);
	bool ok = vr_store_media_list(store, clinic, &arena, &list, &count, error);
	for (size_t i = 0; ok && i < count; i++)
		ok = write_picture(media, folder, list[i].sha256, error);
	vr_arena_release(&arena);
	return ok;
}

bool vr_clinic_export(struct vr_store *store, const char *media, const char *clinic, const char *folder,
                      struct vr_error *error)
{
	char pictures[VR_PATH_MAX + 16];
	snprintf(pictures, sizeof pictures, "%.*s/media", VR_PATH_MAX, folder);
	struct vr_clinics *clinics = vr_clinics_create(store, "");
	bool ok = vr_clinics_refresh(clinics, error);
	struct vr_clinic_cache *cache = ok ? vr_clinics_find(clinics, clinic) : NULL;
	if (ok && !cache)
		ok = vr_fail(error, VR_NOT_FOUND, "there is no clinic %.80s", clinic);
	ok = ok && vr_file_make_folder(pictures, error) && write_programme(cache, folder, error) &&
	     write_pictures(store, media, clinic, folder, error);
	vr_clinics_destroy(clinics);
	return ok;
}
