// The prepared messages as a table: what they are, not how they are filled.
#ifndef VR_HUB_TEMPLATES_TABLE_H
#define VR_HUB_TEMPLATES_TABLE_H

#include "vantrum/language.h"

#define VR_TEMPLATE_VALUES 2      // of one template
#define VR_TEMPLATE_SUGGESTIONS 5 // of one value
#define VR_TEMPLATE_CHOICES 2     // of one value
#define VR_TEMPLATE_YEAR_MIN 1900

enum vr_template_type {
	VR_TEMPLATE_NOTHING, // the template has no such value
	VR_TEMPLATE_MINUTES,
	VR_TEMPLATE_YEAR,
	VR_TEMPLATE_TIME,
	VR_TEMPLATE_HOURS,
	VR_TEMPLATE_CHOICE,
};

struct vr_template_choice {
	const char *value;
	enum vr_phrase label;
	enum vr_phrase title; // in place of the template's
};

struct vr_template_value {
	enum vr_template_type type;
	const char *name;
	enum vr_phrase label;
	bool optional;
	int min, max; // of minutes
	// Up to the first 0: minutes; minutes of the day for a time, and for the end of hours; ages for a year of
	// birth.
	int suggestions[VR_TEMPLATE_SUGGESTIONS];
	struct vr_template_choice choices[VR_TEMPLATE_CHOICES];
};

// The first value is {0} of title and text; a choice is never first, it chooses the title.
struct vr_template {
	const char *id;
	bool emergency; // may be used as a drill as well
	const char *kind, *priority, *icon, *ends;
	enum vr_phrase label, title, text;
	struct vr_template_value values[VR_TEMPLATE_VALUES];
};

extern const struct vr_template vr_template_table[];
extern const size_t vr_template_count;

// NULL: there is none of that id.
const struct vr_template *vr_template_find(const char *id);

const char *vr_template_type_name(enum vr_template_type type);

#endif
