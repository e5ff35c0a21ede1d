// Private: one frame as it goes to the panel: a picture as read, or one step from a picture to another, turned.
#ifndef VANTRUM_FIRMWARE_GFX_FRAME_H
#define VANTRUM_FIRMWARE_GFX_FRAME_H

#include "vantrum/image.h"

struct vr_frame {
	const struct vr_packed *from; // as read; NULL: to alone
	const struct vr_packed *to;   // of the same size
	unsigned weight;              // of to over from, 0 … 256
	int rotate;                   // degrees clockwise: 0, 90, 180, 270
};

// Size of something as read (width, height) on a panel turned by rotate, and back: it is the same swap.
void vr_frame_turn(int rotate, int *width, int *height);

// Writes this part of the panel: part.h rows of part.w pixels, stride pixels apart.
void vr_frame_write(const struct vr_frame *frame, struct vr_rect part, uint32_t *out, int stride);

#endif
