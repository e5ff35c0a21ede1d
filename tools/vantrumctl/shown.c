// On which screens is it? Asked again and again, since a hub tells staff nothing unasked.
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

static int tell(const struct vr_ctl_client *client, const json_t *receipts)
{
	size_t all = json_array_size(receipts), shown = count_shown(receipts);
	if (client->raw)
		vr_ctl_print_json(receipts);
	else if (all > 0)
		print_receipts(receipts);
	if (all == 0)
		vr_ctl_say("no screen is to show it");
	else
		vr_ctl_say("on %zu of %zu screens", shown, all);
	return all > 0 && shown == all ? VR_CTL_DONE : VR_CTL_FAILED;
}

int vr_ctl_wait_shown(struct vr_ctl_client *client, const char *id, int64_t seconds)
{
	struct vr_buffer path;
	json_t *receipts = NULL;
	int code;
	int64_t end = vr_mono_now().ms + seconds * VR_SECOND, left;
	vr_ctl_path(client, "messages", id, "receipts", &path);
	for (;;) {
		code = vr_ctl_list(client, vr_buffer_string(&path), &receipts);
		left = end - vr_mono_now().ms;
		bool all = json_array_size(receipts) > 0 && count_shown(receipts) == json_array_size(receipts);
		if (code != VR_CTL_DONE || all || left <= 0)
			break;
		json_decref(receipts);
		pause_ms(left < ASK_AGAIN_MS ? left : ASK_AGAIN_MS);
	}
	if (code == VR_CTL_DONE)
		code = tell(client, receipts);
	else
		vr_ctl_say("the message is with the hub; whether it is shown is not known");
	json_decref(receipts);
	vr_buffer_release(&path);
	return code;
}
