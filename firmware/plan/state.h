// What room plan remembers between calls, and what its files say to each other. Private.
#ifndef VANTRUM_PLAN_STATE_H
#define VANTRUM_PLAN_STATE_H

#include "vantrum/plan.h"

#define VR_ROUND_MS (10 * VR_MINUTE)
#define VR_ROUND_LEAST_MS (3 * VR_MINUTE) // a round that is cut to the shortest wait: shorter ones tell too little
#define VR_ROUND_ITEMS 20u
#define VR_LEAST_MS (6 * VR_SECOND) // no page goes away sooner
#define VR_MOST_MS (40 * VR_SECOND)
#define VR_ROUND_MARGIN 0.85          // of the time is planned with: estimates err
#define VR_PROMISE_MS (3 * VR_MINUTE) // waits, clinic and important messages are there again in every language
#define VR_WAITS_EVERY 4u             // the promise: at least one slide in so many
#define VR_URGENT_AFTER 2u            // other slides between two urgent ones
#define VR_VISIT_PAGES 3u             // waits come between after so many pages of anything
#define VR_LIST_PAGES 2u              // waits on more pages come one by one where time is short
#define VR_FRESH_MAX 8u               // of more new messages at once the rest takes its turn
#define VR_RECENT 2u                  // visits between two of the same message, where there are others

// A point in time as the plan may believe it.
struct vr_moment {
	int64_t wall_ms;  // what the clock says, inside years 1970 … 9999
	int64_t least_ms; // the true time is not before this; trusted: the same as wall_ms
	int64_t mono_ms;
	bool trusted;
	bool local; // hours, opening and local times may be evaluated
};

// A message in one of its languages: what turns are about.
struct vr_pair {
	uint64_t turn;    // of the last visit; 0: never
	int64_t shown_ms; // by the monotonic clock, of that visit
	uint32_t message;
	uint32_t rank;       // order among those never shown: neither one message nor one language stands together
	uint32_t place;      // in its queue, or VR_NOWHERE
	uint32_t reading_ms; // of all its pages, as last known
	uint8_t pages;
	uint8_t language; // the one that changes: see voice.c
};

#define VR_NOWHERE UINT32_MAX

// Pairs that may be shown now, the one least recently shown first: a binary heap inside plan->order.
enum vr_queue_kind { VR_QUEUE_NORMAL, VR_QUEUE_IMPORTANT, VR_QUEUE_URGENT, VR_QUEUE_COUNT };
struct vr_queue {
	uint32_t *pairs; // indices into plan->pairs
	uint32_t count;
	int64_t reading_ms; // sums over the queue
	int64_t pages;
};

// What is known of a message beside what the programme says.
struct vr_known {
	uint64_t id;         // hash
	int64_t change_ms;   // wall clock: judged again then
	int64_t since_ms;    // monotonic: showable since; -1: it is not
	int64_t end_mono_ms; // emergencies: when their life ends by the monotonic clock; INT64_MAX: not known yet
	uint64_t round;      // the last one it was in
	uint32_t first_pair;
	uint8_t pair_count;
	bool showable;
	bool announced; // urgent: has cut in
};

// An item in one language, or in one beside the clinic's first, page after page.
struct vr_visit {
	enum vr_slide_kind kind;
	uint32_t index;   // message or measure
	uint8_t language; // the one that changes
	uint8_t page;     // the next to be shown, from 1
	uint8_t last;     // the visit ends after this page, though the item may go on
	bool under_way;
};

enum vr_stream { VR_STREAM_URGENT, VR_STREAM_FRESH, VR_STREAM_ANCHOR, VR_STREAM_ROUND, VR_STREAM_COUNT };

// The slide on the glass.
struct vr_glass {
	bool on;
	bool cut;
	bool superseded; // a message that the newer programme changed: `programme` is the older one
	enum vr_slide_kind kind;
	uint32_t index;                            // message in `programme`, or measure
	uint32_t successor;                        // superseded: the message in the newer programme
	uint8_t languages[VR_SLIDE_LANGUAGES_MAX]; // of all its pages
	uint8_t language_count;
	uint8_t page;
	const struct vr_programme *programme; // a reference
	int64_t began_ms;                     // monotonic: when the page began
	int64_t least_end_ms;                 // monotonic: it changed its state and stays at least so long
	int64_t page_ms;                      // emergencies: as fitted into 30 s; 0: as the book says
	struct vr_book_entry reading;         // of the item, as last known
	int64_t at_ms;                        // wall clock of the line
	uint64_t signature;                   // of the states that it showed
};

// One measure's waits, in programme order.
struct vr_group {
	enum vr_measure measure;
	uint32_t first, count; // in plan->group_waits
	bool telling;          // one of its waits has a time to tell
};

// How languages take turns on this screen.
struct vr_voicing {
	enum vr_language_policy policy;
	uint8_t single; // of VR_POLICY_SINGLE
};

struct vr_plan {
	const struct vr_programme *programme; // a reference
	const struct vr_zone *zone;           // as of the last call, only compared
	struct vr_moment then;                // of the last call
	bool called;
	struct vr_voicing voicing;

	struct vr_known *known; // one a message
	size_t known_count;
	struct vr_pair *pairs;
	size_t pair_count;
	uint32_t *order; // room for the queues
	struct vr_queue queues[VR_QUEUE_COUNT];

	bool judge_all;
	int64_t judge_ms; // wall clock: some message is due to be judged
	int64_t rise_ms;  // wall clock: an urgent message or emergency may begin
	ptrdiff_t emergency;
	size_t unannounced; // urgent messages that have not cut in

	struct vr_opening opening;
	int64_t opening_ms; // wall clock: to be found anew
	uint64_t clinic_content;

	struct vr_group groups[VR_MEASURE_COUNT];
	size_t group_count;
	uint32_t *group_waits;
	int64_t groups_ms; // wall clock: a wait changes
	uint64_t waits_turn[VR_MEASURE_COUNT][VR_LANGUAGES_MAX];
	uint8_t waits_page[VR_MEASURE_COUNT][VR_LANGUAGES_MAX]; // where the next visit begins; 0 as 1
	uint64_t clinic_turn[VR_LANGUAGES_MAX];
	int64_t waits_shown_ms[VR_MEASURE_COUNT][VR_LANGUAGES_MAX]; // monotonic; 0: never
	int64_t clinic_shown_ms[VR_LANGUAGES_MAX];
	bool waits_next; // while closed: clinic and waits take turns

	struct vr_visit visits[VR_STREAM_COUNT];
	enum vr_stream stream; // of the slide on the glass
	struct vr_glass glass;
	uint32_t fresh[VR_FRESH_MAX];
	size_t fresh_count;
	uint64_t recent[VR_RECENT]; // ids of the messages visited last
	uint64_t last_message;      // id of the one on the glass; 0: something else
	uint64_t turn;
	uint32_t since_anchor, since_urgent; // slides
	uint32_t anchor_pages;               // of its last visit

	int64_t gap_ms;  // of other slides between two visits to the anchor
	bool paged;      // the promises can be kept only, or sooner, if lists come a page at a time
	bool sparse;     // time is short: long lists come a page at a time, each as late as the promise lets it
	int64_t debt_ms; // of them still to come before the anchor is due
	int64_t tail_ms; // that may follow the last visit of a round before the next one begins
	double share;    // of the time that is left for the round

	// What was promised is there again in every language after this: VR_PROMISE_MS, longer where that is too short
	// for all of it; 0: no time within a round is enough, and only what the round says holds.
	int64_t promise_ms;
	double promise_anchor; // the part of the time that the anchor takes then
	double alarm_share;    // and urgent messages
	double clinic_share;   // where there is too much: of the time, for the clinic while it is open

	int64_t round_most_ms; // how long a round may be: also the shortest wait, for whoever waits no longer
	uint64_t round;
	int64_t round_ms;    // monotonic: began
	uint64_t round_turn; // turns after this belong to it
	unsigned round_items;
	int64_t required_ms, required_done_ms; // important ones and the clinic in this round
	unsigned clinics_left;                 // languages of the clinic still to come in this round
	double clinic_credit;                  // of another one, from the rounds before; less than 1
	int64_t normal_ms, normal_done_ms;
	int64_t normal_shown_ms; // monotonic: when the last page of one began
};

// Sums that stay inside int64_t, whatever clocks and programmes say.
static inline int64_t vr_sum(int64_t a, int64_t b)
{
	int64_t sum;
	if (__builtin_add_overflow(a, b, &sum))
		return a < 0 ? INT64_MIN : INT64_MAX;
	return sum;
}

static inline int64_t vr_difference(int64_t a, int64_t b)
{
	int64_t difference;
	if (__builtin_sub_overflow(a, b, &difference))
		return a < 0 ? INT64_MIN : INT64_MAX;
	return difference;
}

static inline int64_t vr_least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static inline int64_t vr_most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

// voice.c: which languages are shown together, and which of them changes from turn to turn
bool vr_same_voicing(const struct vr_voicing *a, const struct vr_voicing *b);
struct vr_voicing vr_voicing_of(const struct vr_plan_input *input);
// The languages that take turns with something that is there in `available`; returns how many.
size_t vr_voices(const struct vr_voicing *voicing, vr_language_set available, uint8_t out[VR_LANGUAGES_MAX]);
// Those that stand together when it is this one's turn.
vr_language_set vr_voice_set(const struct vr_voicing *voicing, vr_language_set available, uint8_t language);
vr_language_set vr_all_languages(const struct vr_programme *programme);
// Of waits and the clinic.
size_t vr_plan_voices(const struct vr_plan *plan, uint8_t out[VR_LANGUAGES_MAX]);
// What a visit shows its item in.
vr_language_set vr_visit_languages(const struct vr_plan *plan, const struct vr_visit *visit);

// moment.c
struct vr_moment vr_moment_of(const struct vr_plan_input *input);
// A time on the scale of least_ms as the wall clock will show it.
int64_t vr_moment_wall(const struct vr_moment *moment, int64_t least_scale_ms);

// content.c: what patients see of things
uint64_t vr_hash_text(uint64_t hash, const char *text);
uint64_t vr_hash_number(uint64_t hash, uint64_t number);
uint64_t vr_hash_wait(const struct vr_wait *wait);
uint64_t vr_hash_clinic(const struct vr_clinic *clinic);
// When a message is valid is left out: a longer life does not make it another one.
bool vr_same_message(const struct vr_message *a, const struct vr_message *b);
#define VR_HASH_START UINT64_C(0xcbf29ce484222325)

// adopt.c: another programme takes the place of the one before, which keeps what is known of the same messages.
void vr_plan_adopt(struct vr_plan *plan, const struct vr_programme *programme, struct vr_voicing voicing);
bool vr_plan_same_languages(const struct vr_programme *a, const struct vr_programme *b);

// queue.c
void vr_queue_push(struct vr_plan *plan, enum vr_queue_kind kind, uint32_t pair);
void vr_queue_remove(struct vr_plan *plan, enum vr_queue_kind kind, uint32_t pair);
// The pair least recently shown whose message was not just visited, else the one least recently shown; VR_NOWHERE.
uint32_t vr_queue_best(struct vr_plan *plan, enum vr_queue_kind kind);
enum vr_queue_kind vr_queue_of(const struct vr_message *message);

// show.c: what is showable. Judges what is due, all when plan->judge_all.
void vr_plan_judge(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment);
// Whether the message may be shown, and when that next changes by the wall clock.
bool vr_message_showable(const struct vr_moment *moment, const struct vr_zone *zone, const struct vr_opening *opening,
                         const struct vr_message *message, int64_t *change_ms);

// message.c: when it was issued and ends, where that is worth telling; what is not worth it is left as it was.
void vr_message_times(const struct vr_moment *moment, const struct vr_zone *zone, const struct vr_message *message,
                      struct vr_local_time *since, struct vr_local_time *ends);

// groups.c: waits by measure
void vr_groups_build(struct vr_plan *plan);
void vr_groups_judge(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment);
const struct vr_group *vr_groups_find(const struct vr_plan *plan, enum vr_measure measure);
// Whether the group is shown now: always while the clinic is open, else when it has something to tell.
bool vr_group_shown(const struct vr_plan *plan, const struct vr_group *group);

// reading.c: pages and their times, from the book or estimated
void vr_reading(const struct vr_plan *plan, const struct vr_book *book, const struct vr_programme *programme,
                struct vr_item item, vr_language_set languages, struct vr_book_entry *out);
struct vr_book_entry vr_visit_reading(const struct vr_plan *plan, const struct vr_plan_input *input,
                                      const struct vr_visit *visit);
int64_t vr_reading_total(const struct vr_book_entry *entry);

// emergency.c: the whole screen. False when there is none; else plan->glass holds its page.
bool vr_emergency_next(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment);
// Puts visit's page on the glass, with the languages that share it.
void vr_emergency_put(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                      const struct vr_visit *visit);
// What the book lacks for packing its languages.
size_t vr_emergency_wants(const struct vr_plan *plan, const struct vr_plan_input *input, struct vr_plan_want *out,
                          size_t max);

// pick.c: which stream is next. Puts the next page on plan->glass.
void vr_pick_next(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment);
// pick.c: a page on the glass from now on.
void vr_glass_put(struct vr_plan *plan, const struct vr_moment *moment, const struct vr_visit *visit, bool cut);
void vr_glass_clear(struct vr_plan *plan);

// anchor.c: waits, and the clinic while it is closed
bool vr_anchor_there(const struct vr_plan *plan);
// Whether it comes now, before anything but what is new: waits are promised.
bool vr_anchor_must(const struct vr_plan *plan);
// Whether it comes before a visit of so many pages, though the promise would let it wait.
bool vr_anchor_due(const struct vr_plan *plan, unsigned next_pages);
void vr_anchor_choose(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                      struct vr_visit *visit);
// A list goes on with its next page, after other slides.
void vr_anchor_go_on(struct vr_plan *plan);
// How much time other slides get between two visits.
void vr_anchor_pace(struct vr_plan *plan, const struct vr_plan_input *input);

// Whether it would come too late after a visit of so many pages.
bool vr_anchor_before(const struct vr_plan *plan, unsigned next_pages);
// Puts the anchor's visit into its turn, whoever chose it.
void vr_anchor_take(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                    struct vr_visit *visit);

// promise.c: waits, clinic and important messages in every language within three minutes, where that is possible
// What it takes: the anchor and what is required, each once in every language, beside the rest.
struct vr_demand {
	int64_t anchor_ms, required_ms;
	double visit_ms;   // of the anchor
	double between_ms; // the most that others may take between two of them
	double alarm_ms;   // an urgent message; 0: there is none
	double rest;       // the part of the time in which normal ones come round within the hour
};
void vr_promise_pace(struct vr_plan *plan, const struct vr_demand *demand);
// Where no round is long enough for all that is promised: the part of the time that waits get, and the clinic in
// plan->clinic_share, so that both come round in the same time. Important messages have their place in each round.
double vr_promise_share(struct vr_plan *plan, int64_t anchor_ms, int64_t clinics_ms);
// Waits, and the clinic while it is closed.
bool vr_is_anchor(const struct vr_plan *plan, const struct vr_visit *visit);
// Whether something promised has to come before `candidate` (NULL: the anchor), which takes so long; *visit then.
bool vr_promise_urges(const struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                      const struct vr_visit *candidate, int64_t candidate_ms, struct vr_visit *visit);

// round.c: a new round from now on.
void vr_round_begin(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment);
// Reading time of the clinic slide in all languages; 0 while it is no part of the round.
int64_t vr_round_clinics_ms(const struct vr_plan *plan, const struct vr_plan_input *input);
// The same and important messages, in each language.
int64_t vr_round_required_ms(const struct vr_plan *plan, const struct vr_plan_input *input);
// All else in its turn. False when there is nothing.
bool vr_round_choose(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                     struct vr_visit *visit);
// The visit chosen begins: it goes to the end of its queue.
void vr_round_begin_visit(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                          const struct vr_visit *visit);
// As if the visit to a message had not been.
void vr_round_forget_visit(struct vr_plan *plan, const struct vr_visit *visit);

// fill.c: the glass as a slide with everything resolved
vr_language_set vr_glass_languages(const struct vr_glass *glass);
uint64_t vr_glass_signature(const struct vr_plan *plan, const struct vr_plan_input *input);
void vr_glass_fill(const struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                   struct vr_slide *out);
// Monotonic: when its time is up.
int64_t vr_glass_end(const struct vr_glass *glass);
// Asks the book again for the times of what is on the glass.
void vr_glass_read(struct vr_plan *plan, const struct vr_plan_input *input);
// Indices of the waits on a page of a group.
size_t vr_group_page(const struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_group *group,
                     vr_language_set languages, unsigned page, uint32_t waits[VR_SLIDE_WAITS_MAX]);

#endif
