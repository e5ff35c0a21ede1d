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
