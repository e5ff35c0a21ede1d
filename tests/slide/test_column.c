// A picture beside the text, and the link that shares its column: neither hides anything of the other.
#include "find.h"
#include "hostile.h"

#define SWEDISH 0
#define ARABIC 3

static const struct vr_panel panels[] = {
        {1920, 1080, 43, 3}, {1920, 1080, 55, 3}, {3840, 2160, 55, 4}, {1366, 768, 55, 2}};

static bool overlaps(struct vr_rect a, struct vr_rect b)
{
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool is_bare(const struct vr_scene *scene, const struct vr_draw *picture)
{
	for (size_t i = 0; i < scene->count; i++) {
		const struct vr_draw *draw = &scene->draws[i];

		if (draw > picture && overlaps(draw->box, picture->box))
			return false;
	}
	return true;
}

static void nothing_stands_on_a_picture_with_a_link(void **state)
{
	static const size_t languages[] = {SWEDISH, ARABIC};
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();

	link_and_picture(programme);
	for (size_t i = 0; i < VR_COUNT(panels) * VR_COUNT(languages); i++) {
		struct vr_slide slide;
		struct vr_scene scene;
		const struct vr_draw *picture;

		wall->look.panel = panels[i / 2];
		slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, languages[i % 2]);
		assert_int_equal(measured(wall, &slide).pages, 1);
		scene = composed(wall, &slide);
		picture = find_kind(&scene, VR_DRAW_PICTURE, 0);
		assert_non_null(picture);
		assert_int_equal(count_kind(&scene, VR_DRAW_MODULES), 1);
		assert_true(is_bare(&scene, picture));
		assert_true(picture->box.h >= picture->box.w / 4);
		vr_scene_release(&scene);
	}
	vr_programme_unref(programme);
}

// Code and words so tall that next to nothing of the picture would be left above them.
static void a_large_code_has_a_page_of_its_own(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_message *message;
	struct vr_slide slide;
	struct vr_scene scene;

	message = add_message(programme, "Tvätta händerna", "Tvål och vatten i 20 sekunder.");
	message->picture.href = "picture";
	message->link = (struct vr_link){
	        .href = repeated(programme, "https://example.org/a/long/way/that/nobody/would/type/", 36),
	        .label = in(programme, ALL_FIVE, long_text(programme, 120, 8))};
	wall->look.panel = usual_panel;
	slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, SWEDISH);
	slide.pages = measured(wall, &slide).pages;
	assert_int_equal(slide.pages, 2);
	for (slide.page = 1; slide.page <= 2; slide.page++) {
		scene = composed(wall, &slide);
		assert_int_equal(find_kind(&scene, VR_DRAW_PICTURE, 0)->box.h, scene.height);
		assert_int_equal(count_kind(&scene, VR_DRAW_MODULES), slide.page == 2);
		assert_true(slide.page == 1 || !overlaps(find_kind(&scene, VR_DRAW_MODULES, 0)->box,
		                                         find_kind(&scene, VR_DRAW_PICTURE, 0)->box));
		vr_scene_release(&scene);
	}
	vr_programme_unref(programme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(nothing_stands_on_a_picture_with_a_link),
	        cmocka_unit_test(a_large_code_has_a_page_of_its_own),
	};

	return cmocka_run_group_tests(tests, open_wall, close_wall);
}
