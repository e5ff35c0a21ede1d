// One message of the programme. A bad picture or link is left out and the message kept; all else sets it aside.
#include "reading.h"
#include "vantrum/guard.h"

#include <ctype.h>
#include <string.h>

static const struct vr_text_rule title_rule = {.max = VR_TITLE_MAX, .required = true};
static const struct vr_text_rule text_rule = {.max = VR_TEXT_MAX, .lines = true};
static const struct vr_text_rule label_rule = {.max = VR_TITLE_MAX};
static const struct vr_text_rule alt_rule = {.max = VR_TEXT_MAX};

static bool read_words(struct vr_reading *reading, const struct vr_place *place, struct vr_message *out)
{
	static const char *const kinds[] = {"notice", "health", "news", "alert", NULL};
	static const char *const priorities[] = {"normal", "important", "urgent", "emergency", NULL};
	static const char *const moments[] = {"always", "open", "closed", NULL};
	static const char *const origins[] = {"clinic", "authority", NULL};
	unsigned kind = VR_KIND_NOTICE, priority = VR_PRIORITY_NORMAL, moment = VR_SHOW_ALWAYS,
	         origin = VR_ORIGIN_CLINIC;
	bool ok = vr_require(reading, place, "kind", vr_member(place, "kind") != NULL) &&
	          vr_read_word(reading, place, "kind", kinds, VR_KIND_NOTICE, &kind) &&
	          vr_read_word(reading, place, "priority", priorities, VR_PRIORITY_NORMAL, &priority) &&
	          vr_read_word(reading, place, "show_when", moments, VR_SHOW_ALWAYS, &moment) &&
	          vr_read_word(reading, place, "origin", origins, VR_ORIGIN_CLINIC, &origin) &&
	          vr_read_bool(reading, place, "drill", &out->drill);
	out->kind = kind;
	out->priority = priority;
	out->show_when = moment;
	out->origin = origin;
	return ok;
}

static bool read_texts(struct vr_reading *reading, const struct vr_place *place, struct vr_message *out)
{
	if (!vr_read_localized(reading, place, "title", title_rule, &out->title) ||
	    !vr_read_localized(reading, place, "text", text_rule, &out->text))
		return false;
	for (size_t i = 0; i < out->title.count; i++)
		out->languages |= VR_LANGUAGE_BIT(out->title.entries[i].language);
	return true;
}

static bool read_sha256(struct vr_reading *reading, const struct vr_place *place, char out[VR_SHA256_HEX])
{
	const json_t *value = vr_member(place, "sha256");
	const char *text = json_string_value(value);
	if (text == NULL || json_string_length(value) != VR_SHA256_HEX - 1 ||
	    strspn(text, "0123456789abcdefABCDEF") != VR_SHA256_HEX - 1)
		return vr_wrong(reading, place, "sha256", "must be 64 hexadecimal digits");
	for (size_t i = 0; i < VR_SHA256_HEX; i++)
		out[i] = (char)tolower((unsigned char)text[i]);
	return true;
}

// A picture's address is never shown, but a failed one is logged. Files are often named by their time, which may look
// like a number: no reason to lose the message.
static bool check_address(struct vr_reading *reading, const struct vr_place *place, const char *href)
{
	return !vr_guard_blocks_text(href, strlen(href)) ||
	       vr_wrong(reading, place, "href", "holds a personal identity number");
}

static bool read_picture(struct vr_reading *reading, const struct vr_place *message, struct vr_picture *out)
{
	static const char *const schemes[] = {"https", "http", NULL};
	static const char *const fits[] = {"cover", "contain", NULL};
	struct vr_place place;
	unsigned fit = VR_FIT_COVER;
	if (!vr_enter(reading, message, "picture", JSON_OBJECT, &place))
		return false;
	if (place.value == NULL)
		return true;
	bool ok = read_sha256(reading, &place, out->sha256) &&
	          vr_read_line(reading, &place, "type", VR_LINE_MAX, &out->type) &&
	          vr_read_localized(reading, &place, "alt", alt_rule, &out->alt) &&
	          vr_read_word(reading, &place, "fit", fits, VR_FIT_COVER, &fit) &&
	          vr_read_href(reading, &place, "href", schemes, true, &out->href) &&
	          vr_require(reading, &place, "href", out->href != NULL) && check_address(reading, &place, out->href);
	out->fit = fit;
	return ok;
}

// A telephone number is a fair thing to scan, so tel: is allowed beside the web; nothing that writes or runs is.
static bool read_link(struct vr_reading *reading, const struct vr_place *message, struct vr_link *out)
{
	static const char *const schemes[] = {"https", "http", "tel", NULL};
	struct vr_place place;
	if (!vr_enter(reading, message, "link", JSON_OBJECT, &place))
		return false;
	if (place.value == NULL)
		return true;
	return vr_read_localized(reading, &place, "label", label_rule, &out->label) &&
	       vr_read_href(reading, &place, "href", schemes, false, &out->href) &&
	       vr_pass_guard(reading, &place, "href", &out->href) &&
	       vr_require(reading, &place, "href", out->href != NULL);
}

// What hangs on a message: left out, and said so, when it is wrong. One whose text the guard blocks takes the message
// with it: the rest was written by the same hand, about the same person.
static bool read_hangers(struct vr_reading *reading, const struct vr_place *place, struct vr_message *out)
{
	if (!read_picture(reading, place, &out->picture)) {
		out->picture = (struct vr_picture){0};
		if (reading->blocked || !vr_reading_set_aside(reading))
			return false;
	}
	if (!read_link(reading, place, &out->link)) {
		out->link = (struct vr_link){0};
		return !reading->blocked && vr_reading_set_aside(reading);
	}
	return true;
}

// An emergency ends, and within a day of its beginning, so that a forgotten one cannot hold the wall.
static bool check_emergency(struct vr_reading *reading, const struct vr_place *place, const struct vr_message *message)
{
	if (!vr_require(reading, place, "valid_until", message->valid_until.ms != VR_INSTANT_NEVER.ms))
		return false;
	struct vr_instant begin = message->issued_at;
	if (begin.ms == VR_INSTANT_ALWAYS.ms)
		begin = message->valid_from;
	if (begin.ms == VR_INSTANT_ALWAYS.ms)
		begin = reading->programme->issued_at;
	if (begin.ms != VR_INSTANT_ALWAYS.ms && message->valid_until.ms - begin.ms > VR_DAY)
		return vr_wrong(reading, place, "valid_until", "must be at most 24 hours ahead for an emergency");
	return true;
}

static bool read_validity(struct vr_reading *reading, const struct vr_place *place, struct vr_message *out)
{
	out->issued_at = out->valid_from = VR_INSTANT_ALWAYS;
	out->valid_until = VR_INSTANT_NEVER;
	if (!vr_read_instant(reading, place, "issued_at", &out->issued_at) ||
	    !vr_read_instant(reading, place, "valid_from", &out->valid_from) ||
	    !vr_read_instant(reading, place, "valid_until", &out->valid_until) ||
	    !vr_read_windows(reading, place, "hours", false, &out->hours) ||
	    !vr_read_date(reading, place, "reviewed_at", &out->reviewed_at) ||
	    !vr_read_date(reading, place, "review_by", &out->review_by))
		return false;
	if (out->valid_until.ms <= out->valid_from.ms)
		return vr_wrong(reading, place, "valid_until", "must be later than valid_from");
	return out->priority != VR_PRIORITY_EMERGENCY || check_emergency(reading, place, out);
}

bool vr_read_message(struct vr_reading *reading, const struct vr_place *place, struct vr_message *out)
{
	*out = (struct vr_message){0};
	return vr_read_id(reading, place, "id", &out->id) && vr_require(reading, place, "id", out->id != NULL) &&
	       read_words(reading, place, out) && read_texts(reading, place, out) &&
	       read_validity(reading, place, out) &&
	       vr_read_shown_line(reading, place, "source", VR_LINE_MAX, &out->source) &&
	       read_hangers(reading, place, out);
}
