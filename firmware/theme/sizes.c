#include "vantrum/theme.h"

#include <assert.h>
#include <math.h>

#define MM_PER_INCH 25.4
#define HALF_ANGLE (0.35 * M_PI / 180) // a capital H subtends 0.7°

// What must fit at least: 3 lines of 12 characters, below a band of two lines of fine print. Line heights are those of
// running text, in ems of the primary size.
#define LINES_LEAST 3
#define CHARACTERS_LEAST 12
#define LINE_EMS 1.35
#define BAND_EMS 1.5

// Below this part of the short side lines grow longer than the eye finds back from, and slides into empty paper: ten
// lines of about fifty characters.
#define SHORT_SIDE_PER_PRIMARY 15

static double primary_for_distance(const struct vr_panel *panel, double capital_per_em)
{
	double diagonal_px = hypot(panel->width, panel->height);
	double mm_per_px = panel->diagonal_in * MM_PER_INCH / diagonal_px;
	double capital_mm = 2 * panel->distance_m * 1000 * tan(HALF_ANGLE);
	return capital_mm / mm_per_px / capital_per_em;
}

static double largest_that_fits(const struct vr_panel *panel, int margin, double average_per_em)
{
	double by_width = (panel->width - 2 * margin) / (CHARACTERS_LEAST * average_per_em);
	double by_height = (panel->height - 2 * margin) / (BAND_EMS + LINES_LEAST * LINE_EMS);
	return fmin(by_width, by_height);
}

// Up, so that a size is never below what the distance asks for; a hair of tolerance for sums that are whole.
static int up(double value)
{
	return (int)ceil(value - 1e-6);
}

struct vr_sizes vr_sizes_for(const struct vr_panel *panel, double capital_per_em, double average_per_em)
{
	assert(panel->width > 0 && panel->height > 0 && panel->diagonal_in > 0 && panel->distance_m > 0);
	assert(capital_per_em > 0 && average_per_em > 0);
	int short_side = panel->width < panel->height ? panel->width : panel->height;
	struct vr_sizes sizes = {.margin = (int)lround(short_side * 0.05), .rule = (short_side + 270) / 540};
	if (sizes.rule < 1)
		sizes.rule = 1;
	double wanted = fmax(primary_for_distance(panel, capital_per_em), (double)short_side / SHORT_SIDE_PER_PRIMARY);
	double largest = fmax(floor(largest_that_fits(panel, sizes.margin, average_per_em)), 1);
	sizes.capped = wanted > largest;
	sizes.primary = sizes.capped ? (int)largest : up(wanted);
	sizes.fine = up(sizes.primary * 2.0 / 3);
	sizes.title = (int)lround(sizes.primary * 1.5);
	sizes.numeral = (int)lround(sizes.primary * 2.25);
	return sizes;
}
