// The event stream: tells that the programme changed, so that it is fetched now and not at the next poll, and what the
// hub would like to have from the main thread.
#include "inside.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static void set_open(struct vr_feed *feed, bool open)
{
	struct vr_feed_stream *stream = &feed->stream;
	if (stream->open == open)
		return;
	stream->open = open;
	pthread_mutex_lock(&feed->lock);
	feed->state.streaming = open;
	pthread_mutex_unlock(&feed->lock);
	vr_log(VR_LOG_INFO, "feed", open ? "the event stream is open" : "the event stream ended");
	vr_feed_notify(feed);
}

// A new parser for each stream: half a line of the last one must not begin this one.
static bool on_open(void *context, const struct vr_response *head)
{
	struct vr_feed *feed = context;
	feed->stream.refused = head->status != 200 || strncasecmp(head->content_type, "text/event-stream", 17) != 0;
	if (feed->stream.refused)
		return false;
	vr_events_destroy(feed->stream.events);
	feed->stream.events = vr_events_create();
	feed->stream.opened = vr_mono_now();
	set_open(feed, true);
	return true;
}

static void wish(struct vr_feed *feed, bool status, int identify_s)
{
	pthread_mutex_lock(&feed->lock);
	feed->wishes.status |= status;
	if (identify_s > 0)
		feed->wishes.identify_s = identify_s;
	pthread_mutex_unlock(&feed->lock);
	vr_feed_notify(feed);
}

static void identify(struct vr_feed *feed, const char *data)
{
	struct vr_error error;
	int seconds;
	if (vr_wire_identify(data, strlen(data), &seconds, &error))
		wish(feed, false, seconds);
	else
		vr_log(VR_LOG_WARNING, "feed", "%s", error.what);
}

// The programme is asked for whatever the number says: a hub that was restored may use it twice, and a 304 costs
// little. Kinds of events that are not known belong to newer screens.
static void on_event(void *context, const struct vr_event *event)
{
	if (strcmp(event->type, "programme") == 0)
		vr_poll_soon(context);
	else if (strcmp(event->type, "report") == 0)
		wish(context, true, 0);
	else if (strcmp(event->type, "identify") == 0)
		identify(context, event->data);
}

static bool on_data(void *context, const char *bytes, size_t length)
{
	struct vr_feed *feed = context;
	vr_events_feed(feed->stream.events, bytes, length, on_event, feed, &feed->stream.retry_ms);
	return true;
}

// Says that there is no stream here and will be none soon: a plain file server, an old hub, a proxy that buffers.
static bool has_none(const struct vr_feed_stream *stream, const struct vr_response *response)
{
	long status = response->status;
	return stream->refused ||
	       (response->ok &&
	        ((status >= 300 && status < 500 && status != 401 && status != 403 && status != 408 && status != 429) ||
	         status == 501));
}

static int64_t pause_before_next(struct vr_feed *feed, const struct vr_response *response, bool was_steady)
{
	struct vr_feed_stream *stream = &feed->stream;
	const struct vr_feed_times *times = &feed->times;
	if (has_none(stream, response)) {
		vr_log(VR_LOG_INFO, "feed", "%s has no event stream (%ld): polling", feed->events_url,
		       response->status);
		return times->stream_again;
	}
	if (was_steady)
		vr_backoff_reset(&stream->backoff);
	int64_t pause = vr_backoff_next(&stream->backoff, times->backoff_first, times->backoff_last);
	int64_t asked = stream->retry_ms < times->backoff_last ? stream->retry_ms : times->backoff_last;
	if (response->retry_after_s > asked / VR_SECOND)
		asked = response->retry_after_s < VR_FEED_RETRY_AFTER_MS / VR_SECOND
		                ? response->retry_after_s * VR_SECOND
		                : VR_FEED_RETRY_AFTER_MS;
	if (response->status == 401 || response->status == 403)
		asked = asked > times->refused ? asked : times->refused;
	return pause > asked ? pause : asked;
}

static void on_done(void *context, const struct vr_response *response)
{
	struct vr_feed *feed = context;
	struct vr_feed_stream *stream = &feed->stream;
	struct vr_mono now = vr_mono_now();
	bool was_open = stream->open;
	bool was_steady = was_open && now.ms - stream->opened.ms >= feed->times.stream_steady;
	stream->transfer = NULL;
	set_open(feed, false);
	stream->next = vr_feed_later(now, pause_before_next(feed, response, was_steady));
	// A stream that broke may be the first sign of a hub that is gone; and polls are rare while one is open.
	if (was_open)
		feed->poll.next = vr_feed_sooner(feed->poll.next, stream->next);
}

static void start(struct vr_feed *feed, struct vr_mono now)
{
	struct vr_error error;
	char id[32] = "";
	if (feed->current != NULL)
		snprintf(id, sizeof(id), "%lld", (long long)feed->current->sequence);
	struct vr_request request = vr_feed_request(feed, feed->events_url);
	request.accept = "text/event-stream";
	request.last_event_id = id;
	request.silence_ms = feed->times.stream_silence;
	request.timeout_ms = request.min_bytes_per_s = 0;
	request.max_bytes = VR_FEED_REPLY_MAX;
	request.on_open = on_open;
	request.on_data = on_data;
	request.on_done = on_done;
	request.context = feed;
	feed->stream.refused = false;
	feed->stream.retry_ms = 0;
	if (vr_fetch_start(feed->fetch, &request, &feed->stream.transfer, &error))
		return;
	vr_log(VR_LOG_WARNING, "feed", "%s", error.what);
	feed->stream.next = vr_feed_later(now, feed->times.stream_again);
}

struct vr_mono vr_stream_step(struct vr_feed *feed, struct vr_mono now)
{
	struct vr_feed_stream *stream = &feed->stream;
	// While polls fail there is no sense in it; the poll that succeeds comes by here again.
	if (feed->events_url == NULL || stream->transfer != NULL || !vr_feed_is_reachable(feed))
		return (struct vr_mono){INT64_MAX};
	if (now.ms >= stream->next.ms)
		start(feed, now);
	return stream->transfer != NULL ? (struct vr_mono){INT64_MAX} : stream->next;
}

void vr_stream_hurry(struct vr_feed *feed)
{
	vr_backoff_reset(&feed->stream.backoff);
	feed->stream.next = (struct vr_mono){0};
}
