#include "vantrum/model/book.h"

#include <assert.h>
#include <stdlib.h>

#define SLOTS_FIRST ((size_t)64)
// 10 000 messages in 5 languages fit; beyond, the book forgets and is measured anew as slides come near.
#define ENTRIES_MAX ((size_t)65536)

// Open addressing with linear probing; entries are never removed one by one.
struct slot {
	vr_language_set languages;
	uint32_t index;
	uint8_t kind;
	struct vr_book_entry entry; // pages 0: the slot is free
};

struct vr_book {
	struct slot *slots;
	size_t slot_count; // a power of two, or 0
	size_t used;       // at most ¾ of slot_count
};

struct vr_book *vr_book_create(void)
{
	return vr_alloc(1, sizeof(struct vr_book));
}

void vr_book_destroy(struct vr_book *book)
{
	if (!book)
		return;
	free(book->slots);
	free(book);
}

void vr_book_clear(struct vr_book *book)
{
	free(book->slots);
	*book = (struct vr_book){0};
}

static size_t hash(uint32_t kind, uint32_t index, vr_language_set languages)
{
	// Three odd multipliers, then the high bits folded down: the keys are small numbers that differ in few bits.
	uint64_t mixed = (uint64_t)index * UINT64_C(0x9e3779b97f4a7c15) ^
	                 (uint64_t)languages * UINT64_C(0xc2b2ae3d27d4eb4f) ^
	                 (uint64_t)kind * UINT64_C(0x165667b19e3779f9);
	return (size_t)(mixed ^ mixed >> 29);
}

// The slot of this key, or the free one where it would go.
static struct slot *find(struct slot *slots, size_t count, uint32_t kind, uint32_t index, vr_language_set languages)
{
	for (size_t at = hash(kind, index, languages);; at++) {
		struct slot *slot = &slots[at & (count - 1)];
		if (slot->entry.pages == 0 ||
		    (slot->kind == kind && slot->index == index && slot->languages == languages))
			return slot;
	}
}

static void grow(struct vr_book *book)
{
	size_t count = book->slot_count ? book->slot_count * 2 : SLOTS_FIRST;
	struct slot *slots = vr_alloc(count, sizeof *slots);
	for (size_t i = 0; i < book->slot_count; i++) {
		const struct slot *old = &book->slots[i];
		if (old->entry.pages)
			*find(slots, count, old->kind, old->index, old->languages) = *old;
	}
	free(book->slots);
	book->slots = slots;
	book->slot_count = count;
}

void vr_book_set(struct vr_book *book, struct vr_item item, vr_language_set languages,
                 const struct vr_book_entry *entry)
{
	assert(entry->pages >= 1 && entry->pages <= VR_BOOK_PAGES_MAX);
	if (book->used == ENTRIES_MAX)
		vr_book_clear(book);
	if ((book->used + 1) * 4 > book->slot_count * 3)
		grow(book);
	struct slot *slot = find(book->slots, book->slot_count, (uint32_t)item.kind, item.index, languages);
	if (slot->entry.pages == 0)
		book->used++;
	*slot = (struct slot){.languages = languages, .index = item.index, .kind = (uint8_t)item.kind, .entry = *entry};
}

const struct vr_book_entry *vr_book_get(const struct vr_book *book, struct vr_item item, vr_language_set languages)
{
	if (book->slot_count == 0)
		return NULL;
	const struct slot *slot = find(book->slots, book->slot_count, (uint32_t)item.kind, item.index, languages);
	return slot->entry.pages ? &slot->entry : NULL;
}
