#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIDE_MIN 160
#define SIDE_MAX 8192
#define FILE_WORD "FILE" // among the allowed options: a file that stands without its name
#define SIMULATE_MAX_S (400LL * 86400)

static bool complain(const char *what, const char *value)
{
	fprintf(stderr, "vantrum: %s: %s (see vantrum --help)\n", what, value);
	return false;
}

static bool parse_size(const char *text, struct options *out)
{
	int end = 0;

	if (sscanf(text, "%dx%d%n", &out->width, &out->height, &end) != 2 || text[end])
		return complain("--size takes WIDTHxHEIGHT in pixels, not", text);
	if (out->width < SIDE_MIN || out->height < SIDE_MIN || out->width > SIDE_MAX || out->height > SIDE_MAX)
		return complain("--size is out of range (160 to 8192 a side)", text);
	return true;
}

static bool parse_time(const char *text, struct options *out)
{
	struct vr_error error;

	if (!vr_instant_parse(text, &out->now, &error))
		return complain("not a time like 2026-11-22T08:30:00+01:00", text);
	return true;
}

static bool parse_seconds(const char *text, struct options *out)
{
	char *end;

	errno = 0;
	out->for_s = strtoll(text, &end, 10);
	if (errno || end == text || *end || out->for_s < 0 || out->for_s > SIMULATE_MAX_S)
		return complain("--for takes whole seconds, at most 400 days, not", text);
	return true;
}

static bool parse_clock(const char *text, struct options *out)
{
	if (strcmp(text, "trusted") == 0)
		out->clock = CLOCK_TRUSTED;
	else if (strcmp(text, "untrusted") == 0)
		out->clock = CLOCK_UNTRUSTED;
	else
		return complain("--clock takes trusted or untrusted, not", text);
	return true;
}

static bool take_value(const char *name, const char *value, struct options *out)
{
	if (strcmp(name, "size") == 0)
		return parse_size(value, out);
	if (strcmp(name, "now") == 0 || strcmp(name, "from") == 0)
		return parse_time(value, out);
	if (strcmp(name, "for") == 0)
		return parse_seconds(value, out);
	if (strcmp(name, "clock") == 0)
		return parse_clock(value, out);
	if (strcmp(name, "config") == 0)
		out->config = value;
	else if (strcmp(name, "programme") == 0)
		out->programme = value;
	else if (strcmp(name, "out") == 0)
		out->out = value;
	else if (strcmp(name, "shown") == 0)
		out->shown = value;
	return true;
}

// Whether a comma-separated list holds the word.
static bool lists(const char *list, const char *word, size_t length)
{
	while (list && *list) {
		size_t item = strcspn(list, ",");

		if (item == length && strncmp(list, word, length) == 0)
			return true;
		list += item + (list[item] == ',');
	}
	return false;
}

bool vr_options_parse(int argc, char **argv, const char *allowed, struct options *out)
{
	*out = (struct options){.now = VR_INSTANT_NEVER, .for_s = -1};
	for (int i = 0; i < argc; i++) {
		const char *name = argv[i] + 2, *value = NULL;
		size_t length;
		char word[32];

		if (strncmp(argv[i], "--", 2) != 0) {
			if (!lists(allowed, FILE_WORD, strlen(FILE_WORD)) || out->config)
				return complain("unexpected word", argv[i]);
			out->config = argv[i];
			continue;
		}
		length = strcspn(name, "=");
		if (length >= sizeof word || !lists(allowed, name, length) || strncmp(name, FILE_WORD, length) == 0)
			return complain("unknown option", argv[i]);
		if (strncmp(name, "headless", length) == 0) {
			if (name[length])
				return complain("this option takes no value", argv[i]);
			out->headless = true;
			continue;
		}
		value = name[length] ? name + length + 1 : i + 1 < argc ? argv[++i] : NULL;
		if (!value)
			return complain("this option needs a value", argv[i]);
		memcpy(word, name, length);
		word[length] = '\0';
		if (!take_value(word, value, out))
			return false;
	}
	return true;
}
