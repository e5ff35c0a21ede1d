// phrases TAG…: what each catalogue lacks, one "TAG: key: reason" a line. Exit 1 when something is lacking.
#include "vantrum/language.h"

#include <stdio.h>
#include <string.h>

static bool list(const char *tag)
{
	struct vr_buffer out;
	struct vr_error error;
	vr_buffer_init(&out, 1 << 20);
	bool complete = true;
	if (!vr_language_check(tag, &out, &error)) {
		printf("%s: %s\n", tag, error.what);
		complete = false;
	}
	for (const char *line = vr_buffer_string(&out), *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		printf("%s: %.*s\n", tag, (int)(end - line), line);
		complete = false;
	}
	vr_buffer_release(&out);
	return complete;
}

int main(int count, char **arguments)
{
	bool complete = true;
	vr_log_set_level(VR_LOG_ERROR); // the list says it all
	for (int i = 1; i < count; i++)
		complete = list(arguments[i]) && complete;
	return complete ? 0 : 1;
}
