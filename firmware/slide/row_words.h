// What a row says, laid out: the name, what stands under it in fine print, and the value. Private to room slide.
#ifndef VANTRUM_SLIDE_ROW_WORDS_H
#define VANTRUM_SLIDE_ROW_WORDS_H

#include "row.h"
#include "value.h"

// The value in each language of the slide.
void vr_row_make_values(struct canvas *canvas, const struct vr_slide_wait *shown, struct value values[2]);

// Lays the value out for at most this width: as a numeral where all languages share it and it fits, or as words.
void vr_row_make_value(struct canvas *canvas, const struct value *values, const struct row_room *room, int width,
                       struct row *row);

struct block vr_row_make_name(struct canvas *canvas, const struct vr_slide_wait *shown, const struct row_room *room,
                              int width);

// What stands under the name: when it opens, what is wrong with the value, or the facts of the queue.
void vr_row_make_fine(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *value,
                      const struct row_room *room, struct row_words *words, int width);

// Names and fine print of all languages.
void vr_row_make_texts(struct canvas *canvas, const struct vr_slide_wait *shown, const struct value *values,
                       const struct row_room *room, int width, struct row *row);

// What the mark before a caution takes.
int vr_row_mark_width(const struct canvas *canvas);

#endif
