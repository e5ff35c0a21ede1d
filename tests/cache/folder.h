// A folder of a test's own, and what the tests of the cache do again and again.
#ifndef VANTRUM_TESTS_FOLDER_H
#define VANTRUM_TESTS_FOLDER_H

#include "vantrum/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE_MS 10000

static inline int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

static inline void folder_remove(const char *folder)
{
	nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static inline const char *folder_make(char out[256])
{
	snprintf(out, 256, "/tmp/vantrum-cache-XXXXXX");
	return mkdtemp(out);
}

// The only or the last name in folder/part by name, into out; returns how many there are.
static inline int folder_list(const char *folder, const char *part, char out[512])
{
	char path[400], last[256] = "";
	snprintf(path, sizeof(path), "%s/%s", folder, part);
	DIR *listing = opendir(path);
	int count = 0;
	for (struct dirent *entry; listing != NULL && (entry = readdir(listing)) != NULL;) {
		if (entry->d_name[0] == '.')
			continue;
		count++;
		if (strcmp(entry->d_name, last) > 0)
			snprintf(last, sizeof(last), "%s", entry->d_name);
	}
	if (listing != NULL)
		closedir(listing);
	snprintf(out, 512, "%.380s/%.120s", path, last);
	return count;
}

struct loaded {
	bool ok;
	struct vr_error error;
	struct vr_buffer json, url, etag;
};

static inline struct loaded load(struct vr_cache *cache)
{
	struct loaded loaded = {.ok = false};
	vr_buffer_init(&loaded.json, VR_CACHE_PROGRAMME_MAX);
	vr_buffer_init(&loaded.url, VR_CACHE_URL_MAX);
	vr_buffer_init(&loaded.etag, VR_CACHE_ETAG_MAX);
	loaded.ok = vr_cache_load_programme(cache, &loaded.json, &loaded.url, &loaded.etag, &loaded.error);
	return loaded;
}

static inline void unload(struct loaded *loaded)
{
	vr_buffer_release(&loaded->json);
	vr_buffer_release(&loaded->url);
	vr_buffer_release(&loaded->etag);
}

// Whether the newest programme is this one; NULL: whether there is none.
static inline bool holds(struct vr_cache *cache, const char *json)
{
	struct loaded loaded = load(cache);
	bool same = json == NULL ? !loaded.ok && loaded.error.code == VR_NOT_FOUND
	                         : loaded.ok && strcmp(vr_buffer_string(&loaded.json), json) == 0;
	unload(&loaded);
	return same;
}

static inline bool store(struct vr_cache *cache, const char *json)
{
	struct vr_error error;
	return vr_cache_store_programme(cache, json, strlen(json), "http://hub/p", "\"e\"", &error);
}

#endif
