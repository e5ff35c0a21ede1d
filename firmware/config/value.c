// The text of an option into its place in the target.
#include "options.h"

#include <assert.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *word_at(const void *context, size_t index)
{
	return ((const char *const *)context)[index];
}

bool vr_option_refuse_word(const char *const *words, size_t count, const char *value, char *what, size_t size)
{
	size_t length = (size_t)snprintf(what, size, "must be one of ");
	for (size_t i = 0; i < count && length < size; i++)
		length += (size_t)snprintf(what + length, size - length, "%s%s", i > 0 ? ", " : "", words[i]);
	if (length < size)
		length += (size_t)snprintf(what + length, size - length, ", not \"%.40s\"", value);
	const char *near = vr_nearest(value, word_at, words, count);
	if (near != NULL && length < size)
		(void)snprintf(what + length, size - length, "; did you mean \"%s\"?", near);
	return false;
}

static bool find_word(const char *const *words, const char *value, int *index, char what[VR_WHAT_MAX])
{
	size_t count = 0;
	for (; words[count] != NULL; count++) {
		if (strcmp(words[count], value) == 0) {
			*index = (int)count;
			return true;
		}
	}
	return vr_option_refuse_word(words, count, value, what, VR_WHAT_MAX);
}

// A plain decimal number whatever the locale; no hexadecimal, infinity or NaN.
static bool parse_number(const char *value, double *out)
{
	if (*value == '\0' || value[strspn(value, "0123456789.-")] != '\0' || strlen(value) > 32)
		return false;
	locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	char *end = NULL;
	*out = plain != (locale_t)0 ? strtod_l(value, &end, plain) : 0;
	if (plain != (locale_t)0)
		freelocale(plain);
	return end != NULL && *end == '\0' && end != value;
}

static bool store_number(const struct vr_option *option, void *place, const char *value, char what[VR_WHAT_MAX])
{
	bool whole = option->type == VR_OPTION_INT;
	double number;
	int index;
	if (option->words != NULL && !find_word(option->words, value, &index, what))
		return false;
	bool ok = parse_number(value, &number) && number >= option->least && number <= option->most &&
	          !(whole && strchr(value, '.') != NULL);
	if (!ok) {
		(void)snprintf(what, VR_WHAT_MAX, "must be a %snumber from %g to %.10g%s, not \"%.40s\"",
		               whole ? "whole " : "", option->least, option->most,
		               strchr(value, ',') != NULL ? " with a point" : "", value);
		return false;
	}
	if (whole)
		*(int *)place = (int)number;
	else
		*(double *)place = number;
	return true;
}

static bool store_bool(bool *place, const char *value, char what[VR_WHAT_MAX])
{
	static const char *const words[] = {"yes", "no", "true", "false", "on", "off", "1", "0"};
	for (size_t i = 0; i < VR_COUNT(words); i++) {
		if (strcasecmp(words[i], value) == 0) {
			*place = i % 2 == 0;
			return true;
		}
	}
	return vr_option_refuse_word(words, 2, value, what, VR_WHAT_MAX);
}

static bool store_colour(struct vr_colour *place, const char *value, char what[VR_WHAT_MAX])
{
	static const char hex[] = "0123456789abcdefABCDEF";
	unsigned long rgb;
	if (*value != '#' || strspn(value + 1, hex) != 6 || value[7] != '\0') {
		(void)snprintf(what, VR_WHAT_MAX, "must be a colour as #rrggbb, not \"%.40s\"", value);
		return false;
	}
	rgb = strtoul(value + 1, NULL, 16);
	*place = (struct vr_colour){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8 & 0xff), (uint8_t)(rgb & 0xff), 255};
	return true;
}

static bool store_string(const struct vr_option *option, char *place, const char *value, char what[VR_WHAT_MAX])
{
	size_t length = strlen(value);
	// "token =" of a form that was not filled in means the same as no line at all.
	if (length == 0 && !option->required && option->fallback == NULL) {
		place[0] = '\0';
		return true;
	}
	if (length == 0) {
		(void)snprintf(what, VR_WHAT_MAX, "has no value");
		return false;
	}
	if (length >= VR_CONFIG_STRING) {
		(void)snprintf(what, VR_WHAT_MAX, "is longer than %d bytes", VR_CONFIG_STRING - 1);
		return false;
	}
	if (option->check != NULL && !option->check(value, what, VR_WHAT_MAX))
		return false;
	memcpy(place, value, length + 1);
	return true;
}

bool vr_option_store(const struct vr_option *option, void *target, const char *value, char what[VR_WHAT_MAX])
{
	void *place = (char *)target + option->offset;
	switch (option->type) {
	case VR_OPTION_STRING:
		return store_string(option, place, value, what);
	case VR_OPTION_INT:
	case VR_OPTION_NUMBER:
		return store_number(option, place, value, what);
	case VR_OPTION_BOOL:
		return store_bool(place, value, what);
	case VR_OPTION_CHOICE:
		return find_word(option->words, value, place, what);
	case VR_OPTION_COLOUR:
		return store_colour(place, value, what);
	}
	assert(false && "unknown type of option");
	return false;
}

void vr_options_defaults(const struct vr_option *options, size_t count, void *target)
{
	char what[VR_WHAT_MAX];
	for (size_t i = 0; i < count; i++) {
		if (options[i].fallback != NULL) {
			bool ok = vr_option_store(&options[i], target, options[i].fallback, what);
			assert(ok && "a default must be right");
			(void)ok;
		} else if (options[i].type == VR_OPTION_STRING) {
			*((char *)target + options[i].offset) = '\0';
		}
	}
}
