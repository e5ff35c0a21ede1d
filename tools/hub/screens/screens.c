#include "screens.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "list.h"

#define ROWS_BYTES (16u << 20)

bool vr_hub_screen_id(const char *id)
{
	size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
	return length > 0 && length <= VR_HUB_SCREEN_ID_MAX && id[length] == '\0' && id[0] != '.';
}

struct vr_hub_screen *vr_hub_screen_ref(struct vr_hub_screen *screen)
{
	screen->references++;
	return screen;
}

static void free_facts(struct vr_store_screen *facts)
{
	const char *const owned[] = {facts->clinic, facts->id, facts->name, facts->area, facts->groups};
	for (size_t i = 0; i < VR_COUNT(owned); i++)
		free((void *)(uintptr_t)owned[i]);
}

void vr_hub_screen_unref(struct vr_hub_screen *screen)
{
	if (!screen || --screen->references > 0)
		return;
	free_facts(&screen->facts);
	json_decref(screen->status);
	free(screen);
}

static void take_facts(struct vr_hub_screen *screen, const struct vr_store_screen *facts)
{
	struct vr_store_screen taken = *facts;
	taken.clinic = vr_strdup(facts->clinic);
	taken.id = vr_strdup(facts->id);
	taken.name = vr_strdup(facts->name);
	taken.area = vr_strdup(facts->area);
	taken.groups = vr_strdup(facts->groups);
	free_facts(&screen->facts);
	screen->facts = taken;
}

struct vr_hub_screens *vr_hub_screens_create(struct vr_store *store, const char *pictures)
{
	struct vr_hub_screens *screens = vr_alloc(1, sizeof *screens);
	screens->store = store;
	snprintf(screens->pictures, sizeof screens->pictures, "%s", pictures);
	return screens;
}

void vr_hub_screens_destroy(struct vr_hub_screens *screens)
{
	if (!screens)
		return;
	for (size_t i = 0; i < screens->count; i++)
		vr_hub_screen_unref(screens->items[i]);
	free(screens->items);
	free(screens->by_token);
	free(screens);
}

void vr_hub_screen_picture_path(const struct vr_hub_screens *screens, const struct vr_hub_screen *screen,
                                char out[VR_PATH_MAX + 80])
{
	snprintf(out, VR_PATH_MAX + 80, "%s/%s.png", screens->pictures, screen->facts.id);
}

static struct vr_hub_screen *make_screen(const struct vr_hub_screens *screens, const struct vr_store_screen *facts)
{
	char path[VR_PATH_MAX + 80];
	struct stat status;
	struct vr_hub_screen *screen = vr_alloc(1, sizeof *screen);
	screen->references = 1;
	screen->panel = "unknown";
	screen->sequence = screen->fetched = -1;
	screen->seen_at = screen->picture_at = VR_INSTANT_ALWAYS;
	screen->watched = (struct vr_mono){-VR_HOUR};
	take_facts(screen, facts);
	vr_hub_screen_picture_path(screens, screen, path);
	if (stat(path, &status) == 0)
		screen->picture_at = (struct vr_instant){status.st_mtim.tv_sec * VR_SECOND};
	return screen;
}

// Where a token's hash stands in the table, or the free place for it. A hash is evenly spread as it is.
static size_t slot_of(const struct vr_hub_screens *screens, const unsigned char hash[VR_STORE_HASH])
{
	uint64_t start;
	memcpy(&start, hash, sizeof start);
	size_t slot = (size_t)start & (screens->slots - 1);
	while (screens->by_token[slot] && sodium_memcmp(screens->by_token[slot]->facts.token, hash, VR_STORE_HASH) != 0)
		slot = (slot + 1) & (screens->slots - 1);
	return slot;
}

static void index_tokens(struct vr_hub_screens *screens)
{
	screens->slots = 16;
	while (screens->slots < screens->count * 2)
		screens->slots *= 2;
	free(screens->by_token);
	screens->by_token = vr_alloc(screens->slots, sizeof(struct vr_hub_screen *));
	for (size_t i = 0; i < screens->count; i++)
		screens->by_token[slot_of(screens, screens->items[i]->facts.token)] = screens->items[i];
}

static void take_list(struct vr_hub_screens *screens, const struct vr_store_screen *rows, size_t count)
{
	struct vr_hub_screen **items = vr_alloc(count ? count : 1, sizeof(struct vr_hub_screen *));
	for (size_t i = 0; i < count; i++) {
		struct vr_hub_screen *known = vr_hub_screens_by_id(screens, rows[i].id);
		items[i] = known ? vr_hub_screen_ref(known) : make_screen(screens, &rows[i]);
		if (known)
			take_facts(known, &rows[i]);
	}
	for (size_t i = 0; i < screens->count; i++) {
		screens->items[i]->removed = true;
		vr_hub_screen_unref(screens->items[i]);
	}
	free(screens->items);
	screens->items = items;
	screens->count = count;
	for (size_t i = 0; i < count; i++)
		items[i]->removed = false;
	index_tokens(screens);
}

bool vr_hub_screens_refresh(struct vr_hub_screens *screens, struct vr_error *error)
{
	struct vr_arena arena;
	const struct vr_store_screen *rows;
	size_t count;
	vr_arena_init(&arena, ROWS_BYTES);
	bool ok = vr_store_screen_list(screens->store, NULL, &arena, &rows, &count, error);
	if (ok)
		take_list(screens, rows, count);
	vr_arena_release(&arena);
	return ok;
}

size_t vr_hub_screens_count(const struct vr_hub_screens *screens)
{
	return screens->count;
}

struct vr_hub_screen *vr_hub_screens_at(const struct vr_hub_screens *screens, size_t index)
{
	return screens->items[index];
}

struct vr_hub_screen *vr_hub_screens_by_token(const struct vr_hub_screens *screens,
                                              const unsigned char hash[VR_STORE_HASH])
{
	return screens->slots ? screens->by_token[slot_of(screens, hash)] : NULL;
}

struct vr_hub_screen *vr_hub_screens_by_id(const struct vr_hub_screens *screens, const char *id)
{
	size_t from = 0, to = screens->count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = strcmp(screens->items[middle]->facts.id, id);
		if (order == 0)
			return screens->items[middle];
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

bool vr_hub_screen_online(const struct vr_hub_screen *screen, struct vr_instant now)
{
	return screen->streams > 0 ||
	       (screen->seen_at.ms != VR_INSTANT_ALWAYS.ms && now.ms - screen->seen_at.ms < VR_HUB_ONLINE);
}

void vr_hub_screen_fetched(struct vr_hub_screen *screen, int64_t sequence, struct vr_instant now)
{
	screen->fetched = sequence;
	screen->seen_at = now;
}

const struct vr_hub_latency *vr_hub_screens_latency(const struct vr_hub_screens *screens)
{
	return &screens->latency;
}
