// Pictures of the programme: fetched by hash, verified, tried again with patience.
#include "hub.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdint.h>

#include <cmocka.h>

#define PICTURES 5

static struct hub *hub;
static struct vr_server *foreign;
static char sha256[PICTURES][65];
static atomic_int broken; // answers that are still to be wrong
static atomic_int at_once, most_at_once;
static char foreign_token[64];

// Picture n is "picture n".
static void content_of(int n, char out[32])
{
	snprintf(out, 32, "picture %d", n);
}

static void serve_media(struct vr_visit *visit, void *context)
{
	(void)context;
	char content[32], token[64] = "none";
	int n;
	if (sscanf(visit->path, "/media/%d", &n) != 1) {
		vr_visit_reply(visit, 404, NULL, "");
		return;
	}
	int now = ++at_once;
	if (now > most_at_once)
		most_at_once = now;
	vr_visit_header(visit, "Authorization", token, sizeof(token));
	if (visit->server == foreign)
		strcpy(foreign_token, token);
	content_of(n, content);
	vr_visit_pause(visit, 10);
	--at_once;
	if (broken > 0 && broken-- > 0)
		vr_visit_reply(visit, 200, NULL, "something else");
	else
		vr_visit_reply(visit, 200, "Content-Type: image/png\r\n", content);
}

static int set_up(void **unused)
{
	(void)unused;
	hub = hub_create();
	hub->others = serve_media;
	foreign = vr_server_create(serve_media, NULL);
	broken = most_at_once = at_once = 0;
	strcpy(foreign_token, "not called");
	for (int i = 0; i < PICTURES; i++) {
		unsigned char hash[crypto_hash_sha256_BYTES];
		char content[32];
		content_of(i, content);
		crypto_hash_sha256(hash, (const unsigned char *)content, strlen(content));
		sodium_bin2hex(sha256[i], 65, hash, sizeof(hash));
	}
	return 0;
}

static int tear_down(void **unused)
{
	(void)unused;
	hub_destroy(hub);
	vr_server_destroy(foreign);
	return 0;
}

// One more message with picture n at href.
static void add_picture(char *out, const char *id, int n, const char *href)
{
	size_t length = strlen(out);
	snprintf(out + length, HUB_TEXT / 2 - length,
	         ",{\"id\":\"%s\",\"kind\":\"health\",\"title\":{\"sv\":\"P\"},\"picture\":{\"href\":\"%s\","
	         "\"sha256\":\"%s\",\"type\":\"image/png\",\"alt\":{\"sv\":\"P\"}}}",
	         id, href, sha256[n]);
}

static void start(const char *messages)
{
	struct vr_feed_times times = hub_times();
	hub_set(hub, "s", 1, 30, "one", messages);
	hub_start(hub, &times, NULL, NULL, "");
}

static bool is_there(int n)
{
	struct vr_buffer out;
	struct vr_error error;
	char content[32];
	content_of(n, content);
	vr_buffer_init(&out, 1000);
	bool there = vr_cache_load_media(hub->cache, sha256[n], &out, &error) &&
	             strcmp(vr_buffer_string(&out), content) == 0;
	vr_buffer_release(&out);
	return there;
}

static void test_all_arrive(void **unused)
{
	(void)unused;
	char messages[HUB_TEXT / 2] = "";
	for (int i = 0; i < PICTURES; i++) {
		char id[16], href[32];
		snprintf(id, sizeof(id), "p%d", i);
		snprintf(href, sizeof(href), "/media/%d", i);
		add_picture(messages, id, i, href);
	}
	add_picture(messages, "again", 0, "/media/0");
	start(messages);
	AWAIT(hub, state.media_arrived == PICTURES && state.media_missing == 0);
	for (int i = 0; i < PICTURES; i++) {
		char path[32];
		assert_true(is_there(i));
		snprintf(path, sizeof(path), "/media/%d", i);
		assert_int_equal(vr_server_count(hub->server, "GET", path), 1);
	}
	assert_in_range(most_at_once, 1, VR_FEED_PICTURES_AT_ONCE);
	assert_int_equal(hub_take_sequence(hub), 1);
	// A new programme with the same pictures fetches none of them.
	hub_set(hub, "s", 2, 45, "two", messages);
	assert_int_equal(hub_take_sequence(hub), 2);
	hub_set(hub, "s", 3, 45, "two", messages);
	assert_int_equal(hub_take_sequence(hub), 3);
	assert_int_equal(vr_server_count(hub->server, "GET", "/media/0"), 1);
}

static void test_wrong_bytes_are_tried_again(void **unused)
{
	(void)unused;
	char messages[HUB_TEXT / 2] = "";
	add_picture(messages, "p", 1, "/media/1");
	broken = 3;
	start(messages);
	AWAIT(hub, state.media_arrived == 1);
	assert_true(is_there(1));
	assert_int_equal(vr_server_count(hub->server, "GET", "/media/1"), 4);
}

// One that is not to be had holds up no other, and its patience outlives a new programme.
static void test_missing_picture(void **unused)
{
	(void)unused;
	char messages[HUB_TEXT / 2] = "";
	add_picture(messages, "gone", 0, "/nowhere");
	add_picture(messages, "bad", 2, "http://user:word@127.0.0.1/x");
	add_picture(messages, "p", 1, "/media/1");
	struct vr_feed_times times = hub_times();
	times.picture_first = times.picture_last = VR_HOUR;
	hub_set(hub, "s", 1, 30, "one", messages);
	hub_start(hub, &times, NULL, NULL, "");
	AWAIT(hub, state.media_arrived == 1 && state.media_missing == 2);
	assert_true(vr_server_await(hub->server, "GET", "/nowhere", 1));
	assert_int_equal(hub_take_sequence(hub), 1);
	hub_set(hub, "s", 2, 45, "one", messages);
	assert_int_equal(hub_take_sequence(hub), 2);
	unsigned seen = vr_server_count(hub->server, "GET", PROGRAMME_PATH);
	assert_true(vr_server_await(hub->server, "GET", PROGRAMME_PATH, seen + 3));
	assert_int_equal(vr_server_count(hub->server, "GET", "/nowhere"), 1);
	vr_feed_hurry(hub->feed);
	assert_true(vr_server_await(hub->server, "GET", "/nowhere", 2));
}

static void test_foreign_origin_sees_no_token(void **unused)
{
	(void)unused;
	char messages[HUB_TEXT / 2] = "", url[600];
	add_picture(messages, "p", 1, vr_server_url(foreign, "/media/1", url));
	start(messages);
	AWAIT(hub, state.media_arrived == 1);
	assert_string_equal(foreign_token, "none");
}

// One that breaks on the card is noticed and fetched again.
static void test_broken_on_disk(void **unused)
{
	(void)unused;
	char messages[HUB_TEXT / 2] = "", path[200];
	add_picture(messages, "p", 1, "/media/1");
	struct vr_feed_times times = hub_times();
	times.picture_review = 20;
	hub_set(hub, "s", 1, 30, "one", messages);
	hub_start(hub, &times, NULL, NULL, "");
	AWAIT(hub, state.media_arrived == 1);
	assert_true(vr_cache_flush(hub->cache, 10000));
	snprintf(path, sizeof(path), "%s/media/%s", hub->folder, sha256[1]);
	assert_int_equal(truncate(path, 3), 0);
	assert_false(is_there(1));
	AWAIT(hub, state.media_arrived == 2);
	assert_true(is_there(1));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_all_arrive),      TEST(test_wrong_bytes_are_tried_again),
	        TEST(test_missing_picture), TEST(test_foreign_origin_sees_no_token),
	        TEST(test_broken_on_disk),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
