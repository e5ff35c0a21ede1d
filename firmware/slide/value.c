#include "value.h"

#include <math.h>
#include <string.h>

#define MINUTE_STEP 5
#define HOURS_FROM_MIN 90
#define REASON_MAX 24 // characters

static double round_to(double value, double step, bool down)
{
	// The small shift keeps 30.000000001 from becoming 35.
	double steps = down ? floor(value / step + 1e-6) : ceil(value / step - 1e-6);

	return steps < 1 ? (value > 0 ? step : 0) : steps * step;
}

struct vr_span vr_value_round(const struct vr_span *span)
{
	struct vr_span rounded = *span;
	bool down = span->bound == VR_BOUND_AT_LEAST;
	double longest = span->to >= 0 ? span->to : span->from;
	double step = 1;

	if (span->from < 0)
		return rounded;
	if (span->unit == VR_UNIT_MINUTE && longest >= HOURS_FROM_MIN) {
		rounded.unit = VR_UNIT_HOUR;
		rounded.from /= 60;
		rounded.to = span->to >= 0 ? span->to / 60 : -1;
	}
	if (rounded.unit == VR_UNIT_MINUTE)
		step = MINUTE_STEP;
	else if (rounded.unit == VR_UNIT_HOUR)
		step = 0.5;
	// Rounded down to nothing it would bound nothing, and rounded up it would not hold: it is about a step.
	if (down && rounded.from < step)
		rounded.bound = VR_BOUND_ABOUT;
	rounded.from = round_to(rounded.from, step, down);
	if (rounded.to >= 0) {
		rounded.to = round_to(rounded.to, step, false);
		if (rounded.to <= rounded.from)
			rounded.to = -1;
	}
	return rounded;
}

static const enum vr_phrase unit_phrases[] = {
        [VR_UNIT_MINUTE] = VR_PHRASE_UNIT_MINUTE,
        [VR_UNIT_HOUR] = VR_PHRASE_UNIT_HOUR,
        [VR_UNIT_DAY] = VR_PHRASE_UNIT_DAY,
        [VR_UNIT_WEEK] = VR_PHRASE_UNIT_WEEK,
};
static const enum vr_phrase word_phrases[] = {
        [VR_UNIT_MINUTE] = VR_PHRASE_MINUTES_IN_WORDS,
        [VR_UNIT_HOUR] = VR_PHRASE_HOURS_IN_WORDS,
        [VR_UNIT_DAY] = VR_PHRASE_DAYS_IN_WORDS,
        [VR_UNIT_WEEK] = VR_PHRASE_WEEKS_IN_WORDS,
};
static const enum vr_phrase level_phrases[] = {
        [VR_LEVEL_SHORT] = VR_PHRASE_LEVEL_SHORT,
        [VR_LEVEL_NORMAL] = VR_PHRASE_LEVEL_NORMAL,
        [VR_LEVEL_LONG] = VR_PHRASE_LEVEL_LONG,
        [VR_LEVEL_VERY_LONG] = VR_PHRASE_LEVEL_VERY_LONG,
};

static const enum vr_phrase bound_phrases[] = {
        [VR_BOUND_AT_LEAST] = VR_PHRASE_AT_LEAST,
        [VR_BOUND_AT_MOST] = VR_PHRASE_AT_MOST,
};

static const char *number(struct canvas *canvas, double value)
{
	struct vr_buffer buffer;

	vr_buffer_init(&buffer, 64);
	vr_say_value(canvas->words, value, &buffer);
	return vr_canvas_keep(canvas, &buffer);
}

static const char *say_count(struct canvas *canvas, enum vr_phrase phrase, double value)
{
	struct vr_buffer buffer;

	vr_buffer_init(&buffer, 256);
	vr_say_number(canvas->words, phrase, value, &buffer);
	return vr_canvas_keep(canvas, &buffer);
}

// Arabic says one and two of a unit in words, without a digit.
static bool has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

#define PLACE "\uFFFC" // stands for the numeral in a phrase

// Without the spaces and isolates that stood around the numeral.
static const char *trimmed(struct canvas *canvas, const char *text, size_t length)
{
	static const char *const loose[] = {" ", "\u00a0", "\u2068", "\u2069"};
	struct vr_buffer buffer;

	for (size_t i = 0; i < VR_COUNT(loose); i++) {
		size_t size = strlen(loose[i]);
		bool first = length >= size && memcmp(text, loose[i], size) == 0;
		bool last = length >= size && memcmp(text + length - size, loose[i], size) == 0;

		if (!first && !last)
			continue;
		text += first ? size : 0;
		length -= size;
		i = (size_t)-1; // what was hidden behind it may be another one
	}
	vr_buffer_init(&buffer, 256);
	vr_buffer_add(&buffer, text, length);
	return vr_canvas_keep(canvas, &buffer);
}

// The bound stands beside the numeral in the size of words, on the side where the language says it.
static void put_bound(struct canvas *canvas, enum vr_phrase phrase, struct value *value)
{
	const char *said = vr_canvas_say_text(canvas, phrase, PLACE, NULL);
	const char *place = strstr(said, PLACE);

	value->whole = vr_canvas_say_text(canvas, phrase, value->whole, NULL);
	if (!has_digit(value->numeral) || !place) {
		value->numeral = value->whole;
		value->unit = "";
		return;
	}
	value->before = trimmed(canvas, said, (size_t)(place - said));
	place += strlen(PLACE);
	value->unit = vr_canvas_join(canvas, value->unit, " ", trimmed(canvas, place, strlen(place)));
}

static void put_span(struct canvas *canvas, const struct vr_span *span, struct value *value)
{
	struct vr_span rounded = vr_value_round(span);
	double counted = rounded.to >= 0 ? rounded.to : rounded.from;
	const char *words = say_count(canvas, word_phrases[rounded.unit], counted);
	const char *text = number(canvas, rounded.from);

	if (rounded.to < 0 && !has_digit(words)) {
		value->numeral = words;
		value->unit = "";
	} else {
		if (rounded.to >= 0)
			text = vr_canvas_say_text(canvas, VR_PHRASE_RANGE, text, number(canvas, rounded.to));
		value->numeral = text;
		value->unit = say_count(canvas, unit_phrases[rounded.unit], counted);
	}
	value->whole = vr_canvas_join(canvas, value->numeral, "\u00a0", value->unit);
	if (rounded.bound != VR_BOUND_ABOUT)
		put_bound(canvas, bound_phrases[rounded.bound], value);
}

static void put_closed(struct canvas *canvas, const struct vr_wait *wait, const struct vr_slide_wait *shown,
                       struct value *value)
{
	const char *reason = vr_localized_get(&wait->reason, canvas->slide->languages[canvas->voice]);
	struct vr_buffer day;

	// A reason that takes a sentence belongs in a message.
	if (reason && vr_utf8_count(reason, strlen(reason)) > REASON_MAX)
		reason = NULL;
	value->brief = vr_canvas_say(canvas, VR_PHRASE_CLOSED);
	value->first = reason ? vr_canvas_say_text(canvas, VR_PHRASE_CLOSED_FOR, reason, NULL) : value->brief;
	if (shown->opens.hour < 0)
		return;
	if (shown->opens_today) {
		value->second =
		        vr_canvas_say_text(canvas, VR_PHRASE_OPENS_AT, vr_canvas_time(canvas, &shown->opens), NULL);
		return;
	}
	vr_buffer_init(&day, 128);
	vr_say_weekday(canvas->words, shown->opens.weekday, &day);
	value->opens = vr_canvas_say_text(canvas, VR_PHRASE_OPENS_ON, vr_canvas_keep(canvas, &day),
	                                  vr_canvas_time(canvas, &shown->opens));
}

// Someone who arrives now is not helped by a number that does not hold for them.
static bool takes_nobody(const struct vr_wait *wait)
{
	return wait->accepting == VR_ACCEPTING_NO_NEW || wait->accepting == VR_ACCEPTING_FULL;
}

// What is most important first: a phrase of two sentences becomes two parts.
static void put_sentences(struct canvas *canvas, const char *phrase, struct value *value)
{
	static const char *const stops[] = {". ", "። "}; // Ethiopic has one of its own
	const char *space = NULL;
	struct vr_buffer buffer;

	value->first = phrase;
	for (size_t i = 0; i < VR_COUNT(stops) && !space; i++) {
		const char *stop = strstr(phrase, stops[i]);
		space = stop ? stop + strlen(stops[i]) - 1 : NULL;
	}
	if (!space)
		return;
	vr_buffer_init(&buffer, 1024);
	vr_buffer_add(&buffer, phrase, (size_t)(space - phrase));
	value->first = vr_canvas_keep(canvas, &buffer);
	value->second = space + 1;
}

static void put_open(struct canvas *canvas, const struct vr_wait *wait, struct value *value)
{
	if (takes_nobody(wait))
		put_sentences(
		        canvas,
		        vr_canvas_say(canvas, wait->accepting == VR_ACCEPTING_FULL ? VR_PHRASE_FULL : VR_PHRASE_NO_NEW),
		        value);
	else if (wait->span.from >= 0 && wait->measure == VR_MEASURE_DELAY && wait->span.from <= 0 &&
	         wait->span.to <= 0)
		value->first = vr_canvas_say(canvas, VR_PHRASE_NO_DELAY);
	else if (wait->span.from >= 0)
		put_span(canvas, &wait->span, value);
	else if (wait->level != VR_LEVEL_NONE)
		value->first = vr_canvas_say(canvas, level_phrases[wait->level]);
	else
		value->first = vr_canvas_say(canvas, VR_PHRASE_UNAVAILABLE);
}

static void put_old(struct canvas *canvas, const struct vr_wait *wait, const struct vr_slide_wait *shown,
                    struct value *value)
{
	const char *when = vr_value_measured(canvas, shown);

	// What was closed a while ago may be open by now: that grows old as well.
	if (wait->state == VR_WAIT_CLOSED)
		put_closed(canvas, wait, shown, value);
	else
		put_open(canvas, wait, value);
	value->soft = true;
	value->caution = when ? vr_canvas_say_text(canvas, VR_PHRASE_OLD_FROM, when, NULL)
	                      : vr_canvas_say(canvas, VR_PHRASE_NO_CURRENT_TIME);
}

const char *vr_value_measured(struct canvas *canvas, const struct vr_slide_wait *shown)
{
	struct vr_buffer date;

	if (shown->measured.hour < 0)
		return NULL;
	if (shown->measured_today)
		return vr_canvas_time(canvas, &shown->measured);
	vr_buffer_init(&date, 128);
	vr_say_short_date(canvas->words, shown->measured.date.month, shown->measured.date.day, &date);
	return vr_canvas_keep(canvas, &date);
}

struct value vr_value_make(struct canvas *canvas, const struct vr_slide_wait *shown)
{
	const struct vr_wait *wait = &canvas->slide->programme->waits[shown->wait];
	struct value value = {.before = "", .unit = "", .first = "", .second = "", .opens = "", .caution = ""};

	switch (shown->state) {
	case VR_FRESH:
		put_open(canvas, wait, &value);
		break;
	case VR_OLD:
		put_old(canvas, wait, shown, &value);
		break;
	case VR_WITHDRAWN:
		value.first = vr_canvas_say(canvas, VR_PHRASE_ASK_AT_DESK);
		value.caution = vr_canvas_say(canvas, VR_PHRASE_NO_CURRENT_TIME);
		value.stands = true;
		break;
	case VR_CLOSED:
		put_closed(canvas, wait, shown, &value);
		break;
	case VR_UNAVAILABLE:
		value.first = vr_canvas_say(canvas, VR_PHRASE_ASK_AT_DESK);
		value.caution = vr_canvas_say(canvas, VR_PHRASE_UNAVAILABLE);
		value.stands = true;
		break;
	}
	return value;
}
