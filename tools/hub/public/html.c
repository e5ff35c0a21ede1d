#include "html.h"

#include <string.h>

#define PHRASE_MAX 4096

void html_markup(struct html *html, const char *markup)
{
	vr_buffer_text(html->out, markup);
}

static const char *entity_of(char letter)
{
	switch (letter) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void html_text(struct html *html, const char *text)
{
	while (text && *text) {
		size_t plain = strcspn(text, "&<>\"'");
		vr_buffer_add(html->out, text, plain);
		text += plain;
		if (*text)
			vr_buffer_text(html->out, entity_of(*text++));
	}
}

// A part of a text, up to a length.
static void add_part(struct html *html, const char *text, size_t length)
{
	const char *copy = vr_arena_copy(&html->arena, text, length);
	html_text(html, copy ? copy : "");
}

void html_lines(struct html *html, const char *text)
{
	for (;;) {
		size_t length = strcspn(text, "\n");
		add_part(html, text, length);
		if (!text[length])
			return;
		html_markup(html, "<br>");
		text += length + 1;
	}
}

void html_said(struct html *html, const char *text)
{
	if (html->foreign)
		html_markup(html, "<span lang=\"en\" dir=\"ltr\">");
	html_lines(html, text);
	if (html->foreign)
		html_markup(html, "</span>");
}

const char *html_keep(struct html *html, struct vr_buffer *buffer)
{
	const char *copy = vr_arena_copy(&html->arena, vr_buffer_string(buffer), buffer->length);
	vr_buffer_release(buffer);
	return copy ? copy : "";
}

const char *html_word(struct html *html, enum vr_phrase phrase)
{
	struct vr_buffer said;
	vr_buffer_init(&said, PHRASE_MAX);
	vr_say(html->words, phrase, &said);
	return html_keep(html, &said);
}

void html_phrase(struct html *html, enum vr_phrase phrase)
{
	html_said(html, html_word(html, phrase));
}

const char *html_phrase_of(struct html *html, enum vr_phrase phrase, const char *first, const char *second)
{
	struct vr_buffer said;
	vr_buffer_init(&said, PHRASE_MAX);
	vr_say_text(html->words, phrase, first, second, &said);
	return html_keep(html, &said);
}

void html_language(struct html *html, size_t language)
{
	if (language == html->language)
		return;
	const char *tag = html->programme->languages[language];
	bool rtl = vr_language_rtl(vr_languages_get(html->input->languages, tag));
	vr_buffer_format(html->out, " lang=\"%s\" dir=\"%s\"", tag, rtl ? "rtl" : "ltr");
}

static void start_element(struct html *html, const char *start, size_t language)
{
	vr_buffer_format(html->out, "<%s", start);
	html_language(html, language);
	html_markup(html, ">");
}

static void end_element(struct html *html, const char *start)
{
	size_t name = strcspn(start, " ");
	// Within a line a break would be a space.
	bool within = name == 4 && strncmp(start, "span", name) == 0;
	vr_buffer_format(html->out, "</%.*s>%s", (int)name, start, within ? "" : "\n");
}

void html_localized(struct html *html, const char *start, const struct vr_localized *text)
{
	size_t used;
	const char *best = vr_localized_best(text, html->language, &used);
	if (!best)
		return;
	start_element(html, start, used);
	html_lines(html, best);
	end_element(html, start);
}

void html_paragraphs(struct html *html, const struct vr_localized *text)
{
	size_t used;
	const char *best = vr_localized_best(text, html->language, &used);
	while (best && *best) {
		size_t length = strcspn(best, "\n");
		if (length) {
			start_element(html, "p", used);
			add_part(html, best, length);
			end_element(html, "p");
		}
		best += length + (best[length] != '\0');
	}
}

void html_part(struct html *html, bool *first, const char *text)
{
	if (!text || !*text)
		return;
	if (!*first)
		html_markup(html, " · ");
	*first = false;
	html_said(html, text);
}

// RFC 3966: what is pressed is digits, after a plus or not; what is read keeps its spaces.
void html_phone(struct html *html, const char *phone)
{
	html_markup(html, "<a href=\"tel:");
	for (const char *at = phone; *at; at++)
		if ((*at >= '0' && *at <= '9') || (*at == '+' && at == phone))
			vr_buffer_add(html->out, at, 1);
	html_markup(html, "\"><bdi dir=\"ltr\">");
	html_text(html, phone);
	html_markup(html, "</bdi></a>");
}

void html_until(struct html *html, struct vr_instant until)
{
	if (until.ms < html->until.ms)
		html->until = until;
}
