// Readers of single values: strings, words, numbers, times.
#include "reading.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

// The string of a member, or NULL where it is absent. False: it is no string, or holds a NUL.
static bool string_member(struct vr_reading *reading, const struct vr_place *place, const char *key, const char **out)
{
	const json_t *value = vr_member(place, key);
	*out = NULL;
	if (value == NULL)
		return true;
	if (!json_is_string(value))
		return vr_wrong(reading, place, key, "must be a string");
	*out = json_string_value(value);
	if (strlen(*out) != json_string_length(value))
		return vr_wrong(reading, place, key, "must not hold a NUL character");
	return true;
}

static bool has_control(const char *text)
{
	size_t length = strlen(text);
	for (size_t at = 0; at < length;) {
		uint32_t c = vr_utf8_next(text, length, &at);
		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			return true;
	}
	return false;
}

bool vr_read_id(struct vr_reading *reading, const struct vr_place *place, const char *key, const char **out)
{
	const char *text;
	if (!string_member(reading, place, key, &text))
		return false;
	if (text == NULL)
		return true;
	size_t length = strlen(text);
	if (length == 0 || length > VR_ID_MAX)
		return vr_wrong(reading, place, key, "must have 1 to %u bytes", VR_ID_MAX);
	if (has_control(text) || text[0] == ' ' || text[length - 1] == ' ')
		return vr_wrong(reading, place, key, "must not hold control characters or begin or end with a space");
	// Outside a wait or message ids are never shown, and are required.
	if (reading->in_entry && !vr_pass_guard(reading, place, key, &text))
		return false;
	*out = vr_reading_copy(reading, text, length);
	return *out != NULL;
}

bool vr_read_word(struct vr_reading *reading, const struct vr_place *place, const char *key, const char *const *words,
                  unsigned first, unsigned *out)
{
	const char *text;
	if (!string_member(reading, place, key, &text))
		return false;
	if (text == NULL)
		return true;
	char known[128] = "";
	size_t length = 0;
	for (unsigned i = 0; words[i] != NULL; i++) {
		if (strcmp(text, words[i]) == 0) {
			*out = first + i;
			return true;
		}
		length += (size_t)snprintf(known + length, sizeof known - length, "%s%s", i > 0 ? ", " : "", words[i]);
		length = length < sizeof known ? length : sizeof known - 1;
	}
	return vr_wrong(reading, place, key, "must be one of %s", known);
}

bool vr_read_bool(struct vr_reading *reading, const struct vr_place *place, const char *key, bool *out)
{
	const json_t *value = vr_member(place, key);
	if (value == NULL)
		return true;
	if (!json_is_boolean(value))
		return vr_wrong(reading, place, key, "must be true or false");
	*out = json_is_true(value);
	return true;
}

bool vr_read_number(struct vr_reading *reading, const struct vr_place *place, const char *key, double *out)
{
	const json_t *value = vr_member(place, key);
	if (value == NULL)
		return true;
	if (!json_is_number(value))
		return vr_wrong(reading, place, key, "must be a number");
	double number = json_number_value(value);
	if (!isfinite(number) || number < 0)
		return vr_wrong(reading, place, key, "must be a number from 0 up, and not beyond all measure");
	*out = number;
	return true;
}

bool vr_read_instant(struct vr_reading *reading, const struct vr_place *place, const char *key, struct vr_instant *out)
{
	const char *text;
	if (!string_member(reading, place, key, &text))
		return false;
	if (text != NULL && !vr_instant_parse(text, out, NULL))
		return vr_wrong(reading, place, key, "must be a time like 2026-11-22T07:30:00Z");
	return true;
}

static int days_of_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static bool parse_date(const char *text, struct vr_date *out)
{
	if (strlen(text) != 10 || strspn(text, "0123456789-") != 10)
		return false;
	int year, month, day, end = 0;
	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3 || end != 10)
		return false;
	if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month))
		return false;
	*out = (struct vr_date){(int16_t)year, (int8_t)month, (int8_t)day};
	return true;
}

bool vr_read_date(struct vr_reading *reading, const struct vr_place *place, const char *key, struct vr_date *out)
{
	const char *text;
	if (!string_member(reading, place, key, &text))
		return false;
	if (text != NULL && !parse_date(text, out))
		return vr_wrong(reading, place, key, "must be a day of the calendar like 2026-11-22");
	return true;
}

// The length of a "scheme:" prefix without the colon, or 0.
static size_t scheme_length(const char *href)
{
	size_t length = strspn(href, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
	return href[length] == ':' ? length : 0;
}

static bool scheme_allowed(const char *href, const char *const *schemes)
{
	size_t length = scheme_length(href);
	for (size_t i = 0; schemes[i] != NULL; i++) {
		if (strlen(schemes[i]) == length && strncasecmp(href, schemes[i], length) == 0)
			return href[length + 1] != '\0';
	}
	return false;
}

bool vr_read_href(struct vr_reading *reading, const struct vr_place *place, const char *key, const char *const *schemes,
                  bool relative, const char **out)
{
	const char *text;
	if (!string_member(reading, place, key, &text))
		return false;
	if (text == NULL)
		return true;
	size_t length = strlen(text);
	if (length == 0 || length > VR_HREF_MAX)
		return vr_wrong(reading, place, key, "must have 1 to %u bytes", VR_HREF_MAX);
	if (has_control(text) || strpbrk(text, " \"<>\\^`{|}") != NULL)
		return vr_wrong(reading, place, key, "must be an address without spaces or control characters");
	if (!(scheme_length(text) == 0 ? relative : scheme_allowed(text, schemes)))
		return vr_wrong(reading, place, key, "must be an address of a kind that a screen may use (%s%s)",
		                schemes[0], relative ? ", or relative" : ", http, tel");
	*out = vr_reading_copy(reading, text, length);
	return *out != NULL;
}
