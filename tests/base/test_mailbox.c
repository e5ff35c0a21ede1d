#include "vantrum/base/mailbox.h"
#include "vantrum/base/memory.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define ROUNDS 20000

static atomic_int dropped, woken;

static void drop(void *value)
{
	atomic_fetch_add(&dropped, 1);
	free(value);
}

static void wake(void *context)
{
	atomic_fetch_add((atomic_int *)context, 1);
}

static const struct vr_wake counted_wake = {wake, &woken};

static int *number(int value)
{
	int *out = vr_alloc(1, sizeof *out);
	*out = value;
	return out;
}

static int reset(void **state)
{
	(void)state;
	atomic_store(&dropped, 0);
	atomic_store(&woken, 0);
	return 0;
}

static void the_newest_wins(void **state)
{
	(void)state;
	struct vr_mailbox *mailbox = vr_mailbox_create(drop, counted_wake);
	assert_null(vr_mailbox_take(mailbox));
	vr_mailbox_put(mailbox, number(1));
	vr_mailbox_put(mailbox, number(2));
	assert_int_equal(dropped, 1);
	assert_int_equal(woken, 2);
	int *taken = vr_mailbox_take(mailbox);
	assert_int_equal(*taken, 2);
	free(taken);
	assert_null(vr_mailbox_take(mailbox));
	vr_mailbox_put(mailbox, number(3));
	vr_mailbox_destroy(mailbox);
	assert_int_equal(dropped, 2);
	vr_mailbox_destroy(NULL);
}

static void *put_numbers(void *mailbox)
{
	for (int i = 1; i <= ROUNDS; i++)
		vr_mailbox_put(mailbox, number(i));
	return NULL;
}

static void a_reader_sees_ever_newer_values(void **state)
{
	(void)state;
	struct vr_mailbox *mailbox = vr_mailbox_create(drop, (struct vr_wake){NULL, NULL});
	pthread_t writer;
	pthread_create(&writer, NULL, put_numbers, mailbox);
	int last = 0, taken = 0;
	while (last < ROUNDS) {
		int *value = vr_mailbox_take(mailbox);
		if (!value)
			continue;
		assert_true(*value > last);
		last = *value;
		taken++;
		free(value);
	}
	pthread_join(writer, NULL);
	assert_int_equal(taken + dropped, ROUNDS);
	vr_mailbox_destroy(mailbox);
}

static void a_queue_keeps_order_and_refuses_when_full(void **state)
{
	(void)state;
	struct vr_queue *queue = vr_queue_create(3, drop, counted_wake);
	for (int turn = 0; turn < 5; turn++) {
		for (int i = 0; i < 3; i++)
			assert_true(vr_queue_put(queue, number(i)));
		int *refused = number(9);
		assert_false(vr_queue_put(queue, refused));
		free(refused); // still the caller's
		for (int i = 0; i < 2; i++) {
			int *value = vr_queue_take(queue);
			assert_int_equal(*value, i);
			free(value);
		}
		int *value = vr_queue_wait(queue);
		assert_int_equal(*value, 2);
		free(value);
		assert_null(vr_queue_take(queue));
	}
	assert_int_equal(woken, 15);
	assert_true(vr_queue_put(queue, number(1)));
	vr_queue_destroy(queue);
	assert_int_equal(dropped, 1);
	vr_queue_destroy(NULL);
}

static void a_closed_queue_is_emptied_and_takes_no_more(void **state)
{
	(void)state;
	struct vr_queue *queue = vr_queue_create(3, drop, counted_wake);
	assert_true(vr_queue_put(queue, number(1)));
	vr_queue_close(queue);
	int *late = number(2);
	assert_false(vr_queue_put(queue, late));
	free(late);
	int *value = vr_queue_wait(queue);
	assert_int_equal(*value, 1);
	free(value);
	assert_null(vr_queue_wait(queue));
	vr_queue_destroy(queue);
}

struct sum {
	struct vr_queue *queue;
	int64_t total;
	int count;
};

static void *consume(void *context)
{
	struct sum *sum = context;
	for (int *value; (value = vr_queue_wait(sum->queue)); free(value)) {
		sum->total += *value;
		sum->count++;
	}
	return NULL;
}

static void *produce(void *queue)
{
	for (int i = 1; i <= ROUNDS; i++) {
		int *value = number(i);
		while (!vr_queue_put(queue, value))
			sched_yield();
	}
	return NULL;
}

static void nothing_is_lost_between_threads(void **state)
{
	(void)state;
	struct vr_queue *queue = vr_queue_create(16, drop, counted_wake);
	struct sum sums[2] = {{.queue = queue}, {.queue = queue}};
	pthread_t consumers[2], producers[2];
	for (int i = 0; i < 2; i++) {
		pthread_create(&consumers[i], NULL, consume, &sums[i]);
		pthread_create(&producers[i], NULL, produce, queue);
	}
	for (int i = 0; i < 2; i++)
		pthread_join(producers[i], NULL);
	vr_queue_close(queue);
	for (int i = 0; i < 2; i++)
		pthread_join(consumers[i], NULL);
	assert_int_equal(sums[0].count + sums[1].count, 2 * ROUNDS);
	assert_true(sums[0].total + sums[1].total == (int64_t)ROUNDS * (ROUNDS + 1));
	assert_int_equal(woken, 2 * ROUNDS);
	assert_int_equal(dropped, 0);
	vr_queue_destroy(queue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(the_newest_wins, reset),
	        cmocka_unit_test_setup(a_reader_sees_ever_newer_values, reset),
	        cmocka_unit_test_setup(a_queue_keeps_order_and_refuses_when_full, reset),
	        cmocka_unit_test_setup(a_closed_queue_is_emptied_and_takes_no_more, reset),
	        cmocka_unit_test_setup(nothing_is_lost_between_threads, reset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
