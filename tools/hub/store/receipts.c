#include "private.h"

#define RECEIPT "clinic, message, screen, sequence, panel, first_shown_at, last_shown_at"

static const struct shape receipt_shape = {
        "receipt",
        sizeof(struct vr_store_receipt),
        7,
        {
                {KIND_TEXT, offsetof(struct vr_store_receipt, clinic)},
                {KIND_TEXT, offsetof(struct vr_store_receipt, message)},
                {KIND_TEXT, offsetof(struct vr_store_receipt, screen)},
                {KIND_NUMBER, offsetof(struct vr_store_receipt, sequence)},
                {KIND_TEXT, offsetof(struct vr_store_receipt, panel)},
                {KIND_NUMBER, offsetof(struct vr_store_receipt, first_shown_at.ms)},
                {KIND_NUMBER, offsetof(struct vr_store_receipt, last_shown_at.ms)},
        },
};

bool vr_store_receipt_list(struct vr_store *store, const char *clinic, const char *message, struct vr_arena *arena,
                           const struct vr_store_receipt **out, size_t *count, struct vr_error *error)
{
	*out = store_list(store,
	                  "SELECT " RECEIPT " FROM receipt WHERE clinic = ?1 AND message = ?2"
	                  " ORDER BY screen, sequence",
	                  VALUES(text(clinic), text(message)), &receipt_shape, arena, count, error);
	return *out != NULL;
}

// Screens send a receipt until they hear that it came: repeats are everyday, and an old one may come last. ?8 is the
// time of what was never seen.
bool vr_store_receipt_put(struct vr_store *store, const struct vr_store_receipt *receipt, struct vr_error *error)
{
	if (!store_run(store,
	               "INSERT INTO receipt (" RECEIPT ") SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 FROM message"
	               " WHERE clinic = ?1 AND id = ?2 ON CONFLICT (clinic, message, screen, sequence) DO UPDATE SET"
	               " panel = CASE WHEN excluded.last_shown_at < receipt.last_shown_at"
	               " THEN receipt.panel ELSE excluded.panel END,"
	               " first_shown_at = CASE WHEN receipt.first_shown_at = ?8 OR (excluded.first_shown_at <> ?8"
	               " AND excluded.first_shown_at < receipt.first_shown_at)"
	               " THEN excluded.first_shown_at ELSE receipt.first_shown_at END,"
	               " last_shown_at = CASE WHEN excluded.last_shown_at < receipt.last_shown_at"
	               " THEN receipt.last_shown_at ELSE excluded.last_shown_at END",
	               VALUES(text(receipt->clinic), text(receipt->message), text(receipt->screen),
	                      number(receipt->sequence), text(receipt->panel), number(receipt->first_shown_at.ms),
	                      number(receipt->last_shown_at.ms), number(VR_INSTANT_ALWAYS.ms)),
	               error))
		return false;
	return store_changes(store) > 0 || vr_fail(error, VR_NOT_FOUND, "there is no message %.100s", receipt->message);
}
