// Room hub/preview: what a screen would show of a message, drawn by the screen's own renderer, and how long its round
// would become. Fonts, glyphs, catalogues and the last picture stay warm between calls.
// Belongs to one thread (the worker's) from create to destroy; there is one at a time in a process, because destroying
// it releases what room text keeps.
#ifndef VANTRUM_HUB_PREVIEW_H
#define VANTRUM_HUB_PREVIEW_H

#include "vantrum/model.h"

#define VR_PREVIEW_SIDE_MIN 160
#define VR_PREVIEW_SIDE_MAX 3840
#define VR_PREVIEW_ROUND_S 600

// The screen as it last described itself (contract §2, display). What is 0, or no panel could be, is as a screen's
// configuration has it when nothing is said.
struct vr_preview_screen {
	int width, height; // of the picture as it is read, after rotation; 1920 × 1080
	double diagonal_in;
	double distance_m;
	const char *theme; // its name; one that does not come with the program, "" or NULL: the light one
	bool own_policy;   // false: languages stand and change as the programme says
	enum vr_language_policy policy;
	char language[VR_LANGUAGE_TAG]; // the one of VR_POLICY_SINGLE; "", or not the clinic's: its first
};

struct vr_preview;

// media: the folder with pictures by their SHA-256. VR_NOT_FOUND: no font.
bool vr_preview_create(const char *media, struct vr_preview **out, struct vr_error *error) VR_MUST_USE;
void vr_preview_destroy(struct vr_preview *preview); // NULL is a no-op

// A page (from 1) of a message (its index) of the programme in one language (its tag) at `now` as PNG, whether the
// message is to be shown then or not, and how many pages it takes there. An emergency comes as on the wall: with the
// languages that share its page. A picture that is not there, is not what its hash says or cannot be decoded is left
// out as on the screen. VR_INVALID: no such message or no such language in it; VR_NOT_FOUND: no such page (*pages is
// set).
bool vr_preview_message(struct vr_preview *preview, const struct vr_programme *programme, size_t message,
                        const struct vr_preview_screen *screen, const char *language, unsigned page,
                        struct vr_instant now, struct vr_buffer *png, unsigned *pages,
                        struct vr_error *error) VR_MUST_USE;

// For each language of the message: pages and the seconds to read them on that screen. For an emergency those of the
// pages that the language shares with others.
struct vr_preview_length {
	const char *language; // the programme's tag
	unsigned pages;
	int seconds;
};
size_t vr_preview_lengths(struct vr_preview *preview, const struct vr_programme *programme, size_t message,
                          const struct vr_preview_screen *screen, struct vr_preview_length *out, size_t max);

// Seconds of one round of the whole programme from now on, by simulation; at most VR_PREVIEW_ROUND_S, where rounds are
// cut. 0: an emergency has the screen.
int vr_preview_round(struct vr_preview *preview, const struct vr_programme *programme,
                     const struct vr_preview_screen *screen, struct vr_instant now);

#endif
