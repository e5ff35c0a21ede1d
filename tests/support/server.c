#include "server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define VISITS_MAX 4096
#define AWAIT_MS 10000

struct seen {
	char request[640];
};

struct connection {
	struct connection *next;
	struct vr_visit visit;
	pthread_t thread;
};

struct vr_server {
	vr_server_serve *serve;
	void *context;
	int listener;
	int port;
	pthread_t thread;
	pthread_mutex_t lock; // all below
	pthread_cond_t came;
	struct connection *connections; // also those that ended: joined at the end
	struct seen *seen;
	size_t seen_count;
	bool dead;
	bool stop;
};

static unsigned count_locked(const struct vr_server *server, const char *request)
{
	unsigned count = 0;
	for (size_t i = 0; i < server->seen_count; i++)
		count += strcmp(server->seen[i].request, request) == 0;
	return count;
}

static bool may_go_on(struct vr_server *server)
{
	pthread_mutex_lock(&server->lock);
	bool on = !server->stop && !server->dead;
	pthread_mutex_unlock(&server->lock);
	return on;
}

// Reads until the blank line, then what Content-Length promises.
static bool read_request(struct vr_visit *visit)
{
	size_t have = 0;
	char *end = NULL;
	while (end == NULL && have < sizeof(visit->head) - 1) {
		ssize_t got = recv(visit->fd, visit->head + have, sizeof(visit->head) - 1 - have, 0);
		if (got <= 0)
			return false;
		have += (size_t)got;
		visit->head[have] = '\0';
		end = strstr(visit->head, "\r\n\r\n");
	}
	if (end == NULL || sscanf(visit->head, "%15s %511s", visit->method, visit->path) != 2)
		return false;
	size_t rest = have - (size_t)(end + 4 - visit->head);
	memcpy(visit->body, end + 4, rest);
	visit->body_length = rest;
	end[2] = '\0';
	char length[32];
	size_t promised =
	        vr_visit_header(visit, "Content-Length", length, sizeof(length)) ? strtoul(length, NULL, 10) : 0;
	while (visit->body_length < promised && visit->body_length < sizeof(visit->body) - 1) {
		ssize_t got = recv(visit->fd, visit->body + visit->body_length,
		                   sizeof(visit->body) - 1 - visit->body_length, 0);
		if (got <= 0)
			return false;
		visit->body_length += (size_t)got;
	}
	visit->body[visit->body_length] = '\0';
	return true;
}

static void note(struct vr_visit *visit)
{
	struct vr_server *server = visit->server;
	pthread_mutex_lock(&server->lock);
	assert(server->seen_count < VISITS_MAX);
	char *request = server->seen[server->seen_count].request;
	snprintf(request, sizeof(server->seen[0].request), "%s %s", visit->method, visit->path);
	server->seen_count++;
	visit->number = count_locked(server, request);
	pthread_cond_broadcast(&server->came);
	pthread_mutex_unlock(&server->lock);
}

static void *serve_one(void *context)
{
	struct vr_visit *visit = &((struct connection *)context)->visit;
	if (read_request(visit)) {
		note(visit);
		visit->server->serve(visit, visit->server->context);
	}
	// A reset would throw away what the peer has not read yet: say that there is no more, then wait for its end.
	shutdown(visit->fd, SHUT_WR);
	char rest[4096];
	while (may_go_on(visit->server) && recv(visit->fd, rest, sizeof(rest), 0) > 0)
		;
	pthread_mutex_lock(&visit->server->lock);
	close(visit->fd);
	visit->fd = -1;
	pthread_mutex_unlock(&visit->server->lock);
	return NULL;
}

static void accept_one(struct vr_server *server)
{
	int fd = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0)
		return;
	struct connection *connection = calloc(1, sizeof(*connection));
	assert(connection != NULL);
	connection->visit.server = server;
	connection->visit.fd = fd;
	pthread_mutex_lock(&server->lock);
	bool refused = server->dead || server->stop;
	if (!refused) {
		connection->next = server->connections;
		server->connections = connection;
		refused = pthread_create(&connection->thread, NULL, serve_one, connection) != 0;
		assert(!refused);
	}
	pthread_mutex_unlock(&server->lock);
	if (refused) {
		const struct linger reset = {.l_onoff = 1, .l_linger = 0};
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
		close(fd);
		free(connection);
	}
}

static void *accept_all(void *context)
{
	struct vr_server *server = context;
	for (;;) {
		struct pollfd listener = {.fd = server->listener, .events = POLLIN};
		poll(&listener, 1, 50);
		pthread_mutex_lock(&server->lock);
		bool stop = server->stop;
		pthread_mutex_unlock(&server->lock);
		if (stop)
			return NULL;
		if (listener.revents != 0)
			accept_one(server);
	}
}

struct vr_server *vr_server_create(vr_server_serve *serve, void *context)
{
	struct vr_server *server = calloc(1, sizeof(*server));
	assert(server != NULL);
	server->seen = calloc(VISITS_MAX, sizeof(*server->seen));
	assert(server->seen != NULL);
	server->serve = serve;
	server->context = context;
	pthread_mutex_init(&server->lock, NULL);
	pthread_cond_init(&server->came, NULL);
	server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int failed = bind(server->listener, (struct sockaddr *)&address, size) || listen(server->listener, 64) ||
	             getsockname(server->listener, (struct sockaddr *)&address, &size) ||
	             pthread_create(&server->thread, NULL, accept_all, server);
	assert(!failed);
	(void)failed;
	server->port = ntohs(address.sin_port);
	return server;
}

static void hang_up_locked(struct vr_server *server)
{
	for (struct connection *each = server->connections; each != NULL; each = each->next)
		if (each->visit.fd >= 0)
			shutdown(each->visit.fd, SHUT_RDWR);
}

void vr_server_destroy(struct vr_server *server)
{
	if (server == NULL)
		return;
	pthread_mutex_lock(&server->lock);
	server->stop = true;
	hang_up_locked(server);
	pthread_mutex_unlock(&server->lock);
	pthread_join(server->thread, NULL);
	while (server->connections != NULL) {
		struct connection *connection = server->connections;
		pthread_join(connection->thread, NULL);
		server->connections = connection->next;
		free(connection);
	}
	close(server->listener);
	pthread_cond_destroy(&server->came);
	pthread_mutex_destroy(&server->lock);
	free(server->seen);
	free(server);
}

void vr_server_set_dead(struct vr_server *server, bool dead)
{
	pthread_mutex_lock(&server->lock);
	server->dead = dead;
	if (dead)
		hang_up_locked(server);
	pthread_mutex_unlock(&server->lock);
}

int vr_server_port(const struct vr_server *server)
{
	return server->port;
}

const char *vr_server_url(const struct vr_server *server, const char *path, char *out)
{
	snprintf(out, 600, "http://127.0.0.1:%d%s", server->port, path);
	return out;
}

unsigned vr_server_count(struct vr_server *server, const char *method, const char *path)
{
	char request[640];
	snprintf(request, sizeof(request), "%s %s", method, path);
	pthread_mutex_lock(&server->lock);
	unsigned count = count_locked(server, request);
	pthread_mutex_unlock(&server->lock);
	return count;
}

bool vr_server_await(struct vr_server *server, const char *method, const char *path, unsigned count)
{
	char request[640];
	snprintf(request, sizeof(request), "%s %s", method, path);
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += AWAIT_MS / 1000;
	pthread_mutex_lock(&server->lock);
	bool came;
	while (!(came = count_locked(server, request) >= count))
		if (pthread_cond_timedwait(&server->came, &server->lock, &until) == ETIMEDOUT)
			break;
	pthread_mutex_unlock(&server->lock);
	return came;
}

bool vr_visit_header(const struct vr_visit *visit, const char *name, char *value, size_t size)
{
	size_t length = strlen(name);
	for (const char *line = strstr(visit->head, "\r\n"); line != NULL; line = strstr(line, "\r\n")) {
		line += 2;
		if (strncasecmp(line, name, length) != 0 || line[length] != ':')
			continue;
		line += length + 1 + strspn(line + length + 1, " ");
		snprintf(value, size, "%.*s", (int)strcspn(line, "\r\n"), line);
		return true;
	}
	return false;
}

bool vr_visit_send(struct vr_visit *visit, const void *bytes, size_t length)
{
	const char *at = bytes;
	while (length > 0) {
		ssize_t sent = send(visit->fd, at, length, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
		at += sent;
		length -= (size_t)sent;
	}
	return may_go_on(visit->server);
}

bool vr_visit_format(struct vr_visit *visit, const char *format, ...)
{
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	assert(length >= 0);
	bool ok = vr_visit_send(visit, text, (size_t)length);
	free(text);
	return ok;
}

bool vr_visit_reply(struct vr_visit *visit, int status, const char *headers, const char *body)
{
	return vr_visit_format(visit, "HTTP/1.1 %d Said\r\nContent-Length: %zu\r\nConnection: close\r\n%s\r\n%s",
	                       status, strlen(body), headers != NULL ? headers : "", body);
}

bool vr_visit_pause(struct vr_visit *visit, int ms)
{
	struct pollfd peer = {.fd = visit->fd, .events = POLLRDHUP};
	return poll(&peer, 1, ms) == 0 && may_go_on(visit->server);
}

void vr_visit_hold(struct vr_visit *visit)
{
	while (vr_visit_pause(visit, 1000))
		;
}
