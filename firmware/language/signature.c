#include "signature.h"

#include <string.h>

#define DEPTH_MAX 3

struct reader {
	const char *at;
	struct vr_signature *out;
	struct vr_error *error;
};

static bool read_message(struct reader *reader, int depth);

unsigned vr_plural_form(const char *name, size_t length)
{
	static const char *const names[] = {"zero", "one", "two", "few", "many", "other"};
	for (size_t i = 0; i < VR_COUNT(names); i++) {
		if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
			return 1U << i;
	}
	return 0;
}

static void skip_space(struct reader *reader)
{
	while (*reader->at == ' ')
		reader->at++;
}

static size_t word_length(const char *at)
{
	size_t length = 0;
	while (at[length] >= 'a' && at[length] <= 'z')
		length++;
	return length;
}

static bool take(struct reader *reader, char wanted)
{
	skip_space(reader);
	if (*reader->at != wanted)
		return vr_fail(reader->error, VR_INVALID, "expected %c before “%.20s”", wanted, reader->at);
	reader->at++;
	return true;
}

// One kind for all places that name the argument.
static bool note(struct reader *reader, unsigned argument, char kind)
{
	char *known = &reader->out->kinds[argument];
	if (*known != ' ' && *known != kind)
		return vr_fail(reader->error, VR_INVALID, "{%u} is used as a string and as a number", argument);
	*known = kind;
	return true;
}

static bool read_forms(struct reader *reader, int depth)
{
	unsigned forms = 0;
	if (!take(reader, ','))
		return false;
	for (skip_space(reader); *reader->at != '}'; skip_space(reader)) {
		size_t length = word_length(reader->at);
		unsigned form = vr_plural_form(reader->at, length);
		if (form == 0 || (forms & form) != 0)
			return vr_fail(reader->error, VR_INVALID, "a plural form is wrong or there twice at “%.20s”",
			               reader->at);
		forms |= form;
		reader->at += length;
		if (!take(reader, '{') || !read_message(reader, depth + 1) || !take(reader, '}'))
			return false;
	}
	if ((forms & VR_PLURAL_OTHER) == 0)
		return vr_fail(reader->error, VR_INVALID, "the plural form “other” is missing");
	reader->out->forms &= forms;
	reader->out->plural = true;
	return true;
}

// After the opening brace.
static bool read_argument(struct reader *reader, int depth)
{
	skip_space(reader);
	unsigned argument = (unsigned)(unsigned char)*reader->at - '0';
	if (argument >= VR_SIGNATURE_ARGUMENTS)
		return vr_fail(reader->error, VR_INVALID, "an argument must be {0} or {1}, not “{%.20s”", reader->at);
	reader->at++;
	skip_space(reader);
	if (*reader->at == '}') {
		reader->at++;
		return note(reader, argument, 's');
	}
	if (!take(reader, ',') || !note(reader, argument, 'n'))
		return false;
	skip_space(reader);
	size_t length = word_length(reader->at);
	bool plural = length == strlen("plural") && memcmp(reader->at, "plural", length) == 0;
	bool number = length == strlen("number") && memcmp(reader->at, "number", length) == 0;
	if (!plural && !number)
		return vr_fail(reader->error, VR_INVALID, "only number and plural are allowed, not “%.20s”",
		               reader->at);
	reader->at += length;
	if (plural && !read_forms(reader, depth))
		return false;
	return take(reader, '}');
}

// Up to the closing brace (which stays) or the end.
static bool read_message(struct reader *reader, int depth)
{
	if (depth > DEPTH_MAX)
		return vr_fail(reader->error, VR_LIMIT, "plurals are nested too deep");
	while (*reader->at != '\0' && *reader->at != '}') {
		char c = *reader->at++;
		if (c == '\'') // ICU's quoting sign would hide braces from this reader
			return vr_fail(reader->error, VR_INVALID, "write ’ in place of '");
		if (c == '{' && !read_argument(reader, depth))
			return false;
	}
	return true;
}

bool vr_signature_read(const char *pattern, struct vr_signature *out, struct vr_error *error)
{
	*out = (struct vr_signature){.kinds = "  ", .forms = ~0U};
	struct reader reader = {pattern, out, error};
	if (!read_message(&reader, 0))
		return false;
	if (*reader.at != '\0')
		return vr_fail(error, VR_INVALID, "a closing brace too many at “%.20s”", reader.at);
	return true;
}
