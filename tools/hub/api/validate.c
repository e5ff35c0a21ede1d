#include "validate.h"

#include "hub/clinic/media.h"

#include "vantrum/guard.h"
#include "vantrum/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POINTER_MAX 512
#define FINDINGS_MAX VR_GUARD_FINDINGS_MAX
#define MEDIA_PATH "/v1/media/"
#define ERRORS_MAX 32

void vr_add_error(json_t *errors, const char *pointer, const char *detail)
{
	json_t *error = json_pack("{s:s, s:s}", "pointer", pointer, "detail", detail);
	if (!error)
		error = json_pack("{s:s, s:s}", "pointer", "", "detail", "has a name that is no proper text");
	json_array_append_new(errors, error);
}

// --- the guard ---

struct guarding {
	json_t *blocked;  // errors, without what was found
	json_t *warnings; // {"pointer", "code", "detail"}
	const char *confirm;
	char *confirmed;
};

static const char *warning_of(enum vr_guard_code code)
{
	switch (code) {
	case VR_GUARD_TEN_DIGITS:
		return "ten digits in a row can be a personal identity number";
	case VR_GUARD_FAILED_CHECK:
		return "this has the form of a personal identity number";
	case VR_GUARD_NUMBER_WORD:
		return "a word for an identity number stands beside digits";
	case VR_GUARD_NAME_BESIDE_ROOM:
		return "a person's name beside a room tells who is here";
	case VR_GUARD_BIRTH_DATE:
		return "a date of birth can tell who is meant";
	case VR_GUARD_CAR_PLATE:
		return "a car's number can tell who is meant";
	default:
		return "";
	}
}

// Whether a list with commas has a word.
static bool has_word(const char *list, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = list; at && *at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
		if (strncmp(at, word, length) == 0 && (at[length] == '\0' || at[length] == ','))
			return true;
	return false;
}

static void note_confirmed(struct guarding *guarding, const char *code)
{
	size_t used = strlen(guarding->confirmed);
	if (!has_word(guarding->confirmed, code))
		snprintf(guarding->confirmed + used, VR_CONFIRMED - used, "%s%s", used ? "," : "", code);
}

static void scan(struct guarding *guarding, const char *text, size_t length, const char *pointer)
{
	struct vr_guard_finding findings[FINDINGS_MAX];
	// A picture's hash is no text of anybody's, and one in a thousand has ten digits in a row.
	const char *name = strncmp(text, MEDIA_PATH, strlen(MEDIA_PATH)) == 0 ? text + strlen(MEDIA_PATH) : text;
	if (vr_media_name(name))
		return;
	size_t count = vr_guard_scan(text, length, findings, FINDINGS_MAX);
	for (size_t i = 0; i < count && i < FINDINGS_MAX; i++) {
		const char *code = vr_guard_code_name(findings[i].code);
		if (vr_guard_blocks(findings[i].code))
			vr_add_error(guarding->blocked, pointer, "holds a personal identity number");
		else if (guarding->confirm && has_word(guarding->confirm, code))
			note_confirmed(guarding, code);
		else
			json_array_append_new(guarding->warnings,
			                      json_pack("{s:s, s:s, s:s}", "pointer", pointer, "code", code, "detail",
			                                warning_of(findings[i].code)));
	}
}

// One more step of a JSON Pointer (RFC 6901 §3). What does not fit ends it: it is still near the place.
static size_t step(char pointer[POINTER_MAX], size_t length, const char *name)
{
	size_t at = length;
	if (at + 2 < POINTER_MAX)
		pointer[at++] = '/';
	for (; *name && at + 3 < POINTER_MAX; name++) {
		if (*name == '~' || *name == '/') {
			pointer[at++] = '~';
			pointer[at++] = *name == '~' ? '0' : '1';
		} else {
			pointer[at++] = *name;
		}
	}
	pointer[at] = '\0';
	return at;
}

static void walk(struct guarding *guarding, const json_t *json, char pointer[POINTER_MAX], size_t length);

static void walk_object(struct guarding *guarding, const json_t *json, char pointer[POINTER_MAX], size_t length)
{
	const char *key;
	const json_t *value;
	void *at = json_object_iter((json_t *)(uintptr_t)json);
	for (; at; at = json_object_iter_next((json_t *)(uintptr_t)json, at)) {
		key = json_object_iter_key(at);
		value = json_object_iter_value(at);
		pointer[length] = '\0';
		// A name that is blocked must not come back in the pointer.
		struct vr_guard_finding finding;
		size_t found = vr_guard_scan(key, strlen(key), &finding, 1);
		scan(guarding, key, strlen(key), pointer);
		walk(guarding, value, pointer, found ? length : step(pointer, length, key));
	}
	pointer[length] = '\0';
}

static void walk(struct guarding *guarding, const json_t *json, char pointer[POINTER_MAX], size_t length)
{
	char number[40];
	size_t i;
	const json_t *value;
	if (json_is_string(json)) {
		scan(guarding, json_string_value(json), json_string_length(json), pointer);
	} else if (json_is_integer(json)) {
		snprintf(number, sizeof number, "%lld", (long long)json_integer_value(json));
		scan(guarding, number, strlen(number), pointer);
	} else if (json_is_array(json)) {
		json_array_foreach((json_t *)(uintptr_t)json, i, value)
		{
			snprintf(number, sizeof number, "%zu", i);
			walk(guarding, value, pointer, step(pointer, length, number));
			pointer[length] = '\0';
		}
	} else if (json_is_object(json)) {
		walk_object(guarding, json, pointer, length);
	}
}

bool vr_check_guard(struct vr_call *call, const json_t *json, char confirmed[VR_CONFIRMED])
{
	struct guarding guarding = {.blocked = json_array(),
	                            .warnings = json_array(),
	                            .confirm = vr_call_query(call, "confirm"),
	                            .confirmed = confirmed};
	char pointer[POINTER_MAX] = "";
	confirmed[0] = '\0';
	walk(&guarding, json, pointer, 0);
	bool blocked = json_array_size(guarding.blocked) > 0, doubtful = json_array_size(guarding.warnings) > 0;
	if (blocked) {
		call->api->counts.blocked++;
		vr_call_problem_of(call, 422, "personal-identity-number",
		                   "A personal identity number must not reach a waiting room. Nothing was stored.",
		                   "errors", json_incref(guarding.blocked));
	} else if (doubtful) {
		vr_call_problem_of(
		        call, 409, "needs-confirmation",
		        "Something in this may tell who a patient is. Look at it, and confirm if it does not.",
		        "warnings", json_incref(guarding.warnings));
	}
	json_decref(guarding.blocked);
	json_decref(guarding.warnings);
	return !blocked && !doubtful;
}

// --- members ---

static const char *const message_members[] = {
        "id",          "kind",  "priority",  "title",  "text",  "picture", "link",        "issued_at", "valid_from",
        "valid_until", "hours", "show_when", "origin", "drill", "source",  "reviewed_at", "review_by", NULL};
static const char *const wait_members[] = {"id",    "name",    "place",     "state",       "accepting",
                                           "hours", "measure", "until",     "order",       "care_priority",
                                           "wait",  "level",   "statistic", "measured_at", "good_for_s",
                                           "note",  "reason",  "opens_at",  "source",      NULL};
static const char *const picture_members[] = {"href", "sha256", "type", "alt", "fit", NULL};
static const char *const link_members[] = {"href", "label", NULL};
static const char *const span_members[] = {"from", "to", "unit", "bound", NULL};
static const char *const window_members[] = {"days", "from", "until", NULL};

static bool is_known(const char *const *members, const char *name)
{
	while (*members && strcmp(*members, name) != 0)
		members++;
	return *members != NULL;
}

static void name_unknown(const json_t *object, const char *const *members, const char *at, json_t *errors)
{
	for (void *i = json_object_iter((json_t *)(uintptr_t)object); i;
	     i = json_object_iter_next((json_t *)(uintptr_t)object, i)) {
		char pointer[POINTER_MAX];
		const char *name = json_object_iter_key(i);
		if (is_known(members, name))
			continue;
		step(pointer, (size_t)snprintf(pointer, sizeof pointer, "%s", at), name);
		vr_add_error(errors, pointer, "is no member that the hub knows");
	}
}

static void name_all_unknown(const char *list, const json_t *entry, json_t *errors)
{
	bool message = strcmp(list, "messages") == 0;
	size_t i;
	const json_t *window;
	name_unknown(entry, message ? message_members : wait_members, "", errors);
	name_unknown(json_object_get(entry, "picture"), picture_members, "/picture", errors);
	name_unknown(json_object_get(entry, "link"), link_members, "/link", errors);
	name_unknown(json_object_get(entry, "wait"), span_members, "/wait", errors);
	json_array_foreach(json_object_get(entry, "hours"), i, window)
	{
		char at[32];
		snprintf(at, sizeof at, "/hours/%zu", i);
		name_unknown(window, window_members, at, errors);
	}
}

// --- by the screen's own reader ---

// The reader names the first thing that is wrong. That one is put right in a copy, and the rest read again, so that all
// are named at once.
static void put_right(const struct vr_call *call, json_t *entry, const struct vr_clinic_cache *clinic,
                      const char *member)
{
	char until[VR_INSTANT_TEXT];
	json_t *document = json_loads(vr_clinic_facts(clinic)->document, 0, NULL);
	const char *language = json_string_value(json_array_get(json_object_get(document, "languages"), 0));
	vr_instant_format((struct vr_instant){call->now.ms + VR_HOUR}, until);
	if (strcmp(member, "id") == 0)
		json_object_set_new(entry, member, json_string("x"));
	else if (strcmp(member, "kind") == 0)
		json_object_set_new(entry, member, json_string("notice"));
	else if (strcmp(member, "state") == 0)
		json_object_set_new(entry, member, json_string("closed"));
	else if (strcmp(member, "title") == 0 || strcmp(member, "name") == 0)
		json_object_set_new(entry, member, json_pack("{s:s}", language ? language : "sv", "x"));
	else if (strcmp(member, "valid_until") == 0)
		json_object_set_new(entry, member, json_string(until));
	else
		json_object_del(entry, member);
	if (strcmp(member, "valid_until") == 0)
		json_object_del(entry, "valid_from");
	json_decref(document);
}

// Reads the entry as the only one of its list. True when there is nothing wrong; else where and what, within the entry.
static bool read_once(const struct vr_clinic_cache *clinic, const char *list, const json_t *entry, char *pointer,
                      size_t pointer_size, char *reason, size_t reason_size)
{
	char prefix[32];
	const struct vr_programme *programme = NULL;
	struct vr_error error;
	struct vr_buffer lists, document;
	int length = snprintf(prefix, sizeof prefix, "/%s/0", list);
	char *text = json_dumps(entry, 0);
	vr_buffer_init(&lists, VR_PROGRAMME_BYTES_MAX);
	vr_buffer_init(&document, VR_PROGRAMME_BYTES_MAX);
	vr_buffer_format(&lists, "\"%s\": [", list);
	vr_buffer_text(&lists, text ? text : "null");
	vr_buffer_text(&lists, "]");
	vr_clinic_compose_with(clinic, vr_buffer_string(&lists), &document);
	bool read = vr_wire_programme(vr_buffer_string(&document), document.length, NULL, &programme, &error);
	const struct vr_set_aside *first = read && programme->set_aside_count ? programme->set_aside : NULL;
	snprintf(pointer, pointer_size, "%s", first ? first->pointer + length : "");
	snprintf(reason, reason_size, "%s", first ? first->reason : read ? "" : error.what);
	free(text);
	vr_programme_unref(programme);
	vr_buffer_release(&lists);
	vr_buffer_release(&document);
	return read && !first;
}

static void read_by_screen(const struct vr_call *call, const struct vr_clinic_cache *clinic, const char *list,
                           const json_t *given, json_t *errors)
{
	char pointer[POINTER_MAX], reason[256], member[64], last[64] = "";
	json_t *entry = json_deep_copy(given);
	while (json_array_size(errors) < ERRORS_MAX &&
	       !read_once(clinic, list, entry, pointer, sizeof pointer, reason, sizeof reason)) {
		snprintf(member, sizeof member, "%.*s", pointer[0] ? (int)strcspn(pointer + 1, "/") : 0,
		         pointer[0] ? pointer + 1 : "");
		bool again = strcmp(member, last) == 0;
		if (!again)
			vr_add_error(errors, pointer, reason);
		if (again || !member[0])
			break;
		put_right(call, entry, clinic, member);
		snprintf(last, sizeof last, "%s", member);
	}
	json_decref(entry);
}

bool vr_check_entry(struct vr_call *call, struct vr_clinic_cache *clinic, const char *list, const json_t *entry)
{
	json_t *errors = json_array();
	name_all_unknown(list, entry, errors);
	read_by_screen(call, clinic, list, entry, errors);
	bool good = json_array_size(errors) == 0;
	if (!good)
		vr_call_problem_of(call, 422, "invalid", "The body has members that are not as they must be.", "errors",
		                   json_incref(errors));
	json_decref(errors);
	return good;
}
