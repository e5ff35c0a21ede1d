#include "vantrum/calendar.h"

#define HORIZON_DAYS 14
#define MINUTES_A_DAY 1440
// Windows that join end to start, each a step; more than this is no timetable, and is asked again at the last end.
#define JOINS_MAX 256

// Where the windows of a day come from: the weekly ones, or a clinic's exception for that date.
struct timetable {
	const struct vr_zone *zone;
	const struct vr_windows *weekly;
	const struct vr_clinic *clinic; // NULL: no exceptions
};

struct stretch {
	int64_t from_ms, until_ms;
};

static ptrdiff_t exception_on(const struct vr_clinic *clinic, struct vr_date date)
{
	for (size_t i = 0; clinic && i < clinic->exception_count; i++)
		if (vr_date_compare(clinic->exceptions[i].date, date) == 0)
			return (ptrdiff_t)i;
	return -1;
}

// A window belongs to the day on which it begins, also the part of it past midnight.
// *day is 0 where every window of the list counts, whatever days it names.
static const struct vr_windows *windows_on(const struct timetable *table, struct vr_date date, vr_days *day)
{
	ptrdiff_t exception = exception_on(table->clinic, date);
	*day = (vr_days)(exception < 0 ? 1u << vr_date_weekday(date) : 0u);
	return exception < 0 ? table->weekly : &table->clinic->exceptions[exception].hours;
}

static struct stretch stretch_of(const struct timetable *table, const struct vr_window *window, struct vr_date date)
{
	int until = window->until_min + (window->until_min <= window->from_min ? MINUTES_A_DAY : 0);
	return (struct stretch){vr_zone_instant(table->zone, date, window->from_min).ms,
	                        vr_zone_instant(table->zone, date, until).ms};
}

// The latest end of a window that begins on the date and contains the instant; the instant itself if none does.
static int64_t covered_by(const struct timetable *table, struct vr_date date, int64_t ms)
{
	vr_days day;
	const struct vr_windows *windows = windows_on(table, date, &day);
	int64_t end = ms;
	for (size_t i = 0; i < windows->count; i++) {
		if (day && !(windows->items[i].days & day))
			continue;
		struct stretch stretch = stretch_of(table, &windows->items[i], date);
		if (stretch.from_ms <= ms && stretch.until_ms > end)
			end = stretch.until_ms;
	}
	return end;
}

// The earliest begin after the instant of a window of that date, or INT64_MAX.
static int64_t begins_on(const struct timetable *table, struct vr_date date, int64_t ms)
{
	vr_days day;
	const struct vr_windows *windows = windows_on(table, date, &day);
	int64_t begin = INT64_MAX;
	for (size_t i = 0; i < windows->count; i++) {
		if (day && !(windows->items[i].days & day))
			continue;
		struct stretch stretch = stretch_of(table, &windows->items[i], date);
		if (stretch.from_ms > ms && stretch.from_ms < begin && stretch.until_ms > stretch.from_ms)
			begin = stretch.from_ms;
	}
	return begin;
}

// Through joins at noon and at midnight to where the timetable really pauses.
static int64_t end_of_cover(const struct timetable *table, int64_t ms)
{
	int64_t end = ms;
	for (int joins = 0; joins < JOINS_MAX; joins++) {
		struct vr_date today = vr_zone_local(table->zone, (struct vr_instant){end}).date;
		int64_t next = covered_by(table, vr_date_add(today, -1), end);
		if (next == end)
			next = covered_by(table, today, end);
		if (next == end)
			return end;
		if (next - ms > HORIZON_DAYS * VR_DAY)
			return INT64_MAX;
		end = next;
	}
	return end;
}

static int64_t next_begin(const struct timetable *table, int64_t ms)
{
	struct vr_date today = vr_zone_local(table->zone, (struct vr_instant){ms}).date;
	for (int i = 0; i <= HORIZON_DAYS; i++) {
		int64_t begin = begins_on(table, vr_date_add(today, i), ms);
		if (begin != INT64_MAX)
			return begin - ms > HORIZON_DAYS * VR_DAY ? INT64_MAX : begin;
	}
	return INT64_MAX;
}

// Extreme instants are held inside the calendar, so that the distances above cannot overflow.
static int64_t held(int64_t ms)
{
	const int64_t edge = INT64_C(290000) * 365 * VR_DAY;
	return ms > edge ? edge : ms < -edge ? -edge : ms;
}

static bool contains(const struct timetable *table, int64_t ms, struct vr_instant *change)
{
	int64_t end = end_of_cover(table, held(ms));
	bool inside = end != held(ms);
	change->ms = inside ? end : next_begin(table, held(ms));
	return inside;
}

bool vr_windows_contain(const struct vr_zone *zone, const struct vr_windows *windows, struct vr_instant instant,
                        struct vr_instant *change)
{
	*change = VR_INSTANT_NEVER;
	if (windows->count == 0)
		return true;
	struct timetable table = {.zone = zone, .weekly = windows};
	return contains(&table, instant.ms, change);
}

struct vr_opening vr_clinic_opening(const struct vr_zone *zone, const struct vr_clinic *clinic, struct vr_now now)
{
	struct vr_opening opening = {
	        .state = VR_OPENING_UNKNOWN, .change = {.hour = -1}, .change_at = VR_INSTANT_NEVER, .exception = -1};
	if (!zone || !now.trusted)
		return opening;
	opening.exception = exception_on(clinic, vr_zone_local(zone, now.wall).date);
	if (clinic->opening_hours.count == 0)
		return opening;
	struct timetable table = {.zone = zone, .weekly = &clinic->opening_hours, .clinic = clinic};
	bool open = contains(&table, now.wall.ms, &opening.change_at);
	opening.state = open ? VR_OPENING_OPEN : VR_OPENING_CLOSED;
	if (opening.change_at.ms != INT64_MAX)
		opening.change = vr_zone_local(zone, opening.change_at);
	return opening;
}
