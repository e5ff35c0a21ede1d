// The commands: one file each. Private to vantrumctl.
#ifndef VANTRUM_CTL_COMMANDS_H
#define VANTRUM_CTL_COMMANDS_H

#include "client.h"

extern const struct vr_ctl_command vr_ctl_push, vr_ctl_messages, vr_ctl_withdraw, vr_ctl_wait, vr_ctl_screens;

// Waits until every screen that is to show the message, as the hub stored it, has shown it, for some seconds at most,
// and prints on which it is. VR_CTL_FAILED when it is not on all of them.
int vr_ctl_wait_shown(struct vr_ctl_client *client, const json_t *message, int64_t seconds) VR_MUST_USE;

#endif
