// Room plan: (programme, book, state, now) → slide and deadline. Pure: the same calls in the same order give the same
// slides; nothing here knows a screen, a network or a real clock. A month of a clinic runs in a second.
//
// The order of things:
// - An emergency fills the screen at once, one at a time (a real one before a drill, the clinic's before an
//   authority's, then the latest), all its languages within 30 s; its valid_until may lie at most 24 hours ahead, and
//   neither hours nor show_when hide it.
// - A new urgent message cuts in; urgent ones then return after every second slide. Any other new or changed message
//   comes next after the current page.
// - Waits return at least every fourth slide while the clinic is open (or its hours are not known), more often where
//   time allows, one language and one measure at a time: a list of up to two pages in a row, up to three where time
//   allows, a page at a time where that brings the promises below nearer. While it is closed the clinic slide takes
//   that place, with the measures that still have something to tell.
// - Waits, the clinic and important messages are there again in every language within three minutes where that leaves
//   all else a fifth of the time. Where it does not, they come as often as leaves time for the others within the hour,
//   though not more than three tenths of it; and where that would be longer than a round, in every round as far as it
//   has room. vr_plan_promises tells which.
// - The rest is the round, at most 10 minutes and about 20 items: clinic and important messages in every language,
//   normal ones taking turns, the one least recently shown first. It is no longer than the shortest fresh wait of those
//   who sit here (measure wait), for they are to see it all, but never shorter than three minutes: that is what the
//   promise takes, and less would be nothing else. Each visit is one message, all its pages in a row (beyond three
//   pages waits come between), so that no patient sees one message five times in a row.
// - Languages take turns (VR_POLICY_SEQUENCE), or the clinic's first stays and the others take turns beside it
//   (VR_POLICY_PAIRED): each equally often. Two that do not fit together come one after the other on pages of one item.
// - Pages last as the book says, by the monotonic clock; what is valid follows the wall clock.
//
// An untrusted clock is a lower bound of the time, raised to the programme's issued_at. What it proves to have ended
// has ended, what it does not prove to have begun has not. hours count as always; show_when open and closed are not
// shown, because either would claim what nobody knows; notices for less than 48 hours are withheld; an emergency runs
// for what was left of its life by the monotonic clock, at most 24 hours. A zone that is not known is as bad for
// hours and opening, not for instants. A clinic without opening_hours counts as open for show_when.
#ifndef VANTRUM_PLAN_H
#define VANTRUM_PLAN_H

#include "vantrum/calendar.h"

// What plan remembers between calls: the round, whose turn it is, what was shown when. Not thread-safe. It holds a
// reference to the programme it was last given.
struct vr_plan;

// Which languages this screen is in, where it was told so itself.
struct vr_plan_choice {
	bool given; // false: as the clinic says in its programme
	enum vr_language_policy policy;
	const char *language; // the tag of the one of VR_POLICY_SINGLE; NULL, or not the clinic's: its first
};

struct vr_plan_input {
	const struct vr_programme *programme; // NULL: none yet → an idle slide
	const struct vr_zone *zone; // of programme->clinic.time_zone; NULL: unknown, nothing local is evaluated
	const struct vr_book *book; // may be empty: estimates by characters
	struct vr_now now;
	struct vr_plan_choice choice;
	struct vr_mono started;  // when the program started; 0 in simulations
	struct vr_mono received; // when this programme came over the network; 0: from the cache, or a simulation.
	                         // Under an untrusted clock waits received before `started` are withdrawn, and
	                         // no wait is ever younger than the time since it was received.
};

struct vr_plan *vr_plan_create(void);
void vr_plan_destroy(struct vr_plan *plan);

// A copy that can be run ahead without touching the original.
struct vr_plan *vr_plan_copy(const struct vr_plan *plan);

// What is to be on the glass at input->now. While the current slide stands, the same again with its at and until;
// else the next. Call at slide->until, and whenever programme, book or clock trust changed. until always lies after
// now. *out borrows the programme: input's, or for the page on the glass whose message was just changed the one before,
// which the plan keeps until the next call.
void vr_plan_next(struct vr_plan *plan, const struct vr_plan_input *input, struct vr_slide *out);

// The state of a wait at now (contract §1: fresh, old, withdrawn; closed and unavailable while fresh) and when it
// changes (VR_INSTANT_NEVER: not by itself).
struct vr_slide_wait vr_plan_wait(const struct vr_plan_input *input, size_t wait, struct vr_instant *change);

// What the book lacks for the next slides: at most max items, soonest first.
struct vr_plan_want {
	struct vr_item item;
	vr_language_set languages;
};
size_t vr_plan_wants(const struct vr_plan *plan, const struct vr_plan_input *input, struct vr_plan_want *out,
                     size_t max);

// A page (from 1) of one message in one language as it would be on the glass at input->now, were it its turn: all but
// cut and what the plan remembers is as vr_plan_next gives it, whether the message may be shown now or not. It comes
// with the languages that share its page: an emergency's, and the one beside it where the policy pairs them. False: the
// message has no such language, or no such page by the book. *out borrows input's programme, which may not be NULL
// here.
bool vr_plan_present(const struct vr_plan_input *input, size_t message, size_t language, unsigned page,
                     struct vr_slide *out) VR_MUST_USE;

// The languages that take turns with each other on the same place.
vr_language_set vr_plan_turns(const struct vr_plan_input *input);

// What the book lacks for presenting it, at most max: measure and ask again until it is nothing.
size_t vr_plan_present_wants(const struct vr_plan_input *input, size_t message, size_t language,
                             struct vr_plan_want *out, size_t max);

// Local time and opening at input->now, as the clinic is to be measured for; without a zone or a clock to trust neither
// is known.
void vr_plan_today(const struct vr_plan_input *input, struct vr_local_time *today, struct vr_opening *opening);

// A message by itself, for a reader who has all of them before him and no turns to wait for. The clock must be trusted;
// opening is that of vr_plan_today.
struct vr_plan_message {
	bool showable;              // it may be shown at input->now; an emergency too, whatever else there is
	struct vr_local_time since; // as on a slide; hour -1
	struct vr_local_time ends;  // likewise
	struct vr_instant change;   // when any of this is to be asked again; VR_INSTANT_NEVER
};
struct vr_plan_message vr_plan_message(const struct vr_plan_input *input, const struct vr_opening *opening,
                                       size_t message);

// Of emergencies that may be shown, the one that fills screens comes first.
bool vr_plan_outranks(const struct vr_message *a, const struct vr_message *b) VR_MUST_USE;

// The round that the current slide belongs to, from 1; 0 before the first slide.
unsigned vr_plan_round(const struct vr_plan *plan);

// What had to wait, for the log: messages of the round that were showable for the last hour but not shown in each of
// their languages.
// Returns how many; writes at most max message indices.
size_t vr_plan_waiting(const struct vr_plan *plan, const struct vr_plan_input *input, size_t *messages, size_t max);

// The promises as they can be kept now, for the log.
struct vr_plan_promises {
	// Waits, clinic and important messages are there again in every language after this: three minutes as promised,
	// or longer where there is more to read than that; 0: only as the round comes to them.
	int64_t cycle_ms;
	bool kept;
	int64_t round_ms; // the longest that a round may last
	bool hurried;     // an emergency has more to read than 30 s are enough for; its pages are shortened to them
};
struct vr_plan_promises vr_plan_promises(const struct vr_plan *plan);

#endif
