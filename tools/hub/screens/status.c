#include "list.h"

#include <stdio.h>
#include <string.h>

#define PICTURE_EVERY (5 * VR_SECOND)   // while somebody looks
#define PICTURE_RARELY (10 * VR_MINUTE) // while nobody does
#define WATCHED (30 * VR_SECOND)        // how long a look lasts
#define SHOWN_MAX 256                   // showings that one status may report
#define ROWS_BYTES (4u << 20)
#define RECEIPT_EVERY (5 * VR_MINUTE) // how often a showing that goes on is written

const int64_t vr_hub_latency_bounds[VR_HUB_LATENCIES] = {100, 250, 500, 1000, 2500, 10000, 60000, 600000};

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
}

static const char *panel_of(const json_t *status)
{
	static const char *const words[] = {"on", "off", "unknown"};
	const char *given = text_of(status, "panel");
	for (size_t i = 0; i < VR_COUNT(words); i++)
		if (strcmp(given, words[i]) == 0)
			return words[i];
	return "unknown";
}

static void note_latency(struct vr_hub_latency *latency, int64_t ms)
{
	ms = ms > 0 ? ms : 0;
	for (size_t i = 0; i < VR_HUB_LATENCIES; i++)
		if (ms <= vr_hub_latency_bounds[i])
			latency->at_most[i]++;
	latency->count++;
	latency->sum_s += (double)ms / 1000;
}

// What the store has of this message's showing on this screen; NULL: nothing.
static const struct vr_store_receipt *find_receipt(const struct vr_store_receipt *list, size_t count,
                                                   const struct vr_store_message *message, const char *screen)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].sequence == message->sequence && strcmp(list[i].screen, screen) == 0)
			return &list[i];
	return NULL;
}

// A showing that was written lately, on the same panel, is not written again: memory cards wear out.
static bool is_repeat(const struct vr_store_receipt *known, const struct vr_store_receipt *receipt)
{
	return known && strcmp(known->panel, receipt->panel) == 0 &&
	       receipt->last_shown_at.ms - known->last_shown_at.ms < RECEIPT_EVERY;
}

// When the message could first be shown: since it was changed, or since it is valid.
static struct vr_instant due_at(const struct vr_store_message *message)
{
	struct vr_instant from;
	struct vr_error error;
	json_t *document = json_loads(message->document, 0, NULL);
	bool later =
	        vr_instant_parse(text_of(document, "valid_from"), &from, &error) && from.ms > message->changed_at.ms;
	json_decref(document);
	return later ? from : message->changed_at;
}

static bool put_receipt(struct vr_hub_screens *screens, const struct vr_store_message *message,
                        const struct vr_store_receipt *receipt, struct vr_arena *arena, struct vr_error *error)
{
	const struct vr_store_receipt *list;
	size_t count;
	if (!vr_store_receipt_list(screens->store, message->clinic, message->id, arena, &list, &count, error))
		return false;
	const struct vr_store_receipt *known = find_receipt(list, count, message, receipt->screen);
	if (is_repeat(known, receipt))
		return true;
	bool dark = receipt->first_shown_at.ms == VR_INSTANT_ALWAYS.ms;
	if (!dark && (!known || known->first_shown_at.ms == VR_INSTANT_ALWAYS.ms))
		note_latency(&screens->latency, receipt->first_shown_at.ms - due_at(message).ms);
	return vr_store_receipt_put(screens->store, receipt, error);
}

// False only when the store fails. A showing of an older version of the message, or of one that the hub does not know,
// is no receipt. On a dark panel nobody saw it.
static bool keep_receipt(struct vr_hub_screens *screens, const struct vr_hub_screen *screen, const char *panel,
                         const json_t *shown, struct vr_error *error)
{
	const char *id = text_of(shown, "message");
	int64_t sequence = json_integer_value(json_object_get(shown, "sequence"));
	struct vr_instant at;
	struct vr_arena arena;
	struct vr_store_message message;
	struct vr_error problem;
	if (!id[0] || !vr_instant_parse(text_of(shown, "at"), &at, &problem))
		return true;
	vr_arena_init(&arena, ROWS_BYTES);
	bool known = vr_store_message_get_shown(screens->store, screen->facts.clinic, id, &arena, &message, &problem);
	bool ok = known || problem.code == VR_NOT_FOUND;
	if (known && sequence >= message.sequence) {
		const struct vr_store_receipt receipt = {.clinic = screen->facts.clinic,
		                                         .message = id,
		                                         .screen = screen->facts.id,
		                                         .sequence = message.sequence,
		                                         .panel = panel,
		                                         .first_shown_at =
		                                                 strcmp(panel, "off") == 0 ? VR_INSTANT_ALWAYS : at,
		                                         .last_shown_at = at};
		ok = put_receipt(screens, &message, &receipt, &arena, &problem);
	}
	vr_arena_release(&arena);
	if (!ok)
		*error = problem;
	return ok;
}

static bool keep_receipts(struct vr_hub_screens *screens, const struct vr_hub_screen *screen, const json_t *status,
                          struct vr_error *error)
{
	const json_t *list = json_object_get(status, "shown"), *shown;
	const char *panel = panel_of(status);
	size_t i;
	if (json_array_size(list) == 0)
		return true;
	if (!vr_store_begin(screens->store, error))
		return false;
	bool ok = true;
	json_array_foreach((json_t *)(uintptr_t)list, i, shown)
	{
		if (i == SHOWN_MAX)
			break;
		ok = keep_receipt(screens, screen, panel, shown, error);
		if (!ok)
			break;
	}
	ok = ok && vr_store_commit(screens->store, error);
	vr_store_abort(screens->store);
	return ok;
}

static void tell_problems(const struct vr_hub_screen *screen, const json_t *status)
{
	const json_t *now = json_object_get(status, "problems"), *problem;
	size_t i;
	if (json_equal((json_t *)(uintptr_t)now, json_object_get(screen->status, "problems")))
		return;
	if (json_array_size(now) == 0 && json_array_size(json_object_get(screen->status, "problems")) > 0)
		vr_log(VR_LOG_INFO, "hub", "screen=%s problems=none", screen->facts.id);
	json_array_foreach((json_t *)(uintptr_t)now, i, problem)
	{
		if (i < 8)
			vr_log(VR_LOG_WARNING, "hub", "screen=%s problem=%.40s detail=\"%.160s\"", screen->facts.id,
			       text_of(problem, "code"), text_of(problem, "detail"));
	}
}

static bool wants_picture(struct vr_hub_screen *screen, struct vr_instant now)
{
	bool watched = vr_mono_now().ms - screen->watched.ms < WATCHED;
	int64_t every = watched ? PICTURE_EVERY : PICTURE_RARELY;
	return screen->picture_at.ms == VR_INSTANT_ALWAYS.ms || now.ms - screen->picture_at.ms >= every ||
	       now.ms < screen->picture_at.ms;
}

bool vr_hub_screen_status(struct vr_hub_screens *screens, struct vr_hub_screen *screen, const char *json, size_t length,
                          struct vr_instant now, bool *want_picture, struct vr_error *error)
{
	json_error_t problem;
	json_t *status = json_loadb(json, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
	if (!status)
		return vr_fail(error, VR_INVALID, "the status is no JSON, see byte %d", problem.position);
	bool ok = json_is_object(status) || vr_fail(error, VR_UNSUPPORTED, "a status is an object");
	ok = ok && keep_receipts(screens, screen, status, error);
	if (!ok) {
		json_decref(status);
		return false;
	}
	tell_problems(screen, status);
	screen->panel = panel_of(status);
	screen->seen_at = now;
	const json_t *sequence = json_object_get(status, "sequence");
	screen->sequence = json_is_integer(sequence) ? json_integer_value(sequence) : -1;
	json_decref(screen->status);
	screen->status = status;
	*want_picture = wants_picture(screen, now);
	return true;
}

bool vr_hub_screen_picture(struct vr_hub_screens *screens, struct vr_hub_screen *screen, const char *bytes,
                           size_t length, struct vr_instant now, struct vr_error *error)
{
	char path[VR_PATH_MAX + 80];
	if (length < 8 || memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) != 0)
		return vr_fail(error, VR_UNSUPPORTED, "a picture is a PNG file");
	vr_hub_screen_picture_path(screens, screen, path);
	if (!vr_file_make_folder(screens->pictures, error) || !vr_file_replace(path, bytes, length, 0640, error))
		return false;
	screen->picture_at = now;
	return true;
}
