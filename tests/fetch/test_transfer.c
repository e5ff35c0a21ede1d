// Transfers against a server that behaves, and one that does not.
#include "outcome.h"
#include "server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const unsigned char gzip_head[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};

// A stored deflate block: five bytes of frame, then the bytes as they are.
static void send_gzip(struct vr_visit *visit, size_t blocks)
{
	static const char zeros[65535];
	const unsigned char frame[] = {0, 0xff, 0xff, 0, 0};
	vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
	vr_visit_send(visit, gzip_head, sizeof(gzip_head));
	for (size_t i = 0; i < blocks; i++)
		if (!vr_visit_send(visit, frame, sizeof(frame)) || !vr_visit_send(visit, zeros, sizeof(zeros)))
			return;
}

// 64 KiB of 'a' and no more than a hundred bytes on the wire, as zlib makes it.
static void send_bomb(struct vr_visit *visit)
{
	static const unsigned char bomb[] = {
	        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed, 0xc1, 0x81, 0x00, 0x00, 0x00, 0x00,
	        0x80, 0x20, 0xd6, 0xfd, 0x25, 0x16, 0xa9, 0x0a, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	        0x00, 0x00, 0x00, 0x6a, 0xff, 0x91, 0x20, 0xc3, 0x00, 0x00, 0x01, 0x00,
	};
	vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n",
	                sizeof(bomb));
	vr_visit_send(visit, bomb, sizeof(bomb));
}

static void endless_headers(struct vr_visit *visit)
{
	vr_visit_format(visit, "HTTP/1.1 200 OK\r\n");
	while (vr_visit_format(visit, "X-More: and more and more\r\n"))
		;
}

static void endless_line(struct vr_visit *visit)
{
	vr_visit_format(visit, "HTTP/1.1 200 OK\r\nX-Long: ");
	while (vr_visit_format(visit, "a rather long line that has no end at all, ever, as it seems. "))
		;
}

static void endless_body(struct vr_visit *visit, int status)
{
	vr_visit_format(visit, "HTTP/1.1 %d Said\r\nContent-Type: text/html\r\n\r\n", status);
	while (vr_visit_format(visit, "<p>and another thing, and another, and another, and another</p>\r\n"))
		;
}

static void trickle(struct vr_visit *visit)
{
	vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
	while (vr_visit_format(visit, "x") && vr_visit_pause(visit, 20))
		;
}

static void serve(struct vr_visit *visit, void *context)
{
	(void)context;
	const char *path = visit->path;
	char value[64];
	if (strcmp(path, "/plain") == 0) {
		if (vr_visit_header(visit, "If-None-Match", value, sizeof(value)) && strcmp(value, "\"one\"") == 0)
			vr_visit_format(visit, "HTTP/1.1 304 Same\r\nETag: \"one\"\r\nConnection: close\r\n\r\n");
		else
			vr_visit_reply(
			        visit, 200,
			        "ETag: \"one\"\r\nContent-Type: application/json\r\nLink: </next>; rel=\"next\"\r\n",
			        "{}");
	} else if (strcmp(path, "/echo") == 0) {
		vr_visit_header(visit, "Content-Type", value, sizeof(value));
		vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\nContent-Type: %s\r\n\r\n%s",
		                visit->body_length + strlen(visit->method), value, visit->method);
		vr_visit_send(visit, visit->body, visit->body_length);
	} else if (strcmp(path, "/busy") == 0) {
		vr_visit_reply(visit, 503, "Retry-After: 17\r\n", "later");
	} else if (strcmp(path, "/short") == 0) {
		vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly so much");
	} else if (strcmp(path, "/announced") == 0) {
		vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
		vr_visit_hold(visit);
	} else if (strcmp(path, "/stall") == 0) {
		vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly");
		vr_visit_hold(visit);
	} else if (strcmp(path, "/mute") == 0) {
		vr_visit_hold(visit);
	} else if (strcmp(path, "/noise") == 0) {
		vr_visit_format(visit, "SSH-2.0-something else\r\n");
	} else if (strcmp(path, "/headers") == 0) {
		endless_headers(visit);
	} else if (strcmp(path, "/line") == 0) {
		endless_line(visit);
	} else if (strcmp(path, "/body") == 0) {
		endless_body(visit, 200);
	} else if (strcmp(path, "/404") == 0) {
		endless_body(visit, 404);
	} else if (strcmp(path, "/trickle") == 0) {
		trickle(visit);
	} else if (strcmp(path, "/gzip") == 0) {
		send_gzip(visit, 1000);
	} else if (strcmp(path, "/bomb") == 0) {
		send_bomb(visit);
	}
}

static struct vr_server *server;
static struct vr_fetch *fetch;

static int set_up(void **state)
{
	(void)state;
	struct vr_error error;
	server = vr_server_create(serve, NULL);
	return vr_fetch_create("", "vantrum/test", &fetch, &error) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	vr_fetch_destroy(fetch);
	vr_server_destroy(server);
	return 0;
}

static void run(const struct vr_request *request, struct outcome *outcome)
{
	struct vr_error error;
	assert_true(vr_fetch_start(fetch, request, NULL, &error));
	while (outcome->done == 0)
		vr_fetch_run(fetch, 1000);
	assert_int_equal(outcome->done, 1);
}

static struct outcome get(const char *path)
{
	char url[600];
	struct outcome outcome = {0};
	struct vr_request request = outcome_request(vr_server_url(server, path, url), &outcome);
	run(&request, &outcome);
	return outcome;
}

static void test_plain(void **state)
{
	(void)state;
	struct outcome outcome = get("/plain");
	assert_true(outcome.ok);
	assert_int_equal(outcome.status, 200);
	assert_string_equal(outcome.etag, "\"one\"");
	assert_string_equal(outcome.link, "</next>; rel=\"next\"");
	assert_string_equal(outcome.type, "application/json");
	assert_string_equal(outcome.start, "{}");
	assert_int_equal(outcome.retry_after_s, -1);
}

static void test_conditional(void **state)
{
	(void)state;
	char url[600];
	struct outcome outcome = {0};
	struct vr_request request = outcome_request(vr_server_url(server, "/plain", url), &outcome);
	request.if_none_match = "\"one\"";
	run(&request, &outcome);
	assert_true(outcome.ok);
	assert_int_equal(outcome.status, 304);
	assert_int_equal(outcome.length, 0);
}

static void sends(const char *method, size_t size)
{
	char url[600];
	char *body = malloc(size);
	memset(body, 'b', size);
	struct outcome outcome = {0};
	struct vr_request request = outcome_request(vr_server_url(server, "/echo", url), &outcome);
	request.method = method;
	request.body = body;
	request.body_length = size;
	request.content_type = "image/png";
	struct vr_error error;
	assert_true(vr_fetch_start(fetch, &request, NULL, &error));
	free(body);
	while (outcome.done == 0)
		vr_fetch_run(fetch, 1000);
	assert_true(outcome.ok);
	assert_int_equal(outcome.length, size + strlen(method));
	assert_memory_equal(outcome.start, method, strlen(method));
	assert_int_equal(outcome.start[strlen(method)], 'b');
	assert_string_equal(outcome.type, "image/png");
}

static void test_bodies(void **state)
{
	(void)state;
	sends("POST", 20);
	sends("PUT", 90000);
}

static void test_statuses(void **state)
{
	(void)state;
	struct outcome busy = get("/busy");
	assert_true(busy.ok);
	assert_int_equal(busy.status, 503);
	assert_int_equal(busy.retry_after_s, 17);
	struct outcome missing = get("/404");
	assert_true(missing.ok);
	assert_int_equal(missing.status, 404);
	assert_in_range(missing.length, 1, 65536);
}

static void fails_with(const char *path, enum vr_code code)
{
	struct outcome outcome = get(path);
	assert_false(outcome.ok);
	assert_int_equal(outcome.error.code, code);
	assert_true(strlen(outcome.error.what) > 10);
}

static void test_lies_and_floods(void **state)
{
	(void)state;
	fails_with("/short", VR_NETWORK);
	fails_with("/announced", VR_LIMIT);
	fails_with("/headers", VR_LIMIT);
	struct outcome line = get("/line");
	assert_false(line.ok);
	fails_with("/body", VR_LIMIT);
	fails_with("/gzip", VR_LIMIT);
	fails_with("/noise", VR_INVALID);
}

// The limit is one of bytes after decompression; a bomb below it arrives, one above it does not.
static void test_bomb(void **state)
{
	(void)state;
	char url[600];
	struct outcome outcome = {0};
	struct vr_request request = outcome_request(vr_server_url(server, "/bomb", url), &outcome);
	run(&request, &outcome);
	assert_true(outcome.ok);
	assert_int_equal(outcome.length, 65536);
	struct outcome refused = {0};
	request.context = &refused;
	request.max_bytes = 65535;
	run(&request, &refused);
	assert_false(refused.ok);
	assert_int_equal(refused.error.code, VR_LIMIT);
}

static void slow_ends(const char *path, int64_t silence_ms, int64_t min_bytes_per_s, int64_t timeout_ms)
{
	char url[600];
	struct outcome outcome = {0};
	struct vr_request request = outcome_request(vr_server_url(server, path, url), &outcome);
	request.silence_ms = silence_ms;
	request.min_bytes_per_s = min_bytes_per_s;
	request.timeout_ms = timeout_ms;
	run(&request, &outcome);
	assert_false(outcome.ok);
	assert_int_equal(outcome.error.code, VR_TIMEOUT);
}

static void test_slowness(void **state)
{
	(void)state;
	slow_ends("/stall", 150, 0, 0);
	slow_ends("/mute", 150, 0, 0);
	slow_ends("/trickle", 5000, 0, 200);
	slow_ends("/trickle", 300, 100000, 0);
}

static void test_nobody_there(void **state)
{
	(void)state;
	vr_server_set_dead(server, true);
	fails_with("/plain", VR_NETWORK);
	vr_server_set_dead(server, false);
	assert_true(get("/plain").ok);
}

static void refused(struct vr_request request, enum vr_code code)
{
	struct vr_error error = {0};
	assert_false(vr_fetch_start(fetch, &request, NULL, &error));
	assert_int_equal(error.code, code);
}

static void test_refused_requests(void **state)
{
	(void)state;
	struct outcome outcome = {0};
	refused(outcome_request("file:///etc/hostname", &outcome), VR_INVALID);
	refused(outcome_request("ftp://127.0.0.1/", &outcome), VR_INVALID);
	refused(outcome_request("gopher://127.0.0.1/", &outcome), VR_INVALID);
	refused(outcome_request("http://a:b@127.0.0.1/", &outcome), VR_INVALID);
	refused(outcome_request("127.0.0.1/x", &outcome), VR_INVALID);
	refused(outcome_request("", &outcome), VR_INVALID);
	struct vr_request smuggled = outcome_request("http://127.0.0.1/", &outcome);
	smuggled.if_none_match = "x\r\nAuthorization: Bearer y";
	refused(smuggled, VR_INVALID);
	assert_int_equal(outcome.done, 0);
}

static void test_cancel(void **state)
{
	(void)state;
	char url[600];
	struct outcome outcome = {0};
	struct vr_error error;
	struct vr_transfer *transfer;
	struct vr_request request = outcome_request(vr_server_url(server, "/mute", url), &outcome);
	assert_true(vr_fetch_start(fetch, &request, &transfer, &error));
	vr_fetch_run(fetch, 50);
	vr_fetch_cancel(fetch, transfer);
	vr_fetch_run(fetch, 50);
	// One more is left running: destroying ends it without a word, too.
	assert_true(vr_fetch_start(fetch, &request, &transfer, &error));
	vr_fetch_run(fetch, 50);
	vr_fetch_destroy(fetch);
	assert_true(vr_fetch_create(NULL, "vantrum/test", &fetch, &error));
	assert_int_equal(outcome.done, 0);
}

static void test_ca_file(void **state)
{
	(void)state;
	struct vr_fetch *other;
	struct vr_error error;
	assert_false(vr_fetch_create("/nowhere/ca.pem", "vantrum/test", &other, &error));
	assert_int_equal(error.code, VR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_plain),
	        cmocka_unit_test(test_conditional),
	        cmocka_unit_test(test_bodies),
	        cmocka_unit_test(test_statuses),
	        cmocka_unit_test(test_lies_and_floods),
	        cmocka_unit_test(test_bomb),
	        cmocka_unit_test(test_slowness),
	        cmocka_unit_test(test_nobody_there),
	        cmocka_unit_test(test_refused_requests),
	        cmocka_unit_test(test_cancel),
	        cmocka_unit_test(test_ca_file),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
