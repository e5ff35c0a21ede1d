// Pictures are decoded ahead, on the spot or by a worker: three are kept, broken ones are remembered.
#include "app/pictures.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cmocka.h>

// Keys that begin with "b" have bytes that are no picture, with "m" none at all; the others a picture of 8 × 8.
struct store {
	struct vr_buffer png;
	atomic_int loads;
};

static bool has(void *context, const char *sha256)
{
	(void)context;
	return sha256[0] != 'm';
}

static bool load(void *context, const char *sha256, struct vr_buffer *out, struct vr_error *error)
{
	struct store *store = context;

	atomic_fetch_add(&store->loads, 1);
	if (sha256[0] == 'm')
		return vr_fail(error, VR_NOT_FOUND, "no such picture");
	if (sha256[0] == 'b')
		return vr_buffer_text(out, "these bytes are no picture");
	return vr_buffer_add(out, store->png.data, store->png.length);
}

static int fill_store(void **state)
{
	struct store *store = vr_alloc(1, sizeof *store);
	struct vr_pixels pixels;
	struct vr_error error;

	vr_buffer_init(&store->png, 65536);
	if (!vr_pixels_create(8, 8, &pixels, &error) || !vr_image_encode_png(&pixels, &store->png, &error))
		return -1;
	vr_pixels_release(&pixels);
	*state = store;
	return 0;
}

static int empty_store(void **state)
{
	struct store *store = *state;

	vr_buffer_release(&store->png);
	free(store);
	return 0;
}

// A key of 64 digits that begins with this letter.
static const char *key(char letter)
{
	static char keys[4][65];
	static size_t next;
	char *out = keys[next++ % VR_COUNT(keys)];

	memset(out, '0', 64);
	out[0] = letter;
	out[64] = '\0';
	return out;
}

static struct pictures *open_pictures(struct store *store, struct vr_wake wake)
{
	struct picture_source source = {.has = has, .load = load, .context = store};

	atomic_store(&store->loads, 0);
	return vr_pictures_create(&source, wake);
}

static void without_a_worker_it_is_ready_at_once(void **state)
{
	struct store *store = *state;
	struct pictures *pictures = open_pictures(store, (struct vr_wake){0});

	assert_null(vr_pictures_find(pictures, key('a'), 8, 8));
	assert_int_equal(vr_pictures_prepare(pictures, key('a'), 8, 8, false), PICTURE_READY);
	assert_non_null(vr_pictures_find(pictures, key('a'), 8, 8));
	assert_int_equal(vr_pictures_find(pictures, key('a'), 8, 8)->width, 8);
	assert_int_equal(vr_pictures_prepare(pictures, key('a'), 8, 8, false), PICTURE_READY);
	assert_int_equal(atomic_load(&store->loads), 1);
	// Another size is another picture.
	assert_null(vr_pictures_find(pictures, key('a'), 4, 4));
	assert_int_equal(vr_pictures_prepare(pictures, key('a'), 4, 4, false), PICTURE_READY);
	assert_int_equal(atomic_load(&store->loads), 2);
	vr_pictures_destroy(pictures);
}

static void the_three_used_last_are_kept(void **state)
{
	struct store *store = *state;
	struct pictures *pictures = open_pictures(store, (struct vr_wake){0});

	for (char letter = 'c'; letter <= 'e'; letter++)
		assert_int_equal(vr_pictures_prepare(pictures, key(letter), 8, 8, false), PICTURE_READY);
	assert_int_equal(vr_pictures_prepare(pictures, key('c'), 8, 8, false), PICTURE_READY);
	assert_int_equal(vr_pictures_prepare(pictures, key('f'), 8, 8, false), PICTURE_READY);
	assert_int_equal(atomic_load(&store->loads), 4);
	assert_non_null(vr_pictures_find(pictures, key('c'), 8, 8));
	assert_null(vr_pictures_find(pictures, key('d'), 8, 8));
	assert_non_null(vr_pictures_find(pictures, key('e'), 8, 8));
	assert_non_null(vr_pictures_find(pictures, key('f'), 8, 8));
	vr_pictures_destroy(pictures);
}

static void all_but_one_are_let_go(void **state)
{
	struct store *store = *state;
	struct pictures *pictures = open_pictures(store, (struct vr_wake){0});

	for (char letter = 'c'; letter <= 'e'; letter++)
		assert_int_equal(vr_pictures_prepare(pictures, key(letter), 8, 8, false), PICTURE_READY);
	vr_pictures_keep(pictures, key('d'), 8, 8);
	assert_null(vr_pictures_find(pictures, key('c'), 8, 8));
	assert_non_null(vr_pictures_find(pictures, key('d'), 8, 8));
	assert_null(vr_pictures_find(pictures, key('e'), 8, 8));
	assert_int_equal(vr_pictures_prepare(pictures, key('e'), 8, 8, false), PICTURE_READY);
	assert_int_equal(atomic_load(&store->loads), 4);
	vr_pictures_keep(pictures, key('d'), 4, 4); // at another size it is another
	assert_null(vr_pictures_find(pictures, key('d'), 8, 8));
	assert_int_equal(vr_pictures_prepare(pictures, key('c'), 8, 8, false), PICTURE_READY);
	vr_pictures_keep(pictures, NULL, 0, 0);
	assert_null(vr_pictures_find(pictures, key('c'), 8, 8));
	vr_pictures_destroy(pictures);
}

static void broken_ones_are_remembered(void **state)
{
	struct store *store = *state;
	struct pictures *pictures = open_pictures(store, (struct vr_wake){0});

	assert_true(vr_pictures_usable(pictures, key('b')));
	assert_int_equal(vr_pictures_prepare(pictures, key('b'), 8, 8, false), PICTURE_BROKEN);
	assert_false(vr_pictures_usable(pictures, key('b')));
	assert_int_equal(vr_pictures_prepare(pictures, key('b'), 8, 8, false), PICTURE_BROKEN);
	assert_int_equal(atomic_load(&store->loads), 1);
	assert_null(vr_pictures_find(pictures, key('b'), 8, 8));
	assert_false(vr_pictures_usable(pictures, key('m')));
	assert_true(vr_pictures_usable(pictures, key('a')));
	vr_pictures_destroy(pictures);
}

// --- with a worker ---

static void wake_up(void *context)
{
	uint64_t one = 1;

	assert_int_equal(write(*(int *)context, &one, sizeof one), (ssize_t)sizeof one);
}

// Waits until the worker has answered; ten seconds are never over but for a worker that hangs.
static void await_answer(int fd)
{
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	uint64_t count;

	assert_int_equal(poll(&wait, 1, 10000), 1);
	assert_int_equal(read(fd, &count, sizeof count), (ssize_t)sizeof count);
}

// Asks until the picture is not pending any more.
static enum readiness prepared(struct pictures *pictures, const char *sha256, int fd, bool *broken)
{
	enum readiness ready;

	while ((ready = vr_pictures_prepare(pictures, sha256, 8, 8, true)) == PICTURE_PENDING) {
		await_answer(fd);
		*broken |= vr_pictures_collect(pictures);
	}
	return ready;
}

static void a_worker_answers(void **state)
{
	struct store *store = *state;
	int fd = eventfd(0, EFD_CLOEXEC);
	struct pictures *pictures = open_pictures(store, (struct vr_wake){.call = wake_up, .context = &fd});
	bool broken = false;

	assert_int_equal(vr_pictures_prepare(pictures, key('a'), 8, 8, true), PICTURE_PENDING);
	assert_null(vr_pictures_find(pictures, key('a'), 8, 8));
	assert_int_equal(prepared(pictures, key('a'), fd, &broken), PICTURE_READY);
	assert_false(broken);
	assert_int_equal(atomic_load(&store->loads), 1);
	assert_non_null(vr_pictures_find(pictures, key('a'), 8, 8));
	assert_int_equal(prepared(pictures, key('b'), fd, &broken), PICTURE_BROKEN);
	assert_true(broken);
	assert_non_null(vr_pictures_find(pictures, key('a'), 8, 8));
	vr_pictures_destroy(pictures);
	close(fd);
}

static void what_is_under_way_is_not_let_go(void **state)
{
	struct store *store = *state;
	int fd = eventfd(0, EFD_CLOEXEC);
	struct pictures *pictures = open_pictures(store, (struct vr_wake){.call = wake_up, .context = &fd});
	bool broken = false;

	assert_int_equal(vr_pictures_prepare(pictures, key('a'), 8, 8, true), PICTURE_PENDING);
	vr_pictures_keep(pictures, NULL, 0, 0);
	assert_int_equal(prepared(pictures, key('a'), fd, &broken), PICTURE_READY);
	assert_int_equal(atomic_load(&store->loads), 1);
	vr_pictures_destroy(pictures);
	close(fd);
}

// More is wanted than there are places: what is asked for again is ready in the end, and nothing is lost or leaks.
static void more_than_there_is_room_for(void **state)
{
	struct store *store = *state;
	int fd = eventfd(0, EFD_CLOEXEC);
	struct pictures *pictures = open_pictures(store, (struct vr_wake){.call = wake_up, .context = &fd});
	bool broken = false;

	for (char letter = 'c'; letter <= 'k'; letter++)
		assert_int_equal(vr_pictures_prepare(pictures, key(letter), 8, 8, true), PICTURE_PENDING);
	for (char letter = 'c'; letter <= 'k'; letter++)
		assert_int_equal(prepared(pictures, key(letter), fd, &broken), PICTURE_READY);
	assert_false(broken);
	assert_int_equal(vr_pictures_prepare(pictures, key('x'), 8, 8, true), PICTURE_PENDING);
	vr_pictures_destroy(pictures); // while one is under way
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(without_a_worker_it_is_ready_at_once),
	        cmocka_unit_test(the_three_used_last_are_kept),
	        cmocka_unit_test(all_but_one_are_let_go),
	        cmocka_unit_test(what_is_under_way_is_not_let_go),
	        cmocka_unit_test(broken_ones_are_remembered),
	        cmocka_unit_test(a_worker_answers),
	        cmocka_unit_test(more_than_there_is_room_for),
	};

	return cmocka_run_group_tests(tests, fill_store, empty_store);
}
