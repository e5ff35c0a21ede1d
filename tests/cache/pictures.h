// Pictures of any size for tests: bytes with a hash, no pixels.
#ifndef VANTRUM_TESTS_PICTURES_H
#define VANTRUM_TESTS_PICTURES_H

#include "vantrum/cache.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct picture {
	char sha256[65];
	size_t length;
	unsigned char *bytes;
};

static inline struct picture picture_make(int seed, size_t length)
{
	struct picture picture = {.length = length, .bytes = malloc(length)};
	unsigned char hash[crypto_hash_sha256_BYTES];
	memset(picture.bytes, seed, length);
	crypto_hash_sha256(hash, picture.bytes, length);
	sodium_bin2hex(picture.sha256, sizeof(picture.sha256), hash, sizeof(hash));
	return picture;
}

static inline bool picture_store(struct vr_cache *cache, const struct picture *picture)
{
	struct vr_error error;
	return vr_cache_store_media(cache, picture->sha256, picture->bytes, picture->length, &error);
}

static inline bool picture_is_there(struct vr_cache *cache, const struct picture *picture)
{
	struct vr_buffer out;
	struct vr_error error;
	vr_buffer_init(&out, VR_CACHE_MEDIA_MAX);
	bool there = vr_cache_load_media(cache, picture->sha256, &out, &error) && out.length == picture->length &&
	             memcmp(out.data, picture->bytes, out.length) == 0;
	vr_buffer_release(&out);
	return there;
}

#endif
