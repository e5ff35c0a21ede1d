#include "preview.h"

#include "picture.h"

#include "vantrum/config.h"
#include "vantrum/plan.h"

#include <stdlib.h>
#include <string.h>

#define WANTS 16
#define STEPS_MAX 2000 // slides of a simulated round: many more than pages of six seconds in ten minutes

struct vr_preview {
	char *media;
	struct vr_paint *paint;
	struct vr_languages *languages;
	struct preview_picture picture;
	struct vr_book *book;
	struct vr_look look;
	struct vr_theme theme; // of the screen that was asked for last
	char *zone_name;       // NULL: none was asked for
	struct vr_zone *zone;
};

static const struct vr_language *find_language(void *context, const char *tag)
{
	struct vr_preview *preview = context;
	return vr_languages_get(preview->languages, tag);
}

static bool has_picture(void *context, const char *sha256)
{
	struct vr_preview *preview = context;
	return preview_picture_usable(&preview->picture, sha256);
}

bool vr_preview_create(const char *media, struct vr_preview **out, struct vr_error *error)
{
	struct vr_paint *paint;
	if (!vr_paint_create(&paint, error))
		return false;
	struct vr_preview *preview = vr_alloc(1, sizeof *preview);
	preview->media = vr_strdup(media);
	preview->picture.folder = preview->media;
	preview->paint = paint;
	preview->languages = vr_languages_create();
	preview->book = vr_book_create();
	preview->theme = *vr_theme_light();
	preview->look = (struct vr_look){.theme = &preview->theme,
	                                 .metrics = vr_paint_metrics(paint),
	                                 .capital_per_em = vr_paint_capital_per_em(paint),
	                                 .average_per_em = vr_paint_average_per_em(paint),
	                                 .language = find_language,
	                                 .has_picture = has_picture,
	                                 .context = preview};
	*out = preview;
	return true;
}

void vr_preview_destroy(struct vr_preview *preview)
{
	if (!preview)
		return;
	preview_picture_release(&preview->picture);
	vr_book_destroy(preview->book);
	vr_languages_destroy(preview->languages);
	vr_paint_destroy(preview->paint);
	vr_text_cleanup();
	vr_zone_destroy(preview->zone);
	free(preview->zone_name);
	free(preview->media);
	free(preview);
}

static struct vr_panel panel_of(const struct vr_preview_screen *screen)
{
	struct vr_panel panel = {1920, 1080, 43, 3};
	if (screen->width >= VR_PREVIEW_SIDE_MIN && screen->width <= VR_PREVIEW_SIDE_MAX &&
	    screen->height >= VR_PREVIEW_SIDE_MIN && screen->height <= VR_PREVIEW_SIDE_MAX) {
		panel.width = screen->width;
		panel.height = screen->height;
	}
	if (screen->diagonal_in >= 5 && screen->diagonal_in <= 150)
		panel.diagonal_in = screen->diagonal_in;
	if (screen->distance_m >= 0.5 && screen->distance_m <= 20)
		panel.distance_m = screen->distance_m;
	return panel;
}

static const struct vr_zone *find_zone(struct vr_preview *preview, const char *name)
{
	struct vr_error error;
	if (preview->zone_name && strcmp(preview->zone_name, name) == 0)
		return preview->zone;
	vr_zone_destroy(preview->zone);
	free(preview->zone_name);
	preview->zone_name = vr_strdup(name);
	if (!vr_zone_create(name, &preview->zone, &error)) {
		vr_log(VR_LOG_WARNING, "preview", "%s", error.what);
		preview->zone = NULL;
	}
	return preview->zone;
}

// Only themes that come with the program: a screen's own file is not here, nor is any path a business of the hub.
static void choose_theme(struct vr_preview *preview, const char *name)
{
	struct vr_config_problems problems;
	name = vr_theme_shipped(name);
	if (!name)
		name = vr_theme_light()->name;
	if (strcmp(name, preview->theme.name) == 0)
		return;
	vr_config_problems_init(&problems);
	if (!vr_theme_load(name, &preview->theme, &problems))
		vr_log(VR_LOG_WARNING, "preview", "%s", vr_buffer_string(&problems.text));
	vr_config_problems_release(&problems);
}

// The stage for one call: what was measured before, and what was found broken, is of another one.
static struct vr_plan_input set_up(struct vr_preview *preview, const struct vr_programme *programme,
                                   const struct vr_preview_screen *screen, struct vr_instant now)
{
	vr_book_clear(preview->book);
	preview->picture.broken[0] = '\0';
	preview->look.panel = panel_of(screen);
	choose_theme(preview, screen->theme);
	// The monotonic clock has run for a day, so that nothing is young because the program is.
	return (struct vr_plan_input){.programme = programme,
	                              .zone = find_zone(preview, programme->clinic.time_zone),
	                              .book = preview->book,
	                              .now = {.mono = {VR_DAY}, .wall = now, .trusted = true},
	                              .choice = {screen->own_policy, screen->policy, screen->language},
	                              .started = {VR_DAY}};
}

static void measure(struct vr_preview *preview, const struct vr_programme *programme, const struct vr_plan_want *wants,
                    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct vr_book_entry entry;
		vr_slide_measure(programme, wants[i].item, wants[i].languages, &preview->look, &entry);
		vr_book_set(preview->book, wants[i].item, wants[i].languages, &entry);
	}
}

static bool present(struct vr_preview *preview, const struct vr_plan_input *input, size_t message, size_t language,
                    unsigned page, struct vr_slide *slide)
{
	struct vr_plan_want wants[WANTS];
	size_t count;
	while ((count = vr_plan_present_wants(input, message, language, wants, WANTS)) > 0)
		measure(preview, input->programme, wants, count);
	return vr_plan_present(input, message, language, page, slide);
}

// Decodes what the slide draws. False: it turned out to be broken, and what was measured with it is void.
static bool prepare(struct vr_preview *preview, const struct vr_slide *slide)
{
	struct vr_slide_picture wanted;
	if (vr_slide_pictures(slide, &preview->look, &wanted, 1) == 0 ||
	    preview_picture_prepare(&preview->picture, &wanted))
		return true;
	vr_book_clear(preview->book);
	return false;
}

// A page with its picture, or without when that is no good. Whether it is decides the layout of all pages, also of
// those that do not draw it; the last one always does.
static bool present_with_picture(struct vr_preview *preview, const struct vr_plan_input *input, size_t message,
                                 size_t language, unsigned page, struct vr_slide *slide)
{
	const struct vr_picture *picture = &input->programme->messages[message].picture;
	bool known = !picture->href || preview_picture_good(&preview->picture, picture->sha256);
	if (!known && present(preview, input, message, language, 1, slide) &&
	    present(preview, input, message, language, slide->pages, slide))
		prepare(preview, slide);
	return present(preview, input, message, language, page, slide) &&
	       (prepare(preview, slide) || present(preview, input, message, language, page, slide));
}

static bool draw(struct vr_preview *preview, const struct vr_slide *slide, struct vr_buffer *png,
                 struct vr_error *error)
{
	struct vr_pictures pictures = {.find = preview_picture_find, .context = &preview->picture};
	struct vr_pixels pixels;
	struct vr_scene scene;
	struct vr_error unfit;
	if (!vr_slide_compose(slide, &preview->look, &scene, &unfit))
		vr_log(VR_LOG_INFO, "preview", "%s", unfit.what);
	bool drawn = vr_pixels_create(scene.width, scene.height, &pixels, error);
	if (drawn) {
		vr_paint_draw(preview->paint, &scene, &pictures, &pixels);
		drawn = vr_image_encode_png(&pixels, png, error);
		vr_pixels_release(&pixels);
	}
	vr_scene_release(&scene);
	return drawn;
}

static size_t find_tag(const struct vr_programme *programme, const char *tag)
{
	size_t at = 0;
	while (at < programme->language_count && strcmp(programme->languages[at], tag) != 0)
		at++;
	return at;
}

bool vr_preview_message(struct vr_preview *preview, const struct vr_programme *programme, size_t message,
                        const struct vr_preview_screen *screen, const char *language, unsigned page,
                        struct vr_instant now, struct vr_buffer *png, unsigned *pages, struct vr_error *error)
{
	size_t number = find_tag(programme, language);
	struct vr_slide slide;
	*pages = 0;
	if (message >= programme->message_count)
		return vr_fail(error, VR_INVALID, "the programme has no message of that number");
	if (number == programme->language_count || !(programme->messages[message].languages & VR_LANGUAGE_BIT(number)))
		return vr_fail(error, VR_INVALID, "the message has no title in that language");
	struct vr_plan_input input = set_up(preview, programme, screen, now);
	bool there = present_with_picture(preview, &input, message, number, page, &slide);
	if (there || present(preview, &input, message, number, 1, &slide))
		*pages = slide.pages;
	if (!there)
		return vr_fail(error, VR_NOT_FOUND, "there is no page %u: the message has %u", page, *pages);
	return draw(preview, &slide, png, error);
}

// What the slide's pages need together, as the book has it.
static int reading_seconds(const struct vr_preview *preview, const struct vr_slide *slide)
{
	struct vr_item item = {slide->kind, (uint32_t)slide->message};
	vr_language_set languages = 0;
	for (size_t i = 0; i < slide->language_count; i++)
		languages |= VR_LANGUAGE_BIT(slide->languages[i]);
	const struct vr_book_entry *entry = vr_book_get(preview->book, item, languages);
	int seconds = 0;
	for (size_t i = 0; entry && i < entry->pages; i++)
		seconds += entry->seconds[i];
	return seconds;
}

size_t vr_preview_lengths(struct vr_preview *preview, const struct vr_programme *programme, size_t message,
                          const struct vr_preview_screen *screen, struct vr_preview_length *out, size_t max)
{
	struct vr_plan_input input = set_up(preview, programme, screen, (struct vr_instant){0}); // at any time
	size_t count = 0, languages = message < programme->message_count ? programme->language_count : 0;
	for (size_t i = 0; i < languages && count < max; i++) {
		struct vr_slide slide;
		if (present_with_picture(preview, &input, message, i, 1, &slide))
			out[count++] = (struct vr_preview_length){programme->languages[i], slide.pages,
			                                          reading_seconds(preview, &slide)};
	}
	return count;
}

// The clinic's slide depends on the day and on open or closed: what was measured for another is void.
static void look_at_today(struct vr_preview *preview, const struct vr_plan_input *input)
{
	struct vr_look *look = &preview->look;
	struct vr_opening before = look->opening;
	struct vr_date day = look->today.date;
	vr_plan_today(input, &look->today, &look->opening);
	look->turns = vr_plan_turns(input);
	if (vr_date_compare(day, look->today.date) != 0 || before.state != look->opening.state ||
	    before.exception != look->opening.exception)
		vr_book_clear(preview->book);
}

static void next_slide(struct vr_preview *preview, struct vr_plan *plan, const struct vr_plan_input *input,
                       struct vr_slide *slide)
{
	struct vr_plan_want wants[WANTS];
	size_t count;
	look_at_today(preview, input);
	while ((count = vr_plan_wants(plan, input, wants, WANTS)) > 0)
		measure(preview, input->programme, wants, count);
	vr_plan_next(plan, input, slide);
}

int vr_preview_round(struct vr_preview *preview, const struct vr_programme *programme,
                     const struct vr_preview_screen *screen, struct vr_instant now)
{
	struct vr_plan_input input = set_up(preview, programme, screen, now);
	struct vr_plan *plan = vr_plan_create();
	int64_t elapsed = 0;
	for (int step = 0; step < STEPS_MAX && elapsed < VR_PREVIEW_ROUND_S * VR_SECOND; step++) {
		struct vr_slide slide;
		next_slide(preview, plan, &input, &slide);
		if (slide.kind == VR_SLIDE_EMERGENCY || vr_plan_round(plan) > 1)
			break;
		elapsed = slide.until.ms - now.ms;
		input.now.wall = slide.until;
		input.now.mono.ms = VR_DAY + elapsed;
	}
	vr_plan_destroy(plan);
	int64_t seconds = (elapsed + VR_SECOND / 2) / VR_SECOND;
	return seconds < VR_PREVIEW_ROUND_S ? (int)seconds : VR_PREVIEW_ROUND_S;
}
