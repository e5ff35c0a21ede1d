// The clinic: where it is, whether it is open, its hours, how patients are called, where else to turn.
#include "html.h"

#include <string.h>

#define WORDS_MAX 512

// What has no language said is in the clinic's own.
static void add_own(struct html *html, const char *text)
{
	html_markup(html, "<bdi");
	if (html->language != 0)
		vr_buffer_format(html->out, " lang=\"%s\"", html->programme->languages[0]);
	html_markup(html, ">");
	html_text(html, text);
	html_markup(html, "</bdi>");
}

void html_contact(struct html *html)
{
	const struct vr_clinic *clinic = &html->programme->clinic;
	if (!clinic->address && !clinic->phone)
		return;
	html_markup(html, "<address>\n");
	if (clinic->address) {
		html_markup(html, "<p>");
		add_own(html, clinic->address);
		html_markup(html, "</p>\n");
	}
	if (clinic->phone) {
		html_markup(html, "<p>");
		html_phone(html, clinic->phone);
		html_markup(html, "</p>\n");
	}
	html_markup(html, "</address>\n");
}

void html_opening(struct html *html)
{
	if (html->opening.state == VR_OPENING_UNKNOWN)
		return;
	html_until(html, html->opening.change_at);
	html_markup(html, "<p class=\"opening\">");
	html_said(html, vr_slide_opening_words(html->programme, &html->opening, &html->today, html->language,
	                                       html->words, &html->arena));
	html_markup(html, "</p>\n");
}

static const char *days_of(struct html *html, vr_days days)
{
	struct vr_buffer said;
	vr_buffer_init(&said, WORDS_MAX);
	vr_say_days(html->words, days, &said);
	return html_keep(html, &said);
}

static void add_times(struct html *html, const struct vr_windows *hours)
{
	struct vr_buffer said;
	vr_buffer_init(&said, WORDS_MAX * 8);
	for (size_t i = 0; i < hours->count; i++) {
		vr_buffer_text(&said, i ? ", " : "");
		vr_say_hours(html->words, hours->items[i].from_min, hours->items[i].until_min, &said);
	}
	html_text(html, vr_buffer_string(&said));
	vr_buffer_release(&said);
}

static void start_row(struct html *html, const char *name)
{
	html_markup(html, "<tr><th scope=\"row\">");
	html_text(html, name);
	html_markup(html, "</th><td>");
}

// One row a window as the clinic gave them, then the days without any.
static void add_week(struct html *html)
{
	const struct vr_windows *hours = &html->programme->clinic.opening_hours;
	vr_days open = 0;
	for (size_t i = 0; i < hours->count; i++) {
		const struct vr_windows one = {&hours->items[i], 1};
		open |= hours->items[i].days;
		start_row(html, days_of(html, hours->items[i].days));
		add_times(html, &one);
		html_markup(html, "</td></tr>\n");
	}
	if (hours->count && open != VR_DAYS_ALL) {
		start_row(html, days_of(html, (vr_days)(VR_DAYS_ALL & ~open)));
		html_phrase(html, VR_PHRASE_DAY_CLOSED);
		html_markup(html, "</td></tr>\n");
	}
}

static const char *date_of(struct html *html, const struct vr_date *date)
{
	struct vr_buffer said;
	vr_buffer_init(&said, WORDS_MAX);
	vr_say_date(html->words, date->year, date->month, date->day, &said);
	return html_keep(html, &said);
}

// The days that are not as usual, from today on.
static void add_exceptions(struct html *html)
{
	const struct vr_clinic *clinic = &html->programme->clinic;
	for (size_t i = 0; i < clinic->exception_count; i++) {
		const struct vr_exception *exception = &clinic->exceptions[i];
		if (html->today.hour >= 0 && vr_date_compare(exception->date, html->today.date) < 0)
			continue;
		start_row(html, date_of(html, &exception->date));
		if (exception->hours.count)
			add_times(html, &exception->hours);
		else
			html_phrase(html, VR_PHRASE_DAY_CLOSED);
		html_localized(html, "p", &exception->reason);
		html_markup(html, "</td></tr>\n");
	}
}

void html_hours(struct html *html)
{
	const struct vr_clinic *clinic = &html->programme->clinic;
	if (!clinic->opening_hours.count && !clinic->exception_count)
		return;
	html_markup(html, "<section aria-labelledby=\"hours\">\n<h2 id=\"hours\">");
	html_phrase(html, VR_PHRASE_OPENING_HOURS);
	html_markup(html, "</h2>\n<table aria-labelledby=\"hours\">\n<tbody>\n");
	add_week(html);
	add_exceptions(html);
	html_markup(html, "</tbody>\n</table>\n</section>\n");
}

void html_calling(struct html *html)
{
	const struct vr_localized *calling = &html->programme->clinic.calling;
	if (!calling->count)
		return;
	html_markup(html, "<section aria-labelledby=\"calling\">\n<h2 id=\"calling\">");
	html_phrase(html, VR_PHRASE_HOW_CALLED);
	html_markup(html, "</h2>\n");
	html_paragraphs(html, calling);
	html_markup(html, "</section>\n");
}

static void add_place(struct html *html, const struct vr_elsewhere *place)
{
	html_markup(html, "<li>");
	html_localized(html, "h3", &place->name);
	if (place->phone) {
		html_markup(html, "<p>");
		html_phone(html, place->phone);
		html_markup(html, "</p>\n");
	}
	if (place->address) {
		html_markup(html, "<p>");
		add_own(html, place->address);
		html_markup(html, "</p>\n");
	}
	for (size_t i = 0; i < place->hours.count; i++) {
		const struct vr_windows one = {&place->hours.items[i], 1};
		html_markup(html, "<p>");
		html_text(html, days_of(html, place->hours.items[i].days));
		html_markup(html, " ");
		add_times(html, &one);
		html_markup(html, "</p>\n");
	}
	html_markup(html, "</li>\n");
}

// The sentence as the wall has it, then the number to press.
static void add_numbers(struct html *html)
{
	html_markup(html, "<p class=\"number\">");
	html_phone(html, "1177");
	html_markup(html, "</p>\n<p>");
	html_phrase(html, VR_PHRASE_ADVICE_DAY_NIGHT);
	html_markup(html, "</p>\n<p class=\"number\">");
	html_phone(html, "112");
	html_markup(html, "</p>\n<p>");
	html_said(html, html_phrase_of(html, VR_PHRASE_DANGER_TO_LIFE, "112", NULL));
	html_markup(html, "</p>\n");
}

void html_elsewhere(struct html *html)
{
	const struct vr_clinic *clinic = &html->programme->clinic;
	html_markup(html, "<section aria-labelledby=\"elsewhere\">\n<h2 id=\"elsewhere\">");
	html_phrase(html, VR_PHRASE_WHEN_CLOSED);
	html_markup(html, "</h2>\n");
	add_numbers(html);
	if (clinic->elsewhere_count) {
		html_markup(html, "<ul>\n");
		for (size_t i = 0; i < clinic->elsewhere_count; i++)
			add_place(html, &clinic->elsewhere[i]);
		html_markup(html, "</ul>\n");
	}
	html_markup(html, "</section>\n");
}
