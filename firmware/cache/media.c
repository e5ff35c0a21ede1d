// Pictures: media/<sha256>, within a quota.
#include "store.h"

#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_sha256(const char *text)
{
	return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static bool matches(const char *sha256, const void *bytes, size_t length)
{
	unsigned char hash[VR_CACHE_HASH];
	char hex[65];
	crypto_hash_sha256(hash, bytes, length);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return strcmp(hex, sha256) == 0;
}

// Where it is among the ordered ones, or where it would be.
static size_t place_of(const struct vr_cache *cache, const char *sha256)
{
	size_t low = 0, high = cache->media_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(cache->media[middle]->sha256, sha256) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct vr_media *find_locked(const struct vr_cache *cache, const char *sha256)
{
	size_t place = place_of(cache, sha256);
	if (place < cache->media_count && strcmp(cache->media[place]->sha256, sha256) == 0)
		return cache->media[place];
	return NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

static bool is_needed(const struct vr_cache *cache, const char *sha256)
{
	return cache->needed_count > 0 &&
	       bsearch(sha256, cache->needed, cache->needed_count, sizeof(*cache->needed), by_text) != NULL;
}

static struct vr_media *add_locked(struct vr_cache *cache, const char *sha256, uint64_t size)
{
	if (cache->media_count == cache->media_room) {
		size_t room = cache->media_room == 0 ? 64 : 2 * cache->media_room;
		struct vr_media **more = vr_alloc(room, sizeof(struct vr_media *));
		if (cache->media_count > 0)
			memcpy(more, cache->media, cache->media_count * sizeof(struct vr_media *));
		free(cache->media);
		cache->media = more;
		cache->media_room = room;
	}
	size_t place = place_of(cache, sha256);
	memmove(cache->media + place + 1, cache->media + place,
	        (cache->media_count - place) * sizeof(struct vr_media *));
	struct vr_media *media = vr_alloc(1, sizeof(*media));
	snprintf(media->sha256, sizeof(media->sha256), "%s", sha256);
	media->size = size;
	media->era = is_needed(cache, sha256) ? cache->era : 0;
	cache->media[place] = media;
	cache->media_count++;
	return media;
}

static void drop_locked(struct vr_cache *cache, struct vr_media *media)
{
	size_t place = place_of(cache, media->sha256);
	cache->memory_bytes -= media->bytes != NULL ? media->size : 0;
	cache->disk_bytes -= media->on_disk ? media->size : 0;
	cache->media_count--;
	memmove(cache->media + place, cache->media + place + 1,
	        (cache->media_count - place) * sizeof(struct vr_media *));
	free(media->bytes);
	free(media);
}

void vr_media_scan(struct vr_cache *cache)
{
	char path[VR_PATH_MAX];
	vr_cache_path(cache, "media", "", path);
	DIR *folder = opendir(path);
	if (folder == NULL)
		return;
	pthread_mutex_lock(&cache->lock);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		struct stat status;
		if (!is_sha256(entry->d_name) ||
		    fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
		    !S_ISREG(status.st_mode) || find_locked(cache, entry->d_name) != NULL)
			continue;
		struct vr_media *media = add_locked(cache, entry->d_name, (uint64_t)status.st_size);
		media->modified_s = status.st_mtime;
		media->on_disk = true;
		cache->disk_bytes += media->size;
	}
	pthread_mutex_unlock(&cache->lock);
	closedir(folder);
}

bool vr_cache_has_media(struct vr_cache *cache, const char *sha256)
{
	pthread_mutex_lock(&cache->lock);
	bool has = find_locked(cache, sha256) != NULL;
	pthread_mutex_unlock(&cache->lock);
	return has;
}

// A file that is not what its name says: gone, so that it can be fetched again.
static void forget(struct vr_cache *cache, const char *sha256, const char *path)
{
	pthread_mutex_lock(&cache->disk);
	if (cache->writable)
		unlink(path);
	pthread_mutex_unlock(&cache->disk);
	pthread_mutex_lock(&cache->lock);
	struct vr_media *media = find_locked(cache, sha256);
	if (media != NULL && media->on_disk && media->bytes == NULL)
		drop_locked(cache, media);
	pthread_mutex_unlock(&cache->lock);
}

bool vr_cache_load_media(struct vr_cache *cache, const char *sha256, struct vr_buffer *out, struct vr_error *error)
{
	vr_buffer_clear(out);
	pthread_mutex_lock(&cache->lock);
	const struct vr_media *media = find_locked(cache, sha256);
	bool found = media != NULL, in_memory = found && media->bytes != NULL;
	bool fits = in_memory && vr_buffer_add(out, media->bytes, media->size);
	pthread_mutex_unlock(&cache->lock);
	if (!found)
		return vr_fail(error, VR_NOT_FOUND, "no picture %.64s in the cache", sha256);
	if (in_memory)
		return fits || vr_fail(error, VR_LIMIT, "picture %.64s is larger than %zu bytes", sha256, out->max);
	char path[VR_PATH_MAX];
	struct vr_error why = {.what = "it is not what its name says"};
	vr_cache_path(cache, "media", sha256, path);
	if (vr_file_read(path, out, &why) && matches(sha256, vr_buffer_string(out), out->length))
		return true;
	vr_buffer_clear(out);
	if (why.code == VR_LIMIT)
		return vr_fail(error, VR_LIMIT, "%s", why.what);
	vr_log(VR_LOG_WARNING, "cache", "picture %s is not used: %s", sha256, why.what);
	forget(cache, sha256, path);
	return vr_fail(error, VR_NOT_FOUND, "picture %.64s in the cache was broken", sha256);
}

// Pictures that nobody needs and that have no place on disk make room for one that is wanted now.
static bool make_memory_locked(struct vr_cache *cache, size_t length)
{
	for (size_t i = cache->media_count; i-- > 0 && cache->memory_bytes + length > VR_CACHE_MEMORY_MAX;) {
		struct vr_media *media = cache->media[i];
		if (media->bytes != NULL && !media->on_disk && !media->writing && !is_needed(cache, media->sha256))
			drop_locked(cache, media);
	}
	return cache->memory_bytes + length <= VR_CACHE_MEMORY_MAX;
}

static bool keep_locked(struct vr_cache *cache, const char *sha256, const void *bytes, size_t length,
                        struct vr_error *error)
{
	if (find_locked(cache, sha256) != NULL)
		return true;
	if (!make_memory_locked(cache, length))
		return vr_fail(error, VR_LIMIT, "no room in memory for the picture %.64s", sha256);
	void *copy = vr_alloc_large(1, length);
	if (copy == NULL)
		return vr_fail(error, VR_MEMORY, "no memory for a picture of %zu bytes", length);
	memcpy(copy, bytes, length);
	struct vr_media *media = add_locked(cache, sha256, length);
	media->bytes = copy;
	cache->memory_bytes += length;
	vr_cache_nudge_locked(cache);
	return true;
}

bool vr_cache_store_media(struct vr_cache *cache, const char *sha256, const void *bytes, size_t length,
                          struct vr_error *error)
{
	if (length == 0 || length > VR_CACHE_MEDIA_MAX)
		return vr_fail(error, VR_LIMIT, "a picture of %zu bytes: 1 to %u are allowed", length,
		               VR_CACHE_MEDIA_MAX);
	if (!is_sha256(sha256) || !matches(sha256, bytes, length))
		return vr_fail(error, VR_INVALID, "the picture does not have the SHA-256 %.64s", sha256);
	pthread_mutex_lock(&cache->lock);
	bool ok = keep_locked(cache, sha256, bytes, length, error);
	pthread_mutex_unlock(&cache->lock);
	return ok;
}

void vr_cache_keep_media(struct vr_cache *cache, const char (*sha256)[65], size_t count)
{
	char(*needed)[65] = vr_alloc_large(count + 1, sizeof(*needed));
	if (needed == NULL)
		return; // what was needed before stays so
	if (count > 0)
		memcpy(needed, sha256, count * sizeof(*needed));
	qsort(needed, count, sizeof(*needed), by_text);
	pthread_mutex_lock(&cache->lock);
	free(cache->needed);
	cache->needed = needed;
	cache->needed_count = count;
	cache->era++;
	for (size_t i = 0; i < cache->media_count; i++) {
		struct vr_media *media = cache->media[i];
		media->no_room = false;
		if (is_needed(cache, media->sha256))
			media->era = cache->era;
	}
	if (vr_writer_has_work_locked(cache))
		vr_cache_nudge_locked(cache);
	pthread_mutex_unlock(&cache->lock);
}

struct vr_media *vr_media_unwritten_locked(const struct vr_cache *cache)
{
	for (size_t i = 0; i < cache->media_count && cache->memory_bytes > 0; i++)
		if (cache->media[i]->bytes != NULL && !cache->media[i]->no_room)
			return cache->media[i];
	return NULL;
}

// The one on disk that can best be done without, or NULL.
static struct vr_media *victim_locked(const struct vr_cache *cache)
{
	struct vr_media *victim = NULL;
	for (size_t i = 0; i < cache->media_count; i++) {
		struct vr_media *media = cache->media[i];
		if (!media->on_disk || media->writing || is_needed(cache, media->sha256))
			continue;
		if (victim == NULL || media->era < victim->era ||
		    (media->era == victim->era && media->modified_s < victim->modified_s))
			victim = media;
	}
	return victim;
}

bool vr_media_over_quota_locked(const struct vr_cache *cache)
{
	return cache->disk_bytes > cache->max_bytes && victim_locked(cache) != NULL;
}

// Removes one and returns true, or finds none.
static bool remove_one_locked(struct vr_cache *cache)
{
	struct vr_media *victim = victim_locked(cache);
	if (victim == NULL)
		return false;
	char path[VR_PATH_MAX];
	vr_cache_path(cache, "media", victim->sha256, path);
	drop_locked(cache, victim);
	pthread_mutex_unlock(&cache->lock);
	unlink(path);
	pthread_mutex_lock(&cache->lock);
	return true;
}

void vr_media_keep_quota(struct vr_cache *cache)
{
	pthread_mutex_lock(&cache->lock);
	while (cache->disk_bytes > cache->max_bytes && remove_one_locked(cache))
		;
	pthread_mutex_unlock(&cache->lock);
}

bool vr_media_free_disk(struct vr_cache *cache)
{
	bool any = false;
	pthread_mutex_lock(&cache->lock);
	while (remove_one_locked(cache))
		any = true;
	pthread_mutex_unlock(&cache->lock);
	return any;
}

bool vr_media_write(struct vr_cache *cache, struct vr_media *media, struct vr_error *error)
{
	pthread_mutex_lock(&cache->lock);
	while (cache->disk_bytes + media->size > cache->max_bytes && remove_one_locked(cache))
		;
	media->no_room = cache->disk_bytes + media->size > cache->max_bytes;
	bool room = !media->no_room;
	pthread_mutex_unlock(&cache->lock);
	if (!room)
		return true; // it stays in memory
	char path[VR_PATH_MAX];
	vr_cache_path(cache, "media", media->sha256, path);
	if (!vr_file_replace(path, media->bytes, media->size, 0644, error))
		return false;
	pthread_mutex_lock(&cache->lock);
	media->on_disk = true;
	media->modified_s = vr_instant_now().ms / VR_SECOND;
	cache->disk_bytes += media->size;
	cache->memory_bytes -= media->size;
	free(media->bytes);
	media->bytes = NULL;
	pthread_mutex_unlock(&cache->lock);
	return true;
}
