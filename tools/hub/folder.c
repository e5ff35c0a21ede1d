#include "folder.h"

#include "vantrum/wire.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEDIA_BYTES_MAX (20 << 20)
#define WATCHED (IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

struct vr_hub_folder {
	char path[VR_PATH_MAX];
	char programme[VR_PATH_MAX + 32];
	int notify;          // inotify; -1 where the kernel has none left
	int watch;           // of the folder; -1: not watched at the moment
	struct stat seen;    // the file as last read; st_ino 0: none
	struct stat refused; // the file as last refused
	bool missing_told;
	struct vr_hub_snapshot *current;
	uint64_t versions;
};

struct vr_hub_snapshot *vr_hub_snapshot_ref(struct vr_hub_snapshot *snapshot)
{
	snapshot->references++;
	return snapshot;
}

void vr_hub_snapshot_unref(struct vr_hub_snapshot *snapshot)
{
	if (!snapshot || --snapshot->references > 0)
		return;
	free(snapshot->bytes);
	free(snapshot);
}

static void make_etag(const char *bytes, size_t length, char etag[VR_HUB_ETAG])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[crypto_hash_sha256_BYTES * 2 + 1];
	crypto_hash_sha256(hash, (const unsigned char *)bytes, length);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	snprintf(etag, VR_HUB_ETAG, "\"%s\"", hex);
}

// Takes over the buffer's bytes when they are a programme; what the parser sets aside is told, for whoever edits it.
static struct vr_hub_snapshot *snapshot_of(struct vr_buffer *bytes, struct vr_error *error)
{
	const struct vr_programme *programme = NULL;
	if (!vr_wire_programme(vr_buffer_string(bytes), bytes->length, NULL, &programme, error))
		return NULL;
	for (size_t i = 0; i < programme->set_aside_count; i++)
		vr_log(VR_LOG_WARNING, "hub", "screens will set aside %s: %s", programme->set_aside[i].pointer,
		       programme->set_aside[i].reason);
	struct vr_hub_snapshot *snapshot = vr_alloc(1, sizeof *snapshot);
	snapshot->references = 1;
	snapshot->sequence = programme->sequence;
	snapshot->length = bytes->length;
	snapshot->bytes = bytes->data;
	make_etag(snapshot->bytes, snapshot->length, snapshot->etag);
	vr_buffer_init(bytes, 0);
	vr_programme_unref(programme);
	return snapshot;
}

static bool same_bytes(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_dev == b->st_dev && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

// The time of the last change to the inode as well: a copy that keeps its times can be another file of the same size.
static bool same_file(const struct stat *a, const struct stat *b)
{
	return same_bytes(a, b) && a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static bool read_programme(struct vr_hub_folder *folder, struct vr_error *error)
{
	struct vr_buffer bytes;
	vr_buffer_init(&bytes, 16u << 20);
	struct vr_hub_snapshot *snapshot = NULL;
	if (vr_file_read(folder->programme, &bytes, error))
		snapshot = snapshot_of(&bytes, error);
	vr_buffer_release(&bytes);
	if (!snapshot)
		return false;
	if (folder->current && strcmp(folder->current->etag, snapshot->etag) == 0) {
		vr_hub_snapshot_unref(snapshot);
		return true;
	}
	snapshot->version = ++folder->versions;
	vr_hub_snapshot_unref(folder->current);
	folder->current = snapshot;
	vr_log(VR_LOG_INFO, "hub", "programme %lld is served, %zu bytes", (long long)snapshot->sequence,
	       snapshot->length);
	return true;
}

// Once a file: a rename that is still under way when we look touches the inode once more.
static void tell_refusal(struct vr_hub_folder *folder, const struct vr_error *error)
{
	if (same_bytes(&folder->seen, &folder->refused))
		return;
	folder->refused = folder->seen;
	vr_log(VR_LOG_WARNING, "hub", "%s is not served: %s; %s", folder->programme, error->what,
	       folder->current ? "the last good one stays" : "there is nothing to serve yet");
}

// The watch is lost with the folder, and found again with the next one of that name.
static void keep_watch(struct vr_hub_folder *folder)
{
	if (folder->notify < 0)
		return;
	char events[4096] __attribute__((aligned(8)));
	ssize_t length;
	while ((length = read(folder->notify, events, sizeof events)) > 0) {
		for (char *at = events; at < events + length;) {
			const struct inotify_event *event = (const void *)at;
			if (event->wd == folder->watch && (event->mask & IN_IGNORED))
				folder->watch = -1;
			else if (event->wd == folder->watch && (event->mask & IN_MOVE_SELF))
				inotify_rm_watch(folder->notify, folder->watch);
			at += sizeof *event + event->len;
		}
	}
	if (folder->watch < 0)
		folder->watch = inotify_add_watch(folder->notify, folder->path, WATCHED);
}

bool vr_hub_folder_refresh(struct vr_hub_folder *folder)
{
	keep_watch(folder);
	struct stat now;
	if (stat(folder->programme, &now) < 0) {
		if (!folder->missing_told)
			vr_log(VR_LOG_WARNING, "hub", "cannot look at %s: %s; %s", folder->programme, strerror(errno),
			       folder->current ? "the last good programme is served" : "there is nothing to serve yet");
		folder->missing_told = true;
		folder->seen.st_ino = 0;
		return false;
	}
	folder->missing_told = false;
	if (same_file(&now, &folder->seen))
		return false;
	// Before reading: what is written while we read makes the file another one once more.
	folder->seen = now;
	uint64_t version = folder->versions;
	struct vr_error error;
	if (!read_programme(folder, &error))
		tell_refusal(folder, &error);
	return folder->versions != version;
}

struct vr_hub_folder *vr_hub_folder_create(const char *path)
{
	struct vr_hub_folder *folder = vr_alloc(1, sizeof *folder);
	snprintf(folder->path, sizeof folder->path, "%s", path);
	snprintf(folder->programme, sizeof folder->programme, "%s/programme.json", folder->path);
	folder->watch = -1;
	folder->notify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (folder->notify < 0)
		vr_log(VR_LOG_WARNING, "hub", "changes are seen within a second, not at once: %s", strerror(errno));
	vr_hub_folder_refresh(folder);
	return folder;
}

void vr_hub_folder_destroy(struct vr_hub_folder *folder)
{
	if (!folder)
		return;
	if (folder->notify >= 0)
		close(folder->notify);
	vr_hub_snapshot_unref(folder->current);
	free(folder);
}

int vr_hub_folder_fd(const struct vr_hub_folder *folder)
{
	return folder->notify;
}

struct vr_hub_snapshot *vr_hub_folder_current(const struct vr_hub_folder *folder)
{
	return folder->current;
}

static const char *type_of(int fd)
{
	unsigned char head[12] = {0};
	if (pread(fd, head, sizeof head, 0) != sizeof head)
		return NULL;
	if (memcmp(head, "\x89PNG\r\n\x1a\n", 8) == 0)
		return "image/png";
	if (memcmp(head, "\xff\xd8\xff", 3) == 0)
		return "image/jpeg";
	if (memcmp(head, "RIFF", 4) == 0 && memcmp(head + 8, "WEBP", 4) == 0)
		return "image/webp";
	return NULL;
}

bool vr_hub_folder_media(const struct vr_hub_folder *folder, const char *sha256, int *fd, int64_t *size,
                         const char **type, struct vr_error *error)
{
	if (strlen(sha256) != 64 || strspn(sha256, "0123456789abcdef") != 64)
		return vr_fail(error, VR_NOT_FOUND, "a media address ends in 64 lower-case hexadecimal digits");
	char path[VR_PATH_MAX + 96];
	snprintf(path, sizeof path, "%s/media/%s", folder->path, sha256);
	// Not blocking: a pipe of that name must not stop the hub.
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0)
		return vr_fail(error, VR_NOT_FOUND, "there is no such media file");
	struct stat status;
	bool readable = fstat(*fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= MEDIA_BYTES_MAX;
	*type = readable ? type_of(*fd) : NULL;
	if (!*type) {
		close(*fd);
		*fd = -1;
		vr_log(VR_LOG_WARNING, "hub", "media/%s is no PNG, JPEG or WebP file of at most 20 MiB", sha256);
		return vr_fail(error, VR_NOT_FOUND, "there is no such media file");
	}
	*size = status.st_size;
	return true;
}
