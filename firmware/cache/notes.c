// Small values that survive a restart: notes/<name>.
#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool good_name(const char *name)
{
	size_t length = strlen(name);
	return length > 0 && length < sizeof(((struct vr_note *)NULL)->name) &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static struct vr_note *find_locked(struct vr_cache *cache, const char *name)
{
	for (size_t i = 0; i < VR_CACHE_NOTES_MAX; i++)
		if (strcmp(cache->notes[i].name, name) == 0)
			return &cache->notes[i];
	return NULL;
}

static void set_locked(struct vr_note *note, const void *bytes, size_t length)
{
	char *copy = vr_alloc(1, length + 1);
	memcpy(copy, bytes, length);
	free(note->bytes);
	note->bytes = copy;
	note->length = length;
}

// Brings the note into memory, from disk the first time. NULL: there is none.
static struct vr_note *know_locked(struct vr_cache *cache, const char *name)
{
	struct vr_note *note = find_locked(cache, name);
	if (note != NULL)
		return note;
	char path[VR_PATH_MAX];
	struct vr_buffer bytes;
	struct vr_error error;
	vr_cache_path(cache, "notes", name, path);
	vr_buffer_init(&bytes, VR_CACHE_NOTE_MAX);
	pthread_mutex_unlock(&cache->lock);
	bool read = vr_file_read(path, &bytes, &error);
	pthread_mutex_lock(&cache->lock);
	note = find_locked(cache, name);
	if (note == NULL && read && (note = find_locked(cache, "")) != NULL) {
		snprintf(note->name, sizeof(note->name), "%s", name);
		set_locked(note, vr_buffer_string(&bytes), bytes.length);
	}
	vr_buffer_release(&bytes);
	return note;
}

bool vr_cache_load_note(struct vr_cache *cache, const char *name, struct vr_buffer *out, struct vr_error *error)
{
	vr_buffer_clear(out);
	if (!good_name(name))
		return vr_fail(error, VR_INVALID, "\"%.60s\" is no name for a note", name);
	pthread_mutex_lock(&cache->lock);
	const struct vr_note *note = know_locked(cache, name);
	bool ok = note != NULL ? vr_buffer_add(out, note->bytes, note->length) ||
	                                 vr_fail(error, VR_LIMIT, "the note %s is larger than its buffer", name)
	                       : vr_fail(error, VR_NOT_FOUND, "no note %s in the cache", name);
	pthread_mutex_unlock(&cache->lock);
	return ok;
}

bool vr_cache_store_note(struct vr_cache *cache, const char *name, const void *bytes, size_t length,
                         struct vr_error *error)
{
	if (!good_name(name))
		return vr_fail(error, VR_INVALID, "\"%.60s\" is no name for a note", name);
	if (length > VR_CACHE_NOTE_MAX)
		return vr_fail(error, VR_LIMIT, "the note %s has %zu bytes, more than %u", name, length,
		               VR_CACHE_NOTE_MAX);
	bool ok = true;
	pthread_mutex_lock(&cache->lock);
	struct vr_note *note = know_locked(cache, name);
	if (note == NULL && (note = find_locked(cache, "")) != NULL)
		snprintf(note->name, sizeof(note->name), "%s", name);
	if (note == NULL) {
		ok = vr_fail(error, VR_LIMIT, "more than %d notes", VR_CACHE_NOTES_MAX);
	} else if (note->bytes == NULL || note->length != length || memcmp(note->bytes, bytes, length) != 0) {
		set_locked(note, bytes, length);
		note->dirty = true;
		vr_cache_nudge_locked(cache);
	}
	pthread_mutex_unlock(&cache->lock);
	return ok;
}

struct vr_note *vr_note_dirty_locked(struct vr_cache *cache)
{
	for (size_t i = 0; i < VR_CACHE_NOTES_MAX; i++)
		if (cache->notes[i].dirty)
			return &cache->notes[i];
	return NULL;
}

bool vr_note_write(struct vr_cache *cache, struct vr_note *note, struct vr_error *error)
{
	char path[VR_PATH_MAX], bytes[VR_CACHE_NOTE_MAX];
	pthread_mutex_lock(&cache->lock);
	size_t length = note->length;
	memcpy(bytes, note->bytes, length);
	vr_cache_path(cache, "notes", note->name, path);
	note->dirty = false;
	pthread_mutex_unlock(&cache->lock);
	bool ok = vr_file_replace(path, bytes, length, 0644, error);
	pthread_mutex_lock(&cache->lock);
	note->dirty |= !ok; // it may have changed again meanwhile
	pthread_mutex_unlock(&cache->lock);
	return ok;
}
