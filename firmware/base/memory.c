#include "vantrum/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// No log here: it may need memory itself.
static _Noreturn void out_of_memory(void)
{
	static const char message[] = "<2>base: out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
	(void)ignored;
	abort();
}

void *vr_alloc_large(size_t count, size_t size)
{
	// Checked here as well: sanitizers take calloc's own refusal for a bug.
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		return NULL;
	return calloc(bytes ? bytes : 1, 1); // of nothing it may give NULL, which would read as failure
}

void *vr_alloc(size_t count, size_t size)
{
	void *memory = vr_alloc_large(count, size);
	if (!memory)
		out_of_memory();
	return memory;
}

char *vr_strdup(const char *text)
{
	size_t length = strlen(text) + 1;
	return memcpy(vr_alloc(length, 1), text, length);
}
