// Configuration files. Whatever a file says, every option stays within its range and each problem names its line.
#include "vantrum/config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_ranges(const struct vr_config *config)
{
	must(config->poll_s >= 1 && config->poll_s <= 86400);
	must(config->rotate >= 0 && config->rotate <= 270 && config->rotate % 90 == 0);
	must(config->diagonal_in >= 5 && config->diagonal_in <= 150);
	must(config->viewing_distance_m >= 0.5 && config->viewing_distance_m <= 20);
	must(config->transition == VR_TRANSITION_FADE || config->transition == VR_TRANSITION_NONE);
	must(config->night_dim >= 0 && config->night_dim <= 80 && config->theme[0] != '\0');
	must(config->cache_max_mib >= 1 && config->cache_dir[0] != '\0');
	must(strpbrk(config->screen_id, "/?# \t") == NULL && strlen(config->screen_id) <= 64);
	must(config->hub_url[0] == '\0' || strncasecmp(config->hub_url, "http", 4) == 0);
	must(vr_utf8_valid(config->cache_dir, strlen(config->cache_dir)));
}

static void check_problems(const struct vr_config_problems *problems, const char *path)
{
	size_t lines = 0;
	const char *line = vr_buffer_string(&problems->text), *end;
	must(!problems->text.full);
	for (; (end = strchr(line, '\n')) != NULL; line = end + 1, lines++) {
		if (lines < VR_CONFIG_PROBLEMS_MAX) {
			must(strncmp(line, path, strlen(path)) == 0 && line[strlen(path)] == ':');
			must(strtoul(line + strlen(path) + 1, NULL, 10) > 0);
		}
	}
	must(*line == '\0');
	must(lines == (problems->count > VR_CONFIG_PROBLEMS_MAX ? VR_CONFIG_PROBLEMS_MAX + 1 : problems->count));
}

// A file in memory: the reader wants a path, and a disk would only slow it down.
static int file_of(const uint8_t *bytes, size_t size)
{
	static int file = -1;
	if (file < 0)
		file = memfd_create("config", MFD_CLOEXEC);
	must(file >= 0 && ftruncate(file, 0) == 0);
	must(pwrite(file, bytes, size, 0) == (ssize_t)size);
	return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char path[64];
	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", file_of(bytes, size));
	struct vr_config config;
	struct vr_config_problems problems;
	vr_config_problems_init(&problems);
	vr_config_read((const char *const[]){path}, 1, true, &config, &problems);
	check_ranges(&config);
	check_problems(&problems, path);
	vr_config_problems_release(&problems);
	return 0;
}
