#include "hotplug.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

#define TEXT_MAX 4096
#define FNV_START UINT64_C(0xcbf29ce484222325)

static uint64_t mix(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3); // FNV-1a
	return hash;
}

static bool read_text(const char *folder, const char *name, struct vr_buffer *out)
{
	char path[VR_PATH_MAX];
	vr_buffer_clear(out);
	return snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path &&
	       (vr_file_read(path, out, NULL) || out->full);
}

// A number for the connected displays and their modes; 0 when none is connected.
static uint64_t look(const char *root)
{
	char pattern[VR_PATH_MAX];
	glob_t connectors;
	if (snprintf(pattern, sizeof pattern, "%s/sys/class/drm/card*-*", root) >= (int)sizeof pattern ||
	    glob(pattern, 0, NULL, &connectors) != 0)
		return 0;
	struct vr_buffer text;
	vr_buffer_init(&text, TEXT_MAX);
	uint64_t hash = 0;
	for (size_t i = 0; i < connectors.gl_pathc; i++) {
		const char *folder = connectors.gl_pathv[i];
		if (!read_text(folder, "status", &text) || strcmp(vr_buffer_string(&text), "connected\n") != 0)
			continue;
		hash = mix(hash ? hash : FNV_START, folder);
		if (read_text(folder, "modes", &text))
			hash = mix(hash, vr_buffer_string(&text));
	}
	vr_buffer_release(&text);
	globfree(&connectors);
	return hash;
}

void vr_hotplug_init(struct vr_hotplug *hotplug, const char *root)
{
	hotplug->root = root;
	hotplug->seen = look(root);
}

bool vr_hotplug_changed(struct vr_hotplug *hotplug)
{
	uint64_t now = look(hotplug->root);
	if (now == hotplug->seen)
		return false;
	hotplug->seen = now;
	return now != 0;
}
