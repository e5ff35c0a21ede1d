// A message between the API and the store. Private to hub/api.
#ifndef VANTRUM_HUB_API_MESSAGE_H
#define VANTRUM_HUB_API_MESSAGE_H

#include "validate.h"

// A message as a body gives it: taken apart, filled in and checked.
struct vr_draft {
	struct vr_clinic_cache *clinic;
	json_t *message; // as in the programme; owned
	char *screens;   // JSON array of names; "": all; owned
	bool by_template;
	char confirmed[VR_CONFIRMED];
};

// Reads a body into a draft: guard, clinic, template, defaults, members, screens, and whether the caller may push it.
// id: of the path, NULL where the body or the hub names it. Answers the call itself when false. Release either way.
bool vr_draft_read(struct vr_call *call, const char *id, struct vr_draft *draft) VR_MUST_USE;
void vr_draft_release(struct vr_draft *draft);

// The message as the API shows it: the document and what the hub knows of it.
json_t *vr_message_json(const struct vr_store_message *message);

#endif
