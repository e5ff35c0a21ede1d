// A message's link: where its code and words stand among text and picture. Private to the files of message slides.
#ifndef VANTRUM_SLIDE_MESSAGE_LINK_H
#define VANTRUM_SLIDE_MESSAGE_LINK_H

#include "message_page.h"

// A picture beside the text and a link share the column on a plate, the picture whole and above the code, so that
// neither hides what the other says: true; the plate is drawn, and page->picture is what the picture has. Where too
// little room is left for it, it keeps the column to itself.
bool vr_message_share_column(struct canvas *canvas, struct message_page *page);

// Takes the room for a link that shares no column: beside the text, at the foot of an upright panel, or on a page of
// its own where little fits or a picture has the column.
void vr_message_place_link(struct canvas *canvas, struct message_page *page);

// On each page, unless it has one of its own.
void vr_message_draw_link(struct canvas *canvas, const struct message_page *page);

// The code at the starting side, its words beside it: the foot of an upright panel, and a page of its own.
void vr_message_draw_link_row(struct canvas *canvas, const struct message_page *page, int y);

#endif
