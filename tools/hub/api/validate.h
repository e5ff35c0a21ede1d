// What may come in: the guard over everything, then the members, then the screen's own reader, so that whatever the hub
// accepts is shown. Private to hub/api.
#ifndef VANTRUM_HUB_API_VALIDATE_H
#define VANTRUM_HUB_API_VALIDATE_H

#include "call.h"

// The identity-number guard over every member, names too. Answers 422 for what it blocks and 409 for what is doubtful
// and not in the query's `confirm`; then false. Codes that were needed and confirmed go to confirmed, with commas.
#define VR_CONFIRMED 160
bool vr_check_guard(struct vr_call *call, const json_t *json, char confirmed[VR_CONFIRMED]) VR_MUST_USE;

// Whether every member is known and as the contract has it, in a programme of this clinic; answers 422 with a pointer
// for each that is not. list: "messages" or "waits".
bool vr_check_entry(struct vr_call *call, struct vr_clinic_cache *clinic, const char *list,
                    const json_t *entry) VR_MUST_USE;

// An array of {"pointer", "detail"}.
void vr_add_error(json_t *errors, const char *pointer, const char *detail);

#endif
