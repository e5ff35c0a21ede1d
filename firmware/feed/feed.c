#include "inside.h"

#include "netlink.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define URL_MAX 4096

void vr_feed_times_init(struct vr_feed_times *times, int poll_s)
{
	*times = (struct vr_feed_times){
	        .poll = poll_s * VR_SECOND,
	        .connect = 10 * VR_SECOND,
	        .silence = 15 * VR_SECOND,
	        .transfer = 5 * VR_MINUTE,
	        .min_rate = 256,
	        .stream_silence = 45 * VR_SECOND,
	        .stream_again = 10 * VR_MINUTE,
	        .stream_steady = 10 * VR_SECOND,
	        .backoff_first = VR_SECOND,
	        .backoff_last = 60 * VR_SECOND,
	        .refused = 30 * VR_SECOND,
	        .gap = 50,
	        .idle = 5 * VR_SECOND,
	        .picture_first = 5 * VR_SECOND,
	        .picture_last = 15 * VR_MINUTE,
	        .picture_review = 5 * VR_MINUTE,
	};
}

void vr_feed_notify(const struct vr_feed *feed)
{
	if (feed->wake.call != NULL)
		feed->wake.call(feed->wake.context);
}

bool vr_feed_is_reachable(struct vr_feed *feed)
{
	pthread_mutex_lock(&feed->lock);
	bool reachable = feed->state.reachable;
	pthread_mutex_unlock(&feed->lock);
	return reachable;
}

struct vr_mono vr_feed_later(struct vr_mono now, int64_t ms)
{
	return (struct vr_mono){now.ms + ms};
}

struct vr_mono vr_feed_sooner(struct vr_mono a, struct vr_mono b)
{
	return a.ms < b.ms ? a : b;
}

struct vr_request vr_feed_request(const struct vr_feed *feed, const char *url)
{
	return (struct vr_request){
	        .url = url,
	        .token = feed->token,
	        .token_origin = feed->origin,
	        .connect_ms = feed->times.connect,
	        .silence_ms = feed->times.silence,
	        .timeout_ms = feed->times.transfer,
	        .min_bytes_per_s = feed->times.min_rate,
	};
}

static void on_link(void *context)
{
	struct vr_feed *feed = context;
	feed->link_came_up |= vr_netlink_came_up(feed->link_fd);
}

// What came from outside the loop since the last turn.
static void heed(struct vr_feed *feed)
{
	pthread_mutex_lock(&feed->lock);
	// A link that comes up while all is well changes nothing: Wi-Fi says so all day.
	bool hurry = feed->hurry || (feed->link_came_up && !feed->state.reachable);
	feed->hurry = false;
	pthread_mutex_unlock(&feed->lock);
	feed->link_came_up = false;
	if (!hurry)
		return;
	vr_poll_hurry(feed);
	vr_stream_hurry(feed);
	vr_pictures_hurry(feed);
	vr_report_hurry(feed);
}

static bool turn(struct vr_feed *feed)
{
	heed(feed);
	struct vr_mono now = vr_mono_now();
	struct vr_mono next = vr_feed_later(now, feed->times.idle);
	next = vr_feed_sooner(next, vr_poll_step(feed, now));
	next = vr_feed_sooner(next, vr_stream_step(feed, now));
	next = vr_feed_sooner(next, vr_pictures_step(feed, now));
	next = vr_feed_sooner(next, vr_report_step(feed, now));
	vr_fetch_run(feed->fetch, next.ms - now.ms);
	pthread_mutex_lock(&feed->lock);
	feed->state.beat = vr_mono_now();
	bool on = !feed->stop;
	pthread_mutex_unlock(&feed->lock);
	return on;
}

static void *run(void *context)
{
	while (turn(context))
		;
	return NULL;
}

static char *hub_address(const char *hub, const char *screen_id, const char *what)
{
	struct vr_buffer url;
	vr_buffer_init(&url, URL_MAX);
	size_t length = strlen(hub);
	while (length > 0 && hub[length - 1] == '/')
		length--;
	vr_buffer_add(&url, hub, length);
	vr_buffer_text(&url, "/v1/screens/");
	vr_fetch_escape(screen_id, &url);
	vr_buffer_format(&url, "/%s", what);
	char *address = url.full ? NULL : vr_strdup(vr_buffer_string(&url));
	vr_buffer_release(&url);
	return address;
}

static bool is_address(const char *url, struct vr_error *error)
{
	struct vr_buffer whole;
	vr_buffer_init(&whole, URL_MAX);
	bool ok = vr_fetch_resolve(url, "", &whole, error);
	vr_buffer_release(&whole);
	return ok;
}

// Whether the kept programme came from where programmes come from now; a redirect in between counts as another place.
static bool is_from(const struct vr_programme *programme, const char *url)
{
	struct vr_buffer whole;
	struct vr_error error;
	vr_buffer_init(&whole, URL_MAX);
	bool same = programme->base_url != NULL && vr_fetch_resolve(url, "", &whole, &error) &&
	            strcmp(vr_buffer_string(&whole), programme->base_url) == 0;
	vr_buffer_release(&whole);
	return same;
}

static bool set_addresses(struct vr_feed *feed, const struct vr_feed_options *options, struct vr_error *error)
{
	if (options->hub_url[0] != '\0')
		feed->origin = vr_strdup(options->hub_url);
	if (options->programme_url[0] != '\0') {
		feed->programme_url = vr_strdup(options->programme_url);
		return is_address(feed->programme_url, error);
	}
	if (options->hub_url[0] == '\0')
		return vr_fail(error, VR_INVALID, "neither url nor programme_url is set in [hub]");
	feed->programme_url = hub_address(options->hub_url, options->screen_id, "programme");
	feed->events_url = hub_address(options->hub_url, options->screen_id, "events");
	feed->status_url = hub_address(options->hub_url, options->screen_id, "status");
	feed->picture_url = hub_address(options->hub_url, options->screen_id, "picture");
	if (feed->programme_url == NULL || feed->events_url == NULL || feed->status_url == NULL ||
	    feed->picture_url == NULL)
		return vr_fail(error, VR_LIMIT, "the hub's address with the screen's id is too long");
	return is_address(feed->programme_url, error);
}

static void set_start(struct vr_feed *feed, const struct vr_feed_options *options)
{
	vr_backoff_init(&feed->poll.backoff, options->screen_id, 1);
	vr_backoff_init(&feed->stream.backoff, options->screen_id, 2);
	vr_backoff_init(&feed->report.backoff, options->screen_id, 3);
	feed->stream.events = vr_events_create();
	for (size_t i = 0; i < VR_FEED_PICTURES_AT_ONCE; i++)
		feed->pictures.slots[i].feed = feed;
	feed->state.hub_date = VR_INSTANT_ALWAYS;
	feed->state.beat = vr_mono_now();
	if (options->current == NULL)
		return;
	feed->current = vr_programme_ref(options->current);
	feed->poll.foreign = !is_from(feed->current, feed->programme_url);
	if (!feed->poll.foreign && strlen(options->etag) <= VR_FEED_ETAG_MAX)
		strcpy(feed->poll.etag, options->etag);
	if (!feed->poll.foreign)
		vr_keep_note(&feed->poll.keep, feed->current, vr_mono_now());
}

static void drop_programme(void *programme)
{
	vr_programme_unref(programme);
}

bool vr_feed_create_timed(const struct vr_feed_options *options, const struct vr_feed_times *times,
                          struct vr_feed **out, struct vr_error *error)
{
	int sodium = sodium_init();
	assert(sodium >= 0);
	(void)sodium;
	struct vr_feed *feed = vr_alloc(1, sizeof(*feed));
	pthread_mutex_init(&feed->lock, NULL);
	feed->times = *times;
	feed->cache = options->cache;
	feed->wake = options->wake;
	feed->screen_id = vr_strdup(options->screen_id);
	feed->token = vr_strdup(options->token);
	feed->link_fd = -1;
	feed->programmes = vr_mailbox_create(drop_programme, options->wake);
	char agent[64];
	snprintf(agent, sizeof(agent), "vantrum/%.40s", options->version);
	if (!set_addresses(feed, options, error) || !vr_fetch_create(options->ca_file, agent, &feed->fetch, error)) {
		vr_feed_destroy(feed);
		return false;
	}
	set_start(feed, options);
	feed->link_fd = vr_netlink_open();
	if (feed->link_fd >= 0)
		vr_fetch_watch(feed->fetch, feed->link_fd, on_link, feed);
	feed->has_thread = pthread_create(&feed->thread, NULL, run, feed) == 0;
	if (!feed->has_thread) {
		vr_feed_destroy(feed);
		return vr_fail(error, VR_MEMORY, "no thread for the network");
	}
	*out = feed;
	return true;
}

bool vr_feed_create(const struct vr_feed_options *options, struct vr_feed **out, struct vr_error *error)
{
	struct vr_feed_times times;
	vr_feed_times_init(&times, options->poll_s);
	return vr_feed_create_timed(options, &times, out, error);
}

void vr_feed_destroy(struct vr_feed *feed)
{
	if (feed == NULL)
		return;
	if (feed->has_thread) {
		pthread_mutex_lock(&feed->lock);
		feed->stop = true;
		pthread_mutex_unlock(&feed->lock);
		vr_fetch_wake(feed->fetch);
		pthread_join(feed->thread, NULL);
	}
	vr_fetch_destroy(feed->fetch);
	if (feed->link_fd >= 0)
		close(feed->link_fd);
	vr_mailbox_destroy(feed->programmes);
	vr_programme_unref(feed->current);
	vr_events_destroy(feed->stream.events);
	vr_pictures_release(feed);
	free(feed->report.sent);
	free(feed->status);
	free(feed->picture);
	free(feed->screen_id);
	free(feed->programme_url);
	free(feed->events_url);
	free(feed->status_url);
	free(feed->picture_url);
	free(feed->origin);
	free(feed->token);
	pthread_mutex_destroy(&feed->lock);
	free(feed);
}

const struct vr_programme *vr_feed_take_programme(struct vr_feed *feed)
{
	return vr_mailbox_take(feed->programmes);
}

void vr_feed_state(struct vr_feed *feed, struct vr_feed_state *out)
{
	pthread_mutex_lock(&feed->lock);
	*out = feed->state;
	pthread_mutex_unlock(&feed->lock);
}

struct vr_feed_wishes vr_feed_take_wishes(struct vr_feed *feed)
{
	pthread_mutex_lock(&feed->lock);
	struct vr_feed_wishes wishes = feed->wishes;
	feed->wishes = (struct vr_feed_wishes){0};
	pthread_mutex_unlock(&feed->lock);
	return wishes;
}

void vr_feed_hurry(struct vr_feed *feed)
{
	pthread_mutex_lock(&feed->lock);
	feed->hurry = true;
	pthread_mutex_unlock(&feed->lock);
	vr_fetch_wake(feed->fetch);
}
