// Slides that are painted before their time: used where they are what is due, the same as if painted on the spot, and
// thrown away where anything else is.
#include "app/ahead.h"

#include "theatre.h"

#include <stdio.h>
#include <unistd.h>

#define MEDIA VR_SOURCE_DIR "/assets/sample/media/"

static bool has_sample(void *context, const char *sha256)
{
	char path[sizeof MEDIA + 64];

	(void)context;
	snprintf(path, sizeof path, MEDIA "%s", sha256);
	return access(path, R_OK) == 0;
}

static bool load_sample(void *context, const char *sha256, struct vr_buffer *out, struct vr_error *error)
{
	char path[sizeof MEDIA + 64];

	(void)context;
	snprintf(path, sizeof path, MEDIA "%s", sha256);
	return vr_file_read(path, out, error);
}

static const struct picture_source sample_media = {.has = has_sample, .load = load_sample};

// --- one picture ---

static struct vr_pixels picture(void)
{
	struct vr_pixels pixels;
	struct vr_error error;

	assert_true(vr_pixels_create(2, 2, &pixels, &error));
	return pixels;
}

static void only_the_very_slide_takes_it(void **state)
{
	struct vr_programme *programme = vr_programme_create();
	struct vr_slide slide = {.kind = VR_SLIDE_MESSAGE, .programme = programme, .clock = {.minute = 30}};
	struct vr_slide later = slide;
	struct vr_pixels given = picture(), taken = {0};
	const uint32_t *data = given.data;
	struct ahead ahead = {0};

	(void)state;
	later.clock.minute = 31;
	vr_ahead_keep(&ahead, &slide, true, &given);
	assert_null(given.data);
	vr_programme_unref(programme); // the picture's reference keeps it
	assert_true(vr_ahead_is(&ahead, &slide, true));
	assert_false(vr_ahead_is(&ahead, &slide, false));
	assert_false(vr_ahead_is(&ahead, &later, true));
	later = slide;
	later.at.ms = 1;
	assert_true(vr_ahead_take(&ahead, &later, true, &taken));
	assert_ptr_equal(taken.data, data);
	assert_false(vr_ahead_is(&ahead, &slide, true));
	vr_pixels_release(&taken);
}

static void what_does_not_fit_is_thrown_away(void **state)
{
	struct vr_slide slide = {.kind = VR_SLIDE_IDLE}, other = {.kind = VR_SLIDE_CLINIC};
	struct vr_pixels given = picture(), taken = {0};
	struct ahead ahead = {0};

	(void)state;
	assert_false(vr_ahead_take(&ahead, &slide, false, &taken));
	vr_ahead_keep(&ahead, &slide, false, &given);
	given = picture();
	vr_ahead_keep(&ahead, &slide, false, &given);
	assert_false(vr_ahead_take(&ahead, &other, false, &taken));
	assert_null(taken.data);
	assert_null(ahead.pixels.data);
}

// --- within the show ---

// The stage's colours without its knowledge: what is painted from now on is told from what was painted before.
static void stain(struct theatre *theatre, struct vr_colour colour)
{
	((struct vr_theme *)(uintptr_t)vr_stage_look(theatre->place.stage)->theme)->paper = colour;
}

static bool is_stained(const struct theatre *theatre, struct vr_colour colour)
{
	uint32_t paper = UINT32_C(0xff000000) | (uint32_t)colour.r << 16 | (uint32_t)colour.g << 8 | colour.b;
	struct vr_pixels frame;
	struct vr_error error;
	size_t count = 0, all;

	assert_true(vr_packed_unpack(&theatre->screen.frame, &frame, &error));
	all = (size_t)frame.width * (size_t)frame.height;
	for (size_t i = 0; i < all; i++)
		count += frame.data[i] == paper;
	vr_pixels_release(&frame);
	return count > all / 4;
}

static const struct vr_colour stains[] = {{1, 2, 3, 255}, {4, 5, 6, 255}};

// To half a second before the end of a slide within a minute of the clock, everything measured and prepared; the
// picture on the glass and the next one have the first stain. Meanwhile the wall clock is read jitter_ms late.
static void play_to_an_end_with(struct theatre *theatre, int64_t jitter_ms)
{
	const struct vr_slide *slide = &theatre->show.slide;
	int64_t end;

	stain(theatre, stains[0]);
	vr_show_forget(&theatre->show);
	for (int i = 0; i < 300; i++)
		pass(theatre, turn_show(theatre));
	while (slide->until.ms - theatre->now.wall.ms < 2 * VR_SECOND || slide->until.ms % VR_MINUTE < 10 * VR_SECOND)
		pass(theatre, turn_show(theatre));
	end = slide->until.ms;
	theatre->now.wall.ms += jitter_ms;
	while (end - theatre->now.wall.ms > 500) {
		int64_t step = turn_show(theatre), left = end - 500 - theatre->now.wall.ms;

		pass(theatre, step < left ? step : left);
	}
	turn_show(theatre);
	assert_int_equal(slide->until.ms, end);
	assert_true(is_stained(theatre, stains[0]));
	stain(theatre, stains[1]);
	theatre->now.wall.ms -= jitter_ms;
}

static void play_to_an_end(struct theatre *theatre)
{
	play_to_an_end_with(theatre, 0);
}

static void the_next_slide_is_painted_before_its_time(void **state)
{
	struct theatre theatre;
	struct vr_slide before;

	(void)state;
	open_theatre(&theatre);
	play_to_an_end(&theatre);
	before = theatre.show.slide;
	pass(&theatre, 503);
	turn_show(&theatre);
	assert_false(vr_slide_same(&before, &theatre.show.slide));
	assert_true(is_stained(&theatre, stains[0]));
	pass(&theatre, VR_MINUTE);
	turn_show(&theatre);
	assert_true(is_stained(&theatre, stains[1]));
	close_theatre(&theatre);
}

// The clocks are read one after the other, to the millisecond: what lies between them is not the same at each turn.
static void a_millisecond_between_the_clocks_is_not_missed(void **state)
{
	(void)state;
	for (int64_t jitter = -1; jitter <= 1; jitter++) {
		struct theatre theatre;
		struct vr_slide before;

		open_theatre(&theatre);
		play_to_an_end_with(&theatre, jitter);
		before = theatre.show.slide;
		pass(&theatre, 503);
		turn_show(&theatre);
		assert_false(vr_slide_same(&before, &theatre.show.slide));
		assert_true(is_stained(&theatre, stains[0]));
		close_theatre(&theatre);
	}
}

static void a_new_programme_leaves_nothing_of_it(void **state)
{
	struct theatre theatre;

	(void)state;
	open_theatre(&theatre);
	play_to_an_end(&theatre);
	vr_show_take(&theatre.show, read_sample(), theatre.now.mono);
	turn_show(&theatre);
	assert_true(is_stained(&theatre, stains[1]));
	close_theatre(&theatre);
}

static void neither_does_another_look(void **state)
{
	const struct vr_config config = {.diagonal_in = 43, .viewing_distance_m = 3};
	struct vr_theme dark = *vr_theme_light();

	(void)state;
	dark.paper = stains[1];
	for (int i = 0; i < 3; i++) {
		struct theatre theatre;

		open_theatre(&theatre);
		play_to_an_end(&theatre);
		if (i == 0)
			vr_stage_theme(theatre.place.stage, &dark);
		else if (i == 1)
			vr_stage_mark(theatre.place.stage, "config: 2 problems");
		else
			vr_stage_resize(theatre.place.stage, &config, 320, 180);
		pass(&theatre, 503);
		turn_show(&theatre);
		assert_true(is_stained(&theatre, stains[1]));
		close_theatre(&theatre);
	}
}

// Plays, and compares every picture with that of a stage that never paints ahead and keeps all that it decoded. Returns
// how often a slide that stood was painted again.
static unsigned play_beside_a_plain_stage(struct theatre *theatre, int64_t ms)
{
	struct stage *plain = open_stage(&sample_media);
	int64_t end = theatre->now.mono.ms + ms;
	unsigned again = 0;

	while (theatre->now.mono.ms < end) {
		struct vr_plan_input input = {.programme = theatre->show.programme, .now = theatre->now};
		struct vr_slide before = theatre->show.slide;
		struct vr_pixels expected, shown;
		struct vr_error error;
		struct vr_book *book = vr_book_create();
		int64_t step;

		input.zone = theatre->show.zone;
		vr_stage_measure(plain, theatre->show.plan, &input, book, 0); // which tells it the day
		vr_book_destroy(book);
		step = turn_show(theatre);
		again += before.programme && vr_slide_same(&before, &theatre->show.slide) &&
		         before.clock.minute != theatre->show.slide.clock.minute;
		assert_int_not_equal(vr_stage_prepare(plain, &theatre->show.slide), PICTURE_PENDING);
		assert_true(vr_stage_paint(plain, &theatre->show.slide, &expected, &error));
		assert_true(vr_packed_unpack(&theatre->screen.frame, &shown, &error));
		assert_int_equal(expected.width, shown.width);
		assert_memory_equal(expected.data, shown.data,
		                    (size_t)expected.width * (size_t)expected.height * sizeof *expected.data);
		vr_pixels_release(&expected);
		vr_pixels_release(&shown);
		pass(theatre, step + 3);
	}
	vr_stage_destroy(plain);
	return again;
}

// The ages of waits, minutes of the clock and pictures of messages.
static void it_is_what_would_be_painted_then(void **state)
{
	struct theatre theatre;

	(void)state;
	open_theatre_with(&theatre, &sample_media);
	play_beside_a_plain_stage(&theatre, 15 * VR_MINUTE);
	close_theatre(&theatre);
}

#define VACCINATION "d4c08633f21a18b58172f55877a35ccbfbf4ab560436410650f4a4f68e439c7c"
#define ONE_PICTURE                                                                                                    \
	"{\"format\": 1, \"series\": \"s\", \"sequence\": 2, \"clinic\": {\"id\": \"ek\", \"name\": {\"sv\": "         \
	"\"Ek\"}, \"time_zone\": \"Europe/Stockholm\"}, \"languages\": [\"sv\"], \"messages\": [{\"id\": \"flu\", "    \
	"\"kind\": \"health\", \"priority\": \"normal\", \"title\": {\"sv\": \"Vaccin\"}, \"issued_at\": "             \
	"\"2026-11-23T09:30:00Z\", \"picture\": {\"href\": \"/v1/media/" VACCINATION "\", \"sha256\": \"" VACCINATION  \
	"\", \"type\": \"image/jpeg\", \"alt\": {\"sv\": \"Plaster\"}}}]}"

// The minute of the clock changes while its slide stands, when decoded pictures of other slides are gone.
static void a_minute_leaves_the_picture(void **state)
{
	struct theatre theatre;

	(void)state;
	open_theatre_with(&theatre, &sample_media);
	vr_show_take(&theatre.show, read_programme(ONE_PICTURE), theatre.now.mono);
	assert_true(play_beside_a_plain_stage(&theatre, 15 * VR_MINUTE) > 5);
	close_theatre(&theatre);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(only_the_very_slide_takes_it),
	        cmocka_unit_test(what_does_not_fit_is_thrown_away),
	        cmocka_unit_test(the_next_slide_is_painted_before_its_time),
	        cmocka_unit_test(a_millisecond_between_the_clocks_is_not_missed),
	        cmocka_unit_test(a_new_programme_leaves_nothing_of_it),
	        cmocka_unit_test(neither_does_another_look),
	        cmocka_unit_test(it_is_what_would_be_painted_then),
	        cmocka_unit_test(a_minute_leaves_the_picture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
