#include "commands.h"
#include "table.h"
#include "when.h"

#include <string.h>

#define SHOWN_MAX_S 3600

static const struct vr_ctl_option options[] = {
        {"title", "LANG=TEXT", "the title in a language, as in sv=…", true},
        {"text", "LANG=TEXT", "the text in a language", true},
        {"kind", "KIND", "notice (unless said), health, news or alert", false},
        {"priority", "PRIORITY", "normal (unless said), important, urgent or emergency", false},
        {"id", "ID", "the message's id; the hub makes one up unless said", false},
        {"from", "TIME", "when it begins: 16:30, +90m, +2h or 2026-11-22T08:30:00+01:00", false},
        {"until", "TIME", "when it ends; 16:30, +90m and +2h count from --from where that is given", false},
        {"screens", "ID,ID", "screens or groups of screens; all of the clinic unless said", false},
        {"link", "URL", "an address, shown as a QR code", false},
        {"template", "ID", "a prepared message, instead of title, text, kind and priority", false},
        {"value", "NAME=VALUE", "a value of the template: 40, 13:00, 08:00-15:00 or text", true},
        {"drill", NULL, "it is a drill: every page says so", false},
        {"confirm", "CODE,CODE", "what the hub asked about is right all the same", false},
        {"wait-shown", "SECONDS", "wait until it is on the screens, so long at most, and say on which", false},
};

// Splits NAME=REST; false without a name.
static bool split(const char *text, char *name, size_t size, const char **rest)
{
	size_t length = strcspn(text, "=");
	if (text[length] != '=' || length == 0 || length >= size)
		return false;
	memcpy(name, text, length);
	name[length] = '\0';
	*rest = text + length + 1;
	return true;
}

static bool is_language(const char *name)
{
	return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(name) &&
	       strlen(name) >= 2;
}

// All of --title or --text as {language: text}.
static int add_texts(const struct vr_ctl_arguments *arguments, const char *option, json_t *message)
{
	for (size_t i = 0; i < arguments->count; i++) {
		const struct vr_ctl_given *given = &arguments->given[i];
		char language[36];
		const char *text;
		if (strcmp(given->option->name, option) != 0)
			continue;
		if (!split(given->value, language, sizeof language, &text) || !is_language(language))
			return vr_ctl_misuse(arguments,
			                     "--%s takes a language and a text, such as sv=Hej, not \"%.60s\"", option,
			                     given->value);
		json_t *texts = json_object_get(message, option);
		if (!texts) {
			texts = json_object();
			json_object_set_new(message, option, texts);
		}
		if (json_object_get(texts, language))
			return vr_ctl_misuse(arguments, "--%s %s= is given twice", option, language);
		json_object_set_new(texts, language, json_string(text));
	}
	return VR_CTL_DONE;
}

// HH:MM-HH:MM as {"from", "until"}; NULL when it is something else.
static json_t *hours_value(const char *text)
{
	static const char form[] = "00:00-00:00";
	if (strlen(text) != strlen(form))
		return NULL;
	for (size_t i = 0; form[i]; i++)
		if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return NULL;
	return json_pack("{s:s#, s:s#}", "from", text, 5, "until", text + 6, 5);
}

// A whole number as a number, hours as such; what stands in quotes without them; all else as it is.
static json_t *template_value(const char *text)
{
	long number;
	size_t length = strlen(text);
	if (vr_ctl_whole(text, 0, 999999999, &number) && (text[0] != '0' || length == 1))
		return json_integer(number);
	if (length >= 2 && text[0] == '"' && text[length - 1] == '"')
		return json_stringn(text + 1, length - 2);
	json_t *hours = hours_value(text);
	return hours ? hours : json_string(text);
}

static int add_template(const struct vr_ctl_arguments *arguments, const char *id, json_t *message)
{
	static const char *const instead[] = {"title", "text", "kind", "priority"};
	json_t *values = json_object();
	json_object_set_new(message, "template", json_pack("{s:s, s:o}", "id", id, "values", values));
	for (size_t i = 0; i < VR_COUNT(instead); i++)
		if (vr_ctl_has(arguments, instead[i]))
			return vr_ctl_misuse(arguments, "--%s does not go with --template, which brings its own",
			                     instead[i]);
	for (size_t i = 0; i < arguments->count; i++) {
		const struct vr_ctl_given *given = &arguments->given[i];
		char name[64];
		const char *text;
		if (strcmp(given->option->name, "value") != 0)
			continue;
		if (!split(given->value, name, sizeof name, &text))
			return vr_ctl_misuse(arguments, "--value takes NAME=VALUE, not \"%.60s\"", given->value);
		if (json_object_get(values, name))
			return vr_ctl_misuse(arguments, "--value %s= is given twice", name);
		json_object_set_new(values, name, template_value(text));
	}
	return VR_CTL_DONE;
}

static int add_content(const struct vr_ctl_arguments *arguments, json_t *message)
{
	const char *template = vr_ctl_value(arguments, "template");
	const char *kind = vr_ctl_value(arguments, "kind"), *priority = vr_ctl_value(arguments, "priority");
	if (template)
		return add_template(arguments, template, message);
	if (!vr_ctl_has(arguments, "title"))
		return vr_ctl_misuse(arguments, "a message needs --title LANG=TEXT, or --template ID");
	if (vr_ctl_has(arguments, "value"))
		return vr_ctl_misuse(arguments, "--value belongs to --template");
	json_object_set_new(message, "kind", json_string(kind ? kind : "notice"));
	if (priority)
		json_object_set_new(message, "priority", json_string(priority));
	int code = add_texts(arguments, "title", message);
	return code != VR_CTL_DONE ? code : add_texts(arguments, "text", message);
}

// Sets a member to a time; *after becomes that time.
static int add_time(const struct vr_ctl_arguments *arguments, const char *option, const char *member,
                    struct vr_instant *after, json_t *message)
{
	const char *given = vr_ctl_value(arguments, option);
	char text[VR_INSTANT_TEXT];
	struct vr_error error;
	struct vr_instant time;
	if (!given)
		return VR_CTL_DONE;
	if (!vr_ctl_when_parse(given, *after, &time, &error))
		return vr_ctl_misuse(arguments, "--%s: %s", option, error.what);
	vr_instant_format(time, text);
	json_object_set_new(message, member, json_string(text));
	*after = time;
	return VR_CTL_DONE;
}

static int add_times(const struct vr_ctl_arguments *arguments, json_t *message)
{
	struct vr_instant now = vr_instant_now(), end;
	int code = add_time(arguments, "from", "valid_from", &now, message);
	end = now;
	if (code == VR_CTL_DONE)
		code = add_time(arguments, "until", "valid_until", &end, message);
	if (code == VR_CTL_DONE && vr_ctl_has(arguments, "until") && end.ms <= now.ms)
		code = vr_ctl_misuse(arguments, "--until %s is over before it begins",
		                     vr_ctl_value(arguments, "until"));
	return code;
}

static int add_screens(const struct vr_ctl_arguments *arguments, json_t *message)
{
	const char *at = vr_ctl_value(arguments, "screens");
	if (!at)
		return VR_CTL_DONE;
	json_t *screens = json_array();
	json_object_set_new(message, "screens", screens);
	for (;; at++) {
		size_t length = strcspn(at, ",");
		if (length == 0)
			return vr_ctl_misuse(arguments, "--screens takes ids with a comma between them");
		json_array_append_new(screens, json_stringn(at, length));
		at += length;
		if (!*at)
			return VR_CTL_DONE;
	}
}

static int make_message(const struct vr_ctl_arguments *arguments, json_t *message)
{
	static const char *const plain[] = {"id", "clinic"};
	const char *link = vr_ctl_value(arguments, "link");
	int code = add_content(arguments, message);
	for (size_t i = 0; i < VR_COUNT(plain); i++)
		if (vr_ctl_has(arguments, plain[i]))
			json_object_set_new(message, plain[i], json_string(vr_ctl_value(arguments, plain[i])));
	if (link)
		json_object_set_new(message, "link", json_pack("{s:s}", "href", link));
	if (vr_ctl_has(arguments, "drill"))
		json_object_set_new(message, "drill", json_true());
	if (code == VR_CTL_DONE)
		code = add_times(arguments, message);
	return code != VR_CTL_DONE ? code : add_screens(arguments, message);
}

// What became of it: the id on standard output, or the whole object.
static int tell(struct vr_ctl_client *client, const struct vr_ctl_reply *reply, long wait_s)
{
	const char *id = vr_ctl_text(reply->json, "id"), *state = vr_ctl_text(reply->json, "state");
	if (!id) {
		vr_ctl_say("the hub took it, but does not say under which id; see vantrumctl list");
		return VR_CTL_FAILED;
	}
	if (client->raw) {
		vr_ctl_print_reply(reply);
	} else {
		vr_ctl_print_clean(stdout, id);
		putchar('\n');
	}
	fflush(stdout); // the id first, whatever becomes of the waiting
	if (state && strcmp(state, "pending") == 0) {
		vr_ctl_say("somebody else must approve it before it is shown");
		return wait_s > 0 ? VR_CTL_FAILED : VR_CTL_DONE;
	}
	return wait_s > 0 ? vr_ctl_wait_shown(client, reply->json, wait_s) : VR_CTL_DONE;
}

static int post(const struct vr_ctl_arguments *arguments, const json_t *message, long wait_s)
{
	struct vr_ctl_client client;
	int code = vr_ctl_client_open(&client, arguments);
	client.confirmed = vr_ctl_value(arguments, "confirm");
	if (code == VR_CTL_DONE) {
		struct vr_ctl_reply reply;
		struct vr_buffer path;
		vr_buffer_init(&path, VR_CTL_PATH_MAX);
		vr_buffer_text(&path, "/v1/messages"); // the clinic stands in the message
		if (client.confirmed)
			vr_ctl_path_query(&path, "confirm", client.confirmed);
		code = vr_ctl_call(&client, "POST", vr_buffer_string(&path), message, &reply);
		vr_buffer_release(&path);
		if (code == VR_CTL_DONE)
			code = tell(&client, &reply, wait_s);
		vr_ctl_reply_release(&reply);
	}
	vr_ctl_client_close(&client);
	return code;
}

static int push(const struct vr_ctl_arguments *arguments)
{
	const char *wait = vr_ctl_value(arguments, "wait-shown");
	long wait_s = 0;
	if (wait && !vr_ctl_whole(wait, 1, SHOWN_MAX_S, &wait_s))
		return vr_ctl_misuse(arguments, "--wait-shown takes 1 to %d seconds, not \"%.60s\"", SHOWN_MAX_S, wait);
	json_t *message = json_object();
	int code = make_message(arguments, message);
	if (code == VR_CTL_DONE)
		code = post(arguments, message, wait_s);
	json_decref(message);
	return code;
}

const struct vr_ctl_command vr_ctl_push = {
        .name = "push",
        .operands = "",
        .what = "put a message on the screens",
        .options = options,
        .count = VR_COUNT(options),
        .run = push,
};
