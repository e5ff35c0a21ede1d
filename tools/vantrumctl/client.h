// Calls to the hub. Private to vantrumctl.
#ifndef VANTRUM_CTL_CLIENT_H
#define VANTRUM_CTL_CLIENT_H

#include "arguments.h"

#include "vantrum/fetch.h"

#include <jansson.h>

struct vr_ctl_client {
	struct vr_fetch *fetch;
	struct vr_buffer hub;   // its address without a trailing slash
	struct vr_buffer token; // never printed
	const char *clinic;     // NULL: not named. Borrowed
	const char *confirmed;  // codes that the call confirms already, NULL: none. Borrowed
	int64_t timeout_ms;     // of one call
	bool raw;               // print replies as they are (--json)
};

// From the options of every command and the environment. VR_CTL_DONE, or it was said what is wrong. Close in either
// case.
int vr_ctl_client_open(struct vr_ctl_client *client, const struct vr_ctl_arguments *arguments) VR_MUST_USE;
void vr_ctl_client_close(struct vr_ctl_client *client);

struct vr_ctl_reply {
	struct vr_error error; // VR_OK: an answer came
	long status;
	char *body; // never NULL once an answer came
	size_t length;
	char *link;            // the Link header, "" when none
	char *url;             // where the answer came from
	int64_t retry_after_s; // -1: not said
	json_t *json;          // the body; NULL when it is no JSON
};

// One call of "/v1/…". VR_CTL_DONE when it went well, with the body in reply->json (NULL for 204); else what went wrong
// was said (problem.h). Release the reply in either case.
int vr_ctl_call(struct vr_ctl_client *client, const char *method, const char *path, const json_t *body,
                struct vr_ctl_reply *reply) VR_MUST_USE;
void vr_ctl_reply_release(struct vr_ctl_reply *reply);

// A whole list, page by page, as one new array in *out. Not VR_CTL_DONE: *out is NULL and what went wrong was said.
int vr_ctl_list(struct vr_ctl_client *client, const char *path, json_t **out) VR_MUST_USE;

// A whole command: the list of /v1/FOLDER as JSON or in the words of print. filter (may be NULL) is an option that goes
// along as a parameter. Returns an exit code.
int vr_ctl_list_command(const struct vr_ctl_arguments *arguments, const char *folder, const char *filter,
                        void (*print)(const json_t *list));

// "/v1/FOLDER[/ID][/PART][?clinic=…]" with everything escaped; id and part may be NULL.
#define VR_CTL_PATH_MAX 8192
void vr_ctl_path(const struct vr_ctl_client *client, const char *folder, const char *id, const char *part,
                 struct vr_buffer *out);
// Appends "?name=value" or "&name=value".
void vr_ctl_path_query(struct vr_buffer *path, const char *name, const char *value);

// The first operand, which is an id; NULL when it can be none, which was said. A dot or two would be taken for steps
// along a path.
#define VR_CTL_ID_MAX 500
const char *vr_ctl_id(const struct vr_ctl_arguments *arguments);

// The value as one line of JSON on standard output.
void vr_ctl_print_json(const json_t *value);

void vr_ctl_print_reply(const struct vr_ctl_reply *reply); // as it came

// A member's text, NULL when it is missing or no text.
const char *vr_ctl_text(const json_t *object, const char *member);
// A text of several languages: the Swedish one, else the first.
const char *vr_ctl_any_language(const json_t *texts);

#endif
