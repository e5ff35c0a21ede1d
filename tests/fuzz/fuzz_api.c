// Requests to the hub, without a socket: a line "METHOD PATH?QUERY CALLER", then the body. Whatever is asked, the hub
// answers it and it is the caller's fault; what it accepts is a programme that a screen shows whole. Slow work is not
// done here: pictures and passwords have tests of their own.
#include "hub/api/api.h"

#include "vantrum/wire.h"

#include <ftw.h>
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINE_MAX_BYTES 512

static const char *const callers[] = {"viewer", "editor", "admin", "entrance"};
static char folder[VR_PATH_MAX];
static struct vr_store *store;
static struct vr_clinics *clinics;
static struct vr_hub_screens *screens;
static struct vr_hub_api *api;

// Not assert: these checks are the purpose of the program in every kind of build.
static void must(bool holds)
{
	if (!holds)
		abort();
}

// --- a small clinic, the same for each input ---

static void put_people(void)
{
	struct vr_error error;
	for (size_t i = 0; i < VR_COUNT(callers) - 1; i++) {
		struct vr_store_token token = {.name = callers[i], .role = (enum vr_role)i, .clinics = "[\"c\"]"};
		vr_auth_hash_secret(callers[i], token.hash);
		must(vr_store_token_put(store, &token, &error));
	}
}

static void put_clinic(void)
{
	static const struct vr_store_wait wait = {
	        .clinic = "c",
	        .id = "w",
	        .document = "{\"id\": \"w\", \"name\": {\"sv\": \"W\"}, \"state\": \"closed\"}"};
	static const char message[] = "{\"id\": \"m\", \"kind\": \"notice\", \"title\": {\"sv\": \"M\"}}";
	struct vr_store_message row = {.clinic = "c", .id = "m", .document = message, .screens = ""};
	struct vr_store_screen screen = {
	        .clinic = "c", .id = "entrance", .name = "", .area = "", .groups = "[\"ground\"]"};
	struct vr_error error;
	row.created_by = row.changed_by = "editor";
	row.created_at = row.changed_at = vr_instant_now();
	vr_auth_hash_secret("entrance", screen.token);
	must(vr_store_wait_put(store, &wait, &error) && vr_store_message_put(store, &row, &error) &&
	     vr_store_screen_put(store, &screen, &error) &&
	     vr_store_clinic_raise(store, "c", vr_instant_now(), &error));
}

static void remove_screens(void)
{
	const struct vr_store_screen *rows;
	struct vr_arena arena;
	struct vr_error error;
	size_t count;
	vr_arena_init(&arena, 1 << 20);
	must(vr_store_screen_list(store, NULL, &arena, &rows, &count, &error));
	for (size_t i = 0; i < count; i++)
		must(vr_store_screen_remove(store, rows[i].id, &error));
	vr_arena_release(&arena);
}

// What an input wrote is no other's business.
static void start_afresh(void)
{
	const struct vr_instant never = {INT64_MAX / 2};
	struct vr_error error;
	must(vr_store_begin(store, &error) &&
	     vr_store_message_withdraw_all(store, "c", vr_instant_now(), "fuzz", &error) &&
	     vr_store_wait_clear(store, "c", &error) && vr_store_purge(store, never, never, never, &error));
	remove_screens();
	put_clinic();
	must(vr_store_commit(store, &error) && vr_clinics_refresh(clinics, &error) &&
	     vr_hub_screens_refresh(screens, &error));
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

static void clean_up(void)
{
	vr_hub_api_destroy(api);
	vr_hub_screens_destroy(screens);
	vr_clinics_destroy(clinics);
	vr_store_close(store);
	nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

// On a file system in memory where there is one: each write waits for the disk.
static void open_rooms(void)
{
	static const char document[] = "{\"languages\": [\"sv\", \"en\"], \"clinic\": {\"id\": \"c\", \"name\": "
	                               "{\"sv\": \"C\"}, \"time_zone\": \"Europe/Stockholm\"}}";
	const struct vr_store_clinic clinic = {.id = "c", .series = "abcd", .document = document};
	const char *place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	char path[VR_PATH_MAX + 16];
	struct vr_error error;
	snprintf(folder, sizeof folder, "%s/vantrum-fuzz-XXXXXX", place);
	must(mkdtemp(folder) != NULL);
	atexit(clean_up);
	vr_log_set_level(VR_LOG_ERROR);
	snprintf(path, sizeof path, "%s/hub.db", folder);
	must(vr_store_open(path, &store, &error) && vr_store_begin(store, &error) &&
	     vr_store_clinic_put(store, &clinic, &error));
	put_people();
	must(vr_store_commit(store, &error));
	clinics = vr_clinics_create(store, "https://hub.clinic.example");
	screens = vr_hub_screens_create(store, folder);
	const struct vr_hub_api_options options = {.store = store,
	                                           .clinics = clinics,
	                                           .screens = screens,
	                                           .media = folder,
	                                           .keep = {.audit_days = 365, .receipt_days = 90}};
	api = vr_hub_api_create(&options);
	start_afresh();
}

// --- a request ---

struct request {
	char line[LINE_MAX_BYTES];
	char authorization[64];
	const char *method, *path, *query;
};

// A value goes on to the end of the line, past what would end it: values of odd letters come by themselves.
static const char *query_of(void *connection, const char *name)
{
	const struct request *request = connection;
	size_t length = strlen(name);
	for (const char *at = request->query; at; at = strchr(at, '&') ? strchr(at, '&') + 1 : NULL)
		if (strncmp(at, name, length) == 0 && at[length] == '=')
			return at + length + 1;
	return NULL;
}

static const char *header_of(void *connection, const char *name)
{
	const struct request *request = connection;
	if (strcmp(name, "Content-Type") == 0)
		return "application/json";
	if (strcmp(name, "Accept-Language") == 0)
		return query_of(connection, "likes");
	return strcmp(name, "Authorization") == 0 && request->authorization[0] ? request->authorization : NULL;
}

// False: there is no line of that form.
static bool read_line(struct request *request, const uint8_t *bytes, size_t length)
{
	char *rest;
	if (length >= sizeof request->line || memchr(bytes, '\0', length))
		return false;
	memcpy(request->line, bytes, length);
	request->line[length] = '\0';
	request->method = strtok_r(request->line, " ", &rest);
	char *path = strtok_r(NULL, " ", &rest);
	const char *caller = strtok_r(NULL, " ", &rest);
	if (!path)
		return false;
	char *query = strchr(path, '?');
	if (query)
		*query++ = '\0';
	request->path = path;
	request->query = query;
	for (size_t i = 0; caller && i < VR_COUNT(callers); i++)
		if (strcmp(caller, callers[i]) == 0)
			snprintf(request->authorization, sizeof request->authorization, "Bearer %s", caller);
	return true;
}

static void check_json(const struct vr_hub_reply *reply)
{
	json_error_t problem;
	if (reply->kind != VR_HUB_TEXT || !reply->type || !strstr(reply->type, "json"))
		return;
	json_t *json = json_loadb(reply->text.data, reply->text.length, JSON_DECODE_ANY, &problem);
	must(json != NULL);
	if (strcmp(reply->type, "application/problem+json") == 0) {
		must(json_integer_value(json_object_get(json, "status")) == reply->status && reply->status >= 400);
		must(json_string_length(json_object_get(json, "detail")) > 0);
	}
	json_decref(json);
}

// Whatever was accepted, the screen takes the whole programme and shows all of it.
static void check_programme(void)
{
	const struct vr_hub_screen *screen = vr_hub_screens_by_id(screens, "entrance");
	const struct vr_programme *programme;
	struct vr_hub_snapshot *snapshot;
	struct vr_error error;
	if (!screen)
		return;
	const struct vr_audience audience = {
	        .screen = screen->facts.id, .area = screen->facts.area, .groups = screen->facts.groups};
	must(vr_clinic_snapshot(vr_clinics_find(clinics, "c"), &audience, &snapshot, &error));
	must(vr_wire_programme(snapshot->bytes, snapshot->length, NULL, &programme, &error));
	must(programme->set_aside_count == 0);
	vr_programme_unref(programme);
}

static void ask(struct request *request, const char *body, size_t length)
{
	struct vr_hub_reply reply;
	const struct vr_hub_request asked = {.method = request->method,
	                                     .path = request->path,
	                                     .address = "192.0.2.1",
	                                     .header = header_of,
	                                     .query = query_of,
	                                     .connection = request};
	vr_hub_reply_init(&reply);
	vr_hub_api_head(api, &asked, &reply);
	if (reply.status == 100 && length <= reply.body_max)
		vr_hub_api_body(api, &asked, body, length, &reply);
	if (reply.kind == VR_HUB_JOB)
		reply.job->destroy(reply.job);
	else if (reply.status != 100)
		must(reply.status >= 200 && reply.status < 500);
	reply.job = NULL;
	check_json(&reply);
	if (reply.status < 300 && strcmp(request->method, "GET") != 0) {
		check_programme();
		start_afresh();
	}
	vr_hub_reply_release(&reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct request request = {0};
	const uint8_t *end = memchr(bytes, '\n', size);
	if (!api)
		open_rooms();
	if (!end || !read_line(&request, bytes, (size_t)(end - bytes)))
		return 0;
	size_t length = size - (size_t)(end + 1 - bytes);
	char *body = vr_alloc(length + 1, 1);
	memcpy(body, end + 1, length);
	ask(&request, body, length);
	free(body);
	return 0;
}
