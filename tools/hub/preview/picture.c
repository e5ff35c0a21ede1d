#include "picture.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool path_of(const struct preview_picture *picture, const char *sha256, char *out, size_t size)
{
	if (strlen(sha256) != VR_SHA256_HEX - 1 || strspn(sha256, "0123456789abcdef") != VR_SHA256_HEX - 1)
		return false;
	return (size_t)snprintf(out, size, "%s/%s", picture->folder, sha256) < size;
}

void preview_picture_release(struct preview_picture *picture)
{
	vr_pixels_release(&picture->pixels);
}

bool preview_picture_usable(const struct preview_picture *picture, const char *sha256)
{
	char path[VR_PATH_MAX];
	struct stat status;
	return strcmp(picture->broken, sha256) != 0 && path_of(picture, sha256, path, sizeof path) &&
	       stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool preview_picture_good(const struct preview_picture *picture, const char *sha256)
{
	return picture->pixels.data && strcmp(picture->sha256, sha256) == 0;
}

static bool is_what_it_says(const struct vr_buffer *bytes, const char *sha256)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[VR_SHA256_HEX];
	crypto_hash_sha256(hash, (const unsigned char *)vr_buffer_string(bytes), bytes->length);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	return strcmp(hex, sha256) == 0;
}

static bool read_verified(const struct preview_picture *picture, const char *sha256, struct vr_buffer *bytes,
                          struct vr_error *error)
{
	char path[VR_PATH_MAX];
	if (!path_of(picture, sha256, path, sizeof path))
		return vr_fail(error, VR_INVALID, "its name is no SHA-256");
	if (!vr_file_read(path, bytes, error))
		return false;
	if (!is_what_it_says(bytes, sha256))
		return vr_fail(error, VR_INVALID, "the file is damaged: it is another one than its name says");
	return true;
}

static bool decode(struct preview_picture *picture, const struct vr_slide_picture *wanted, struct vr_error *error)
{
	const char *sha256 = wanted->picture->sha256;
	struct vr_buffer bytes;
	vr_buffer_init(&bytes, VR_IMAGE_BYTES_MAX);
	bool decoded = read_verified(picture, sha256, &bytes, error) &&
	               vr_image_decode_for(bytes.data, bytes.length, wanted->width, wanted->height, wanted->contain,
	                                   &picture->pixels, error);
	vr_buffer_release(&bytes);
	return decoded;
}

bool preview_picture_prepare(struct preview_picture *picture, const struct vr_slide_picture *wanted)
{
	bool contain = wanted->contain;
	if (preview_picture_find(picture, wanted->picture->sha256, wanted->width, wanted->height) &&
	    picture->contain == contain)
		return true;
	struct vr_error error;
	vr_pixels_release(&picture->pixels);
	if (!decode(picture, wanted, &error)) {
		vr_log(VR_LOG_WARNING, "preview", "picture %.12s… is left out: %s", wanted->picture->sha256,
		       error.what);
		memcpy(picture->broken, wanted->picture->sha256, sizeof picture->broken);
		return false;
	}
	memcpy(picture->sha256, wanted->picture->sha256, sizeof picture->sha256);
	picture->width = wanted->width;
	picture->height = wanted->height;
	picture->contain = contain;
	return true;
}

const struct vr_pixels *preview_picture_find(void *context, const char *sha256, int width, int height)
{
	const struct preview_picture *picture = context;
	bool fits = picture->width == width && picture->height == height;
	return fits && preview_picture_good(picture, sha256) ? &picture->pixels : NULL;
}
