#include "exif.h"

#include <stdbool.h>
#include <string.h>

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3
#define ENTRIES_MAX 200

// A TIFF block: offsets count from its start, numbers are in the byte order that its first letters name.
struct block {
	const uint8_t *bytes;
	size_t length;
	bool big;
};

static uint32_t number(const struct block *block, size_t at, size_t size)
{
	if (at > block->length || size > block->length - at)
		return 0;
	uint32_t value = 0;
	for (size_t i = 0; i < size; i++)
		value = value << 8 | block->bytes[at + (block->big ? i : size - 1 - i)];
	return value;
}

int vr_exif_orientation(const uint8_t *bytes, size_t length)
{
	size_t letters = length >= 6 && memcmp(bytes, "Exif\0\0", 6) == 0 ? 6 : 0;
	if (length - letters < 8)
		return 1;
	const struct block block = {bytes + letters, length - letters, bytes[letters] == 'M'};
	if (memcmp(block.bytes, block.big ? "MM" : "II", 2) != 0 || number(&block, 2, 2) != 42)
		return 1;
	size_t at = number(&block, 4, 4);
	uint32_t entries = number(&block, at, 2);
	for (uint32_t i = 0; i < entries && i < ENTRIES_MAX; i++) {
		size_t entry = at + 2 + 12 * (size_t)i;
		if (number(&block, entry, 2) != TAG_ORIENTATION)
			continue;
		uint32_t value = number(&block, entry + 8, 2);
		bool usable = number(&block, entry + 2, 2) == TYPE_SHORT && value >= 1 && value <= 8;
		return usable ? (int)value : 1;
	}
	return 1;
}

// Content of the chunk that begins at `at` with a head of eight bytes, cut to what the file has.
static struct block content(const struct block *file, size_t at, size_t length)
{
	size_t from = at + 8, rest = file->length - from;
	return (struct block){file->bytes + from, length < rest ? length : rest, file->big};
}

int vr_exif_of_png(const uint8_t *bytes, size_t length)
{
	const struct block file = {bytes, length, true};
	size_t at = 8;
	while (at + 12 <= length && memcmp(bytes + at + 4, "IDAT", 4) != 0) {
		const struct block chunk = content(&file, at, number(&file, at, 4));
		if (memcmp(bytes + at + 4, "eXIf", 4) == 0)
			return vr_exif_orientation(chunk.bytes, chunk.length);
		at += 8 + chunk.length + 4;
	}
	return 1;
}

int vr_exif_of_webp(const uint8_t *bytes, size_t length)
{
	const struct block file = {bytes, length, false};
	size_t at = 12;
	while (at + 8 <= length) {
		const struct block chunk = content(&file, at, number(&file, at + 4, 4));
		if (memcmp(bytes + at, "EXIF", 4) == 0)
			return vr_exif_orientation(chunk.bytes, chunk.length);
		at += 8 + chunk.length + (chunk.length & 1);
	}
	return 1;
}
