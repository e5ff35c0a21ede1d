#include "flash.h"

#include "vantrum/theme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// A second, and a little for frames that come late.
#define WINDOW_MS 1100
// Half of WCAG's tenth, so that what stays below twice in a row is no change of a tenth either.
#define LARGE 12 // of 255
#define LARGE_AREA (FLASH_ROWS * FLASH_COLUMNS / 64)

void vr_flash_init(struct flash *flash, unsigned most)
{
	*flash = (struct flash){.most = most};
	for (int i = 0; i < 256; i++) {
		struct vr_colour grey = {(uint8_t)i, (uint8_t)i, (uint8_t)i, 255};

		flash->linear[i] = (uint16_t)lround(vr_luminance(grey) * UINT16_MAX);
	}
}

// One pixel of each cell, at another place in each, so that no pattern hides between them.
static uint8_t sample(const struct flash *flash, const struct vr_packed *picture, int column, int row)
{
	int in_column = (row * 37 + column * 11) % FLASH_COLUMNS, in_row = (column * 23 + row * 7) % FLASH_ROWS;
	int64_t x = ((int64_t)column * FLASH_COLUMNS + in_column) * picture->width / (FLASH_COLUMNS * FLASH_COLUMNS);
	int64_t y = ((int64_t)row * FLASH_ROWS + in_row) * picture->height / (FLASH_ROWS * FLASH_ROWS);
	uint32_t pixel, red, green, blue;

	vr_packed_read(picture, (int)x, (int)y, 1, &pixel);
	red = flash->linear[pixel >> 16 & 0xff];
	green = flash->linear[pixel >> 8 & 0xff];
	blue = flash->linear[pixel & 0xff];
	// WCAG's relative luminance, in whole numbers: this is done for thousands of pixels a slide.
	return (uint8_t)((2126 * red + 7152 * green + 722 * blue) / 10000 / (UINT16_MAX / 255));
}

static bool is_large(const struct flash *flash, const struct vr_packed *picture)
{
	int changed = 0;

	for (int row = 0; row < FLASH_ROWS; row++) {
		for (int column = 0; column < FLASH_COLUMNS; column++)
			changed += abs(sample(flash, picture, column, row) -
			               flash->seen[row * FLASH_COLUMNS + column]) >= LARGE;
	}
	return !flash->any || changed > LARGE_AREA;
}

struct vr_mono vr_flash_when(const struct flash *flash, const struct vr_packed *picture, bool alarm, struct vr_mono now)
{
	struct vr_mono oldest = flash->over[flash->most - 1], when = {oldest.ms + WINDOW_MS};

	if (!oldest.ms || when.ms <= now.ms || (alarm && !flash->alarmed) || !is_large(flash, picture))
		return now;
	return when;
}

void vr_flash_note(struct flash *flash, const struct vr_packed *picture, bool alarm, struct vr_mono whole)
{
	if (!is_large(flash, picture))
		return;
	for (int row = 0; row < FLASH_ROWS; row++) {
		for (int column = 0; column < FLASH_COLUMNS; column++)
			flash->seen[row * FLASH_COLUMNS + column] = sample(flash, picture, column, row);
	}
	flash->any = true;
	flash->alarmed = alarm;
	memmove(&flash->over[1], &flash->over[0], (FLASH_MOST - 1) * sizeof flash->over[0]);
	flash->over[0] = whole;
}
