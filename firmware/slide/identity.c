#include "identity.h"

#include "chrome.h"

#include <string.h>

#define ZERO_WIDTH_SPACE "\u200b"
#define ID_LINES 4 // more cannot be taken in at a glance
#define ID_LINES_PORTRAIT 6
#define ID_LEAST_PX 8
#define NAME_LINES 2

// The id with a place to break after each of its separators; most of them are letters to a line breaker.
static const char *breakable(struct canvas *canvas, const char *id)
{
	struct vr_buffer buffer;

	vr_buffer_init(&buffer, 4096);
	for (; *id; id++) {
		vr_buffer_add(&buffer, id, 1);
		if (strchr("-_.", *id))
			vr_buffer_text(&buffer, ZERO_WIDTH_SPACE);
	}
	return vr_canvas_keep(canvas, &buffer);
}

static bool is_separator(const char *text, size_t at)
{
	return at && strchr("-_." ZERO_WIDTH_SPACE, text[at - 1]);
}

// Whether no part of the id is torn.
static bool keeps_parts(const struct block *block)
{
	for (size_t i = 0; i + 1 < block->layout.line_count; i++)
		if (!is_separator(block->text, block->layout.lines[i].to))
			return false;
	return true;
}

// The id as large as the box allows: in whole parts where that leaves it larger than a title, torn where it must be.
static struct block id_block(struct canvas *canvas, const char *id, int width, int height)
{
	const char *text = breakable(canvas, id), *tag = canvas->tag;
	size_t most = canvas->portrait ? ID_LINES_PORTRAIT : ID_LINES;
	struct block block = {0};

	canvas->tag = "zxx"; // no language: nobody may add a hyphen to a name
	for (int px = height * 3 / 4; px >= ID_LEAST_PX; px -= px / 24 + 1) {
		block = vr_block_make(canvas, text, px, BLOCK_BOLD | BLOCK_TIGHT | BLOCK_BALANCE,
		                      canvas->look->theme->ink, width);
		if (block.layout.fits && block.layout.line_count <= most && block.height <= height &&
		    (keeps_parts(&block) || px < canvas->sizes.title))
			break;
	}
	canvas->tag = tag;
	return block;
}

static struct block name_block(struct canvas *canvas, const char *name, int px, unsigned flags, struct vr_colour colour)
{
	struct block block = vr_block_make(canvas, name, px, flags | BLOCK_TIGHT, colour, canvas->content.w);

	vr_block_cut(canvas, &block, canvas->crowded ? 1 : NAME_LINES);
	return block;
}

void vr_identity_compose(struct canvas *canvas, const struct vr_identity *identity)
{
	const struct vr_theme *theme = canvas->look->theme;
	int side = vr_chrome_side(canvas), margin = canvas->sizes.margin;
	int top = margin + (canvas->portrait ? canvas->stripe : 0);
	int room = canvas->scene->height - margin - top;
	struct block area, clinic, id;
	int y;

	canvas->content = (struct vr_rect){side, top, canvas->scene->width - side - margin, room};
	vr_chrome_stripe(canvas, theme->clinic);
	area = name_block(canvas, identity->area, canvas->sizes.primary, BLOCK_BOLD, theme->clinic);
	clinic = name_block(canvas, identity->clinic, canvas->sizes.fine, 0, theme->ink_soft);
	id = id_block(canvas, identity->screen_id, canvas->content.w, room - area.height - clinic.height - margin);
	y = top + (room - id.height - margin - area.height - clinic.height) / 2;
	y = vr_block_draw(canvas, &id, side, y) + margin;
	y = vr_block_draw(canvas, &area, side, y);
	vr_block_draw(canvas, &clinic, side, y);
}
