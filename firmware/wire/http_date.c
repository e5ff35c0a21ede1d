// HTTP dates (RFC 9110 §5.6.7): the preferred form, and the two old ones that a recipient must still read.
#include "vantrum/wire.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

// The length of a day's name at the start of text, whole or its first three letters; 0: none. The day that it says is
// not compared with the date: servers get it wrong, and the date alone counts.
static size_t day_name(const char *text, bool whole)
{
	for (size_t i = 0; i < VR_COUNT(days); i++) {
		size_t length = whole ? strlen(days[i]) : 3;
		if (strncmp(text, days[i], length) == 0)
			return length;
	}
	return 0;
}

// Follows a pattern: 'd' a digit, 's' a digit or a space, 'm' a letter of a month, all else itself.
static bool matches(const char *text, const char *pattern)
{
	for (; *pattern != '\0'; text++, pattern++) {
		unsigned char c = (unsigned char)*text;
		bool ok = *pattern == 'd'   ? isdigit(c)
		          : *pattern == 's' ? isdigit(c) || c == ' '
		          : *pattern == 'm' ? isalpha(c)
		                            : *text == *pattern;
		if (!ok)
			return false;
	}
	return *text == '\0';
}

static int number(const char *text, size_t digits)
{
	int value = 0;
	for (size_t i = 0; i < digits; i++)
		value = value * 10 + (text[i] == ' ' ? 0 : text[i] - '0');
	return value;
}

static bool month_of(const char *text, int *out)
{
	for (size_t i = 0; i < VR_COUNT(months); i++) {
		if (strncmp(text, months[i], 3) == 0) {
			*out = (int)i;
			return true;
		}
	}
	return false;
}

// Broken-down UTC to an instant; refuses what is no day of the calendar.
static bool to_instant(struct tm *given, struct vr_instant *out)
{
	if (given->tm_sec == 60)
		given->tm_sec = 59;
	struct tm normal = *given;
	time_t seconds = timegm(&normal);
	if (normal.tm_mday != given->tm_mday || normal.tm_hour != given->tm_hour || normal.tm_min != given->tm_min ||
	    normal.tm_sec != given->tm_sec)
		return false;
	out->ms = (int64_t)seconds * VR_SECOND;
	return true;
}

static void set_time(struct tm *when, const char *text)
{
	when->tm_hour = number(text, 2);
	when->tm_min = number(text + 3, 2);
	when->tm_sec = number(text + 6, 2);
}

bool vr_wire_http_date(const char *text, struct vr_instant *out)
{
	struct tm when = {0};
	size_t name = day_name(text, false), whole = day_name(text, true);
	if (name != 0 && matches(text + name, ", dd mmm dddd dd:dd:dd GMT")) {
		const char *date = text + name + 2;
		when.tm_mday = number(date, 2);
		when.tm_year = number(date + 7, 4) - 1900;
		set_time(&when, date + 12);
		return month_of(date + 3, &when.tm_mon) && to_instant(&when, out);
	}
	if (whole != 0 && matches(text + whole, ", dd-mmm-dd dd:dd:dd GMT")) {
		const char *date = text + whole + 2;
		int year = number(date + 7, 2);
		when.tm_mday = number(date, 2);
		when.tm_year =
		        year < 70 ? year + 100 : year; // without a clock: a server's file is not from before 1970
		set_time(&when, date + 10);
		return month_of(date + 3, &when.tm_mon) && to_instant(&when, out);
	}
	if (name != 0 && matches(text + name, " mmm sd dd:dd:dd dddd")) {
		const char *date = text + name + 1;
		when.tm_mday = number(date + 4, 2);
		when.tm_year = number(date + 16, 4) - 1900;
		set_time(&when, date + 7);
		return month_of(date, &when.tm_mon) && to_instant(&when, out);
	}
	return false;
}

void vr_wire_http_date_format(struct vr_instant instant, char out[32])
{
	assert(instant.ms != VR_INSTANT_NEVER.ms && instant.ms != VR_INSTANT_ALWAYS.ms);
	time_t seconds = (time_t)(instant.ms / VR_SECOND - (instant.ms % VR_SECOND < 0));
	struct tm when;
	gmtime_r(&seconds, &when);
	char text[96]; // room for any int, so that the compiler need not believe the calendar
	(void)snprintf(text, sizeof text, "%.3s, %02d %s %04d %02d:%02d:%02d GMT", days[when.tm_wday], when.tm_mday,
	               months[when.tm_mon], when.tm_year + 1900, when.tm_hour, when.tm_min, when.tm_sec);
	(void)snprintf(out, 32, "%.31s", text);
}
