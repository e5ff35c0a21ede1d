// Textures are static and filled in bands: a streaming texture would keep a second copy of the whole picture in memory.
#include "output.h"

#include <stdlib.h>
#include <string.h>

#define BAND 64
#define SIDE_SMALLEST 16

struct vr_tiles {
	SDL_Renderer *renderer;
	int side;               // largest side of a texture
	int columns, rows;      // of textures
	int width, height;      // of all of them
	SDL_Texture **textures; // columns × rows, or NULL
	uint32_t band[];        // side × BAND pixels
};

static int driver_index(const char *name)
{
	SDL_RendererInfo info;
	for (int i = 0; i < SDL_GetNumRenderDrivers(); i++) {
		if (SDL_GetRenderDriverInfo(i, &info) == 0 && strcmp(info.name, name) == 0)
			return i;
	}
	return -1;
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

// 0 in the information means that the renderer knows no limit.
static int side_limit(SDL_Renderer *renderer, int tile_max)
{
	SDL_RendererInfo info;
	int side = tile_max;
	if (SDL_GetRendererInfo(renderer, &info) == 0) {
		if (info.max_texture_width > 0)
			side = smaller(side, info.max_texture_width);
		if (info.max_texture_height > 0)
			side = smaller(side, info.max_texture_height);
	}
	return side < SIDE_SMALLEST ? SIDE_SMALLEST : side;
}

bool vr_tiles_create(SDL_Window *window, const char *renderer, int tile_max, struct vr_tiles **out,
                     struct vr_error *error)
{
	int index = driver_index(renderer);
	if (index < 0)
		return vr_fail(error, VR_UNSUPPORTED, "SDL was built without the renderer %s", renderer);
	SDL_Renderer *opened = SDL_CreateRenderer(window, index, SDL_RENDERER_PRESENTVSYNC);
	if (!opened)
		return vr_fail(error, VR_UNSUPPORTED, "the renderer %s does not start: %s", renderer, SDL_GetError());
	int side = side_limit(opened, tile_max);
	struct vr_tiles *tiles = vr_alloc(1, sizeof *tiles + (size_t)side * BAND * sizeof tiles->band[0]);
	tiles->renderer = opened;
	tiles->side = side;
	*out = tiles;
	return true;
}

static void release_textures(struct vr_tiles *tiles)
{
	for (int i = 0; tiles->textures && i < tiles->columns * tiles->rows; i++) {
		if (tiles->textures[i])
			SDL_DestroyTexture(tiles->textures[i]);
	}
	free(tiles->textures);
	tiles->textures = NULL;
}

void vr_tiles_destroy(struct vr_tiles *tiles)
{
	if (!tiles)
		return;
	release_textures(tiles);
	SDL_DestroyRenderer(tiles->renderer);
	free(tiles);
}

bool vr_tiles_size(const struct vr_tiles *tiles, int *width, int *height)
{
	return SDL_GetRendererOutputSize(tiles->renderer, width, height) == 0;
}

static struct vr_rect tile_box(const struct vr_tiles *tiles, int index)
{
	int x = index % tiles->columns * tiles->side;
	int y = index / tiles->columns * tiles->side;
	return (struct vr_rect){x, y, smaller(tiles->side, tiles->width - x), smaller(tiles->side, tiles->height - y)};
}

static bool make_textures(struct vr_tiles *tiles, int width, int height, struct vr_error *error)
{
	release_textures(tiles);
	tiles->width = width;
	tiles->height = height;
	tiles->columns = (width + tiles->side - 1) / tiles->side;
	tiles->rows = (height + tiles->side - 1) / tiles->side;
	int count = tiles->columns * tiles->rows;
	tiles->textures = vr_alloc((size_t)count, sizeof tiles->textures[0]);
	for (int i = 0; i < count; i++) {
		struct vr_rect box = tile_box(tiles, i);
		tiles->textures[i] = SDL_CreateTexture(tiles->renderer, SDL_PIXELFORMAT_ARGB8888,
		                                       SDL_TEXTUREACCESS_STATIC, box.w, box.h);
		if (!tiles->textures[i]) {
			release_textures(tiles);
			return vr_fail(error, VR_IO, "no texture of %d×%d pixels: %s", box.w, box.h, SDL_GetError());
		}
		SDL_SetTextureBlendMode(tiles->textures[i], SDL_BLENDMODE_NONE);
	}
	return true;
}

static bool fill(struct vr_tiles *tiles, int index, const struct vr_frame *frame)
{
	struct vr_rect box = tile_box(tiles, index);
	for (int y = 0; y < box.h; y += BAND) {
		struct vr_rect part = {box.x, box.y + y, box.w, smaller(BAND, box.h - y)};
		SDL_Rect target = {0, y, part.w, part.h};
		vr_frame_write(frame, part, tiles->band, part.w);
		if (SDL_UpdateTexture(tiles->textures[index], &target, tiles->band,
		                      part.w * (int)sizeof tiles->band[0]) != 0)
			return false;
	}
	SDL_Rect target = {box.x, box.y, box.w, box.h};
	return SDL_RenderCopy(tiles->renderer, tiles->textures[index], NULL, &target) == 0;
}

bool vr_tiles_present(struct vr_tiles *tiles, const struct vr_frame *frame, struct vr_error *error)
{
	int width = frame->to->width, height = frame->to->height;
	vr_frame_turn(frame->rotate, &width, &height);
	if (!tiles->textures || tiles->width != width || tiles->height != height) {
		if (!make_textures(tiles, width, height, error))
			return false;
	}
	for (int i = 0; i < tiles->columns * tiles->rows; i++) {
		if (!fill(tiles, i, frame))
			return vr_fail(error, VR_IO, "the renderer takes no picture: %s", SDL_GetError());
	}
	SDL_RenderPresent(tiles->renderer);
	return true;
}
