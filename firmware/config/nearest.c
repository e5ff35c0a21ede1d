#include "options.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#define WORD_MAX 64u

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

// Optimal string alignment over three rows.
size_t vr_edit_distance(const char *a, const char *b)
{
	size_t width = least(strlen(b), WORD_MAX), height = least(strlen(a), WORD_MAX);
	size_t rows[3][WORD_MAX + 1];
	for (size_t x = 0; x <= width; x++)
		rows[0][x] = x;
	for (size_t y = 1; y <= height; y++) {
		size_t *row = rows[y % 3], *above = rows[(y - 1) % 3], *before = rows[(y + 1) % 3];
		row[0] = y;
		for (size_t x = 1; x <= width; x++) {
			size_t replace = above[x - 1] + (same(a[y - 1], b[x - 1]) ? 0 : 1);
			row[x] = least(replace, least(above[x], row[x - 1]) + 1);
			if (y > 1 && x > 1 && same(a[y - 1], b[x - 2]) && same(a[y - 2], b[x - 1]))
				row[x] = least(row[x], before[x - 2] + 1);
		}
	}
	return rows[height % 3][width];
}

const char *vr_nearest(const char *word, const char *(*get)(const void *context, size_t index), const void *context,
                       size_t count)
{
	const char *best = NULL;
	size_t distance = SIZE_MAX;
	for (size_t i = 0; i < count; i++) {
		const char *candidate = get(context, i);
		size_t edits = candidate != NULL ? vr_edit_distance(word, candidate) : SIZE_MAX;
		if (edits < distance) {
			distance = edits;
			best = candidate;
		}
	}
	// Where more than half of the letters differ, another name is no help.
	return best != NULL && distance * 2 <= least(strlen(best), WORD_MAX) + 1 ? best : NULL;
}
