#include "html.h"

#include <string.h>

#define ARENA_MAX (64u << 20)

static void add_languages(struct html *html)
{
	const struct vr_programme *programme = html->programme;
	if (programme->language_count < 2)
		return;
	html_markup(html, html->foreign ? "<nav lang=\"en\" dir=\"ltr\" aria-label=\"" : "<nav aria-label=\"");
	html_text(html, html_word(html, VR_PHRASE_LANGUAGES));
	html_markup(html, "\">\n<ul>\n");
	for (size_t i = 0; i < programme->language_count; i++) {
		const char *tag = programme->languages[i];
		struct vr_buffer name;
		if (i == html->language)
			continue;
		html_markup(html, "<li><a href=\"/c/");
		vr_buffer_percent(html->out, programme->clinic.id);
		vr_buffer_format(html->out, "/%s\" hreflang=\"%s\"", tag, tag);
		html_language(html, i);
		html_markup(html, ">");
		vr_buffer_init(&name, 256);
		vr_say_own_name(vr_languages_get(html->input->languages, tag), &name);
		html_text(html, vr_buffer_string(&name));
		vr_buffer_release(&name);
		html_markup(html, "</a></li>\n");
	}
	html_markup(html, "</ul>\n</nav>\n");
}

// The window's name says first what must not be missed.
static void add_title(struct html *html)
{
	const struct vr_message *messages = html->programme->messages;
	html_markup(html, "<title>");
	if (html->emergency >= 0) {
		bool drill = messages[html->emergency].drill;
		html_text(html, html_word(html, drill ? VR_PHRASE_DRILL : VR_PHRASE_IMPORTANT));
		html_markup(html, ": ");
		html_text(html, vr_localized_best(&messages[html->emergency].title, html->language, NULL));
		html_markup(html, " – ");
	}
	html_text(html, vr_localized_best(&html->programme->clinic.name, html->language, NULL));
	html_markup(html, "</title>\n");
}

#define HEAD                                                                                                           \
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"                                   \
	"<meta name=\"color-scheme\" content=\"light dark\">\n"                                                        \
	"<link rel=\"stylesheet\" href=\"/c/page.css\">\n</head>\n<body>\n"

static void add_head(struct html *html)
{
	vr_buffer_format(html->out,
	                 "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
	                 html->programme->languages[html->language], vr_language_rtl(html->words) ? "rtl" : "ltr");
	add_title(html);
	html_markup(html, HEAD "<header>\n");
	add_languages(html);
	html_localized(html, "h1", &html->programme->clinic.name);
	html_markup(html, "</header>\n");
}

// When this was so, for a page that has lain open for a while.
static void add_foot(struct html *html)
{
	html_markup(html, "<footer>\n");
	if (html->today.hour >= 0) {
		struct vr_buffer time;
		vr_buffer_init(&time, 64);
		vr_say_time(html->words, html->today.hour, html->today.minute, &time);
		html_markup(html, "<p class=\"fine\">");
		html_said(html, html_phrase_of(html, VR_PHRASE_UPDATED_AT, html_keep(html, &time), NULL));
		html_markup(html, "</p>\n");
	}
	html_markup(html, "</footer>\n</body>\n</html>\n");
}

static struct vr_plan_input plan_of(const struct vr_public_input *input)
{
	return (struct vr_plan_input){
	        .programme = input->programme, .zone = input->zone, .now = {.wall = input->now, .trusted = true}};
}

static ptrdiff_t find_emergency(struct html *html)
{
	const struct vr_message *messages = html->programme->messages;
	ptrdiff_t found = -1;
	for (size_t i = 0; i < html->programme->message_count; i++) {
		if (messages[i].priority != VR_PRIORITY_EMERGENCY)
			continue;
		struct vr_plan_message told = vr_plan_message(&html->plan, &html->opening, i);
		html_until(html, told.change);
		if (told.showable && (found < 0 || vr_plan_outranks(&messages[i], &messages[found])))
			found = (ptrdiff_t)i;
	}
	return found;
}

static struct html open_page(const struct vr_public_input *input, size_t language, struct vr_buffer *out)
{
	struct html html = {.input = input,
	                    .programme = input->programme,
	                    .out = out,
	                    .language = language,
	                    .plan = plan_of(input)};
	// The minute at its foot ends.
	html.until.ms = (input->now.ms / VR_MINUTE + 1) * VR_MINUTE;
	vr_arena_init(&html.arena, ARENA_MAX);
	vr_plan_today(&html.plan, &html.today, &html.opening);
	html.words = vr_languages_get(input->languages, input->programme->languages[language]);
	html.foreign = !vr_says_itself(html.words, VR_PHRASE_OPENING_HOURS) &&
	               strcmp(input->programme->languages[language], "en") != 0;
	html.emergency = find_emergency(&html);
	return html;
}

bool vr_public_page(const struct vr_public_input *input, size_t language, struct vr_buffer *out,
                    struct vr_instant *until, struct vr_error *error)
{
	struct html html = open_page(input, language, out);
	add_head(&html);
	html_markup(&html, "<main>\n");
	html_emergency(&html);
	html_contact(&html);
	html_opening(&html);
	html_waits(&html);
	html_messages(&html);
	html_hours(&html);
	html_calling(&html);
	html_elsewhere(&html);
	html_markup(&html, "</main>\n");
	add_foot(&html);
	*until = html.until;
	vr_arena_release(&html.arena);
	return !out->full ||
	       vr_fail(error, VR_LIMIT, "the page of clinic %.40s is too large", input->programme->clinic.id);
}

bool vr_public_shows(const struct vr_public_input *input, const char *sha256)
{
	struct vr_plan_input plan = plan_of(input);
	struct vr_local_time today;
	struct vr_opening opening;
	vr_plan_today(&plan, &today, &opening);
	for (size_t i = 0; i < input->programme->message_count; i++)
		if (strcmp(input->programme->messages[i].picture.sha256, sha256) == 0 &&
		    vr_plan_message(&plan, &opening, i).showable)
			return true;
	return false;
}

void vr_public_missing(struct vr_buffer *out)
{
	vr_buffer_text(out,
	               "<!DOCTYPE html>\n<html lang=\"sv\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n"
	               "<title>Sidan finns inte – No such page</title>\n" HEAD "<main>\n<h1>Sidan finns inte</h1>\n"
	               "<p>Kontrollera adressen, eller fråga i receptionen.</p>\n<div lang=\"en\">\n"
	               "<h2>There is no such page</h2>\n<p>Check the address, or ask at the desk.</p>\n"
	               "</div>\n</main>\n</body>\n</html>\n");
}
