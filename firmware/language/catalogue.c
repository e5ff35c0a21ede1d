#include "catalogue.h"

#include "signature.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct vr_phrase_row vr_phrase_rows[VR_PHRASE_COUNT] = {
#define ROW(name, key, arguments) {key, arguments, false},
#define STAFF_ROW(name, key, arguments) {key, arguments, true},
        VR_PHRASES(ROW) VR_TEMPLATE_PHRASES(ROW) VR_STAFF_PHRASES(STAFF_ROW)
#undef ROW
#undef STAFF_ROW
};

const char *vr_phrase_arguments(enum vr_phrase phrase)
{
	return vr_phrase_rows[phrase].arguments;
}

// The file's bytes as they were at build time. Thus a lost or broken assets folder cannot blank the wall, and there
// is one English text, not two.
__asm__(".pushsection .rodata\n"
        ".global vr_english_arb\n"
        ".global vr_english_arb_end\n"
        "vr_english_arb: .incbin \"" VR_SOURCE_DIR "/assets/locale/en.arb\"\n"
        "vr_english_arb_end: .byte 0\n"
        ".popsection\n");
extern const char vr_english_arb[];
extern const char vr_english_arb_end[];

// An argument that the pattern does not use is fine; {1} without {0} is not, as umsg could not know the type of {0}.
static bool fits(const struct vr_signature *signature, const char *arguments)
{
	size_t count = strlen(arguments);
	for (size_t i = 0; i < VR_SIGNATURE_ARGUMENTS; i++) {
		char kind = signature->kinds[i];
		if (kind != ' ' && (i >= count || arguments[i] != kind))
			return false;
	}
	return signature->kinds[0] != ' ' || signature->kinds[1] == ' ';
}

static bool usable(const char *pattern, const struct vr_phrase_row *row, struct vr_error *error)
{
	struct vr_signature signature;
	if (strlen(pattern) > VR_PATTERN_MAX)
		return vr_fail(error, VR_LIMIT, "longer than %d bytes", VR_PATTERN_MAX);
	if (!vr_signature_read(pattern, &signature, error))
		return false;
	if (!fits(&signature, row->arguments))
		return vr_fail(error, VR_INVALID, "its arguments must be “%s” (s a string, n a number)",
		               row->arguments);
	return true;
}

const char *const vr_date_keys[VR_DATE_WORD_COUNT] = {"longDate", "shortDate", "months", "weekdays", "shortWeekdays"};

// Outside quotes only what a date has in every calendar, and a day and a month in any case: a date may not lose one.
static bool dates_pattern(const char *pattern, bool with_year)
{
	bool quoted = false, day = false, month = false, year = false;
	for (const char *at = pattern; *at != '\0'; at++) {
		quoted = quoted != (*at == '\'');
		if (quoted)
			continue;
		day = day || *at == 'd';
		month = month || *at == 'M' || *at == 'L';
		year = year || *at == 'y';
		bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
		if (letter && strchr("dMLy", *at) == NULL)
			return false;
	}
	return !quoted && day && month && year == with_year;
}

// "a, b" becomes "a,b" in place; false unless there are so many names.
static bool tidy_names(char *names, size_t wanted)
{
	size_t count = 1, kept = 0;
	bool empty = true;
	for (const char *at = names; *at != '\0'; at++) {
		if (*at == ',') {
			if (empty)
				return false;
			count++;
			empty = true;
		} else if (*at == ' ' && empty) {
			continue;
		} else {
			empty = false;
		}
		names[kept++] = *at;
	}
	names[kept] = '\0';
	return !empty && count == wanted;
}

static bool date_word_fits(enum vr_date_word word, char *text, struct vr_error *error)
{
	if (strlen(text) > VR_DATE_WORD_MAX)
		return vr_fail(error, VR_LIMIT, "longer than %d bytes", VR_DATE_WORD_MAX);
	if (word == VR_DATE_LONG || word == VR_DATE_SHORT)
		return dates_pattern(text, word == VR_DATE_LONG) ||
		       vr_fail(error, VR_INVALID, "a pattern of d, M%s is expected",
		               word == VR_DATE_LONG ? " and y" : " without a year");
	size_t wanted = word == VR_DATE_MONTHS ? 12 : 7;
	return tidy_names(text, wanted) || vr_fail(error, VR_INVALID, "%zu names with commas are expected", wanted);
}

static void take_dates(struct vr_catalogue *catalogue, const json_t *root, struct vr_buffer *problems)
{
	for (enum vr_date_word word = 0; word < VR_DATE_WORD_COUNT; word++) {
		const json_t *given = json_object_get(root, vr_date_keys[word]);
		if (given == NULL)
			continue;
		struct vr_error error = {.what = "a string is expected"};
		char *text = json_is_string(given) ? vr_strdup(json_string_value(given)) : NULL;
		if (text != NULL && date_word_fits(word, text, &error)) {
			catalogue->dates[word] = text;
			continue;
		}
		free(text);
		if (problems != NULL)
			vr_buffer_format(problems, "%s: %s\n", vr_date_keys[word], error.what);
		vr_log(VR_LOG_WARNING, "language", "locale/%s.arb: %s: %s; it is not used", catalogue->tag,
		       vr_date_keys[word], error.what);
	}
}

static bool speaks_to_staff(const json_t *root)
{
	for (size_t i = 0; i < VR_PHRASE_COUNT; i++) {
		if (vr_phrase_rows[i].staff && json_object_get(root, vr_phrase_rows[i].key) != NULL)
			return true;
	}
	return false;
}

static void take_phrases(struct vr_catalogue *catalogue, const json_t *root, struct vr_buffer *problems)
{
	bool to_staff = speaks_to_staff(root);
	for (size_t i = 0; i < VR_PHRASE_COUNT; i++) {
		const struct vr_phrase_row *row = &vr_phrase_rows[i];
		if (row->staff && !to_staff)
			continue;
		const char *pattern = json_string_value(json_object_get(root, row->key));
		struct vr_error error = {.what = "missing"};
		if (pattern != NULL && usable(pattern, row, &error))
			catalogue->patterns[i] = vr_strdup(pattern);
		else if (problems != NULL)
			vr_buffer_format(problems, "%s: %s\n", row->key, error.what);
		if (pattern != NULL && catalogue->patterns[i] == NULL)
			vr_log(VR_LOG_WARNING, "language", "locale/%s.arb: %s: %s; another language is shown",
			       catalogue->tag, row->key, error.what);
	}
}

bool vr_catalogue_parse(const char *tag, const char *bytes, size_t length, struct vr_catalogue **out,
                        struct vr_buffer *problems, struct vr_error *error)
{
	*out = NULL;
	json_error_t why;
	json_t *root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &why);
	if (!json_is_object(root)) {
		json_decref(root);
		return vr_fail(error, VR_INVALID, "locale/%s.arb, line %d: %s", tag, root == NULL ? why.line : 1,
		               root == NULL ? why.text : "an object is expected");
	}
	struct vr_catalogue *catalogue = vr_alloc(1, sizeof(*catalogue));
	strncpy(catalogue->tag, tag, sizeof(catalogue->tag) - 1);
	take_phrases(catalogue, root, problems);
	take_dates(catalogue, root, problems);
	json_decref(root);
	*out = catalogue;
	return true;
}

bool vr_catalogue_read(const char *tag, struct vr_catalogue **out, struct vr_buffer *problems, struct vr_error *error)
{
	*out = NULL;
	char name[VR_TAG_MAX + 16];
	char path[VR_PATH_MAX];
	snprintf(name, sizeof(name), "locale/%s.arb", tag);
	if (!vr_asset_path(name, path, error))
		return false;
	struct vr_buffer bytes;
	vr_buffer_init(&bytes, VR_CATALOGUE_MAX);
	bool ok = vr_file_read(path, &bytes, error) &&
	          vr_catalogue_parse(tag, vr_buffer_string(&bytes), bytes.length, out, problems, error);
	vr_buffer_release(&bytes);
	return ok;
}

struct vr_catalogue *vr_catalogue_built_in(void)
{
	struct vr_catalogue *english;
	bool ok = vr_catalogue_parse("en", vr_english_arb, (size_t)(vr_english_arb_end - vr_english_arb), &english,
	                             NULL, NULL);
	if (!ok) // the tests read these very bytes; a build that comes here was never tested
		abort();
	return english;
}

void vr_catalogue_destroy(struct vr_catalogue *catalogue)
{
	if (catalogue == NULL)
		return;
	for (size_t i = 0; i < VR_PHRASE_COUNT; i++)
		free(catalogue->patterns[i]);
	for (size_t i = 0; i < VR_DATE_WORD_COUNT; i++)
		free(catalogue->dates[i]);
	free(catalogue);
}
