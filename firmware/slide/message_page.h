// One language's pages of a message while they are laid out. Private to the files of message slides.
#ifndef VANTRUM_SLIDE_MESSAGE_PAGE_H
#define VANTRUM_SLIDE_MESSAGE_PAGE_H

#include "article.h"
#include "qr.h"

struct message_page {
	const struct vr_message *message;
	struct vr_colour accent;
	struct article article;
	struct block desk[VR_LANGUAGES_MAX]; // for those whose language is missing
	uint8_t desk_language[VR_LANGUAGES_MAX];
	size_t desk_count;
	struct block fine;
	struct qr qr;
	struct vr_rect picture;
	bool headed;       // the heading stands in the band
	int column;        // width of the text
	int top;           // y below the heading
	int bottom;        // y above fine print and what stands beside it
	size_t desk_pages; // of desk lines that do not fit below the article
	bool link_page;    // the link has a page of its own
	bool picture_page; // and the picture
};

#endif
