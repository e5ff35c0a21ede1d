// The code of the clinic's page: large enough on every panel, whole, inside, with its words and its quiet zone.
#include "find.h"
#include "hostile.h"

#define QUIET 4

static const struct vr_panel panels[] = {
        {1920, 1080, 43, 3}, {1080, 1920, 43, 3}, {1024, 600, 10, 1.5}, {3840, 2160, 65, 4}, {1920, 1080, 43, 20}};

static struct vr_programme *clinic(void (*build)(struct vr_programme *programme))
{
	struct vr_programme *programme = empty_programme();

	build(programme);
	return programme;
}

// The page of the clinic slide that has the code; how many have one.
static size_t find_code(struct wall *wall, const struct vr_programme *programme, size_t language,
                        struct vr_scene *found, struct vr_draw *code)
{
	struct vr_book_entry entry;
	struct vr_error error;
	size_t count = 0;

	vr_slide_measure(programme, (struct vr_item){VR_SLIDE_CLINIC, 0}, VR_LANGUAGE_BIT(language), &wall->look,
	                 &entry);
	for (unsigned page = 1; page <= entry.pages; page++) {
		struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_CLINIC, 0, language);
		struct vr_scene scene;
		const struct vr_draw *modules;

		slide.page = page;
		slide.pages = entry.pages;
		(void)!vr_slide_compose(&slide, &wall->look, &scene, &error);
		modules = find_kind(&scene, VR_DRAW_MODULES, 0);
		if (modules && count++ == 0) {
			*code = *modules;
			*found = scene;
			continue;
		}
		vr_scene_release(&scene);
	}
	return count;
}

static void is_large_enough_everywhere(void **state)
{
	struct wall *wall = *state;
	void (*const builds[])(struct vr_programme *) = {with_page, only_page};

	for (size_t i = 0; i < VR_COUNT(panels) * VR_COUNT(builds) * 5; i++) {
		struct vr_programme *programme = clinic(builds[i / 5 % VR_COUNT(builds)]);
		struct vr_scene scene;
		struct vr_draw code;
		int across;

		wall->look.panel = panels[i / 5 / VR_COUNT(builds)];
		assert_int_equal(find_code(wall, programme, i % 5, &scene, &code), 1);
		across = code.modules.size + 2 * QUIET;
		assert_int_equal(code.box.w, code.box.h);
		assert_int_equal(code.box.w % across, 0);
		assert_true(code.box.w / across * code.modules.size * 5 >= scene.height);
		assert_true(code.box.x >= 0 && code.box.x + code.box.w <= scene.width);
		assert_true(code.box.y >= 0 && code.box.y + code.box.h <= scene.height);
		assert_non_null(find_run(&scene, "hub"));
		vr_scene_release(&scene);
		vr_programme_unref(programme);
	}
	wall->look.panel = usual_panel;
}

static void says_what_it_is(void **state)
{
	struct wall *wall = *state;
	static const char *const words[] = {"mobil", "puhelime", "phone", "هاتفك", "telefoon"};
	struct vr_programme *programme = clinic(with_page);

	for (size_t i = 0; i < VR_COUNT(words); i++) {
		struct vr_scene scene;
		struct vr_draw code;

		assert_int_equal(find_code(wall, programme, i, &scene, &code), 1);
		if (!find_run(&scene, words[i]))
			fail_msg("%s is not beside the code", words[i]);
		assert_non_null(find_run(&scene, "clinic.example/c/"));
		vr_scene_release(&scene);
	}
	vr_programme_unref(programme);
}

static void is_not_there_without_a_page(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = clinic(many_hours);
	struct vr_scene scene;
	struct vr_draw code;

	assert_int_equal(find_code(wall, programme, 0, &scene, &code), 0);
	vr_programme_unref(programme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(is_large_enough_everywhere),
	        cmocka_unit_test(says_what_it_is),
	        cmocka_unit_test(is_not_there_without_a_page),
	};
	return cmocka_run_group_tests(tests, open_wall, close_wall);
}
