#include "pairs.h"

#include <stddef.h>

#define TINT(member, says)                                                                                             \
	{                                                                                                              \
		"colours", #member, VR_OPTION_COLOUR, .offset = offsetof(struct vr_theme, member), .help = (says),     \
		                                      .example = "#rrggbb", .required = true                           \
	}

const struct vr_option vr_tints[TINTS] = {
        [PAPER] = TINT(paper, "The ground."),
        [PLATE] = TINT(plate, "Cards on the ground, and behind text on pictures."),
        [INK] = TINT(ink, "Text."),
        [INK_SOFT] = TINT(ink_soft, "Fine print and old numerals."),
        [RULE] = TINT(rule, "Hairlines: decoration only."),
        [CAUTION] = TINT(caution, "Old and withdrawn waits, beside their icon and words."),
        [WAITS] = TINT(waits, "One accent a kind of slide: stripe, icon and heading."),
        [NOTICE] = TINT(notice, "Notices."),
        [HEALTH] = TINT(health, "Health information."),
        [NEWS] = TINT(news, "News."),
        [ALERT] = TINT(alert, "Alerts."),
        [CLINIC] = TINT(clinic, "The clinic's own slide."),
        [EMERGENCY] = TINT(emergency, "Ground of an emergency."),
        [EMERGENCY_INK] = TINT(emergency_ink, "On it and on a drill, and the frame."),
        [DRILL] = TINT(drill, "Ground of a drill."),
};

// Headings have the accent's colour in the size of fine print, so accents are held to what text needs. The clinic's is
// a stripe, and large on the slide that says which screen this is. Rules carry no meaning: rows stand apart without.
const struct vr_pair vr_pairs[] = {
        {INK, PAPER, LEAST_TEXT},
        {INK, PLATE, LEAST_TEXT},
        {INK_SOFT, PAPER, LEAST_TEXT},
        {CAUTION, PAPER, LEAST_TEXT},
        {WAITS, PAPER, LEAST_TEXT},
        {NOTICE, PAPER, LEAST_TEXT},
        {HEALTH, PAPER, LEAST_TEXT},
        {NEWS, PAPER, LEAST_TEXT},
        {ALERT, PAPER, LEAST_TEXT},
        {CLINIC, PAPER, LEAST_LARGE},
        {EMERGENCY_INK, EMERGENCY, LEAST_TEXT},
        {EMERGENCY_INK, DRILL, LEAST_TEXT},
};
const size_t vr_pair_count = VR_COUNT(vr_pairs);

struct vr_colour vr_tint_of(const struct vr_theme *theme, enum tint tint)
{
	return *(const struct vr_colour *)((const char *)theme + vr_tints[tint].offset);
}

static struct vr_colour dimmed(struct vr_colour colour, const uint8_t levels[256])
{
	if (!levels)
		return colour;
	return (struct vr_colour){levels[colour.r], levels[colour.g], levels[colour.b], colour.a};
}

double vr_pair_contrast(const struct vr_theme *theme, const struct vr_pair *pair, const uint8_t levels[256])
{
	return vr_contrast(dimmed(vr_tint_of(theme, pair->front), levels),
	                   dimmed(vr_tint_of(theme, pair->ground), levels));
}

bool vr_theme_readable(const struct vr_theme *theme, int percent)
{
	uint8_t levels[256];

	vr_theme_dim(percent, levels);
	for (size_t i = 0; i < VR_COUNT(vr_pairs); i++) {
		if (vr_pair_contrast(theme, &vr_pairs[i], levels) < LEAST_LARGE)
			return false;
	}
	return true;
}

int vr_theme_dim_limit(const struct vr_theme *theme)
{
	int percent = 0;

	while (percent < 100 && vr_theme_readable(theme, percent + 1))
		percent++;
	return percent;
}
