// What screens call (contract §2), and what their event streams tell them.
#include "call.h"
#include "calls.h"
#include "etag.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static struct vr_clinic_cache *clinic_of(const struct vr_hub_api *api, const struct vr_hub_screen *screen)
{
	return vr_clinics_find(api->clinics, screen->facts.clinic);
}

static bool has_clinic(struct vr_call *call, struct vr_clinic_cache **clinic)
{
	*clinic = clinic_of(call->api, call->screen);
	if (!*clinic)
		vr_call_problem(call, 503, "The hub has no programme to serve yet.");
	return *clinic != NULL;
}

void vr_get_programme(struct vr_call *call)
{
	const struct vr_store_screen *facts = &call->screen->facts;
	const struct vr_audience audience = {.screen = facts->id, .area = facts->area, .groups = facts->groups};
	struct vr_clinic_cache *clinic;
	struct vr_hub_snapshot *snapshot;
	struct vr_error error;
	if (!has_clinic(call, &clinic))
		return;
	if (!vr_clinic_snapshot(clinic, &audience, &snapshot, &error)) {
		vr_call_failed(call, &error);
		return;
	}
	vr_hub_screen_fetched(call->screen, vr_clinic_facts(clinic)->sequence, call->now);
	call->reply->cache = "private, no-cache";
	if (vr_call_not_modified(call, snapshot->etag))
		return;
	call->reply->status = 200;
	call->reply->kind = VR_HUB_SNAPSHOT;
	call->reply->type = "application/json";
	call->reply->snapshot = vr_hub_snapshot_ref(snapshot);
}

// --- event streams ---

static bool is_current(const struct vr_clinic_cache *clinic, const char *last_event_id)
{
	char current[24];
	snprintf(current, sizeof current, "%lld", (long long)vr_clinic_facts(clinic)->sequence);
	return last_event_id && strcmp(last_event_id, current) == 0;
}

void vr_get_events(struct vr_call *call)
{
	const struct vr_clinic_cache *clinic = clinic_of(call->api, call->screen);
	call->reply->status = 200;
	call->reply->kind = VR_HUB_STREAM;
	call->reply->type = "text/event-stream";
	call->reply->cache = "no-store";
	call->reply->screen = vr_hub_screen_ref(call->screen);
	call->reply->current = clinic && is_current(clinic, vr_call_header(call, "Last-Event-ID"));
}

void vr_hub_api_begin(struct vr_hub_api *api, const struct vr_hub_screen *screen, bool current,
                      struct vr_hub_told *told)
{
	const struct vr_clinic_cache *clinic = clinic_of(api, screen);
	told->version = clinic && current ? vr_clinic_version(clinic) : 0;
	// Wishes of before are stale.
	told->identify = screen->identify;
	told->report = screen->report;
}

size_t vr_hub_api_event(struct vr_hub_api *api, const struct vr_hub_screen *screen, struct vr_hub_told *told,
                        char out[VR_HUB_EVENT])
{
	const struct vr_clinic_cache *clinic = clinic_of(api, screen);
	int length = 0;
	if (clinic && vr_clinic_version(clinic) != told->version) {
		long long sequence = (long long)vr_clinic_facts(clinic)->sequence;
		told->version = vr_clinic_version(clinic);
		length = snprintf(out, VR_HUB_EVENT, "event: programme\nid: %lld\ndata: {\"sequence\": %lld}\n\n",
		                  sequence, sequence);
	} else if (screen->identify != told->identify) {
		told->identify = screen->identify;
		length = snprintf(out, VR_HUB_EVENT, "event: identify\ndata: {\"seconds\": 15}\n\n");
	} else if (screen->report != told->report) {
		told->report = screen->report;
		length = snprintf(out, VR_HUB_EVENT, "event: report\ndata: {}\n\n");
	}
	assert(length >= 0 && length < VR_HUB_EVENT);
	return (size_t)length;
}

// --- what screens say ---

void vr_post_status(struct vr_call *call)
{
	bool want_picture = false;
	struct vr_error error;
	if (vr_hub_screen_status(call->api->screens, call->screen, call->body, call->length, call->now, &want_picture,
	                         &error))
		vr_call_json(call, 200, want_picture ? json_pack("{s:b}", "picture", 1) : json_object());
	else if (error.code == VR_INVALID)
		vr_call_problem(call, 400, error.what);
	else if (error.code == VR_UNSUPPORTED)
		vr_call_problem(call, 422, error.what);
	else
		vr_call_failed(call, &error);
}

void vr_put_screen_picture(struct vr_call *call)
{
	struct vr_error error;
	if (vr_hub_screen_picture(call->api->screens, call->screen, call->body, call->length, call->now, &error))
		vr_call_nothing(call);
	else if (error.code == VR_UNSUPPORTED)
		vr_call_problem(call, 415, error.what);
	else
		vr_call_failed(call, &error);
}
