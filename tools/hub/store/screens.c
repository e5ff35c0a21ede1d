#include "private.h"

#define SCREEN "id, clinic, name, area, in_groups, token"

static const struct shape screen_shape = {
        "screen",
        sizeof(struct vr_store_screen),
        6,
        {
                {KIND_TEXT, offsetof(struct vr_store_screen, id)},
                {KIND_TEXT, offsetof(struct vr_store_screen, clinic)},
                {KIND_TEXT, offsetof(struct vr_store_screen, name)},
                {KIND_TEXT, offsetof(struct vr_store_screen, area)},
                {KIND_TEXT, offsetof(struct vr_store_screen, groups)},
                {KIND_HASH, offsetof(struct vr_store_screen, token)},
        },
};

bool vr_store_screen_list(struct vr_store *store, const char *clinic, struct vr_arena *arena,
                          const struct vr_store_screen **out, size_t *count, struct vr_error *error)
{
	if (clinic)
		*out = store_list(store, "SELECT " SCREEN " FROM screen WHERE clinic = ?1 ORDER BY id",
		                  VALUES(text(clinic)), &screen_shape, arena, count, error);
	else
		*out = store_list(store, "SELECT " SCREEN " FROM screen ORDER BY id", NO_VALUES, &screen_shape, arena,
		                  count, error);
	return *out != NULL;
}

bool vr_store_screen_put(struct vr_store *store, const struct vr_store_screen *screen, struct vr_error *error)
{
	if (!store_put(store,
	               "INSERT INTO screen (" SCREEN ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	               " ON CONFLICT (id) DO UPDATE SET name = excluded.name, area = excluded.area,"
	               " in_groups = excluded.in_groups, token = excluded.token WHERE screen.clinic = excluded.clinic",
	               &screen_shape, screen, error))
		return false;
	return store_changes(store) > 0 ||
	       vr_fail(error, VR_INVALID, "the screen %.100s is another clinic's; choose another id", screen->id);
}

bool vr_store_screen_remove(struct vr_store *store, const char *id, struct vr_error *error)
{
	return store_run_one(store, "DELETE FROM screen WHERE id = ?1", "screen", VALUES(text(id)), error);
}
