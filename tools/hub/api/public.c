// What anybody may read: the clinic's page in its languages, and the pictures on it. Nobody is asked who they are, no
// cookie is set, and nothing of a request is written down. A page is made once for all who read it until it changes.
#include "call.h"
#include "calls.h"
#include "etag.h"

#include "hub/public/public.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define HTML "text/html; charset=utf-8"

// No script, no form, nothing from elsewhere; nobody may frame it (CSP level 3).
#define POLICY                                                                                                         \
	"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; "                  \
	"frame-ancestors 'none'"

// A page as it stands for some of a minute.
struct made {
	struct made *next;
	char *clinic;     // its id; owned
	uint64_t version; // of the clinic
	size_t language;
	struct vr_instant from, until;
	struct vr_hub_snapshot *snapshot;
};

struct vr_public {
	struct vr_languages *languages;
	struct vr_zone *zone;
	char *zone_name; // of the zone, or of what is none; NULL: none was asked for
	struct made *made;
};

struct vr_public *vr_public_create(void)
{
	struct vr_public *public = vr_alloc(1, sizeof *public);
	public->languages = vr_languages_create();
	return public;
}

static void destroy_made(struct made *made)
{
	vr_hub_snapshot_unref(made->snapshot);
	free(made->clinic);
	free(made);
}

void vr_public_destroy(struct vr_public *public)
{
	while (public->made) {
		struct made *made = public->made;
		public->made = made->next;
		destroy_made(made);
	}
	vr_languages_destroy(public->languages);
	vr_zone_destroy(public->zone);
	free(public->zone_name);
	free(public);
}

static const struct vr_zone *zone_of(struct vr_public *public, const char *name)
{
	struct vr_error error;
	if (public->zone_name && strcmp(public->zone_name, name) == 0)
		return public->zone;
	vr_zone_destroy(public->zone);
	free(public->zone_name);
	public->zone_name = vr_strdup(name);
	struct vr_zone *zone = NULL;
	if (!vr_zone_create(name, &zone, &error))
		zone = NULL;
	public->zone = zone;
	return public->zone;
}

// --- making pages ---

// A clock that was set back makes pages anew as well.
static bool is_good(const struct made *made, const char *clinic, uint64_t version, struct vr_instant now)
{
	bool outdated = made->version != version && strcmp(made->clinic, clinic) == 0;
	return !outdated && made->from.ms <= now.ms && now.ms < made->until.ms;
}

// The page if there is one; pages whose time is over go on the way.
static struct vr_hub_snapshot *find_made(struct vr_public *public, const char *clinic, uint64_t version,
                                         size_t language, struct vr_instant now)
{
	struct vr_hub_snapshot *found = NULL;
	for (struct made **at = &public->made; *at;) {
		struct made *made = *at;
		if (!is_good(made, clinic, version, now)) {
			*at = made->next;
			destroy_made(made);
			continue;
		}
		if (strcmp(made->clinic, clinic) == 0 && made->language == language)
			found = made->snapshot;
		at = &made->next;
	}
	return found;
}

static bool has_picture(void *context, const char *sha256)
{
	struct vr_hub_api *api = context;
	const char *type;
	struct vr_error error;
	int64_t size;
	int fd;
	if (!vr_media_open(api->media, sha256, &fd, &size, &type, &error))
		return false;
	close(fd);
	return true;
}

static struct vr_public_input input_of(struct vr_call *call, const struct vr_programme *programme)
{
	struct vr_public *public = call->api->public;
	return (struct vr_public_input){.programme = programme,
	                                .zone = zone_of(public, programme->clinic.time_zone),
	                                .now = call->now,
	                                .languages = public->languages,
	                                .has_picture = has_picture,
	                                .context = call->api};
}

static bool make(struct vr_call *call, uint64_t version, const struct vr_programme *programme, size_t language,
                 struct vr_hub_snapshot **out, struct vr_error *error)
{
	struct vr_public_input input = input_of(call, programme);
	struct vr_buffer text;
	struct vr_instant until;
	vr_buffer_init(&text, VR_PUBLIC_BYTES_MAX);
	if (!vr_public_page(&input, language, &text, &until, error)) {
		vr_buffer_release(&text);
		return false;
	}
	struct made *made = vr_alloc(1, sizeof *made);
	*made = (struct made){.next = call->api->public->made,
	                      .clinic = vr_strdup(programme->clinic.id),
	                      .version = version,
	                      .language = language,
	                      .from = call->now,
	                      .until = until,
	                      .snapshot = vr_hub_snapshot_take(&text)};
	call->api->public->made = made;
	*out = made->snapshot;
	return true;
}

// --- answering ---

static void add_headers(struct vr_hub_reply *reply)
{
	vr_reply_header(reply, "Content-Security-Policy", POLICY);
	vr_reply_header(reply, "Referrer-Policy", "no-referrer");
}

static void answer_missing(struct vr_call *call)
{
	struct vr_hub_reply *reply = call->reply;
	reply->status = 404;
	reply->kind = VR_HUB_TEXT;
	reply->type = HTML;
	reply->cache = "public, max-age=30";
	vr_public_missing(&reply->text);
	add_headers(reply);
}

static bool find_programme(struct vr_call *call, struct vr_clinic_cache **clinic, const struct vr_programme **programme)
{
	struct vr_error error;
	*clinic = vr_clinics_find(call->api->clinics, call->parameters[0]);
	if (!*clinic) {
		answer_missing(call);
		return false;
	}
	if (!vr_clinic_programme(*clinic, programme, &error)) {
		vr_call_failed(call, &error);
		return false;
	}
	return true;
}

static void answer(struct vr_call *call, struct vr_clinic_cache *clinic, const struct vr_programme *programme,
                   size_t language)
{
	struct vr_hub_reply *reply = call->reply;
	uint64_t version = vr_clinic_version(clinic);
	struct vr_hub_snapshot *page = find_made(call->api->public, programme->clinic.id, version, language, call->now);
	struct vr_error error;
	if (!page && !make(call, version, programme, language, &page, &error)) {
		vr_call_failed(call, &error);
		return;
	}
	reply->cache = "public, max-age=30";
	add_headers(reply);
	vr_reply_header(reply, "Content-Language", programme->languages[language]);
	if (vr_call_not_modified(call, page->etag))
		return;
	reply->status = 200;
	reply->kind = VR_HUB_SNAPSHOT;
	reply->type = HTML;
	reply->snapshot = vr_hub_snapshot_ref(page);
}

void vr_get_public(struct vr_call *call)
{
	struct vr_clinic_cache *clinic;
	const struct vr_programme *programme;
	if (!find_programme(call, &clinic, &programme))
		return;
	vr_reply_header(call->reply, "Vary", "Accept-Language");
	answer(call, clinic, programme, vr_public_choose(programme, vr_call_header(call, "Accept-Language")));
}

void vr_get_public_language(struct vr_call *call)
{
	struct vr_clinic_cache *clinic;
	const struct vr_programme *programme;
	size_t language = 0;
	if (!find_programme(call, &clinic, &programme))
		return;
	while (language < programme->language_count &&
	       strcasecmp(programme->languages[language], call->parameters[1]) != 0)
		language++;
	if (language == programme->language_count)
		answer_missing(call);
	else
		answer(call, clinic, programme, language);
}

void vr_get_public_picture(struct vr_call *call)
{
	struct vr_clinic_cache *clinic;
	const struct vr_programme *programme;
	struct vr_hub_reply *reply = call->reply;
	const char *sha256 = call->parameters[1];
	char etag[VR_HUB_ETAG];
	struct vr_error error;
	if (!find_programme(call, &clinic, &programme))
		return;
	struct vr_public_input input = input_of(call, programme);
	if (!vr_public_shows(&input, sha256) ||
	    !vr_media_open(call->api->media, sha256, &reply->fd, &reply->size, &reply->type, &error)) {
		answer_missing(call);
		return;
	}
	reply->cache = "public, max-age=300";
	snprintf(etag, sizeof etag, "\"%.64s\"", sha256);
	add_headers(reply);
	if (vr_call_not_modified(call, etag))
		return;
	reply->status = 200;
	reply->kind = VR_HUB_FILE;
}
