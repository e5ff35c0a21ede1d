// The programme: asked for, judged, handed over, then stored.
#include "inside.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define STREAMING_POLLS 5 // so many times rarer while the stream tells of changes anyway
#define STREAMING_POLL_MAX (10 * VR_MINUTE)

static int64_t interval(const struct vr_feed *feed)
{
	int64_t poll = feed->times.poll;
	if (!feed->stream.open || poll >= STREAMING_POLL_MAX)
		return poll;
	return poll * STREAMING_POLLS < STREAMING_POLL_MAX ? poll * STREAMING_POLLS : STREAMING_POLL_MAX;
}

static void succeed(struct vr_feed *feed, const struct vr_response *response)
{
	struct vr_mono now = vr_mono_now();
	struct vr_instant date;
	vr_backoff_reset(&feed->poll.backoff);
	feed->poll.next = vr_feed_later(now, interval(feed));
	bool dated = vr_wire_http_date(response->date, &date);
	pthread_mutex_lock(&feed->lock);
	struct vr_feed_state *state = &feed->state;
	bool news = !state->reachable || !state->ever;
	state->ever = state->reachable = true;
	state->last_success = now;
	state->last_error = (struct vr_error){.code = VR_OK};
	// Only from those who also have a programme: a login page in between knows no time of ours.
	if (dated) {
		state->hub_date = date;
		state->hub_date_at = now;
	}
	pthread_mutex_unlock(&feed->lock);
	if (news) {
		vr_log(VR_LOG_INFO, "feed", "%s answers", feed->programme_url);
		vr_feed_notify(feed);
	}
}

static void fail(struct vr_feed *feed, const struct vr_error *error, int64_t at_least_ms)
{
	struct vr_mono now = vr_mono_now();
	int64_t wait = vr_backoff_next(&feed->poll.backoff, feed->times.backoff_first, feed->times.backoff_last);
	feed->poll.next = vr_feed_later(now, wait > at_least_ms ? wait : at_least_ms);
	pthread_mutex_lock(&feed->lock);
	struct vr_feed_state *state = &feed->state;
	bool news = state->reachable || strcmp(state->last_error.what, error->what) != 0;
	state->reachable = false;
	state->last_error = *error;
	pthread_mutex_unlock(&feed->lock);
	if (news) {
		vr_log(VR_LOG_WARNING, "feed", "%s", error->what);
		vr_feed_notify(feed);
	}
}

// What a status other than 200 and 304 means, in the words of who can do something about it.
static int64_t explain(const struct vr_feed *feed, const struct vr_response *response, struct vr_error *error)
{
	const char *url = feed->programme_url;
	long status = response->status;
	if (status == 401)
		vr_fail(error, VR_DENIED, "%.120s: 401, the token is not accepted; check token in [hub]", url);
	else if (status == 403)
		vr_fail(error, VR_DENIED, "%.120s: 403, the token is not for this screen; check id and token", url);
	else if (status == 404 && feed->events_url != NULL)
		vr_fail(error, VR_NOT_FOUND, "%.100s: 404, the hub has no screen \"%.40s\"; check id and url", url,
		        feed->screen_id);
	else if (status == 404)
		vr_fail(error, VR_NOT_FOUND, "%.120s: 404, there is no such file; check programme_url", url);
	else
		vr_fail(error, VR_NETWORK, "%.120s: the server answers %ld; see its log", url, status);
	return status == 401 || status == 403 || status == 404 ? feed->times.refused : 0;
}

static int64_t asked_to_wait(const struct vr_response *response)
{
	if (response->retry_after_s <= 0)
		return 0;
	int64_t most = VR_FEED_RETRY_AFTER_MS / VR_SECOND;
	return (response->retry_after_s < most ? response->retry_after_s : most) * VR_SECOND;
}

// Published first: a slow card delays nothing.
static void take_over(struct vr_feed *feed, const struct vr_programme *programme, const struct vr_response *response)
{
	vr_programme_unref(feed->current);
	feed->current = programme;
	feed->poll.foreign = false;
	vr_log(VR_LOG_INFO, "feed", "programme %.40s/%lld: %zu messages, %zu waits, %zu set aside", programme->series,
	       (long long)programme->sequence, programme->message_count, programme->wait_count,
	       programme->set_aside_count);
	vr_mailbox_put(feed->programmes, (void *)vr_programme_ref(programme));
	vr_pictures_need(feed);
	struct vr_mono now = vr_mono_now();
	struct vr_error error;
	if (!vr_keep_wants(&feed->poll.keep, programme, response->length, now))
		return;
	if (vr_cache_store_programme(feed->cache, response->body, response->length, response->url, feed->poll.etag,
	                             &error))
		vr_keep_note(&feed->poll.keep, programme, now);
	else
		vr_log(VR_LOG_WARNING, "feed", "%s", error.what);
}

// Whether the bytes are a programme that may follow the one there is; if so it is taken over.
static bool take_in(struct vr_feed *feed, const struct vr_response *response, struct vr_error *error)
{
	struct vr_feed_poll *poll = &feed->poll;
	const struct vr_programme *programme;
	unsigned char seen[VR_KEEP_HASH];
	if (strncasecmp(response->content_type, "text/html", 9) == 0)
		return vr_fail(error, VR_INVALID, "%.120s: a web page came, not a programme; is a login in between?",
		               feed->programme_url);
	crypto_generichash(seen, sizeof(seen), (const unsigned char *)response->body, response->length, NULL, 0);
	bool same = poll->has_seen && memcmp(seen, poll->seen, sizeof(seen)) == 0;
	if (!same && !vr_wire_programme(response->body, response->length, response->url, &programme, error))
		return false;
	if (!same && !vr_wire_may_follow(poll->foreign ? NULL : feed->current, programme, error)) {
		vr_programme_unref(programme);
		return false;
	}
	snprintf(poll->etag, sizeof(poll->etag), "%s",
	         strlen(response->etag) <= VR_FEED_ETAG_MAX ? response->etag : "");
	memcpy(poll->seen, seen, sizeof(seen));
	poll->has_seen = true;
	if (!same)
		take_over(feed, programme, response);
	return true;
}

static void on_done(void *context, const struct vr_response *response)
{
	struct vr_feed *feed = context;
	struct vr_error error = response->error;
	int64_t at_least_ms = 0;
	feed->poll.transfer = NULL;
	bool ok = false;
	if (response->ok && response->status == 200)
		ok = take_in(feed, response, &error);
	else if (response->ok && response->status == 304 && feed->poll.etag[0] != '\0')
		ok = true;
	else if (response->ok)
		at_least_ms = explain(feed, response, &error);
	int64_t asked_ms = asked_to_wait(response);
	if (ok)
		succeed(feed, response);
	else
		fail(feed, &error, asked_ms > at_least_ms ? asked_ms : at_least_ms);
	if (feed->poll.again)
		vr_poll_soon(feed);
	feed->poll.again = false;
}

static void start(struct vr_feed *feed, struct vr_mono now)
{
	struct vr_error error;
	struct vr_request request = vr_feed_request(feed, feed->programme_url);
	request.accept = "application/json";
	request.if_none_match = feed->poll.etag;
	request.max_bytes = VR_PROGRAMME_BYTES_MAX;
	request.on_done = on_done;
	request.context = feed;
	feed->poll.started = now;
	if (!vr_fetch_start(feed->fetch, &request, &feed->poll.transfer, &error))
		fail(feed, &error, 0);
}

struct vr_mono vr_poll_step(struct vr_feed *feed, struct vr_mono now)
{
	if (feed->poll.transfer == NULL && now.ms >= feed->poll.next.ms)
		start(feed, now);
	return feed->poll.transfer != NULL ? (struct vr_mono){INT64_MAX} : feed->poll.next;
}

void vr_poll_soon(struct vr_feed *feed)
{
	if (feed->poll.transfer != NULL)
		feed->poll.again = true;
	else
		feed->poll.next = vr_feed_later(feed->poll.started, feed->times.gap);
}

void vr_poll_hurry(struct vr_feed *feed)
{
	vr_backoff_reset(&feed->poll.backoff);
	// One that was begun on a dead line would sit there until its time is up.
	if (feed->poll.transfer != NULL && !vr_feed_is_reachable(feed)) {
		vr_fetch_cancel(feed->fetch, feed->poll.transfer);
		feed->poll.transfer = NULL;
	}
	vr_poll_soon(feed);
}
