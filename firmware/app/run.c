// `vantrum run`: be the screen. The main loop is a flat list of short handlers, each of which may only bring the next
// deadline nearer; then one poll() on the descriptors that can end the wait before it.
#include "identify.h"
#include "link.h"
#include "options.h"
#include "report.h"
#include "screen.h"
#include "settings.h"
#include "show.h"
#include "stage.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IDLE_MS (10 * VR_SECOND)       // the longest sleep
#define PATIENCE_MS (3 * VR_SECOND)    // before a screen without a programme says what is wrong
#define BEAT_LIMIT_MS (60 * VR_SECOND) // a network thread without progress for so long is dead

struct run {
	const struct options *options;
	struct settings settings;
	struct vr_config_problems problems;
	struct vr_mono started;
	int signals, wakeup; // descriptors
	struct vr_watch *watch;
	struct screen screen;
	struct link link;
	struct report report;
	struct stage *stage;
	struct show show;
	struct identify identify;
	uint64_t media_seen; // pictures that had arrived at the last turn
	bool ready;          // the service manager was told
	bool failed;         // cannot go on: the supervisor restarts
	bool end;
	struct vr_waker waker;
};

static void wake_main(void *context)
{
	vr_sys_wake(((struct run *)context)->wakeup);
}

static struct vr_wake waker(struct run *run)
{
	return (struct vr_wake){wake_main, run};
}

// --- configuration ---

static size_t config_paths(const struct run *run, const char *paths[SETTINGS_PATHS_MAX])
{
	static const char *const standard[] = VR_CONFIG_PLACES;

	if (run->options->config) {
		paths[0] = run->options->config;
		return 1;
	}
	memcpy(paths, standard, sizeof standard);
	return VR_COUNT(standard);
}

static void read_settings(struct run *run, struct settings *settings)
{
	const char *paths[SETTINGS_PATHS_MAX];
	size_t count = config_paths(run, paths);

	vr_settings_follow(paths, count, run->options->config != NULL, &run->watch, settings, &run->problems);
	if (run->problems.count)
		vr_log(VR_LOG_ERROR, "config", "%zu problems:\n%s", run->problems.count,
		       vr_buffer_string(&run->problems.text));
}

static void mark_problems(struct run *run)
{
	char mark[96];

	snprintf(mark, sizeof mark, "%.40s: %zu configuration problems", run->settings.config.screen_id,
	         run->problems.count);
	if (run->stage)
		vr_stage_mark(run->stage, run->problems.count ? mark : NULL);
}

// --- network and disk ---

static void open_link(struct run *run)
{
	vr_show_take(&run->show, vr_link_open(&run->link, &run->settings.config, run->options->clock),
	             (struct vr_mono){0});
	run->media_seen = 0;
}

static void handle_feed(struct run *run, struct vr_now now)
{
	struct vr_feed_wishes wishes;
	struct vr_feed_state state;

	if (!run->link.feed)
		return;
	vr_show_take(&run->show, vr_feed_take_programme(run->link.feed), vr_mono_now());
	vr_link_state(&run->link, &state);
	if (state.media_arrived != run->media_seen)
		vr_book_clear(run->show.book);
	run->media_seen = state.media_arrived;
	wishes = vr_feed_take_wishes(run->link.feed);
	if (wishes.status)
		vr_report_soon(&run->report);
	if (wishes.identify_s)
		vr_identify_begin(&run->identify, &run->show, wishes.identify_s, now);
}

// --- stage and display ---

static bool has_media(void *context, const char *sha256)
{
	return vr_cache_has_media(((struct run *)context)->link.cache, sha256);
}

static bool load_media(void *context, const char *sha256, struct vr_buffer *out, struct vr_error *error)
{
	return vr_cache_load_media(((struct run *)context)->link.cache, sha256, out, error);
}

static bool open_stage(struct run *run, struct vr_error *error)
{
	struct picture_source source = {has_media, load_media, run};
	int width, height;

	vr_screen_size(&run->screen, &width, &height);
	if (!vr_stage_create(&run->settings.config, width, height, &source, waker(run), &run->stage, error))
		return false;
	vr_stage_theme(run->stage, &run->settings.theme);
	mark_problems(run);
	return true;
}

static void resize(struct run *run)
{
	int width, height;

	vr_screen_size(&run->screen, &width, &height);
	vr_stage_resize(run->stage, &run->settings.config, width, height);
	vr_stage_theme(run->stage, &run->settings.theme);
	vr_show_forget(&run->show);
	run->identify.up = false;
}

static void handle_display(struct run *run, struct vr_now now)
{
	if (vr_screen_tend(&run->screen, now.mono))
		resize(run);
	if (vr_stage_collect(run->stage))
		vr_show_forget(&run->show);
	if (run->screen.quit)
		run->end = true;
}

// --- what was asked from outside ---

static bool same_link(const struct vr_config *a, const struct vr_config *b)
{
	return strcmp(a->screen_id, b->screen_id) == 0 && strcmp(a->hub_url, b->hub_url) == 0 &&
	       strcmp(a->programme_url, b->programme_url) == 0 && strcmp(a->token, b->token) == 0 &&
	       strcmp(a->ca_file, b->ca_file) == 0 && strcmp(a->cache_dir, b->cache_dir) == 0 &&
	       a->cache_max_mib == b->cache_max_mib && a->poll_s == b->poll_s;
}

// The worker thread of the stage reads from the cache: a new cache needs a new stage.
static void reopen_link(struct run *run)
{
	struct vr_error error;

	vr_stage_destroy(run->stage);
	run->stage = NULL;
	vr_link_close(&run->link);
	run->identify = (struct identify){0}; // another hub asked
	open_link(run);
	if (!open_stage(run, &error)) {
		vr_log(VR_LOG_ERROR, "app", "%s", error.what);
		run->end = run->failed = true;
	}
}

static void reload(struct run *run)
{
	struct settings settings;
	bool same;

	vr_sys_reloading();
	read_settings(run, &settings);
	same = same_link(&run->settings.config, &settings.config);
	run->settings = settings;
	vr_screen_configure(&run->screen, &run->settings.config);
	if (!same)
		reopen_link(run);
	else if (run->link.feed)
		vr_feed_hurry(run->link.feed);
	mark_problems(run);
	if (run->stage)
		resize(run);
	vr_report_soon(&run->report); // previews follow what the screen says of itself
	vr_sys_ready("showing");
	vr_log(VR_LOG_INFO, "app", "configuration read anew");
}

static void handle_signals(struct run *run)
{
	enum vr_signal signal;

	while ((signal = vr_sys_signal(run->signals)) != VR_SIGNAL_NONE) {
		if (signal == VR_SIGNAL_END)
			run->end = true;
		else
			reload(run);
	}
	if (vr_watch_changed(run->watch))
		reload(run);
}

// --- what to show ---

static bool shows_problem(const struct run *run)
{
	struct vr_feed_state state;

	if (run->show.programme)
		return false;
	if (run->problems.count || !vr_link_configured(&run->settings.config))
		return true;
	vr_link_state(&run->link, &state);
	return state.last_error.code != VR_OK && vr_mono_now().ms >= run->started.ms + PATIENCE_MS;
}

// What stands there without a programme gives way as soon as it is known what is wrong, or that nothing is any more;
// not when its own time is over.
static bool stands_in_vain(const struct show *show, bool problem)
{
	return show->planned && problem != (show->slide.kind == VR_SLIDE_PROBLEM);
}

static void show_problem(struct run *run, const struct show_place *place, struct vr_now now)
{
	struct vr_buffer addresses, details;
	struct vr_feed_state state;
	struct vr_problem problem = {
	        .title = run->problems.count ? "The configuration has problems" : "No programme yet",
	        .screen_id = run->settings.config.screen_id,
	        .hub = *run->settings.config.programme_url ? run->settings.config.programme_url
	                                                   : run->settings.config.hub_url,
	        .version = VR_VERSION,
	};

	vr_buffer_init(&addresses, 4096);
	vr_buffer_init(&details, 16384);
	vr_sys_addresses(&addresses);
	vr_link_state(&run->link, &state);
	vr_buffer_text(&details, vr_buffer_string(&run->problems.text));
	if (state.last_error.code != VR_OK)
		vr_buffer_text(&details, state.last_error.what);
	problem.addresses = vr_buffer_string(&addresses);
	problem.details = vr_buffer_string(&details);
	vr_show_problem(&run->show, place, &problem, now);
	vr_buffer_release(&addresses);
	vr_buffer_release(&details);
}

static struct show_place place_of(struct run *run)
{
	const struct vr_config *config = &run->settings.config;

	return (struct show_place){.stage = run->stage,
	                           .screen = &run->screen,
	                           .fade = config->transition == VR_TRANSITION_FADE && !config->reduced_motion,
	                           .night = config->night_dim,
	                           .covered = run->identify.until.ms != 0};
}

// An emergency on a dark panel would warn nobody (contract §1). A drill frightens nobody awake at night.
static void wake_panel(struct run *run, struct vr_now now)
{
	const struct vr_slide *slide = &run->show.slide;

	if (run->options->headless || !run->show.planned || slide->kind != VR_SLIDE_EMERGENCY ||
	    slide->programme->messages[slide->message].drill || strcmp(vr_sys_panel(), "on") == 0)
		return;
	vr_waker_call(&run->waker, now.mono);
}

// What is wrong may be known before patience ends, and nothing else would wake the loop then.
static void end_patience(const struct run *run, struct vr_now now, struct vr_mono *next)
{
	int64_t end = run->started.ms + PATIENCE_MS;

	if (!run->show.programme && now.mono.ms < end && end < next->ms)
		next->ms = end;
}

static void handle_plan(struct run *run, struct vr_now now, struct vr_mono *next)
{
	bool problem = shows_problem(run);
	struct show_place place;

	vr_identify_tend(&run->identify, &run->show, now);
	place = place_of(run);
	if ((vr_show_due(&run->show, now) || stands_in_vain(&run->show, problem)) &&
	    !vr_show_put_off(&run->show, &place, now)) {
		if (problem)
			show_problem(run, &place, now);
		else
			vr_show_ask(&run->show, &place, now);
		wake_panel(run, now);
	}
	vr_identify_put_up(&run->identify, &run->show, &place, run->settings.config.screen_id, now, next);
	vr_show_put_up(&run->show, &place, now, next);
	end_patience(run, now, next);
}

// What became whole on the glass is told, and nothing else.
static void report_complete(struct run *run, struct vr_now now)
{
	struct vr_slide name;

	if (run->identify.up) {
		name = vr_identify_slide(&run->identify, &run->show, now);
		vr_report_complete(&run->report, &run->link, &name, now);
	} else if (run->show.planned && run->show.painted) {
		vr_report_complete(&run->report, &run->link, &run->show.slide, now);
	}
}

static void handle_screen(struct run *run, struct vr_now now, struct vr_mono *next)
{
	vr_screen_step(&run->screen, vr_mono_now(), next);
	// What was kept is on the glass before any network is tried, and before its receipt is written.
	if (run->show.painted)
		vr_link_start(&run->link, &run->settings.config, run->show.programme, waker(run));
	if (vr_screen_take_complete(&run->screen))
		report_complete(run, now);
}

static void handle_preparing(struct run *run, struct vr_now now, struct vr_mono *next)
{
	struct show_place place = place_of(run);

	vr_show_prepare(&run->show, &place, now, next);
}

// --- those who watch over it ---

static void handle_report(struct run *run, struct vr_now now, struct vr_mono *next)
{
	struct report_facts facts = {.config = &run->settings.config,
	                             .theme = run->settings.theme.name,
	                             .choice = vr_stage_choice(run->stage),
	                             .config_problems = run->problems.count,
	                             .headless = run->options->headless,
	                             .dark = !run->screen.gfx};

	vr_screen_size(&run->screen, &facts.width, &facts.height);
	vr_report_send(&run->report, &run->link, &facts, now, next);
}

// Late in a turn, and not within a fade: compressing a picture takes a while, and what is new goes on the glass first.
static void handle_picture(struct run *run)
{
	struct vr_feed_state state;
	struct vr_pixels pixels = {0};
	struct vr_buffer png;
	struct vr_error error;

	vr_link_state(&run->link, &state);
	if (!state.picture_wanted || !run->screen.frame.words || vr_screen_fading(&run->screen))
		return;
	vr_buffer_init(&png, 64u << 20);
	if (vr_packed_unpack(&run->screen.frame, &pixels, &error) && vr_image_encode_png(&pixels, &png, &error))
		vr_feed_send_picture(run->link.feed, png.data, png.length);
	else
		vr_log(VR_LOG_WARNING, "app", "the hub gets no picture: %s", error.what);
	vr_pixels_release(&pixels);
	vr_buffer_release(&png);
}

static bool progresses(const struct run *run, struct vr_now now)
{
	struct vr_feed_state state;

	vr_link_state(&run->link, &state);
	return run->show.planned && (!run->link.feed || now.mono.ms - state.beat.ms < BEAT_LIMIT_MS);
}

static void handle_watchdog(struct run *run, struct vr_now now, struct vr_mono *next)
{
	int64_t every = vr_sys_watchdog_ms();

	if (!run->ready && run->show.painted) {
		vr_sys_ready("showing");
		run->ready = true;
	}
	if (!every)
		return;
	if (progresses(run, now))
		vr_sys_watchdog();
	if (now.mono.ms + every / 2 < next->ms)
		next->ms = now.mono.ms + every / 2;
}

// --- the loop ---

static void wait_until(struct run *run, struct vr_mono next)
{
	int64_t wait = next.ms - vr_mono_now().ms;
	struct pollfd fds[] = {
	        {.fd = run->wakeup, .events = POLLIN},
	        {.fd = run->signals, .events = POLLIN},
	        {.fd = vr_watch_fd(run->watch), .events = POLLIN},
	};

	poll(fds, VR_COUNT(fds), wait < 0 ? 0 : (int)wait);
	vr_sys_awake(run->wakeup);
}

static void turn(struct run *run)
{
	struct vr_now now = vr_link_now(&run->link);
	struct vr_mono next = {now.mono.ms + IDLE_MS};

	handle_signals(run);
	if (run->end)
		return;
	handle_feed(run, now);
	handle_display(run, now);
	handle_plan(run, now, &next);
	handle_screen(run, now, &next);
	handle_preparing(run, now, &next);
	handle_report(run, now, &next);
	handle_picture(run);
	handle_watchdog(run, now, &next);
	if (!run->end)
		wait_until(run, next);
}

static bool start(struct run *run, struct vr_error *error)
{
	if (!vr_sys_signals(&run->signals, error) || !vr_sys_wakeup(&run->wakeup, error))
		return false;
	if (!vr_report_init(&run->report, run->options->shown, run->started, error))
		return false;
	vr_config_problems_init(&run->problems);
	read_settings(run, &run->settings);
	vr_screen_init(&run->screen, &run->settings.config, run->options);
	open_link(run);
	vr_screen_tend(&run->screen, vr_mono_now());
	return open_stage(run, error);
}

static void release(struct run *run)
{
	vr_stage_destroy(run->stage);
	vr_screen_release(&run->screen);
	vr_report_release(&run->report);
	vr_link_close(&run->link);
	vr_show_release(&run->show);
	vr_watch_destroy(run->watch);
	vr_config_problems_release(&run->problems);
}

int vr_command_run(const struct options *options)
{
	struct run run = {.options = options, .started = vr_mono_now()};
	struct vr_error error;

	vr_show_init(&run.show, run.started);
	if (!start(&run, &error)) {
		fprintf(stderr, "vantrum: %s\n", error.what);
		run.end = run.failed = true;
	}
	while (!run.end)
		turn(&run);
	vr_sys_stopping();
	release(&run);
	return run.failed ? EXIT_FAILED : EXIT_DONE;
}
