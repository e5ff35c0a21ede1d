// The line that says what is on the glass (contract §5). Members stand in the contract's order.
#include "json.h"
#include "vantrum/wire.h"

static json_t *languages_of(const struct vr_slide *slide)
{
	json_t *list = json_array();
	for (size_t i = 0; slide->programme != NULL && i < slide->language_count; i++)
		json_array_append_new(list, vr_json_text(slide->programme->languages[slide->languages[i]]));
	return list;
}

static json_t *waits_of(const struct vr_slide *slide)
{
	json_t *list = json_array();
	for (size_t i = 0; i < slide->wait_count; i++) {
		const struct vr_slide_wait *wait = &slide->waits[i];
		json_t *entry = json_object();
		json_object_set_new(entry, "id", vr_json_text(slide->programme->waits[wait->wait].id));
		json_object_set_new(entry, "state", vr_json_text(vr_freshness_name(wait->state)));
		json_array_append_new(list, entry);
	}
	return list;
}

// The members that a slide line and a status report share.
static void set_what(json_t *object, const struct vr_slide *slide)
{
	json_object_set_new(object, "slide", vr_json_text(vr_slide_kind_name(slide->kind)));
	if (slide->kind == VR_SLIDE_MESSAGE || slide->kind == VR_SLIDE_EMERGENCY)
		json_object_set_new(object, "id", vr_json_text(slide->programme->messages[slide->message].id));
	json_object_set_new(object, "languages", languages_of(slide));
}

void vr_wire_slide(const struct vr_slide *slide, struct vr_buffer *out)
{
	json_t *line = json_object();
	json_object_set_new(line, "at", vr_json_instant(slide->at));
	json_object_set_new(line, "until", vr_json_instant(slide->until));
	set_what(line, slide);
	json_object_set_new(line, "page", json_integer(slide->page));
	json_object_set_new(line, "pages", json_integer(slide->pages));
	json_object_set_new(line, "sequence", json_integer(slide->programme != NULL ? slide->programme->sequence : 0));
	if (slide->kind == VR_SLIDE_WAITS)
		json_object_set_new(line, "waits", waits_of(slide));
	vr_json_write(line, out);
	json_decref(line);
	vr_buffer_text(out, "\n");
}

static json_t *shown_of(const struct vr_status *status)
{
	json_t *list = json_array();
	for (size_t i = 0; i < status->shown_count; i++) {
		json_t *entry = json_object();
		json_object_set_new(entry, "message", vr_json_text(status->shown[i].message));
		json_object_set_new(entry, "sequence", json_integer(status->shown[i].sequence));
		json_object_set_new(entry, "at", vr_json_instant(status->shown[i].at));
		json_array_append_new(list, entry);
	}
	return list;
}

static json_t *problems_of(const struct vr_status *status)
{
	json_t *list = json_array();
	for (size_t i = 0; i < status->problem_count; i++) {
		json_t *entry = json_object();
		json_object_set_new(entry, "code", vr_json_text(status->problems[i].code));
		json_object_set_new(entry, "detail", vr_json_text(status->problems[i].detail));
		json_array_append_new(list, entry);
	}
	return list;
}

// A number, or null where it is not one: JSON has no NaN.
static json_t *number(double value)
{
	json_t *real = json_real(value);
	return real != NULL ? real : json_null();
}

static json_t *display_of(const struct vr_status *status)
{
	json_t *display = json_object();
	json_object_set_new(display, "width", json_integer(status->width));
	json_object_set_new(display, "height", json_integer(status->height));
	json_object_set_new(display, "rotate", json_integer(status->rotate));
	json_object_set_new(display, "diagonal_in", number(status->diagonal_in));
	json_object_set_new(display, "viewing_distance_m", number(status->viewing_distance_m));
	json_object_set_new(display, "theme", vr_json_text(status->theme));
	json_t *languages = json_array();
	const struct vr_programme *programme = status->showing != NULL ? status->showing->programme : NULL;
	for (size_t i = 0; programme != NULL && i < programme->language_count; i++)
		json_array_append_new(languages, vr_json_text(programme->languages[i]));
	json_object_set_new(display, "languages", languages);
	if (status->language_policy != NULL)
		json_object_set_new(display, "language_policy", vr_json_text(status->language_policy));
	if (status->language != NULL)
		json_object_set_new(display, "language", vr_json_text(status->language));
	return display;
}

void vr_wire_status(const struct vr_status *status, struct vr_buffer *out)
{
	json_t *report = json_object();
	json_object_set_new(report, "version", vr_json_text(status->version));
	json_object_set_new(report, "uptime_s", json_integer(status->uptime_s));
	json_object_set_new(report, "series", vr_json_text(status->series));
	json_object_set_new(report, "sequence", json_integer(status->sequence));
	json_t *showing = status->showing != NULL ? json_object() : json_null();
	if (status->showing != NULL)
		set_what(showing, status->showing);
	json_object_set_new(report, "showing", showing);
	json_object_set_new(report, "shown", shown_of(status));
	json_object_set_new(report, "panel", vr_json_text(status->panel));
	json_object_set_new(report, "display", display_of(status));
	json_object_set_new(report, "clock", vr_json_text(status->clock_trusted ? "trusted" : "untrusted"));
	json_object_set_new(report, "problems", problems_of(status));
	json_object_set_new(report, "memory_kib", json_integer(status->memory_kib));
	json_object_set_new(report, "disk_free_kib",
	                    status->disk_free_kib < 0 ? json_null() : json_integer(status->disk_free_kib));
	json_object_set_new(report, "temperature_c", number(status->temperature_c));
	vr_json_write(report, out);
	json_decref(report);
}

#define VR_REPLY_MAX 65536u

bool vr_wire_status_reply(const char *json, size_t length, bool *picture, struct vr_error *error)
{
	json_t *tree;
	*picture = false;
	if (!vr_json_read(json, length, VR_REPLY_MAX, &tree, error))
		return false;
	const json_t *value = json_object_get(tree, "picture");
	bool ok = json_is_object(tree) && (value == NULL || json_is_null(value) || json_is_boolean(value));
	*picture = ok && json_is_true(value);
	vr_json_drop(tree, length);
	return ok || vr_fail(error, VR_INVALID, "a status reply must be an object whose \"picture\" is true or false");
}
