// Room hub/store: what the hub remembers: clinics, waits, messages, screens, people, receipts, the audit. An interface
// that a second database can stand behind; nothing here names the first (SQLite). Not thread-safe: one thread.
//
// Documents are JSON texts that the store keeps to the letter and never looks into. Strings that a call returns live in
// the caller's arena; absent ones are "" (NULL is taken as that). Times are whole milliseconds. Every call fails with
// VR_IO when the database says no (a full disk, a lock held for five seconds), VR_MEMORY when the arena is full,
// VR_INVALID when what is written does not fit the rest (a clinic or user that is not there), and VR_NOT_FOUND where it
// says so.
//
// What changes anything runs between begin and commit (asserted): after a commit that returned true it survives a power
// cut, after any other end nothing of it remains. A change that failed, but for VR_NOT_FOUND, takes the whole
// transaction with it: what follows in it fails as well, commit too.
#ifndef VANTRUM_HUB_STORE_H
#define VANTRUM_HUB_STORE_H

#include "vantrum/base.h"

struct vr_store;

// Opens or creates the database (for its owner alone; its folder must be there) and brings it to this program's
// version. VR_UNSUPPORTED: it is of a newer one; VR_INVALID: it is no database, or another program's. VR_IO as well
// when it is read-only. A database that a killed process left behind is recovered.
bool vr_store_open(const char *path, struct vr_store **out, struct vr_error *error) VR_MUST_USE;
void vr_store_close(struct vr_store *store); // NULL is a no-op; an open transaction is undone

bool vr_store_begin(struct vr_store *store, struct vr_error *error) VR_MUST_USE;
bool vr_store_commit(struct vr_store *store, struct vr_error *error) VR_MUST_USE; // false: undone
void vr_store_abort(struct vr_store *store);                                      // no-op without a begin

// Another number than before: another process changed the database (an import beside a running hub). Cheap.
uint64_t vr_store_foreign_version(struct vr_store *store);

// A whole copy at `to`, taken while others read and write; every clinic of the copy gets a new series, so that screens
// believe a restored one whatever its sequence. VR_INVALID: `to` exists. Not between begin and commit. On failure
// there is nothing at `to`.
bool vr_store_backup(struct vr_store *store, const char *to, struct vr_error *error) VR_MUST_USE;

// --- clinics ---

struct vr_store_clinic {
	const char *id;
	const char *series;
	int64_t sequence;
	struct vr_instant changed_at; // of the sequence
	bool approval;                // whether a second person must approve messages
	const char *document; // the programme without format, series, sequence, issued_at, screen, waits, messages
};

bool vr_store_clinic_get(struct vr_store *store, const char *id, struct vr_arena *arena, struct vr_store_clinic *out,
                         struct vr_error *error) VR_MUST_USE; // VR_NOT_FOUND
bool vr_store_clinic_list(struct vr_store *store, struct vr_arena *arena, const struct vr_store_clinic **out,
                          size_t *count, struct vr_error *error) VR_MUST_USE; // by id
// Inserts or replaces; all members count.
bool vr_store_clinic_put(struct vr_store *store, const struct vr_store_clinic *clinic,
                         struct vr_error *error) VR_MUST_USE;
// One more: every write to what a screen shows ends with it. VR_NOT_FOUND.
bool vr_store_clinic_raise(struct vr_store *store, const char *id, struct vr_instant now,
                           struct vr_error *error) VR_MUST_USE;

// --- waits of a clinic, in its order ---

struct vr_store_wait {
	const char *clinic;
	const char *id;
	const char *document; // as in the programme
};

bool vr_store_wait_list(struct vr_store *store, const char *clinic, struct vr_arena *arena,
                        const struct vr_store_wait **out, size_t *count, struct vr_error *error) VR_MUST_USE;
// Replaces in its place, or adds at the end.
bool vr_store_wait_put(struct vr_store *store, const struct vr_store_wait *wait, struct vr_error *error) VR_MUST_USE;
bool vr_store_wait_clear(struct vr_store *store, const char *clinic, struct vr_error *error) VR_MUST_USE;

// --- messages of a clinic, in the order in which they were first put ---

enum vr_store_state {
	VR_STORE_ACTIVE,    // on the screens while it is valid
	VR_STORE_PENDING,   // waits for a second person
	VR_STORE_WITHDRAWN, // kept for undo, receipts and the audit
};
#define VR_STORE_STATE_BIT(state) (1u << (state))

struct vr_store_message {
	const char *clinic;
	const char *id;
	const char *document; // as in the programme
	const char *screens;  // JSON array of screens' and groups' names; "": all of the clinic
	enum vr_store_state state;
	int64_t revision; // 1, then one more with every put: the ETag
	struct vr_instant created_at, changed_at;
	const char *created_by, *changed_by;
	int64_t sequence; // of the programme that first had it like this: older showings are no receipts
	// The store's own: of one that waits, what is on the screens meanwhile; "".
	const char *standing, *standing_screens;
};

bool vr_store_message_get(struct vr_store *store, const char *clinic, const char *id, struct vr_arena *arena,
                          struct vr_store_message *out, struct vr_error *error) VR_MUST_USE; // VR_NOT_FOUND
// Those whose state is in the mask, after the message of the id `after` ("": from the first), at most limit.
// VR_NOT_FOUND: there is no message `after`.
bool vr_store_message_list(struct vr_store *store, const char *clinic, unsigned states, const char *after, size_t limit,
                           struct vr_arena *arena, const struct vr_store_message **out, size_t *count,
                           struct vr_error *error) VR_MUST_USE;
// As the screens have it, or had it last: of one that waits, what was approved before (its document, screens,
// changed_*, sequence). VR_NOT_FOUND as well: nothing of it was approved yet.
bool vr_store_message_get_shown(struct vr_store *store, const char *clinic, const char *id, struct vr_arena *arena,
                                struct vr_store_message *out, struct vr_error *error) VR_MUST_USE;
// All that are on the screens like this, at most limit.
bool vr_store_message_list_shown(struct vr_store *store, const char *clinic, size_t limit, struct vr_arena *arena,
                                 const struct vr_store_message **out, size_t *count,
                                 struct vr_error *error) VR_MUST_USE;
// Inserts or replaces all but created_*; revision is the store's own. Where a pending one replaces an active one, that
// stands on until one that is not pending is put.
bool vr_store_message_put(struct vr_store *store, const struct vr_store_message *message,
                          struct vr_error *error) VR_MUST_USE;
// Withdraws all (an import replaces what there was).
bool vr_store_message_withdraw_all(struct vr_store *store, const char *clinic, struct vr_instant now, const char *who,
                                   struct vr_error *error) VR_MUST_USE;

// --- screens ---

#define VR_STORE_HASH 32 // bytes of a secret's hash

struct vr_store_screen {
	const char *clinic;
	const char *id;     // unique in the whole hub
	const char *name;   // for staff; "": the id
	const char *area;   // JSON object, text by language; ""
	const char *groups; // JSON array of names; ""
	unsigned char token[VR_STORE_HASH];
};

// clinic NULL: of all clinics. By id.
bool vr_store_screen_list(struct vr_store *store, const char *clinic, struct vr_arena *arena,
                          const struct vr_store_screen **out, size_t *count, struct vr_error *error) VR_MUST_USE;
// VR_INVALID also: it is another clinic's.
bool vr_store_screen_put(struct vr_store *store, const struct vr_store_screen *screen,
                         struct vr_error *error) VR_MUST_USE;
bool vr_store_screen_remove(struct vr_store *store, const char *id, struct vr_error *error) VR_MUST_USE; // VR_NOT_FOUND

// --- people and programs ---

enum vr_role { VR_ROLE_VIEWER, VR_ROLE_EDITOR, VR_ROLE_ADMIN };

struct vr_store_user {
	const char *name;
	enum vr_role role;
	const char *password; // Argon2id, as libsodium writes it
	const char *clinics;  // JSON array of ids; "": all
};

bool vr_store_user_get(struct vr_store *store, const char *name, struct vr_arena *arena, struct vr_store_user *out,
                       struct vr_error *error) VR_MUST_USE; // VR_NOT_FOUND
bool vr_store_user_list(struct vr_store *store, struct vr_arena *arena, const struct vr_store_user **out, size_t *count,
                        struct vr_error *error) VR_MUST_USE;
// Replacing ends the user's sessions.
bool vr_store_user_put(struct vr_store *store, const struct vr_store_user *user, struct vr_error *error) VR_MUST_USE;
// With the sessions. VR_NOT_FOUND.
bool vr_store_user_remove(struct vr_store *store, const char *name, struct vr_error *error) VR_MUST_USE;

struct vr_store_token {
	const char *name;
	enum vr_role role;
	const char *clinics;
	unsigned char hash[VR_STORE_HASH];
};

bool vr_store_token_find(struct vr_store *store, const unsigned char hash[VR_STORE_HASH], struct vr_arena *arena,
                         struct vr_store_token *out, struct vr_error *error) VR_MUST_USE; // VR_NOT_FOUND
bool vr_store_token_list(struct vr_store *store, struct vr_arena *arena, const struct vr_store_token **out,
                         size_t *count, struct vr_error *error) VR_MUST_USE;
bool vr_store_token_put(struct vr_store *store, const struct vr_store_token *token, struct vr_error *error) VR_MUST_USE;
bool vr_store_token_remove(struct vr_store *store, const char *name,
                           struct vr_error *error) VR_MUST_USE; // VR_NOT_FOUND

struct vr_store_session {
	unsigned char hash[VR_STORE_HASH];
	const char *user;
	struct vr_instant seen_at;    // last use, in steps of a minute or more
	struct vr_instant expires_at; // at the latest, whatever the use
};

bool vr_store_session_find(struct vr_store *store, const unsigned char hash[VR_STORE_HASH], struct vr_arena *arena,
                           struct vr_store_session *out, struct vr_error *error) VR_MUST_USE; // VR_NOT_FOUND
bool vr_store_session_put(struct vr_store *store, const struct vr_store_session *session,
                          struct vr_error *error) VR_MUST_USE;
bool vr_store_session_remove(struct vr_store *store, const unsigned char hash[VR_STORE_HASH],
                             struct vr_error *error) VR_MUST_USE; // none: true

// --- receipts ---

struct vr_store_receipt {
	const char *clinic;
	const char *message;
	const char *screen;
	int64_t sequence;                 // of the programme that first had the message like this
	const char *panel;                // "on", "off", "unknown"
	struct vr_instant first_shown_at; // VR_INSTANT_ALWAYS: only ever on a dark panel
	struct vr_instant last_shown_at;  // whatever the panel; what is purged goes by it
};

bool vr_store_receipt_list(struct vr_store *store, const char *clinic, const char *message, struct vr_arena *arena,
                           const struct vr_store_receipt **out, size_t *count, struct vr_error *error) VR_MUST_USE;
// One a message, screen and sequence: the earliest first and the latest last stay; panel is that of the latest.
// VR_NOT_FOUND: there is no such message (the transaction goes on).
bool vr_store_receipt_put(struct vr_store *store, const struct vr_store_receipt *receipt,
                          struct vr_error *error) VR_MUST_USE;

// --- audit ---

struct vr_store_event {
	struct vr_instant at;
	const char *clinic;    // "": the hub's own
	const char *who;       // a user's or token's name, or "console"
	const char *action;    // "message.create", …
	const char *target;    // an id
	const char *detail;    // never what was blocked
	const char *confirmed; // codes that who confirmed, with commas; ""
};

bool vr_store_audit_add(struct vr_store *store, const struct vr_store_event *event, struct vr_error *error) VR_MUST_USE;
// Newest first (as written), at most limit. clinic NULL: all.
bool vr_store_audit_list(struct vr_store *store, const char *clinic, size_t limit, struct vr_arena *arena,
                         const struct vr_store_event **out, size_t *count, struct vr_error *error) VR_MUST_USE;

// --- pictures: the bytes are files, this is what is known of them ---

struct vr_store_media {
	const char *sha256;
	const char *clinic;
	const char *type;
	int64_t bytes;
	struct vr_instant created_at;
	const char *created_by;
};

bool vr_store_media_get(struct vr_store *store, const char *clinic, const char *sha256, struct vr_arena *arena,
                        struct vr_store_media *out, struct vr_error *error) VR_MUST_USE; // VR_NOT_FOUND
bool vr_store_media_list(struct vr_store *store, const char *clinic, struct vr_arena *arena,
                         const struct vr_store_media **out, size_t *count, struct vr_error *error) VR_MUST_USE;
bool vr_store_media_put(struct vr_store *store, const struct vr_store_media *media,
                        struct vr_error *error) VR_MUST_USE; // again: true

// Whether the document of a message (whatever its state), of an approved version or of a clinic names it.
bool vr_store_media_needed(struct vr_store *store, const char *sha256, bool *out, struct vr_error *error) VR_MUST_USE;
// In all clinics; *known: there was something to forget.
bool vr_store_media_forget(struct vr_store *store, const char *sha256, bool *known, struct vr_error *error) VR_MUST_USE;

// Forgets audit events, receipts and withdrawn messages older than these, and sessions that expired. A withdrawn
// message stays while it has a receipt.
bool vr_store_purge(struct vr_store *store, struct vr_instant audit_before, struct vr_instant receipts_before,
                    struct vr_instant now, struct vr_error *error) VR_MUST_USE;

#endif
