// Lines of an INI file. inih splits keys from values and takes comments off; around it stands what it lacks: line
// numbers, every broken line instead of the first, sections without keys, long lines, encodings.
#include "options.h"

#include <ini.h>
#include <pthread.h>
#include <string.h>
#include <unicode/ucnv.h>

#define BLANKS " \t"

struct line_reader {
	const struct vr_buffer *text;
	const struct vr_lines *to;
	size_t at;
	unsigned line;
};

static bool from_utf16(const char *bytes, size_t length, const char *encoding, struct vr_buffer *out,
                       struct vr_error *error)
{
	char text[VR_CONFIG_FILE_MAX * 2]; // a unit of two bytes becomes three at most
	UErrorCode status = U_ZERO_ERROR;
	int32_t size = ucnv_convert("UTF-8", encoding, text, sizeof text, bytes, (int32_t)length, &status);
	if (U_FAILURE(status) || size < 0)
		return vr_fail(error, VR_INVALID, "this is broken %s; save the file as UTF-8", encoding);
	if (!vr_buffer_add(out, text, (size_t)size))
		return vr_fail(error, VR_LIMIT, "the file is too long");
	return true;
}

bool vr_config_decode(const struct vr_buffer *bytes, struct vr_buffer *out, struct vr_error *error)
{
	const char *text = vr_buffer_string(bytes);
	size_t length = bytes->length;
	if (length >= 2 && memcmp(text, "\xff\xfe", 2) == 0)
		return from_utf16(text + 2, length - 2, "UTF-16LE", out, error);
	if (length >= 2 && memcmp(text, "\xfe\xff", 2) == 0)
		return from_utf16(text + 2, length - 2, "UTF-16BE", out, error);
	size_t mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	if (!vr_buffer_add(out, text + mark, length - mark))
		return vr_fail(error, VR_LIMIT, "the file is too long");
	return true;
}

static bool is_comment(const char *text)
{
	return *text == ';' || *text == '#';
}

// Why a line cannot be read, or NULL.
static const char *fault_of(const char *line, size_t length)
{
	if (length > VR_LINE_MAX)
		return "this line is longer than 1024 bytes";
	if (memchr(line, '\0', length) != NULL)
		return "this line holds NUL bytes; save the file as UTF-8 text";
	if (length > 0 && is_comment(line))
		return NULL;
	if (!vr_utf8_valid(line, length))
		return "this line is not UTF-8; save the file as UTF-8 text";
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)line[i];
		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return "this line holds control characters";
	}
	return NULL;
}

// [name] or [name "label"], alone on its line but for a comment. Cuts the line up.
static bool split_section(char *line, char **name, char **label)
{
	char *end = strchr(line, ']');
	if (end == NULL)
		return false;
	char *rest = end + 1 + strspn(end + 1, BLANKS);
	if (*rest != '\0' && (rest == end + 1 || !is_comment(rest)))
		return false;
	*end = '\0';
	*name = line + 1;
	*label = NULL;
	char *quote = strchr(*name, '"');
	if (quote == NULL)
		return true;
	char *close = strchr(quote + 1, '"');
	if (close == NULL || close[1] != '\0' || close == quote + 1)
		return false;
	*label = quote + 1;
	*quote = *close = '\0';
	(*name)[strcspn(*name, BLANKS)] = '\0';
	return true;
}

// Sections are taken here, because inih tells nothing of one without keys. Returns what inih is to see of the line.
static const char *take_line(struct line_reader *reader, char *line, size_t length)
{
	const struct vr_lines *to = reader->to;
	const char *fault = fault_of(line, length);
	if (fault != NULL) {
		to->problem(to->context, reader->line, fault);
		return "";
	}
	if (*line != '[')
		return line;
	char *name, *label;
	if (!split_section(line, &name, &label)) {
		to->problem(to->context, reader->line, "a section is written [name], alone on its line");
		name = label = NULL;
	}
	to->section(to->context, reader->line, name, label);
	return "";
}

// inih's reader: one line into its buffer, or NULL at the end.
static char *next_line(char *out, int size, void *context)
{
	struct line_reader *reader = context;
	const char *text = vr_buffer_string(reader->text) + reader->at;
	size_t left = reader->text->length - reader->at;
	if (left == 0)
		return NULL;
	const char *newline = memchr(text, '\n', left);
	size_t length = newline != NULL ? (size_t)(newline - text) : left;
	reader->at += length + (newline != NULL ? 1 : 0);
	reader->line++;
	while (length > 0 && strchr(BLANKS "\r", text[length - 1]) != NULL && text[length - 1] != '\0')
		length--;
	while (length > 0 && strchr(BLANKS, *text) != NULL && *text != '\0') {
		text++;
		length--;
	}
	char line[VR_LINE_MAX + 2];
	size_t kept = length < sizeof line ? length : sizeof line - 1;
	memcpy(line, text, kept);
	line[kept] = '\0';
	const char *seen = take_line(reader, line, length);
	size_t show = strlen(seen);
	if (show + 2 > (size_t)size)
		show = 0;
	memcpy(out, seen, show);
	out[show] = '\n';
	out[show + 1] = '\0';
	return out;
}

// Always 1: a 0 would make inih stop telling of lines without "=".
static int take_value(void *context, const char *section, const char *key, const char *value)
{
	(void)section;
	struct line_reader *reader = context;
	const struct vr_lines *to = reader->to;
	if (value == NULL)
		to->problem(to->context, reader->line, "this line is neither a [section] nor key = value");
	else
		to->value(to->context, reader->line, key, value);
	return 1;
}

unsigned vr_lines_read(const struct vr_buffer *text, const struct vr_lines *to)
{
	struct line_reader reader = {.text = text, .to = to};
	static char comments[] = ";#", fewer[] = ";";
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; // of inih's settings, which are global
	pthread_mutex_lock(&lock);
	ini_use_stack = false;
	ini_max_line = VR_LINE_MAX + 3;
	ini_initial_alloc = VR_LINE_MAX + 3;
	ini_allow_realloc = false;
	ini_allow_multiline = false;
	ini_allow_no_value = true;
	ini_allow_inline_comments = true;
	ini_inline_comment_prefixes = to->hash_in_values ? fewer : comments;
	ini_stop_on_first_error = false;
	// Every complaint it could have was made line by line already.
	(void)ini_parse_stream(next_line, &reader, take_value, &reader);
	pthread_mutex_unlock(&lock);
	return reader.line;
}
