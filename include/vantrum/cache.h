// Room cache: the last good programme and its pictures on disk, safe against power cuts. Generations: a new one is
// written, synced and checked before the older goes; a checksum tells a good one. What is stored is in memory at once
// and goes to disk on a thread of the room's own, so that a slow card delays nobody; where there is no disk it stays in
// memory. Any thread (it locks itself).
#ifndef VANTRUM_CACHE_H
#define VANTRUM_CACHE_H

#include "vantrum/base.h"

struct vr_cache;

#define VR_CACHE_PROGRAMME_MAX (16u << 20) // bytes of the JSON
#define VR_CACHE_URL_MAX 4096u
#define VR_CACHE_ETAG_MAX 1024u
#define VR_CACHE_MEDIA_MAX (20u << 20)  // bytes of one picture
#define VR_CACHE_MEMORY_MAX (64u << 20) // of pictures that wait for the disk or have none
#define VR_CACHE_NOTE_MAX 4096u
#define VR_CACHE_NOTES_MAX 16

// A folder that cannot be made or written is no failure: everything then lives in memory, bounded, and
// vr_cache_problem says why; a disk that comes back is used again within minutes. A second process on the same folder
// only reads. max_bytes bounds media on disk.
struct vr_cache *vr_cache_create(const char *folder, uint64_t max_bytes);

// Writes what still waits, within half a second; a disk that is slower loses the newest, never the last good one.
void vr_cache_destroy(struct vr_cache *cache);

// Waits until all that was stored is on disk; false when the disk refused or timeout_ms passed.
bool vr_cache_flush(struct vr_cache *cache, int64_t timeout_ms);

// The problem in one sentence, or false when all is well. Never waits for the disk.
bool vr_cache_problem(struct vr_cache *cache, struct vr_error *out);

// Free bytes where the folder is; -1 unknown.
int64_t vr_cache_free(struct vr_cache *cache);

// The newest good generation of the programme, with what was stored beside it. VR_NOT_FOUND: none. The buffers are
// cleared first.
bool vr_cache_load_programme(struct vr_cache *cache, struct vr_buffer *json, struct vr_buffer *url,
                             struct vr_buffer *etag, struct vr_error *error) VR_MUST_USE;

// Stores a new generation; writes nothing when the same bytes and url are the newest already (the etag alone
// does not count as a change). Keeps two generations. False only for VR_LIMIT and VR_MEMORY; what the disk says comes
// through vr_cache_problem.
bool vr_cache_store_programme(struct vr_cache *cache, const char *json, size_t length, const char *url,
                              const char *etag, struct vr_error *error) VR_MUST_USE;

// A picture by its SHA-256 (64 lower-case hex digits). What is stored is verified first (VR_INVALID); what is read is
// verified again, a broken file is removed and VR_NOT_FOUND. VR_LIMIT: over 20 MiB, more than out holds, or more than
// memory may hold. out is cleared first.
bool vr_cache_has_media(struct vr_cache *cache, const char *sha256);
bool vr_cache_load_media(struct vr_cache *cache, const char *sha256, struct vr_buffer *out,
                         struct vr_error *error) VR_MUST_USE;
bool vr_cache_store_media(struct vr_cache *cache, const char *sha256, const void *bytes, size_t length,
                          struct vr_error *error) VR_MUST_USE;

// Says which media are needed now: others may go when the quota or a full disk asks for it, those first that were
// needed longest ago. Nothing is written for it.
void vr_cache_keep_media(struct vr_cache *cache, const char (*sha256)[65], size_t count);

// A small value (at most 4 KiB, its name of a–z, 0–9 and -) that must survive a restart: "clock" (the last trusted
// time). Written only when changed. At most VR_CACHE_NOTES_MAX of them.
bool vr_cache_load_note(struct vr_cache *cache, const char *name, struct vr_buffer *out,
                        struct vr_error *error) VR_MUST_USE;
bool vr_cache_store_note(struct vr_cache *cache, const char *name, const void *bytes, size_t length,
                         struct vr_error *error) VR_MUST_USE;

#endif
