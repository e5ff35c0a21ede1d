// The show over two hours of a clock that the test moves: what the plan wants is painted, and the log is told what had
// to wait.
#include "theatre.h"

static void play(struct theatre *theatre, int64_t ms)
{
	int64_t end = theatre->now.mono.ms + ms;

	while (theatre->now.mono.ms < end) {
		struct vr_slide before = theatre->show.slide;
		int64_t left = end - theatre->now.mono.ms, step = turn_show(theatre);

		theatre->painted += theatre->painted == 0 || !vr_slide_same(&before, &theatre->show.slide);
		pass(theatre, step < left ? step : left);
	}
}

static bool log_says(const char *words)
{
	struct vr_buffer recent;
	bool found;

	vr_buffer_init(&recent, 2 * VR_LOG_RECORDER);
	vr_log_recent(&recent);
	found = strstr(vr_buffer_string(&recent), words) != NULL;
	vr_buffer_release(&recent);
	return found;
}

static void the_log_is_told_what_had_to_wait(void **state)
{
	struct theatre theatre;

	(void)state;
	open_theatre(&theatre);
	play(&theatre, 50 * VR_MINUTE);
	assert_true(theatre.painted > 50);
	assert_false(log_says("not shown in all their languages"));
	play(&theatre, 75 * VR_MINUTE);
	assert_true(log_says("not shown in all their languages"));
	close_theatre(&theatre);
}

// Into the first fade; nobody steps the screen, so it does not end.
static void open_fading(struct theatre *theatre)
{
	int64_t begun;

	open_theatre(theatre);
	theatre->place.fade = true;
	begun = theatre->now.mono.ms;
	while (!vr_screen_fading(&theatre->screen) && theatre->now.mono.ms - begun < VR_MINUTE)
		play(theatre, 100);
	assert_true(vr_screen_fading(&theatre->screen));
}

// The minute of the clock may pass within a fade, which then goes on.
static void a_minute_does_not_cut_a_fade(void **state)
{
	struct theatre theatre;
	struct show *show = &theatre.show;

	(void)state;
	open_fading(&theatre);
	show->plan_at = theatre.now.mono;
	assert_true(vr_show_due(show, theatre.now));
	assert_true(vr_show_put_off(show, &theatre.place, theatre.now));
	assert_false(vr_show_due(show, theatre.now));
	theatre.now.mono.ms += 2 * VR_SECOND; // one that does not end is not waited for
	assert_false(vr_show_put_off(show, &theatre.place, theatre.now));
	close_theatre(&theatre);
}

// As every minute, when waits are new. It is not forgotten, and what cuts in does not wait for the fade either.
static void of_programmes_only_what_cuts_in_cuts_a_fade(void **state)
{
	struct theatre theatre;
	struct show *show = &theatre.show;

	(void)state;
	open_fading(&theatre);
	vr_show_take(show, read_sample(), theatre.now.mono);
	for (int frame = 0; frame < 10; frame++, pass(&theatre, 33)) {
		assert_true(vr_show_due(show, theatre.now));
		assert_true(vr_show_put_off(show, &theatre.place, theatre.now));
	}
	vr_show_take(show, read_programme(EMERGENCY), theatre.now.mono);
	assert_true(vr_show_due(show, theatre.now));
	assert_false(vr_show_put_off(show, &theatre.place, theatre.now));
	turn_show(&theatre);
	assert_int_equal(show->slide.kind, VR_SLIDE_EMERGENCY);
	assert_false(vr_screen_fading(&theatre.screen));
	close_theatre(&theatre);
}

// A picture of another size, or another configuration, does not wait for the fade of what is void.
static void what_is_forgotten_does_not_fade_on(void **state)
{
	struct theatre theatre;

	(void)state;
	open_fading(&theatre);
	vr_show_forget(&theatre.show);
	assert_true(vr_show_due(&theatre.show, theatre.now));
	assert_false(vr_show_put_off(&theatre.show, &theatre.place, theatre.now));
	close_theatre(&theatre);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_log_is_told_what_had_to_wait),
	                                   cmocka_unit_test(a_minute_does_not_cut_a_fade),
	                                   cmocka_unit_test(of_programmes_only_what_cuts_in_cuts_a_fade),
	                                   cmocka_unit_test(what_is_forgotten_does_not_fade_on)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
