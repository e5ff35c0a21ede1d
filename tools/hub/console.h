// What the commands of the console share: their words, and the store that they work on.
#ifndef VANTRUM_HUB_CONSOLE_H
#define VANTRUM_HUB_CONSOLE_H

#include "hub/settings.h"
#include "hub/store/store.h"

#define VR_CONSOLE_WORDS 8
#define VR_CONSOLE_CLINICS 32

enum vr_console_exit { VR_CONSOLE_DONE, VR_CONSOLE_FAILED, VR_CONSOLE_USAGE };

// A command line taken apart. Strings are borrowed from it.
struct vr_console {
	const char *words[VR_CONSOLE_WORDS]; // the command and what belongs to it
	size_t word_count;
	const char *config; // NULL: not said
	const char *role;
	const char *clinics[VR_CONSOLE_CLINICS];
	size_t clinic_count;
	const char *name, *groups; // of a screen
	const char *areas[VR_CONSOLE_CLINICS];
	size_t area_count;
	struct vr_hub_settings settings;
	struct vr_store *store; // open while a command runs
	struct vr_arena arena;
	struct vr_instant now;
};

// Says what is wrong, as "vantrum-hub: …", and returns the exit code.
int vr_console_usage(const char *format, ...) VR_PRINTF(1, 2);
int vr_console_failed(const struct vr_error *error);

// The clinic that a command is about: the one that was named, else the only one. Says itself what is wrong.
bool vr_console_clinic(struct vr_console *console, const char **out, int *code) VR_MUST_USE;
// The clinics that a person or program belongs to, as JSON: those named, "" for "*" or where there is none yet, else
// the only one.
bool vr_console_clinics(struct vr_console *console, const char **out, int *code) VR_MUST_USE;

// Notes what was done at the console. Between begin and commit.
bool vr_console_audit(struct vr_console *console, const char *clinic, const char *action, const char *target,
                      struct vr_error *error) VR_MUST_USE;

int vr_console_import(struct vr_console *console);
int vr_console_export(struct vr_console *console);
int vr_console_backup(struct vr_console *console);
int vr_console_clinic_command(struct vr_console *console);
int vr_console_user(struct vr_console *console);
int vr_console_token(struct vr_console *console);
int vr_console_screen(struct vr_console *console);
int vr_console_serve(struct vr_console *console);

#endif
