#include "clinic.h"

#include "vantrum/wire.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define CLINIC_BYTES_MAX (64u << 20) // of one clinic's rows in memory; a programme is at most 16 MiB

// One text for all screens with the same area and the same messages.
struct variant {
	struct variant *next;
	char *key;
	struct vr_hub_snapshot *snapshot;
};

struct vr_clinic_cache {
	struct vr_arena arena; // owns all rows
	struct vr_store_clinic facts;
	char *head; // "{…" of the programme up to the screen, without a closing brace
	char *area; // the clinic's own, as JSON; NULL
	const struct vr_store_wait *waits;
	size_t wait_count;
	const struct vr_store_message *messages;
	json_t **targets; // by message: the names in its `screens`; NULL: everybody
	size_t message_count;
	uint64_t version;
	struct variant *variants;
	const struct vr_programme *programme;
};

struct vr_clinics {
	struct vr_store *store;
	char *public_url;
	struct vr_clinic_cache **items; // by id
	size_t count;
	uint64_t versions;
};

static void destroy_cache(struct vr_clinic_cache *clinic)
{
	if (!clinic)
		return;
	while (clinic->variants) {
		struct variant *variant = clinic->variants;
		clinic->variants = variant->next;
		vr_hub_snapshot_unref(variant->snapshot);
		free(variant->key);
		free(variant);
	}
	for (size_t i = 0; clinic->targets && i < clinic->message_count; i++)
		json_decref(clinic->targets[i]);
	free(clinic->targets);
	free(clinic->head);
	free(clinic->area);
	vr_programme_unref(clinic->programme);
	vr_arena_release(&clinic->arena);
	free(clinic);
}

// Only this hub says where its page is; what a clinic's document brought from elsewhere is another's.
static void set_page(const struct vr_clinics *clinics, const char *id, json_t *document)
{
	json_t *clinic = json_object_get(document, "clinic");
	struct vr_buffer page;
	json_object_del(clinic, "page");
	// The address of such a clinic would be another one's.
	if (!clinics->public_url[0] || strchr(id, '/'))
		return;
	vr_buffer_init(&page, 4096);
	vr_buffer_format(&page, "%s/c/", clinics->public_url);
	vr_buffer_percent(&page, id);
	json_object_set_new(clinic, "page", json_string(vr_buffer_string(&page)));
	vr_buffer_release(&page);
}

// Splits the clinic's document into what stands in every programme and the area, which a screen may have of its own.
static bool read_document(const struct vr_clinics *clinics, struct vr_clinic_cache *clinic, struct vr_error *error)
{
	json_error_t problem;
	json_t *document = json_loads(clinic->facts.document, 0, &problem);
	json_t *area = json_object_get(json_object_get(document, "screen"), "area");
	if (!json_is_object(document)) {
		json_decref(document);
		return vr_fail(error, VR_INVALID, "the database holds a broken document of clinic %.40s",
		               clinic->facts.id);
	}
	clinic->area = area ? json_dumps(area, JSON_COMPACT) : NULL;
	json_object_del(document, "screen");
	set_page(clinics, clinic->facts.id, document);
	char *rest = json_dumps(document, 0);
	json_decref(document);

	char issued[VR_INSTANT_TEXT];
	struct vr_buffer head;
	vr_buffer_init(&head, CLINIC_BYTES_MAX);
	vr_instant_format(clinic->facts.changed_at, issued);
	vr_buffer_format(&head, "{\"format\": 1, \"series\": \"%s\", \"sequence\": %lld, \"issued_at\": \"%s\"",
	                 clinic->facts.series, (long long)clinic->facts.sequence, issued);
	// Without its outer braces.
	size_t length = rest ? strlen(rest) : 0;
	if (length > 2) {
		vr_buffer_text(&head, ", ");
		vr_buffer_add(&head, rest + 1, length - 2);
	}
	free(rest);
	clinic->head = head.data;
	return !head.full || vr_fail(error, VR_LIMIT, "the document of clinic %.40s is too large", clinic->facts.id);
}

static void read_targets(struct vr_clinic_cache *clinic)
{
	clinic->targets = vr_alloc(clinic->message_count ? clinic->message_count : 1, sizeof(json_t *));
	for (size_t i = 0; i < clinic->message_count; i++)
		if (clinic->messages[i].screens[0])
			clinic->targets[i] = json_loads(clinic->messages[i].screens, 0, NULL);
}

static bool load(struct vr_clinics *clinics, const char *id, struct vr_clinic_cache **out, struct vr_error *error)
{
	struct vr_clinic_cache *clinic = vr_alloc(1, sizeof *clinic);
	vr_arena_init(&clinic->arena, CLINIC_BYTES_MAX);
	bool loaded =
	        vr_store_clinic_get(clinics->store, id, &clinic->arena, &clinic->facts, error) &&
	        vr_store_wait_list(clinics->store, id, &clinic->arena, &clinic->waits, &clinic->wait_count, error) &&
	        vr_store_message_list_shown(clinics->store, id, VR_MESSAGES_MAX, &clinic->arena, &clinic->messages,
	                                    &clinic->message_count, error) &&
	        read_document(clinics, clinic, error);
	if (!loaded) {
		clinic->message_count = 0;
		destroy_cache(clinic);
		return false;
	}
	read_targets(clinic);
	clinic->version = ++clinics->versions;
	*out = clinic;
	return true;
}

static struct vr_clinic_cache **place_of(struct vr_clinics *clinics, const char *id)
{
	for (size_t i = 0; i < clinics->count; i++)
		if (strcmp(clinics->items[i]->facts.id, id) == 0)
			return &clinics->items[i];
	return NULL;
}

// Every write to what screens show raises the sequence or changes the series.
static bool is_current(const struct vr_clinic_cache *clinic, const struct vr_store_clinic *facts)
{
	return clinic->facts.sequence == facts->sequence && strcmp(clinic->facts.series, facts->series) == 0 &&
	       clinic->facts.approval == facts->approval;
}

static bool take_list(struct vr_clinics *clinics, const struct vr_store_clinic *list, size_t count,
                      struct vr_error *error)
{
	struct vr_clinic_cache **items = vr_alloc(count ? count : 1, sizeof *items);
	bool ok = true;
	for (size_t i = 0; ok && i < count; i++) {
		struct vr_clinic_cache **old = place_of(clinics, list[i].id);
		if (old && is_current(*old, &list[i])) {
			items[i] = *old;
			continue;
		}
		ok = load(clinics, list[i].id, &items[i], error);
	}
	// What is not taken over goes: of the new ones on failure, of the old ones otherwise.
	struct vr_clinic_cache **kept = ok ? items : clinics->items, **gone = ok ? clinics->items : items;
	size_t kept_count = ok ? count : clinics->count, gone_count = ok ? clinics->count : count;
	for (size_t i = 0; i < gone_count; i++) {
		bool stays = false;
		for (size_t k = 0; k < kept_count; k++)
			stays = stays || kept[k] == gone[i];
		if (!stays)
			destroy_cache(gone[i]);
	}
	free(gone);
	clinics->items = kept;
	clinics->count = kept_count;
	return ok;
}

bool vr_clinics_refresh(struct vr_clinics *clinics, struct vr_error *error)
{
	struct vr_arena arena;
	const struct vr_store_clinic *list;
	size_t count;
	vr_arena_init(&arena, CLINIC_BYTES_MAX);
	bool ok = vr_store_clinic_list(clinics->store, &arena, &list, &count, error) &&
	          take_list(clinics, list, count, error);
	vr_arena_release(&arena);
	return ok;
}

struct vr_clinics *vr_clinics_create(struct vr_store *store, const char *public_url)
{
	struct vr_clinics *clinics = vr_alloc(1, sizeof *clinics);
	size_t length = strlen(public_url);
	clinics->store = store;
	clinics->public_url = vr_strdup(public_url);
	if (length && public_url[length - 1] == '/')
		clinics->public_url[length - 1] = '\0';
	return clinics;
}

void vr_clinics_destroy(struct vr_clinics *clinics)
{
	if (!clinics)
		return;
	for (size_t i = 0; i < clinics->count; i++)
		destroy_cache(clinics->items[i]);
	free(clinics->items);
	free(clinics->public_url);
	free(clinics);
}

struct vr_clinic_cache *vr_clinics_find(struct vr_clinics *clinics, const char *id)
{
	struct vr_clinic_cache **place = place_of(clinics, id);
	return place ? *place : NULL;
}

size_t vr_clinics_count(const struct vr_clinics *clinics)
{
	return clinics->count;
}

struct vr_clinic_cache *vr_clinics_at(struct vr_clinics *clinics, size_t index)
{
	return clinics->items[index];
}

const struct vr_store_clinic *vr_clinic_facts(const struct vr_clinic_cache *clinic)
{
	return &clinic->facts;
}

uint64_t vr_clinic_version(const struct vr_clinic_cache *clinic)
{
	return clinic->version;
}

// --- for whom ---

static bool names(const json_t *targets, const char *name)
{
	size_t i;
	const json_t *target;
	json_array_foreach((json_t *)(uintptr_t)targets, i, target)
	{
		if (json_is_string(target) && strcmp(json_string_value(target), name) == 0)
			return true;
	}
	return false;
}

static bool is_for(const json_t *targets, const char *screen, const json_t *groups)
{
	size_t i;
	const json_t *group;
	if (!targets || names(targets, screen))
		return true;
	json_array_foreach((json_t *)(uintptr_t)groups, i, group)
	{
		if (json_is_string(group) && names(targets, json_string_value(group)))
			return true;
	}
	return false;
}

// The area, then a digit for each message that is not for everybody.
static void make_key(const struct vr_clinic_cache *clinic, const struct vr_audience *audience, struct vr_buffer *key)
{
	json_t *groups = audience->groups[0] ? json_loads(audience->groups, 0, NULL) : NULL;
	for (size_t i = 0; i < clinic->message_count; i++)
		if (clinic->targets[i])
			vr_buffer_add(key, is_for(clinic->targets[i], audience->screen, groups) ? "1" : "0", 1);
	vr_buffer_text(key, audience->area);
	json_decref(groups);
}

// --- composing ---

// Which messages: those whose bit is 1 (of the targeted ones), but for the one of an id.
struct choice {
	const char *bits; // NULL: all
	const char *without;
};

static void add_lists(const struct vr_clinic_cache *clinic, struct choice choice, const char *more,
                      struct vr_buffer *out)
{
	const char *separator = "";
	vr_buffer_text(out, ", \"waits\": [");
	for (size_t i = 0; i < clinic->wait_count; i++) {
		vr_buffer_text(out, i ? ", " : "");
		vr_buffer_text(out, clinic->waits[i].document);
	}
	vr_buffer_text(out, "], \"messages\": [");
	for (size_t i = 0; i < clinic->message_count; i++) {
		if (choice.bits && clinic->targets[i] && *choice.bits++ != '1')
			continue;
		if (choice.without && strcmp(clinic->messages[i].id, choice.without) == 0)
			continue;
		vr_buffer_text(out, separator);
		vr_buffer_text(out, clinic->messages[i].document);
		separator = ", ";
	}
	if (more) {
		vr_buffer_text(out, separator);
		vr_buffer_text(out, more);
	}
	vr_buffer_text(out, "]}");
}

static void add_head(const struct vr_clinic_cache *clinic, const char *area, struct vr_buffer *out)
{
	vr_buffer_text(out, clinic->head);
	if (area && area[0])
		vr_buffer_format(out, ", \"screen\": {\"area\": %s}", area);
}

static struct vr_hub_snapshot *compose(const struct vr_clinic_cache *clinic, const struct vr_audience *audience,
                                       const char *key, struct vr_error *error)
{
	struct vr_buffer text;
	vr_buffer_init(&text, VR_PROGRAMME_BYTES_MAX);
	add_head(clinic, audience->area[0] ? audience->area : clinic->area, &text);
	add_lists(clinic, (struct choice){.bits = key}, NULL, &text);
	if (!text.full)
		return vr_hub_snapshot_take(&text);
	vr_buffer_release(&text);
	vr_fail(error, VR_LIMIT, "the programme of clinic %.40s is larger than 16 MiB: withdraw messages",
	        clinic->facts.id);
	return NULL;
}

bool vr_clinic_snapshot(struct vr_clinic_cache *clinic, const struct vr_audience *audience,
                        struct vr_hub_snapshot **out, struct vr_error *error)
{
	struct vr_buffer key;
	vr_buffer_init(&key, CLINIC_BYTES_MAX);
	make_key(clinic, audience, &key);
	struct variant *variant = clinic->variants;
	while (variant && strcmp(variant->key, vr_buffer_string(&key)) != 0)
		variant = variant->next;
	struct vr_hub_snapshot *snapshot = variant ? variant->snapshot : NULL;
	if (!snapshot)
		snapshot = compose(clinic, audience, vr_buffer_string(&key), error);
	if (snapshot && !variant) {
		variant = vr_alloc(1, sizeof *variant);
		variant->key = vr_strdup(vr_buffer_string(&key));
		variant->snapshot = snapshot;
		variant->next = clinic->variants;
		clinic->variants = variant;
	}
	vr_buffer_release(&key);
	*out = snapshot;
	return snapshot != NULL;
}

bool vr_clinic_programme(struct vr_clinic_cache *clinic, const struct vr_programme **out, struct vr_error *error)
{
	if (!clinic->programme) {
		struct vr_buffer text;
		vr_buffer_init(&text, VR_PROGRAMME_BYTES_MAX);
		add_head(clinic, clinic->area, &text);
		add_lists(clinic, (struct choice){0}, NULL, &text);
		bool read = text.full ? vr_fail(error, VR_LIMIT, "the programme is larger than 16 MiB")
		                      : vr_wire_programme(text.data, text.length, NULL, &clinic->programme, error);
		vr_buffer_release(&text);
		if (!read)
			return false;
	}
	*out = clinic->programme;
	return true;
}

void vr_clinic_compose_with(const struct vr_clinic_cache *clinic, const char *lists, struct vr_buffer *out)
{
	add_head(clinic, clinic->area, out);
	vr_buffer_text(out, ", ");
	vr_buffer_text(out, lists);
	vr_buffer_text(out, "}");
}

void vr_clinic_compose_more(const struct vr_clinic_cache *clinic, const char *id, const char *message,
                            struct vr_buffer *out)
{
	add_head(clinic, clinic->area, out);
	add_lists(clinic, (struct choice){.without = id}, message, out);
}
