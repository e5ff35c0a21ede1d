#include "media.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD 12 // bytes that tell what a file is

bool vr_media_name(const char *sha256)
{
	return strlen(sha256) == VR_MEDIA_NAME - 1 && strspn(sha256, "0123456789abcdef") == VR_MEDIA_NAME - 1;
}

static const char *type_of(const unsigned char head[HEAD])
{
	if (memcmp(head, "\x89PNG\r\n\x1a\n", 8) == 0)
		return "image/png";
	if (memcmp(head, "\xff\xd8\xff", 3) == 0)
		return "image/jpeg";
	if (memcmp(head, "RIFF", 4) == 0 && memcmp(head + 8, "WEBP", 4) == 0)
		return "image/webp";
	return NULL;
}

static const char *type_of_file(int fd)
{
	unsigned char head[HEAD];
	return pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head ? type_of(head) : NULL;
}

static void make_path(const char *folder, const char *name, char out[VR_PATH_MAX + VR_MEDIA_NAME + 1])
{
	snprintf(out, VR_PATH_MAX + VR_MEDIA_NAME + 1, "%.*s/%s", VR_PATH_MAX - 1, folder, name);
}

bool vr_media_open(const char *folder, const char *sha256, int *fd, int64_t *size, const char **type,
                   struct vr_error *error)
{
	*fd = -1;
	if (!vr_media_name(sha256))
		return vr_fail(error, VR_NOT_FOUND, "a media address ends in 64 lower-case hexadecimal digits");
	char path[VR_PATH_MAX + VR_MEDIA_NAME + 1];
	make_path(folder, sha256, path);
	// Not blocking: a pipe of that name must not stop the hub.
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0)
		return vr_fail(error, VR_NOT_FOUND, "there is no such media file");
	struct stat status;
	bool readable = fstat(*fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= VR_MEDIA_BYTES_MAX;
	*type = readable ? type_of_file(*fd) : NULL;
	if (!*type) {
		close(*fd);
		*fd = -1;
		vr_log(VR_LOG_WARNING, "hub", "media/%s is no PNG, JPEG or WebP file of at most 20 MiB", sha256);
		return vr_fail(error, VR_NOT_FOUND, "there is no such media file");
	}
	*size = status.st_size;
	return true;
}

bool vr_media_keep(const char *folder, const void *bytes, size_t length, char name[VR_MEDIA_NAME], const char **type,
                   struct vr_error *error)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char path[VR_PATH_MAX + VR_MEDIA_NAME + 1];
	struct stat status;
	*type = length >= HEAD ? type_of(bytes) : NULL;
	if (!*type || length > VR_MEDIA_BYTES_MAX)
		return vr_fail(error, VR_UNSUPPORTED, "a picture is a PNG, JPEG or WebP file of at most 20 MiB");
	crypto_hash_sha256(hash, bytes, length);
	sodium_bin2hex(name, VR_MEDIA_NAME, hash, sizeof hash);
	make_path(folder, name, path);
	// What is there under this name has these bytes; its time says when it was last brought.
	if (stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size == (off_t)length &&
	    utimensat(AT_FDCWD, path, NULL, 0) == 0)
		return true;
	return vr_file_make_folder(folder, error) && vr_file_replace(path, bytes, length, 0640, error);
}
