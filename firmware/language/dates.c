// Dates, times, numbers and weekdays. Times are HH:MM in every language: it is what the paper ticket, the door and
// the wall clock beside the screen say, so a Finnish 8.30 would be one more thing to translate.
#include "locale.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unicode/udatpg.h>
#include <unicode/ustring.h>

#define TEXT_MAX 256 // UTF-16 units of a date, a number or a weekday
#define DAY_MIN (24 * 60)

// The catalogue's own word or its parent's, or NULL: ICU's is taken.
static const char *word_of(const struct vr_language *language, enum vr_date_word word)
{
	for (size_t i = 0; i < language->chain_length; i++) {
		if (language->chain[i]->dates[word] != NULL)
			return language->chain[i]->dates[word];
	}
	return NULL;
}

// Whose dates ICU is asked for. It would answer in the system's language for one that it does not know, and a screen
// may not change with the locale that it was started in.
static void date_locale(const struct vr_language *language, char out[VR_LOCALE_MAX])
{
	strcpy(out, language->locale);
	if (language->known)
		return;
	bool english = vr_locale_of("en", out);
	assert(english);
	(void)english;
}

static void set_names(UDateFormat *format, const char *names, UDateFormatSymbolType type, int32_t first, int32_t count)
{
	for (int32_t i = 0; i < count; i++) {
		UChar name[VR_DATE_WORD_MAX];
		UErrorCode status = U_ZERO_ERROR;
		int32_t length = 0;
		size_t bytes = strcspn(names, ",");
		u_strFromUTF8(name, VR_DATE_WORD_MAX, &length, names, (int32_t)bytes, &status);
		// Weekdays: ICU counts from Sunday.
		int32_t place = count == 7 ? (i + 1) % 7 + first : i + first;
		udat_setSymbols(format, type, place, name, length, &status);
		names += bytes + (names[bytes] == ',');
	}
}

static void set_own_names(const struct vr_language *language, UDateFormat *format)
{
	static const struct {
		enum vr_date_word word;
		UDateFormatSymbolType type;
	} rows[] = {
	        {VR_DATE_MONTHS, UDAT_MONTHS},
	        {VR_DATE_MONTHS, UDAT_STANDALONE_MONTHS},
	        {VR_DATE_MONTHS, UDAT_SHORT_MONTHS},
	        {VR_DATE_MONTHS, UDAT_STANDALONE_SHORT_MONTHS},
	        {VR_DATE_WEEKDAYS, UDAT_STANDALONE_WEEKDAYS},
	        {VR_DATE_WEEKDAYS_SHORT, UDAT_STANDALONE_SHORT_WEEKDAYS},
	};
	for (size_t i = 0; i < VR_COUNT(rows); i++) {
		const char *names = word_of(language, rows[i].word);
		bool months = rows[i].word == VR_DATE_MONTHS;
		if (names != NULL)
			set_names(format, names, rows[i].type, months ? 0 : UCAL_SUNDAY, months ? 12 : 7);
	}
}

// By the catalogue's pattern, or ICU's own for the skeleton.
static UDateFormat *open_date(const struct vr_language *language, enum vr_date_word word, const UChar *skeleton)
{
	char locale[VR_LOCALE_MAX];
	UChar pattern[VR_DATE_WORD_MAX + 1];
	int32_t length = -1;
	UErrorCode status = U_ZERO_ERROR;
	const char *own = word_of(language, word);
	UDateFormatStyle style = own != NULL || skeleton != NULL ? UDAT_PATTERN : UDAT_LONG;
	date_locale(language, locale);
	if (own != NULL) {
		u_strFromUTF8(pattern, VR_DATE_WORD_MAX + 1, &length, own, -1, &status);
	} else if (skeleton != NULL) {
		UDateTimePatternGenerator *generator = udatpg_open(locale, &status);
		length = udatpg_getBestPattern(generator, skeleton, -1, pattern, VR_DATE_WORD_MAX, &status);
		udatpg_close(generator);
	}
	UDateFormat *format = udat_open(style == UDAT_PATTERN ? UDAT_PATTERN : UDAT_NONE, style, locale, u"UTC", -1,
	                                pattern, length, &status);
	if (format != NULL)
		set_own_names(language, format);
	return format;
}

static UDateFormat *long_date(const struct vr_language *language)
{
	UDateFormat **slot = &language->formatters->long_date;
	if (*slot == NULL)
		*slot = open_date(language, VR_DATE_LONG, NULL);
	return *slot;
}

static UDateFormat *short_date(const struct vr_language *language)
{
	UDateFormat **slot = &language->formatters->short_date;
	if (*slot == NULL)
		*slot = open_date(language, VR_DATE_SHORT, u"MMMd");
	return *slot;
}

static void say_day(UDateFormat *format, int year, int month, int day, struct vr_buffer *out)
{
	assert(month >= 1 && month <= 12 && day >= 1 && day <= 31);
	struct tm civil = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
	UChar said[TEXT_MAX];
	UErrorCode status = format != NULL ? U_ZERO_ERROR : U_MEMORY_ALLOCATION_ERROR;
	int32_t length = udat_format(format, (double)timegm(&civil) * 1000.0, said, TEXT_MAX, NULL, &status);
	if (U_SUCCESS(status))
		vr_add_utf16(out, said, length);
	else
		vr_buffer_format(out, "%04d-%02d-%02d", year, month, day);
}

void vr_say_date(const struct vr_language *language, int year, int month, int day, struct vr_buffer *out)
{
	say_day(long_date(language), year, month, day, out);
}

void vr_say_short_date(const struct vr_language *language, int month, int day, struct vr_buffer *out)
{
	say_day(short_date(language), 2000, month, day, out); // a leap year: 29 February exists
}

void vr_say_time(const struct vr_language *language, int hour, int minute, struct vr_buffer *out)
{
	(void)language;
	vr_buffer_format(out, "%02d:%02d", hour, minute);
}

static void say_weekday(const struct vr_language *language, int weekday, UDateFormatSymbolType type,
                        struct vr_buffer *out)
{
	assert(weekday >= 0 && weekday < 7);
	UChar said[TEXT_MAX];
	UErrorCode status = U_ZERO_ERROR;
	int32_t sunday_first = (weekday + 1) % 7 + UCAL_SUNDAY;
	int32_t length = udat_getSymbols(long_date(language), type, sunday_first, said, TEXT_MAX, &status);
	if (U_SUCCESS(status))
		vr_add_utf16(out, said, length);
}

void vr_say_weekday(const struct vr_language *language, int weekday, struct vr_buffer *out)
{
	say_weekday(language, weekday, UDAT_STANDALONE_WEEKDAYS, out);
}

static void short_name(const struct vr_language *language, int weekday, struct vr_buffer *out)
{
	say_weekday(language, weekday, UDAT_STANDALONE_SHORT_WEEKDAYS, out);
}

static void say_day_range(const struct vr_language *language, int from, int to, struct vr_buffer *out)
{
	struct vr_buffer first, last;
	vr_buffer_init(&first, TEXT_MAX);
	vr_buffer_init(&last, TEXT_MAX);
	short_name(language, from, &first);
	short_name(language, to, &last);
	vr_say_text(language, VR_PHRASE_RANGE, vr_buffer_string(&first), vr_buffer_string(&last), out);
	vr_buffer_release(&first);
	vr_buffer_release(&last);
}

void vr_say_days(const struct vr_language *language, unsigned days, struct vr_buffer *out)
{
	bool first = true;
	for (int day = 0; day < 7; day++) {
		if ((days >> day & 1U) == 0)
			continue;
		int last = day;
		while (last < 6 && (days >> (last + 1) & 1U) != 0)
			last++;
		if (!first)
			vr_buffer_text(out, language->comma);
		first = false;
		if (last - day >= 2) { // two days are shorter with a comma, and clearer
			say_day_range(language, day, last, out);
			day = last;
		} else {
			short_name(language, day, out);
		}
	}
}

void vr_say_hours(const struct vr_language *language, int from_min, int until_min, struct vr_buffer *out)
{
	char from[16], until[16];
	int last = until_min > DAY_MIN ? until_min - DAY_MIN : until_min; // 24:00 stays 24:00
	snprintf(from, sizeof(from), "%02d:%02d", from_min / 60, from_min % 60);
	snprintf(until, sizeof(until), "%02d:%02d", last / 60, last % 60);
	vr_say_text(language, VR_PHRASE_RANGE, from, until, out);
}

void vr_say_value(const struct vr_language *language, double number, struct vr_buffer *out)
{
	UNumberFormat **slot = &language->formatters->number;
	UErrorCode status = U_ZERO_ERROR;
	if (*slot == NULL) {
		*slot = unum_open(UNUM_DECIMAL, NULL, 0, language->locale, NULL, &status);
		if (*slot != NULL)
			unum_setAttribute(*slot, UNUM_MAX_FRACTION_DIGITS, 1);
	}
	UChar said[TEXT_MAX];
	int32_t length = 0;
	if (*slot != NULL && U_SUCCESS(status))
		length = unum_formatDouble(*slot, number, said, TEXT_MAX, NULL, &status);
	if (*slot != NULL && U_SUCCESS(status))
		vr_add_utf16(out, said, length);
	else
		vr_buffer_format(out, "%.1f", number);
}
