#include "settings.h"

static void limit_dimming(struct settings *settings, struct vr_config_problems *problems)
{
	struct vr_config *config = &settings->config;
	int limit = vr_theme_dim_limit(&settings->theme);

	if (config->night_dim <= limit)
		return;
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
