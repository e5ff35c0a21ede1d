// Room language: which words. Phrases (assets/locale/<tag>.arb: JSON with ICU messages, as translators' tools read it),
// plurals, durations, numbers and dates (ICU with -u-ca-gregory-nu-latn), direction, reading speed.
// A catalogue may be used by one thread at a time: its formatters are opened when first needed.
// Where ICU has no dates of a language, or poor ones, its catalogue gives them: "longDate" and "shortDate" (ICU
// patterns of d, M or L, y and quoted text), "months", "weekdays" and "shortWeekdays" (names with commas, Monday
// first). Without them a language that ICU does not know has English dates.
#ifndef VANTRUM_LANGUAGE_H
#define VANTRUM_LANGUAGE_H

#include "vantrum/base.h"

struct vr_language;

// The catalogue of a BCP 47 tag: its own file, then its parent's ("sv-FI" → "sv"; not one in another script, as of
// "ku-Arab"), then those of the tag that CLDR has for the same language ("prs" → "fa-AF" → "fa", "kmr" → "ku"), then
// the English that is compiled in, so that every phrase can be said even without any file. *out is there after false as
// well, and destroyed by the caller: VR_NOT_FOUND without a file and VR_INVALID for a broken one (numbers and dates are
// still of the language, phrases English) or for a tag that is none (all English).
bool vr_language_create(const char *tag, struct vr_language **out, struct vr_error *error) VR_MUST_USE;
void vr_language_destroy(struct vr_language *language);

const char *vr_language_tag(const struct vr_language *language);
bool vr_language_rtl(const struct vr_language *language);

// The catalogues that were asked for, by tag, opened once; those least recently used are closed when there are more
// than VR_LANGUAGES_KEPT. What could not be read is logged once and falls back as vr_language_create says.
#define VR_LANGUAGES_KEPT 34 // the 32 of a programme, and the two of a house without one
struct vr_languages;

struct vr_languages *vr_languages_create(void);
void vr_languages_destroy(struct vr_languages *languages);

// Never NULL; valid until VR_LANGUAGES_KEPT - 1 other tags were asked for.
const struct vr_language *vr_languages_get(struct vr_languages *languages, const char *tag);

// Every phrase that the screen says: name in C, key in the catalogue, its arguments: "" none, "n" a number for {0},
// "s" a string for {0}, "ss" strings for {0} and {1}. An argument may stay unused.
// clang-format off
#define VR_PHRASES(X)                                                                                                  \
	X(WAIT_HEADING, "waitHeading", "")            /* the band over waits: if you come now */                       \
	X(DELAY_HEADING, "delayHeading", "")          /* booked visits run late by */                                  \
	X(CALLBACK_HEADING, "callbackHeading", "")    /* we call you back within */                                    \
	X(PLANNED_HEADING, "plannedHeading", "")      /* weeks to an appointment */                                    \
	X(WAIT_HEADING_SHORT, "waitHeadingShort", "") /* the same where little fits */                                 \
	X(DELAY_HEADING_SHORT, "delayHeadingShort", "")                                                                \
	X(CALLBACK_HEADING_SHORT, "callbackHeadingShort", "")                                                          \
	X(PLANNED_HEADING_SHORT, "plannedHeadingShort", "")                                                            \
	X(UNTIL_NURSE, "untilNurse", "") /* fine print: "to a nurse" */                                                \
	X(UNTIL_DOCTOR, "untilDoctor", "")                                                                             \
	X(UNTIL_DONE, "untilDone", "")                                                                                 \
	X(UPDATED_AT, "updatedAt", "s")         /* {0}: a time of day */                                               \
	X(UPDATED_ON, "updatedOn", "s")         /* {0}: a date */                                                      \
	X(OLD_FROM, "oldFrom", "s")             /* old value, from {0} */                                              \
	X(NO_CURRENT_TIME, "noCurrentTime", "") /* withdrawn: no current time. */                                      \
	X(ASK_AT_DESK, "askAtDesk", "")         /* Ask at the desk. */                                                 \
	X(UNAVAILABLE, "unavailable", "")       /* No wait time is available. */                                       \
	X(CLOSED, "closed", "")                                                                                        \
	X(CLOSED_FOR, "closedFor", "s") /* closed: {0} is the reason as the clinic wrote it */                         \
	X(OPENS_AT, "opensAt", "s")     /* opens {0}, a time today */                                                  \
	X(OPENS_ON, "opensOn", "ss")    /* opens {0}, a day, at {1}, a time */                                         \
	X(NO_NEW, "noNew", "")          /* no new patients today; those who wait will be seen */                       \
	X(FULL, "full", "")                                                                                            \
	X(NO_DELAY, "noDelay", "") /* delay of 0: on time */                                                           \
	X(LEVEL_SHORT, "levelShort", "")                                                                               \
	X(LEVEL_NORMAL, "levelNormal", "")                                                                             \
	X(LEVEL_LONG, "levelLong", "")                                                                                 \
	X(LEVEL_VERY_LONG, "levelVeryLong", "")                                                                        \
	X(ORDER_TRIAGE, "orderTriage", "")            /* the sickest are helped first */                               \
	X(CARE_WITH_PRIORITY, "careWithPriority", "") /* planned care with priority */                                 \
	X(CARE_WITHOUT_PRIORITY, "careWithoutPriority", "")                                                            \
	X(RANGE, "range", "ss")     /* {0}–{1}; in words where the script asks for it */                             \
	X(AT_LEAST, "atLeast", "s") /* {0}: a duration or number */                                                    \
	X(AT_MOST, "atMost", "s")                                                                                      \
	X(UNIT_MINUTE, "unitMinute", "n") /* the unit alone, beside a large numeral of {0} */                          \
	X(UNIT_HOUR, "unitHour", "n")                                                                                  \
	X(UNIT_DAY, "unitDay", "n")                                                                                    \
	X(UNIT_WEEK, "unitWeek", "n")                                                                                  \
	X(MINUTES_IN_WORDS, "minutesInWords", "n") /* numeral and unit in one: "2 hours"; Arabic one and two have no digit */ \
	X(HOURS_IN_WORDS, "hoursInWords", "n")                                                                         \
	X(DAYS_IN_WORDS, "daysInWords", "n")                                                                           \
	X(WEEKS_IN_WORDS, "weeksInWords", "n")                                                                         \
	X(KIND_NOTICE, "kindNotice", "") /* from the clinic */                                                         \
	X(KIND_HEALTH, "kindHealth", "")                                                                               \
	X(KIND_NEWS, "kindNews", "")                                                                                   \
	X(KIND_ALERT, "kindAlert", "")                                                                                 \
	X(KIND_NOTICE_SHORT, "kindNoticeShort", "") /* a word for each where little fits: notice */                    \
	X(KIND_HEALTH_SHORT, "kindHealthShort", "")                                                                    \
	X(KIND_ALERT_SHORT, "kindAlertShort", "")                                                                      \
	X(IMPORTANT, "important", "")              /* the word over an emergency */                                    \
	X(DRILL, "drill", "")                      /* the word for drill */                                            \
	X(SOURCE_REVIEWED, "sourceReviewed", "ss") /* {0} · reviewed {1}, a date */                                   \
	X(REVIEWED, "reviewed", "s")                                                                                   \
	X(VALID_UNTIL, "validUntil", "s") /* {0}: a time or a date */                                                  \
	X(SINCE, "since", "s")                                                                                         \
	X(DESK_EXPLAINS, "deskExplains", "") /* the desk can explain this in your language */                          \
	X(OPEN_UNTIL, "openUntil", "s")                                                                                \
	X(OPEN_NOW, "openNow", "")                                                                                     \
	X(CLOSED_NOW, "closedNow", "")                                                                                 \
	X(OPENING_HOURS, "openingHours", "")                                                                           \
	X(WHEN_CLOSED, "whenClosed", "")          /* card: when we are closed */                                       \
	X(ADVICE_DAY_NIGHT, "adviceDayNight", "") /* 1177: advice day and night */                                     \
	X(DANGER_TO_LIFE, "dangerToLife", "s")    /* acute danger: {0} is 112 */                                       \
	X(DAY_CLOSED, "dayClosed", "")            /* in the hours table */                                             \
	X(WELCOME, "welcome", "")                 /* idle: nothing to show but the clinic's name */                    \
	X(SCAN_TO_READ, "scanToRead", "")         /* beside a QR code without label */                                 \
	X(TO_THE_DESK, "toTheDesk", "")           /* idle without programme: turn to the desk */                       \
	X(ON_YOUR_PHONE, "onYourPhone", "")       /* beside the code of the clinic's page: the same on your phone */   \
	X(LANGUAGES, "languages", "")             /* the page for phones: over the links to other languages */         \
	X(HOW_CALLED, "howCalled", "")            /* the same: over how patients are called */                         \
	X(READ_MORE, "readMore", "")              /* the same: a link without label */

// Titles and texts of the hub's prepared messages, in the same form. A title has at most 60 characters with its value
// in it and a text 240; of an emergency 32 and 90.
#define VR_TEMPLATE_PHRASES(X)                                                                                         \
	X(DOCTOR_LATE_TITLE, "doctorLateTitle", "n") /* {0}: minutes */                                                \
	X(DOCTOR_LATE_TEXT, "doctorLateText", "")                                                                      \
	X(LAB_CLOSED_TITLE, "labClosedTitle", "s") /* {0}: a time of day */                                            \
	X(LAB_CLOSED_TEXT, "labClosedText", "")                                                                        \
	X(DROP_IN_FULL_TITLE, "dropInFullTitle", "")                                                                   \
	X(DROP_IN_FULL_TEXT, "dropInFullText", "")                                                                     \
	X(NEW_HOURS_TITLE, "newHoursTitle", "s") /* {0}: hours of today, 08:00–15:00 */                              \
	X(NEW_HOURS_TEXT, "newHoursText", "")                                                                          \
	X(DESK_CLOSED_TITLE, "deskClosedTitle", "s") /* {0}: a time of day */                                          \
	X(DESK_CLOSED_TEXT, "deskClosedText", "")                                                                      \
	X(PHONE_DOWN_TITLE, "phoneDownTitle", "")                                                                      \
	X(PHONE_DOWN_TEXT, "phoneDownText", "")                                                                        \
	X(IT_DOWN_TITLE, "itDownTitle", "")                                                                            \
	X(IT_DOWN_TEXT, "itDownText", "")                                                                              \
	X(MASK_TITLE, "maskTitle", "")                                                                                 \
	X(MASK_TEXT, "maskText", "")                                                                                   \
	X(HAND_WASH_TITLE, "handWashTitle", "")                                                                        \
	X(HAND_WASH_TEXT, "handWashText", "")                                                                          \
	X(VACCINATION_TITLE, "vaccinationTitle", "") /* where no vaccine is named */                                   \
	X(VACCINATION_TEXT, "vaccinationText", "s")  /* {0}: a year of birth */                                        \
	X(FLU_VACCINE_TITLE, "fluVaccineTitle", "")                                                                    \
	X(COVID_VACCINE_TITLE, "covidVaccineTitle", "")                                                                \
	X(LEAVE_TITLE, "leaveTitle", "") /* emergencies */                                                             \
	X(LEAVE_TEXT, "leaveText", "")                                                                                 \
	X(STAY_TITLE, "stayTitle", "")                                                                                 \
	X(STAY_TEXT, "stayText", "")                                                                                   \
	X(CALL_OFF_TITLE, "callOffTitle", "")                                                                          \
	X(CALL_OFF_TEXT, "callOffText", "")

// What the staff page calls them and asks for: only in catalogues of languages that the staff page speaks. A catalogue
// has all of these or none.
#define VR_STAFF_PHRASES(X)                                                                                            \
	X(STAFF_DOCTOR_LATE, "staffDoctorLate", "")                                                                    \
	X(STAFF_LAB_CLOSED, "staffLabClosed", "")                                                                      \
	X(STAFF_DROP_IN_FULL, "staffDropInFull", "")                                                                   \
	X(STAFF_NEW_HOURS, "staffNewHours", "")                                                                        \
	X(STAFF_DESK_CLOSED, "staffDeskClosed", "")                                                                    \
	X(STAFF_PHONE_DOWN, "staffPhoneDown", "")                                                                      \
	X(STAFF_IT_DOWN, "staffItDown", "")                                                                            \
	X(STAFF_MASK, "staffMask", "")                                                                                 \
	X(STAFF_HAND_WASH, "staffHandWash", "")                                                                        \
	X(STAFF_VACCINATION, "staffVaccination", "")                                                                   \
	X(STAFF_LEAVE, "staffLeave", "")                                                                               \
	X(STAFF_STAY, "staffStay", "")                                                                                 \
	X(STAFF_CALL_OFF, "staffCallOff", "")                                                                          \
	X(STAFF_ASK_MINUTES, "staffAskMinutes", "") /* how many minutes? */                                            \
	X(STAFF_ASK_UNTIL, "staffAskUntil", "")     /* until when? */                                                  \
	X(STAFF_ASK_HOURS, "staffAskHours", "")     /* from when until when? */                                        \
	X(STAFF_ASK_YEAR, "staffAskYear", "")       /* born in which year or earlier? */                               \
	X(STAFF_ASK_VACCINE, "staffAskVaccine", "") /* against what? */                                                \
	X(STAFF_FLU, "staffFlu", "")                                                                                   \
	X(STAFF_COVID, "staffCovid", "")
// clang-format on

enum vr_phrase {
#define VR_PHRASE_ENUM(name, key, arguments) VR_PHRASE_##name,
	VR_PHRASES(VR_PHRASE_ENUM) VR_TEMPLATE_PHRASES(VR_PHRASE_ENUM) VR_STAFF_PHRASES(VR_PHRASE_ENUM)
#undef VR_PHRASE_ENUM
	        VR_PHRASE_COUNT
};

// The phrase's arguments, as the tables say.
const char *vr_phrase_arguments(enum vr_phrase phrase);

// Appends the phrase. The function must fit the phrase's arguments as the table says (asserted). In right-to-left
// languages, and where a string is right to left, strings are isolated (U+2068 … U+2069).
void vr_say(const struct vr_language *language, enum vr_phrase phrase, struct vr_buffer *out);
void vr_say_text(const struct vr_language *language, enum vr_phrase phrase, const char *first, const char *second,
                 struct vr_buffer *out); // second NULL where the phrase has one argument
void vr_say_number(const struct vr_language *language, enum vr_phrase phrase, double number, struct vr_buffer *out);

// True when the catalogue (or its fallback) gives the phrase and it is not empty.
bool vr_can_say(const struct vr_language *language, enum vr_phrase phrase);

// True when the phrase would be said in this very language: English is not standing in for it.
bool vr_says_itself(const struct vr_language *language, enum vr_phrase phrase);

// What the language calls itself, as in a list to choose from: "Svenska", "Suomi", "العربية".
void vr_say_own_name(const struct vr_language *language, struct vr_buffer *out);

// A time of day "08:30" (24 hours with a colon in every language, as on clocks and tickets), a long date "1 September
// 2026", a short one "1 sep.", a weekday "måndag" (0 Monday).
void vr_say_time(const struct vr_language *language, int hour, int minute, struct vr_buffer *out);
void vr_say_date(const struct vr_language *language, int year, int month, int day, struct vr_buffer *out);
void vr_say_short_date(const struct vr_language *language, int month, int day, struct vr_buffer *out);
void vr_say_weekday(const struct vr_language *language, int weekday, struct vr_buffer *out);

// Days of a week as a bit mask (Monday bit 0) in short names: "mån–tors", "lör, sön".
void vr_say_days(const struct vr_language *language, unsigned days, struct vr_buffer *out);

// "08:00–17:00"; in words where a dash would be misread.
void vr_say_hours(const struct vr_language *language, int from_min, int until_min, struct vr_buffer *out);

// A number with Latin digits and the language's decimal sign; at most one decimal.
void vr_say_value(const struct vr_language *language, double number, struct vr_buffer *out);

// How long characters of text need to be read: 2 s + text at half the published speed (IReST; domain §6),
// a language without one takes the slowest of its script. Milliseconds; not yet bounded to 6 … 40 s.
int64_t vr_reading_ms(const char *tag, size_t characters);

// What is wrong with <tag>'s own catalogue, one "key: reason" a line: phrases that it lacks, has with other arguments
// or without a plural form that a number up to a thousand takes; dates where ICU has none; nothing when it is complete.
// The staff page's words are missed only where there are some. For the tool and the tests.
bool vr_language_check(const char *tag, struct vr_buffer *out, struct vr_error *error) VR_MUST_USE;

#endif
