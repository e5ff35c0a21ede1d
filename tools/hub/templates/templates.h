// Room hub/templates: prepared messages in every language: the everyday notices and the emergencies. A template has a
// value or two; filled in, it gives a message as in the programme. Words come from the catalogues (assets/locale), the
// list of templates is table.c. One thread.
#ifndef VANTRUM_HUB_TEMPLATES_H
#define VANTRUM_HUB_TEMPLATES_H

#include "vantrum/model.h"

#include <jansson.h>

struct vr_templates;

// Opens catalogues when first needed.
struct vr_templates *vr_templates_create(void);
void vr_templates_destroy(struct vr_templates *templates);

// All templates as the API lists them (GET /v1/templates), everyday ones first; labels in the languages of the staff
// page. An array of
// {"id", "emergency": bool, "kind", "priority", "icon" (a name in assets/icons), "label": {lang: text},
//  "values": [{"name", "type", "label": {lang: text}, "optional": bool, "suggestions": […], and for "minutes" and
//              "year" "min", "max", for "choice" "choices": [{"value", "label": {lang: text}}]}],
//  "ends": "closing" | "hours:N" | "days:N" | "value:NAME"}   what the page proposes as valid_until: the clinic's
//                                                             closing time, so much later, or that value today
// Types and their values: "minutes" 40, "year" 1961, "time" "13:00", "hours" {"from": "08:00", "until": "15:00"} of one
// day, "choice" one of its choices. Suggested years and hours depend on now and on the clinic's opening hours.
// A new reference.
json_t *vr_templates_list(struct vr_templates *templates, const struct vr_programme *programme, struct vr_instant now);

// What is wrong with a value: pointer within the template object ("/values/minutes") and a sentence.
struct vr_template_problem {
	char pointer[96];
	char detail[160];
};

// Fills a template: `wanted` is {"id": "doctor-late", "values": {"minutes": 40}}; the result is a new message object
// without id and times: kind, priority, title and text in every language of the programme whose catalogue has the
// words. Returns NULL with at least one problem; *count says how many were written, at most max (which is not 0).
json_t *vr_templates_fill(struct vr_templates *templates, const struct vr_programme *programme, const json_t *wanted,
                          struct vr_instant now, struct vr_template_problem *problems, size_t max, size_t *count);

#endif
