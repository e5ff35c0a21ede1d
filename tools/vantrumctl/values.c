// Small things around calls: paths, and texts out of JSON.
#include "client.h"

#include <stdlib.h>
#include <string.h>

static void add_segment(struct vr_buffer *path, const char *segment)
{
	vr_buffer_text(path, "/");
	vr_fetch_escape(segment, path);
}

const char *vr_ctl_id(const struct vr_ctl_arguments *arguments)
{
	const char *id = arguments->operands[0];
	if (id[0] && strcmp(id, ".") != 0 && strcmp(id, "..") != 0 && strlen(id) <= VR_CTL_ID_MAX)
		return id;
	vr_ctl_misuse(arguments, "\"%.80s\" is no id", id);
	return NULL;
}

void vr_ctl_path(const struct vr_ctl_client *client, const char *folder, const char *id, const char *part,
                 struct vr_buffer *out)
{
	vr_buffer_init(out, VR_CTL_PATH_MAX);
	vr_buffer_format(out, "/v1/%s", folder);
	if (id)
		add_segment(out, id);
	if (part)
		add_segment(out, part);
	if (client->clinic)
		vr_ctl_path_query(out, "clinic", client->clinic);
}

void vr_ctl_path_query(struct vr_buffer *path, const char *name, const char *value)
{
	vr_buffer_format(path, "%c%s=", strchr(vr_buffer_string(path), '?') ? '&' : '?', name);
	vr_fetch_escape(value, path);
}

void vr_ctl_print_json(const json_t *value)
{
	json_dumpf(value, stdout, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
	putchar('\n');
}

void vr_ctl_print_reply(const struct vr_ctl_reply *reply)
{
	fwrite(reply->body, 1, reply->length, stdout);
	if (reply->length > 0 && reply->body[reply->length - 1] != '\n')
		putchar('\n');
}

const char *vr_ctl_text(const json_t *object, const char *member)
{
	return json_string_value(json_object_get(object, member));
}

const char *vr_ctl_any_language(const json_t *texts)
{
	const char *swedish = vr_ctl_text(texts, "sv");
	const char *language;
	json_t *text;
	if (swedish)
		return swedish;
	json_object_foreach((json_t *)texts, language, text)
	{
		if (json_is_string(text))
			return json_string_value(text);
	}
	return NULL;
}
