// Every call of the API, as its table in routes.c names them. Private to hub/api.
#ifndef VANTRUM_HUB_API_CALLS_H
#define VANTRUM_HUB_API_CALLS_H

#include "hub/clinic/media.h"

struct vr_call;

void vr_get_programme(struct vr_call *call);
void vr_get_events(struct vr_call *call);
void vr_post_status(struct vr_call *call);
void vr_put_screen_picture(struct vr_call *call);
void vr_get_screen_picture(struct vr_call *call);
void vr_post_identify(struct vr_call *call);
void vr_post_screen_token(struct vr_call *call);
void vr_get_screens(struct vr_call *call);
void vr_post_screen(struct vr_call *call);
void vr_patch_screen(struct vr_call *call);
void vr_delete_screen(struct vr_call *call);
void vr_get_media(struct vr_call *call);
void vr_post_media(struct vr_call *call);
void vr_post_session(struct vr_call *call);
void vr_get_session(struct vr_call *call);
void vr_delete_session(struct vr_call *call);
void vr_post_password(struct vr_call *call);
void vr_get_messages(struct vr_call *call);
void vr_post_message(struct vr_call *call);
void vr_get_message(struct vr_call *call);
void vr_put_message(struct vr_call *call);
void vr_delete_message(struct vr_call *call);
void vr_post_restore(struct vr_call *call);
void vr_post_approval(struct vr_call *call);
void vr_delete_approval(struct vr_call *call);
void vr_get_receipts(struct vr_call *call);
void vr_post_preview(struct vr_call *call);
void vr_post_check(struct vr_call *call);
void vr_get_templates(struct vr_call *call);
void vr_get_review(struct vr_call *call);
void vr_get_waits(struct vr_call *call);
void vr_put_wait(struct vr_call *call);
void vr_get_users(struct vr_call *call);
void vr_post_user(struct vr_call *call);
void vr_delete_user(struct vr_call *call);
void vr_get_audit(struct vr_call *call);
void vr_get_openapi(struct vr_call *call);
void vr_get_health(struct vr_call *call);
void vr_get_metrics(struct vr_call *call);
void vr_get_root(struct vr_call *call);
void vr_get_page(struct vr_call *call);
void vr_get_public(struct vr_call *call);
void vr_get_public_language(struct vr_call *call);
void vr_get_public_picture(struct vr_call *call);
void vr_get_public_style(struct vr_call *call);

#endif
