// Redirects, and where the token goes.
#include "outcome.h"
#include "server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct vr_server *home, *foreign;
static struct vr_fetch *fetch;

static void redirect(struct vr_visit *visit, const char *location)
{
	vr_visit_format(visit, "HTTP/1.1 302 There\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
	                location);
}

// Answers with the token that came along.
static void tell_token(struct vr_visit *visit)
{
	char token[64] = "none";
	vr_visit_header(visit, "Authorization", token, sizeof(token));
	vr_visit_reply(visit, 200, NULL, token);
}

static void serve_home(struct vr_visit *visit, void *context)
{
	(void)context;
	char url[600], next[64];
	int step;
	if (strcmp(visit->path, "/token") == 0) {
		tell_token(visit);
	} else if (strcmp(visit->path, "/home") == 0) {
		redirect(visit, "/token");
	} else if (strcmp(visit->path, "/foreign") == 0) {
		redirect(visit, vr_server_url(foreign, "/token", url));
	} else if (strcmp(visit->path, "/there-and-back") == 0) {
		redirect(visit, vr_server_url(foreign, "/back", url));
	} else if (strcmp(visit->path, "/loop") == 0) {
		redirect(visit, "/loop");
	} else if (sscanf(visit->path, "/step/%d", &step) == 1) {
		snprintf(next, sizeof(next), "/step/%d", step - 1);
		redirect(visit, step > 1 ? next : "/token");
	} else if (strcmp(visit->path, "/file") == 0) {
		redirect(visit, "file:///etc/hostname");
	} else if (strcmp(visit->path, "/login") == 0) {
		redirect(visit, "http://user:word@127.0.0.1/");
	}
}

static void serve_foreign(struct vr_visit *visit, void *context)
{
	(void)context;
	char url[600];
	if (strcmp(visit->path, "/back") == 0)
		redirect(visit, vr_server_url(home, "/token", url));
	else
		tell_token(visit);
}

static int set_up(void **state)
{
	(void)state;
	struct vr_error error;
	home = vr_server_create(serve_home, NULL);
	foreign = vr_server_create(serve_foreign, NULL);
	return vr_fetch_create("", "vantrum/test", &fetch, &error) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	vr_fetch_destroy(fetch);
	vr_server_destroy(home);
	vr_server_destroy(foreign);
	return 0;
}

static struct outcome call(struct vr_server *server, const char *method, const char *path)
{
	char url[600], origin[600];
	struct vr_error error;
	struct outcome outcome = {0};
	struct vr_request request = outcome_request(vr_server_url(server, path, url), &outcome);
	request.method = method;
	request.token = "secret";
	request.token_origin = vr_server_url(home, "/some/path", origin);
	assert_true(vr_fetch_start(fetch, &request, NULL, &error));
	while (outcome.done == 0)
		vr_fetch_run(fetch, 1000);
	return outcome;
}

static void test_token_stays_home(void **state)
{
	(void)state;
	assert_string_equal(call(home, NULL, "/token").start, "Bearer secret");
	assert_string_equal(call(home, NULL, "/home").start, "Bearer secret");
	assert_string_equal(call(foreign, NULL, "/token").start, "none");
	assert_string_equal(call(home, NULL, "/foreign").start, "none");
	assert_string_equal(call(home, NULL, "/there-and-back").start, "Bearer secret");
}

static void test_url_after_redirects(void **state)
{
	(void)state;
	char url[600];
	assert_string_equal(call(home, NULL, "/foreign").url, vr_server_url(foreign, "/token", url));
}

static void test_limit(void **state)
{
	(void)state;
	assert_true(call(home, NULL, "/step/5").ok);
	struct outcome six = call(home, NULL, "/step/6");
	assert_false(six.ok);
	assert_int_equal(six.error.code, VR_INVALID);
	unsigned before = vr_server_count(home, "GET", "/loop");
	assert_false(call(home, NULL, "/loop").ok);
	assert_int_equal(vr_server_count(home, "GET", "/loop") - before, 6);
}

static void test_not_followed(void **state)
{
	(void)state;
	struct outcome file = call(home, NULL, "/file");
	assert_false(file.ok);
	assert_int_equal(file.error.code, VR_INVALID);
	assert_false(call(home, NULL, "/login").ok);
	struct outcome post = call(home, "POST", "/home");
	assert_true(post.ok);
	assert_int_equal(post.status, 302);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_token_stays_home),
	        cmocka_unit_test(test_url_after_redirects),
	        cmocka_unit_test(test_limit),
	        cmocka_unit_test(test_not_followed),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
