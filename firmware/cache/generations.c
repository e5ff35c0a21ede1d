// The programme's generations: programme/<number>.vp, each a header, the url, the ETag and the JSON.
#include "store.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAGIC "VRPROG1\n"
#define NAME_DIGITS 16
#define NUMBER_MAX UINT64_C(1000000000000000) // higher ones are not from us, and would leave no room above them
#define FILES_MAX 64                          // looked at; two are kept, so more means that somebody else writes here

struct header {
	char magic[8];
	uint32_t url_length;
	uint32_t etag_length;
	uint64_t json_length;
	unsigned char check[VR_CACHE_HASH];
};

#define IMAGE_MAX (sizeof(struct header) + VR_CACHE_URL_MAX + VR_CACHE_ETAG_MAX + VR_CACHE_PROGRAMME_MAX)

struct parts {
	const char *url, *etag, *json;
	size_t url_length, etag_length, json_length;
};

// What makes two generations the same: where from and what, but not under which ETag.
static void identify(const struct parts *parts, unsigned char out[VR_CACHE_HASH])
{
	crypto_hash_sha256_state state;
	const unsigned char separator = 0;
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *)parts->url, parts->url_length);
	crypto_hash_sha256_update(&state, &separator, 1);
	crypto_hash_sha256_update(&state, (const unsigned char *)parts->json, parts->json_length);
	crypto_hash_sha256_final(&state, out);
}

// Covers every byte of the file: those of url and JSON through the identity.
static void checksum(const struct header *header, const unsigned char identity[VR_CACHE_HASH],
                     const struct parts *parts, unsigned char out[VR_CACHE_HASH])
{
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *)header, offsetof(struct header, check));
	crypto_hash_sha256_update(&state, identity, VR_CACHE_HASH);
	crypto_hash_sha256_update(&state, (const unsigned char *)parts->etag, parts->etag_length);
	crypto_hash_sha256_final(&state, out);
}

static struct vr_generation *encode(const struct parts *parts)
{
	struct vr_generation *generation = vr_alloc(1, sizeof(*generation));
	struct header header = {.url_length = (uint32_t)parts->url_length,
	                        .etag_length = (uint32_t)parts->etag_length,
	                        .json_length = parts->json_length};
	memcpy(header.magic, MAGIC, sizeof(header.magic));
	identify(parts, generation->identity);
	checksum(&header, generation->identity, parts, header.check);
	struct vr_buffer *image = &generation->image;
	vr_buffer_init(image, IMAGE_MAX);
	vr_buffer_add(image, &header, sizeof(header));
	vr_buffer_add(image, parts->url, parts->url_length);
	vr_buffer_add(image, parts->etag, parts->etag_length);
	vr_buffer_add(image, parts->json, parts->json_length);
	if (image->full) {
		vr_generation_destroy(generation);
		return NULL;
	}
	return generation;
}

static bool decode(const struct vr_buffer *image, struct parts *parts, unsigned char identity[VR_CACHE_HASH])
{
	struct header header;
	if (image->length < sizeof(header))
		return false;
	memcpy(&header, image->data, sizeof(header));
	if (memcmp(header.magic, MAGIC, sizeof(header.magic)) != 0 || header.url_length > VR_CACHE_URL_MAX ||
	    header.etag_length > VR_CACHE_ETAG_MAX || header.json_length > VR_CACHE_PROGRAMME_MAX ||
	    image->length != sizeof(header) + header.url_length + header.etag_length + header.json_length)
		return false;
	parts->url_length = header.url_length;
	parts->etag_length = header.etag_length;
	parts->json_length = header.json_length;
	parts->url = image->data + sizeof(header);
	parts->etag = parts->url + parts->url_length;
	parts->json = parts->etag + parts->etag_length;
	unsigned char check[VR_CACHE_HASH];
	identify(parts, identity);
	checksum(&header, identity, parts, check);
	return memcmp(check, header.check, sizeof(check)) == 0;
}

void vr_generation_destroy(struct vr_generation *generation)
{
	if (generation == NULL)
		return;
	vr_buffer_release(&generation->image);
	free(generation);
}

static void path_of(const struct vr_cache *cache, uint64_t number, char out[VR_PATH_MAX])
{
	char name[32];
	snprintf(name, sizeof(name), "%0*" PRIu64 ".vp", NAME_DIGITS, number);
	vr_cache_path(cache, "programme", name, out);
}

// The number in a file's name, 0 when it is none of ours.
static uint64_t number_of(const char *name)
{
	if (strlen(name) != NAME_DIGITS + 3 || strspn(name, "0123456789") != NAME_DIGITS ||
	    strcmp(name + NAME_DIGITS, ".vp") != 0)
		return 0;
	uint64_t number = strtoull(name, NULL, 10);
	return number < NUMBER_MAX ? number : 0;
}

static int newest_first(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
	return one < other ? 1 : one > other ? -1 : 0;
}

// The numbers on disk, newest first.
static size_t list(const struct vr_cache *cache, uint64_t numbers[FILES_MAX])
{
	char path[VR_PATH_MAX];
	vr_cache_path(cache, "programme", "", path);
	DIR *folder = opendir(path);
	if (folder == NULL)
		return 0;
	size_t count = 0;
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		uint64_t number = number_of(entry->d_name);
		if (number == 0)
			continue;
		if (count == FILES_MAX) {
			qsort(numbers, count, sizeof(*numbers), newest_first);
			count -= numbers[count - 1] < number;
		}
		if (count < FILES_MAX)
			numbers[count++] = number;
	}
	closedir(folder);
	qsort(numbers, count, sizeof(*numbers), newest_first);
	return count;
}

// Reads the newest good one into image and notes which it is. Called under disk.
static bool read_newest(struct vr_cache *cache, struct vr_buffer *image, struct parts *parts)
{
	uint64_t numbers[FILES_MAX];
	size_t count = list(cache, numbers);
	if (count > 0 && numbers[0] > cache->last_number)
		cache->last_number = numbers[0];
	for (size_t i = 0; i < count; i++) {
		char path[VR_PATH_MAX];
		struct vr_error error = {.what = "its checksum is wrong"};
		path_of(cache, numbers[i], path);
		vr_buffer_clear(image);
		if (vr_file_read(path, image, &error) && decode(image, parts, cache->good_identity)) {
			cache->good_number = numbers[i];
			return true;
		}
		vr_log(VR_LOG_WARNING, "cache", "%s is not used: %s", path, error.what);
	}
	cache->good_number = 0;
	return false;
}

static bool hand_out(const struct parts *parts, struct vr_buffer *json, struct vr_buffer *url, struct vr_buffer *etag,
                     struct vr_error *error)
{
	if (vr_buffer_add(json, parts->json, parts->json_length) && vr_buffer_add(url, parts->url, parts->url_length) &&
	    vr_buffer_add(etag, parts->etag, parts->etag_length))
		return true;
	return vr_fail(error, VR_LIMIT, "the cached programme is larger than the buffer for it");
}

// What has not reached the disk is the newest. Returns whether there was any, *ok whether it fitted.
static bool load_from_memory(struct vr_cache *cache, struct vr_buffer *json, struct vr_buffer *url,
                             struct vr_buffer *etag, bool *ok, struct vr_error *error)
{
	pthread_mutex_lock(&cache->lock);
	const struct vr_generation *newest = cache->pending != NULL ? cache->pending : cache->writing;
	struct parts parts;
	unsigned char identity[VR_CACHE_HASH];
	bool found = newest != NULL && decode(&newest->image, &parts, identity);
	if (found)
		*ok = hand_out(&parts, json, url, etag, error);
	pthread_mutex_unlock(&cache->lock);
	return found;
}

bool vr_cache_load_programme(struct vr_cache *cache, struct vr_buffer *json, struct vr_buffer *url,
                             struct vr_buffer *etag, struct vr_error *error)
{
	vr_buffer_clear(json);
	vr_buffer_clear(url);
	vr_buffer_clear(etag);
	bool ok;
	if (load_from_memory(cache, json, url, etag, &ok, error))
		return ok;
	struct vr_buffer image;
	struct parts parts;
	vr_buffer_init(&image, IMAGE_MAX);
	pthread_mutex_lock(&cache->disk);
	bool found = read_newest(cache, &image, &parts);
	pthread_mutex_unlock(&cache->disk);
	ok = found ? hand_out(&parts, json, url, etag, error)
	           : vr_fail(error, VR_NOT_FOUND, "no programme in the cache %.150s", cache->folder);
	vr_buffer_release(&image);
	return ok;
}

bool vr_cache_store_programme(struct vr_cache *cache, const char *json, size_t length, const char *url,
                              const char *etag, struct vr_error *error)
{
	struct parts parts = {.url = url,
	                      .etag = etag,
	                      .json = json,
	                      .url_length = strlen(url),
	                      .etag_length = strlen(etag),
	                      .json_length = length};
	if (length > VR_CACHE_PROGRAMME_MAX || parts.url_length > VR_CACHE_URL_MAX ||
	    parts.etag_length > VR_CACHE_ETAG_MAX)
		return vr_fail(error, VR_LIMIT, "a programme of %zu bytes is too large for the cache", length);
	struct vr_generation *generation = encode(&parts);
	if (generation == NULL)
		return vr_fail(error, VR_MEMORY, "no memory to keep a programme of %zu bytes", length);
	pthread_mutex_lock(&cache->lock);
	vr_generation_destroy(cache->pending);
	cache->pending = generation;
	vr_cache_nudge_locked(cache);
	pthread_mutex_unlock(&cache->lock);
	return true;
}

// Reads it back from the card itself and not from the kernel's memory of what was written.
static bool proven(const char *path, const struct vr_buffer *image, struct vr_error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
		close(fd);
	}
	struct vr_buffer back;
	vr_buffer_init(&back, IMAGE_MAX);
	bool ok = vr_file_read(path, &back, error);
	if (ok && (back.length != image->length || memcmp(back.data, image->data, image->length) != 0))
		ok = vr_fail(error, VR_IO, "%.150s does not read back as written; replace the card", path);
	vr_buffer_release(&back);
	return ok;
}

static void remove_all_but(const struct vr_cache *cache, uint64_t one, uint64_t other)
{
	uint64_t numbers[FILES_MAX];
	size_t count = list(cache, numbers);
	for (size_t i = 0; i < count; i++) {
		char path[VR_PATH_MAX];
		path_of(cache, numbers[i], path);
		if (numbers[i] != one && numbers[i] != other)
			unlink(path);
	}
}

static bool write_next(struct vr_cache *cache, const struct vr_generation *generation, struct vr_error *error)
{
	char path[VR_PATH_MAX];
	uint64_t number = cache->last_number + 1;
	path_of(cache, number, path);
	if (!vr_file_replace(path, generation->image.data, generation->image.length, 0644, error))
		return false;
	cache->last_number = number;
	if (!proven(path, &generation->image, error)) {
		unlink(path);
		return false;
	}
	// Only now may an older one go.
	remove_all_but(cache, number, cache->good_number);
	cache->good_number = number;
	memcpy(cache->good_identity, generation->identity, VR_CACHE_HASH);
	return true;
}

bool vr_generation_write(struct vr_cache *cache, const struct vr_generation *generation, struct vr_error *error)
{
	pthread_mutex_lock(&cache->disk);
	if (cache->good_number == 0) {
		struct vr_buffer image;
		struct parts parts;
		vr_buffer_init(&image, IMAGE_MAX);
		read_newest(cache, &image, &parts);
		vr_buffer_release(&image);
	}
	bool same = cache->good_number != 0 && memcmp(cache->good_identity, generation->identity, VR_CACHE_HASH) == 0;
	bool ok = same || write_next(cache, generation, error);
	pthread_mutex_unlock(&cache->disk);
	return ok;
}
