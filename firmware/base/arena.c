#include "vantrum/base/arena.h"

#include "vantrum/base/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_FIRST ((size_t)4096)
#define BLOCK_LARGEST ((size_t)256 * 1024)

struct vr_arena_block {
	struct vr_arena_block *older;
	size_t room;
	size_t used;
	max_align_t bytes[];
};

void vr_arena_init(struct vr_arena *arena, size_t max)
{
	*arena = (struct vr_arena){.max = max};
}

void vr_arena_release(struct vr_arena *arena)
{
	for (struct vr_arena_block *block = arena->head, *older; block; block = older) {
		older = block->older;
		free(block);
	}
	*arena = (struct vr_arena){.max = arena->max};
}

static struct vr_arena_block *block_add(struct vr_arena *arena, size_t need)
{
	size_t room = arena->head ? arena->head->room * 2 : BLOCK_FIRST;
	if (room > BLOCK_LARGEST)
		room = BLOCK_LARGEST;
	if (room < need)
		room = need;
	struct vr_arena_block *block = vr_alloc_large(1, sizeof *block + room);
	if (!block)
		return NULL;
	block->room = room;
	block->older = arena->head;
	arena->head = block;
	return block;
}

static void *take(struct vr_arena *arena, size_t bytes, size_t alignment)
{
	if (bytes > arena->max - arena->used)
		return NULL;
	struct vr_arena_block *block = arena->head;
	size_t at = block ? (block->used + alignment - 1) / alignment * alignment : 0;
	if (!block || at > block->room || bytes > block->room - at) {
		block = block_add(arena, bytes);
		if (!block)
			return NULL;
		at = 0;
	}
	block->used = at + bytes;
	arena->used += bytes;
	return (char *)block->bytes + at; // blocks come zeroed and are never reused
}

void *vr_arena_alloc(struct vr_arena *arena, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		return NULL;
	return take(arena, bytes ? bytes : 1, alignof(max_align_t));
}

char *vr_arena_copy(struct vr_arena *arena, const char *text, size_t length)
{
	if (length == SIZE_MAX)
		return NULL;
	char *copy = take(arena, length + 1, 1); // strings are packed: a programme is mostly strings
	if (copy && length > 0)
		memcpy(copy, text, length);
	return copy;
}
