// A small HTTP server for tests, on a loopback port of its own, that can also misbehave: the test says byte by byte
// what each request gets. One thread a connection; a connection serves one request and is closed.
#ifndef VANTRUM_TESTS_SERVER_H
#define VANTRUM_TESTS_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct vr_server;

// One request and the connection it came on.
struct vr_visit {
	struct vr_server *server;
	int fd;
	unsigned number; // of all requests with this method and path: 1, 2, …
	char method[16];
	char path[512];
	char head[8192];   // request line and headers
	char body[262144]; // NUL-terminated
	size_t body_length;
};

// Called on a thread of its own for each request.
typedef void vr_server_serve(struct vr_visit *visit, void *context);

struct vr_server *vr_server_create(vr_server_serve *serve, void *context);
void vr_server_destroy(struct vr_server *server); // ends all connections

int vr_server_port(const struct vr_server *server);
// "http://127.0.0.1:PORT" and the path; out holds at least 600 bytes.
const char *vr_server_url(const struct vr_server *server, const char *path, char *out);
// How many requests came for "GET /path".
unsigned vr_server_count(struct vr_server *server, const char *method, const char *path);
// Waits until there were so many; false after ten seconds (a test that fails, not one that measures).
bool vr_server_await(struct vr_server *server, const char *method, const char *path, unsigned count);
// Closes all connections and refuses new ones, as a killed server does; the port stays ours. Or opens again.
void vr_server_set_dead(struct vr_server *server, bool dead);

// For the serve function. Each returns false once the peer or the server is gone.
bool vr_visit_header(const struct vr_visit *visit, const char *name, char *value, size_t size);
bool vr_visit_send(struct vr_visit *visit, const void *bytes, size_t length);
bool vr_visit_format(struct vr_visit *visit, const char *format, ...) __attribute__((format(printf, 2, 3)));
// A whole answer; headers is NULL or lines that each end in \r\n.
bool vr_visit_reply(struct vr_visit *visit, int status, const char *headers, const char *body);
bool vr_visit_pause(struct vr_visit *visit, int ms);
void vr_visit_hold(struct vr_visit *visit); // until the peer or the server goes

#endif
