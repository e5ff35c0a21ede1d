// Room scene: the draw list, the narrow waist between what is shown and how it is drawn. Plain data: slide fills it,
// paint draws it in order, a test can read it. Coordinates in pixels from the top left of the picture as read.
#ifndef VANTRUM_SCENE_H
#define VANTRUM_SCENE_H

#include "vantrum/base.h"

enum vr_draw_kind { VR_DRAW_RECT, VR_DRAW_RUN, VR_DRAW_PICTURE, VR_DRAW_ICON, VR_DRAW_MODULES };

// One drawing step. Strings and modules live in the scene's arena.
struct vr_draw {
	enum vr_draw_kind kind;
	struct vr_rect
	        box; // rect, picture, icon, modules: where; run: x and width as measured, y baseline − ascent, h line
	struct vr_colour colour; // rect, run, icon (its ink), modules (the dark ones)
	union {
		struct {
			int radius;  // corners
			int outline; // 0: filled; else the line's width, inside the box
		} rect;
		struct {
			const char *text; // UTF-8, one direction, one script, one face
			uint16_t length;
			int16_t baseline; // y of the baseline
			uint16_t px;      // em size
			uint8_t face;     // number in paint's fallback chain
			bool bold;
			bool rtl;
			char script[5]; // ISO 15924, "Latn"
		} run;
		struct {
			char key[65]; // SHA-256 of the bytes
			bool contain; // else cover
		} picture;
		struct {
			const char *name; // assets/icons/<name>.svg
			bool mirrored;
		} icon;
		struct {
			const uint8_t *
			        bits; // size × size bytes, 1 dark; drawn on white with a quiet zone of 4 inside the box
			uint8_t size;
		} modules;
	};
};

struct vr_scene {
	int width, height;
	struct vr_colour ground;
	struct vr_draw *draws;
	size_t count;
	size_t room;
	struct vr_arena arena;
};

#define VR_SCENE_DRAWS_MAX 4096

void vr_scene_init(struct vr_scene *scene, int width, int height, struct vr_colour ground);
void vr_scene_release(struct vr_scene *scene);

// Each appends one step, copying what it is given; beyond VR_SCENE_DRAWS_MAX steps are dropped (scene->count says).
void vr_scene_rect(struct vr_scene *scene, struct vr_rect box, struct vr_colour colour, int radius, int outline);
void vr_scene_run(struct vr_scene *scene, const struct vr_draw *run); // kind RUN with box, colour and run filled in
void vr_scene_picture(struct vr_scene *scene, struct vr_rect box, const char *sha256, bool contain);
void vr_scene_icon(struct vr_scene *scene, struct vr_rect box, const char *name, struct vr_colour colour,
                   bool mirrored);
void vr_scene_modules(struct vr_scene *scene, struct vr_rect box, const uint8_t *bits, int size);

#endif
