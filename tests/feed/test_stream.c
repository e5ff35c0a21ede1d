// The event stream, and polling where there is none. Without a stream these polls would come once an hour.
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

static void start(enum hub_stream stream, int64_t poll_ms)
{
	struct vr_feed_times times = hub_times();
	times.poll = poll_ms;
	hub->stream = stream;
	hub_start(hub, &times, NULL, NULL, "");
	assert_int_equal(hub_take_sequence(hub), 1);
}

// A stream that a busy machine does not break: what is sent once would be lost with it.
static void start_patiently(void)
{
	struct vr_feed_times times = hub_times();
	times.poll = VR_HOUR;
	times.silence = times.stream_silence = 10 * VR_SECOND;
	hub->stream = STREAM_EVENTS;
	hub_start(hub, &times, NULL, NULL, "");
	assert_int_equal(hub_take_sequence(hub), 1);
	AWAIT(hub, state.streaming);
}

static void test_event_fetches(void **unused)
{
	(void)unused;
	start_patiently();
	hub_lock(hub);
	assert_string_equal(hub->last_event_id, "1");
	hub_unlock(hub);
	for (int sequence = 2; sequence < 6; sequence++) {
		hub_set(hub, "s", sequence, 30, "next", "");
		hub_push(hub);
		assert_int_equal(hub_take_sequence(hub), sequence);
	}
	assert_int_equal(vr_server_count(hub->server, "GET", EVENTS_PATH), 1);
}

// Not asked again within the hour, and the polls are enough.
static void test_refused_stream(void **unused)
{
	(void)unused;
	start(STREAM_NONE, 20);
	hub_set(hub, "s", 2, 30, "two", "");
	assert_int_equal(hub_take_sequence(hub), 2);
	unsigned seen = vr_server_count(hub->server, "GET", PROGRAMME_PATH);
	assert_true(vr_server_await(hub->server, "GET", PROGRAMME_PATH, seen + 3));
	assert_int_equal(vr_server_count(hub->server, "GET", EVENTS_PATH), 1);
	AWAIT(hub, !state.streaming && state.reachable);
}

static void test_page_instead_of_stream(void **unused)
{
	(void)unused;
	start(STREAM_PAGE, 20);
	assert_true(vr_server_await(hub->server, "GET", EVENTS_PATH, 1));
	unsigned seen = vr_server_count(hub->server, "GET", PROGRAMME_PATH);
	assert_true(vr_server_await(hub->server, "GET", PROGRAMME_PATH, seen + 5));
	assert_int_equal(vr_server_count(hub->server, "GET", EVENTS_PATH), 1);
	AWAIT(hub, !state.streaming);
}

static void test_silent_stream_is_opened_anew(void **unused)
{
	(void)unused;
	start(STREAM_SILENT, VR_HOUR);
	assert_true(vr_server_await(hub->server, "GET", EVENTS_PATH, 3));
}

// It ends as soon as it is open: opened again, after a pause, and polled each time in case the hub is gone.
static void test_ending_stream(void **unused)
{
	(void)unused;
	start(STREAM_ENDS, VR_HOUR);
	assert_true(vr_server_await(hub->server, "GET", EVENTS_PATH, 3));
	assert_true(vr_server_await(hub->server, "GET", PROGRAMME_PATH, 3));
}

static void test_hub_restarts(void **unused)
{
	(void)unused;
	start(STREAM_EVENTS, VR_HOUR);
	AWAIT(hub, state.streaming);
	vr_server_set_dead(hub->server, true);
	AWAIT(hub, !state.streaming && !state.reachable);
	hub_set(hub, "s", 2, 30, "two", "");
	vr_server_set_dead(hub->server, false);
	assert_int_equal(hub_take_sequence(hub), 2);
	AWAIT(hub, state.streaming && state.reachable);
}

static void test_stream_waits_for_the_programme(void **unused)
{
	(void)unused;
	struct vr_feed_times times = hub_times();
	hub->stream = STREAM_EVENTS;
	hub_fault(hub, FAULT_NONE, 500, "");
	hub_start(hub, &times, NULL, NULL, "");
	assert_true(vr_server_await(hub->server, "GET", PROGRAMME_PATH, 3));
	assert_int_equal(vr_server_count(hub->server, "GET", EVENTS_PATH), 0);
	hub_fault(hub, FAULT_NONE, 200, "");
	AWAIT(hub, state.streaming);
}

// The next wish for anything; none after ten seconds.
static struct vr_feed_wishes take_wishes(void)
{
	struct vr_feed_wishes wishes = {0};
	for (int tries = 0; tries < 5000 && !wishes.status && wishes.identify_s == 0; tries++) {
		wishes = vr_feed_take_wishes(hub->feed);
		usleep(2000);
	}
	return wishes;
}

static void test_wishes(void **unused)
{
	(void)unused;
	start_patiently();
	unsigned asked = vr_server_count(hub->server, "GET", PROGRAMME_PATH);
	int woken = hub->wakes;
	hub_tell(hub, "event: report\ndata: {}\n\n");
	struct vr_feed_wishes wishes = take_wishes();
	assert_true(wishes.status);
	assert_int_equal(wishes.identify_s, 0);
	assert_true(hub->wakes > woken);
	wishes = vr_feed_take_wishes(hub->feed); // each is given once
	assert_true(!wishes.status && wishes.identify_s == 0);
	hub_tell(hub, "event: identify\ndata: {\"seconds\": 20}\n\n");
	wishes = take_wishes();
	assert_true(!wishes.status);
	assert_int_equal(wishes.identify_s, 20);
	assert_int_equal(vr_server_count(hub->server, "GET", PROGRAMME_PATH), asked);
}

// What is not understood is no wish, and the stream goes on; of several the last one counts.
static void test_wishes_that_are_none(void **unused)
{
	(void)unused;
	start_patiently();
	hub_tell(hub, "event: identify\ndata: soon\n\nevent: sing\ndata: {}\n\ndata: {\"seconds\": 3}\n\n"
	              "event: identify\ndata: {\"seconds\": 5}\n\nevent: identify\ndata: {}\n\n"
	              "event: report\ndata: \n\n");
	struct vr_feed_wishes wishes, last = {0};
	do { // they may come in pieces
		wishes = take_wishes();
		last.identify_s = wishes.identify_s > 0 ? wishes.identify_s : last.identify_s;
		assert_true(wishes.status || wishes.identify_s == 15 || wishes.identify_s == 5);
	} while (!wishes.status);
	assert_int_equal(last.identify_s, 15);
	AWAIT(hub, state.streaming);
	assert_int_equal(vr_server_count(hub->server, "GET", EVENTS_PATH), 1);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_event_fetches),
	        TEST(test_refused_stream),
	        TEST(test_page_instead_of_stream),
	        TEST(test_silent_stream_is_opened_anew),
	        TEST(test_ending_stream),
	        TEST(test_hub_restarts),
	        TEST(test_stream_waits_for_the_programme),
	        TEST(test_wishes),
	        TEST(test_wishes_that_are_none),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
