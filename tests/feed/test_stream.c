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

static void test_event_fetches(void **unused)
{
	(void)unused;
	start(STREAM_EVENTS, VR_HOUR);
	AWAIT(hub, state.streaming);
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
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
