#include "vantrum/model/slide.h"

#include <assert.h>
#include <string.h>

static const char *wait_id(const struct vr_slide *slide, size_t i)
{
	return slide->programme->waits[slide->waits[i].wait].id;
}

static bool same_waits(const struct vr_slide *a, const struct vr_slide *b)
{
	if (a->measure != b->measure || a->wait_count != b->wait_count)
		return false;
	for (size_t i = 0; i < a->wait_count; i++) {
		if (a->waits[i].state != b->waits[i].state || strcmp(wait_id(a, i), wait_id(b, i)) != 0)
			return false;
	}
	return true;
}

static bool same_message(const struct vr_slide *a, const struct vr_slide *b)
{
	return strcmp(a->programme->messages[a->message].id, b->programme->messages[b->message].id) == 0;
}

// Languages are numbers within a programme: two programmes agree on tags only.
static bool same_languages(const struct vr_slide *a, const struct vr_slide *b)
{
	if (a->language_count != b->language_count || a->before != b->before)
		return false;
	for (size_t i = 0; i < a->language_count; i++) {
		if (strcmp(a->programme->languages[a->languages[i]], b->programme->languages[b->languages[i]]) != 0)
			return false;
	}
	return true;
}

bool vr_slide_same(const struct vr_slide *a, const struct vr_slide *b)
{
	if (a->kind != b->kind || a->page != b->page || a->pages != b->pages || !a->programme != !b->programme)
		return false;
	if (!a->programme)
		return true;
	if (!same_languages(a, b))
		return false;
	switch (a->kind) {
	case VR_SLIDE_WAITS:
		return same_waits(a, b);
	case VR_SLIDE_MESSAGE:
	case VR_SLIDE_EMERGENCY:
		return same_message(a, b);
	case VR_SLIDE_CLINIC:
		return a->opening.state == b->opening.state;
	case VR_SLIDE_IDLE:
	case VR_SLIDE_PROBLEM:
		return true;
	}
	assert(false); // a slide of no kind
	return false;
}

// Member by member: what lies between them is not defined.
static bool identical_time(const struct vr_local_time *a, const struct vr_local_time *b)
{
	return a->date.year == b->date.year && a->date.month == b->date.month && a->date.day == b->date.day &&
	       a->weekday == b->weekday && a->hour == b->hour && a->minute == b->minute;
}

static bool identical_wait(const struct vr_slide_wait *a, const struct vr_slide_wait *b)
{
	return a->wait == b->wait && a->state == b->state && identical_time(&a->measured, &b->measured) &&
	       a->measured_today == b->measured_today && a->age_min == b->age_min &&
	       identical_time(&a->opens, &b->opens) && a->opens_today == b->opens_today;
}

static bool identical_waits(const struct vr_slide *a, const struct vr_slide *b)
{
	if (a->measure != b->measure || a->wait_count != b->wait_count)
		return false;
	for (size_t i = 0; i < a->wait_count; i++) {
		if (!identical_wait(&a->waits[i], &b->waits[i]))
			return false;
	}
	return true;
}

static bool identical_languages(const struct vr_slide *a, const struct vr_slide *b)
{
	return a->language_count == b->language_count && a->before == b->before &&
	       a->desk_languages == b->desk_languages && memcmp(a->languages, b->languages, a->language_count) == 0;
}

static bool identical_opening(const struct vr_opening *a, const struct vr_opening *b)
{
	return a->state == b->state && identical_time(&a->change, &b->change) && a->change_at.ms == b->change_at.ms &&
	       a->exception == b->exception;
}

bool vr_slide_identical(const struct vr_slide *a, const struct vr_slide *b)
{
	return a->kind == b->kind && a->programme == b->programme && a->message == b->message && a->page == b->page &&
	       a->pages == b->pages && identical_waits(a, b) && identical_languages(a, b) &&
	       identical_opening(&a->opening, &b->opening) && identical_time(&a->clock, &b->clock) &&
	       identical_time(&a->since, &b->since) && identical_time(&a->ends, &b->ends);
}

const char *vr_slide_kind_name(enum vr_slide_kind kind)
{
	static const char *const names[] = {
	        [VR_SLIDE_WAITS] = "waits",         [VR_SLIDE_MESSAGE] = "message", [VR_SLIDE_CLINIC] = "clinic",
	        [VR_SLIDE_EMERGENCY] = "emergency", [VR_SLIDE_IDLE] = "idle",       [VR_SLIDE_PROBLEM] = "problem",
	};
	assert((size_t)kind < VR_COUNT(names));
	return names[kind];
}

const char *vr_freshness_name(enum vr_freshness state)
{
	static const char *const names[] = {
	        [VR_FRESH] = "fresh",
	        [VR_OLD] = "old",
	        [VR_WITHDRAWN] = "withdrawn",
	        [VR_CLOSED] = "closed",
	        [VR_UNAVAILABLE] = "unavailable",
	};
	assert((size_t)state < VR_COUNT(names));
	return names[state];
}
