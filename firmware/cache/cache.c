#include "store.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#define GOODBYE_MS 500
#define SLOW_MS (10 * VR_SECOND)

void vr_cache_path(const struct vr_cache *cache, const char *part, const char *name, char out[VR_PATH_MAX])
{
	int length = snprintf(out, VR_PATH_MAX, "%s/%s%s%s", cache->folder, part, name[0] != '\0' ? "/" : "", name);
	if (length >= VR_PATH_MAX) // create has seen to it
		abort();
}

// Removes what a power cut left half written in one of our folders.
static void sweep(const struct vr_cache *cache, const char *part)
{
	char path[VR_PATH_MAX];
	vr_cache_path(cache, part, "", path);
	DIR *folder = opendir(path);
	if (folder == NULL)
		return;
	size_t ending = strlen(VR_FILE_FRESH);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		size_t length = strlen(entry->d_name);
		if (length <= ending || strcmp(entry->d_name + length - ending, VR_FILE_FRESH) != 0)
			continue;
		if (unlinkat(dirfd(folder), entry->d_name, 0) == 0)
			vr_log(VR_LOG_INFO, "cache", "removed the unfinished %s/%s", part, entry->d_name);
	}
	closedir(folder);
}

static bool take_lock_file(struct vr_cache *cache, struct vr_error *error)
{
	if (cache->lock_fd >= 0)
		return true;
	char path[VR_PATH_MAX];
	vr_cache_path(cache, "lock", "", path);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return vr_fail(error, VR_IO, "the cache cannot be written, %.100s: %s; it is kept in memory", path,
		               strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		int number = errno;
		close(fd);
		if (number == EWOULDBLOCK)
			return vr_fail(error, VR_IO, "another program uses the cache %.120s; this one only reads it",
			               cache->folder);
		return vr_fail(error, VR_IO, "the cache cannot be locked, %.100s: %s; it is kept in memory", path,
		               strerror(number));
	}
	cache->lock_fd = fd;
	return true;
}

bool vr_cache_prepare(struct vr_cache *cache, struct vr_error *error)
{
	static const char *const parts[] = {"programme", "media", "notes"};
	char path[VR_PATH_MAX];
	for (size_t i = 0; i < VR_COUNT(parts); i++) {
		vr_cache_path(cache, parts[i], "", path);
		if (!vr_file_make_folder(path, error))
			return false;
	}
	if (!take_lock_file(cache, error))
		return false;
	for (size_t i = 0; i < VR_COUNT(parts); i++)
		sweep(cache, parts[i]);
	cache->writable = true;
	return true;
}

static void init_locks(struct vr_cache *cache)
{
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&cache->disk, NULL);
	pthread_mutex_init(&cache->lock, NULL);
	pthread_cond_init(&cache->work, &monotonic);
	pthread_cond_init(&cache->done, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

struct vr_cache *vr_cache_create(const char *folder, uint64_t max_bytes)
{
	struct vr_cache *cache = vr_alloc(1, sizeof(*cache));
	int sodium = sodium_init();
	assert(sodium >= 0);
	(void)sodium;
	init_locks(cache);
	cache->lock_fd = -1;
	cache->max_bytes = max_bytes;
	// A hundred characters are left for the longest name below it.
	bool fits = strlen(folder) < VR_PATH_MAX - 100;
	snprintf(cache->folder, sizeof(cache->folder), "%s", fits ? folder : "/nonexistent");
	if (!fits)
		vr_fail(&cache->problem, VR_LIMIT, "the cache's path is too long; it is kept in memory");
	else if (!vr_cache_prepare(cache, &cache->problem))
		vr_log(VR_LOG_WARNING, "cache", "%s", cache->problem.what);
	vr_media_scan(cache);
	cache->has_writer = pthread_create(&cache->writer, NULL, vr_writer_run, cache) == 0;
	if (!cache->has_writer)
		vr_fail(&cache->problem, VR_MEMORY, "no thread for the cache; it is kept in memory");
	return cache;
}

void vr_cache_free_all(struct vr_cache *cache)
{
	vr_generation_destroy(cache->pending);
	vr_generation_destroy(cache->writing);
	for (size_t i = 0; i < cache->media_count; i++) {
		free(cache->media[i]->bytes);
		free(cache->media[i]);
	}
	free(cache->media);
	free(cache->needed);
	for (size_t i = 0; i < VR_CACHE_NOTES_MAX; i++)
		free(cache->notes[i].bytes);
	if (cache->lock_fd >= 0)
		close(cache->lock_fd);
	pthread_cond_destroy(&cache->work);
	pthread_cond_destroy(&cache->done);
	pthread_mutex_destroy(&cache->disk);
	pthread_mutex_destroy(&cache->lock);
	free(cache);
}

static struct timespec in_ms(int64_t ms)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	int64_t ns = until.tv_nsec + ms % 1000 * 1000000;
	until.tv_sec += ms / 1000 + ns / 1000000000;
	until.tv_nsec = ns % 1000000000;
	return until;
}

void vr_cache_destroy(struct vr_cache *cache)
{
	if (cache == NULL)
		return;
	pthread_mutex_lock(&cache->lock);
	cache->stop = true;
	pthread_cond_signal(&cache->work);
	struct timespec until = in_ms(GOODBYE_MS);
	while (cache->has_writer && !cache->finished)
		if (pthread_cond_timedwait(&cache->done, &cache->lock, &until) == ETIMEDOUT)
			break;
	bool left = !cache->has_writer || cache->finished;
	// A write that hangs in the kernel cannot be ended: its thread inherits the cache, and the program may go.
	cache->abandoned = !left;
	pthread_t writer = cache->writer;
	bool has_writer = cache->has_writer;
	pthread_mutex_unlock(&cache->lock);
	if (!left) {
		pthread_detach(writer);
		return;
	}
	if (has_writer)
		pthread_join(writer, NULL);
	vr_cache_free_all(cache);
}

void vr_cache_nudge_locked(struct vr_cache *cache)
{
	cache->nudged = true;
	pthread_cond_signal(&cache->work);
}

bool vr_cache_flush(struct vr_cache *cache, int64_t timeout_ms)
{
	struct timespec until = in_ms(timeout_ms);
	pthread_mutex_lock(&cache->lock);
	bool idle;
	while (!(idle = !cache->busy && !vr_writer_has_work_locked(cache)) &&
	       (cache->busy || cache->nudged || !cache->failing))
		if (pthread_cond_timedwait(&cache->done, &cache->lock, &until) == ETIMEDOUT)
			break;
	pthread_mutex_unlock(&cache->lock);
	return idle;
}

bool vr_cache_problem(struct vr_cache *cache, struct vr_error *out)
{
	pthread_mutex_lock(&cache->lock);
	*out = cache->problem;
	int64_t busy_ms = cache->busy ? vr_mono_now().ms - cache->busy_since.ms : 0;
	if (out->code == VR_OK && busy_ms > SLOW_MS)
		vr_fail(out, VR_TIMEOUT,
		        "the disk of the cache %.120s is slow: a write takes %lld s so far; replace it", cache->folder,
		        (long long)(busy_ms / VR_SECOND));
	pthread_mutex_unlock(&cache->lock);
	return out->code != VR_OK;
}

int64_t vr_cache_free(struct vr_cache *cache)
{
	struct statvfs disk;
	if (statvfs(cache->folder, &disk) != 0)
		return -1;
	return (int64_t)(disk.f_bavail * disk.f_frsize);
}
