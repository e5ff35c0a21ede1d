#include "vantrum/base/file.h"

#include "vantrum/base/assets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536

static bool fail_errno(struct vr_error *error, const char *doing, const char *path)
{
	int number = errno;
	enum vr_code code = number == ENOENT || number == ENOTDIR ? VR_NOT_FOUND : VR_IO;
	return vr_fail(error, code, "cannot %s %.120s: %s", doing, path, strerror(number));
}

static bool read_all(int fd, const char *path, struct vr_buffer *out, struct vr_error *error)
{
	char chunk[CHUNK];
	for (;;) {
		ssize_t length = read(fd, chunk, sizeof chunk);
		if (length < 0 && errno == EINTR)
			continue;
		if (length < 0)
			return fail_errno(error, "read", path);
		if (length == 0)
			return true;
		if (!vr_buffer_add(out, chunk, (size_t)length))
			return vr_fail(error, VR_LIMIT, "%.120s is larger than %zu bytes", path, out->max);
	}
}

// Without a note of when it was read: that is a write of its own, and cards wear out. Only the owner may leave it out.
static int open_to_read(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOATIME);
	return fd < 0 && errno == EPERM ? open(path, O_RDONLY | O_CLOEXEC) : fd;
}

bool vr_file_read(const char *path, struct vr_buffer *out, struct vr_error *error)
{
	int fd = open_to_read(path);
	if (fd < 0)
		return fail_errno(error, "open", path);
	bool done = read_all(fd, path, out, error);
	close(fd);
	return done;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, bytes, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes += written;
		length -= (size_t)written;
	}
	return true;
}

// Writes a new file and has it on the disk before it returns.
static bool write_new(const char *path, const void *bytes, size_t length, unsigned mode, struct vr_error *error)
{
	if (unlink(path) != 0 && errno != ENOENT) // left behind by a power cut
		return fail_errno(error, "replace", path);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
	if (fd < 0)
		return fail_errno(error, "create", path);
	bool done = write_all(fd, bytes, length) && fsync(fd) == 0;
	if (!done)
		fail_errno(error, "write", path);
	if (close(fd) != 0 && done) { // some file systems report a full disk only here
		done = false;
		fail_errno(error, "write", path);
	}
	if (!done)
		unlink(path);
	return done;
}

// The folder that holds path, as a path.
static bool folder_of(const char *path, char out[VR_PATH_MAX], struct vr_error *error)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) : 1;
	if (slash == path)
		length = 1;
	if (length >= VR_PATH_MAX)
		return vr_fail(error, VR_LIMIT, "the path %.60s… is too long", path);
	memcpy(out, slash ? path : ".", length);
	out[length] = '\0';
	return true;
}

bool vr_file_replace(const char *path, const void *bytes, size_t length, unsigned mode, struct vr_error *error)
{
	char folder[VR_PATH_MAX];
	char fresh[VR_PATH_MAX];
	if (!folder_of(path, folder, error))
		return false;
	if (snprintf(fresh, sizeof fresh, "%s" VR_FILE_FRESH, path) >= (int)sizeof fresh)
		return vr_fail(error, VR_LIMIT, "the path %.60s… is too long", path);
	if (!write_new(fresh, bytes, length, mode, error))
		return false;
	if (rename(fresh, path) != 0) {
		fail_errno(error, "replace", path);
		unlink(fresh);
		return false;
	}
	return vr_file_sync_folder(folder, error);
}

static bool make_one(const char *path, struct vr_error *error)
{
	if (mkdir(path, 0755) == 0)
		return true;
	// A read-only or foreign parent answers EROFS or EACCES even where the folder exists.
	int number = errno;
	struct stat status;
	if (stat(path, &status) == 0) {
		if (S_ISDIR(status.st_mode))
			return true;
		return vr_fail(error, VR_IO, "%.120s is in the way: it is not a folder", path);
	}
	errno = number;
	return fail_errno(error, "make the folder", path);
}

bool vr_file_make_folder(const char *path, struct vr_error *error)
{
	char part[VR_PATH_MAX];
	size_t length = strlen(path);
	if (length == 0 || length >= sizeof part)
		return vr_fail(error, VR_LIMIT, "the path \"%.60s\" is empty or too long", path);
	memcpy(part, path, length + 1);
	for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (!make_one(part, error))
			return false;
		*slash = '/';
	}
	return make_one(part, error);
}

bool vr_file_sync_folder(const char *path, struct vr_error *error)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(error, "open the folder", path);
	// EINVAL: a file system that has no such thing (some network and FUSE ones); there is nothing more to do.
	bool done = fsync(fd) == 0 || errno == EINVAL;
	if (!done)
		fail_errno(error, "sync the folder", path);
	close(fd);
	return done;
}
