#include "auth.h"

#include <string.h>

#define NOTED_EVERY VR_MINUTE

bool vr_auth_start(struct vr_store *store, const char *user, struct vr_instant now, char secret[VR_AUTH_SECRET],
                   struct vr_error *error)
{
	struct vr_store_session session = {.user = user, .seen_at = now, .expires_at = {now.ms + VR_SESSION_LIFE}};
	vr_auth_make_secret(secret);
	vr_auth_hash_secret(secret, session.hash);
	return vr_store_session_put(store, &session, error);
}

// A clock that was put back makes no session live longer than a new one would.
static bool has_ended(const struct vr_store_session *session, struct vr_instant now)
{
	int64_t left = session->expires_at.ms - now.ms;
	return left <= 0 || left > VR_SESSION_LIFE + VR_MINUTE || now.ms - session->seen_at.ms >= VR_SESSION_IDLE;
}

static void note_use(struct vr_store *store, struct vr_store_session *session, struct vr_instant now)
{
	struct vr_error error;
	if (now.ms - session->seen_at.ms < NOTED_EVERY)
		return;
	session->seen_at = now;
	bool done = vr_store_begin(store, &error) && vr_store_session_put(store, session, &error) &&
	            vr_store_commit(store, &error);
	vr_store_abort(store);
	if (!done)
		vr_log(VR_LOG_WARNING, "auth", "a session's use is not noted: %s", error.what);
}

// What is not found was not proved; other failures stay what they are.
static bool deny(const struct vr_error *why, const char *what, struct vr_error *error)
{
	if (why->code == VR_NOT_FOUND)
		return vr_fail(error, VR_DENIED, "%s", what);
	return vr_fail(error, why->code, "%s", why->what);
}

bool vr_auth_by_session(struct vr_store *store, const char *secret, struct vr_instant now, struct vr_arena *arena,
                        struct vr_caller *out, struct vr_error *error)
{
	static const char ended[] = "the session has ended; log in again";
	unsigned char hash[VR_STORE_HASH];
	struct vr_store_session session;
	struct vr_store_user user;
	struct vr_error why;
	vr_auth_hash_secret(secret, hash);
	if (!vr_store_session_find(store, hash, arena, &session, &why))
		return deny(&why, ended, error);
	if (!vr_auth_is_secret(secret, session.hash) || has_ended(&session, now))
		return vr_fail(error, VR_DENIED, "%s", ended);
	if (!vr_store_user_get(store, session.user, arena, &user, &why))
		return deny(&why, ended, error);
	note_use(store, &session, now);
	*out = (struct vr_caller){.name = user.name, .role = user.role, .clinics = user.clinics, .by_cookie = true};
	return true;
}

bool vr_auth_end(struct vr_store *store, const char *secret, struct vr_error *error)
{
	unsigned char hash[VR_STORE_HASH];
	vr_auth_hash_secret(secret, hash);
	return vr_store_session_remove(store, hash, error);
}

bool vr_auth_by_token(struct vr_store *store, const char *token, struct vr_arena *arena, struct vr_caller *out,
                      struct vr_error *error)
{
	unsigned char hash[VR_STORE_HASH];
	struct vr_store_token found;
	struct vr_error why = {.code = VR_NOT_FOUND};
	vr_auth_hash_secret(token, hash);
	if (!vr_store_token_find(store, hash, arena, &found, &why) || !vr_auth_is_secret(token, found.hash))
		return deny(&why, "the token is not known here; it may have been revoked", error);
	*out = (struct vr_caller){.name = found.name, .role = found.role, .clinics = found.clinics};
	return true;
}
