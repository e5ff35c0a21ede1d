// vantrum-hub import, export, backup, clinic.
#include "console.h"

#include "hub/clinic/folder.h"

#include <stdio.h>
#include <string.h>

int vr_console_import(struct vr_console *console)
{
	struct vr_error error;
	if (console->word_count != 2)
		return vr_console_usage("import wants one folder");
	if (!vr_clinic_import(console->store, console->settings.media, console->words[1], stderr, &error))
		return vr_console_failed(&error);
	return VR_CONSOLE_DONE;
}

int vr_console_export(struct vr_console *console)
{
	struct vr_error error;
	const char *clinic;
	int code;
	if (console->word_count != 2)
		return vr_console_usage("export wants one folder");
	if (!vr_console_clinic(console, &clinic, &code))
		return code;
	if (!vr_clinic_export(console->store, console->settings.media, clinic, console->words[1], &error))
		return vr_console_failed(&error);
	return VR_CONSOLE_DONE;
}

int vr_console_backup(struct vr_console *console)
{
	struct vr_error error;
	if (console->word_count != 2)
		return vr_console_usage("backup wants one file that is not there yet");
	if (!vr_store_backup(console->store, console->words[1], &error))
		return vr_console_failed(&error);
	return VR_CONSOLE_DONE;
}

static int list_clinics(struct vr_console *console)
{
	const struct vr_store_clinic *rows;
	struct vr_error error;
	size_t count;
	if (!vr_store_clinic_list(console->store, &console->arena, &rows, &count, &error))
		return vr_console_failed(&error);
	for (size_t i = 0; i < count; i++)
		printf("%s\t%lld\t%s\n", rows[i].id, (long long)rows[i].sequence,
		       rows[i].approval ? "approval" : "no approval");
	return VR_CONSOLE_DONE;
}

// Whether a second person must approve what editors write.
static int set_approval(struct vr_console *console, bool approval)
{
	struct vr_store_clinic row;
	struct vr_error error;
	const char *clinic;
	int code;
	if (!vr_console_clinic(console, &clinic, &code))
		return code;
	bool ok = vr_store_clinic_get(console->store, clinic, &console->arena, &row, &error);
	row.approval = approval;
	ok = ok && vr_store_begin(console->store, &error) && vr_store_clinic_put(console->store, &row, &error) &&
	     vr_console_audit(console, clinic, "clinic.approval", approval ? "on" : "off", &error) &&
	     vr_store_commit(console->store, &error);
	vr_store_abort(console->store);
	return ok ? VR_CONSOLE_DONE : vr_console_failed(&error);
}

int vr_console_clinic_command(struct vr_console *console)
{
	const char *what = console->word_count > 1 ? console->words[1] : "";
	if (strcmp(what, "list") == 0 && console->word_count == 2)
		return list_clinics(console);
	if (strcmp(what, "approval") == 0 && console->word_count == 3 &&
	    (strcmp(console->words[2], "on") == 0 || strcmp(console->words[2], "off") == 0))
		return set_approval(console, strcmp(console->words[2], "on") == 0);
	return vr_console_usage("clinic wants list, or approval on|off");
}
