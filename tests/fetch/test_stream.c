// Streams, and what else may wake vr_fetch_run.
#include "outcome.h"
#include "server.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct vr_server *server;
static struct vr_fetch *fetch;

static bool outcome_open(void *context, const struct vr_response *head)
{
	struct outcome *outcome = context;
	outcome->opened++;
	snprintf(outcome->type, sizeof(outcome->type), "%s", head->content_type);
	return !outcome->refuse_open;
}

static bool outcome_data(void *context, const char *bytes, size_t length)
{
	struct outcome *outcome = context;
	size_t have = strlen(outcome->start);
	snprintf(outcome->start + have, sizeof(outcome->start) - have, "%.*s", (int)length, bytes);
	outcome->length += length;
	return !outcome->refuse_data;
}

static void serve(struct vr_visit *visit, void *context)
{
	(void)context;
	char id[32] = "none", encoding[32] = "none";
	if (strcmp(visit->path, "/stream") == 0) {
		vr_visit_header(visit, "Last-Event-ID", id, sizeof(id));
		vr_visit_header(visit, "Accept-Encoding", encoding, sizeof(encoding));
		vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid %s encoding %s;",
		                id, encoding);
		vr_visit_hold(visit);
	} else if (strcmp(visit->path, "/silent") == 0) {
		vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
		vr_visit_hold(visit);
	} else if (strcmp(visit->path, "/alive") == 0) {
		vr_visit_format(visit, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
		for (int i = 0; i < 10 && vr_visit_format(visit, ":\n") && vr_visit_pause(visit, 60); i++)
			;
	} else {
		vr_visit_reply(visit, 405, NULL, "no");
	}
}

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

static struct vr_transfer *start(const char *path, struct outcome *outcome)
{
	char url[600];
	struct vr_error error;
	struct vr_transfer *transfer;
	struct vr_request request = outcome_request(vr_server_url(server, path, url), outcome);
	request.timeout_ms = 0;
	request.silence_ms = 400;
	request.max_bytes = 1000;
	request.last_event_id = "41";
	request.on_open = outcome_open;
	request.on_data = outcome_data;
	assert_true(vr_fetch_start(fetch, &request, &transfer, &error));
	return transfer;
}

static void test_pieces_come_at_once(void **state)
{
	(void)state;
	struct outcome outcome = {0};
	struct vr_transfer *transfer = start("/stream", &outcome);
	while (strchr(outcome.start, ';') == NULL)
		vr_fetch_run(fetch, 1000);
	assert_int_equal(outcome.opened, 1);
	assert_string_equal(outcome.type, "text/event-stream");
	assert_string_equal(outcome.start, "id 41 encoding none;");
	assert_int_equal(outcome.done, 0);
	vr_fetch_cancel(fetch, transfer);
}

static void ends_with(const char *path, struct outcome *outcome)
{
	start(path, outcome);
	while (outcome->done == 0)
		vr_fetch_run(fetch, 1000);
}

static void test_silence(void **state)
{
	(void)state;
	struct outcome silent = {0};
	ends_with("/silent", &silent);
	assert_int_equal(silent.error.code, VR_TIMEOUT);
	assert_int_equal(silent.opened, 1);
	struct outcome alive = {0};
	ends_with("/alive", &alive);
	assert_true(alive.ok);
	assert_int_equal(alive.length, 20);
}

static void test_refusals(void **state)
{
	(void)state;
	struct outcome no_open = {.refuse_open = true};
	ends_with("/stream", &no_open);
	assert_false(no_open.ok);
	assert_int_equal(no_open.length, 0);
	struct outcome no_data = {.refuse_data = true};
	ends_with("/stream", &no_data);
	assert_false(no_data.ok);
	struct outcome refused = {0};
	ends_with("/other", &refused);
	assert_true(refused.ok);
	assert_int_equal(refused.opened, 0);
	assert_int_equal(refused.status, 405);
}

static void *wake(void *context)
{
	vr_fetch_wake(context);
	return NULL;
}

static void drain(void *context)
{
	char byte;
	assert_int_equal(read(*(int *)context, &byte, 1), 1);
	*(int *)context = -1;
}

// Both would otherwise sleep for an hour, and the test run would end this.
static void test_wakes(void **state)
{
	(void)state;
	pthread_t thread;
	assert_int_equal(pthread_create(&thread, NULL, wake, fetch), 0);
	vr_fetch_run(fetch, VR_HOUR);
	pthread_join(thread, NULL);

	int ends[2];
	assert_int_equal(pipe(ends), 0);
	int context = ends[0];
	vr_fetch_watch(fetch, ends[0], drain, &context);
	assert_int_equal(write(ends[1], "x", 1), 1);
	while (context != -1)
		vr_fetch_run(fetch, VR_HOUR);
	vr_fetch_watch(fetch, -1, NULL, NULL);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_pieces_come_at_once),
	        cmocka_unit_test(test_silence),
	        cmocka_unit_test(test_refusals),
	        cmocka_unit_test(test_wakes),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
