#include "vantrum/model/book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct vr_book_entry entry_of(uint32_t seed)
{
	struct vr_book_entry entry = {.pages = (uint8_t)(1 + seed % VR_BOOK_PAGES_MAX)};
	entry.seconds[0] = (uint8_t)(6 + seed % 35);
	return entry;
}

static void check_entry(const struct vr_book *book, struct vr_item item, vr_language_set languages, uint32_t seed)
{
	const struct vr_book_entry *found = vr_book_get(book, item, languages);
	struct vr_book_entry expected = entry_of(seed);
	if (!found)
		fail_msg("kind %d index %u languages %x is missing", item.kind, item.index, languages);
	assert_memory_equal(found, &expected, sizeof expected);
}

static void what_was_set_is_got(void **state)
{
	(void)state;
	struct vr_book *book = vr_book_create();
	assert_null(vr_book_get(book, (struct vr_item){VR_SLIDE_CLINIC, 0}, 1));
	for (uint32_t i = 0; i < 3000; i++) {
		struct vr_book_entry one = entry_of(i), two = entry_of(i + 7), three = entry_of(i + 9);
		vr_book_set(book, (struct vr_item){VR_SLIDE_MESSAGE, i}, 1, &one);
		vr_book_set(book, (struct vr_item){VR_SLIDE_MESSAGE, i}, 0x80000001, &two);
		vr_book_set(book, (struct vr_item){VR_SLIDE_EMERGENCY, i}, 1, &three);
	}
	for (uint32_t i = 0; i < 3000; i++) {
		check_entry(book, (struct vr_item){VR_SLIDE_MESSAGE, i}, 1, i);
		check_entry(book, (struct vr_item){VR_SLIDE_MESSAGE, i}, 0x80000001, i + 7);
		check_entry(book, (struct vr_item){VR_SLIDE_EMERGENCY, i}, 1, i + 9);
		assert_null(vr_book_get(book, (struct vr_item){VR_SLIDE_WAITS, i}, 1));
		assert_null(vr_book_get(book, (struct vr_item){VR_SLIDE_MESSAGE, i}, 2));
	}
	vr_book_destroy(book);
	vr_book_destroy(NULL);
}

static void a_second_set_replaces_and_clear_forgets(void **state)
{
	(void)state;
	struct vr_book *book = vr_book_create();
	const struct vr_item item = {VR_SLIDE_WAITS, VR_MEASURE_PLANNED};
	struct vr_book_entry entry = entry_of(1);
	vr_book_set(book, item, 3, &entry);
	entry = entry_of(2);
	vr_book_set(book, item, 3, &entry);
	check_entry(book, item, 3, 2);
	vr_book_clear(book);
	assert_null(vr_book_get(book, item, 3));
	vr_book_set(book, item, 3, &entry);
	check_entry(book, item, 3, 2);
	vr_book_destroy(book);
}

static void the_book_never_grows_without_end(void **state)
{
	(void)state;
	struct vr_book *book = vr_book_create();
	const uint32_t many = 200000;
	struct vr_book_entry entry = entry_of(5);
	for (uint32_t i = 0; i < many; i++)
		vr_book_set(book, (struct vr_item){VR_SLIDE_MESSAGE, i}, 1, &entry);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < many; i++)
		kept += vr_book_get(book, (struct vr_item){VR_SLIDE_MESSAGE, i}, 1) != NULL;
	assert_in_range(kept, 1, 65536);
	check_entry(book, (struct vr_item){VR_SLIDE_MESSAGE, many - 1}, 1, 5);
	vr_book_destroy(book);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(what_was_set_is_got),
	        cmocka_unit_test(a_second_set_replaces_and_clear_forgets),
	        cmocka_unit_test(the_book_never_grows_without_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
