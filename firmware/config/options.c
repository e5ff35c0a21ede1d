// Files into the target of a table of options; every problem with the place where it stands.
#include "options.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Reading all files of one call.
struct reading {
	const struct vr_option_table *table;
	struct vr_config_problems *problems;
	void *target;
	struct vr_option_seen *seen;
	unsigned order;
	// Within one file:
	const char *path;
	const char *section;             // as the table has it; NULL: none yet, or an unknown one
	bool in_unknown;                 // keys of an unknown section are not told of one by one
	const struct vr_option *options; // of the section
	size_t count;
	void *section_target;
};

void vr_config_problems_init(struct vr_config_problems *problems)
{
	*problems = (struct vr_config_problems){0};
	vr_buffer_init(&problems->text, (VR_CONFIG_PROBLEMS_MAX + 1) * (VR_PATH_MAX + VR_WHAT_MAX + 32));
}

void vr_config_problems_release(struct vr_config_problems *problems)
{
	vr_buffer_release(&problems->text);
}

void vr_config_problem(struct vr_config_problems *problems, const char *path, unsigned line, const char *format, ...)
{
	char what[VR_WHAT_MAX];
	va_list arguments;
	va_start(arguments, format);
	(void)vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	problems->count++;
	if (problems->count <= VR_CONFIG_PROBLEMS_MAX)
		vr_buffer_format(&problems->text, "%.*s:%u: %s\n", VR_PATH_MAX, path, line > 0 ? line : 1, what);
}

void vr_config_problems_close(struct vr_config_problems *problems)
{
	if (problems->count > VR_CONFIG_PROBLEMS_MAX)
		vr_buffer_format(&problems->text, "… and %zu more\n", problems->count - VR_CONFIG_PROBLEMS_MAX);
}

static const char *section_at(const void *context, size_t index)
{
	const struct vr_option_table *table = context;
	return index < table->count ? table->options[index].section : table->named_section;
}

static const char *key_at(const void *context, size_t index)
{
	const struct reading *reading = context;
	const struct vr_option *option = &reading->options[index];
	bool here = reading->options != reading->table->options || strcmp(option->section, reading->section) == 0;
	return here ? option->key : NULL;
}

// Sections of the table as "[screen], [hub]" for a message; each once, as they stand together.
static void list_sections(const struct vr_option_table *table, char *out, size_t size)
{
	const char *last = "";
	size_t length = 0;
	out[0] = '\0';
	for (size_t i = 0; i < table->count && length < size; i++) {
		if (strcmp(table->options[i].section, last) == 0)
			continue;
		last = table->options[i].section;
		length += (size_t)snprintf(out + length, size - length, "%s[%s]", length > 0 ? ", " : "", last);
	}
}

static void unknown_section(struct reading *reading, unsigned line, const char *name)
{
	const struct vr_option_table *table = reading->table;
	reading->section = NULL;
	reading->in_unknown = true;
	const char *near = vr_nearest(name, section_at, table, table->count + 1);
	char all[256];
	list_sections(table, all, sizeof all);
	if (near != NULL)
		vr_config_problem(reading->problems, reading->path, line, "unknown section [%.40s]; did you mean [%s]?",
		                  name, near);
	else
		vr_config_problem(reading->problems, reading->path, line,
		                  "unknown section [%.40s]; the sections are %s", name, all);
}

static void named_section(struct reading *reading, unsigned line, const char *name, const char *label)
{
	const struct vr_option_table *table = reading->table;
	void *target = label != NULL && table->named != NULL ? table->named(table->context, label) : NULL;
	reading->section = target != NULL ? table->named_section : NULL;
	reading->in_unknown = target == NULL;
	reading->options = table->named_options;
	reading->count = table->named_count;
	reading->section_target = target;
	if (label == NULL)
		vr_config_problem(reading->problems, reading->path, line,
		                  "section [%s] needs a name, as in [%s \"name\"]", name, name);
	else if (target == NULL)
		vr_config_problem(reading->problems, reading->path, line, "there are too many sections [%s]", name);
}

static void take_section(void *context, unsigned line, const char *name, const char *label)
{
	struct reading *reading = context;
	const struct vr_option_table *table = reading->table;
	if (name == NULL) {
		reading->section = NULL;
		reading->in_unknown = true;
		return;
	}
	if (table->named_section != NULL && strcmp(name, table->named_section) == 0) {
		named_section(reading, line, name, label);
		return;
	}
	for (size_t i = 0; i < table->count; i++) {
		if (strcmp(name, table->options[i].section) != 0)
			continue;
		if (label != NULL)
			vr_config_problem(reading->problems, reading->path, line, "section [%s] takes no name", name);
		reading->section = table->options[i].section;
		reading->in_unknown = false;
		reading->options = table->options;
		reading->count = table->count;
		reading->section_target = reading->target;
		return;
	}
	unknown_section(reading, line, name);
}

// The keys of the section at hand, for a message.
static void list_keys(const struct reading *reading, char *out, size_t size)
{
	size_t length = 0;
	out[0] = '\0';
	for (size_t i = 0; i < reading->count && length < size; i++) {
		const char *key = key_at(reading, i);
		if (key != NULL)
			length += (size_t)snprintf(out + length, size - length, "%s%s", length > 0 ? ", " : "", key);
	}
}

// The section that a key of another one belongs in, or NULL.
static const char *home_of(const struct vr_option_table *table, const char *key)
{
	for (size_t i = 0; i < table->count; i++) {
		if (strcmp(table->options[i].key, key) == 0)
			return table->options[i].section;
	}
	return NULL;
}

static void unknown_key(struct reading *reading, unsigned line, const char *key)
{
	const char *home = home_of(reading->table, key);
	if (home != NULL) {
		vr_config_problem(reading->problems, reading->path, line, "key \"%.40s\" belongs under [%s]", key,
		                  home);
		return;
	}
	if (reading->section == NULL) {
		vr_config_problem(reading->problems, reading->path, line, "key \"%.40s\" stands before any [section]",
		                  key);
		return;
	}
	const char *near = vr_nearest(key, key_at, reading, reading->count);
	char all[256];
	list_keys(reading, all, sizeof all);
	if (near != NULL)
		vr_config_problem(reading->problems, reading->path, line,
		                  "unknown key \"%.40s\" in [%s]; did you mean \"%s\"?", key, reading->section, near);
	else
		vr_config_problem(reading->problems, reading->path, line,
		                  "unknown key \"%.40s\" in [%s]; its keys are %s", key, reading->section, all);
}

static void take_value(void *context, unsigned line, const char *key, const char *value)
{
	struct reading *reading = context;
	if (reading->in_unknown)
		return;
	size_t found = reading->section != NULL ? 0 : reading->count;
	const char *name;
	while (found < reading->count && ((name = key_at(reading, found)) == NULL || strcmp(name, key) != 0))
		found++;
	if (found == reading->count) {
		unknown_key(reading, line, key);
		return;
	}
	const struct vr_option *option = &reading->options[found];
	char what[VR_WHAT_MAX];
	bool ok = vr_option_store(option, reading->section_target, value, what);
	if (!ok)
		vr_config_problem(reading->problems, reading->path, line, "%s %s", option->key, what);
	if (reading->options != reading->table->options)
		return;
	reading->seen[found] = (struct vr_option_seen){reading->path, line, ++reading->order};
	if (ok && *value == '\0') // as if no line had given it
		reading->seen[found] = (struct vr_option_seen){0};
}

static void take_problem(void *context, unsigned line, const char *what)
{
	struct reading *reading = context;
	vr_config_problem(reading->problems, reading->path, line, "%s", what);
}

// One file; end tells where it ended when it could be read.
static void read_file(struct reading *reading, bool required, struct vr_option_seen *end)
{
	struct vr_buffer bytes, text;
	struct vr_error error = {0};
	vr_buffer_init(&bytes, VR_CONFIG_FILE_MAX);
	vr_buffer_init(&text, VR_CONFIG_FILE_MAX * 2);
	reading->section = NULL;
	reading->in_unknown = false;
	reading->options = reading->table->options;
	reading->count = reading->table->count;
	if (vr_file_read(reading->path, &bytes, &error) && vr_config_decode(&bytes, &text, &error)) {
		struct vr_lines lines = {take_section, take_value, take_problem, reading,
		                         reading->table->hash_in_values};
		unsigned line = vr_lines_read(&text, &lines);
		*end = (struct vr_option_seen){reading->path, line, end->order + 1};
	} else if (required || error.code != VR_NOT_FOUND) {
		vr_config_problem(reading->problems, reading->path, 1, "%s", error.what);
	}
	vr_buffer_release(&text);
	vr_buffer_release(&bytes);
}

void vr_options_read_seen(const struct vr_option_table *table, const char *const *paths, size_t path_count,
                          bool required, void *target, struct vr_option_seen *seen, struct vr_option_seen *end,
                          struct vr_config_problems *problems)
{
	struct reading reading = {.table = table, .problems = problems, .target = target, .seen = seen};
	vr_options_defaults(table->options, table->count, target);
	*end = (struct vr_option_seen){.path = path_count > 0 ? paths[path_count - 1] : "(no file)", .line = 1};
	for (size_t i = 0; i < path_count; i++) {
		reading.path = paths[i];
		read_file(&reading, required, end);
	}
	for (size_t i = 0; i < table->count; i++) {
		const struct vr_option *option = &table->options[i];
		// That the one file is not there says enough.
		bool told = required && end->order == 0;
		if (option->required && seen[i].path == NULL && !told)
			vr_config_problem(problems, end->path, end->line, "%s is missing under [%s]; write %s = %s",
			                  option->key, option->section, option->key,
			                  option->example != NULL ? option->example : "…");
	}
}

void vr_options_read(const struct vr_option_table *table, const char *const *paths, size_t path_count, bool required,
                     void *target, struct vr_config_problems *problems)
{
	struct vr_option_seen *seen = vr_alloc(table->count, sizeof *seen), end;
	vr_options_read_seen(table, paths, path_count, required, target, seen, &end, problems);
	vr_config_problems_close(problems);
	free(seen);
}
