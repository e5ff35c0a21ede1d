#include "places.h"

#include "vantrum/base/file.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CACHE_BYTES_MAX ((size_t)1 << 20)

// Appends "<length bytes of base><rest>" unless it is too long to be a path.
static void add_place(struct vr_places *places, const char *base, size_t length, const char *rest)
{
	if (places->count == VR_PLACES_MAX)
		return;
	char *folder = places->folders[places->count];
	if (snprintf(folder, VR_PATH_MAX, "%.*s%s", (int)length, base, rest) < VR_PATH_MAX)
		places->count++;
}

static bool holds(const char *base, size_t length, const char *name)
{
	char path[VR_PATH_MAX];
	return snprintf(path, sizeof path, "%.*s%s", (int)length, base, name) < VR_PATH_MAX && access(path, R_OK) == 0;
}

// The checkout that a build tree was made from stands in its CMakeCache.txt: it may be anywhere.
static void add_source_of(struct vr_places *places, const char *build, size_t length)
{
	static const char key[] = "\nCMAKE_HOME_DIRECTORY:INTERNAL=";
	char path[VR_PATH_MAX];
	struct vr_buffer cache;
	vr_buffer_init(&cache, CACHE_BYTES_MAX);
	if (snprintf(path, sizeof path, "%.*s/CMakeCache.txt", (int)length, build) < VR_PATH_MAX &&
	    vr_file_read(path, &cache, NULL)) {
		const char *found = strstr(vr_buffer_string(&cache), key);
		if (found) {
			found += sizeof key - 1;
			add_place(places, found, strcspn(found, "\r\n"), "/assets/");
		}
	}
	vr_buffer_release(&cache);
}

// Length of the nearest folder at or above the first `length` bytes of path that holds name; 0 when none does.
static size_t walk_up(const char *path, size_t length, const char *name)
{
	while (length > 0 && !holds(path, length, name)) {
		do {
			length--;
		} while (length > 0 && path[length] != '/');
	}
	return length;
}

void vr_places_find(const char *program, struct vr_places *out)
{
	out->count = 0;
	const char *slash = strrchr(program, '/');
	if (!slash)
		return;
	size_t length = (size_t)(slash - program);
	add_place(out, program, length, "/../share/vantrum/");
	size_t build = walk_up(program, length, "/CMakeCache.txt");
	if (build > 0) {
		add_place(out, program, build, "/assets/"); // what the build generated
		add_source_of(out, program, build);
	}
	size_t checkout = walk_up(program, length, "/assets/locale");
	if (checkout > 0)
		add_place(out, program, checkout, "/assets/");
}

bool vr_places_path(const struct vr_places *places, const char *name, char out[VR_PATH_MAX], struct vr_error *error)
{
	// Names may carry a language tag or theme from a configuration: they must not lead out of the assets.
	if (name[0] == '/' || strstr(name, ".."))
		return vr_fail(error, VR_INVALID, "\"%.60s\" is not the name of an asset", name);
	struct vr_buffer tried;
	vr_buffer_init(&tried, sizeof places->folders);
	for (size_t i = 0; i < places->count; i++) {
		int length = snprintf(out, VR_PATH_MAX, "%s%s", places->folders[i], name);
		if (length < VR_PATH_MAX && access(out, R_OK) == 0) {
			vr_buffer_release(&tried);
			return true;
		}
		vr_buffer_format(&tried, " %s", places->folders[i]);
	}
	vr_fail(error, VR_NOT_FOUND, "%.60s is missing; install the program again. Tried:%s", name,
	        vr_buffer_string(&tried));
	vr_buffer_release(&tried);
	return false;
}

static struct vr_places own_places; // written once by find_own, then only read

static void find_own(void)
{
	char program[VR_PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
	if (length <= 0)
		return;
	program[length] = '\0';
	vr_places_find(program, &own_places);
}

bool vr_asset_path(const char *name, char out[VR_PATH_MAX], struct vr_error *error)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, find_own);
	return vr_places_path(&own_places, name, out, error);
}
