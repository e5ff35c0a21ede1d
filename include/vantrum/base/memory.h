// Allocation. A failed small allocation aborts: the supervisor restarts the screen to its cached show.
// A size that data asked for goes through vr_alloc_large, which may say no.
#ifndef VANTRUM_BASE_MEMORY_H
#define VANTRUM_BASE_MEMORY_H

#include <stddef.h>

#define VR_COUNT(array) (sizeof(array) / sizeof((array)[0]))

// count × size zeroed bytes; never NULL (aborts, also on overflow). Release with free().
void *vr_alloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));

// count × size zeroed bytes or NULL (also on overflow). Release with free().
void *vr_alloc_large(size_t count, size_t size) __attribute__((malloc));

// A copy on the heap; never NULL (aborts). Release with free().
char *vr_strdup(const char *text) __attribute__((malloc, returns_nonnull));

#endif
