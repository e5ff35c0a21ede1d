#include "vantrum/base/mailbox.h"

#include "vantrum/base/memory.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct vr_mailbox {
	pthread_mutex_t lock;
	void *value; // guarded by lock
	void (*drop)(void *value);
	struct vr_wake wake;
};

static void call_wake(const struct vr_wake *wake)
{
	if (wake->call)
		wake->call(wake->context);
}

struct vr_mailbox *vr_mailbox_create(void (*drop)(void *value), struct vr_wake wake)
{
	struct vr_mailbox *mailbox = vr_alloc(1, sizeof *mailbox);
	pthread_mutex_init(&mailbox->lock, NULL);
	mailbox->drop = drop;
	mailbox->wake = wake;
	return mailbox;
}

void vr_mailbox_destroy(struct vr_mailbox *mailbox)
{
	if (!mailbox)
		return;
	if (mailbox->value)
		mailbox->drop(mailbox->value);
	pthread_mutex_destroy(&mailbox->lock);
	free(mailbox);
}

static void *swap(struct vr_mailbox *mailbox, void *value)
{
	pthread_mutex_lock(&mailbox->lock);
	void *old = mailbox->value;
	mailbox->value = value;
	pthread_mutex_unlock(&mailbox->lock);
	return old;
}

void vr_mailbox_put(struct vr_mailbox *mailbox, void *value)
{
	assert(value);
	void *old = swap(mailbox, value);
	if (old)
		mailbox->drop(old);
	call_wake(&mailbox->wake);
}

void *vr_mailbox_take(struct vr_mailbox *mailbox)
{
	return swap(mailbox, NULL);
}

struct vr_queue {
	pthread_mutex_t lock;
	pthread_cond_t changed; // a value came, or the queue was closed
	size_t first, count;    // guarded by lock, as are values and closed
	bool closed;
	size_t capacity;
	void (*drop)(void *value);
	struct vr_wake wake;
	void *values[];
};

struct vr_queue *vr_queue_create(size_t capacity, void (*drop)(void *value), struct vr_wake wake)
{
	assert(capacity > 0);
	struct vr_queue *queue = vr_alloc(1, sizeof *queue + capacity * sizeof queue->values[0]);
	pthread_mutex_init(&queue->lock, NULL);
	pthread_cond_init(&queue->changed, NULL);
	queue->capacity = capacity;
	queue->drop = drop;
	queue->wake = wake;
	return queue;
}

// With the lock held, or by the last who knows the queue.
static void *pop(struct vr_queue *queue)
{
	if (queue->count == 0)
		return NULL;
	void *value = queue->values[queue->first];
	queue->first = (queue->first + 1) % queue->capacity;
	queue->count--;
	return value;
}

void vr_queue_destroy(struct vr_queue *queue)
{
	if (!queue)
		return;
	for (void *value; (value = pop(queue));)
		queue->drop(value);
	pthread_cond_destroy(&queue->changed);
	pthread_mutex_destroy(&queue->lock);
	free(queue);
}

bool vr_queue_put(struct vr_queue *queue, void *value)
{
	assert(value);
	pthread_mutex_lock(&queue->lock);
	bool fits = queue->count < queue->capacity && !queue->closed;
	if (fits) {
		queue->values[(queue->first + queue->count) % queue->capacity] = value;
		queue->count++;
		pthread_cond_signal(&queue->changed);
	}
	pthread_mutex_unlock(&queue->lock);
	if (fits)
		call_wake(&queue->wake);
	return fits;
}

void *vr_queue_take(struct vr_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	void *value = pop(queue);
	pthread_mutex_unlock(&queue->lock);
	return value;
}

void *vr_queue_wait(struct vr_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	while (queue->count == 0 && !queue->closed)
		pthread_cond_wait(&queue->changed, &queue->lock);
	void *value = pop(queue);
	pthread_mutex_unlock(&queue->lock);
	return value;
}

void vr_queue_close(struct vr_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	queue->closed = true;
	pthread_cond_broadcast(&queue->changed);
	pthread_mutex_unlock(&queue->lock);
}
