// Readers of opening hours.
#include "reading.h"

#include <ctype.h>
#include <string.h>

#define VR_NO_TIME (-1)

static int two_digits(const char *text)
{
	if (!isdigit((unsigned char)text[0]) || !isdigit((unsigned char)text[1]))
		return VR_NO_TIME;
	return (text[0] - '0') * 10 + text[1] - '0';
}

// "HH:MM" from 00:00 to 24:00 as minutes, or VR_NO_TIME.
static int minutes_of(const json_t *value)
{
	const char *text = json_string_value(value);
	if (text == NULL || json_string_length(value) != 5 || text[2] != ':')
		return VR_NO_TIME;
	int hour = two_digits(text), minute = two_digits(text + 3);
	if (hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 1440)
		return VR_NO_TIME;
	return hour * 60 + minute;
}

static bool read_days(struct vr_reading *reading, const struct vr_place *window, vr_days *out)
{
	static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	struct vr_place days;
	*out = VR_DAYS_ALL;
	if (!vr_enter(reading, window, "days", JSON_ARRAY, &days))
		return false;
	if (days.value == NULL)
		return true;
	*out = 0;
	for (size_t i = 0; i < json_array_size(days.value); i++) {
		const char *name = json_string_value(json_array_get(days.value, i));
		size_t day = 0;
		while (day < VR_COUNT(names) && (name == NULL || strcmp(name, names[day]) != 0))
			day++;
		if (day == VR_COUNT(names))
			return vr_wrong(reading, window, "days", "must be a list of mon, tue, wed, thu, fri, sat, sun");
		*out = (vr_days)(*out | 1u << day);
	}
	return *out != 0 || vr_wrong(reading, window, "days", "must name a day; leave it out to mean all of them");
}

static bool read_window(struct vr_reading *reading, const struct vr_place *place, bool dated, struct vr_window *out)
{
	if (!json_is_object(place->value))
		return vr_wrong(reading, place, NULL, "must be an object");
	int from = minutes_of(vr_member(place, "from")), until = minutes_of(vr_member(place, "until"));
	if (from < 0 || from == 1440)
		return vr_wrong(reading, place, "from", "must be a time of day from 00:00 to 23:59");
	if (until < 0)
		return vr_wrong(reading, place, "until", "must be a time of day from 00:00 to 24:00");
	out->days = VR_DAYS_ALL;
	out->from_min = (int16_t)from;
	out->until_min = (int16_t)until;
	return dated || read_days(reading, place, &out->days);
}

bool vr_read_windows(struct vr_reading *reading, const struct vr_place *place, const char *key, bool dated,
                     struct vr_windows *out)
{
	struct vr_place list;
	if (!vr_enter(reading, place, key, JSON_ARRAY, &list))
		return false;
	size_t count = json_array_size(list.value);
	if (count == 0)
		return true;
	if (count > VR_WINDOWS_MAX)
		return vr_wrong(reading, place, key, "has %zu entries, %u is the limit", count, VR_WINDOWS_MAX);
	struct vr_window *items = vr_reading_alloc(reading, count, sizeof *items);
	if (items == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		struct vr_place entry = {.up = &list, .index = i, .value = json_array_get(list.value, i)};
		if (!read_window(reading, &entry, dated, &items[i]))
			return false;
	}
	*out = (struct vr_windows){items, count};
	return true;
}
