// The one error type: a bug asserts, the world returns an error.
#ifndef VANTRUM_BASE_ERROR_H
#define VANTRUM_BASE_ERROR_H

#include <stdbool.h>

#define VR_MUST_USE __attribute__((warn_unused_result))
#define VR_PRINTF(string, first) __attribute__((format(printf, string, first)))

enum vr_code {
	VR_OK = 0,
	VR_INVALID,     // what came from outside is not what it should be
	VR_LIMIT,       // it is larger, deeper or more than allowed
	VR_NOT_FOUND,   // file, key, glyph or screen that does not exist
	VR_IO,          // the disk or the operating system said no
	VR_MEMORY,      // an allocation whose size data asked for failed
	VR_NETWORK,     // no connection, or it broke
	VR_DENIED,      // 401 and 403, a certificate that does not verify
	VR_TIMEOUT,     // too slow
	VR_UNSUPPORTED, // format or driver that this build does not know
};

// What went wrong, as one sentence that says what, where and what to do. A value: copy it freely.
struct vr_error {
	enum vr_code code;
	char what[256];
};

// Fills *error (NULL is allowed) and returns false, so that a function ends with `return vr_fail(…)`.
bool vr_fail(struct vr_error *error, enum vr_code code, const char *format, ...) VR_PRINTF(3, 4);

#endif
