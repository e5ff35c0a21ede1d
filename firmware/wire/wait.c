// One queue of the programme. It is either right or set aside: a number that is half understood is worse than none.
#include "reading.h"

#define VR_GOOD_FOR_MAX_S (10.0 * 366 * 86400) // ten years: beyond any measurement's worth, far from overflow

static const struct vr_text_rule required_name = {.max = VR_TITLE_MAX, .required = true};
static const struct vr_text_rule line = {.max = VR_TITLE_MAX};
static const struct vr_text_rule sentence = {.max = VR_TEXT_MAX, .lines = true};

// A word into an enum member, whatever type the compiler gave the enum.
#define READ_WORD(reading, place, key, words, first, member)                                                           \
	(vr_read_word(reading, place, key, words, first, &word) && ((member) = word, word = 0, true))

static bool read_words(struct vr_reading *reading, const struct vr_place *place, struct vr_wait *out)
{
	static const char *const states[] = {"open", "closed", "unavailable", NULL};
	static const char *const accepting[] = {"yes", "no_new", "full", NULL};
	static const char *const measures[] = {"wait", "delay", "callback", "planned", NULL};
	static const char *const untils[] = {"nurse", "doctor", "done", NULL};
	static const char *const orders[] = {"arrival", "triage", "booked", NULL};
	static const char *const priorities[] = {"with", "without", NULL};
	static const char *const levels[] = {"short", "normal", "long", "very_long", NULL};
	static const char *const statistics[] = {"forecast", "mean", "median", "p90", "longest", "staff", NULL};
	unsigned word = 0;
	return vr_require(reading, place, "state", vr_member(place, "state") != NULL) &&
	       READ_WORD(reading, place, "state", states, VR_WAIT_OPEN, out->state) &&
	       READ_WORD(reading, place, "accepting", accepting, VR_ACCEPTING_YES, out->accepting) &&
	       READ_WORD(reading, place, "measure", measures, VR_MEASURE_WAIT, out->measure) &&
	       READ_WORD(reading, place, "until", untils, VR_UNTIL_NURSE, out->until) &&
	       READ_WORD(reading, place, "order", orders, VR_ORDER_ARRIVAL, out->order) &&
	       READ_WORD(reading, place, "care_priority", priorities, VR_CARE_PRIORITY_WITH, out->care_priority) &&
	       READ_WORD(reading, place, "level", levels, VR_LEVEL_SHORT, out->level) &&
	       READ_WORD(reading, place, "statistic", statistics, VR_STATISTIC_FORECAST, out->statistic);
}

static bool check_span(struct vr_reading *reading, const struct vr_place *place, const struct vr_wait *wait)
{
	static const double seconds[] = {60, 3600, 86400, 604800};
	const struct vr_span *span = &wait->span;
	if (!vr_require(reading, place, "from", span->from >= 0))
		return false;
	// "All else is optional", and minutes are what is meant; but a planned visit in minutes is a mistake.
	if (vr_member(place, "unit") == NULL && wait->measure == VR_MEASURE_PLANNED)
		return vr_wrong(reading, place, "unit", "is required for a planned visit");
	if (span->from * seconds[span->unit] > VR_GOOD_FOR_MAX_S)
		return vr_wrong(reading, place, "from", "is longer than ten years");
	if (span->to >= 0 && span->to * seconds[span->unit] > VR_GOOD_FOR_MAX_S)
		return vr_wrong(reading, place, "to", "is longer than ten years");
	if (span->to >= 0 && span->to < span->from)
		return vr_wrong(reading, place, "to", "must not be less than from");
	return true;
}

static bool read_span(struct vr_reading *reading, const struct vr_place *place, struct vr_wait *out)
{
	static const char *const units[] = {"minute", "hour", "day", "week", NULL};
	static const char *const bounds[] = {"about", "at_least", "at_most", NULL};
	struct vr_place span;
	unsigned word = 0;
	out->span = (struct vr_span){.from = -1, .to = -1};
	if (!vr_enter(reading, place, "wait", JSON_OBJECT, &span))
		return false;
	if (span.value == NULL)
		return true;
	return vr_read_number(reading, &span, "from", &out->span.from) &&
	       vr_read_number(reading, &span, "to", &out->span.to) &&
	       READ_WORD(reading, &span, "unit", units, VR_UNIT_MINUTE, out->span.unit) &&
	       READ_WORD(reading, &span, "bound", bounds, VR_BOUND_ABOUT, out->span.bound) &&
	       check_span(reading, &span, out);
}

static bool read_measurement(struct vr_reading *reading, const struct vr_place *place, struct vr_wait *out)
{
	double good_for = 0;
	out->measured_at = VR_INSTANT_ALWAYS;
	if (!vr_read_instant(reading, place, "measured_at", &out->measured_at) ||
	    !vr_read_number(reading, place, "good_for_s", &good_for))
		return false;
	bool given = vr_member(place, "good_for_s") != NULL;
	if (given && (good_for * 1000 < 1 || good_for > VR_GOOD_FOR_MAX_S))
		return vr_wrong(reading, place, "good_for_s", "must be more than 0 and at most ten years");
	out->good_for_ms = (int64_t)(good_for * 1000);
	bool value = out->span.from >= 0 || out->level != VR_LEVEL_NONE;
	if (!value && out->state == VR_WAIT_OPEN)
		out->state = VR_WAIT_UNAVAILABLE;
	return !value || (vr_require(reading, place, "statistic", out->statistic != VR_STATISTIC_NONE) &&
	                  vr_require(reading, place, "measured_at", out->measured_at.ms != VR_INSTANT_ALWAYS.ms) &&
	                  vr_require(reading, place, "good_for_s", given));
}

bool vr_read_wait(struct vr_reading *reading, const struct vr_place *place, struct vr_wait *out)
{
	*out = (struct vr_wait){.opens_at = VR_INSTANT_NEVER};
	return vr_read_id(reading, place, "id", &out->id) && vr_require(reading, place, "id", out->id != NULL) &&
	       vr_read_localized(reading, place, "name", required_name, &out->name) &&
	       vr_read_localized(reading, place, "place", line, &out->place) && read_words(reading, place, out) &&
	       vr_read_windows(reading, place, "hours", false, &out->hours) && read_span(reading, place, out) &&
	       read_measurement(reading, place, out) &&
	       vr_read_localized(reading, place, "note", sentence, &out->note) &&
	       vr_read_localized(reading, place, "reason", sentence, &out->reason) &&
	       vr_read_instant(reading, place, "opens_at", &out->opens_at) &&
	       vr_read_shown_line(reading, place, "source", VR_LINE_MAX, &out->source);
}
