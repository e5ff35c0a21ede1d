#include "problem.h"

#include "table.h"

#include <string.h>

#define CODES_MAX 1024

static bool ends_in(const char *text, const char *end)
{
	size_t length = text ? strlen(text) : 0, wanted = strlen(end);
	return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

// "  /title/sv: too long", a line for each member that the hub names.
static void say_places(const json_t *places)
{
	size_t i;
	const json_t *place;
	json_array_foreach(places, i, place)
	{
		const char *const parts[] = {vr_ctl_text(place, "pointer"), vr_ctl_text(place, "code"),
		                             vr_ctl_text(place, "detail")};
		const char *before = "  ";
		for (size_t part = 0; part < VR_COUNT(parts); part++) {
			if (!parts[part])
				continue;
			fputs(before, stderr);
			vr_ctl_print_clean(stderr, parts[part]);
			before = ": ";
		}
		fputc('\n', stderr);
	}
}

static bool lists(const char *codes, const char *code, size_t length)
{
	for (const char *at = codes; *at; at += strcspn(at, ",") + (at[strcspn(at, ",")] == ','))
		if (strcspn(at, ",") == length && strncmp(at, code, length) == 0)
			return true;
	return false;
}

// It is offered to be typed into a shell: a code is letters, digits and dashes, or it is not offered.
static void add_code(struct vr_buffer *codes, const char *code, size_t length)
{
	size_t plain = strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-");
	if (length == 0 || plain < length || lists(vr_buffer_string(codes), code, length))
		return;
	if (codes->length > 0)
		vr_buffer_text(codes, ",");
	vr_buffer_add(codes, code, length);
}

// Everything that was confirmed before is to be confirmed again.
static void say_how_to_confirm(const char *confirmed, const json_t *warnings)
{
	struct vr_buffer codes;
	size_t i;
	const json_t *warning;
	vr_buffer_init(&codes, CODES_MAX);
	for (const char *at = confirmed ? confirmed : ""; *at; at += strcspn(at, ",") + (at[strcspn(at, ",")] == ','))
		add_code(&codes, at, strcspn(at, ","));
	json_array_foreach(warnings, i, warning)
	{
		const char *code = vr_ctl_text(warning, "code");
		if (code)
			add_code(&codes, code, strlen(code));
	}
	if (codes.length > 0)
		vr_ctl_say("if it is right all the same, repeat the command with --confirm %s; the hub notes who did",
		           vr_buffer_string(&codes));
	vr_buffer_release(&codes);
}

// The problem's own words, "" when it has none.
static const char *words_of(const struct vr_ctl_reply *reply)
{
	const char *detail = vr_ctl_text(reply->json, "detail");
	const char *title = vr_ctl_text(reply->json, "title");
	return detail && detail[0] ? detail : title ? title : "";
}

static int say_refusal(const struct vr_ctl_client *client, const struct vr_ctl_reply *reply)
{
	const char *type = vr_ctl_text(reply->json, "type");
	const char *words = words_of(reply);
	if (ends_in(type, "/personal-identity-number"))
		vr_ctl_say("the hub stores nothing that may be somebody's personal identity number: take it out");
	else if (ends_in(type, "/needs-confirmation"))
		vr_ctl_say("the hub asks you to look at this again; nothing is stored yet");
	else
		vr_ctl_say("the hub refuses it (%ld)%s%.1000s", reply->status, words[0] ? ": " : "", words);
	say_places(json_object_get(reply->json, "errors"));
	say_places(json_object_get(reply->json, "warnings"));
	if (ends_in(type, "/needs-confirmation"))
		say_how_to_confirm(client->confirmed, json_object_get(reply->json, "warnings"));
	return VR_CTL_USAGE;
}

static int say_too_many(const struct vr_ctl_reply *reply)
{
	if (reply->retry_after_s > 0)
		vr_ctl_say("too many attempts: try again in %lld seconds", (long long)reply->retry_after_s);
	else
		vr_ctl_say("too many attempts: try again in some minutes");
	return VR_CTL_FAILED;
}

static int say_status(const struct vr_ctl_client *client, const struct vr_ctl_reply *reply)
{
	const char *words = words_of(reply);
	const char *colon = words[0] ? ": " : "";
	switch (reply->status) {
	case 400:
	case 409:
	case 413:
	case 415:
	case 422:
		return say_refusal(client, reply);
	case 401:
		vr_ctl_say(
		        "the hub does not know this token: is it the right file, and the right hub? An administrator "
		        "makes a new one with vantrum-hub token add");
		break;
	case 403:
		vr_ctl_say("this token may not do that%s%.1000s", colon, words);
		vr_ctl_say("an administrator can make one with a role that may");
		break;
	case 404:
		vr_ctl_say("the hub knows no such thing%s%.1000s", colon, words);
		break;
	case 429:
		return say_too_many(reply);
	default:
		if (reply->status >= 500)
			vr_ctl_say("the hub failed (%ld)%s%.1000s; try again, and tell whoever runs it", reply->status,
			           colon, words);
		else if (reply->status >= 300 && reply->status < 400)
			vr_ctl_say("%.200s redirects elsewhere (%ld): give the address that it redirects to with --hub",
			           vr_buffer_string(&client->hub), reply->status);
		else
			vr_ctl_say("the hub gave an answer that is not understood (%ld)%s%.1000s", reply->status, colon,
			           words);
	}
	return VR_CTL_FAILED;
}

static int say_error(const char *method, const struct vr_ctl_reply *reply)
{
	vr_ctl_say("%s", reply->error.what);
	if (strcmp(method, "GET") != 0 && (reply->error.code == VR_TIMEOUT || reply->error.code == VR_NETWORK))
		vr_ctl_say(
		        "if the connection was made, the hub may have done it all the same: look before you repeat it");
	return VR_CTL_FAILED;
}

int vr_ctl_problem(const struct vr_ctl_client *client, const char *method, const struct vr_ctl_reply *reply)
{
	if (reply->error.code != VR_OK)
		return say_error(method, reply);
	if (!vr_fetch_same_origin(reply->url, vr_buffer_string(&client->hub))) {
		vr_ctl_say("the hub redirects to %.300s, which got no token; if that is the hub, give it with --hub",
		           reply->url);
		return VR_CTL_FAILED;
	}
	if (client->raw && reply->json)
		vr_ctl_print_reply(reply);
	if (reply->status >= 200 && reply->status < 300) {
		vr_ctl_say("what answers at %.300s is no Väntrum hub: the answer is no JSON", reply->url);
		return VR_CTL_FAILED;
	}
	return say_status(client, reply);
}
