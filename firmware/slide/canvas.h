// What every slide is composed on: the scene with the look's sizes, the direction, and a count of the characters that a
// reader of each language has to read. All places are given as if the script of the slide, or of the column that is
// being filled, ran from left to right; the canvas mirrors them where it does not. Private to room slide.
#ifndef VANTRUM_SLIDE_CANVAS_H
#define VANTRUM_SLIDE_CANVAS_H

#include "vantrum/slide.h"

// Of two sizes in pixels.
static inline int vr_larger(int a, int b)
{
	return a > b ? a : b;
}

static inline int vr_smaller(int a, int b)
{
	return a < b ? a : b;
}

struct canvas {
	const struct vr_look *look;
	const struct vr_slide *slide; // NULL on a problem slide
	struct vr_scene *scene;
	struct vr_sizes sizes;
	const char *tag;                 // language of the slide
	const struct vr_language *words; // its catalogue
	bool rtl;                        // the language that is spoken
	bool mirrored;                   // the slide, or the column: where things stand
	struct vr_rect frame;            // within which places are mirrored: the whole slide, or the column
	bool portrait;
	bool crowded;           // so few lines fit that only what patients need is shown: no area, no fine print
	int stripe;             // width of the accent along the starting edge (the upper one in portrait)
	int picture_width;      // of the end side that a picture has, alone or with a link; 0: none
	bool band_on_picture;   // which reaches up to the clock
	struct vr_rect content; // below the band, inside the margins
	size_t characters[VR_SLIDE_LANGUAGES_MAX]; // drawn so far in each language of the slide, for the time to read
	size_t voice;                              // the one that is spoken, among them
	int64_t *measured;                         // NULL; else all pages are drawn and the time of each is noted here
	bool overflow;                             // something did not fit and was left out
	struct vr_arena arena;                     // texts and layouts of this composition
};

// Opens the canvas for a slide (NULL: problem) on an initialised scene. Release it afterwards.
void vr_canvas_init(struct canvas *canvas, const struct vr_slide *slide, const struct vr_look *look,
                    struct vr_scene *scene);
void vr_canvas_release(struct canvas *canvas);

// The words and the script's direction of another language of the same slide, until set again. Nothing moves.
void vr_canvas_speak(struct canvas *canvas, size_t language);
// The same for one of the slide's languages, by its place among them.
void vr_canvas_voice(struct canvas *canvas, size_t voice);

// A part of the slide in one of its languages, whose script says from which side it is filled.
struct column {
	uint8_t language;
	struct vr_rect box; // as it stands on the slide, mirrored by nothing any more
};

// Calls visit for each language whose turn on this place it is at other times, with a canvas to lay out on, never to
// draw: the slide as it is then.
void vr_canvas_each_turn(const struct canvas *canvas, void (*visit)(struct canvas *turn, void *context), void *context);

// From now on content is the column's, and places are mirrored within it. Returns the canvas as it was, for leaving.
struct canvas vr_canvas_enter(struct canvas *canvas, const struct column *column);
void vr_canvas_leave(struct canvas *canvas, const struct canvas *before);

// Two columns side by side, the first language on the side where the slide's script starts, with a hairline between;
// or false where lines of primary text would have less than VR_COLUMN_CHARACTERS.
#define VR_COLUMN_CHARACTERS 22
bool vr_canvas_columns(const struct canvas *canvas, struct column columns[2]);
void vr_canvas_divide(struct canvas *canvas, const struct column columns[2]);

// Beside a picture or another language, lines are at least so wide, in pixels.
int vr_canvas_least_column(const struct canvas *canvas);

// How long the slowest reader of the slide's languages needs for what was drawn.
int64_t vr_canvas_reading_ms(const struct canvas *canvas);

// Composes into a scratch buffer and keeps a copy in the canvas: the idiom for vr_say_….
const char *vr_canvas_keep(struct canvas *canvas, struct vr_buffer *buffer);
const char *vr_canvas_say(struct canvas *canvas, enum vr_phrase phrase);
const char *vr_canvas_say_text(struct canvas *canvas, enum vr_phrase phrase, const char *first, const char *second);
const char *vr_canvas_time(struct canvas *canvas, const struct vr_local_time *time);
// The same with its weekday where that is not today's.
const char *vr_canvas_moment(struct canvas *canvas, const struct vr_local_time *time);
const char *vr_canvas_hours(struct canvas *canvas, const struct vr_window *window);
const char *vr_canvas_days(struct canvas *canvas, vr_days days);
const char *vr_canvas_join(struct canvas *canvas, const char *a, const char *separator, const char *b);

struct vr_rect vr_canvas_mirror(const struct canvas *canvas, struct vr_rect box);
void vr_canvas_rect(struct canvas *canvas, struct vr_rect box, struct vr_colour colour, int radius, int outline);
void vr_canvas_icon(struct canvas *canvas, struct vr_rect box, const char *name, struct vr_colour colour);

// A text laid out for a width, ready to be drawn line by line. Lives as long as the canvas.
struct block {
	struct vr_layout layout;
	struct vr_font font;
	struct vr_colour colour;
	const char *text;
	unsigned flags; // as given
	int width;      // of its box
	int shift;      // by how much the runs stand further to the right than they will be drawn
	int advance;    // from line to line; 0 lines have no height
	int height;     // of all lines
	bool rtl;       // the script
	bool cut;       // has not all of its text: told when it is drawn
};

enum block_flags {
	BLOCK_BOLD = 1,
	BLOCK_BALANCE = 2,
	BLOCK_END = 4,   // aligned to the end side
	BLOCK_TIGHT = 8, // headlines and numerals: lines closer together
	BLOCK_LINE = 16, // one line; what is longer ends in "…"
};

// An empty or NULL text gives a block without lines.
struct block vr_block_make(struct canvas *canvas, const char *text, int px, unsigned flags, struct vr_colour colour,
                           int width);

// Leaves a block its first lines, ending in "…".
void vr_block_cut(struct canvas *canvas, struct block *block, size_t lines);

// Whether a word goes on in the next line.
bool vr_block_hyphenated(const struct block *block);

// Width of the widest line in pixels.
int vr_block_span(const struct block *block);

// Narrows the box to the text itself, so that it can be placed like a picture.
void vr_block_shrink(struct block *block);

// Draws lines from … to (exclusive) with the box's upper starting corner at (x, y); returns the y below them.
int vr_block_draw_lines(struct canvas *canvas, const struct block *block, int x, int y, size_t from, size_t to);
int vr_block_draw(struct canvas *canvas, const struct block *block, int x, int y);

// Distance from the top of a block's first line to its baseline.
int vr_block_baseline(const struct block *block);

// Draws the page that the slide asks for (the last one when it asks for more) of an item with so many in its
// languages; all of them, one over the other, when they are measured.
void vr_canvas_draw_page(struct canvas *canvas, size_t pages,
                         void (*draw)(struct canvas *canvas, const void *item, size_t index), const void *item);

// The longest time of a page, and what it means in characters of the slide's language.
#define VR_PAGE_MIN_MS 6000
#define VR_PAGE_MAX_MS 40000
size_t vr_canvas_page_characters(const struct canvas *canvas);

#endif
