// A font in which every character is as wide as half its em: what a layout does is then plain arithmetic.
#ifndef VR_TEST_FAKE_METRICS_H
#define VR_TEST_FAKE_METRICS_H

#include "vantrum/text.h"

#include <unicode/uchar.h>

// Latin, Greek and Cyrillic are in face 0, Arabic in 1, Ethiopic in 2; nothing else, and no emoji.
static inline int fake_face(void *context, uint32_t c, bool bold)
{
	(void)context, (void)bold;
	if ((c >= 0x20 && c < 0x600) || (c >= 0x2010 && c <= 0x2027) || (c >= 0x1e00 && c < 0x2000))
		return 0;
	if ((c >= 0x600 && c < 0x700) || c == 0x200c || c == 0x200d)
		return 1;
	return c >= 0x1200 && c < 0x1380 ? 2 : -1;
}

static inline bool fake_is_wide(uint32_t c)
{
	int type = u_charType((UChar32)c);
	return type != U_NON_SPACING_MARK && type != U_ENCLOSING_MARK && c != 0x200c && c != 0x200d;
}

static inline int fake_width(void *context, struct vr_font font, const struct vr_text_run *run)
{
	int wide = 0;
	if (context != NULL)
		*(size_t *)context += run->length; // bytes measured in all
	for (size_t at = 0; at < run->length;)
		wide += fake_is_wide(vr_utf8_next(run->text, run->length, &at)) ? 1 : 0;
	return wide * font.px / 2;
}

static inline void fake_vertical(void *context, struct vr_font font, int *ascent, int *descent, int *capital)
{
	(void)context;
	*ascent = font.px;
	*descent = font.px / 4;
	*capital = font.px * 7 / 10;
}

static const struct vr_metrics fake_metrics = {NULL, fake_face, fake_width, fake_vertical};

#endif
