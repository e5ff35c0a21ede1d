// Finding things in a scene.
#ifndef VANTRUM_TESTS_SLIDE_FIND_H
#define VANTRUM_TESTS_SLIDE_FIND_H

#include "wall.h"

static inline const struct vr_draw *find_icon(const struct vr_scene *scene, const char *name)
{
	for (size_t i = 0; i < scene->count; i++)
		if (scene->draws[i].kind == VR_DRAW_ICON && strcmp(scene->draws[i].icon.name, name) == 0)
			return &scene->draws[i];
	return NULL;
}

static inline const struct vr_draw *find_run(const struct vr_scene *scene, const char *text)
{
	for (size_t i = 0; i < scene->count; i++)
		if (scene->draws[i].kind == VR_DRAW_RUN && strstr(scene->draws[i].run.text, text))
			return &scene->draws[i];
	return NULL;
}

// The number-th (from 0) of a kind.
static inline const struct vr_draw *find_kind(const struct vr_scene *scene, enum vr_draw_kind kind, size_t number)
{
	for (size_t i = 0; i < scene->count; i++)
		if (scene->draws[i].kind == kind && number-- == 0)
			return &scene->draws[i];
	return NULL;
}

static inline size_t count_kind(const struct vr_scene *scene, enum vr_draw_kind kind)
{
	size_t count = 0;

	while (find_kind(scene, kind, count))
		count++;
	return count;
}

static inline void add_letters(struct vr_buffer *out, const char *text)
{
	for (; *text; text++)
		if (*text != '-' && *text != '.') // they are added at line ends, or stand in runs of their own
			vr_buffer_add(out, text, 1);
}

// All text of a scene, run after run, in the order in which it is drawn, without hyphens and stops.
// Release it.
static inline struct vr_buffer all_text(const struct vr_scene *scene)
{
	struct vr_buffer text;

	vr_buffer_init(&text, 1u << 20);
	for (size_t i = 0; i < scene->count; i++)
		if (scene->draws[i].kind == VR_DRAW_RUN)
			add_letters(&text, scene->draws[i].run.text);
	return text;
}

// Whether all words of a text stand on the scene, wherever its lines break.
static inline bool says(const struct vr_scene *scene, const char *words)
{
	struct vr_buffer text = all_text(scene);
	struct vr_buffer wanted;
	char *rest, *word;
	bool all = true;

	vr_buffer_init(&wanted, 1u << 16);
	add_letters(&wanted, words);
	rest = wanted.data;

	while (rest && (word = strtok_r(rest, " \n", &rest)))
		all &= strstr(vr_buffer_string(&text), word) != NULL;
	vr_buffer_release(&wanted);
	vr_buffer_release(&text);
	return all;
}

// The words of a phrase in a language. Release it.
static inline struct vr_buffer phrase_in(struct wall *wall, const char *tag, enum vr_phrase phrase)
{
	struct vr_buffer words;

	vr_buffer_init(&words, 512);
	vr_say(wall_language(wall, tag), phrase, &words);
	return words;
}

static inline bool says_phrase(struct wall *wall, const struct vr_scene *scene, const char *tag, enum vr_phrase phrase)
{
	struct vr_buffer words = phrase_in(wall, tag, phrase);
	bool all = words.length && says(scene, vr_buffer_string(&words));

	vr_buffer_release(&words);
	return all;
}

#endif
