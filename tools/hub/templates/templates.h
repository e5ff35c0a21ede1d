// Room hub/templates: prepared messages in every language: the everyday notices and the emergencies. A template has a
// few values; filled in, it gives a message as in the programme. Words come from the catalogues (assets/locale). One
// thread.
#ifndef VANTRUM_HUB_TEMPLATES_H
#define VANTRUM_HUB_TEMPLATES_H

#include "vantrum/model.h"

#include <jansson.h>

struct vr_templates;

// Opens catalogues when first needed.
struct vr_templates *vr_templates_create(void);
void vr_templates_destroy(struct vr_templates *templates);

// All templates as the API lists them (GET /v1/templates), with labels in the languages: an array of
// {"id", "emergency": bool, "kind", "priority", "icon", "label": {lang: text},
//  "values": [{"name", "type": "minutes"|"number"|"year"|"time"|"hours"|"date"|"text"|"choice", "label": {lang: text},
//              "suggestions": [20, 40, 60], "min", "max", "optional": bool}],
//  "ends": "closing"|"hours:N"}     what the page proposes as valid_until
// A new reference.
json_t *vr_templates_list(struct vr_templates *templates, const struct vr_programme *programme);

// What is wrong with a value: pointer within the template object ("/values/minutes") and a sentence.
struct vr_template_problem {
	char pointer[96];
	char detail[160];
};

// Fills a template: `wanted` is {"id": "doctor-late", "values": {"minutes": 40}}; the result is a new message object
// without id and times: kind, priority, title and text in every language of the programme that has a catalogue, and
// whatever else the template brings (source, show_when). Returns NULL with at least one problem; *count says how many.
json_t *vr_templates_fill(struct vr_templates *templates, const struct vr_programme *programme, const json_t *wanted,
                          struct vr_template_problem *problems, size_t max, size_t *count);

#endif
