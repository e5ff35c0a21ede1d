// Message slides: kind, title, text, picture, link, fine print. Private to room slide.
#ifndef VANTRUM_SLIDE_MESSAGE_H
#define VANTRUM_SLIDE_MESSAGE_H

#include "canvas.h"

// Draws page slide->page; returns how many pages there are.
unsigned vr_message_compose(struct canvas *canvas);

// What a message looks like in whatever layout.
const struct vr_message *vr_message_of(const struct canvas *canvas);
bool vr_message_shows_picture(const struct canvas *canvas);
struct vr_colour vr_message_accent(const struct vr_theme *theme, enum vr_kind kind);
const char *vr_message_kind(struct canvas *canvas, enum vr_kind kind, const char **icon); // the words of its heading
// The last line: source, review date and end, as much as fits.
struct block vr_message_fine_print(struct canvas *canvas, const struct vr_message *message,
                                   const struct vr_local_time *ends, int width);

#endif
