#include "commands.h"
#include "table.h"

// "message flu-2026", "clinic", or NULL when nothing is known.
static const char *showing(const json_t *screen, struct vr_buffer *out)
{
	const json_t *showing = json_object_get(screen, "showing");
	const char *slide = vr_ctl_text(showing, "slide");
	const char *id = vr_ctl_text(showing, "id");
	if (!slide)
		return NULL;
	vr_buffer_format(out, "%.40s%s%.100s", slide, id ? " " : "", id ? id : "");
	return vr_buffer_string(out);
}

static const char *problems(const json_t *screen, struct vr_buffer *out)
{
	size_t i;
	const json_t *problem;
	json_array_foreach(json_object_get(screen, "problems"), i, problem)
	{
		const char *detail = vr_ctl_text(problem, "detail");
		const char *code = vr_ctl_text(problem, "code");
		vr_buffer_format(out, "%s%.200s", i > 0 ? "; " : "", detail ? detail : code ? code : "?");
	}
	return vr_buffer_string(out);
}

static void add_screen(struct vr_ctl_table *table, const json_t *screen)
{
	char seen[VR_CTL_TIME_TEXT];
	struct vr_buffer text;
	vr_buffer_init(&text, 65536);
	vr_ctl_table_add(table, vr_ctl_text(screen, "id"));
	vr_ctl_table_add(table, json_is_true(json_object_get(screen, "online")) ? "online" : "offline");
	vr_ctl_table_add(table, vr_ctl_text(screen, "panel"));
	vr_ctl_table_add(table, vr_ctl_local_time(vr_ctl_text(screen, "last_seen"), seen));
	vr_ctl_table_add(table, json_is_true(json_object_get(screen, "current")) ? "yes" : "no");
	vr_ctl_table_add(table, showing(screen, &text));
	vr_buffer_clear(&text);
	vr_ctl_table_add(table, problems(screen, &text));
	vr_buffer_release(&text);
}

static void print_screens(const json_t *list)
{
	struct vr_ctl_table table;
	size_t i;
	const json_t *screen;
	vr_ctl_table_init(&table, "ID", "STATE", "PANEL", "SEEN", "CURRENT", "SHOWING", "PROBLEMS", (char *)NULL);
	json_array_foreach(list, i, screen)
	{
		add_screen(&table, screen);
	}
	vr_ctl_table_print(&table, stdout);
	vr_ctl_table_release(&table);
}

static int screens(const struct vr_ctl_arguments *arguments)
{
	return vr_ctl_list_command(arguments, "screens", NULL, print_screens);
}

const struct vr_ctl_command vr_ctl_screens = {
        .name = "screens",
        .operands = "",
        .what = "list the screens: when they were seen last, and what they show",
        .run = screens,
};
