// A panel with real fonts and catalogues, and slides as the plan would make them: what the tests of this room share.
#ifndef VANTRUM_TESTS_SLIDE_WALL_H
#define VANTRUM_TESTS_SLIDE_WALL_H

#include "vantrum/paint.h"
#include "vantrum/slide.h"
#include "vantrum/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct wall {
	struct vr_paint *paint;
	struct vr_language *languages[VR_LANGUAGES_MAX];
	size_t language_count;
	bool pictures; // all of them can be shown
	struct vr_look look;
};

static inline const struct vr_language *wall_language(void *context, const char *tag)
{
	struct wall *wall = context;
	struct vr_error error;

	for (size_t i = 0; i < wall->language_count; i++)
		if (strcmp(vr_language_tag(wall->languages[i]), tag) == 0)
			return wall->languages[i];
	assert_true(wall->language_count < VR_COUNT(wall->languages));
	if (!vr_language_create(tag, &wall->languages[wall->language_count], &error))
		fail_msg("%s: %s", tag, error.what);
	return wall->languages[wall->language_count++];
}

static inline bool wall_has_picture(void *context, const char *sha256)
{
	(void)sha256;
	return ((struct wall *)context)->pictures;
}

static const struct vr_panel usual_panel = {1920, 1080, 43, 3};
static const struct vr_panel upright_panel = {1080, 1920, 43, 3};
static const struct vr_panel far_panel = {1920, 1080, 43, 20};

// A Monday morning in November, an hour before the clinic's lunch.
static const struct vr_local_time monday = {.date = {2026, 11, 23}, .weekday = 0, .hour = 10, .minute = 38};

static inline int open_wall(void **state)
{
	struct wall *wall = vr_alloc(1, sizeof *wall);
	struct vr_error error;

	if (!vr_paint_create(&wall->paint, &error)) {
		print_error("%s\n", error.what);
		return -1;
	}
	wall->pictures = true;
	wall->look = (struct vr_look){
	        .theme = vr_theme_light(),
	        .metrics = vr_paint_metrics(wall->paint),
	        .panel = usual_panel,
	        .capital_per_em = vr_paint_capital_per_em(wall->paint),
	        .average_per_em = vr_paint_average_per_em(wall->paint),
	        .language = wall_language,
	        .has_picture = wall_has_picture,
	        .context = wall,
	        .today = monday,
	        .opening = {.state = VR_OPENING_OPEN, .change = {.date = {2026, 11, 23}, .hour = 17}, .exception = -1}};
	*state = wall;
	return 0;
}

static inline int close_wall(void **state)
{
	struct wall *wall = *state;

	for (size_t i = 0; i < wall->language_count; i++)
		vr_language_destroy(wall->languages[i]);
	vr_paint_destroy(wall->paint);
	vr_text_cleanup();
	free(wall);
	return 0;
}

static inline struct vr_sizes sizes_of(const struct wall *wall)
{
	return vr_sizes_for(&wall->look.panel, wall->look.capital_per_em, wall->look.average_per_em);
}

// --- programmes ---

static inline const struct vr_programme *sample_programme(void)
{
	const struct vr_programme *programme = NULL; // clang does not see that fail_msg ends
	struct vr_buffer json;
	struct vr_error error;

	vr_buffer_init(&json, VR_PROGRAMME_BYTES_MAX);
	if (!vr_file_read(VR_SOURCE_DIR "/assets/sample/programme.json", &json, &error) ||
	    !vr_wire_programme(json.data, json.length, NULL, &programme, &error))
		fail_msg("%s", error.what);
	vr_buffer_release(&json);
	return programme;
}

enum { SV = 1, FI = 2, EN = 4, AR = 8, SO = 16, ALL_FIVE = 31 };

static inline void *room_for(struct vr_programme *programme, size_t count, size_t size)
{
	void *room = vr_arena_alloc(&programme->arena, count, size);

	assert_non_null(room);
	return room;
}

// The same text in each language of the set; kept, not copied.
static inline struct vr_localized in(struct vr_programme *programme, vr_language_set set, const char *text)
{
	struct vr_localized_entry *entries = room_for(programme, VR_LANGUAGES_MAX, sizeof *entries);
	struct vr_localized out = {entries, 0};

	for (uint8_t i = 0; i < programme->language_count; i++)
		if (text && set & VR_LANGUAGE_BIT(i))
			entries[out.count++] = (struct vr_localized_entry){i, text};
	return out;
}

// A clinic in five languages with a name and an area, and nothing to say yet.
static inline struct vr_programme *empty_programme(void)
{
	static const char tags[][VR_LANGUAGE_TAG] = {"sv", "fi", "en", "ar", "so"};
	struct vr_programme *programme = vr_programme_create();

	programme->series = "";
	programme->languages = tags;
	programme->language_count = VR_COUNT(tags);
	programme->clinic.id = "test";
	programme->clinic.time_zone = "Europe/Stockholm";
	programme->clinic.name = in(programme, ALL_FIVE, "Ekbackens vårdcentral");
	programme->area = in(programme, ALL_FIVE, "Väntrum B, plan 2");
	return programme;
}

static inline struct vr_message *add_message(struct vr_programme *programme, const char *title, const char *text)
{
	struct vr_message *message = room_for(programme, 1, sizeof *message);

	*message = (struct vr_message){.id = "message",
	                               .title = in(programme, ALL_FIVE, title),
	                               .text = in(programme, ALL_FIVE, text),
	                               .languages = ALL_FIVE,
	                               .issued_at = VR_INSTANT_ALWAYS,
	                               .valid_from = VR_INSTANT_ALWAYS,
	                               .valid_until = VR_INSTANT_NEVER};
	programme->messages = message;
	programme->message_count = 1;
	return message;
}

// So many open waits of half an hour, all the same.
static inline struct vr_wait *add_waits(struct vr_programme *programme, size_t count, const char *name)
{
	struct vr_wait *waits = room_for(programme, count, sizeof *waits);

	for (size_t i = 0; i < count; i++)
		waits[i] = (struct vr_wait){.id = "wait",
		                            .name = in(programme, ALL_FIVE, name),
		                            .span = {30, -1, VR_UNIT_MINUTE, VR_BOUND_ABOUT},
		                            .statistic = VR_STATISTIC_FORECAST,
		                            .opens_at = VR_INSTANT_NEVER};
	programme->waits = waits;
	programme->wait_count = count;
	return waits;
}

// A text of so many characters, with a space after every few of them; 0: without any.
static inline const char *long_text(struct vr_programme *programme, size_t characters, size_t word)
{
	char *text = room_for(programme, characters + 1, 1);

	for (size_t i = 0; i < characters; i++)
		text[i] = word && i % (word + 1) == word ? ' ' : (char)('a' + (int)(i * 7 % 26));
	return text;
}

static inline const char *repeated(struct vr_programme *programme, const char *part, size_t times)
{
	char *text = room_for(programme, strlen(part) * times + 1, 1);

	for (size_t i = 0; i < times; i++)
		memcpy(text + i * strlen(part), part, strlen(part));
	return text;
}

// --- slides ---

// A page of a message, an emergency or the clinic, with every fact known.
static inline struct vr_slide slide_of(const struct wall *wall, const struct vr_programme *programme,
                                       enum vr_slide_kind kind, size_t message, size_t language)
{
	struct vr_slide slide = {.kind = kind,
	                         .programme = programme,
	                         .message = message,
	                         .languages = {(uint8_t)language},
	                         .language_count = 1,
	                         .page = 1,
	                         .pages = 1,
	                         .opening = wall->look.opening,
	                         .clock = monday,
	                         .since = monday,
	                         .ends = monday};

	if (kind == VR_SLIDE_MESSAGE && programme->messages[message].valid_until.ms == VR_INSTANT_NEVER.ms)
		slide.ends.hour = -1;
	if (kind == VR_SLIDE_MESSAGE && programme->messages[message].priority >= VR_PRIORITY_IMPORTANT)
		slide.desk_languages =
		        (VR_LANGUAGE_BIT(programme->language_count) - 1) & ~programme->messages[message].languages;
	return slide;
}

// What a wait may be shown as without another programme; which of these, the number says.
static inline enum vr_freshness state_of(const struct vr_wait *wait, size_t number)
{
	static const enum vr_freshness open[] = {VR_FRESH, VR_OLD, VR_WITHDRAWN};

	if (wait->state == VR_WAIT_CLOSED)
		return number % 3 == 2 ? VR_WITHDRAWN : VR_CLOSED;
	if (wait->state == VR_WAIT_UNAVAILABLE)
		return number % 3 == 2 ? VR_WITHDRAWN : VR_UNAVAILABLE;
	return wait->hours.count && number % 4 == 3 ? VR_CLOSED : open[number % 3];
}

static inline struct vr_slide_wait shown_as(size_t wait, enum vr_freshness state)
{
	struct vr_slide_wait shown = {
	        .wait = wait, .state = state, .measured = monday, .measured_today = true, .opens = {.hour = -1}};

	if (state == VR_CLOSED)
		shown.opens = (struct vr_local_time){.date = {2026, 11, 24}, .weekday = 1, .hour = 8};
	return shown;
}

// A page of waits: rows of this measure from the first-th on. The states of the rows differ by `number`.
static inline struct vr_slide waits_slide(const struct wall *wall, const struct vr_programme *programme,
                                          enum vr_measure measure, size_t first, size_t rows, size_t language,
                                          size_t number)
{
	struct vr_slide slide = slide_of(wall, programme, VR_SLIDE_WAITS, 0, language);
	size_t seen = 0;

	slide.measure = measure;
	for (size_t i = 0; i < programme->wait_count && slide.wait_count < rows; i++) {
		if (programme->waits[i].measure != measure || seen++ < first)
			continue;
		slide.waits[slide.wait_count] = shown_as(i, state_of(&programme->waits[i], slide.wait_count + number));
		slide.wait_count++;
	}
	return slide;
}

static inline struct vr_book_entry measured(const struct wall *wall, const struct vr_slide *slide)
{
	struct vr_item item = {slide->kind,
	                       slide->kind == VR_SLIDE_WAITS ? (uint32_t)slide->measure : (uint32_t)slide->message};
	vr_language_set languages = 0;
	struct vr_book_entry entry;

	for (size_t i = 0; i < slide->language_count; i++)
		languages |= VR_LANGUAGE_BIT(slide->languages[i]);
	vr_slide_measure(slide->programme, item, languages, &wall->look, &entry);
	return entry;
}

// Composes a slide that must fit.
static inline struct vr_scene composed(const struct wall *wall, const struct vr_slide *slide)
{
	struct vr_scene scene;
	struct vr_error error;

	if (!vr_slide_compose(slide, &wall->look, &scene, &error))
		fail_msg("page %u of %u: %s", slide->page, slide->pages, error.what);
	return scene;
}

#endif
