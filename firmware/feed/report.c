// What goes to the hub: status, receipts, and the picture that is on the glass.
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void vr_feed_shown(struct vr_feed *feed, const char *message, int64_t sequence, struct vr_instant at)
{
	pthread_mutex_lock(&feed->lock);
	if (feed->receipt_count == VR_FEED_RECEIPTS) {
		feed->receipt_count--;
		memmove(feed->receipts, feed->receipts + 1, feed->receipt_count * sizeof(*feed->receipts));
	}
	struct vr_feed_receipt *receipt = &feed->receipts[feed->receipt_count++];
	*receipt = (struct vr_feed_receipt){.serial = ++feed->last_serial, .shown = {.sequence = sequence, .at = at}};
	snprintf(receipt->shown.message, sizeof(receipt->shown.message), "%s", message);
	pthread_mutex_unlock(&feed->lock);
}

size_t vr_feed_receipts(struct vr_feed *feed, struct vr_status_shown *out, size_t max)
{
	pthread_mutex_lock(&feed->lock);
	size_t count = feed->receipt_count < max ? feed->receipt_count : max;
	for (size_t i = 0; i < count; i++)
		out[i] = feed->receipts[i].shown;
	feed->copied_upto = count > 0 ? feed->receipts[count - 1].serial : 0;
	pthread_mutex_unlock(&feed->lock);
	return count;
}

static void acknowledge_locked(struct vr_feed *feed, uint64_t upto)
{
	size_t gone = 0;
	while (gone < feed->receipt_count && feed->receipts[gone].serial <= upto)
		gone++;
	feed->receipt_count -= gone;
	memmove(feed->receipts, feed->receipts + gone, feed->receipt_count * sizeof(*feed->receipts));
}

void vr_feed_send_status(struct vr_feed *feed, const char *json, size_t length)
{
	if (feed->status_url == NULL)
		return;
	char *copy = vr_alloc(1, length + 1);
	memcpy(copy, json, length);
	pthread_mutex_lock(&feed->lock);
	free(feed->status);
	feed->status = copy;
	feed->status_length = length;
	feed->status_upto = feed->copied_upto;
	feed->copied_upto = 0;
	pthread_mutex_unlock(&feed->lock);
	vr_fetch_wake(feed->fetch);
}

void vr_feed_send_picture(struct vr_feed *feed, const void *png, size_t length)
{
	void *copy = feed->picture_url != NULL && length <= VR_CACHE_MEDIA_MAX ? vr_alloc_large(1, length + 1) : NULL;
	if (copy != NULL)
		memcpy(copy, png, length);
	pthread_mutex_lock(&feed->lock);
	feed->state.picture_wanted = false;
	if (copy != NULL) {
		free(feed->picture);
		feed->picture = copy;
		feed->picture_length = length;
	}
	pthread_mutex_unlock(&feed->lock);
	vr_fetch_wake(feed->fetch);
}

static void forget_sent(struct vr_feed_report *report)
{
	free(report->sent);
	report->sent = NULL;
}

// Back into the slot, unless a newer one is there already.
static void put_back(struct vr_feed *feed)
{
	struct vr_feed_report *report = &feed->report;
	pthread_mutex_lock(&feed->lock);
	if (feed->status == NULL) {
		feed->status = report->sent;
		feed->status_length = report->sent_length;
		feed->status_upto = report->sent_upto;
		report->sent = NULL;
	}
	pthread_mutex_unlock(&feed->lock);
}

static void taken(struct vr_feed *feed, const struct vr_response *response)
{
	bool wanted = false;
	struct vr_error error;
	if (response->length > 0 && !vr_wire_status_reply(response->body, response->length, &wanted, &error))
		vr_log(VR_LOG_DEBUG, "feed", "the reply to the status: %s", error.what);
	vr_backoff_reset(&feed->report.backoff);
	pthread_mutex_lock(&feed->lock);
	acknowledge_locked(feed, feed->report.sent_upto);
	feed->state.picture_wanted |= wanted;
	pthread_mutex_unlock(&feed->lock);
	if (wanted)
		vr_feed_notify(feed);
}

// A 4xx says that sending the same again is of no use; some say that nothing of the kind is.
static int64_t refused(struct vr_feed *feed, long status)
{
	vr_log(VR_LOG_WARNING, "feed", "the hub refuses the status: %ld", status);
	if (status == 404 || status == 405 || status == 410)
		return feed->times.stream_again;
	return status == 401 || status == 403 ? feed->times.refused : 0;
}

static void on_status(void *context, const struct vr_response *response)
{
	struct vr_feed *feed = context;
	struct vr_feed_report *report = &feed->report;
	int64_t wait = 0;
	report->status = NULL;
	if (response->ok && response->status >= 200 && response->status < 300) {
		taken(feed, response);
	} else if (response->ok && response->status >= 400 && response->status < 500 && response->status != 408 &&
	           response->status != 429) {
		wait = refused(feed, response->status);
	} else {
		put_back(feed);
		wait = vr_backoff_next(&report->backoff, feed->times.backoff_first, feed->times.backoff_last);
	}
	forget_sent(report);
	report->next = vr_feed_later(vr_mono_now(), wait);
}

static void start_status(struct vr_feed *feed)
{
	struct vr_feed_report *report = &feed->report;
	struct vr_error error;
	pthread_mutex_lock(&feed->lock);
	report->sent = feed->status;
	report->sent_length = feed->status_length;
	report->sent_upto = feed->status_upto;
	feed->status = NULL;
	pthread_mutex_unlock(&feed->lock);
	struct vr_request request = vr_feed_request(feed, feed->status_url);
	request.method = "POST";
	request.content_type = "application/json";
	request.body = report->sent;
	request.body_length = report->sent_length;
	request.max_bytes = VR_FEED_REPLY_MAX;
	request.on_done = on_status;
	request.context = feed;
	if (vr_fetch_start(feed->fetch, &request, &report->status, &error))
		return;
	vr_log(VR_LOG_WARNING, "feed", "%s", error.what);
	forget_sent(report);
}

// Sent once: the hub asks again when it still wants one.
static void on_picture(void *context, const struct vr_response *response)
{
	struct vr_feed *feed = context;
	feed->report.picture = NULL;
	if (!response->ok)
		vr_log(VR_LOG_INFO, "feed", "the picture was not sent: %s", response->error.what);
	else if (response->status >= 300)
		vr_log(VR_LOG_INFO, "feed", "the hub refuses the picture: %ld", response->status);
}

static void start_picture(struct vr_feed *feed)
{
	struct vr_error error;
	pthread_mutex_lock(&feed->lock);
	void *png = feed->picture;
	size_t length = feed->picture_length;
	feed->picture = NULL;
	pthread_mutex_unlock(&feed->lock);
	struct vr_request request = vr_feed_request(feed, feed->picture_url);
	request.method = "PUT";
	request.content_type = "image/png";
	request.body = png;
	request.body_length = length;
	request.max_bytes = VR_FEED_REPLY_MAX;
	request.on_done = on_picture;
	request.context = feed;
	if (!vr_fetch_start(feed->fetch, &request, &feed->report.picture, &error))
		vr_log(VR_LOG_WARNING, "feed", "%s", error.what);
	free(png);
}

struct vr_mono vr_report_step(struct vr_feed *feed, struct vr_mono now)
{
	struct vr_feed_report *report = &feed->report;
	pthread_mutex_lock(&feed->lock);
	bool has_status = feed->status != NULL, has_picture = feed->picture != NULL;
	pthread_mutex_unlock(&feed->lock);
	if (has_picture && report->picture == NULL)
		start_picture(feed);
	if (!has_status || report->status != NULL)
		return (struct vr_mono){INT64_MAX};
	if (now.ms >= report->next.ms)
		start_status(feed);
	return report->status != NULL ? (struct vr_mono){INT64_MAX} : report->next;
}

void vr_report_hurry(struct vr_feed *feed)
{
	vr_backoff_reset(&feed->report.backoff);
	feed->report.next = (struct vr_mono){0};
}
