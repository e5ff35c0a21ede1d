// A clinic built in C, and a day of it run through the plan: what the tests of this room share.
#ifndef VANTRUM_TESTS_PLAN_SIM_H
#define VANTRUM_TESTS_PLAN_SIM_H

#include "vantrum/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MON = 1, TUE = 2, WED = 4, THU = 8, FRI = 16, SAT = 32, SUN = 64, WORKDAYS = 31 };

static inline struct vr_instant at(const char *text)
{
	struct vr_instant instant;
	struct vr_error error;
	if (!vr_instant_parse(text, &instant, &error))
		fail_msg("%s", error.what);
	return instant;
}

// --- building ---

static inline void *arena(struct vr_programme *programme, size_t count, size_t size)
{
	void *room = vr_arena_alloc(&programme->arena, count, size);
	assert_non_null(room);
	return room;
}

static inline const char *text_of(struct vr_programme *programme, size_t characters)
{
	char *text = arena(programme, characters + 1, 1);
	for (size_t i = 0; i < characters; i++)
		text[i] = (char)(i % 6 == 5 ? ' ' : 'a' + (int)(i % 26));
	return text;
}

// A text of so many characters in each language of the set.
static inline struct vr_localized in_languages(struct vr_programme *programme, vr_language_set set, size_t characters)
{
	struct vr_localized_entry *entries = arena(programme, VR_LANGUAGES_MAX, sizeof(*entries));
	struct vr_localized out = {entries, 0};
	for (uint8_t i = 0; i < programme->language_count; i++)
		if (set & VR_LANGUAGE_BIT(i))
			entries[out.count++] = (struct vr_localized_entry){i, text_of(programme, characters)};
	return out;
}

// Open Monday to Friday 8–17 in Stockholm; room for so many messages and waits.
static inline struct vr_programme *build(size_t languages, size_t messages, size_t waits)
{
	static const char tags[][VR_LANGUAGE_TAG] = {"sv", "fi", "en", "ar", "so", "fa", "ti", "pl"};
	static const struct vr_window office[] = {{WORKDAYS, 480, 1020}};
	struct vr_programme *programme = vr_programme_create();
	assert_true(languages <= VR_COUNT(tags));
	programme->sequence = 1;
	programme->languages = tags;
	programme->language_count = languages;
	programme->clinic.id = "ekbacken";
	programme->clinic.time_zone = "Europe/Stockholm";
	programme->clinic.name = in_languages(programme, ~0u, 20);
	programme->clinic.opening_hours = (struct vr_windows){office, 1};
	programme->messages = arena(programme, messages + 1, sizeof(struct vr_message));
	programme->waits = arena(programme, waits + 1, sizeof(struct vr_wait));
	return programme;
}

// The programme is const for everyone but who builds it.
static inline struct vr_message *message_at(struct vr_programme *programme, size_t index)
{
	return (struct vr_message *)(uintptr_t)&programme->messages[index];
}

static inline struct vr_wait *wait_at(struct vr_programme *programme, size_t index)
{
	return (struct vr_wait *)(uintptr_t)&programme->waits[index];
}

static inline struct vr_message *add_message_in(struct vr_programme *programme, const char *id,
                                                enum vr_priority priority, vr_language_set set, size_t characters)
{
	struct vr_message *message = message_at(programme, programme->message_count++);
	vr_language_set all = (vr_language_set)((UINT64_C(1) << programme->language_count) - 1);
	*message = (struct vr_message){.id = vr_arena_copy(&programme->arena, id, strlen(id)),
	                               .kind = VR_KIND_HEALTH,
	                               .priority = priority,
	                               .languages = set & all,
	                               .issued_at = VR_INSTANT_ALWAYS,
	                               .valid_from = VR_INSTANT_ALWAYS,
	                               .valid_until = VR_INSTANT_NEVER};
	message->title = in_languages(programme, set, characters < 40 ? characters : 40);
	message->text = in_languages(programme, set, characters < 40 ? 0 : characters - 40);
	return message;
}

static inline struct vr_message *add_message(struct vr_programme *programme, const char *id, enum vr_priority priority)
{
	return add_message_in(programme, id, priority, ~0u, 100);
}

static inline void add_messages(struct vr_programme *programme, const char *stem, size_t count,
                                enum vr_priority priority)
{
	char id[32];
	for (size_t i = 0; i < count; i++) {
		snprintf(id, sizeof(id), "%s-%zu", stem, i);
		add_message(programme, id, priority);
	}
}

// A wait of 30 minutes that is good for years.
static inline struct vr_wait *add_wait(struct vr_programme *programme, const char *id, enum vr_measure measure)
{
	struct vr_wait *wait = wait_at(programme, programme->wait_count++);
	*wait = (struct vr_wait){.id = vr_arena_copy(&programme->arena, id, strlen(id)),
	                         .name = in_languages(programme, ~0u, 12),
	                         .measure = measure,
	                         .span = {30, -1, VR_UNIT_MINUTE, VR_BOUND_ABOUT},
	                         .statistic = VR_STATISTIC_FORECAST,
	                         .measured_at = at("2026-01-01T00:00:00Z"),
	                         .good_for_ms = 3000 * VR_DAY,
	                         .opens_at = VR_INSTANT_NEVER};
	return wait;
}

// --- running ---

struct sim {
	struct vr_plan *plan;
	struct vr_zone *zone;
	struct vr_book *book;
	struct vr_plan_input input;
	struct vr_slide slide;
};

// Takes the programme over.
static inline void sim_start(struct sim *sim, const struct vr_programme *programme, const char *from)
{
	struct vr_error error;
	*sim = (struct sim){.plan = vr_plan_create(), .book = vr_book_create()};
	if (!vr_zone_create("Europe/Stockholm", &sim->zone, &error))
		fail_msg("%s", error.what);
	sim->input = (struct vr_plan_input){.programme = programme,
	                                    .zone = sim->zone,
	                                    .book = sim->book,
	                                    .now = {.mono = {5000}, .wall = at(from), .trusted = true}};
}

static inline void sim_end(struct sim *sim)
{
	vr_plan_destroy(sim->plan);
	vr_zone_destroy(sim->zone);
	vr_book_destroy(sim->book);
	vr_programme_unref(sim->input.programme);
}

// What must hold of every slide whatever is shown.
static inline void sim_check(const struct sim *sim)
{
	const struct vr_slide *slide = &sim->slide;
	assert_true(slide->until.ms > sim->input.now.wall.ms);
	assert_true(slide->until.ms - slide->at.ms <= VR_MINUTE);
	assert_true(slide->page >= 1 && slide->page <= slide->pages);
	assert_true(slide->kind == VR_SLIDE_IDLE || slide->language_count >= 1);
	assert_true(slide->kind != VR_SLIDE_WAITS || slide->wait_count >= 1);
	for (size_t i = 0; i < slide->wait_count; i++)
		assert_int_equal(slide->programme->waits[slide->waits[i].wait].measure, slide->measure);
}

static inline const struct vr_slide *sim_now(struct sim *sim)
{
	vr_plan_next(sim->plan, &sim->input, &sim->slide);
	sim_check(sim);
	return &sim->slide;
}

static inline void sim_pass(struct sim *sim, int64_t ms)
{
	sim->input.now.wall.ms += ms;
	sim->input.now.mono.ms += ms;
}

// To the end of the current slide and on to what follows.
static inline const struct vr_slide *sim_next(struct sim *sim)
{
	sim_pass(sim, sim->slide.until.ms - sim->input.now.wall.ms);
	return sim_now(sim);
}

// Another programme takes the place of the one before.
static inline void sim_programme(struct sim *sim, const struct vr_programme *programme)
{
	vr_programme_unref(sim->input.programme);
	sim->input.programme = programme;
}

// What is shown over some hours, one slide after another.
struct lines {
	struct vr_slide *slides;
	unsigned *rounds;
	size_t count, room;
};

static inline void lines_add(struct lines *lines, const struct sim *sim)
{
	if (lines->count == lines->room) {
		lines->room = lines->room ? lines->room * 2 : 256;
		lines->slides = realloc(lines->slides, lines->room * sizeof(*lines->slides));
		lines->rounds = realloc(lines->rounds, lines->room * sizeof(*lines->rounds));
		assert_non_null(lines->slides);
		assert_non_null(lines->rounds);
	}
	lines->rounds[lines->count] = vr_plan_round(sim->plan);
	lines->slides[lines->count++] = sim->slide;
}

static inline struct lines sim_run(struct sim *sim, int64_t ms)
{
	struct lines lines = {0};
	int64_t end = sim->input.now.wall.ms + ms;
	sim_now(sim);
	while (sim->input.now.wall.ms < end) {
		lines_add(&lines, sim);
		sim_next(sim);
	}
	return lines;
}

static inline void lines_release(struct lines *lines)
{
	free(lines->slides);
	free(lines->rounds);
}

static inline bool is_message(const struct vr_slide *slide, const char *id)
{
	return (slide->kind == VR_SLIDE_MESSAGE || slide->kind == VR_SLIDE_EMERGENCY) &&
	       strcmp(slide->programme->messages[slide->message].id, id) == 0;
}

static inline void expect_message(const struct vr_slide *slide, const char *id)
{
	if (is_message(slide, id))
		return;
	bool message = slide->kind == VR_SLIDE_MESSAGE || slide->kind == VR_SLIDE_EMERGENCY;
	fail_msg("%s instead of %s",
	         message ? slide->programme->messages[slide->message].id : vr_slide_kind_name(slide->kind), id);
}

// The longest time without a slide of this kind (message: of this index, any with -1) in this language; also before
// the first and after the last.
static inline int64_t longest_without(const struct lines *lines, enum vr_slide_kind kind, ptrdiff_t message,
                                      int language)
{
	int64_t longest = 0, last = lines->slides[0].at.ms;
	for (size_t i = 0; i < lines->count; i++) {
		const struct vr_slide *slide = &lines->slides[i];
		if (slide->kind != kind || (message >= 0 && slide->message != (size_t)message) ||
		    (language >= 0 && slide->languages[0] != language))
			continue;
		if (slide->at.ms - last > longest)
			longest = slide->at.ms - last;
		last = slide->at.ms;
	}
	int64_t end = lines->slides[lines->count - 1].until.ms;
	return end - last > longest ? end - last : longest;
}

static inline size_t count_of(const struct lines *lines, enum vr_slide_kind kind, ptrdiff_t message, int language)
{
	size_t count = 0;
	for (size_t i = 0; i < lines->count; i++) {
		const struct vr_slide *slide = &lines->slides[i];
		count += slide->kind == kind && (message < 0 || slide->message == (size_t)message) &&
		         (language < 0 || slide->languages[0] == language);
	}
	return count;
}

#endif
