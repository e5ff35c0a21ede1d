#include "vantrum/model/slide.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct vr_wait some_waits[] = {{.id = "a"}, {.id = "b"}, {.id = "c"},
                                            {.id = "d"}, {.id = "e"}, {.id = "f"}};
static const struct vr_message some_messages[] = {{.id = "m"}, {.id = "n"}, {.id = "o"}};
static const char tags[][VR_LANGUAGE_TAG] = {"sv", "fi", "en"}, other_tags[][VR_LANGUAGE_TAG] = {"sv", "en", "fi"};
static const struct vr_programme programme = {
        .waits = some_waits, .messages = some_messages, .languages = tags, .language_count = 3};
// The same waits and messages but for the first, and languages in another order.
static const struct vr_programme other = {
        .waits = some_waits + 1, .messages = some_messages + 1, .languages = other_tags, .language_count = 3};

static struct vr_slide waits_slide(void)
{
	return (struct vr_slide){
	        .kind = VR_SLIDE_WAITS,
	        .programme = &programme,
	        .measure = VR_MEASURE_WAIT,
	        .waits = {{.wait = 3, .state = VR_FRESH}, {.wait = 5, .state = VR_OLD}},
	        .wait_count = 2,
	        .languages = {1},
	        .language_count = 1,
	        .page = 1,
	        .pages = 2,
	};
}

static void times_and_ages_do_not_make_another_slide(void **state)
{
	(void)state;
	struct vr_slide a = waits_slide();
	struct vr_slide b = a;
	b.at.ms = 5;
	b.until.ms = 9;
	b.waits[0].age_min = 3;
	b.clock.minute = 4;
	b.languages[2] = 7; // beyond the count
	assert_true(vr_slide_same(&a, &b));
}

static void content_languages_pages_and_states_do(void **state)
{
	(void)state;
	const struct vr_slide a = waits_slide();
	struct vr_slide b[8];
	for (size_t i = 0; i < VR_COUNT(b); i++)
		b[i] = a;
	b[0].kind = VR_SLIDE_CLINIC;
	b[1].programme = &other; // its wait 3 has another id
	b[2].waits[1].state = VR_WITHDRAWN;
	b[3].waits[0].wait = 4;
	b[4].wait_count = 1;
	b[5].languages[0] = 2;
	b[6].page = 2;
	b[7].measure = VR_MEASURE_DELAY;
	for (size_t i = 0; i < VR_COUNT(b); i++) {
		if (vr_slide_same(&a, &b[i]))
			fail_msg("change %zu was not seen", i);
	}
}

static void each_kind_compares_what_it_shows(void **state)
{
	(void)state;
	struct vr_slide a = {.kind = VR_SLIDE_MESSAGE, .programme = &programme, .message = 1};
	struct vr_slide b = a;
	b.message = 2;
	assert_false(vr_slide_same(&a, &b));
	a.kind = b.kind = VR_SLIDE_EMERGENCY;
	assert_false(vr_slide_same(&a, &b));
	a.kind = b.kind = VR_SLIDE_CLINIC;
	assert_true(vr_slide_same(&a, &b));
	b.opening.state = VR_OPENING_CLOSED;
	assert_false(vr_slide_same(&a, &b));
	a.kind = b.kind = VR_SLIDE_IDLE;
	assert_true(vr_slide_same(&a, &b));
}

static void a_newer_programme_with_the_same_items_is_the_same_slide(void **state)
{
	(void)state;
	struct vr_slide a = waits_slide();
	struct vr_slide b = a;
	b.programme = &other;
	b.waits[0].wait = 2;
	b.waits[1].wait = 4;
	b.languages[0] = 2;
	assert_true(vr_slide_same(&a, &b));
	b.languages[0] = 1;
	assert_false(vr_slide_same(&a, &b));
	a = (struct vr_slide){.kind = VR_SLIDE_MESSAGE, .programme = &programme, .message = 2};
	b = (struct vr_slide){.kind = VR_SLIDE_MESSAGE, .programme = &other, .message = 1};
	assert_true(vr_slide_same(&a, &b));
}

// Each byte of what is drawn counts, and none of the others.
static void identical_slides_agree_in_all_that_is_drawn(void **state)
{
	static const struct {
		size_t from, size;
	} drawn[] = {
#define MEMBER(member) {offsetof(struct vr_slide, member), sizeof(((struct vr_slide *)0)->member)}
	        MEMBER(kind),
	        MEMBER(programme),
	        MEMBER(message),
	        MEMBER(measure),
	        MEMBER(waits[1].wait),
	        MEMBER(waits[1].state),
	        MEMBER(waits[1].measured.date),
	        MEMBER(waits[1].measured.weekday),
	        MEMBER(waits[1].measured.hour),
	        MEMBER(waits[1].measured.minute),
	        MEMBER(waits[1].measured_today),
	        MEMBER(waits[1].age_min),
	        MEMBER(waits[1].opens.date),
	        MEMBER(waits[1].opens.weekday),
	        MEMBER(waits[1].opens.hour),
	        MEMBER(waits[1].opens.minute),
	        MEMBER(waits[1].opens_today),
	        MEMBER(wait_count),
	        MEMBER(languages[0]),
	        MEMBER(language_count),
	        MEMBER(before),
	        MEMBER(desk_languages),
	        MEMBER(page),
	        MEMBER(pages),
	        MEMBER(opening.state),
	        MEMBER(opening.change.date),
	        MEMBER(opening.change.hour),
	        MEMBER(opening.change_at),
	        MEMBER(opening.exception),
	        MEMBER(clock.date),
	        MEMBER(clock.weekday),
	        MEMBER(clock.hour),
	        MEMBER(clock.minute),
	        MEMBER(since.hour),
	        MEMBER(ends.minute),
#undef MEMBER
	};
	const struct vr_slide a = waits_slide();
	struct vr_slide b = a;

	(void)state;
	b.at.ms = b.until.ms = 5;
	b.cut = true;
	b.waits[2].age_min = 3; // beyond the counts
	b.languages[1] = 2;
	assert_true(vr_slide_identical(&a, &b));
	for (size_t i = 0; i < VR_COUNT(drawn); i++) {
		for (size_t byte = 0; byte < drawn[i].size; byte++) {
			b = a;
			((unsigned char *)&b)[drawn[i].from + byte] ^= 1;
			if (vr_slide_identical(&a, &b))
				fail_msg("byte %zu of member %zu was not seen", byte, i);
		}
	}
}

static void names_are_the_contracts(void **state)
{
	(void)state;
	assert_string_equal(vr_slide_kind_name(VR_SLIDE_WAITS), "waits");
	assert_string_equal(vr_slide_kind_name(VR_SLIDE_MESSAGE), "message");
	assert_string_equal(vr_slide_kind_name(VR_SLIDE_CLINIC), "clinic");
	assert_string_equal(vr_slide_kind_name(VR_SLIDE_EMERGENCY), "emergency");
	assert_string_equal(vr_slide_kind_name(VR_SLIDE_IDLE), "idle");
	assert_string_equal(vr_slide_kind_name(VR_SLIDE_PROBLEM), "problem");
	assert_string_equal(vr_freshness_name(VR_FRESH), "fresh");
	assert_string_equal(vr_freshness_name(VR_OLD), "old");
	assert_string_equal(vr_freshness_name(VR_WITHDRAWN), "withdrawn");
	assert_string_equal(vr_freshness_name(VR_CLOSED), "closed");
	assert_string_equal(vr_freshness_name(VR_UNAVAILABLE), "unavailable");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(times_and_ages_do_not_make_another_slide),
	        cmocka_unit_test(content_languages_pages_and_states_do),
	        cmocka_unit_test(each_kind_compares_what_it_shows),
	        cmocka_unit_test(a_newer_programme_with_the_same_items_is_the_same_slide),
	        cmocka_unit_test(identical_slides_agree_in_all_that_is_drawn),
	        cmocka_unit_test(names_are_the_contracts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
