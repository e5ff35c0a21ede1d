#include "call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SWEEP_EVERY (15 * VR_MINUTE)
#define KEPT_AFTER_END VR_DAY // how long a message that ended stays among the active ones

struct vr_hub_api *vr_hub_api_create(const struct vr_hub_api_options *options)
{
	struct vr_hub_api *api = vr_alloc(1, sizeof *api);
	api->store = options->store;
	api->clinics = options->clinics;
	api->screens = options->screens;
	api->keep = options->keep;
	snprintf(api->media, sizeof api->media, "%s", options->media);
	api->limiter = vr_limiter_create();
	api->templates = vr_templates_create();
	api->public = vr_public_create();
	api->cleaner = vr_media_cleaner_create(api->media);
	api->foreign = vr_store_foreign_version(api->store);
	api->swept = (struct vr_mono){vr_mono_now().ms - SWEEP_EVERY};
	return api;
}

void vr_hub_api_destroy(struct vr_hub_api *api)
{
	if (!api)
		return;
	vr_limiter_destroy(api->limiter);
	vr_templates_destroy(api->templates);
	vr_public_destroy(api->public);
	vr_media_cleaner_destroy(api->cleaner);
	vr_preview_destroy(api->preview);
	free(api);
}

bool vr_hub_api_take_news(struct vr_hub_api *api)
{
	bool news = api->news;
	api->news = false;
	return news;
}

void vr_hub_api_count(struct vr_hub_api *api, int status)
{
	if (status >= 100 && status < 600)
		api->counts.requests[status / 100]++;
}

// --- what has ended ---

// The last day of a review date is over everywhere.
static bool is_over(const json_t *message, struct vr_instant now)
{
	struct vr_instant until, by;
	struct vr_error error;
	char text[VR_INSTANT_TEXT];
	const char *valid_until = json_string_value(json_object_get(message, "valid_until"));
	const char *review_by = json_string_value(json_object_get(message, "review_by"));
	if (valid_until && vr_instant_parse(valid_until, &until, &error) && until.ms + KEPT_AFTER_END < now.ms)
		return true;
	snprintf(text, sizeof text, "%.10sT00:00:00Z", review_by ? review_by : "");
	return review_by && vr_instant_parse(text, &by, &error) && by.ms + 2 * VR_DAY < now.ms;
}

// Withdraws what has ended, so that programmes stay small; one sequence for all of a clinic.
static bool sweep_clinic(struct vr_hub_api *api, const char *clinic, struct vr_instant now, struct vr_error *error)
{
	const struct vr_store_message *rows;
	struct vr_arena arena;
	size_t count, ended = 0;
	vr_arena_init(&arena, VR_CALL_ROWS);
	bool ok = vr_store_message_list(api->store, clinic, VR_STORE_STATE_BIT(VR_STORE_ACTIVE), "", VR_MESSAGES_MAX,
	                                &arena, &rows, &count, error) &&
	          vr_store_begin(api->store, error);
	for (size_t i = 0; ok && i < count; i++) {
		json_t *message = json_loads(rows[i].document, 0, NULL);
		bool over = is_over(message, now);
		json_decref(message);
		if (!over)
			continue;
		struct vr_store_message row = rows[i];
		row.state = VR_STORE_WITHDRAWN;
		const struct vr_store_event event = {
		        .at = now, .clinic = clinic, .who = "hub", .action = "message.end", .target = row.id};
		ok = vr_store_message_put(api->store, &row, error) && vr_store_audit_add(api->store, &event, error);
		ended++;
	}
	ok = ok && (ended == 0 ||
	            (vr_store_clinic_raise(api->store, clinic, now, error) && vr_store_commit(api->store, error)));
	vr_store_abort(api->store);
	vr_arena_release(&arena);
	return ok;
}

static void sweep(struct vr_hub_api *api, struct vr_instant now)
{
	struct vr_error error;
	const struct vr_instant audit = {now.ms - api->keep.audit_days * VR_DAY};
	const struct vr_instant receipts = {now.ms - api->keep.receipt_days * VR_DAY};
	bool ok = true;
	for (size_t i = 0; ok && i < vr_clinics_count(api->clinics); i++)
		ok = sweep_clinic(api, vr_clinic_facts(vr_clinics_at(api->clinics, i))->id, now, &error);
	ok = ok && vr_store_begin(api->store, &error) && vr_store_purge(api->store, audit, receipts, now, &error) &&
	     vr_store_commit(api->store, &error);
	vr_store_abort(api->store);
	if (!ok)
		vr_log(VR_LOG_ERROR, "hub", "what has ended could not be cleared away: %s", error.what);
}

bool vr_hub_api_tick(struct vr_hub_api *api, struct vr_instant now)
{
	struct vr_error error;
	uint64_t foreign = vr_store_foreign_version(api->store);
	bool swept = vr_mono_now().ms - api->swept.ms >= SWEEP_EVERY;
	if (swept) {
		api->swept = vr_mono_now();
		sweep(api, now);
	}
	if (!vr_media_cleaner_step(api->cleaner, api->store, vr_mono_now(), now, &error))
		vr_log(VR_LOG_ERROR, "hub", "pictures that nothing shows stay on the disk: %s", error.what);
	if (foreign == api->foreign && !swept && !api->stale)
		return false;
	api->foreign = foreign;
	api->stale = !vr_clinics_refresh(api->clinics, &error) || !vr_hub_screens_refresh(api->screens, &error);
	if (api->stale)
		vr_log(VR_LOG_ERROR, "hub", "%s", error.what);
	return true;
}
