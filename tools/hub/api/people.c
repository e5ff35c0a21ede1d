// Users and the audit, for admins.
#include "call.h"
#include "calls.h"
#include "validate.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AUDIT_PAGE 200
#define AUDIT_MAX 5000

// Admins of some clinics manage people of those clinics only.
static bool covers(const struct vr_call *call, const char *clinics)
{
	if (!call->caller.clinics[0])
		return true;
	json_t *list = clinics[0] ? json_loads(clinics, 0, NULL) : NULL;
	bool covered = json_array_size(list) > 0;
	size_t i;
	const json_t *each;
	json_array_foreach(list, i, each)
	{
		covered = covered && json_is_string(each) && vr_call_may(call, json_string_value(each));
	}
	json_decref(list);
	return covered;
}

static json_t *user_json(const struct vr_store_user *user)
{
	json_t *clinics = user->clinics[0] ? json_loads(user->clinics, 0, NULL) : json_null();
	return json_pack("{s:s, s:s, s:o}", "user", user->name, "role", vr_role_name(user->role), "clinics", clinics);
}

void vr_get_users(struct vr_call *call)
{
	const struct vr_store_user *rows;
	struct vr_error error;
	size_t count;
	if (!vr_store_user_list(call->api->store, &call->arena, &rows, &count, &error)) {
		vr_call_failed(call, &error);
		return;
	}
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++)
		if (covers(call, rows[i].clinics))
			json_array_append_new(list, user_json(&rows[i]));
	vr_call_json(call, 200, list);
}

// --- a new user ---

struct new_user {
	struct vr_hub_job job;
	char *name, *clinics, *who;
	enum vr_role role;
	char password[VR_AUTH_SECRET], hash[VR_AUTH_HASH_TEXT];
	bool good;
	struct vr_error error;
};

static void destroy_new_user(struct vr_hub_job *base)
{
	struct new_user *user = (struct new_user *)base;
	free(user->name);
	free(user->clinics);
	free(user->who);
	sodium_memzero(user, sizeof *user);
	free(user);
}

static void hash_password(struct vr_hub_job *base)
{
	struct new_user *user = (struct new_user *)base;
	vr_auth_make_password(user->password);
	user->good = vr_auth_hash_password(user->password, user->hash, &user->error);
}

static bool put(struct vr_call *call, const struct vr_store_user *row, struct vr_error *error)
{
	struct vr_store *store = call->api->store;
	bool ok = vr_store_begin(store, error) && vr_store_user_put(store, row, error) &&
	          vr_call_audit(call, "", "user.create", row->name, "", error) && vr_call_commit(call, error);
	vr_store_abort(store);
	return ok;
}

static void finish_new_user(struct vr_hub_api *api, struct vr_hub_job *base, const struct vr_hub_request *request,
                            struct vr_hub_reply *reply)
{
	struct new_user *user = (struct new_user *)base;
	struct vr_call call = vr_call_resume(api, request, reply);
	const struct vr_store_user row = {
	        .name = user->name, .role = user->role, .password = user->hash, .clinics = user->clinics};
	struct vr_store_user other;
	struct vr_error error = user->error;
	call.caller.name = user->who;
	// Somebody else may have made it meanwhile.
	if (user->good && vr_store_user_get(api->store, user->name, &call.arena, &other, &error)) {
		vr_call_problem_of(&call, 409, "conflict", "There is a user of this name already.", NULL, NULL);
	} else if (!user->good || error.code != VR_NOT_FOUND || !put(&call, &row, &error)) {
		vr_call_failed(&call, &error);
	} else {
		json_t *json = user_json(&row);
		json_object_set_new(json, "password", json_string(user->password));
		vr_call_json(&call, 201, json);
	}
	vr_call_release(&call);
}

static bool fit_clinics(struct vr_call *call, const json_t *clinics)
{
	size_t i;
	const json_t *each;
	bool good = clinics ? json_array_size(clinics) > 0 : !call->caller.clinics[0];
	json_array_foreach((json_t *)(uintptr_t)clinics, i, each)
	{
		const char *id = json_string_value(each);
		good = good && id && vr_clinics_find(call->api->clinics, id) && vr_call_may(call, id);
	}
	if (!good)
		vr_call_invalid(call, "/clinics", "must be a list of clinics that you belong to yourself");
	return good;
}

void vr_post_user(struct vr_call *call)
{
	const char *name = json_string_value(json_object_get(call->json, "user"));
	const char *role_name = json_string_value(json_object_get(call->json, "role"));
	const json_t *clinics = json_object_get(call->json, "clinics");
	struct vr_store_user other;
	struct vr_error error;
	enum vr_role role;
	char confirmed[VR_CONFIRMED];
	if (!vr_check_guard(call, call->json, confirmed))
		return;
	if (!name || !vr_auth_name(name, &error)) {
		vr_call_invalid(call, "/user", name ? error.what : "must be a string");
	} else if (!role_name || !vr_role_read(role_name, &role)) {
		vr_call_invalid(call, "/role", "must be viewer, editor or admin");
	} else if (!fit_clinics(call, clinics)) {
		return;
	} else if (vr_store_user_get(call->api->store, name, &call->arena, &other, &error)) {
		vr_call_problem_of(call, 409, "conflict", "There is a user of this name already.", NULL, NULL);
	} else {
		struct new_user *user = vr_alloc(1, sizeof *user);
		user->job = (struct vr_hub_job){
		        .run = hash_password, .finish = finish_new_user, .destroy = destroy_new_user};
		user->name = vr_strdup(name);
		user->clinics = clinics ? json_dumps(clinics, JSON_COMPACT) : vr_strdup("");
		user->who = vr_strdup(call->caller.name);
		user->role = role;
		vr_call_later(call, &user->job);
	}
}

void vr_delete_user(struct vr_call *call)
{
	struct vr_store *store = call->api->store;
	struct vr_store_user user;
	struct vr_error error;
	bool found = vr_store_user_get(store, call->parameters[0], &call->arena, &user, &error);
	if (!found && error.code != VR_NOT_FOUND) {
		vr_call_failed(call, &error);
	} else if (!found || !covers(call, user.clinics)) {
		vr_call_problem(call, 404, "There is no such user.");
	} else if (strcmp(user.name, call->caller.name) == 0) {
		vr_call_problem_of(call, 409, "conflict", "Nobody removes themselves: another admin can.", NULL, NULL);
	} else {
		bool ok = vr_store_begin(store, &error) && vr_store_user_remove(store, user.name, &error) &&
		          vr_call_audit(call, "", "user.remove", user.name, "", &error) && vr_call_commit(call, &error);
		vr_store_abort(store);
		if (ok)
			vr_call_nothing(call);
		else
			vr_call_failed(call, &error);
	}
}

void vr_get_audit(struct vr_call *call)
{
	const char *clinic = vr_call_query(call, "clinic");
	unsigned most;
	const struct vr_store_event *rows;
	struct vr_error error;
	size_t count;
	if (!vr_call_number(call, "limit", 1, AUDIT_PAGE, &most))
		return;
	most = most < AUDIT_MAX ? most : AUDIT_MAX;
	if (!vr_store_audit_list(call->api->store, clinic, most, &call->arena, &rows, &count, &error)) {
		vr_call_failed(call, &error);
		return;
	}
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++) {
		char at[VR_INSTANT_TEXT];
		// The hub's own events are for those who answer for all of it.
		if (rows[i].clinic[0] ? !vr_call_may(call, rows[i].clinic) : call->caller.clinics[0] != '\0')
			continue;
		vr_instant_format(rows[i].at, at);
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "at", at, "clinic",
		                                      rows[i].clinic, "who", rows[i].who, "action", rows[i].action,
		                                      "target", rows[i].target, "confirmed", rows[i].confirmed));
	}
	vr_call_json(call, 200, list);
}
