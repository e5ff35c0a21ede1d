// Waits: each measure under its own heading, in the programme's order, in the words of the wall.
#include "html.h"

#include <string.h>

static void add_paragraph(struct html *html, const char *class, const char *text)
{
	if (!*text)
		return;
	vr_buffer_format(html->out, "<p class=\"%s\">", class);
	html_said(html, text);
	html_markup(html, "</p>\n");
}

// Priority, to whom it leads, where, how old.
static void add_facts(struct html *html, const struct vr_wait *wait, const struct vr_wait_words *words)
{
	size_t used;
	const char *place = vr_localized_best(&wait->place, html->language, &used);
	bool first = true;
	if (!*words->until && !*words->priority && !*words->updated && !place)
		return;
	html_markup(html, "<p class=\"fine\">");
	html_part(html, &first, words->until);
	html_part(html, &first, words->priority);
	if (place) {
		html_markup(html, first ? "<span" : " · <span");
		html_language(html, used);
		html_markup(html, ">");
		html_text(html, place);
		html_markup(html, "</span>");
		first = false;
	}
	html_part(html, &first, words->updated);
	html_markup(html, "</p>\n");
}

static struct vr_wait_words words_of(struct html *html, size_t index)
{
	struct vr_instant change;
	struct vr_slide_wait shown = vr_plan_wait(&html->plan, index, &change);
	html_until(html, change);
	return vr_slide_wait_words(html->programme, &shown, html->language, html->words, &html->arena);
}

static void add_wait(struct html *html, size_t index)
{
	const struct vr_wait *wait = &html->programme->waits[index];
	struct vr_wait_words words = words_of(html, index);
	html_markup(html, "<li>\n");
	html_localized(html, "h3", &wait->name);
	add_paragraph(html, *words.caution ? "value soft" : "value", words.value);
	add_paragraph(html, "more", words.more);
	add_paragraph(html, "caution", words.caution);
	add_facts(html, wait, &words);
	html_markup(html, "</li>\n");
}

// What explains the order of the queues: the clinic's own words, each once, else that the sickest come first.
static void add_notes(struct html *html, enum vr_measure measure)
{
	const struct vr_programme *programme = html->programme;
	const char *said[VR_WAITS_MAX];
	size_t count = 0;
	bool triage = false;
	for (size_t i = 0; i < programme->wait_count; i++) {
		const struct vr_wait *wait = &programme->waits[i];
		if (wait->measure != measure)
			continue;
		const char *note = vr_localized_get(&wait->note, html->language);
		bool known = note == NULL;
		triage = triage || wait->order == VR_ORDER_TRIAGE;
		for (size_t j = 0; j < count && !known; j++)
			known = strcmp(said[j], note) == 0;
		if (known)
			continue;
		said[count++] = note;
		html_markup(html, "<p class=\"note\">");
		html_text(html, note);
		html_markup(html, "</p>\n");
	}
	if (count == 0 && triage) {
		html_markup(html, "<p class=\"note\">");
		html_phrase(html, VR_PHRASE_ORDER_TRIAGE);
		html_markup(html, "</p>\n");
	}
}

static void add_measure(struct html *html, enum vr_measure measure)
{
	const struct vr_programme *programme = html->programme;
	bool any = false;
	for (size_t i = 0; i < programme->wait_count; i++)
		any = any || programme->waits[i].measure == measure;
	if (!any)
		return;
	vr_buffer_format(html->out, "<section aria-labelledby=\"waits%d\">\n<h2 id=\"waits%d\">", (int)measure,
	                 (int)measure);
	html_phrase(html, vr_slide_measure_phrase(measure));
	html_markup(html, "</h2>\n<ul class=\"waits\">\n");
	for (size_t i = 0; i < programme->wait_count; i++)
		if (programme->waits[i].measure == measure)
			add_wait(html, i);
	html_markup(html, "</ul>\n");
	add_notes(html, measure);
	html_markup(html, "</section>\n");
}

void html_waits(struct html *html)
{
	for (int measure = 0; measure < VR_MEASURE_COUNT; measure++)
		add_measure(html, (enum vr_measure)measure);
}
