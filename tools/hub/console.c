#include "console.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int vr_console_usage(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	fputs("vantrum-hub: ", stderr);
	vfprintf(stderr, format, arguments);
	fputs("\n", stderr);
	va_end(arguments);
	return VR_CONSOLE_USAGE;
}

int vr_console_failed(const struct vr_error *error)
{
	fprintf(stderr, "vantrum-hub: %s\n", error->what);
	bool input = error->code == VR_INVALID || error->code == VR_NOT_FOUND || error->code == VR_LIMIT ||
	             error->code == VR_UNSUPPORTED;
	return input ? VR_CONSOLE_USAGE : VR_CONSOLE_FAILED;
}

static bool list(struct vr_console *console, const struct vr_store_clinic **rows, size_t *count, int *code)
{
	struct vr_error error;
	if (vr_store_clinic_list(console->store, &console->arena, rows, count, &error))
		return true;
	*code = vr_console_failed(&error);
	return false;
}

static bool is_clinic(const struct vr_store_clinic *rows, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].id, id) == 0)
			return true;
	return false;
}

bool vr_console_clinic(struct vr_console *console, const char **out, int *code)
{
	const struct vr_store_clinic *rows;
	size_t count;
	if (!list(console, &rows, &count, code))
		return false;
	const char *named = console->clinic_count ? console->clinics[0] : NULL;
	*out = named ? named : count == 1 ? rows[0].id : NULL;
	if (*out && is_clinic(rows, count, *out))
		return true;
	if (named)
		*code = vr_console_usage("there is no clinic %s", named);
	else if (count == 0)
		*code = vr_console_usage("there is no clinic yet: import one, as in `vantrum-hub import DIR`");
	else
		*code = vr_console_usage("there are %zu clinics: name one with --clinic ID", count);
	return false;
}

bool vr_console_clinics(struct vr_console *console, const char **out, int *code)
{
	const struct vr_store_clinic *rows;
	const char *only;
	size_t count;
	*out = "";
	if (!list(console, &rows, &count, code))
		return false;
	if (console->clinic_count == 1 && strcmp(console->clinics[0], "*") == 0)
		return true;
	if (console->clinic_count == 0 && count == 0)
		return true;
	if (console->clinic_count == 0) {
		if (!vr_console_clinic(console, &only, code))
			return false;
		console->clinics[console->clinic_count++] = only;
	}
	json_t *names = json_array();
	for (size_t i = 0; i < console->clinic_count; i++) {
		if (!is_clinic(rows, count, console->clinics[i])) {
			json_decref(names);
			*code = vr_console_usage("there is no clinic %s", console->clinics[i]);
			return false;
		}
		json_array_append_new(names, json_string(console->clinics[i]));
	}
	char *text = json_dumps(names, JSON_COMPACT);
	*out = vr_arena_copy(&console->arena, text, strlen(text));
	free(text);
	json_decref(names);
	return true;
}

bool vr_console_audit(struct vr_console *console, const char *clinic, const char *action, const char *target,
                      struct vr_error *error)
{
	const struct vr_store_event event = {
	        .at = console->now, .clinic = clinic, .who = "console", .action = action, .target = target};
	return vr_store_audit_add(console->store, &event, error);
}
