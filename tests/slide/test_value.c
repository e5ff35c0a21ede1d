// How a wait is put: rounded so that nobody waits longer than the wall said, in the unit and words of the language.
#include "wall.h"

#include "slide/value.h"

static struct vr_span round_span(double from, double to, enum vr_unit unit, enum vr_bound bound)
{
	struct vr_span span = {from, to, unit, bound};

	return vr_value_round(&span);
}

static void assert_minutes(double from, double rounded)
{
	struct vr_span span = round_span(from, -1, VR_UNIT_MINUTE, VR_BOUND_ABOUT);

	assert_true(span.from == rounded);
	assert_true(span.to < 0);
	assert_int_equal(span.unit, VR_UNIT_MINUTE);
}

static void minutes_round_up_to_fives(void **state)
{
	(void)state;
	assert_minutes(37, 40);
	assert_minutes(30, 30);
	assert_minutes(30.0000001, 30);
	assert_minutes(30.1, 35);
	assert_minutes(1, 5);
	assert_minutes(0.2, 5);
	assert_minutes(89, 90);
}

static void nothing_stays_nothing(void **state)
{
	(void)state;
	assert_minutes(0, 0);
	assert_true(round_span(-1, -1, VR_UNIT_MINUTE, VR_BOUND_ABOUT).from < 0);
}

static void lower_bounds_round_down(void **state)
{
	(void)state;
	assert_true(round_span(37, -1, VR_UNIT_MINUTE, VR_BOUND_AT_LEAST).from == 35);
	assert_true(round_span(100, -1, VR_UNIT_MINUTE, VR_BOUND_AT_LEAST).from == 1.5);
	assert_true(round_span(37, -1, VR_UNIT_MINUTE, VR_BOUND_AT_MOST).from == 40);
}

// "At least 0" says nothing and "at least 5" would not be true.
static void small_lower_bounds_are_none(void **state)
{
	struct vr_span span = round_span(3, -1, VR_UNIT_MINUTE, VR_BOUND_AT_LEAST);

	(void)state;
	assert_true(span.from == 5);
	assert_int_equal(span.bound, VR_BOUND_ABOUT);
}

static void long_waits_are_half_hours(void **state)
{
	struct vr_span span = round_span(90, -1, VR_UNIT_MINUTE, VR_BOUND_ABOUT);

	(void)state;
	assert_int_equal(span.unit, VR_UNIT_HOUR);
	assert_true(span.from == 1.5);
	span = round_span(45, 100, VR_UNIT_MINUTE, VR_BOUND_ABOUT);
	assert_int_equal(span.unit, VR_UNIT_HOUR);
	assert_true(span.from == 1 && span.to == 2);
	span = round_span(1.2, -1, VR_UNIT_HOUR, VR_BOUND_ABOUT);
	assert_true(span.from == 1.5);
}

static void ranges_that_meet_are_one_number(void **state)
{
	struct vr_span span = round_span(31, 34, VR_UNIT_MINUTE, VR_BOUND_ABOUT);

	(void)state;
	assert_true(span.from == 35 && span.to < 0);
	span = round_span(40, 30, VR_UNIT_MINUTE, VR_BOUND_ABOUT);
	assert_true(span.to < 0 && span.from == 40);
	span = round_span(30, 45, VR_UNIT_MINUTE, VR_BOUND_ABOUT);
	assert_true(span.from == 30 && span.to == 45);
}

static void days_and_weeks_are_whole(void **state)
{
	(void)state;
	assert_true(round_span(2.1, -1, VR_UNIT_WEEK, VR_BOUND_ABOUT).from == 3);
	assert_true(round_span(2.9, -1, VR_UNIT_DAY, VR_BOUND_AT_LEAST).from == 2);
	assert_true(round_span(12, 14, VR_UNIT_WEEK, VR_BOUND_ABOUT).to == 14);
}

// --- words ---

struct shown {
	struct vr_scene scene;
	struct canvas canvas;
	struct vr_slide slide;
	struct value value;
};

// The value of a wait in a language of the programme. Hide it afterwards.
static void show(struct wall *wall, struct vr_programme *programme, size_t language, enum vr_freshness state,
                 struct shown *shown)
{
	shown->slide = slide_of(wall, programme, VR_SLIDE_WAITS, 0, language);
	shown->slide.waits[0] = shown_as(0, state);
	shown->slide.wait_count = 1;
	vr_scene_init(&shown->scene, 1920, 1080, wall->look.theme->paper);
	vr_canvas_init(&shown->canvas, &shown->slide, &wall->look, &shown->scene);
	shown->value = vr_value_make(&shown->canvas, &shown->slide.waits[0]);
}

static void hide(struct shown *shown)
{
	vr_canvas_release(&shown->canvas);
	vr_scene_release(&shown->scene);
}

// What a phrase says, to compare with; lives as long as what is shown.
static const char *phrase(struct shown *shown, enum vr_phrase phrase)
{
	return vr_canvas_say(&shown->canvas, phrase);
}

static void assert_numeral(struct wall *wall, struct vr_programme *programme, size_t language, const char *numeral,
                           const char *unit)
{
	struct shown shown;

	show(wall, programme, language, VR_FRESH, &shown);
	assert_non_null(shown.value.numeral);
	assert_string_equal(shown.value.numeral, numeral);
	assert_string_equal(shown.value.unit, unit);
	assert_string_equal(shown.value.first, "");
	assert_string_equal(shown.value.caution, "");
	assert_false(shown.value.soft);
	hide(&shown);
}

static void numerals_have_units(void **state)
{
	struct vr_programme *programme = empty_programme();
	struct vr_wait *wait = add_waits(programme, 1, "Drop-in");

	wait->span.from = 37;
	assert_numeral(*state, programme, 0, "40", "min");
	assert_numeral(*state, programme, 2, "40", "min");
	wait->span.from = 60 * 1.2;
	assert_numeral(*state, programme, 2, "75", "min");
	wait->span = (struct vr_span){100, -1, VR_UNIT_MINUTE, VR_BOUND_ABOUT};
	assert_numeral(*state, programme, 2, "2", "hours");
	wait->span = (struct vr_span){30, 45, VR_UNIT_MINUTE, VR_BOUND_ABOUT};
	assert_numeral(*state, programme, 2, "30–45", "min");
	vr_programme_unref(programme);
}

static void assert_bound(struct wall *wall, struct vr_programme *programme, size_t language, const char *before,
                         const char *numeral, const char *unit)
{
	struct shown shown;

	show(wall, programme, language, VR_FRESH, &shown);
	assert_string_equal(shown.value.before, before);
	assert_string_equal(shown.value.numeral, numeral);
	assert_string_equal(shown.value.unit, unit);
	hide(&shown);
}

// A bound is no part of the numeral, which is the same in all languages; it stands where the language says it.
static void bounds_stand_beside_the_numeral(void **state)
{
	struct vr_programme *programme = empty_programme();
	struct vr_wait *wait = add_waits(programme, 1, "Drop-in");

	wait->span = (struct vr_span){1, -1, VR_UNIT_WEEK, VR_BOUND_AT_LEAST};
	assert_bound(*state, programme, 2, "at least", "1", "week");
	wait->span = (struct vr_span){5, -1, VR_UNIT_MINUTE, VR_BOUND_AT_MOST};
	assert_bound(*state, programme, 0, "högst", "5", "min");
	assert_bound(*state, programme, 3, "", "5", "دقائق على الأكثر");
	// Without a digit there is nothing that it could stand beside.
	wait->span = (struct vr_span){1, -1, VR_UNIT_WEEK, VR_BOUND_AT_MOST};
	assert_bound(*state, programme, 3, "", "\u2068أسبوع واحد\u2069 على الأكثر", "");
	vr_programme_unref(programme);
}

// Arabic has words for one and two of a thing, and a dash between numbers is read the wrong way round there.
static void arabic_says_small_numbers_in_words(void **state)
{
	struct vr_programme *programme = empty_programme();
	struct vr_wait *wait = add_waits(programme, 1, "دون موعد");
	struct shown shown;

	for (int hours = 1; hours <= 2; hours++) {
		wait->span = (struct vr_span){hours, -1, VR_UNIT_HOUR, VR_BOUND_ABOUT};
		show(*state, programme, 3, VR_FRESH, &shown);
		assert_null(strpbrk(shown.value.numeral, "0123456789"));
		assert_string_equal(shown.value.unit, "");
		hide(&shown);
	}
	wait->span.from = 3;
	show(*state, programme, 3, VR_FRESH, &shown);
	assert_string_equal(shown.value.numeral, "3");
	assert_string_not_equal(shown.value.unit, "");
	hide(&shown);
	wait->span = (struct vr_span){30, 45, VR_UNIT_MINUTE, VR_BOUND_ABOUT};
	show(*state, programme, 3, VR_FRESH, &shown);
	assert_non_null(strstr(shown.value.numeral, "إلى"));
	assert_null(strstr(shown.value.numeral, "–"));
	hide(&shown);
	vr_programme_unref(programme);
}

static void assert_words(struct wall *wall, struct vr_programme *programme, enum vr_freshness state,
                         enum vr_phrase first)
{
	struct shown shown;

	show(wall, programme, 0, state, &shown);
	assert_null(shown.value.numeral);
	assert_string_equal(shown.value.first, phrase(&shown, first));
	hide(&shown);
}

static void levels_are_words(void **state)
{
	static const enum vr_phrase words[] = {
	        [VR_LEVEL_SHORT] = VR_PHRASE_LEVEL_SHORT,
	        [VR_LEVEL_NORMAL] = VR_PHRASE_LEVEL_NORMAL,
	        [VR_LEVEL_LONG] = VR_PHRASE_LEVEL_LONG,
	        [VR_LEVEL_VERY_LONG] = VR_PHRASE_LEVEL_VERY_LONG,
	};
	struct vr_programme *programme = empty_programme();
	struct vr_wait *wait = add_waits(programme, 1, "Drop-in");

	wait->span.from = -1;
	for (enum vr_level level = VR_LEVEL_SHORT; level <= VR_LEVEL_VERY_LONG; level++) {
		wait->level = level;
		assert_words(*state, programme, VR_FRESH, words[level]);
	}
	vr_programme_unref(programme);
}

// A number helps nobody who cannot come in any more.
static void who_takes_nobody_shows_no_number(void **state)
{
	struct vr_programme *programme = empty_programme();
	struct vr_wait *wait = add_waits(programme, 1, "Drop-in");
	struct shown shown;

	wait->accepting = VR_ACCEPTING_NO_NEW;
	show(*state, programme, 2, VR_FRESH, &shown);
	assert_null(shown.value.numeral);
	assert_string_equal(shown.value.first, "No new patients today."); // in bold, what matters most
	assert_string_equal(shown.value.second, "If you are already waiting, we will see you.");
	hide(&shown);
	static const char own_stop[][VR_LANGUAGE_TAG] = {"ti", "fi", "en", "ar", "so"};
	const char(*usual)[VR_LANGUAGE_TAG] = programme->languages;
	programme->languages = own_stop;
	show(*state, programme, 0, VR_FRESH, &shown);
	assert_string_equal(shown.value.first, "ሎሚ ሓደስቲ ሕሙማት ኣይንቕበልን።");
	assert_string_equal(shown.value.second, "ድሮ ትጽበዩ ዘለኹም ክንርእየኩም ኢና።");
	hide(&shown);
	programme->languages = usual;
	wait->accepting = VR_ACCEPTING_FULL;
	assert_words(*state, programme, VR_FRESH, VR_PHRASE_FULL);
	wait->accepting = VR_ACCEPTING_YES;
	wait->measure = VR_MEASURE_DELAY;
	wait->span.from = 0;
	assert_words(*state, programme, VR_FRESH, VR_PHRASE_NO_DELAY);
	vr_programme_unref(programme);
}

static void missing_values_are_told(void **state)
{
	struct vr_programme *programme = empty_programme();
	struct shown shown;

	add_waits(programme, 1, "Drop-in");
	show(*state, programme, 0, VR_WITHDRAWN, &shown);
	assert_null(shown.value.numeral);
	assert_string_equal(shown.value.first, phrase(&shown, VR_PHRASE_ASK_AT_DESK));
	assert_string_equal(shown.value.caution, phrase(&shown, VR_PHRASE_NO_CURRENT_TIME));
	hide(&shown);
	show(*state, programme, 0, VR_UNAVAILABLE, &shown);
	assert_null(shown.value.numeral);
	assert_string_equal(shown.value.first, phrase(&shown, VR_PHRASE_ASK_AT_DESK));
	assert_string_equal(shown.value.caution, phrase(&shown, VR_PHRASE_UNAVAILABLE));
	hide(&shown);
	vr_programme_unref(programme);
}

static void old_values_say_since_when(void **state)
{
	struct vr_programme *programme = empty_programme();
	struct shown shown;

	add_waits(programme, 1, "Drop-in");
	show(*state, programme, 2, VR_OLD, &shown);
	assert_string_equal(shown.value.numeral, "30");
	assert_true(shown.value.soft);
	assert_string_equal(shown.value.caution, "Old, from 10:38");
	shown.slide.waits[0].measured_today = false;
	shown.value = vr_value_make(&shown.canvas, &shown.slide.waits[0]);
	assert_null(strstr(shown.value.caution, "10:38"));
	assert_non_null(strstr(shown.value.caution, "23"));
	// The clock may not be trusted: it is old all the same.
	shown.slide.waits[0].measured.hour = -1;
	shown.value = vr_value_make(&shown.canvas, &shown.slide.waits[0]);
	assert_true(shown.value.soft);
	assert_string_not_equal(shown.value.caution, "");
	hide(&shown);
	vr_programme_unref(programme);
}

static void closed_says_why_and_until_when(void **state)
{
	struct vr_programme *programme = empty_programme();
	struct vr_wait *wait = add_waits(programme, 1, "Drop-in");
	struct shown shown;

	wait->state = VR_WAIT_CLOSED;
	show(*state, programme, 2, VR_CLOSED, &shown);
	assert_null(shown.value.numeral);
	assert_string_equal(shown.value.first, "Closed");
	assert_string_equal(shown.value.opens, "Opens Tuesday at 08:00");
	assert_string_equal(shown.value.second, "");
	shown.slide.waits[0].opens_today = true;
	shown.value = vr_value_make(&shown.canvas, &shown.slide.waits[0]);
	assert_string_equal(shown.value.second, "Opens 08:00");
	assert_string_equal(shown.value.opens, "");
	shown.slide.waits[0].opens.hour = -1;
	shown.value = vr_value_make(&shown.canvas, &shown.slide.waits[0]);
	assert_string_equal(shown.value.second, "");
	hide(&shown);
	wait->reason = in(programme, ALL_FIVE, "lunch");
	show(*state, programme, 2, VR_CLOSED, &shown);
	assert_string_equal(shown.value.first, "Closed: lunch");
	hide(&shown);
	wait->reason = in(programme, ALL_FIVE, "the whole team is away at a course in another town");
	show(*state, programme, 2, VR_CLOSED, &shown);
	assert_string_equal(shown.value.first, "Closed");
	hide(&shown);
	vr_programme_unref(programme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(minutes_round_up_to_fives),
	        cmocka_unit_test(nothing_stays_nothing),
	        cmocka_unit_test(lower_bounds_round_down),
	        cmocka_unit_test(small_lower_bounds_are_none),
	        cmocka_unit_test(long_waits_are_half_hours),
	        cmocka_unit_test(ranges_that_meet_are_one_number),
	        cmocka_unit_test(days_and_weeks_are_whole),
	        cmocka_unit_test(numerals_have_units),
	        cmocka_unit_test(bounds_stand_beside_the_numeral),
	        cmocka_unit_test(arabic_says_small_numbers_in_words),
	        cmocka_unit_test(levels_are_words),
	        cmocka_unit_test(who_takes_nobody_shows_no_number),
	        cmocka_unit_test(missing_values_are_told),
	        cmocka_unit_test(old_values_say_since_when),
	        cmocka_unit_test(closed_says_why_and_until_when),
	};

	return cmocka_run_group_tests(tests, open_wall, close_wall);
}
