#include "canvas.h"

#include <string.h>

#define PHRASE_MAX 4096
#define COMPOSITION_MAX (8u << 20)
#define CROWDED_LINES 5 // of primary text below a band of two lines

void vr_canvas_speak(struct canvas *canvas, size_t language)
{
	const struct vr_programme *programme = canvas->slide ? canvas->slide->programme : NULL;

	canvas->tag = programme && language < programme->language_count ? programme->languages[language] : "sv";
	canvas->words = canvas->look->language(canvas->look->context, canvas->tag);
	canvas->rtl = vr_language_rtl(canvas->words);
	canvas->voice = 0;
	for (size_t i = 0; canvas->slide && i < canvas->slide->language_count; i++)
		if (canvas->slide->languages[i] == language)
			canvas->voice = i;
}

void vr_canvas_voice(struct canvas *canvas, size_t voice)
{
	vr_canvas_speak(canvas, canvas->slide->languages[voice]);
}

static void visit_turn(const struct canvas *canvas, uint8_t language, void (*visit)(struct canvas *turn, void *context),
                       void *context)
{
	struct vr_slide slide = *canvas->slide;
	struct canvas turn = *canvas;

	slide.languages[slide.language_count - 1] = language;
	vr_arena_init(&turn.arena, COMPOSITION_MAX);
	turn.slide = &slide;
	vr_canvas_voice(&turn, 0);
	turn.mirrored = turn.rtl;
	visit(&turn, context);
	vr_canvas_release(&turn);
}

void vr_canvas_each_turn(const struct canvas *canvas, void (*visit)(struct canvas *turn, void *context), void *context)
{
	const struct vr_slide *slide = canvas->slide;
	vr_language_set turns = canvas->look->turns;

	for (size_t i = 0; i < slide->language_count; i++)
		turns &= ~VR_LANGUAGE_BIT(slide->languages[i]);
	for (uint8_t i = 0; i < slide->programme->language_count; i++)
		if (turns & VR_LANGUAGE_BIT(i))
			visit_turn(canvas, i, visit, context);
}

struct canvas vr_canvas_enter(struct canvas *canvas, const struct column *column)
{
	struct canvas before = *canvas;

	vr_canvas_speak(canvas, column->language);
	canvas->mirrored = canvas->rtl;
	canvas->frame = canvas->content = column->box;
	return before;
}

void vr_canvas_leave(struct canvas *canvas, const struct canvas *before)
{
	canvas->tag = before->tag;
	canvas->words = before->words;
	canvas->rtl = before->rtl;
	canvas->voice = before->voice;
	canvas->mirrored = before->mirrored;
	canvas->frame = before->frame;
	canvas->content = before->content;
}

int vr_canvas_least_column(const struct canvas *canvas)
{
	return (int)(VR_COLUMN_CHARACTERS * canvas->look->average_per_em * canvas->sizes.primary);
}

bool vr_canvas_columns(const struct canvas *canvas, struct column columns[2])
{
	int gap = 2 * canvas->sizes.margin, width = (canvas->content.w - gap) / 2;
	struct vr_rect box = canvas->content;

	box.w = width;
	for (size_t i = 0; i < 2; i++) {
		columns[i] = (struct column){canvas->slide->languages[i], vr_canvas_mirror(canvas, box)};
		box.x += width + gap;
	}
	return !canvas->portrait && width >= vr_canvas_least_column(canvas);
}

void vr_canvas_divide(struct canvas *canvas, const struct column columns[2])
{
	const struct vr_rect *a = &columns[0].box, *b = &columns[1].box;
	int middle = (a->x < b->x ? a->x + a->w + b->x : b->x + b->w + a->x) / 2;
	struct vr_rect line = {middle - canvas->sizes.rule / 2, a->y, canvas->sizes.rule, a->h};

	vr_scene_rect(canvas->scene, line, canvas->look->theme->rule, 0, 0);
}

int64_t vr_canvas_reading_ms(const struct canvas *canvas)
{
	const struct vr_slide *slide = canvas->slide;
	int64_t slowest = 0;

	for (size_t i = 0; i < slide->language_count; i++) {
		int64_t ms = vr_reading_ms(slide->programme->languages[slide->languages[i]], canvas->characters[i]);
		slowest = ms > slowest ? ms : slowest;
	}
	return slowest;
}

void vr_canvas_init(struct canvas *canvas, const struct vr_slide *slide, const struct vr_look *look,
                    struct vr_scene *scene)
{
	int shorter = look->panel.width < look->panel.height ? look->panel.width : look->panel.height;

	*canvas = (struct canvas){.look = look, .slide = slide, .scene = scene};
	vr_arena_init(&canvas->arena, COMPOSITION_MAX);
	canvas->sizes = vr_sizes_for(&look->panel, look->capital_per_em, look->average_per_em);
	canvas->portrait = look->panel.height > look->panel.width;
	canvas->stripe = shorter * 26 / 1000;
	canvas->crowded = look->panel.height - canvas->sizes.margin * 2 - canvas->sizes.fine * 5 / 2 <
	                  CROWDED_LINES * canvas->sizes.primary * 5 / 4;
	vr_canvas_speak(canvas, slide && slide->language_count ? slide->languages[0] : 0);
	canvas->mirrored = canvas->rtl;
	canvas->frame = (struct vr_rect){0, 0, look->panel.width, look->panel.height};
}

void vr_canvas_release(struct canvas *canvas)
{
	vr_arena_release(&canvas->arena);
}

const char *vr_canvas_keep(struct canvas *canvas, struct vr_buffer *buffer)
{
	char *copy = vr_arena_copy(&canvas->arena, vr_buffer_string(buffer), buffer->length);

	vr_buffer_release(buffer);
	return copy ? copy : "";
}

const char *vr_canvas_say(struct canvas *canvas, enum vr_phrase phrase)
{
	struct vr_buffer buffer;

	vr_buffer_init(&buffer, PHRASE_MAX);
	vr_say(canvas->words, phrase, &buffer);
	return vr_canvas_keep(canvas, &buffer);
}

const char *vr_canvas_say_text(struct canvas *canvas, enum vr_phrase phrase, const char *first, const char *second)
{
	struct vr_buffer buffer;

	vr_buffer_init(&buffer, PHRASE_MAX);
	vr_say_text(canvas->words, phrase, first, second, &buffer);
	return vr_canvas_keep(canvas, &buffer);
}

const char *vr_canvas_time(struct canvas *canvas, const struct vr_local_time *time)
{
	struct vr_buffer buffer;

	vr_buffer_init(&buffer, PHRASE_MAX);
	vr_say_time(canvas->words, time->hour, time->minute, &buffer);
	return vr_canvas_keep(canvas, &buffer);
}

const char *vr_canvas_join(struct canvas *canvas, const char *a, const char *separator, const char *b)
{
	struct vr_buffer buffer;

	if (!a || !*a)
		return b ? b : "";
	if (!b || !*b)
		return a;
	vr_buffer_init(&buffer, PHRASE_MAX);
	vr_buffer_text(&buffer, a);
	vr_buffer_text(&buffer, separator);
	vr_buffer_text(&buffer, b);
	return vr_canvas_keep(canvas, &buffer);
}

const char *vr_canvas_moment(struct canvas *canvas, const struct vr_local_time *time)
{
	const struct vr_date *today = &canvas->slide->clock.date;
	struct vr_buffer day;

	if (time->date.day == today->day && time->date.month == today->month)
		return vr_canvas_time(canvas, time);
	vr_buffer_init(&day, PHRASE_MAX);
	vr_say_weekday(canvas->words, time->weekday, &day);
	return vr_canvas_join(canvas, vr_canvas_keep(canvas, &day), "\u00a0", vr_canvas_time(canvas, time));
}

const char *vr_canvas_hours(struct canvas *canvas, const struct vr_window *window)
{
	struct vr_buffer buffer;

	vr_buffer_init(&buffer, PHRASE_MAX);
	vr_say_hours(canvas->words, window->from_min, window->until_min, &buffer);
	return vr_canvas_keep(canvas, &buffer);
}

const char *vr_canvas_days(struct canvas *canvas, vr_days days)
{
	struct vr_buffer buffer;

	vr_buffer_init(&buffer, PHRASE_MAX);
	vr_say_days(canvas->words, days, &buffer);
	return vr_canvas_keep(canvas, &buffer);
}

struct vr_rect vr_canvas_mirror(const struct canvas *canvas, struct vr_rect box)
{
	if (canvas->mirrored)
		box.x = 2 * canvas->frame.x + canvas->frame.w - box.x - box.w;
	return box;
}

void vr_canvas_rect(struct canvas *canvas, struct vr_rect box, struct vr_colour colour, int radius, int outline)
{
	vr_scene_rect(canvas->scene, vr_canvas_mirror(canvas, box), colour, radius, outline);
}

void vr_canvas_icon(struct canvas *canvas, struct vr_rect box, const char *name, struct vr_colour colour)
{
	// A clock face reads the same everywhere; all other signs follow the script.
	bool mirrored = canvas->mirrored && strcmp(name, "clock") != 0;

	vr_scene_icon(canvas->scene, vr_canvas_mirror(canvas, box), name, colour, mirrored);
}

static bool lay_out(struct canvas *canvas, const char *text, const struct vr_text_style *style,
                    struct vr_layout *layout)
{
	struct vr_error error;

	if (vr_text_layout(text, style, canvas->look->metrics, &canvas->arena, layout, &error))
		return true;
	*layout = (struct vr_layout){0};
	canvas->overflow = true;
	return false;
}

// A comma before an ellipsis is one sign too many.
static size_t without_end(const char *text, size_t length)
{
	static const char *const ends[] = {" ", "\n", ",", "،"};

	for (size_t i = 0; i < VR_COUNT(ends); i++) {
		size_t end = strlen(ends[i]);

		if (length < end || memcmp(text + length - end, ends[i], end) != 0)
			continue;
		length -= end;
		i = SIZE_MAX; // from the first again
	}
	return length;
}

// As much of the text as one line holds, with an ellipsis in place of the rest.
static const char *cut_to_line(struct canvas *canvas, const char *text, const struct vr_text_style *style)
{
	struct vr_text_style narrower = *style;
	struct vr_layout layout;
	struct vr_buffer buffer;

	narrower.no_break = false;
	narrower.balance = false;
	narrower.width = style->width - style->font.px; // room for the ellipsis
	if (narrower.width < style->font.px || !lay_out(canvas, text, &narrower, &layout) || layout.line_count < 2)
		return text;
	vr_buffer_init(&buffer, PHRASE_MAX);
	vr_buffer_add(&buffer, text, without_end(text, layout.lines[0].to));
	vr_buffer_text(&buffer, "…");
	return vr_canvas_keep(canvas, &buffer);
}

struct block vr_block_make(struct canvas *canvas, const char *text, int px, unsigned flags, struct vr_colour colour,
                           int width)
{
	struct block block = {.font = {.px = (uint16_t)px, .bold = flags & BLOCK_BOLD}, .colour = colour};
	struct vr_text_style style = {
	        .font = block.font,
	        .language = canvas->tag,
	        .rtl = canvas->rtl,
	        .width = width > px ? width : px,
	        .align = flags & BLOCK_END ? VR_ALIGN_END : VR_ALIGN_START,
	        .balance = flags & BLOCK_BALANCE,
	        .no_break = flags & BLOCK_LINE,
	};

	block.width = style.width;
	block.rtl = canvas->rtl;
	block.flags = flags;
	block.text = text ? text : "";
	if (!*block.text || !lay_out(canvas, block.text, &style, &block.layout))
		return block;
	if ((flags & BLOCK_LINE) && !block.layout.fits) {
		block.text = cut_to_line(canvas, block.text, &style);
		lay_out(canvas, block.text, &style, &block.layout);
	}
	block.advance = block.layout.line_height;
	if (flags & BLOCK_TIGHT)
		block.advance = block.advance * 86 / 100;
	block.height = (int)block.layout.line_count * block.advance;
	return block;
}

static size_t without_last(const char *text, size_t length)
{
	while (length && ((unsigned char)text[--length] & 0xc0) == 0x80)
		;
	return length;
}

void vr_block_cut(struct canvas *canvas, struct block *block, size_t lines)
{
	const char *text = block->text;
	size_t length;

	if (block->layout.line_count <= lines)
		return;
	length = lines ? block->layout.lines[lines - 1].to : 0;
	do {
		struct vr_buffer buffer;
		const char *shorter = "";

		length = without_end(text, length);
		if (length) {
			vr_buffer_init(&buffer, PHRASE_MAX);
			vr_buffer_add(&buffer, text, length);
			vr_buffer_text(&buffer, "…");
			shorter = vr_canvas_keep(canvas, &buffer);
		}
		*block = vr_block_make(canvas, shorter, block->font.px, block->flags, block->colour, block->width);
		length = without_last(text, length);
	} while (block->layout.line_count > lines);
	block->cut = true;
}

bool vr_block_hyphenated(const struct block *block)
{
	for (size_t i = 0; i < block->layout.line_count; i++)
		if (block->layout.lines[i].hyphen)
			return true;
	return false;
}

int vr_block_span(const struct block *block)
{
	int span = 0;

	for (size_t i = 0; i < block->layout.line_count; i++)
		if (block->layout.lines[i].width > span)
			span = block->layout.lines[i].width;
	return span;
}

void vr_block_shrink(struct block *block)
{
	int span = vr_block_span(block);

	// Runs are placed from the left edge of the box, which is where right-to-left text ends.
	if (block->rtl)
		block->shift += block->width - span;
	block->width = span;
}

int vr_block_baseline(const struct block *block)
{
	return block->layout.ascent - (block->layout.line_height - block->advance) / 2;
}

static void draw_line(struct canvas *canvas, const struct block *block, const struct vr_text_line *line, int x, int y)
{
	struct vr_rect box = vr_canvas_mirror(canvas, (struct vr_rect){x, y, block->width, block->advance});

	for (size_t i = 0; i < line->run_count; i++) {
		const struct vr_text_run *run = &line->runs[i];
		struct vr_draw draw = {
		        .kind = VR_DRAW_RUN,
		        .box = {box.x + run->x - block->shift, y, run->width, block->advance},
		        .colour = block->colour,
		        .run = {.text = run->text,
		                .length = run->length,
		                .baseline = (int16_t)(y + vr_block_baseline(block)),
		                .px = block->font.px,
		                .face = run->face,
		                .bold = block->font.bold,
		                .rtl = run->rtl},
		};
		memcpy(draw.run.script, run->script, sizeof draw.run.script);
		vr_scene_run(canvas->scene, &draw);
	}
}

int vr_block_draw_lines(struct canvas *canvas, const struct block *block, int x, int y, size_t from, size_t to)
{
	canvas->overflow |= block->cut;
	for (size_t i = from; i < to && i < block->layout.line_count; i++) {
		const struct vr_text_line *line = &block->layout.lines[i];

		draw_line(canvas, block, line, x, y);
		canvas->characters[canvas->voice] += vr_text_readable(block->text + line->from, line->to - line->from);
		y += block->advance;
	}
	return y;
}

int vr_block_draw(struct canvas *canvas, const struct block *block, int x, int y)
{
	return vr_block_draw_lines(canvas, block, x, y, 0, block->layout.line_count);
}

void vr_canvas_draw_page(struct canvas *canvas, size_t pages,
                         void (*draw)(struct canvas *canvas, const void *item, size_t index), const void *item)
{
	size_t index =
	        canvas->slide->page > canvas->slide->before ? canvas->slide->page - canvas->slide->before - 1 : 0;
	size_t before[VR_SLIDE_LANGUAGES_MAX];

	memcpy(before, canvas->characters, sizeof before);

	if (!canvas->measured) {
		draw(canvas, item, index < pages ? index : pages - 1);
		return;
	}
	for (size_t i = 0; i < pages && i < VR_BOOK_PAGES_MAX; i++) {
		memcpy(canvas->characters, before, sizeof before);
		draw(canvas, item, i);
		canvas->measured[i] = vr_canvas_reading_ms(canvas);
	}
}

size_t vr_canvas_page_characters(const struct canvas *canvas)
{
	// Reading time is 2 s plus a constant for each character: two points give the line.
	int64_t none = vr_reading_ms(canvas->tag, 0);
	int64_t thousand = vr_reading_ms(canvas->tag, 1000) - none;

	return thousand > 0 ? (size_t)((VR_PAGE_MAX_MS - none) * 1000 / thousand) : 1000;
}
