// The wall's words without the wall.
#include "words.h"

#include "value.h"

enum vr_phrase vr_slide_measure_phrase(enum vr_measure measure)
{
	static const enum vr_phrase headings[] = {
	        [VR_MEASURE_WAIT] = VR_PHRASE_WAIT_HEADING,
	        [VR_MEASURE_DELAY] = VR_PHRASE_DELAY_HEADING,
	        [VR_MEASURE_CALLBACK] = VR_PHRASE_CALLBACK_HEADING,
	        [VR_MEASURE_PLANNED] = VR_PHRASE_PLANNED_HEADING,
	};

	return headings[measure];
}

const char *vr_words_updated(struct canvas *canvas, const struct vr_slide_wait *shown)
{
	const char *when = shown->state == VR_FRESH ? vr_value_measured(canvas, shown) : NULL;

	if (!when)
		return "";
	return vr_canvas_say_text(canvas, shown->measured_today ? VR_PHRASE_UPDATED_AT : VR_PHRASE_UPDATED_ON, when,
	                          NULL);
}

const char *vr_words_until(struct canvas *canvas, const struct vr_wait *wait)
{
	switch (wait->until) {
	case VR_UNTIL_NURSE:
		return vr_canvas_say(canvas, VR_PHRASE_UNTIL_NURSE);
	case VR_UNTIL_DOCTOR:
		return vr_canvas_say(canvas, VR_PHRASE_UNTIL_DOCTOR);
	case VR_UNTIL_DONE:
		return vr_canvas_say(canvas, VR_PHRASE_UNTIL_DONE);
	case VR_UNTIL_UNSAID:
		break;
	}
	return "";
}

const char *vr_words_priority(struct canvas *canvas, const struct vr_wait *wait)
{
	switch (wait->care_priority) {
	case VR_CARE_PRIORITY_WITH:
		return vr_canvas_say(canvas, VR_PHRASE_CARE_WITH_PRIORITY);
	case VR_CARE_PRIORITY_WITHOUT:
		return vr_canvas_say(canvas, VR_PHRASE_CARE_WITHOUT_PRIORITY);
	case VR_CARE_PRIORITY_UNSAID:
		break;
	}
	return "";
}

static const char *closed_words(struct canvas *canvas, const struct vr_local_time *opens, bool today)
{
	const char *closed = vr_canvas_say(canvas, VR_PHRASE_CLOSED_NOW);
	const char *time = vr_canvas_time(canvas, opens);
	struct vr_buffer day;

	if (today)
		return vr_canvas_join(canvas, closed, "\n", vr_canvas_say_text(canvas, VR_PHRASE_OPENS_AT, time, NULL));
	vr_buffer_init(&day, 128);
	vr_say_weekday(canvas->words, opens->weekday, &day);
	return vr_canvas_join(canvas, closed, "\n",
	                      vr_canvas_say_text(canvas, VR_PHRASE_OPENS_ON, vr_canvas_keep(canvas, &day), time));
}

static const char *closed_headline(struct canvas *canvas)
{
	const struct vr_opening *opening = &canvas->slide->opening;
	const struct vr_date *date = &opening->change.date, *today = &canvas->slide->clock.date;

	if (opening->change.hour < 0)
		return vr_canvas_say(canvas, VR_PHRASE_CLOSED_NOW);
	return closed_words(canvas, &opening->change, date->day == today->day && date->month == today->month);
}

const char *vr_words_opening(struct canvas *canvas)
{
	const struct vr_opening *opening = &canvas->slide->opening;

	switch (opening->state) {
	case VR_OPENING_OPEN:
		if (opening->change.hour < 0)
			return vr_canvas_say(canvas, VR_PHRASE_OPEN_NOW);
		return vr_canvas_say_text(canvas, VR_PHRASE_OPEN_UNTIL, vr_canvas_time(canvas, &opening->change), NULL);
	case VR_OPENING_CLOSED:
		return closed_headline(canvas);
	case VR_OPENING_UNKNOWN:
		break;
	}
	return canvas->slide->programme->clinic.opening_hours.count ? vr_canvas_say(canvas, VR_PHRASE_OPENING_HOURS)
	                                                            : "";
}

// A canvas that only speaks: it has neither look nor scene, and its texts live in the caller's arena.
static struct canvas speaker(const struct vr_slide *slide, const struct vr_language *words, struct vr_arena *arena)
{
	return (struct canvas){.slide = slide,
	                       .tag = vr_language_tag(words),
	                       .words = words,
	                       .rtl = vr_language_rtl(words),
	                       .arena = *arena};
}

static struct vr_slide slide_of(const struct vr_programme *programme, size_t language)
{
	return (struct vr_slide){.programme = programme, .languages = {(uint8_t)language}, .language_count = 1};
}

struct vr_wait_words vr_slide_wait_words(const struct vr_programme *programme, const struct vr_slide_wait *shown,
                                         size_t language, const struct vr_language *words, struct vr_arena *arena)
{
	const struct vr_wait *wait = &programme->waits[shown->wait];
	struct vr_slide slide = slide_of(programme, language);
	struct canvas canvas = speaker(&slide, words, arena);
	struct value value = vr_value_make(&canvas, shown);
	struct vr_wait_words out = {.value = value.first,
	                            .more = *value.opens ? value.opens : value.second,
	                            .caution = value.caution,
	                            .until = vr_words_until(&canvas, wait),
	                            .priority = vr_words_priority(&canvas, wait),
	                            .updated = vr_words_updated(&canvas, shown)};

	if (value.numeral)
		out.value = value.whole;
	*arena = canvas.arena;
	return out;
}

const char *vr_slide_opening_words(const struct vr_programme *programme, const struct vr_opening *opening,
                                   const struct vr_local_time *today, size_t language, const struct vr_language *words,
                                   struct vr_arena *arena)
{
	struct vr_slide slide = slide_of(programme, language);
	struct canvas canvas = speaker(&slide, words, arena);
	const char *out;

	slide.opening = *opening;
	slide.clock = *today;
	out = vr_words_opening(&canvas);
	*arena = canvas.arena;
	return out;
}

const char *vr_slide_moment_words(const struct vr_local_time *time, const struct vr_local_time *today,
                                  const struct vr_language *words, struct vr_arena *arena)
{
	struct vr_slide slide = {.clock = *today};
	struct canvas canvas = speaker(&slide, words, arena);
	const char *out = vr_canvas_moment(&canvas, time);

	*arena = canvas.arena;
	return out;
}
