#include "feed/backoff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void test_doubles_to_the_last(void **state)
{
	(void)state;
	struct vr_backoff backoff;
	vr_backoff_init(&backoff, "entrance", 1);
	int64_t nominal = 1000;
	for (int i = 0; i < 200; i++) {
		int64_t wait = vr_backoff_next(&backoff, 1000, 60000);
		assert_in_range(wait, nominal * 3 / 4, nominal * 5 / 4 < 60000 ? nominal * 5 / 4 : 60000);
		nominal = nominal < 30000 ? 2 * nominal : 60000;
	}
	vr_backoff_reset(&backoff);
	assert_in_range(vr_backoff_next(&backoff, 1000, 60000), 750, 1250);
}

// A thousand screens that lost their hub at one moment come back spread out.
static void test_spreads_a_fleet(void **state)
{
	(void)state;
	int slots[10] = {0};
	for (int i = 0; i < 1000; i++) {
		char id[32];
		struct vr_backoff backoff;
		snprintf(id, sizeof(id), "screen-%d", i);
		vr_backoff_init(&backoff, id, 1);
		int64_t wait = vr_backoff_next(&backoff, 1000, 60000);
		slots[(wait - 750) * 10 / 501]++;
	}
	for (int i = 0; i < 10; i++)
		assert_in_range(slots[i], 50, 150);
}

static void test_same_screen_same_waits(void **state)
{
	(void)state;
	struct vr_backoff one, other;
	vr_backoff_init(&one, "entrance", 1);
	vr_backoff_init(&other, "entrance", 1);
	for (int i = 0; i < 10; i++)
		assert_int_equal(vr_backoff_next(&one, 1000, 60000), vr_backoff_next(&other, 1000, 60000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_doubles_to_the_last),
	        cmocka_unit_test(test_spreads_a_fleet),
	        cmocka_unit_test(test_same_screen_same_waits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
