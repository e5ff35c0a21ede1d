// Room gfx: the only room with a window. Puts a finished picture on the glass: driver choice, rotation, fade,
// hot-plug; can be torn down and rebuilt at any time. Main thread only.
#ifndef VANTRUM_GFX_H
#define VANTRUM_GFX_H

#include "vantrum/image.h"

struct vr_gfx;

struct vr_gfx_options {
	bool headless;     // no display at all: pictures go nowhere, time passes all the same
	bool fullscreen;   // ignored without a desktop: KMSDRM is always full screen
	int rotate;        // degrees clockwise: 0, 90, 180, 270
	int width, height; // of the picture as read: headless and windowed; 0: the display's own
};

// Fails when no driver works now (the TV may be off at start): try again later. The first call sets environment
// variables that SDL's libraries read, and SDL sets the locale for a moment: call it before there are threads that
// care.
bool vr_gfx_create(const struct vr_gfx_options *options, struct vr_gfx **out, struct vr_error *error) VR_MUST_USE;
void vr_gfx_destroy(struct vr_gfx *gfx);

// Size of the picture as read, after rotation.
void vr_gfx_size(const struct vr_gfx *gfx, int *width, int *height);

// e.g. "x11 software", "KMSDRM opengles2", "headless".
const char *vr_gfx_driver(const struct vr_gfx *gfx);

// Puts a picture of vr_gfx_size on the glass. False: the display is lost; destroy and create again. While a resize is
// on its way the picture may not be seen; the next pump says resized.
bool vr_gfx_present(struct vr_gfx *gfx, const struct vr_packed *picture, struct vr_error *error) VR_MUST_USE;

// The same for one step of a fade: weight 0 … 256 of to over from.
bool vr_gfx_present_blend(struct vr_gfx *gfx, const struct vr_packed *from, const struct vr_packed *to, unsigned weight,
                          struct vr_error *error) VR_MUST_USE;

struct vr_gfx_events {
	bool quit;    // the window was closed
	bool resized; // vr_gfx_size changed: compose anew
	bool exposed; // the same picture must be presented again
	bool lost;    // the display is gone, another or back: destroy and create again
};
// Takes what the display system reports; never blocks. At least once a second.
void vr_gfx_pump(struct vr_gfx *gfx, struct vr_gfx_events *events);

// Frames presented since creation: a still slide adds none.
uint64_t vr_gfx_frames(const struct vr_gfx *gfx);

#endif
