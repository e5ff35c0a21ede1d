#include "vantrum/language.h"

#include <stdlib.h>
#include <string.h>

struct kept {
	char *tag;
	struct vr_language *language;
	uint64_t used;
};

struct vr_languages {
	struct kept kept[VR_LANGUAGES_KEPT];
	size_t count;
	uint64_t uses;
};

struct vr_languages *vr_languages_create(void)
{
	return vr_alloc(1, sizeof(struct vr_languages));
}

static void close_kept(struct kept *kept)
{
	vr_language_destroy(kept->language);
	free(kept->tag);
}

void vr_languages_destroy(struct vr_languages *languages)
{
	if (!languages)
		return;
	for (size_t i = 0; i < languages->count; i++)
		close_kept(&languages->kept[i]);
	free(languages);
}

// A free place, or the one that was not used for longest.
static struct kept *place(struct vr_languages *languages)
{
	if (languages->count < VR_LANGUAGES_KEPT)
		return &languages->kept[languages->count++];
	struct kept *oldest = languages->kept;
	for (size_t i = 1; i < languages->count; i++)
		if (languages->kept[i].used < oldest->used)
			oldest = &languages->kept[i];
	close_kept(oldest);
	return oldest;
}

const struct vr_language *vr_languages_get(struct vr_languages *languages, const char *tag)
{
	struct kept *kept = NULL;
	for (size_t i = 0; i < languages->count && !kept; i++)
		if (strcmp(languages->kept[i].tag, tag) == 0)
			kept = &languages->kept[i];
	if (!kept) {
		struct vr_error error;
		kept = place(languages);
		kept->tag = vr_strdup(tag);
		if (!vr_language_create(tag, &kept->language, &error))
			vr_log(VR_LOG_WARNING, "language", "%s", error.what);
	}
	kept->used = ++languages->uses;
	return kept->language;
}
