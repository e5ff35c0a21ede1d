// Pictures of the programme that are not in the cache: fetched by their hash, two at a time, each with its own
// patience.
#include "inside.h"

#include <stdlib.h>
#include <string.h>

static int by_sha256(const void *a, const void *b)
{
	const struct vr_feed_picture *one = a, *other = b;
	int order = strcmp(one->sha256, other->sha256);
	return order != 0 ? order : one->order < other->order ? -1 : one->order > other->order;
}

static struct vr_feed_picture *find(const struct vr_feed_pictures *pictures, const char *sha256)
{
	size_t low = 0, high = pictures->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(pictures->missing[middle].sha256, sha256);
		if (order == 0)
			return &pictures->missing[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void count_missing(struct vr_feed *feed)
{
	pthread_mutex_lock(&feed->lock);
	feed->state.media_missing = feed->pictures.count;
	pthread_mutex_unlock(&feed->lock);
}

static bool has_picture(const struct vr_message *message)
{
	return message->picture.href != NULL && message->picture.sha256[0] != '\0';
}

// What is missing now, each once, with what is known about it from before; NULL when there is no memory for it.
static struct vr_feed_picture *list_missing(const struct vr_feed *feed, size_t *count)
{
	const struct vr_programme *programme = feed->current;
	struct vr_feed_picture *missing = vr_alloc_large(programme->message_count + 1, sizeof(*missing));
	*count = 0;
	for (size_t i = 0; missing != NULL && i < programme->message_count; i++) {
		const struct vr_picture *picture = &programme->messages[i].picture;
		if (!has_picture(&programme->messages[i]) || vr_cache_has_media(feed->cache, picture->sha256))
			continue;
		struct vr_feed_picture *entry = &missing[(*count)++];
		const struct vr_feed_picture *before = find(&feed->pictures, picture->sha256);
		if (before != NULL)
			*entry = *before;
		memcpy(entry->sha256, picture->sha256, sizeof(entry->sha256));
		entry->href = picture->href;
		entry->order = i;
	}
	if (*count == 0)
		return missing;
	qsort(missing, *count, sizeof(*missing), by_sha256);
	size_t kept = 1;
	for (size_t i = 1; i < *count; i++)
		if (strcmp(missing[i].sha256, missing[kept - 1].sha256) != 0)
			missing[kept++] = missing[i];
	*count = kept;
	return missing;
}

// The old list's addresses belong to the old programme: it is replaced whenever current is.
static void review(struct vr_feed *feed)
{
	struct vr_feed_pictures *pictures = &feed->pictures;
	size_t count;
	struct vr_feed_picture *missing = list_missing(feed, &count);
	free(pictures->missing);
	pictures->missing = missing;
	pictures->count = missing != NULL ? count : 0;
	pictures->review = vr_feed_later(vr_mono_now(), feed->times.picture_review);
	for (size_t i = 0; i < VR_FEED_PICTURES_AT_ONCE; i++) {
		struct vr_feed_slot *slot = &pictures->slots[i];
		if (slot->transfer != NULL && find(pictures, slot->sha256) == NULL) {
			vr_fetch_cancel(feed->fetch, slot->transfer);
			slot->transfer = NULL;
		}
	}
	count_missing(feed);
}

void vr_pictures_need(struct vr_feed *feed)
{
	const struct vr_programme *programme = feed->current;
	char(*needed)[VR_SHA256_HEX] = vr_alloc_large(programme->message_count + 1, sizeof(*needed));
	size_t count = 0;
	for (size_t i = 0; needed != NULL && i < programme->message_count; i++)
		if (has_picture(&programme->messages[i]))
			memcpy(needed[count++], programme->messages[i].picture.sha256, VR_SHA256_HEX);
	if (needed != NULL)
		vr_cache_keep_media(feed->cache, (const char(*)[VR_SHA256_HEX])needed, count);
	free(needed);
	review(feed);
}

static void retry(struct vr_feed *feed, struct vr_feed_picture *picture, const char *why)
{
	int64_t wait = feed->times.picture_first;
	for (unsigned i = 0; i < picture->tries && wait < feed->times.picture_last; i++)
		wait *= 2;
	wait = wait < feed->times.picture_last ? wait : feed->times.picture_last;
	picture->under_way = false;
	picture->next = vr_feed_later(vr_mono_now(), wait);
	vr_log(picture->tries == 0 ? VR_LOG_WARNING : VR_LOG_DEBUG, "feed", "picture %s is not to be had: %s",
	       picture->sha256, why);
	picture->tries++;
}

static void arrived(struct vr_feed *feed, struct vr_feed_picture *picture)
{
	struct vr_feed_pictures *pictures = &feed->pictures;
	size_t at = (size_t)(picture - pictures->missing);
	pictures->count--;
	memmove(picture, picture + 1, (pictures->count - at) * sizeof(*picture));
	count_missing(feed);
	pthread_mutex_lock(&feed->lock);
	feed->state.media_arrived++;
	pthread_mutex_unlock(&feed->lock);
	vr_feed_notify(feed);
}

static void on_done(void *context, const struct vr_response *response)
{
	struct vr_feed_slot *slot = context;
	struct vr_feed *feed = slot->feed;
	struct vr_feed_picture *picture = find(&feed->pictures, slot->sha256);
	struct vr_error error = response->error;
	slot->transfer = NULL;
	if (picture == NULL)
		return;
	if (response->ok && response->status != 200)
		vr_fail(&error, VR_NETWORK, "%.150s answers %ld", response->url, response->status);
	if (response->ok && response->status == 200 &&
	    vr_cache_store_media(feed->cache, picture->sha256, response->body, response->length, &error))
		arrived(feed, picture);
	else
		retry(feed, picture, error.what);
}

static void start(struct vr_feed *feed, struct vr_feed_slot *slot, struct vr_feed_picture *picture)
{
	struct vr_error error;
	struct vr_buffer url;
	const char *base = feed->current->base_url != NULL ? feed->current->base_url : feed->programme_url;
	vr_buffer_init(&url, 8192);
	struct vr_request request = vr_feed_request(feed, "");
	request.accept = "image/*";
	request.max_bytes = VR_CACHE_MEDIA_MAX;
	request.on_done = on_done;
	request.context = slot;
	memcpy(slot->sha256, picture->sha256, sizeof(slot->sha256));
	bool ok = vr_fetch_resolve(base, picture->href, &url, &error);
	request.url = vr_buffer_string(&url);
	picture->under_way = ok && vr_fetch_start(feed->fetch, &request, &slot->transfer, &error);
	if (!picture->under_way)
		retry(feed, picture, error.what);
	vr_buffer_release(&url);
}

// In the order of the messages, of those whose time has come; sets *next to when the first of the others is due.
static struct vr_feed_picture *first_due(struct vr_feed_pictures *pictures, struct vr_mono now, struct vr_mono *next)
{
	struct vr_feed_picture *first = NULL;
	for (size_t i = 0; i < pictures->count; i++) {
		struct vr_feed_picture *picture = &pictures->missing[i];
		if (picture->under_way)
			continue;
		if (picture->next.ms > now.ms)
			*next = vr_feed_sooner(*next, picture->next);
		else if (first == NULL || picture->order < first->order)
			first = picture;
	}
	return first;
}

struct vr_mono vr_pictures_step(struct vr_feed *feed, struct vr_mono now)
{
	struct vr_feed_pictures *pictures = &feed->pictures;
	if (feed->current == NULL || !vr_feed_is_reachable(feed))
		return (struct vr_mono){INT64_MAX};
	if (pictures->review.ms == 0)
		vr_pictures_need(feed); // the programme that the cache gave
	else if (now.ms >= pictures->review.ms)
		review(feed); // one that was broken on disk is missing again
	struct vr_mono next = pictures->review;
	for (size_t i = 0; i < VR_FEED_PICTURES_AT_ONCE; i++) {
		struct vr_feed_slot *slot = &pictures->slots[i];
		struct vr_feed_picture *due = slot->transfer == NULL ? first_due(pictures, now, &next) : NULL;
		if (due != NULL)
			start(feed, slot, due);
	}
	return next;
}

void vr_pictures_hurry(struct vr_feed *feed)
{
	for (size_t i = 0; i < feed->pictures.count; i++) {
		feed->pictures.missing[i].next = (struct vr_mono){0};
		feed->pictures.missing[i].tries = 0;
	}
}

void vr_pictures_release(struct vr_feed *feed)
{
	free(feed->pictures.missing);
}
