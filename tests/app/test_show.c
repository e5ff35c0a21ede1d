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

// The minute of the clock may pass within a fade, which then goes on; what is new does not wait.
static void a_minute_does_not_cut_a_fade(void **state)
{
	struct theatre theatre;
	struct show *show = &theatre.show;
	int64_t begun;

	(void)state;
	open_theatre(&theatre);
	theatre.place.fade = true;
	begun = theatre.now.mono.ms;
	while (!vr_screen_fading(&theatre.screen) && theatre.now.mono.ms - begun < VR_MINUTE)
		play(&theatre, 100);
	assert_true(vr_screen_fading(&theatre.screen));
	show->plan_at = theatre.now.mono;
	assert_true(vr_show_due(show, theatre.now));
	assert_true(vr_show_put_off(show, &theatre.place, theatre.now));
	assert_false(vr_show_due(show, theatre.now));
	show->due = true;
	assert_false(vr_show_put_off(show, &theatre.place, theatre.now));
	show->due = false;
	theatre.now.mono.ms += 2 * VR_SECOND; // nobody steps the screen
	assert_false(vr_show_put_off(show, &theatre.place, theatre.now));
	close_theatre(&theatre);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_log_is_told_what_had_to_wait),
	                                   cmocka_unit_test(a_minute_does_not_cut_a_fade)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
