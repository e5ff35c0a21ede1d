#include "vantrum/theme.h"

#include <math.h>

// WCAG 2.2, "relative luminance".
static double linear(uint8_t channel)
{
	double value = channel / 255.0;
	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(struct vr_colour colour)
{
	return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

double vr_contrast(struct vr_colour a, struct vr_colour b)
{
	double first = luminance(a) + 0.05;
	double second = luminance(b) + 0.05;
	return first > second ? first / second : second / first;
}
