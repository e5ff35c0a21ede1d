// Room hub/screens: which screens there are, their tokens, and what each last said of itself. Not thread-safe.
#ifndef VANTRUM_HUB_SCREENS_H
#define VANTRUM_HUB_SCREENS_H

#include "vantrum/base.h"

#define VR_HUB_PICTURE_MAX (8 << 20)
#define VR_HUB_PICTURE_EVERY (10 * VR_SECOND)

struct vr_hub_screens;
struct vr_hub_screen;

// pictures: the folder for the screens' pictures, or "" for none.
struct vr_hub_screens *vr_hub_screens_create(const char *pictures);
void vr_hub_screens_destroy(struct vr_hub_screens *screens); // NULL is a no-op
// id and token are copied, the token as a hash only.
void vr_hub_screens_add(struct vr_hub_screens *screens, const char *id, const char *token);

// The screen whose token this is, or NULL. Takes as long for a wrong token as for any right one.
struct vr_hub_screen *vr_hub_screens_by_token(struct vr_hub_screens *screens, const char *token);
struct vr_hub_screen *vr_hub_screens_by_id(struct vr_hub_screens *screens, const char *id);

// Takes a status (contract §2, JSON). *want_picture says whether the screen is to send what is on the glass; it is
// asked at most every VR_HUB_PICTURE_EVERY. VR_INVALID: no JSON; VR_UNSUPPORTED: JSON, but not an object.
bool vr_hub_screen_status(struct vr_hub_screens *screens, struct vr_hub_screen *screen, const char *json, size_t length,
                          struct vr_mono now, bool *want_picture, struct vr_error *error) VR_MUST_USE;

// Keeps the screen's picture as ID.png. VR_UNSUPPORTED: no PNG; VR_IO: the disk said no.
bool vr_hub_screen_picture(struct vr_hub_screens *screens, struct vr_hub_screen *screen, const char *bytes,
                           size_t length, struct vr_error *error) VR_MUST_USE;

#endif
