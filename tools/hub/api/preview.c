// What a message would look like, and what it would cost: drawn and simulated on the worker.
#include "calls.h"
#include "message.h"

#include "hub/templates/advice.h"

#include "vantrum/theme.h"
#include "vantrum/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PNG_MAX (64u << 20)
#define ADVICE_MAX 64

// A message and the screen that it is looked at on; strings are owned.
struct look {
	struct vr_hub_job job;
	struct vr_preview **preview; // the worker's own
	char media[VR_PATH_MAX];
	const struct vr_programme *alone;  // the clinic with this message only
	const struct vr_programme *before; // the whole clinic; NULL for a preview
	char *more;                        // the whole clinic with this message, as JSON
	size_t more_length;
	struct vr_preview_screen screen;
	char language[VR_LANGUAGE_TAG];
	unsigned page;
	struct vr_instant now;
	json_t *message; // for the answer of a check

	bool opened; // the renderer
	bool good;
	struct vr_error error;
	struct vr_buffer png;
	unsigned pages;
	struct vr_preview_length lengths[VR_LANGUAGES_MAX];
	size_t length_count;
	int round_now, round_then;
};

static void destroy_look(struct vr_hub_job *base)
{
	struct look *look = (struct look *)base;
	vr_programme_unref(look->alone);
	vr_programme_unref(look->before);
	vr_buffer_release(&look->png);
	json_decref(look->message);
	free(look->more);
	free(look);
}

// Fonts take a while to open: once, by whoever comes first.
static bool open_preview(struct look *look)
{
	look->opened = *look->preview || vr_preview_create(look->media, look->preview, &look->error);
	return look->opened;
}

static void draw(struct vr_hub_job *base)
{
	struct look *look = (struct look *)base;
	look->good =
	        open_preview(look) && vr_preview_message(*look->preview, look->alone, 0, &look->screen, look->language,
	                                                 look->page, look->now, &look->png, &look->pages, &look->error);
}

static void measure(struct vr_hub_job *base)
{
	struct look *look = (struct look *)base;
	const struct vr_programme *after = NULL;
	look->good = open_preview(look) && vr_wire_programme(look->more, look->more_length, NULL, &after, &look->error);
	if (!look->good)
		return;
	look->length_count = vr_preview_lengths(*look->preview, look->alone, 0, &look->screen, look->lengths,
	                                        VR_COUNT(look->lengths));
	look->round_now = vr_preview_round(*look->preview, look->before, &look->screen, look->now);
	look->round_then = vr_preview_round(*look->preview, after, &look->screen, look->now);
	vr_programme_unref(after);
}

static bool failed(struct vr_call *call, const struct look *look)
{
	if (look->good)
		return false;
	if (look->error.code == VR_INVALID)
		vr_call_problem(call, 400, look->error.what);
	else if (look->error.code == VR_NOT_FOUND && look->opened)
		vr_call_problem(call, 404, look->error.what);
	else
		vr_call_failed(call, &look->error);
	return true;
}

static void finish_draw(struct vr_hub_api *api, struct vr_hub_job *base, const struct vr_hub_request *request,
                        struct vr_hub_reply *reply)
{
	struct look *look = (struct look *)base;
	struct vr_call call = vr_call_resume(api, request, reply);
	char pages[16];
	if (!failed(&call, look)) {
		reply->status = 200;
		reply->kind = VR_HUB_TEXT;
		reply->type = "image/png";
		reply->cache = "no-store";
		vr_buffer_release(&reply->text);
		reply->text = look->png;
		vr_buffer_init(&look->png, 0);
		snprintf(pages, sizeof pages, "%u", look->pages);
		vr_reply_header(reply, "Vantrum-Pages", pages);
	}
	vr_call_release(&call);
}

static json_t *warnings_of(const struct vr_programme *alone)
{
	struct vr_advice advice[ADVICE_MAX];
	size_t count = vr_advice(alone, &alone->messages[0], advice, VR_COUNT(advice));
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:i, s:i}", "pointer", advice[i].pointer, "code",
		                                      advice[i].code, "detail", advice[i].detail, "value",
		                                      advice[i].value, "advised", advice[i].advised));
	return list;
}

static void finish_measure(struct vr_hub_api *api, struct vr_hub_job *base, const struct vr_hub_request *request,
                           struct vr_hub_reply *reply)
{
	struct look *look = (struct look *)base;
	struct vr_call call = vr_call_resume(api, request, reply);
	if (!failed(&call, look)) {
		json_t *lengths = json_array();
		for (size_t i = 0; i < look->length_count; i++)
			json_array_append_new(
			        lengths, json_pack("{s:s, s:i, s:i}", "language", look->lengths[i].language, "pages",
			                           (int)look->lengths[i].pages, "seconds", look->lengths[i].seconds));
		vr_call_json(&call, 200,
		             json_pack("{s:o, s:o, s:{s:i, s:i}, s:O}", "warnings", warnings_of(look->alone), "lengths",
		                       lengths, "round_s", "now", look->round_now, "then", look->round_then, "message",
		                       look->message));
	}
	vr_call_release(&call);
}

// --- what to look at ---

static double number_of(const json_t *display, const char *member, double otherwise)
{
	const json_t *value = json_object_get(display, member);
	return json_is_number(value) ? json_number_value(value) : otherwise;
}

// The screen as it described itself, turned as it hangs; a common one where none is named or has reported.
static struct vr_preview_screen described(const struct vr_hub_screen *screen)
{
	const json_t *display = screen ? json_object_get(screen->status, "display") : NULL;
	const char *policy = json_string_value(json_object_get(display, "language_policy"));
	const char *language = json_string_value(json_object_get(display, "language"));
	struct vr_preview_screen panel = {
	        .width = (int)number_of(display, "width", 1920),
	        .height = (int)number_of(display, "height", 1080),
	        .diagonal_in = number_of(display, "diagonal_in", 43),
	        .distance_m = number_of(display, "viewing_distance_m", 3),
	        .theme = vr_theme_shipped(json_string_value(json_object_get(display, "theme")))};
	panel.own_policy = vr_language_policy_named(policy, &panel.policy);
	snprintf(panel.language, sizeof panel.language, "%s", language ? language : "");
	return panel;
}

static struct look *make_look(struct vr_call *call, const struct vr_draft *draft, struct vr_error *error)
{
	struct look *look = vr_alloc(1, sizeof *look);
	struct vr_buffer lists, text;
	char *document = json_dumps(draft->message, 0);
	look->job.destroy = destroy_look;
	look->preview = &call->api->preview;
	look->now = call->now;
	snprintf(look->media, sizeof look->media, "%s", call->api->media);
	vr_buffer_init(&look->png, PNG_MAX);
	vr_buffer_init(&lists, VR_PROGRAMME_BYTES_MAX);
	vr_buffer_init(&text, VR_PROGRAMME_BYTES_MAX);
	vr_buffer_text(&lists, "\"messages\": [");
	vr_buffer_text(&lists, document);
	vr_buffer_text(&lists, "]");
	vr_clinic_compose_with(draft->clinic, vr_buffer_string(&lists), &text);
	bool good = vr_wire_programme(vr_buffer_string(&text), text.length, NULL, &look->alone, error) &&
	            (look->alone->message_count == 1 || vr_fail(error, VR_INVALID, "the message cannot be shown"));
	vr_buffer_release(&lists);
	vr_buffer_release(&text);
	free(document);
	if (good)
		return look;
	destroy_look(&look->job);
	return NULL;
}

static bool take_whole(const struct vr_draft *draft, struct look *look, struct vr_error *error)
{
	const struct vr_programme *before;
	struct vr_buffer text;
	char *document = json_dumps(draft->message, 0);
	if (!vr_clinic_programme(draft->clinic, &before, error)) {
		free(document);
		return false;
	}
	look->before = vr_programme_ref(before);
	look->message = json_incref(draft->message);
	vr_buffer_init(&text, VR_PROGRAMME_BYTES_MAX);
	vr_clinic_compose_more(draft->clinic, json_string_value(json_object_get(draft->message, "id")), document,
	                       &text);
	look->more = text.data;
	look->more_length = text.length;
	free(document);
	return true;
}

// The message and the screen of a call's body and query; answers the call itself where it returns NULL.
static struct look *look_of(struct vr_call *call, bool whole)
{
	struct vr_draft draft;
	struct vr_hub_screen *screen;
	struct vr_error error;
	struct look *look = NULL;
	if (vr_draft_read(call, NULL, &draft) &&
	    vr_call_query_screen(call, vr_clinic_facts(draft.clinic)->id, &screen)) {
		look = make_look(call, &draft, &error);
		if (look && whole && !take_whole(&draft, look, &error)) {
			destroy_look(&look->job);
			look = NULL;
		}
		if (look)
			look->screen = described(screen);
		else
			vr_call_failed(call, &error);
	}
	vr_draft_release(&draft);
	return look;
}

void vr_post_preview(struct vr_call *call)
{
	const char *language = vr_call_query(call, "language");
	unsigned page;
	struct look *look = vr_call_number(call, "page", 0, 1, &page) ? look_of(call, false) : NULL;
	if (!look)
		return;
	snprintf(look->language, sizeof look->language, "%s", language ? language : look->alone->languages[0]);
	look->page = page;
	look->job.run = draw;
	look->job.finish = finish_draw;
	vr_call_later(call, &look->job);
}

void vr_post_check(struct vr_call *call)
{
	struct look *look = look_of(call, true);
	if (!look)
		return;
	look->job.run = measure;
	look->job.finish = finish_measure;
	vr_call_later(call, &look->job);
}

void vr_get_templates(struct vr_call *call)
{
	struct vr_clinic_cache *clinic;
	const struct vr_programme *programme;
	struct vr_error error;
	if (!vr_call_clinic(call, NULL, NULL, &clinic))
		return;
	if (vr_clinic_programme(clinic, &programme, &error))
		vr_call_json(call, 200, vr_templates_list(call->api->templates, programme, call->now));
	else
		vr_call_failed(call, &error);
}
