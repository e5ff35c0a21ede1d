// Catalogues are opened once, and no more of them are kept than a programme can have.
#include "vantrum/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int begin(void **state)
{
	*state = vr_languages_create();
	return 0;
}

static int end(void **state)
{
	vr_languages_destroy(*state);
	return 0;
}

static void one_tag_is_opened_once(void **state)
{
	const struct vr_language *swedish = vr_languages_get(*state, "sv");
	assert_string_equal(vr_language_tag(swedish), "sv");
	assert_ptr_not_equal(vr_languages_get(*state, "ar"), swedish);
	assert_ptr_equal(vr_languages_get(*state, "sv"), swedish);
}

static void what_has_no_file_falls_back(void **state)
{
	const struct vr_language *fallback = vr_languages_get(*state, "ps");
	assert_non_null(fallback);
	assert_true(vr_can_say(fallback, VR_PHRASE_WELCOME));
	assert_ptr_equal(vr_languages_get(*state, "ps"), fallback);
}

// The one in use stays however many others come and go.
static void those_least_recently_used_are_closed(void **state)
{
	const struct vr_language *swedish = vr_languages_get(*state, "sv");
	char tag[24];
	for (int i = 0; i < 3 * VR_LANGUAGES_KEPT; i++) {
		snprintf(tag, sizeof tag, "en-x-n%d", i);
		assert_string_equal(vr_language_tag(vr_languages_get(*state, tag)), tag);
		assert_ptr_equal(vr_languages_get(*state, "sv"), swedish);
	}
	struct vr_buffer said;
	vr_buffer_init(&said, 100);
	vr_say_time(swedish, 8, 30, &said);
	assert_string_equal(vr_buffer_string(&said), "08:30");
	vr_buffer_release(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(one_tag_is_opened_once, begin, end),
	        cmocka_unit_test_setup_teardown(what_has_no_file_falls_back, begin, end),
	        cmocka_unit_test_setup_teardown(those_least_recently_used_are_closed, begin, end),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
