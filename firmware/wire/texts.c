// Readers of text that people will see: single lines and localised text.
#include "reading.h"

#include <string.h>

// What stands on the wall for a code point of the document: itself, a space, a newline, or nothing (0). Control
// characters become spaces, so that words do not run together. U+FFFD marks what was lost before it came here, and a
// box on the wall tells nobody anything.
static uint32_t shown(uint32_t c, bool lines)
{
	if (c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029)
		return lines ? '\n' : ' ';
	if (c < 0x20 || (c >= 0x7f && c < 0xa0))
		return ' ';
	return c == 0xfffd || c == 0xfeff ? 0 : c;
}

// Cleans text in place (it never grows) and cuts white space at both ends; returns its first character.
static char *clean(char *text, bool lines)
{
	size_t length = strlen(text), from = 0, to = 0;
	while (from < length) {
		bool carriage = text[from] == '\r' && text[from + 1] == '\n';
		from += carriage ? 1 : 0;
		uint32_t c = shown(vr_utf8_next(text, length, &from), lines);
		if (c != 0 && (to > 0 || (c != ' ' && c != '\n')))
			to += vr_utf8_encode(c, text + to);
	}
	while (to > 0 && (text[to - 1] == ' ' || text[to - 1] == '\n'))
		to--;
	text[to] = '\0';
	return text;
}

// The cleaned copy of a string value; *out is NULL when nothing is left of it.
static bool take_text(struct vr_reading *reading, const struct vr_place *place, const char *key, const json_t *value,
                      struct vr_text_rule rule, const char **out)
{
	if (!json_is_string(value))
		return vr_wrong(reading, place, key, "must be a string");
	const char *text = json_string_value(value);
	size_t length = json_string_length(value);
	if (strlen(text) != length)
		return vr_wrong(reading, place, key, "must not hold a NUL character");
	size_t count = vr_utf8_count(text, length);
	if (count > rule.max)
		return vr_wrong(reading, place, key, "has %zu characters, %zu is the limit", count, rule.max);
	char *copy = vr_reading_copy(reading, text, length);
	if (copy == NULL)
		return false;
	*out = clean(copy, rule.lines);
	if ((*out)[0] == '\0')
		*out = NULL;
	return true;
}

bool vr_read_line(struct vr_reading *reading, const struct vr_place *place, const char *key, size_t max,
                  const char **out)
{
	const json_t *value = vr_member(place, key);
	return value == NULL || take_text(reading, place, key, value, (struct vr_text_rule){.max = max}, out);
}

bool vr_read_shown_line(struct vr_reading *reading, const struct vr_place *place, const char *key, size_t max,
                        const char **out)
{
	return vr_read_line(reading, place, key, max, out) && vr_pass_guard(reading, place, key, out);
}

// A text that people will see. A dash stands for a required one that the guard blocked.
static bool take_shown(struct vr_reading *reading, const struct vr_place *place, const char *key, const json_t *value,
                       struct vr_text_rule rule, const char **out)
{
	if (!take_text(reading, place, key, value, rule, out))
		return false;
	bool given = *out != NULL;
	if (!vr_pass_guard(reading, place, key, out))
		return false;
	if (given && *out == NULL && rule.required)
		*out = "–";
	return true;
}

#define VR_OTHER_CASE_MAX 256u // members that are searched for a tag in another case: a hostile object has a million

// The value in a language of the programme. A tag may be written in any case; its usual one is tried first.
static const json_t *in_language(const json_t *texts, const char *tag, const char **key)
{
	const json_t *value = json_object_get(texts, tag);
	*key = tag;
	const char *name;
	json_t *each;
	char canonical[VR_LANGUAGE_TAG];
	if (value != NULL || json_object_size(texts) > VR_OTHER_CASE_MAX)
		return json_is_null(value) ? NULL : value;
	json_object_foreach((json_t *)(uintptr_t)texts, name, each)
	{
		if (vr_tag_canonical(name, canonical) && strcmp(canonical, tag) == 0 && !json_is_null(each)) {
			*key = name;
			return each;
		}
	}
	return NULL;
}

bool vr_read_localized(struct vr_reading *reading, const struct vr_place *place, const char *key,
                       struct vr_text_rule rule, struct vr_localized *out)
{
	struct vr_place texts;
	if (!vr_enter(reading, place, key, JSON_OBJECT, &texts))
		return false;
	struct vr_localized_entry found[VR_LANGUAGES_MAX];
	uint8_t count = 0;
	size_t languages =
	        texts.value != NULL && json_object_size(texts.value) > 0 ? reading->programme->language_count : 0;
	for (size_t i = 0; i < languages; i++) {
		const char *name, *text = NULL;
		const json_t *value = in_language(texts.value, reading->programme->languages[i], &name);
		if (value != NULL && !take_shown(reading, &texts, name, value, rule, &text))
			return false;
		if (text != NULL)
			found[count++] = (struct vr_localized_entry){(uint8_t)i, text};
	}
	if (count == 0)
		return !rule.required || vr_wrong(reading, place, key, "must have a text in one of the languages");
	struct vr_localized_entry *entries = vr_reading_alloc(reading, count, sizeof *entries);
	if (entries == NULL)
		return false;
	memcpy(entries, found, count * sizeof *entries);
	*out = (struct vr_localized){entries, count};
	return true;
}
