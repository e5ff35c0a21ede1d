// The slide: what plan decided to show, with every state, age and local time resolved, so that room slide needs no
// clock and no calendar. A value; it borrows the programme, which must outlive it.
#ifndef VANTRUM_MODEL_SLIDE_H
#define VANTRUM_MODEL_SLIDE_H

#include "vantrum/model/programme.h"

enum vr_slide_kind {
	VR_SLIDE_WAITS,
	VR_SLIDE_MESSAGE,
	VR_SLIDE_CLINIC,
	VR_SLIDE_EMERGENCY,
	VR_SLIDE_IDLE,
	VR_SLIDE_PROBLEM,
};

#define VR_SLIDE_LANGUAGES_MAX 3 // on one slide at once
#define VR_SLIDE_WAITS_MAX 8     // on one page

// A moment in the clinic's local time.
struct vr_local_time {
	struct vr_date date;
	int8_t weekday; // 0 Monday … 6 Sunday
	int8_t hour;    // 0 … 23; -1: not known
	int8_t minute;
};

enum vr_freshness { VR_FRESH, VR_OLD, VR_WITHDRAWN, VR_CLOSED, VR_UNAVAILABLE };

struct vr_slide_wait {
	size_t wait; // index in the programme
	enum vr_freshness state;
	struct vr_local_time measured; // when the value was measured; hour -1 when not said or the clock is untrusted
	bool measured_today;           // measured's date is the slide's; a date is needed in words when not
	int64_t age_min;               // whole minutes since the measurement, rounded down; -1 when not known
	struct vr_local_time opens;    // when closed: when it opens again; hour -1 when not known
	bool opens_today;
};

// Whether the clinic is open now, and until or from when. Never claimed while the clock is untrusted.
enum vr_opening_state { VR_OPENING_UNKNOWN, VR_OPENING_OPEN, VR_OPENING_CLOSED };

struct vr_opening {
	enum vr_opening_state state;
	struct vr_local_time change; // open: closes at; closed: opens at. hour -1: not within the next 14 days
	struct vr_instant change_at; // the same as an instant; VR_INSTANT_NEVER when not known
	ptrdiff_t exception;         // index of the exception that rules today, or -1
};

// A member that is drawn belongs into vr_slide_identical.
struct vr_slide {
	enum vr_slide_kind kind;
	const struct vr_programme *programme;           // borrowed; NULL only on idle and problem slides
	size_t message;                                 // index, on message and emergency slides
	enum vr_measure measure;                        // on waits slides
	struct vr_slide_wait waits[VR_SLIDE_WAITS_MAX]; // on waits slides: those of this page, in programme order
	size_t wait_count;
	uint8_t languages[VR_SLIDE_LANGUAGES_MAX]; // in order of position; side by side or stacked when more than one
	size_t language_count;                     // at least 1 but on idle and problem slides without a programme
	unsigned before; // pages of the item in another language, which has pages of its own, that come before these
	vr_language_set desk_languages; // important messages: languages it lacks, told that the desk can explain
	unsigned page;                  // 1 … pages, of the item in all languages of this visit
	unsigned pages;
	struct vr_opening opening;
	struct vr_local_time clock; // what the band's clock says; hour -1: no clock is drawn
	struct vr_local_time since; // emergency: issued at; hour -1 when not known or not trusted
	struct vr_local_time ends;  // emergency, urgent and notices ending within 24 hours: until; hour -1 otherwise
	struct vr_instant at;       // when it began (wall clock of the decision)
	struct vr_instant until;    // when its time is up, its content ends or changes state
	bool cut;                   // cuts in without a fade
};

// The same item in the same languages, page and states: the line of --shown would be the same but for at, until and
// sequence. The two may belong to different programmes, as when a newer one brings new waits: ids and language tags
// count then. Clinic slides also agree on open or closed. Both programmes must be alive.
bool vr_slide_same(const struct vr_slide *a, const struct vr_slide *b);

// Alike in all that is drawn, clock and ages too, so that the same look makes the same picture of both. Only at, until
// and cut may differ; the programme may not.
bool vr_slide_identical(const struct vr_slide *a, const struct vr_slide *b);

// "waits", "message", …: the contract's word.
const char *vr_slide_kind_name(enum vr_slide_kind kind);
const char *vr_freshness_name(enum vr_freshness state);

#endif
