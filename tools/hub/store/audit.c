#include "private.h"

#define EVENT "at, clinic, who, action, target, detail, confirmed"

static const struct shape event_shape = {
        "event",
        sizeof(struct vr_store_event),
        7,
        {
                {KIND_NUMBER, offsetof(struct vr_store_event, at.ms)},
                {KIND_TEXT, offsetof(struct vr_store_event, clinic)},
                {KIND_TEXT, offsetof(struct vr_store_event, who)},
                {KIND_TEXT, offsetof(struct vr_store_event, action)},
                {KIND_TEXT, offsetof(struct vr_store_event, target)},
                {KIND_TEXT, offsetof(struct vr_store_event, detail)},
                {KIND_TEXT, offsetof(struct vr_store_event, confirmed)},
        },
};

bool vr_store_audit_add(struct vr_store *store, const struct vr_store_event *event, struct vr_error *error)
{
	return store_put(store,
	                 "INSERT INTO event (" EVENT ", id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
	                 " (SELECT COALESCE(MAX(id), 0) + 1 FROM event))",
	                 &event_shape, event, error);
}

// By the order of writing, not by the time: the clock may have been put back.
bool vr_store_audit_list(struct vr_store *store, const char *clinic, size_t limit, struct vr_arena *arena,
                         const struct vr_store_event **out, size_t *count, struct vr_error *error)
{
	struct value most = number(limit < INT64_MAX ? (int64_t)limit : INT64_MAX);
	if (clinic)
		*out = store_list(store, "SELECT " EVENT " FROM event WHERE clinic = ?1 ORDER BY id DESC LIMIT ?2",
		                  VALUES(text(clinic), most), &event_shape, arena, count, error);
	else
		*out = store_list(store, "SELECT " EVENT " FROM event ORDER BY id DESC LIMIT ?1", VALUES(most),
		                  &event_shape, arena, count, error);
	return *out != NULL;
}

// A withdrawn message stays as long as one of its receipts does.
bool vr_store_purge(struct vr_store *store, struct vr_instant audit_before, struct vr_instant receipts_before,
                    struct vr_instant now, struct vr_error *error)
{
	return store_run(store, "DELETE FROM event WHERE at < ?1", VALUES(number(audit_before.ms)), error) &&
	       store_run(store, "DELETE FROM receipt WHERE last_shown_at < ?1", VALUES(number(receipts_before.ms)),
	                 error) &&
	       store_run(store,
	                 "DELETE FROM message WHERE state = ?1 AND changed_at < ?2 AND NOT EXISTS (SELECT 1 FROM"
	                 " receipt WHERE receipt.clinic = message.clinic AND receipt.message = message.id)",
	                 VALUES(number(VR_STORE_WITHDRAWN), number(receipts_before.ms)), error) &&
	       store_run(store, "DELETE FROM session WHERE expires_at <= ?1", VALUES(number(now.ms)), error);
}
