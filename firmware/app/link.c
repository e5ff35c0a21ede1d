#include "link.h"

#include "vantrum/wire.h"

#include <string.h>

#define FLOOR_NOTE "clock"
#define FLOOR_EVERY_MS VR_DAY // a card that is written once a day for this lasts

static const struct vr_programme *load_programme(struct link *link, struct vr_buffer *etag)
{
	const struct vr_programme *programme = NULL;
	struct vr_buffer json, url;
	struct vr_error error;

	vr_buffer_init(&json, VR_PROGRAMME_BYTES_MAX);
	vr_buffer_init(&url, 4096);
	if (!vr_cache_load_programme(link->cache, &json, &url, etag, &error)) {
		vr_log(VR_LOG_INFO, "app", "no programme kept from before: %s", error.what);
	} else if (!vr_wire_programme(vr_buffer_string(&json), json.length, vr_buffer_string(&url), &programme,
	                              &error)) {
		vr_log(VR_LOG_WARNING, "app", "the programme kept from before is refused: %s", error.what);
		vr_buffer_clear(etag);
		programme = NULL;
	}
	vr_buffer_release(&json);
	vr_buffer_release(&url);
	return programme;
}

static void load_floor(struct link *link)
{
	struct vr_buffer note;
	struct vr_error error;

	vr_buffer_init(&note, 64);
	link->trust.floor = VR_INSTANT_ALWAYS;
	if (vr_cache_load_note(link->cache, FLOOR_NOTE, &note, &error) &&
	    !vr_instant_parse(vr_buffer_string(&note), &link->trust.floor, &error))
		link->trust.floor = VR_INSTANT_ALWAYS;
	vr_buffer_release(&note);
}

const struct vr_programme *vr_link_open(struct link *link, const struct vr_config *config, enum forced_clock forced)
{
	*link = (struct link){.forced = forced};
	link->trust.hub_date = VR_INSTANT_ALWAYS;
	vr_buffer_init(&link->etag, VR_CACHE_ETAG_MAX);
	link->cache = vr_cache_create(config->cache_dir, (uint64_t)config->cache_max_mib << 20);
	load_floor(link);
	return load_programme(link, &link->etag);
}

void vr_link_start(struct link *link, const struct vr_config *config, const struct vr_programme *current,
                   struct vr_wake wake)
{
	struct vr_feed_options options = {.screen_id = config->screen_id,
	                                  .hub_url = config->hub_url,
	                                  .programme_url = config->programme_url,
	                                  .token = config->token,
	                                  .ca_file = config->ca_file,
	                                  .version = VR_VERSION,
	                                  .poll_s = config->poll_s,
	                                  .cache = link->cache,
	                                  .current = current,
	                                  .etag = vr_buffer_string(&link->etag),
	                                  .wake = wake};
	struct vr_error error;

	if (link->feed || !vr_link_configured(config))
		return;
	if (!vr_feed_create(&options, &link->feed, &error))
		vr_log(VR_LOG_ERROR, "app", "cannot fetch: %s", error.what);
}

bool vr_link_configured(const struct vr_config *config)
{
	return *config->programme_url || (*config->hub_url && *config->screen_id);
}

void vr_link_close(struct link *link)
{
	vr_feed_destroy(link->feed);
	vr_cache_destroy(link->cache);
	vr_buffer_release(&link->etag);
	*link = (struct link){0};
}

static void store_floor(struct link *link, const struct vr_now *now)
{
	char text[VR_INSTANT_TEXT];
	struct vr_error error;

	if (link->floor_stored.ms && now->mono.ms - link->floor_stored.ms < FLOOR_EVERY_MS)
		return;
	link->floor_stored = now->mono;
	vr_instant_format(now->wall, text);
	if (!vr_cache_store_note(link->cache, FLOOR_NOTE, text, strlen(text), &error))
		vr_log(VR_LOG_WARNING, "app", "the time could not be stored: %s", error.what);
}

struct vr_now vr_link_now(struct link *link)
{
	struct vr_feed_state state;
	struct vr_now now;

	if (link->forced != CLOCK_JUDGED)
		return (struct vr_now){vr_mono_now(), vr_instant_now(), link->forced == CLOCK_TRUSTED};
	vr_link_state(link, &state);
	link->trust.hub_date = state.hub_date;
	link->trust.hub_date_at = state.hub_date_at;
	link->trust.synchronised = vr_sys_clock_synchronised();
	now = vr_trust_judge(&link->trust, vr_mono_now(), vr_instant_now());
	if (now.trusted)
		store_floor(link, &now);
	return now;
}

void vr_link_state(const struct link *link, struct vr_feed_state *state)
{
	*state = (struct vr_feed_state){.hub_date = VR_INSTANT_ALWAYS};
	if (link->feed)
		vr_feed_state(link->feed, state);
}
