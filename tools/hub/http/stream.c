#include "private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

struct stream {
	struct stream *previous, *next; // in the ring of streams, ordered by beat_at
	struct streams *all;
	struct MHD_Connection *connection;
	int fd;
	bool suspended;
	bool gone; // the peer has closed
	struct vr_hub_screen *screen;
	struct vr_hub_told told;
	struct vr_mono beat_at;
	char pending[VR_HUB_EVENT]; // not yet handed to libmicrohttpd
	size_t length, at;
};

struct streams {
	struct stream ring;
	struct vr_hub_api *api;
	int watch;
	bool ending;
};

struct streams *streams_create(struct vr_hub_api *api, int watch)
{
	struct streams *streams = vr_alloc(1, sizeof *streams);
	streams->ring.previous = streams->ring.next = &streams->ring;
	streams->api = api;
	streams->watch = watch;
	return streams;
}

void streams_destroy(struct streams *streams)
{
	if (!streams)
		return;
	assert(streams->ring.next == &streams->ring);
	free(streams);
}

static void unlink_stream(struct stream *stream)
{
	stream->previous->next = stream->next;
	stream->next->previous = stream->previous;
}

// Every beat is the same time ahead, so the last in the ring is always the latest.
static void schedule(struct stream *stream, struct vr_mono now)
{
	struct stream *ring = &stream->all->ring;
	stream->beat_at.ms = now.ms + BEAT;
	stream->previous = ring->previous;
	stream->next = ring;
	ring->previous->next = stream;
	ring->previous = stream;
}

static void resume(struct stream *stream)
{
	if (!stream->suspended)
		return;
	stream->suspended = false;
	MHD_resume_connection(stream->connection);
}

// What there is to say to the client now, if anything.
static void fill(struct stream *stream)
{
	struct vr_mono now = vr_mono_now();
	stream->at = 0;
	stream->length = vr_hub_api_event(stream->all->api, stream->screen, &stream->told, stream->pending);
	if (stream->length == 0 && now.ms >= stream->beat_at.ms) {
		memcpy(stream->pending, ":\n", 2);
		stream->length = 2;
	}
	if (stream->length > 0) {
		unlink_stream(stream);
		schedule(stream, now);
	}
}

static ssize_t read_stream(void *context, uint64_t position, char *out, size_t max)
{
	(void)position;
	struct stream *stream = context;
	if (stream->gone)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (stream->all->ending || stream->screen->removed)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (stream->at == stream->length)
		fill(stream);
	size_t length = stream->length - stream->at;
	if (length == 0) {
		MHD_suspend_connection(stream->connection);
		stream->suspended = true;
		return 0;
	}
	if (length > max)
		length = max;
	memcpy(out, stream->pending + stream->at, length);
	stream->at += length;
	return (ssize_t)length;
}

// A suspended connection would notice a lost peer only when it next writes.
static void watch_peer(struct stream *stream)
{
	struct epoll_event event = {.events = EPOLLRDHUP | EPOLLET, .data.ptr = stream};
	if (epoll_ctl(stream->all->watch, EPOLL_CTL_ADD, stream->fd, &event) < 0)
		stream->fd = -1;
}

struct MHD_Response *stream_open(struct streams *streams, struct MHD_Connection *connection,
                                 struct vr_hub_screen *screen, bool current, struct stream **out)
{
	struct stream *stream = vr_alloc(1, sizeof *stream);
	stream->all = streams;
	stream->connection = connection;
	stream->screen = screen;
	screen->streams++;
	vr_hub_api_begin(streams->api, screen, current, &stream->told);
	stream->fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	watch_peer(stream);
	schedule(stream, vr_mono_now());
	*out = stream;
	// The first line goes out with the head, so that a client knows at once that the stream stands.
	memcpy(stream->pending, ":\n", 2);
	stream->length = 2;
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 256, read_stream, stream, NULL);
}

void stream_close(struct stream *stream)
{
	if (!stream)
		return;
	if (stream->fd >= 0)
		epoll_ctl(stream->all->watch, EPOLL_CTL_DEL, stream->fd, NULL);
	unlink_stream(stream);
	stream->screen->streams--;
	vr_hub_screen_unref(stream->screen);
	free(stream);
}

void stream_peer_gone(struct stream *stream)
{
	stream->gone = true;
	resume(stream);
}

void streams_tell(struct streams *streams)
{
	for (struct stream *at = streams->ring.next; at != &streams->ring; at = at->next)
		resume(at);
}

void streams_beat(struct streams *streams, struct vr_mono now)
{
	// Resumed ones write within the next run and move to the end; one that cannot write is libmicrohttpd's to drop.
	for (struct stream *at = streams->ring.next; at != &streams->ring && at->beat_at.ms <= now.ms; at = at->next)
		resume(at);
}

void streams_end(struct streams *streams)
{
	streams->ending = true;
	streams_tell(streams);
}

int streams_timeout(const struct streams *streams, struct vr_mono now)
{
	const struct stream *first = streams->ring.next;
	// One that is already being written to waits for its socket, not for the time.
	while (first != &streams->ring && !first->suspended)
		first = first->next;
	if (first == &streams->ring)
		return -1;
	return first->beat_at.ms <= now.ms ? 0 : (int)(first->beat_at.ms - now.ms);
}
