#include "vantrum/base/arena.h"
#include "vantrum/base/buffer.h"
#include "vantrum/base/error.h"
#include "vantrum/base/memory.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void small_allocations_are_zeroed(void **state)
{
	(void)state;
	unsigned char *bytes = vr_alloc(100, 3);
	for (size_t i = 0; i < 300; i++)
		assert_int_equal(bytes[i], 0);
	free(bytes);
	free(vr_alloc(0, 8));
	char *copy = vr_strdup("väntrum");
	assert_string_equal(copy, "väntrum");
	free(copy);
}

static void large_allocations_say_no_on_overflow(void **state)
{
	(void)state;
	volatile size_t huge = SIZE_MAX / 2 + 2; // volatile: the compiler warns when it sees through it
	assert_null(vr_alloc_large(huge, 2));
	void *none = vr_alloc_large(0, 0);
	assert_non_null(none);
	free(none);
}

static void the_arena_hands_out_aligned_zeroed_memory(void **state)
{
	(void)state;
	struct vr_arena arena;
	vr_arena_init(&arena, 1 << 20);
	for (size_t i = 1; i < 300; i++) {
		char *text = vr_arena_copy(&arena, "odd", 3); // packed, so that the next needs aligning
		assert_string_equal(text, "odd");
		unsigned char *bytes = vr_arena_alloc(&arena, i, 3);
		assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
		for (size_t k = 0; k < i * 3; k++)
			assert_int_equal(bytes[k], 0);
		memset(bytes, 0xa5, i * 3);
	}
	vr_arena_release(&arena);
	assert_int_equal(arena.used, 0);
}

static void the_arena_stops_at_its_ceiling(void **state)
{
	(void)state;
	struct vr_arena arena;
	vr_arena_init(&arena, 10000);
	assert_non_null(vr_arena_alloc(&arena, 1, 9990));
	assert_null(vr_arena_alloc(&arena, 1, 11));
	assert_null(vr_arena_copy(&arena, "0123456789", 10));
	assert_non_null(vr_arena_copy(&arena, "012345678", 9));
	assert_int_equal(arena.used, 10000);
	assert_null(vr_arena_alloc(&arena, 1, 1));
	assert_null(vr_arena_alloc(&arena, SIZE_MAX / 2, 3));
	vr_arena_release(&arena);
}

static void the_arena_takes_a_block_larger_than_its_own(void **state)
{
	(void)state;
	struct vr_arena arena;
	vr_arena_init(&arena, 8 << 20);
	char *first = vr_arena_copy(&arena, "first", 5);
	unsigned char *large = vr_arena_alloc(&arena, 3 << 20, 1);
	large[0] = large[(3 << 20) - 1] = 1;
	char *last = vr_arena_copy(&arena, "last", 4);
	assert_string_equal(first, "first");
	assert_string_equal(last, "last");
	vr_arena_release(&arena);
}

static void a_buffer_grows_and_terminates(void **state)
{
	(void)state;
	struct vr_buffer buffer;
	vr_buffer_init(&buffer, 100000);
	assert_string_equal(vr_buffer_string(&buffer), "");
	for (int i = 0; i < 1000; i++)
		assert_true(vr_buffer_format(&buffer, "%03d ", i));
	assert_int_equal(buffer.length, 4000);
	assert_memory_equal(vr_buffer_string(&buffer), "000 001 002 ", 12);
	assert_int_equal(buffer.data[buffer.length], 0);
	vr_buffer_clear(&buffer);
	assert_string_equal(vr_buffer_string(&buffer), "");
	assert_true(vr_buffer_add(&buffer, "a\0b", 3));
	assert_int_equal(buffer.length, 3);
	vr_buffer_release(&buffer);
}

static void a_buffer_refuses_what_exceeds_its_maximum(void **state)
{
	(void)state;
	struct vr_buffer buffer;
	vr_buffer_init(&buffer, 8);
	assert_true(vr_buffer_text(&buffer, "12345678"));
	assert_false(buffer.full);
	assert_false(vr_buffer_text(&buffer, "9"));
	assert_true(buffer.full);
	assert_true(vr_buffer_text(&buffer, ""));
	assert_true(buffer.full); // stays, so that one look at the end is enough
	assert_string_equal(vr_buffer_string(&buffer), "12345678");
	vr_buffer_clear(&buffer);
	assert_false(buffer.full);
	assert_false(vr_buffer_format(&buffer, "%d", 123456789));
	assert_string_equal(vr_buffer_string(&buffer), "");
	assert_true(vr_buffer_format(&buffer, "%d", 12345678));
	vr_buffer_release(&buffer);
}

static void what_may_not_stand_in_an_address_is_encoded(void **state)
{
	(void)state;
	struct vr_buffer buffer;
	vr_buffer_init(&buffer, 64);
	vr_buffer_percent(&buffer, "aZ09-._~ /?&%\"");
	assert_string_equal(vr_buffer_string(&buffer), "aZ09-._~%20%2F%3F%26%25%22");
	vr_buffer_clear(&buffer);
	vr_buffer_percent(&buffer, "å");
	assert_string_equal(vr_buffer_string(&buffer), "%C3%A5");
	vr_buffer_release(&buffer);
}

static void a_failure_fills_the_error(void **state)
{
	(void)state;
	struct vr_error error = {0};
	assert_false(vr_fail(&error, VR_LIMIT, "%s is %d", "it", 7));
	assert_int_equal(error.code, VR_LIMIT);
	assert_string_equal(error.what, "it is 7");
	assert_false(vr_fail(&error, VR_IO, "outer: %s", error.what));
	assert_string_equal(error.what, "outer: it is 7");
	assert_false(vr_fail(NULL, VR_IO, "nobody asks"));
}

static void a_long_error_ends_in_a_whole_character(void **state)
{
	(void)state;
	char text[400];
	for (size_t i = 0; i + 1 < sizeof text; i += 2)
		memcpy(text + i, "ö", 2);
	text[398] = '\0';
	struct vr_error error;
	vr_fail(&error, VR_INVALID, "%s", text);
	assert_int_equal(strlen(error.what), 254);
	assert_int_equal((unsigned char)error.what[253], 0xb6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(small_allocations_are_zeroed),
	        cmocka_unit_test(large_allocations_say_no_on_overflow),
	        cmocka_unit_test(the_arena_hands_out_aligned_zeroed_memory),
	        cmocka_unit_test(the_arena_stops_at_its_ceiling),
	        cmocka_unit_test(the_arena_takes_a_block_larger_than_its_own),
	        cmocka_unit_test(a_buffer_grows_and_terminates),
	        cmocka_unit_test(a_buffer_refuses_what_exceeds_its_maximum),
	        cmocka_unit_test(what_may_not_stand_in_an_address_is_encoded),
	        cmocka_unit_test(a_failure_fills_the_error),
	        cmocka_unit_test(a_long_error_ends_in_a_whole_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
