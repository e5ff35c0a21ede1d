// Many small values with one lifetime and one ceiling. Not thread-safe; once filled it may be read from any thread.
#ifndef VANTRUM_BASE_ARENA_H
#define VANTRUM_BASE_ARENA_H

#include <stddef.h>

struct vr_arena_block;

struct vr_arena {
	struct vr_arena_block *head; // newest block, owns the chain
	size_t used;                 // bytes handed out
	size_t max;                  // ceiling in bytes
};

void vr_arena_init(struct vr_arena *arena, size_t max);
void vr_arena_release(struct vr_arena *arena);

// Zeroed, suitably aligned; NULL once the ceiling is reached or count × size overflows. Lives until release.
void *vr_arena_alloc(struct vr_arena *arena, size_t count, size_t size);

// A NUL-terminated copy of length bytes, or NULL at the ceiling.
char *vr_arena_copy(struct vr_arena *arena, const char *text, size_t length);

#endif
