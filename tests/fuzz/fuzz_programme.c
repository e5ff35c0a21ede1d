// Programme documents. What is accepted must keep the promises of the model, and be fit to be written out.
#include "vantrum/wire.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Not assert: these checks are the purpose of the program in every kind of build.
static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(const struct vr_programme *programme, const struct vr_localized *text)
{
	for (size_t i = 0; i < text->count; i++) {
		const struct vr_localized_entry *entry = &text->entries[i];
		must(entry->language < programme->language_count);
		must(i == 0 || entry->language > text->entries[i - 1].language);
		must(entry->text[0] != '\0' && vr_utf8_valid(entry->text, strlen(entry->text)));
	}
}

static void check_windows(const struct vr_windows *windows)
{
	for (size_t i = 0; i < windows->count; i++) {
		const struct vr_window *window = &windows->items[i];
		must(window->days != 0 && (window->days & ~VR_DAYS_ALL) == 0);
		must(window->from_min >= 0 && window->from_min < 1440);
		must(window->until_min >= 0 && window->until_min <= 1440);
	}
}

static void check_wait(const struct vr_programme *programme, const struct vr_wait *wait)
{
	bool value = wait->span.from >= 0 || wait->level != VR_LEVEL_NONE;
	must(wait->id != NULL && wait->id[0] != '\0' && wait->name.count > 0);
	must(value || wait->state != VR_WAIT_OPEN);
	must(!value || (wait->statistic != VR_STATISTIC_NONE && wait->good_for_ms > 0 &&
	                wait->measured_at.ms != VR_INSTANT_ALWAYS.ms));
	must(wait->span.to < 0 || wait->span.to >= wait->span.from);
	check_text(programme, &wait->name);
	check_text(programme, &wait->note);
	check_windows(&wait->hours);
}

static void check_message(const struct vr_programme *programme, const struct vr_message *message)
{
	must(message->id != NULL && strlen(message->id) < sizeof((struct vr_status_shown *)NULL)->message);
	must(message->title.count > 0 && message->languages != 0);
	must(message->valid_from.ms < message->valid_until.ms);
	must(message->priority != VR_PRIORITY_EMERGENCY || message->valid_until.ms != VR_INSTANT_NEVER.ms);
	must(message->picture.href == NULL || strlen(message->picture.sha256) == 64);
	check_text(programme, &message->title);
	check_text(programme, &message->text);
	check_windows(&message->hours);
}

static void check_all(const struct vr_programme *programme)
{
	must(programme->language_count > 0 && programme->clinic.name.count > 0);
	must(programme->clinic.id != NULL && programme->clinic.time_zone != NULL && programme->series != NULL);
	check_windows(&programme->clinic.opening_hours);
	for (size_t i = 0; i < programme->wait_count; i++)
		check_wait(programme, &programme->waits[i]);
	for (size_t i = 0; i < programme->message_count; i++)
		check_message(programme, &programme->messages[i]);
	for (size_t i = 0; i < programme->set_aside_count; i++)
		must(programme->set_aside[i].pointer[0] == '/' && programme->set_aside[i].reason[0] != '\0');
	must(vr_wire_may_follow(programme, programme, NULL));
}

static void write_slides(const struct vr_programme *programme)
{
	struct vr_buffer out;
	struct vr_slide slide = {.programme = programme, .language_count = 1, .page = 1, .pages = 1};
	slide.until = VR_INSTANT_NEVER;
	vr_buffer_init(&out, 65536);
	slide.wait_count = programme->wait_count < VR_SLIDE_WAITS_MAX ? programme->wait_count : VR_SLIDE_WAITS_MAX;
	for (size_t i = 0; i < slide.wait_count; i++)
		slide.waits[i].wait = i;
	slide.kind = VR_SLIDE_WAITS;
	vr_wire_slide(&slide, &out);
	slide.kind = VR_SLIDE_MESSAGE;
	if (programme->message_count > 0)
		vr_wire_slide(&slide, &out);
	struct vr_status status = {.version = "0", .series = programme->series, .panel = "on", .theme = "light"};
	status.showing = programme->message_count > 0 ? &slide : NULL;
	vr_wire_status(&status, &out);
	must(!out.full && vr_utf8_valid(vr_buffer_string(&out), out.length));
	vr_buffer_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const struct vr_programme *programme;
	struct vr_error error = {0};
	if (vr_wire_programme((const char *)bytes, size, "https://hub.example.org/p", &programme, &error)) {
		check_all(programme);
		write_slides(programme);
	} else {
		must(programme == NULL && error.code != VR_OK && error.what[0] != '\0');
	}
	vr_programme_unref(programme);
	bool picture;
	(void)!vr_wire_status_reply((const char *)bytes, size, &picture, &error);
	return 0;
}
