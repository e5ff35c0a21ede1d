#include "commands.h"
#include "table.h"

static const struct vr_ctl_option options[] = {
        {"state", "S,S", "active, pending (waits for approval), withdrawn; the first two unless said", false},
};

static void print_messages(const json_t *messages)
{
	struct vr_ctl_table table;
	size_t i;
	const json_t *message;
	vr_ctl_table_init(&table, "ID", "STATE", "KIND", "PRIORITY", "FROM", "UNTIL", "TITLE", (char *)NULL);
	json_array_foreach(messages, i, message)
	{
		char from[VR_CTL_TIME_TEXT], until[VR_CTL_TIME_TEXT];
		const char *priority = vr_ctl_text(message, "priority");
		vr_ctl_table_add(&table, vr_ctl_text(message, "id"));
		vr_ctl_table_add(&table, vr_ctl_text(message, "state"));
		vr_ctl_table_add(&table, vr_ctl_text(message, "kind"));
		vr_ctl_table_add(&table, json_is_true(json_object_get(message, "drill")) ? "drill"
		                         : priority                                      ? priority
		                                                                         : "normal");
		vr_ctl_table_add(&table, vr_ctl_local_time(vr_ctl_text(message, "valid_from"), from));
		vr_ctl_table_add(&table, vr_ctl_local_time(vr_ctl_text(message, "valid_until"), until));
		vr_ctl_table_add(&table, vr_ctl_any_language(json_object_get(message, "title")));
	}
	vr_ctl_table_print(&table, stdout);
	vr_ctl_table_release(&table);
}

static int list(const struct vr_ctl_arguments *arguments)
{
	return vr_ctl_list_command(arguments, "messages", "state", print_messages);
}

const struct vr_ctl_command vr_ctl_messages = {
        .name = "list",
        .operands = "",
        .what = "list the messages",
        .options = options,
        .count = VR_COUNT(options),
        .run = list,
};
