#include "cleaner.h"

#include "media.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROUND_EVERY VR_DAY
#define NAMES_A_STEP 64 // that are looked at; of the old ones among them one is asked for in the store

struct vr_media_cleaner {
	char *folder;
	DIR *round; // NULL: none is under way
	struct vr_mono due;
};

struct vr_media_cleaner *vr_media_cleaner_create(const char *folder)
{
	struct vr_media_cleaner *cleaner = vr_alloc(1, sizeof *cleaner);
	cleaner->folder = vr_strdup(folder);
	return cleaner;
}

void vr_media_cleaner_destroy(struct vr_media_cleaner *cleaner)
{
	if (!cleaner)
		return;
	if (cleaner->round)
		closedir(cleaner->round);
	free(cleaner->folder);
	free(cleaner);
}

static bool is_old(const struct vr_media_cleaner *cleaner, const char *name, struct vr_instant wall)
{
	struct stat status;
	return fstatat(dirfd(cleaner->round), name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode) &&
	       (int64_t)status.st_mtim.tv_sec * VR_SECOND + VR_MEDIA_UNUSED < wall.ms;
}

static bool remove_file(const struct vr_media_cleaner *cleaner, const char *name, struct vr_error *error)
{
	if (unlinkat(dirfd(cleaner->round), name, 0) != 0 && errno != ENOENT)
		return vr_fail(error, VR_IO, "cannot remove %.100s/%.64s: %s", cleaner->folder, name, strerror(errno));
	vr_log(VR_LOG_INFO, "hub", "media=%.12s… removed: nothing shows it any more", name);
	return true;
}

// The store's lock is held from the last look to the end: whoever brings this picture meanwhile, an import in another
// process, comes before or after, and makes its file young.
static bool clean(const struct vr_media_cleaner *cleaner, struct vr_store *store, const char *name,
                  struct vr_instant wall, struct vr_error *error)
{
	bool needed, known;
	if (!vr_store_media_needed(store, name, &needed, error))
		return false;
	if (needed)
		return true;
	bool ok = vr_store_begin(store, error) && vr_store_media_needed(store, name, &needed, error);
	if (ok && !needed && is_old(cleaner, name, wall))
		ok = vr_store_media_forget(store, name, &known, error) &&
		     (known ? vr_store_commit(store, error) : remove_file(cleaner, name, error));
	vr_store_abort(store);
	return ok;
}

static bool begin_round(struct vr_media_cleaner *cleaner, struct vr_mono now, struct vr_error *error)
{
	cleaner->due.ms = now.ms + ROUND_EVERY;
	cleaner->round = opendir(cleaner->folder);
	return cleaner->round ||
	       vr_fail(error, VR_IO, "cannot read the folder %.180s: %s", cleaner->folder, strerror(errno));
}

bool vr_media_cleaner_step(struct vr_media_cleaner *cleaner, struct vr_store *store, struct vr_mono now,
                           struct vr_instant wall, struct vr_error *error)
{
	if (!cleaner->round && now.ms < cleaner->due.ms)
		return true;
	if (!cleaner->round && !begin_round(cleaner, now, error))
		return false;
	for (int i = 0; i < NAMES_A_STEP; i++) {
		const struct dirent *entry = readdir(cleaner->round);
		if (!entry) {
			closedir(cleaner->round);
			cleaner->round = NULL;
			return true;
		}
		if (vr_media_name(entry->d_name) && is_old(cleaner, entry->d_name, wall))
			return clean(cleaner, store, entry->d_name, wall, error);
	}
	return true;
}
