// Certificates are verified, names too, and nobody is led from https to http. The server is openssl's own.
#include "outcome.h"

#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/vantrum-tls-XXXXXX";
static char certificate[64];
static pid_t server;
static int port;

static void spawn(const char *const arguments[], int output, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", 0, 0);
	posix_spawn_file_actions_adddup2(&actions, output, 1);
	posix_spawn_file_actions_adddup2(&actions, output, 2);
	assert_int_equal(posix_spawnp(child, "openssl", &actions, NULL, (char *const *)arguments, environ), 0);
	posix_spawn_file_actions_destroy(&actions);
}

// A certificate for the name localhost, not for the address, signed by itself.
static void make_certificate(const char *key, const char *name)
{
	const char *const arguments[] = {"openssl",
	                                 "req",
	                                 "-x509",
	                                 "-newkey",
	                                 "ec",
	                                 "-pkeyopt",
	                                 "ec_paramgen_curve:prime256v1",
	                                 "-nodes",
	                                 "-keyout",
	                                 key,
	                                 "-out",
	                                 name,
	                                 "-days",
	                                 "2",
	                                 "-subj",
	                                 "/CN=localhost",
	                                 "-addext",
	                                 "subjectAltName=DNS:localhost",
	                                 NULL};
	pid_t child;
	int status, ends[2];
	assert_int_equal(pipe(ends), 0);
	spawn(arguments, ends[1], &child);
	close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	close(ends[0]);
}

static void write_answer(const char *name, const char *answer)
{
	FILE *file = fopen(name, "w");
	assert_non_null(file);
	fputs(answer, file);
	fclose(file);
}

// Serves the answers in the folder, on a port of its own choice, which it prints.
static void start_server(void)
{
	const char *const arguments[] = {"openssl", "s_server", "-HTTP", "-accept", "127.0.0.1:0",
	                                 "-cert",   "cert.pem", "-key",  "key.pem", NULL};
	char line[200];
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	spawn(arguments, ends[1], &server);
	close(ends[1]);
	FILE *output = fdopen(ends[0], "r");
	assert_non_null(output);
	while (port == 0 && fgets(line, sizeof(line), output) != NULL)
		sscanf(line, "ACCEPT 127.0.0.1:%d", &port);
	assert_true(port > 0);
	// The reading end stays open: the server goes on printing.
}

static int set_up(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return -1;
	snprintf(certificate, sizeof(certificate), "%s/cert.pem", folder);
	make_certificate("key.pem", "cert.pem");
	make_certificate("other-key.pem", "ca.pem");
	write_answer("good", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
	write_answer("down", "HTTP/1.1 302 There\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n"
	                     "Connection: close\r\n\r\n");
	start_server();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	if (server > 0) {
		kill(server, SIGKILL);
		waitpid(server, NULL, 0);
	}
	static const char *const names[] = {"key.pem", "cert.pem", "other-key.pem", "ca.pem", "good", "down"};
	for (size_t i = 0; i < VR_COUNT(names); i++)
		unlink(names[i]);
	return chdir("/") != 0 || rmdir(folder) != 0;
}

static struct outcome get_by(struct vr_fetch *fetch, const char *host, const char *path)
{
	char url[200];
	struct vr_error error;
	struct outcome outcome = {0};
	snprintf(url, sizeof(url), "https://%s:%d%s", host, port, path);
	struct vr_request request = outcome_request(url, &outcome);
	assert_true(vr_fetch_start(fetch, &request, NULL, &error));
	while (outcome.done == 0)
		vr_fetch_run(fetch, 1000);
	return outcome;
}

static struct outcome get(const char *ca_file, const char *host, const char *path)
{
	struct vr_error error;
	struct vr_fetch *fetch;
	assert_true(vr_fetch_create(ca_file, "vantrum/test", &fetch, &error));
	struct outcome outcome = get_by(fetch, host, path);
	vr_fetch_destroy(fetch);
	return outcome;
}

static void test_trusted(void **state)
{
	(void)state;
	struct outcome outcome = get(certificate, "localhost", "/good");
	assert_true(outcome.ok);
	assert_string_equal(outcome.start, "{}");
}

static void test_unknown_issuer(void **state)
{
	(void)state;
	struct outcome outcome = get("", "localhost", "/good");
	assert_false(outcome.ok);
	assert_int_equal(outcome.error.code, VR_DENIED);
	assert_non_null(strstr(outcome.error.what, "ca_file"));
}

// A hub's certificate is renewed every few years; nobody should have to restart its screens.
static void test_renewed(void **state)
{
	(void)state;
	struct vr_error error;
	struct vr_fetch *fetch;
	assert_true(vr_fetch_create("ca.pem", "vantrum/test", &fetch, &error));
	assert_int_equal(get_by(fetch, "localhost", "/good").error.code, VR_DENIED);
	assert_int_equal(rename("cert.pem", "ca.pem"), 0);
	assert_true(get_by(fetch, "localhost", "/good").ok);
	assert_int_equal(rename("ca.pem", "cert.pem"), 0);
	vr_fetch_destroy(fetch);
}

static void test_wrong_name(void **state)
{
	(void)state;
	struct outcome outcome = get(certificate, "127.0.0.1", "/good");
	assert_false(outcome.ok);
	assert_int_equal(outcome.error.code, VR_DENIED);
}

static void test_no_way_down(void **state)
{
	(void)state;
	struct outcome outcome = get(certificate, "localhost", "/down");
	assert_false(outcome.ok);
	assert_int_equal(outcome.error.code, VR_DENIED);
	assert_non_null(strstr(outcome.error.what, "https to http"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_trusted),     cmocka_unit_test(test_unknown_issuer),
	        cmocka_unit_test(test_renewed),     cmocka_unit_test(test_wrong_name),
	        cmocka_unit_test(test_no_way_down),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
