// What is on the glass: the display, the picture it shows and the fade to the next. The display may be missing or go
// away at any time; the show goes on and it is tried again. Main thread only. Private to app.
#ifndef VANTRUM_APP_SCREEN_H
#define VANTRUM_APP_SCREEN_H

#include "flash.h"
#include "options.h"

#include "vantrum/config.h"
#include "vantrum/gfx.h"

// How a picture comes onto the glass.
enum entry {
	ENTRY_AGAIN, // the slide that is there, with small changes: at once
	ENTRY_FADE,  // a new slide
	ENTRY_CUT,   // a new slide, at once
	ENTRY_ALARM, // an emergency: at once, before all else that waits
};

#define SCREEN_BEGUN_MS 100 // and longer

struct screen {
	struct vr_gfx_options wanted;
	struct vr_gfx *gfx;        // NULL: no display now
	struct vr_mono retry;      // when to try for one again
	struct vr_packed frame;    // what is shown or being faded in; words NULL: nothing yet
	struct vr_packed previous; // what is being faded out; words NULL: no fade
	struct vr_mono fade_start;
	struct vr_mono frame_due;          // when the next frame of the fade should be on the glass
	unsigned fade_frames, late_frames; // late: another should have been there before
	unsigned begun[SCREEN_BEGUN_MS];   // fades, by the milliseconds from when they were wanted to their first frame
	struct flash flash;
	struct vr_packed held; // waits until it is no flash; words NULL: none
	enum entry held_entry;
	struct vr_mono held_until;
	bool drifts;     // new slides are shifted a little
	unsigned slides; // shown so far: how far the shift has come
	bool repaint;    // present the frame again
	bool complete;   // the frame is whole on the glass, and this was not taken yet
	bool quit;       // somebody closed the window
};

void vr_screen_init(struct screen *screen, const struct vr_config *config, const struct options *options);
void vr_screen_release(struct screen *screen);

// Another configuration: true when the display is opened anew because of it.
bool vr_screen_configure(struct screen *screen, const struct vr_config *config);

// Size of the picture as read; 1920 × 1080 turned by the rotation while no display is known.
void vr_screen_size(const struct screen *screen, int *width, int *height);

// Looks for a display where there is none and takes its events. True when the size may have changed.
bool vr_screen_tend(struct screen *screen, struct vr_mono now);

// Puts a picture on the glass; a fourth one within a second that changes much waits its turn, and the newest of those
// that wait is the one that comes. Takes the pixels. VR_MEMORY: what was there stays.
bool vr_screen_show(struct screen *screen, struct vr_pixels *picture, enum entry entry, struct vr_mono now,
                    struct vr_error *error) VR_MUST_USE;

// How much of the new picture there is in a fade that began so long ago: 0 … 256, eased in and out (3t² − 2t³).
unsigned vr_screen_fade_weight(int64_t elapsed_ms);

// Presents what is due now. *next is brought nearer when there is more to come.
void vr_screen_step(struct screen *screen, struct vr_mono now, struct vr_mono *next);

// Within how many milliseconds so many percent of all fades had their first frame ready; 0: there was none.
int vr_screen_begun_within(const struct screen *screen, unsigned percent);

bool vr_screen_fading(const struct screen *screen);

// Whether a shown picture became whole on the glass since the last call.
bool vr_screen_take_complete(struct screen *screen);

#endif
