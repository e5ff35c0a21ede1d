// The show: which slide the plan wants now, and getting it onto the screen when its picture is ready. Main thread only.
// Private to app.
#ifndef VANTRUM_APP_SHOW_H
#define VANTRUM_APP_SHOW_H

#include "screen.h"
#include "stage.h"

struct show {
	struct vr_book *book;
	struct vr_plan *plan;
	struct vr_zone *zone;                 // of the programme; NULL: unknown
	const struct vr_programme *programme; // the one that is planned; NULL: none yet
	struct vr_mono received;              // when it came over the network; ms 0: it was kept from before
	const struct vr_programme *former;    // what slide still borrows from until the plan was asked again; or NULL
	struct vr_slide slide;                // what the plan decided last
	bool planned;                         // slide is valid
	bool due;                             // ask the plan again, whatever the clock says
	bool patient;                         // what is due was looked at, and cuts in nowhere
	int dimmed;                           // percent by which it is, or is to be
	bool painted;                         // slide is on the screen, or being faded in; never while covered
	bool tidy;                            // pictures of the slides before it were let go
	struct vr_mono started;               // of the program
	struct vr_mono plan_at;               // when the plan wants to be asked again
	struct vr_mono waiting_at;            // when the log is told next what had to wait
	bool promise_broken;                  // as the log was told last
	bool hurried;                         // likewise, of an emergency
	struct vr_mono held_since;            // the slide waits for its picture; ms 0: it does not
	int64_t wall_offset;                  // wall − mono of the last turn, to notice a jump
	bool trusted;                         // the clock at the last turn
};

// Where the show takes place. All borrowed.
struct show_place {
	struct stage *stage;
	struct screen *screen;
	bool fade;    // slides fade in, unless they cut
	int night;    // percent of the light that is taken away outside opening hours
	bool covered; // something else is on the screen: the show goes on behind it and is not painted
};

void vr_show_init(struct show *show, struct vr_mono started);
void vr_show_release(struct show *show);

// A newer programme; the show takes the reference. NULL is a no-op. received: when it came over the network, ms 0 for
// one that was kept from before.
void vr_show_take(struct show *show, const struct vr_programme *programme, struct vr_mono received);

// Layouts are void: size, configuration or a picture changed. The slide is planned and painted anew.
void vr_show_forget(struct show *show);

// Whether the plan is to be asked at this turn. Notices a clock that jumped or came to be trusted.
bool vr_show_due(struct show *show, struct vr_now now);

// Asks a moment later instead: a slide that is being faded in would be cut short by the minute of its clock, or by a
// programme with newer waits. False: it must be asked now, for what is to come cuts in.
bool vr_show_put_off(struct show *show, const struct show_place *place, struct vr_now now);

// Asks the plan. A slide that stands is painted again at once, for its clock moved on.
void vr_show_ask(struct show *show, const struct show_place *place, struct vr_now now);

// Shows what is wrong instead, and looks again in a few seconds.
void vr_show_problem(struct show *show, const struct show_place *place, const struct vr_problem *problem,
                     struct vr_now now);

// Puts a planned slide on the screen once its picture is decoded; until then, and for two seconds at the most, the one
// before stays. *next is brought nearer.
void vr_show_put_up(struct show *show, const struct show_place *place, struct vr_now now, struct vr_mono *next);

// Between slides there is time: lets go of what the last one needed, measures the next item, has the next slide's
// picture decoded and a second before its time the whole slide painted, and once an hour tells the log which messages
// had to wait. Never within a fade.
void vr_show_prepare(struct show *show, const struct show_place *place, struct vr_now now, struct vr_mono *next);

#endif
