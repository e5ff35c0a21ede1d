// Private: the two ways on to the glass. A window surface where the display system has plain memory for one (X11 and
// the drivers without a display), textures where there is only a renderer (KMSDRM, Wayland).
#ifndef VANTRUM_FIRMWARE_GFX_OUTPUT_H
#define VANTRUM_FIRMWARE_GFX_OUTPUT_H

#include "frame.h"
#include "vantrum/gfx.h"

#include <SDL.h>

// Size of the window's surface; false where it cannot have one.
bool vr_surface_size(SDL_Window *window, int *width, int *height);

// A frame of another size than the surface's is not drawn: the window was resized and the event is on its way.
bool vr_surface_present(SDL_Window *window, const struct vr_frame *frame, struct vr_error *error) VR_MUST_USE;

struct vr_tiles;

// renderer: SDL's name of the driver. tile_max: largest side of a texture, beside the renderer's own limit.
bool vr_tiles_create(SDL_Window *window, const char *renderer, int tile_max, struct vr_tiles **out,
                     struct vr_error *error) VR_MUST_USE;
void vr_tiles_destroy(struct vr_tiles *tiles);
bool vr_tiles_size(const struct vr_tiles *tiles, int *width, int *height);
bool vr_tiles_present(struct vr_tiles *tiles, const struct vr_frame *frame, struct vr_error *error) VR_MUST_USE;

// For tests that look at what was presented; NULL when headless.
SDL_Window *vr_gfx_window(struct vr_gfx *gfx);

#endif
