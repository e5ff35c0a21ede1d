// Signing in and out, and who one is.
#include "call.h"
#include "calls.h"

#include "vantrum/calendar.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELD_MAX 512

static void set_cookie(struct vr_call *call, const char *secret)
{
	char cookie[VR_AUTH_SECRET + 96];
	snprintf(cookie, sizeof cookie, "vantrum=%s; Path=/; HttpOnly; SameSite=Strict%s%s", secret,
	         call->request->encrypted ? "; Secure" : "", secret[0] ? "" : "; Max-Age=0");
	vr_reply_header(call->reply, "Set-Cookie", cookie);
}

// A string member of at most FIELD_MAX bytes; answers 422 itself.
static const char *field(struct vr_call *call, const char *name)
{
	char pointer[32];
	const json_t *value = json_object_get(call->json, name);
	const char *text = json_string_value(value);
	if (text && json_string_length(value) == strlen(text) && strlen(text) < FIELD_MAX)
		return text;
	snprintf(pointer, sizeof pointer, "/%s", name);
	vr_call_invalid(call, pointer, "must be a string of at most 511 bytes");
	return NULL;
}

// Checking or making a password's hash takes a tenth of a second on purpose: the worker's.
struct password_job {
	struct vr_hub_job job;
	char user[FIELD_MAX], password[FIELD_MAX], fresh[FIELD_MAX];
	char hash[VR_AUTH_HASH_TEXT]; // "": no such user
	char fresh_hash[VR_AUTH_HASH_TEXT];
	bool good; // the password
	bool fits; // the fresh one; error says why not
	struct vr_error error;
};

static void destroy_password_job(struct vr_hub_job *job)
{
	sodium_memzero(job, sizeof(struct password_job));
	free(job);
}

static void check_password(struct vr_hub_job *base)
{
	struct password_job *job = (struct password_job *)base;
	job->good = vr_auth_check_password(job->hash[0] ? job->hash : NULL, job->password);
}

static void replace_password(struct vr_hub_job *base)
{
	struct password_job *job = (struct password_job *)base;
	check_password(base);
	if (job->good)
		job->fits = vr_auth_hash_password(job->fresh, job->fresh_hash, &job->error);
}

static void too_many(struct vr_call *call, int wait)
{
	char text[16];
	snprintf(text, sizeof text, "%d", wait);
	vr_call_problem(call, 429, "Too many attempts. Wait a while.");
	vr_reply_header(call->reply, "Retry-After", text);
}

static bool start_session(struct vr_call *call, const char *user, struct vr_error *error)
{
	char secret[VR_AUTH_SECRET];
	call->caller.name = user;
	bool ok = vr_store_begin(call->api->store, error) &&
	          vr_auth_start(call->api->store, user, call->now, secret, error) &&
	          vr_call_audit(call, "", "session.start", user, "", error) && vr_call_commit(call, error);
	vr_store_abort(call->api->store);
	if (!ok)
		return false;
	vr_call_nothing(call);
	set_cookie(call, secret);
	sodium_memzero(secret, sizeof secret);
	return true;
}

static bool password_of(struct vr_call *call, const char *user, char hash[VR_AUTH_HASH_TEXT])
{
	struct vr_store_user row;
	struct vr_error error;
	hash[0] = '\0';
	if (vr_store_user_get(call->api->store, user, &call->arena, &row, &error)) {
		snprintf(hash, VR_AUTH_HASH_TEXT, "%s", row.password);
		return true;
	}
	if (error.code == VR_NOT_FOUND)
		return true;
	vr_call_failed(call, &error);
	return false;
}

// Whether the password that was checked is the user's now: it may have been changed meanwhile.
static bool is_still(struct vr_call *call, const struct password_job *job)
{
	char hash[VR_AUTH_HASH_TEXT];
	return password_of(call, job->user, hash) && strcmp(hash, job->hash) == 0;
}

static void finish_sign_in(struct vr_hub_api *api, struct vr_hub_job *base, const struct vr_hub_request *request,
                           struct vr_hub_reply *reply)
{
	struct password_job *job = (struct password_job *)base;
	struct vr_call call = vr_call_resume(api, request, reply);
	struct vr_error error;
	if (!job->good || !is_still(&call, job)) {
		api->counts.logins_failed++;
		vr_log(VR_LOG_WARNING, "hub", "sign-in=failed address=%s", request->address);
		vr_call_problem(&call, 401, "The name or the password is wrong.");
	} else {
		vr_limiter_passed(api->limiter, job->user, request->address);
		if (!start_session(&call, job->user, &error))
			vr_call_failed(&call, &error);
	}
	vr_call_release(&call);
}

void vr_post_session(struct vr_call *call)
{
	const char *user = field(call, "user");
	const char *password = user ? field(call, "password") : NULL;
	char hash[VR_AUTH_HASH_TEXT];
	if (!password)
		return;
	int wait = vr_limiter_wait(call->api->limiter, user, call->request->address, vr_mono_now());
	if (wait > 0) {
		too_many(call, wait);
		return;
	}
	if (!password_of(call, user, hash))
		return;
	struct password_job *job = vr_alloc(1, sizeof *job);
	job->job =
	        (struct vr_hub_job){.run = check_password, .finish = finish_sign_in, .destroy = destroy_password_job};
	snprintf(job->user, sizeof job->user, "%s", user);
	snprintf(job->password, sizeof job->password, "%s", password);
	memcpy(job->hash, hash, sizeof hash);
	// Counted before it is known, and taken back when it turns out well: many at once must not all be the first.
	vr_limiter_failed(call->api->limiter, user, call->request->address, vr_mono_now());
	vr_call_later(call, &job->job);
}

void vr_delete_session(struct vr_call *call)
{
	char secret[VR_CALL_COOKIE];
	struct vr_store *store = call->api->store;
	struct vr_error error;
	bool ok = !vr_call_cookie(call, secret) ||
	          (vr_store_begin(store, &error) && vr_auth_end(store, secret, &error) && vr_call_commit(call, &error));
	vr_store_abort(store);
	if (!ok) {
		vr_call_failed(call, &error);
		return;
	}
	vr_call_nothing(call);
	set_cookie(call, "");
}

// --- who am I ---

static json_t *opening_of(const struct vr_programme *programme, struct vr_instant now)
{
	static const char *const words[] = {"unknown", "open", "closed"};
	struct vr_zone *zone;
	struct vr_error error;
	if (!vr_zone_create(programme->clinic.time_zone, &zone, &error))
		return json_pack("{s:s, s:n}", "state", "unknown", "change");
	const struct vr_now moment = {.wall = now, .trusted = true};
	struct vr_opening opening = vr_clinic_opening(zone, &programme->clinic, moment);
	vr_zone_destroy(zone);
	char text[VR_INSTANT_TEXT];
	if (opening.change_at.ms == VR_INSTANT_NEVER.ms)
		return json_pack("{s:s, s:n}", "state", words[opening.state], "change");
	vr_instant_format(opening.change_at, text);
	return json_pack("{s:s, s:s}", "state", words[opening.state], "change", text);
}

static json_t *localized(const struct vr_programme *programme, const struct vr_localized *text)
{
	json_t *json = json_object();
	for (size_t i = 0; i < text->count; i++)
		json_object_set_new(json, programme->languages[text->entries[i].language],
		                    json_string(text->entries[i].text));
	return json;
}

static json_t *clinic_json(const struct vr_call *call, struct vr_clinic_cache *clinic)
{
	const struct vr_store_clinic *facts = vr_clinic_facts(clinic);
	const struct vr_programme *programme;
	struct vr_error error;
	json_t *json = json_pack("{s:s, s:b, s:I}", "id", facts->id, "approval", facts->approval, "sequence",
	                         (json_int_t)facts->sequence);
	if (!vr_clinic_programme(clinic, &programme, &error)) {
		vr_log(VR_LOG_ERROR, "hub", "clinic=%s %s", facts->id, error.what);
		return json;
	}
	json_t *languages = json_array();
	for (size_t i = 0; i < programme->language_count; i++)
		json_array_append_new(languages, json_string(programme->languages[i]));
	json_object_set_new(json, "name", localized(programme, &programme->clinic.name));
	json_object_set_new(json, "languages", languages);
	json_object_set_new(json, "time_zone", json_string(programme->clinic.time_zone));
	json_object_set_new(json, "opening", opening_of(programme, call->now));
	return json;
}

void vr_get_session(struct vr_call *call)
{
	char now[VR_INSTANT_TEXT];
	json_t *clinics = json_array();
	for (size_t i = 0; i < vr_clinics_count(call->api->clinics); i++) {
		struct vr_clinic_cache *each = vr_clinics_at(call->api->clinics, i);
		if (vr_call_may(call, vr_clinic_facts(each)->id))
			json_array_append_new(clinics, clinic_json(call, each));
	}
	vr_instant_format(call->now, now);
	vr_call_json(call, 200,
	             json_pack("{s:s, s:s, s:o, s:s, s:s}", "user", call->caller.name, "role",
	                       vr_role_name(call->caller.role), "clinics", clinics, "now", now, "version", VR_VERSION));
}

// --- a new password ---

static bool change_password(struct vr_call *call, const struct password_job *job, struct vr_error *error)
{
	struct vr_store *store = call->api->store;
	struct vr_store_user user;
	call->caller.name = job->user;
	bool ok = vr_store_begin(store, error) && vr_store_user_get(store, job->user, &call->arena, &user, error);
	user.password = job->fresh_hash;
	ok = ok && vr_store_user_put(store, &user, error) &&
	     vr_call_audit(call, "", "user.password", job->user, "", error) && vr_store_commit(store, error);
	vr_store_abort(store);
	return ok;
}

static void finish_password(struct vr_hub_api *api, struct vr_hub_job *base, const struct vr_hub_request *request,
                            struct vr_hub_reply *reply)
{
	struct password_job *job = (struct password_job *)base;
	struct vr_call call = vr_call_resume(api, request, reply);
	struct vr_error error;
	if (job->good)
		vr_limiter_passed(api->limiter, job->user, request->address);
	if (!job->good) {
		vr_call_problem(&call, 403, "The current password is wrong.");
	} else if (!job->fits) {
		vr_call_invalid(&call, "/new", job->error.what);
	} else if (!change_password(&call, job, &error) ||
	           !start_session(&call, job->user, &error)) { // the old sessions ended with the old password
		vr_call_failed(&call, &error);
	}
	vr_call_release(&call);
}

void vr_post_password(struct vr_call *call)
{
	const char *current = field(call, "current");
	const char *fresh = current ? field(call, "new") : NULL;
	char hash[VR_AUTH_HASH_TEXT];
	if (!fresh)
		return;
	int wait = vr_limiter_wait(call->api->limiter, call->caller.name, call->request->address, vr_mono_now());
	if (wait > 0) {
		too_many(call, wait);
		return;
	}
	if (!call->caller.by_cookie) {
		vr_call_problem(call, 403, "A token has no password.");
		return;
	}
	if (!password_of(call, call->caller.name, hash))
		return;
	struct password_job *job = vr_alloc(1, sizeof *job);
	job->job = (struct vr_hub_job){
	        .run = replace_password, .finish = finish_password, .destroy = destroy_password_job};
	snprintf(job->user, sizeof job->user, "%s", call->caller.name);
	snprintf(job->password, sizeof job->password, "%s", current);
	snprintf(job->fresh, sizeof job->fresh, "%s", fresh);
	memcpy(job->hash, hash, sizeof hash);
	vr_limiter_failed(call->api->limiter, job->user, call->request->address, vr_mono_now());
	vr_call_later(call, &job->job);
}
