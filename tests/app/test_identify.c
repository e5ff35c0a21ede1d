// The screen's name in front of the show: for its time, never before an emergency, and nothing of the show is lost.
#include "app/identify.h"
#include "app/report.h"

#include "theatre.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct scene {
	struct theatre theatre;
	struct identify identify;
	struct report report;
	struct link link;
	char shown[64];
};

static int open_scene(void **state)
{
	struct scene *scene = vr_alloc(1, sizeof *scene);
	struct vr_error error;
	int fd;

	open_theatre(&scene->theatre);
	strcpy(scene->shown, "/tmp/vantrum-identify-XXXXXX");
	fd = mkstemp(scene->shown);
	assert_true(fd >= 0);
	close(fd);
	assert_true(vr_report_init(&scene->report, scene->shown, (struct vr_mono){0}, &error));
	*state = scene;
	return 0;
}

static int close_scene(void **state)
{
	struct scene *scene = *state;

	vr_report_release(&scene->report);
	close_theatre(&scene->theatre);
	unlink(scene->shown);
	free(scene);
	return 0;
}

// One turn as the main loop makes it; gives the pause until the next.
static int64_t turn(struct scene *scene)
{
	struct theatre *theatre = &scene->theatre;
	struct show *show = &theatre->show;
	struct vr_now now = theatre->now;
	struct vr_mono next = {now.mono.ms + VR_SECOND};
	struct vr_slide slide;

	vr_identify_tend(&scene->identify, show, now);
	theatre->place.covered = scene->identify.until.ms != 0;
	if (vr_show_due(show, now))
		vr_show_ask(show, &theatre->place, now);
	vr_identify_put_up(&scene->identify, show, &theatre->place, "entrance", now, &next);
	vr_show_put_up(show, &theatre->place, now, &next);
	vr_screen_step(&theatre->screen, now.mono, &next);
	if (vr_screen_take_complete(&theatre->screen)) {
		slide = scene->identify.up ? vr_identify_slide(&scene->identify, show, now) : show->slide;
		assert_true(scene->identify.up || show->painted);
		vr_report_complete(&scene->report, &scene->link, &slide, now);
	}
	return next.ms > now.mono.ms ? next.ms - now.mono.ms : 1;
}

static void play(struct scene *scene, int64_t ms)
{
	int64_t end = scene->theatre.now.mono.ms + ms;

	while (scene->theatre.now.mono.ms < end) {
		int64_t step = turn(scene);
		int64_t rest = end - scene->theatre.now.mono.ms;

		step = step < rest ? step : rest;
		scene->theatre.now.mono.ms += step;
		scene->theatre.now.wall.ms += step;
	}
}

static void identify(struct scene *scene, int seconds)
{
	vr_identify_begin(&scene->identify, &scene->theatre.show, seconds, scene->theatre.now);
}

static void take(struct scene *scene, const char *json)
{
	vr_show_take(&scene->theatre.show, read_programme(json), scene->theatre.now.mono);
}

static size_t count_shown(const struct scene *scene, const char *words)
{
	struct vr_buffer text;
	struct vr_error error;
	size_t count = 0;

	vr_buffer_init(&text, 1u << 20);
	assert_true(vr_file_read(scene->shown, &text, &error));
	for (const char *at = strstr(vr_buffer_string(&text), words); at; at = strstr(at + 1, words))
		count++;
	vr_buffer_release(&text);
	return count;
}

static bool shows_name(const struct scene *scene)
{
	return scene->report.showing.kind == VR_SLIDE_IDLE && !scene->theatre.show.painted;
}

static void the_name_stands_for_its_time(void **state)
{
	struct scene *scene = *state;
	struct vr_slide before;

	play(scene, VR_SECOND);
	before = scene->report.showing;
	assert_int_not_equal(before.kind, VR_SLIDE_IDLE);
	identify(scene, 3);
	play(scene, 2900);
	assert_true(shows_name(scene));
	play(scene, 200);
	assert_false(shows_name(scene));
	assert_true(vr_slide_same(&scene->report.showing, &before));
	assert_int_equal(count_shown(scene, "\"slide\": \"idle\""), 1);
}

// Behind the name the plan goes on at its own times, and what nobody saw is not told.
static void the_show_goes_on_behind(void **state)
{
	struct scene *scene = *state, *other;
	void *undisturbed;
	size_t before;

	open_scene(&undisturbed);
	other = undisturbed;
	play(scene, VR_SECOND);
	play(other, VR_SECOND);
	before = count_shown(scene, "\n");
	identify(scene, 60);
	play(scene, 59 * VR_SECOND);
	play(other, 59 * VR_SECOND);
	assert_int_equal(count_shown(scene, "\n"), before + 1);
	assert_true(count_shown(other, "\n") > before + 2);
	assert_true(shows_name(scene));
	assert_true(vr_slide_same(&scene->theatre.show.slide, &other->theatre.show.slide));
	play(scene, 5 * VR_SECOND);
	play(other, 5 * VR_SECOND);
	assert_true(vr_slide_same(&scene->report.showing, &other->report.showing));
	close_scene(&undisturbed);
}

static void asked_again_it_stands_longer(void **state)
{
	struct scene *scene = *state;

	play(scene, VR_SECOND);
	identify(scene, 3);
	play(scene, 2 * VR_SECOND);
	identify(scene, 3);
	play(scene, 2900);
	assert_true(shows_name(scene));
	play(scene, 200);
	assert_false(shows_name(scene));
	assert_int_equal(count_shown(scene, "\"slide\": \"idle\""), 1);
}

static void an_emergency_comes_at_once(void **state)
{
	struct scene *scene = *state;

	play(scene, VR_SECOND);
	identify(scene, 60);
	play(scene, 5 * VR_SECOND);
	assert_true(shows_name(scene));
	take(scene, EMERGENCY);
	turn(scene);
	assert_int_equal(scene->report.showing.kind, VR_SLIDE_EMERGENCY);
	assert_int_equal(scene->identify.until.ms, 0);
	play(scene, 10 * VR_SECOND);
	assert_int_equal(count_shown(scene, "\"slide\": \"idle\""), 1);
}

static void nothing_stands_before_an_emergency(void **state)
{
	struct scene *scene = *state;

	take(scene, EMERGENCY);
	play(scene, VR_SECOND);
	assert_int_equal(scene->report.showing.kind, VR_SLIDE_EMERGENCY);
	identify(scene, 15);
	assert_true(scene->theatre.show.painted);
	play(scene, 5 * VR_SECOND);
	assert_int_equal(scene->report.showing.kind, VR_SLIDE_EMERGENCY);
	assert_int_equal(count_shown(scene, "\"slide\": \"idle\""), 0);
}

// A programme that comes meanwhile may go before the name does.
static void a_newer_programme_comes_behind(void **state)
{
	struct scene *scene = *state;

	play(scene, VR_SECOND);
	identify(scene, 10);
	play(scene, 2 * VR_SECOND);
	take(scene, "{\"format\": 1, \"sequence\": 9, \"languages\": [\"sv\"], \"clinic\": {\"id\": \"ek\", \"name\": "
	            "{\"sv\": \"Ek\"}, \"time_zone\": \"Europe/Stockholm\"}}");
	play(scene, 7 * VR_SECOND);
	assert_true(shows_name(scene));
	play(scene, 2 * VR_SECOND);
	assert_int_equal(scene->report.programme->sequence, 9);
}

static void a_problem_is_painted_again_afterwards(void **state)
{
	struct scene *scene = *state;
	struct vr_problem problem = {
	        .title = "Title", .screen_id = "", .addresses = "", .hub = "", .details = "", .version = ""};
	struct theatre *theatre = &scene->theatre;

	vr_show_due(&theatre->show, theatre->now);
	identify(scene, 3);
	theatre->place.covered = true;
	vr_show_problem(&theatre->show, &theatre->place, &problem, theatre->now);
	assert_false(theatre->show.painted);
	assert_null(theatre->screen.frame.words);
	theatre->now.mono.ms += 3 * VR_SECOND;
	theatre->now.wall.ms += 3 * VR_SECOND;
	vr_identify_tend(&scene->identify, &theatre->show, theatre->now);
	assert_true(vr_show_due(&theatre->show, theatre->now));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, open_scene, close_scene)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(the_name_stands_for_its_time),          TEST(the_show_goes_on_behind),
	        TEST(asked_again_it_stands_longer),          TEST(an_emergency_comes_at_once),
	        TEST(nothing_stands_before_an_emergency),    TEST(a_newer_programme_comes_behind),
	        TEST(a_problem_is_painted_again_afterwards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
