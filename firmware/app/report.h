// What the screen tells the hub and the --shown file: only what a finished frame showed. Private to app.
#ifndef VANTRUM_APP_REPORT_H
#define VANTRUM_APP_REPORT_H

#include "link.h"
#include "stage.h"

#define REPORT_PROBLEMS_MAX 8

struct report {
	int shown_fd; // of --shown; -1: none
	struct vr_slide
	        showing; // the last slide whose frame was complete; its programme is kept by the reference below
	const struct vr_programme *programme;
	bool any;               // there is one
	struct vr_mono next;    // when the next status is due
	struct vr_mono started; // of the program
};

bool vr_report_init(struct report *report, const char *shown_path, struct vr_mono started,
                    struct vr_error *error) VR_MUST_USE;
void vr_report_release(struct report *report);

// A slide's frame is complete on the glass: writes its line, and a receipt where it is a message's first showing.
void vr_report_complete(struct report *report, struct link *link, const struct vr_slide *slide, struct vr_now now);

struct report_facts {
	const struct vr_config *config;
	const char *theme;            // the one that is drawn with
	struct vr_plan_choice choice; // of languages
	int width, height;
	size_t config_problems;
	bool headless; // there is no panel: nobody knows whether it is on
	bool dark;     // no display could be opened
};

// A status is due now.
void vr_report_soon(struct report *report);

// Sends a status when one is due; *next is brought nearer.
void vr_report_send(struct report *report, struct link *link, const struct report_facts *facts, struct vr_now now,
                    struct vr_mono *next);

#endif
