// Who may come in: secrets, passwords, sessions, tokens, and the limit on attempts. Time is given, never waited for.
#include "database.h"

#include "hub/auth/auth.h"

#include <sodium.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define START (1000 * VR_DAY)

static int verified; // passwords that Argon2id was asked about
static char verified_hash[VR_AUTH_HASH_TEXT];

int __real_crypto_pwhash_str_verify(const char *hash, const char *password, unsigned long long length);
int __wrap_crypto_pwhash_str_verify(const char *hash, const char *password, unsigned long long length);
int __wrap_crypto_pwhash_str_verify(const char *hash, const char *password, unsigned long long length)
{
	verified++;
	snprintf(verified_hash, sizeof verified_hash, "%s", hash);
	return __real_crypto_pwhash_str_verify(hash, password, length);
}

// --- secrets ---

static void test_secrets(void **state)
{
	(void)state;
	char a[VR_AUTH_SECRET], b[VR_AUTH_SECRET];
	unsigned char hash[VR_STORE_HASH], other[VR_STORE_HASH];
	vr_auth_make_secret(a);
	vr_auth_make_secret(b);
	assert_int_equal(strlen(a), 32);
	assert_int_equal(strspn(a, LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"), 32);
	assert_string_not_equal(a, b);
	vr_auth_hash_secret(a, hash);
	vr_auth_hash_secret(b, other);
	assert_memory_not_equal(hash, other, sizeof hash);
	assert_true(vr_auth_is_secret(a, hash));
	assert_false(vr_auth_is_secret(b, hash));
	assert_false(vr_auth_is_secret("", hash));
	hash[VR_STORE_HASH - 1] ^= 1;
	assert_false(vr_auth_is_secret(a, hash));
}

static void test_generated_password(void **state)
{
	(void)state;
	char password[VR_AUTH_SECRET], last[VR_AUTH_SECRET] = "";
	for (int round = 0; round < 200; round++) {
		vr_auth_make_password(password);
		assert_int_equal(strlen(password), 19);
		for (size_t i = 0; i < 19; i++) {
			assert_int_equal(password[i] == '-', i % 5 == 4);
			assert_null(strchr("l1o0", password[i]));
			assert_non_null(strchr(LETTERS "0123456789-", password[i]));
		}
		assert_string_not_equal(password, last);
		snprintf(last, sizeof last, "%s", password);
	}
}

static void test_names(void **state)
{
	(void)state;
	static const char *const good[] = {"a", "Åsa Öman", "anna.b@example", "محمد", "o'neil; --"};
	static const char *const bad[] = {"",
	                                  " anna",
	                                  "anna ",
	                                  "a\nb",
	                                  "a\x7f",
	                                  "\xff",
	                                  "an\xe2\x80\x8bna",
	                                  "\xe2\x80\xae"
	                                  "anna",
	                                  "\xc2\xa0"
	                                  "a",
	                                  "a\tb"};
	char name[2 * VR_AUTH_NAME_MAX + 3] = "";
	for (size_t i = 0; i < VR_COUNT(good); i++)
		OK(vr_auth_name(good[i], &error));
	for (size_t i = 0; i < VR_COUNT(bad); i++)
		REFUSED(vr_auth_name(bad[i], &error), VR_INVALID);
	for (int i = 0; i < VR_AUTH_NAME_MAX; i++)
		strcat(name, "å");
	OK(vr_auth_name(name, &error));
	strcat(name, "å");
	REFUSED(vr_auth_name(name, &error), VR_INVALID);
}

static void test_roles(void **state)
{
	(void)state;
	enum vr_role role;
	for (int i = VR_ROLE_VIEWER; i <= VR_ROLE_ADMIN; i++) {
		assert_true(vr_role_read(vr_role_name((enum vr_role)i), &role));
		assert_int_equal(role, i);
	}
	assert_string_equal(vr_role_name(VR_ROLE_EDITOR), "editor");
	assert_false(vr_role_read("Admin", &role));
	assert_false(vr_role_read("", &role));
}

// --- passwords ---

static void test_password(void **state)
{
	(void)state;
	char hash[VR_AUTH_HASH_TEXT], again[VR_AUTH_HASH_TEXT];
	OK(vr_auth_hash_password("körsbärsträd", hash, &error));
	OK(vr_auth_hash_password("körsbärsträd", again, &error));
	assert_memory_equal(hash, "$argon2id$", 10);
	assert_string_not_equal(hash, again);
	assert_true(vr_auth_check_password(hash, "körsbärsträd"));
	assert_true(vr_auth_check_password(again, "körsbärsträd"));
	assert_false(vr_auth_check_password(hash, "körsbärsträ"));
	assert_false(vr_auth_check_password(hash, "Körsbärsträd"));
	assert_false(vr_auth_check_password(hash, ""));
	assert_false(vr_auth_check_password("", ""));
	assert_false(vr_auth_check_password("körsbärsträd", "körsbärsträd"));
}

static void test_password_length(void **state)
{
	(void)state;
	char hash[VR_AUTH_HASH_TEXT], password[2 * VR_AUTH_PASSWORD_MAX + 3] = "";
	REFUSED(vr_auth_hash_password("123456789", hash, &error), VR_INVALID);
	REFUSED(vr_auth_hash_password("ååååå", hash, &error), VR_INVALID);
	REFUSED(vr_auth_hash_password("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", hash, &error), VR_INVALID);
	OK(vr_auth_hash_password("1234567890", hash, &error));
	for (int i = 0; i < VR_AUTH_PASSWORD_MAX; i++)
		strcat(password, "å");
	OK(vr_auth_hash_password(password, hash, &error));
	assert_true(vr_auth_check_password(hash, password));
	strcat(password, "å");
	REFUSED(vr_auth_hash_password(password, hash, &error), VR_INVALID);
}

// Who does not exist is looked at just as long: the same function, at the same price.
static void test_nobody(void **state)
{
	(void)state;
	char hash[VR_AUTH_HASH_TEXT];
	OK(vr_auth_hash_password("1234567890", hash, &error));
	verified = 0;
	assert_false(vr_auth_check_password(NULL, "1234567890"));
	assert_int_equal(verified, 1);
	assert_int_equal(strlen(verified_hash), strlen(hash));
	size_t parameters = (size_t)(strchr(strchr(hash, ',') + 1, ',') - hash) + 5; // $argon2id$v=19$m=65536,t=2,p=1$
	assert_int_equal(hash[parameters - 1], '$');
	assert_memory_equal(verified_hash, hash, parameters);
	assert_int_equal(crypto_pwhash_str_needs_rehash(verified_hash, crypto_pwhash_OPSLIMIT_INTERACTIVE,
	                                                crypto_pwhash_MEMLIMIT_INTERACTIVE),
	                 0);
}

// --- sessions and tokens ---

static void put_user(const char *name, enum vr_role role, const char *clinics)
{
	OK(vr_store_begin(store, &error));
	OK(vr_store_user_put(store, &(struct vr_store_user){name, role, "x", clinics}, &error));
	OK(vr_store_commit(store, &error));
}

static void start(const char *user, int64_t at, char secret[VR_AUTH_SECRET])
{
	OK(vr_store_begin(store, &error));
	OK(vr_auth_start(store, user, AT(at), secret, &error));
	OK(vr_store_commit(store, &error));
}

static bool comes_in(const char *secret, int64_t at)
{
	struct vr_caller caller;
	bool in = vr_auth_by_session(store, secret, AT(at), &arena, &caller, &error);
	assert_true(in || error.code == VR_DENIED);
	return in;
}

static void test_session(void **state)
{
	(void)state;
	char a[VR_AUTH_SECRET], b[VR_AUTH_SECRET];
	struct vr_caller caller;
	put_user("anna", VR_ROLE_EDITOR, "[\"ek\"]");
	put_user("bo", VR_ROLE_ADMIN, "");
	start("anna", START, a);
	start("bo", START, b);
	assert_string_not_equal(a, b);
	OK(vr_auth_by_session(store, a, AT(START), &arena, &caller, &error));
	assert_string_equal(caller.name, "anna");
	assert_int_equal(caller.role, VR_ROLE_EDITOR);
	assert_string_equal(caller.clinics, "[\"ek\"]");
	assert_true(caller.by_cookie);
	OK(vr_auth_by_session(store, b, AT(START), &arena, &caller, &error));
	assert_string_equal(caller.name, "bo");
	assert_int_equal(caller.role, VR_ROLE_ADMIN);
	assert_string_equal(caller.clinics, "");
	assert_false(comes_in("", START));
	assert_false(comes_in("anna", START));
	OK(vr_store_begin(store, &error));
	OK(vr_auth_end(store, a, &error));
	OK(vr_auth_end(store, a, &error));
	OK(vr_store_commit(store, &error));
	assert_false(comes_in(a, START));
	assert_true(comes_in(b, START));
	put_user("bo", VR_ROLE_VIEWER, "");
	assert_false(comes_in(b, START));
	OK(vr_store_begin(store, &error));
	REFUSED(vr_auth_start(store, "cia", AT(START), a, &error), VR_INVALID);
	vr_store_abort(store);
}

static void test_session_ends_idle(void **state)
{
	(void)state;
	char used[VR_AUTH_SECRET], unused[VR_AUTH_SECRET];
	put_user("anna", VR_ROLE_EDITOR, "");
	start("anna", START, used);
	start("anna", START, unused);
	assert_true(comes_in(used, START + VR_SESSION_IDLE - 1));
	assert_true(comes_in(used, START + 2 * VR_SESSION_IDLE - 2));
	assert_false(comes_in(unused, START + VR_SESSION_IDLE));
	assert_false(comes_in(used, START + 3 * VR_SESSION_IDLE));
}

static void test_session_ends_at_last(void **state)
{
	(void)state;
	char secret[VR_AUTH_SECRET];
	put_user("anna", VR_ROLE_EDITOR, "");
	start("anna", START, secret);
	int64_t at = START;
	for (; at < START + VR_SESSION_LIFE; at += 20 * VR_MINUTE)
		assert_true(comes_in(secret, at));
	assert_true(comes_in(secret, START + VR_SESSION_LIFE - 1));
	assert_false(comes_in(secret, START + VR_SESSION_LIFE));
	// Nor does it come back when the clock is put back.
	assert_true(comes_in(secret, START - VR_MINUTE));
	assert_false(comes_in(secret, START - VR_DAY));
}

static int64_t seen_at(const char *secret)
{
	unsigned char hash[VR_STORE_HASH];
	struct vr_store_session session;
	vr_auth_hash_secret(secret, hash);
	OK(vr_store_session_find(store, hash, &arena, &session, &error));
	return session.seen_at.ms;
}

// Use is noted once a minute; where it cannot be, staff come in all the same.
static void test_session_note(void **state)
{
	(void)state;
	char secret[VR_AUTH_SECRET];
	struct vr_store *other;
	put_user("anna", VR_ROLE_EDITOR, "");
	start("anna", START, secret);
	assert_true(comes_in(secret, START + VR_MINUTE - 1));
	assert_true(seen_at(secret) == START);
	assert_true(comes_in(secret, START + VR_MINUTE));
	assert_true(seen_at(secret) == START + VR_MINUTE);
	OK(vr_store_open(database, &other, &error));
	OK(vr_store_begin(other, &error));
	assert_true(comes_in(secret, START + 5 * VR_MINUTE));
	assert_true(seen_at(secret) == START + VR_MINUTE);
	vr_store_close(other);
}

static void test_token(void **state)
{
	(void)state;
	char secret[VR_AUTH_SECRET];
	struct vr_store_token token = {.name = "journal", .role = VR_ROLE_EDITOR, .clinics = "[\"ek\",\"al\"]"};
	struct vr_caller caller;
	vr_auth_make_secret(secret);
	vr_auth_hash_secret(secret, token.hash);
	OK(vr_store_begin(store, &error));
	OK(vr_store_token_put(store, &token, &error));
	OK(vr_store_commit(store, &error));
	OK(vr_auth_by_token(store, secret, &arena, &caller, &error));
	assert_string_equal(caller.name, "journal");
	assert_int_equal(caller.role, VR_ROLE_EDITOR);
	assert_string_equal(caller.clinics, "[\"ek\",\"al\"]");
	assert_false(caller.by_cookie);
	assert_false(comes_in(secret, START)); // a token is no cookie
	secret[0] = secret[0] == 'a' ? 'b' : 'a';
	REFUSED(vr_auth_by_token(store, secret, &arena, &caller, &error), VR_DENIED);
	REFUSED(vr_auth_by_token(store, "", &arena, &caller, &error), VR_DENIED);
}

// --- attempts ---

static struct vr_limiter *limiter;

static int limiter_set_up(void **state)
{
	limiter = vr_limiter_create();
	return folder_set_up(state);
}

static int limiter_tear_down(void **state)
{
	vr_limiter_destroy(limiter);
	return tear_down(state);
}

static int wait_of(const char *user, const char *address, int64_t at)
{
	return vr_limiter_wait(limiter, user, address, (struct vr_mono){at});
}

static void fail_often(int times, const char *user, const char *address, int64_t at)
{
	for (int i = 0; i < times; i++)
		vr_limiter_failed(limiter, user, address, (struct vr_mono){at});
}

static void test_pauses(void **state)
{
	(void)state;
	int64_t at = 1000;
	assert_int_equal(wait_of("anna", "::1", at), 0);
	fail_often(5, "anna", "::1", at);
	assert_int_equal(wait_of("anna", "::1", at), 0);
	static const int pauses[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900};
	for (size_t i = 0; i < VR_COUNT(pauses); i++) {
		fail_often(1, "anna", "::1", at);
		assert_int_equal(wait_of("anna", "::1", at), pauses[i]);
		assert_int_equal(wait_of("anna", "::1", at + 1), pauses[i]);
		assert_int_equal(wait_of("anna", "::1", at + pauses[i] * VR_SECOND - 1), 1);
		at += pauses[i] * VR_SECOND;
		assert_int_equal(wait_of("anna", "::1", at), 0);
	}
	fail_often(100, "anna", "::1", at);
	assert_int_equal(wait_of("anna", "::1", at), 900);
	at += VR_HOUR; // of peace
	fail_often(5, "anna", "::1", at);
	assert_int_equal(wait_of("anna", "::1", at), 0);
	fail_often(1, "anna", "::1", at);
	assert_int_equal(wait_of("anna", "::1", at), 1);
}

static void test_user_and_address(void **state)
{
	(void)state;
	fail_often(7, "anna", "10.0.0.1", 0);
	assert_int_equal(wait_of("anna", "10.0.0.2", 0), 2);
	assert_int_equal(wait_of("bo", "10.0.0.1", 0), 2);
	assert_int_equal(wait_of("bo", "10.0.0.2", 0), 0);
	assert_int_equal(wait_of("10.0.0.1", "anna", 0), 0);
	fail_often(3, "bo", "10.0.0.2", 0);
	fail_often(3, "cia", "10.0.0.2", 0);
	assert_int_equal(wait_of("bo", "10.0.0.9", 0), 0);
	assert_int_equal(wait_of("di", "10.0.0.2", 0), 1);
	vr_limiter_passed(limiter, "anna", "10.0.0.1");
	assert_int_equal(wait_of("anna", "10.0.0.1", 0), 0);
	assert_int_equal(wait_of("di", "10.0.0.2", 0), 1);
	vr_limiter_passed(limiter, "eva", "10.0.0.3");
}

static void test_networks(void **state)
{
	(void)state;
	fail_often(6, "anna", "2001:db8:1:2::1", 0);
	assert_int_equal(wait_of("bo", "2001:db8:1:2:ffff::9", 0), 1);
	assert_int_equal(wait_of("bo", "2001:db8:1:3::1", 0), 0);
	fail_often(6, "cia", "::ffff:10.0.0.1", 0);
	assert_int_equal(wait_of("bo", "::ffff:10.0.0.1", 0), 1);
	assert_int_equal(wait_of("bo", "::ffff:10.0.0.2", 0), 0);
}

// Ten thousand names from as many places: the newest are known, and those who went on failing too.
static void test_flood(void **state)
{
	(void)state;
	char user[32], address[32];
	fail_often(6, "anna", "home", 0);
	for (int i = 0; i < 10000; i++) {
		snprintf(user, sizeof user, "u%d", i);
		snprintf(address, sizeof address, "10.%d.%d.%d", i >> 16, i >> 8 & 255, i & 255);
		fail_often(6, user, address, i);
	}
	assert_int_equal(wait_of(user, "home", 9999), 1);
	assert_int_equal(wait_of("bo", address, 9999), 1);
	assert_int_equal(wait_of("anna", "home", 0), 0);
	// Names alone push out no address.
	fail_often(12, "bo", "far", 10000);
	for (int i = 0; i < 10000; i++) {
		snprintf(user, sizeof user, "v%d", i);
		fail_often(1, user, "near", 10000);
	}
	assert_int_equal(wait_of("cia", "far", 10000), 64);
}

#define TEST(test) cmocka_unit_test(test)
#define STORE(test) cmocka_unit_test_setup_teardown(test, store_set_up, tear_down)
#define LIMITER(test) cmocka_unit_test_setup_teardown(test, limiter_set_up, limiter_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_secrets),
	        TEST(test_generated_password),
	        TEST(test_names),
	        TEST(test_roles),
	        TEST(test_password),
	        TEST(test_password_length),
	        TEST(test_nobody),
	        STORE(test_session),
	        STORE(test_session_ends_idle),
	        STORE(test_session_ends_at_last),
	        STORE(test_session_note),
	        STORE(test_token),
	        LIMITER(test_pauses),
	        LIMITER(test_user_and_address),
	        LIMITER(test_networks),
	        LIMITER(test_flood),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
