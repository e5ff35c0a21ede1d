// The show over two hours of a clock that the test moves: what the plan wants is painted, and the log is told what had
// to wait.
#include "app/show.h"

#include "vantrum/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static bool has_nothing(void *context, const char *sha256)
{
	(void)context;
	(void)sha256;
	return false;
}

static const struct vr_programme *read_sample(void)
{
	const struct vr_programme *programme = NULL;
	struct vr_error error;
	struct vr_buffer json;

	vr_buffer_init(&json, VR_PROGRAMME_BYTES_MAX);
	assert_true(vr_file_read(VR_SOURCE_DIR "/assets/sample/programme.json", &json, &error));
	assert_true(vr_wire_programme(vr_buffer_string(&json), json.length, NULL, &programme, &error));
	vr_buffer_release(&json);
	return programme;
}

struct theatre {
	struct show show;
	struct show_place place;
	struct screen screen;
	struct vr_now now;
	unsigned painted; // slides
};

static void open_theatre(struct theatre *theatre)
{
	const struct options options = {.headless = true, .width = 320, .height = 180};
	const struct vr_config config = {.diagonal_in = 43, .viewing_distance_m = 3};
	const struct picture_source source = {.has = has_nothing};
	struct vr_error error;

	*theatre = (struct theatre){.now = {.mono = {VR_DAY}, .trusted = true}};
	assert_true(vr_instant_parse("2026-11-23T09:31:00Z", &theatre->now.wall, &error));
	vr_screen_init(&theatre->screen, &config, &options);
	vr_screen_tend(&theatre->screen, theatre->now.mono);
	assert_true(vr_stage_create(&config, 320, 180, &source, (struct vr_wake){0}, &theatre->place.stage, &error));
	theatre->place.screen = &theatre->screen;
	vr_show_init(&theatre->show, theatre->now.mono);
	vr_show_take(&theatre->show, read_sample(), (struct vr_mono){0});
}

static void close_theatre(struct theatre *theatre)
{
	vr_show_release(&theatre->show);
	vr_stage_destroy(theatre->place.stage);
	vr_screen_release(&theatre->screen);
}

static void play(struct theatre *theatre, int64_t ms)
{
	int64_t end = theatre->now.mono.ms + ms;

	while (theatre->now.mono.ms < end) {
		struct vr_mono next = {end};
		struct vr_slide before = theatre->show.slide;
		int64_t step;

		if (vr_show_due(&theatre->show, theatre->now))
			vr_show_ask(&theatre->show, &theatre->place, theatre->now);
		vr_show_put_up(&theatre->show, &theatre->place, theatre->now, &next);
		assert_true(theatre->show.painted);
		theatre->painted += theatre->painted == 0 || !vr_slide_same(&before, &theatre->show.slide);
		vr_show_prepare(&theatre->show, &theatre->place, theatre->now, &next);
		step = next.ms > theatre->now.mono.ms ? next.ms - theatre->now.mono.ms : 1;
		theatre->now.mono.ms += step;
		theatre->now.wall.ms += step;
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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_log_is_told_what_had_to_wait)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
