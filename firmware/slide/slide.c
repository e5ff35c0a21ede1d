// The room's door: one slide to one scene, and the measuring of items by composing them.
#include "vantrum/slide.h"

#include "canvas.h"
#include "clinic.h"
#include "emergency.h"
#include "identity.h"
#include "message.h"
#include "quiet.h"
#include "wait_pages.h"
#include "waits.h"

#include <string.h>

// Draws the slide; returns how many pages its item has, or 0 where its two languages do not fit together: then only the
// heading stands there.
static unsigned compose(struct canvas *canvas)
{
	switch (canvas->slide->kind) {
	case VR_SLIDE_WAITS:
		vr_waits_compose(canvas);
		return canvas->slide->pages;
	case VR_SLIDE_MESSAGE:
		return vr_message_compose(canvas);
	case VR_SLIDE_CLINIC:
		return vr_clinic_compose(canvas);
	case VR_SLIDE_EMERGENCY:
		return vr_emergency_compose(canvas);
	case VR_SLIDE_IDLE:
	case VR_SLIDE_PROBLEM:
		break;
	}
	vr_idle_compose(canvas);
	return 1;
}

bool vr_slide_compose(const struct vr_slide *slide, const struct vr_look *look, struct vr_scene *scene,
                      struct vr_error *error)
{
	struct canvas canvas;
	bool whole;

	vr_scene_init(scene, look->panel.width, look->panel.height, look->theme->paper);
	vr_canvas_init(&canvas, slide, look, scene);
	if (!compose(&canvas)) {
		// Nobody has measured it yet. One of the two is better than none.
		struct vr_slide first = *slide;

		first.language_count = 1;
		vr_canvas_release(&canvas);
		vr_scene_release(scene);
		vr_scene_init(scene, look->panel.width, look->panel.height, look->theme->paper);
		vr_canvas_init(&canvas, &first, look, scene);
		compose(&canvas);
		canvas.overflow = true;
	}
	whole = !canvas.overflow;
	vr_canvas_release(&canvas);
	if (!whole)
		return vr_fail(error, VR_LIMIT, "a %s slide has more than fits %d × %d pixels at %.1f m",
		               vr_slide_kind_name(slide->kind), look->panel.width, look->panel.height,
		               look->panel.distance_m);
	return true;
}

void vr_slide_compose_problem(const struct vr_problem *problem, const struct vr_look *look, struct vr_scene *scene)
{
	struct canvas canvas;

	vr_scene_init(scene, look->panel.width, look->panel.height, look->theme->paper);
	vr_canvas_init(&canvas, NULL, look, scene);
	vr_problem_compose(&canvas, problem);
	vr_canvas_release(&canvas);
}

void vr_slide_compose_identity(const struct vr_identity *identity, const struct vr_look *look, struct vr_scene *scene)
{
	struct canvas canvas;

	vr_scene_init(scene, look->panel.width, look->panel.height, look->theme->paper);
	vr_canvas_init(&canvas, NULL, look, scene);
	vr_identity_compose(&canvas, identity);
	vr_canvas_release(&canvas);
}

static vr_language_set all_languages(const struct vr_programme *programme)
{
	// A shift by all bits of the set is not defined.
	return programme->language_count >= VR_LANGUAGES_MAX ? UINT32_MAX
	                                                     : VR_LANGUAGE_BIT(programme->language_count) - 1;
}

// A slide of the item as it would be today, for measuring: with a clock in the band and every line that may come.
static struct vr_slide sample_slide(const struct vr_programme *programme, struct vr_item item,
                                    vr_language_set languages, const struct vr_look *look)
{
	struct vr_local_time noon = {
	        .date = look->today.date, .weekday = look->today.weekday, .hour = 12, .minute = 30};
	struct vr_slide slide = {.kind = item.kind,
	                         .programme = programme,
	                         .opening = look->opening,
	                         .clock = noon,
	                         .since = noon,
	                         .ends = noon,
	                         .page = 1,
	                         .pages = 1};

	if (item.kind == VR_SLIDE_WAITS)
		slide.measure = (enum vr_measure)item.index;
	else
		slide.message = item.index;
	for (size_t i = 0; i < programme->language_count && slide.language_count < VR_SLIDE_LANGUAGES_MAX; i++)
		if (languages & VR_LANGUAGE_BIT(i))
			slide.languages[slide.language_count++] = (uint8_t)i;
	if (item.kind == VR_SLIDE_MESSAGE && programme->messages[item.index].priority >= VR_PRIORITY_IMPORTANT)
		slide.desk_languages = all_languages(programme) & ~programme->messages[item.index].languages;
	if (item.kind == VR_SLIDE_MESSAGE && programme->messages[item.index].valid_until.ms == VR_INSTANT_NEVER.ms)
		slide.ends.hour = -1;
	return slide;
}

static uint8_t seconds_of(int64_t ms)
{
	ms = ms < VR_PAGE_MIN_MS ? VR_PAGE_MIN_MS : ms > VR_PAGE_MAX_MS ? VR_PAGE_MAX_MS : ms;
	return (uint8_t)((ms + 999) / 1000);
}

// Composes all pages into a scene that nobody sees; returns how many, and how long each takes to read. 0: languages
// that do not fit together.
static uint8_t measure_pages(const struct vr_slide *slide, const struct vr_look *look, uint8_t *seconds)
{
	int64_t times[VR_BOOK_PAGES_MAX] = {0};
	struct vr_scene scene;
	struct canvas canvas;
	unsigned pages;

	vr_scene_init(&scene, look->panel.width, look->panel.height, look->theme->paper);
	vr_canvas_init(&canvas, slide, look, &scene);
	canvas.measured = times;
	pages = compose(&canvas);
	if (pages > VR_BOOK_PAGES_MAX)
		pages = VR_BOOK_PAGES_MAX;
	for (unsigned i = 0; i < pages; i++)
		seconds[i] = seconds_of(times[i] ? times[i] : vr_canvas_reading_ms(&canvas));
	vr_canvas_release(&canvas);
	vr_scene_release(&scene);
	return (uint8_t)pages;
}

static uint8_t measure_waits(struct vr_slide *slide, const struct vr_look *look, struct vr_book_entry *out)
{
	const struct vr_programme *programme = slide->programme;
	struct vr_scene scene;
	struct canvas canvas;
	size_t wait = 0, pages;

	vr_scene_init(&scene, look->panel.width, look->panel.height, look->theme->paper);
	vr_canvas_init(&canvas, slide, look, &scene);
	pages = vr_wait_pages(&canvas, out->rows);
	vr_canvas_release(&canvas);
	vr_scene_release(&scene);
	for (unsigned page = 0; page < pages; page++) {
		slide->wait_count = 0;
		for (; wait < programme->wait_count && slide->wait_count < out->rows[page]; wait++)
			if (programme->waits[wait].measure == slide->measure)
				slide->waits[slide->wait_count++] = (struct vr_slide_wait){.wait = wait,
				                                                           .state = VR_OLD,
				                                                           .measured = slide->clock,
				                                                           .measured_today = true};
		measure_pages(slide, look, &out->seconds[page]);
	}
	return (uint8_t)pages;
}

static uint8_t measure(struct vr_slide *slide, const struct vr_look *look, struct vr_book_entry *out)
{
	*out = (struct vr_book_entry){.pages = 1, .seconds = {VR_PAGE_MIN_MS / 1000}};
	return slide->kind == VR_SLIDE_WAITS ? measure_waits(slide, look, out)
	                                     : measure_pages(slide, look, out->seconds);
}

// Each language on pages of its own, the first one's first; at most half of what a book holds each.
static void measure_in_turn(const struct vr_slide *pair, const struct vr_look *look, struct vr_book_entry *out)
{
	struct vr_book_entry each[2];

	*out = (struct vr_book_entry){0};
	for (size_t i = 0; i < 2; i++) {
		struct vr_slide alone = *pair;
		uint8_t pages;

		alone.languages[0] = pair->languages[i];
		alone.language_count = 1;
		pages = measure(&alone, look, &each[i]);
		pages = pages > VR_BOOK_PAGES_MAX / 2 ? VR_BOOK_PAGES_MAX / 2 : pages;
		memcpy(out->seconds + out->pages, each[i].seconds, pages);
		memcpy(out->rows + out->pages, each[i].rows, pages);
		out->pages = (uint8_t)(out->pages + pages);
		if (i == 0)
			out->lead = pages;
	}
}

void vr_slide_measure(const struct vr_programme *programme, struct vr_item item, vr_language_set languages,
                      const struct vr_look *look, struct vr_book_entry *out)
{
	struct vr_slide slide = sample_slide(programme, item, languages, look);

	*out = (struct vr_book_entry){.pages = 1, .seconds = {VR_PAGE_MIN_MS / 1000}};
	if (!slide.language_count)
		return;
	out->pages = measure(&slide, look, out);
	if (!out->pages)
		measure_in_turn(&slide, look, out);
}

size_t vr_slide_pictures(const struct vr_slide *slide, const struct vr_look *look, struct vr_slide_picture *out,
                         size_t max)
{
	struct vr_scene scene;
	struct canvas canvas;
	size_t count = 0;

	if (slide->kind != VR_SLIDE_MESSAGE || !slide->programme->messages[slide->message].picture.href)
		return 0;
	vr_scene_init(&scene, look->panel.width, look->panel.height, look->theme->paper);
	vr_canvas_init(&canvas, slide, look, &scene);
	compose(&canvas);
	for (size_t i = 0; i < scene.count && count < max; i++)
		if (scene.draws[i].kind == VR_DRAW_PICTURE)
			out[count++] = (struct vr_slide_picture){
			        .picture = &slide->programme->messages[slide->message].picture,
			        .width = scene.draws[i].box.w,
			        .height = scene.draws[i].box.h,
			        .contain = scene.draws[i].picture.contain};
	vr_canvas_release(&canvas);
	vr_scene_release(&scene);
	return count;
}

void vr_slide_capacity(const struct vr_look *look, int *lines, int *characters)
{
	static const struct vr_slide blank = {.kind = VR_SLIDE_IDLE, .clock = {.hour = 12}, .page = 1, .pages = 1};
	struct vr_scene scene;
	struct canvas canvas;
	double height;

	vr_scene_init(&scene, look->panel.width, look->panel.height, look->theme->paper);
	vr_canvas_init(&canvas, &blank, look, &scene);
	vr_idle_compose(&canvas);
	height = canvas.scene->height - 2 * canvas.sizes.margin;
	*characters = (int)(canvas.content.w / (look->average_per_em * canvas.sizes.primary));
	*lines = (int)(height / (1.35 * canvas.sizes.primary) + 0.5);
	vr_canvas_release(&canvas);
	vr_scene_release(&scene);
}
