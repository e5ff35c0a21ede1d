#include "vantrum/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct vr_colour ink = {1, 2, 3, 255};

static void steps_stand_in_order_with_what_they_were_given(void **state)
{
	(void)state;
	struct vr_scene scene;
	vr_scene_init(&scene, 1920, 1080, ink);
	char text[] = "Drop-in and more";
	char name[] = "clock";
	char key[65];
	memset(key, 'a', 64);
	key[64] = '\0';
	uint8_t bits[9] = {1, 0, 3, 0, 0xff, 0xfe, 1, 1, 0};
	struct vr_draw run = {.kind = VR_DRAW_RUN, .box = {10, 20, 30, 40}, .colour = ink};
	run.run.text = text;
	run.run.length = 7;
	run.run.px = 81;
	memcpy(run.run.script, "Latn", 5);

	vr_scene_rect(&scene, (struct vr_rect){1, 2, 3, 4}, ink, 5, 6);
	vr_scene_run(&scene, &run);
	vr_scene_picture(&scene, (struct vr_rect){0, 0, 9, 9}, key, true);
	vr_scene_icon(&scene, (struct vr_rect){0, 0, 8, 8}, name, ink, true);
	vr_scene_modules(&scene, (struct vr_rect){0, 0, 7, 7}, bits, 3);
	memset(text, 'x', sizeof text - 1); // the scene has copies
	memset(name, 'x', sizeof name - 1);
	memset(bits, 0, sizeof bits);

	assert_int_equal(scene.count, 5);
	assert_int_equal(scene.draws[0].kind, VR_DRAW_RECT);
	assert_int_equal(scene.draws[0].rect.radius, 5);
	assert_int_equal(scene.draws[0].rect.outline, 6);
	assert_int_equal(scene.draws[0].box.h, 4);
	assert_string_equal(scene.draws[1].run.text, "Drop-in");
	assert_int_equal(scene.draws[1].run.px, 81);
	assert_string_equal(scene.draws[1].run.script, "Latn");
	assert_string_equal(scene.draws[2].picture.key, key);
	assert_true(scene.draws[2].picture.contain);
	assert_string_equal(scene.draws[3].icon.name, "clock");
	assert_true(scene.draws[3].icon.mirrored);
	assert_int_equal(scene.draws[4].modules.size, 3);
	static const uint8_t dark[9] = {1, 0, 1, 0, 1, 0, 1, 1, 0};
	assert_memory_equal(scene.draws[4].modules.bits, dark, 9);
	vr_scene_release(&scene);
}

static void steps_beyond_the_maximum_are_dropped(void **state)
{
	(void)state;
	struct vr_scene scene;
	vr_scene_init(&scene, 100, 100, ink);
	for (int i = 0; i < VR_SCENE_DRAWS_MAX + 10; i++)
		vr_scene_rect(&scene, (struct vr_rect){i, 0, 1, 1}, ink, 0, 0);
	assert_int_equal(scene.count, VR_SCENE_DRAWS_MAX);
	assert_int_equal(scene.draws[VR_SCENE_DRAWS_MAX - 1].box.x, VR_SCENE_DRAWS_MAX - 1);
	vr_scene_release(&scene);
}

static void a_scene_without_room_for_a_text_leaves_the_step_out(void **state)
{
	(void)state;
	static char text[UINT16_MAX];
	memset(text, 'a', sizeof text);
	struct vr_scene scene;
	vr_scene_init(&scene, 100, 100, ink);
	struct vr_draw run = {.kind = VR_DRAW_RUN};
	run.run.text = text;
	run.run.length = UINT16_MAX;
	for (int i = 0; i < 200; i++)
		vr_scene_run(&scene, &run);
	assert_in_range(scene.count, 32, 100);
	for (size_t i = 0; i < scene.count; i++)
		assert_int_equal(strlen(scene.draws[i].run.text), UINT16_MAX);
	vr_scene_release(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(steps_stand_in_order_with_what_they_were_given),
	        cmocka_unit_test(steps_beyond_the_maximum_are_dropped),
	        cmocka_unit_test(a_scene_without_room_for_a_text_leaves_the_step_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
