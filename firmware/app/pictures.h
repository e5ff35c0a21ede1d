// Decoded pictures, prepared ahead: a worker thread loads and decodes, the main thread only takes what is ready.
// Main thread only. Private to app.
#ifndef VANTRUM_APP_PICTURES_H
#define VANTRUM_APP_PICTURES_H

#include "vantrum/paint.h"

struct pictures;

// Where the bytes come from. Both are called from the worker thread too, so they must be safe there.
struct picture_source {
	bool (*has)(void *context, const char *sha256);
	bool (*load)(void *context, const char *sha256, struct vr_buffer *out, struct vr_error *error);
	void *context;
};

// With a wake callback a worker thread decodes; without one preparing decodes on the spot.
struct pictures *vr_pictures_create(const struct picture_source *source, struct vr_wake wake);
void vr_pictures_destroy(struct pictures *pictures);

enum readiness { PICTURE_READY, PICTURE_PENDING, PICTURE_BROKEN };

// Asks for a picture at a size; again and again until it is ready or broken. The three newest sizes are kept.
enum readiness vr_pictures_prepare(struct pictures *pictures, const char *sha256, int width, int height, bool contain);

// Lets decoded pictures go, all but this one; sha256 NULL: all. What is still being decoded goes on.
void vr_pictures_keep(struct pictures *pictures, const char *sha256, int width, int height);

// Takes what the worker finished. True when a picture turned out to be broken: layouts that count on it are void.
bool vr_pictures_collect(struct pictures *pictures);

// There are bytes and they are not known to be broken.
bool vr_pictures_usable(struct pictures *pictures, const char *sha256);

// The pixels for a place that is drawn, or NULL.
const struct vr_pixels *vr_pictures_find(void *pictures, const char *sha256, int width, int height);

#endif
