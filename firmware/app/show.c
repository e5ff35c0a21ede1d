#include "show.h"

#include "night.h"

#include <inttypes.h>
#include <stdlib.h>

#define LONGEST_FADE_MS VR_SECOND        // one that takes longer is stuck
#define PUT_OFF_MS 50                    // in a fade
#define IDLE_MS (10 * VR_SECOND)         // until the next question when a slide has no end
#define HOLD_MS (2 * VR_SECOND)          // how long a slide waits for its picture to be decoded
#define DECODE_MS (5 * VR_SECOND)        // before its time a slide's picture is decoded,
#define PAINT_MS VR_SECOND               // and the whole slide painted: until then one picture is enough in memory
#define JITTER_MS 2                      // by which two clocks, each read to the millisecond, may disagree
#define PROBLEM_EVERY_MS (5 * VR_SECOND) // how often the problem slide looks at the facts anew
#define WAITING_EVERY_MS VR_HOUR         // how often the log is told what had to wait
#define WAITING_NAMED 5                  // so many of them by their id
#define CLOCK_STEP_MS VR_SECOND          // the wall clock jumped when it moved so much against the other

static void nearer(struct vr_mono *next, int64_t ms)
{
	if (ms < next->ms)
		next->ms = ms;
}

void vr_show_init(struct show *show, struct vr_mono started)
{
	*show = (struct show){.started = started, .due = true, .waiting_at = {started.ms + WAITING_EVERY_MS}};
	show->book = vr_book_create();
	show->plan = vr_plan_create();
}

void vr_show_release(struct show *show)
{
	vr_plan_destroy(show->plan);
	vr_book_destroy(show->book);
	vr_zone_destroy(show->zone);
	vr_programme_unref(show->former);
	vr_programme_unref(show->programme);
}

static void ask_anew(struct show *show)
{
	show->due = true;
	show->patient = false;
}

static void log_set_aside(const struct vr_programme *programme)
{
	for (size_t i = 0; i < programme->set_aside_count; i++)
		vr_log(VR_LOG_WARNING, "app", "set aside %s: %s", programme->set_aside[i].pointer,
		       programme->set_aside[i].reason);
}

void vr_show_take(struct show *show, const struct vr_programme *programme, struct vr_mono received)
{
	struct vr_zone *zone = NULL;
	struct vr_error error;

	if (!programme)
		return;
	log_set_aside(programme);
	if (!vr_zone_create(programme->clinic.time_zone, &zone, &error))
		vr_log(VR_LOG_ERROR, "app", "%s: opening hours and clock are left out", error.what);
	vr_zone_destroy(show->zone);
	show->zone = zone;
	if (show->former)
		vr_programme_unref(show->programme); // nobody planned with it
	else
		show->former = show->programme;
	show->programme = programme;
	show->received = received;
	vr_book_clear(show->book);
	ask_anew(show);
}

void vr_show_forget(struct show *show)
{
	vr_book_clear(show->book);
	ask_anew(show);
	show->painted = false;
}

bool vr_show_due(struct show *show, struct vr_now now)
{
	int64_t offset = now.wall.ms - now.mono.ms;

	if (llabs(offset - show->wall_offset) > CLOCK_STEP_MS || now.trusted != show->trusted)
		ask_anew(show);
	show->wall_offset = offset;
	show->trusted = now.trusted;
	return show->due || !show->planned || now.mono.ms >= show->plan_at.ms;
}

// The next moment at which the plan is asked: its own deadline, or the minute that the clock in the band shows.
static struct vr_mono next_question(const struct vr_slide *slide, struct vr_now now)
{
	int64_t wait = slide->until.ms == VR_INSTANT_NEVER.ms ? IDLE_MS : slide->until.ms - now.wall.ms;
	int64_t minute = VR_MINUTE - now.wall.ms % VR_MINUTE;

	if (slide->clock.hour >= 0 && minute < wait)
		wait = minute;
	wait = wait < 1 ? 1 : wait > VR_HOUR ? VR_HOUR : wait;
	return (struct vr_mono){now.mono.ms + wait};
}

// Better the old picture than none: memory may be there again in a moment.
static void put_on_screen(struct show *show, const struct show_place *place, struct vr_pixels *pixels, enum entry entry,
                          struct vr_now now)
{
	struct vr_error error;

	if (entry == ENTRY_FADE && !place->fade)
		entry = ENTRY_CUT;
	if (vr_screen_show(place->screen, pixels, entry, now.mono, &error))
		show->painted = true;
	else
		vr_log(VR_LOG_ERROR, "app", "a slide could not be put up: %s", error.what);
}

// The last step before the glass: previews and rendered pictures have the light of the day.
static void darken(struct show *show, const struct show_place *place, struct vr_pixels *pixels, enum entry *entry,
                   struct vr_now now)
{
	int dim = vr_night_dim(&show->slide, show->zone, now, place->night);

	if (*entry == ENTRY_AGAIN && dim != show->dimmed)
		*entry = ENTRY_FADE; // a slide that stands when the clinic closes
	show->dimmed = dim;
	vr_night_darken(pixels, dim);
}

static void paint_slide(struct show *show, const struct show_place *place, enum entry entry, struct vr_now now)
{
	struct vr_pixels pixels;
	struct vr_error error;

	if (vr_stage_paint(place->stage, &show->slide, &pixels, &error)) {
		darken(show, place, &pixels, &entry, now);
		put_on_screen(show, place, &pixels, entry, now);
	} else {
		vr_log(VR_LOG_ERROR, "app", "a slide could not be painted: %s", error.what);
	}
}

static enum entry entry_of(const struct vr_slide *slide)
{
	return !slide->cut ? ENTRY_FADE : slide->kind == VR_SLIDE_EMERGENCY ? ENTRY_ALARM : ENTRY_CUT;
}

static struct vr_plan_input plan_input(const struct show *show, const struct show_place *place, struct vr_now now)
{
	return (struct vr_plan_input){.programme = show->programme,
	                              .zone = show->zone,
	                              .book = show->book,
	                              .now = now,
	                              .choice = vr_stage_choice(place->stage),
	                              .started = show->started,
	                              .received = show->received};
}

// What the plan is going to say in a while, if nothing happens until then; the plan itself does not move.
static struct vr_slide look_ahead(const struct show *show, const struct show_place *place, struct vr_now now,
                                  int64_t ms)
{
	struct vr_plan_input input = plan_input(show, place, now);
	struct vr_plan *ahead = vr_plan_copy(show->plan);
	struct vr_slide slide;

	input.now.mono.ms += ms;
	input.now.wall.ms += ms;
	vr_plan_next(ahead, &input, &slide);
	vr_plan_destroy(ahead);
	return slide;
}

// Whether what is due may come when the fade is over. A programme is looked at once, not at each frame.
static bool can_wait(struct show *show, const struct show_place *place, struct vr_now now)
{
	struct vr_slide slide;

	if (!show->due || show->patient)
		return true;
	slide = look_ahead(show, place, now, 0);
	show->patient = !slide.cut || vr_slide_same(&show->slide, &slide);
	return show->patient;
}

bool vr_show_put_off(struct show *show, const struct show_place *place, struct vr_now now)
{
	const struct screen *screen = place->screen;

	if (!show->planned || !show->painted || !vr_screen_fading(screen) ||
	    now.mono.ms - screen->fade_start.ms > LONGEST_FADE_MS || !can_wait(show, place, now))
		return false;
	show->plan_at.ms = now.mono.ms + PUT_OFF_MS;
	return true;
}

void vr_show_ask(struct show *show, const struct show_place *place, struct vr_now now)
{
	struct vr_plan_input input = plan_input(show, place, now);
	struct vr_slide slide;
	bool same;

	// The first slide must not wait for the measuring of all others.
	vr_stage_measure(place->stage, show->plan, &input, show->book, 1);
	vr_plan_next(show->plan, &input, &slide);
	same = show->planned && show->painted && vr_slide_same(&show->slide, &slide);
	show->slide = slide;
	show->planned = true;
	show->due = false;
	show->plan_at = next_question(&slide, now);
	vr_programme_unref(show->former);
	show->former = NULL;
	if (same)
		paint_slide(show, place, ENTRY_AGAIN, now);
	else
		show->painted = false;
}

void vr_show_problem(struct show *show, const struct show_place *place, const struct vr_problem *problem,
                     struct vr_now now)
{
	struct vr_pixels pixels;
	struct vr_error error;

	show->slide = (struct vr_slide){.kind = VR_SLIDE_PROBLEM,
	                                .page = 1,
	                                .pages = 1,
	                                .clock = {.hour = -1},
	                                .at = now.wall,
	                                .until = {now.wall.ms + PROBLEM_EVERY_MS}};
	show->planned = true;
	show->due = false;
	show->plan_at.ms = now.mono.ms + PROBLEM_EVERY_MS;
	show->painted = false;
	if (place->covered)
		return;
	if (vr_stage_paint_problem(place->stage, problem, &pixels, &error))
		put_on_screen(show, place, &pixels, ENTRY_AGAIN, now); // every few seconds
	else
		vr_log(VR_LOG_ERROR, "app", "the problem slide could not be painted: %s", error.what);
}

void vr_show_put_up(struct show *show, const struct show_place *place, struct vr_now now, struct vr_mono *next)
{
	enum readiness ready;

	nearer(next, show->plan_at.ms);
	if (place->covered || show->painted || !show->planned || show->slide.kind == VR_SLIDE_PROBLEM)
		return;
	ready = vr_stage_prepare(place->stage, &show->slide);
	if (ready == PICTURE_PENDING && !show->slide.cut) {
		if (!show->held_since.ms)
			show->held_since = now.mono;
		if (now.mono.ms - show->held_since.ms < HOLD_MS) {
			nearer(next, show->held_since.ms + HOLD_MS);
			return;
		}
	}
	show->held_since.ms = 0;
	paint_slide(show, place, entry_of(&show->slide), now);
	show->tidy = false;
}

static void prepare_next(struct show *show, const struct show_place *place, struct vr_now now, struct vr_mono *next)
{
	int64_t left = show->slide.until.ms - now.wall.ms;
	struct vr_slide slide;

	if (show->slide.until.ms == VR_INSTANT_NEVER.ms)
		return;
	if (left > PAINT_MS)
		nearer(next, now.mono.ms + left - (left > DECODE_MS ? DECODE_MS : PAINT_MS));
	if (left > DECODE_MS)
		return;
	// A millisecond too early the plan would still give the slide that stands.
	slide = look_ahead(show, place, now, left + JITTER_MS);
	if (vr_stage_prepare(place->stage, &slide) != PICTURE_PENDING && left <= PAINT_MS)
		vr_stage_paint_ahead(place->stage, &slide);
}

static void log_waiting(struct show *show, const struct show_place *place, struct vr_now now)
{
	struct vr_plan_input input = plan_input(show, place, now);
	size_t messages[WAITING_NAMED], count;
	struct vr_buffer names;

	if (now.mono.ms < show->waiting_at.ms)
		return;
	show->waiting_at.ms = now.mono.ms + WAITING_EVERY_MS;
	count = vr_plan_waiting(show->plan, &input, messages, VR_COUNT(messages));
	if (!count)
		return;
	vr_buffer_init(&names, 1024);
	for (size_t i = 0; i < count && i < VR_COUNT(messages); i++)
		vr_buffer_format(&names, "%s%.128s", i ? ", " : "", show->programme->messages[messages[i]].id);
	vr_log(VR_LOG_INFO, "app", "%zu messages were not shown in all their languages within the hour: %s%s", count,
	       vr_buffer_string(&names), count > VR_COUNT(messages) ? ", …" : "");
	vr_buffer_release(&names);
}

// Told when it becomes so, and when it is over.
static void log_promises(struct show *show)
{
	struct vr_plan_promises now = vr_plan_promises(show->plan);
	int64_t s = now.cycle_ms / VR_SECOND;

	if (now.hurried && !show->hurried)
		vr_log(VR_LOG_WARNING, "app", "the emergency has more to read than fits 30 seconds in all languages");
	show->hurried = now.hurried;
	if (show->slide.kind == VR_SLIDE_EMERGENCY || now.kept == !show->promise_broken)
		return;
	show->promise_broken = !now.kept;
	if (now.kept)
		vr_log(VR_LOG_INFO, "app", "waits, clinic and important messages come in every language within 3 min");
	else if (now.cycle_ms)
		vr_log(VR_LOG_WARNING, "app",
		       "waits, clinic and important messages come in every language within %" PRId64 " min %" PRId64
		       " s only, not 3 min: there is too much to read",
		       s / 60, s % 60);
	else
		vr_log(VR_LOG_WARNING, "app",
		       "waits, clinic and important messages do not come in every language within 3 min: a round of "
		       "%" PRId64 " min has room for no more",
		       now.round_ms / VR_MINUTE);
}

void vr_show_prepare(struct show *show, const struct show_place *place, struct vr_now now, struct vr_mono *next)
{
	struct vr_plan_input input = plan_input(show, place, now);

	if (!show->programme || !show->painted || vr_screen_fading(place->screen))
		return;
	if (!show->tidy)
		vr_stage_keep_picture(place->stage, &show->slide);
	show->tidy = true;
	if (vr_stage_measure(place->stage, show->plan, &input, show->book, 1))
		nearer(next, now.mono.ms); // one at a time, so that a wake-up never waits long
	else
		prepare_next(show, place, now, next);
	log_waiting(show, place, now);
	log_promises(show);
}
