#include "civil.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#define NAME_MAX_LENGTH 63
#define SPANS 4 // the last, this and the next half year, and one to spare

// A stretch of time in which the clinic's clocks keep one distance from UTC. ICU needs about a microsecond to find
// one; remembered, the plan of a whole month asks ICU once or twice.
struct span {
	int64_t from_ms, until_ms; // half-open; empty while unused
	int64_t offset_ms;         // local time minus UTC
};

struct vr_zone {
	UCalendar *calendar;
	struct span *spans; // a cache, hence writable behind a const zone
	unsigned *oldest;
};

// The calendar of this program ends a day inside of years 1 … 9999, so that every local time has a date.
static int64_t held(int64_t ms)
{
	const int64_t first = (VR_DAY_NUMBER_MIN + 1) * VR_DAY;
	const int64_t last = (VR_DAY_NUMBER_MAX - 3) * VR_DAY;
	return ms < first ? first : ms > last ? last : ms;
}

// ICU takes any text for a zone and quietly gives GMT, so the name is looked up first.
static bool is_known(const UChar *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar canonical[NAME_MAX_LENGTH + 1];
	UBool system = false;
	ucal_getCanonicalTimeZoneID(name, -1, canonical, NAME_MAX_LENGTH, &system, &status);
	UChar unknown[NAME_MAX_LENGTH + 1];
	u_charsToUChars(UCAL_UNKNOWN_ZONE_ID, unknown, (int32_t)sizeof(UCAL_UNKNOWN_ZONE_ID));
	return U_SUCCESS(status) && system && u_strcmp(name, unknown) != 0;
}

static bool is_plain(const char *name)
{
	for (const char *at = name; *at; at++)
		if (*at <= ' ' || *at > '~')
			return false;
	return *name && strlen(name) <= NAME_MAX_LENGTH;
}

bool vr_zone_create(const char *name, struct vr_zone **out, struct vr_error *error)
{
	UChar wide[NAME_MAX_LENGTH + 1];
	*out = NULL;
	if (!is_plain(name))
		return vr_fail(error, VR_INVALID, "the time zone is no IANA name; write one such as Europe/Stockholm");
	u_charsToUChars(name, wide, (int32_t)strlen(name) + 1);
	if (!is_known(wide))
		return vr_fail(error, VR_INVALID, "unknown time zone \"%s\"; write one such as Europe/Stockholm", name);
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar = ucal_open(wide, -1, "en", UCAL_GREGORIAN, &status);
	if (U_FAILURE(status))
		return vr_fail(error, VR_INVALID, "time zone \"%s\" could not be opened: %s", name,
		               u_errorName(status));
	struct vr_zone *zone = vr_alloc(1, sizeof(*zone));
	zone->calendar = calendar;
	zone->spans = vr_alloc(SPANS, sizeof(*zone->spans));
	zone->oldest = vr_alloc(1, sizeof(*zone->oldest));
	*out = zone;
	return true;
}

void vr_zone_destroy(struct vr_zone *zone)
{
	if (!zone)
		return;
	ucal_close(zone->calendar);
	free(zone->spans);
	free(zone->oldest);
	free(zone);
}

static struct span look_up(const struct vr_zone *zone, int64_t ms)
{
	UErrorCode status = U_ZERO_ERROR;
	struct span span = {.from_ms = INT64_MIN, .until_ms = INT64_MAX};
	UDate edge;
	ucal_setMillis(zone->calendar, (double)ms, &status);
	if (ucal_getTimeZoneTransitionDate(zone->calendar, UCAL_TZ_TRANSITION_PREVIOUS_INCLUSIVE, &edge, &status))
		span.from_ms = (int64_t)edge;
	if (ucal_getTimeZoneTransitionDate(zone->calendar, UCAL_TZ_TRANSITION_NEXT, &edge, &status))
		span.until_ms = (int64_t)edge;
	span.offset_ms = ucal_get(zone->calendar, UCAL_ZONE_OFFSET, &status) +
	                 ucal_get(zone->calendar, UCAL_DST_OFFSET, &status);
	assert(U_SUCCESS(status));
	return span;
}

static struct span span_at(const struct vr_zone *zone, int64_t ms)
{
	if (!zone)
		return (struct span){.from_ms = INT64_MIN, .until_ms = INT64_MAX};
	for (unsigned i = 0; i < SPANS; i++)
		if (zone->spans[i].from_ms <= ms && ms < zone->spans[i].until_ms)
			return zone->spans[i];
	struct span span = look_up(zone, ms);
	zone->spans[*zone->oldest] = span;
	*zone->oldest = (*zone->oldest + 1) % SPANS;
	return span;
}

struct vr_local_time vr_zone_local(const struct vr_zone *zone, struct vr_instant instant)
{
	int64_t utc = held(instant.ms);
	int64_t local = utc + span_at(zone, utc).offset_ms;
	int64_t day = local / VR_DAY - (local % VR_DAY < 0);
	int64_t minute = (local - day * VR_DAY) / VR_MINUTE;
	struct vr_date date = vr_day_date(day);
	return (struct vr_local_time){.date = date,
	                              .weekday = (int8_t)vr_date_weekday(date),
	                              .hour = (int8_t)(minute / 60),
	                              .minute = (int8_t)(minute % 60)};
}

struct vr_instant vr_zone_instant(const struct vr_zone *zone, struct vr_date date, int minute_of_day)
{
	int64_t local = held(vr_day_number(date) * VR_DAY + minute_of_day * VR_MINUTE);
	// No zone is further than 14 hours from UTC and none ever skipped more than a day: a change of clocks that
	// concerns this local time lies between these two.
	struct span before = span_at(zone, held(local - 26 * VR_HOUR));
	struct span after = span_at(zone, held(local + 26 * VR_HOUR));
	int64_t first = local - before.offset_ms;
	if (first < before.until_ms)
		return (struct vr_instant){first}; // also the first of two
	int64_t second = local - after.offset_ms;
	if (second >= after.from_ms)
		return (struct vr_instant){second};
	return (struct vr_instant){before.until_ms}; // a time that was skipped
}
