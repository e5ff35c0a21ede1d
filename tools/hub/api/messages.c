// Messages: listed, pushed, replaced, withdrawn, brought back, approved.
#include "calls.h"
#include "etag.h"
#include "message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 100 // entries of a list unless said

// --- reading ---

// False when a word is none of the states.
static bool read_states(const char *text, unsigned *states)
{
	static const char *const names[] = {"active", "pending", "withdrawn"};
	*states = text ? 0 : VR_STORE_STATE_BIT(VR_STORE_ACTIVE) | VR_STORE_STATE_BIT(VR_STORE_PENDING);
	for (const char *at = text; at && *at;) {
		size_t length = strcspn(at, ",");
		unsigned i = 0;
		while (i < VR_COUNT(names) && (strlen(names[i]) != length || strncmp(at, names[i], length) != 0))
			i++;
		if (i == VR_COUNT(names))
			return false;
		*states |= VR_STORE_STATE_BIT(i);
		at += length + (at[length] == ',');
	}
	return true;
}

void vr_get_messages(struct vr_call *call)
{
	struct vr_clinic_cache *clinic;
	const struct vr_store_message *rows;
	const char *after = vr_call_query(call, "after");
	size_t count, limit;
	unsigned states;
	struct vr_error error;
	if (!vr_call_limit(call, PAGE, &limit) || !vr_call_clinic(call, NULL, NULL, &clinic))
		return;
	if (!read_states(vr_call_query(call, "state"), &states)) {
		vr_call_problem(call, 400, "A state is active, pending or withdrawn; several stand with commas.");
		return;
	}
	const char *id = vr_clinic_facts(clinic)->id;
	// One more than asked for tells whether there is another page.
	if (!vr_store_message_list(call->api->store, id, states, after ? after : "", limit + 1, &call->arena, &rows,
	                           &count, &error)) {
		if (error.code == VR_NOT_FOUND)
			vr_call_problem(call, 400, "There is no such message to go on after.");
		else
			vr_call_failed(call, &error);
		return;
	}
	json_t *list = json_array();
	for (size_t i = 0; i < count && i < limit; i++)
		json_array_append_new(list, vr_message_json(&rows[i]));
	vr_call_json(call, 200, list);
	if (count > limit)
		vr_call_link_next(call, rows[limit - 1].id, limit);
}

// The message that the path names, in the caller's clinic; answers 404 itself. withdrawn: whether that one counts.
static bool find(struct vr_call *call, bool withdrawn, struct vr_store_message *out)
{
	struct vr_clinic_cache *clinic;
	struct vr_error error;
	if (!vr_call_clinic(call, NULL, NULL, &clinic))
		return false;
	bool found = vr_store_message_get(call->api->store, vr_clinic_facts(clinic)->id, call->parameters[0],
	                                  &call->arena, out, &error);
	if (found && (withdrawn || out->state != VR_STORE_WITHDRAWN))
		return true;
	if (found || error.code == VR_NOT_FOUND)
		vr_call_problem(call, 404, "There is no such message.");
	else
		vr_call_failed(call, &error);
	return false;
}

static void make_etag(const struct vr_store_message *message, char etag[VR_HUB_ETAG])
{
	snprintf(etag, VR_HUB_ETAG, "\"%lld\"", (long long)message->revision);
}

void vr_get_message(struct vr_call *call)
{
	struct vr_store_message message;
	char etag[VR_HUB_ETAG];
	if (!find(call, false, &message))
		return;
	make_etag(&message, etag);
	if (!vr_call_not_modified(call, etag))
		vr_call_json(call, 200, vr_message_json(&message));
}

void vr_get_receipts(struct vr_call *call)
{
	const struct vr_store_receipt *rows;
	struct vr_store_message message;
	struct vr_error error;
	size_t count;
	if (!find(call, true, &message))
		return;
	// While a change waits, what counts are showings of what stands.
	if (message.standing[0] &&
	    !vr_store_message_get_shown(call->api->store, message.clinic, message.id, &call->arena, &message, &error)) {
		vr_call_failed(call, &error);
		return;
	}
	if (!vr_store_receipt_list(call->api->store, message.clinic, message.id, &call->arena, &rows, &count, &error)) {
		vr_call_failed(call, &error);
		return;
	}
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++) {
		if (rows[i].sequence != message.sequence)
			continue;
		bool shown = rows[i].first_shown_at.ms != VR_INSTANT_ALWAYS.ms;
		char first[VR_INSTANT_TEXT], last[VR_INSTANT_TEXT];
		if (shown) {
			vr_instant_format(rows[i].first_shown_at, first);
			vr_instant_format(rows[i].last_shown_at, last);
		}
		json_array_append_new(list,
		                      json_pack("{s:s, s:s, s:s?, s:s?, s:I}", "screen", rows[i].screen, "panel",
		                                rows[i].panel, "first_shown_at", shown ? first : NULL, "last_shown_at",
		                                shown ? last : NULL, "sequence", (json_int_t)rows[i].sequence));
	}
	vr_call_json(call, 200, list);
}

// --- writing ---

// Puts the message, so that screens see it, and answers with what is stored then. Its sequence is that of the programme
// that comes of it, unless it says one: then screens have it like this since.
static void publish(struct vr_call *call, struct vr_store_message *message, const char *action, const char *confirmed,
                    int status)
{
	struct vr_store *store = call->api->store;
	struct vr_store_message stored;
	struct vr_store_clinic clinic;
	struct vr_error error;
	char etag[VR_HUB_ETAG];
	message->changed_at = call->now;
	message->changed_by = call->caller.name;
	bool ok = vr_store_begin(store, &error) &&
	          vr_store_clinic_get(store, message->clinic, &call->arena, &clinic, &error);
	if (ok && message->sequence == 0)
		message->sequence = clinic.sequence + 1;
	ok = ok && vr_store_message_put(store, message, &error) &&
	     vr_store_message_get(store, message->clinic, message->id, &call->arena, &stored, &error) &&
	     vr_call_audit(call, message->clinic, action, message->id, confirmed, &error) &&
	     vr_call_publish(call, message->clinic, &error);
	vr_store_abort(store);
	if (!ok) {
		vr_call_failed(call, &error);
		return;
	}
	vr_log(VR_LOG_INFO, "hub", "%s=%s clinic=%s sequence=%lld by=%s", action, message->id, message->clinic,
	       (long long)message->sequence, message->changed_by);
	if (status == 204) {
		vr_call_nothing(call);
		return;
	}
	vr_call_json(call, status, vr_message_json(&stored));
	make_etag(&stored, etag);
	snprintf(call->reply->etag, sizeof call->reply->etag, "%s", etag);
}

static bool is_emergency(const json_t *message)
{
	const char *priority = json_string_value(json_object_get(message, "priority"));
	return priority && strcmp(priority, "emergency") == 0;
}

// Where a clinic wants a second pair of eyes, an editor's message waits for them; an emergency never does.
static enum vr_store_state state_for(const struct vr_call *call, const struct vr_draft *draft)
{
	bool waits = vr_clinic_facts(draft->clinic)->approval && call->caller.role < VR_ROLE_ADMIN &&
	             !is_emergency(draft->message);
	return waits ? VR_STORE_PENDING : VR_STORE_ACTIVE;
}

// The clinic's name is copied: publishing reads the clinics anew.
static struct vr_store_message row_of(struct vr_call *call, const struct vr_draft *draft, char *document)
{
	const char *clinic = vr_clinic_facts(draft->clinic)->id;
	return (struct vr_store_message){.clinic = vr_arena_copy(&call->arena, clinic, strlen(clinic)),
	                                 .id = json_string_value(json_object_get(draft->message, "id")),
	                                 .document = document,
	                                 .screens = draft->screens,
	                                 .state = state_for(call, draft),
	                                 .created_at = call->now,
	                                 .created_by = call->caller.name};
}

// 409 where the id is taken, 503 where the store does not answer.
static bool is_free(struct vr_call *call, const struct vr_draft *draft)
{
	struct vr_store_message other;
	struct vr_error error;
	const char *id = json_string_value(json_object_get(draft->message, "id"));
	if (vr_store_message_get(call->api->store, vr_clinic_facts(draft->clinic)->id, id, &call->arena, &other,
	                         &error)) {
		if (other.state == VR_STORE_WITHDRAWN)
			return true;
		vr_call_problem_of(call, 409, "conflict", "There is a message of this id already.", NULL, NULL);
		return false;
	}
	if (error.code == VR_NOT_FOUND)
		return true;
	vr_call_failed(call, &error);
	return false;
}

static bool has_room(struct vr_call *call, struct vr_clinic_cache *clinic)
{
	const struct vr_programme *programme;
	struct vr_error error;
	if (!vr_clinic_programme(clinic, &programme, &error)) {
		vr_call_failed(call, &error);
		return false;
	}
	if (programme->message_count < VR_MESSAGES_MAX)
		return true;
	vr_call_problem_of(call, 409, "full", "A programme holds at most 10 000 messages: withdraw some.", NULL, NULL);
	return false;
}

void vr_post_message(struct vr_call *call)
{
	struct vr_draft draft;
	if (vr_draft_read(call, NULL, &draft) && is_free(call, &draft) && has_room(call, draft.clinic)) {
		char *document = json_dumps(draft.message, 0);
		struct vr_store_message message = row_of(call, &draft, document);
		struct vr_buffer location;
		publish(call, &message, "message.create", draft.confirmed, 201);
		if (call->reply->status == 201) {
			vr_buffer_init(&location, 1024);
			vr_buffer_text(&location, "/v1/messages/");
			vr_buffer_percent(&location, message.id);
			vr_reply_header(call->reply, "Location", vr_buffer_string(&location));
			vr_buffer_release(&location);
		}
		free(document);
	}
	vr_draft_release(&draft);
}

// 412 where somebody else was faster.
static bool is_expected(struct vr_call *call, const struct vr_store_message *message)
{
	char etag[VR_HUB_ETAG];
	const char *wanted = vr_call_header(call, "If-Match");
	make_etag(message, etag);
	if (!wanted || vr_etag_named(wanted, etag))
		return true;
	vr_call_problem(call, 412, "Somebody changed this message meanwhile. Read it again.");
	return false;
}

void vr_put_message(struct vr_call *call)
{
	struct vr_draft draft = {0};
	struct vr_store_message old;
	if (find(call, true, &old) && is_expected(call, &old) && vr_draft_read(call, old.id, &draft)) {
		char *document = json_dumps(draft.message, 0);
		struct vr_store_message message = row_of(call, &draft, document);
		message.clinic = old.clinic;
		publish(call, &message, "message.replace", draft.confirmed, 200);
		free(document);
	}
	vr_draft_release(&draft);
}

static void set_state(struct vr_call *call, struct vr_store_message *message, enum vr_store_state state,
                      const char *action, int status)
{
	message->state = state;
	message->sequence = 0;
	publish(call, message, action, "", status);
}

void vr_delete_message(struct vr_call *call)
{
	struct vr_store_message message;
	if (find(call, false, &message) && is_expected(call, &message))
		set_state(call, &message, VR_STORE_WITHDRAWN, "message.withdraw", 204);
}

// Undo is for who withdrew it; an old emergency is not brought back by whoever finds it in the list.
static bool may_restore(struct vr_call *call, const struct vr_store_message *message, const json_t *document)
{
	bool own = strcmp(message->changed_by, call->caller.name) == 0 || call->caller.role == VR_ROLE_ADMIN;
	if (!is_emergency(document) || own)
		return true;
	vr_call_problem(call, 403, "Somebody else ended this emergency; an admin can bring it back.");
	return false;
}

// One that nobody has approved yet goes on waiting.
void vr_post_restore(struct vr_call *call)
{
	struct vr_store_message message;
	struct vr_clinic_cache *clinic;
	if (!find(call, true, &message) || !vr_call_clinic(call, message.clinic, NULL, &clinic))
		return;
	if (message.state != VR_STORE_WITHDRAWN) {
		vr_call_problem_of(call, 409, "conflict", "This message is not withdrawn.", NULL, NULL);
		return;
	}
	json_t *document = json_loads(message.document, 0, NULL);
	const struct vr_draft draft = {.clinic = clinic, .message = document};
	if (may_restore(call, &message, document))
		set_state(call, &message, state_for(call, &draft), "message.restore", 200);
	json_decref(document);
}

void vr_post_approval(struct vr_call *call)
{
	struct vr_store_message message;
	if (!find(call, false, &message))
		return;
	if (message.state != VR_STORE_PENDING)
		vr_call_problem_of(call, 409, "conflict", "This message does not wait for approval.", NULL, NULL);
	else if (strcmp(message.changed_by, call->caller.name) == 0)
		vr_call_problem(call, 403, "A second person must approve it, not who wrote it.");
	else
		set_state(call, &message, VR_STORE_ACTIVE, "message.approve", 200);
}

// The change goes, and what was approved before is the message again. It has been on the screens all the time.
void vr_delete_approval(struct vr_call *call)
{
	struct vr_store_message message;
	struct vr_error error;
	if (!find(call, false, &message) || !is_expected(call, &message))
		return;
	if (!message.standing[0]) {
		vr_call_problem_of(call, 409, "conflict",
		                   "No approved version of this message is on the screens: withdraw it instead.", NULL,
		                   NULL);
		return;
	}
	if (!vr_store_message_get_shown(call->api->store, message.clinic, message.id, &call->arena, &message, &error)) {
		vr_call_failed(call, &error);
		return;
	}
	message.state = VR_STORE_ACTIVE;
	publish(call, &message, "message.reject", "", 200);
}
