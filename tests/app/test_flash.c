// No sequence of frames flashes more than three times a second, whatever storm of programmes, alarms and people comes;
// and an emergency never waits for that. What is looked at are the frames as they were presented.
#include "app/identify.h"

#include "theatre.h"

#include <stdlib.h>

#define WIDTH 64
#define HEIGHT 36
#define FRAMES_MAX 20000
#define STORM_MS 12000

// --- what a viewer sees ---

struct glass {
	struct screen screen;
	int64_t ms;
	size_t count;
	int64_t at[FRAMES_MAX];      // when each frame was presented
	double light[FRAMES_MAX][2]; // luminance in the left and in the right half
};

static void open_glass(struct glass *glass, bool reduced_motion)
{
	struct vr_config config = {.reduced_motion = reduced_motion};
	struct options options = {.headless = true, .width = WIDTH, .height = HEIGHT};

	memset(glass, 0, sizeof *glass);
	glass->ms = 1000;
	vr_screen_init(&glass->screen, &config, &options);
	assert_true(vr_screen_tend(&glass->screen, (struct vr_mono){glass->ms}));
}

static double light_at(const struct screen *screen, int x, int64_t ms)
{
	const struct vr_packed *from = &screen->frame;
	unsigned weight = 256;
	uint32_t pixel;

	if (screen->previous.words) {
		from = &screen->previous;
		weight = vr_screen_fade_weight(ms - screen->fade_start.ms);
	}
	vr_packed_blend(from, &screen->frame, weight, x, 0, 1, &pixel);
	return vr_luminance((struct vr_colour){(uint8_t)(pixel >> 16), (uint8_t)(pixel >> 8), (uint8_t)pixel, 255});
}

// Keeps what the frame that was just presented shows.
static void keep_frame(struct glass *glass, const struct screen *screen, int64_t ms)
{
	assert_true(glass->count < FRAMES_MAX);
	glass->at[glass->count] = ms;
	for (int half = 0; half < 2; half++)
		glass->light[glass->count][half] = light_at(screen, half * screen->frame.width / 2, ms);
	glass->count++;
}

// Runs the screen until then, at each moment at which it asks for it, and keeps what each frame shows.
static void run_until(struct glass *glass, int64_t end)
{
	while (glass->ms < end) {
		struct vr_mono next = {end};
		uint64_t frames = vr_gfx_frames(glass->screen.gfx);

		vr_screen_step(&glass->screen, (struct vr_mono){glass->ms}, &next);
		if (vr_gfx_frames(glass->screen.gfx) != frames)
			keep_frame(glass, &glass->screen, glass->ms);
		glass->ms = next.ms > glass->ms ? next.ms : glass->ms + 1;
		if (glass->ms > end)
			glass->ms = end;
	}
}

// A picture whose halves have these levels of grey.
static void show(struct glass *glass, int left, int right, enum entry entry)
{
	struct vr_pixels picture;
	struct vr_error error;

	assert_true(vr_pixels_create(WIDTH, HEIGHT, &picture, &error));
	for (int i = 0; i < WIDTH * HEIGHT; i++)
		picture.data[i] = 0xff000000 | (uint32_t)(i % WIDTH < WIDTH / 2 ? left : right) * 0x010101;
	assert_true(vr_screen_show(&glass->screen, &picture, entry, (struct vr_mono){glass->ms}, &error));
}

// WCAG 2.2's general flash: a pair of opposing changes of a tenth or more of the full luminance, the darker of the two
// below 0.8. Writes when each change was over; returns how many.
static size_t changes_of(const struct glass *glass, int half, int64_t *when)
{
	double low = glass->light[0][half], high = low;
	int direction = 0;
	size_t count = 0;

	for (size_t i = 1; i < glass->count; i++) {
		double light = glass->light[i][half];

		if (direction >= 0 && light > high)
			high = light;
		if (direction <= 0 && light < low)
			low = light;
		if (direction <= 0 && light - low >= 0.1 && low < 0.8) {
			direction = 1;
			high = light;
			when[count++] = glass->at[i];
		} else if (direction >= 0 && high - light >= 0.1 && light < 0.8) {
			direction = -1;
			low = light;
			when[count++] = glass->at[i];
		}
	}
	return count;
}

// The most changes within any second.
static size_t most_changes(const struct glass *glass)
{
	static int64_t when[FRAMES_MAX];
	size_t most = 0;

	for (int half = 0; half < 2; half++) {
		size_t count = changes_of(glass, half, when);

		for (size_t from = 0, to = 0; to < count; to++) {
			while (when[to] - when[from] > 1000)
				from++;
			most = to - from + 1 > most ? to - from + 1 : most;
		}
	}
	return most;
}

// --- the tests ---

static struct glass glass;

// Three that come, and some that have to wait.
static const int hurry[] = {0, 255, 90, 180, 0, 160, 255};

// A test of the test: without the screen's restraint the same storm would flash.
static void a_storm_that_nobody_restrains_would_flash(void **state)
{
	(void)state;
	memset(&glass, 0, sizeof glass);
	for (size_t i = 0; i < 40; i++) {
		glass.at[i] = (int64_t)i * 100;
		glass.light[i][0] = i % 2 ? 0.9 : 0.1;
		glass.count++;
	}
	assert_int_equal(most_changes(&glass), 11);
}

static enum entry any_entry(bool alarms)
{
	static const enum entry entries[] = {ENTRY_AGAIN, ENTRY_FADE, ENTRY_CUT, ENTRY_CUT, ENTRY_ALARM, ENTRY_ALARM};

	return entries[random() % (alarms ? 6 : 4)];
}

// Levels of a few kinds: paper and ink, steps that are each too small to be noticed, and anything.
static int any_level(int storm)
{
	if (storm % 3 == 0)
		return random() % 2 ? 0xf5 : 0x12;
	return storm % 3 == 1 ? 100 + (int)(random() % 8) * 8 : (int)(random() % 256);
}

static void storms(bool alarms, size_t most)
{
	size_t worst = 0;

	srandom(7);
	for (int storm = 0; storm < 60; storm++) {
		int64_t pause = 1 + random() % 400;

		open_glass(&glass, false);
		while (glass.ms < STORM_MS) {
			int left = any_level(storm), right = random() % 3 ? left : any_level(storm);

			show(&glass, left, right, any_entry(alarms));
			run_until(&glass, glass.ms + 1 + random() % pause);
		}
		run_until(&glass, glass.ms + 3000);
		if (most_changes(&glass) > most)
			fail_msg("storm %d: %zu changes within a second", storm, most_changes(&glass));
		worst = most_changes(&glass) > worst ? most_changes(&glass) : worst;
		vr_screen_release(&glass.screen);
	}
	assert_true(worst >= 3); // they were storms
}

static void a_storm_changes_three_times_a_second_at_most(void **state)
{
	(void)state;
	storms(false, 3);
}

// Each flash is two changes: with alarms, which do not wait, there are never more than three.
static void alarms_among_it_flash_three_times_at_most(void **state)
{
	(void)state;
	storms(true, 7);
}

static void the_newest_comes_when_its_time_has_come(void **state)
{
	int64_t before;

	(void)state;
	open_glass(&glass, false);
	for (size_t i = 0; i < VR_COUNT(hurry); i++) {
		show(&glass, hurry[i], hurry[i], ENTRY_CUT);
		run_until(&glass, glass.ms + 10);
	}
	assert_int_equal(glass.count, 3);
	assert_non_null(glass.screen.held.words);
	before = glass.ms;
	run_until(&glass, before + 2000);
	assert_int_equal(glass.count, 4);
	assert_true(glass.light[3][0] > 0.99);
	assert_true(glass.at[3] - glass.at[0] > 1000 && glass.at[3] - glass.at[0] < 1300);
	assert_null(glass.screen.held.words);
	vr_screen_release(&glass.screen);
}

// What waits was not seen yet, so nothing is complete until it is.
static void what_waits_is_not_complete(void **state)
{
	(void)state;
	open_glass(&glass, false);
	for (int i = 0; i < 4; i++) {
		show(&glass, i % 2 ? 255 : 0, 0, ENTRY_CUT);
		run_until(&glass, glass.ms + 10);
		assert_int_equal(vr_screen_take_complete(&glass.screen), i < 3);
	}
	glass.screen.repaint = true; // somebody uncovered the window
	run_until(&glass, glass.ms + 10);
	assert_false(vr_screen_take_complete(&glass.screen));
	run_until(&glass, glass.ms + 2000);
	assert_true(vr_screen_take_complete(&glass.screen));
	vr_screen_release(&glass.screen);
}

static void an_emergency_never_waits(void **state)
{
	(void)state;
	open_glass(&glass, false);
	for (size_t i = 0; i < VR_COUNT(hurry); i++) {
		show(&glass, hurry[i], hurry[i], ENTRY_CUT);
		run_until(&glass, glass.ms + 10);
	}
	assert_non_null(glass.screen.held.words);
	show(&glass, 200, 200, ENTRY_ALARM);
	assert_null(glass.screen.held.words);
	run_until(&glass, glass.ms + 1);
	assert_true(vr_screen_take_complete(&glass.screen));
	assert_int_equal(frame_pixel(&glass.screen, 0, 0), 0xffc8c8c8);
	vr_screen_release(&glass.screen);
}

// Its clock, and pages that look the same from afar: small changes come as ever.
static void small_changes_never_wait(void **state)
{
	(void)state;
	open_glass(&glass, false);
	for (int i = 0; i < 50; i++) {
		struct vr_pixels picture;
		struct vr_error error;

		assert_true(vr_pixels_create(WIDTH, HEIGHT, &picture, &error));
		for (int at = 0; at < WIDTH * HEIGHT; at++)
			picture.data[at] = at < 30 && i % 2 ? 0xff000000 : 0xffffffff;
		assert_true(vr_screen_show(&glass.screen, &picture, ENTRY_AGAIN, (struct vr_mono){glass.ms}, &error));
		assert_null(glass.screen.held.words);
		run_until(&glass, glass.ms + 5);
	}
	assert_int_equal(glass.count, 50);
	vr_screen_release(&glass.screen);
}

static void with_reduced_motion_it_is_one_a_second(void **state)
{
	static int64_t when[FRAMES_MAX];
	size_t count;

	(void)state;
	open_glass(&glass, true);
	while (glass.ms < STORM_MS) {
		int level = (int)(random() % 256);

		show(&glass, level, level, ENTRY_CUT);
		run_until(&glass, glass.ms + 50);
	}
	run_until(&glass, glass.ms + 2000);
	count = changes_of(&glass, 0, when);
	assert_true(count > 3);
	for (size_t i = 1; i < count; i++)
		assert_true(when[i] - when[i - 1] > 1000);
	vr_screen_release(&glass.screen);
}

// While no display is there, nothing is held back; the one that is opened then shows the last picture.
static void without_a_display_nothing_waits(void **state)
{
	(void)state;
	open_glass(&glass, false);
	vr_gfx_destroy(glass.screen.gfx);
	glass.screen.gfx = NULL;
	for (int i = 0; i < 8; i++)
		show(&glass, i % 2 ? 255 : 0, 0, ENTRY_CUT);
	assert_null(glass.screen.held.words);
	assert_int_equal(frame_pixel(&glass.screen, 0, 0), 0xffffffff);
	vr_screen_release(&glass.screen);
}

// --- the whole show ---

#define ALARM                                                                                                          \
	"{\"format\": 1, \"sequence\": 2, \"clinic\": {\"id\": \"ek\", \"name\": {\"sv\": \"Ek\"}, "                   \
	"\"time_zone\": \"Europe/Stockholm\"}, \"languages\": [\"sv\"], \"messages\": [{\"id\": \"out\", "             \
	"\"kind\": \"alert\", \"priority\": \"emergency\", \"title\": {\"sv\": \"Ut\"}, "                              \
	"\"issued_at\": \"2026-11-23T09:30:00Z\", \"valid_until\": \"2026-11-23T10:30:00Z\"}]}"

static const struct vr_programme *read_alarm(void)
{
	const struct vr_programme *programme;
	struct vr_error error;

	assert_true(vr_wire_programme(ALARM, strlen(ALARM), NULL, &programme, &error));
	return programme;
}

// One turn as the main loop makes it.
static void turn(struct theatre *theatre, struct identify *identify)
{
	struct vr_mono next = {INT64_MAX};
	struct vr_now now = theatre->now;
	uint64_t frames = vr_gfx_frames(theatre->screen.gfx);

	vr_identify_tend(identify, &theatre->show, now);
	theatre->place.covered = identify->until.ms != 0;
	if (vr_show_due(&theatre->show, now))
		vr_show_ask(&theatre->show, &theatre->place, now);
	vr_identify_put_up(identify, &theatre->show, &theatre->place, "entrance", now, &next);
	vr_show_put_up(&theatre->show, &theatre->place, now, &next);
	vr_screen_step(&theatre->screen, now.mono, &next);
	if (vr_gfx_frames(theatre->screen.gfx) != frames)
		keep_frame(&glass, &theatre->screen, now.mono.ms);
}

// In a theme in which everything would flash: black paper, white alarms. An alarm that is new is there at that turn.
static void a_storm_of_programmes_is_no_exception(void **state)
{
	struct vr_theme theme = *vr_theme_light();
	struct identify identify = {0};
	struct theatre theatre;
	int alarms = 0;

	(void)state;
	memset(&glass, 0, sizeof glass);
	srandom(11);
	theme.paper = theme.waits = theme.clinic = (struct vr_colour){0, 0, 0, 255};
	theme.emergency = (struct vr_colour){255, 255, 255, 255};
	open_theatre(&theatre);
	vr_stage_theme(theatre.place.stage, &theme);
	theatre.place.fade = true;
	for (int step = 0; step < 400; step++) {
		int what = (int)(random() % 8);
		bool new_alarm =
		        what < 2 && theatre.show.slide.kind != VR_SLIDE_EMERGENCY && !theatre.screen.flash.alarmed;

		if (what < 2)
			vr_show_take(&theatre.show, read_alarm(), theatre.now.mono);
		else if (what < 4)
			vr_show_take(&theatre.show, read_sample(), theatre.now.mono);
		else if (what == 4)
			vr_identify_begin(&identify, &theatre.show, 1, theatre.now);
		turn(&theatre, &identify);
		if (new_alarm) {
			alarms++;
			assert_null(theatre.screen.held.words);
			assert_int_equal(frame_pixel(&theatre.screen, 0, 0), 0xffffffff);
			assert_true(vr_screen_take_complete(&theatre.screen));
		}
		theatre.now.mono.ms += 20;
		theatre.now.wall.ms += 20;
	}
	assert_true(alarms > 3);
	assert_in_range(most_changes(&glass), 3, 7);
	close_theatre(&theatre);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_storm_that_nobody_restrains_would_flash),
	        cmocka_unit_test(a_storm_changes_three_times_a_second_at_most),
	        cmocka_unit_test(alarms_among_it_flash_three_times_at_most),
	        cmocka_unit_test(the_newest_comes_when_its_time_has_come),
	        cmocka_unit_test(what_waits_is_not_complete),
	        cmocka_unit_test(an_emergency_never_waits),
	        cmocka_unit_test(small_changes_never_wait),
	        cmocka_unit_test(with_reduced_motion_it_is_one_a_second),
	        cmocka_unit_test(without_a_display_nothing_waits),
	        cmocka_unit_test(a_storm_of_programmes_is_no_exception),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
