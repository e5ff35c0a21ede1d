// The show on a small headless screen, with the sample's programme and a clock that the test moves.
#ifndef VANTRUM_TESTS_APP_THEATRE_H
#define VANTRUM_TESTS_APP_THEATRE_H

#include "app/show.h"

#include "vantrum/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static inline bool has_nothing(void *context, const char *sha256)
{
	(void)context;
	(void)sha256;
	return false;
}

static inline const struct vr_programme *read_sample(void)
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

static inline void open_theatre(struct theatre *theatre)
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

static inline void close_theatre(struct theatre *theatre)
{
	vr_show_release(&theatre->show);
	vr_stage_destroy(theatre->place.stage);
	vr_screen_release(&theatre->screen);
}

#endif
