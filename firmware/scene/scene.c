#include "vantrum/scene.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_FIRST ((size_t)32)
#define ARENA_MAX ((size_t)4 << 20)

void vr_scene_init(struct vr_scene *scene, int width, int height, struct vr_colour ground)
{
	*scene = (struct vr_scene){.width = width, .height = height, .ground = ground};
	vr_arena_init(&scene->arena, ARENA_MAX);
}

void vr_scene_release(struct vr_scene *scene)
{
	free(scene->draws);
	vr_arena_release(&scene->arena);
	*scene = (struct vr_scene){0};
}

static void append(struct vr_scene *scene, const struct vr_draw *draw)
{
	if (scene->count == VR_SCENE_DRAWS_MAX)
		return;
	if (scene->count == scene->room) {
		size_t room = scene->room ? scene->room * 2 : STEPS_FIRST;
		struct vr_draw *draws = vr_alloc(room, sizeof *draws);
		if (scene->count > 0)
			memcpy(draws, scene->draws, scene->count * sizeof *draws);
		free(scene->draws);
		scene->draws = draws;
		scene->room = room;
	}
	scene->draws[scene->count++] = *draw;
}

void vr_scene_rect(struct vr_scene *scene, struct vr_rect box, struct vr_colour colour, int radius, int outline)
{
	struct vr_draw draw = {.kind = VR_DRAW_RECT, .box = box, .colour = colour};
	draw.rect.radius = radius;
	draw.rect.outline = outline;
	append(scene, &draw);
}

void vr_scene_run(struct vr_scene *scene, const struct vr_draw *run)
{
	assert(run->kind == VR_DRAW_RUN);
	struct vr_draw draw = *run;
	draw.run.text = vr_arena_copy(&scene->arena, run->run.text, run->run.length);
	if (draw.run.text)
		append(scene, &draw);
}

void vr_scene_picture(struct vr_scene *scene, struct vr_rect box, const char *sha256, bool contain)
{
	struct vr_draw draw = {.kind = VR_DRAW_PICTURE, .box = box};
	size_t length = strlen(sha256);
	assert(length < sizeof draw.picture.key);
	memcpy(draw.picture.key, sha256, length + 1);
	draw.picture.contain = contain;
	append(scene, &draw);
}

void vr_scene_icon(struct vr_scene *scene, struct vr_rect box, const char *name, struct vr_colour colour, bool mirrored)
{
	struct vr_draw draw = {.kind = VR_DRAW_ICON, .box = box, .colour = colour};
	draw.icon.name = vr_arena_copy(&scene->arena, name, strlen(name));
	draw.icon.mirrored = mirrored;
	if (draw.icon.name)
		append(scene, &draw);
}

void vr_scene_modules(struct vr_scene *scene, struct vr_rect box, const uint8_t *bits, int size)
{
	assert(size > 0 && size <= UINT8_MAX);
	struct vr_draw draw = {.kind = VR_DRAW_MODULES, .box = box, .colour = {0, 0, 0, 255}};
	size_t count = (size_t)size * (size_t)size;
	uint8_t *copy = vr_arena_alloc(&scene->arena, count, 1);
	if (!copy)
		return;
	for (size_t i = 0; i < count; i++)
		copy[i] = bits[i] & 1; // libraries keep flags of their own in the other bits
	draw.modules.bits = copy;
	draw.modules.size = (uint8_t)size;
	append(scene, &draw);
}
