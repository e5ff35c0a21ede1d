#include "vantrum/base/clock.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static int64_t read_clock(clockid_t clock)
{
	struct timespec time;
	int result = clock_gettime(clock, &time);
	assert(result == 0);
	(void)result;
	return (int64_t)time.tv_sec * VR_SECOND + time.tv_nsec / 1000000;
}

struct vr_mono vr_mono_now(void)
{
	return (struct vr_mono){read_clock(CLOCK_BOOTTIME)};
}

struct vr_instant vr_instant_now(void)
{
	return (struct vr_instant){read_clock(CLOCK_REALTIME)};
}

// Exactly `digits` digits with a value of low … high.
static bool number(const char **at, int digits, int low, int high, int *out)
{
	int value = 0;
	for (int i = 0; i < digits; i++) {
		char c = (*at)[i];
		if (c < '0' || c > '9')
			return false;
		value = value * 10 + (c - '0');
	}
	*at += digits;
	*out = value;
	return value >= low && value <= high;
}

static bool one_of(const char **at, const char *allowed)
{
	for (; *allowed; allowed++) {
		if (**at == *allowed) {
			(*at)++;
			return true;
		}
	}
	return false;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : days[month - 1];
}

static bool date(const char **at, struct tm *out)
{
	int year, month, day;
	if (!number(at, 4, 1970, 9999, &year) || !one_of(at, "-") || !number(at, 2, 1, 12, &month) ||
	    !one_of(at, "-") || !number(at, 2, 1, days_in_month(year, month), &day))
		return false;
	out->tm_year = year - 1900;
	out->tm_mon = month - 1;
	out->tm_mday = day;
	return true;
}

static bool fraction(const char **at, int *ms)
{
	*ms = 0;
	if (!one_of(at, "."))
		return true;
	int digits = 0;
	for (int scale = 100; **at >= '0' && **at <= '9'; (*at)++, digits++, scale /= 10)
		*ms += (**at - '0') * scale;
	return digits > 0;
}

static bool time_of_day(const char **at, struct tm *out, int *ms)
{
	if (!number(at, 2, 0, 23, &out->tm_hour) || !one_of(at, ":") || !number(at, 2, 0, 59, &out->tm_min) ||
	    !one_of(at, ":") || !number(at, 2, 0, 60, &out->tm_sec))
		return false;
	if (out->tm_sec == 60)
		out->tm_sec = 59;
	return fraction(at, ms);
}

static bool offset(const char **at, int *minutes)
{
	*minutes = 0;
	if (one_of(at, "Zz"))
		return true;
	int sign = **at == '-' ? -1 : 1;
	int hour, minute;
	if (!one_of(at, "+-") || !number(at, 2, 0, 23, &hour) || !one_of(at, ":") || !number(at, 2, 0, 59, &minute))
		return false;
	*minutes = sign * (hour * 60 + minute);
	return true;
}

bool vr_instant_parse(const char *text, struct vr_instant *out, struct vr_error *error)
{
	static const int64_t end = INT64_C(253402300800000); // 10000-01-01T00:00:00Z
	struct tm fields = {0};
	int ms, minutes;
	const char *at = text;
	if (!date(&at, &fields) || !one_of(&at, "Tt ") || !time_of_day(&at, &fields, &ms) || !offset(&at, &minutes) ||
	    *at != '\0')
		return vr_fail(error, VR_INVALID,
		               "\"%.40s\" is not a date and time; write it like 2026-11-22T08:30:00+01:00", text);
	int64_t value = (int64_t)timegm(&fields) * VR_SECOND + ms - minutes * VR_MINUTE;
	if (value < 0 || value >= end)
		return vr_fail(error, VR_INVALID, "\"%.40s\" is not between the years 1970 and 9999", text);
	*out = (struct vr_instant){value};
	return true;
}

void vr_instant_format(struct vr_instant instant, char out[VR_INSTANT_TEXT])
{
	assert(instant.ms != VR_INSTANT_NEVER.ms && instant.ms != VR_INSTANT_ALWAYS.ms);
	int64_t ms = instant.ms % VR_SECOND;
	int64_t seconds = instant.ms / VR_SECOND;
	if (ms < 0) { // division rounds towards zero; before 1970 that is forwards in time
		ms += VR_SECOND;
		seconds--;
	}
	time_t time = (time_t)seconds;
	struct tm fields;
	if (!gmtime_r(&time, &fields)) { // only millions of years away
		snprintf(out, VR_INSTANT_TEXT, "9999-12-31T23:59:59Z");
		return;
	}
	size_t length = strftime(out, VR_INSTANT_TEXT - 5, "%Y-%m-%dT%H:%M:%S", &fields);
	if (ms)
		snprintf(out + length, VR_INSTANT_TEXT - length, ".%03" PRId64 "Z", ms);
	else
		snprintf(out + length, VR_INSTANT_TEXT - length, "Z");
}
