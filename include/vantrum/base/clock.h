// Two clocks, two types: struct vr_mono for ages and animation, struct vr_instant for schedules.
#ifndef VANTRUM_BASE_CLOCK_H
#define VANTRUM_BASE_CLOCK_H

#include "vantrum/base/error.h"

#include <stdint.h>

#define VR_SECOND INT64_C(1000)
#define VR_MINUTE (60 * VR_SECOND)
#define VR_HOUR (60 * VR_MINUTE)
#define VR_DAY (24 * VR_HOUR)

// Milliseconds since an arbitrary start; never jumps (CLOCK_BOOTTIME where there is one: it counts sleep).
struct vr_mono {
	int64_t ms;
};

// Milliseconds since 1970-01-01T00:00:00Z without leap seconds; may jump.
struct vr_instant {
	int64_t ms;
};

#define VR_INSTANT_NEVER ((struct vr_instant){INT64_MAX})  // "no end", "not known": later than all
#define VR_INSTANT_ALWAYS ((struct vr_instant){INT64_MIN}) // "no beginning": earlier than all

// Both clocks read at one moment, and whether the wall one can be believed (design: clock trust).
// Untrusted, wall is a lower bound of the true time.
struct vr_now {
	struct vr_mono mono;
	struct vr_instant wall;
	bool trusted;
};

struct vr_mono vr_mono_now(void);
struct vr_instant vr_instant_now(void);

// RFC 3339 date-time with any offset ("2026-11-22T08:30:00+01:00", lower-case t and z and a space allowed,
// fractions cut to ms, second 60 read as 59). Years 1970–9999.
bool vr_instant_parse(const char *text, struct vr_instant *out, struct vr_error *error) VR_MUST_USE;

#define VR_INSTANT_TEXT 32
// "2026-11-22T07:30:00Z", with ".123" only where the milliseconds are not zero. VR_INSTANT_NEVER and _ALWAYS assert.
void vr_instant_format(struct vr_instant instant, char out[VR_INSTANT_TEXT]);

#endif
