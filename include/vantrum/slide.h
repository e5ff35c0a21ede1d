// Room slide: how it looks. (slide, look) → scene; and how many pages an item is and how long each takes to read.
// Pure: no clock, no files beyond catalogues that were opened, no window.
#ifndef VANTRUM_SLIDE_H
#define VANTRUM_SLIDE_H

#include "vantrum/language.h"
#include "vantrum/model.h"
#include "vantrum/scene.h"
#include "vantrum/text.h"
#include "vantrum/theme.h"

// What composing needs besides the slide. All borrowed.
struct vr_look {
	const struct vr_theme *theme;
	const struct vr_metrics *metrics;
	struct vr_panel panel;
	double capital_per_em; // of the metrics' first face
	double average_per_em;
	// The catalogue of a tag; never NULL (falls back). Cached by the implementer.
	const struct vr_language *(*language)(void *context, const char *tag);
	// Whether the picture can be shown; what it answers must not change between measure and compose of one book.
	bool (*has_picture)(void *context, const char *sha256);
	void *context;
	// The day and hour for which the clinic is measured: who measures forgets the book when the date, or open and
	// closed, change. Composing does not look at it.
	struct vr_local_time today; // date.year 0: not known
	struct vr_opening opening;
	// The languages that take turns on the same place, 0: only the slide's own. What stays while the words change,
	// as the numerals of waits do, is laid out for all of them. Who measures forgets the book when this changes.
	vr_language_set turns;
	const char *quiet_mark; // one short line for technicians in the corner ("config: 2 problems"); NULL: none
};

// Fills the scene (init done by the callee; release by the caller, also after false). Always draws something: what does
// not fit its box is left out with VR_LIMIT in *error and false, and the scene is still fit to be shown.
bool vr_slide_compose(const struct vr_slide *slide, const struct vr_look *look, struct vr_scene *scene,
                      struct vr_error *error) VR_MUST_USE;

// Pages, seconds a page (6 … 40) and, for waits, rows a page of an item in these languages.
void vr_slide_measure(const struct vr_programme *programme, struct vr_item item, vr_language_set languages,
                      const struct vr_look *look, struct vr_book_entry *out);

// The pictures that the slide will draw, with the size they are drawn at; at most max.
struct vr_slide_picture {
	const struct vr_picture *picture;
	int width, height;
	bool contain; // whole, else as much as fills the place: on a page of its own a picture is always whole
};
size_t vr_slide_pictures(const struct vr_slide *slide, const struct vr_look *look, struct vr_slide_picture *out,
                         size_t max);

// What the wall says, in the same words, for a page that is read instead: nothing is laid out. Texts live in the arena
// or the programme; "" where there is nothing to tell. words is the catalogue of the programme's language of this
// number.
struct vr_wait_words {
	const char *value;    // "30–45 min", "Closed: lunch", "Ask at the desk."
	const char *more;     // another sentence of it: when it opens, who is still seen
	const char *caution;  // what is wrong with it: old, from when; no current time
	const char *until;    // to a nurse, to a doctor
	const char *priority; // of planned care
	const char *updated;  // when it was measured, while it is fresh
};
struct vr_wait_words vr_slide_wait_words(const struct vr_programme *programme, const struct vr_slide_wait *shown,
                                         size_t language, const struct vr_language *words, struct vr_arena *arena);

// The heading over waits of a measure.
enum vr_phrase vr_slide_measure_phrase(enum vr_measure measure);

// Open until when, closed until when (on a line of its own), or the heading over the hours where neither is known.
const char *vr_slide_opening_words(const struct vr_programme *programme, const struct vr_opening *opening,
                                   const struct vr_local_time *today, size_t language, const struct vr_language *words,
                                   struct vr_arena *arena);

// A time of day, with its weekday where that is not today's.
const char *vr_slide_moment_words(const struct vr_local_time *time, const struct vr_local_time *today,
                                  const struct vr_language *words, struct vr_arena *arena);

// What a technician needs when there is nothing to show.
struct vr_problem {
	const char *title;     // "No contact with the hub"
	const char *screen_id; // "" not configured
	const char *addresses; // own network addresses, one a line
	const char *hub;       // where it tries to fetch from
	const char *details;   // lines: configuration errors with file and line, last fetch error
	const char *version;
};

// Always fits: details that do not are cut with "… and N more".
void vr_slide_compose_problem(const struct vr_problem *problem, const struct vr_look *look, struct vr_scene *scene);

// Which screen this is, for whoever stands before the wall and looks for it.
struct vr_identity {
	const char *screen_id; // as large as it can be
	const char *area;      // NULL: not known
	const char *clinic;    // likewise
};

// The id is always whole; long names end in "…".
void vr_slide_compose_identity(const struct vr_identity *identity, const struct vr_look *look, struct vr_scene *scene);

// What fits at this distance, for `check`: lines of primary text from margin to margin, of which the band takes about
// one, and characters a line.
void vr_slide_capacity(const struct vr_look *look, int *lines, int *characters);

#endif
