// Polling: what comes is taken over or refused, and the last good programme stays.
#include "hub.h"

#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

static struct hub *hub;

static int set_up(void **unused)
{
	(void)unused;
	hub = hub_create();
	return 0;
}

static int tear_down(void **unused)
{
	(void)unused;
	hub_destroy(hub);
	return 0;
}

static void start(void)
{
	struct vr_feed_times times = hub_times();
	hub_start(hub, &times, NULL, NULL, "");
}

static void test_first_programme(void **unused)
{
	(void)unused;
	start();
	const struct vr_programme *programme = hub_take(hub);
	assert_non_null(programme);
	assert_int_equal(programme->sequence, 1);
	char url[600];
	assert_string_equal(programme->base_url, vr_server_url(hub->server, PROGRAMME_PATH, url));
	vr_programme_unref(programme);
	AWAIT(hub, state.ever && state.reachable && state.last_error.code == VR_OK && state.last_success.ms > 0);
	AWAIT(hub, state.hub_date.ms == INT64_C(1795332600000) && state.hub_date_at.ms > 0);
	assert_true(hub->wakes > 0);
	assert_true(vr_cache_flush(hub->cache, 10000));
	assert_int_equal(hub_cached(hub), 1);
	hub_lock(hub);
	assert_string_equal(hub->token, "Bearer secret");
	hub_unlock(hub);
}

// The programme that the cache gave is confirmed by a 304: nothing new to show, but fresh.
static void test_confirmed(void **unused)
{
	(void)unused;
	const struct vr_programme *programme;
	struct vr_error error;
	char url[600];
	assert_true(vr_wire_programme(hub->body, strlen(hub->body), vr_server_url(hub->server, PROGRAMME_PATH, url),
	                              &programme, &error));
	struct vr_feed_times times = hub_times();
	hub_start(hub, &times, NULL, programme, hub->etag);
	AWAIT(hub, state.ever);
	assert_null(vr_feed_take_programme(hub->feed));
	assert_int_equal(hub_cached(hub), -1);
	hub_set(hub, "s", 2, 30, "two", "");
	assert_int_equal(hub_take_sequence(hub), 2);
	vr_programme_unref(programme);
}

// A screen that was moved to another hub: what it kept from the old one neither is confirmed nor stands in the way.
static void test_kept_from_elsewhere(void **unused)
{
	(void)unused;
	const struct vr_programme *programme;
	struct vr_error error;
	char kept[HUB_TEXT];
	hub_write(kept, "s", 99, 30, "elsewhere", "");
	assert_true(vr_wire_programme(kept, strlen(kept), "http://elsewhere.example/p", &programme, &error));
	struct vr_feed_times times = hub_times();
	hub_start(hub, &times, NULL, programme, hub->etag);
	assert_int_equal(hub_take_sequence(hub), 1);
	hub_set(hub, "s", 0, 30, "older", ""); // from here on it does
	AWAIT(hub, state.last_error.code == VR_INVALID);
	vr_programme_unref(programme);
}

// Somebody who answers 304 to a question that was not asked has nothing to offer.
static void test_304_without_asking(void **unused)
{
	(void)unused;
	hub_fault(hub, FAULT_NONE, 304, "");
	hub->etag[0] = '\0';
	start();
	AWAIT(hub, state.last_error.code == VR_NETWORK);
	assert_null(vr_feed_take_programme(hub->feed));
}

// Without an ETag the bytes tell: a plain server's same file is not news every minute.
static void test_same_bytes(void **unused)
{
	(void)unused;
	hub->etag[0] = '\0';
	start();
	assert_int_equal(hub_take_sequence(hub), 1);
	unsigned seen = vr_server_count(hub->server, "GET", PROGRAMME_PATH);
	assert_true(vr_server_await(hub->server, "GET", PROGRAMME_PATH, seen + 3));
	assert_null(vr_feed_take_programme(hub->feed));
}

static void goes_wrong(enum hub_fault fault, int status, const char *headers, enum vr_code code)
{
	hub_fault(hub, fault, status, headers);
	AWAIT(hub, state.last_error.code == code && !state.reachable && state.ever);
	hub_fault(hub, FAULT_NONE, 200, "");
	AWAIT(hub, state.reachable && state.last_error.code == VR_OK);
	assert_null(vr_feed_take_programme(hub->feed));
}

static void test_bad_answers(void **unused)
{
	(void)unused;
	start();
	assert_int_equal(hub_take_sequence(hub), 1);
	goes_wrong(FAULT_NONE, 401, "", VR_DENIED);
	goes_wrong(FAULT_NONE, 403, "", VR_DENIED);
	goes_wrong(FAULT_NONE, 404, "", VR_NOT_FOUND);
	goes_wrong(FAULT_NONE, 500, "", VR_NETWORK);
	goes_wrong(FAULT_NONE, 204, "", VR_NETWORK);
	goes_wrong(FAULT_SHORT, 200, "", VR_NETWORK);
	goes_wrong(FAULT_STALL, 200, "", VR_TIMEOUT);
	goes_wrong(FAULT_TRICKLE, 200, "", VR_TIMEOUT);
	goes_wrong(FAULT_MUTE, 200, "", VR_TIMEOUT);
	goes_wrong(FAULT_LARGE, 200, "", VR_LIMIT);
}

// A document that is refused leaves the one before; the next good one is taken.
static void refused(const char *body, const char *headers, int sequence)
{
	hub_lock(hub);
	strcpy(hub->body, body);
	strcpy(hub->etag, "\"bad\"");
	strcpy(hub->headers, headers);
	hub_unlock(hub);
	AWAIT(hub, state.last_error.code == VR_INVALID && !state.reachable);
	assert_null(vr_feed_take_programme(hub->feed));
	hub_fault(hub, FAULT_NONE, 200, "");
	hub_set(hub, "s", sequence, 30, "good", "");
	assert_int_equal(hub_take_sequence(hub), sequence);
	AWAIT(hub, state.reachable);
}

static void test_refused_documents(void **unused)
{
	(void)unused;
	char older[HUB_TEXT];
	hub_set(hub, "s", 10, 30, "one", "");
	start();
	assert_int_equal(hub_take_sequence(hub), 10);
	refused("{\"format\":1,\"sequence\":11,", "", 12);
	refused("<html>please log in</html>", "Content-Type: text/html; charset=utf-8\r\n", 13);
	refused("", "", 14);
	refused("{\"format\":2}", "", 15);
	hub_write(older, "s", 14, 30, "older", "");
	refused(older, "", 16);
	hub_write(older, "s", 1, 30, "captive", "");
	refused(older, "Content-Type: text/html\r\n", 17);
}

static void test_what_may_follow(void **unused)
{
	(void)unused;
	hub_set(hub, "s", 10, 30, "one", "");
	start();
	assert_int_equal(hub_take_sequence(hub), 10);
	hub_set(hub, "s", 10, 30, "other", "");
	const struct vr_programme *other = hub_take(hub);
	assert_non_null(other);
	assert_string_equal(vr_localized_get(&other->messages[0].title, 0), "other");
	vr_programme_unref(other);
	hub_set(hub, "restored", 3, 30, "one", "");
	assert_int_equal(hub_take_sequence(hub), 3);
}

static void test_server_dies_and_comes_back(void **unused)
{
	(void)unused;
	start();
	assert_int_equal(hub_take_sequence(hub), 1);
	vr_server_set_dead(hub->server, true);
	AWAIT(hub, !state.reachable && state.last_error.code == VR_NETWORK);
	hub_set(hub, "s", 2, 30, "two", "");
	vr_server_set_dead(hub->server, false);
	assert_int_equal(hub_take_sequence(hub), 2);
	AWAIT(hub, state.reachable);
}

// Both wait for an hour by themselves; whoever hurries the feed ends that.
static void test_hurry(void **unused)
{
	(void)unused;
	struct vr_feed_times times = hub_times();
	times.poll = VR_HOUR;
	hub_fault(hub, FAULT_NONE, 503, "Retry-After: 3600\r\n");
	hub_start(hub, &times, NULL, NULL, "");
	AWAIT(hub, state.last_error.code == VR_NETWORK);
	usleep(100000); // three times the longest back-off
	assert_int_equal(vr_server_count(hub->server, "GET", PROGRAMME_PATH), 1);
	hub_fault(hub, FAULT_NONE, 200, "");
	vr_feed_hurry(hub->feed);
	assert_int_equal(hub_take_sequence(hub), 1);
	hub_set(hub, "s", 2, 30, "two", "");
	vr_feed_hurry(hub->feed);
	assert_int_equal(hub_take_sequence(hub), 2);
}

// A connection that hangs is given up for one on a line that is back.
static void test_hurry_ends_what_hangs(void **unused)
{
	(void)unused;
	struct vr_feed_times times = hub_times();
	times.silence = times.transfer = VR_HOUR;
	hub_fault(hub, FAULT_MUTE, 200, "");
	hub_start(hub, &times, NULL, NULL, "");
	assert_true(vr_server_await(hub->server, "GET", PROGRAMME_PATH, 1));
	hub_fault(hub, FAULT_NONE, 200, "");
	vr_feed_hurry(hub->feed);
	assert_int_equal(hub_take_sequence(hub), 1);
}

static void test_plain_file(void **unused)
{
	(void)unused;
	struct vr_feed_times times = hub_times();
	hub_start(hub, &times, "/plain.json", NULL, "");
	assert_int_equal(hub_take_sequence(hub), 1);
	vr_feed_send_status(hub->feed, "{}", 2);
	vr_feed_send_picture(hub->feed, "x", 1);
	hub_set(hub, "s", 2, 30, "two", "");
	assert_int_equal(hub_take_sequence(hub), 2);
	assert_int_equal(vr_server_count(hub->server, "GET", "/v1/screens/entrance/events"), 0);
	assert_int_equal(vr_server_count(hub->server, "POST", STATUS_PATH), 0);
	hub_lock(hub);
	assert_string_equal(hub->token, ""); // a token is for a hub
	hub_unlock(hub);
}

static void test_only_lasting_changes_are_stored(void **unused)
{
	(void)unused;
	start();
	assert_int_equal(hub_take_sequence(hub), 1);
	hub_set(hub, "s", 2, 45, "one", "");
	assert_int_equal(hub_take_sequence(hub), 2);
	hub_set(hub, "s", 3, 50, "one", "");
	assert_int_equal(hub_take_sequence(hub), 3);
	assert_true(vr_cache_flush(hub->cache, 10000));
	assert_int_equal(hub_cached(hub), 1);
	hub_set(hub, "s", 4, 50, "new", "");
	assert_int_equal(hub_take_sequence(hub), 4);
	hub_set(hub, "s", 5, 55, "new", ""); // when this is there, what came before it was stored
	assert_int_equal(hub_take_sequence(hub), 5);
	assert_int_equal(hub_cached(hub), 4);
}

static void test_bad_options(void **unused)
{
	(void)unused;
	struct vr_error error;
	struct vr_feed *feed;
	struct vr_feed_options options = {.screen_id = "a",
	                                  .hub_url = "",
	                                  .programme_url = "",
	                                  .token = "",
	                                  .ca_file = "",
	                                  .version = "test",
	                                  .poll_s = 60,
	                                  .cache = hub->cache,
	                                  .etag = ""};
	assert_false(vr_feed_create(&options, &feed, &error));
	assert_int_equal(error.code, VR_INVALID);
	options.hub_url = "ftp://example.org";
	assert_false(vr_feed_create(&options, &feed, &error));
	assert_int_equal(error.code, VR_INVALID);
	options.hub_url = "http://example.org";
	options.ca_file = "/nowhere/ca.pem";
	assert_false(vr_feed_create(&options, &feed, &error));
	assert_int_equal(error.code, VR_NOT_FOUND);
}

// Ends at once whatever is under way; the test's own time limit would tell otherwise.
static void test_destroy_in_any_state(void **unused)
{
	(void)unused;
	static const enum hub_fault faults[] = {FAULT_MUTE, FAULT_STALL, FAULT_TRICKLE, FAULT_NONE};
	struct vr_feed_times times = hub_times();
	times.silence = times.transfer = times.connect = VR_HOUR;
	times.min_rate = 0;
	for (size_t i = 0; i < VR_COUNT(faults); i++) {
		hub_fault(hub, faults[i], 200, "");
		hub_start(hub, &times, NULL, NULL, "");
		assert_true(vr_server_await(hub->server, "GET", PROGRAMME_PATH, (unsigned)i + 1));
		vr_feed_destroy(hub->feed);
		hub->feed = NULL;
	}
	hub_start(hub, &times, NULL, NULL, "");
}

static void test_beats(void **unused)
{
	(void)unused;
	struct vr_feed_times times = hub_times();
	times.poll = VR_HOUR;
	hub_start(hub, &times, NULL, NULL, "");
	struct vr_feed_state first;
	vr_feed_state(hub->feed, &first);
	AWAIT(hub, state.beat.ms > first.beat.ms + 100);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_first_programme),
	        TEST(test_confirmed),
	        TEST(test_kept_from_elsewhere),
	        TEST(test_304_without_asking),
	        TEST(test_same_bytes),
	        TEST(test_bad_answers),
	        TEST(test_refused_documents),
	        TEST(test_what_may_follow),
	        TEST(test_server_dies_and_comes_back),
	        TEST(test_hurry),
	        TEST(test_hurry_ends_what_hangs),
	        TEST(test_plain_file),
	        TEST(test_only_lasting_changes_are_stored),
	        TEST(test_bad_options),
	        TEST(test_destroy_in_any_state),
	        TEST(test_beats),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
