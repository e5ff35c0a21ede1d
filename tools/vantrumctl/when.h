// Times as staff type them. Private to vantrumctl.
#ifndef VANTRUM_CTL_WHEN_H
#define VANTRUM_CTL_WHEN_H

#include "vantrum/base.h"

// RFC 3339; HH:MM, the first one after `after` in this machine's time zone; +90m or +2h, counted from `after` in whole
// seconds. False with a sentence in error.
bool vr_ctl_when_parse(const char *text, struct vr_instant after, struct vr_instant *out,
                       struct vr_error *error) VR_MUST_USE;

#endif
