#include "state.h"

#include <string.h>

// FNV-1a over 64 bits: a change of a text is found, nobody gains by forging one.
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
	return hash;
}

uint64_t vr_hash_text(uint64_t hash, const char *text)
{
	// With its NUL, so that two texts do not run together; an absent one differs from an empty one.
	return text ? hash_bytes(hash, text, strlen(text) + 1) : hash_bytes(hash, "\1", 1);
}

uint64_t vr_hash_number(uint64_t hash, uint64_t number)
{
	return hash_bytes(hash, &number, sizeof(number));
}

static uint64_t hash_localized(uint64_t hash, const struct vr_localized *text)
{
	hash = vr_hash_number(hash, text->count);
	for (size_t i = 0; i < text->count; i++) {
		hash = vr_hash_number(hash, text->entries[i].language);
		hash = vr_hash_text(hash, text->entries[i].text);
	}
	return hash;
}

static uint64_t hash_windows(uint64_t hash, const struct vr_windows *windows)
{
	hash = vr_hash_number(hash, windows->count);
	for (size_t i = 0; i < windows->count; i++) {
		const struct vr_window *window = &windows->items[i];
		hash = vr_hash_number(hash, window->days);
		hash = vr_hash_number(hash, (uint64_t)window->from_min << 16 | (uint64_t)window->until_min);
	}
	return hash;
}

static uint64_t hash_date(uint64_t hash, struct vr_date date)
{
	return vr_hash_number(hash, (uint64_t)(date.year * 400 + date.month * 32 + date.day));
}

static uint64_t hash_double(uint64_t hash, double number)
{
	return hash_bytes(hash, &number, sizeof(number));
}

uint64_t vr_hash_wait(const struct vr_wait *wait)
{
	uint64_t hash = vr_hash_text(VR_HASH_START, wait->id);
	hash = hash_localized(hash, &wait->name);
	hash = hash_localized(hash, &wait->place);
	const int words[] = {(int)wait->state, (int)wait->accepting,     (int)wait->measure,   (int)wait->until,
	                     (int)wait->order, (int)wait->care_priority, (int)wait->span.unit, (int)wait->span.bound,
	                     (int)wait->level, (int)wait->statistic};
	hash = hash_bytes(hash, words, sizeof(words));
	hash = hash_double(hash, wait->span.from);
	hash = hash_double(hash, wait->span.to);
	hash = vr_hash_number(hash, (uint64_t)wait->measured_at.ms);
	hash = hash_localized(hash, &wait->note);
	hash = hash_localized(hash, &wait->reason);
	hash = vr_hash_number(hash, (uint64_t)wait->opens_at.ms);
	return vr_hash_text(hash, wait->source);
}

uint64_t vr_hash_clinic(const struct vr_clinic *clinic)
{
	uint64_t hash = hash_localized(VR_HASH_START, &clinic->name);
	hash = vr_hash_text(hash, clinic->address);
	hash = vr_hash_text(hash, clinic->phone);
	hash = hash_windows(hash, &clinic->opening_hours);
	for (size_t i = 0; i < clinic->exception_count; i++) {
		hash = hash_date(hash, clinic->exceptions[i].date);
		hash = hash_windows(hash, &clinic->exceptions[i].hours);
		hash = hash_localized(hash, &clinic->exceptions[i].reason);
	}
	hash = hash_localized(hash, &clinic->calling);
	for (size_t i = 0; i < clinic->elsewhere_count; i++) {
		const struct vr_elsewhere *elsewhere = &clinic->elsewhere[i];
		hash = hash_localized(hash, &elsewhere->name);
		hash = vr_hash_text(hash, elsewhere->phone);
		hash = vr_hash_text(hash, elsewhere->address);
		hash = hash_windows(hash, &elsewhere->hours);
	}
	return hash;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_localized(const struct vr_localized *a, const struct vr_localized *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->entries[i].language != b->entries[i].language ||
		    strcmp(a->entries[i].text, b->entries[i].text) != 0)
			return false;
	return true;
}

static bool same_picture(const struct vr_picture *a, const struct vr_picture *b)
{
	if (!a->href || !b->href)
		return a->href == b->href;
	return strcmp(a->sha256, b->sha256) == 0 && a->fit == b->fit && same_localized(&a->alt, &b->alt);
}

bool vr_same_message(const struct vr_message *a, const struct vr_message *b)
{
	return a->kind == b->kind && a->priority == b->priority && a->origin == b->origin && a->drill == b->drill &&
	       same_localized(&a->title, &b->title) && same_localized(&a->text, &b->text) &&
	       same_picture(&a->picture, &b->picture) && same_text(a->link.href, b->link.href) &&
	       same_localized(&a->link.label, &b->link.label) && same_text(a->source, b->source) &&
	       vr_date_compare(a->reviewed_at, b->reviewed_at) == 0;
}
