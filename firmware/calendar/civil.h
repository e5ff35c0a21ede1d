// Days and dates of the Gregorian calendar, counted without any time zone. Private to room calendar.
#ifndef VANTRUM_CALENDAR_CIVIL_H
#define VANTRUM_CALENDAR_CIVIL_H

#include "vantrum/calendar.h"

// Years outside 1 … 9999 are held at the nearest end: what lies there is nobody's opening hours.
#define VR_DAY_NUMBER_MIN INT64_C(-719162) // 0001-01-01
#define VR_DAY_NUMBER_MAX INT64_C(2932896) // 9999-12-31

// Days since 1970-01-01.
int64_t vr_day_number(struct vr_date date);
struct vr_date vr_day_date(int64_t number);

#endif
