// A programme from a file played without a display or a network: what `render` and `simulate` share. Private to app.
#ifndef VANTRUM_APP_REHEARSAL_H
#define VANTRUM_APP_REHEARSAL_H

#include "options.h"
#include "settings.h"
#include "stage.h"

#include "vantrum/wire.h"

struct rehearsal {
	struct settings settings;
	const struct vr_programme *programme;
	struct vr_zone *zone; // NULL: the programme names one that nobody knows
	struct vr_book *book;
	struct vr_plan *plan;
	struct stage *stage;
	struct vr_now now;       // the simulated time
	struct vr_mono started;  // of the rehearsal
	char media[VR_PATH_MAX]; // media folder beside the programme
	struct picture_source source;
};

// Reads configuration and programme and opens the stage. On failure the reason went to standard error and *code is
// what the command ends with. Release it either way.
bool vr_rehearsal_init(struct rehearsal *rehearsal, const struct options *options, enum exit_code *code) VR_MUST_USE;
void vr_rehearsal_release(struct rehearsal *rehearsal);

// The slide at the simulated time.
void vr_rehearsal_next(struct rehearsal *rehearsal, struct vr_slide *slide);

// Moves the simulated time to an instant.
void vr_rehearsal_advance(struct rehearsal *rehearsal, struct vr_instant to);

// Reads the settings for a command that wants all of them right: problems to standard error, false.
bool vr_settings_for_command(const char *path, struct settings *settings);

#endif
