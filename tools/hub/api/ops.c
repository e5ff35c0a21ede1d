// For whoever keeps the hub running: health and figures (Prometheus' text format 0.0.4), and for staff what comes due.
#include "call.h"
#include "calls.h"

#include "vantrum/calendar.h"

#include <stdio.h>
#include <string.h>

#define SOON_DAYS 7 // before a review date, from when staff are told

void vr_get_health(struct vr_call *call)
{
	struct vr_arena arena;
	const struct vr_store_clinic *rows;
	struct vr_error error;
	size_t count;
	vr_arena_init(&arena, VR_CALL_ROWS);
	if (!vr_store_clinic_list(call->api->store, &arena, &rows, &count, &error))
		vr_call_failed(call, &error);
	else if (count == 0)
		vr_call_problem(call, 503, "The hub has no clinic to serve yet.");
	else
		vr_call_json(call, 200, json_pack("{s:s}", "status", "ok"));
	vr_arena_release(&arena);
}

static void add_latency(const struct vr_hub_latency *latency, struct vr_buffer *out)
{
	const char *name = "vantrum_push_to_shown_seconds";
	vr_buffer_format(out,
	                 "# HELP %s From a message's last change to its first showing on a screen.\n"
	                 "# TYPE %s histogram\n",
	                 name, name);
	for (size_t i = 0; i < VR_HUB_LATENCIES; i++)
		vr_buffer_format(out, "%s_bucket{le=\"%g\"} %llu\n", name, (double)vr_hub_latency_bounds[i] / 1000,
		                 (unsigned long long)latency->at_most[i]);
	vr_buffer_format(out, "%s_bucket{le=\"+Inf\"} %llu\n%s_sum %.3f\n%s_count %llu\n", name,
	                 (unsigned long long)latency->count, name, latency->sum_s, name,
	                 (unsigned long long)latency->count);
}

static void add_figure(struct vr_buffer *out, const char *name, const char *type, const char *help, uint64_t value)
{
	vr_buffer_format(out, "# HELP %s %s\n# TYPE %s %s\n%s %llu\n", name, help, name, type, name,
	                 (unsigned long long)value);
}

static void add_screens(const struct vr_call *call, struct vr_buffer *out)
{
	size_t online = 0, streams = 0, dark = 0, troubled = 0, count = vr_hub_screens_count(call->api->screens);
	for (size_t i = 0; i < count; i++) {
		const struct vr_hub_screen *screen = vr_hub_screens_at(call->api->screens, i);
		online += vr_hub_screen_online(screen, call->now);
		streams += screen->streams;
		dark += strcmp(screen->panel, "off") == 0;
		troubled += json_array_size(json_object_get(screen->status, "problems")) > 0;
	}
	add_figure(out, "vantrum_screens", "gauge", "Screens that the hub knows.", count);
	add_figure(out, "vantrum_screens_online", "gauge", "Screens that were heard of lately.", online);
	add_figure(out, "vantrum_screens_dark", "gauge", "Screens whose panel is off.", dark);
	add_figure(out, "vantrum_screens_with_problems", "gauge", "Screens that report a problem.", troubled);
	add_figure(out, "vantrum_event_streams", "gauge", "Open event streams.", streams);
}

void vr_get_metrics(struct vr_call *call)
{
	struct vr_hub_api *api = call->api;
	struct vr_buffer *out = &call->reply->text;
	vr_buffer_clear(out);
	add_screens(call, out);
	vr_buffer_text(out, "# HELP vantrum_requests_total Answered requests by the class of their status.\n"
	                    "# TYPE vantrum_requests_total counter\n");
	for (size_t i = 2; i < VR_COUNT(api->counts.requests); i++)
		vr_buffer_format(out, "vantrum_requests_total{status=\"%zuxx\"} %llu\n", i,
		                 (unsigned long long)api->counts.requests[i]);
	add_figure(out, "vantrum_errors_total", "counter", "Requests that the hub failed to answer.",
	           api->counts.requests[5]);
	add_figure(out, "vantrum_publishes_total", "counter", "Writes that changed a programme.", api->counts.pushes);
	add_figure(out, "vantrum_sign_ins_failed_total", "counter", "Sign-ins with a wrong password.",
	           api->counts.logins_failed);
	add_figure(out, "vantrum_guard_blocked_total", "counter", "Requests with a personal identity number.",
	           api->counts.blocked);
	add_latency(vr_hub_screens_latency(api->screens), out);
	call->reply->status = 200;
	call->reply->kind = VR_HUB_TEXT;
	call->reply->type = "text/plain; version=0.0.4; charset=utf-8";
	call->reply->cache = "no-store";
}

// --- what comes due ---

static void add_due(json_t *list, const struct vr_programme *programme, const struct vr_message *message,
                    const char *why, struct vr_instant at)
{
	char text[VR_INSTANT_TEXT];
	json_t *title = json_object();
	for (size_t i = 0; i < message->title.count; i++)
		json_object_set_new(title, programme->languages[message->title.entries[i].language],
		                    json_string(message->title.entries[i].text));
	vr_instant_format(at, text);
	json_array_append_new(
	        list, json_pack("{s:s, s:o, s:s, s:s}", "id", message->id, "title", title, "why", why, "at", text));
}

static void judge(json_t *list, const struct vr_programme *programme, const struct vr_message *message,
                  const struct vr_zone *zone, struct vr_instant now)
{
	struct vr_date today = vr_zone_local(zone, now).date;
	struct vr_instant tomorrow = vr_zone_instant(zone, today, 24 * 60);
	if (message->valid_until.ms > now.ms && message->valid_until.ms <= tomorrow.ms)
		add_due(list, programme, message, "ends-today", message->valid_until);
	if (message->review_by.year == 0)
		return;
	struct vr_instant end = vr_zone_instant(zone, message->review_by, 24 * 60);
	if (end.ms <= now.ms)
		add_due(list, programme, message, "overdue", end);
	else if (vr_date_compare(message->review_by, vr_date_add(today, SOON_DAYS)) <= 0)
		add_due(list, programme, message, "review-due", end);
}

void vr_get_review(struct vr_call *call)
{
	struct vr_clinic_cache *clinic;
	const struct vr_programme *programme;
	struct vr_zone *zone = NULL;
	struct vr_error error;
	if (!vr_call_clinic(call, NULL, NULL, &clinic))
		return;
	if (!vr_clinic_programme(clinic, &programme, &error)) {
		vr_call_failed(call, &error);
		return;
	}
	// A zone that nobody knows counts as UTC.
	if (!vr_zone_create(programme->clinic.time_zone, &zone, &error))
		zone = NULL;
	json_t *list = json_array();
	for (size_t i = 0; i < programme->message_count; i++)
		judge(list, programme, &programme->messages[i], zone, call->now);
	vr_zone_destroy(zone);
	vr_call_json(call, 200, list);
}
