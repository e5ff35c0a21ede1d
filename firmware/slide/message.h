// Message slides: kind, title, text, picture, link, fine print. Private to room slide.
#ifndef VANTRUM_SLIDE_MESSAGE_H
#define VANTRUM_SLIDE_MESSAGE_H

#include "canvas.h"

// Draws page slide->page; returns how many pages there are.
unsigned vr_message_compose(struct canvas *canvas);

#endif
