#include "screens.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct vr_hub_screen {
	char *id;
	unsigned char token[crypto_hash_sha256_BYTES];
	char showing[160];    // kind and id of the slide on the glass
	char problems[512];   // codes, for telling when they change
	struct vr_mono asked; // for a picture, last
	bool was_asked;
};

struct vr_hub_screens {
	char pictures[VR_PATH_MAX];
	struct vr_hub_screen **items;
	size_t count, room;
};

struct vr_hub_screens *vr_hub_screens_create(const char *pictures)
{
	struct vr_hub_screens *screens = vr_alloc(1, sizeof *screens);
	snprintf(screens->pictures, sizeof screens->pictures, "%s", pictures);
	return screens;
}

void vr_hub_screens_destroy(struct vr_hub_screens *screens)
{
	if (!screens)
		return;
	for (size_t i = 0; i < screens->count; i++) {
		free(screens->items[i]->id);
		free(screens->items[i]);
	}
	free(screens->items);
	free(screens);
}

// Hashes have one length, so that comparing them tells nothing about the token's.
static void hash_token(const char *token, unsigned char hash[crypto_hash_sha256_BYTES])
{
	crypto_hash_sha256(hash, (const unsigned char *)token, strlen(token));
}

void vr_hub_screens_add(struct vr_hub_screens *screens, const char *id, const char *token)
{
	if (screens->count == screens->room) {
		size_t room = screens->room ? screens->room * 2 : 8;
		struct vr_hub_screen **items = vr_alloc(room, sizeof *items);
		if (screens->count)
			memcpy(items, screens->items, screens->count * sizeof *items);
		free(screens->items);
		screens->items = items;
		screens->room = room;
	}
	struct vr_hub_screen *screen = vr_alloc(1, sizeof *screen);
	screen->id = vr_strdup(id);
	hash_token(token, screen->token);
	screens->items[screens->count++] = screen;
}

struct vr_hub_screen *vr_hub_screens_by_token(struct vr_hub_screens *screens, const char *token)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	hash_token(token, hash);
	struct vr_hub_screen *found = NULL;
	for (size_t i = 0; i < screens->count; i++)
		if (sodium_memcmp(screens->items[i]->token, hash, sizeof hash) == 0)
			found = screens->items[i];
	return found;
}

struct vr_hub_screen *vr_hub_screens_by_id(struct vr_hub_screens *screens, const char *id)
{
	for (size_t i = 0; i < screens->count; i++)
		if (strcmp(screens->items[i]->id, id) == 0)
			return screens->items[i];
	return NULL;
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
}

static void note_showing(struct vr_hub_screen *screen, const json_t *status)
{
	const json_t *showing = json_object_get(status, "showing");
	char text[sizeof screen->showing];
	snprintf(text, sizeof text, "%.40s %.100s", text_of(showing, "slide"), text_of(showing, "id"));
	if (strcmp(text, screen->showing) == 0)
		return;
	memcpy(screen->showing, text, sizeof text);
	vr_log(VR_LOG_DEBUG, "hub", "screen %s shows %s", screen->id, screen->showing);
}

static void note_problems(struct vr_hub_screen *screen, const json_t *status)
{
	char text[sizeof screen->problems] = "";
	size_t used = 0, i;
	const json_t *problem;
	json_array_foreach(json_object_get(status, "problems"), i, problem)
	{
		int length = snprintf(text + used, sizeof text - used, "%s%.40s: %.100s", used ? "; " : "",
		                      text_of(problem, "code"), text_of(problem, "detail"));
		if (length < 0 || (size_t)length >= sizeof text - used)
			break;
		used += (size_t)length;
	}
	if (strcmp(text, screen->problems) == 0)
		return;
	memcpy(screen->problems, text, sizeof text);
	if (text[0])
		vr_log(VR_LOG_WARNING, "hub", "screen %s reports %s", screen->id, text);
	else
		vr_log(VR_LOG_INFO, "hub", "screen %s reports no problem any more", screen->id);
}

bool vr_hub_screen_status(struct vr_hub_screens *screens, struct vr_hub_screen *screen, const char *json, size_t length,
                          struct vr_mono now, bool *want_picture, struct vr_error *error)
{
	json_error_t problem;
	json_t *status = json_loadb(json, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
	if (!status)
		return vr_fail(error, VR_INVALID, "the status is no JSON, see byte %d", problem.position);
	bool object = json_is_object(status);
	if (object) {
		note_showing(screen, status);
		note_problems(screen, status);
	}
	json_decref(status);
	if (!object)
		return vr_fail(error, VR_UNSUPPORTED, "a status is an object");
	*want_picture =
	        screens->pictures[0] && (!screen->was_asked || now.ms - screen->asked.ms >= VR_HUB_PICTURE_EVERY);
	if (*want_picture) {
		screen->asked = now;
		screen->was_asked = true;
	}
	return true;
}

bool vr_hub_screen_picture(struct vr_hub_screens *screens, struct vr_hub_screen *screen, const char *bytes,
                           size_t length, struct vr_error *error)
{
	if (length < 8 || memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) != 0)
		return vr_fail(error, VR_UNSUPPORTED, "a picture is a PNG file");
	if (!screens->pictures[0])
		return true;
	char path[VR_PATH_MAX + 80];
	snprintf(path, sizeof path, "%s/%s.png", screens->pictures, screen->id);
	return vr_file_make_folder(screens->pictures, error) && vr_file_replace(path, bytes, length, 0644, error);
}
