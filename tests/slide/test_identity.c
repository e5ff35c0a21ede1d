// The slide that says which screen this is: the id is whole and larger than all else, whatever its length.
#include "find.h"

#define SCREEN_ID_MAX 64 // of the configuration

static const struct vr_panel panels[] = {
        {1920, 1080, 43, 3}, {1080, 1920, 43, 3}, {1024, 600, 7, 3}, {3840, 2160, 65, 5}, {640, 360, 20, 20}};

static struct vr_scene identity_of(struct wall *wall, const char *id, const char *area, const char *clinic)
{
	struct vr_identity identity = {.screen_id = id, .area = area, .clinic = clinic};
	struct vr_scene scene;

	vr_slide_compose_identity(&identity, &wall->look, &scene);
	return scene;
}

// The runs in bold ink, one after the other: the id as it stands on the wall.
static void read_id(const struct wall *wall, const struct vr_scene *scene, char out[256], int *px)
{
	size_t length = 0;

	for (size_t i = 0; i < scene->count; i++) {
		const struct vr_draw *draw = &scene->draws[i];

		if (draw->kind != VR_DRAW_RUN ||
		    memcmp(&draw->colour, &wall->look.theme->ink, sizeof draw->colour) != 0)
			continue;
		assert_true(length + draw->run.length < 256);
		memcpy(out + length, draw->run.text, draw->run.length);
		length += draw->run.length;
		*px = draw->run.px;
	}
	out[length] = '\0';
}

static void expect_inside(const struct vr_scene *scene)
{
	for (size_t i = 0; i < scene->count; i++) {
		const struct vr_rect *box = &scene->draws[i].box;

		assert_true(box->x >= 0 && box->y >= 0 && box->x + box->w <= scene->width &&
		            box->y + box->h <= scene->height);
	}
}

static void the_id_is_whole_and_inside(void **state)
{
	static const char *const ids[] = {"a", "ekbacken-entrance",
	                                  "ekbackens-vardcentral_hus-3.plan-2_vantrum-b_skarm-vid-fonstret2",
	                                  "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
	                                  "----------------------------------------------------------------"};
	struct wall *wall = *state;

	for (size_t i = 0; i < VR_COUNT(ids); i++) {
		assert_true(strlen(ids[i]) <= SCREEN_ID_MAX);
		for (size_t p = 0; p < VR_COUNT(panels); p++) {
			char id[256];
			struct vr_scene scene;
			int px = 0;

			wall->look.panel = panels[p];
			scene = identity_of(wall, ids[i], "Väntrum B, plan 2", "Ekbackens vårdcentral");
			read_id(wall, &scene, id, &px);
			assert_string_equal(id, ids[i]);
			expect_inside(&scene);
			vr_scene_release(&scene);
		}
	}
	wall->look.panel = usual_panel;
}

static void nothing_is_larger_than_the_id(void **state)
{
	struct wall *wall = *state;
	const struct vr_draw *area, *clinic;
	struct vr_scene scene;
	char id[256];
	int px = 0;

	scene = identity_of(wall, "ekbacken-entrance", "Väntrum B", "Ekbackens");
	read_id(wall, &scene, id, &px);
	area = find_run(&scene, "Väntrum B");
	clinic = find_run(&scene, "Ekbackens");
	assert_non_null(area);
	assert_non_null(clinic);
	assert_true(2 * px > 3 * sizes_of(wall).title);
	assert_true(area->run.px >= sizes_of(wall).primary && area->run.px > clinic->run.px);
	assert_true(area->box.y < clinic->box.y);
	assert_non_null(find_run(&scene, "ekbacken-"));
	assert_true(find_run(&scene, "entrance")->box.y > find_run(&scene, "ekbacken-")->box.y);
	vr_scene_release(&scene);
}

static void without_a_programme_there_is_the_id(void **state)
{
	struct wall *wall = *state;
	struct vr_scene scene = identity_of(wall, "entrance", NULL, NULL);

	assert_non_null(find_run(&scene, "entrance"));
	assert_int_equal(count_kind(&scene, VR_DRAW_RUN), 1);
	vr_scene_release(&scene);
}

static void long_names_end_in_dots(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_scene scene;
	char id[256];
	int px = 0;

	scene = identity_of(wall, "entrance", long_text(programme, 400, 9), long_text(programme, 400, 0));
	read_id(wall, &scene, id, &px);
	assert_string_equal(id, "entrance");
	assert_non_null(find_run(&scene, "…"));
	expect_inside(&scene);
	vr_scene_release(&scene);
	vr_programme_unref(programme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_id_is_whole_and_inside),
	        cmocka_unit_test(nothing_is_larger_than_the_id),
	        cmocka_unit_test(without_a_programme_there_is_the_id),
	        cmocka_unit_test(long_names_end_in_dots),
	};

	return cmocka_run_group_tests(tests, open_wall, close_wall);
}
