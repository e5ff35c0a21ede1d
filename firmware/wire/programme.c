// The programme document as a whole: what refuses it, and what is set aside one by one.
#include "reading.h"
#include "vantrum/wire.h"

#include <stdlib.h>
#include <string.h>

#define VR_FORMAT 1

static bool read_count(struct vr_reading *reading, const struct vr_place *document, const char *key, int64_t *out)
{
	const json_t *value = vr_member(document, key);
	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return vr_wrong(reading, document, key, "is required, a whole number from 0 up");
	*out = json_integer_value(value);
	return true;
}

static bool read_head(struct vr_reading *reading, const struct vr_place *document)
{
	struct vr_programme *programme = reading->programme;
	int64_t format;
	if (!read_count(reading, document, "format", &format))
		return false;
	if (format != VR_FORMAT)
		return vr_wrong(reading, document, "format", "is %lld; this screen reads format %d: update the screen",
		                (long long)format, VR_FORMAT);
	programme->issued_at = VR_INSTANT_ALWAYS;
	programme->series = NULL;
	if (!read_count(reading, document, "sequence", &programme->sequence) ||
	    !vr_read_line(reading, document, "series", VR_ID_MAX, &programme->series) ||
	    !vr_read_instant(reading, document, "issued_at", &programme->issued_at))
		return false;
	if (programme->series == NULL)
		programme->series = "";
	return true;
}

// A word that is not known yet is the default, so that an older screen reads what a newer hub writes.
static void read_policy(const struct vr_place *document, struct vr_programme *programme)
{
	const char *word = json_string_value(vr_member(document, "language_policy"));
	if (!vr_language_policy_named(word, &programme->language_policy))
		programme->language_policy = VR_POLICY_SEQUENCE;
}

static bool has_language(const char (*tags)[VR_LANGUAGE_TAG], size_t count, const char *tag)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(tags[i], tag) == 0)
			return true;
	}
	return false;
}

static bool read_languages(struct vr_reading *reading, const struct vr_place *document)
{
	struct vr_place list;
	if (!vr_enter(reading, document, "languages", JSON_ARRAY, &list) ||
	    !vr_require(reading, document, "languages", json_array_size(list.value) > 0))
		return false;
	size_t given = json_array_size(list.value);
	if (given > VR_LANGUAGES_MAX)
		return vr_over_limit(reading, document, "languages", "has %zu entries, %d is the limit", given,
		                     VR_LANGUAGES_MAX);
	char(*tags)[VR_LANGUAGE_TAG] = vr_reading_alloc(reading, given, sizeof *tags);
	if (tags == NULL)
		return false;
	size_t count = 0;
	for (size_t i = 0; i < given; i++) {
		const json_t *value = json_array_get(list.value, i);
		const char *text = json_string_value(value);
		struct vr_place entry = {.up = &list, .index = i, .value = value};
		if (text == NULL || strlen(text) != json_string_length(value) || !vr_tag_canonical(text, tags[count]))
			return vr_wrong(reading, &entry, NULL, "must be a language tag like sv or sr-Latn");
		if (!has_language((const char(*)[VR_LANGUAGE_TAG])tags, count, tags[count]))
			count++;
	}
	reading->programme->languages = (const char(*)[VR_LANGUAGE_TAG])tags;
	reading->programme->language_count = count;
	read_policy(document, reading->programme);
	return true;
}

static bool read_screen(struct vr_reading *reading, const struct vr_place *document)
{
	struct vr_place screen;
	struct vr_text_rule rule = {.max = VR_TITLE_MAX};
	return vr_enter(reading, document, "screen", JSON_OBJECT, &screen) &&
	       vr_read_localized(reading, &screen, "area", rule, &reading->programme->area);
}

// Remembers an id within a list; false when it was there already.
static bool first_of_its_id(struct vr_reading *reading, const struct vr_place *entry, json_t *seen, const char *id)
{
	if (json_object_get(seen, id) != NULL)
		return vr_wrong(reading, entry, "id", "is the id of an earlier entry; the earlier one is shown");
	if (json_object_set_new(seen, id, json_true()) == 0)
		return true;
	reading->fatal = true;
	return vr_fail(&reading->fault, VR_MEMORY, "no memory to remember the ids of a list");
}

// One entry into items[index]; false when it must be set aside or, if fatal, all refused.
typedef bool entry_reader(struct vr_reading *reading, const struct vr_place *entry, void *items, size_t index,
                          const char **id);

static bool wait_entry(struct vr_reading *reading, const struct vr_place *entry, void *items, size_t index,
                       const char **id)
{
	struct vr_wait *wait = (struct vr_wait *)items + index;
	bool ok = vr_read_wait(reading, entry, wait);
	*id = wait->id;
	return ok;
}

static bool message_entry(struct vr_reading *reading, const struct vr_place *entry, void *items, size_t index,
                          const char **id)
{
	struct vr_message *message = (struct vr_message *)items + index;
	bool ok = vr_read_message(reading, entry, message);
	*id = message->id;
	return ok;
}

static bool read_entries(struct vr_reading *reading, const struct vr_place *list, entry_reader *read, void *items,
                         size_t *count)
{
	json_t *seen = json_object();
	bool ok = true;
	reading->in_entry = true;
	for (size_t i = 0; ok && i < json_array_size(list->value); i++) {
		struct vr_place entry = {.up = list, .index = i, .value = json_array_get(list->value, i)};
		const char *id = NULL;
		bool good = json_is_object(entry.value) ? read(reading, &entry, items, *count, &id)
		                                        : vr_wrong(reading, &entry, NULL, "must be an object");
		if (good && first_of_its_id(reading, &entry, seen, id))
			(*count)++;
		else
			ok = vr_reading_set_aside(reading);
	}
	json_decref(seen);
	reading->in_entry = false;
	return ok;
}

// A list of the document whose bad entries are set aside. *items gets the memory, *count the good ones.
static bool read_list(struct vr_reading *reading, const struct vr_place *document, const char *key, size_t max,
                      size_t size, entry_reader *read, void **items, size_t *count)
{
	struct vr_place list;
	*items = NULL;
	*count = 0;
	if (!vr_enter(reading, document, key, JSON_ARRAY, &list))
		return false;
	size_t given = json_array_size(list.value);
	if (given > max)
		return vr_over_limit(reading, document, key, "has %zu entries, %zu is the limit", given, max);
	if (given == 0)
		return true;
	*items = vr_reading_alloc(reading, given, size);
	return *items != NULL && read_entries(reading, &list, read, *items, count);
}

static bool read_lists(struct vr_reading *reading, const struct vr_place *document)
{
	struct vr_programme *programme = reading->programme;
	void *items;
	if (!read_list(reading, document, "waits", VR_WAITS_MAX, sizeof(struct vr_wait), wait_entry, &items,
	               &programme->wait_count))
		return false;
	programme->waits = items;
	if (!read_list(reading, document, "messages", VR_MESSAGES_MAX, sizeof(struct vr_message), message_entry, &items,
	               &programme->message_count))
		return false;
	programme->messages = items;
	return true;
}

static bool keep_set_aside(struct vr_reading *reading)
{
	size_t size = reading->aside_count * sizeof *reading->aside;
	if (size == 0)
		return true;
	struct vr_set_aside *kept = vr_reading_alloc(reading, reading->aside_count, sizeof *kept);
	if (kept == NULL)
		return false;
	memcpy(kept, reading->aside, size);
	reading->programme->set_aside = kept;
	reading->programme->set_aside_count = reading->aside_count;
	return true;
}

static bool read_document(struct vr_reading *reading, const json_t *tree, const char *base_url)
{
	struct vr_place document = {.value = tree};
	if (!json_is_object(tree))
		return vr_wrong(reading, &document, NULL, "the document must be an object");
	if (base_url != NULL) {
		reading->programme->base_url = vr_reading_copy(reading, base_url, strlen(base_url));
		if (reading->programme->base_url == NULL)
			return false;
	}
	return read_head(reading, &document) && read_languages(reading, &document) && read_screen(reading, &document) &&
	       vr_read_clinic(reading, &document, &reading->programme->clinic) && read_lists(reading, &document) &&
	       keep_set_aside(reading);
}

bool vr_wire_programme(const char *json, size_t length, const char *base_url, const struct vr_programme **out,
                       struct vr_error *error)
{
	json_t *tree;
	*out = NULL;
	if (!vr_json_read(json, length, VR_PROGRAMME_BYTES_MAX, &tree, error))
		return false;
	struct vr_reading reading = {.programme = vr_programme_create()};
	bool ok = read_document(&reading, tree, base_url);
	free(reading.aside);
	vr_json_drop(tree, length);
	if (!ok) {
		vr_programme_unref(reading.programme);
		return vr_fail(error, reading.fault.code, "%s: %s", reading.pointer, reading.fault.what);
	}
	*out = reading.programme;
	return true;
}

bool vr_wire_may_follow(const struct vr_programme *current, const struct vr_programme *next, struct vr_error *error)
{
	if (current == NULL || strcmp(current->series, next->series) != 0 || next->sequence >= current->sequence)
		return true;
	return vr_fail(
	        error, VR_INVALID,
	        "programme %lld is older than %lld of the same series \"%s\"; a restored hub starts a new series",
	        (long long)next->sequence, (long long)current->sequence, next->series);
}
