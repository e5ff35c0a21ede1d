// Nothing flashes (WCAG 2.2, 2.3.1): counts how often the picture on the glass changes much, and says when the next
// such change may come. A flash is a pair of opposing changes of a tenth of the full luminance; here each change of
// half of that over more than a sixty-fourth of the picture counts, three within a second, so that there are never more
// than three flashes whatever programmes, people and clocks do. Main thread only. Private to app.
#ifndef VANTRUM_APP_FLASH_H
#define VANTRUM_APP_FLASH_H

#include "vantrum/image.h"

#define FLASH_COLUMNS 64
#define FLASH_ROWS 36
#define FLASH_MOST 3

struct flash {
	unsigned most;                            // large changes within a second: 1 … FLASH_MOST
	bool any;                                 // seen is filled
	bool alarmed;                             // an alarm came at once, and no other large change since
	uint8_t seen[FLASH_ROWS * FLASH_COLUMNS]; // luminance here and there of the picture that counted last
	uint16_t linear[256];                     // luminance of each level of grey, of 65535
	struct vr_mono over[FLASH_MOST];          // when the last large changes were over, latest first; ms 0: never
};

void vr_flash_init(struct flash *flash, unsigned most);

// When the picture may come: now, or later. An alarm comes at once, unless one did since the last large change that had
// to ask: then a storm of alarms waits like all else, and between two that do not wait there is always one that did.
struct vr_mono vr_flash_when(const struct flash *flash, const struct vr_packed *picture, bool alarm,
                             struct vr_mono now);

// The picture comes, and will be whole at this time.
void vr_flash_note(struct flash *flash, const struct vr_packed *picture, bool alarm, struct vr_mono whole);

#endif
