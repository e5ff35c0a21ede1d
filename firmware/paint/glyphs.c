#include "glyphs.h"

#include FT_OUTLINE_H
#include <stdlib.h>
#include <string.h>

static size_t size_of(const struct vr_glyph *glyph)
{
	return sizeof(*glyph) + (size_t)glyph->width * (size_t)glyph->height;
}

static struct vr_glyph **bucket_of(struct vr_glyphs *glyphs, const struct vr_face *face, uint32_t index, uint16_t px,
                                   unsigned step)
{
	uint32_t hash = (uint32_t)((uintptr_t)face >> 4);
	hash = (hash ^ index) * 2654435761u;
	hash = (hash ^ (uint32_t)px << 2 ^ step) * 2654435761u;
	return &glyphs->buckets[hash >> 16 & (VR_GLYPH_BUCKETS - 1)];
}

static void unlink_age(struct vr_glyphs *glyphs, struct vr_glyph *glyph)
{
	*(glyph->newer ? &glyph->newer->older : &glyphs->newest) = glyph->older;
	*(glyph->older ? &glyph->older->newer : &glyphs->oldest) = glyph->newer;
}

static void make_newest(struct vr_glyphs *glyphs, struct vr_glyph *glyph)
{
	glyph->newer = NULL;
	glyph->older = glyphs->newest;
	*(glyphs->newest ? &glyphs->newest->newer : &glyphs->oldest) = glyph;
	glyphs->newest = glyph;
}

static void drop_oldest(struct vr_glyphs *glyphs)
{
	struct vr_glyph *glyph = glyphs->oldest;
	struct vr_glyph **link = bucket_of(glyphs, glyph->face, glyph->index, glyph->px, glyph->step);
	while (*link != glyph)
		link = &(*link)->next;
	*link = glyph->next;
	unlink_age(glyphs, glyph);
	glyphs->bytes -= size_of(glyph);
	free(glyph);
}

void vr_glyphs_release(struct vr_glyphs *glyphs)
{
	while (glyphs->oldest)
		drop_oldest(glyphs);
}

static struct vr_glyph *rasterise(const struct vr_face *face, uint32_t index, uint16_t px, unsigned step)
{
	FT_Face outlines = face->outlines;
	if (FT_Set_Pixel_Sizes(outlines, 0, px) != 0 || FT_Load_Glyph(outlines, index, FT_LOAD_NO_HINTING) != 0)
		return NULL;
	FT_GlyphSlot slot = outlines->glyph;
	FT_Outline_Translate(&slot->outline, (FT_Pos)(step * 64 / VR_GLYPH_STEPS), 0);
	if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0)
		return NULL;
	const FT_Bitmap *bitmap = &slot->bitmap;
	struct vr_glyph *glyph = vr_alloc_large(1, sizeof(*glyph) + (size_t)bitmap->width * bitmap->rows);
	if (!glyph)
		return NULL;
	glyph->face = face;
	glyph->index = index;
	glyph->px = px;
	glyph->step = (uint8_t)step;
	glyph->left = slot->bitmap_left;
	glyph->top = slot->bitmap_top;
	glyph->width = (int)bitmap->width;
	glyph->height = (int)bitmap->rows;
	for (unsigned y = 0; y < bitmap->rows; y++)
		memcpy(glyph->mask + (size_t)y * bitmap->width, bitmap->buffer + (ptrdiff_t)y * bitmap->pitch,
		       bitmap->width);
	return glyph;
}

const struct vr_glyph *vr_glyphs_get(struct vr_glyphs *glyphs, const struct vr_face *face, uint32_t index, uint16_t px,
                                     unsigned step)
{
	struct vr_glyph **bucket = bucket_of(glyphs, face, index, px, step);
	for (struct vr_glyph *glyph = *bucket; glyph; glyph = glyph->next) {
		if (glyph->face != face || glyph->index != index || glyph->px != px || glyph->step != step)
			continue;
		unlink_age(glyphs, glyph);
		make_newest(glyphs, glyph);
		return glyph;
	}
	struct vr_glyph *glyph = rasterise(face, index, px, step);
	if (!glyph)
		return NULL;
	glyphs->bytes += size_of(glyph);
	glyph->next = *bucket;
	*bucket = glyph;
	make_newest(glyphs, glyph);
	while (glyphs->bytes > VR_GLYPHS_BYTES_MAX && glyphs->oldest != glyph)
		drop_oldest(glyphs);
	return glyph;
}
