// A page while it is written: escaping, and whose language which words are in. Private to hub/public.
#ifndef VANTRUM_HUB_PUBLIC_HTML_H
#define VANTRUM_HUB_PUBLIC_HTML_H

#include "public.h"

#include "vantrum/plan.h"
#include "vantrum/slide.h"

struct html {
	const struct vr_public_input *input;
	const struct vr_programme *programme;
	struct vr_buffer *out;
	size_t language;
	const struct vr_language *words;
	bool foreign; // the catalogue has no phrases in the page's language: English stands in
	struct vr_plan_input plan;
	struct vr_local_time today; // hour -1: not known
	struct vr_opening opening;
	ptrdiff_t emergency;     // the message that fills screens, or -1
	struct vr_instant until; // what has been told so far holds until then
	struct vr_arena arena;
};

// As it stands: markup.
void html_markup(struct html *html, const char *markup);
// Text, whatever it looks like, also within an attribute.
void html_text(struct html *html, const char *text);
// The same with a line break for each newline.
void html_lines(struct html *html, const char *text);

// Words of the catalogue, marked as English where they are.
void html_said(struct html *html, const char *text);
void html_phrase(struct html *html, enum vr_phrase phrase);
const char *html_word(struct html *html, enum vr_phrase phrase); // for an attribute
const char *html_phrase_of(struct html *html, enum vr_phrase phrase, const char *first, const char *second);

// ` lang="…" dir="…"` of a language of the programme, where it is not the page's.
void html_language(struct html *html, size_t language);

// An element with the text in the page's language, else in the clinic's own, so marked; nothing when there is none.
// start: the name of the element and its attributes.
void html_localized(struct html *html, const char *start, const struct vr_localized *text);
// The same, a paragraph for each line.
void html_paragraphs(struct html *html, const struct vr_localized *text);

// Parts of one line, each after the first behind a dot; only those that are not empty count.
void html_part(struct html *html, bool *first, const char *text);

// A telephone number to press.
void html_phone(struct html *html, const char *phone);

// What holds until an instant only.
void html_until(struct html *html, struct vr_instant until);

// A text into the arena.
const char *html_keep(struct html *html, struct vr_buffer *buffer);

// The parts of the page, in their order.
void html_emergency(struct html *html);
void html_contact(struct html *html);
void html_opening(struct html *html);
void html_waits(struct html *html);
void html_messages(struct html *html);
void html_hours(struct html *html);
void html_calling(struct html *html);
void html_elsewhere(struct html *html);

#endif
