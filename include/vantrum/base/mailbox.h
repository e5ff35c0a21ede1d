// How threads hand values to each other: a slot where the newest wins, and a bounded queue. Values move: who takes
// one owns it. Any thread; a wake callback is called without any lock held and must only signal (write an eventfd).
#ifndef VANTRUM_BASE_MAILBOX_H
#define VANTRUM_BASE_MAILBOX_H

#include "vantrum/base/error.h"

#include <stddef.h>

struct vr_wake {
	void (*call)(void *context); // NULL: nobody is woken
	void *context;
};

struct vr_mailbox;

// drop releases a value that nobody took.
struct vr_mailbox *vr_mailbox_create(void (*drop)(void *value), struct vr_wake wake);
void vr_mailbox_destroy(struct vr_mailbox *mailbox);
void vr_mailbox_put(struct vr_mailbox *mailbox, void *value); // drops an older one still waiting
void *vr_mailbox_take(struct vr_mailbox *mailbox);            // NULL when empty; never blocks

struct vr_queue;

struct vr_queue *vr_queue_create(size_t capacity, void (*drop)(void *value), struct vr_wake wake);
void vr_queue_destroy(struct vr_queue *queue);
bool vr_queue_put(struct vr_queue *queue, void *value) VR_MUST_USE; // false when full: the caller keeps the value
void *vr_queue_take(struct vr_queue *queue);                        // NULL when empty; never blocks
// Blocks until there is a value, or returns NULL once closed and empty.
void *vr_queue_wait(struct vr_queue *queue);
void vr_queue_close(struct vr_queue *queue); // wakes those who wait

#endif
