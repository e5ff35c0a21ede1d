#include "waits.h"

#include "chrome.h"
#include "rows.h"

#include <string.h>

#define NOTE_LINES 3

static const enum vr_phrase short_headings[] = {
        [VR_MEASURE_WAIT] = VR_PHRASE_WAIT_HEADING_SHORT,
        [VR_MEASURE_DELAY] = VR_PHRASE_DELAY_HEADING_SHORT,
        [VR_MEASURE_CALLBACK] = VR_PHRASE_CALLBACK_HEADING_SHORT,
        [VR_MEASURE_PLANNED] = VR_PHRASE_PLANNED_HEADING_SHORT,
};
static const char *const icons[] = {
        [VR_MEASURE_WAIT] = "clock",
        [VR_MEASURE_DELAY] = "wait",
        [VR_MEASURE_CALLBACK] = "phone",
        [VR_MEASURE_PLANNED] = "calendar",
};

static const struct vr_wait *wait_of(const struct canvas *canvas, const struct vr_slide_wait *shown)
{
	return &canvas->slide->programme->waits[shown->wait];
}

// The clinic's own note on the number-th wait of the slide; NULL: none, or one that is told already.
static const char *new_note(const struct canvas *canvas, size_t number)
{
	const struct vr_slide *slide = canvas->slide;
	uint8_t language = slide->languages[canvas->voice];
	const char *note = vr_localized_get(&wait_of(canvas, &slide->waits[number])->note, language);

	for (size_t i = 0; note && i < number; i++) {
		const char *told = vr_localized_get(&wait_of(canvas, &slide->waits[i])->note, language);

		if (told && strcmp(told, note) == 0)
			return NULL;
	}
	return note;
}

// What explains the queues: the clinic's own notes, else that the sickest come first.
static const char *note_words(struct canvas *canvas)
{
	const struct vr_slide *slide = canvas->slide;
	const char *notes = "";
	bool triage = false;

	for (size_t i = 0; i < slide->wait_count; i++) {
		const char *note = new_note(canvas, i);

		if (note)
			notes = vr_canvas_join(canvas, notes, " ", note);
		triage |= wait_of(canvas, &slide->waits[i])->order == VR_ORDER_TRIAGE;
	}
	return *notes || !triage ? notes : vr_canvas_say(canvas, VR_PHRASE_ORDER_TRIAGE);
}

static bool is_one_line(struct canvas *canvas, const char *words)
{
	int px = canvas->crowded ? canvas->sizes.fine : canvas->sizes.primary;

	return vr_chrome_heading_block(canvas, words, canvas->look->theme->waits, px, canvas->content.w)
	               .layout.line_count <= 1;
}

static const char *heading_in(struct canvas *canvas, size_t voice, bool brief)
{
	enum vr_measure measure = canvas->slide->measure;

	vr_canvas_voice(canvas, voice);
	brief = brief && vr_can_say(canvas->words, short_headings[measure]);
	return vr_canvas_say(canvas, brief ? short_headings[measure] : vr_slide_measure_phrase(measure));
}

static const char *joined_heading(struct canvas *canvas, const char *between, bool brief)
{
	const char *words = heading_in(canvas, 0, brief);

	if (canvas->slide->language_count > 1)
		words = vr_canvas_join(canvas, words, between, heading_in(canvas, 1, brief));
	vr_canvas_voice(canvas, 0);
	return words;
}

// In all languages of the slide; in short where that keeps it on one line. Where not even that does, each begins a
// line.
static const char *heading_words(struct canvas *canvas)
{
	for (int brief = 0; brief < 2; brief++) {
		const char *words = joined_heading(canvas, "\u00a0· ", brief);

		if (is_one_line(canvas, words))
			return words;
	}
	return joined_heading(canvas, "\n", true);
}

// As large as what patients need, unless a word would be in pieces then.
static int heading_px(struct canvas *canvas, const char *words)
{
	int px = canvas->sizes.primary;
	struct block block = vr_chrome_heading_block(canvas, words, canvas->look->theme->waits, px, canvas->content.w);

	return canvas->crowded || vr_block_hyphenated(&block) ? canvas->sizes.fine : px;
}

static void draw_heading(struct canvas *canvas)
{
	const char *words = heading_words(canvas);

	vr_chrome_heading(canvas, icons[canvas->slide->measure], words, canvas->look->theme->waits,
	                  heading_px(canvas, words), canvas->content.y, canvas->content.w);
}

static int heading_height(struct canvas *canvas)
{
	const char *words = heading_words(canvas);

	return vr_chrome_heading_height(canvas, words, heading_px(canvas, words), canvas->content.w);
}

// Where rows begin below the heading.
int vr_waits_below_heading(struct canvas *canvas)
{
	return canvas->content.y + vr_rows_most(canvas, heading_height) + vr_rows_padding(canvas);
}

static struct block note_in(struct canvas *canvas, size_t voice)
{
	struct block block;

	vr_canvas_voice(canvas, voice);
	block = vr_block_make(canvas, canvas->crowded ? NULL : note_words(canvas), canvas->sizes.fine, BLOCK_TIGHT,
	                      canvas->look->theme->ink_soft, canvas->content.w);
	vr_block_cut(canvas, &block, NOTE_LINES);
	vr_canvas_voice(canvas, 0);
	return block;
}

static int note_height(struct canvas *canvas)
{
	int height = 0;

	for (size_t i = 0; i < canvas->slide->language_count; i++)
		height += note_in(canvas, i).height;
	return height;
}

int vr_waits_note_room(struct canvas *canvas)
{
	int height = vr_rows_most(canvas, note_height);

	return height ? height + vr_rows_padding(canvas) : 0;
}

static void draw_note(struct canvas *canvas)
{
	int y = canvas->content.y + canvas->content.h - note_height(canvas);

	for (size_t i = 0; i < canvas->slide->language_count; i++) {
		struct block note = note_in(canvas, i);

		vr_canvas_voice(canvas, i);
		y = vr_block_draw(canvas, &note, canvas->content.x, y);
	}
	vr_canvas_voice(canvas, 0);
}

// Where the rows of a page stand, and what stands above and below them.
struct place {
	bool heading, note;
	int top, bottom;
};

static struct place place_of(struct canvas *canvas, bool heading, bool note)
{
	int below = note ? vr_waits_note_room(canvas) : 0;

	return (struct place){.heading = heading,
	                      .note = below > 0,
	                      .top = heading ? vr_waits_below_heading(canvas) : canvas->content.y,
	                      .bottom = canvas->content.y + canvas->content.h - below};
}

void vr_waits_compose(struct canvas *canvas)
{
	// What is wrong with a wait is worth more than what explains their order, and than what all of them mean.
	static const struct {
		bool heading, note;
		enum detail detail;
	} ways[] = {{true, true, DETAIL_FULL},   {true, false, DETAIL_FULL},   {true, false, DETAIL_BARE},
	            {true, false, DETAIL_TERSE}, {false, false, DETAIL_TERSE}, {false, false, DETAIL_CUT}};
	struct row rows[VR_SLIDE_WAITS_MAX];
	struct place place;
	int needed = 0;

	vr_chrome_draw(canvas, canvas->look->theme->waits);
	for (size_t i = 0; i < VR_COUNT(ways); i++) {
		place = place_of(canvas, ways[i].heading, ways[i].note);
		if (vr_rows_fit(canvas, place.bottom - place.top, ways[i].detail, rows, &needed))
			break;
	}
	if (place.heading)
		draw_heading(canvas);
	vr_rows_draw(canvas, rows, needed, place.top, place.bottom);
	if (place.note)
		draw_note(canvas);
}
