// Room hub/public: a clinic's programme as a page to be read, on one's own phone, by a screen reader, on paper: what
// the wall shows, in the wall's words, all of it at once and in one language. HTML (WHATWG, living standard) without
// script. Pure but for the catalogues: any thread, one at a time.
#ifndef VANTRUM_HUB_PUBLIC_H
#define VANTRUM_HUB_PUBLIC_H

#include "vantrum/calendar.h"
#include "vantrum/language.h"

#define VR_PUBLIC_BYTES_MAX (32u << 20)

struct vr_public_input {
	const struct vr_programme *programme;
	const struct vr_zone *zone; // of the clinic; NULL: unknown, nothing local is told
	struct vr_instant now;
	struct vr_languages *languages;
	bool (*has_picture)(void *context, const char *sha256); // NULL: none
	void *context;
};

// The page in a language of the programme, appended. *until: when it is to be made anew, at the latest at the end of
// the minute that it names at its foot. VR_LIMIT: it does not fit the buffer.
bool vr_public_page(const struct vr_public_input *input, size_t language, struct vr_buffer *out,
                    struct vr_instant *until, struct vr_error *error) VR_MUST_USE;

// Whether the picture is of a message that may be shown now: others are nobody's business.
bool vr_public_shows(const struct vr_public_input *input, const char *sha256) VR_MUST_USE;

// The language of the programme that an Accept-Language header (RFC 9110 §12.5.4; NULL: none) likes best, looked up as
// RFC 4647 §3.4 has it; the clinic's own where it likes none.
size_t vr_public_choose(const struct vr_programme *programme, const char *accept);

// What stands where there is no such clinic or language: in Swedish and in English.
void vr_public_missing(struct vr_buffer *out);

#endif
