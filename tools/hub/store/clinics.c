#include "private.h"

#define CLINIC "id, series, sequence, changed_at, approval, document"
#define WAIT "clinic, id, document"

static const struct shape clinic_shape = {
        "clinic",
        sizeof(struct vr_store_clinic),
        6,
        {
                {KIND_TEXT, offsetof(struct vr_store_clinic, id)},
                {KIND_TEXT, offsetof(struct vr_store_clinic, series)},
                {KIND_NUMBER, offsetof(struct vr_store_clinic, sequence)},
                {KIND_NUMBER, offsetof(struct vr_store_clinic, changed_at.ms)},
                {KIND_FLAG, offsetof(struct vr_store_clinic, approval)},
                {KIND_TEXT, offsetof(struct vr_store_clinic, document)},
        },
};

static const struct shape wait_shape = {
        "wait",
        sizeof(struct vr_store_wait),
        3,
        {
                {KIND_TEXT, offsetof(struct vr_store_wait, clinic)},
                {KIND_TEXT, offsetof(struct vr_store_wait, id)},
                {KIND_TEXT, offsetof(struct vr_store_wait, document)},
        },
};

bool vr_store_clinic_get(struct vr_store *store, const char *id, struct vr_arena *arena, struct vr_store_clinic *out,
                         struct vr_error *error)
{
	return store_get(store, "SELECT " CLINIC " FROM clinic WHERE id = ?1", VALUES(text(id)), &clinic_shape, arena,
	                 out, error);
}

bool vr_store_clinic_list(struct vr_store *store, struct vr_arena *arena, const struct vr_store_clinic **out,
                          size_t *count, struct vr_error *error)
{
	*out = store_list(store, "SELECT " CLINIC " FROM clinic ORDER BY id", NO_VALUES, &clinic_shape, arena, count,
	                  error);
	return *out != NULL;
}

bool vr_store_clinic_put(struct vr_store *store, const struct vr_store_clinic *clinic, struct vr_error *error)
{
	return store_put(store,
	                 "INSERT INTO clinic (" CLINIC ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	                 " ON CONFLICT (id) DO UPDATE SET series = excluded.series, sequence = excluded.sequence,"
	                 " changed_at = excluded.changed_at, approval = excluded.approval,"
	                 " document = excluded.document",
	                 &clinic_shape, clinic, error);
}

bool vr_store_clinic_raise(struct vr_store *store, const char *id, struct vr_instant now, struct vr_error *error)
{
	return store_run_one(store, "UPDATE clinic SET sequence = sequence + 1, changed_at = ?1 WHERE id = ?2",
	                     "clinic", VALUES(number(now.ms), text(id)), error);
}

bool vr_store_wait_list(struct vr_store *store, const char *clinic, struct vr_arena *arena,
                        const struct vr_store_wait **out, size_t *count, struct vr_error *error)
{
	*out = store_list(store, "SELECT " WAIT " FROM wait WHERE clinic = ?1 ORDER BY place", VALUES(text(clinic)),
	                  &wait_shape, arena, count, error);
	return *out != NULL;
}

bool vr_store_wait_put(struct vr_store *store, const struct vr_store_wait *wait, struct vr_error *error)
{
	return store_put(store,
	                 "INSERT INTO wait (" WAIT ", place) VALUES (?1, ?2, ?3,"
	                 " (SELECT COALESCE(MAX(place), 0) + 1 FROM wait WHERE clinic = ?1))"
	                 " ON CONFLICT (clinic, id) DO UPDATE SET document = excluded.document",
	                 &wait_shape, wait, error);
}

bool vr_store_wait_clear(struct vr_store *store, const char *clinic, struct vr_error *error)
{
	return store_run(store, "DELETE FROM wait WHERE clinic = ?1", VALUES(text(clinic)), error);
}
