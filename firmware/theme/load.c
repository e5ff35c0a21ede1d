#include "pairs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *vr_theme_shipped(const char *name)
{
	static const char *const shipped[] = {"light", "dark", "contrast"};

	for (size_t i = 0; name && i < VR_COUNT(shipped); i++) {
		if (strcmp(name, shipped[i]) == 0)
			return shipped[i];
	}
	return NULL;
}

static bool find_file(const char *name, char path[VR_PATH_MAX], struct vr_config_problems *problems)
{
	char asset[VR_THEME_NAME + 16];
	struct vr_error error;

	if (strchr(name, '/')) {
		snprintf(path, VR_PATH_MAX, "%s", name);
		return true;
	}
	snprintf(asset, sizeof asset, "themes/%s.ini", name);
	if (vr_asset_path(asset, path, &error))
		return true;
	vr_config_problem(problems, asset, 1, "%s", error.what);
	return false;
}

// Cut after the second digit, so that what is refused never reads like what is wanted.
static double told(double contrast)
{
	return floor(contrast * 100) / 100;
}

static void refuse(const struct vr_theme *theme, const struct vr_pair *pair, const struct vr_option_seen *at,
                   struct vr_config_problems *problems)
{
	struct vr_colour front = vr_tint_of(theme, pair->front), ground = vr_tint_of(theme, pair->ground);

	vr_config_problem(problems, at->path, at->line,
	                  "%s #%02x%02x%02x on %s #%02x%02x%02x has a contrast of %.2f:1; at least %g:1 is wanted",
	                  vr_tints[pair->front].key, front.r, front.g, front.b, vr_tints[pair->ground].key, ground.r,
	                  ground.g, ground.b, told(vr_pair_contrast(theme, pair, NULL)), pair->least);
}

// A contrast is told at the line of the colour in front.
static void check_pairs(const struct vr_theme *theme, const struct vr_option_seen *seen,
                        struct vr_config_problems *problems)
{
	for (size_t i = 0; i < vr_pair_count; i++) {
		if (vr_pair_contrast(theme, &vr_pairs[i], NULL) < vr_pairs[i].least)
			refuse(theme, &vr_pairs[i], &seen[vr_pairs[i].front], problems);
	}
}

static void read_file(const char *path, struct vr_theme *theme, struct vr_config_problems *problems)
{
	static const struct vr_option_table table = {.options = vr_tints, .count = TINTS, .hash_in_values = true};
	struct vr_option_seen seen[TINTS] = {0}, end;
	size_t before = problems->count;

	vr_options_read_seen(&table, &path, 1, true, theme, seen, &end, problems);
	if (problems->count == before)
		check_pairs(theme, seen, problems);
	if (before <= VR_CONFIG_PROBLEMS_MAX)
		vr_config_problems_close(problems);
}

bool vr_theme_load(const char *name, struct vr_theme *out, struct vr_config_problems *problems)
{
	struct vr_theme theme = {0};
	char path[VR_PATH_MAX];
	size_t before = problems->count;

	*out = *vr_theme_light();
	if (!find_file(name, path, problems))
		return false;
	read_file(path, &theme, problems);
	if (problems->count != before)
		return false;
	snprintf(theme.name, sizeof theme.name, "%s", name);
	*out = theme;
	return true;
}
