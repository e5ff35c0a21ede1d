#include "screen.h"

#include "drift.h"

#include "vantrum/paint.h"

#define FADE_MS 600
#define FRAME_MS 33 // a fade of thirty steps a second is smooth to the eye and half the work of sixty
#define RETRY_MS (5 * VR_SECOND)
#define PUMP_MS VR_SECOND

static struct vr_gfx_options options_for(const struct screen *screen, const struct vr_config *config)
{
	struct vr_gfx_options wanted = screen->wanted;

	wanted.fullscreen = config->fullscreen;
	wanted.rotate = config->rotate;
	return wanted;
}

// What a picture may do on its way onto the glass. Nobody's panel burns in where there is none.
static void configure_motion(struct screen *screen, const struct vr_config *config)
{
	screen->flash.most = config->reduced_motion ? 1 : FLASH_MOST;
	screen->drifts = !screen->wanted.headless && !config->reduced_motion;
}

void vr_screen_init(struct screen *screen, const struct vr_config *config, const struct options *options)
{
	*screen = (struct screen){0};
	vr_flash_init(&screen->flash, FLASH_MOST);
	screen->wanted.headless = options->headless;
	screen->wanted.width = options->width;
	screen->wanted.height = options->height;
	screen->wanted = options_for(screen, config);
	configure_motion(screen, config);
	if (screen->wanted.headless && !screen->wanted.width)
		vr_screen_size(screen, &screen->wanted.width, &screen->wanted.height);
}

int vr_screen_begun_within(const struct screen *screen, unsigned percent)
{
	uint64_t all = 0, passed = 0;

	for (int ms = 0; ms < SCREEN_BEGUN_MS; ms++)
		all += screen->begun[ms];
	for (int ms = 0; ms < SCREEN_BEGUN_MS && all; ms++) {
		passed += screen->begun[ms];
		if (passed * 100 >= all * percent)
			return ms;
	}
	return 0;
}

static void close_display(struct screen *screen)
{
	if (screen->gfx)
		vr_log(VR_LOG_INFO, "app",
		       "frames presented: %llu, of %u in fades %u late; half of the fades began within %d ms, 95 %% "
		       "within %d ms",
		       (unsigned long long)vr_gfx_frames(screen->gfx), screen->fade_frames, screen->late_frames,
		       vr_screen_begun_within(screen, 50), vr_screen_begun_within(screen, 95));
	vr_gfx_destroy(screen->gfx);
	screen->gfx = NULL;
	screen->complete = false;
}

void vr_screen_release(struct screen *screen)
{
	close_display(screen);
	vr_packed_release(&screen->held);
	vr_packed_release(&screen->frame);
	vr_packed_release(&screen->previous);
}

bool vr_screen_configure(struct screen *screen, const struct vr_config *config)
{
	struct vr_gfx_options wanted = options_for(screen, config);
	bool turned = (wanted.rotate % 180 == 0) != (screen->wanted.rotate % 180 == 0);

	configure_motion(screen, config);
	if (wanted.fullscreen == screen->wanted.fullscreen && wanted.rotate == screen->wanted.rotate)
		return false;
	if (turned && wanted.headless) {
		int width = wanted.width;

		wanted.width = wanted.height;
		wanted.height = width;
	}
	screen->wanted = wanted;
	close_display(screen);
	screen->retry = (struct vr_mono){0};
	return true;
}

void vr_screen_size(const struct screen *screen, int *width, int *height)
{
	bool upright = screen->wanted.rotate % 180 != 0;

	if (screen->gfx) {
		vr_gfx_size(screen->gfx, width, height);
	} else if (screen->wanted.width) {
		*width = screen->wanted.width;
		*height = screen->wanted.height;
	} else {
		*width = upright ? 1080 : 1920;
		*height = upright ? 1920 : 1080;
	}
}

static bool open_display(struct screen *screen, struct vr_mono now)
{
	struct vr_error error;

	if (now.ms < screen->retry.ms)
		return false;
	screen->retry.ms = now.ms + RETRY_MS;
	if (!vr_gfx_create(&screen->wanted, &screen->gfx, &error)) {
		vr_log(VR_LOG_WARNING, "app", "no display: %s; trying again in %d s", error.what,
		       (int)(RETRY_MS / VR_SECOND));
		return false;
	}
	screen->repaint = screen->frame.words != NULL;
	if (screen->frame.words)
		vr_flash_note(&screen->flash, &screen->frame, false, now);
	return true;
}

bool vr_screen_tend(struct screen *screen, struct vr_mono now)
{
	struct vr_gfx_events events = {0};

	if (!screen->gfx)
		return open_display(screen, now);
	vr_gfx_pump(screen->gfx, &events);
	screen->quit |= events.quit;
	screen->repaint |= events.exposed || events.resized;
	if (!events.lost)
		return events.resized;
	vr_log(VR_LOG_WARNING, "app", "the display is gone or came back: opening it anew");
	close_display(screen);
	screen->retry = now;
	return open_display(screen, now);
}

static bool same_size(const struct vr_packed *a, const struct vr_packed *b)
{
	return a->words && b->words && a->width == b->width && a->height == b->height;
}

static void put_up(struct screen *screen, struct vr_packed *picture, enum entry entry, struct vr_mono now)
{
	struct vr_mono whole = now;

	vr_packed_release(&screen->previous);
	if (entry == ENTRY_FADE && screen->gfx && same_size(&screen->frame, picture)) {
		screen->previous = screen->frame;
		screen->fade_start = now;
		whole.ms += FADE_MS;
	} else {
		vr_packed_release(&screen->frame);
	}
	if (screen->gfx)
		vr_flash_note(&screen->flash, picture, entry == ENTRY_ALARM, whole);
	screen->frame = *picture;
	*picture = (struct vr_packed){0};
	screen->repaint = true;
	screen->complete = false;
}

// A slide that never reached the glass does not count: from one that was seen to the next it is one pixel.
static void drift(struct screen *screen, struct vr_pixels *picture, enum entry entry)
{
	int x, y;

	if (!screen->drifts)
		return;
	screen->slides += entry != ENTRY_AGAIN && !screen->held.words && screen->frame.words;
	vr_drift_at(screen->slides, &x, &y);
	vr_drift_shift(picture, x, y);
}

static void put_up_in_time(struct screen *screen, struct vr_packed *picture, enum entry entry, struct vr_mono now)
{
	struct vr_mono when = vr_flash_when(&screen->flash, picture, entry == ENTRY_ALARM, now);

	vr_packed_release(&screen->held);
	if (!screen->gfx || when.ms <= now.ms) {
		put_up(screen, picture, entry, now);
		return;
	}
	screen->held = *picture;
	screen->held_entry = entry;
	screen->held_until = when;
	screen->complete = false;
}

bool vr_screen_show(struct screen *screen, struct vr_pixels *picture, enum entry entry, struct vr_mono now,
                    struct vr_error *error)
{
	struct vr_packed packed;
	bool done;

	if (entry == ENTRY_AGAIN && screen->held.words)
		entry = screen->held_entry; // of the slide that waits
	drift(screen, picture, entry);
	done = vr_packed_create(picture, &packed, error);
	vr_pixels_release(picture);
	if (done)
		put_up_in_time(screen, &packed, entry, now);
	return done;
}

unsigned vr_screen_fade_weight(int64_t elapsed_ms)
{
	double t = (double)elapsed_ms / FADE_MS;

	return t >= 1 ? 256 : (unsigned)(256 * t * t * (3 - 2 * t));
}

static bool fits_display(const struct screen *screen)
{
	int width, height;

	vr_gfx_size(screen->gfx, &width, &height);
	return screen->frame.width == width && screen->frame.height == height;
}

static bool present(struct screen *screen, unsigned weight)
{
	struct vr_error error;

	if (weight < 256 ? vr_gfx_present_blend(screen->gfx, &screen->previous, &screen->frame, weight, &error)
	                 : vr_gfx_present(screen->gfx, &screen->frame, &error))
		return true;
	vr_log(VR_LOG_WARNING, "app", "cannot present: %s", error.what);
	close_display(screen);
	return false;
}

static void nearer(struct vr_mono *next, int64_t ms)
{
	if (ms < next->ms)
		next->ms = ms;
}

// A fade begins with its first frame: a picture that took long to paint does not shorten it.
static void begin_fade(struct screen *screen, struct vr_mono now)
{
	int64_t waited = now.ms - screen->fade_start.ms;

	if (!screen->previous.words || screen->frame_due.ms >= screen->fade_start.ms)
		return;
	screen->begun[waited < SCREEN_BEGUN_MS ? waited : SCREEN_BEGUN_MS - 1]++;
	screen->fade_start = screen->frame_due = now;
}

static void count_fade_frame(struct screen *screen, struct vr_mono now)
{
	screen->fade_frames++;
	screen->late_frames += now.ms >= screen->frame_due.ms + FRAME_MS;
	screen->frame_due.ms = now.ms + FRAME_MS;
}

void vr_screen_step(struct screen *screen, struct vr_mono now, struct vr_mono *next)
{
	unsigned weight;

	if (screen->held.words && (!screen->gfx || now.ms >= screen->held_until.ms))
		put_up(screen, &screen->held, screen->held_entry, now);
	if (screen->held.words)
		nearer(next, screen->held_until.ms);
	begin_fade(screen, now);
	weight = screen->previous.words ? vr_screen_fade_weight(now.ms - screen->fade_start.ms) : 256;
	if (!screen->gfx) {
		vr_packed_release(&screen->previous);
		nearer(next, screen->retry.ms);
		return;
	}
	if (!screen->wanted.headless)
		nearer(next, now.ms + PUMP_MS);
	if ((!screen->repaint && weight == 256 && !screen->previous.words) || !screen->frame.words ||
	    !fits_display(screen))
		return;
	if (!present(screen, weight))
		return;
	if (screen->previous.words)
		count_fade_frame(screen, now);
	screen->repaint = false;
	if (weight < 256) {
		nearer(next, now.ms + FRAME_MS);
		return;
	}
	vr_packed_release(&screen->previous);
	screen->complete = !screen->held.words; // what is reported then is what waits
}

bool vr_screen_fading(const struct screen *screen)
{
	return screen->previous.words != NULL;
}

bool vr_screen_take_complete(struct screen *screen)
{
	bool complete = screen->complete;

	screen->complete = false;
	return complete;
}
