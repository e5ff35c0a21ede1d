#include "private.h"

#define MEDIA "clinic, sha256, type, bytes, created_at, created_by"

static const struct shape media_shape = {
        "picture",
        sizeof(struct vr_store_media),
        6,
        {
                {KIND_TEXT, offsetof(struct vr_store_media, clinic)},
                {KIND_TEXT, offsetof(struct vr_store_media, sha256)},
                {KIND_TEXT, offsetof(struct vr_store_media, type)},
                {KIND_NUMBER, offsetof(struct vr_store_media, bytes)},
                {KIND_NUMBER, offsetof(struct vr_store_media, created_at.ms)},
                {KIND_TEXT, offsetof(struct vr_store_media, created_by)},
        },
};

bool vr_store_media_get(struct vr_store *store, const char *clinic, const char *sha256, struct vr_arena *arena,
                        struct vr_store_media *out, struct vr_error *error)
{
	return store_get(store, "SELECT " MEDIA " FROM media WHERE clinic = ?1 AND sha256 = ?2",
	                 VALUES(text(clinic), text(sha256)), &media_shape, arena, out, error);
}

bool vr_store_media_list(struct vr_store *store, const char *clinic, struct vr_arena *arena,
                         const struct vr_store_media **out, size_t *count, struct vr_error *error)
{
	*out = store_list(store, "SELECT " MEDIA " FROM media WHERE clinic = ?1 ORDER BY created_at, sha256",
	                  VALUES(text(clinic)), &media_shape, arena, count, error);
	return *out != NULL;
}

bool vr_store_media_needed(struct vr_store *store, const char *sha256, bool *out, struct vr_error *error)
{
	int64_t found = 0;
	bool ok = store_get(store,
	                    "SELECT CASE WHEN EXISTS (SELECT 1 FROM message WHERE document LIKE '%' || ?1 || '%')"
	                    " OR EXISTS (SELECT 1 FROM standing WHERE document LIKE '%' || ?1 || '%')"
	                    " OR EXISTS (SELECT 1 FROM clinic WHERE document LIKE '%' || ?1 || '%')"
	                    " THEN 1 ELSE 0 END",
	                    VALUES(text(sha256)), &store_number_shape, NULL, &found, error);
	*out = found != 0;
	return ok;
}

bool vr_store_media_forget(struct vr_store *store, const char *sha256, bool *known, struct vr_error *error)
{
	bool ok = store_run(store, "DELETE FROM media WHERE sha256 = ?1", VALUES(text(sha256)), error);
	*known = ok && store_changes(store) > 0;
	return ok;
}

// The same bytes again: the first one's story stays.
bool vr_store_media_put(struct vr_store *store, const struct vr_store_media *media, struct vr_error *error)
{
	return store_put(store,
	                 "INSERT INTO media (" MEDIA ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	                 " ON CONFLICT (clinic, sha256) DO NOTHING",
	                 &media_shape, media, error);
}
