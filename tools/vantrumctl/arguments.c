#include "arguments.h"

#include "table.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define SAID_MAX 4096
#define COLUMN 26 // where the help's explanations begin

static const struct vr_ctl_option common[] = {
        {"hub", "URL", "the hub's address; without it VANTRUM_HUB", false},
        {"token-file", "FILE", "file whose first line is the API token; without it VANTRUM_TOKEN", false},
        {"ca-file", "FILE", "certificates to trust instead of the system's (PEM)", false},
        {"clinic", "ID", "which clinic, for those who belong to several", false},
        {"timeout", "SECONDS", "longest wait for one answer, 1 to 600; 30 unless said", false},
        {"json", NULL, "print the hub's reply as it is", false},
        {"help", NULL, "print this help", false},
};
static const struct vr_ctl_option version = {"version", NULL, "print the version", false};

void vr_ctl_say(const char *format, ...)
{
	char text[SAID_MAX];
	va_list values;
	va_start(values, format);
	(void)vsnprintf(text, sizeof text, format, values);
	va_end(values);
	fputs("vantrumctl: ", stderr);
	vr_ctl_print_clean(stderr, text);
	fputc('\n', stderr);
}

int vr_ctl_misuse(const struct vr_ctl_arguments *arguments, const char *format, ...)
{
	char text[SAID_MAX];
	va_list values;
	va_start(values, format);
	(void)vsnprintf(text, sizeof text, format, values);
	va_end(values);
	const char *command = arguments->command ? arguments->command->name : "";
	vr_ctl_say("%s (see vantrumctl %s%s--help)", text, command, command[0] ? " " : "");
	return VR_CTL_USAGE;
}

static const struct vr_ctl_option *find_in(const struct vr_ctl_option *options, size_t count, const char *name,
                                           size_t length)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(options[i].name) == length && strncmp(options[i].name, name, length) == 0)
			return &options[i];
	return NULL;
}

static const struct vr_ctl_option *find_option(const struct vr_ctl_arguments *arguments, const char *name,
                                               size_t length)
{
	const struct vr_ctl_command *command = arguments->command;
	const struct vr_ctl_option *found = find_in(common, VR_COUNT(common), name, length);
	if (!found && command)
		found = find_in(command->options, command->count, name, length);
	if (!found && !command)
		found = find_in(&version, 1, name, length);
	return found;
}

static bool refuse_option(const struct vr_ctl_arguments *arguments, const char *name, size_t length)
{
	if (length == 5 && strncmp(name, "token", 5) == 0)
		vr_ctl_misuse(arguments,
		              "a token is never an argument, since everybody on this machine can read those; "
		              "put it into a file and name that with --token-file");
	else
		vr_ctl_misuse(arguments, "there is no option --%.*s%s", (int)length, name,
		              arguments->command ? " here" : " before the command");
	return false;
}

// Notes the option at argv[*at]; moves *at to its last word.
static bool take_option(struct vr_ctl_arguments *out, int argc, char **argv, int *at)
{
	const char *name = argv[*at] + 2;
	size_t length = strcspn(name, "=");
	const char *value = name[length] ? name + length + 1 : NULL;
	const struct vr_ctl_option *option = find_option(out, name, length);
	if (!option)
		return refuse_option(out, name, length);
	if (!option->value && value)
		return vr_ctl_misuse(out, "--%s takes no value", option->name) == VR_CTL_DONE;
	if (option->value && !value && ++*at >= argc)
		return vr_ctl_misuse(out, "--%s needs a value: %s", option->name, option->value) == VR_CTL_DONE;
	if (option->value && !value)
		value = argv[*at];
	if (!option->many && vr_ctl_has(out, option->name) && option->value)
		return vr_ctl_misuse(out, "--%s is given twice", option->name) == VR_CTL_DONE;
	out->help |= strcmp(option->name, "help") == 0;
	out->version |= option == &version;
	out->given[out->count++] = (struct vr_ctl_given){option, value ? value : ""};
	return true;
}

static bool take_word(struct vr_ctl_arguments *out, const char *word, const struct vr_ctl_command *commands,
                      size_t count)
{
	if (out->command) {
		if (out->operand_count >= out->command->most)
			return vr_ctl_misuse(out, "one word too many: \"%.200s\"", word) == VR_CTL_DONE;
		out->operands[out->operand_count++] = word;
		return true;
	}
	for (size_t i = 0; i < count && !out->command; i++)
		if (strcmp(commands[i].name, word) == 0)
			out->command = &commands[i];
	return out->command || vr_ctl_misuse(out, "there is no command \"%.200s\"", word) == VR_CTL_DONE;
}

bool vr_ctl_arguments_parse(int argc, char **argv, const struct vr_ctl_command *commands, size_t command_count,
                            struct vr_ctl_arguments *out)
{
	bool options = true;
	*out = (struct vr_ctl_arguments){.given = vr_alloc((size_t)argc + 1, sizeof *out->given)};
	for (int at = 1; at < argc; at++)
		if (!vr_utf8_valid(argv[at], strlen(argv[at])))
			return vr_ctl_misuse(out, "argument %d is no UTF-8 text", at) == VR_CTL_DONE;
	for (int at = 1; at < argc; at++) {
		bool ok = true;
		if (options && strcmp(argv[at], "--") == 0)
			options = false;
		else if (options && strncmp(argv[at], "--", 2) == 0)
			ok = take_option(out, argc, argv, &at);
		else
			ok = take_word(out, argv[at], commands, command_count);
		if (!ok)
			return false;
		if (out->help || out->version)
			return true;
	}
	if (!out->command)
		return vr_ctl_misuse(out, "a command is missing") == VR_CTL_DONE;
	if (out->operand_count < out->command->least)
		return vr_ctl_misuse(out, "%s takes %s", out->command->name, out->command->operands) == VR_CTL_DONE;
	return true;
}

void vr_ctl_arguments_release(struct vr_ctl_arguments *arguments)
{
	free(arguments->given);
	*arguments = (struct vr_ctl_arguments){0};
}

const char *vr_ctl_value(const struct vr_ctl_arguments *arguments, const char *name)
{
	for (size_t i = 0; i < arguments->count; i++)
		if (strcmp(arguments->given[i].option->name, name) == 0)
			return arguments->given[i].value;
	return NULL;
}

bool vr_ctl_has(const struct vr_ctl_arguments *arguments, const char *name)
{
	return vr_ctl_value(arguments, name) != NULL;
}

bool vr_ctl_whole(const char *text, long least, long most, long *out)
{
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 9 || text[digits])
		return false;
	*out = strtol(text, NULL, 10);
	return *out >= least && *out <= most;
}

static void print_options(FILE *out, const struct vr_ctl_option *options, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *value = options[i].value;
		int width = fprintf(out, "  --%s%s%s", options[i].name, value ? " " : "", value ? value : "");
		fprintf(out, "%*s%s%s\n", width < COLUMN ? COLUMN - width : 1, "", options[i].help,
		        options[i].many ? "; repeatable" : "");
	}
}

void vr_ctl_help(FILE *out, const struct vr_ctl_command *commands, size_t command_count)
{
	fputs("usage: vantrumctl [OPTIONS] COMMAND …\n\nThe staff command line of a Väntrum hub.\n\n", out);
	for (size_t i = 0; i < command_count; i++)
		fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].what);
	fputs("\nvantrumctl COMMAND --help tells the options of a command. Those of every command:\n\n", out);
	print_options(out, common, VR_COUNT(common));
	print_options(out, &version, 1);
}

void vr_ctl_command_help(FILE *out, const struct vr_ctl_command *command)
{
	fprintf(out, "usage: vantrumctl %s%s%s [OPTIONS]\n\n%s.\n", command->name, command->operands[0] ? " " : "",
	        command->operands, command->what);
	if (command->more)
		fprintf(out, "\n%s\n", command->more);
	if (command->count > 0)
		fputs("\n", out);
	print_options(out, command->options, command->count);
	fputs("\nOptions of every command:\n\n", out);
	print_options(out, common, VR_COUNT(common));
}
