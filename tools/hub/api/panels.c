// Screens as staff see them, and their upkeep.
#include "calls.h"
#include "validate.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 1000 // screens of one answer unless said
#define LANGUAGES_MAX 32
#define AREA_BYTES_MAX 800 // 200 characters
#define GROUPS_MAX 64

static json_t *instant_or_null(struct vr_instant instant)
{
	char text[VR_INSTANT_TEXT];
	if (instant.ms == VR_INSTANT_ALWAYS.ms)
		return json_null();
	vr_instant_format(instant, text);
	return json_string(text);
}

// A JSON text of the store, or what stands for none.
static json_t *parsed(const char *text, json_t *otherwise)
{
	json_t *json = text[0] ? json_loads(text, 0, NULL) : NULL;
	if (!json)
		return otherwise;
	json_decref(otherwise);
	return json;
}

// What the screen said last of itself goes through as it said it.
static void add_status(json_t *json, const struct vr_hub_screen *screen)
{
	static const char *const members[] = {"showing",  "display", "version", "clock",
	                                      "uptime_s", "memory",  "disk",    "temperature"};
	for (size_t i = 0; i < VR_COUNT(members); i++) {
		json_t *value = json_object_get(screen->status, members[i]);
		json_object_set(json, members[i], value ? value : json_null());
	}
	json_t *problems = json_object_get(screen->status, "problems");
	json_object_set_new(json, "problems", json_is_array(problems) ? json_incref(problems) : json_array());
}

static json_t *screen_json(const struct vr_call *call, const struct vr_hub_screen *screen)
{
	const struct vr_store_screen *facts = &screen->facts;
	const struct vr_clinic_cache *clinic = vr_clinics_find(call->api->clinics, facts->clinic);
	int64_t newest = clinic ? vr_clinic_facts(clinic)->sequence : -1;
	// A status comes once a minute; what was fetched is known at once.
	int64_t has = screen->fetched > screen->sequence ? screen->fetched : screen->sequence;
	bool known = has >= 0;
	json_t *json =
	        json_pack("{s:s, s:s, s:s, s:o, s:o, s:b, s:o, s:s, s:o, s:b, s:o}", "id", facts->id, "clinic",
	                  facts->clinic, "name", facts->name[0] ? facts->name : facts->id, "area",
	                  parsed(facts->area, json_object()), "groups", parsed(facts->groups, json_array()), "online",
	                  vr_hub_screen_online(screen, call->now), "last_seen", instant_or_null(screen->seen_at),
	                  "panel", screen->panel, "sequence", known ? json_integer(has) : json_null(), "current",
	                  known && has == newest, "picture_at", instant_or_null(screen->picture_at));
	add_status(json, screen);
	return json;
}

static bool is_wanted(const struct vr_call *call, const struct vr_hub_screen *screen)
{
	const char *clinic = vr_call_query(call, "clinic"), *after = vr_call_query(call, "after");
	return (!clinic || strcmp(clinic, screen->facts.clinic) == 0) && vr_call_may(call, screen->facts.clinic) &&
	       (!after || strcmp(screen->facts.id, after) > 0);
}

void vr_get_screens(struct vr_call *call)
{
	size_t limit;
	const char *last = NULL;
	if (!vr_call_limit(call, PAGE, &limit))
		return;
	json_t *list = json_array();
	for (size_t i = 0; i < vr_hub_screens_count(call->api->screens); i++) {
		const struct vr_hub_screen *screen = vr_hub_screens_at(call->api->screens, i);
		if (!is_wanted(call, screen))
			continue;
		if (json_array_size(list) == limit) {
			vr_call_link_next(call, last, limit);
			break;
		}
		json_array_append_new(list, screen_json(call, screen));
		last = screen->facts.id;
	}
	vr_call_json(call, 200, list);
}

// The screen that the path names, of a clinic of the caller's; answers 404 itself.
static struct vr_hub_screen *find(struct vr_call *call)
{
	struct vr_hub_screen *screen = vr_hub_screens_by_id(call->api->screens, call->parameters[0]);
	if (screen && vr_call_may(call, screen->facts.clinic))
		return screen;
	vr_call_problem(call, 404, "There is no such screen.");
	return NULL;
}

void vr_post_identify(struct vr_call *call)
{
	struct vr_hub_screen *screen = find(call);
	if (!screen)
		return;
	screen->identify++;
	call->api->news = true;
	vr_call_nothing(call);
}

// --- upkeep ---

// A text for each of some languages. It stands in every programme of the screen, which would refuse all of one that it
// cannot read.
static bool is_localized(const json_t *area)
{
	const char *language;
	json_t *text;
	bool good = json_is_object(area) && json_object_size(area) <= LANGUAGES_MAX;
	json_object_foreach((json_t *)(uintptr_t)area, language, text)
	{
		size_t length = json_string_length(text);
		good = good && language[0] && length > 0 && length <= AREA_BYTES_MAX &&
		       strlen(json_string_value(text)) == length;
	}
	return good;
}

// name, area and groups of a body over what stood; false after a 422.
static bool take_facts(struct vr_call *call, struct vr_store_screen *facts)
{
	const json_t *name = json_object_get(call->json, "name"), *area = json_object_get(call->json, "area");
	const json_t *groups = json_object_get(call->json, "groups"), *each;
	char confirmed[VR_CONFIRMED];
	size_t i;
	if (!vr_check_guard(call, call->json, confirmed))
		return false;
	if (name && (!json_is_string(name) || json_string_length(name) > 200)) {
		vr_call_invalid(call, "/name", "must be a string of at most 200 bytes");
		return false;
	}
	if (area && !is_localized(area)) {
		vr_call_invalid(call, "/area", "must be an object of texts by language");
		return false;
	}
	if (groups && (!json_is_array(groups) || json_array_size(groups) > GROUPS_MAX)) {
		vr_call_invalid(call, "/groups", "must be a list of at most 64 names");
		return false;
	}
	json_array_foreach((json_t *)(uintptr_t)groups, i, each)
	{
		if (!json_is_string(each) || !vr_hub_screen_id(json_string_value(each))) {
			vr_call_invalid(call, "/groups", "must be a list of names of a-z A-Z 0-9 . _ -");
			return false;
		}
	}
	char *area_text = area ? json_dumps(area, JSON_COMPACT) : NULL;
	char *groups_text = groups ? json_dumps(groups, JSON_COMPACT) : NULL;
	if (name)
		facts->name = vr_arena_copy(&call->arena, json_string_value(name), json_string_length(name));
	if (area_text)
		facts->area = vr_arena_copy(&call->arena, area_text, strlen(area_text));
	if (groups_text)
		facts->groups = vr_arena_copy(&call->arena, groups_text, strlen(groups_text));
	free(area_text);
	free(groups_text);
	return true;
}

static bool put(struct vr_call *call, const struct vr_store_screen *facts, const char *action, struct vr_error *error)
{
	struct vr_store *store = call->api->store;
	bool ok = vr_store_begin(store, error) && vr_store_screen_put(store, facts, error) &&
	          vr_call_audit(call, facts->clinic, action, facts->id, "", error) &&
	          vr_call_publish(call, facts->clinic, error);
	vr_store_abort(store);
	if (ok)
		vr_call_screens_changed(call);
	return ok;
}

// The strings of the list are replaced when it is read anew.
static void own_facts(struct vr_call *call, struct vr_store_screen *facts)
{
	const char **const strings[] = {&facts->clinic, &facts->id, &facts->name, &facts->area, &facts->groups};
	for (size_t i = 0; i < VR_COUNT(strings); i++)
		*strings[i] = vr_arena_copy(&call->arena, *strings[i], strlen(*strings[i]));
}

// As it was written, whether the list could be read anew or not.
static json_t *written_json(const struct vr_call *call, const struct vr_store_screen *facts)
{
	const struct vr_hub_screen *known = vr_hub_screens_by_id(call->api->screens, facts->id);
	struct vr_hub_screen screen = {.seen_at = VR_INSTANT_ALWAYS,
	                               .panel = "unknown",
	                               .sequence = -1,
	                               .fetched = -1,
	                               .picture_at = VR_INSTANT_ALWAYS};
	if (known)
		screen = *known;
	screen.facts = *facts;
	return screen_json(call, &screen);
}

// Answers with the screen as it is now, and with its new token where it has one.
static void answer(struct vr_call *call, struct vr_store_screen *facts, const char *action, int status,
                   const char *token)
{
	struct vr_error error;
	own_facts(call, facts);
	if (!put(call, facts, action, &error)) {
		vr_call_failed(call, &error);
		return;
	}
	json_t *json = written_json(call, facts);
	if (token)
		json_object_set_new(json, "token", json_string(token));
	vr_call_json(call, status, json);
}

void vr_post_screen(struct vr_call *call)
{
	const char *id = json_string_value(json_object_get(call->json, "id"));
	const json_t *named = json_object_get(call->json, "clinic");
	struct vr_store_screen facts = {.id = id, .name = "", .area = "", .groups = ""};
	struct vr_clinic_cache *clinic;
	char token[VR_AUTH_SECRET];
	if (!id || !vr_hub_screen_id(id)) {
		vr_call_invalid(call, "/id", "must be 1 to 64 of a-z A-Z 0-9 . _ - and start with no dot");
		return;
	}
	if (vr_hub_screens_by_id(call->api->screens, id)) {
		vr_call_problem_of(call, 409, "conflict", "There is a screen of this id already.", NULL, NULL);
		return;
	}
	if (!take_facts(call, &facts) || !vr_call_clinic(call, json_string_value(named), "/clinic", &clinic))
		return;
	const char *name = vr_clinic_facts(clinic)->id;
	facts.clinic = vr_arena_copy(&call->arena, name, strlen(name));
	vr_auth_make_secret(token);
	vr_auth_hash_secret(token, facts.token);
	answer(call, &facts, "screen.create", 201, token);
	sodium_memzero(token, sizeof token);
}

void vr_patch_screen(struct vr_call *call)
{
	struct vr_hub_screen *screen = find(call);
	if (!screen)
		return;
	struct vr_store_screen facts = screen->facts;
	if (take_facts(call, &facts))
		answer(call, &facts, "screen.change", 200, NULL);
}

void vr_post_screen_token(struct vr_call *call)
{
	struct vr_hub_screen *screen = find(call);
	char token[VR_AUTH_SECRET];
	if (!screen)
		return;
	struct vr_store_screen facts = screen->facts;
	vr_auth_make_secret(token);
	vr_auth_hash_secret(token, facts.token);
	answer(call, &facts, "screen.token", 200, token);
	sodium_memzero(token, sizeof token);
}

void vr_delete_screen(struct vr_call *call)
{
	struct vr_store *store = call->api->store;
	struct vr_hub_screen *screen = find(call);
	struct vr_error error;
	if (!screen)
		return;
	bool ok = vr_store_begin(store, &error) && vr_store_screen_remove(store, screen->facts.id, &error) &&
	          vr_call_audit(call, screen->facts.clinic, "screen.remove", screen->facts.id, "", &error) &&
	          vr_call_commit(call, &error);
	vr_store_abort(store);
	if (!ok) {
		vr_call_failed(call, &error);
		return;
	}
	vr_call_screens_changed(call);
	vr_call_nothing(call);
}
