#include "vantrum/sys.h"

#include <errno.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

// Not IN_MODIFY: a file that is being written is looked at when it is closed.
#define EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF)

// What tells one state of a file from another; all zero when there is none.
struct signature {
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec modified;
};

struct vr_watch {
	int fd;
	size_t count;
	struct watched {
		char *path;
		struct signature seen;
	} files[];
};

static struct signature look(const char *path)
{
	struct stat status;
	if (stat(path, &status) != 0)
		return (struct signature){0};
	return (struct signature){status.st_dev, status.st_ino, status.st_size, status.st_mtim};
}

static bool same(const struct signature *a, const struct signature *b)
{
	return a->device == b->device && a->inode == b->inode && a->size == b->size &&
	       a->modified.tv_sec == b->modified.tv_sec && a->modified.tv_nsec == b->modified.tv_nsec;
}

// Folders are watched, not files: a file that is replaced by rename(2) has a new inode. Where the folder is not there
// yet, its nearest ancestor is watched until it comes. Watching what is watched already changes nothing.
static void arm(struct vr_watch *watch, const char *path)
{
	char *folder = vr_strdup(path);
	char *slash;
	while ((slash = strrchr(folder, '/'))) {
		slash[slash == folder] = '\0';
		if (inotify_add_watch(watch->fd, folder, EVENTS) >= 0 || slash == folder)
			break;
	}
	if (!slash)
		inotify_add_watch(watch->fd, ".", EVENTS);
	free(folder);
}

struct vr_watch *vr_watch_create(const char *const *paths, size_t count)
{
	struct vr_watch *watch = vr_alloc(1, sizeof *watch + count * sizeof watch->files[0]);
	watch->count = count;
	watch->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (watch->fd < 0)
		vr_log(VR_LOG_WARNING, "sys", "files are not watched for change (send SIGHUP instead): %s",
		       strerror(errno));
	for (size_t i = 0; i < count; i++) {
		watch->files[i].path = vr_strdup(paths[i]);
		if (watch->fd >= 0)
			arm(watch, paths[i]);
		watch->files[i].seen = look(paths[i]);
	}
	return watch;
}

void vr_watch_destroy(struct vr_watch *watch)
{
	if (!watch)
		return;
	if (watch->fd >= 0)
		close(watch->fd);
	for (size_t i = 0; i < watch->count; i++)
		free(watch->files[i].path);
	free(watch);
}

bool vr_watch_is_of(const struct vr_watch *watch, const char *const *paths, size_t count)
{
	if (!watch || watch->count != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(watch->files[i].path, paths[i]) != 0)
			return false;
	return true;
}

int vr_watch_fd(const struct vr_watch *watch)
{
	return watch->fd;
}

// Takes all that inotify has to tell. True when something may have changed: a file that was just created is still
// being written, and its end will be told as well.
static bool drain(int fd)
{
	alignas(struct inotify_event) char bytes[4096];
	bool worth_a_look = false;
	for (;;) {
		ssize_t length = read(fd, bytes, sizeof bytes);
		if (length < 0 && errno == EINTR)
			continue;
		if (length <= 0)
			return worth_a_look;
		const struct inotify_event *event;
		for (char *at = bytes; at < bytes + length; at += sizeof *event + event->len) {
			event = (const struct inotify_event *)(void *)at;
			worth_a_look |= !(event->mask & IN_CREATE) || (event->mask & IN_ISDIR);
		}
	}
}

bool vr_watch_changed(struct vr_watch *watch)
{
	if (watch->fd >= 0 && !drain(watch->fd))
		return false;
	bool changed = false;
	for (size_t i = 0; i < watch->count; i++) {
		struct watched *file = &watch->files[i];
		if (watch->fd >= 0)
			arm(watch, file->path); // before the look, so that nothing falls in between
		struct signature now = look(file->path);
		changed |= !same(&now, &file->seen);
		file->seen = now;
	}
	return changed;
}
