// Room hub/preview: what a screen would show of a message, drawn by the screen's own renderer, and how long its round
// would become. Belongs to one thread (the worker's) from create to destroy.
#ifndef VANTRUM_HUB_PREVIEW_H
#define VANTRUM_HUB_PREVIEW_H

#include "vantrum/model.h"

// The screen as it last described itself (contract §2, display).
struct vr_preview_screen {
	int width, height; // of the picture as it is read, 320 … 3840; 0: 1920 × 1080
	double diagonal_in;
	double distance_m;
	const char *theme; // "" or one that this build knows
};

struct vr_preview;

// media: the folder with pictures by their SHA-256. VR_NOT_FOUND: no font.
bool vr_preview_create(const char *media, struct vr_preview **out, struct vr_error *error) VR_MUST_USE;
void vr_preview_destroy(struct vr_preview *preview);

// A page (from 1) of a message (its index) of the programme in one language (its tag) as PNG, and how many pages it
// takes there. VR_INVALID: no such language in the message; VR_NOT_FOUND: no such page.
bool vr_preview_message(struct vr_preview *preview, const struct vr_programme *programme, size_t message,
                        const struct vr_preview_screen *screen, const char *language, unsigned page,
                        struct vr_instant now, struct vr_buffer *png, unsigned *pages,
                        struct vr_error *error) VR_MUST_USE;

// For each language of the message: pages and seconds on that screen.
struct vr_preview_length {
	const char *language; // the programme's tag
	unsigned pages;
	int seconds;
};
size_t vr_preview_lengths(struct vr_preview *preview, const struct vr_programme *programme, size_t message,
                          const struct vr_preview_screen *screen, struct vr_preview_length *out, size_t max);

// Seconds of one round of the whole programme from now on, by simulation; at most 600 (rounds are cut there).
int vr_preview_round(struct vr_preview *preview, const struct vr_programme *programme,
                     const struct vr_preview_screen *screen, struct vr_instant now);

#endif
