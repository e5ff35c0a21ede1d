#include "settings.h"

#include <assert.h>
#include <string.h>

#define NAMED_FILES_MAX 2 // the theme, the token

static void limit_dimming(struct settings *settings, struct vr_config_problems *problems)
{
	struct vr_config *config = &settings->config;
	int limit;

	if (vr_theme_readable(&settings->theme, config->night_dim))
		return;
	limit = vr_theme_dim_limit(&settings->theme);
	// A default that is too much for a theme of one's own is nobody's mistake.
	if (config->night_dim_at.path)
		vr_config_problem(problems, config->night_dim_at.path, config->night_dim_at.line,
		                  "night_dim = %d would leave text of the theme %.200s less than 4.5:1 of contrast; "
		                  "at most %d does not",
		                  config->night_dim, settings->theme.name, limit);
	config->night_dim = limit;
}

void vr_settings_read(const char *const *paths, size_t path_count, bool required, struct settings *settings,
                      struct vr_config_problems *problems)
{
	const struct vr_config *config = &settings->config;

	vr_config_read(paths, path_count, required, &settings->config, problems);
	if (!vr_theme_load(config->theme, &settings->theme, problems) && config->theme_at.path)
		vr_config_problem(problems, config->theme_at.path, config->theme_at.line,
		                  "theme = %.200s cannot be used; the screen shows light instead", config->theme);
	limit_dimming(settings, problems);
}

// The files that the configuration names and that are read with it; also those that are no good or not there: they may
// be mended.
static size_t named_files(const struct vr_config *config, const char *files[NAMED_FILES_MAX])
{
	size_t count = 0;

	if (strchr(config->theme, '/'))
		files[count++] = config->theme;
	if (*config->token_file)
		files[count++] = config->token_file;
	return count;
}

// False when they were watched already.
static bool watch_files(struct vr_watch **watch, const char *const *paths, size_t count, const struct vr_config *config)
{
	const char *all[SETTINGS_PATHS_MAX + NAMED_FILES_MAX];

	assert(count <= SETTINGS_PATHS_MAX);
	memcpy(all, paths, count * sizeof *paths);
	count += named_files(config, all + count);
	if (vr_watch_is_of(*watch, all, count))
		return false;
	vr_watch_destroy(*watch);
	*watch = vr_watch_create(all, count);
	return true;
}

// Which files these are, only the configuration tells: what changed before they were watched is read once more.
void vr_settings_follow(const char *const *paths, size_t path_count, bool required, struct vr_watch **watch,
                        struct settings *settings, struct vr_config_problems *problems)
{
	do {
		vr_config_problems_release(problems);
		vr_config_problems_init(problems);
		vr_settings_read(paths, path_count, required, settings, problems);
	} while (watch_files(watch, paths, path_count, &settings->config));
}
