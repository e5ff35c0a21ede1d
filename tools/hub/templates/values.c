#include "values.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define DAY_MIN (24 * 60)
#define VALUES "/values"

// RFC 6901 §3. False when it does not fit; out is as before then.
static bool add_step(char *out, size_t size, const char *name)
{
	size_t start = strlen(out), at = start;
	const char *rest = name;
	if (at + 1 < size)
		out[at++] = '/';
	for (; *rest != '\0' && at + 2 < size; rest++) {
		bool escaped = *rest == '~' || *rest == '/';
		if (escaped)
			out[at++] = '~';
		out[at++] = *rest == '~' ? '0' : *rest == '/' ? '1' : *rest;
	}
	bool whole = *rest == '\0' && at > start;
	out[whole ? at : start] = '\0';
	return whole;
}

void vr_template_problem_add(struct vr_template_problems *problems, const char *under, const char *name,
                             const char *detail, ...)
{
	if (problems->count == problems->max)
		return;
	struct vr_template_problem *problem = &problems->items[problems->count++];
	snprintf(problem->pointer, sizeof(problem->pointer), "%s", under);
	if (name != NULL)
		add_step(problem->pointer, sizeof(problem->pointer), name);
	va_list arguments;
	va_start(arguments, detail);
	vsnprintf(problem->detail, sizeof(problem->detail), detail, arguments);
	va_end(arguments);
}

static void read_number(const struct vr_template_value *value, const json_t *given, int min, int max,
                        struct vr_template_given *out, struct vr_template_problems *problems)
{
	json_int_t number = json_integer_value(given);
	if (!json_is_integer(given) || number < min || number > max)
		vr_template_problem_add(problems, VALUES, value->name, "must be a whole number from %d to %d", min,
		                        max);
	else
		out->number = (int)number;
}

// "13:00" as minutes of the day, -1 for anything else.
static int minutes_of(const json_t *given)
{
	const char *text = json_string_value(given);
	if (text == NULL || strlen(text) != 5 || text[2] != ':')
		return -1;
	for (size_t i = 0; i < 5; i++) {
		if (i != 2 && (text[i] < '0' || text[i] > '9'))
			return -1;
	}
	int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
	return minute < 60 && hour * 60 + minute <= DAY_MIN ? hour * 60 + minute : -1;
}

static void read_time(const struct vr_template_value *value, const json_t *given, struct vr_template_given *out,
                      struct vr_template_problems *problems)
{
	out->until_min = minutes_of(given);
	if (out->until_min < 0)
		vr_template_problem_add(problems, VALUES, value->name, "must be a time of day like \"13:00\"");
}

void vr_template_refuse_others(const json_t *object, const char *under, const char *const *known, size_t count,
                               struct vr_template_problems *problems)
{
	for (void *at = json_object_iter((json_t *)object); at != NULL;
	     at = json_object_iter_next((json_t *)object, at)) {
		const char *name = json_object_iter_key(at);
		size_t i = 0;
		while (i < count && strcmp(known[i], name) != 0)
			i++;
		if (i == count)
			vr_template_problem_add(problems, under, name, "is not known here");
	}
}

static void read_hours(const struct vr_template_value *value, const json_t *given, struct vr_template_given *out,
                       struct vr_template_problems *problems)
{
	static const char *const known[] = {"from", "until"};
	char under[64];
	snprintf(under, sizeof(under), VALUES "/%s", value->name);
	if (!json_is_object(given)) {
		vr_template_problem_add(problems, under, NULL,
		                        "must be an object like {\"from\": \"08:00\", \"until\": \"15:00\"}");
		return;
	}
	vr_template_refuse_others(given, under, known, VR_COUNT(known), problems);
	out->from_min = minutes_of(json_object_get(given, "from"));
	out->until_min = minutes_of(json_object_get(given, "until"));
	if (out->from_min < 0)
		vr_template_problem_add(problems, under, "from", "must be a time of day like \"08:00\"");
	if (out->until_min < 0)
		vr_template_problem_add(problems, under, "until", "must be a time of day like \"15:00\"");
	else if (out->until_min <= out->from_min)
		vr_template_problem_add(problems, under, "until", "must be later than from");
}

static void read_choice(const struct vr_template_value *value, const json_t *given, struct vr_template_given *out,
                        struct vr_template_problems *problems)
{
	const char *text = json_is_string(given) ? json_string_value(given) : "";
	char known[100] = "";
	for (size_t i = 0; i < VR_TEMPLATE_CHOICES && value->choices[i].value != NULL; i++) {
		if (strcmp(value->choices[i].value, text) == 0)
			out->choice = &value->choices[i];
		size_t at = strlen(known);
		snprintf(known + at, sizeof(known) - at, "%s%s", i > 0 ? ", " : "", value->choices[i].value);
	}
	if (out->choice == NULL)
		vr_template_problem_add(problems, VALUES, value->name, "must be one of %s", known);
}

static void read_value(const struct vr_template_value *value, const json_t *given, int this_year,
                       struct vr_template_given *out, struct vr_template_problems *problems)
{
	switch (value->type) {
	case VR_TEMPLATE_NOTHING:
		break;
	case VR_TEMPLATE_MINUTES:
		read_number(value, given, value->min, value->max, out, problems);
		break;
	case VR_TEMPLATE_YEAR:
		read_number(value, given, VR_TEMPLATE_YEAR_MIN, this_year, out, problems);
		break;
	case VR_TEMPLATE_TIME:
		read_time(value, given, out, problems);
		break;
	case VR_TEMPLATE_HOURS:
		read_hours(value, given, out, problems);
		break;
	case VR_TEMPLATE_CHOICE:
		read_choice(value, given, out, problems);
		break;
	}
}

void vr_template_values_read(const struct vr_template *template, const json_t *values, int this_year,
                             struct vr_template_given *out, struct vr_template_problems *problems)
{
	*out = (struct vr_template_given){0};
	if (values != NULL && !json_is_object(values)) {
		vr_template_problem_add(problems, VALUES, NULL, "must be an object");
		return;
	}
	const char *known[VR_TEMPLATE_VALUES];
	size_t count = 0;
	for (; count < VR_TEMPLATE_VALUES && template->values[count].type != VR_TEMPLATE_NOTHING; count++) {
		const struct vr_template_value *value = &template->values[count];
		const json_t *given = json_object_get(values, value->name);
		known[count] = value->name;
		if (given != NULL)
			read_value(value, given, this_year, out, problems);
		else if (!value->optional)
			vr_template_problem_add(problems, VALUES, value->name, "is missing");
	}
	vr_template_refuse_others(values, VALUES, known, count, problems);
}
