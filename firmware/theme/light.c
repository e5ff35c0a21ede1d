#include "vantrum/theme.h"

#define RGB(hex)                                                                                                       \
	{                                                                                                              \
		(uint8_t)((hex) >> 16), (uint8_t)((hex) >> 8 & 0xff), (uint8_t)((hex)&0xff), 255                       \
	}

// assets/themes/light.ini once more; tests/theme holds the two together.
static const struct vr_theme light = {
        .name = "light",
        .paper = RGB(0xf8f5ef),
        .plate = RGB(0xffffff),
        .ink = RGB(0x11213f),
        .ink_soft = RGB(0x3c4964),
        .rule = RGB(0xd3ccbd),
        .caution = RGB(0x6e4300),
        .waits = RGB(0x08585c),
        .notice = RGB(0x3540a0),
        .health = RGB(0x2f5d1f),
        .news = RGB(0x6a2a5e),
        .alert = RGB(0x8a3208),
        .clinic = RGB(0x1d3f73),
        .emergency = RGB(0x8e0d18),
        .emergency_ink = RGB(0xffffff),
        .drill = RGB(0x2b4358),
};

const struct vr_theme *vr_theme_light(void)
{
	return &light;
}
