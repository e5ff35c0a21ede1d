// Waits: read, and set by hand.
#include "calls.h"
#include "validate.h"

#include "vantrum/calendar.h"
#include "vantrum/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STAFF_GOOD_FOR_S 3600

static void add_instant(json_t *json, const char *member, struct vr_instant instant)
{
	char text[VR_INSTANT_TEXT];
	if (instant.ms == VR_INSTANT_NEVER.ms || instant.ms == VR_INSTANT_ALWAYS.ms) {
		json_object_set_new(json, member, json_null());
		return;
	}
	vr_instant_format(instant, text);
	json_object_set_new(json, member, json_string(text));
}

// What the wall makes of it now, by the wall's own rule.
static void add_freshness(json_t *json, const struct vr_programme *programme, const struct vr_zone *zone,
                          struct vr_instant now)
{
	const char *id = json_string_value(json_object_get(json, "id"));
	const struct vr_plan_input input = {
	        .programme = programme, .zone = zone, .now = {.wall = now, .trusted = true}};
	for (size_t i = 0; i < programme->wait_count; i++) {
		struct vr_instant change;
		if (!id || strcmp(programme->waits[i].id, id) != 0)
			continue;
		struct vr_slide_wait wait = vr_plan_wait(&input, i, &change);
		json_object_set_new(json, "freshness", json_string(vr_freshness_name(wait.state)));
		add_instant(json, "fresh_until",
		            programme->waits[i].good_for_ms > 0
		                    ? (struct vr_instant){programme->waits[i].measured_at.ms +
		                                          programme->waits[i].good_for_ms}
		                    : VR_INSTANT_NEVER);
	}
}

static json_t *wait_json(struct vr_call *call, struct vr_clinic_cache *clinic, const char *document)
{
	const struct vr_programme *programme;
	struct vr_zone *zone = NULL;
	struct vr_error error;
	json_t *json = json_loads(document, 0, NULL);
	json_object_set_new(json, "clinic", json_string(vr_clinic_facts(clinic)->id));
	if (vr_clinic_programme(clinic, &programme, &error)) {
		if (!vr_zone_create(programme->clinic.time_zone, &zone, &error))
			zone = NULL;
		add_freshness(json, programme, zone, call->now);
		vr_zone_destroy(zone);
	}
	return json;
}

static bool list_waits(struct vr_call *call, const char *clinic, const struct vr_store_wait **rows, size_t *count)
{
	struct vr_error error;
	if (vr_store_wait_list(call->api->store, clinic, &call->arena, rows, count, &error))
		return true;
	vr_call_failed(call, &error);
	return false;
}

void vr_get_waits(struct vr_call *call)
{
	struct vr_clinic_cache *clinic;
	const struct vr_store_wait *rows;
	size_t count;
	if (!vr_call_clinic(call, NULL, NULL, &clinic) || !list_waits(call, vr_clinic_facts(clinic)->id, &rows, &count))
		return;
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, wait_json(call, clinic, rows[i].document));
	vr_call_json(call, 200, list);
}

// Members that are given replace those that stood; null takes one away.
static json_t *merge(const json_t *stored, const json_t *given)
{
	json_t *wait = json_deep_copy(stored);
	for (void *i = json_object_iter((json_t *)(uintptr_t)given); i;
	     i = json_object_iter_next((json_t *)(uintptr_t)given, i)) {
		const char *name = json_object_iter_key(i);
		json_t *value = json_object_iter_value(i);
		if (json_is_null(value))
			json_object_del(wait, name);
		else
			json_object_set(wait, name, value);
	}
	// A number said now is no longer qualified by the word of before, and the other way round.
	if (json_object_get(given, "wait") && !json_object_get(given, "level"))
		json_object_del(wait, "level");
	if (json_object_get(given, "level") && !json_object_get(given, "wait"))
		json_object_del(wait, "wait");
	json_object_del(wait, "clinic");
	json_object_del(wait, "freshness");
	json_object_del(wait, "fresh_until");
	return wait;
}

// A queue that is said to be closed still, after the time at which it should have opened, opens at no time that is
// known.
static void forget_opening(const struct vr_call *call, json_t *wait)
{
	struct vr_instant opens;
	struct vr_error error;
	const char *text = json_string_value(json_object_get(wait, "opens_at"));
	if (text && vr_instant_parse(text, &opens, &error) && opens.ms <= call->now.ms)
		json_object_del(wait, "opens_at");
}

// Whoever sets the value, or says that it still holds, has measured it now.
static void mark_measured(const struct vr_call *call, json_t *wait)
{
	static const char *const telling[] = {"wait", "level", "state", "accepting"};
	bool told = json_object_size(call->json) == 0 ||
	            (json_object_size(call->json) == 1 && json_object_get(call->json, "clinic"));
	for (size_t i = 0; i < VR_COUNT(telling); i++)
		told = told || json_object_get(call->json, telling[i]);
	if (!told)
		return;
	if (!json_object_get(call->json, "measured_at"))
		add_instant(wait, "measured_at", (struct vr_instant){call->now.ms - call->now.ms % VR_SECOND});
	if (!json_object_get(call->json, "statistic"))
		json_object_set_new(wait, "statistic", json_string("staff"));
	if (!json_object_get(call->json, "good_for_s"))
		json_object_set_new(wait, "good_for_s", json_integer(STAFF_GOOD_FOR_S));
	forget_opening(call, wait);
	// A number makes an unavailable queue available again; a closed one stays closed until somebody opens it.
	const char *state = json_string_value(json_object_get(wait, "state"));
	bool value = json_object_get(call->json, "wait") || json_object_get(call->json, "level");
	if (value && state && strcmp(state, "unavailable") == 0 && !json_object_get(call->json, "state"))
		json_object_set_new(wait, "state", json_string("open"));
}

static void publish(struct vr_call *call, const char *clinic, const char *id, const json_t *wait, const char *confirmed)
{
	struct vr_store *store = call->api->store;
	struct vr_error error;
	char *document = json_dumps(wait, 0);
	const struct vr_store_wait row = {.clinic = clinic, .id = id, .document = document};
	bool ok = vr_store_begin(store, &error) && vr_store_wait_put(store, &row, &error) &&
	          vr_call_audit(call, clinic, "wait.set", id, confirmed, &error) &&
	          vr_call_publish(call, clinic, &error);
	vr_store_abort(store);
	struct vr_clinic_cache *fresh = ok ? vr_clinics_find(call->api->clinics, clinic) : NULL;
	if (fresh)
		vr_call_json(call, 200, wait_json(call, fresh, document));
	else
		vr_call_failed(call, &error);
	free(document);
}

static json_t *find_wait(struct vr_call *call, const char *clinic, const char *id)
{
	const struct vr_store_wait *rows;
	size_t count;
	if (!list_waits(call, clinic, &rows, &count))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].id, id) == 0)
			return json_loads(rows[i].document, 0, NULL);
	vr_call_problem(call, 404, "There is no such wait.");
	return NULL;
}

void vr_put_wait(struct vr_call *call)
{
	const char *named = json_string_value(json_object_get(call->json, "clinic"));
	const char *id = call->parameters[0];
	char confirmed[VR_CONFIRMED];
	struct vr_clinic_cache *cache;
	if (!vr_check_guard(call, call->json, confirmed) ||
	    !vr_call_clinic(call, named, named ? "/clinic" : NULL, &cache))
		return;
	const char *name = vr_clinic_facts(cache)->id;
	char *clinic = vr_arena_copy(&call->arena, name, strlen(name));
	json_t *stored = find_wait(call, clinic, id);
	if (!stored)
		return;
	json_t *wait = merge(stored, call->json);
	mark_measured(call, wait);
	const char *same = json_string_value(json_object_get(wait, "id"));
	if (!same || strcmp(same, id) != 0)
		vr_call_invalid(call, "/id", "must be the one of the address");
	else if (vr_check_entry(call, cache, "waits", wait))
		publish(call, clinic, id, wait, confirmed);
	json_decref(wait);
	json_decref(stored);
}
