// The clinic of a programme. Whatever is wrong here refuses the document, but for what the guard blocks: that is left
// out.
#include "reading.h"

#include <string.h>

static const struct vr_text_rule required_name = {.max = VR_TITLE_MAX, .required = true};
static const struct vr_text_rule sentence = {.max = VR_TEXT_MAX, .lines = true};

// The shape of an IANA name; whether the zone exists is the calendar's to say.
static bool read_time_zone(struct vr_reading *reading, const struct vr_place *clinic, const char **out)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
	if (!vr_read_id(reading, clinic, "time_zone", out) || !vr_require(reading, clinic, "time_zone", *out != NULL))
		return false;
	if (strlen(*out) > 64 || (*out)[strspn(*out, allowed)] != '\0')
		return vr_wrong(reading, clinic, "time_zone", "must be an IANA name like Europe/Stockholm");
	return true;
}

static bool read_exception(struct vr_reading *reading, const struct vr_place *place, struct vr_exception *out)
{
	return vr_read_date(reading, place, "date", &out->date) &&
	       vr_require(reading, place, "date", out->date.year != 0) &&
	       vr_read_windows(reading, place, "hours", true, &out->hours) &&
	       vr_read_localized(reading, place, "reason", sentence, &out->reason);
}

static bool read_elsewhere(struct vr_reading *reading, const struct vr_place *place, struct vr_elsewhere *out)
{
	return vr_read_localized(reading, place, "name", required_name, &out->name) &&
	       vr_read_shown_line(reading, place, "phone", VR_LINE_MAX, &out->phone) &&
	       vr_read_shown_line(reading, place, "address", VR_LINE_MAX, &out->address) &&
	       vr_read_windows(reading, place, "hours", false, &out->hours);
}

// A bounded list of objects of the clinic: memory for them, and the place of the list (its value NULL: none).
static bool enter_list(struct vr_reading *reading, const struct vr_place *clinic, const char *key, size_t max,
                       size_t size, struct vr_place *list, void **items)
{
	if (!vr_enter(reading, clinic, key, JSON_ARRAY, list))
		return false;
	size_t count = json_array_size(list->value);
	if (count > max)
		return vr_over_limit(reading, clinic, key, "has %zu entries, %zu is the limit", count, max);
	*items = count == 0 ? NULL : vr_reading_alloc(reading, count, size);
	return count == 0 || *items != NULL;
}

static bool enter_object(struct vr_reading *reading, const struct vr_place *list, size_t index, struct vr_place *out)
{
	*out = (struct vr_place){.up = list, .index = index, .value = json_array_get(list->value, index)};
	return json_is_object(out->value) || vr_wrong(reading, out, NULL, "must be an object");
}

static bool read_exceptions(struct vr_reading *reading, const struct vr_place *clinic, struct vr_clinic *out)
{
	struct vr_place list, entry;
	void *items;
	if (!enter_list(reading, clinic, "exceptions", VR_EXCEPTIONS_MAX, sizeof *out->exceptions, &list, &items))
		return false;
	out->exceptions = items;
	for (; out->exception_count < json_array_size(list.value); out->exception_count++) {
		struct vr_exception *exception = (struct vr_exception *)items + out->exception_count;
		if (!enter_object(reading, &list, out->exception_count, &entry) ||
		    !read_exception(reading, &entry, exception))
			return false;
	}
	return true;
}

static bool read_places(struct vr_reading *reading, const struct vr_place *clinic, struct vr_clinic *out)
{
	struct vr_place list, entry;
	void *items;
	if (!enter_list(reading, clinic, "elsewhere", VR_ELSEWHERE_MAX, sizeof *out->elsewhere, &list, &items))
		return false;
	out->elsewhere = items;
	for (; out->elsewhere_count < json_array_size(list.value); out->elsewhere_count++) {
		struct vr_elsewhere *place = (struct vr_elsewhere *)items + out->elsewhere_count;
		if (!enter_object(reading, &list, out->elsewhere_count, &entry) ||
		    !read_elsewhere(reading, &entry, place))
			return false;
	}
	return true;
}

// An address that is wrong costs the code on the clinic slide, not the programme.
static bool read_page(struct vr_reading *reading, const struct vr_place *clinic, struct vr_clinic *out)
{
	static const char *const schemes[] = {"https", "http", NULL};
	if (vr_read_href(reading, clinic, "page", schemes, false, &out->page))
		return vr_pass_guard(reading, clinic, "page", &out->page);
	out->page = NULL;
	return !reading->fatal && vr_reading_set_aside(reading);
}

bool vr_read_clinic(struct vr_reading *reading, const struct vr_place *document, struct vr_clinic *out)
{
	struct vr_place clinic;
	return vr_enter(reading, document, "clinic", JSON_OBJECT, &clinic) &&
	       vr_require(reading, document, "clinic", clinic.value != NULL) &&
	       vr_read_id(reading, &clinic, "id", &out->id) && vr_require(reading, &clinic, "id", out->id != NULL) &&
	       vr_read_localized(reading, &clinic, "name", required_name, &out->name) &&
	       read_time_zone(reading, &clinic, &out->time_zone) &&
	       vr_read_line(reading, &clinic, "hsa_id", VR_LINE_MAX, &out->hsa_id) &&
	       vr_read_shown_line(reading, &clinic, "address", VR_LINE_MAX, &out->address) &&
	       vr_read_shown_line(reading, &clinic, "phone", VR_LINE_MAX, &out->phone) &&
	       vr_read_windows(reading, &clinic, "opening_hours", false, &out->opening_hours) &&
	       read_exceptions(reading, &clinic, out) &&
	       vr_read_localized(reading, &clinic, "calling", sentence, &out->calling) &&
	       read_places(reading, &clinic, out) && read_page(reading, &clinic, out);
}
