#include "icons.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void drop(struct vr_icons *icons, struct vr_icon *icon)
{
	icons->bytes -= (size_t)icon->width * (size_t)icon->height;
	free(icon->mask);
	*icon = (struct vr_icon){0};
}

void vr_icons_release(struct vr_icons *icons)
{
	for (size_t i = 0; i < VR_ICONS_MAX; i++)
		drop(icons, &icons->kept[i]);
}

static bool decode(const char *name, int side, struct vr_pixels *out, struct vr_error *error)
{
	char asset[64], path[VR_PATH_MAX];
	snprintf(asset, sizeof(asset), "icons/%s.png", name);
	struct vr_buffer file;
	vr_buffer_init(&file, 1u << 20);
	bool ok = vr_asset_path(asset, path, error) && vr_file_read(path, &file, error) &&
	          vr_image_decode(file.data, file.length, side, side, true, out, error);
	vr_buffer_release(&file);
	return ok;
}

// A name is part of a path: letters, digits and dashes only.
static bool plain_name(const char *name)
{
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return length > 0 && name[length] == '\0' && length < sizeof(((struct vr_icon *)0)->name);
}

static void load(struct vr_icons *icons, struct vr_icon *icon, const char *name, int side)
{
	struct vr_pixels pixels = {0};
	struct vr_error error;
	snprintf(icon->name, sizeof(icon->name), "%s", name);
	icon->side = side;
	if (!decode(name, side, &pixels, &error)) {
		vr_log(VR_LOG_WARNING, "paint", "icon %s left out: %s", name, error.what);
		return;
	}
	size_t count = (size_t)pixels.width * (size_t)pixels.height;
	icon->mask = vr_alloc(count, 1);
	for (size_t i = 0; i < count; i++)
		icon->mask[i] = (uint8_t)(pixels.data[i] >> 24);
	icon->width = pixels.width;
	icon->height = pixels.height;
	icons->bytes += count;
	vr_pixels_release(&pixels);
}

// Places never used come first.
static struct vr_icon *longest_unused(struct vr_icons *icons)
{
	struct vr_icon *oldest = &icons->kept[0];
	for (size_t i = 1; i < VR_ICONS_MAX; i++)
		if (icons->kept[i].used < oldest->used)
			oldest = &icons->kept[i];
	return oldest;
}

// Masks of the least recently used go, but never the one about to be drawn.
static void make_room(struct vr_icons *icons, const struct vr_icon *but)
{
	while (icons->bytes > VR_ICONS_BYTES_MAX) {
		struct vr_icon *oldest = NULL;
		for (size_t i = 0; i < VR_ICONS_MAX; i++) {
			struct vr_icon *icon = &icons->kept[i];
			if (icon != but && icon->mask && (!oldest || icon->used < oldest->used))
				oldest = icon;
		}
		if (!oldest)
			return;
		drop(icons, oldest);
	}
}

static const struct vr_icon *get(struct vr_icons *icons, const char *name, int side)
{
	for (size_t i = 0; i < VR_ICONS_MAX; i++) {
		struct vr_icon *icon = &icons->kept[i];
		// One that is missing is missing at every size.
		if ((icon->side != side && icon->mask) || strcmp(icon->name, name) != 0)
			continue;
		icon->used = ++icons->clock;
		return icon;
	}
	struct vr_icon *icon = longest_unused(icons);
	drop(icons, icon);
	load(icons, icon, name, side);
	icon->used = ++icons->clock;
	make_room(icons, icon);
	return icon;
}

void vr_icons_draw(struct vr_icons *icons, struct vr_pixels *surface, const struct vr_draw *draw)
{
	int side = draw->box.w < draw->box.h ? draw->box.w : draw->box.h;
	if (side <= 0 || side > VR_ICON_PX_MAX || !plain_name(draw->icon.name)) {
		vr_log(VR_LOG_WARNING, "paint", "icon of %d pixels left out", side);
		return;
	}
	const struct vr_icon *icon = get(icons, draw->icon.name, side);
	struct vr_rect box = {draw->box.x + (draw->box.w - icon->width) / 2,
	                      draw->box.y + (draw->box.h - icon->height) / 2, icon->width, icon->height};
	if (icon->mask)
		vr_surface_mask(surface, icon->mask, box, vr_surface_bounds(surface), draw->colour,
		                draw->icon.mirrored);
}
