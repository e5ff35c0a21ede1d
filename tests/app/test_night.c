// Less light outside opening hours: what is dimmed and when, that it comes with a fade, and what is never dimmed.
#include "app/night.h"

#include "theatre.h"

// The sample's clinic is open on this Monday until 17:00 (16:00Z).
static struct vr_now at(const char *text)
{
	struct vr_now now = {.mono = {VR_DAY}, .trusted = true};
	struct vr_error error;

	assert_true(vr_instant_parse(text, &now.wall, &error));
	return now;
}

static struct vr_zone *stockholm(void)
{
	struct vr_zone *zone;
	struct vr_error error;

	assert_true(vr_zone_create("Europe/Stockholm", &zone, &error));
	return zone;
}

static void it_follows_the_opening_hours(void **state)
{
	const struct vr_programme *programme = read_sample();
	struct vr_slide slide = {.kind = VR_SLIDE_CLINIC, .programme = programme};
	struct vr_slide alone = {.kind = VR_SLIDE_IDLE};
	struct vr_now evening = at("2026-11-23T20:00:00Z");
	struct vr_zone *zone = stockholm();

	(void)state;
	assert_int_equal(vr_night_dim(&slide, zone, at("2026-11-23T09:31:00Z"), 40), 0);
	assert_int_equal(vr_night_dim(&slide, zone, evening, 40), 40);
	assert_int_equal(vr_night_dim(&slide, zone, evening, 0), 0);
	assert_int_equal(vr_night_dim(&alone, zone, evening, 40), 0);
	assert_int_equal(vr_night_dim(&slide, NULL, evening, 40), 0);
	evening.trusted = false; // nobody knows that it is evening
	assert_int_equal(vr_night_dim(&slide, zone, evening, 40), 0);
	vr_zone_destroy(zone);
	vr_programme_unref(programme);
}

static void what_presses_is_never_dimmed(void **state)
{
	static const struct {
		enum vr_priority priority;
		enum vr_slide_kind kind;
		int dim;
	} cases[] = {
	        {VR_PRIORITY_NORMAL, VR_SLIDE_MESSAGE, 40},
	        {VR_PRIORITY_IMPORTANT, VR_SLIDE_MESSAGE, 40},
	        {VR_PRIORITY_URGENT, VR_SLIDE_MESSAGE, 0},
	        {VR_PRIORITY_EMERGENCY, VR_SLIDE_EMERGENCY, 0},
	};
	const struct vr_programme *sample = read_sample();
	struct vr_zone *zone = stockholm();

	(void)state;
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct vr_message message = {.id = "m", .priority = cases[i].priority};
		struct vr_programme programme = {.clinic = sample->clinic, .messages = &message, .message_count = 1};
		struct vr_slide slide = {.kind = cases[i].kind, .programme = &programme};

		assert_int_equal(vr_night_dim(&slide, zone, at("2026-11-23T20:00:00Z"), 40), cases[i].dim);
	}
	vr_zone_destroy(zone);
	vr_programme_unref(sample);
}

static void colours_are_those_of_the_theme_room(void **state)
{
	uint32_t data[] = {0xfff8f5ef, 0xff11213f, 0x80ffffff, 0xff000000};
	struct vr_pixels picture = {.data = data, .width = 2, .height = 2};
	uint8_t levels[256];

	(void)state;
	vr_night_darken(&picture, 0);
	assert_int_equal(data[0], 0xfff8f5ef);
	vr_night_darken(&picture, 40);
	vr_theme_dim(40, levels);
	assert_int_equal(data[0],
	                 0xff000000 | (uint32_t)levels[0xf8] << 16 | (uint32_t)levels[0xf5] << 8 | levels[0xef]);
	assert_int_equal(data[1] >> 24, 0xff);
	assert_int_equal(data[2] >> 24, 0x80);
	assert_int_equal(data[3], 0xff000000);
}

// --- on the wall ---

static uint32_t paper_of(const struct theatre *theatre)
{
	const struct vr_packed *frame = &theatre->screen.frame;

	return frame_pixel(&theatre->screen, frame->width / 2,
	                   frame->height - 1); // below all text, between all stripes
}

static void turn(struct theatre *theatre, int64_t step)
{
	struct vr_mono next = {INT64_MAX};

	theatre->now.mono.ms += step;
	theatre->now.wall.ms += step;
	if (vr_show_due(&theatre->show, theatre->now))
		vr_show_ask(&theatre->show, &theatre->place, theatre->now);
	vr_show_put_up(&theatre->show, &theatre->place, theatre->now, &next);
	vr_screen_step(&theatre->screen, theatre->now.mono, &next);
}

// A slide that stands when the clinic closes: not from one frame to the next, but faded like a new one.
static void closing_comes_with_a_fade(void **state)
{
	struct theatre theatre;
	uint32_t day;

	(void)state;
	open_theatre(&theatre);
	theatre.place.fade = true;
	theatre.place.night = 40;
	theatre.now.wall = at("2026-11-23T15:59:59.500Z").wall;
	turn(&theatre, 1);
	day = paper_of(&theatre);
	assert_int_equal(day, 0xfff8f5ef);
	assert_null(theatre.screen.previous.words);
	theatre.show.due = true;
	turn(&theatre, 999);
	assert_int_not_equal(paper_of(&theatre), day);
	assert_non_null(theatre.screen.previous.words);
	for (int i = 0; i < 10; i++)
		turn(&theatre, 100);
	assert_null(theatre.screen.previous.words);
	assert_int_equal(theatre.show.dimmed, 40);
	close_theatre(&theatre);
}

static void the_same_slide_fades_into_the_night(void **state)
{
	struct theatre theatre;
	struct vr_slide before;

	(void)state;
	open_theatre(&theatre);
	theatre.place.fade = true;
	theatre.now.wall = at("2026-11-23T20:00:00Z").wall;
	turn(&theatre, 1);
	assert_int_equal(theatre.show.dimmed, 0);
	before = theatre.show.slide;
	theatre.place.night = 40;
	theatre.show.due = true;
	turn(&theatre, 1000);
	assert_true(vr_slide_same(&before, &theatre.show.slide));
	assert_int_equal(theatre.show.dimmed, 40);
	assert_non_null(theatre.screen.previous.words);
	for (int i = 0; i < 10; i++)
		turn(&theatre, 100);
	assert_null(theatre.screen.previous.words);
	// Nor does its minute change the light again.
	turn(&theatre, VR_MINUTE);
	assert_int_equal(theatre.show.dimmed, 40);
	close_theatre(&theatre);
}

static void an_open_clinic_has_all_its_light(void **state)
{
	struct theatre theatre;

	(void)state;
	open_theatre(&theatre);
	theatre.place.night = 40;
	for (int i = 0; i < 30; i++) {
		turn(&theatre, 10 * VR_SECOND);
		assert_int_equal(paper_of(&theatre), 0xfff8f5ef);
	}
	close_theatre(&theatre);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(it_follows_the_opening_hours),
	        cmocka_unit_test(what_presses_is_never_dimmed),
	        cmocka_unit_test(colours_are_those_of_the_theme_room),
	        cmocka_unit_test(closing_comes_with_a_fade),
	        cmocka_unit_test(the_same_slide_fades_into_the_night),
	        cmocka_unit_test(an_open_clinic_has_all_its_light),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
