// The values that a caller gives for a template: read, with everything that is wrong about them.
#ifndef VR_HUB_TEMPLATES_VALUES_H
#define VR_HUB_TEMPLATES_VALUES_H

#include "table.h"
#include "templates.h"

// What was read; which members count says the template's table.
struct vr_template_given {
	int number;                              // minutes or a year
	int from_min, until_min;                 // of the day; until_min alone for a time
	const struct vr_template_choice *choice; // NULL: none chosen
};

struct vr_template_problems {
	struct vr_template_problem *items;
	size_t max, count;
};

// One more problem, if there is room: under (a JSON Pointer or ""), then name as one more step unless it is NULL. A
// name that is too long for the field is left out.
void vr_template_problem_add(struct vr_template_problems *problems, const char *under, const char *name,
                             const char *detail, ...) VR_PRINTF(4, 5);

// A problem for each member of the object (NULL: none) that is not among the known names.
void vr_template_refuse_others(const json_t *object, const char *under, const char *const *known, size_t count,
                               struct vr_template_problems *problems);

// values may be NULL: none given. Problems say whether it went well.
void vr_template_values_read(const struct vr_template *template, const json_t *values, int this_year,
                             struct vr_template_given *out, struct vr_template_problems *problems);

#endif
