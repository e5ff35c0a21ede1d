#include "state.h"

#include <assert.h>

static bool before(const struct vr_plan *plan, uint32_t a, uint32_t b)
{
	const struct vr_pair *first = &plan->pairs[a], *second = &plan->pairs[b];
	return first->turn != second->turn ? first->turn < second->turn : first->rank < second->rank;
}

static void put(struct vr_plan *plan, struct vr_queue *queue, uint32_t place, uint32_t pair)
{
	queue->pairs[place] = pair;
	plan->pairs[pair].place = place;
}

static void rise(struct vr_plan *plan, struct vr_queue *queue, uint32_t place)
{
	uint32_t pair = queue->pairs[place];
	while (place > 0 && before(plan, pair, queue->pairs[(place - 1) / 2])) {
		put(plan, queue, place, queue->pairs[(place - 1) / 2]);
		place = (place - 1) / 2;
	}
	put(plan, queue, place, pair);
}

static void sink(struct vr_plan *plan, struct vr_queue *queue, uint32_t place)
{
	uint32_t pair = queue->pairs[place];
	for (uint32_t child = 2 * place + 1; child < queue->count; child = 2 * place + 1) {
		if (child + 1 < queue->count && before(plan, queue->pairs[child + 1], queue->pairs[child]))
			child++;
		if (!before(plan, queue->pairs[child], pair))
			break;
		put(plan, queue, place, queue->pairs[child]);
		place = child;
	}
	put(plan, queue, place, pair);
}

void vr_queue_push(struct vr_plan *plan, enum vr_queue_kind kind, uint32_t pair)
{
	struct vr_queue *queue = &plan->queues[kind];
	assert(plan->pairs[pair].place == VR_NOWHERE);
	queue->reading_ms += plan->pairs[pair].reading_ms;
	queue->pages += plan->pairs[pair].pages;
	put(plan, queue, queue->count++, pair);
	rise(plan, queue, queue->count - 1);
}

void vr_queue_remove(struct vr_plan *plan, enum vr_queue_kind kind, uint32_t pair)
{
	struct vr_queue *queue = &plan->queues[kind];
	uint32_t place = plan->pairs[pair].place;
	assert(place < queue->count && queue->pairs[place] == pair);
	queue->reading_ms -= plan->pairs[pair].reading_ms;
	queue->pages -= plan->pairs[pair].pages;
	plan->pairs[pair].place = VR_NOWHERE;
	uint32_t last = queue->pairs[--queue->count];
	if (last == pair)
		return;
	put(plan, queue, place, last);
	rise(plan, queue, place);
	sink(plan, queue, plan->pairs[last].place);
}

static bool is_recent(const struct vr_plan *plan, uint32_t pair)
{
	uint64_t id = plan->known[plan->pairs[pair].message].id;
	for (size_t i = 0; i < VR_RECENT; i++)
		if (plan->recent[i] == id)
			return true;
	return false;
}

uint32_t vr_queue_best(struct vr_plan *plan, enum vr_queue_kind kind)
{
	uint32_t aside[VR_RECENT * VR_LANGUAGES_MAX];
	size_t count = 0;
	uint32_t best = VR_NOWHERE;
	const struct vr_queue *queue = &plan->queues[kind];
	while (queue->count > 0 && count < VR_COUNT(aside)) {
		uint32_t top = queue->pairs[0];
		if (!is_recent(plan, top)) {
			best = top;
			break;
		}
		vr_queue_remove(plan, kind, top);
		aside[count++] = top;
	}
	if (best == VR_NOWHERE && count > 0)
		best = aside[0];
	while (count > 0)
		vr_queue_push(plan, kind, aside[--count]);
	return best;
}

enum vr_queue_kind vr_queue_of(const struct vr_message *message)
{
	switch (message->priority) {
	case VR_PRIORITY_NORMAL:
		return VR_QUEUE_NORMAL;
	case VR_PRIORITY_IMPORTANT:
		return VR_QUEUE_IMPORTANT;
	case VR_PRIORITY_URGENT:
		return VR_QUEUE_URGENT;
	case VR_PRIORITY_EMERGENCY:
		break;
	}
	return VR_QUEUE_COUNT; // emergencies stand in no queue
}
