#include "vantrum/base/buffer.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST ((size_t)64)

void vr_buffer_init(struct vr_buffer *buffer, size_t max)
{
	assert(max < SIZE_MAX);
	*buffer = (struct vr_buffer){.max = max};
}

void vr_buffer_release(struct vr_buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct vr_buffer){0};
}

void vr_buffer_clear(struct vr_buffer *buffer)
{
	buffer->length = 0;
	buffer->full = false;
	if (buffer->data)
		buffer->data[0] = '\0';
}

// Makes room for this many more bytes and a NUL.
static bool reserve(struct vr_buffer *buffer, size_t more)
{
	if (more > buffer->max - buffer->length) {
		buffer->full = true;
		return false;
	}
	size_t need = buffer->length + more + 1;
	if (need <= buffer->room)
		return true;
	size_t room = buffer->room ? buffer->room : ROOM_FIRST;
	while (room < need)
		room = room > SIZE_MAX / 2 ? need : room * 2;
	if (room > buffer->max + 1)
		room = buffer->max + 1;
	char *data = realloc(buffer->data, room);
	if (!data) {
		buffer->full = true;
		return false;
	}
	buffer->data = data;
	buffer->room = room;
	return true;
}

bool vr_buffer_add(struct vr_buffer *buffer, const void *bytes, size_t length)
{
	if (!reserve(buffer, length))
		return false;
	if (length > 0)
		memcpy(buffer->data + buffer->length, bytes, length);
	buffer->length += length;
	buffer->data[buffer->length] = '\0';
	return true;
}

bool vr_buffer_text(struct vr_buffer *buffer, const char *text)
{
	return vr_buffer_add(buffer, text, strlen(text));
}

bool vr_buffer_format(struct vr_buffer *buffer, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	assert(length >= 0);
	if (!reserve(buffer, (size_t)length))
		return false;
	va_start(arguments, format);
	vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)length;
	return true;
}

void vr_buffer_percent(struct vr_buffer *buffer, const char *text)
{
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;
		if (isascii(byte) && (isalnum(byte) || strchr("-._~", byte)))
			vr_buffer_add(buffer, text, 1);
		else
			vr_buffer_format(buffer, "%%%02X", byte);
	}
}

const char *vr_buffer_string(const struct vr_buffer *buffer)
{
	return buffer->data ? buffer->data : "";
}
