// vantrum-hub user …, token …
#include "console.h"

#include "hub/auth/auth.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static bool is(const struct vr_console *console, const char *command, size_t words)
{
	return console->word_count == words && strcmp(console->words[1], command) == 0;
}

static bool read_role(const struct vr_console *console, enum vr_role *role, int *code)
{
	if (console->role && vr_role_read(console->role, role))
		return true;
	*code = vr_console_usage("--role must be viewer, editor or admin");
	return false;
}

// A secret is shown once, alone on its line, and kept as a hash only.
static int tell(const char *secret, bool ok, const struct vr_error *error)
{
	if (!ok)
		return vr_console_failed(error);
	printf("%s\n", secret);
	return VR_CONSOLE_DONE;
}

static bool put_user(struct vr_console *console, struct vr_store_user *user, const char *action,
                     char password[VR_AUTH_SECRET], struct vr_error *error)
{
	char hash[VR_AUTH_HASH_TEXT];
	vr_auth_make_password(password);
	if (!vr_auth_hash_password(password, hash, error))
		return false;
	user->password = hash;
	bool ok = vr_store_begin(console->store, error) && vr_store_user_put(console->store, user, error) &&
	          vr_console_audit(console, "", action, user->name, error) && vr_store_commit(console->store, error);
	vr_store_abort(console->store);
	return ok;
}

static int add_user(struct vr_console *console)
{
	struct vr_store_user user = {.name = console->words[2]}, other;
	char password[VR_AUTH_SECRET];
	struct vr_error error;
	int code;
	if (!vr_auth_name(user.name, &error))
		return vr_console_failed(&error);
	if (!read_role(console, &user.role, &code) || !vr_console_clinics(console, &user.clinics, &code))
		return code;
	if (vr_store_user_get(console->store, user.name, &console->arena, &other, &error))
		return vr_console_usage("there is a user %s already; `user passwd` gives a new password", user.name);
	if (error.code != VR_NOT_FOUND)
		return vr_console_failed(&error);
	bool ok = put_user(console, &user, "user.create", password, &error);
	code = tell(password, ok, &error);
	sodium_memzero(password, sizeof password);
	return code;
}

static int change_password(struct vr_console *console)
{
	struct vr_store_user user;
	char password[VR_AUTH_SECRET];
	struct vr_error error;
	if (!vr_store_user_get(console->store, console->words[2], &console->arena, &user, &error))
		return vr_console_failed(&error);
	bool ok = put_user(console, &user, "user.password", password, &error);
	int code = tell(password, ok, &error);
	sodium_memzero(password, sizeof password);
	return code;
}

static int remove_user(struct vr_console *console)
{
	struct vr_error error;
	bool ok = vr_store_begin(console->store, &error) &&
	          vr_store_user_remove(console->store, console->words[2], &error) &&
	          vr_console_audit(console, "", "user.remove", console->words[2], &error) &&
	          vr_store_commit(console->store, &error);
	vr_store_abort(console->store);
	return ok ? VR_CONSOLE_DONE : vr_console_failed(&error);
}

static void print_row(const char *name, enum vr_role role, const char *clinics)
{
	printf("%s\t%s\t%s\n", name, vr_role_name(role), clinics[0] ? clinics : "*");
}

static int list_users(struct vr_console *console)
{
	const struct vr_store_user *rows;
	struct vr_error error;
	size_t count;
	if (!vr_store_user_list(console->store, &console->arena, &rows, &count, &error))
		return vr_console_failed(&error);
	for (size_t i = 0; i < count; i++)
		print_row(rows[i].name, rows[i].role, rows[i].clinics);
	return VR_CONSOLE_DONE;
}

int vr_console_user(struct vr_console *console)
{
	if (is(console, "add", 3))
		return add_user(console);
	if (is(console, "passwd", 3))
		return change_password(console);
	if (is(console, "remove", 3))
		return remove_user(console);
	if (is(console, "list", 2))
		return list_users(console);
	return vr_console_usage("user wants add NAME --role R, passwd NAME, remove NAME, or list");
}

// --- tokens of programs ---

static int add_token(struct vr_console *console)
{
	struct vr_store_token token = {.name = console->words[2]};
	const struct vr_store_token *rows;
	char secret[VR_AUTH_SECRET];
	struct vr_error error;
	size_t count;
	int code;
	if (!vr_auth_name(token.name, &error))
		return vr_console_failed(&error);
	if (!read_role(console, &token.role, &code) || !vr_console_clinics(console, &token.clinics, &code))
		return code;
	if (!vr_store_token_list(console->store, &console->arena, &rows, &count, &error))
		return vr_console_failed(&error);
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].name, token.name) == 0)
			return vr_console_usage("there is a token %s already: revoke it first", token.name);
	vr_auth_make_secret(secret);
	vr_auth_hash_secret(secret, token.hash);
	bool ok = vr_store_begin(console->store, &error) && vr_store_token_put(console->store, &token, &error) &&
	          vr_console_audit(console, "", "token.create", token.name, &error) &&
	          vr_store_commit(console->store, &error);
	vr_store_abort(console->store);
	code = tell(secret, ok, &error);
	sodium_memzero(secret, sizeof secret);
	return code;
}

static int revoke_token(struct vr_console *console)
{
	struct vr_error error;
	bool ok = vr_store_begin(console->store, &error) &&
	          vr_store_token_remove(console->store, console->words[2], &error) &&
	          vr_console_audit(console, "", "token.revoke", console->words[2], &error) &&
	          vr_store_commit(console->store, &error);
	vr_store_abort(console->store);
	return ok ? VR_CONSOLE_DONE : vr_console_failed(&error);
}

static int list_tokens(struct vr_console *console)
{
	const struct vr_store_token *rows;
	struct vr_error error;
	size_t count;
	if (!vr_store_token_list(console->store, &console->arena, &rows, &count, &error))
		return vr_console_failed(&error);
	for (size_t i = 0; i < count; i++)
		print_row(rows[i].name, rows[i].role, rows[i].clinics);
	return VR_CONSOLE_DONE;
}

int vr_console_token(struct vr_console *console)
{
	if (is(console, "add", 3))
		return add_token(console);
	if (is(console, "revoke", 3))
		return revoke_token(console);
	if (is(console, "list", 2))
		return list_tokens(console);
	return vr_console_usage("token wants add NAME --role R, revoke NAME, or list");
}
