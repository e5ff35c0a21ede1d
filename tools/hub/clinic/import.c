#include "folder.h"
#include "media.h"

#include "vantrum/wire.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define WHO "console"
#define ARENA_BYTES (64u << 20)

struct import {
	struct vr_store *store;
	const char *media;
	const char *folder;
	FILE *told;
	json_t *document;
	const struct vr_programme *programme;
	struct vr_instant now;
	int64_t sequence; // of the clinic with all this
	struct vr_arena arena;
};

static bool read_programme(struct import *import, struct vr_error *error)
{
	char path[VR_PATH_MAX + 32];
	struct vr_buffer text;
	json_error_t problem;
	snprintf(path, sizeof path, "%.*s/programme.json", VR_PATH_MAX, import->folder);
	vr_buffer_init(&text, VR_PROGRAMME_BYTES_MAX);
	bool ok = vr_file_read(path, &text, error) &&
	          vr_wire_programme(vr_buffer_string(&text), text.length, NULL, &import->programme, error);
	if (ok) {
		// The reader of wire skips a byte order mark; jansson does not know it.
		size_t mark = text.length >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
		import->document = json_loadb(text.data + mark, text.length - mark, 0, &problem);
		ok = import->document ||
		     vr_fail(error, VR_INVALID, "%.150s line %d: %.80s", path, problem.line, problem.text);
	}
	vr_buffer_release(&text);
	return ok;
}

// The id is a part of the address of the clinic's page: a slash would end it, and dots alone mean another place.
static bool fit_id(const struct import *import, struct vr_error *error)
{
	const char *id = import->programme->clinic.id;
	if (!strchr(id, '/') && strcmp(id, ".") != 0 && strcmp(id, "..") != 0)
		return true;
	return vr_fail(error, VR_INVALID,
	               "%.100s/programme.json: /clinic/id: \"%.40s\" must have no slash, and more than dots, since "
	               "it is a part of the page's address: give the clinic another id",
	               import->folder, id);
}

static void tell_set_aside(const struct import *import)
{
	const struct vr_programme *programme = import->programme;
	for (size_t i = 0; i < programme->set_aside_count; i++)
		fprintf(import->told, "%s/programme.json: %s is left out: %s\n", import->folder,
		        programme->set_aside[i].pointer, programme->set_aside[i].reason);
}

// The clinic's own words: the document without what the store keeps elsewhere or makes itself.
static char *clinic_words(const struct import *import)
{
	static const char *const elsewhere[] = {"format", "series", "sequence", "issued_at", "waits", "messages"};
	json_t *words = json_copy(import->document);
	for (size_t i = 0; i < VR_COUNT(elsewhere); i++)
		json_object_del(words, elsewhere[i]);
	char *text = json_dumps(words, 0);
	json_decref(words);
	return text;
}

static bool put_clinic(struct import *import, struct vr_error *error)
{
	struct vr_store_clinic clinic = {.series = ""};
	struct vr_error missing;
	char series[9];
	const char *id = import->programme->clinic.id;
	if (!vr_store_clinic_get(import->store, id, &import->arena, &clinic, &missing)) {
		if (missing.code != VR_NOT_FOUND) {
			*error = missing;
			return false;
		}
		unsigned char random[4];
		randombytes_buf(random, sizeof random);
		sodium_bin2hex(series, sizeof series, random, sizeof random);
		clinic = (struct vr_store_clinic){.id = id, .series = series};
	}
	char *words = clinic_words(import);
	int64_t given = import->programme->sequence;
	import->sequence = given > clinic.sequence ? given : clinic.sequence + 1;
	clinic.sequence = import->sequence;
	clinic.changed_at = import->now;
	clinic.document = words;
	bool ok = vr_store_clinic_put(import->store, &clinic, error);
	free(words);
	return ok;
}

// Whether wire kept the entry of this id: what it set aside would never be shown.
static bool was_kept(const struct import *import, const char *list, const char *id)
{
	const struct vr_programme *programme = import->programme;
	if (strcmp(list, "messages") == 0)
		return vr_programme_find_message(programme, id) >= 0;
	for (size_t i = 0; i < programme->wait_count; i++)
		if (strcmp(programme->waits[i].id, id) == 0)
			return true;
	return false;
}

static bool put_wait(struct import *import, const char *id, const char *text, struct vr_error *error)
{
	struct vr_store_wait wait = {.clinic = import->programme->clinic.id, .id = id, .document = text};
	return vr_store_wait_put(import->store, &wait, error);
}

static bool put_message(struct import *import, const char *id, const char *text, struct vr_error *error)
{
	struct vr_store_message message = {.clinic = import->programme->clinic.id,
	                                   .id = id,
	                                   .document = text,
	                                   .screens = "",
	                                   .state = VR_STORE_ACTIVE,
	                                   .sequence = import->sequence,
	                                   .created_at = import->now,
	                                   .changed_at = import->now,
	                                   .created_by = WHO,
	                                   .changed_by = WHO};
	return vr_store_message_put(import->store, &message, error);
}

typedef bool put_entry(struct import *import, const char *id, const char *text, struct vr_error *error);

// The first of an id counts, as on the screens.
static bool put_list(struct import *import, const char *key, put_entry *put, struct vr_error *error)
{
	json_t *seen = json_object();
	size_t i;
	const json_t *entry;
	bool ok = true;
	json_array_foreach(json_object_get(import->document, key), i, entry)
	{
		const char *id = json_string_value(json_object_get(entry, "id"));
		if (!id || json_object_get(seen, id) || !was_kept(import, key, id))
			continue;
		json_object_set_new(seen, id, json_true());
		char *text = json_dumps(entry, 0);
		ok = put(import, id, text, error);
		free(text);
		if (!ok)
			break;
	}
	json_decref(seen);
	return ok;
}

static bool take_picture(struct import *import, const char *path, const char *name, struct vr_error *error)
{
	struct vr_buffer bytes;
	char hash[VR_MEDIA_NAME];
	const char *type = NULL;
	vr_buffer_init(&bytes, VR_MEDIA_BYTES_MAX);
	bool ok = vr_file_read(path, &bytes, error) &&
	          vr_media_keep(import->media, vr_buffer_string(&bytes), bytes.length, hash, &type, error);
	if (ok && strcmp(hash, name) != 0)
		ok = vr_fail(error, VR_INVALID, "its content has another hash than its name");
	struct vr_store_media media = {.sha256 = hash,
	                               .clinic = import->programme->clinic.id,
	                               .type = type,
	                               .bytes = (int64_t)bytes.length,
	                               .created_at = import->now,
	                               .created_by = WHO};
	ok = ok && vr_store_media_put(import->store, &media, error);
	vr_buffer_release(&bytes);
	return ok;
}

// A picture that is broken is told and left behind; its message is shown without it.
static bool take_pictures(struct import *import, struct vr_error *error)
{
	char folder[VR_PATH_MAX + 16], path[VR_PATH_MAX + 320];
	snprintf(folder, sizeof folder, "%.*s/media", VR_PATH_MAX, import->folder);
	DIR *directory = opendir(folder);
	if (!directory)
		return errno == ENOENT ||
		       vr_fail(error, VR_IO, "cannot read the folder %.180s: %s", folder, strerror(errno));
	bool ok = true;
	const struct dirent *entry;
	while (ok && (entry = readdir(directory))) {
		if (!vr_media_name(entry->d_name))
			continue;
		struct vr_error problem;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (take_picture(import, path, entry->d_name, &problem))
			continue;
		if (problem.code == VR_IO || problem.code == VR_MEMORY) {
			*error = problem;
			ok = false;
		} else {
			fprintf(import->told, "%s is left out: %s\n", path, problem.what);
		}
	}
	closedir(directory);
	return ok;
}

static bool put_all(struct import *import, struct vr_error *error)
{
	const char *id = import->programme->clinic.id;
	struct vr_store_event event = {
	        .at = import->now, .clinic = id, .who = WHO, .action = "clinic.import", .target = id};
	event.detail = event.confirmed = "";
	return put_clinic(import, error) && vr_store_wait_clear(import->store, id, error) &&
	       put_list(import, "waits", put_wait, error) &&
	       vr_store_message_withdraw_all(import->store, id, import->now, WHO, error) &&
	       put_list(import, "messages", put_message, error) && take_pictures(import, error) &&
	       vr_store_audit_add(import->store, &event, error);
}

bool vr_clinic_import(struct vr_store *store, const char *media, const char *folder, FILE *told, struct vr_error *error)
{
	struct import import = {
	        .store = store, .media = media, .folder = folder, .told = told, .now = vr_instant_now()};
	vr_arena_init(&import.arena, ARENA_BYTES);
	bool ok = read_programme(&import, error) && fit_id(&import, error);
	if (ok) {
		tell_set_aside(&import);
		ok = vr_store_begin(store, error) && put_all(&import, error) && vr_store_commit(store, error);
		vr_store_abort(store);
	}
	vr_programme_unref(import.programme);
	json_decref(import.document);
	vr_arena_release(&import.arena);
	return ok;
}
