// Typed reading of a JSON tree into a programme under construction, with a JSON Pointer for whatever is wrong.
// Private to wire.
#ifndef VR_WIRE_READING_H
#define VR_WIRE_READING_H

#include "json.h"
#include "vantrum/model.h"

#define VR_TITLE_MAX 200u // characters a language
#define VR_TEXT_MAX 2000u
#define VR_LINE_MAX 500u       // characters of an address, a source, a phone number
#define VR_ID_MAX 127u         // bytes: an id fits a status report's field
#define VR_HREF_MAX 2048u      // bytes
#define VR_WINDOWS_MAX 64u     // windows in one list
#define VR_EXCEPTIONS_MAX 400u // a year and a bit
#define VR_ELSEWHERE_MAX 32u
#define VR_POINTER_MAX 192u

// The document being read. After a reader returned false, pointer and fault say what was wrong where.
struct vr_reading {
	struct vr_programme *programme; // its languages are read first
	struct vr_error fault;
	char pointer[VR_POINTER_MAX];
	bool fatal;    // the fault refuses the whole document, wherever it stands
	bool in_entry; // within a wait or message: what the guard blocks sets it aside
	bool blocked;  // the fault is the guard's: no part of the entry may be shown without the other
	struct vr_set_aside *aside;
	size_t aside_count, aside_room;
};

// A value and the way to it. Lives on the stack of who walks down.
struct vr_place {
	const struct vr_place *up; // NULL: the document
	const char *key;           // NULL: index counts
	size_t index;
	const json_t *value;
};

// Says what is wrong with the member `key` of a place (NULL: with the place itself); returns false.
bool vr_wrong(struct vr_reading *reading, const struct vr_place *place, const char *key, const char *format, ...)
        VR_PRINTF(4, 5);

// The same, but the whole document is refused for it.
bool vr_over_limit(struct vr_reading *reading, const struct vr_place *place, const char *key, const char *format, ...)
        VR_PRINTF(4, 5);

// Zeroed memory of the programme's arena, or NULL with a fatal fault.
void *vr_reading_alloc(struct vr_reading *reading, size_t count, size_t size);
char *vr_reading_copy(struct vr_reading *reading, const char *text, size_t length);

// Whether a text may be shown. One that the guard blocks is a fault that never repeats it: within a wait or message
// false; elsewhere, where the document would be refused for it, it is put on the list and *text becomes NULL.
bool vr_pass_guard(struct vr_reading *reading, const struct vr_place *place, const char *key,
                   const char **text) VR_MUST_USE;

// Turns the fault into an entry of the programme's list; false when memory is out.
bool vr_reading_set_aside(struct vr_reading *reading) VR_MUST_USE;

// A member, or NULL where it is absent or null: many writers send null for "not said".
const json_t *vr_member(const struct vr_place *place, const char *key);

// The place of a member, whose value must be an object or list as said; *out.value is NULL where it is absent.
bool vr_enter(struct vr_reading *reading, const struct vr_place *place, const char *key, json_type type,
              struct vr_place *out) VR_MUST_USE;

// Each: absent leaves *out as it was and is true; of the wrong kind is false with the fault set.
// Strings: control characters become spaces, at most max characters.
bool vr_read_line(struct vr_reading *reading, const struct vr_place *place, const char *key, size_t max,
                  const char **out) VR_MUST_USE;
// The same for a line that people will see: it passes the guard.
bool vr_read_shown_line(struct vr_reading *reading, const struct vr_place *place, const char *key, size_t max,
                        const char **out) VR_MUST_USE;
// At most VR_ID_MAX bytes without controls or spaces at its ends; kept exactly as it is.
bool vr_read_id(struct vr_reading *reading, const struct vr_place *place, const char *key,
                const char **out) VR_MUST_USE;
// The index of the word plus first.
bool vr_read_word(struct vr_reading *reading, const struct vr_place *place, const char *key, const char *const *words,
                  unsigned first, unsigned *out) VR_MUST_USE;
bool vr_read_bool(struct vr_reading *reading, const struct vr_place *place, const char *key, bool *out) VR_MUST_USE;
// Finite and not negative.
bool vr_read_number(struct vr_reading *reading, const struct vr_place *place, const char *key, double *out) VR_MUST_USE;
bool vr_read_instant(struct vr_reading *reading, const struct vr_place *place, const char *key,
                     struct vr_instant *out) VR_MUST_USE;
bool vr_read_date(struct vr_reading *reading, const struct vr_place *place, const char *key,
                  struct vr_date *out) VR_MUST_USE;
// An address for a picture or a code. schemes: those allowed, NULL-terminated; relative: without a scheme too.
bool vr_read_href(struct vr_reading *reading, const struct vr_place *place, const char *key, const char *const *schemes,
                  bool relative, const char **out) VR_MUST_USE;

// What a localised text may be. One that is too long is the fault of its message, which is set aside: it must not hold
// back an emergency beside it.
struct vr_text_rule {
	size_t max;    // characters a language
	bool lines;    // newlines are kept; otherwise they become spaces
	bool required; // in at least one language of the programme; a dash stands for what the guard blocks
};
bool vr_read_localized(struct vr_reading *reading, const struct vr_place *place, const char *key,
                       struct vr_text_rule rule, struct vr_localized *out) VR_MUST_USE;

// A list of windows; dated ones stand in an exception and have no days.
bool vr_read_windows(struct vr_reading *reading, const struct vr_place *place, const char *key, bool dated,
                     struct vr_windows *out) VR_MUST_USE;

// A required member that was not given.
bool vr_require(struct vr_reading *reading, const struct vr_place *place, const char *key, bool given) VR_MUST_USE;

// One wait or message of a list; false with the fault set when it must be set aside.
bool vr_read_wait(struct vr_reading *reading, const struct vr_place *place, struct vr_wait *out) VR_MUST_USE;
bool vr_read_message(struct vr_reading *reading, const struct vr_place *place, struct vr_message *out) VR_MUST_USE;
bool vr_read_clinic(struct vr_reading *reading, const struct vr_place *document, struct vr_clinic *out) VR_MUST_USE;

// A BCP 47 tag in its usual case ("sv", "sr-Latn", "pt-BR"); false when it is none or longer than the model's.
bool vr_tag_canonical(const char *text, char out[VR_LANGUAGE_TAG]) VR_MUST_USE;

#endif
