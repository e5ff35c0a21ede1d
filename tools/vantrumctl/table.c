#include "table.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#define GAP 2

// What a terminal may be given for a code point: it must neither move the cursor nor turn the line around.
static uint32_t tame(uint32_t code_point)
{
	if (code_point == '\n' || code_point == '\r' || code_point == '\t')
		return ' ';
	bool turns = (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069);
	bool control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
	return code_point == VR_UTF8_BAD || turns || control ? '?' : code_point;
}

void vr_ctl_print_clean(FILE *out, const char *text)
{
	size_t length = strlen(text);
	for (size_t at = 0; at < length;) {
		char bytes[4] = "";
		size_t count = vr_utf8_encode(tame(vr_utf8_next(text, length, &at)), bytes);
		fwrite(bytes, 1, count, out);
	}
}

// Columns on a terminal. The program's locale knows Unicode (main.c).
static size_t width_of(const char *text)
{
	size_t width = 0, length = strlen(text);
	for (size_t at = 0; at < length;) {
		int columns = wcwidth((wchar_t)tame(vr_utf8_next(text, length, &at)));
		width += columns < 0 ? 1 : (size_t)columns;
	}
	return width;
}

void vr_ctl_table_init(struct vr_ctl_table *table, ...)
{
	va_list names;
	const char *name;
	*table = (struct vr_ctl_table){0};
	va_start(names, table);
	while ((name = va_arg(names, const char *)) != NULL) {
		vr_ctl_table_add(table, name);
		table->columns++;
	}
	va_end(names);
}

void vr_ctl_table_add(struct vr_ctl_table *table, const char *text)
{
	if (table->count == table->room) {
		size_t room = table->room ? table->room * 2 : 64;
		char **cells = vr_alloc(room, sizeof *cells);
		for (size_t i = 0; i < table->count; i++)
			cells[i] = table->cells[i];
		free(table->cells);
		table->cells = cells;
		table->room = room;
	}
	table->cells[table->count++] = vr_strdup(text && text[0] ? text : "-");
}

static size_t column_width(const struct vr_ctl_table *table, size_t column)
{
	size_t widest = 0;
	for (size_t i = column; i < table->count; i += table->columns) {
		size_t width = width_of(table->cells[i]);
		widest = width > widest ? width : widest;
	}
	return widest;
}

void vr_ctl_table_print(const struct vr_ctl_table *table, FILE *out)
{
	size_t *widths = vr_alloc(table->columns, sizeof *widths);
	for (size_t i = 0; i < table->columns; i++)
		widths[i] = column_width(table, i);
	for (size_t i = 0; i < table->count; i++) {
		size_t column = i % table->columns;
		bool last = column + 1 == table->columns;
		vr_ctl_print_clean(out, table->cells[i]);
		if (last)
			fputc('\n', out);
		else
			fprintf(out, "%*s", (int)(widths[column] - width_of(table->cells[i]) + GAP), "");
	}
	free(widths);
}

void vr_ctl_table_release(struct vr_ctl_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		free(table->cells[i]);
	free(table->cells);
	*table = (struct vr_ctl_table){0};
}

const char *vr_ctl_local_time(const char *text, char out[VR_CTL_TIME_TEXT])
{
	struct vr_instant instant;
	struct tm local;
	if (!text || !vr_instant_parse(text, &instant, NULL))
		return text;
	time_t seconds = (time_t)(instant.ms / VR_SECOND);
	if (!localtime_r(&seconds, &local) || strftime(out, VR_CTL_TIME_TEXT, "%Y-%m-%d %H:%M", &local) == 0)
		return text;
	return out;
}
