#include "commands.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX 6
#define EN_DASH "\xE2\x80\x93"

static const struct vr_ctl_option options[] = {
        {"unit", "UNIT", "minute, hour, day or week; unless said, what the queue has now", false},
        {"level", "LEVEL", "short, normal, long or very_long: instead of a number, or beside it", false},
        {"no-new", NULL, "nobody more is taken in; those who wait will be seen", false},
        {"closed", NULL, "the queue is closed", false},
        {"renew", NULL, "what it says is still right: the same value, measured now", false},
};

// Digits, with a point and more digits where there are some. Returns the number of bytes read, 0 for none.
static size_t read_number(const char *text, json_t **out)
{
	size_t whole = strspn(text, "0123456789");
	size_t length = whole;
	if (whole == 0 || whole > DIGITS_MAX)
		return 0;
	if (text[length] == '.') {
		size_t part = strspn(text + length + 1, "0123456789");
		if (part == 0 || part > DIGITS_MAX)
			return 0;
		length += 1 + part;
	}
	*out = length == whole ? json_integer(strtol(text, NULL, 10)) : json_real(strtod(text, NULL));
	return length;
}

// FROM or FROM-TO as a new {"from", "to"}; NULL when it is neither.
static json_t *read_span(const char *text)
{
	json_t *from = NULL, *to = NULL, *span = json_object();
	size_t length = read_number(text, &from), more = 0;
	const char *rest = text + length;
	size_t dash = *rest == '-' ? 1 : strncmp(rest, EN_DASH, strlen(EN_DASH)) == 0 ? strlen(EN_DASH) : 0;
	if (length > 0 && dash > 0)
		more = read_number(rest + dash, &to);
	bool good = length > 0 && (dash == 0 || more > 0) && rest[dash + more] == '\0' &&
	            (!to || json_number_value(to) >= json_number_value(from));
	json_object_set_new(span, "from", from);
	if (to)
		json_object_set_new(span, "to", to);
	if (good)
		return span;
	json_decref(span);
	return NULL;
}

// A queue in weeks must not become one in minutes because nobody said so.
static int find_unit(struct vr_ctl_client *client, const char *id, json_t *span)
{
	json_t *waits;
	struct vr_buffer path;
	size_t i;
	const json_t *wait;
	const char *unit = NULL;
	vr_ctl_path(client, "waits", NULL, NULL, &path);
	int code = vr_ctl_list(client, vr_buffer_string(&path), &waits);
	json_array_foreach(waits, i, wait)
	{
		const char *name = vr_ctl_text(wait, "id");
		if (name && strcmp(name, id) == 0)
			unit = vr_ctl_text(json_object_get(wait, "wait"), "unit");
	}
	json_object_set_new(span, "unit", json_string(unit ? unit : "minute"));
	json_decref(waits);
	vr_buffer_release(&path);
	return code;
}

// A number alone replaces a word that stood there, and a word a number.
static int make_body(struct vr_ctl_client *client, const struct vr_ctl_arguments *arguments, json_t *span, json_t *body)
{
	const char *level = vr_ctl_value(arguments, "level"), *unit = vr_ctl_value(arguments, "unit");
	bool no_new = vr_ctl_has(arguments, "no-new");
	int code = VR_CTL_DONE;
	if (vr_ctl_has(arguments, "closed"))
		json_object_set_new(body, "state", json_string("closed"));
	if (span || level) {
		json_object_set_new(body, "state", json_string("open"));
		json_object_set_new(body, "accepting", json_string(no_new ? "no_new" : "yes"));
		json_object_set(body, "wait", span ? span : json_null());
		json_object_set_new(body, "level", level ? json_string(level) : json_null());
	} else if (no_new) {
		json_object_set_new(body, "accepting", json_string("no_new"));
	}
	if (span && unit)
		json_object_set_new(span, "unit", json_string(unit));
	else if (span)
		code = find_unit(client, arguments->operands[0], span);
	return code;
}

static int check_words(const struct vr_ctl_arguments *arguments, bool number)
{
	bool value = number || vr_ctl_has(arguments, "level") || vr_ctl_has(arguments, "no-new");
	bool closed = vr_ctl_has(arguments, "closed"), renew = vr_ctl_has(arguments, "renew");
	if (!value && !closed && !renew)
		return vr_ctl_misuse(arguments, "say how long it is, or one of --level, --no-new, --closed, --renew");
	if ((int)value + (int)closed + (int)renew > 1)
		return vr_ctl_misuse(arguments, "--closed and --renew stand alone");
	if (!number && vr_ctl_has(arguments, "unit"))
		return vr_ctl_misuse(arguments, "--unit belongs to a number");
	return VR_CTL_DONE;
}

static void print_number(struct vr_buffer *out, const char *before, const json_t *number)
{
	if (json_is_number(number))
		vr_buffer_format(out, "%s%g", before, json_number_value(number));
}

static void print_wait(const json_t *wait)
{
	const json_t *span = json_object_get(wait, "wait");
	const char *unit = vr_ctl_text(span, "unit"), *level = vr_ctl_text(wait, "level");
	char measured[VR_CTL_TIME_TEXT];
	struct vr_buffer text;
	struct vr_ctl_table table;
	vr_buffer_init(&text, 256);
	print_number(&text, "", json_object_get(span, "from"));
	print_number(&text, EN_DASH, json_object_get(span, "to"));
	if (unit)
		vr_buffer_format(&text, " %.20s", unit);
	if (level)
		vr_buffer_format(&text, "%s%.20s", text.length > 0 ? ", " : "", level);
	vr_ctl_table_init(&table, "ID", "STATE", "ACCEPTING", "WAIT", "MEASURED", (char *)NULL);
	vr_ctl_table_add(&table, vr_ctl_text(wait, "id"));
	vr_ctl_table_add(&table, vr_ctl_text(wait, "state"));
	vr_ctl_table_add(&table, vr_ctl_text(wait, "accepting"));
	vr_ctl_table_add(&table, vr_buffer_string(&text));
	vr_ctl_table_add(&table, vr_ctl_local_time(vr_ctl_text(wait, "measured_at"), measured));
	vr_ctl_table_print(&table, stdout);
	vr_ctl_table_release(&table);
	vr_buffer_release(&text);
}

static int put(struct vr_ctl_client *client, const char *id, const json_t *body)
{
	struct vr_ctl_reply reply;
	struct vr_buffer path;
	vr_ctl_path(client, "waits", id, NULL, &path);
	int code = vr_ctl_call(client, "PUT", vr_buffer_string(&path), body, &reply);
	if (code == VR_CTL_DONE && client->raw)
		vr_ctl_print_reply(&reply);
	else if (code == VR_CTL_DONE)
		print_wait(reply.json);
	vr_ctl_reply_release(&reply);
	vr_buffer_release(&path);
	return code;
}

static int set_wait(const struct vr_ctl_arguments *arguments)
{
	struct vr_ctl_client client;
	const char *id = vr_ctl_id(arguments), *number = arguments->operands[1];
	json_t *span = number ? read_span(number) : NULL;
	json_t *body = json_object();
	int code = id ? check_words(arguments, number != NULL) : VR_CTL_USAGE;
	if (code == VR_CTL_DONE && number && !span)
		code = vr_ctl_misuse(arguments, "a wait is a number or two, such as 30 or 30-45, not \"%.60s\"",
		                     number);
	if (code == VR_CTL_DONE) {
		code = vr_ctl_client_open(&client, arguments);
		if (code == VR_CTL_DONE)
			code = make_body(&client, arguments, span, body);
		if (code == VR_CTL_DONE)
			code = put(&client, id, body);
		vr_ctl_client_close(&client);
	}
	json_decref(body);
	json_decref(span);
	return code;
}

const struct vr_ctl_command vr_ctl_wait = {
        .name = "wait",
        .operands = "ID [FROM[-TO]]",
        .what = "say how long a queue is",
        .more = "A number or a level opens the queue for new ones, unless --no-new says otherwise.",
        .least = 1,
        .most = 2,
        .options = options,
        .count = VR_COUNT(options),
        .run = set_wait,
};
