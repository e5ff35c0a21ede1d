#include "reading.h"

#include "vantrum/guard.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Writes the way from the document down. Keys are ours or language tags, so "~" and "/" need no escaping.
static size_t write_pointer(const struct vr_place *place, char *out, size_t size)
{
	if (place->up == NULL)
		return 0;
	size_t length = write_pointer(place->up, out, size);
	int more = place->key != NULL ? snprintf(out + length, size - length, "/%s", place->key)
	                              : snprintf(out + length, size - length, "/%zu", place->index);
	size_t end = length + (size_t)more;
	return end < size ? end : size - 1;
}

static void note_place(struct vr_reading *reading, const struct vr_place *place, const char *key)
{
	reading->pointer[0] = '\0';
	size_t length = write_pointer(place, reading->pointer, sizeof reading->pointer);
	if (key != NULL)
		(void)snprintf(reading->pointer + length, sizeof reading->pointer - length, "/%s", key);
}

static bool note_fault(struct vr_reading *reading, enum vr_code code, const char *format, va_list arguments)
{
	char what[sizeof reading->fault.what];
	(void)vsnprintf(what, sizeof what, format, arguments);
	return vr_fail(&reading->fault, code, "%s", what);
}

bool vr_wrong(struct vr_reading *reading, const struct vr_place *place, const char *key, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	note_place(reading, place, key);
	(void)note_fault(reading, VR_INVALID, format, arguments);
	va_end(arguments);
	return false;
}

bool vr_over_limit(struct vr_reading *reading, const struct vr_place *place, const char *key, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	note_place(reading, place, key);
	(void)note_fault(reading, VR_LIMIT, format, arguments);
	va_end(arguments);
	reading->fatal = true;
	return false;
}

void *vr_reading_alloc(struct vr_reading *reading, size_t count, size_t size)
{
	void *memory = vr_arena_alloc(&reading->programme->arena, count, size);
	if (memory == NULL) {
		reading->fatal = true;
		(void)vr_fail(&reading->fault, VR_LIMIT, "the programme takes more memory than a screen gives it");
	}
	return memory;
}

char *vr_reading_copy(struct vr_reading *reading, const char *text, size_t length)
{
	char *copy = vr_reading_alloc(reading, length + 1, 1);
	if (copy != NULL)
		memcpy(copy, text, length);
	return copy;
}

bool vr_pass_guard(struct vr_reading *reading, const struct vr_place *place, const char *key, const char **text)
{
	if (*text == NULL || !vr_guard_blocks_text(*text, strlen(*text)))
		return true;
	(void)vr_wrong(reading, place, key, "holds a personal identity number");
	*text = NULL;
	if (!reading->in_entry)
		return vr_reading_set_aside(reading);
	reading->blocked = true;
	return false;
}

bool vr_reading_set_aside(struct vr_reading *reading)
{
	if (reading->fatal)
		return false;
	if (reading->aside_count == reading->aside_room) {
		size_t room = reading->aside_room == 0 ? 16 : reading->aside_room * 2;
		struct vr_set_aside *grown = realloc(reading->aside, room * sizeof *grown);
		if (grown == NULL) {
			reading->fatal = true;
			return vr_fail(&reading->fault, VR_MEMORY, "no memory to list what was set aside");
		}
		reading->aside = grown;
		reading->aside_room = room;
	}
	const char *pointer = vr_reading_copy(reading, reading->pointer, strlen(reading->pointer));
	const char *reason = vr_reading_copy(reading, reading->fault.what, strlen(reading->fault.what));
	if (pointer == NULL || reason == NULL)
		return false;
	reading->blocked = false;
	reading->aside[reading->aside_count++] = (struct vr_set_aside){pointer, reason};
	return true;
}

const json_t *vr_member(const struct vr_place *place, const char *key)
{
	const json_t *value = json_object_get(place->value, key);
	return json_is_null(value) ? NULL : value;
}

bool vr_enter(struct vr_reading *reading, const struct vr_place *place, const char *key, json_type type,
              struct vr_place *out)
{
	*out = (struct vr_place){.up = place, .key = key, .value = vr_member(place, key)};
	if (out->value != NULL && json_typeof(out->value) != type)
		return vr_wrong(reading, place, key, "must be %s", type == JSON_ARRAY ? "a list" : "an object");
	return true;
}

bool vr_require(struct vr_reading *reading, const struct vr_place *place, const char *key, bool given)
{
	return given || vr_wrong(reading, place, key, "is required");
}
