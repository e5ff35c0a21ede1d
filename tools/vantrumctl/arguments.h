// The command line: tables of options, what was given of them, the help made from the tables. Private to vantrumctl.
#ifndef VANTRUM_CTL_ARGUMENTS_H
#define VANTRUM_CTL_ARGUMENTS_H

#include "vantrum/base.h"

#include <stdio.h>

enum { VR_CTL_DONE = 0, VR_CTL_FAILED = 1, VR_CTL_USAGE = 2 };

struct vr_ctl_option {
	const char *name;  // without the dashes
	const char *value; // how the help names its value; NULL: it takes none
	const char *help;
	bool many; // may be given more than once
};

struct vr_ctl_arguments;

struct vr_ctl_command {
	const char *name;
	const char *operands; // as the help shows them; "" for none
	const char *what;     // one line for the list of commands
	const char *more;     // a paragraph for the help of the command, or NULL
	size_t least, most;   // operands
	const struct vr_ctl_option *options;
	size_t count;
	int (*run)(const struct vr_ctl_arguments *arguments); // returns an exit code
};

#define VR_CTL_OPERANDS_MAX 2

struct vr_ctl_given {
	const struct vr_ctl_option *option;
	const char *value; // "" where it takes none
};

struct vr_ctl_arguments {
	const struct vr_ctl_command *command; // NULL: none was named
	struct vr_ctl_given *given;           // in order
	size_t count;
	const char *operands[VR_CTL_OPERANDS_MAX];
	size_t operand_count;
	bool help, version;
};

// Options that belong to every command may stand before its name as well. False: what is wrong was said. Release in
// either case. Everything borrows from argv.
bool vr_ctl_arguments_parse(int argc, char **argv, const struct vr_ctl_command *commands, size_t command_count,
                            struct vr_ctl_arguments *out) VR_MUST_USE;
void vr_ctl_arguments_release(struct vr_ctl_arguments *arguments);

// The value of an option, or NULL when it was not given.
const char *vr_ctl_value(const struct vr_ctl_arguments *arguments, const char *name);
bool vr_ctl_has(const struct vr_ctl_arguments *arguments, const char *name);

// A whole number without a sign, from least to most.
bool vr_ctl_whole(const char *text, long least, long most, long *out) VR_MUST_USE;

void vr_ctl_help(FILE *out, const struct vr_ctl_command *commands, size_t command_count);
void vr_ctl_command_help(FILE *out, const struct vr_ctl_command *command);

// "vantrumctl: …" on standard error; control characters become '?'.
void vr_ctl_say(const char *format, ...) VR_PRINTF(1, 2);
// The same for what the command line got wrong: points to the help as well, and returns VR_CTL_USAGE.
int vr_ctl_misuse(const struct vr_ctl_arguments *arguments, const char *format, ...) VR_PRINTF(2, 3);

#endif
