#include "vantrum/model.h"

#include <assert.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void an_empty_programme_has_safe_values(void **state)
{
	(void)state;
	struct vr_programme *programme = vr_programme_create();
	assert_string_equal(programme->series, "");
	assert_true(programme->issued_at.ms == VR_INSTANT_ALWAYS.ms);
	assert_int_equal(programme->message_count, 0);
	assert_int_equal(vr_programme_find_message(programme, "a"), -1);
	vr_programme_unref(programme);
	assert_null(vr_programme_ref(NULL));
	vr_programme_unref(NULL);
}

static void *borrow(void *programme)
{
	for (int i = 0; i < 10000; i++) {
		const struct vr_programme *own = vr_programme_ref(programme);
		assert(own->sequence == 7);
		vr_programme_unref(own);
	}
	vr_programme_unref(programme);
	return NULL;
}

// Leaks, double frees and races are for the sanitizers to find.
static void the_last_reference_frees_whatever_the_thread(void **state)
{
	(void)state;
	pthread_t threads[4];
	struct vr_programme *programme = vr_programme_create();
	programme->sequence = 7;
	assert_non_null(vr_arena_alloc(&programme->arena, 1000, 10));
	for (size_t i = 0; i < VR_COUNT(threads); i++) {
		assert_ptr_equal(vr_programme_ref(programme), programme);
		pthread_create(&threads[i], NULL, borrow, programme);
	}
	vr_programme_unref(programme);
	for (size_t i = 0; i < VR_COUNT(threads); i++)
		pthread_join(threads[i], NULL);
}

static void texts_are_found_by_language(void **state)
{
	(void)state;
	static const struct vr_localized_entry entries[] = {{0, "sv"}, {2, "en"}, {3, "ar"}};
	static const struct vr_localized text = {entries, 3};
	static const struct vr_localized no_first = {entries + 1, 2};
	static const struct vr_localized none = {NULL, 0};
	size_t used = 99;
	assert_string_equal(vr_localized_get(&text, 2), "en");
	assert_null(vr_localized_get(&text, 1));
	assert_string_equal(vr_localized_best(&text, 3, &used), "ar");
	assert_int_equal(used, 3);
	assert_string_equal(vr_localized_best(&text, 1, &used), "sv");
	assert_int_equal(used, 0);
	assert_string_equal(vr_localized_best(&no_first, 1, &used), "en");
	assert_int_equal(used, 2);
	assert_string_equal(vr_localized_best(&no_first, 3, NULL), "ar");
	assert_null(vr_localized_best(&none, 0, &used));
}

static void messages_are_found_by_id(void **state)
{
	(void)state;
	struct vr_message messages[] = {{.id = "flu"}, {.id = "mask"}};
	struct vr_programme *programme = vr_programme_create();
	programme->messages = messages;
	programme->message_count = 2;
	assert_int_equal(vr_programme_find_message(programme, "mask"), 1);
	assert_int_equal(vr_programme_find_message(programme, "mas"), -1);
	vr_programme_unref(programme);
}

static void policies_have_names(void **state)
{
	(void)state;
	enum vr_language_policy policy = VR_POLICY_PAIRED;
	assert_false(vr_language_policy_named(NULL, &policy));
	assert_false(vr_language_policy_named("clinic", &policy));
	assert_int_equal(policy, VR_POLICY_PAIRED);
	for (int i = VR_POLICY_SEQUENCE; i <= VR_POLICY_SINGLE; i++) {
		assert_true(vr_language_policy_named(vr_language_policy_name((enum vr_language_policy)i), &policy));
		assert_int_equal(policy, i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(an_empty_programme_has_safe_values),
	        cmocka_unit_test(the_last_reference_frees_whatever_the_thread),
	        cmocka_unit_test(texts_are_found_by_language),
	        cmocka_unit_test(messages_are_found_by_id),
	        cmocka_unit_test(policies_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
