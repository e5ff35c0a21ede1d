#include "call.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIST_MAX 1000u // entries of one answer

const char *vr_call_header(const struct vr_call *call, const char *name)
{
	return call->request->header(call->request->connection, name);
}

const char *vr_call_query(const struct vr_call *call, const char *name)
{
	return call->request->query(call->request->connection, name);
}

bool vr_call_may(const struct vr_call *call, const char *clinic)
{
	if (!call->caller.clinics[0])
		return true;
	json_t *clinics = json_loads(call->caller.clinics, 0, NULL);
	bool found = false;
	size_t i;
	const json_t *each;
	json_array_foreach(clinics, i, each)
	{
		found = found || strcmp(json_string_value(each) ? json_string_value(each) : "", clinic) == 0;
	}
	json_decref(clinics);
	return found;
}

// The only clinic that the caller may see; NULL: there are several, or none.
static struct vr_clinic_cache *only_clinic(const struct vr_call *call)
{
	struct vr_clinic_cache *only = NULL;
	for (size_t i = 0; i < vr_clinics_count(call->api->clinics); i++) {
		struct vr_clinic_cache *each = vr_clinics_at(call->api->clinics, i);
		if (!vr_call_may(call, vr_clinic_facts(each)->id))
			continue;
		if (only)
			return NULL;
		only = each;
	}
	return only;
}

static void refuse_clinic(struct vr_call *call, const char *pointer, const char *detail)
{
	if (pointer)
		vr_call_invalid(call, pointer, detail);
	else
		vr_call_problem(call, 400, detail);
}

bool vr_call_clinic(struct vr_call *call, const char *named, const char *pointer, struct vr_clinic_cache **out)
{
	const char *id = named ? named : vr_call_query(call, "clinic");
	*out = id ? vr_clinics_find(call->api->clinics, id) : only_clinic(call);
	if (*out && vr_call_may(call, vr_clinic_facts(*out)->id))
		return true;
	if (*out)
		vr_call_problem(call, 403, "You do not belong to this clinic.");
	else if (id && !pointer)
		vr_call_problem(call, 404, "There is no such clinic.");
	else if (id)
		refuse_clinic(call, pointer, "there is no such clinic");
	else
		refuse_clinic(call, pointer, "name one clinic: there are several here, or none");
	*out = NULL;
	return false;
}

bool vr_call_query_screen(struct vr_call *call, const char *clinic, struct vr_hub_screen **out)
{
	const char *id = vr_call_query(call, "screen");
	*out = id ? vr_hub_screens_by_id(call->api->screens, id) : NULL;
	if (!id || (*out && strcmp((*out)->facts.clinic, clinic) == 0))
		return true;
	*out = NULL;
	vr_call_problem(call, 404, "There is no such screen in this clinic.");
	return false;
}

bool vr_call_number(struct vr_call *call, const char *name, unsigned least, unsigned otherwise, unsigned *out)
{
	const char *text = vr_call_query(call, name);
	char detail[80];
	*out = otherwise;
	if (!text)
		return true;
	bool good = text[0] && text[strspn(text, "0123456789")] == '\0';
	unsigned long number = good ? strtoul(text, NULL, 10) : 0;
	*out = number < UINT_MAX ? (unsigned)number : UINT_MAX;
	if (good && *out >= least)
		return true;
	snprintf(detail, sizeof detail, "%s is a whole number%s.", name, least > 0 ? " from 1 on" : "");
	vr_call_problem(call, 400, detail);
	return false;
}

bool vr_call_limit(struct vr_call *call, unsigned otherwise, size_t *out)
{
	unsigned limit;
	bool good = vr_call_number(call, "limit", 1, otherwise, &limit);
	*out = limit < LIST_MAX ? limit : LIST_MAX;
	return good;
}

void vr_call_link_next(struct vr_call *call, const char *last, size_t limit)
{
	static const char *const kept[] = {"clinic", "state"};
	struct vr_buffer link;
	vr_buffer_init(&link, 4096);
	vr_buffer_format(&link, "<%s?limit=%zu&after=", call->route->path, limit);
	vr_buffer_percent(&link, last);
	for (size_t i = 0; i < VR_COUNT(kept); i++) {
		const char *value = vr_call_query(call, kept[i]);
		if (!value)
			continue;
		vr_buffer_format(&link, "&%s=", kept[i]);
		vr_buffer_percent(&link, value);
	}
	vr_buffer_text(&link, ">; rel=\"next\"");
	vr_reply_header(call->reply, "Link", vr_buffer_string(&link));
	vr_buffer_release(&link);
}

bool vr_call_audit(struct vr_call *call, const char *clinic, const char *action, const char *target,
                   const char *confirmed, struct vr_error *error)
{
	const struct vr_store_event event = {.at = call->now,
	                                     .clinic = clinic,
	                                     .who = call->caller.name,
	                                     .action = action,
	                                     .target = target,
	                                     .detail = "",
	                                     .confirmed = confirmed};
	return vr_store_audit_add(call->api->store, &event, error);
}

bool vr_call_commit(struct vr_call *call, struct vr_error *error)
{
	return vr_store_commit(call->api->store, error);
}

bool vr_call_publish(struct vr_call *call, const char *clinic, struct vr_error *error)
{
	struct vr_hub_api *api = call->api;
	if (!vr_store_clinic_raise(api->store, clinic, call->now, error) || !vr_store_commit(api->store, error))
		return false;
	// It is kept: what goes wrong now is mended by the next tick.
	struct vr_error problem;
	if (!vr_clinics_refresh(api->clinics, &problem)) {
		api->stale = true;
		vr_log(VR_LOG_ERROR, "hub", "%s", problem.what);
	}
	api->news = true;
	api->counts.pushes++;
	return true;
}

void vr_call_screens_changed(struct vr_call *call)
{
	struct vr_hub_api *api = call->api;
	struct vr_error problem;
	api->news = true;
	if (vr_hub_screens_refresh(api->screens, &problem))
		return;
	api->stale = true;
	vr_log(VR_LOG_ERROR, "hub", "%s", problem.what);
}
