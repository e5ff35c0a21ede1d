// Every call of the store: what was put is what is found, in its order, and nothing else changes.
#include "database.h"

#define BEGIN() OK(vr_store_begin(store, &error))
#define COMMIT() OK(vr_store_commit(store, &error))
#define INSTANT(wanted, found) assert_int_equal((wanted), (found).ms)

static const struct vr_store_clinic *clinic_of(const char *id)
{
	static struct vr_store_clinic clinic;
	OK(vr_store_clinic_get(store, id, &arena, &clinic, &error));
	return &clinic;
}

static void test_clinics(void **state)
{
	(void)state;
	const struct vr_store_clinic *list;
	struct vr_store_clinic missing;
	size_t count;
	OK(vr_store_clinic_list(store, &arena, &list, &count, &error));
	assert_int_equal(count, 0);
	REFUSED(vr_store_clinic_get(store, "ek", &arena, &missing, &error), VR_NOT_FOUND);
	BEGIN();
	put_clinic("tall");
	struct vr_store_clinic ek = {"ek", "b7e1", INT64_MAX - 1, AT(-5), true, "{\"name\":\"Åäö '; DROP\"}"};
	OK(vr_store_clinic_put(store, &ek, &error));
	OK(vr_store_clinic_raise(store, "ek", AT(2000), &error));
	REFUSED(vr_store_clinic_raise(store, "al", AT(2000), &error), VR_NOT_FOUND);
	COMMIT();
	reopen();
	OK(vr_store_clinic_list(store, &arena, &list, &count, &error));
	assert_int_equal(count, 2);
	assert_string_equal(list[0].id, "ek");
	assert_string_equal(list[1].id, "tall");
	assert_string_equal(list[0].series, "b7e1");
	assert_true(list[0].sequence == INT64_MAX);
	INSTANT(2000, list[0].changed_at);
	assert_true(list[0].approval);
	assert_false(list[1].approval);
	assert_string_equal(list[0].document, ek.document);
	assert_int_equal(list[1].sequence, 7);
	BEGIN();
	put_clinic("ek");
	COMMIT();
	assert_int_equal(clinic_of("ek")->sequence, 7);
	assert_false(clinic_of("ek")->approval);
}

static void put_wait(const char *clinic, const char *id, const char *document)
{
	OK(vr_store_wait_put(store, &(struct vr_store_wait){clinic, id, document}, &error));
}

static void test_waits(void **state)
{
	(void)state;
	const struct vr_store_wait *list;
	size_t count;
	BEGIN();
	put_clinic("ek");
	put_clinic("al");
	put_wait("ek", "lab", "1");
	put_wait("ek", "drop-in", "2");
	put_wait("al", "lab", "3");
	put_wait("ek", "lab", "4");
	COMMIT();
	OK(vr_store_wait_list(store, "ek", &arena, &list, &count, &error));
	assert_int_equal(count, 2);
	assert_string_equal(list[0].id, "lab");
	assert_string_equal(list[0].document, "4");
	assert_string_equal(list[1].id, "drop-in");
	BEGIN();
	OK(vr_store_wait_clear(store, "ek", &error));
	COMMIT();
	OK(vr_store_wait_list(store, "ek", &arena, &list, &count, &error));
	assert_int_equal(count, 0);
	OK(vr_store_wait_list(store, "al", &arena, &list, &count, &error));
	assert_int_equal(count, 1);
	assert_string_equal(list[0].clinic, "al");
}

static void test_message(void **state)
{
	(void)state;
	struct vr_store_message found;
	struct vr_store_message message = {
	        "ek", "flu", "{}", "[\"hall\"]", VR_STORE_PENDING, 77, AT(10), AT(20), "anna", "bo", 5, NULL, NULL};
	BEGIN();
	put_clinic("ek");
	OK(vr_store_message_put(store, &message, &error));
	COMMIT();
	OK(vr_store_message_get(store, "ek", "flu", &arena, &found, &error));
	assert_string_equal(found.clinic, "ek");
	assert_string_equal(found.id, "flu");
	assert_string_equal(found.screens, "[\"hall\"]");
	assert_int_equal(found.state, VR_STORE_PENDING);
	assert_int_equal(found.revision, 1);
	INSTANT(10, found.created_at);
	INSTANT(20, found.changed_at);
	assert_string_equal(found.created_by, "anna");
	assert_string_equal(found.changed_by, "bo");
	assert_int_equal(found.sequence, 5);
	struct vr_store_message next = {"ek", "flu", "{\"a\":1}", NULL, VR_STORE_ACTIVE, 0, AT(30), AT(40), "cia",
	                                "di", 6,     NULL,        NULL};
	BEGIN();
	OK(vr_store_message_put(store, &next, &error));
	COMMIT();
	OK(vr_store_message_get(store, "ek", "flu", &arena, &found, &error));
	assert_string_equal(found.document, "{\"a\":1}");
	assert_string_equal(found.screens, "");
	assert_int_equal(found.state, VR_STORE_ACTIVE);
	assert_int_equal(found.revision, 2);
	INSTANT(10, found.created_at);
	INSTANT(40, found.changed_at);
	assert_string_equal(found.created_by, "anna");
	assert_string_equal(found.changed_by, "di");
	assert_int_equal(found.sequence, 6);
	REFUSED(vr_store_message_get(store, "ek", "cold", &arena, &found, &error), VR_NOT_FOUND);
	REFUSED(vr_store_message_get(store, "al", "flu", &arena, &found, &error), VR_NOT_FOUND);
}

// The ids of a listing, one letter each.
static const char *letters(unsigned states, const char *after, size_t limit)
{
	static char out[32];
	const struct vr_store_message *list;
	size_t count;
	OK(vr_store_message_list(store, "ek", states, after, limit, &arena, &list, &count, &error));
	assert_true(count < sizeof out);
	for (size_t i = 0; i < count; i++)
		out[i] = list[i].id[0];
	out[count] = '\0';
	return out;
}

static void test_message_list(void **state)
{
	(void)state;
	const unsigned active = VR_STORE_STATE_BIT(VR_STORE_ACTIVE), pending = VR_STORE_STATE_BIT(VR_STORE_PENDING),
	               withdrawn = VR_STORE_STATE_BIT(VR_STORE_WITHDRAWN);
	struct vr_store_message found;
	BEGIN();
	put_clinic("ek");
	put_clinic("al");
	put_message("ek", "d", VR_STORE_ACTIVE);
	put_message("ek", "a", VR_STORE_WITHDRAWN);
	put_message("al", "x", VR_STORE_ACTIVE);
	put_message("ek", "c", VR_STORE_PENDING);
	put_message("ek", "b", VR_STORE_ACTIVE);
	put_message("ek", "d", VR_STORE_ACTIVE);
	COMMIT();
	assert_string_equal(letters(active | pending | withdrawn, "", 100), "dacb");
	assert_string_equal(letters(active, "", 100), "db");
	assert_string_equal(letters(pending, "", SIZE_MAX), "c");
	assert_string_equal(letters(withdrawn, "", 100), "a");
	assert_string_equal(letters(0, "", 100), "");
	assert_string_equal(letters(active | pending, "", 2), "dc");
	assert_string_equal(letters(active | pending, "a", 1), "c");
	assert_string_equal(letters(active | pending, "b", 1), "");
	const struct vr_store_message *list;
	size_t count;
	REFUSED(vr_store_message_list(store, "ek", active, "x", 9, &arena, &list, &count, &error), VR_NOT_FOUND);
	BEGIN();
	OK(vr_store_message_withdraw_all(store, "ek", AT(5000), "console", &error));
	COMMIT();
	assert_string_equal(letters(withdrawn, "", 100), "dacb");
	OK(vr_store_message_get(store, "ek", "c", &arena, &found, &error));
	assert_int_equal(found.revision, 2);
	assert_string_equal(found.changed_by, "console");
	INSTANT(5000, found.changed_at);
	OK(vr_store_message_get(store, "ek", "a", &arena, &found, &error));
	assert_int_equal(found.revision, 1);
	OK(vr_store_message_get(store, "al", "x", &arena, &found, &error));
	assert_int_equal(found.state, VR_STORE_ACTIVE);
}

// The documents of what is on a clinic's screens, one after the other.
static const char *shown(void)
{
	static char out[64];
	const struct vr_store_message *list;
	size_t count;
	out[0] = '\0';
	OK(vr_store_message_list_shown(store, "ek", 100, &arena, &list, &count, &error));
	for (size_t i = 0; i < count; i++)
		strncat(out, list[i].document, sizeof out - strlen(out) - 1);
	return out;
}

static void put_version(const char *document, const char *screens, enum vr_store_state as, int64_t at)
{
	struct vr_store_message message = {.clinic = "ek",
	                                   .id = "m",
	                                   .document = document,
	                                   .screens = screens,
	                                   .state = as,
	                                   .created_at = AT(at),
	                                   .changed_at = AT(at),
	                                   .created_by = "anna",
	                                   .changed_by = document,
	                                   .sequence = at};
	BEGIN();
	OK(vr_store_message_put(store, &message, &error));
	COMMIT();
}

static void test_standing(void **state)
{
	(void)state;
	struct vr_store_message found;
	BEGIN();
	put_clinic("ek");
	COMMIT();
	put_version("[0]", "", VR_STORE_PENDING, 1);
	assert_string_equal(shown(), "");
	REFUSED(vr_store_message_get_shown(store, "ek", "m", &arena, &found, &error), VR_NOT_FOUND);
	put_version("[1]", "[\"hall\"]", VR_STORE_ACTIVE, 2);
	assert_string_equal(shown(), "[1]");
	put_version("[2]", "", VR_STORE_PENDING, 3);
	put_version("[3]", "", VR_STORE_PENDING, 4);
	assert_string_equal(shown(), "[1]");
	OK(vr_store_message_get(store, "ek", "m", &arena, &found, &error));
	assert_string_equal(found.document, "[3]");
	assert_string_equal(found.standing, "[1]");
	OK(vr_store_message_get_shown(store, "ek", "m", &arena, &found, &error));
	assert_string_equal(found.document, "[1]");
	assert_string_equal(found.screens, "[\"hall\"]");
	assert_string_equal(found.changed_by, "[1]");
	assert_string_equal(found.standing, "");
	assert_int_equal(found.sequence, 2);
	assert_int_equal(found.revision, 4);
	INSTANT(1, found.created_at);
	INSTANT(2, found.changed_at);
	put_version("[4]", "", VR_STORE_ACTIVE, 5);
	assert_string_equal(shown(), "[4]");
	OK(vr_store_message_get(store, "ek", "m", &arena, &found, &error));
	assert_string_equal(found.standing, "");
	put_version("[5]", "", VR_STORE_PENDING, 6);
	put_version("[5]", "", VR_STORE_WITHDRAWN, 7);
	assert_string_equal(shown(), "");
	OK(vr_store_message_get_shown(store, "ek", "m", &arena, &found, &error)); // late showings still count
	put_version("[5]", "", VR_STORE_ACTIVE, 8);
	put_version("[6]", "", VR_STORE_PENDING, 9);
	BEGIN();
	OK(vr_store_message_withdraw_all(store, "ek", AT(10), "console", &error));
	COMMIT();
	assert_string_equal(shown(), "");
}

static void test_screens(void **state)
{
	(void)state;
	const struct vr_store_screen *list;
	size_t count;
	struct vr_store_screen hall = {"ek", "hall", "Hallen", "{\"sv\":\"B\"}", "[\"all\"]", {1, 2, 255}};
	struct vr_store_screen alone = {.clinic = "al", .id = "alone"};
	BEGIN();
	put_clinic("ek");
	put_clinic("al");
	OK(vr_store_screen_put(store, &hall, &error));
	OK(vr_store_screen_put(store, &alone, &error));
	hall.name = "Stora hallen";
	OK(vr_store_screen_put(store, &hall, &error));
	COMMIT();
	OK(vr_store_screen_list(store, NULL, &arena, &list, &count, &error));
	assert_int_equal(count, 2);
	assert_string_equal(list[0].id, "alone");
	assert_string_equal(list[0].area, "");
	OK(vr_store_screen_list(store, "ek", &arena, &list, &count, &error));
	assert_int_equal(count, 1);
	assert_string_equal(list[0].name, "Stora hallen");
	assert_string_equal(list[0].area, hall.area);
	assert_string_equal(list[0].groups, hall.groups);
	assert_memory_equal(list[0].token, hall.token, VR_STORE_HASH);
	BEGIN();
	OK(vr_store_screen_remove(store, "alone", &error));
	REFUSED(vr_store_screen_remove(store, "alone", &error), VR_NOT_FOUND);
	COMMIT();
	OK(vr_store_screen_list(store, NULL, &arena, &list, &count, &error));
	assert_int_equal(count, 1);
	// No clinic takes another one's screen over.
	hall.clinic = "al";
	BEGIN();
	REFUSED(vr_store_screen_put(store, &hall, &error), VR_INVALID);
	vr_store_abort(store);
	OK(vr_store_screen_list(store, "ek", &arena, &list, &count, &error));
	assert_int_equal(count, 1);
}

static bool has_session(unsigned char first)
{
	struct vr_store_session found;
	unsigned char hash[VR_STORE_HASH] = {first};
	bool there = vr_store_session_find(store, hash, &arena, &found, &error);
	assert_true(there || error.code == VR_NOT_FOUND);
	return there;
}

static void put_session(unsigned char first, const char *user, int64_t expires_at)
{
	struct vr_store_session session = {{first}, user, AT(10), AT(expires_at)};
	OK(vr_store_session_put(store, &session, &error));
}

static void test_users_and_sessions(void **state)
{
	(void)state;
	struct vr_store_user found, anna = {"anna", VR_ROLE_ADMIN, "$argon2id$a", ""};
	const struct vr_store_user *list;
	struct vr_store_session session = {{9}, "anna", AT(50), AT(99)};
	size_t count;
	BEGIN();
	OK(vr_store_user_put(store, &anna, &error));
	OK(vr_store_user_put(store, &(struct vr_store_user){"Åke", VR_ROLE_VIEWER, "x", "[\"ek\"]"}, &error));
	put_session(9, "anna", 100);
	put_session(8, "Åke", 100);
	OK(vr_store_session_put(store, &session, &error));
	COMMIT();
	OK(vr_store_user_get(store, "anna", &arena, &found, &error));
	assert_int_equal(found.role, VR_ROLE_ADMIN);
	assert_string_equal(found.password, "$argon2id$a");
	assert_string_equal(found.clinics, "");
	OK(vr_store_user_list(store, &arena, &list, &count, &error));
	assert_int_equal(count, 2);
	assert_string_equal(list[1].clinics, "[\"ek\"]");
	OK(vr_store_session_find(store, session.hash, &arena, &session, &error));
	assert_string_equal(session.user, "anna");
	INSTANT(50, session.seen_at);
	INSTANT(99, session.expires_at);
	// A new password ends this user's sessions; so does the end of the user.
	BEGIN();
	OK(vr_store_user_put(store, &anna, &error));
	COMMIT();
	assert_false(has_session(9));
	assert_true(has_session(8));
	BEGIN();
	OK(vr_store_user_remove(store, "Åke", &error));
	REFUSED(vr_store_user_remove(store, "Åke", &error), VR_NOT_FOUND);
	put_session(7, "anna", 100);
	COMMIT();
	assert_false(has_session(8));
	BEGIN();
	OK(vr_store_session_remove(store, (unsigned char[VR_STORE_HASH]){7}, &error));
	OK(vr_store_session_remove(store, (unsigned char[VR_STORE_HASH]){7}, &error));
	COMMIT();
	assert_false(has_session(7));
	REFUSED(vr_store_user_get(store, "Åke", &arena, &found, &error), VR_NOT_FOUND);
}

static void test_tokens(void **state)
{
	(void)state;
	const struct vr_store_token *list;
	struct vr_store_token found;
	size_t count;
	BEGIN();
	OK(vr_store_token_put(store, &(struct vr_store_token){"journal", VR_ROLE_EDITOR, "[\"ek\"]", {1}}, &error));
	OK(vr_store_token_put(store, &(struct vr_store_token){"desk", VR_ROLE_VIEWER, "", {2}}, &error));
	OK(vr_store_token_put(store, &(struct vr_store_token){"desk", VR_ROLE_ADMIN, "", {3}}, &error));
	COMMIT();
	OK(vr_store_token_list(store, &arena, &list, &count, &error));
	assert_int_equal(count, 2);
	assert_string_equal(list[0].name, "desk");
	OK(vr_store_token_find(store, (unsigned char[VR_STORE_HASH]){3}, &arena, &found, &error));
	assert_int_equal(found.role, VR_ROLE_ADMIN);
	assert_int_equal(found.hash[0], 3);
	OK(vr_store_token_find(store, (unsigned char[VR_STORE_HASH]){1}, &arena, &found, &error));
	assert_string_equal(found.clinics, "[\"ek\"]");
	REFUSED(vr_store_token_find(store, (unsigned char[VR_STORE_HASH]){2}, &arena, &found, &error), VR_NOT_FOUND);
	BEGIN();
	OK(vr_store_token_remove(store, "desk", &error));
	REFUSED(vr_store_token_remove(store, "desk", &error), VR_NOT_FOUND);
	COMMIT();
	REFUSED(vr_store_token_find(store, (unsigned char[VR_STORE_HASH]){3}, &arena, &found, &error), VR_NOT_FOUND);
}

static void put_receipt(const char *screen, int64_t sequence, const char *panel, struct vr_instant first,
                        struct vr_instant last)
{
	struct vr_store_receipt receipt = {"ek", "flu", screen, sequence, panel, first, last};
	OK(vr_store_receipt_put(store, &receipt, &error));
}

static void receipt_is(size_t at, int64_t sequence, const char *panel, int64_t first, int64_t last)
{
	const struct vr_store_receipt *list;
	size_t count;
	OK(vr_store_receipt_list(store, "ek", "flu", &arena, &list, &count, &error));
	assert_true(at < count);
	assert_int_equal(list[at].sequence, sequence);
	assert_string_equal(list[at].panel, panel);
	assert_true(list[at].first_shown_at.ms == first);
	assert_true(list[at].last_shown_at.ms == last);
}

static void test_receipts(void **state)
{
	(void)state;
	const struct vr_instant dark = VR_INSTANT_ALWAYS;
	BEGIN();
	put_clinic("ek");
	put_message("ek", "flu", VR_STORE_ACTIVE);
	put_receipt("hall", 2, "off", dark, AT(100));
	put_receipt("hall", 1, "on", AT(50), AT(60));
	put_receipt("entrance", 2, "unknown", dark, AT(10));
	struct vr_store_receipt stray = {"ek", "cold", "hall", 1, "on", AT(1), AT(1)};
	REFUSED(vr_store_receipt_put(store, &stray, &error), VR_NOT_FOUND);
	COMMIT();
	receipt_is(0, 2, "unknown", dark.ms, 10);
	receipt_is(1, 1, "on", 50, 60);
	receipt_is(2, 2, "off", dark.ms, 100);
	// Lit later; then what was sent before, again and late; then dark once more.
	BEGIN();
	put_receipt("hall", 2, "on", AT(200), AT(200));
	receipt_is(2, 2, "on", 200, 200);
	put_receipt("hall", 2, "off", dark, AT(100));
	receipt_is(2, 2, "on", 200, 200);
	put_receipt("hall", 2, "on", AT(150), AT(150));
	receipt_is(2, 2, "on", 150, 200);
	put_receipt("hall", 2, "on", AT(180), AT(200));
	receipt_is(2, 2, "on", 150, 200);
	put_receipt("hall", 2, "off", dark, AT(300));
	receipt_is(2, 2, "off", 150, 300);
	COMMIT();
	receipt_is(1, 1, "on", 50, 60);
}

static void test_audit(void **state)
{
	(void)state;
	const struct vr_store_event *list;
	size_t count;
	BEGIN();
	for (int i = 0; i < 5; i++) {
		char target[2] = {(char)('a' + i), '\0'};
		struct vr_store_event event = {AT(1000 - i),
		                               i % 2 ? "ek" : "",
		                               "anna",
		                               "message.create",
		                               target,
		                               "<b>",
		                               i == 3 ? "ten-digits,birth-date" : ""};
		OK(vr_store_audit_add(store, &event, &error));
	}
	COMMIT();
	OK(vr_store_audit_list(store, NULL, 3, &arena, &list, &count, &error));
	assert_int_equal(count, 3);
	assert_string_equal(list[0].target, "e");
	assert_string_equal(list[0].clinic, "");
	assert_string_equal(list[1].target, "d");
	assert_string_equal(list[1].confirmed, "ten-digits,birth-date");
	assert_string_equal(list[1].who, "anna");
	assert_string_equal(list[1].action, "message.create");
	assert_string_equal(list[1].detail, "<b>");
	INSTANT(997, list[1].at);
	OK(vr_store_audit_list(store, "ek", SIZE_MAX, &arena, &list, &count, &error));
	assert_int_equal(count, 2);
	assert_string_equal(list[1].target, "b");
}

static void test_media(void **state)
{
	(void)state;
	const struct vr_store_media *list;
	struct vr_store_media found;
	size_t count;
	BEGIN();
	put_clinic("ek");
	put_clinic("al");
	OK(vr_store_media_put(store, &(struct vr_store_media){"ff", "ek", "image/png", 12, AT(2), "anna"}, &error));
	OK(vr_store_media_put(store, &(struct vr_store_media){"aa", "ek", "image/png", 13, AT(3), "anna"}, &error));
	OK(vr_store_media_put(store, &(struct vr_store_media){"ff", "ek", "image/jpeg", 99, AT(9), "bo"}, &error));
	OK(vr_store_media_put(store, &(struct vr_store_media){"ff", "al", "image/png", 12, AT(4), "cia"}, &error));
	COMMIT();
	OK(vr_store_media_list(store, "ek", &arena, &list, &count, &error));
	assert_int_equal(count, 2);
	assert_string_equal(list[0].sha256, "ff");
	OK(vr_store_media_get(store, "ek", "ff", &arena, &found, &error));
	assert_int_equal(found.bytes, 12);
	assert_string_equal(found.type, "image/png");
	assert_string_equal(found.created_by, "anna");
	INSTANT(2, found.created_at);
	REFUSED(vr_store_media_get(store, "al", "aa", &arena, &found, &error), VR_NOT_FOUND);
}

static size_t events(void)
{
	const struct vr_store_event *list;
	size_t count;
	OK(vr_store_audit_list(store, NULL, 100, &arena, &list, &count, &error));
	return count;
}

static bool is_needed(const char *sha256)
{
	bool needed;
	OK(vr_store_media_needed(store, sha256, &needed, &error));
	return needed;
}

static void test_media_needed(void **state)
{
	(void)state;
	const char *const clinics[] = {"ek", "al"};
	bool known;
	BEGIN();
	for (size_t i = 0; i < VR_COUNT(clinics); i++) {
		put_clinic(clinics[i]);
		struct vr_store_media media = {"aa", clinics[i], "image/png", 9, AT(1), "anna"};
		OK(vr_store_media_put(store, &media, &error));
	}
	COMMIT();
	assert_false(is_needed("aa"));
	put_version("{\"picture\": {\"sha256\": \"aa\"}}", "", VR_STORE_ACTIVE, 1);
	assert_true(is_needed("aa"));
	assert_false(is_needed("ab"));
	put_version("{}", "", VR_STORE_PENDING, 2); // what was approved still shows it
	assert_true(is_needed("aa"));
	put_version("{\"picture\": {\"sha256\": \"aa\"}}", "", VR_STORE_WITHDRAWN, 3); // undo
	assert_true(is_needed("aa"));
	put_version("{}", "", VR_STORE_WITHDRAWN, 4);
	assert_false(is_needed("aa"));
	BEGIN();
	OK(vr_store_media_forget(store, "aa", &known, &error));
	assert_true(known);
	OK(vr_store_media_forget(store, "aa", &known, &error));
	assert_false(known);
	COMMIT();
}

static void test_purge(void **state)
{
	(void)state;
	struct vr_store_message found;
	BEGIN();
	put_clinic("ek");
	put_message("ek", "flu", VR_STORE_WITHDRAWN);
	put_message("ek", "gone", VR_STORE_WITHDRAWN);
	put_message("ek", "on", VR_STORE_ACTIVE);
	put_receipt("hall", 1, "on", AT(1000), AT(1500));
	put_receipt("hall", 2, "on", AT(1000), AT(2500));
	OK(vr_store_audit_add(store, &(struct vr_store_event){.at = AT(2999)}, &error));
	OK(vr_store_audit_add(store, &(struct vr_store_event){.at = AT(3000)}, &error));
	OK(vr_store_user_put(store, &(struct vr_store_user){"anna", VR_ROLE_VIEWER, "x", ""}, &error));
	put_session(1, "anna", 4000);
	put_session(2, "anna", 4001);
	OK(vr_store_purge(store, AT(3000), AT(2000), AT(4000), &error));
	COMMIT();
	assert_int_equal(events(), 1);
	receipt_is(0, 2, "on", 1000, 2500);
	REFUSED(vr_store_message_get(store, "ek", "gone", &arena, &found, &error), VR_NOT_FOUND);
	OK(vr_store_message_get(store, "ek", "flu", &arena, &found, &error));
	OK(vr_store_message_get(store, "ek", "on", &arena, &found, &error));
	assert_false(has_session(1));
	assert_true(has_session(2));
	BEGIN();
	OK(vr_store_purge(store, AT(3000), AT(3000), AT(4000), &error));
	COMMIT();
	REFUSED(vr_store_message_get(store, "ek", "flu", &arena, &found, &error), VR_NOT_FOUND);
	OK(vr_store_message_get(store, "ek", "on", &arena, &found, &error));
}

static void test_abort(void **state)
{
	(void)state;
	vr_store_abort(store);
	BEGIN();
	put_clinic("ek");
	COMMIT();
	BEGIN();
	put_clinic("al");
	OK(vr_store_clinic_raise(store, "ek", AT(9), &error));
	assert_int_equal(clinic_of("ek")->sequence, 8);
	vr_store_abort(store);
	vr_store_abort(store);
	struct vr_store_clinic missing;
	assert_int_equal(clinic_of("ek")->sequence, 7);
	REFUSED(vr_store_clinic_get(store, "al", &arena, &missing, &error), VR_NOT_FOUND);
	BEGIN();
	put_clinic("al");
	reopen(); // closes in the middle
	REFUSED(vr_store_clinic_get(store, "al", &arena, &missing, &error), VR_NOT_FOUND);
}

// What refers to nothing is refused, and takes the transaction with it.
static void test_constraints(void **state)
{
	(void)state;
	struct vr_store_clinic missing;
	struct vr_store_message nowhere = {.clinic = "al", .id = "flu"}, strange = {.clinic = "ek", .id = "flu"};
	strange.state = (enum vr_store_state)3;
	for (int i = 0; i < 7; i++) {
		BEGIN();
		put_clinic("ek");
		OK(vr_store_token_put(store, &(struct vr_store_token){"desk", VR_ROLE_VIEWER, "", {2}}, &error));
		bool done = i == 0   ? vr_store_wait_put(store, &(struct vr_store_wait){"al", "x", ""}, &error)
		            : i == 1 ? vr_store_message_put(store, &nowhere, &error)
		            : i == 2 ? vr_store_message_put(store, &strange, &error)
		            : i == 3 ? vr_store_screen_put(store, &(struct vr_store_screen){.clinic = "al"}, &error)
		            : i == 4 ? vr_store_session_put(store, &(struct vr_store_session){.user = "bo"}, &error)
		            : i == 5 ? vr_store_media_put(store, &(struct vr_store_media){.clinic = "al"}, &error)
		                     : vr_store_token_put(
		                               store, &(struct vr_store_token){"two", VR_ROLE_VIEWER, "", {2}}, &error);
		REFUSED(done, VR_INVALID);
		REFUSED(vr_store_clinic_raise(store, "ek", AT(1), &error), VR_IO);
		REFUSED(vr_store_commit(store, &error), VR_IO);
		REFUSED(vr_store_clinic_get(store, "ek", &arena, &missing, &error), VR_NOT_FOUND);
	}
}

// What does not fit in the caller's arena is an error, and the next caller's arena is another matter.
static void test_arena(void **state)
{
	(void)state;
	struct vr_arena small;
	struct vr_store_clinic clinic;
	const struct vr_store_message *list;
	size_t count;
	char *large = malloc(100001);
	memset(large, 'x', 100000);
	large[100000] = '\0';
	BEGIN();
	put_clinic("ek");
	clinic = *clinic_of("ek");
	clinic.document = large;
	OK(vr_store_clinic_put(store, &clinic, &error));
	for (int i = 0; i < 100; i++) {
		char id[16];
		snprintf(id, sizeof id, "m%d", i);
		put_message("ek", id, VR_STORE_ACTIVE);
	}
	COMMIT();
	vr_arena_init(&small, 4096);
	REFUSED(vr_store_clinic_get(store, "ek", &small, &clinic, &error), VR_MEMORY);
	REFUSED(vr_store_message_list(store, "ek", 1, "", 100, &small, &list, &count, &error), VR_MEMORY);
	vr_arena_release(&small);
	assert_string_equal(clinic_of("ek")->document, large);
	OK(vr_store_message_list(store, "ek", 1, "", 100, &arena, &list, &count, &error));
	assert_int_equal(count, 100);
	free(large);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_clinics),
	        TEST(test_waits),
	        TEST(test_message),
	        TEST(test_message_list),
	        TEST(test_standing),
	        TEST(test_screens),
	        TEST(test_users_and_sessions),
	        TEST(test_tokens),
	        TEST(test_receipts),
	        TEST(test_audit),
	        TEST(test_media),
	        TEST(test_media_needed),
	        TEST(test_purge),
	        TEST(test_abort),
	        TEST(test_arena),
	        TEST(test_constraints),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
