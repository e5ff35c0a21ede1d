// Lists that come in pages (contract §3): Link: <…>; rel="next".
#include "client.h"

#include <string.h>
#include <strings.h>

#define PAGES_MAX 1000 // a list that does not come to an end is ended

// The parameters of a link up to the next link: is one of them rel=next? Values may be quoted and list several words.
static bool is_next(const char *parameters, size_t length)
{
	for (size_t at = 0; at + 4 <= length; at++) {
		if (strncasecmp(parameters + at, "rel=", 4) != 0)
			continue;
		const char *value = parameters + at + 4;
		size_t size = length - at - 4;
		bool quoted = size > 0 && *value == '"';
		value += quoted;
		size -= quoted;
		size_t end = 0;
		while (end < size && (quoted ? value[end] != '"' : value[end] != ';' && value[end] != ' '))
			end++;
		for (size_t i = 0; i + 4 <= end; i++)
			if (strncasecmp(value + i, "next", 4) == 0 && (i == 0 || value[i - 1] == ' ') &&
			    (i + 4 == end || value[i + 4] == ' '))
				return true;
		return false;
	}
	return false;
}

// The target of the link to the next page; false when there is none.
static bool next_target(const char *link, struct vr_buffer *target)
{
	while ((link = strchr(link, '<')) != NULL) {
		const char *end = strchr(link, '>');
		if (!end)
			return false;
		// A quoted comma is rare enough in a hub's parameters to be read as an end.
		size_t length = strcspn(end + 1, ",<");
		if (is_next(end + 1, length))
			return vr_buffer_add(target, link + 1, (size_t)(end - link - 1));
		link = end + 1 + length;
	}
	return false;
}

// The address of the next page into url; false: there is none, or (*code) it is not to be followed.
static bool find_next(const struct vr_ctl_client *client, const struct vr_ctl_reply *reply, struct vr_buffer *url,
                      int *code)
{
	struct vr_buffer target;
	struct vr_error error;
	bool more;
	vr_buffer_init(&target, VR_CTL_PATH_MAX);
	vr_buffer_clear(url);
	more = next_target(reply->link, &target);
	if (more && (!vr_fetch_resolve(reply->url, vr_buffer_string(&target), url, &error) ||
	             !vr_fetch_same_origin(vr_buffer_string(url), vr_buffer_string(&client->hub)) ||
	             strcmp(vr_buffer_string(url), reply->url) == 0)) {
		vr_ctl_say("the hub's list goes on at %.200s, which cannot be its next page",
		           vr_buffer_string(&target));
		*code = VR_CTL_FAILED;
		more = false;
	}
	vr_buffer_release(&target);
	return more;
}

static int take_page(const struct vr_ctl_reply *reply, json_t *list)
{
	if (!json_is_array(reply->json)) {
		vr_ctl_say("%.200s is no list; is this a Väntrum hub?", reply->url);
		return VR_CTL_FAILED;
	}
	json_array_extend(list, reply->json);
	return VR_CTL_DONE;
}

int vr_ctl_list(struct vr_ctl_client *client, const char *path, json_t **out)
{
	struct vr_buffer url;
	json_t *list = json_array();
	int code = VR_CTL_DONE;
	bool more = true;
	vr_buffer_init(&url, VR_CTL_PATH_MAX);
	vr_buffer_text(&url, path);
	for (int page = 0; more; page++) {
		struct vr_ctl_reply reply;
		if (page == PAGES_MAX) {
			vr_ctl_say("the hub's list does not end after %d pages", PAGES_MAX);
			code = VR_CTL_FAILED;
			break;
		}
		code = vr_ctl_call(client, "GET", vr_buffer_string(&url), NULL, &reply);
		if (code == VR_CTL_DONE)
			code = take_page(&reply, list);
		more = code == VR_CTL_DONE && find_next(client, &reply, &url, &code);
		vr_ctl_reply_release(&reply);
	}
	vr_buffer_release(&url);
	if (code != VR_CTL_DONE) {
		json_decref(list);
		list = NULL;
	}
	*out = list;
	return code;
}

int vr_ctl_list_command(const struct vr_ctl_arguments *arguments, const char *folder, const char *filter,
                        void (*print)(const json_t *list))
{
	struct vr_ctl_client client;
	const char *value = filter ? vr_ctl_value(arguments, filter) : NULL;
	int code = vr_ctl_client_open(&client, arguments);
	if (code == VR_CTL_DONE) {
		json_t *list;
		struct vr_buffer path;
		vr_ctl_path(&client, folder, NULL, NULL, &path);
		if (value)
			vr_ctl_path_query(&path, filter, value);
		code = vr_ctl_list(&client, vr_buffer_string(&path), &list);
		vr_buffer_release(&path);
		if (code == VR_CTL_DONE && client.raw)
			vr_ctl_print_json(list);
		else if (code == VR_CTL_DONE)
			print(list);
		json_decref(list);
	}
	vr_ctl_client_close(&client);
	return code;
}
