#include "vantrum/theme.h"

#include <math.h>

// What the formula takes a black pixel to send back of the room's light.
#define FLARE 0.05

// WCAG 2.2, "relative luminance".
static double linear(uint8_t channel)
{
	double value = channel / 255.0;
	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

double vr_luminance(struct vr_colour colour)
{
	return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

double vr_contrast(struct vr_colour a, struct vr_colour b)
{
	double first = vr_luminance(a) + FLARE;
	double second = vr_luminance(b) + FLARE;
	return first > second ? first / second : second / first;
}

static uint8_t level(double luminance_part)
{
	double value =
	        luminance_part <= 0.0031308 ? luminance_part * 12.92 : 1.055 * pow(luminance_part, 1 / 2.4) - 0.055;
	return (uint8_t)lround(value * 255);
}

void vr_theme_dim(int percent, uint8_t levels[256])
{
	double left = 1 - percent / 100.0;
	for (int i = 0; i < 256; i++)
		levels[i] = level(fmax((linear((uint8_t)i) + FLARE) * left - FLARE, 0));
}
