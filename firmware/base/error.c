#include "vantrum/base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// A sentence that did not fit must not end in half a character: it goes to logs and JSON.
static void trim_partial(char *text)
{
	size_t end = strlen(text);
	while (end > 0 && ((unsigned char)text[end - 1] & 0xc0) == 0x80)
		end--;
	if (end > 0 && (unsigned char)text[end - 1] >= 0xc0)
		text[end - 1] = '\0';
}

bool vr_fail(struct vr_error *error, enum vr_code code, const char *format, ...)
{
	if (!error)
		return false;
	// The arguments may point into the very error that is being filled ("cannot start: <what>").
	struct vr_error filled = {.code = code};
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(filled.what, sizeof filled.what, format, arguments);
	va_end(arguments);
	if (length >= (int)sizeof filled.what)
		trim_partial(filled.what);
	*error = filled;
	return false;
}
