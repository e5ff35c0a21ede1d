#include "state.h"

#include <stdlib.h>
#include <string.h>

#define RANK_OLD (VR_LANGUAGES_MAX * VR_MESSAGES_MAX)

// The older programme's messages by id: open addressing, twice the room.
struct index {
	const struct vr_plan *plan;
	uint32_t *slots; // message + 1; 0: free
	size_t room;     // a power of two
};

static struct index index_create(const struct vr_plan *plan)
{
	struct index index = {.plan = plan, .room = 2};
	while (index.room < plan->known_count * 2)
		index.room *= 2;
	index.slots = vr_alloc(index.room, sizeof(*index.slots));
	for (size_t i = 0; i < plan->known_count; i++) {
		size_t at = plan->known[i].id & (index.room - 1);
		while (index.slots[at])
			at = (at + 1) & (index.room - 1);
		index.slots[at] = (uint32_t)i + 1;
	}
	return index;
}

static ptrdiff_t index_find(const struct index *index, uint64_t hash, const char *id)
{
	for (size_t at = hash & (index->room - 1); index->slots[at]; at = (at + 1) & (index->room - 1)) {
		size_t message = index->slots[at] - 1;
		if (index->plan->known[message].id == hash &&
		    strcmp(index->plan->programme->messages[message].id, id) == 0)
			return (ptrdiff_t)message;
	}
	return -1;
}

bool vr_plan_same_languages(const struct vr_programme *a, const struct vr_programme *b)
{
	if (!a || !b || a->language_count != b->language_count)
		return false;
	for (size_t i = 0; i < a->language_count; i++)
		if (strcmp(a->languages[i], b->languages[i]) != 0)
			return false;
	return true;
}

static void add_pairs(struct vr_plan *plan, uint32_t index)
{
	const struct vr_message *message = &plan->programme->messages[index];
	struct vr_known *known = &plan->known[index];
	uint8_t languages[VR_LANGUAGES_MAX];
	known->pair_count = (uint8_t)vr_voices(&plan->voicing, message->languages, languages);
	known->first_pair = (uint32_t)plan->pair_count;
	for (uint8_t i = 0; i < known->pair_count; i++) {
		// In the first pass each message comes once, the next one in the next language; and so on.
		uint32_t pass = (i + known->pair_count - index % known->pair_count) % known->pair_count;
		struct vr_book_entry entry;
		struct vr_item item = {VR_SLIDE_MESSAGE, index};
		vr_reading(plan, NULL, plan->programme, item,
		           vr_voice_set(&plan->voicing, message->languages, languages[i]), &entry);
		plan->pairs[plan->pair_count++] = (struct vr_pair){
		        .message = index,
		        .language = languages[i],
		        .place = VR_NOWHERE,
		        .rank = RANK_OLD + pass * (uint32_t)plan->known_count + index,
		        .pages = entry.pages,
		        .reading_ms = (uint32_t)vr_reading_total(&entry),
		};
	}
}

// Turns and times of the languages that both programmes have.
static void keep_pairs(struct vr_plan *plan, uint32_t index, const struct vr_plan *old, size_t old_index)
{
	const struct vr_known *now = &plan->known[index], *then = &old->known[old_index];
	for (uint32_t i = now->first_pair; i < now->first_pair + now->pair_count; i++) {
		const char *tag = plan->programme->languages[plan->pairs[i].language];
		for (uint32_t j = then->first_pair; j < then->first_pair + then->pair_count; j++) {
			if (strcmp(old->programme->languages[old->pairs[j].language], tag) != 0)
				continue;
			plan->pairs[i].turn = old->pairs[j].turn;
			plan->pairs[i].shown_ms = old->pairs[j].shown_ms;
		}
	}
}

static void add_fresh(struct vr_plan *plan, uint32_t index)
{
	if (plan->fresh_count < VR_FRESH_MAX)
		plan->fresh[plan->fresh_count++] = index;
}

// Of those never shown, the newest first.
static void put_first(struct vr_plan *plan, const struct vr_known *known)
{
	for (uint32_t i = known->first_pair; i < known->first_pair + known->pair_count; i++)
		plan->pairs[i].rank -= RANK_OLD;
}

// A message that was there before keeps its place in all queues; a new or changed one is shown next.
static void adopt_message(struct vr_plan *plan, uint32_t index, const struct vr_plan *old, const struct index *olds)
{
	const struct vr_message *message = &plan->programme->messages[index];
	struct vr_known *known = &plan->known[index];
	*known = (struct vr_known){
	        .id = vr_hash_text(VR_HASH_START, message->id), .since_ms = -1, .end_mono_ms = INT64_MAX};
	add_pairs(plan, index);
	ptrdiff_t before = old->programme ? index_find(olds, known->id, message->id) : -1;
	const struct vr_known *then = before < 0 ? NULL : &old->known[before];
	if (then && message->valid_until.ms == old->programme->messages[before].valid_until.ms)
		known->end_mono_ms = then->end_mono_ms;
	if (then) {
		// Also a changed one, so that a text that changes by the minute gets no more than its share.
		known->since_ms = then->since_ms;
		known->round = then->round;
		keep_pairs(plan, index, old, (size_t)before);
	}
	if (then && vr_same_message(message, &old->programme->messages[before]))
		known->announced = then->announced;
	else if (old->programme && message->priority < VR_PRIORITY_URGENT)
		add_fresh(plan, index);
	if (old->programme && !then)
		put_first(plan, known);
}

// Where a message of the older programme stands in this one; *changed says whether it looks different.
static ptrdiff_t successor(const struct vr_plan *plan, const struct vr_plan *old, uint32_t index, bool *changed)
{
	// From the same place outwards would be quicker; this happens for a handful of messages a programme.
	for (size_t i = 0; i < plan->known_count; i++) {
		if (plan->known[i].id != old->known[index].id ||
		    strcmp(plan->programme->messages[i].id, old->programme->messages[index].id) != 0)
			continue;
		*changed = !vr_same_message(&plan->programme->messages[i], &old->programme->messages[index]);
		return (ptrdiff_t)i;
	}
	return -1;
}

static void adopt_visits(struct vr_plan *plan, const struct vr_plan *old, bool same_languages)
{
	for (size_t i = 0; i < VR_STREAM_COUNT; i++) {
		struct vr_visit *visit = &plan->visits[i];
		if (!visit->under_way || visit->kind != VR_SLIDE_MESSAGE) {
			visit->under_way = visit->under_way && same_languages;
			continue;
		}
		bool changed = true;
		ptrdiff_t index = same_languages ? successor(plan, old, visit->index, &changed) : -1;
		visit->under_way = index >= 0 && !changed;
		visit->index = index < 0 ? 0 : (uint32_t)index;
	}
}

// New messages that have not had their turn yet stay in front.
static void adopt_fresh(struct vr_plan *plan, const struct vr_plan *old)
{
	uint32_t later[VR_FRESH_MAX];
	size_t later_count = plan->fresh_count;
	memcpy(later, plan->fresh, sizeof(later));
	plan->fresh_count = 0;
	for (size_t i = 0; i < old->fresh_count; i++) {
		bool changed = true;
		ptrdiff_t index = successor(plan, old, old->fresh[i], &changed);
		if (index >= 0 && !changed)
			add_fresh(plan, (uint32_t)index);
	}
	for (size_t i = 0; i < later_count; i++)
		add_fresh(plan, later[i]);
}

static void glass_hold(struct vr_plan *plan, const struct vr_programme *programme)
{
	const struct vr_programme *before = plan->glass.programme;
	plan->glass.programme = vr_programme_ref(programme);
	vr_programme_unref(before);
}

// The page on the glass stays where its item did not change, and to its end where a message did.
static void adopt_glass(struct vr_plan *plan, const struct vr_plan *old, bool same_languages)
{
	struct vr_glass *glass = &plan->glass;
	if (!glass->on)
		return;
	if (glass->kind != VR_SLIDE_MESSAGE && glass->kind != VR_SLIDE_EMERGENCY) {
		glass->on = same_languages;
		glass_hold(plan, plan->programme);
		return;
	}
	bool changed = true;
	uint32_t index = glass->superseded ? glass->successor : glass->index;
	ptrdiff_t now = successor(plan, old, index, &changed);
	changed = changed || glass->superseded || !same_languages;
	if (now < 0 || (changed && glass->kind == VR_SLIDE_EMERGENCY)) {
		glass->on = false;
		return;
	}
	glass->superseded = changed;
	glass->successor = (uint32_t)now;
	if (changed)
		return;
	glass->index = (uint32_t)now;
	glass_hold(plan, plan->programme);
}

// At most VR_MESSAGES_MAX × VR_LANGUAGES_MAX pairs; in five languages 10 000 messages take 3 MiB.
static void make_room(struct vr_plan *plan, const struct vr_programme *programme)
{
	size_t pairs = 0, in_queue[VR_QUEUE_COUNT + 1] = {0};
	for (size_t i = 0; i < programme->message_count; i++) {
		uint8_t languages[VR_LANGUAGES_MAX];
		size_t count = vr_voices(&plan->voicing, programme->messages[i].languages, languages);
		pairs += count;
		in_queue[vr_queue_of(&programme->messages[i])] += count;
	}
	plan->known_count = programme->message_count;
	plan->known = vr_alloc(programme->message_count + 1, sizeof(*plan->known));
	plan->pairs = vr_alloc(pairs + 1, sizeof(*plan->pairs));
	plan->order = vr_alloc(pairs + 1, sizeof(*plan->order));
	plan->group_waits = vr_alloc(programme->wait_count + 1, sizeof(*plan->group_waits));
	plan->pair_count = 0;
	uint32_t *from = plan->order;
	for (size_t i = 0; i < VR_QUEUE_COUNT; i++) {
		plan->queues[i] = (struct vr_queue){.pairs = from};
		from += in_queue[i];
	}
}

void vr_plan_adopt(struct vr_plan *plan, const struct vr_programme *programme, struct vr_voicing voicing)
{
	struct vr_plan old = *plan;
	bool same_languages =
	        vr_plan_same_languages(old.programme, programme) && vr_same_voicing(&old.voicing, &voicing);
	plan->voicing = voicing;
	plan->programme = vr_programme_ref(programme);
	make_room(plan, programme);
	plan->fresh_count = 0;
	struct index olds = index_create(&old);
	for (size_t i = 0; i < plan->known_count; i++)
		adopt_message(plan, (uint32_t)i, &old, &olds);
	free(olds.slots);
	adopt_visits(plan, &old, same_languages);
	adopt_fresh(plan, &old);
	adopt_glass(plan, &old, same_languages);
	vr_groups_build(plan);
	plan->clinic_content = vr_hash_clinic(&programme->clinic);
	plan->judge_all = true;
	plan->emergency = -1;
	free(old.known);
	free(old.pairs);
	free(old.order);
	free(old.group_waits);
	vr_programme_unref(old.programme);
}
