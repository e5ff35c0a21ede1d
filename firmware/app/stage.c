#include "stage.h"

#include "ahead.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WANTS 16

struct stage {
	struct vr_paint *paint;
	struct pictures *pictures;
	struct vr_look look;
	struct vr_languages *languages;
	struct vr_theme theme;
	char mark[128];
	struct vr_plan_choice choice;
	char language[VR_CONFIG_STRING];
	struct ahead ahead; // void when anything that slides are composed with changes
};

static const struct vr_language *find_language(void *context, const char *tag)
{
	struct stage *stage = context;

	return vr_languages_get(stage->languages, tag);
}

static bool has_picture(void *context, const char *sha256)
{
	struct stage *stage = context;

	return vr_pictures_usable(stage->pictures, sha256);
}

static struct vr_plan_choice choice_of(const struct vr_config *config)
{
	switch (config->languages) {
	case VR_SCREEN_LANGUAGES_SEQUENCE:
		return (struct vr_plan_choice){.given = true, .policy = VR_POLICY_SEQUENCE};
	case VR_SCREEN_LANGUAGES_PAIRED:
		return (struct vr_plan_choice){.given = true, .policy = VR_POLICY_PAIRED};
	case VR_SCREEN_LANGUAGES_SINGLE:
		return (struct vr_plan_choice){.given = true, .policy = VR_POLICY_SINGLE};
	case VR_SCREEN_LANGUAGES_CLINIC:
		break;
	}
	return (struct vr_plan_choice){0};
}

void vr_stage_resize(struct stage *stage, const struct vr_config *config, int width, int height)
{
	stage->look.panel = (struct vr_panel){.width = width,
	                                      .height = height,
	                                      .diagonal_in = config->diagonal_in,
	                                      .distance_m = config->viewing_distance_m};
	stage->choice = choice_of(config);
	snprintf(stage->language, sizeof stage->language, "%s", config->language);
	vr_ahead_drop(&stage->ahead);
}

struct vr_plan_choice vr_stage_choice(const struct stage *stage)
{
	struct vr_plan_choice choice = stage->choice;

	choice.language = stage->language;
	return choice;
}

bool vr_stage_create(const struct vr_config *config, int width, int height, const struct picture_source *source,
                     struct vr_wake wake, struct stage **out, struct vr_error *error)
{
	struct vr_paint *paint;
	struct stage *stage;

	if (!vr_paint_create(&paint, error))
		return false;
	stage = vr_alloc(1, sizeof *stage);
	stage->paint = paint;
	stage->languages = vr_languages_create();
	stage->pictures = vr_pictures_create(source, wake);
	stage->theme = *vr_theme_light();
	stage->look = (struct vr_look){.theme = &stage->theme,
	                               .metrics = vr_paint_metrics(paint),
	                               .capital_per_em = vr_paint_capital_per_em(paint),
	                               .average_per_em = vr_paint_average_per_em(paint),
	                               .language = find_language,
	                               .has_picture = has_picture,
	                               .context = stage};
	vr_stage_resize(stage, config, width, height);
	*out = stage;
	return true;
}

void vr_stage_destroy(struct stage *stage)
{
	if (!stage)
		return;
	vr_ahead_drop(&stage->ahead);
	vr_languages_destroy(stage->languages);
	vr_pictures_destroy(stage->pictures);
	vr_paint_destroy(stage->paint);
	vr_text_cleanup();
	free(stage);
}

void vr_stage_theme(struct stage *stage, const struct vr_theme *theme)
{
	stage->theme = *theme;
	vr_ahead_drop(&stage->ahead);
}

const struct vr_look *vr_stage_look(const struct stage *stage)
{
	return &stage->look;
}

void vr_stage_mark(struct stage *stage, const char *mark)
{
	vr_ahead_drop(&stage->ahead);
	stage->look.quiet_mark = NULL;
	if (!mark)
		return;
	strncpy(stage->mark, mark, sizeof stage->mark - 1);
	stage->look.quiet_mark = stage->mark;
}

// The clinic's slide depends on the day and on open or closed: what was measured for another is void.
static void look_at_today(struct stage *stage, const struct vr_plan_input *input, struct vr_book *book)
{
	const struct vr_opening *known = &stage->look.opening;
	struct vr_local_time today;
	struct vr_opening opening;
	vr_language_set turns = vr_plan_turns(input);

	vr_plan_today(input, &today, &opening);
	if (vr_date_compare(today.date, stage->look.today.date) != 0 || opening.state != known->state ||
	    opening.exception != known->exception || turns != stage->look.turns) {
		vr_book_clear(book);
		vr_ahead_drop(&stage->ahead);
	}
	stage->look.today = today;
	stage->look.opening = opening;
	stage->look.turns = turns;
}

size_t vr_stage_measure(struct stage *stage, const struct vr_plan *plan, const struct vr_plan_input *input,
                        struct vr_book *book, size_t max)
{
	struct vr_plan_want wants[WANTS];
	size_t count;

	if (!input->programme)
		return 0;
	look_at_today(stage, input, book);
	count = vr_plan_wants(plan, input, wants, max < WANTS ? max : WANTS);

	for (size_t i = 0; i < count; i++) {
		struct vr_book_entry entry;

		vr_slide_measure(input->programme, wants[i].item, wants[i].languages, &stage->look, &entry);
		vr_book_set(book, wants[i].item, wants[i].languages, &entry);
	}
	return count;
}

// Whether the slide has a picture that can be shown.
static bool is_pictured(struct stage *stage, const struct vr_slide *slide)
{
	const struct vr_picture *picture;

	if (slide->kind != VR_SLIDE_MESSAGE)
		return false;
	picture = &slide->programme->messages[slide->message].picture;
	return picture->href && vr_pictures_usable(stage->pictures, picture->sha256);
}

enum readiness vr_stage_prepare(struct stage *stage, const struct vr_slide *slide)
{
	struct vr_slide_picture wanted;

	if (vr_ahead_is(&stage->ahead, slide, is_pictured(stage, slide)))
		return PICTURE_READY;
	if (vr_slide_pictures(slide, &stage->look, &wanted, 1) == 0)
		return PICTURE_READY;
	return vr_pictures_prepare(stage->pictures, wanted.picture->sha256, wanted.width, wanted.height,
	                           wanted.contain);
}

void vr_stage_keep_picture(struct stage *stage, const struct vr_slide *slide)
{
	struct vr_slide_picture shown;

	if (vr_slide_pictures(slide, &stage->look, &shown, 1) == 0)
		vr_pictures_keep(stage->pictures, NULL, 0, 0);
	else
		vr_pictures_keep(stage->pictures, shown.picture->sha256, shown.width, shown.height);
}

bool vr_stage_collect(struct stage *stage)
{
	return vr_pictures_collect(stage->pictures);
}

static bool paint_scene(struct stage *stage, const struct vr_scene *scene, struct vr_pixels *out,
                        struct vr_error *error)
{
	struct vr_pictures pictures = {.find = vr_pictures_find, .context = stage->pictures};

	if (!vr_pixels_create(scene->width, scene->height, out, error))
		return false;
	vr_paint_draw(stage->paint, scene, &pictures, out);
	return true;
}

static bool paint(struct stage *stage, const struct vr_slide *slide, struct vr_pixels *out, struct vr_error *error)
{
	struct vr_error unfit;
	struct vr_scene scene;
	bool painted;

	if (!vr_slide_compose(slide, &stage->look, &scene, &unfit))
		vr_log(VR_LOG_WARNING, "app", "%s", unfit.what);
	painted = paint_scene(stage, &scene, out, error);
	vr_scene_release(&scene);
	return painted;
}

bool vr_stage_paint(struct stage *stage, const struct vr_slide *slide, struct vr_pixels *out, struct vr_error *error)
{
	return vr_ahead_take(&stage->ahead, slide, is_pictured(stage, slide), out) || paint(stage, slide, out, error);
}

void vr_stage_paint_ahead(struct stage *stage, const struct vr_slide *slide)
{
	bool pictured = is_pictured(stage, slide);
	struct vr_pixels pixels;
	struct vr_error error;

	if (vr_ahead_is(&stage->ahead, slide, pictured))
		return;
	vr_ahead_drop(&stage->ahead); // first: two at once would be one too many
	if (paint(stage, slide, &pixels, &error))
		vr_ahead_keep(&stage->ahead, slide, pictured, &pixels);
	else
		vr_log(VR_LOG_WARNING, "app", "a slide could not be painted ahead: %s", error.what);
}

bool vr_stage_paint_identity(struct stage *stage, const struct vr_identity *identity, struct vr_pixels *out,
                             struct vr_error *error)
{
	struct vr_scene scene;
	bool painted;

	vr_slide_compose_identity(identity, &stage->look, &scene);
	painted = paint_scene(stage, &scene, out, error);
	vr_scene_release(&scene);
	return painted;
}

bool vr_stage_paint_problem(struct stage *stage, const struct vr_problem *problem, struct vr_pixels *out,
                            struct vr_error *error)
{
	struct vr_scene scene;
	bool painted;

	vr_slide_compose_problem(problem, &stage->look, &scene);
	painted = paint_scene(stage, &scene, out, error);
	vr_scene_release(&scene);
	return painted;
}
