#include "keep.h"

#include <sodium.h>
#include <string.h>

static void add_number(crypto_generichash_state *state, int64_t number)
{
	crypto_generichash_update(state, (const unsigned char *)&number, sizeof(number));
}

// With its length, so that no two sequences of texts look alike; NULL differs from "".
static void add_text(crypto_generichash_state *state, const char *text)
{
	size_t length = text != NULL ? strlen(text) : 0;
	add_number(state, text != NULL ? (int64_t)length : -1);
	crypto_generichash_update(state, (const unsigned char *)text, length);
}

static void add_localized(crypto_generichash_state *state, const struct vr_localized *text)
{
	add_number(state, text->count);
	for (size_t i = 0; i < text->count; i++) {
		add_number(state, text->entries[i].language);
		add_text(state, text->entries[i].text);
	}
}

static void add_windows(crypto_generichash_state *state, const struct vr_windows *windows)
{
	add_number(state, (int64_t)windows->count);
	for (size_t i = 0; i < windows->count; i++) {
		add_number(state, windows->items[i].days);
		add_number(state, windows->items[i].from_min);
		add_number(state, windows->items[i].until_min);
	}
}

static void add_date(crypto_generichash_state *state, const struct vr_date *date)
{
	add_number(state, date->year * 10000 + date->month * 100 + date->day);
}

static void add_clinic(crypto_generichash_state *state, const struct vr_clinic *clinic)
{
	add_text(state, clinic->id);
	add_text(state, clinic->hsa_id);
	add_localized(state, &clinic->name);
	add_text(state, clinic->address);
	add_text(state, clinic->phone);
	add_text(state, clinic->time_zone);
	add_windows(state, &clinic->opening_hours);
	add_number(state, (int64_t)clinic->exception_count);
	for (size_t i = 0; i < clinic->exception_count; i++) {
		add_date(state, &clinic->exceptions[i].date);
		add_windows(state, &clinic->exceptions[i].hours);
		add_localized(state, &clinic->exceptions[i].reason);
	}
	add_localized(state, &clinic->calling);
	add_number(state, (int64_t)clinic->elsewhere_count);
	for (size_t i = 0; i < clinic->elsewhere_count; i++) {
		add_localized(state, &clinic->elsewhere[i].name);
		add_text(state, clinic->elsewhere[i].phone);
		add_text(state, clinic->elsewhere[i].address);
		add_windows(state, &clinic->elsewhere[i].hours);
	}
}

static void add_message(crypto_generichash_state *state, const struct vr_message *message)
{
	add_text(state, message->id);
	add_number(state, message->kind);
	add_number(state, message->priority);
	add_localized(state, &message->title);
	add_localized(state, &message->text);
	add_text(state, message->picture.href);
	add_text(state, message->picture.sha256);
	add_localized(state, &message->picture.alt);
	add_number(state, message->picture.fit);
	add_text(state, message->link.href);
	add_localized(state, &message->link.label);
	add_number(state, message->issued_at.ms);
	add_number(state, message->valid_from.ms);
	add_number(state, message->valid_until.ms);
	add_windows(state, &message->hours);
	add_number(state, message->show_when);
	add_number(state, message->origin);
	add_number(state, message->drill);
	add_text(state, message->source);
	add_date(state, &message->reviewed_at);
	add_date(state, &message->review_by);
}

void vr_keep_lasting(const struct vr_programme *programme, unsigned char out[VR_KEEP_HASH])
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, VR_KEEP_HASH);
	add_text(&state, programme->series);
	add_localized(&state, &programme->area);
	add_clinic(&state, &programme->clinic);
	add_number(&state, (int64_t)programme->language_count);
	for (size_t i = 0; i < programme->language_count; i++)
		add_text(&state, programme->languages[i]);
	add_number(&state, (int64_t)programme->message_count);
	for (size_t i = 0; i < programme->message_count; i++)
		add_message(&state, &programme->messages[i]);
	crypto_generichash_final(&state, out, VR_KEEP_HASH);
}

void vr_keep_note(struct vr_keep *keep, const struct vr_programme *programme, struct vr_mono now)
{
	vr_keep_lasting(programme, keep->lasting);
	keep->known = true;
	keep->stored = now;
}

bool vr_keep_wants(const struct vr_keep *keep, const struct vr_programme *programme, size_t bytes, struct vr_mono now)
{
	unsigned char lasting[VR_KEEP_HASH];
	vr_keep_lasting(programme, lasting);
	if (!keep->known || memcmp(lasting, keep->lasting, sizeof(lasting)) != 0)
		return true;
	int64_t pause_ms = (int64_t)bytes * VR_HOUR / VR_KEEP_BYTES_PER_HOUR;
	return now.ms - keep->stored.ms >= (pause_ms > VR_KEEP_WAITS_MS ? pause_ms : VR_KEEP_WAITS_MS);
}
