#include "templates.h"

#include "values.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SAID_MAX 2048 // bytes of a title or a text
#define CATALOGUES_MAX VR_LANGUAGES_MAX
#define MORNING_MIN (8 * 60) // where the clinic says nothing of its hours

// The languages of the staff page.
static const char *const staff_tags[] = {"sv", "en"};

struct vr_templates {
	struct {
		char tag[VR_LANGUAGE_TAG];
		struct vr_language *language; // owned; NULL: free
	} catalogues[CATALOGUES_MAX];
	size_t next; // the one that makes way for a further language
};

struct vr_templates *vr_templates_create(void)
{
	return vr_alloc(1, sizeof(struct vr_templates));
}

void vr_templates_destroy(struct vr_templates *templates)
{
	if (templates == NULL)
		return;
	for (size_t i = 0; i < CATALOGUES_MAX; i++)
		vr_language_destroy(templates->catalogues[i].language);
	free(templates);
}

// Valid until the next call.
static const struct vr_language *catalogue(struct vr_templates *templates, const char *tag)
{
	for (size_t i = 0; i < CATALOGUES_MAX && templates->catalogues[i].language != NULL; i++) {
		if (strcmp(templates->catalogues[i].tag, tag) == 0)
			return templates->catalogues[i].language;
	}
	size_t slot = templates->next++ % CATALOGUES_MAX;
	vr_language_destroy(templates->catalogues[slot].language);
	snprintf(templates->catalogues[slot].tag, VR_LANGUAGE_TAG, "%s", tag);
	struct vr_error error;
	if (!vr_language_create(tag, &templates->catalogues[slot].language, &error) && error.code != VR_NOT_FOUND)
		vr_log(VR_LOG_WARNING, "hub", "no prepared messages in %s: %s", tag, error.what);
	return templates->catalogues[slot].language;
}

// In UTC: it bounds years of birth, to which an hour means nothing.
static int year_of(struct vr_instant now)
{
	time_t seconds = (time_t)(now.ms / VR_SECOND);
	struct tm civil;
	return gmtime_r(&seconds, &civil) != NULL ? civil.tm_year + 1900 : VR_TEMPLATE_YEAR_MIN;
}

static json_t *label(struct vr_templates *templates, enum vr_phrase phrase)
{
	json_t *out = json_object();
	for (size_t i = 0; i < VR_COUNT(staff_tags); i++) {
		const struct vr_language *language = catalogue(templates, staff_tags[i]);
		struct vr_buffer said;
		vr_buffer_init(&said, SAID_MAX);
		vr_say(language, phrase, &said);
		json_object_set_new(out, staff_tags[i], json_string(vr_buffer_string(&said)));
		vr_buffer_release(&said);
	}
	return out;
}

static json_t *clock_text(int minutes)
{
	return json_sprintf("%02d:%02d", minutes / 60, minutes % 60);
}

static json_t *suggestion(const struct vr_template_value *value, int suggested, int from_min, int this_year)
{
	switch (value->type) {
	case VR_TEMPLATE_YEAR:
		return json_integer(this_year - suggested);
	case VR_TEMPLATE_TIME:
		return clock_text(suggested);
	case VR_TEMPLATE_HOURS:
		return json_pack("{so so}", "from", clock_text(from_min), "until", clock_text(suggested));
	default:
		return json_integer(suggested);
	}
}

static json_t *choices(struct vr_templates *templates, const struct vr_template_value *value)
{
	json_t *out = json_array();
	for (size_t i = 0; i < VR_TEMPLATE_CHOICES && value->choices[i].value != NULL; i++)
		json_array_append_new(out, json_pack("{ss so}", "value", value->choices[i].value, "label",
		                                     label(templates, value->choices[i].label)));
	return out;
}

static json_t *describe_value(struct vr_templates *templates, const struct vr_template_value *value, int from_min,
                              int this_year)
{
	json_t *suggestions = json_array();
	for (size_t i = 0; i < VR_TEMPLATE_SUGGESTIONS && value->suggestions[i] != 0; i++) {
		if (value->type != VR_TEMPLATE_HOURS || value->suggestions[i] > from_min)
			json_array_append_new(suggestions,
			                      suggestion(value, value->suggestions[i], from_min, this_year));
	}
	json_t *out =
	        json_pack("{ss ss so sb so}", "name", value->name, "type", vr_template_type_name(value->type), "label",
	                  label(templates, value->label), "optional", value->optional, "suggestions", suggestions);
	bool year = value->type == VR_TEMPLATE_YEAR;
	if (year || value->type == VR_TEMPLATE_MINUTES) {
		json_object_set_new(out, "min", json_integer(year ? VR_TEMPLATE_YEAR_MIN : value->min));
		json_object_set_new(out, "max", json_integer(year ? this_year : value->max));
	}
	if (value->type == VR_TEMPLATE_CHOICE)
		json_object_set_new(out, "choices", choices(templates, value));
	return out;
}

json_t *vr_templates_list(struct vr_templates *templates, const struct vr_programme *programme, struct vr_instant now)
{
	const struct vr_windows *hours = &programme->clinic.opening_hours;
	int from_min = hours->count > 0 ? hours->items[0].from_min : MORNING_MIN;
	json_t *out = json_array();
	for (size_t i = 0; i < vr_template_count; i++) {
		const struct vr_template *row = &vr_template_table[i];
		json_t *values = json_array();
		for (size_t k = 0; k < VR_TEMPLATE_VALUES && row->values[k].type != VR_TEMPLATE_NOTHING; k++)
			json_array_append_new(values,
			                      describe_value(templates, &row->values[k], from_min, year_of(now)));
		json_array_append_new(out, json_pack("{ss sb ss ss ss so so ss}", "id", row->id, "emergency",
		                                     row->emergency, "kind", row->kind, "priority", row->priority,
		                                     "icon", row->icon, "label", label(templates, row->label), "values",
		                                     values, "ends", row->ends));
	}
	return out;
}

// {0} as the language says it, where it is no number.
static void say_argument(const struct vr_language *language, enum vr_template_type type,
                         const struct vr_template_given *given, struct vr_buffer *out)
{
	if (type == VR_TEMPLATE_TIME)
		vr_say_time(language, given->until_min / 60, given->until_min % 60, out);
	else if (type == VR_TEMPLATE_HOURS)
		vr_say_hours(language, given->from_min, given->until_min, out);
	else
		vr_buffer_format(out, "%d", given->number); // a year has no thousands separator
}

static json_t *say(const struct vr_language *language, enum vr_phrase phrase, enum vr_template_type type,
                   const struct vr_template_given *given)
{
	struct vr_buffer argument, said;
	vr_buffer_init(&argument, SAID_MAX);
	vr_buffer_init(&said, SAID_MAX);
	char kind = vr_phrase_arguments(phrase)[0];
	if (kind == '\0') {
		vr_say(language, phrase, &said);
	} else if (kind == 'n') {
		vr_say_number(language, phrase, given->number, &said);
	} else {
		say_argument(language, type, given, &argument);
		vr_say_text(language, phrase, vr_buffer_string(&argument), NULL, &said);
	}
	json_t *out = json_string(vr_buffer_string(&said));
	vr_buffer_release(&said);
	vr_buffer_release(&argument);
	return out;
}

static json_t *message(struct vr_templates *templates, const struct vr_programme *programme,
                       const struct vr_template *row, const struct vr_template_given *given)
{
	enum vr_phrase title = given->choice != NULL ? given->choice->title : row->title;
	json_t *titles = json_object(), *texts = json_object();
	for (size_t i = 0; i < programme->language_count; i++) {
		const char *tag = programme->languages[i];
		const struct vr_language *language = catalogue(templates, tag);
		if (!vr_says_itself(language, title) || !vr_says_itself(language, row->text))
			continue; // the screen says there that the desk can explain
		json_object_set_new(titles, tag, say(language, title, row->values[0].type, given));
		json_object_set_new(texts, tag, say(language, row->text, row->values[0].type, given));
	}
	return json_pack("{ss ss so so}", "kind", row->kind, "priority", row->priority, "title", titles, "text", texts);
}

json_t *vr_templates_fill(struct vr_templates *templates, const struct vr_programme *programme, const json_t *wanted,
                          struct vr_instant now, struct vr_template_problem *problems, size_t max, size_t *count)
{
	static const char *const known[] = {"id", "values"};
	struct vr_template_problems found = {.items = problems, .max = max};
	struct vr_template_given given;
	const char *id = json_string_value(json_object_get(wanted, "id"));
	const struct vr_template *row = id != NULL ? vr_template_find(id) : NULL;
	json_t *out = NULL;
	assert(max > 0);
	if (!json_is_object(wanted))
		vr_template_problem_add(&found, "", NULL, "must be an object like {\"id\": \"drop-in-full\"}");
	else if (row == NULL)
		vr_template_problem_add(&found, "", "id", "must be the id of a template: see GET /v1/templates");
	else
		vr_template_values_read(row, json_object_get(wanted, "values"), year_of(now), &given, &found);
	vr_template_refuse_others(wanted, "", known, VR_COUNT(known), &found);
	if (found.count == 0) {
		out = message(templates, programme, row, &given);
		if (json_object_size(json_object_get(out, "title")) == 0) {
			json_decref(out);
			out = NULL;
			vr_template_problem_add(&found, "", "id", "has no words in any language of this clinic");
		}
	}
	*count = found.count;
	return out;
}
