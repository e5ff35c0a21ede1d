// vantrum-hub screen …
#include "console.h"

#include "hub/auth/auth.h"
#include "hub/screens/screens.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *kept(struct vr_console *console, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);
	const char *copy = vr_arena_copy(&console->arena, text, strlen(text));
	free(text);
	json_decref(json);
	return copy;
}

// --area sv=TEXT --area en=TEXT
static bool read_area(struct vr_console *console, const char **out, int *code)
{
	*out = "";
	if (console->area_count == 0)
		return true;
	json_t *area = json_object();
	for (size_t i = 0; i < console->area_count; i++) {
		const char *text = strchr(console->areas[i], '=');
		json_t *value = text && text > console->areas[i] ? json_string(text + 1) : NULL;
		char tag[16];
		if (!value || text - console->areas[i] >= (ptrdiff_t)sizeof tag) {
			json_decref(value);
			json_decref(area);
			*code = vr_console_usage("--area wants a language and a text, such as sv=Plan 2");
			return false;
		}
		snprintf(tag, sizeof tag, "%.*s", (int)(text - console->areas[i]), console->areas[i]);
		json_object_set_new(area, tag, value);
	}
	*out = kept(console, area);
	return true;
}

// --groups a,b
static bool read_groups(struct vr_console *console, const char **out, int *code)
{
	*out = "";
	if (!console->groups)
		return true;
	json_t *groups = json_array();
	for (const char *at = console->groups; *at;) {
		size_t length = strcspn(at, ",");
		char name[VR_HUB_SCREEN_ID_MAX + 2];
		snprintf(name, sizeof name, "%.*s", length < sizeof name ? (int)length : (int)sizeof name, at);
		if (!vr_hub_screen_id(name)) {
			json_decref(groups);
			*code = vr_console_usage("a group's name is made of a-z A-Z 0-9 . _ -");
			return false;
		}
		json_array_append_new(groups, json_string(name));
		at += length + (at[length] == ',');
	}
	*out = kept(console, groups);
	return true;
}

static bool find(struct vr_console *console, const char *id, struct vr_store_screen *out, struct vr_error *error)
{
	const struct vr_store_screen *rows;
	size_t count;
	if (!vr_store_screen_list(console->store, NULL, &console->arena, &rows, &count, error))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(rows[i].id, id) == 0) {
			*out = rows[i];
			return true;
		}
	}
	return vr_fail(error, VR_NOT_FOUND, "there is no screen %.80s", id);
}

static int add(struct vr_console *console)
{
	struct vr_store_screen screen = {.id = console->words[2], .name = console->name ? console->name : ""}, other;
	char token[VR_AUTH_SECRET];
	struct vr_error error;
	int code;
	if (!vr_hub_screen_id(screen.id))
		return vr_console_usage("a screen's id has 1 to %d of a-z A-Z 0-9 . _ - and starts with no dot",
		                        VR_HUB_SCREEN_ID_MAX);
	if (!vr_console_clinic(console, &screen.clinic, &code) || !read_area(console, &screen.area, &code) ||
	    !read_groups(console, &screen.groups, &code))
		return code;
	if (find(console, screen.id, &other, &error))
		return vr_console_usage("there is a screen %s already: remove it first", screen.id);
	if (error.code != VR_NOT_FOUND)
		return vr_console_failed(&error);
	vr_auth_make_secret(token);
	vr_auth_hash_secret(token, screen.token);
	bool ok = vr_store_begin(console->store, &error) && vr_store_screen_put(console->store, &screen, &error) &&
	          vr_console_audit(console, screen.clinic, "screen.create", screen.id, &error) &&
	          vr_store_commit(console->store, &error);
	vr_store_abort(console->store);
	if (ok)
		printf("%s\n", token);
	sodium_memzero(token, sizeof token);
	return ok ? VR_CONSOLE_DONE : vr_console_failed(&error);
}

static int remove_screen(struct vr_console *console)
{
	struct vr_store_screen screen;
	struct vr_error error;
	if (!find(console, console->words[2], &screen, &error))
		return vr_console_failed(&error);
	bool ok = vr_store_begin(console->store, &error) && vr_store_screen_remove(console->store, screen.id, &error) &&
	          vr_console_audit(console, screen.clinic, "screen.remove", screen.id, &error) &&
	          vr_store_commit(console->store, &error);
	vr_store_abort(console->store);
	return ok ? VR_CONSOLE_DONE : vr_console_failed(&error);
}

static int list(struct vr_console *console)
{
	const struct vr_store_screen *rows;
	struct vr_error error;
	size_t count;
	const char *clinic = console->clinic_count ? console->clinics[0] : NULL;
	if (!vr_store_screen_list(console->store, clinic, &console->arena, &rows, &count, &error))
		return vr_console_failed(&error);
	for (size_t i = 0; i < count; i++)
		printf("%s\t%s\t%s\t%s\n", rows[i].id, rows[i].clinic, rows[i].name, rows[i].groups);
	return VR_CONSOLE_DONE;
}

int vr_console_screen(struct vr_console *console)
{
	const char *what = console->word_count > 1 ? console->words[1] : "";
	if (strcmp(what, "add") == 0 && console->word_count == 3)
		return add(console);
	if (strcmp(what, "remove") == 0 && console->word_count == 3)
		return remove_screen(console);
	if (strcmp(what, "list") == 0 && console->word_count == 2)
		return list(console);
	return vr_console_usage("screen wants add ID, remove ID, or list");
}
