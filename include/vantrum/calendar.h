// Room calendar: what time it is where the clinic is, and which windows contain it (ICU time zones, so both
// daylight-saving nights are right). A zone is immutable once open; use one a thread.
#ifndef VANTRUM_CALENDAR_H
#define VANTRUM_CALENDAR_H

#include "vantrum/model.h"

struct vr_zone;

// VR_INVALID when ICU does not know the name.
bool vr_zone_create(const char *name, struct vr_zone **out, struct vr_error *error) VR_MUST_USE;
void vr_zone_destroy(struct vr_zone *zone);

// zone NULL is UTC, here and in the next one. Instants outside years 1 … 9999 are held at the nearest end.
struct vr_local_time vr_zone_local(const struct vr_zone *zone, struct vr_instant instant);

// The instant of a local time. In the hour that is skipped: the first instant after it; in the one that comes twice:
// the first. minute_of_day 0 … 2880 (the next day's after 1440).
struct vr_instant vr_zone_instant(const struct vr_zone *zone, struct vr_date date, int minute_of_day);

struct vr_date vr_date_add(struct vr_date date, int days);
int vr_date_weekday(struct vr_date date); // 0 Monday … 6 Sunday
int vr_date_compare(struct vr_date a, struct vr_date b);

// Whether the weekly windows contain the instant (no windows: always), and when that next changes
// (VR_INSTANT_NEVER: not within 14 days). Windows are half-open; until ≤ from runs past midnight.
bool vr_windows_contain(const struct vr_zone *zone, const struct vr_windows *windows, struct vr_instant instant,
                        struct vr_instant *change);

// The clinic's weekly hours with its exceptions. A clinic without opening_hours is VR_OPENING_UNKNOWN.
// An untrusted clock (now.trusted false) or a zone that is NULL gives VR_OPENING_UNKNOWN as well. A window belongs to
// the day on which it begins, so one that runs past midnight into an exception's date still counts.
struct vr_opening vr_clinic_opening(const struct vr_zone *zone, const struct vr_clinic *clinic, struct vr_now now);

#endif
