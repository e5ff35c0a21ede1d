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

// What takes the glass at once.
#define EMERGENCY                                                                                                      \
	"{\"format\": 1, \"series\": \"s\", \"sequence\": 2, \"clinic\": {\"id\": \"ek\", \"name\": {\"sv\": "         \
	"\"Ek\"}, "                                                                                                    \
	"\"time_zone\": \"Europe/Stockholm\"}, \"languages\": [\"sv\"], \"messages\": [{\"id\": \"out\", \"kind\": "   \
	"\"alert\", "                                                                                                  \
	"\"priority\": \"emergency\", \"title\": {\"sv\": \"Ut\"}, \"issued_at\": \"2026-11-23T09:30:00Z\", "          \
	"\"valid_until\": \"2026-11-23T10:30:00Z\"}]}"

// A pixel of what is shown or being faded in.
static inline uint32_t frame_pixel(const struct screen *screen, int x, int y)
{
	uint32_t pixel;

	vr_packed_read(&screen->frame, x, y, 1, &pixel);
	return pixel;
}

static inline bool has_nothing(void *context, const char *sha256)
{
	(void)context;
	(void)sha256;
	return false;
}

static inline const struct vr_programme *read_programme(const char *json)
{
	const struct vr_programme *programme = NULL;
	struct vr_error error;

	assert_true(vr_wire_programme(json, strlen(json), NULL, &programme, &error));
	return programme;
}

static inline const struct vr_programme *read_sample(void)
{
	const struct vr_programme *programme;
	struct vr_error error;
	struct vr_buffer json;

	vr_buffer_init(&json, VR_PROGRAMME_BYTES_MAX);
	assert_true(vr_file_read(VR_SOURCE_DIR "/assets/sample/programme.json", &json, &error));
	programme = read_programme(vr_buffer_string(&json));
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

static inline struct stage *open_stage(const struct picture_source *source)
{
	const struct vr_config config = {.diagonal_in = 43, .viewing_distance_m = 3};
	struct stage *stage;
	struct vr_error error;

	assert_true(vr_stage_create(&config, 320, 180, source, (struct vr_wake){0}, &stage, &error));
	return stage;
}

static inline void open_theatre_with(struct theatre *theatre, const struct picture_source *source)
{
	const struct options options = {.headless = true, .width = 320, .height = 180};
	const struct vr_config config = {0};
	struct vr_error error;

	*theatre = (struct theatre){.now = {.mono = {VR_DAY}, .trusted = true}};
	assert_true(vr_instant_parse("2026-11-23T09:31:00Z", &theatre->now.wall, &error));
	vr_screen_init(&theatre->screen, &config, &options);
	vr_screen_tend(&theatre->screen, theatre->now.mono);
	theatre->place.stage = open_stage(source);
	theatre->place.screen = &theatre->screen;
	vr_show_init(&theatre->show, theatre->now.mono);
	vr_show_take(&theatre->show, read_sample(), (struct vr_mono){0});
}

static inline void open_theatre(struct theatre *theatre)
{
	const struct picture_source source = {.has = has_nothing};

	open_theatre_with(theatre, &source);
}

static inline void pass(struct theatre *theatre, int64_t ms)
{
	theatre->now.mono.ms += ms;
	theatre->now.wall.ms += ms;
}

// One turn of what the main loop does for the show; gives the pause until the next.
static inline int64_t turn_show(struct theatre *theatre)
{
	struct vr_now now = theatre->now;
	struct vr_mono next = {now.mono.ms + VR_MINUTE};

	if (vr_show_due(&theatre->show, now))
		vr_show_ask(&theatre->show, &theatre->place, now);
	vr_show_put_up(&theatre->show, &theatre->place, now, &next);
	assert_true(theatre->show.painted);
	vr_show_prepare(&theatre->show, &theatre->place, now, &next);
	return next.ms > now.mono.ms ? next.ms - now.mono.ms : 1;
}

static inline void close_theatre(struct theatre *theatre)
{
	vr_show_release(&theatre->show);
	vr_stage_destroy(theatre->place.stage);
	vr_screen_release(&theatre->screen);
}

#endif
