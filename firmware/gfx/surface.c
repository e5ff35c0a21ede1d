#include "output.h"

#include <stdlib.h>

// Rows that are converted at once where the panel is not 32 bits deep.
#define BAND 16

bool vr_surface_size(SDL_Window *window, int *width, int *height)
{
	const SDL_Surface *surface = SDL_GetWindowSurface(window);
	if (!surface)
		return false;
	*width = surface->w;
	*height = surface->h;
	return true;
}

// Pixels whose bytes are ours: alpha does not matter on the glass.
static bool is_native(const SDL_Surface *surface)
{
	const SDL_PixelFormat *format = surface->format;
	return format->BytesPerPixel == 4 && format->Rmask == 0xff0000 && format->Gmask == 0xff00 &&
	       format->Bmask == 0xff;
}

static bool write_converted(SDL_Surface *surface, const struct vr_frame *frame, struct vr_error *error)
{
	int pitch = surface->w * (int)sizeof(uint32_t);
	uint32_t *band = vr_alloc_large((size_t)surface->w * BAND, sizeof *band);
	if (!band)
		return vr_fail(error, VR_MEMORY, "no memory for a band of %d pixels", surface->w);
	bool done = true;
	for (int y = 0; y < surface->h && done; y += BAND) {
		struct vr_rect part = {0, y, surface->w, surface->h - y < BAND ? surface->h - y : BAND};
		vr_frame_write(frame, part, band, surface->w);
		done = SDL_ConvertPixels(part.w, part.h, SDL_PIXELFORMAT_ARGB8888, band, pitch, surface->format->format,
		                         (char *)surface->pixels + (size_t)y * (size_t)surface->pitch,
		                         surface->pitch) == 0;
	}
	free(band);
	return done || vr_fail(error, VR_UNSUPPORTED, "the panel's pixels are %s: %s",
	                       SDL_GetPixelFormatName(surface->format->format), SDL_GetError());
}

bool vr_surface_present(SDL_Window *window, const struct vr_frame *frame, struct vr_error *error)
{
	SDL_Surface *surface = SDL_GetWindowSurface(window);
	if (!surface)
		return vr_fail(error, VR_IO, "the window has lost its surface: %s", SDL_GetError());
	int width = frame->to->width, height = frame->to->height;
	vr_frame_turn(frame->rotate, &width, &height);
	if (surface->w != width || surface->h != height)
		return true;
	if (SDL_LockSurface(surface) != 0)
		return vr_fail(error, VR_IO, "the window's surface cannot be written: %s", SDL_GetError());
	bool done = true;
	if (is_native(surface))
		vr_frame_write(frame, (struct vr_rect){0, 0, width, height}, surface->pixels,
		               surface->pitch / (int)sizeof(uint32_t));
	else
		done = write_converted(surface, frame, error);
	SDL_UnlockSurface(surface);
	if (!done)
		return false;
	if (SDL_UpdateWindowSurface(window) != 0)
		return vr_fail(error, VR_IO, "the display takes no picture: %s", SDL_GetError());
	return true;
}
