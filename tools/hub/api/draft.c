#include "message.h"

#include "vantrum/calendar.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REVIEW_DAYS 90 // after which somebody must look at a message that has no end
#define EMERGENCY_DEFAULT (2 * VR_HOUR)
#define TARGETS_MAX 1000

// What the hub adds to a message that it shows; a client may send them back.
static const char *const hub_members[] = {"clinic",     "screens",    "template",   "state",   "created_at",
                                          "created_by", "changed_at", "changed_by", "approved"};

void vr_draft_release(struct vr_draft *draft)
{
	json_decref(draft->message);
	free(draft->screens);
	*draft = (struct vr_draft){0};
}

static json_t *screens_of(const char *screens)
{
	return screens[0] ? json_loads(screens, 0, NULL) : json_array();
}

json_t *vr_message_json(const struct vr_store_message *message)
{
	static const char *const states[] = {"active", "pending", "withdrawn"};
	char created[VR_INSTANT_TEXT], changed[VR_INSTANT_TEXT];
	json_t *json = json_loads(message->document, 0, NULL);
	vr_instant_format(message->created_at, created);
	vr_instant_format(message->changed_at, changed);
	json_t *rest =
	        json_pack("{s:s, s:o, s:s, s:s, s:s, s:s, s:s}", "clinic", message->clinic, "screens",
	                  screens_of(message->screens), "state", states[message->state], "created_at", created,
	                  "created_by", message->created_by, "changed_at", changed, "changed_by", message->changed_by);
	json_object_update(json, rest);
	json_decref(rest);
	if (message->standing[0]) {
		json_t *approved = json_loads(message->standing, 0, NULL);
		json_object_set_new(approved, "screens", screens_of(message->standing_screens));
		json_object_set_new(json, "approved", approved);
	}
	return json;
}

static bool named_clinic(struct vr_call *call, struct vr_draft *draft)
{
	const json_t *named = json_object_get(call->json, "clinic");
	if (named && !json_is_string(named)) {
		vr_call_invalid(call, "/clinic", "must be a string");
		return false;
	}
	return vr_call_clinic(call, json_string_value(named), "/clinic", &draft->clinic);
}

// --- templates ---

static bool fill_template(struct vr_call *call, struct vr_draft *draft, const json_t *wanted)
{
	struct vr_template_problem problems[8];
	const struct vr_programme *programme;
	struct vr_error error;
	size_t count = 0;
	if (!vr_clinic_programme(draft->clinic, &programme, &error)) {
		vr_call_failed(call, &error);
		return false;
	}
	draft->message = vr_templates_fill(call->api->templates, programme, wanted, call->now, problems,
	                                   VR_COUNT(problems), &count);
	if (draft->message)
		return true;
	json_t *errors = json_array();
	for (size_t i = 0; i < count && i < VR_COUNT(problems); i++) {
		char pointer[sizeof problems[i].pointer + 16];
		snprintf(pointer, sizeof pointer, "/template%.95s", problems[i].pointer);
		vr_add_error(errors, pointer, problems[i].detail);
	}
	vr_call_problem_of(call, 422, "invalid", "The template cannot be filled in like this.", "errors", errors);
	return false;
}

static bool take_members(struct vr_call *call, struct vr_draft *draft)
{
	const json_t *wanted = json_object_get(call->json, "template");
	draft->by_template = wanted != NULL;
	if (wanted && (json_object_get(call->json, "title") || json_object_get(call->json, "text"))) {
		vr_call_invalid(call, "/template", "stands in place of title and text");
		return false;
	}
	json_t *own = json_copy(call->json);
	for (size_t i = 0; i < VR_COUNT(hub_members); i++)
		json_object_del(own, hub_members[i]);
	bool good = true;
	if (wanted) {
		good = fill_template(call, draft, wanted);
		if (good)
			json_object_update(draft->message, own);
		json_decref(own);
	} else {
		draft->message = own;
	}
	return good;
}

// --- defaults ---

static void set_instant(json_t *message, const char *member, struct vr_instant instant)
{
	char text[VR_INSTANT_TEXT];
	vr_instant_format((struct vr_instant){instant.ms - instant.ms % VR_SECOND}, text);
	json_object_set_new(message, member, json_string(text));
}

static bool is_word(const json_t *message, const char *member, const char *word)
{
	const char *text = json_string_value(json_object_get(message, member));
	return text && strcmp(text, word) == 0;
}

// Closing time, or midnight at the clinic when it is closed or says nothing of its hours.
static struct vr_instant end_of_day(const struct vr_programme *programme, struct vr_instant now)
{
	struct vr_zone *zone;
	struct vr_error error;
	if (!vr_zone_create(programme->clinic.time_zone, &zone, &error))
		return (struct vr_instant){now.ms + 12 * VR_HOUR};
	struct vr_local_time local = vr_zone_local(zone, now);
	struct vr_instant end = vr_zone_instant(zone, local.date, 24 * 60);
	const struct vr_now moment = {.wall = now, .trusted = true};
	struct vr_opening opening = vr_clinic_opening(zone, &programme->clinic, moment);
	if (opening.state == VR_OPENING_OPEN && opening.change_at.ms < end.ms)
		end = opening.change_at;
	vr_zone_destroy(zone);
	return end;
}

static void set_end(const struct vr_call *call, struct vr_draft *draft)
{
	const struct vr_programme *programme;
	struct vr_error error;
	if (json_object_get(draft->message, "valid_until") || json_object_get(draft->message, "review_by"))
		return;
	if (draft->by_template && is_word(draft->message, "priority", "emergency")) {
		set_instant(draft->message, "valid_until", (struct vr_instant){call->now.ms + EMERGENCY_DEFAULT});
	} else if (draft->by_template && vr_clinic_programme(draft->clinic, &programme, &error)) {
		set_instant(draft->message, "valid_until", end_of_day(programme, call->now));
	} else if (!is_word(draft->message, "priority", "emergency")) {
		// Not for ever: somebody looks at it again, or it goes.
		char date[VR_INSTANT_TEXT];
		vr_instant_format((struct vr_instant){call->now.ms + REVIEW_DAYS * VR_DAY}, date);
		date[10] = '\0';
		json_object_set_new(draft->message, "review_by", json_string(date));
	}
}

// What the id is made of: the template's, else the English title, else the first one.
static const char *word_for_id(const struct vr_call *call, const json_t *message)
{
	const json_t *title = json_object_get(message, "title");
	const char *word = json_string_value(json_object_get(json_object_get(call->json, "template"), "id"));
	if (!word)
		word = json_string_value(json_object_get(title, "en"));
	if (!word)
		word = json_string_value(json_object_iter_value(json_object_iter((json_t *)(uintptr_t)title)));
	return word ? word : "";
}

// A few letters of that and a few random ones: readable in a log, and free for sure.
static void make_id(const struct vr_call *call, json_t *message)
{
	char id[64], random[9];
	unsigned char bytes[4];
	size_t length = 0;
	for (const char *at = word_for_id(call, message); *at && length < 24; at++) {
		if (isascii((unsigned char)*at) && isalpha((unsigned char)*at))
			id[length++] = (char)tolower((unsigned char)*at);
		else if (length > 0 && id[length - 1] != '-')
			id[length++] = '-';
	}
	if (length == 0 || id[length - 1] != '-')
		id[length++] = '-';
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(random, sizeof random, bytes, sizeof bytes);
	snprintf(id + length, sizeof id - length, "%s", random);
	json_object_set_new(message, "id", json_string(id[0] == '-' ? id + 1 : id));
}

static void set_defaults(const struct vr_call *call, struct vr_draft *draft, const char *id)
{
	if (id)
		json_object_set_new(draft->message, "id", json_string(id));
	else if (!json_object_get(draft->message, "id"))
		make_id(call, draft->message);
	if (!json_object_get(draft->message, "issued_at"))
		set_instant(draft->message, "issued_at", call->now);
	json_t *picture = json_object_get(draft->message, "picture");
	const char *sha256 = json_string_value(json_object_get(picture, "sha256"));
	if (sha256 && !json_object_get(picture, "href")) {
		char href[VR_PARAMETER];
		snprintf(href, sizeof href, "/v1/media/%.64s", sha256);
		json_object_set_new(picture, "href", json_string(href));
	}
	set_end(call, draft);
}

// --- where, and whether ---

static bool is_group(const struct vr_call *call, const char *clinic, const char *name)
{
	for (size_t i = 0; i < vr_hub_screens_count(call->api->screens); i++) {
		const struct vr_store_screen *facts = &vr_hub_screens_at(call->api->screens, i)->facts;
		if (strcmp(facts->clinic, clinic) != 0 || !facts->groups[0])
			continue;
		json_t *groups = json_loads(facts->groups, 0, NULL);
		bool found = false;
		size_t k;
		const json_t *group;
		json_array_foreach(groups, k, group)
		{
			found = found || (json_is_string(group) && strcmp(json_string_value(group), name) == 0);
		}
		json_decref(groups);
		if (found)
			return true;
	}
	return false;
}

static bool is_target(const struct vr_call *call, const char *clinic, const char *name)
{
	const struct vr_hub_screen *screen = vr_hub_screens_by_id(call->api->screens, name);
	return (screen && strcmp(screen->facts.clinic, clinic) == 0) || is_group(call, clinic, name);
}

static bool take_screens(struct vr_call *call, struct vr_draft *draft)
{
	const json_t *screens = json_object_get(call->json, "screens"), *each;
	const char *clinic = vr_clinic_facts(draft->clinic)->id;
	size_t i;
	if (screens && !json_is_null(screens) && (!json_is_array(screens) || json_array_size(screens) > TARGETS_MAX)) {
		vr_call_invalid(call, "/screens", "must be a list of at most 1000 screens or groups");
		return false;
	}
	json_array_foreach((json_t *)(uintptr_t)screens, i, each)
	{
		char pointer[48];
		if (json_is_string(each) && is_target(call, clinic, json_string_value(each)))
			continue;
		snprintf(pointer, sizeof pointer, "/screens/%zu", i);
		vr_call_invalid(call, pointer, "is neither a screen nor a group of this clinic");
		return false;
	}
	draft->screens = json_array_size(screens) > 0 ? json_dumps(screens, JSON_COMPACT) : vr_strdup("");
	return true;
}

static bool fit_picture(struct vr_call *call, const struct vr_draft *draft)
{
	const json_t *picture = json_object_get(draft->message, "picture");
	const char *href = json_string_value(json_object_get(picture, "href"));
	const char *sha256 = json_string_value(json_object_get(picture, "sha256"));
	struct vr_store_media media;
	struct vr_error error;
	// A picture from elsewhere is the screens' to fetch.
	if (!picture || strncmp(href, "/v1/media/", 10) != 0)
		return true;
	if (strcmp(href + 10, sha256) == 0 && vr_store_media_get(call->api->store, vr_clinic_facts(draft->clinic)->id,
	                                                         sha256, &call->arena, &media, &error))
		return true;
	vr_call_invalid(call, "/picture/sha256", "there is no such picture here: upload it first");
	return false;
}

// An emergency takes the whole wall: by prepared words, or by an admin, and for a day at most.
static bool may_push(struct vr_call *call, const struct vr_draft *draft)
{
	struct vr_instant until;
	struct vr_error error;
	const char *text = json_string_value(json_object_get(draft->message, "valid_until"));
	if (!is_word(draft->message, "priority", "emergency"))
		return true;
	if (!draft->by_template && call->caller.role < VR_ROLE_ADMIN) {
		vr_call_problem(call, 403, "An emergency in words of one's own is for admins; use a prepared one.");
		return false;
	}
	if (text && vr_instant_parse(text, &until, &error) && until.ms <= call->now.ms + VR_DAY)
		return true;
	vr_call_invalid(call, "/valid_until", "must be at most 24 hours ahead for an emergency");
	return false;
}

// An id is a segment of an address: a slash would end it, and dots alone mean another place.
static bool fit_id(struct vr_call *call, const struct vr_draft *draft)
{
	const char *id = json_string_value(json_object_get(draft->message, "id"));
	if (!strchr(id, '/') && strcmp(id, ".") != 0 && strcmp(id, "..") != 0)
		return true;
	vr_call_invalid(call, "/id", "must have no slash, and more than dots");
	return false;
}

bool vr_draft_read(struct vr_call *call, const char *id, struct vr_draft *draft)
{
	*draft = (struct vr_draft){0};
	if (!vr_check_guard(call, call->json, draft->confirmed) || !named_clinic(call, draft) ||
	    !take_members(call, draft))
		return false;
	set_defaults(call, draft, id);
	return vr_check_entry(call, draft->clinic, "messages", draft->message) && (id || fit_id(call, draft)) &&
	       take_screens(call, draft) && fit_picture(call, draft) && may_push(call, draft);
}
