#include "private.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS_MAX 16384 // each is a descriptor and at least CONNECTION_BYTES
#define CONNECTION_BYTES 8192 // for the head of a request; a longer one is refused by libmicrohttpd
#define IDLE_S 30
#define CERTIFICATE_MAX 262144
#define READY_MAX 64

static int open_listener(const struct addrinfo *at)
{
	int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	int yes = 1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0)
		return fd;
	int number = errno;
	close(fd);
	errno = number;
	return -1;
}

static bool listen_at(struct vr_http *http, const char *where, struct vr_error *error)
{
	char host[256];
	snprintf(host, sizeof host, "%s", where[0] == '[' ? where + 1 : where);
	char *port = strrchr(host, ':');
	if (!port)
		return vr_fail(error, VR_INVALID, "%.80s has no port: write HOST:PORT", where);
	*port++ = '\0';
	size_t length = strlen(host);
	if (where[0] == '[' && length > 0 && host[length - 1] == ']')
		host[length - 1] = '\0';
	struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
	struct addrinfo *found = NULL;
	int problem = getaddrinfo(host, port, &hints, &found);
	if (problem != 0)
		return vr_fail(error, VR_INVALID, "%.80s is no address to listen at: %s", where, gai_strerror(problem));
	http->listener = open_listener(found);
	freeaddrinfo(found);
	if (http->listener < 0)
		return vr_fail(error, VR_IO, "cannot listen at %.80s: %s", where, strerror(errno));
	return true;
}

static void log_line(void *context, const char *format, va_list arguments)
{
	(void)context;
	char line[256];
	vsnprintf(line, sizeof line, format, arguments);
	line[strcspn(line, "\n")] = '\0';
	vr_log(VR_LOG_DEBUG, "hub", "libmicrohttpd: %s", line);
}

// A NUL would end the text for all that read it: "/v1/screens/a%00b" is not "/v1/screens/a". What stands for it is in
// no name.
static size_t unescape(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	size_t length = MHD_http_unescape(text);
	for (size_t i = 0; i < length; i++)
		if (text[i] == '\0')
			text[i] = '\x01';
	return length;
}

static void start_daemon(struct vr_http *http, char *cert, char *key)
{
	const struct MHD_OptionItem tls[] = {
	        {MHD_OPTION_HTTPS_MEM_CERT, 0, cert}, {MHD_OPTION_HTTPS_MEM_KEY, 0, key}, {MHD_OPTION_END, 0, NULL}};
	const struct MHD_OptionItem plain[] = {{MHD_OPTION_END, 0, NULL}};
	unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | (http->tls ? MHD_USE_TLS : 0);
	http->daemon = MHD_start_daemon(
	        flags, 0, NULL, NULL, exchange_handle, http, MHD_OPTION_EXTERNAL_LOGGER, log_line, NULL,
	        MHD_OPTION_LISTEN_SOCKET, http->listener, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
	        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
	        (size_t)CONNECTION_BYTES, MHD_OPTION_NOTIFY_COMPLETED, exchange_completed, http,
	        MHD_OPTION_NOTIFY_CONNECTION, link_notify, http, MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL,
	        MHD_OPTION_ARRAY, http->tls ? tls : plain, MHD_OPTION_END);
}

// The key is wiped from memory of ours as soon as the library has it.
static bool start(struct vr_http *http, const char *cert_path, const char *key_path, struct vr_error *error)
{
	struct vr_buffer cert, key;
	vr_buffer_init(&cert, CERTIFICATE_MAX);
	vr_buffer_init(&key, CERTIFICATE_MAX);
	bool done = !http->tls || (vr_file_read(cert_path, &cert, error) && vr_file_read(key_path, &key, error));
	if (done) {
		start_daemon(http, cert.data, key.data);
		if (!http->daemon)
			done = vr_fail(error, VR_INVALID,
			               http->tls ? "cannot serve TLS with %.80s and %.80s"
			                         : "cannot start the HTTP server%.0s%.0s",
			               cert_path, key_path);
	}
	if (key.data)
		explicit_bzero(key.data, key.room);
	vr_buffer_release(&key);
	vr_buffer_release(&cert);
	return done;
}

static bool watch_daemon(struct vr_http *http, struct vr_error *error)
{
	int fd = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
	if (epoll_ctl(http->watch, EPOLL_CTL_ADD, fd, &event) < 0)
		return vr_fail(error, VR_IO, "cannot watch the HTTP server: %s", strerror(errno));
	return true;
}

struct vr_http *vr_http_create(const char *where, const char *cert, const char *key, struct vr_hub_api *api,
                               struct vr_error *error)
{
	struct vr_http *http = vr_alloc(1, sizeof *http);
	http->api = api;
	http->listener = -1;
	http->tls = cert[0] != '\0';
	http->waiting.previous = http->waiting.next = &http->waiting;
	http->watch = epoll_create1(EPOLL_CLOEXEC);
	http->streams = streams_create(api, http->watch);
	http->worker = worker_create(http->watch);
	bool done = http->watch >= 0 || vr_fail(error, VR_IO, "cannot create an epoll: %s", strerror(errno));
	if (done && listen_at(http, where, error) && start(http, cert, key, error) && watch_daemon(http, error))
		return http;
	vr_http_destroy(http);
	return NULL;
}

void vr_http_destroy(struct vr_http *http)
{
	if (!http)
		return;
	// No connection may be suspended when the daemon stops.
	worker_destroy(http->worker);
	if (http->daemon) {
		streams_end(http->streams);
		MHD_run(http->daemon);
		MHD_stop_daemon(http->daemon);
	} else if (http->listener >= 0) {
		close(http->listener);
	}
	streams_destroy(http->streams);
	if (http->watch >= 0)
		close(http->watch);
	free(http);
}

void vr_http_address(const struct vr_http *http, char out[VR_HTTP_ADDRESS])
{
	struct sockaddr_storage address;
	socklen_t length = sizeof address;
	char host[64] = "", port[16] = "";
	if (getsockname(http->listener, (struct sockaddr *)&address, &length) == 0)
		getnameinfo((struct sockaddr *)&address, length, host, sizeof host, port, sizeof port,
		            NI_NUMERICHOST | NI_NUMERICSERV);
	bool six = strchr(host, ':') != NULL;
	snprintf(out, VR_HTTP_ADDRESS, "%s://%s%s%s:%s", http->tls ? "https" : "http", six ? "[" : "", host,
	         six ? "]" : "", port);
}

int vr_http_fd(const struct vr_http *http)
{
	return http->watch;
}

int vr_http_timeout(const struct vr_http *http)
{
	MHD_UNSIGNED_LONG_LONG library = 0;
	int beat = streams_timeout(http->streams, vr_mono_now());
	if (MHD_get_timeout(http->daemon, &library) != MHD_YES)
		return beat;
	int soonest = library > 60000 ? 60000 : (int)library;
	return beat >= 0 && beat < soonest ? beat : soonest;
}

void vr_http_run(struct vr_http *http)
{
	struct epoll_event ready[READY_MAX];
	int count = epoll_wait(http->watch, ready, READY_MAX, 0);
	for (int i = 0; i < count; i++)
		if (ready[i].data.ptr == http->worker)
			worker_collect(http->worker);
		else if (ready[i].data.ptr)
			stream_peer_gone(ready[i].data.ptr);
	struct vr_mono now = vr_mono_now();
	streams_beat(http->streams, now);
	links_sweep(http, now);
	MHD_run(http->daemon);
}

void vr_http_tell(struct vr_http *http)
{
	streams_tell(http->streams);
}
