// Room hub/auth: who is calling, and may they. Passwords (Argon2id), sessions, API tokens, screen tokens, and a limit
// on attempts. Secrets are kept as hashes only and compared in constant time. One thread, but for passwords, which are
// hashed and checked on any.
#ifndef VANTRUM_HUB_AUTH_H
#define VANTRUM_HUB_AUTH_H

#include "hub/store/store.h"

#define VR_AUTH_SECRET 64 // characters of a generated secret and the NUL
#define VR_AUTH_NAME_MAX 64
#define VR_AUTH_PASSWORD_MIN 10 // characters
#define VR_AUTH_PASSWORD_MAX 256
#define VR_AUTH_HASH_TEXT 128 // an Argon2id hash as text and the NUL

// --- secrets ---

// A new secret of 192 bits, in characters that go anywhere (URL-safe base 64).
void vr_auth_make_secret(char out[VR_AUTH_SECRET]);
// A password that can be read aloud and typed, of at least 80 bits.
void vr_auth_make_password(char out[VR_AUTH_SECRET]);
void vr_auth_hash_secret(const char *secret, unsigned char out[VR_STORE_HASH]);
// Whether it is the secret of that hash, in constant time.
bool vr_auth_is_secret(const char *secret, const unsigned char hash[VR_STORE_HASH]) VR_MUST_USE;

// 1 to VR_AUTH_NAME_MAX characters, none of them invisible, no space at the ends; VR_INVALID says what is wrong.
bool vr_auth_name(const char *name, struct vr_error *error) VR_MUST_USE;
// VR_INVALID: too short or long, or no UTF-8. VR_MEMORY: Argon2id wants more than there is. As slow as checking, and on
// any thread as well.
bool vr_auth_hash_password(const char *password, char out[VR_AUTH_HASH_TEXT], struct vr_error *error) VR_MUST_USE;
// Any thread; takes about a tenth of a second. hash NULL: no such user; takes as long, and is false.
bool vr_auth_check_password(const char *hash, const char *password) VR_MUST_USE;

const char *vr_role_name(enum vr_role role); // "viewer", "editor", "admin"
bool vr_role_read(const char *name, enum vr_role *out) VR_MUST_USE;

// --- sessions and tokens ---

#define VR_SESSION_IDLE (30 * VR_MINUTE) // without a call, then it ends
#define VR_SESSION_LIFE (12 * VR_HOUR)   // at the longest

// Who calls, as far as they proved it. Strings live in the arena of the call.
struct vr_caller {
	const char *name; // of the user or token
	enum vr_role role;
	const char *clinics; // JSON array of ids; "": all
	bool by_cookie;      // a browser: cross-site requests must be refused
};

// Starts a session, between begin and commit; the cookie's value into secret. VR_INVALID: there is no such user.
bool vr_auth_start(struct vr_store *store, const char *user, struct vr_instant now, char secret[VR_AUTH_SECRET],
                   struct vr_error *error) VR_MUST_USE;
// VR_DENIED: no such session, or it expired. Notes that it was used, at most once a minute, in a transaction of its own
// (so not between begin and commit); where that fails the caller is let in all the same.
bool vr_auth_by_session(struct vr_store *store, const char *secret, struct vr_instant now, struct vr_arena *arena,
                        struct vr_caller *out, struct vr_error *error) VR_MUST_USE;
// Between begin and commit; true as well when there is no such session.
bool vr_auth_end(struct vr_store *store, const char *secret, struct vr_error *error) VR_MUST_USE;
bool vr_auth_by_token(struct vr_store *store, const char *token, struct vr_arena *arena, struct vr_caller *out,
                      struct vr_error *error) VR_MUST_USE;

// --- attempts ---

// Counts failures a user and an address (of IPv6 its /64 network: one machine has all of it): five are free, then each
// doubles the pause from 1 s up to 15 minutes; forgotten after an hour of peace. Bounded: the oldest entries give way,
// among users and addresses separately, so that made-up names push out no address.
// Count the failure before a check that takes time, and call passed when it turns out well: else many attempts at once
// are all before the first failure.
struct vr_limiter;
struct vr_limiter *vr_limiter_create(void);
void vr_limiter_destroy(struct vr_limiter *limiter);
// Seconds to wait before the next attempt; 0: now.
int vr_limiter_wait(const struct vr_limiter *limiter, const char *user, const char *address, struct vr_mono now);
void vr_limiter_failed(struct vr_limiter *limiter, const char *user, const char *address, struct vr_mono now);
void vr_limiter_passed(struct vr_limiter *limiter, const char *user, const char *address);

#endif
