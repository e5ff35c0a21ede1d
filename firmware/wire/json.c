#include "json.h"

#include <ctype.h>
#include <malloc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define VR_TRIM_FROM 262144u // trees of smaller documents are reused by the next one
#define VR_NUMBER_TEXT 64u

// One look at the bytes before the parser builds anything from them.
struct scan {
	const char *text;
	size_t length;
	size_t values, containers, depth;
	char *patched; // a copy with what jansson must not see replaced; NULL: nothing was
};

static bool patch(struct scan *scan, size_t at, size_t length, const char *with)
{
	if (scan->patched == NULL) {
		scan->patched = vr_alloc_large(scan->length, 1);
		if (scan->patched == NULL)
			return false;
		memcpy(scan->patched, scan->text, scan->length);
	}
	memset(scan->patched + at, ' ', length);
	memcpy(scan->patched + at, with, strlen(with));
	return true;
}

// The code unit of a \uXXXX at this place, or -1.
static long code_unit(const struct scan *scan, size_t at)
{
	if (at + 6 > scan->length || scan->text[at] != '\\' || scan->text[at + 1] != 'u')
		return -1;
	char digits[5] = {0};
	memcpy(digits, scan->text + at + 2, 4);
	if (strspn(digits, "0123456789abcdefABCDEF") != 4)
		return -1;
	return strtol(digits, NULL, 16);
}

// An escape begins at `at`; returns its length, two of a pair together.
static size_t scan_escape(struct scan *scan, size_t at, bool *ok)
{
	long unit = code_unit(scan, at);
	if (unit < 0)
		return 2;
	if (unit < 0xd800 || unit > 0xdfff)
		return 6;
	long next = unit < 0xdc00 ? code_unit(scan, at + 6) : -1;
	if (next >= 0xdc00 && next <= 0xdfff)
		return 12;
	*ok = patch(scan, at, 6, "\\ufffd");
	return 6;
}

// The text from an opening quote; returns where it goes on after the closing one.
static size_t scan_string(struct scan *scan, size_t at, bool *ok)
{
	at++;
	while (at < scan->length && *ok && scan->text[at] != '"')
		at += scan->text[at] == '\\' ? scan_escape(scan, at, ok) : 1;
	return at + 1;
}

static bool out_of_range(const char *number)
{
	size_t digits = strspn(number + (*number == '-'), "0123456789");
	if (number[(*number == '-') + digits] == '\0')
		return digits > 18 && number[*number == '-'] != '0';
	char *end;
	double value = strtod(number, &end);
	return *end == '\0' && !isfinite(value);
}

static size_t scan_number(struct scan *scan, size_t at, bool *ok)
{
	char number[VR_NUMBER_TEXT];
	size_t length = 0;
	while (at + length < scan->length && length < sizeof number - 1 &&
	       strchr("0123456789+-.eE", scan->text[at + length]) != NULL && scan->text[at + length] != '\0') {
		number[length] = scan->text[at + length];
		length++;
	}
	number[length] = '\0';
	if (length < sizeof number - 1 && out_of_range(number))
		*ok = patch(scan, at, length, "-1");
	return at + length;
}

static bool within_limits(const struct scan *scan, struct vr_error *error)
{
	if (scan->depth > VR_JSON_DEPTH_MAX)
		return vr_fail(error, VR_LIMIT, "JSON nested deeper than %u levels; flatten it", VR_JSON_DEPTH_MAX);
	if (scan->values > VR_JSON_VALUES_MAX || scan->containers > VR_JSON_CONTAINERS_MAX)
		return vr_fail(error, VR_LIMIT, "JSON of more than %u values or %u objects and lists; make it smaller",
		               VR_JSON_VALUES_MAX, VR_JSON_CONTAINERS_MAX);
	return true;
}

static bool scan_all(struct scan *scan, struct vr_error *error)
{
	bool ok = true;
	size_t at = 0;
	while (at < scan->length && ok) {
		char c = scan->text[at];
		if (c == '"') {
			at = scan_string(scan, at, &ok);
			continue;
		}
		if (isdigit((unsigned char)c) || c == '-') {
			at = scan_number(scan, at, &ok);
			continue;
		}
		if (c == '{' || c == '[') {
			scan->containers++;
			scan->depth++;
		} else if ((c == '}' || c == ']') && scan->depth > 0) {
			scan->depth--;
		} else if (c == ',') {
			scan->values++;
		}
		if (!within_limits(scan, error))
			return false;
		at++;
	}
	return ok || vr_fail(error, VR_MEMORY, "no memory to read a JSON document of %zu bytes", scan->length);
}

bool vr_json_read(const char *text, size_t length, size_t max, json_t **out, struct vr_error *error)
{
	if (length > max)
		return vr_fail(error, VR_LIMIT, "JSON document of %zu bytes is larger than %zu; make it smaller",
		               length, max);
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		length -= 3;
	}
	struct scan scan = {.text = text, .length = length};
	json_t *tree = NULL;
	bool ok = scan_all(&scan, error);
	if (ok) {
		json_error_t why;
		tree = json_loadb(scan.patched != NULL ? scan.patched : text, length, JSON_ALLOW_NUL, &why);
		ok = tree != NULL ||
		     vr_fail(error, VR_INVALID, "broken JSON at line %d column %d: %s", why.line, why.column, why.text);
	}
	free(scan.patched);
	*out = tree;
	return ok;
}

void vr_json_drop(json_t *tree, size_t length)
{
	json_decref(tree);
	if (length >= VR_TRIM_FROM)
		malloc_trim(0);
}

static int append(const char *bytes, size_t length, void *buffer)
{
	return vr_buffer_add(buffer, bytes, length) ? 0 : -1;
}

void vr_json_write(const json_t *tree, struct vr_buffer *out)
{
	// A refused append shows in out->full.
	(void)json_dump_callback(tree, append, out, JSON_REAL_PRECISION(6));
}

json_t *vr_json_text(const char *text)
{
	if (text == NULL)
		return json_null();
	json_t *value = json_string(text);
	if (value != NULL)
		return value;
	size_t length = strlen(text);
	char *copy = vr_strdup(text);
	for (size_t at = 0; at < length;) {
		size_t from = at;
		if (vr_utf8_next(text, length, &at) == VR_UTF8_BAD)
			copy[from] = '?';
	}
	value = json_string(copy);
	free(copy);
	return value;
}

json_t *vr_json_instant(struct vr_instant instant)
{
	if (instant.ms == VR_INSTANT_NEVER.ms || instant.ms == VR_INSTANT_ALWAYS.ms)
		return json_null();
	char text[VR_INSTANT_TEXT];
	vr_instant_format(instant, text);
	return json_string(text);
}
