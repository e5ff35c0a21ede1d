// The letters of texts and of scenes, to compare what should be told with what is drawn: sorted code points without
// spaces, hyphens and controls, so that it does not matter where lines and pages break.
#ifndef VANTRUM_TESTS_SLIDE_LETTERS_H
#define VANTRUM_TESTS_SLIDE_LETTERS_H

#include "wall.h"

#define ANY_WIDTH (1 << 28)

struct letters {
	uint32_t *points;
	size_t count, room;
};

static inline void letters_release(struct letters *letters)
{
	free(letters->points);
	*letters = (struct letters){0};
}

static inline bool is_letter(uint32_t c)
{
	bool space = c <= ' ' || c == 0xa0 || (c >= 0x2000 && c <= 0x200f) || c == 0x2028 || c == 0x202f;

	return !space && c != '-' && c != 0xad && c != 0x2010 && c != 0x2011 && !(c >= 0x202a && c <= 0x202e) &&
	       !(c >= 0x2060 && c <= 0x206f) && c != 0xfeff;
}

static inline void letters_add(struct letters *letters, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		uint32_t c = vr_utf8_next(text, length, &at);

		if (!is_letter(c))
			continue;
		if (letters->count == letters->room) {
			letters->room = letters->room ? letters->room * 2 : 256;
			letters->points = realloc(letters->points, letters->room * sizeof *letters->points);
			assert_non_null(letters->points);
		}
		letters->points[letters->count++] = c;
	}
}

// Of all runs of at least this size, but for those in the given colour of the band.
static inline void letters_of_scene(struct letters *letters, const struct vr_scene *scene, int least_px)
{
	for (size_t i = 0; i < scene->count; i++)
		if (scene->draws[i].kind == VR_DRAW_RUN && scene->draws[i].run.px >= least_px)
			letters_add(letters, scene->draws[i].run.text, scene->draws[i].run.length);
}

// Of a text as far as fonts and the rules of room text allow it to be drawn; NULL adds nothing.
static inline void letters_of_text(struct letters *letters, const struct wall *wall, const char *text,
                                   const char *language, bool bold)
{
	struct vr_text_style style = {.font = {40, bold}, .language = language, .width = ANY_WIDTH};
	struct vr_arena arena;
	struct vr_layout layout;
	struct vr_error error;

	if (!text || !*text)
		return;
	vr_arena_init(&arena, 16u << 20);
	if (!vr_text_layout(text, &style, wall->look.metrics, &arena, &layout, &error))
		fail_msg("%s", error.what);
	for (size_t i = 0; i < layout.line_count; i++)
		for (size_t j = 0; j < layout.lines[i].run_count; j++)
			letters_add(letters, layout.lines[i].runs[j].text, layout.lines[i].runs[j].length);
	vr_arena_release(&arena);
}

static inline int compare_points(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

static inline void letters_sort(struct letters *letters)
{
	if (letters->count)
		qsort(letters->points, letters->count, sizeof *letters->points, compare_points);
}

// How many of `some` are missing in `all`, and how many `all` has besides.
static inline void letters_compare(struct letters *all, struct letters *some, size_t *missing, size_t *besides)
{
	size_t i = 0, j = 0;

	letters_sort(all);
	letters_sort(some);
	*missing = *besides = 0;
	while (i < all->count || j < some->count) {
		int order = i == all->count    ? 1
		            : j == some->count ? -1
		                               : compare_points(&all->points[i], &some->points[j]);

		*besides += order < 0;
		*missing += order > 0;
		i += order <= 0;
		j += order >= 0;
	}
}

#endif
