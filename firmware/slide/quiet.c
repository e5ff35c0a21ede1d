#include "quiet.h"

#include "chrome.h"

#include <stdio.h>
#include <string.h>

// A calm greeting: the clinic's name when there is one, and where to turn. Without a programme nobody knows the
// languages of the house: Swedish and English then.
void vr_idle_compose(struct canvas *canvas)
{
	static const char *const tags[] = {"sv", "en"};
	const struct vr_theme *theme = canvas->look->theme;
	int px = canvas->sizes.primary;
	int y;

	vr_chrome_draw(canvas, theme->clinic);
	y = canvas->content.y + canvas->content.h / 5;
	if (canvas->slide->programme && canvas->slide->language_count) {
		struct block block =
		        vr_block_make(canvas, vr_canvas_say(canvas, VR_PHRASE_WELCOME), canvas->sizes.title,
		                      BLOCK_BOLD | BLOCK_BALANCE | BLOCK_TIGHT, theme->ink, canvas->content.w);
		vr_block_draw(canvas, &block, canvas->content.x, y);
		return;
	}
	for (size_t i = 0; i < VR_COUNT(tags); i++) {
		struct block welcome, desk;

		canvas->tag = tags[i];
		canvas->words = canvas->look->language(canvas->look->context, tags[i]);
		welcome = vr_block_make(canvas, vr_canvas_say(canvas, VR_PHRASE_WELCOME), canvas->sizes.title,
		                        BLOCK_BOLD | BLOCK_BALANCE | BLOCK_TIGHT, theme->ink, canvas->content.w);
		desk = vr_block_make(canvas, vr_canvas_say(canvas, VR_PHRASE_TO_THE_DESK), px,
		                     BLOCK_BALANCE | BLOCK_TIGHT, theme->ink, canvas->content.w);
		y = vr_block_draw(canvas, &welcome, canvas->content.x, y);
		y = vr_block_draw(canvas, &desk, canvas->content.x, y) + px / 2;
	}
}

// Technicians stand close, whatever the distance of the chairs.
static int near_px(const struct canvas *canvas)
{
	int shorter = canvas->portrait ? canvas->scene->width : canvas->scene->height;

	return shorter / 34;
}

// A line "name: value" for technicians.
static int draw_fact(struct canvas *canvas, const char *name, const char *value, int y)
{
	int px = near_px(canvas), column = px * 8;
	const struct vr_theme *theme = canvas->look->theme;
	struct block label = vr_block_make(canvas, name, px, BLOCK_BOLD | BLOCK_TIGHT, theme->ink_soft, column);
	struct block text = vr_block_make(canvas, value && *value ? value : "–", px, BLOCK_TIGHT, theme->ink,
	                                  canvas->content.w - column);
	int height = label.height > text.height ? label.height : text.height;

	vr_block_draw(canvas, &label, canvas->content.x, y);
	vr_block_draw(canvas, &text, canvas->content.x + column, y);
	return y + height + px / 4;
}

static void draw_details(struct canvas *canvas, const char *details, int y)
{
	const struct vr_theme *theme = canvas->look->theme;
	int px = near_px(canvas);
	struct block block = vr_block_make(canvas, details, px, BLOCK_TIGHT, theme->ink, canvas->content.w);
	int bottom = canvas->scene->height - canvas->sizes.margin;
	size_t fit = block.advance ? (size_t)((bottom - y) / block.advance) : 0;
	size_t lines = block.layout.line_count;
	char rest[64];

	if (lines <= fit) {
		vr_block_draw(canvas, &block, canvas->content.x, y);
		return;
	}
	fit = fit ? fit - 1 : 0;
	y = vr_block_draw_lines(canvas, &block, canvas->content.x, y, 0, fit);
	snprintf(rest, sizeof rest, "… and %zu more lines in the log", lines - fit);
	block = vr_block_make(canvas, rest, px, BLOCK_TIGHT, theme->ink_soft, canvas->content.w);
	vr_block_draw(canvas, &block, canvas->content.x, y);
}

// Patients first: a large word that the desk helps. Then what a technician needs, in small print.
void vr_problem_compose(struct canvas *canvas, const struct vr_problem *problem)
{
	static const char *const tags[] = {"sv", "en"};
	const struct vr_theme *theme = canvas->look->theme;
	int side = vr_chrome_side(canvas);
	int y = canvas->sizes.margin + (canvas->portrait ? canvas->stripe : 0);

	canvas->content = (struct vr_rect){side, y, canvas->scene->width - 2 * side, 0};
	vr_chrome_stripe(canvas, theme->clinic);
	for (size_t i = 0; i < VR_COUNT(tags); i++) {
		struct block desk;

		canvas->tag = tags[i];
		canvas->words = canvas->look->language(canvas->look->context, tags[i]);
		desk = vr_block_make(canvas, vr_canvas_say(canvas, VR_PHRASE_TO_THE_DESK),
		                     i && canvas->crowded ? canvas->sizes.fine : canvas->sizes.primary,
		                     (i ? 0 : BLOCK_BOLD) | BLOCK_BALANCE | BLOCK_TIGHT, theme->ink, canvas->content.w);
		y = vr_block_draw(canvas, &desk, side, y);
	}
	y += near_px(canvas);
	vr_canvas_rect(canvas, (struct vr_rect){side, y, canvas->content.w, canvas->sizes.rule}, theme->rule, 0, 0);
	y += near_px(canvas);
	y = vr_chrome_heading(canvas, "caution", problem->title, theme->caution, near_px(canvas) * 3 / 2, y,
	                      canvas->content.w) +
	    near_px(canvas) / 2;
	y = draw_fact(canvas, "Screen", problem->screen_id, y);
	y = draw_fact(canvas, "Hub", problem->hub, y);
	y = draw_fact(canvas, "Addresses", problem->addresses, y);
	y = draw_fact(canvas, "Version", problem->version, y);
	draw_details(canvas, problem->details, y + near_px(canvas) / 2);
}
