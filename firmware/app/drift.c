#include "drift.h"

#include <string.h>

#define SIDE (2 * DRIFT_PX + 1)
#define LAST (SIDE * SIDE - 1)

// Row by row as a plough goes, and the same way back. It begins in the middle.
void vr_drift_at(unsigned slide, int *x, int *y)
{
	int step = (int)((slide + LAST / 2) % (2 * LAST));
	int place = step <= LAST ? step : 2 * LAST - step;
	int row = place / SIDE, column = place % SIDE;

	*x = (row % 2 ? SIDE - 1 - column : column) - DRIFT_PX;
	*y = row - DRIFT_PX;
}

static void shift_row(uint32_t *row, int width, int x)
{
	uint32_t edge = x > 0 ? row[0] : row[width - 1];

	if (x > 0)
		memmove(row + x, row, (size_t)(width - x) * sizeof *row);
	else
		memmove(row, row - x, (size_t)(width + x) * sizeof *row);
	for (int i = 0; i < x; i++)
		row[i] = edge;
	for (int i = width + x; i < width; i++)
		row[i] = edge;
}

void vr_drift_shift(struct vr_pixels *picture, int x, int y)
{
	size_t row = (size_t)picture->width;
	int height = picture->height, moved = height - (y < 0 ? -y : y);

	if (picture->width <= DRIFT_PX || height <= DRIFT_PX)
		return;
	if (y > 0)
		memmove(picture->data + (size_t)y * row, picture->data, (size_t)moved * row * sizeof *picture->data);
	else if (y < 0)
		memmove(picture->data, picture->data + (size_t)-y * row, (size_t)moved * row * sizeof *picture->data);
	for (int i = 0; i < y; i++)
		memcpy(picture->data + (size_t)i * row, picture->data + (size_t)y * row, row * sizeof *picture->data);
	for (int i = moved; y < 0 && i < height; i++)
		memcpy(picture->data + (size_t)i * row, picture->data + (size_t)(moved - 1) * row,
		       row * sizeof *picture->data);
	for (int i = 0; x != 0 && i < height; i++)
		shift_row(picture->data + (size_t)i * row, picture->width, x);
}
