#include "pictures.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 3 // the picture on the glass, the next one, and one that was wanted before the plan changed
#define BROKEN 64
#define JOBS 8

// What a worker is asked for and what it answers: owned by whoever holds it.
struct job {
	char sha256[65];
	int width, height;
	bool contain;
	bool done; // pixels are there
	struct vr_pixels pixels;
};

struct slot {
	struct job *job; // NULL: free
	bool pending;
	uint64_t used;
};

struct pictures {
	struct picture_source source;
	struct slot slots[SLOTS];
	char broken[BROKEN][65]; // a ring
	size_t broken_count;
	uint64_t clock; // counts uses, for the oldest slot
	bool threaded;
	pthread_t worker;
	struct vr_queue *jobs;    // main → worker
	struct vr_queue *results; // worker → main
};

static void drop_job(void *value)
{
	struct job *job = value;

	if (job)
		vr_pixels_release(&job->pixels);
	free(job);
}

static void decode(struct pictures *pictures, struct job *job)
{
	struct vr_error error;
	struct vr_buffer bytes;

	vr_buffer_init(&bytes, VR_IMAGE_BYTES_MAX);
	job->done = pictures->source.load(pictures->source.context, job->sha256, &bytes, &error) &&
	            vr_image_decode_for(bytes.data, bytes.length, job->width, job->height, job->contain, &job->pixels,
	                                &error);
	if (!job->done)
		vr_log(VR_LOG_WARNING, "app", "picture %.12s… is left out: %s", job->sha256, error.what);
	vr_buffer_release(&bytes);
}

static void *work(void *context)
{
	struct pictures *pictures = context;
	struct job *job;

	while ((job = vr_queue_wait(pictures->jobs))) {
		decode(pictures, job);
		if (!vr_queue_put(pictures->results, job))
			drop_job(job);
	}
	return NULL;
}

struct pictures *vr_pictures_create(const struct picture_source *source, struct vr_wake wake)
{
	struct pictures *pictures = vr_alloc(1, sizeof *pictures);

	pictures->source = *source;
	pictures->jobs = vr_queue_create(JOBS, drop_job, (struct vr_wake){0});
	pictures->results = vr_queue_create(JOBS, drop_job, wake);
	pictures->threaded = wake.call && pthread_create(&pictures->worker, NULL, work, pictures) == 0;
	return pictures;
}

void vr_pictures_destroy(struct pictures *pictures)
{
	if (!pictures)
		return;
	vr_queue_close(pictures->jobs);
	if (pictures->threaded)
		pthread_join(pictures->worker, NULL);
	vr_queue_destroy(pictures->jobs);
	vr_queue_destroy(pictures->results);
	for (size_t i = 0; i < SLOTS; i++)
		if (!pictures->slots[i].pending)
			drop_job(pictures->slots[i].job);
		else
			free(pictures->slots[i].job);
	free(pictures);
}

static bool is_broken(const struct pictures *pictures, const char *sha256)
{
	size_t known = pictures->broken_count < BROKEN ? pictures->broken_count : BROKEN;

	for (size_t i = 0; i < known; i++)
		if (strcmp(pictures->broken[i], sha256) == 0)
			return true;
	return false;
}

static void remember_broken(struct pictures *pictures, const char *sha256)
{
	memcpy(pictures->broken[pictures->broken_count++ % BROKEN], sha256, 65);
}

bool vr_pictures_usable(struct pictures *pictures, const char *sha256)
{
	return !is_broken(pictures, sha256) && pictures->source.has(pictures->source.context, sha256);
}

static bool matches(const struct job *job, const char *sha256, int width, int height)
{
	return job && job->width == width && job->height == height && strcmp(job->sha256, sha256) == 0;
}

static struct slot *find_slot(struct pictures *pictures, const char *sha256, int width, int height)
{
	for (size_t i = 0; i < SLOTS; i++)
		if (matches(pictures->slots[i].job, sha256, width, height))
			return &pictures->slots[i];
	return NULL;
}

// The slot that was not used for longest and that no worker owes an answer.
static struct slot *oldest_slot(struct pictures *pictures)
{
	struct slot *oldest = NULL;

	for (size_t i = 0; i < SLOTS; i++) {
		struct slot *slot = &pictures->slots[i];

		if (!slot->pending && (!oldest || !slot->job || (oldest->job && slot->used < oldest->used)))
			oldest = slot;
	}
	return oldest;
}

static struct job *new_job(const char *sha256, int width, int height, bool contain)
{
	struct job *job = vr_alloc(1, sizeof *job);

	memcpy(job->sha256, sha256, sizeof job->sha256);
	job->width = width;
	job->height = height;
	job->contain = contain;
	return job;
}

// The answer replaces the question that its slot holds. Returns whether it is usable.
static bool settle(struct pictures *pictures, struct job *answer)
{
	struct slot *slot = find_slot(pictures, answer->sha256, answer->width, answer->height);
	bool good = answer->done;

	if (!good)
		remember_broken(pictures, answer->sha256);
	if (!slot || !slot->pending) {
		drop_job(answer);
		return good;
	}
	free(slot->job);
	slot->pending = false;
	slot->job = good ? answer : NULL;
	if (!good)
		drop_job(answer);
	return good;
}

enum readiness vr_pictures_prepare(struct pictures *pictures, const char *sha256, int width, int height, bool contain)
{
	struct slot *slot = find_slot(pictures, sha256, width, height);
	struct job *job;

	if (is_broken(pictures, sha256))
		return PICTURE_BROKEN;
	if (slot) {
		slot->used = ++pictures->clock;
		return slot->pending ? PICTURE_PENDING : PICTURE_READY;
	}
	slot = oldest_slot(pictures);
	if (!slot)
		return PICTURE_PENDING;
	drop_job(slot->job);
	slot->job = new_job(sha256, width, height, contain);
	slot->pending = true;
	slot->used = ++pictures->clock;
	job = new_job(sha256, width, height, contain);
	if (pictures->threaded && vr_queue_put(pictures->jobs, job))
		return PICTURE_PENDING;
	decode(pictures, job);
	return settle(pictures, job) ? PICTURE_READY : PICTURE_BROKEN;
}

void vr_pictures_keep(struct pictures *pictures, const char *sha256, int width, int height)
{
	for (size_t i = 0; i < SLOTS; i++) {
		struct slot *slot = &pictures->slots[i];

		if (slot->pending || (sha256 && matches(slot->job, sha256, width, height)))
			continue;
		drop_job(slot->job);
		slot->job = NULL;
	}
}

bool vr_pictures_collect(struct pictures *pictures)
{
	bool broken = false;
	struct job *job;

	while ((job = vr_queue_take(pictures->results)))
		broken |= !settle(pictures, job);
	return broken;
}

const struct vr_pixels *vr_pictures_find(void *context, const char *sha256, int width, int height)
{
	struct pictures *pictures = context;
	struct slot *slot = find_slot(pictures, sha256, width, height);

	return slot && !slot->pending ? &slot->job->pixels : NULL;
}
