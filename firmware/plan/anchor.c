#include "state.h"

// What the round fills between two visits to the anchor when nothing measured says better.
#define PAGE_MS (15 * VR_SECOND)

static bool is_closed(const struct vr_plan *plan)
{
	return plan->opening.state == VR_OPENING_CLOSED;
}

static bool waits_there(const struct vr_plan *plan)
{
	for (size_t i = 0; i < plan->group_count; i++)
		if (vr_group_shown(plan, &plan->groups[i]))
			return true;
	return false;
}

bool vr_anchor_there(const struct vr_plan *plan)
{
	return is_closed(plan) || waits_there(plan);
}

static bool round_is_empty(const struct vr_plan *plan)
{
	return plan->queues[VR_QUEUE_NORMAL].count == 0 && plan->queues[VR_QUEUE_IMPORTANT].count == 0;
}

// Slides of another kind that may stand between two visits. While the clinic is closed nothing is promised, and a
// visit of several pages is followed by as many times more.
static uint32_t slides_between(const struct vr_plan *plan, uint32_t pages)
{
	return (VR_WAITS_EVERY - 1) * (is_closed(plan) ? pages : 1);
}

bool vr_anchor_must(const struct vr_plan *plan)
{
	return vr_anchor_there(plan) && plan->since_anchor >= slides_between(plan, plan->anchor_pages);
}

bool vr_anchor_due(const struct vr_plan *plan, unsigned next_pages)
{
	if (!vr_anchor_there(plan))
		return false;
	if (is_closed(plan) && round_is_empty(plan))
		return true; // there is nothing else
	if (plan->since_anchor == 0)
		return false;
	if (!plan->sparse && plan->debt_ms <= 0)
		return true;
	return vr_anchor_before(plan, next_pages);
}

bool vr_anchor_before(const struct vr_plan *plan, unsigned next_pages)
{
	if (!vr_anchor_there(plan))
		return false;
	// One slide earlier than promised, so that urgent messages can keep their own distance.
	if (plan->queues[VR_QUEUE_URGENT].count > 0 && plan->since_anchor >= VR_WAITS_EVERY - 2)
		return true;
	return next_pages <= VR_VISIT_PAGES &&
	       plan->since_anchor + next_pages > slides_between(plan, plan->anchor_pages);
}

static size_t common_divisor(size_t a, size_t b)
{
	while (b) {
		size_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

// Least recently shown. Those never shown come with another measure and another language each time, which meets every
// pair of the two once when the languages are moved on by one whenever both have come round together.
static void choose_waits(const struct vr_plan *plan, struct vr_visit *visit)
{
	uint8_t voices[VR_LANGUAGES_MAX];
	size_t languages = vr_plan_voices(plan, voices), groups = plan->group_count;
	size_t together = groups * languages / common_divisor(groups, languages);
	uint64_t best = UINT64_MAX;
	for (size_t i = 0; i < groups * languages; i++) {
		const struct vr_group *group = &plan->groups[i % groups];
		uint8_t language = voices[(i + i / together) % languages];
		uint64_t turn = plan->waits_turn[group->measure][language];
		if (!vr_group_shown(plan, group) || turn >= best)
			continue;
		best = turn;
		*visit = (struct vr_visit){
		        .kind = VR_SLIDE_WAITS, .index = (uint32_t)group->measure, .language = language};
	}
}

static uint8_t oldest_clinic(const struct vr_plan *plan)
{
	uint8_t voices[VR_LANGUAGES_MAX];
	size_t count = vr_plan_voices(plan, voices), best = 0;
	for (size_t i = 1; i < count; i++)
		if (plan->clinic_turn[voices[i]] < plan->clinic_turn[voices[best]])
			best = i;
	return voices[best];
}

void vr_anchor_choose(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                      struct vr_visit *visit)
{
	if (waits_there(plan) && (!is_closed(plan) || plan->waits_next))
		choose_waits(plan, visit);
	else
		*visit = (struct vr_visit){.kind = VR_SLIDE_CLINIC, .language = oldest_clinic(plan), .page = 1};
	vr_anchor_take(plan, input, moment, visit);
}

// A long list goes on at the next visit, in parts of about the same length; of two languages in turn each has its own.
static unsigned part_end(const struct vr_plan *plan, const struct vr_book_entry *entry, unsigned page)
{
	unsigned most = plan->sparse ? 2 * VR_VISIT_PAGES : VR_VISIT_PAGES;
	bool apart = entry->lead && entry->pages > most;
	unsigned before = apart && page > entry->lead ? entry->lead : 0;
	unsigned whole = apart ? (before ? entry->pages - before : entry->lead) : entry->pages;
	unsigned parts = (whole + most - 1) / most;
	unsigned pages = (whole + parts - 1) / parts;
	return (unsigned)vr_least(page + pages - 1, before + whole);
}

void vr_anchor_take(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                    struct vr_visit *visit)
{
	bool waits = visit->kind == VR_SLIDE_WAITS;
	plan->waits_next = !waits;
	plan->turn++;
	if (!waits) {
		plan->clinic_turn[visit->language] = plan->turn;
		plan->clinic_shown_ms[visit->language] = moment->mono_ms;
		plan->anchor_pages = vr_visit_reading(plan, input, visit).pages;
	} else {
		struct vr_book_entry entry = vr_visit_reading(plan, input, visit);
		uint8_t *next = &plan->waits_page[visit->index][visit->language];
		visit->page = *next > 0 && *next <= entry.pages ? *next : 1;
		visit->last = (uint8_t)part_end(plan, &entry, visit->page);
		*next = visit->last < entry.pages ? (uint8_t)(visit->last + 1) : 1;
		plan->waits_turn[visit->index][visit->language] = plan->turn;
		plan->waits_shown_ms[visit->index][visit->language] = moment->mono_ms;
		plan->anchor_pages = visit->last - visit->page + 1u;
	}
	vr_anchor_pace(plan, input);
	vr_anchor_go_on(plan);
}

void vr_anchor_go_on(struct vr_plan *plan)
{
	plan->debt_ms = vr_most(1, vr_most(plan->debt_ms, -plan->gap_ms) + plan->gap_ms);
}

// The anchor until it has been there once in every language.
struct cycle {
	int64_t ms, visits, pages;
	int64_t sparse_visits; // where time is short
	int64_t longest_ms;    // visit
	int64_t page_ms;       // longest page
};

static void add_item(const struct vr_plan *plan, const struct vr_plan_input *input, struct vr_visit visit,
                     struct cycle *cycle)
{
	struct vr_book_entry entry = vr_visit_reading(plan, input, &visit);
	int64_t ms = vr_reading_total(&entry);
	cycle->ms += ms;
	cycle->pages += entry.pages;
	cycle->sparse_visits += entry.pages > VR_LIST_PAGES ? entry.pages : 1;
	cycle->visits += (entry.pages + VR_VISIT_PAGES - 1) / VR_VISIT_PAGES;
	cycle->longest_ms = vr_most(cycle->longest_ms, vr_least(ms, VR_VISIT_PAGES * VR_MOST_MS));
	for (unsigned i = 0; i < entry.pages; i++)
		cycle->page_ms = vr_most(cycle->page_ms, entry.seconds[i] * VR_SECOND);
}

static struct cycle measure_cycle(const struct vr_plan *plan, const struct vr_plan_input *input)
{
	struct cycle cycle = {0};
	uint8_t voices[VR_LANGUAGES_MAX];
	size_t count = vr_plan_voices(plan, voices);
	for (size_t voice = 0; voice < count; voice++) {
		uint8_t language = voices[voice];
		for (size_t i = 0; i < plan->group_count; i++)
			if (vr_group_shown(plan, &plan->groups[i]))
				add_item(plan, input,
				         (struct vr_visit){.kind = VR_SLIDE_WAITS,
				                           .index = (uint32_t)plan->groups[i].measure,
				                           .language = language},
				         &cycle);
		if (is_closed(plan))
			add_item(plan, input, (struct vr_visit){.kind = VR_SLIDE_CLINIC, .language = language}, &cycle);
	}
	return cycle;
}

static int64_t round_page_ms(const struct vr_plan *plan)
{
	const struct vr_queue *normal = &plan->queues[VR_QUEUE_NORMAL], *important = &plan->queues[VR_QUEUE_IMPORTANT];
	int64_t pages = normal->pages + important->pages;
	return pages ? (normal->reading_ms + important->reading_ms) / pages : PAGE_MS;
}

// The part of the time, of 1, that the round needs to come round within the hour.
static double share_needed(const struct vr_plan *plan, const struct vr_plan_input *input)
{
	double demand = (double)vr_round_required_ms(plan, input) * (double)VR_HOUR / (double)plan->round_most_ms;
	demand += (double)plan->queues[VR_QUEUE_NORMAL].reading_ms;
	double share = demand / ((double)VR_HOUR * VR_ROUND_MARGIN);
	return share > 0.95 ? 0.95 : share;
}

// What the anchor leaves when it aims at its cycle: at least half of the time.
static double share_left(int64_t anchor_ms)
{
	double share = 1 - (double)anchor_ms / (double)VR_PROMISE_MS;
	return share < 0.5 ? 0.5 : share;
}

// How much time other slides get between two visits, which last so long; most is what the promise allows.
static double time_between(double needed, double left, double visit, double most)
{
	double share = needed > left ? needed : left;
	double between = visit * share / (1 - share);
	return between < most ? between : most;
}

static void promise(struct vr_plan *plan, const struct vr_plan_input *input, const struct cycle *cycle, double visit,
                    double most, double alarm)
{
	double hourly = (double)plan->queues[VR_QUEUE_NORMAL].reading_ms / (double)VR_HOUR;
	struct vr_demand demand = {.anchor_ms = cycle->ms,
	                           .required_ms = vr_round_required_ms(plan, input),
	                           .visit_ms = visit,
	                           .between_ms = most,
	                           .alarm_ms = alarm,
	                           .rest = hourly};
	vr_promise_pace(plan, &demand);
}

// Whether the promises are nearer to be kept with other slides between the pages of a list: who reads it waits for the
// next page, but waits take less of the time. Two languages of an item on pages of their own stay together.
static bool is_better_paged(struct vr_plan *plan, const struct vr_plan_input *input, const struct cycle *cycle,
                            double most)
{
	int64_t whole_ms = plan->promise_ms;
	double whole_anchor = plan->promise_anchor;
	if (whole_ms == VR_PROMISE_MS || cycle->pages == cycle->visits || plan->voicing.policy == VR_POLICY_PAIRED)
		return false;
	promise(plan, input, cycle, (double)cycle->ms / (double)cycle->pages, most, 0);
	if (plan->promise_ms > 0 && (whole_ms == 0 || plan->promise_ms < whole_ms))
		return true;
	plan->promise_ms = whole_ms;
	plan->promise_anchor = whole_anchor;
	return false;
}

void vr_anchor_pace(struct vr_plan *plan, const struct vr_plan_input *input)
{
	struct cycle cycle = measure_cycle(plan, input);
	const struct vr_queue *urgent = &plan->queues[VR_QUEUE_URGENT];
	double page = (double)round_page_ms(plan), visit = 0, between = 0;
	double most = page * slides_between(plan, 1);
	double alarm = urgent->count ? (double)urgent->reading_ms / urgent->count : 0;
	plan->sparse = plan->paged = false;
	if (cycle.visits > 0) {
		double needed = share_needed(plan, input);
		visit = (double)cycle.ms / (double)cycle.visits;
		if (is_closed(plan))
			most *= (double)cycle.pages / (double)cycle.visits;
		promise(plan, input, &cycle, visit, urgent->count ? page : most, alarm);
		plan->paged = !is_closed(plan) && urgent->count == 0 && is_better_paged(plan, input, &cycle, most);
		visit = plan->paged ? (double)cycle.ms / (double)cycle.pages : visit;
		between = time_between(needed, share_left(cycle.ms), visit, most);
		plan->sparse = !is_closed(plan) && (urgent->count > 0 || needed > most / (most + visit));
		if (plan->promise_ms > 0) {
			between = visit * (1 - plan->promise_anchor) / plan->promise_anchor;
			plan->sparse = false;
		}
	}
	plan->clinic_share = 0;
	if (plan->sparse && urgent->count == 0) {
		double share = vr_promise_share(plan, cycle.ms, vr_round_clinics_ms(plan, input));
		plan->sparse = share <= visit / (visit + most);
		if (!plan->sparse)
			between = visit * (1 - share) / share;
	}
	if (plan->sparse) {
		visit = (double)cycle.ms / (double)cycle.sparse_visits;
		between = most;
	}
	// With nothing but a clinic slide to tell, the anchor follows at once.
	plan->gap_ms = round_is_empty(plan) ? 0 : (int64_t)between;
	plan->tail_ms = (plan->paged ? cycle.page_ms : cycle.longest_ms) + (int64_t)alarm;
	// An urgent message takes every third slide, and one of the two between is the anchor's.
	if (urgent->count > 0)
		between = cycle.visits ? page : 2 * page;
	plan->share = between > 0 ? between / (between + visit + alarm) : 1;
}
