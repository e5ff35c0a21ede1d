#include "civil.h"

#define DAYS_BEFORE_1970 INT64_C(719162) // from 0001-01-01
#define DAYS_IN_400_YEARS INT64_C(146097)

static bool is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// Days from 0001-01-01 to the first of January of the year.
static int64_t days_before_year(int64_t year)
{
	int64_t past = year - 1;
	return past * 365 + past / 4 - past / 100 + past / 400;
}

static int days_before_month(int64_t year, int month)
{
	static const int16_t before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
	return before[month - 1] + (month > 2 && is_leap(year) ? 1 : 0);
}

int64_t vr_day_number(struct vr_date date)
{
	int64_t year = date.year < 1 ? 1 : date.year > 9999 ? 9999 : date.year;
	int month = date.month < 1 ? 1 : date.month > 12 ? 12 : date.month;
	return days_before_year(year) + days_before_month(year, month) + date.day - 1 - DAYS_BEFORE_1970;
}

struct vr_date vr_day_date(int64_t number)
{
	if (number < VR_DAY_NUMBER_MIN)
		number = VR_DAY_NUMBER_MIN;
	if (number > VR_DAY_NUMBER_MAX)
		number = VR_DAY_NUMBER_MAX;
	int64_t days = number + DAYS_BEFORE_1970;
	// The average year is a guess that is never more than one off.
	int64_t year = days * 400 / DAYS_IN_400_YEARS + 1;
	while (days_before_year(year) > days)
		year--;
	while (days_before_year(year + 1) <= days)
		year++;
	int rest = (int)(days - days_before_year(year));
	int month = rest / 31 + 1;
	if (month < 12 && days_before_month(year, month + 1) <= rest)
		month++;
	return (struct vr_date){.year = (int16_t)year,
	                        .month = (int8_t)month,
	                        .day = (int8_t)(rest - days_before_month(year, month) + 1)};
}

struct vr_date vr_date_add(struct vr_date date, int days)
{
	return vr_day_date(vr_day_number(date) + days);
}

int vr_date_weekday(struct vr_date date)
{
	int64_t weekday = (vr_day_number(date) + 3) % 7; // 1970-01-01 was a Thursday
	return (int)(weekday < 0 ? weekday + 7 : weekday);
}

int vr_date_compare(struct vr_date a, struct vr_date b)
{
	int64_t first = vr_day_number(a), second = vr_day_number(b);
	return first < second ? -1 : first > second;
}
