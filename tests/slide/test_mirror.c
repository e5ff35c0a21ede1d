// Right to left everything changes sides but what reads the same everywhere: clock faces and digits.
#include "find.h"
#include "hostile.h"

#define SWEDISH 0
#define ARABIC 3

// The same slide in a language of either direction.
struct both {
	struct vr_scene left, right; // begins on the left, on the right
};

static struct both compose_both(const struct wall *wall, struct vr_slide slide)
{
	struct both both;

	slide.languages[0] = SWEDISH;
	both.left = composed(wall, &slide);
	slide.languages[0] = ARABIC;
	both.right = composed(wall, &slide);
	return both;
}

static void release_both(struct both *both)
{
	vr_scene_release(&both->left);
	vr_scene_release(&both->right);
}

static void assert_mirrored(const struct both *both, const struct vr_draw *left, const struct vr_draw *right)
{
	assert_non_null(left);
	assert_non_null(right);
	assert_int_equal(right->box.x, both->left.width - left->box.x - left->box.w);
	assert_int_equal(right->box.w, left->box.w);
	// Lines of Arabic are a little higher.
	assert_true(abs(right->box.y - left->box.y) <= 12);
}

static void assert_kind_mirrored(const struct both *both, enum vr_draw_kind kind, size_t least)
{
	size_t count = count_kind(&both->left, kind);

	assert_true(count >= least);
	assert_int_equal(count_kind(&both->right, kind), count);
	for (size_t i = 0; i < count; i++)
		assert_mirrored(both, find_kind(&both->left, kind, i), find_kind(&both->right, kind, i));
}

// Plate and stripe, the picture and the code on the plate, icon.
static void columns_change_sides(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct both both;

	link_and_picture(programme);
	wall->look.panel = usual_panel;
	both = compose_both(wall, slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, SWEDISH));
	assert_kind_mirrored(&both, VR_DRAW_PICTURE, 1);
	assert_kind_mirrored(&both, VR_DRAW_MODULES, 1);
	assert_kind_mirrored(&both, VR_DRAW_ICON, 1);
	assert_int_equal(find_kind(&both.left, VR_DRAW_RECT, 1)->box.x, 0);
	for (size_t i = 0; i < 2; i++)
		assert_mirrored(&both, find_kind(&both.left, VR_DRAW_RECT, i), find_kind(&both.right, VR_DRAW_RECT, i));
	assert_true(find_kind(&both.left, VR_DRAW_PICTURE, 0)->box.x > 960);
	release_both(&both);
	vr_programme_unref(programme);
}

static void icons_turn_but_for_the_clock(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct both both;

	wall->look.panel = usual_panel;
	add_message(programme, "Rubrik", "Text.");
	both = compose_both(wall, slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, SWEDISH));
	assert_false(find_icon(&both.left, "info")->icon.mirrored);
	assert_true(find_icon(&both.right, "info")->icon.mirrored);
	release_both(&both);
	add_waits(programme, 1, "Drop-in");
	both = compose_both(wall, waits_slide(wall, programme, VR_MEASURE_WAIT, 0, 1, SWEDISH, 1));
	assert_mirrored(&both, find_icon(&both.left, "clock"), find_icon(&both.right, "clock"));
	assert_false(find_icon(&both.right, "clock")->icon.mirrored);
	assert_mirrored(&both, find_icon(&both.left, "caution"), find_icon(&both.right, "caution"));
	assert_true(find_icon(&both.right, "caution")->icon.mirrored);
	release_both(&both);
	vr_programme_unref(programme);
}

// The page's number changes sides and keeps its order; an emergency has one too.
static void page_numbers_change_sides_and_keep_their_order(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	static const enum vr_slide_kind kinds[] = {VR_SLIDE_MESSAGE, VR_SLIDE_EMERGENCY};

	wall->look.panel = usual_panel;
	add_message(programme, "Rubrik", long_text(programme, 400, 6));
	for (size_t i = 0; i < VR_COUNT(kinds); i++) {
		struct vr_slide slide = slide_of(wall, programme, kinds[i], 0, SWEDISH);
		struct both both;

		slide.pages = 3;
		slide.page = 2;
		both = compose_both(wall, slide);
		assert_mirrored(&both, find_run(&both.left, "2/3"), find_run(&both.right, "2/3"));
		assert_false(find_run(&both.right, "2/3")->run.rtl);
		assert_int_equal(find_run(&both.left, "2/3")->run.px, sizes_of(wall).fine);
		release_both(&both);
		slide.pages = slide.page = 1;
		both = compose_both(wall, slide);
		assert_null(find_run(&both.left, "1/1"));
		release_both(&both);
	}
	vr_programme_unref(programme);
}

static void digits_keep_their_order(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct both both;
	const struct vr_draw *clock, *phone;

	wall->look.panel = usual_panel;
	add_message(programme, "اتصل بنا", "اتصل بنا على 08-123 456 00 أو تعال الساعة 08:30.");
	both = compose_both(wall, slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, SWEDISH));
	clock = find_run(&both.right, "10:38");
	phone = find_run(&both.right, "08-123 456 00");
	assert_non_null(clock);
	assert_non_null(phone);
	assert_non_null(find_run(&both.right, "08:30"));
	assert_false(clock->run.rtl);
	assert_false(phone->run.rtl);
	assert_true(clock->box.x < 300);
	assert_true(find_run(&both.left, "10:38")->box.x > 1500);
	release_both(&both);
	vr_programme_unref(programme);
}

// A name begins on the right, its value stands on the left.
static void rows_change_sides(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct both both;

	wall->look.panel = usual_panel;
	add_waits(programme, 2, "Drop-in");
	both = compose_both(wall, waits_slide(wall, programme, VR_MEASURE_WAIT, 0, 2, SWEDISH, 0));
	assert_true(find_run(&both.left, "Drop-in")->box.x < find_run(&both.left, "30")->box.x);
	assert_true(find_run(&both.right, "Drop-in")->box.x > find_run(&both.right, "30")->box.x);
	assert_mirrored(&both, find_run(&both.left, "Drop-in"), find_run(&both.right, "Drop-in"));
	release_both(&both);
	vr_programme_unref(programme);
}

// A line in Arabic on a Swedish slide stays clear of the code and the picture.
static void foreign_lines_keep_to_their_column(void **state)
{
	struct wall *wall = *state;
	struct vr_programme *programme = empty_programme();
	struct vr_slide slide;
	struct vr_book_entry entry;

	wall->look.panel = usual_panel;
	four_desk_lines(programme);
	slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, SWEDISH);
	entry = measured(wall, &slide);
	slide.pages = entry.pages;
	for (slide.page = 1; slide.page <= slide.pages; slide.page++) {
		struct vr_scene scene = composed(wall, &slide);
		const struct vr_draw *code = find_kind(&scene, VR_DRAW_MODULES, 0);

		assert_non_null(code);
		for (size_t i = 0; i < scene.count; i++)
			if (scene.draws[i].kind == VR_DRAW_RUN && scene.draws[i].run.rtl)
				assert_true(scene.draws[i].box.x + scene.draws[i].box.w <= code->box.x);
		vr_scene_release(&scene);
	}
	vr_programme_unref(programme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(columns_change_sides),
	        cmocka_unit_test(icons_turn_but_for_the_clock),
	        cmocka_unit_test(page_numbers_change_sides_and_keep_their_order),
	        cmocka_unit_test(digits_keep_their_order),
	        cmocka_unit_test(rows_change_sides),
	        cmocka_unit_test(foreign_lines_keep_to_their_column),
	};

	return cmocka_run_group_tests(tests, open_wall, close_wall);
}
