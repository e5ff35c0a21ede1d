#include "when.h"

#include <string.h>
#include <time.h>

#define DIGITS "0123456789"
#define COUNT_DIGITS_MAX 5

static int64_t whole_seconds(struct vr_instant instant)
{
	return instant.ms / VR_SECOND;
}

// +90m, +2h
static bool parse_span(const char *text, struct vr_instant after, struct vr_instant *out)
{
	size_t digits = strspn(text, DIGITS);
	int64_t count = 0;
	if (digits == 0 || digits > COUNT_DIGITS_MAX || (text[digits] != 'm' && text[digits] != 'h') ||
	    text[digits + 1])
		return false;
	for (size_t i = 0; i < digits; i++)
		count = count * 10 + (text[i] - '0');
	out->ms = whole_seconds(after) * VR_SECOND + count * (text[digits] == 'h' ? VR_HOUR : VR_MINUTE);
	return true;
}

// H:MM or HH:MM
static bool parse_clock(const char *text, int *hour, int *minute)
{
	size_t digits = strspn(text, DIGITS);
	const char *rest = text + digits;
	if (digits < 1 || digits > 2 || rest[0] != ':' || strspn(rest + 1, DIGITS) != 2 || rest[3])
		return false;
	*hour = digits == 2 ? (text[0] - '0') * 10 + text[1] - '0' : text[0] - '0';
	*minute = (rest[1] - '0') * 10 + rest[2] - '0';
	return *hour < 24 && *minute < 60;
}

// The first such time after `after`. In the night when clocks go forward an hour of them does not exist.
static bool next_clock(const char *text, int hour, int minute, struct vr_instant after, struct vr_instant *out,
                       struct vr_error *error)
{
	time_t start = (time_t)whole_seconds(after);
	struct tm local;
	for (int day = 0; day < 2; day++) {
		if (!localtime_r(&start, &local))
			return vr_fail(error, VR_INVALID, "the local time is not known");
		local.tm_mday += day;
		local.tm_hour = hour;
		local.tm_min = minute;
		local.tm_sec = 0;
		local.tm_isdst = -1;
		time_t found = mktime(&local);
		if (found <= start)
			continue;
		if (local.tm_hour != hour || local.tm_min != minute)
			return vr_fail(error, VR_INVALID,
			               "%s does not exist in the night when the clocks are put forward", text);
		out->ms = (int64_t)found * VR_SECOND;
		return true;
	}
	return vr_fail(error, VR_INVALID, "%s cannot be reckoned here", text);
}

bool vr_ctl_when_parse(const char *text, struct vr_instant after, struct vr_instant *out, struct vr_error *error)
{
	int hour, minute;
	if (text[0] == '+') {
		if (parse_span(text + 1, after, out))
			return true;
	} else if (parse_clock(text, &hour, &minute)) {
		return next_clock(text, hour, minute, after, out, error);
	} else if (vr_instant_parse(text, out, NULL)) {
		return true;
	}
	return vr_fail(error, VR_INVALID, "\"%.60s\" is no time: write 16:30, +90m, +2h or 2026-11-22T08:30:00+01:00",
	               text);
}
