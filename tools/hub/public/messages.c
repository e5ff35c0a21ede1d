// Messages: those that may be shown now, the pressing ones first; and the emergency that stands before all else.
#include "html.h"

#include <string.h>

static const enum vr_phrase kinds[] = {
        [VR_KIND_NOTICE] = VR_PHRASE_KIND_NOTICE,
        [VR_KIND_HEALTH] = VR_PHRASE_KIND_HEALTH,
        [VR_KIND_NEWS] = VR_PHRASE_KIND_NEWS,
        [VR_KIND_ALERT] = VR_PHRASE_KIND_ALERT,
};

static const char *moment_of(struct html *html, enum vr_phrase phrase, const struct vr_local_time *time)
{
	if (time->hour < 0)
		return "";
	const char *moment = vr_slide_moment_words(time, &html->today, html->words, &html->arena);
	return html_phrase_of(html, phrase, moment, NULL);
}

static bool lacks_language(const struct html *html, const struct vr_message *message)
{
	return !(message->languages & VR_LANGUAGE_BIT(html->language));
}

// Whoever cannot read it is told, in the language of the page, who can explain it.
static void add_desk(struct html *html, const struct vr_message *message)
{
	if (!lacks_language(html, message))
		return;
	html_markup(html, "<p class=\"desk\">");
	html_phrase(html, VR_PHRASE_DESK_EXPLAINS);
	html_markup(html, "</p>\n");
}

// The address that a picture has here; wherever it was said to be, only the hub's own are shown.
static void add_picture(struct html *html, const struct vr_message *message)
{
	const struct vr_public_input *input = html->input;
	const struct vr_picture *picture = &message->picture;
	size_t used;
	if (!picture->href || !picture->sha256[0] || !input->has_picture ||
	    !input->has_picture(input->context, picture->sha256))
		return;
	const char *alt = vr_localized_best(&picture->alt, html->language, &used);
	html_markup(html, "<p><img src=\"/c/");
	vr_buffer_percent(html->out, html->programme->clinic.id);
	vr_buffer_format(html->out, "/media/%s\" alt=\"", picture->sha256);
	html_text(html, alt);
	html_markup(html, "\"");
	if (alt)
		html_language(html, used);
	html_markup(html, " loading=\"lazy\"></p>\n");
}

// The host of an address, so that one knows where a link without words leads.
static const char *host_of(struct html *html, const char *href)
{
	const char *host = strstr(href, "://");
	struct vr_buffer out;
	vr_buffer_init(&out, 2100);
	host = host ? host + 3 : href + strcspn(href, ":") + 1;
	vr_buffer_add(&out, host, strcspn(host, "/?#"));
	return html_keep(html, &out);
}

static void add_link(struct html *html, const struct vr_link *link)
{
	if (!link->href)
		return;
	html_markup(html, "<p class=\"link\"><a rel=\"noreferrer\" href=\"");
	html_text(html, link->href);
	html_markup(html, "\">");
	if (link->label.count) {
		html_localized(html, "span", &link->label);
	} else {
		html_phrase(html, VR_PHRASE_READ_MORE);
		html_markup(html, ": <bdi dir=\"ltr\">");
		html_text(html, host_of(html, link->href));
		html_markup(html, "</bdi>");
	}
	html_markup(html, "</a></p>\n");
}

static const char *reviewed_of(struct html *html, const struct vr_message *message)
{
	const struct vr_date *date = &message->reviewed_at;
	struct vr_buffer said;
	if (!date->year)
		return message->source ? message->source : "";
	vr_buffer_init(&said, 256);
	vr_say_date(html->words, date->year, date->month, date->day, &said);
	const char *when = html_keep(html, &said);
	return message->source ? html_phrase_of(html, VR_PHRASE_SOURCE_REVIEWED, message->source, when)
	                       : html_phrase_of(html, VR_PHRASE_REVIEWED, when, NULL);
}

static void add_fine_print(struct html *html, const char *a, const char *b)
{
	bool first = true;
	if (!*a && !*b)
		return;
	html_markup(html, "<p class=\"fine\">");
	html_part(html, &first, a);
	html_part(html, &first, b);
	html_markup(html, "</p>\n");
}

static void add_message(struct html *html, const struct vr_message *message, const struct vr_plan_message *told)
{
	bool pressing = message->priority >= VR_PRIORITY_IMPORTANT;
	html_markup(html, pressing ? "<article class=\"pressing\">\n" : "<article>\n");
	html_localized(html, "h2", &message->title);
	html_markup(html, "<p class=\"kind\">");
	html_phrase(html, kinds[message->kind]);
	html_markup(html, "</p>\n");
	html_paragraphs(html, &message->text);
	add_desk(html, message);
	add_picture(html, message);
	add_link(html, &message->link);
	add_fine_print(html, reviewed_of(html, message), moment_of(html, VR_PHRASE_VALID_UNTIL, &told->ends));
	html_markup(html, "</article>\n");
}

static void add_priority(struct html *html, enum vr_priority priority)
{
	for (size_t i = 0; i < html->programme->message_count; i++) {
		const struct vr_message *message = &html->programme->messages[i];
		if (message->priority != priority)
			continue;
		struct vr_plan_message told = vr_plan_message(&html->plan, &html->opening, i);
		html_until(html, told.change);
		if (told.showable)
			add_message(html, message, &told);
	}
}

void html_messages(struct html *html)
{
	add_priority(html, VR_PRIORITY_URGENT);
	add_priority(html, VR_PRIORITY_IMPORTANT);
	add_priority(html, VR_PRIORITY_NORMAL);
}

// "Important", or the word for drill: in the page's language and, where the text is in another, in that as well.
static void add_word(struct html *html, const struct vr_message *message)
{
	enum vr_phrase phrase = message->drill ? VR_PHRASE_DRILL : VR_PHRASE_IMPORTANT;
	size_t used;
	html_markup(html, "<span class=\"word\">");
	html_phrase(html, phrase);
	if (vr_localized_best(&message->title, html->language, &used) && used != html->language) {
		const char *tag = html->programme->languages[used];
		struct vr_buffer said;
		vr_buffer_init(&said, 256);
		vr_say(vr_languages_get(html->input->languages, tag), phrase, &said);
		html_markup(html, " · <span");
		html_language(html, used);
		html_markup(html, ">");
		html_text(html, vr_buffer_string(&said));
		html_markup(html, "</span>");
		vr_buffer_release(&said);
	}
	html_markup(html, ":</span> ");
}

void html_emergency(struct html *html)
{
	if (html->emergency < 0)
		return;
	const struct vr_message *message = &html->programme->messages[html->emergency];
	struct vr_plan_message told = vr_plan_message(&html->plan, &html->opening, (size_t)html->emergency);
	vr_buffer_format(html->out, "<section class=\"%s\" aria-labelledby=\"emergency\">\n<h2 id=\"emergency\">",
	                 message->drill ? "emergency drill" : "emergency");
	add_word(html, message);
	html_localized(html, "span", &message->title);
	html_markup(html, "</h2>\n");
	html_paragraphs(html, &message->text);
	add_desk(html, message);
	add_picture(html, message);
	add_fine_print(html, moment_of(html, VR_PHRASE_SINCE, &told.since),
	               moment_of(html, VR_PHRASE_VALID_UNTIL, &told.ends));
	html_markup(html, "</section>\n");
}
