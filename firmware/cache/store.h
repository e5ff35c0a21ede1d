// What the files of room cache share. Two locks: disk (who touches the programme's folder) is taken before lock (what
// is in memory), and lock is never held while the disk works.
#ifndef VANTRUM_CACHE_STORE_H
#define VANTRUM_CACHE_STORE_H

#include "vantrum/cache.h"

#include <pthread.h>

#define VR_CACHE_HASH 32u // bytes of a SHA-256

struct vr_media {
	char sha256[65];
	uint64_t size;
	int64_t modified_s; // of the file: orders those that no programme since the start needed
	uint64_t era;       // the last era in which it was needed; 0: not since the start
	void *bytes;        // in memory; NULL once it is on disk alone
	bool on_disk;
	bool writing; // the writer reads bytes without the lock: do not free
	bool no_room; // the quota refused it; tried again when other media are needed
};

struct vr_note {
	char name[32]; // "" where there is none
	char *bytes;
	size_t length;
	bool dirty; // not on disk yet
};

// A programme as it lies in its file, header and all.
struct vr_generation {
	struct vr_buffer image;
	unsigned char identity[VR_CACHE_HASH]; // of url and JSON
};

struct vr_cache {
	char folder[VR_PATH_MAX];
	uint64_t max_bytes;

	pthread_mutex_t disk; // the five below; held while the programme's files are read or written
	int lock_fd;
	bool writable;
	uint64_t last_number; // the highest that was ever seen in a file's name
	uint64_t good_number; // the newest that was verified; 0: none yet
	unsigned char good_identity[VR_CACHE_HASH];

	pthread_mutex_t lock; // all below
	pthread_cond_t work;  // the writer waits for it
	pthread_cond_t done;  // flush and destroy wait for it
	pthread_t writer;
	bool has_writer;
	bool stop;
	bool finished;  // the writer has left
	bool abandoned; // nobody waits for the writer: it frees everything
	bool nudged;    // something new came since the last attempt
	bool failing;   // the last attempt failed
	bool busy;
	struct vr_mono busy_since;
	struct vr_error problem; // VR_OK: none
	struct vr_generation *pending;
	struct vr_generation *writing; // owned by the writer; others may read it under lock
	struct vr_media **media;       // ordered by sha256
	size_t media_count;
	size_t media_room;
	uint64_t disk_bytes;   // of media
	uint64_t memory_bytes; // of media
	char (*needed)[65];    // ordered
	size_t needed_count;
	uint64_t era;
	struct vr_note notes[VR_CACHE_NOTES_MAX];
};

// Makes the folders and takes the lock file. Called under disk.
bool vr_cache_prepare(struct vr_cache *cache, struct vr_error *error) VR_MUST_USE;
void vr_cache_path(const struct vr_cache *cache, const char *part, const char *name, char out[VR_PATH_MAX]);
void vr_cache_nudge_locked(struct vr_cache *cache);
void vr_cache_free_all(struct vr_cache *cache);

// The writer's thread.
void *vr_writer_run(void *cache);
bool vr_writer_has_work_locked(const struct vr_cache *cache);

// generations.c
void vr_generation_destroy(struct vr_generation *generation);
// Writes it unless the newest good one says the same. Called by the writer, without locks.
bool vr_generation_write(struct vr_cache *cache, const struct vr_generation *generation,
                         struct vr_error *error) VR_MUST_USE;

// media.c
void vr_media_scan(struct vr_cache *cache); // before there are threads, and when the disk came back
struct vr_media *vr_media_unwritten_locked(const struct vr_cache *cache);
bool vr_media_over_quota_locked(const struct vr_cache *cache);
// Both called by the writer without locks.
bool vr_media_write(struct vr_cache *cache, struct vr_media *media, struct vr_error *error) VR_MUST_USE;
void vr_media_keep_quota(struct vr_cache *cache);
// Removes all that are not needed; returns whether there were any.
bool vr_media_free_disk(struct vr_cache *cache);

// notes.c
struct vr_note *vr_note_dirty_locked(struct vr_cache *cache);
bool vr_note_write(struct vr_cache *cache, struct vr_note *note, struct vr_error *error) VR_MUST_USE;

#endif
