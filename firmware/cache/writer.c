// The thread that brings what is in memory to disk, and tries again when the disk would not have it.
#include "store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RETRY_S 60

bool vr_writer_has_work_locked(const struct vr_cache *cache)
{
	return cache->pending != NULL || cache->writing != NULL ||
	       vr_note_dirty_locked((struct vr_cache *)cache) != NULL || vr_media_unwritten_locked(cache) != NULL ||
	       vr_media_over_quota_locked(cache);
}

// The disk as it was found: taken again when it is back.
static bool have_disk(struct vr_cache *cache, struct vr_error *error)
{
	pthread_mutex_lock(&cache->disk);
	bool had = cache->writable;
	bool ok = had || vr_cache_prepare(cache, error);
	pthread_mutex_unlock(&cache->disk);
	if (ok && !had)
		vr_media_scan(cache);
	return ok;
}

// After a failure nothing is taken for granted: the folder may be gone, or another card may be in its place.
static bool judge(struct vr_cache *cache, bool ok)
{
	if (ok)
		return true;
	pthread_mutex_lock(&cache->disk);
	cache->writable = false;
	cache->good_number = 0;
	pthread_mutex_unlock(&cache->disk);
	return false;
}

// A full disk is tried once more after what nobody needs has gone.
static bool write_generation(struct vr_cache *cache, struct vr_error *error)
{
	const struct vr_generation *writing = cache->writing;
	return vr_generation_write(cache, writing, error) ||
	       (vr_cache_free(cache) < (int64_t)writing->image.length && vr_media_free_disk(cache) &&
	        vr_generation_write(cache, writing, error));
}

static bool write_media(struct vr_cache *cache, struct vr_media *media, struct vr_error *error)
{
	return vr_media_write(cache, media, error) ||
	       (vr_cache_free(cache) < (int64_t)media->size && vr_media_free_disk(cache) &&
	        vr_media_write(cache, media, error));
}

// Called and left with the lock held, which it lets go meanwhile.
static bool programme_step(struct vr_cache *cache, struct vr_error *error)
{
	cache->writing = cache->pending;
	cache->pending = NULL;
	pthread_mutex_unlock(&cache->lock);
	bool ok = judge(cache, have_disk(cache, error) && write_generation(cache, error));
	pthread_mutex_lock(&cache->lock);
	struct vr_generation *written = cache->writing;
	cache->writing = NULL;
	if (!ok && cache->pending == NULL)
		cache->pending = written;
	else
		vr_generation_destroy(written);
	return ok;
}

static bool note_step(struct vr_cache *cache, struct vr_note *note, struct vr_error *error)
{
	pthread_mutex_unlock(&cache->lock);
	bool ok = judge(cache, have_disk(cache, error) && vr_note_write(cache, note, error));
	pthread_mutex_lock(&cache->lock);
	return ok;
}

static bool media_step(struct vr_cache *cache, struct vr_media *media, struct vr_error *error)
{
	media->writing = true;
	pthread_mutex_unlock(&cache->lock);
	bool ok = judge(cache, have_disk(cache, error) && write_media(cache, media, error));
	pthread_mutex_lock(&cache->lock);
	media->writing = false;
	return ok;
}

// One thing of what waits: the programme before all else.
static bool step(struct vr_cache *cache, struct vr_error *error)
{
	struct vr_note *note;
	struct vr_media *media;
	if (cache->pending != NULL)
		return programme_step(cache, error);
	if ((note = vr_note_dirty_locked(cache)) != NULL)
		return note_step(cache, note, error);
	if ((media = vr_media_unwritten_locked(cache)) != NULL)
		return media_step(cache, media, error);
	pthread_mutex_unlock(&cache->lock);
	bool ok = have_disk(cache, error);
	if (ok)
		vr_media_keep_quota(cache);
	pthread_mutex_lock(&cache->lock);
	return ok;
}

static void settle(struct vr_cache *cache, const struct vr_error *error)
{
	if (error->code != VR_OK && strcmp(cache->problem.what, error->what) != 0)
		vr_log(VR_LOG_WARNING, "cache", "%s", error->what);
	if (error->code == VR_OK && cache->problem.code != VR_OK)
		vr_log(VR_LOG_INFO, "cache", "the disk is well again");
	cache->problem = *error;
	cache->failing = error->code != VR_OK;
}

// Writes until nothing waits or the disk says no. Lock held, let go meanwhile.
static void drain(struct vr_cache *cache)
{
	struct vr_error error = {.code = VR_OK};
	cache->nudged = false;
	cache->busy = true;
	for (;;) {
		cache->busy_since = vr_mono_now();
		if (!vr_writer_has_work_locked(cache) || !step(cache, &error))
			break;
	}
	cache->busy = false;
	// What the quota left in memory is a problem too, though one that only other pictures can end.
	for (size_t i = 0; error.code == VR_OK && i < cache->media_count; i++)
		if (cache->media[i]->no_room)
			vr_fail(&error, VR_LIMIT,
			        "the pictures need more than the cache's %llu MiB; raise max_mib or use fewer",
			        (unsigned long long)(cache->max_bytes >> 20));
	settle(cache, &error);
	pthread_cond_broadcast(&cache->done);
}

static void await_work(struct vr_cache *cache)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += RETRY_S;
	// While all is well there is nothing to wait for but a nudge: no wake-up without a reason.
	while (!cache->stop && !cache->nudged) {
		if (!vr_writer_has_work_locked(cache))
			pthread_cond_wait(&cache->work, &cache->lock);
		else if (pthread_cond_timedwait(&cache->work, &cache->lock, &until) == ETIMEDOUT)
			return;
	}
}

void *vr_writer_run(void *context)
{
	struct vr_cache *cache = context;
	pthread_mutex_lock(&cache->lock);
	while (!cache->stop || cache->nudged) {
		await_work(cache);
		if (!cache->stop || cache->nudged)
			drain(cache);
	}
	cache->finished = true;
	bool abandoned = cache->abandoned;
	pthread_cond_broadcast(&cache->done);
	pthread_mutex_unlock(&cache->lock);
	if (abandoned)
		vr_cache_free_all(cache);
	return NULL;
}
