#include "private.h"

#include <stdlib.h>
#include <sys/socket.h>

static void wait_for_request(struct vr_http *http, struct link *link)
{
	link->waiting = true;
	link->since = vr_mono_now();
	link->previous = http->waiting.previous;
	link->next = &http->waiting;
	http->waiting.previous->next = link;
	http->waiting.previous = link;
}

static void stop_waiting(struct link *link)
{
	if (!link->waiting)
		return;
	link->waiting = false;
	link->previous->next = link->next;
	link->next->previous = link->previous;
}

static struct link *link_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return info ? info->socket_context : NULL;
}

void link_request_complete(struct MHD_Connection *connection)
{
	struct link *link = link_of(connection);
	if (link)
		stop_waiting(link);
}

void link_request_ended(struct vr_http *http, struct MHD_Connection *connection)
{
	struct link *link = link_of(connection);
	if (link && !link->waiting)
		wait_for_request(http, link);
}

void link_notify(void *context, struct MHD_Connection *connection, void **socket_context,
                 enum MHD_ConnectionNotificationCode what)
{
	struct link *link = *socket_context;
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		link = vr_alloc(1, sizeof *link);
		link->fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
		wait_for_request(context, link);
		*socket_context = link;
	} else if (link) {
		stop_waiting(link);
		free(link);
		*socket_context = NULL;
	}
}

void links_sweep(struct vr_http *http, struct vr_mono now)
{
	struct link *at;
	while ((at = http->waiting.next) != &http->waiting && now.ms - at->since.ms > REQUEST_TIME) {
		// libmicrohttpd sees the end of the stream and closes; the client was too slow for an answer.
		shutdown(at->fd, SHUT_RDWR);
		stop_waiting(at);
	}
}
