#include "vantrum/model/programme.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// Room for the largest document with its structures: 10 000 messages in 32 languages are about 20 MiB of pointers
// beside 16 MiB of text.
#define ARENA_MAX ((size_t)64 << 20)

// The count stands beside the programme, so that the programme itself can be const for everyone.
struct counted {
	struct vr_programme programme; // first: a pointer to it is a pointer to this
	atomic_uint references;
};

struct vr_programme *vr_programme_create(void)
{
	struct counted *counted = vr_alloc(1, sizeof *counted);
	atomic_init(&counted->references, 1);
	counted->programme.series = "";
	counted->programme.issued_at = VR_INSTANT_ALWAYS;
	vr_arena_init(&counted->programme.arena, ARENA_MAX);
	return &counted->programme;
}

// The const belongs to the programme's content, not to its life.
static struct counted *counted_of(const struct vr_programme *programme)
{
	return (struct counted *)(uintptr_t)programme;
}

const struct vr_programme *vr_programme_ref(const struct vr_programme *programme)
{
	if (programme)
		atomic_fetch_add_explicit(&counted_of(programme)->references, 1, memory_order_relaxed);
	return programme;
}

void vr_programme_unref(const struct vr_programme *programme)
{
	if (!programme)
		return;
	struct counted *counted = counted_of(programme);
	// Release what this thread read before another frees it; acquire what the others did.
	if (atomic_fetch_sub_explicit(&counted->references, 1, memory_order_acq_rel) != 1)
		return;
	vr_arena_release(&counted->programme.arena);
	free(counted);
}

const char *vr_localized_get(const struct vr_localized *text, size_t language)
{
	for (size_t i = 0; i < text->count; i++) {
		if (text->entries[i].language == language)
			return text->entries[i].text;
	}
	return NULL;
}

const char *vr_localized_best(const struct vr_localized *text, size_t language, size_t *used)
{
	const size_t wanted[] = {language, 0, text->count ? text->entries[0].language : 0};
	for (size_t i = 0; i < VR_COUNT(wanted); i++) {
		const char *found = vr_localized_get(text, wanted[i]);
		if (!found)
			continue;
		if (used)
			*used = wanted[i];
		return found;
	}
	return NULL;
}

ptrdiff_t vr_programme_find_message(const struct vr_programme *programme, const char *id)
{
	for (size_t i = 0; i < programme->message_count; i++) {
		if (strcmp(programme->messages[i].id, id) == 0)
			return (ptrdiff_t)i;
	}
	return -1;
}

const char *vr_language_policy_name(enum vr_language_policy policy)
{
	static const char *const names[] = {
	        [VR_POLICY_SEQUENCE] = "sequence", [VR_POLICY_PAIRED] = "paired", [VR_POLICY_SINGLE] = "single"};
	assert((size_t)policy < VR_COUNT(names));
	return names[policy];
}

bool vr_language_policy_named(const char *name, enum vr_language_policy *out)
{
	for (int policy = VR_POLICY_SEQUENCE; name && policy <= VR_POLICY_SINGLE; policy++) {
		if (strcmp(name, vr_language_policy_name((enum vr_language_policy)policy)) == 0) {
			*out = (enum vr_language_policy)policy;
			return true;
		}
	}
	return false;
}
