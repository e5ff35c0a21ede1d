#include "private.h"

#define PERSON "name, role, password, clinics"
#define TOKEN "name, role, clinics, hash"
#define SESSION "hash, person, seen_at, expires_at"

static const struct shape user_shape = {
        "user",
        sizeof(struct vr_store_user),
        4,
        {
                {KIND_TEXT, offsetof(struct vr_store_user, name)},
                {KIND_CHOICE, offsetof(struct vr_store_user, role)},
                {KIND_TEXT, offsetof(struct vr_store_user, password)},
                {KIND_TEXT, offsetof(struct vr_store_user, clinics)},
        },
};

static const struct shape token_shape = {
        "token",
        sizeof(struct vr_store_token),
        4,
        {
                {KIND_TEXT, offsetof(struct vr_store_token, name)},
                {KIND_CHOICE, offsetof(struct vr_store_token, role)},
                {KIND_TEXT, offsetof(struct vr_store_token, clinics)},
                {KIND_HASH, offsetof(struct vr_store_token, hash)},
        },
};

static const struct shape session_shape = {
        "session",
        sizeof(struct vr_store_session),
        4,
        {
                {KIND_HASH, offsetof(struct vr_store_session, hash)},
                {KIND_TEXT, offsetof(struct vr_store_session, user)},
                {KIND_NUMBER, offsetof(struct vr_store_session, seen_at.ms)},
                {KIND_NUMBER, offsetof(struct vr_store_session, expires_at.ms)},
        },
};

// --- users ---

bool vr_store_user_get(struct vr_store *store, const char *name, struct vr_arena *arena, struct vr_store_user *out,
                       struct vr_error *error)
{
	return store_get(store, "SELECT " PERSON " FROM person WHERE name = ?1", VALUES(text(name)), &user_shape, arena,
	                 out, error);
}

bool vr_store_user_list(struct vr_store *store, struct vr_arena *arena, const struct vr_store_user **out, size_t *count,
                        struct vr_error *error)
{
	*out = store_list(store, "SELECT " PERSON " FROM person ORDER BY name", NO_VALUES, &user_shape, arena, count,
	                  error);
	return *out != NULL;
}

bool vr_store_user_put(struct vr_store *store, const struct vr_store_user *user, struct vr_error *error)
{
	return store_put(store,
	                 "INSERT INTO person (" PERSON ") VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET"
	                 " role = excluded.role, password = excluded.password, clinics = excluded.clinics",
	                 &user_shape, user, error) &&
	       store_run(store, "DELETE FROM session WHERE person = ?1", VALUES(text(user->name)), error);
}

bool vr_store_user_remove(struct vr_store *store, const char *name, struct vr_error *error)
{
	return store_run_one(store, "DELETE FROM person WHERE name = ?1", "user", VALUES(text(name)), error);
}

// --- API tokens ---

bool vr_store_token_find(struct vr_store *store, const unsigned char wanted[VR_STORE_HASH], struct vr_arena *arena,
                         struct vr_store_token *out, struct vr_error *error)
{
	return store_get(store, "SELECT " TOKEN " FROM token WHERE hash = ?1", VALUES(hash(wanted)), &token_shape,
	                 arena, out, error);
}

bool vr_store_token_list(struct vr_store *store, struct vr_arena *arena, const struct vr_store_token **out,
                         size_t *count, struct vr_error *error)
{
	*out = store_list(store, "SELECT " TOKEN " FROM token ORDER BY name", NO_VALUES, &token_shape, arena, count,
	                  error);
	return *out != NULL;
}

bool vr_store_token_put(struct vr_store *store, const struct vr_store_token *token, struct vr_error *error)
{
	return store_put(store,
	                 "INSERT INTO token (" TOKEN ") VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET"
	                 " role = excluded.role, clinics = excluded.clinics, hash = excluded.hash",
	                 &token_shape, token, error);
}

bool vr_store_token_remove(struct vr_store *store, const char *name, struct vr_error *error)
{
	return store_run_one(store, "DELETE FROM token WHERE name = ?1", "token", VALUES(text(name)), error);
}

// --- sessions ---

bool vr_store_session_find(struct vr_store *store, const unsigned char wanted[VR_STORE_HASH], struct vr_arena *arena,
                           struct vr_store_session *out, struct vr_error *error)
{
	return store_get(store, "SELECT " SESSION " FROM session WHERE hash = ?1", VALUES(hash(wanted)), &session_shape,
	                 arena, out, error);
}

bool vr_store_session_put(struct vr_store *store, const struct vr_store_session *session, struct vr_error *error)
{
	return store_put(store,
	                 "INSERT INTO session (" SESSION ") VALUES (?1, ?2, ?3, ?4) ON CONFLICT (hash) DO UPDATE SET"
	                 " seen_at = excluded.seen_at, expires_at = excluded.expires_at",
	                 &session_shape, session, error);
}

bool vr_store_session_remove(struct vr_store *store, const unsigned char old[VR_STORE_HASH], struct vr_error *error)
{
	return store_run(store, "DELETE FROM session WHERE hash = ?1", VALUES(hash(old)), error);
}
