// What the screen tells the hub: status, receipts at least once, and its picture when asked for.
#include "hub.h"

#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

static struct hub *hub;

static int set_up(void **unused)
{
	(void)unused;
	hub = hub_create();
	struct vr_feed_times times = hub_times();
	times.stream_again = 50;
	hub_start(hub, &times, NULL, NULL, "");
	return 0;
}

static int tear_down(void **unused)
{
	(void)unused;
	hub_destroy(hub);
	return 0;
}

static void answer(int status, const char *reply)
{
	hub_lock(hub);
	hub->report_status = status;
	strcpy(hub->report_reply, reply);
	hub_unlock(hub);
}

static size_t receipts(struct vr_status_shown out[VR_FEED_RECEIPTS])
{
	return vr_feed_receipts(hub->feed, out, VR_FEED_RECEIPTS);
}

static void send(const char *json)
{
	vr_feed_send_status(hub->feed, json, strlen(json));
}

static bool hub_got(const char *text)
{
	hub_lock(hub);
	bool got = strcmp(hub->reported, text) == 0;
	hub_unlock(hub);
	return got;
}

static void test_status(void **unused)
{
	(void)unused;
	send("{\"a\":1}");
	AWAIT(hub, hub_got("{\"a\":1}"));
	send("{\"a\":2}");
	AWAIT(hub, hub_got("{\"a\":2}"));
	assert_int_equal(vr_server_count(hub->server, "POST", STATUS_PATH), 2);
}

static void test_receipts_until_acknowledged(void **unused)
{
	(void)unused;
	struct vr_status_shown shown[VR_FEED_RECEIPTS];
	assert_int_equal(receipts(shown), 0);
	vr_feed_shown(hub->feed, "first", 7, (struct vr_instant){1000});
	vr_feed_shown(hub->feed, "second", 7, (struct vr_instant){2000});
	assert_int_equal(receipts(shown), 2);
	assert_string_equal(shown[0].message, "first");
	assert_int_equal(shown[0].sequence, 7);
	assert_int_equal(shown[0].at.ms, 1000);
	answer(500, "");
	send("{\"shown\":2}");
	vr_feed_shown(hub->feed, "third", 8, (struct vr_instant){3000});
	assert_true(vr_server_await(hub->server, "POST", STATUS_PATH, 2)); // the same again
	assert_true(hub_got("{\"shown\":2}"));
	assert_int_equal(vr_feed_receipts(hub->feed, shown, 1), 1);
	answer(200, "");
	// Only what was in that status is acknowledged, whatever came or was looked at since.
	AWAIT(hub, receipts(shown) == 1);
	assert_string_equal(shown[0].message, "third");
	send("{\"shown\":1}");
	AWAIT(hub, receipts(shown) == 0);
}

static void test_receipts_are_bounded(void **unused)
{
	(void)unused;
	struct vr_status_shown shown[VR_FEED_RECEIPTS];
	for (int i = 0; i < VR_FEED_RECEIPTS + 10; i++)
		vr_feed_shown(hub->feed, "m", i, (struct vr_instant){i});
	assert_int_equal(receipts(shown), VR_FEED_RECEIPTS);
	assert_int_equal(shown[0].sequence, 10);
	assert_int_equal(shown[VR_FEED_RECEIPTS - 1].sequence, VR_FEED_RECEIPTS + 9);
}

// A hub that does not want this one may want the next; receipts stay until one is taken.
static void test_refused_status(void **unused)
{
	(void)unused;
	struct vr_status_shown shown[VR_FEED_RECEIPTS];
	vr_feed_shown(hub->feed, "first", 7, (struct vr_instant){1000});
	assert_int_equal(receipts(shown), 1);
	answer(404, "");
	send("{\"a\":1}");
	AWAIT(hub, hub_got("{\"a\":1}"));
	answer(200, "");
	assert_int_equal(receipts(shown), 1);
	send("{\"a\":2}");
	AWAIT(hub, receipts(shown) == 0);
	assert_true(hub_got("{\"a\":2}"));
	assert_int_equal(vr_server_count(hub->server, "POST", STATUS_PATH), 2);
}

static void test_newest_status_wins(void **unused)
{
	(void)unused;
	AWAIT(hub, state.reachable);
	vr_server_set_dead(hub->server, true);
	send("{\"old\":1}");
	AWAIT(hub, !state.reachable);
	send("{\"new\":1}");
	vr_server_set_dead(hub->server, false);
	AWAIT(hub, hub_got("{\"new\":1}"));
	assert_int_equal(vr_server_count(hub->server, "POST", STATUS_PATH), 1);
}

static void test_picture_on_request(void **unused)
{
	(void)unused;
	answer(200, "{\"picture\": true}");
	send("{}");
	AWAIT(hub, state.picture_wanted);
	vr_feed_send_picture(hub->feed, "a png, so to speak", 18);
	AWAIT(hub, !state.picture_wanted && hub_got("a png, so to speak"));
	assert_int_equal(vr_server_count(hub->server, "PUT", PICTURE_PATH), 1);
}

static void test_nonsense_in_reply(void **unused)
{
	(void)unused;
	struct vr_status_shown shown[VR_FEED_RECEIPTS];
	vr_feed_shown(hub->feed, "first", 7, (struct vr_instant){1000});
	receipts(shown);
	answer(200, "<html>");
	send("{}");
	AWAIT(hub, receipts(shown) == 0 && !state.picture_wanted);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_status),
	        TEST(test_receipts_until_acknowledged),
	        TEST(test_receipts_are_bounded),
	        TEST(test_refused_status),
	        TEST(test_newest_status_wins),
	        TEST(test_picture_on_request),
	        TEST(test_nonsense_in_reply),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
