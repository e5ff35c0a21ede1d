// What answering anybody remembers. Private to hub/api.
#ifndef VANTRUM_HUB_API_PUBLIC_H
#define VANTRUM_HUB_API_PUBLIC_H

struct vr_public;

struct vr_public *vr_public_create(void);
void vr_public_destroy(struct vr_public *public);

#endif
