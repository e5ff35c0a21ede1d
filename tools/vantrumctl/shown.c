// On which screens is it? Asked again and again, since a hub tells staff nothing unasked. Receipts come from screens
// that have shown it; which ones have not is seen in the list of screens.
#include "commands.h"
#include "table.h"

#include <string.h>
#include <time.h>

#define ASK_AGAIN_MS 500

// What stands on a dark panel is not shown.
static bool is_shown(const json_t *receipt)
{
	const char *panel = vr_ctl_text(receipt, "panel");
	return vr_ctl_text(receipt, "first_shown_at") && !(panel && strcmp(panel, "off") == 0);
}

static bool holds(const json_t *array, const char *text)
{
	size_t i;
	const json_t *item;
	json_array_foreach(array, i, item)
	{
		if (json_is_string(item) && strcmp(json_string_value(item), text) == 0)
			return true;
	}
	return false;
}

// Whether a screen is to show the message: all of the clinic do, unless it names screens or groups.
static bool is_meant(const json_t *screen, const json_t *message)
{
	const char *id = vr_ctl_text(screen, "id");
	const char *clinic = vr_ctl_text(screen, "clinic"), *wanted = vr_ctl_text(message, "clinic");
	const json_t *named = json_object_get(message, "screens");
	size_t i;
	const json_t *group;
	if (!id || (clinic && wanted && strcmp(clinic, wanted) != 0))
		return false;
	if (json_array_size(named) == 0 || holds(named, id))
		return true;
	json_array_foreach(json_object_get(screen, "groups"), i, group)
	{
		if (json_is_string(group) && holds(named, json_string_value(group)))
			return true;
	}
	return false;
}

static const json_t *receipt_of(const json_t *receipts, const char *screen)
{
	size_t i;
	const json_t *receipt;
	json_array_foreach(receipts, i, receipt)
	{
		const char *id = vr_ctl_text(receipt, "screen");
		if (id && strcmp(id, screen) == 0)
			return receipt;
	}
	return NULL;
}

// A receipt for each screen that is to show it: its own, or one that says that there is none. A new array.
static json_t *all_receipts(const json_t *screens, const json_t *message, const json_t *receipts)
{
	json_t *all = json_array();
	size_t i;
	const json_t *screen;
	json_array_foreach(screens, i, screen)
	{
		if (!is_meant(screen, message))
			continue;
		const char *id = vr_ctl_text(screen, "id"), *panel = vr_ctl_text(screen, "panel");
		const json_t *receipt = receipt_of(receipts, id);
		if (receipt)
			json_array_append(all, (json_t *)receipt);
		else if (json_is_false(json_object_get(screen, "online")))
			json_array_append_new(all, json_pack("{s:s, s:s}", "screen", id, "panel", "offline"));
		else
			json_array_append_new(all, json_pack("{s:s, s:s*}", "screen", id, "panel", panel));
	}
	return all;
}

static size_t count_shown(const json_t *receipts)
{
	size_t i, count = 0;
	const json_t *receipt;
	json_array_foreach(receipts, i, receipt)
	{
		count += is_shown(receipt);
	}
	return count;
}

static void print_receipts(const json_t *receipts)
{
	struct vr_ctl_table table;
	size_t i;
	const json_t *receipt;
	vr_ctl_table_init(&table, "SCREEN", "PANEL", "SHOWN", "SINCE", (char *)NULL);
	json_array_foreach(receipts, i, receipt)
	{
		char since[VR_CTL_TIME_TEXT];
		vr_ctl_table_add(&table, vr_ctl_text(receipt, "screen"));
		vr_ctl_table_add(&table, vr_ctl_text(receipt, "panel"));
		vr_ctl_table_add(&table, is_shown(receipt) ? "yes" : "no");
		vr_ctl_table_add(&table, vr_ctl_local_time(vr_ctl_text(receipt, "first_shown_at"), since));
	}
	vr_ctl_table_print(&table, stdout);
	vr_ctl_table_release(&table);
}

static void pause_ms(int64_t ms)
{
	struct timespec left = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000};
	nanosleep(&left, NULL);
}

static int tell(const struct vr_ctl_client *client, const json_t *receipts, const json_t *all)
{
	size_t count = json_array_size(all), shown = count_shown(all);
	if (client->raw)
		vr_ctl_print_json(receipts);
	else if (count > 0)
		print_receipts(all);
	fflush(stdout); // on a terminal the table stands before the summary
	if (count == 0)
		vr_ctl_say("there is no screen that is to show it");
	else
		vr_ctl_say("on %zu of %zu screens", shown, count);
	return count > 0 && shown == count ? VR_CTL_DONE : VR_CTL_FAILED;
}

static int say_unknown(int code)
{
	vr_ctl_say("the message is with the hub; whether it is shown is not known");
	return code;
}

// Asks until it is on all of them or the time is up, and tells.
static int watch(struct vr_ctl_client *client, const char *path, const json_t *screens, const json_t *message,
                 int64_t seconds)
{
	int64_t end = vr_mono_now().ms + seconds * VR_SECOND;
	for (;;) {
		json_t *receipts;
		int code = vr_ctl_list(client, path, &receipts);
		if (code != VR_CTL_DONE)
			return say_unknown(code);
		json_t *all = all_receipts(screens, message, receipts);
		int64_t left = end - vr_mono_now().ms;
		bool over = left <= 0 || count_shown(all) == json_array_size(all);
		if (over)
			code = tell(client, receipts, all);
		json_decref(all);
		json_decref(receipts);
		if (over)
			return code;
		pause_ms(left < ASK_AGAIN_MS ? left : ASK_AGAIN_MS);
	}
}

int vr_ctl_wait_shown(struct vr_ctl_client *client, const json_t *message, int64_t seconds)
{
	struct vr_buffer path;
	json_t *screens;
	vr_ctl_path(client, "screens", NULL, NULL, &path);
	int code = vr_ctl_list(client, vr_buffer_string(&path), &screens);
	vr_buffer_release(&path);
	if (code == VR_CTL_DONE) {
		vr_ctl_path(client, "messages", vr_ctl_text(message, "id"), "receipts", &path);
		code = watch(client, vr_buffer_string(&path), screens, message, seconds);
		vr_buffer_release(&path);
	} else {
		code = say_unknown(code);
	}
	json_decref(screens);
	return code;
}
