// vantrumctl: the staff command line (contract §5). This file only chooses the command.
#include "commands.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

static int run(const struct vr_ctl_arguments *arguments, const struct vr_ctl_command *commands, size_t count)
{
	if (arguments->version) {
		puts("vantrumctl " VR_VERSION);
		return VR_CTL_DONE;
	}
	if (!arguments->help)
		return arguments->command->run(arguments);
	if (arguments->command)
		vr_ctl_command_help(stdout, arguments->command);
	else
		vr_ctl_help(stdout, commands, count);
	return VR_CTL_DONE;
}

int main(int argc, char **argv)
{
	const struct vr_ctl_command commands[] = {vr_ctl_push, vr_ctl_messages, vr_ctl_withdraw, vr_ctl_wait,
	                                          vr_ctl_screens};
	struct vr_ctl_arguments arguments;
	int code = VR_CTL_USAGE;

	// How wide letters are; whatever the terminal's own locale, the hub speaks UTF-8.
	setlocale(LC_CTYPE, "C.UTF-8");
	// A connection that breaks is told, not died of.
	signal(SIGPIPE, SIG_IGN);
	if (vr_ctl_arguments_parse(argc, argv, commands, VR_COUNT(commands), &arguments))
		code = run(&arguments, commands, VR_COUNT(commands));
	vr_ctl_arguments_release(&arguments);
	errno = 0;
	if ((fflush(stdout) != 0 || ferror(stdout)) && code == VR_CTL_DONE) {
		if (errno != EPIPE)
			vr_ctl_say("the result could not be written%s%s", errno ? ": " : "",
			           errno ? strerror(errno) : "");
		code = VR_CTL_FAILED;
	}
	return code;
}
