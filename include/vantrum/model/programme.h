// The programme: the one document a screen knows (contract §1). Built once by room wire, then immutable and shared
// between threads by reference. All strings are valid UTF-8, NUL-terminated and owned by the programme's arena;
// an absent optional string is NULL.
#ifndef VANTRUM_MODEL_PROGRAMME_H
#define VANTRUM_MODEL_PROGRAMME_H

#include "vantrum/base.h"

#define VR_LANGUAGES_MAX 32
#define VR_MESSAGES_MAX 10000
#define VR_WAITS_MAX 200
#define VR_PROGRAMME_BYTES_MAX (16u << 20)
#define VR_LANGUAGE_TAG 16

// Languages of one programme are numbered 0 … language_count - 1 in its order; sets of them are bit masks.
typedef uint32_t vr_language_set;
#define VR_LANGUAGE_BIT(index) ((vr_language_set)1 << (index))

// One text in several languages, in programme order; only programme languages are kept.
struct vr_localized {
	const struct vr_localized_entry {
		uint8_t language; // number in the programme
		const char *text;
	} * entries;
	uint8_t count;
};

// Days as a bit mask: Monday is bit 0, Sunday bit 6 (ISO 8601 order).
typedef uint8_t vr_days;
#define VR_DAYS_ALL ((vr_days)0x7f)

// Local time of the clinic. until ≤ from runs past midnight into the next day; 24:00 is 1440.
struct vr_window {
	vr_days days;      // the days on which it begins
	int16_t from_min;  // 0 … 1439
	int16_t until_min; // 0 … 1440
};

// No windows at all (count 0) means that none was given: no restriction.
struct vr_windows {
	const struct vr_window *items;
	size_t count;
};

struct vr_date {
	int16_t year; // 0: no date
	int8_t month; // 1 … 12
	int8_t day;   // 1 … 31
};

// On this date the windows (their days are ignored) replace the weekly hours; none: closed all day.
struct vr_exception {
	struct vr_date date;
	struct vr_windows hours;
	struct vr_localized reason;
};

// Where to turn when the clinic is closed.
struct vr_elsewhere {
	struct vr_localized name;
	const char *phone;
	const char *address;
	struct vr_windows hours;
};

struct vr_clinic {
	const char *id;
	const char *hsa_id;
	struct vr_localized name;
	const char *address;
	const char *phone;
	const char *time_zone; // IANA name, e.g. "Europe/Stockholm"
	struct vr_windows opening_hours;
	const struct vr_exception *exceptions;
	size_t exception_count;
	struct vr_localized calling; // how patients are called
	const struct vr_elsewhere *elsewhere;
	size_t elsewhere_count;
	const char *page; // http or https: the same programme for one's own phone; NULL: there is none
};

enum vr_wait_state { VR_WAIT_OPEN, VR_WAIT_CLOSED, VR_WAIT_UNAVAILABLE };
enum vr_accepting { VR_ACCEPTING_UNSAID, VR_ACCEPTING_YES, VR_ACCEPTING_NO_NEW, VR_ACCEPTING_FULL };
enum vr_measure { VR_MEASURE_WAIT, VR_MEASURE_DELAY, VR_MEASURE_CALLBACK, VR_MEASURE_PLANNED, VR_MEASURE_COUNT };
enum vr_wait_until { VR_UNTIL_UNSAID, VR_UNTIL_NURSE, VR_UNTIL_DOCTOR, VR_UNTIL_DONE };
enum vr_order { VR_ORDER_UNSAID, VR_ORDER_ARRIVAL, VR_ORDER_TRIAGE, VR_ORDER_BOOKED };
enum vr_care_priority { VR_CARE_PRIORITY_UNSAID, VR_CARE_PRIORITY_WITH, VR_CARE_PRIORITY_WITHOUT };
enum vr_unit { VR_UNIT_MINUTE, VR_UNIT_HOUR, VR_UNIT_DAY, VR_UNIT_WEEK };
enum vr_bound { VR_BOUND_ABOUT, VR_BOUND_AT_LEAST, VR_BOUND_AT_MOST };
enum vr_level { VR_LEVEL_NONE, VR_LEVEL_SHORT, VR_LEVEL_NORMAL, VR_LEVEL_LONG, VR_LEVEL_VERY_LONG };
enum vr_statistic {
	VR_STATISTIC_NONE,
	VR_STATISTIC_FORECAST,
	VR_STATISTIC_MEAN,
	VR_STATISTIC_MEDIAN,
	VR_STATISTIC_P90,
	VR_STATISTIC_LONGEST,
	VR_STATISTIC_STAFF,
};

// A length of time as its source said it. to < 0: one number, not a range. from < 0: no number.
struct vr_span {
	double from;
	double to;
	enum vr_unit unit;
	enum vr_bound bound;
};

struct vr_wait {
	const char *id;
	struct vr_localized name;
	struct vr_localized place;
	enum vr_wait_state state; // open without a number or level was made unavailable by wire
	enum vr_accepting accepting;
	struct vr_windows hours;
	enum vr_measure measure; // VR_MEASURE_WAIT when not said
	enum vr_wait_until until;
	enum vr_order order;
	enum vr_care_priority care_priority;
	struct vr_span span;
	enum vr_level level;
	enum vr_statistic statistic;
	struct vr_instant measured_at; // VR_INSTANT_ALWAYS: not said (never with a number or level)
	int64_t good_for_ms;           // 0: not said
	struct vr_localized note;
	struct vr_localized reason; // why closed
	struct vr_instant opens_at; // VR_INSTANT_NEVER: not said
	const char *source;
};

enum vr_kind { VR_KIND_NOTICE, VR_KIND_HEALTH, VR_KIND_NEWS, VR_KIND_ALERT };
enum vr_priority { VR_PRIORITY_NORMAL, VR_PRIORITY_IMPORTANT, VR_PRIORITY_URGENT, VR_PRIORITY_EMERGENCY };
enum vr_show_when { VR_SHOW_ALWAYS, VR_SHOW_OPEN, VR_SHOW_CLOSED };
enum vr_origin { VR_ORIGIN_CLINIC, VR_ORIGIN_AUTHORITY };
enum vr_fit { VR_FIT_COVER, VR_FIT_CONTAIN };

#define VR_SHA256_HEX 65 // 64 lower-case digits and the NUL

struct vr_picture {
	const char *href; // as written, relative to the programme's URL; NULL: no picture
	char sha256[VR_SHA256_HEX];
	const char *type; // media type as announced; the bytes decide
	struct vr_localized alt;
	enum vr_fit fit;
};

struct vr_link {
	const char *href; // NULL: no link
	struct vr_localized label;
};

struct vr_message {
	const char *id;
	enum vr_kind kind;
	enum vr_priority priority;
	struct vr_localized title;
	struct vr_localized text;
	vr_language_set languages; // those it has a title in
	struct vr_picture picture;
	struct vr_link link;
	struct vr_instant issued_at;   // VR_INSTANT_ALWAYS: not said
	struct vr_instant valid_from;  // VR_INSTANT_ALWAYS: from the beginning
	struct vr_instant valid_until; // VR_INSTANT_NEVER: open-ended; never for an emergency
	struct vr_windows hours;
	enum vr_show_when show_when;
	enum vr_origin origin;
	bool drill;
	const char *source;
	struct vr_date reviewed_at;
	struct vr_date review_by; // withdrawn from the day after, local time
};

// A message or wait that was set aside while the rest is shown.
struct vr_set_aside {
	const char *pointer; // JSON Pointer (RFC 6901) of what is wrong, e.g. "/messages/3/title"
	const char *reason;
};

// Which languages a slide is in. An emergency always comes in all that it has.
enum vr_language_policy {
	VR_POLICY_SEQUENCE, // each in turn
	VR_POLICY_PAIRED,   // the clinic's first beside one other, which changes from round to round
	VR_POLICY_SINGLE,   // one
};

// "sequence", …: the word of programme and configuration.
const char *vr_language_policy_name(enum vr_language_policy policy);
// The one of that name; false, *out untouched: there is none (name may be NULL).
bool vr_language_policy_named(const char *name, enum vr_language_policy *out) VR_MUST_USE;

struct vr_programme {
	const char *series; // "" when not said
	int64_t sequence;
	struct vr_instant issued_at; // VR_INSTANT_ALWAYS: not said
	struct vr_localized area;
	struct vr_clinic clinic;
	const char (*languages)[VR_LANGUAGE_TAG]; // canonical BCP 47 tags, at least one; the first is the clinic's own
	size_t language_count;
	enum vr_language_policy language_policy;
	const struct vr_wait *waits;
	size_t wait_count;
	const struct vr_message *messages;
	size_t message_count;
	const struct vr_set_aside *set_aside;
	size_t set_aside_count;
	const char *base_url;  // what href is resolved against; NULL when it came from a file
	struct vr_arena arena; // owns all of the above
};

// An empty programme with one reference, to be filled by its one builder before anyone else sees it.
struct vr_programme *vr_programme_create(void);

// Any thread. NULL is a no-op; ref returns its argument.
const struct vr_programme *vr_programme_ref(const struct vr_programme *programme);
void vr_programme_unref(const struct vr_programme *programme);

// The text in a language, or NULL where it has none.
const char *vr_localized_get(const struct vr_localized *text, size_t language);

// The text in a language, else in the programme's first, else in any, else NULL. *used (may be NULL) says which.
const char *vr_localized_best(const struct vr_localized *text, size_t language, size_t *used);

// Index of a message or wait by its id, or -1.
ptrdiff_t vr_programme_find_message(const struct vr_programme *programme, const char *id);

#endif
