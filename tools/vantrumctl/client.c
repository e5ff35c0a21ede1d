#include "client.h"

#include "problem.h"

#include <stdlib.h>
#include <string.h>

#define REPLY_MAX (16 * 1024 * 1024)
#define TOKEN_MAX 4096
#define TIMEOUT_S 30
#define TIMEOUT_MAX_S 600

static int read_token_file(struct vr_ctl_client *client, const struct vr_ctl_arguments *arguments, const char *path)
{
	struct vr_error error;
	if (!vr_file_read(path, &client->token, &error)) {
		vr_ctl_say("--token-file: %s", error.what);
		return VR_CTL_USAGE;
	}
	if (!client->token.data)
		return vr_ctl_misuse(arguments, "the token file %.300s is empty", path);
	client->token.data[strcspn(client->token.data, "\r\n")] = '\0';
	return VR_CTL_DONE;
}

// It goes into a header as it is. What it says is never repeated.
static int find_token(struct vr_ctl_client *client, const struct vr_ctl_arguments *arguments)
{
	const char *path = vr_ctl_value(arguments, "token-file");
	const char *given = getenv("VANTRUM_TOKEN");
	if (path) {
		int code = read_token_file(client, arguments, path);
		if (code != VR_CTL_DONE)
			return code;
	} else if (given) {
		vr_buffer_text(&client->token, given);
	}
	const char *token = vr_buffer_string(&client->token);
	if (!token[0])
		return vr_ctl_misuse(arguments, "no token: name its file with --token-file, or set VANTRUM_TOKEN; an "
		                                "administrator makes one with vantrum-hub token add");
	for (; *token; token++)
		if (*token <= ' ' || *token > '~')
			return vr_ctl_misuse(arguments,
			                     "the token holds something other than visible ASCII characters; "
			                     "is it the right file?");
	return VR_CTL_DONE;
}

static int find_hub(struct vr_ctl_client *client, const struct vr_ctl_arguments *arguments)
{
	struct vr_error error;
	const char *given = vr_ctl_value(arguments, "hub");
	if (!given)
		given = getenv("VANTRUM_HUB");
	if (!given || !given[0])
		return vr_ctl_misuse(arguments, "no hub: give its address with --hub, or set VANTRUM_HUB");
	if (strpbrk(given, "?# ") || !vr_fetch_resolve(given, given, &client->hub, &error))
		return vr_ctl_misuse(arguments,
		                     "the hub's address is something like https://hub.example.org, not "
		                     "\"%.200s\"",
		                     given);
	while (client->hub.length > 0 && client->hub.data[client->hub.length - 1] == '/')
		client->hub.data[--client->hub.length] = '\0';
	if (strncmp(client->hub.data, "http:", 5) == 0 && !vr_fetch_is_loopback(client->hub.data))
		vr_ctl_say("warning: %.200s is not encrypted; others on the network can read the token",
		           client->hub.data);
	return VR_CTL_DONE;
}

static int find_timeout(struct vr_ctl_client *client, const struct vr_ctl_arguments *arguments)
{
	long seconds = TIMEOUT_S;
	const char *given = vr_ctl_value(arguments, "timeout");
	if (given && !vr_ctl_whole(given, 1, TIMEOUT_MAX_S, &seconds))
		return vr_ctl_misuse(arguments, "--timeout takes 1 to %d seconds, not \"%.60s\"", TIMEOUT_MAX_S, given);
	client->timeout_ms = seconds * VR_SECOND;
	return VR_CTL_DONE;
}

int vr_ctl_client_open(struct vr_ctl_client *client, const struct vr_ctl_arguments *arguments)
{
	struct vr_error error;
	*client = (struct vr_ctl_client){.clinic = vr_ctl_value(arguments, "clinic"),
	                                 .raw = vr_ctl_has(arguments, "json")};
	vr_buffer_init(&client->hub, VR_CTL_PATH_MAX);
	vr_buffer_init(&client->token, TOKEN_MAX);
	int code = find_hub(client, arguments);
	if (code == VR_CTL_DONE)
		code = find_token(client, arguments);
	if (code == VR_CTL_DONE)
		code = find_timeout(client, arguments);
	if (code == VR_CTL_DONE &&
	    !vr_fetch_create(vr_ctl_value(arguments, "ca-file"), "vantrumctl/" VR_VERSION, &client->fetch, &error)) {
		vr_ctl_say("%s", error.what);
		code = error.code == VR_NOT_FOUND ? VR_CTL_USAGE : VR_CTL_FAILED;
	}
	return code;
}

void vr_ctl_client_close(struct vr_ctl_client *client)
{
	vr_fetch_destroy(client->fetch);
	if (client->token.data)
		explicit_bzero(client->token.data, client->token.room);
	vr_buffer_release(&client->token);
	vr_buffer_release(&client->hub);
}

struct arrival {
	struct vr_ctl_reply *reply;
	bool done;
};

static void on_done(void *context, const struct vr_response *response)
{
	struct arrival *arrival = context;
	struct vr_ctl_reply *reply = arrival->reply;
	arrival->done = true;
	reply->url = vr_strdup(response->url);
	reply->error = response->error;
	if (response->ok)
		reply->error.code = VR_OK;
	reply->status = response->status;
	reply->link = vr_strdup(response->link);
	reply->retry_after_s = response->retry_after_s;
	reply->body = vr_strdup(response->body);
	reply->length = response->length;
	reply->json = json_loadb(response->body, response->length, JSON_REJECT_DUPLICATES, NULL);
}

static void run_call(struct vr_ctl_client *client, const char *method, const char *url, char *body,
                     struct vr_ctl_reply *reply)
{
	struct arrival arrival = {.reply = reply};
	struct vr_request request = {
	        .method = strcmp(method, "GET") == 0 ? NULL : method,
	        .url = url,
	        .token = vr_buffer_string(&client->token),
	        .token_origin = vr_buffer_string(&client->hub),
	        .accept = "application/json",
	        .content_type = body ? "application/json" : NULL,
	        .body = body,
	        .body_length = body ? strlen(body) : 0,
	        .max_bytes = REPLY_MAX,
	        .timeout_ms = client->timeout_ms,
	        .on_done = on_done,
	        .context = &arrival,
	};
	struct vr_error error;
	if (!vr_fetch_start(client->fetch, &request, NULL, &error)) {
		reply->error = error;
		return;
	}
	while (!arrival.done)
		vr_fetch_run(client->fetch, client->timeout_ms);
}

int vr_ctl_call(struct vr_ctl_client *client, const char *method, const char *path, const json_t *body,
                struct vr_ctl_reply *reply)
{
	struct vr_buffer url;
	*reply = (struct vr_ctl_reply){.retry_after_s = -1};
	vr_buffer_init(&url, 2 * VR_CTL_PATH_MAX);
	// A path of its own, or the address of a next page.
	vr_buffer_format(&url, "%s%s", path[0] == '/' ? vr_buffer_string(&client->hub) : "", path);
	char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
	run_call(client, method, vr_buffer_string(&url), text, reply);
	free(text);
	vr_buffer_release(&url);
	bool good = reply->error.code == VR_OK && reply->status >= 200 && reply->status < 300 &&
	            vr_fetch_same_origin(reply->url, vr_buffer_string(&client->hub)) &&
	            (reply->json || reply->status == 204);
	return good ? VR_CTL_DONE : vr_ctl_problem(client, method, reply);
}

void vr_ctl_reply_release(struct vr_ctl_reply *reply)
{
	free(reply->body);
	free(reply->link);
	free(reply->url);
	json_decref(reply->json);
	*reply = (struct vr_ctl_reply){0};
}
